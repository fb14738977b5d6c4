"""Which measures a figure can be of, by its unit, and in which direction it moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME, MONEY, VOLUME
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.figures.cues import CAGR, CHANGE, GROWTH, SHARE, Cue, direction_of
from finkit.figures.tokens import HAN
from finkit.figures.words import COMMODITY_WORDS, PRICE_WORDS
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.figure import Figure
    from finkit.figures.tokens import Token

POINTS = "pp"
PERCENTAGES = frozenset(ratio.name for ratio in RATIO_BY_NAME.values() if ratio.unit == "%")
_DEAREST = 10_000_000
_HAN_FROM = ("由", "从")
_TONNES = frozenset({"t", "t/yr"})


def is_percentage(figure: Figure) -> bool:
    """Per cent or points."""
    return figure.unit in {"%", POINTS}


def fits(name: str, figure: Figure, facet: str) -> bool:
    """The figure's unit can be that of the measure (of its share or growth, where that is what is said)."""
    if facet in {GROWTH, CAGR}:
        return True
    item = ITEM_BY_NAME.get(name)
    if facet == SHARE:
        return item is not None
    if item is not None:
        if item.unit == MONEY:
            return unit_of(figure.unit).is_money
        if item.statement == VOLUME and item.unit in _TONNES:
            return figure.unit in _TONNES
        unit = item.unit_in("CNY")
        return unit_of(figure.unit).agrees(unit_of(unit)) or _is_per_share(unit, figure)
    ratio = RATIO_BY_NAME.get(name)
    if ratio is None:
        return False
    if ratio.unit == "%":
        return is_percentage(figure)
    if _is_per_share(ratio.unit, figure):
        return True
    return figure.unit == ratio.unit if ratio.unit != MONEY else unit_of(figure.unit).is_money


def _is_per_share(unit: str, figure: Figure) -> bool:
    """An amount of money for what is counted by the share: `basic EPS was RMB 0.31` leaves the share out."""
    return unit.endswith("/share") and unit_of(figure.unit).is_money and not figure.scale_word


def is_price(figure: Figure, lead: Sequence[Token]) -> bool:
    """A small amount for something that is sold by the tonne: the text leaves the tonne out."""
    if figure.unit != "CNY" or figure.scale_word or figure.literal is None or not 0 < figure.literal < _DEAREST:
        return False
    words = {token.lower for token in lead}
    return bool(words & COMMODITY_WORDS) and (bool(words & PRICE_WORDS) or figure.member is not None)


def has_segments(measure: str) -> bool:
    """The measure is reported by segment."""
    ratio = RATIO_BY_NAME.get(measure)
    if ratio is not None:
        return "segment" in ratio.per
    item = ITEM_BY_NAME[measure]
    return item.statement == VOLUME or item.name in {"revenue", "cost_of_sales", "gross_profit"}


def role_of(lead: Sequence[Token]) -> str:
    """`from` or `to` directly before the figure."""
    if lead and lead[-1].kind == HAN:
        return "from" if lead[-1].text.endswith(_HAN_FROM) else ""
    return next((token.lower for token in reversed(lead[-2:]) if token.lower in {"from", "to"}), "")


def direction(figure: Figure, facet: str, cue: Cue | None, lead: Sequence[Token]) -> str | None:
    """Up or down, for growth and changes only."""
    if facet not in {GROWTH, CHANGE}:
        return None
    if figure.sign:
        return "down" if figure.sign < 0 else "up"
    return direction_of(lead, cue)


def own_direction(figure: Figure, head: Figure) -> str | None:
    """A list member's direction: its own sign, else the head's."""
    if head.direction is None or not figure.sign:
        return head.direction
    return "down" if figure.sign < 0 else "up"
