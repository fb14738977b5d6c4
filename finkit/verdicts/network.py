"""Figures and relations as networks: split into batches of whole components, each solved with style costs and without.

Only the tables of one batch exist at a time, so memory does not grow with the number of components.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.verdicts.solve import Decision, solve, together
from finkit.verdicts.weigh import MILLI, Tied, tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from finkit.figures.reading import Reading
    from finkit.relations.residual import Relation
    from finkit.verdicts.cause import Cause
    from finkit.verdicts.cliques import Table

Readings = dict[str, "Sequence[Reading]"]
_BARRED = 60_000
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Bounds:
    """A network decided between two others, which are one where every tuple of every relation was weighed.

    `strict`: no assignment costs less than it should, its choice is taken. `lenient`: none costs more.
    """

    strict: Decision
    lenient: Decision

    def cap(self, name: str) -> int | None:
        """What a margin of the figure is known up to."""
        caps = [cap for cap in (self.strict.caps[name], self.lenient.caps[name]) if cap is not None]
        return min(caps, default=None)

    def margin(self, name: str, same: Sequence[int], others: Sequence[int]) -> int | None:
        """How much dearer, at least, the best of some readings is than the best of others; None where undecided."""
        above, below = self.strict.marginals[name], self.lenient.marginals[name]
        if above is None or below is None:
            return None
        return min(int(below[index]) for index in others) - min(int(above[index]) for index in same)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one batch came to: decided as priced, and on evidence alone."""

    main: Bounds
    evidence: Bounds


def batches(
    readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], causes: Sequence[Cause] = ()
) -> Iterator[tuple[Readings, list[Relation], list[Cause]]]:
    """Figures with all relations and causes that tie them, whole components at a time, in the order they were given."""
    figures: Readings = {}
    tied: list[Relation] = []
    shared: list[Cause] = []
    for names, places in together(readings, [*(one.figures for one in relations), *(one.figures for one in causes)]):
        figures |= {name: readings[name] for name in names}
        tied += [relations[place] for place in places if place < len(relations)]
        shared += [causes[place - len(relations)] for place in places if place >= len(relations)]
        if len(figures) >= _BATCH:
            yield figures, tied, shared
            figures, tied, shared = {}, [], []
    if figures:
        yield figures, tied, shared


def answer(readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], causes: Sequence[Cause] = ()) -> Answer:
    """Solve one batch. A relation without a table leaves its whole component undecided."""
    ties = {one.id: tie(one, readings) for one in relations}
    known = [one for one in ties.values() if one is not None]
    hidden, acts, closed = _shared(readings, relations, causes, ties)
    priced = {name: [round(one.cost * MILLI) for one in options] for name, options in readings.items()}
    main = _bounds({**priced, **hidden}, known, acts, closed)
    return Answer(main, _evidence(readings, relations, causes, ties))


def evidence(readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], causes: Sequence[Cause] = ()) -> Bounds:
    """The same decided on evidence alone: what is admissible costs nothing but its slips."""
    return _evidence(readings, relations, causes, {one.id: tie(one, readings) for one in relations})


def _evidence(
    readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], causes: Sequence[Cause], ties: Mapping[str, Tied | None]
) -> Bounds:
    hidden, acts, closed = _shared(readings, relations, causes, ties)
    bare = {name: [round(one.slips * MILLI) if one.admissible else _BARRED for one in options] for name, options in readings.items()}
    telling = [tied for one in relations if (one.is_equality or not one.tentative) and (tied := ties[one.id]) is not None]
    return _bounds({**bare, **hidden}, telling, acts, closed)


def _shared(
    readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], causes: Sequence[Cause], ties: Mapping[str, Tied | None]
) -> tuple[dict[str, list[int]], list[Table], list[str]]:
    """Hidden variables and their costs, the tables of causes, and the figures of relations that have no table."""
    hidden = {name: [0] * size for one in ties.values() if one is not None for name, size in one.hidden.items()}
    hidden |= {f"cause {at}": [0, round(one.cost * MILLI)] for at, one in enumerate(causes)}
    sizes = {name: len(options) for name, options in readings.items()}
    acts = [table for at, one in enumerate(causes) for table in one.tables(f"cause {at}", sizes)]
    closed = [name for one in relations if ties[one.id] is None for name in one.figures if len(readings[name]) > 1]
    return hidden, acts, closed


def _bounds(unary: Mapping[str, Sequence[int]], ties: Sequence[Tied], acts: Sequence[Table], closed: Sequence[str]) -> Bounds:
    strict = solve(unary, [*acts, *(table for one in ties for table in one.strict)], closed)
    if not any(one.hidden for one in ties):
        return Bounds(strict, strict)
    return Bounds(strict, solve(unary, [*acts, *(table for one in ties for table in one.lenient)], closed))
