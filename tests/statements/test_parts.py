"""What may be added over time."""

from __future__ import annotations

import pytest

from finkit.statements.parts import adds_up


@pytest.mark.parametrize(
    ("item", "adds"),
    [
        ("revenue", True),
        ("sales_volume", True),
        ("total_assets", False),
        ("closing_cash", False),
        ("basic_eps", False),
        ("equity_raised_weighted", False),
        ("equity_returned_weighted", False),
        ("no_item", False),
    ],
)
def test_amounts_and_tonnages_of_spans_add_up(item: str, adds: bool) -> None:
    """Balances and figures per share do not, nor an amount weighted by the months of its own span."""
    assert adds_up(item) is adds
