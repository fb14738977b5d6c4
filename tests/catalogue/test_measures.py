"""Measures: everything that a fact can be of."""

from __future__ import annotations

import pytest

from finkit.catalogue.measures import measure_called, nearest_measure


@pytest.mark.parametrize(
    ("name", "kind", "unit"),
    [
        ("revenue", "item", "AUD"),
        ("basic_eps", "item", "AUD/share"),
        ("gross_margin", "ratio", "%"),
        ("fcf", "ratio", "AUD"),
        ("revenue_growth", "ratio", "%"),
        ("gross_profit_change", "change", "AUD"),
        ("gross_margin_change", "change", "pp"),
    ],
)
def test_a_name_has_a_kind_and_a_unit(name: str, kind: str, unit: str) -> None:
    """Money in the company's currency, changes of percentages in points."""
    measure = measure_called(name)
    assert measure is not None
    assert (measure.kind, measure.unit_in("AUD")) == (kind, unit)


@pytest.mark.parametrize("name", ["revenues", "", "revenue_change_change", "_change"])
def test_what_the_catalogue_does_not_hold_is_none(name: str) -> None:
    """No guessing."""
    assert measure_called(name) is None


def test_the_nearest_name_is_offered() -> None:
    """A slip of a letter, a space for an underscore; nothing for what resembles nothing."""
    assert nearest_measure("Total asets") == "total_assets"
    assert nearest_measure("zzzz") is None
