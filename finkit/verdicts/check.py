"""From bound figures to the check: readings, relations, the decision, and everything said of each figure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.candidates.channel import readings
from finkit.candidates.dialect import Dialect, dialects_apart, infer_dialect
from finkit.candidates.setting import Setting
from finkit.candidates.surface import odd_figures
from finkit.figures.figure import PERIOD, VALUE, Figure
from finkit.relations.bound import bound_relations, mistaken_scales
from finkit.relations.known import Known, usual_sizes
from finkit.relations.places import Places
from finkit.relations.stated import stated_relations
from finkit.verdicts.accepted import after_decisions, pinned
from finkit.verdicts.confidence import confidence, sight_of
from finkit.verdicts.decide import Ruling, Rulings, decide
from finkit.verdicts.explain import relation_text, sentence, source_of
from finkit.verdicts.verdict import (
    Alternative,
    CheckedFigure,
    CheckedRelation,
    DialectFound,
    Edit,
    Section,
    StatementValue,
)
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from finkit.figures.extract import Spoken
    from finkit.figures.reading import Reading
    from finkit.relations.residual import Relation
    from finkit.statements.company import Company
    from finkit.verdicts.decision import Decision

_MOST_ALTERNATIVES = 5
_IN_TABLES = -2  # the tables of a document are intact or damaged for themselves


@dataclass(frozen=True, slots=True)
class _Ground:
    """Everything that is known before the decision. `without_scale`: see `decide`."""

    figures: Sequence[Figure]
    places: Places
    dialect: Dialect
    relations: Sequence[Relation]
    without_scale: frozenset[str]


def check_figures(
    figures: Sequence[Figure],
    spoken: Sequence[Spoken],
    company: Company | None,
    sections: Sequence[Section] = (),
    decisions: Mapping[str, Decision] | None = None,
) -> tuple[DialectFound, tuple[CheckedFigure, ...], tuple[CheckedRelation, ...]]:
    """The dialect, and every figure and relation of a document as the check shows them.

    With `decisions`, by the id of a figure of the document, these figures have but one reading; relations are judged on it.
    """
    paragraph_of = {figure.id: said.sentence.paragraph for said in spoken for figure in said.figures}
    places = Places(figures, company)
    dialect = infer_dialect([figure for figure in figures if not figure.cell] or figures, paragraph_of)
    starts = [section.start for section in sections]
    section_of = {figure.id: _IN_TABLES if figure.cell else bisect_right(starts, figure.start) for figure in figures}
    apart = dialects_apart(dialect, figures, paragraph_of, section_of)
    mistaken = mistaken_scales(places) if not dialect.loses_points else {}
    spoken_by = {figure.id: apart.get(section_of[figure.id], dialect) for figure in figures}
    spoken_by = {name: one if one.loses_points else one.with_mistaken(mistaken) for name, one in spoken_by.items()}
    dialect = dialect if dialect.loses_points else dialect.with_mistaken(mistaken)
    options = read_all(figures, spoken_by, places, paragraph_of)
    relations = _distinct([*bound_relations(places), *stated_relations(figures, spoken)])
    ground = _Ground(figures, places, dialect, relations, frozenset(name for name, one in spoken_by.items() if not one.loses_points))
    checked, shown = _told(ground, options)
    if decisions:
        pins = {one.id: (pinned(one, options[one.id], decisions[one.id]),) for one in figures if one.id in decisions}
        broken = {one.id for one in shown if one.holds is False}
        again, shown = _told(ground, options | pins)
        checked = after_decisions(checked, again, shown, decisions, broken)
    found = DialectFound(name=dialect.name, stages=dialect.stages, costs=dialect.costs)
    return found, checked, shown


def _told(ground: _Ground, options: Mapping[str, tuple[Reading, ...]]) -> tuple[tuple[CheckedFigure, ...], tuple[CheckedRelation, ...]]:
    """The decision over these readings, and everything said of each figure and relation."""
    relations = ground.relations
    rulings = decide(options, relations, without_scale=ground.without_scale)
    chosen = {name: ruling.reading for name, ruling in rulings.figures.items() if ruling.reading is not None}
    by_id = {one.id: one for one in relations}
    texts = {
        one.id: relation_text(one, chosen, rulings.outcomes[one.id])
        for one in relations
        if one.id in rulings.outcomes and all(name in chosen for name in one.figures)
    }
    sight = sight_of(ground.dialect.stages, [one.edits for one in chosen.values()])
    checked = tuple(
        _checked(figure, options.get(figure.id, ()), rulings.figures.get(figure.id), ground.places, by_id, texts, sight)
        for figure in ground.figures
    )
    telling = [one for one in relations if one.id in texts and not (one.tentative and rulings.outcomes[one.id].holds is False)]
    return checked, tuple(_checked_relation(one, rulings, texts) for one in telling)


def _distinct(relations: Iterable[Relation]) -> list[Relation]:
    """The first of each id."""
    found: dict[str, Relation] = {}
    for one in relations:
        found.setdefault(one.id, one)
    return list(found.values())


def read_all(
    figures: Sequence[Figure], dialects: Mapping[str, Dialect], places: Places, paragraph_of: Mapping[str, int]
) -> dict[str, tuple[Reading, ...]]:
    """The readings of every quantity; `dialects`: by figure."""
    sizes = usual_sizes(places.company) if places.company else {}
    siblings: dict[int, int] = {}
    ends = {one.member.group: one.literal for one in figures if one.member and one.member.index == one.member.size - 1}
    for figure in figures:
        if figure.member and figure.member.kind == "list" and figure.member.index and figure.numeral and figure.numeral.has_point:
            siblings.setdefault(figure.member.group, figure.numeral.decimals)
    styles = _styles_of_rows(figures, paragraph_of)
    odd = odd_figures([figure for figure in figures if not dialects[figure.id].loses_points])
    found: dict[str, tuple[Reading, ...]] = {}
    for figure in figures:
        if figure.kind != VALUE:
            continue
        dialect = dialects[figure.id]
        row = styles.get((paragraph_of.get(figure.id, -1), figure.unit)) if figure.cell else None
        style = siblings.get(figure.member.group) if figure.member else row
        end = ends.get(figure.member.group) if figure.member and _took_over_its_scale(figure) else None
        paragraph = paragraph_of.get(figure.id, -1)
        facts = () if dialect.loses_points else tuple(one.interval for one in _all_known(figure, places))
        setting = Setting(
            dialect, paragraph, style, _anchor(figure, sizes), plain=_is_plain(figure), list_end=end, facts=facts,
            odd=figure.id in odd, partner=odd.get(figure.id),
        )  # fmt: skip
        found[figure.id] = readings(figure, setting)
    return found


def _styles_of_rows(figures: Sequence[Figure], paragraph_of: Mapping[str, int]) -> dict[tuple[int, str], int]:
    """The decimals that all numbers of one unit with a point have in a row of a table, where there are several."""
    seen: dict[tuple[int, str], list[int]] = {}
    for figure in figures:
        if figure.cell and figure.numeral and figure.numeral.has_point and not figure.binding.facet:
            seen.setdefault((paragraph_of.get(figure.id, -1), figure.unit), []).append(figure.numeral.decimals)
    return {key: found[0] for key, found in seen.items() if len(found) > 1 and len(set(found)) == 1}


def _took_over_its_scale(figure: Figure) -> bool:
    """A member of a list before the last, under a scale word that is not its own."""
    member = figure.member
    inherited = bool(figure.scale_word) and figure.scale_word not in figure.surface and not figure.is_split
    return member is not None and member.kind == "list" and member.index < member.size - 1 and inherited


def _is_plain(figure: Figure) -> bool:
    """No scale word stands behind it, and no zeros of ten thousands were glued on."""
    return not figure.scale_word and figure.scale == 1 and not any(part.scaled for part in (figure.numeral, figure.tail) if part)


def _anchor(figure: Figure, sizes: Mapping[tuple[str, str], float]) -> float | None:
    binding = figure.binding
    return sizes.get((binding.name, binding.segment)) if binding.bound and binding.is_ours else None


def _checked(
    figure: Figure,
    options: Sequence[Reading],
    ruling: Ruling | None,
    places: Places,
    relations: Mapping[str, Relation],
    texts: Mapping[str, str],
    sight: str,
) -> CheckedFigure:
    base = CheckedFigure(id=figure.id, start=figure.start, end=figure.end, surface=figure.surface, parts=figure.parts, kind=figure.kind)
    if figure.kind == PERIOD:
        return base.model_copy(update={"period": figure.period.document_code if figure.period else None})
    if ruling is None:
        return base
    binding = figure.binding
    reading = ruling.reading
    known = _known(figure, places, reading)
    printed = next((one.value for one in options if one.is_printed), figure.literal)
    return base.model_copy(
        update={
            "verdict": ruling.verdict,
            "printed": printed,
            "value": reading.value if reading else None,
            "low": reading.interval.low if reading else None,
            "high": reading.interval.high if reading else None,
            "unit": figure.unit,
            "direction": figure.direction,
            "measure": binding.name or None,
            "segment": binding.segment or None,
            "entity": binding.entity or None,
            "period": binding.period.document_code if binding.period else None,
            "edits": _edits(reading) if reading else (),
            "source_text": reading.source_text if reading else None,
            "cost": round(ruling.cost, 3),
            "margin": round(ruling.margin, 3),
            "margin_capped": ruling.capped,
            "confidence": confidence(ruling.verdict.value, ruling.margin, sight),
            "anchor": ruling.anchor,
            "status": "exact" if ruling.exact else "too_entangled",
            "evidence": (*ruling.broken, *ruling.held),
            "alternatives": tuple(_alternative(options[index]) for index in ruling.rivals[:_MOST_ALTERNATIVES]),
            "statement": _statement(known, reading, figure) if known else None,
            "why": sentence(ruling, relations, texts),
        }
    )


def _all_known(figure: Figure, places: Places) -> list[Known]:
    """What the statements say where the figure speaks, in its own kind of unit."""
    binding = figure.binding
    if not binding.bound or binding.period is None or binding.base is not None or not binding.is_ours:
        return []
    found = places.known(binding.name, binding.segment, binding.period)
    return [one for one in found if unit_of(one.unit).agrees(unit_of(figure.unit))]


def _known(figure: Figure, places: Places, reading: Reading | None) -> Known | None:
    """What to set beside a figure: the first that it agrees with (a year may stand reported and restated), else the first."""
    told = _all_known(figure, places)
    return next((one for one in told if reading and one.interval.meets(reading.interval)), next(iter(told), None))


def _statement(known: Known, reading: Reading | None, figure: Figure) -> StatementValue:
    value = known.interval.middle
    return StatementValue(
        value=value, low=known.interval.low, high=known.interval.high, unit=figure.unit, basis=known.basis, source=known.source,
        row=known.row, difference=reading.value - value if reading else None, lines=known.lines,
    )  # fmt: skip


def _edits(reading: Reading) -> tuple[Edit, ...]:
    return tuple(Edit(stage=one.stage, before=one.before, after=one.after) for one in reading.edits)


def _alternative(reading: Reading) -> Alternative:
    return Alternative(value=reading.value, unit=reading.unit, cost=round(reading.cost, 3), edits=_edits(reading))


def _checked_relation(relation: Relation, rulings: Rulings, texts: Mapping[str, str]) -> CheckedRelation:
    outcome = rulings.outcomes[relation.id]
    residual = outcome.residual
    return CheckedRelation(
        id=relation.id, kind=relation.kind, source=source_of(relation), terms=relation.figures,
        low=residual.low if residual else None, high=residual.high if residual else None, holds=outcome.holds, text=texts[relation.id],
    )  # fmt: skip
