"""Identities and disclosed ratios over facts: what does not hold beyond rounding becomes a finding with its place.

Every number is an interval of its printed digits; a row holds when the intervals of its two sides meet. Reported
figures are compared with reported ones, restated with restated ones. A break that rests on a vendor's or a derived
number is a warning; one that the company file accounts for is `explained`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.errors import EmptyDivisorError, UnsolvableTermError
from finkit.statements.breakdowns import uneven
from finkit.statements.fact import Basis, Fact, Finding, Severity
from finkit.statements.views import (
    Claim,
    View,
    identity_claims,
    interval_in_base_units,
    ratio_claim,
    reported_view,
    restated_view,
    vendor_view,
)
from finkit.vocabulary.formulas import Decimals, Intervals, Term
from finkit.vocabulary.intervals import HALF, Interval
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from finkit.statements.company import Breakdown, Explained
    from finkit.vocabulary.periods import Period

_SOFT = frozenset({Basis.VENDOR, Basis.DERIVED, Basis.RECONSTRUCTED})
_VERBS = {"==": "does not equal", "<=": "is more than", ">=": "is less than"}
Excuses = dict[tuple[str, str, str], str]
_NO_LINE = 10**9  # findings without a line come last


def check_facts(
    facts: Sequence[Fact], file: str, explained: Iterable[Explained] = (), breakdowns: Iterable[Breakdown] = ()
) -> tuple[Finding, ...]:
    """Every identity, disclosed ratio and breakdown that the facts break, in the order of the file."""
    excuses = excuses_of(explained)
    found: dict[tuple[str, int | None, str], Finding] = {}
    for bound in bound_claims(facts):
        finding = broken(bound, file, excuses)
        if finding is not None:
            found.setdefault((finding.rule, finding.line, finding.message), finding)
    for _, finding in uneven(facts, breakdowns, file, excuses):
        found.setdefault((finding.rule, finding.line, finding.message), finding)
    return tuple(sorted(found.values(), key=lambda one: (one.line or _NO_LINE, one.rule, one.message)))


def excuses_of(explained: Iterable[Explained]) -> Excuses:
    """(rule, period, segment) -> why the company file says that it does not hold there."""
    return {(one.rule, one.period, one.segment): one.why for one in explained}


def bound_claims(facts: Sequence[Fact]) -> Iterator[Bound]:
    """Every claim at every place where all its terms have a fact: as reported, as restated, with vendors' lines."""
    views = ((reported_view(facts), False), (restated_view(facts), False), (vendor_view(facts), True))
    for view, of_vendor in views:
        for bound in _bind(view):
            if not of_vendor or any(fact.basis is Basis.VENDOR for fact in bound.inputs.values()):
                yield bound


@dataclass(frozen=True, slots=True)
class Bound:
    """A claim at one place of a view, with the fact that each of its terms means."""

    claim: Claim
    segment: str
    period: Period
    inputs: dict[Term, Fact]
    view: View

    @property
    def is_soft(self) -> bool:
        """It rests on a number that a vendor reclassified or that was worked out."""
        return any(fact.basis in _SOFT for fact in self.inputs.values())


def _bind(view: View) -> Iterator[Bound]:
    """Every claim at every place where all its terms have a fact."""
    claims = [*identity_claims(), *(ratio_claim(name) for name in view.places if name in RATIO_BY_NAME)]
    for claim in claims:
        terms = claim.formula.terms
        for segment, period in view.places.get(_scarcest(claim, view), ()):
            if not (claim.per_segment if segment else claim.of_company):
                continue
            inputs = {term: view.look(term, segment, period) for term in terms}
            known = {term: fact for term, fact in inputs.items() if fact is not None}
            if len(known) == len(terms):
                yield Bound(claim, segment, period, known, view)


def _scarcest(claim: Claim, view: View) -> str:
    """The name among the claim's own-segment terms that has the fewest facts: where all can meet."""
    names = [term.name for term in claim.formula.terms if not term.whole and not term.back]
    return min(names, key=lambda name: len(view.places.get(name, ())))


def broken(bound: Bound, file: str, excuses: Excuses) -> Finding | None:
    """The finding of a claim that does not hold; None where it holds or cannot be decided."""
    claim, inputs = bound.claim, bound.inputs
    intervals = {term: interval_in_base_units(fact) for term, fact in inputs.items()}
    try:
        left, right = claim.formula.both_sides(Intervals(intervals))
    except EmptyDivisorError:
        return None
    if _holds(claim, left, right):
        return None
    why = excuses.get((claim.rule, bound.period.code, bound.segment))
    severity = Severity.EXPLAINED if why else Severity.WARNING if bound.is_soft else Severity.ERROR
    first = inputs[claim.formula.terms[0]]
    lines = [fact.line for fact in inputs.values() if fact.line is not None]
    line = first.line if first.line is not None else min(lines, default=None)
    return Finding(
        rule=claim.rule, severity=severity, file=file, line=line, column="value",
        message=_message(bound, left, right), remedy=why or _remedy(claim, inputs), lines=tuple(sorted(set(lines))),
    )  # fmt: skip


def _holds(claim: Claim, left: Interval, right: Interval) -> bool:
    match claim.formula.comparison:
        case "<=":
            return left.low <= right.high
        case ">=":
            return left.high >= right.low
    return left.meets(right)


def _message(bound: Bound, left: Interval, right: Interval) -> str:
    claim = bound.claim
    verb = _VERBS[claim.formula.comparison or "=="]
    sides = [side.strip() for side in claim.formula.text.split(claim.formula.comparison or "==")]
    row = RATIO_BY_NAME[claim.rule] if claim.of_ratio else None
    scale, suffix = (unit(row.unit).scale, " %") if row is not None and row.unit == "%" else (Decimal(1), "")
    given, wanted = left.middle / scale, right.middle / scale
    allowed = (left.high - left.low + right.high - right.low) * HALF / scale
    places = min(_places(given), 4)
    difference = given - wanted
    of = f" of {bound.segment}" if bound.segment else ""
    return (
        f"{sides[0]}{of} {bound.period} {verb} {sides[1]}\n"
        f"  {given:,.{places}f}{suffix} against {wanted:,.{places}f}{suffix}: {abs(difference):,.{places}f} "
        f"too {'much' if difference > 0 else 'little'} (rounding allows {allowed:,.{places}f})"
    )


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(2, -exponent) if isinstance(exponent, int) else 2


def _remedy(claim: Claim, inputs: dict[Term, Fact]) -> str:
    """The line whose change would look most like a slip: fewest digits to alter."""
    best: tuple[float, Fact, Decimal] | None = None
    for term, fact in inputs.items():
        wanted = _closing(claim, term, inputs)
        if wanted is None or fact.line is None:
            continue
        alike = SequenceMatcher(None, f"{fact.value:f}", f"{wanted:f}", autojunk=False).ratio()
        if best is None or alike >= best[0]:
            best = (alike, fact, wanted)
    if best is None:
        return "check the facts that it follows from"
    _, fact, wanted = best
    return f"check line {fact.line}, {fact.item}: {wanted:,f} would close the gap"


def _closing(claim: Claim, term: Term, inputs: dict[Term, Fact]) -> Decimal | None:
    """What the term's fact would have to be, in its own unit and digits; None where it cannot be told."""
    if claim.formula.comparison != "==":
        return None
    values = {one: fact.value * unit(fact.unit).scale for one, fact in inputs.items()}
    try:
        solved = claim.formula.solve_for(term).evaluate(Decimals(values))
    except (EmptyDivisorError, UnsolvableTermError):
        return None
    fact = inputs[term]
    try:
        return (solved / unit(fact.unit).scale).quantize(fact.quantum)
    except InvalidOperation:  # more digits lie between the two than anybody reads
        return None
