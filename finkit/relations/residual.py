"""Relations: formulas over figures and facts, each a residual that must be able to hold zero.

A relation is a `Formula` whose terms are bound to operands: figures (whose readings vary) or constants (facts, with
one interval for each basis on which they stand). It holds for a choice of readings when the intervals of its two
sides meet; it is undecidable where a divisor can be zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from finkit.errors import EmptyDivisorError
from finkit.vocabulary.formulas import Formula, Intervals, Term
from finkit.vocabulary.intervals import HALF, ONE, TENTH, Interval
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FACT, CATALOGUE, TEXT = "fact", "catalogue", "text"
_CURRENCY = len("CNY")


@dataclass(frozen=True, slots=True)
class Operand:
    """What a term stands for: a figure by its id, or constants; multiplied by `factor` (0.01 for a percentage).

    `cut`: the figure may have been cut off instead of rounded at its last digit. `rough`: it is rounded to its last
    digit that is no zero. `assumed`: an assumption, which is known ten times closer than it is printed.
    """

    figure: str = ""
    constants: tuple[Interval, ...] = ()
    factor: Decimal = ONE
    label: str = ""
    cut: bool = False
    unit: str = ""
    rough: bool = False
    assumed: bool = False

    @property
    def currency(self) -> str:
        """The currency of an amount, also per tonne or share; empty for anything else."""
        dimensions = unit_of(self.unit).dimensions if self.unit else ()
        return next((name for name, _ in dimensions if len(name) == _CURRENCY and name.isupper()), "")

    def reach(self, interval: Interval) -> Interval:
        """The interval of a printed figure, wider or closer by how the figure is meant."""
        if self.rough:
            return interval.roughened()
        half = (interval.high - interval.low) * HALF
        if self.assumed:
            return Interval(interval.middle - half * TENTH, interval.middle + half * TENTH)
        if not self.cut:
            return interval
        return Interval(interval.low - half, interval.high) if interval.middle < 0 else Interval(interval.low, interval.high + half)


@dataclass(frozen=True, slots=True)
class Relation:
    """`cost` in nats of leaving it broken. `derived`: the figure that the text works out from the others, blamed first.

    `tentative`: found by likeness; it supports when it holds, and blames nobody when it does not.
    """

    id: str
    kind: str
    formula: Formula
    operands: Mapping[str, Operand]
    cost: float
    origin: str
    source: str = ""
    derived: str = ""
    text: str = ""
    lines: tuple[int, ...] = field(default=())
    basis: str = ""
    tentative: bool = False
    figures: tuple[str, ...] = field(init=False, compare=False, repr=False)  # ids of those it ties, in order of the formula

    def __post_init__(self) -> None:
        ids = (self.operands[str(term)].figure for term in self.formula.terms)
        object.__setattr__(self, "figures", tuple(dict.fromkeys(one for one in ids if one)))

    @property
    def mixes_currencies(self) -> bool:
        """Amounts in two currencies stand in it, which say nothing of each other."""
        return len({operand.currency for operand in self.operands.values()} - {""}) > 1

    @property
    def is_equality(self) -> bool:
        """It can support a value; a bound cannot."""
        return self.formula.comparison == "=="


@dataclass(frozen=True, slots=True)
class Outcome:
    """The residual interval and whether it allows the relation; both None where it cannot be decided."""

    residual: Interval | None
    holds: bool | None


def judge(relation: Relation, values: Mapping[str, Interval]) -> Outcome:
    """The outcome for one interval a figure; of several constants the one that fits best counts."""
    varied = [term for term in relation.formula.terms if relation.operands[str(term)].constants]
    choices = [relation.operands[str(term)].constants for term in varied]
    best = Outcome(None, None)
    for chosen in product(*choices):
        outcome = _judge_one(relation, values, dict(zip(varied, chosen, strict=True)))
        if outcome.holds:
            return outcome
        if best.residual is None or (outcome.residual is not None and _away(outcome.residual) < _away(best.residual)):
            best = outcome
    return best


def _judge_one(relation: Relation, values: Mapping[str, Interval], constants: Mapping[Term, Interval]) -> Outcome:
    bound: dict[Term, Interval] = {}
    for term in relation.formula.terms:
        operand = relation.operands[str(term)]
        interval = constants[term] if operand.constants else operand.reach(values[operand.figure])
        bound[term] = interval * Interval(operand.factor, operand.factor)
    try:
        left, right = relation.formula.both_sides(Intervals(bound))
    except EmptyDivisorError:
        return Outcome(None, None)
    residual = left - right
    match relation.formula.comparison:
        case "<=":
            return Outcome(residual, residual.low <= 0)
        case "<":
            return Outcome(residual, residual.low < 0)
        case ">=":
            return Outcome(residual, residual.high >= 0)
        case ">":
            return Outcome(residual, residual.high > 0)
    return Outcome(residual, residual.holds(0))


def _away(residual: Interval) -> Decimal:
    return Decimal(0) if residual.holds(0) else min(abs(residual.low), abs(residual.high))


def percent(figure: str, unit: str, label: str = "", *, cut: bool = False, rough: bool = False, assumed: bool = False) -> Operand:
    """A figure as an operand, percentages as fractions, kilograms as tonnes."""
    return Operand(figure, factor=unit_of(unit).scale, label=label, cut=cut, unit=unit, rough=rough, assumed=assumed)


def constant(intervals: Sequence[Interval], unit: str = "", label: str = "") -> Operand:
    """Facts as an operand, percentages as fractions."""
    return Operand(constants=tuple(intervals), factor=unit_of(unit).scale if unit else ONE, label=label, unit=unit)
