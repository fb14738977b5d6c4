"""One connected component, exactly: its least cost, a choice that has it, and the min-marginals of every variable.

Variables are eliminated by least clique, several at once where one clique holds all that they touch. One pass up the
tree of cliques gives the minimum, one pass down the total cost of every clique. Costs are integers: sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop, heappush
from math import prod
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Costs = NDArray[np.int64]
MOST_CELLS = 4_000_000
_MOST_TOGETHER = 4 * MOST_CELLS


@dataclass(frozen=True, slots=True)
class Table:
    """Costs over the readings of some variables, one axis each, in the order of `scope`."""

    scope: tuple[str, ...]
    costs: Costs


@dataclass(frozen=True, slots=True)
class Clique:
    """The variables that are eliminated here, and those that they still touch: the axes of its costs, in this order."""

    gone: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def scope(self) -> tuple[str, ...]:
        """All of them."""
        return self.gone + self.left


def plan(unary: Mapping[str, Costs], tables: Sequence[Table]) -> tuple[Clique, ...] | None:
    """The cliques in the order of elimination; None where one, or all together, would hold too many cells."""
    return _plan(tuple(unary), tuple([len(costs) for costs in unary.values()]), tuple([table.scope for table in tables]))


@lru_cache(maxsize=64)  # the same network is solved under several costs
def _plan(names: tuple[str, ...], counts: tuple[int, ...], scopes: tuple[tuple[str, ...], ...]) -> tuple[Clique, ...] | None:
    sizes = dict(zip(names, counts, strict=True))
    near: dict[str, set[str]] = {name: set() for name in sizes}
    for scope in scopes:
        for name in scope:
            near[name].update(scope)
    for name, around in near.items():
        around.discard(name)
    place = {name: index for index, name in enumerate(sizes)}
    weight = {name: prod((sizes[one] for one in around), start=sizes[name]) for name, around in near.items()}
    queue = [(weight[name], len(around), place[name], name) for name, around in near.items()]
    heapify(queue)
    cliques: list[Clique] = []
    cells = 0
    while queue:
        weighed, _, _, name = heappop(queue)
        if name not in near or weighed != weight[name]:
            continue
        around = near[name]
        cells += weighed
        if weighed > MOST_CELLS or cells > _MOST_TOGETHER:
            return None
        whole = around | {name}
        gone = [one for one in around if near[one] < whole]
        gone.sort(key=place.__getitem__)
        gone.insert(0, name)
        left = sorted(around.difference(gone), key=place.__getitem__)
        cliques.append(Clique(tuple(gone), tuple(left)))
        for one in gone:
            del near[one]
        for one in left:
            here = near[one]
            come = [other for other in left if other != one and other not in here]
            weight[one] *= prod(sizes[other] for other in come)
            weight[one] //= prod(sizes[other] for other in gone if other in here)  # a hub of thousands is not multiplied anew
            here.update(come)
            here.difference_update(gone)
            heappush(queue, (weight[one], len(near[one]), place[one], one))
    return tuple(cliques)


def spread(table: Table, scope: Sequence[str]) -> Costs:
    """The table with an axis (of size one where it has none) for each variable of `scope`."""
    own = table.scope
    costs = table.costs.transpose([own.index(name) for name in scope if name in own])
    return costs[tuple([slice(None) if name in own else None for name in scope])]


def settle(unary: Mapping[str, Costs], tables: Sequence[Table], cliques: Sequence[Clique]) -> tuple[int, dict[str, int], dict[str, Costs]]:
    """The least cost, the choice (the first of equals, always the same) and the min-marginals, along a plan."""
    at = {name: index for index, clique in enumerate(cliques) for name in clique.gone}
    inside: list[list[Table]] = [[] for _ in cliques]
    for table in tables:
        inside[min([at[name] for name in table.scope])].append(table)
    costs: list[Costs] = []
    messages: list[Costs] = []
    least = 0
    for index, clique in enumerate(cliques):
        scope = clique.scope
        total = np.zeros([len(unary[name]) for name in scope], dtype=np.int64)
        for name in clique.gone:
            total += spread(Table((name,), unary[name]), scope)
        for table in inside[index]:
            total += spread(table, scope)
        costs.append(total)
        message = total.min(axis=tuple(range(len(clique.gone))))
        messages.append(message)
        if clique.left:
            inside[min([at[name] for name in clique.left])].append(Table(clique.left, message))
        else:
            least += int(message)
        inside[index] = []
    return (least, *_descend(cliques, at, costs, messages))


def _descend(
    cliques: Sequence[Clique], at: Mapping[str, int], costs: list[Costs], messages: list[Costs]
) -> tuple[dict[str, int], dict[str, Costs]]:
    """Walk down again: what is outside of a clique is added to its costs, from its parent."""
    choice: dict[str, int] = {}
    marginals: dict[str, Costs] = {}
    for index in range(len(cliques) - 1, -1, -1):
        clique = cliques[index]
        scope, total = clique.scope, costs[index]
        if clique.left:
            above = min([at[name] for name in clique.left])
            whole = cliques[above].scope
            kept = tuple([name for name in whole if name in clique.left])
            outside = costs[above].min(axis=tuple([axis for axis, name in enumerate(whole) if name not in clique.left]))
            total += spread(Table(kept, outside), scope) - messages[index]
        axes = range(len(scope))
        for axis, name in enumerate(clique.gone):
            marginals[name] = total.min(axis=tuple([one for one in axes if one != axis]))
        here = total[tuple([slice(None)] * len(clique.gone) + [slice(choice[name], choice[name] + 1) for name in clique.left])]
        picked = np.unravel_index(int(here.argmin()), here.shape)
        choice |= {name: int(one) for name, one in zip(clique.gone, picked, strict=False)}  # the axes of `left` come after
    return choice, marginals
