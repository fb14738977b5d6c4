"""Identities over facts as ties between lines of the file: what was worked out is written in the lines it rests on.

A claim whose terms were derived says something of the lines from which they were. It is rewritten over these, so that
a slip is sought where somebody typed, never in a number that followed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.errors import EmptyDivisorError, FormulaInvalidError
from finkit.statements.anomalies import PARTS
from finkit.statements.breakdowns import RULE, closed, place_of_whole
from finkit.statements.checks import bound_claims
from finkit.statements.fact import Basis
from finkit.statements.parts import SUMS, adds_up
from finkit.vocabulary.formulas import Decimals, Formula, Intervals, Term, added
from finkit.vocabulary.periods import Period
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from finkit.statements.checks import Bound, Excuses
    from finkit.statements.company import Breakdown
    from finkit.statements.fact import Fact
    from finkit.statements.views import View
    from finkit.vocabulary.intervals import Interval

_DEEPEST = 8
_SAME = Decimal("1e-12")
_TRIALS = ((7919, 104729), (6197, 86028121))  # moduli of two sets of numbers that have nothing to do with each other


@dataclass(frozen=True)
class Tie:
    """A formula over lines of the file. `factors`: line -> the scale of its unit; `rule`, `place`: what it came from."""

    id: str
    rule: str
    place: str
    formula: Formula
    factors: dict[str, Decimal]
    leaves: tuple[Fact, ...]
    is_soft: bool


def ties_of(facts: Sequence[Fact], excuses: Excuses, breakdowns: Iterable[Breakdown] = ()) -> tuple[Tie, ...]:
    """Every claim that is not excused, over the lines that it rests on; one that says nothing of them is left out."""
    found: dict[str, Tie] = {}
    for bound in bound_claims(facts):
        if (bound.claim.rule, bound.period.code, bound.segment) not in excuses:
            tie = _tie(bound)
            if tie is not None:
                found.setdefault(tie.formula.text, tie)
    for tie in (*_year_parts(facts, excuses), *_breakdowns(facts, excuses, breakdowns)):
        found.setdefault(tie.formula.text, tie)
    return tuple(found.values())


def _tie(bound: Bound) -> Tie | None:
    speller = _Speller(bound.view)
    names = {term: speller.spell(fact) for term, fact in bound.inputs.items()}
    spelled = {term: name for term, name in names.items() if name}
    if len(spelled) < len(names):
        return None
    formula = Formula(bound.claim.formula.spelled(spelled))
    return None if _says_nothing(formula) else speller.tie(bound.claim.rule, place_of(bound), formula, is_soft=bound.is_soft)


def place_of(bound: Bound) -> str:
    """Segment and period of a claim."""
    return " ".join(part for part in (bound.segment, bound.period.code) if part)


class _Speller:
    """Writes facts as expressions over lines of the file, and remembers the lines."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.leaves: dict[str, Fact] = {}

    def spell(self, fact: Fact, depth: int = 0) -> str | None:
        """The fact as an expression; None where it rests on no line, or on none that gives it again."""
        if fact.line is not None:
            self.leaves[f"line{fact.line}"] = fact
            return f"line{fact.line}"
        if not fact.note.startswith("= ") or depth > _DEEPEST:
            return None
        try:
            formula = Formula(fact.note.removeprefix("= "))
        except FormulaInvalidError:
            return None
        inputs = {term: self.view.look(term, fact.segment, fact.period) for term in formula.terms}
        known = {term: one for term, one in inputs.items() if one is not None}
        if len(known) < len(inputs) or not _gives(formula, known, fact):
            return None
        names = {term: self.spell(one, depth + 1) for term, one in known.items()}
        spelled = {term: name for term, name in names.items() if name}
        return formula.spelled(spelled) if len(spelled) == len(names) else None

    def tie(self, rule: str, place: str, formula: Formula, *, is_soft: bool) -> Tie:
        """The tie of a formula over the lines met so far."""
        names = {term.name for term in formula.terms}
        leaves = {name: fact for name, fact in self.leaves.items() if name in names}
        factors = {name: unit(fact.unit).scale for name, fact in leaves.items()}
        return Tie(f"{rule} {place} {formula}", rule, place, formula, factors, tuple(leaves.values()), is_soft)


def _gives(formula: Formula, inputs: dict[Term, Fact], fact: Fact) -> bool:
    """The formula over these facts is what the derived fact says (its note does not name the segment of a whole)."""
    if fact.low is None or fact.high is None:
        return False
    try:
        found: Interval = formula.evaluate(Intervals({term: _base(one) for term, one in inputs.items()}))
    except EmptyDivisorError:
        return False
    most = max(abs(found.low), abs(found.high))
    return abs(found.low - fact.low) <= most * _SAME and abs(found.high - fact.high) <= most * _SAME


def _base(fact: Fact) -> Interval:
    scale = unit(fact.unit).scale
    return type(fact.interval)(fact.interval.low * scale, fact.interval.high * scale)


def _says_nothing(formula: Formula) -> bool:
    """It holds for any numbers at all: the claim from which a term was worked out."""
    if formula.comparison != "==":
        return False
    for step, modulus in _TRIALS:
        values = {term: Decimal((place + 2) * step % modulus + 3) for place, term in enumerate(formula.terms)}
        try:
            left, right = formula.both_sides(Decimals(values))
        except EmptyDivisorError:
            return False
        if abs(left - right) > max(abs(left), abs(right)) * _SAME:
            return False
    return True


def _year_parts(facts: Sequence[Fact], excuses: Excuses) -> Iterator[Tie]:
    """Spans of a year that follow each other: the nine months and the fourth quarter are the year."""
    filed = {(*fact.key, fact.basis): fact for fact in facts if fact.line is not None and adds_up(fact.item)}
    for (item, segment, period, basis), whole in filed.items():
        for name, first, second in SUMS:
            if period.part != name or period.is_window or (PARTS, period.code, segment) in excuses:
                continue
            parts = [filed.get((item, segment, Period(period.year, part, estimate=period.estimate), basis)) for part in (first, second)]
            if parts[0] is None or parts[1] is None:
                continue
            leaves = (whole, parts[0], parts[1])
            names = [f"line{fact.line}" for fact in leaves]
            formula = Formula(f"{names[0]} == {names[1]} + {names[2]}")
            place = " ".join(part for part in (item, segment, period.code) if part)
            factors = dict.fromkeys(names, unit(whole.unit).scale)
            yield Tie(f"{PARTS} {place}", PARTS, place, formula, factors, leaves, basis is Basis.VENDOR)


def _breakdowns(facts: Sequence[Fact], excuses: Excuses, breakdowns: Iterable[Breakdown]) -> Iterator[Tie]:
    """Segments that must give their whole, where each of them was typed."""
    for breakdown in breakdowns:
        for whole, parts in closed(breakdown, facts):
            if any(fact.line is None for fact in (whole, *parts)) or (RULE, whole.period.code, breakdown.name) in excuses:
                continue
            names = [f"line{fact.line}" for fact in (whole, *parts)]
            factors = dict.fromkeys(names, unit(whole.unit).scale)
            place = place_of_whole(breakdown, whole)
            is_soft = any(fact.basis is Basis.VENDOR for fact in (whole, *parts))
            formula = Formula(f"{names[0]} == {added(names[1:])}")
            yield Tie(f"{RULE} {place}", RULE, place, formula, factors, (whole, *parts), is_soft)
