"""Trends in numbers and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from finkit.metrics.trends import trend, trends

if TYPE_CHECKING:
    from finkit.statements.company import Company


def test_a_series_of_years() -> None:
    """First, last, change, growth a year, slope, and the years in which the direction turned."""
    found = trend(pd.Series({"FY2018": 1.0, "FY2019": 2.0, "FY2020": 1.5, "FY2021": 8.0}))
    assert (found.first, found.last, found.change) == ("FY2018", "FY2021", 7.0)
    assert found.cagr == pytest.approx(1.0)
    assert (found.turns, found.words) == (("FY2019", "FY2020"), "rising")


def test_part_years_and_missing_years_do_not_count() -> None:
    """Nine months beside whole years would bend every slope."""
    found = trend(pd.Series({"FY2020": 3.0, "9M2021": 1.0, "FY2021": float("nan"), "FY2022": 1.0}))
    assert (found.change, found.slope, found.words) == (-2.0, pytest.approx(-1.0), "falling")


@pytest.mark.parametrize("values", [{}, {"FY2020": 1.0}, {"9M2021": 1.0, "9M2022": 2.0}])
def test_one_year_is_no_trend(values: dict[str, float]) -> None:
    """Unknown, not flat."""
    assert trend(pd.Series(values, dtype=float)).words == "unknown"


def test_growth_from_a_loss_has_no_rate() -> None:
    """A rate from or to a loss says nothing; the change does."""
    found = trend(pd.Series({"FY2020": -1.0, "FY2021": 2.0}))
    assert (found.cagr, found.change) == (None, 3.0)


def test_metrics_and_items_of_a_company(nre: Company) -> None:
    """The asset-liability ratio of North Rare Earth falls, its revenue rises."""
    table = trends(nre, ["asset_liability_ratio", "revenue"])
    assert table["words"].to_dict() == {
        ("600111.SH", "", "asset_liability_ratio"): "falling",
        ("600111.SH", "", "revenue"): "rising",
    }


def test_a_slope_in_words_and_what_it_means(nre: Company) -> None:
    """Points for percentages, parts of the mean for amounts; better or worse only where a direction is better."""
    table = trends(nre, ["asset_liability_ratio", "revenue", "capex_intensity", "gross_margin"])
    said = table["said"].droplevel(["ticker", "segment"])
    assert said["asset_liability_ratio"].startswith("falling by ")
    assert said["asset_liability_ratio"].endswith(" pp a year")
    assert said["revenue"].endswith(" % of its mean a year")
    meaning = table["meaning"].droplevel(["ticker", "segment"])
    assert (meaning["asset_liability_ratio"], meaning["revenue"], meaning["capex_intensity"]) == ("improving", "", "")
