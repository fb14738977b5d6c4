"""Relations over many figures: never a table of all tuples, but a walk along the figures that counts what was changed.

A figure counts as changed where its reading is not its cheapest. Every tuple with at most two changes (three or four
where these are few) is judged; a chain of hidden variables, one after each figure, then carries what was changed so
far, as far as it matters for what can follow. With so many changes the cost is exactly the relation's. With more it is
unknown, so there are two chains that differ at their last link: the lenient one takes the relation to hold, the strict
one takes it to be broken. No assignment costs less in truth than under the lenient one, or more than under the strict
one: what is the cheapest by a margin between the two is the cheapest in truth, by that margin or more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from finkit.verdicts.cliques import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORBIDDEN = 10**9
_MOST_ALTERNATIVES = 1_000
_MOST_CELLS = 250_000
_CHANGES = 2  # always judged
_MOST_CHANGES = 4
_FEW_TUPLES = 20_000
_MOST_FITTING = 50_000
_HOLDS, _UNKNOWN, _BROKEN = 0, 1, 2

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]
Picks = Callable[[int], Indices]
State = tuple[int, int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Chain:
    """The links of a chain and its two ends. `hidden`: its variables, with how many states each has."""

    links: tuple[Table, ...]
    hidden: Mapping[str, int]
    lenient: Table
    strict: Table


def chain(
    name: str, scope: Sequence[str], sizes: Sequence[int], base: Sequence[int], broken: Callable[[Picks, int], Flags], cost: int
) -> Chain | None:
    """The tables that tie the figures through hidden variables.

    `base`: the unchanged reading of each figure; `broken`: which of so many tuples break the relation, given what tells
    the index of a figure's reading in each. None where there are too many alternatives, or too many of them matter.
    """
    owner = np.array([at for at, size in enumerate(sizes) for _ in range(size - 1)], dtype=np.int64)
    other = np.array([one for size, kept in zip(sizes, base, strict=True) for one in range(size) if one != kept], dtype=np.int64)
    if len(owner) > _MOST_ALTERNATIVES:
        return None
    most = max([count for count in range(_CHANGES, _MOST_CHANGES + 1) if count == _CHANGES or comb(len(owner), count) <= _FEW_TUPLES])
    fitting = _fitting(owner, other, base, broken, most)
    if len(fitting) > _MOST_FITTING:
        return None
    number = {(int(at), int(one)): index for index, (at, one) in enumerate(zip(owner, other, strict=True))}
    walk = _Walk([int(at) for at in owner], fitting, most)
    links: list[Table] = []
    hidden: dict[str, int] = {}
    states = {walk.start: 0}
    before = ""
    for at, figure in enumerate(scope):
        changes = [number.get((at, one)) for one in range(sizes[at])]
        reached = [[walk.step(state, changed, at) for changed in changes] for state in states]
        if at == len(scope) - 1:
            judged = np.array([[walk.judged(one) for one in row] for row in reached])
            lenient, strict = (_table((before, figure), np.where(judged >= worst, cost, 0)) for worst in (_BROKEN, _UNKNOWN))
            return Chain(tuple(links), hidden, lenient, strict)
        states = {one: index for index, one in enumerate(dict.fromkeys(one for row in reached for one in row))}
        moves = np.array([[states[one] for one in row] for row in reached])
        if moves.size * len(states) > _MOST_CELLS:
            break
        here = f"{name}|{at}"
        hidden[here] = len(states)
        ties = np.where(moves[:, :, None] == np.arange(len(states)), 0, FORBIDDEN)
        links.append(_table((before, figure, here), ties))
        before = here
    return None


def _table(scope: tuple[str, ...], costs: Indices) -> Table:
    """The table; nothing stands before the first figure."""
    return Table(scope, costs) if scope[0] else Table(scope[1:], costs[0])


def _fitting(
    owner: Indices, other: Indices, base: Sequence[int], broken: Callable[[Picks, int], Flags], most: int
) -> list[tuple[int, ...]]:
    """The sets of at most so many changes under which the relation holds, each in the order of the figures."""
    after = np.searchsorted(owner, owner, side="right")  # the first alternative of a later figure
    sets = [np.zeros((1, 0), dtype=np.int64), np.arange(len(owner))[:, None]]
    while len(sets) <= most:
        ahead = len(owner) - after[sets[-1][:, -1]]
        rows = np.repeat(np.arange(len(ahead)), ahead)
        steps = np.arange(len(rows)) - np.repeat(np.cumsum(ahead) - ahead, ahead)
        sets.append(np.column_stack([sets[-1][rows], after[sets[-1][rows, -1]] + steps]))
    found: list[tuple[int, ...]] = []
    for changed in sets:

        def picks(at: int, changed: Indices = changed) -> Indices:
            chosen = np.full(len(changed), base[at], dtype=np.int64)
            for column in changed.T:
                mine = owner[column] == at
                chosen[mine] = other[column[mine]]
            return chosen

        holding = changed[~broken(picks, len(changed))]
        found += [tuple(one) for one in holding.tolist()]
    return found


class _Walk:
    """States by number: (how many changes, does the relation hold with them, which further change leads to which state).

    Sets of changes that leave the same future are one state.
    """

    def __init__(self, owner: Sequence[int], fitting: Sequence[tuple[int, ...]], most: int) -> None:
        self.owner, self.most = owner, most
        self.states: list[State] = []
        self.numbers: dict[State, int] = {}
        self.steps: list[dict[int, int]] = []
        ahead: dict[tuple[int, ...], dict[int, int]] = {}
        holds = set(fitting)
        for count in range(most, -1, -1):  # the longest first: shorter ones lead to them
            for changed in dict.fromkeys([*(one for one in fitting if len(one) == count), *(one for one in ahead if len(one) == count)]):
                state = self._number(count, _HOLDS if changed in holds else _BROKEN, ahead.get(changed, {}))
                if changed:
                    ahead.setdefault(changed[:-1], {})[changed[-1]] = state
        self.start = self._number(0, _HOLDS if () in holds else _BROKEN, ahead.get((), {}))
        self.more = self._number(most + 1, _UNKNOWN, {})

    def _number(self, count: int, judged: int, steps: Mapping[int, int]) -> int:
        state = (count, judged, tuple(sorted(steps.items())))
        if state not in self.numbers:
            self.numbers[state] = len(self.states)
            self.states.append(state)
            self.steps.append(dict(steps))
        return self.numbers[state]

    def step(self, number: int, changed: int | None, at: int) -> int:
        """The state after the figure `at` took its unchanged reading (None) or an alternative."""
        if changed is not None:
            count = self.states[number][0]
            if count >= self.most:
                return self.more
            number = self.steps[number].get(changed, -1)
            if number < 0:
                return self._number(count + 1, _BROKEN, {})
        count, judged, _ = self.states[number]
        return self._number(count, judged, {one: state for one, state in self.steps[number].items() if self.owner[one] > at})

    def judged(self, number: int) -> int:
        """Whether the relation holds in a state after the last figure."""
        return self.states[number][1]
