"""Items: names, units, words."""

from __future__ import annotations

from collections import Counter

import pytest

from finkit.catalogue.items import ITEMS, Item
from finkit.vocabulary.units import unit


def test_names_are_told_apart() -> None:
    """No two items share a name."""
    assert [name for name, times in Counter(item.name for item in ITEMS).items() if times > 1] == []


def test_no_two_items_share_a_word() -> None:
    """An alias that meant two items could bind a figure to the wrong one; Chinese titles count."""
    words = Counter(word.casefold() for item in ITEMS for word in {*item.aliases, item.title_zh})
    assert [word for word, times in words.items() if times > 1] == []


def test_every_unit_is_known() -> None:
    """In any currency."""
    assert all(unit(item.unit_in(currency)) for item in ITEMS for currency in ("CNY", "USD"))


def test_an_item_of_no_statement_is_refused() -> None:
    """A row with a slip stops the import."""
    with pytest.raises(ValueError, match="no statement is called 'incom'"):
        Item("x", "X", "X", "incom")
