"""What is wrong with a company's files: findings of its rows, broken identities, anomalies, mistyped lines.

A break that a slip of typing explains is told as the slip; the others stay, with the line of each of their terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from finkit.candidates.inverse import ROUNDED
from finkit.statements.anomalies import anomalies, called
from finkit.statements.breakdowns import RULE, uneven
from finkit.statements.checks import bound_claims, broken, check_facts, excuses_of
from finkit.statements.fact import Finding, Severity
from finkit.verdicts.claims import place_of
from finkit.verdicts.slips import locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from finkit.statements.checks import Excuses
    from finkit.statements.company import Company
    from finkit.verdicts.slips import Doubt, Slip

MISTYPED, ONE_OF = "mistyped", "one_mistyped"
_SHOWN = 4


class Repair(BaseModel):
    """A line that is mistyped: what stands there, what was meant (one value, or every one that fits), how surely."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: int
    item: str
    segment: str
    period: str
    printed: str
    meant: tuple[str, ...]
    edit: str
    margin: float


class Diagnosis(BaseModel):
    """The findings of one company, and of its typos: `repairs` are sure, of each of the `ties` one member is the typo."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ticker: str
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...] = ()
    ties: tuple[tuple[Repair, ...], ...] = ()

    @property
    def is_sound(self) -> bool:
        """No finding is an error that the company file leaves unexplained."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def diagnose(company: Company, printed: Mapping[int, str], file: str) -> Diagnosis:
    """Everything that is wrong with a loaded company. `printed`: the values as facts.csv has them, by line."""
    excuses = excuses_of(company.explained)
    located = locate(company.facts, printed, excuses, company.breakdowns)
    told = (*(one.mends for one in located.slips), *(one.mends for one in located.doubts))
    mended = {(tie.rule, tie.place) for mends in told for tie in mends}
    blamed = {one.fact.line for one in located.slips} | {one.fact.line for doubt in located.doubts for one in doubt.slips}
    identities = set(check_facts(company.facts, file, company.explained, company.breakdowns))
    odd = anomalies(company.facts, file, excuses, company.year_end_month)
    findings = [
        *(one for one in company.findings if one not in identities),
        *_breaks(company, file, excuses, mended),
        *_uneven(company, file, excuses, mended),
        *(one for one in odd if one.severity is Severity.EXPLAINED or not blamed.intersection(one.lines)),
        *(_mistyped(one, file) for one in located.slips),
        *(_one_of(one, file) for one in located.doubts),
    ]
    order = sorted(dict.fromkeys(findings), key=lambda one: (one.file, one.line is None, one.line or 0, one.rule))
    ties = tuple(tuple(_repair(slip) for slip in doubt.slips) for doubt in located.doubts)
    return Diagnosis(ticker=company.ticker, findings=tuple(order), repairs=tuple(map(_repair, located.slips)), ties=ties)


def _breaks(company: Company, file: str, excuses: Excuses, mended: set[tuple[str, str]]) -> Iterator[Finding]:
    """Broken identities that no slip explains, each with the lines of its terms."""
    names = {fact.line: fact.item for fact in company.facts if fact.line is not None}
    for bound in bound_claims(company.facts):
        finding = broken(bound, file, excuses)
        if finding is None or (finding.severity is not Severity.EXPLAINED and (bound.claim.rule, place_of(bound)) in mended):
            continue
        terms = ", ".join(f"{line} {names[line]}" for line in finding.lines)
        yield finding.model_copy(update={"message": finding.message + (f"\n  lines: {terms}" if terms else "")})


def _uneven(company: Company, file: str, excuses: Excuses, mended: set[tuple[str, str]]) -> Iterator[Finding]:
    """Breakdowns that do not give their whole, where no slip explains it."""
    for place, finding in uneven(company.facts, company.breakdowns, file, excuses):
        if finding.severity is Severity.EXPLAINED or (RULE, place) not in mended:
            yield finding


def _mistyped(slip: Slip, file: str) -> Finding:
    mends = _and(f"{tie.rule} {tie.place}" for tie in slip.mends)
    what = "is known to fewer digits than are written" if slip.edit == ROUNDED else f"is mistyped: {slip.edit}"
    message = (
        f"{called(slip.fact)} {what}\n  {slip.printed} stands there; with {slip.meant[0]} {mends} would hold (margin {slip.margin:g} nats)"
    )
    severity = Severity.WARNING if all(tie.is_soft for tie in slip.mends) else Severity.ERROR
    return Finding(
        rule=MISTYPED, severity=severity, file=file, line=slip.fact.line, column="value", message=message,
        remedy=f"write {slip.meant[0]}, if the source agrees", lines=_lines((slip,)),
    )  # fmt: skip


def _one_of(doubt: Doubt, file: str) -> Finding:
    broken_ones = _and(f"{tie.rule} {tie.place}" for tie in doubt.mends)
    several = len(doubt.slips) > 1
    first = doubt.slips[0].fact if doubt.slips else doubt.mends[0].leaves[0]
    head = f"one of {len(doubt.slips)} lines may be mistyped" if several else f"{called(first)} may be mistyped"
    options = [f"  line {one.fact.line}, {called(one.fact)}: {one.printed} for {_or(one.meant)}" + (f" ({one.edit})" if one.edit else "")
               for one in doubt.slips]  # fmt: skip
    message = "\n".join((f"{head}: {broken_ones} does not hold", *options))
    severity = Severity.WARNING if all(tie.is_soft for tie in doubt.mends) else Severity.ERROR
    return Finding(
        rule=ONE_OF, severity=severity, file=file, line=first.line, column="value", message=message,
        remedy="compare with the source: nothing else decides", lines=_lines(doubt.slips),
    )  # fmt: skip


def _repair(slip: Slip) -> Repair:
    fact = slip.fact
    return Repair(
        line=fact.line or 0, item=fact.item, segment=fact.segment, period=fact.period.code, printed=slip.printed, meant=slip.meant,
        edit=slip.edit, margin=slip.margin,
    )  # fmt: skip


def _lines(slips: Iterable[Slip]) -> tuple[int, ...]:
    return tuple(sorted({slip.fact.line or 0 for slip in slips}))


def _and(parts: Iterable[str]) -> str:
    every = list(dict.fromkeys(parts))
    more = len(every) - _SHOWN
    return ", ".join(every[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _or(values: tuple[str, ...]) -> str:
    more = len(values) - _SHOWN
    return " or ".join(values[:_SHOWN]) + (f" or {more} others" if more > 0 else "")
