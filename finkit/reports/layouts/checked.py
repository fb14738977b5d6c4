"""The check of a report as tables: what was printed, what it had been, what the statements say, and the verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from finkit.figures.bind.state import UNSAID
from finkit.figures.figure import OURS
from finkit.reports.forms import quantity
from finkit.reports.layouts.common import joined, title_of
from finkit.reports.table import Block, Column, Line, Page, Row, Table, Tone, words
from finkit.verdicts.verdict import Verdict
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check, CheckedFigure

TONES = {
    Verdict.CONTRADICTED: Tone.BAD,
    Verdict.AMBIGUOUS: Tone.WARN,
    Verdict.REPAIRED: Tone.GOOD,
    Verdict.INFERRED: Tone.WARN,
    Verdict.CONFIRMED: Tone.GOOD,
    Verdict.UNCHECKED: Tone.MUTED,
}
LIMITS = {Verdict.CONTRADICTED: 40, Verdict.AMBIGUOUS: 6, Verdict.REPAIRED: 12, Verdict.INFERRED: 6}
_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}
_SURFACE = 44  # characters of a printed figure that a table repeats
_SOURCES = re.compile(r" \+ |, ")
_TAIL = re.compile(r"\s*\[[^\]]*\]$")  # the ids of sources, which `evidence` says in words


def by_verdict(check: Check) -> list[CheckedFigure]:
    """The quantities: most in need of a reader first, then those with a statement value, then as in the text."""
    judged = (figure for figure in check.values if figure.verdict)
    return sorted(judged, key=lambda one: (_ORDER[one.verdict or Verdict.UNCHECKED], one.statement is None, one.start))


def spoken_of(figure: CheckedFigure, company: Company | None = None) -> tuple[str, str, str, str]:
    """Measure, segment, entity and period in words; of the company itself no entity."""
    measure = title_of(figure.measure) if figure.measure else "unnamed"
    segments = {segment.name: segment.title for segment in company.segments} if company else {}
    segment = "" if figure.segment == UNSAID else segments.get(figure.segment or "", (figure.segment or "").lstrip("~"))
    own = figure.entity == OURS or (figure.entity is None and figure.segment in segments)
    period = figure.period or ""
    if own and period:
        period = Period.parse(period).code
    return measure[:1].upper() + measure[1:].replace("_", " "), segment, "" if own else figure.entity or "", period


def about(figure: CheckedFigure, company: Company | None = None) -> str:
    """What a figure is of, on one line."""
    return joined(spoken_of(figure, company))


def printed(figure: CheckedFigure) -> str:
    """The characters of the report."""
    surface = " ".join(figure.surface.split())
    return surface if len(surface) <= _SURFACE else f"{surface[: _SURFACE - 1]}…"


def _quantum(figure: CheckedFigure) -> Decimal | None:
    if figure.low is None or figure.high is None or figure.high <= figure.low:
        return None
    return figure.high - figure.low


def restored(figure: CheckedFigure) -> str:
    """The value with its unit; every reading where several are as likely and nobody decided."""
    if figure.verdict is Verdict.AMBIGUOUS and figure.alternatives and not figure.decision:
        readings = [quantity(one.value, one.unit) for one in figure.alternatives[:3]]
        own = [quantity(figure.value, figure.unit or "1", _quantum(figure))] if figure.value is not None else []
        return " or ".join(dict.fromkeys((*own, *readings)))
    if figure.value is None:
        return "?"
    return quantity(figure.value, figure.unit or "1", _quantum(figure))


def stated(figure: CheckedFigure) -> tuple[str, str]:
    """The statements' value and the difference, both to the digits that the report printed."""
    statement, quantum = figure.statement, _quantum(figure)
    if statement is None:
        return "", ""
    value = quantity(statement.value, statement.unit, quantum)
    if statement.difference is None:
        return value, ""
    unit = "pp" if statement.unit == "%" else statement.unit
    return value, quantity(statement.difference, unit, quantum, signed=True, like=statement.value)


def evidence(figure: CheckedFigure, company: Company | None = None) -> str:
    """One line: why, and the source of the statements' value in place of its id."""
    if figure.statement is None or not figure.statement.source:
        return figure.why
    names = [_source(name, company) for name in _SOURCES.split(figure.statement.source)]
    lines = ",".join(map(str, figure.statement.lines))
    place = f", facts.csv:{lines}" if lines else ""
    why, basis = _TAIL.sub("", figure.why), figure.statement.basis
    kind = "" if f"({basis})" in why else f"{basis}: "
    return joined((why, f"[{kind}{'; '.join(names)}{place}]"), " ")


def _source(name: str, company: Company | None) -> str:
    source = company.source(name) if company else None
    return source.title if source else name


def counts_line(check: Check) -> Line:
    """How many figures bear each verdict."""
    summary = check.summary
    told = ", ".join(f"{summary.counts[verdict.value]} {verdict.value}" for verdict in Verdict if summary.counts[verdict.value])
    plural = "" if summary.figures == 1 else "s"
    return Line(f"{summary.figures} figure{plural}: {told}" if summary.figures else "no figure found", Tone.STRONG)


def _columns(*, with_statement: bool) -> tuple[Column, ...]:
    middle = (Column("statement", right=True), Column("difference", right=True, age=1)) if with_statement else ()
    return (
        Column("figure", grows=True, width=14),
        Column("printed", grows=True, width=10),
        Column("restored", grows=True, width=10),
        *middle,
        Column("verdict"),
    )


def _row(figure: CheckedFigure, company: Company | None, why: str, *, with_statement: bool) -> Row:
    verdict = figure.verdict or Verdict.UNCHECKED
    middle = tuple(words(text) for text in stated(figure)) if with_statement else ()
    return Row(
        (
            words(about(figure, company)), words(printed(figure)), words(restored(figure), Tone.STRONG), *middle,
            words(verdict.value, TONES[verdict]),
        ),
        detail=(Line(why, Tone.MUTED),) if why else (),
    )  # fmt: skip


def figure_table(title: str, figures: Sequence[CheckedFigure], company: Company | None, notes: Iterable[Line] = ()) -> Table:
    """Figures under one heading; statement columns only where one has such a value, a reason of all said once."""
    with_statement = any(figure.statement for figure in figures)
    whys = [evidence(figure, company) for figure in figures]
    if len(figures) > 1 and len(set(whys)) == 1:
        title, whys = joined((title, whys[0]), ": "), [""] * len(figures)
    rows = tuple(_row(figure, company, why, with_statement=with_statement) for figure, why in zip(figures, whys, strict=True))
    return Table(title, _columns(with_statement=with_statement), rows, notes=tuple(notes))


def check_tables(check: Check, company: Company | None, limits: Mapping[Verdict, int]) -> tuple[Table, ...]:
    """A table a verdict, the most urgent first; a verdict without a limit is left out."""
    figures, tables = by_verdict(check), []
    for verdict in Verdict:
        own = [figure for figure in figures if figure.verdict is verdict]
        limit = limits.get(verdict, 0)
        if not own or not limit:
            continue
        more = len(own) - limit
        notes = (Line(f"… {more} more: finkit check {check.document}", Tone.MUTED),) if more > 0 else ()
        tables.append(figure_table(f"{verdict.value.capitalize()} ({len(own)})", own[:limit], company, notes))
    return tuple(tables)


def check_header(check: Check, *, named: bool = True) -> tuple[Line, ...]:
    """Document (unless it is named already) and company, the damage found, the counts."""
    used = check.company
    against = f"against {used.name} ({used.ticker}, {used.chosen})" if used else "against no company's statements"
    stages = ", ".join(check.dialect.stages)
    damage = f"damage: {check.dialect.name}" + (f" ({stages})" if stages else "")
    name = f"{check.document} " if named else ""
    return (Line(f"{name}{against}"), Line(damage, Tone.MUTED), counts_line(check), *decided_lines(check))


def decided_lines(check: Check) -> Iterator[Line]:
    """How many figures people decided, how many follow, and which decisions were left aside."""
    if check.decisions:
        follow = sum(bool(one.rests_on) for one in check.figures)
        names = ", ".join(dict.fromkeys(one.who for one in check.decisions))
        rest = f"; {follow} more rest on that" if follow else ""
        yield Line(f"{len(check.decisions)} decided by {names}{rest}", Tone.WARN)
    for one in check.not_applied:
        yield Line(f"decision on {one.decision.printed!r} not applied: {one.reason}", Tone.BAD)


def check_block(check: Check, company: Company | None, limits: Mapping[Verdict, int] | None = None) -> Block:
    """The part of the summary that speaks of the report."""
    return Block("Report check", check_header(check), check_tables(check, company, LIMITS if limits is None else limits))


def check_page(check: Check, company: Company | None = None) -> Page:
    """The whole check: every figure of every verdict."""
    everything = dict.fromkeys(Verdict, max(1, len(check.figures)))
    return Page((check_block(check, company, everything),))
