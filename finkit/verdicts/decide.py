"""Deciding: the exact optimum over readings and relations, and what may be said of each figure.

A confident word needs independent evidence: with the style costs of all admissible readings set to nothing, the
picked reading must still be the only cheapest, by the evidence margin, and an equality or a fact must hold on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from finkit.relations.places import COST_BOUND
from finkit.relations.residual import FACT, TEXT, Outcome, Relation, judge
from finkit.verdicts.circular import is_open, margin_of_digits, surprise
from finkit.verdicts.network import Answer, answer, batches
from finkit.verdicts.solve import CAP, Costs, together
from finkit.verdicts.verdict import CONFIDENT, Anchor, Verdict
from finkit.verdicts.weigh import MILLI
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from finkit.figures.reading import Reading
    from finkit.verdicts.cause import Cause

EVIDENCE_MARGIN = 1500
LIKELY_MARGIN = 700
_SURPRISE = EVIDENCE_MARGIN / MILLI
_SAME_THING = 5
_COUNT = "1"  # what is counted has a scale as amounts have
_LIKE_WITH_LIKE = frozenset({FACT, "repeat"})
_PERCENT = frozenset({"%", "pp"})
_COARSE = Decimal("0.25")
_ROUGH = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided for one figure. `margin` in nats; `held`, `broken`: ids of the relations that speak of it."""

    verdict: Verdict
    reading: Reading | None
    index: int | None
    cost: float
    margin: float
    capped: bool
    evidence_margin: float
    anchor: Anchor
    held: tuple[str, ...]
    broken: tuple[str, ...]
    rivals: tuple[int, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decision over all figures, and the outcome of every relation under it.

    `ties`: groups of ambiguous figures that relations tie to each other, so that one's value decides another's.
    """

    figures: Mapping[str, Ruling]
    outcomes: Mapping[str, Outcome]
    ties: tuple[frozenset[str], ...] = ()


def decide(
    readings: Mapping[str, Sequence[Reading]],
    relations: Sequence[Relation],
    *,
    without_scale: AbstractSet[str] = frozenset(),
    causes: Sequence[Cause] = (),
) -> Rulings:
    """Rule on every figure. Figures without readings are ambiguous (their digits cannot be read).

    `without_scale`: figures whose readings do not hold every scale that they can have had (a text that shows no damage
    may still have every scale word wrong). Ratios between amounts confirm none of these, unless a fact ties one.
    `causes`: acts of damage that several figures share; each of these must have readings.
    """
    usable = {name: options for name, options in readings.items() if options}
    speaking = [one for one in relations if one.figures and all(name in usable for name in one.figures)]
    rulings = {name: _unreadable() for name, options in readings.items() if not options}
    outcomes: dict[str, Outcome] = {}
    for figures, tied, shared in batches(usable, speaking, causes):
        ruled, judged = _ruled(figures, tied, answer(figures, tied, shared), without_scale)
        rulings |= ruled | _circular(ruled, figures, tied, shared)
        outcomes |= judged
    order = [one.id for one in relations if one.id in outcomes]
    unsure = [name for name in readings if rulings[name].verdict is Verdict.AMBIGUOUS and rulings[name].reading is not None]
    ties = _ties(unsure, [*(one.figures for one in speaking), *(one.figures for one in causes)])
    return Rulings({name: rulings[name] for name in readings}, {name: outcomes[name] for name in order}, ties)


def _circular(
    ruled: Mapping[str, Ruling], readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], causes: Sequence[Cause]
) -> dict[str, Ruling]:
    """Confident words taken back: a percentage that can be read in one way, and what supports it would support others too."""
    about = _by_figure(relations)
    chosen = {name: ruling.reading for name, ruling in ruled.items() if ruling.reading is not None}
    found: dict[str, Ruling] = {}
    for name, ruling in ruled.items():
        if ruling.verdict not in CONFIDENT or len({one.value for one in readings[name]}) > 1 or readings[name][0].unit not in _PERCENT:
            continue
        names = frozenset(ruling.held)
        held = [one for one in about[name] if one.id in names and one.is_equality]
        if all(is_open(one, name, readings) and surprise(one, chosen) < _SURPRISE for one in held):
            margin = margin_of_digits(name, readings, relations, causes)
            if margin < EVIDENCE_MARGIN:
                found[name] = replace(_without_scale(ruling), evidence_margin=margin / MILLI)
    return found


def _ties(ambiguous: Sequence[str], tied: Sequence[Sequence[str]]) -> tuple[frozenset[str], ...]:
    """Those that a relation or a cause joins. What every near optimum agrees on in between keeps alternatives apart."""
    those = set(ambiguous)
    scopes = [[name for name in names if name in those] for names in tied]
    return tuple(frozenset(names) for names, _ in together(ambiguous, scopes))


def _ruled(
    readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], found: Answer, without_scale: AbstractSet[str]
) -> tuple[dict[str, Ruling], dict[str, Outcome]]:
    """The ruling on every figure of one batch, and the outcome of every relation whose figures were all decided."""
    picked = {name: index for name in readings if (index := found.main.strict.choice[name]) is not None}
    margins = {name: known for name, index in picked.items() if (known := _margins(name, readings[name], index, found))}
    chosen = {name: readings[name][picked[name]] for name in margins}
    relations = [one for one in relations if all(name in chosen for name in one.figures)]
    intervals = {name: reading.interval for name, reading in chosen.items()}
    outcomes = {one.id: judge(one, intervals) for one in relations}
    blamed = _blame(relations, outcomes, {name: reading.value for name, reading in chosen.items()})
    about = _by_figure(relations)
    impossible = {name for one in relations if _is_strict(one) and outcomes[one.id].holds is False for name in one.figures}
    sound = [one for one in relations if impossible.isdisjoint(one.figures)]
    loose = without_scale & _loose(readings, sound, outcomes) if without_scale else frozenset()
    rulings: dict[str, Ruling] = {}
    for name, options in readings.items():
        if name not in margins:
            rulings[name] = _entangled(options)
            continue
        ruling = _rule(options, picked[name], margins[name], about.get(name, []), outcomes, blamed.get(name, ()), impossible)
        rulings[name] = _without_scale(ruling) if name in loose else ruling
    return rulings, outcomes


def _loose(readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], outcomes: Mapping[str, Outcome]) -> set[str]:
    """Figures that nothing but the text's own ratios and repeats supports.

    Amounts that no fact ties, directly or through each other; percentages that were only said again.
    """
    amounts = {name for name, options in readings.items() if unit_of(options[0].unit).dimensions or options[0].unit == _COUNT}
    held = [one for one in relations if one.is_equality and one.id in outcomes and outcomes[one.id].holds]
    tied = {name for one in held if _has_fact(one) for name in one.figures}
    moved = True
    while moved:
        moved = False
        for one in held:
            inside = amounts & set(one.figures)
            if inside & tied and not inside <= tied:
                tied |= inside
                moved = True
    otherwise = {name for one in held if one.kind != "repeat" for name in one.figures}
    return (amounts - tied) | (readings.keys() - amounts - otherwise)


def _has_fact(relation: Relation) -> bool:
    """An amount of the statements stands in it."""
    return any(operand.constants and operand.unit and unit_of(operand.unit).dimensions for operand in relation.operands.values())


def _without_scale(ruling: Ruling) -> Ruling:
    """A confident word taken back: the figure's ratios are right, its scale is not known."""
    if ruling.verdict not in CONFIDENT:
        return ruling
    verdict = Verdict.UNCHECKED if ruling.verdict is Verdict.CONFIRMED else Verdict.INFERRED
    return replace(ruling, verdict=verdict, anchor=Anchor.SCALE_FREE)


def _by_figure(relations: Sequence[Relation]) -> dict[str, list[Relation]]:
    about: dict[str, list[Relation]] = {}
    for relation in relations:
        for name in relation.figures:
            about.setdefault(name, []).append(relation)
    return about


def _unreadable() -> Ruling:
    return Ruling(Verdict.AMBIGUOUS, None, None, 0.0, 0.0, False, 0.0, Anchor.NONE, (), (), ())


def _entangled(options: Sequence[Reading]) -> Ruling:
    rivals = tuple(range(len(options)))
    return Ruling(Verdict.AMBIGUOUS, None, None, 0.0, 0.0, False, 0.0, Anchor.NONE, (), (), rivals, exact=False)


@dataclass(frozen=True, slots=True)
class _Margins:
    """In milli-nats: the margin as priced and what it is known up to, the margin on evidence alone; all totals as priced."""

    priced: int
    cap: int
    evidence: int
    totals: Costs


def _margins(name: str, options: Sequence[Reading], index: int, found: Answer) -> _Margins | None:
    """How much the picked value is cheaper than the best other; None where it is not known to be the cheapest."""
    value = options[index].value
    same = [at for at, one in enumerate(options) if one.value == value]
    others = [at for at, one in enumerate(options) if one.value != value]
    totals, cap = found.main.lenient.marginals[name], found.main.cap(name)
    cap = CAP if cap is None else cap
    if totals is None:
        return None
    if not others:
        return _Margins(cap, cap, CAP, totals)
    priced, evidence = found.main.margin(name, same, others), found.evidence.margin(name, same, others)
    return None if priced is None or priced < 0 else _Margins(priced, cap, evidence or 0, totals)


def _rule(
    options: Sequence[Reading],
    index: int,
    margins: _Margins,
    about: Sequence[Relation],
    outcomes: Mapping[str, Outcome],
    broken: tuple[str, ...],
    impossible: AbstractSet[str],
) -> Ruling:
    """The ruling on one figure. `impossible`: figures beyond what they can be; what holds with one of them is no evidence."""
    reading, totals = options[index], margins.totals
    held = tuple(one.id for one in about if one.is_equality and outcomes[one.id].holds and not _is_coarse(one, reading))
    bounds = tuple(one.id for one in about if not one.is_equality and outcomes[one.id].holds)
    names = frozenset(held)  # thousands, where a text says the same thousands of times
    by_fact = any(one.kind == FACT or any(operand.constants for operand in one.operands.values()) for one in about if one.id in names)
    supported = any(one.id in names and impossible.isdisjoint(one.figures) for one in about)
    anchored = supported and margins.evidence >= EVIDENCE_MARGIN
    if broken and not any(one.kind == FACT and one.id in names for one in about):
        verdict, anchor = Verdict.CONTRADICTED, Anchor.STYLE if reading.edits else Anchor.NONE
    elif anchored:
        verdict = Verdict.CONFIRMED if reading.is_printed else Verdict.REPAIRED
        anchor = Anchor.FACTS if by_fact else Anchor.DOCUMENT
    else:
        likely = margins.priced >= LIKELY_MARGIN
        verdict = (Verdict.UNCHECKED if reading.is_printed else Verdict.INFERRED) if likely else Verdict.AMBIGUOUS
        anchor = Anchor.SCALE_FREE if held else Anchor.STYLE if reading.edits else Anchor.NONE
    order = np.argsort(totals, kind="stable")
    rivals = tuple(int(one) for one in order if options[int(one)].value != reading.value)
    return Ruling(
        verdict, reading, index, float(totals[index] - totals.min()) / MILLI, min(margins.priced, margins.cap) / MILLI,
        margins.priced >= margins.cap, min(margins.evidence, CAP) / MILLI, anchor, (*held, *bounds), broken, rivals,
    )  # fmt: skip


def _is_strict(relation: Relation) -> bool:
    """A bound that no true figures break."""
    return not relation.is_equality and not relation.tentative and relation.cost >= COST_BOUND


def _is_coarse(relation: Relation, reading: Reading) -> bool:
    """A number so rough that it says little: 1 billion is no evidence for the same 656 million, nor `1` where a relation is a guess."""
    width = reading.interval.high - reading.interval.low
    if relation.kind not in _LIKE_WITH_LIKE:
        return relation.tentative and bool(reading.value) and width > _ROUGH * abs(reading.value)
    widths = [width, *(one.high - one.low for operand in relation.operands.values() for one in operand.constants[:1])]
    return bool(reading.value) and max(widths) > _COARSE * abs(reading.value)


def _blame(relations: Sequence[Relation], outcomes: Mapping[str, Outcome], values: Mapping[str, Decimal]) -> dict[str, tuple[str, ...]]:
    """For every figure, the broken equalities that are laid to its charge.

    A fact blames its figure, unless the two are so far apart that they can hardly speak of the same thing. Any other
    equality blames the figure that the text works out from the rest, or else those that nothing supports; never one
    that a fact confirms.
    """
    relations = [one for one in relations if one.id in outcomes]
    holding = [one for one in relations if one.is_equality and outcomes[one.id].holds]
    supported = {name for one in holding for name in one.figures}
    sure = {name for one in holding if one.kind == FACT for name in one.figures}
    blamed: dict[str, list[str]] = {}
    for one in relations:
        outcome = outcomes[one.id]
        said = one.is_equality or one.origin == TEXT  # bounds of the catalogue weigh, those that the text states can be wrong
        if not said or one.tentative or outcome.holds is not False:
            continue
        if one.kind == FACT and not _same_thing(one, values):
            continue
        for name in _culprits(one, supported, sure):
            blamed.setdefault(name, []).append(one.id)
    return {name: tuple(ids) for name, ids in blamed.items()}


def _culprits(relation: Relation, supported: set[str], sure: set[str]) -> tuple[str, ...]:
    """Whom a broken relation blames; nobody where facts confirm all its figures."""
    if relation.kind == FACT:
        return relation.figures
    doubtful = tuple(name for name in relation.figures if name not in sure)
    unsupported = tuple(name for name in doubtful if name not in supported)
    if relation.derived in doubtful and (relation.derived in unsupported or not unsupported):
        return (relation.derived,)
    return unsupported or doubtful[-1:]


def _same_thing(relation: Relation, values: Mapping[str, Decimal]) -> bool:
    """Figure and fact are of one size: less than a factor of five apart, whatever their signs."""
    figure = abs(values[relation.figures[0]])
    facts = [abs(interval.middle) for operand in relation.operands.values() for interval in operand.constants]
    return any(fact and figure and max(fact / figure, figure / fact) <= _SAME_THING for fact in facts)
