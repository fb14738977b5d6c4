"""Readings that no assignment within the cap can have: found by bounds, taken away, and nothing else is lost.

Costs are moved between the tables and their variables until they agree (max-sum diffusion); whatever is moved, the
total of every assignment stays the same. The least of each table and of each variable then bounds every assignment
from below, and a reading whose bound exceeds a known assignment by more than the cap is in none that counts. All
costs are integers, so a bound is a bound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from finkit.verdicts.cliques import Costs, Table

    Indices = NDArray[np.int64]

_ROUNDS = 12
_SWEEPS = 10


class Network:
    """Costs of variables and tables that can be moved about."""

    def __init__(self, unary: Mapping[str, Costs], tables: Sequence[Table]) -> None:
        self.unary = {name: costs.copy() for name, costs in unary.items()}
        self.tables = [table.costs.copy() for table in tables]
        self.scopes = [table.scope for table in tables]
        self.touching: dict[str, list[tuple[int, int]]] = {name: [] for name in unary}
        for index, scope in enumerate(self.scopes):
            for axis, name in enumerate(scope):
                self.touching[name].append((index, axis))

    def least_along(self, index: int, axis: int) -> Costs:
        """The least of a table for each reading of one of its variables."""
        table = self.tables[index]
        least: Costs = table.min(axis=tuple(one for one in range(table.ndim) if one != axis))
        return least

    def move(self, index: int, axis: int, amount: Costs) -> None:
        """Move costs from a table to one of its variables."""
        table = self.tables[index]
        table -= amount.reshape([-1 if one == axis else 1 for one in range(table.ndim)])
        self.unary[self.scopes[index][axis]] += amount

    def diffuse(self) -> None:
        """One sweep: every variable takes what its tables can spare, and gives each an equal part."""
        for name, places in self.touching.items():
            for index, axis in places:
                self.move(index, axis, self.least_along(index, axis))
            if places:
                part = self.unary[name] // (len(places) + 1)
                for index, axis in places:
                    self.move(index, axis, -part)

    def bounds(self) -> dict[str, Costs]:
        """A lower bound on every assignment that has a reading, for each reading."""
        least = [int(table.min()) for table in self.tables]
        total = sum(least) + sum(int(costs.min()) for costs in self.unary.values())
        found: dict[str, Costs] = {}
        for name, places in self.touching.items():
            costs = self.unary[name]
            above = costs - costs.min()
            for index, axis in places:
                above = above + self.least_along(index, axis) - least[index]
            found[name] = above + total
        return found

    def keep(self, kept: Mapping[str, Indices]) -> None:
        """Take away all other readings."""
        for name, indices in kept.items():
            self.unary[name] = self.unary[name][indices]
            for index, axis in self.touching[name]:
                self.tables[index] = self.tables[index].take(indices, axis=axis)

    def decode(self) -> dict[str, int]:
        """One assignment, read off the diffused costs variable by variable."""
        tables: list[Costs] = list(self.tables)
        scopes = [list(scope) for scope in self.scopes]
        chosen: dict[str, int] = {}
        for name, places in self.touching.items():
            costs = self.unary[name].copy()
            for index, _ in places:
                axis = scopes[index].index(name)
                costs += tables[index].min(axis=tuple(one for one in range(tables[index].ndim) if one != axis))
            chosen[name] = int(costs.argmin())
            for index, _ in places:
                axis = scopes[index].index(name)
                tables[index] = np.asarray(tables[index].take(chosen[name], axis=axis))
                scopes[index].remove(name)
        return chosen


def total_cost(unary: Mapping[str, Costs], tables: Sequence[Table], chosen: Mapping[str, int]) -> int:
    """The cost of one assignment."""
    cost = sum(int(costs[chosen[name]]) for name, costs in unary.items())
    return cost + sum(int(table.costs[tuple(chosen[name] for name in table.scope)]) for table in tables)


def improved(unary: Mapping[str, Costs], tables: Sequence[Table], chosen: Mapping[str, int]) -> dict[str, int]:
    """The assignment after better readings were taken one by one, until none is better."""
    current = dict(chosen)
    touching: dict[str, list[Table]] = {name: [] for name in unary}
    for table in tables:
        for name in table.scope:
            touching[name].append(table)
    moved = True
    while moved:
        moved = False
        for name, costs in unary.items():
            here = costs.copy()
            for table in touching[name]:
                here += table.costs[tuple([slice(None) if one == name else current[one] for one in table.scope])]
            best = int(here.argmin())
            if here[best] < here[current[name]]:
                current[name], moved = best, True
    return current


def prune(unary: Mapping[str, Costs], tables: Sequence[Table], cap: int) -> dict[str, Indices]:
    """For every variable the readings, in order, that some assignment within `cap` of the least can have.

    All that have one are kept, and perhaps more. Exact for any network; how much goes depends on its bounds.
    """
    network = Network(unary, tables)
    kept = {name: np.arange(len(costs)) for name, costs in unary.items()}
    start = improved(unary, tables, {name: int(costs.argmin()) for name, costs in unary.items()})
    ceiling = total_cost(unary, tables, start)
    for _ in range(_ROUNDS):
        for _ in range(_SWEEPS):
            network.diffuse()
        found = {name: int(kept[name][index]) for name, index in network.decode().items()}
        ceiling = min(ceiling, total_cost(unary, tables, improved(unary, tables, found)))
        staying = {name: np.flatnonzero(bound <= ceiling + cap) for name, bound in network.bounds().items()}
        fewer = {name: indices for name, indices in staying.items() if len(indices) < len(kept[name])}
        if not fewer:
            break
        network.keep(fewer)
        kept |= {name: kept[name][indices] for name, indices in fewer.items()}
    return kept
