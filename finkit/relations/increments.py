"""Changes said as amounts: value, growth and increment of one measure, or the increment and the value a year before."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEMS, VOLUME
from finkit.figures.cues import CHANGE, GROWTH
from finkit.relations.index import Text, alike, is_percent, subject
from finkit.relations.places import row
from finkit.relations.residual import TEXT, Relation, percent
from finkit.vocabulary.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finkit.relations.places import Places

COST_INCREMENT = 5.0
_OF_GROWTH, _OF_YEARS = Formula("increment == value - value / (1 + growth)"), Formula("increment == value - before")


@lru_cache(maxsize=256)
def _formulas(name: str, *, never_negative: bool) -> tuple[Formula, ...]:
    """A change against the year before, against the growth, and, of what is never negative, at most the value."""
    change = f"{name}_{CHANGE}"
    found = (Formula(f"{change} == {name} - prior({name})"), Formula(f"{change} == {name} - {name} / (1 + {name}_{GROWTH})"))
    return (*found, Formula(f"{change} <= {name}")) if never_negative else found


def item_changes(places: Places) -> Iterator[Relation]:
    """What is said to be the change of an item of the catalogue, with figures and facts.

    Flows alone: a balance may be compared with the last closing instead of the year before.
    """
    for item in ITEMS:
        if not item.is_flow:
            continue
        name = f"{item.name}_{CHANGE}"
        for segment, period in places.spoken([name]):
            bounded = item.statement == VOLUME or item.name == "revenue"
            for way, formula in zip(("years", "growth", "size"), _formulas(item.name, never_negative=bounded), strict=False):
                yield from row(places, formula, segment, period, f"increment of {item.name} by {way}", name)


def stated_increments(text: Text) -> Iterator[Relation]:
    """The same for measures that no catalogue knows, by their names."""
    for figure in text.values:
        binding = figure.binding
        if binding.facet != CHANGE or binding.bound or is_percent(figure) or not binding.measure or not figure.is_exact:
            continue
        period = binding.period
        if period is None or period.is_window:
            continue
        value, growth = text.find(subject(figure, ""), period), text.find(subject(figure, GROWTH), period)
        before = text.find(subject(figure, ""), period.prior())
        if value is None or not alike(value, figure):
            continue
        operands = {
            "increment": percent(figure.id, figure.unit, f"increment of {binding.measure}"),
            "value": percent(value.id, value.unit, binding.measure),
        }
        place = text.places[figure.id]
        if growth is not None and is_percent(growth):
            tied = operands | {"growth": percent(growth.id, growth.unit, f"growth of {binding.measure}")}
            yield Relation(f"increment:{figure.id}", "increment", _OF_GROWTH, tied, COST_INCREMENT, TEXT, place, figure.id)
        if before is not None and alike(before, figure):
            tied = operands | {"before": percent(before.id, before.unit, binding.measure)}
            yield Relation(f"increment:{figure.id}:years", "increment", _OF_YEARS, tied, COST_INCREMENT, TEXT, place, figure.id)
