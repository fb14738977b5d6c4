"""Relations turned into tables of costs: nothing where the intervals meet, the relation's cost where they do not.

Most cells are clear in floating point; a cell whose two sides come closer than rounding errors of floats can tell is
judged again in exact Decimals.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from finkit.relations.residual import Relation, judge
from finkit.verdicts.solve import Table
from finkit.vocabulary.formulas import Algebra, Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from finkit.figures.reading import Reading
    from finkit.vocabulary.intervals import Interval

Floats = NDArray[np.float64]
Pair = tuple[Any, Any]
MILLI = 1000
_NEAR = 1e-9
MOST_TUPLES = 4_000_000


class _FloatIntervals(Algebra[Pair]):
    """Interval arithmetic over arrays: (lows, highs), NaN where undecidable."""

    def __init__(self, values: Mapping[Term, Pair]) -> None:
        self.values = values

    def number(self, value: Decimal) -> Pair:
        return float(value), float(value)

    def term(self, term: Term) -> Pair:
        return self.values[term]

    def apply(self, op: str, values: tuple[Pair, ...]) -> Pair:
        (low, high), (other_low, other_high) = values[0], values[-1]
        match op:
            case "+":
                return low + other_low, high + other_high
            case "-":
                return low - other_high, high - other_low
            case "neg":
                return -high, -low
            case "*":
                return _hull(low * other_low, low * other_high, high * other_low, high * other_high)
            case "/":
                blind = (other_low <= 0) & (other_high >= 0)
                low_, high_ = np.where(blind, np.nan, other_low), np.where(blind, np.nan, other_high)
                return _hull(low / low_, low / high_, high / low_, high / high_)
            case "**":
                base_low, base_high = np.where(low < 0, np.nan, low), np.where(low < 0, np.nan, high)
                return base_low**other_low, base_high**other_low
            case "abs":
                inside = (low <= 0) & (high >= 0)
                return np.where(inside, 0.0, np.minimum(abs(low), abs(high))), np.maximum(abs(low), abs(high))
        pick = np.minimum if op == "min" else np.maximum
        lows, highs = values[0]
        for one in values[1:]:
            lows, highs = pick(lows, one[0]), pick(highs, one[1])
        return lows, highs


def _hull(*ends: Any) -> Pair:  # noqa: ANN401  (floats or arrays alike)
    low, high = ends[0], ends[0]
    for end in ends[1:]:
        low, high = np.minimum(low, end), np.maximum(high, end)
    return low, high


def weigh(relation: Relation, readings: Mapping[str, Sequence[Reading]]) -> Table | None:
    """The table of a relation over the readings of its figures; None where it has no figure or too many tuples."""
    scope = relation.figures
    shape = tuple(len(readings[name]) for name in scope)
    if not scope or int(np.prod(shape)) > MOST_TUPLES:
        return None
    broken = np.zeros(shape, dtype=bool)
    near = np.zeros(shape, dtype=bool)
    first = True
    for constants in _choices(relation):
        fails, close = _broken(relation, scope, readings, constants)
        broken = fails if first else broken & fails
        near = near | close
        first = False
    for index in zip(*np.nonzero(near), strict=True):
        values = {name: readings[name][at].interval for name, at in zip(scope, index, strict=True)}
        broken[index] = judge(relation, values).holds is False
    return Table(scope, np.where(broken, round(relation.cost * MILLI), 0).astype(np.int64))


def _choices(relation: Relation) -> list[dict[Term, Interval]]:
    varied = [term for term in relation.formula.terms if relation.operands[str(term)].constants]
    options = [relation.operands[str(term)].constants for term in varied]
    return [dict(zip(varied, chosen, strict=True)) for chosen in product(*options)]


def _broken(
    relation: Relation, scope: Sequence[str], readings: Mapping[str, Sequence[Reading]], constants: Mapping[Term, Interval]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(clearly or apparently broken, too close to tell) for every tuple of readings."""
    values: dict[Term, Pair] = {}
    for term in relation.formula.terms:
        operand = relation.operands[str(term)]
        factor = float(operand.factor)
        if operand.constants:
            values[term] = (float(constants[term].low) * factor, float(constants[term].high) * factor)
            continue
        axis = scope.index(operand.figure)
        shape = [1] * len(scope)
        shape[axis] = -1
        spans = [operand.reach(one.interval) for one in readings[operand.figure]]
        lows = np.array([float(span.low) * factor for span in spans]).reshape(shape)
        highs = np.array([float(span.high) * factor for span in spans]).reshape(shape)
        values[term] = (lows, highs)
    with np.errstate(all="ignore"):
        (low, high), (other_low, other_high) = relation.formula.both_sides(_FloatIntervals(values))
        size = np.maximum(np.maximum(abs(low), abs(high)), np.maximum(abs(other_low), abs(other_high)))
        too_low, too_high = other_low - high, low - other_high  # positive: a gap on that side
        match relation.formula.comparison:
            case "<=" | "<":
                gap = too_high
            case ">=" | ">":
                gap = too_low
            case _:
                gap = np.maximum(too_low, too_high)
        shape_ = tuple(len(readings[name]) for name in scope)
        close = np.broadcast_to(np.abs(gap) <= _NEAR * size, shape_)
        fails = np.broadcast_to(np.nan_to_num(gap, nan=-1.0) > 0, shape_)
    return fails.copy(), close.copy()
