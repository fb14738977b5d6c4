"""The exact decision: the cheapest assignment of readings and, for every figure, the cost of its best rival.

Figures are variables, relations are tables of costs in milli-nats (integers, so sums are exact and two runs agree).
Each connected component is solved along a tree of cliques. Where the cliques would be too large, readings that no
assignment within a cap of the least can have are taken away first: margins are then exact up to the cap and known to
reach it beyond. A component that is still too large is not approximated; it is reported as too entangled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from finkit.verdicts.cliques import MOST_CELLS, Costs, Table, plan, settle
from finkit.verdicts.prune import prune

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CAPS = (12_000, 6_000, 3_000)
CAP = CAPS[0]

__all__ = ["CAP", "CAPS", "MOST_CELLS", "Costs", "Decision", "Table", "solve", "together"]


@dataclass(frozen=True, slots=True)
class Decision:
    """`choice`: index of the reading in the cheapest assignment; `marginals`: least total cost with each reading.

    Both None for a variable of a component that could not be decided exactly. `caps`: None where every marginal is
    exact; else those that are that much above the least stand for it or anything more. `components`: the variables
    that hang together.
    """

    choice: Mapping[str, int | None]
    marginals: Mapping[str, Costs | None]
    caps: Mapping[str, int | None]
    components: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Solved:
    least: int
    choice: Mapping[str, int]
    marginals: Mapping[str, Costs]
    cap: int | None = None


def solve(unary: Mapping[str, Sequence[int]], tables: Iterable[Table], closed: Iterable[str] = ()) -> Decision:
    """Decide every component. `unary`: cost of each reading of each variable, milli-nats.

    `closed`: variables of relations that have no table; their components cannot be decided.
    """
    choice: dict[str, int | None] = {}
    marginals: dict[str, Costs | None] = {}
    caps: dict[str, int | None] = {}
    shut = set(closed)
    opened = [_open(table) for table in tables]
    components = together(unary, [table.scope for table in opened])
    for names, places in components:
        inside = [opened[place] for place in places]
        costs = {name: np.asarray(unary[name], dtype=np.int64) for name in names}
        solved = _solved(costs, inside) if shut.isdisjoint(names) else None
        for name in names:
            choice[name] = None if solved is None else solved.choice[name]
            marginals[name] = None if solved is None else solved.marginals[name]
            caps[name] = None if solved is None else solved.cap
    return Decision(choice, marginals, caps, tuple(tuple(names) for names, _ in components))


def _open(table: Table) -> Table:
    """The table without variables that have one reading only: they tie nothing together."""
    if 1 not in table.costs.shape:
        return table
    scope = tuple(name for name, size in zip(table.scope, table.costs.shape, strict=True) if size > 1)
    return Table(scope, table.costs.reshape([size for size in table.costs.shape if size > 1]))


def together(names: Iterable[str], scopes: Sequence[Sequence[str]]) -> list[tuple[list[str], list[int]]]:
    """The names that scopes tie together, in the order of their first, with the places of these scopes."""
    parent = {name: name for name in names}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for scope in scopes:
        for name in scope[1:]:
            parent[root(name)] = root(scope[0])
    found: dict[str, tuple[list[str], list[int]]] = {}
    for name in parent:
        found.setdefault(root(name), ([], []))[0].append(name)
    for place, scope in enumerate(scopes):
        if scope:
            found[root(scope[0])][1].append(place)
    return list(found.values())


def _solved(unary: Mapping[str, Costs], tables: Sequence[Table]) -> _Solved | None:
    """The component as it is if its cliques allow, else with fewer readings and margins up to a cap."""
    if not tables:
        name, costs = next(iter(unary.items()))
        return _Solved(int(costs.min()), {name: int(costs.argmin())}, {name: costs})
    cliques = plan(unary, tables)
    if cliques is not None:
        return _Solved(*settle(unary, tables, cliques))
    for cap in CAPS:
        solved = _within(unary, tables, cap)
        if solved is not None:
            return solved
    return None


def _within(unary: Mapping[str, Costs], tables: Sequence[Table], cap: int) -> _Solved | None:
    """The component with margins up to the cap; None where even then its cliques are too large.

    Every assignment within the cap of the least keeps all its readings, so the least and every margin up to the cap
    come out as they are.
    """
    kept = prune(unary, tables, cap)
    fewer = {name: costs[kept[name]] for name, costs in unary.items()}
    cut = [Table(table.scope, table.costs[np.ix_(*[kept[name] for name in table.scope])]) for table in tables]
    least = sum(int(table.costs.item()) for table in cut if table.costs.size == 1)
    parts: list[_Solved] = []
    opened = [_open(table) for table in cut]
    for names, places in together(fewer, [table.scope for table in opened]):
        inside = [opened[place] for place in places]
        costs = {name: fewer[name] for name in names}
        cliques = plan(costs, inside)
        if cliques is None:
            return None
        parts.append(_Solved(*settle(costs, inside, cliques)))
    least += sum(part.least for part in parts)
    choice: dict[str, int] = {}
    marginals: dict[str, Costs] = {}
    for part in parts:
        for name, index in part.choice.items():
            choice[name] = int(kept[name][index])
            marginals[name] = np.full(len(unary[name]), least + cap)
            marginals[name][kept[name]] = np.minimum(part.marginals[name] - part.least, cap) + least
    return _Solved(least, choice, marginals, cap)
