"""Relations turned into tables of costs: nothing where the intervals meet, the relation's cost where they do not.

Most cells are clear in floating point; a cell whose two sides come closer than rounding errors of floats can tell is
judged again in exact Decimals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from finkit.relations.residual import Relation, judge
from finkit.verdicts.automaton import Flags, Indices, Picks, chain
from finkit.verdicts.cliques import Table
from finkit.vocabulary.formulas import Algebra, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    from finkit.figures.reading import Reading
    from finkit.vocabulary.intervals import Interval

Pair = tuple[Any, Any]
MILLI = 1000
_NEAR = 1e-9
MOST_TUPLES = 4_000_000
_DENSE = 300_000
_FEW = 4


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


@dataclass(frozen=True, slots=True)
class Tied:
    """A relation as tables. `hidden`: variables of its own, with how many states each has.

    A relation over many figures has two sets of tables: under `lenient` no assignment costs more than it should, under
    `strict` none costs less. They are the same where every tuple is weighed.
    """

    lenient: tuple[Table, ...]
    strict: tuple[Table, ...]
    hidden: Mapping[str, int] = field(default_factory=dict)


def tie(relation: Relation, readings: Mapping[str, Sequence[Reading]]) -> Tied | None:
    """One table, or for a relation over many figures a chain of them; None where it has no figure or is too large."""
    varied = [name for name in relation.figures if len(readings[name]) > 1]
    cells = prod(len(readings[name]) for name in varied)
    if cells <= _DENSE or len(varied) <= _FEW:
        table = weigh(relation, readings)
        return None if table is None else Tied((table,), (table,))
    base = {name: min(range(len(readings[name])), key=lambda index: readings[name][index].cost) for name in varied}

    def broken(picks: Picks, rows: int) -> Flags:
        return _broken(relation, readings, lambda name: picks(varied.index(name)) if name in base else np.zeros(1, np.int64), (rows,))

    sizes = [len(readings[name]) for name in varied]
    found = chain(relation.id, varied, sizes, list(base.values()), broken, round(relation.cost * MILLI))
    return None if found is None else Tied((*found.links, found.lenient), (*found.links, found.strict), found.hidden)


def weigh(relation: Relation, readings: Mapping[str, Sequence[Reading]]) -> Table | None:
    """The table of a relation over the readings of its figures; None where it has no figure or too many tuples."""
    scope = relation.figures
    shape = tuple(len(readings[name]) for name in scope)
    if not scope or prod(shape) > MOST_TUPLES:
        return None

    def picks(name: str) -> Indices:
        axis = scope.index(name)
        return np.arange(shape[axis]).reshape([-1 if one == axis else 1 for one in range(len(shape))])

    broken = _broken(relation, readings, picks, shape)
    return Table(scope, np.where(broken, round(relation.cost * MILLI), 0).astype(np.int64))


def _broken(
    relation: Relation, readings: Mapping[str, Sequence[Reading]], picks: Callable[[str], Indices], shape: tuple[int, ...]
) -> Flags:
    """Which tuples of readings break the relation, whatever basis is taken.

    `picks`: the index of a figure's reading in every tuple, of a shape that spreads over `shape`.
    """
    broken = np.ones(shape, dtype=bool)
    near = np.zeros(shape, dtype=bool)
    for constants in _choices(relation):
        fails, close = _compared(relation, readings, picks, constants)
        broken &= fails
        near |= close
    at = {name: np.broadcast_to(picks(name), shape) for name in relation.figures} if near.any() else {}
    for index in zip(*np.nonzero(near), strict=True):
        values = {name: readings[name][one[index]].interval for name, one in at.items()}
        broken[index] = judge(relation, values).holds is False
    return broken


def _choices(relation: Relation) -> list[dict[Term, Interval]]:
    varied = [term for term in relation.formula.terms if relation.operands[str(term)].constants]
    options = [relation.operands[str(term)].constants for term in varied]
    return [dict(zip(varied, chosen, strict=True)) for chosen in product(*options)]


def _compared(
    relation: Relation, readings: Mapping[str, Sequence[Reading]], picks: Callable[[str], Indices], constants: Mapping[Term, Interval]
) -> tuple[Flags, Flags]:
    """(clearly or apparently broken, too close to tell) for every tuple of readings."""
    values: dict[Term, Pair] = {}
    for term in relation.formula.terms:
        operand = relation.operands[str(term)]
        factor = float(operand.factor)
        if operand.constants:
            values[term] = (float(constants[term].low) * factor, float(constants[term].high) * factor)
            continue
        spans = [operand.reach(one.interval) for one in readings[operand.figure]]
        chosen = picks(operand.figure)
        lows = np.array([float(span.low) for span in spans]) * factor
        highs = np.array([float(span.high) for span in spans]) * factor
        values[term] = (lows[chosen], highs[chosen])
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
        return gap > 0, np.abs(gap) <= _NEAR * size
