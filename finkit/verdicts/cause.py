"""Causes that several figures share: one act of damage, one cost.

A scale word over a table, the sign of a column, two rows that changed places: each is a variable that is on or off.
On, every figure of it has a reading that the act explains; off, none has. What it costs is paid once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from finkit.relations.residual import judge
from finkit.verdicts.automaton import FORBIDDEN
from finkit.verdicts.cliques import Table
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from finkit.relations.residual import Relation
    from finkit.vocabulary.intervals import Interval

SWAP_COST = 5.0
_MOST_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class Cause:
    """`cost` in nats, an act of damage and not of style. `readings`: by figure, those that need it (their places).

    These readings carry no cost for it of their own.
    """

    name: str
    cost: float
    readings: Mapping[str, frozenset[int]]

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that share it."""
        return tuple(self.readings)

    def tables(self, variable: str, sizes: Mapping[str, int]) -> list[Table]:
        """One table a figure: off without its readings, on with them alone."""
        found = []
        for name, needing in self.readings.items():
            needs = np.isin(np.arange(sizes[name]), list(needing))
            found.append(Table((variable, name), np.where([needs, ~needs], FORBIDDEN, 0).astype(np.int64)))
        return found


@dataclass(frozen=True, slots=True)
class Shared:
    """A cause for `reconcile`, which works out the readings.

    Every figure may have been printed `factor` times what it was (−1: its sign lost); or, `swapped`, two figures may
    have been printed in each other's place.
    """

    name: str
    figures: tuple[str, ...]
    factor: Decimal = ONE
    swapped: bool = False
    cost: float = SWAP_COST


def implied_swaps(intervals: Mapping[str, Interval], relations: Sequence[Relation], fixed: frozenset[str] = frozenset()) -> list[Shared]:
    """Pairs of figures whose change of places mends a broken equality of each, and breaks none."""
    relations = [one for one in relations if all(name in intervals for name in one.figures)]
    broken = {one.id for one in relations if one.is_equality and judge(one, intervals).holds is False}
    suspects = dict.fromkeys(name for one in relations if one.id in broken for name in one.figures if name not in fixed)
    touching = {name: [one for one in relations if name in one.figures] for name in suspects}
    found: list[Shared] = []
    for number, (left, right) in enumerate(combinations(suspects, 2)):
        if number >= _MOST_PAIRS:
            break
        swapped = {**intervals, left: intervals[right], right: intervals[left]}
        holds = {one.id: judge(one, swapped).holds for one in (*touching[left], *touching[right])}
        mended = [any(one.id in broken and holds[one.id] for one in touching[name]) for name in (left, right)]
        worse = any(holds[one] is False and one not in broken for one in holds)
        if all(mended) and not worse:
            found.append(Shared(f"{left} and {right} swapped", (left, right), swapped=True))
    return found
