"""Products that a sentence states: ore of a grade and the metal in it, so much in each of so many, lists in one proportion."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.relations.index import Line, Quantity, Text, amount, is_percent
from finkit.relations.residual import CATALOGUE, TEXT, Relation, constant, percent
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.intervals import Interval
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COST_GRADE, COST_POOR, COST_USE, COST_PROPORTION = 4.0, 2.0, 4.0, 1.4
_POOR, _RICHEST = Formula("grade <= richest"), Decimal(40)  # per cent; iron ore as it is mined is seldom richer
_GRADE, _USE, _PROPORTION = Formula("metal == ore * grade"), Formula("total == use * count"), Formula("one / other == last / other_last")
_GRADES = frozenset({"grade", "grading", "品位"})
_ORE = frozenset({
    "ore", "ores", "reserve", "reserves", "resource", "resources", "deposit", "mineral", "矿石", "资源量", "储量",
})  # fmt: skip
_METAL = frozenset({"metal", "oxide", "oxides", "contained", "content", "contents", "equivalent", "金属量"})
_USES = frozenset({
    "use", "uses", "used", "using", "usage", "consume", "consumes", "consumption", "requires", "require", "needs", "need", "用量",
})  # fmt: skip
_EACH = frozenset({"each", "per", "single", "单"})
_TOTALS = frozenset({"demand", "consumption", "total", "bring", "brings", "driving", "corresponding", "corresponds", "需求"})
_CORRESPONDING = frozenset({"corresponding", "correspondingly", "对应"})
_MASS = (("mass", 1),)
_SHORTEST = 3


def product_relations(text: Text) -> Iterator[Relation]:
    """Every product that the sentences state."""
    before: Line | None = None
    for line in text.lines:
        if line.quantities:
            yield from _grade(line)
            yield from _use(line)
            near = (*before.quantities, *line.quantities) if before is not None and before.paragraph == line.paragraph else line.quantities
            yield from _proportion(line, near)
            before = line


def _is_mass(quantity: Quantity) -> bool:
    return unit_of(quantity.first.unit).dimensions == _MASS


def _singles(line: Line) -> list[Quantity]:
    """What stands alone and is said outright."""
    return [one for one in line.quantities if not one.kind and one.is_readable and not one.first.doubtful and one.first.is_exact]


def _grade(line: Line) -> Iterator[Relation]:
    """The ore first, then its one grade, then the metal."""
    singles = _singles(line)
    grades = [index for index, one in enumerate(singles) if is_percent(one.first) and _GRADES & {*one.lead, *one.behind[:2]}]
    if len(grades) != 1 or not 0 < grades[0] < len(singles) - 1:
        return
    ore, grade, metal = singles[grades[0] - 1 : grades[0] + 2]
    if not (_is_mass(ore) and _is_mass(metal) and _ORE & {*ore.lead, *ore.behind} and _METAL & {*metal.lead, *metal.behind}):
        return
    operands = {name: percent(one.first.id, one.first.unit, name) for name, one in (("metal", metal), ("ore", ore), ("grade", grade))}
    yield Relation(f"grade:{metal.first.id}", "product", _GRADE, operands, COST_GRADE, TEXT, line.place, metal.first.id)
    poor = {"grade": operands["grade"], "richest": constant([Interval.exact(_RICHEST)], "%", "richest ore")}
    yield Relation(f"poor:{grade.first.id}", "bound", _POOR, poor, COST_POOR, CATALOGUE, "grades of ore", tentative=True)


def _use(line: Line) -> Iterator[Relation]:
    """So many kilograms in each, so many of them, so many tonnes together: one of each in a sentence."""
    singles = _singles(line)
    uses = [one for one in singles if _is_mass(one) and _USES & set(one.lead) and _EACH & {*one.lead, *one.behind}]
    counts = [one for one in singles if _counts(one)]
    totals = [one for one in singles if _is_mass(one) and one not in uses and _TOTALS & set(one.lead)]
    if not len(uses) == len(counts) == len(totals) == 1 or len([one for one in singles if _is_mass(one)]) != 2:  # noqa: PLR2004
        return
    found = (("total", totals[0]), ("use", uses[0]), ("count", counts[0]))
    operands = {name: percent(one.first.id, one.first.unit, name) for name, one in found}
    total = totals[0].first
    yield Relation(f"use:{total.id}", "product", _USE, operands, COST_USE, TEXT, line.place, total.id)


def _counts(quantity: Quantity) -> bool:
    figure = quantity.first
    return figure.unit == "1" and not figure.unit_stated and figure.ratio_to is None and not figure.binding.facet


def _proportion(line: Line, near: Sequence[Quantity]) -> Iterator[Relation]:
    """A list called "corresponding" is likely another list times one number: tentative."""
    for place, later in enumerate(line.quantities, start=len(near) - len(line.quantities)):
        if later.kind != "list" or len(later.members) < _SHORTEST or not _CORRESPONDING & set(later.lead):
            continue
        lists = [one for one in near[:place] if one.kind == "list" and one.is_like(later) and one.is_readable and not is_percent(one.first)]
        if not lists or not later.is_readable:
            continue
        other, last = lists[-1], len(later.members) - 1
        for at in range(last):
            figures = {
                "one": later.members[at], "other": other.members[at], "last": later.members[last], "other_last": other.members[last],
            }  # fmt: skip
            operands = {name: amount(figure, name) for name, figure in figures.items()}
            name = f"proportion:{later.members[at].id}"
            yield Relation(name, "ratio", _PROPORTION, operands, COST_PROPORTION, TEXT, line.place, tentative=True)
