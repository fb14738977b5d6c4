"""Statement order and captions."""

from __future__ import annotations

from finkit.catalogue.items import BALANCE, CASH_FLOW, INCOME, ITEM_BY_NAME, ITEMS
from finkit.catalogue.layouts import caption, layout
from finkit.catalogue.signs import NORMALLY_POSITIVE, STANDING_STILL, STEADY


def test_every_item_of_a_statement_is_shown_once() -> None:
    """Also one that the catalogue gained after the layout was written."""
    for kind in (INCOME, BALANCE, CASH_FLOW):
        shown = [place.item for place in layout(kind) if ITEM_BY_NAME[place.item].statement == kind]
        assert sorted(shown) == sorted(item.name for item in ITEMS if item.statement == kind)


def test_totals_follow_what_they_add_up() -> None:
    """Net profit after tax, total assets before liabilities."""
    names = [place.item for place in (*layout(INCOME), *layout(BALANCE))]
    order = ["revenue", "gross_profit", "operating_profit", "total_profit", "income_tax", "net_profit", "total_assets", "total_liabilities"]
    assert order == sorted(order, key=names.index)
    assert {place.item for place in layout(BALANCE) if place.total} >= {"total_assets", "total_liabilities", "total_equity"}


def test_captions_are_the_standards_own() -> None:
    """Chinese under CAS, the standard's word where it has one, else the title."""
    profit = ITEM_BY_NAME["operating_profit"]
    assert [caption(profit, name) for name in ("CAS", "US GAAP", "JGAAP")] == ["营业利润", "Operating income", "Operating profit"]


def test_signs_speak_of_items() -> None:
    """No name is misspelt."""
    assert set(ITEM_BY_NAME) >= NORMALLY_POSITIVE | STANDING_STILL | STEADY
