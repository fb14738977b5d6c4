"""One figure with everything that decided it: printed characters, stages, readings, relations, margin, runner-up."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.errors import FigureUnknownError
from finkit.reports.forms import quantity
from finkit.reports.layouts.checked import TONES, about
from finkit.reports.table import Block, Column, Line, Page, Row, Table, Tone, words
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Alternative, Check, CheckedFigure, CheckedRelation

_AROUND = 80  # characters of the report on either side of the figure
_WHOLE = 1000  # from here on a residual is told without a fraction
_SPAN = re.compile(r"\d+-\d+")


def explained_page(check: Check, figure: CheckedFigure, company: Company | None = None) -> Page:
    """Everything that is known of one figure of a check."""
    speaking = [one for one in check.relations if figure.id in one.terms]
    return Page((_printed(check, figure, company), _readings(figure), _relations(speaking)))


def figure_evidence(figure: CheckedFigure, speaking: Sequence[CheckedRelation]) -> tuple[Block, ...]:
    """What decided a figure: its interval and what it rests on, its readings, the relations that are `speaking` of it."""
    told = (*_interval(figure), *_decision(figure))
    return (*([Block("", told)] if told else []), _readings(figure), _relations(speaking))


def figures_called(check: Check, name: str) -> list[CheckedFigure]:
    """The quantities with this id, or printed so, or (in case none is) holding these characters.

    Raises `FigureUnknownError` where there is none.
    """
    wanted = " ".join(name.split())
    exact = [one for one in check.values if name == one.id or wanted == " ".join(one.surface.split())]
    called = exact or [one for one in check.values if wanted in " ".join(one.surface.split())]
    if not called:
        raise FigureUnknownError(name=name, document=check.document, known=tuple(one.surface for one in check.values))
    return called


def _printed(check: Check, figure: CheckedFigure, company: Company | None) -> Block:
    verdict = figure.verdict or Verdict.UNCHECKED
    lines = [
        Line(_around(check.text, figure)),
        Line(about(figure, company), Tone.MUTED),
        Line(f"{verdict.value}: {figure.why}", TONES[verdict]),
    ]
    return Block(f"Figure {figure.id}", (*lines, *_interval(figure), *_decision(figure)))


def _around(text: str, figure: CheckedFigure) -> str:
    """The characters of the report around the figure, which stands in brackets; cut between words."""
    start, end = max(0, figure.start - _AROUND), min(len(text), figure.end + _AROUND)
    before, after = text[start : figure.start], text[figure.end : end]
    if start:
        before = f"… {before.partition(' ')[2]}"
    if end < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return " ".join(f"{before}[{figure.surface}]{after}".split())


def _interval(figure: CheckedFigure) -> tuple[Line, ...]:
    if figure.low is None or figure.high is None or not figure.unit:
        return ()
    low, high = quantity(figure.low, figure.unit), quantity(figure.high, figure.unit)
    return (Line(f"interval {low} to {high}; rests on {'a decision' if figure.rests_on_a_decision else figure.anchor.value}"),)


def _decision(figure: CheckedFigure) -> tuple[Line, ...]:
    """Who decided the figure, when exactly, what was given, and why."""
    one = figure.decision
    if one is None:
        return ()
    return (Line(f"decision: {one.value} {one.unit} by {one.who}, {one.when.isoformat()}: {one.why}", Tone.STRONG),)


def _readings(figure: CheckedFigure) -> Block:
    """The chosen reading first, then its rivals, each with what was undone."""
    columns = (Column("reading"), Column("cost, nats", right=True), Column("undone", grows=True))
    rows = []
    if figure.value is not None and figure.unit:
        undone = "; ".join(f"{edit.stage}: {edit.before} → {edit.after}" for edit in figure.edits) or "nothing: as printed"
        rows.append(Row((words(quantity(figure.value, figure.unit)), words("chosen"), words(undone))))
    rows += [_rival(one) for one in figure.alternatives]
    notes = (Line(_margin(figure), Tone.MUTED),)
    return Block("Readings", tables=(Table("", columns, tuple(rows), notes=notes),))


def _margin(figure: CheckedFigure) -> str:
    if figure.margin is None:
        return "margin: none, the value was decided" if figure.decision else "not decided"
    over = f"{'at least ' if figure.margin_capped else ''}{figure.margin:.2f} nats over the best other value"
    return f"margin: {over if figure.alternatives else 'there is no other reading'}"


def _rival(one: Alternative) -> Row:
    undone = "; ".join(f"{edit.stage}: {edit.before} → {edit.after}" for edit in one.edits) or "nothing: as printed"
    return Row((words(quantity(one.value, one.unit)), words(f"{one.cost:.2f}"), words(undone)))


def _relations(told: Sequence[CheckedRelation]) -> Block:
    """Every relation that speaks of the figure, the broken ones first."""
    speaking = sorted(told, key=lambda one: one.holds is not False)
    if not speaking:
        return Block("Relations", (Line("none speaks of this figure", Tone.MUTED),))
    return Block("Relations", tuple(line for one in speaking for line in _lines(one)))


def _lines(one: CheckedRelation) -> tuple[Line, Line]:
    state = "undecidable" if one.holds is None else "holds" if one.holds else "broken"
    tone = Tone.BAD if one.holds is False else Tone.GOOD if one.holds else Tone.MUTED
    residual = "" if one.low is None or one.high is None else f"; left less right between {_signed(one.low)} and {_signed(one.high)}"
    source = f"the text at {one.source}" if _SPAN.fullmatch(one.source) else one.source
    return Line(f"{state}: {one.text}", tone), Line(f"{one.id}, from {source}{residual}", Tone.MUTED, indent=1)


def _signed(number: Decimal) -> str:
    """Four digits that count, never a power of ten."""
    whole = abs(number) >= _WHOLE
    text = f"{abs(number):,.0f}" if whole else f"{Decimal(f'{abs(number):.4g}'):f}"
    return f"−{text}" if number < 0 else text
