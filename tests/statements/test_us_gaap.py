"""The table of US GAAP tags."""

from __future__ import annotations

from collections import Counter

import pytest

from finkit.statements.us_gaap import MINORITY_TAGS, TAGS, TURNED_AWAY, WHOLES, Tag


def test_a_tag_is_one_item() -> None:
    """And is not turned away too."""
    assert [name for name, times in Counter(tag.name for tag in TAGS).items() if times > 1] == []
    assert not {tag.name for tag in TAGS} & set(TURNED_AWAY)


def test_what_the_parents_lines_need_is_in_the_table() -> None:
    """The parent's and the whole's items are both reached by tags, the whole's by one that speaks of minorities."""
    items = {tag.item for tag in TAGS}
    assert all(parent in items and whole in items for parent, whole in WHOLES)
    assert {"ProfitLoss", "MinorityInterest"} <= set(MINORITY_TAGS)


def test_a_tag_of_no_item_is_refused() -> None:
    """A row with a slip stops the import."""
    with pytest.raises(ValueError, match="tag Sales: no item is called sales"):
        Tag("Sales", "sales")
