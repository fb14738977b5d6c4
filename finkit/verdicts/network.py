"""Figures and relations as networks: split into batches of whole components, each solved with style costs and without.

Only the tables of one batch exist at a time, so memory does not grow with the number of components.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.relations.residual import Outcome, Relation, judge
from finkit.verdicts.solve import Decision, solve, together
from finkit.verdicts.weigh import MILLI, Tied, tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from finkit.figures.reading import Reading

Readings = dict[str, "Sequence[Reading]"]
_BARRED = 60_000
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What one batch came to: the decision as priced, the one on evidence alone, each relation's outcome as decided.

    `entangled`: figures that could not be decided exactly; `unfounded`: those of which the evidence alone could not.
    """

    main: Decision
    evidence: Decision
    outcomes: Mapping[str, Outcome]
    entangled: frozenset[str]
    unfounded: frozenset[str]


def batches(readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation]) -> Iterator[tuple[Readings, list[Relation]]]:
    """Figures with all relations that tie them, whole components at a time, in the order they were given."""
    figures: Readings = {}
    tied: list[Relation] = []
    for names, places in together(readings, [one.figures for one in relations]):
        figures |= {name: readings[name] for name in names}
        tied += [relations[place] for place in places]
        if len(figures) >= _BATCH:
            yield figures, tied
            figures, tied = {}, []
    if figures:
        yield figures, tied


def answer(readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation]) -> Answer:
    """Solve one batch. A relation without a table leaves its whole component undecided."""
    ties = {one.id: tie(one, readings) for one in relations}
    known = [one for one in ties.values() if one is not None]
    tables = [table for one in known for table in one.tables]
    hidden = {name: [0] * size for one in known for name, size in one.hidden.items()}
    closed = [name for one in relations if ties[one.id] is None for name in one.figures if len(readings[name]) > 1]
    priced = {name: [round(one.cost * MILLI) for one in options] for name, options in readings.items()}
    bare = {name: [round(one.slips * MILLI) if one.admissible else _BARRED for one in options] for name, options in readings.items()}
    main, evidence = solve({**priced, **hidden}, tables, closed), solve({**bare, **hidden}, tables, closed)
    outcomes = _outcomes(readings, relations, main)
    long = [one for one in relations if (found := ties[one.id]) is not None and found.base]
    return Answer(
        main, evidence, outcomes, _shaky(long, ties, main, outcomes), _shaky(long, ties, evidence, _outcomes(readings, long, evidence))
    )


def _outcomes(readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], decision: Decision) -> dict[str, Outcome]:
    """Each relation under the choice, where there is one."""
    chosen = {name: decision.choice[name] for one in relations for name in one.figures}
    intervals = {name: readings[name][index].interval for name, index in chosen.items() if index is not None}
    return {one.id: judge(one, intervals) for one in relations if all(name in intervals for name in one.figures)}


def _shaky(
    relations: Sequence[Relation], ties: Mapping[str, Tied | None], decision: Decision, outcomes: Mapping[str, Outcome]
) -> frozenset[str]:
    """The figures of components in which the choice has a relation for nothing that does not hold under it, or has no choice."""
    doubtful = {name for name, index in decision.choice.items() if index is None}
    for one in relations:
        found = ties[one.id]
        if one.id in outcomes and found is not None and not found.is_exact(decision.choice, holds=outcomes[one.id].holds):
            doubtful.update(found.base)
    return frozenset(name for names in decision.components if not doubtful.isdisjoint(names) for name in names)
