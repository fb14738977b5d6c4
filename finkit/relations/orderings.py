"""What is said to be more, less, rising or falling: weak words, above all in a translation, which never blame."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from finkit.figures.words import FALL_WORDS, RISE_WORDS
from finkit.relations.index import Line, Quantity, Text, alike, subject
from finkit.relations.residual import CATALOGUE, TEXT, Relation, percent
from finkit.vocabulary.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finkit.figures.figure import Figure
    from finkit.relations.index import Subject

COST_RANGE, COST_DIRECTION, COST_BEYOND, COST_CAPACITY = 3.0, 0.2, 4.0, 1.0
_RISES, _FALLS = Formula("later >= earlier"), Formula("later <= earlier")
_TOWARDS = frozenset({"to", "at"})


def order_relations(text: Text) -> Iterator[Relation]:
    """Ends of ranges, changes from one level to another, bounds that are said beside the value, output within capacity."""
    latest: dict[tuple[int, Subject], Figure] = {}
    for line in text.lines:
        for one in line.quantities:
            if one.kind == "range":
                yield from _range(line, one)
        yield from _moves(line, latest)
        yield from _against_others(line)
    yield from _beyond(text)
    yield from _within_capacity(text)


def _range(line: Line, quantity: Quantity) -> Iterator[Relation]:
    """The low end of a range is at most its high end; a fall is often said from the larger to the smaller."""
    low, high = quantity.members[0], quantity.members[-1]
    if len(quantity.members) != 2 or low.sign or high.sign or not quantity.is_readable or not alike(low, high):  # noqa: PLR2004
        return
    if quantity.first.direction == "down":
        return
    operands = {"low": percent(low.id, low.unit, "low end"), "high": percent(high.id, high.unit, "high end")}
    yield Relation(f"range:{low.id}", "order", Formula("low <= high"), operands, COST_RANGE, CATALOGUE, line.place)


def _moves(line: Line, latest: dict[tuple[int, Subject], Figure]) -> Iterator[Relation]:
    """`rose from A to B`, and `fell to B` after a level of the same measure; `latest` is carried on."""
    before: Quantity | None = None
    for one in line.quantities:
        figure, binding = one.first, one.first.binding
        if one.kind or not figure.is_exact or not one.is_readable or binding.facet:
            before = None
            continue
        earlier = None
        if binding.role == "to" and before is not None and before.first.binding.role == "from":
            earlier, words = before.first, (*before.lead, *one.lead)
        elif binding.bound and one.lead[-1:] and one.lead[-1] in _TOWARDS:
            earlier, words = latest.get((line.paragraph, subject(figure))), one.lead
            earlier = earlier if earlier is not None and earlier.binding.period != binding.period else None
        way = _way(words) if earlier is not None else ""
        if earlier is not None and way and alike(earlier, figure):
            operands = {
                "later": percent(figure.id, figure.unit, binding.name), "earlier": percent(earlier.id, earlier.unit, binding.name),
            }  # fmt: skip
            formula = _RISES if way == "up" else _FALLS
            yield Relation(f"moved:{figure.id}", "order", formula, operands, COST_DIRECTION, CATALOGUE, line.place, tentative=True)
        if binding.bound and binding.period is not None:
            latest[line.paragraph, subject(figure)] = figure
        before = one


def _way(words: tuple[str, ...]) -> str:
    """Up or down, where all words of rise and fall say the same."""
    up, down = any(word in RISE_WORDS for word in words), any(word in FALL_WORDS for word in words)
    return "" if up == down else "up" if up else "down"


def _beyond(text: Text) -> Iterator[Relation]:
    """`more than 70 %` beside the value itself, of one measure and period."""
    for figure in text.values:
        binding = figure.binding
        if figure.at_least == figure.at_most or binding.period is None or not binding.bound or figure.member is not None:
            continue
        for measure in (binding.measure, *binding.also):
            value = text.find((measure, *subject(figure)[1:]), binding.period)
            if value is None or not alike(value, figure) or value.member is not None:
                continue
            operands = {"value": percent(value.id, value.unit, binding.name), "bound": percent(figure.id, figure.unit, binding.name)}
            formula = Formula("value >= bound") if figure.at_least else Formula("value <= bound")
            name, place = f"beyond:{figure.id}:{measure}", text.places[figure.id]
            yield Relation(name, "order", formula, operands, COST_BEYOND, TEXT, place, figure.id)


def _within_capacity(text: Text) -> Iterator[Relation]:
    """What is made is hardly more than can be made, where one paragraph says both of the same goods."""
    capacities: dict[tuple[int, str, str], Figure] = {}
    made: list[Figure] = []
    for figure in text.values:
        binding = figure.binding
        if not binding.bound or binding.facet or not binding.segment or figure.member is not None or not figure.is_exact:
            continue
        if binding.measure == "production_capacity":
            capacities.setdefault((text.paragraph[figure.id], binding.segment, subject(figure)[3]), figure)
        elif binding.measure == "production_volume":
            made.append(figure)
    for figure in made:
        capacity = capacities.get((text.paragraph[figure.id], figure.binding.segment, subject(figure)[3]))
        if capacity is not None:
            operands = {
                "made": percent(figure.id, figure.unit, "production"), "capacity": percent(capacity.id, capacity.unit, "capacity"),
            }  # fmt: skip
            place, formula = text.places[figure.id], Formula("made <= capacity")
            yield Relation(f"capacity:{figure.id}", "order", formula, operands, COST_CAPACITY, CATALOGUE, place, tentative=True)


def _against_others(line: Line) -> Iterator[Relation]:
    """`higher than that of its peers: ours is A, theirs B`: one figure of ours, one of the industry's, of one measure."""
    leads = [one for one in line.quantities if not one.kind and one.is_readable and one.first.is_exact and one.first.binding.bound]
    if len(leads) != 2:  # noqa: PLR2004  (ours and theirs)
        return
    words = [word for one in leads for word in one.lead]
    said = {word for word, following in pairwise(words) if following == "than"}
    way = _FALLS if said == {"lower"} else _RISES if said == {"higher"} else None
    ours, theirs = (one.first for one in leads)
    alone = subject(ours)[:3] == subject(theirs)[:3] and ours.binding.is_ours and theirs.binding.entity == "industry"
    if way is None or not alone or not alike(ours, theirs):
        return
    operands = {"later": percent(ours.id, ours.unit, "ours"), "earlier": percent(theirs.id, theirs.unit, "theirs")}
    yield Relation(f"against:{ours.id}", "order", way, operands, COST_DIRECTION, CATALOGUE, line.place, tentative=True)
