"""Many formulas as one list of steps, each subexpression once, run over blocks of rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from finkit.vocabulary.formulas import Formula, Node, Term

if TYPE_CHECKING:
    from finkit.catalogue.ratios import Ratio
    from finkit.metrics.frames import Codes, Column, Frames, Mask
    from finkit.metrics.modes import Mode

_SUM = "sum"
_NOISE = 2 * float(np.finfo(float).eps)
BLOCK = 8192  # rows: a block's columns stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Step:
    """An operation over the results of earlier steps, a number or a term. `frees`: what no later step needs."""

    op: str
    operands: tuple[int, ...] = ()
    number: float = 0.0
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in an order in which each finds its operands; `values` and `conditions` are the steps of each row."""

    steps: tuple[Step, ...]
    values: tuple[int, ...]
    conditions: tuple[int | None, ...]
    frees: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=128)
def plan_of(rows: tuple[Ratio, ...]) -> Plan:
    """The steps that give every row and its `only_if`."""
    steps: dict[Step, int] = {}
    values: list[int] = []
    conditions: list[int | None] = []
    for row in rows:
        constants = {name: float(value) for name, value, _ in row.constants}
        values.append(_placed(row.formula.sides[0], constants, steps))
        conditions.append(None if row.only_if is None else _residual(row.only_if, constants, steps))
    last = dict.fromkeys(range(len(steps)), -1)
    for number, step in enumerate(steps):
        last.update(dict.fromkeys(step.operands, number))
    kept = {*values, *conditions}
    frees: list[list[int]] = [[] for _ in steps]
    for operand, number in last.items():
        if number >= 0 and operand not in kept:
            frees[number].append(operand)
    return Plan(tuple(steps), tuple(values), tuple(conditions), tuple(map(tuple, frees)))


def _residual(condition: Formula, constants: dict[str, float], steps: dict[Step, int]) -> int:
    """Left minus right of a comparison."""
    left, right = condition.sides
    return _placed(Node("-", (left, right)), constants, steps, decides=True)


def _placed(node: Node, constants: dict[str, float], steps: dict[Step, int], *, decides: bool = False) -> int:
    """The step of a node; the same subexpression is the same step.

    `decides`: whether it is zero matters, as it divides or is compared: there a sum is told from the noise of floats.
    """
    if node.number is not None:
        step = Step("number", number=float(node.number))
    elif node.term is not None and node.term.name in constants:
        step = Step("number", number=constants[node.term.name])
    elif node.term is not None:
        step = Step("term", term=node.term)
    elif decides and node.op in {"+", "-"}:
        leaves = _leaves(node)
        signs = "".join("+" if sign > 0 else "-" for sign, _ in leaves)
        step = Step(_SUM + signs, tuple(_placed(leaf, constants, steps) for _, leaf in leaves))
    else:
        through = decides and node.op in {"*", "/", "neg", "abs"}
        below = [through or (node.op == "/" and at == 1) for at in range(len(node.children))]
        pairs = zip(node.children, below, strict=True)
        step = Step(node.op, tuple(_placed(child, constants, steps, decides=one) for child, one in pairs))
    return steps.setdefault(step, len(steps))


def _leaves(node: Node, sign: int = 1) -> list[tuple[int, Node]]:
    """What a chain of sums and differences adds up, each with its sign."""
    if node.op not in {"+", "-"}:
        return [(sign, node)]
    left, right = node.children
    return [*_leaves(left, sign), *_leaves(right, sign if node.op == "+" else -sign)]


class Board:
    """The inputs of one mode over all rows, as formulas look at them."""

    def __init__(self, frames: Frames, mode: Mode) -> None:
        self.frames, self.mode = frames, mode
        self._inputs: dict[tuple[str, bool], Column] = {}

    def run(self, plan: Plan, start: int, stop: int) -> list[Column | None]:
        """The results of the steps over the rows from `start` to before `stop`; None for what was freed."""
        found: list[Column | None] = []
        places: dict[tuple[int, bool], Codes] = {}
        for step, frees in zip(plan.steps, plan.frees, strict=True):
            if step.op == "number":
                found.append(np.float64(step.number))  # type: ignore[arg-type]  # (a number stands in every row)
            elif step.term is not None:
                found.append(self._look(step.term, start, stop, places))
            else:
                found.append(apply(step.op, *(found[number] for number in step.operands)))  # type: ignore[arg-type]
                for number in frees:
                    found[number] = None
        return found

    def _look(self, term: Term, start: int, stop: int, places: dict[tuple[int, bool], Codes]) -> Column:
        column = self._input(term.name, past=term.back > 0)
        if not term.back and not term.whole:
            return column[start:stop]
        rows = places.get((term.back, term.whole))
        if rows is None:
            rows = np.arange(start, stop)
            for _ in range(term.back):
                rows = self.frames.year_before[rows]
            rows = places[term.back, term.whole] = self.frames.whole_company[rows] if term.whole else rows
        return column[rows]

    def _input(self, name: str, *, past: bool) -> Column:
        """The whole column of an item on the mode's bases."""
        key = (name, past)
        if key not in self._inputs:
            frames, mode = self.frames, self.mode
            column = frames.layered(name, mode.priors if past else mode.layers)
            if mode.restated_layers and not past:
                column = np.where(frames.was_restated, frames.layered(name, mode.restated_layers), column)
            self._inputs[key] = column
        return self._inputs[key]


def apply(op: str, first: Column, *others: Column) -> Column:
    """One numpy operation; a division by zero gives NaN."""
    if op.startswith(_SUM):
        return _sum(op.removeprefix(_SUM), (first, *others))
    match op:
        case "+":
            return first + others[0]
        case "-":
            return first - others[0]
        case "*":
            return first * others[0]
        case "/":
            return _divided(first, others[0])
        case "**":
            return np.asarray(first ** others[0])
        case "neg":
            return -first
        case "abs":
            return np.abs(first)
        case "above":
            return np.where(np.isnan(first) | np.isnan(others[0]), np.nan, first > others[0])
    return np.asarray((np.minimum if op == "min" else np.maximum).reduce(np.broadcast_arrays(first, *others)))


def _sum(signs: str, columns: tuple[Column, ...]) -> Column:
    """A sum that is exactly zero where what is left is no more than the rounding of its terms."""
    total, size = np.zeros(()), np.zeros(())
    for sign, column in zip(signs, columns, strict=True):
        total = total + column if sign == "+" else total - column
        size = size + np.abs(column)
    return np.where(np.abs(total) <= size * (_NOISE * len(signs)), 0.0 * total, total)


def _divided(above: Column, below: Column) -> Column:
    if not np.all(below):
        below = np.where(below == 0, np.nan, below)
    return above / below


def holds(comparison: str, residual: Column) -> Mask:
    """Where a comparison holds, given left minus right."""
    compare = {">": np.greater, "<": np.less, ">=": np.greater_equal, "<=": np.less_equal}
    return np.asarray(compare.get(comparison, np.equal)(residual, 0.0))
