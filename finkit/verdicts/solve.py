"""The exact decision: the cheapest assignment of readings and, for every figure, the cost of its best rival.

Figures are variables, relations are tables of costs in milli-nats (integers, so sums are exact and two runs agree).
Each connected component is solved by bucket elimination up and down a tree of cliques: one pass gives the minimum,
a second the min-marginals of every variable. A component whose tables would be too large is not approximated; it is
reported as too entangled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Costs = NDArray[np.int64]
MOST_CELLS = 4_000_000
CAP = 12_000


@dataclass(frozen=True, slots=True)
class Table:
    """Costs over the readings of some variables, one axis each, in the order of `scope`."""

    scope: tuple[str, ...]
    costs: Costs


@dataclass(frozen=True, slots=True)
class Decision:
    """`choice`: index of the reading in the cheapest assignment; `marginals`: least total cost with each reading.

    None for a variable of a component that could not be decided exactly.
    """

    choice: Mapping[str, int | None]
    marginals: Mapping[str, Costs | None]


def solve(unary: Mapping[str, Sequence[int]], tables: Sequence[Table]) -> Decision:
    """Decide every component. `unary`: cost of each reading of each variable, milli-nats."""
    choice: dict[str, int | None] = {}
    marginals: dict[str, Costs | None] = {}
    tables = [_open(table) for table in tables]
    for names, inside in _components(unary, [table for table in tables if table.scope]):
        solved = _solve_component({name: np.asarray(unary[name], dtype=np.int64) for name in names}, inside)
        for name in names:
            choice[name] = None if solved is None else solved[0][name]
            marginals[name] = None if solved is None else solved[1][name]
    return Decision(choice, marginals)


def _open(table: Table) -> Table:
    """The table without variables that have one reading only: they tie nothing together."""
    scope = tuple(name for name, size in zip(table.scope, table.costs.shape, strict=True) if size > 1)
    return Table(scope, table.costs.reshape([size for size in table.costs.shape if size > 1]))


def _components(
    unary: Mapping[str, Sequence[int]], tables: Sequence[Table]
) -> list[tuple[list[str], list[Table]]]:
    parent = {name: name for name in unary}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for table in tables:
        for name in table.scope[1:]:
            parent[root(name)] = root(table.scope[0])
    members: dict[str, list[str]] = {}
    for name in unary:
        members.setdefault(root(name), []).append(name)
    inside: dict[str, list[Table]] = {top: [] for top in members}
    for table in tables:
        inside[root(table.scope[0])].append(table)
    return [(names, inside[top]) for top, names in members.items()]


def _order(names: Sequence[str], tables: Sequence[Table], sizes: Mapping[str, int]) -> list[str] | None:
    """An elimination order by least clique; None where a clique would be too large."""
    near: dict[str, set[str]] = {name: set() for name in names}
    for table in tables:
        for name in table.scope:
            near[name] |= set(table.scope) - {name}
    order: list[str] = []
    left = set(names)
    while left:
        name = min(left, key=lambda one: (_cells(one, near, sizes), len(near[one]), one))
        if _cells(name, near, sizes) > MOST_CELLS:
            return None
        around = near[name]
        for one in around:
            near[one] |= around - {one}
            near[one].discard(name)
        order.append(name)
        left.discard(name)
    return order


def _cells(name: str, near: Mapping[str, set[str]], sizes: Mapping[str, int]) -> int:
    cells = sizes[name]
    for one in near[name]:
        cells *= sizes[one]
    return cells


def _spread(table: Table, scope: Sequence[str]) -> Costs:
    """The table with an axis (of size one where it has none) for each variable of `scope`."""
    order = [table.scope.index(name) for name in scope if name in table.scope]
    moved = table.costs.transpose(order)
    shape = [table.costs.shape[table.scope.index(name)] if name in table.scope else 1 for name in scope]
    return moved.reshape(shape)


def _solve_component(
    unary: Mapping[str, Costs], tables: Sequence[Table]
) -> tuple[dict[str, int], dict[str, Costs]] | None:
    sizes = {name: len(costs) for name, costs in unary.items()}
    if not tables:
        name = next(iter(unary))
        return {name: int(unary[name].argmin())}, {name: unary[name]}
    order = _order(list(unary), tables, sizes)
    if order is None:
        return None
    position = {name: index for index, name in enumerate(order)}
    buckets: dict[str, list[Table]] = {name: [Table((name,), unary[name])] for name in order}
    for table in tables:
        buckets[min(table.scope, key=position.__getitem__)].append(table)
    cliques: dict[str, Table] = {}
    parents: dict[str, str | None] = {}
    messages: dict[str, Table] = {}
    for name in order:
        scope = tuple(sorted({one for table in buckets[name] for one in table.scope}, key=position.__getitem__))
        costs = np.zeros([sizes[one] for one in scope], dtype=np.int64)
        for table in buckets[name]:
            costs = costs + _spread(table, scope)
        cliques[name] = Table(scope, costs)
        rest = scope[1:]
        parents[name] = rest[0] if rest else None
        if rest:
            messages[name] = Table(rest, costs.min(axis=0))
            buckets[rest[0]].append(messages[name])
    return _descend(order, cliques, parents, messages)


def _descend(
    order: Sequence[str], cliques: Mapping[str, Table], parents: Mapping[str, str | None], messages: Mapping[str, Table]
) -> tuple[dict[str, int], dict[str, Costs]]:
    """Walk down again: total costs in every clique, the choice and the min-marginals."""
    totals: dict[str, Table] = {}
    choice: dict[str, int] = {}
    marginals: dict[str, Costs] = {}
    for name in reversed(order):
        clique = cliques[name]
        above = parents[name]
        costs = clique.costs
        if above is not None:
            whole = totals[above]
            dropped = tuple(axis for axis, one in enumerate(whole.scope) if one not in clique.scope)
            kept = tuple(one for one in whole.scope if one in clique.scope)
            down = whole.costs.min(axis=dropped) - _aligned(messages[name], kept)
            costs = costs + _spread(Table(kept, down), clique.scope)
        totals[name] = Table(clique.scope, costs)
        marginals[name] = costs.min(axis=tuple(range(1, costs.ndim)))
        column = costs
        for one in reversed(clique.scope[1:]):
            column = column[..., choice[one]]
        choice[name] = int(column.argmin())
    return choice, marginals


def _aligned(table: Table, scope: Sequence[str]) -> Costs:
    return table.costs.transpose([table.scope.index(name) for name in scope])
