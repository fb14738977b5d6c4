"""Measures: everything that a fact can be of: an item, a ratio, a growth, or a change that a source prints.

`<item>_growth` is a change in percent on the year before, `<item>_change` the same as an amount in the item's unit,
`<ratio>_change` the change of a percentage in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from finkit.catalogue.items import ITEM_BY_NAME, ITEMS, MONEY
from finkit.catalogue.ratios import RATIO_BY_NAME, RATIOS

ITEM, RATIO, CHANGE = "item", "ratio", "change"
_CHANGE = "_change"


@dataclass(frozen=True, slots=True)
class Measure:
    """A name that facts may bear. `kind` is item, ratio or change; `unit` may hold `money`."""

    name: str
    title: str
    title_zh: str
    unit: str
    kind: str

    def unit_in(self, currency: str) -> str:
        """The unit code for a company that reports in `currency`."""
        return self.unit.replace(MONEY, currency)


@lru_cache(maxsize=1024)
def measure_called(name: str) -> Measure | None:
    """The measure of a name, or None where the catalogue has no such row."""
    if name in ITEM_BY_NAME:
        item = ITEM_BY_NAME[name]
        return Measure(name, item.title, item.title_zh, item.unit, ITEM)
    if name in RATIO_BY_NAME:
        ratio = RATIO_BY_NAME[name]
        return Measure(name, ratio.title, ratio.title_zh, ratio.unit, RATIO)
    whole = name.removesuffix(_CHANGE)
    base = measure_called(whole) if whole != name and not whole.endswith(_CHANGE) else None
    if base is None:
        return None
    return Measure(name, f"{base.title}, change", f"{base.title_zh}变动", "pp" if base.unit == "%" else base.unit, CHANGE)


def nearest_measure(name: str) -> str | None:
    """The catalogue name that looks most like `name`."""
    known = [*(item.name for item in ITEMS), *(ratio.name for ratio in RATIOS)]
    found = get_close_matches(name.casefold().replace(" ", "_"), known, n=1, cutoff=0.6)
    return found[0] if found else None
