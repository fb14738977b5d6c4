"""Relations over many figures: never a table of all tuples, but a walk along the figures that counts what was changed.

A figure counts as changed where its reading is not its cheapest. Every tuple with at most two changes is judged; a
chain of hidden variables, one after each figure, then carries what was changed so far: nothing, one reading (those
that leave the same future are one state), two that fit or two that do not, more. With at most two changes the cost is
exactly the relation's. With more it is unknown, so there are two chains that differ at their last link: the lenient
one takes the relation to hold, the strict one takes it to be broken. No assignment costs less than under the lenient
one or more than under the strict one: what is the cheapest by a margin between the two is the cheapest in truth, by
that margin or more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from finkit.verdicts.cliques import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORBIDDEN = 10**9
MOST_ALTERNATIVES = 1_000
_MOST_CELLS = 250_000
MOST_CHANGES = 2
_MANY = MOST_CHANGES + 1
_HOLDS, _UNKNOWN, _BROKEN = 0, 1, 2

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]
Picks = Callable[[int], Indices]
State = tuple[int, Hashable]
_NOTHING: State = (0, None)
_MORE: State = (_MANY, None)


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
    if len(owner) > MOST_ALTERNATIVES:
        return None
    fits = _Fits(owner, other, base, broken)
    number = {(int(at), int(one)): index for index, (at, one) in enumerate(zip(owner, other, strict=True))}
    tables: list[Table] = []
    hidden: dict[str, int] = {}
    states: dict[State, int] = {_NOTHING: 0}
    spelt: dict[State, int] = {}  # an alternative that each state of one change stands for
    before = ""
    for at, figure in enumerate(scope):
        last = at == len(scope) - 1
        after: dict[State, int] = {}
        stands: dict[State, int] = {}
        moves = np.zeros((len(states), sizes[at]), dtype=np.int64)
        for state, row in states.items():
            for one in range(sizes[at]):
                changed = None if one == base[at] else number[at, one]
                reached, witness = _step(state, spelt.get(state), changed, at, fits)
                moves[row, one] = fits.judged(reached) if last else after.setdefault(reached, len(after))
                if witness is not None:
                    stands.setdefault(reached, witness)
        if last:
            lenient, strict = (_table((before, figure), np.where(moves >= worst, cost, 0)) for worst in (_BROKEN, _UNKNOWN))
            return Chain(tuple(tables), hidden, lenient, strict)
        if moves.size * len(after) > _MOST_CELLS:
            return None
        here = f"{name}|{at}"
        hidden[here] = len(after)
        ties = np.where(moves[:, :, None] == np.arange(len(after)), 0, FORBIDDEN)
        tables.append(_table((before, figure, here), ties))
        before, states, spelt = here, after, stands
    return None


def _table(scope: tuple[str, ...], costs: Indices) -> Table:
    """The table; nothing stands before the first figure."""
    return Table(scope, costs) if scope[0] else Table(scope[1:], costs[0])


class _Fits:
    """Which tuples with none, one or two changes hold."""

    def __init__(self, owner: Indices, other: Indices, base: Sequence[int], broken: Callable[[Picks, int], Flags]) -> None:
        self.owner = owner
        count = len(owner)
        first, second = np.triu_indices(count, 1)
        apart = owner[first] != owner[second]
        first, second = first[apart], second[apart]
        rows = 1 + count + len(first)

        def picks(at: int) -> Indices:
            found = np.full(rows, base[at], dtype=np.int64)
            for changed, start in ((np.arange(count), 1), (first, 1 + count), (second, 1 + count)):
                mine = np.flatnonzero(owner[changed] == at)
                found[start + mine] = other[changed[mine]]
            return found

        holds = ~broken(picks, rows)
        self.none = bool(holds[0])
        self.one = holds[1 : 1 + count]
        self.two = np.zeros((count, count), dtype=bool)
        self.two[first, second] = holds[1 + count :]

    def after(self, changed: int, at: int) -> Hashable:
        """All that matters, after the figure `at`, of one change before: does it fit, and which later changes does it need."""
        later: Flags = self.two[changed] & (self.owner > at)
        return bool(self.one[changed]), np.packbits(later).tobytes() if later.any() else b""

    def judged(self, state: State) -> int:
        """Whether the relation holds in a state after the last figure."""
        changes, what = state
        if changes == _MANY:
            return _UNKNOWN
        holds = {0: self.none, 1: isinstance(what, tuple) and what[0], 2: what}[changes]
        return _HOLDS if holds else _BROKEN


def _step(state: State, witness: int | None, changed: int | None, at: int, fits: _Fits) -> tuple[State, int | None]:
    """The state after the figure `at`, and the alternative that a state of one change stands for."""
    changes = state[0]
    if changes == 0:
        return (_NOTHING, None) if changed is None else ((1, fits.after(changed, at)), changed)
    if changes == 1 and witness is not None:
        return ((1, fits.after(witness, at)), witness) if changed is None else ((2, bool(fits.two[witness, changed])), None)
    return (state if changed is None else _MORE), None
