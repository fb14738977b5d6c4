"""Decisions applied to a check: which of them fit, the reading that each pins, and what may then be said of every figure.

A decision is no evidence. The decided figure keeps the engine's word where it has the engine's value; with another value it
is `contradicted` where relations or facts blame it, else `ambiguous`. What follows from a decision is at most `inferred`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.errors import UnitUnknownError
from finkit.figures.figure import VALUE
from finkit.figures.reading import Change, Reading
from finkit.relations.residual import FACT
from finkit.verdicts.decision import DECIDED, NotApplied
from finkit.verdicts.explain import number_text
from finkit.verdicts.verdict import CONFIDENT, Alternative, Anchor, Verdict
from finkit.vocabulary.intervals import ONE
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from decimal import Decimal

    from finkit.figures.figure import Figure
    from finkit.verdicts.decision import Decision
    from finkit.verdicts.verdict import Check, CheckedFigure, CheckedRelation

_MOST_ALTERNATIVES = 5


def fitting(check: Check, decisions: Iterable[Decision]) -> tuple[dict[str, Decision], tuple[NotApplied, ...]]:
    """The decisions that can be applied, by figure (of several on one figure the last), and those that cannot, with why."""
    last = {(one.sha256, one.figure): one for one in decisions}
    figures = {one.id: one for one in check.figures if one.kind == VALUE}
    fit: dict[str, Decision] = {}
    unfit: list[NotApplied] = []
    for decision in last.values():
        reason = _misfit(check.sha256, figures.get(decision.figure), decision)
        if reason:
            unfit.append(NotApplied(decision=decision, reason=reason))
        else:
            fit[decision.figure] = decision
    return fit, tuple(unfit)


def _misfit(sha256: str, figure: CheckedFigure | None, decision: Decision) -> str:
    """Why a decision does not fit; empty where it does."""
    if decision.sha256 != sha256:
        return f"it was taken on another document or version (sha256 {decision.sha256[:12]}, this one is {sha256[:12]})"
    if figure is None:
        return f"no figure stands at {decision.figure}"
    if figure.surface != decision.printed:
        return f"{decision.figure} is printed {figure.surface!r} here, the decision is on {decision.printed!r}"
    try:
        agrees = unit_of(decision.unit).agrees(unit_of(figure.unit or "1"))
    except UnitUnknownError:
        return f"{decision.unit!r} is no unit"
    return "" if agrees else f"{decision.figure} is in {figure.unit}, the decision in {decision.unit}: not the same kind of quantity"


def pinned(figure: Figure, options: Sequence[Reading], decision: Decision) -> Reading:
    """The one reading that a decision leaves: that of the document which has the value, else the value as it was given."""
    factor = unit_of(decision.unit).scale / unit_of(figure.unit).scale
    value = decision.value * factor
    known = next((one for one in options if one.value == value), None)
    if known is not None:
        return known
    exponent = decision.value.as_tuple().exponent
    quantum = ONE.scaleb(exponent if isinstance(exponent, int) else 0) * factor
    shown = number_text(value, figure.unit)
    return Reading(value, quantum, figure.unit, 0.0, (Change(DECIDED, figure.surface, shown),), shown)


def after_decisions(
    before: Sequence[CheckedFigure],
    after: Sequence[CheckedFigure],
    relations: Sequence[CheckedRelation],
    decisions: Mapping[str, Decision],
    broken_before: AbstractSet[str] = frozenset(),
) -> tuple[CheckedFigure, ...]:
    """What may be said of every figure: `before` by the evidence alone, `after` with the decided figures pinned.

    `relations` as judged with the decided figures; `broken_before`: ids of those that were broken without.
    """
    upset = {one.id for one in relations if one.holds is False} - broken_before
    broken: dict[str, dict[str, str]] = {}
    for one in relations:
        if one.kind == FACT and one.holds is False:
            for name in one.terms:
                broken.setdefault(name, {})[one.id] = one.text
    tied = _tied(relations, decisions)
    found = []
    for old, new in zip(before, after, strict=True):
        decision = decisions.get(old.id)
        if decision is not None:
            found.append(_decided(old, new, decision, broken.get(old.id, {}), upset))
        else:
            found.append(old if _stands(old, new, upset) else _follows(new, old, tied.get(old.id, ()), decisions, upset))
    return tuple(found)


def _decided(
    old: CheckedFigure, new: CheckedFigure, decision: Decision, broken: Mapping[str, str], upset: AbstractSet[str]
) -> CheckedFigure:
    """The decided figure: its value with the word that the evidence has for that value."""
    alike = old.verdict not in CONFIDENT and (old.verdict is Verdict.CONTRADICTED) == (new.verdict is Verdict.CONTRADICTED)
    if new.value == old.value and (alike or _stands(old, new, upset)):
        why = f"{decision.words}; without it: {old.why}"
        return old.model_copy(update={"decision": decision, "evidence": new.evidence, "why": why})
    blamed = new.verdict is Verdict.CONTRADICTED or bool(broken)
    verdict = Verdict.CONTRADICTED if blamed else Verdict.AMBIGUOUS
    evidence = tuple(dict.fromkeys((*(broken if blamed else ()), *new.evidence)))
    without = f"{number_text(old.value, old.unit or '1')}, {old.verdict}: " if old.value is not None else ""
    but = f"; {new.why}" if new.verdict is Verdict.CONTRADICTED else f"; but {'; '.join(broken.values())}" if broken else ""
    return new.model_copy(
        update={
            "verdict": verdict, "decision": decision, "evidence": evidence, "alternatives": _others(old, new.value), "cost": None,
            "margin": None, "margin_capped": False, "confidence": None, "anchor": Anchor.NONE, "status": old.status,
            "why": f"{decision.words}{but}; without it: {without}{old.why}",
        }
    )  # fmt: skip


def _others(figure: CheckedFigure, value: Decimal | None) -> tuple[Alternative, ...]:
    """What the figure can have been by the document: its own reading, then the rivals."""
    own: list[Alternative] = []
    if figure.value is not None:
        own.append(Alternative(value=figure.value, unit=figure.unit or "1", cost=figure.cost or 0.0, edits=figure.edits))
    return tuple(one for one in (*own, *figure.alternatives) if one.value != value)[:_MOST_ALTERNATIVES]


def _stands(old: CheckedFigure, new: CheckedFigure, upset: AbstractSet[str]) -> bool:
    """The decisions changed nothing that the figure rests on: its evidence is whole, what they add is not counted."""
    if old.value != new.value or not upset.isdisjoint(old.evidence):
        return False
    if old.verdict in CONFIDENT:
        return new.verdict in CONFIDENT and set(old.evidence) <= set(new.evidence)
    return old.verdict is new.verdict and old.evidence == new.evidence


def _lowered(new: CheckedFigure) -> CheckedFigure:
    """A word of confidence, which would be a person's, taken back."""
    if new.verdict not in CONFIDENT:
        return new
    verdict = Verdict.INFERRED if new.edits else Verdict.UNCHECKED
    return new.model_copy(update={"verdict": verdict, "anchor": Anchor.NONE})


def _follows(
    new: CheckedFigure, old: CheckedFigure, tied: Sequence[str], decisions: Mapping[str, Decision], upset: AbstractSet[str]
) -> CheckedFigure:
    """A figure of which decisions change what is said; where that is nothing in the end, it stays as it was."""
    new = _lowered(new)
    if new.verdict is None or _stands(old, new, upset):
        return old
    names = tuple(tied) or tuple(decisions)
    who = "; ".join(f"{decisions[name].printed!r} ({name}), decided by {decisions[name].who}" for name in names)
    return new.model_copy(update={"rests_on": names, "confidence": None, "why": f"{new.why}; rests on {who}"})


def _tied(relations: Iterable[CheckedRelation], decisions: Mapping[str, Decision]) -> dict[str, tuple[str, ...]]:
    """By figure, the decided figures that relations tie it to, through others too."""
    beside: dict[str, set[str]] = {}
    for one in relations:
        for name in one.terms:
            beside.setdefault(name, set()).update(one.terms)
    found: dict[str, tuple[str, ...]] = {}
    for name in decisions:
        seen, todo = {name}, [name]
        while todo:
            fresh = beside.get(todo.pop(), set()) - seen
            seen |= fresh
            todo += fresh
        for other in seen:
            found[other] = (*found.get(other, ()), name)
    return found
