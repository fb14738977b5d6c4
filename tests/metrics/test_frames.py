"""Facts as float columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from finkit.metrics.frames import Frames, frame
from finkit.statements.fact import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company
    from finkit.statements.fact import Fact

    Make = tuple[Callable[..., Fact], Callable[..., Company]]


def test_percentages_are_fractions(make: Make) -> None:
    """A disclosed 22.53 % is 0.2253 in every frame."""
    fact, company_of = make
    company = company_of(fact("weighted_roe", "FY2022", "6.81"))
    assert frame(company)["weighted_roe"].tolist() == [pytest.approx(0.0681)]


def test_a_balance_of_a_day_stands_in_the_span_that_it_closes(nre: Company) -> None:
    """Total assets of 2023-09-30 in the rows of 9M2023 and of Q3 2023, and in no row of its own."""
    column = frame(nre, ["total_assets"])["total_assets"]["600111.SH", ""]
    assert column["9M2023"] == column["Q3 2023"] == 40644146417.66
    assert "2023-09-30" not in column.index


def test_a_fiscal_year_that_ends_in_june_closes_in_june(make: Make) -> None:
    """The day belongs to the company's own year."""
    fact, company_of = make
    company = company_of(fact("total_assets", "2023-06-30", "5"), fact("revenue", "FY2023", "2"), year_end_month=6)
    assert frame(company, ["total_assets"])["total_assets"].to_dict() == {("TEST.X", "", "FY2023"): 5.0}


def test_a_period_stands_on_one_basis_unless_an_order_is_given(nre: Company) -> None:
    """FY2020: first reported by default, restated on demand."""
    place = ("600111.SH", "", "FY2020")
    assert frame(nre, ["revenue"])["revenue"][place] == pytest.approx(21245925390.98)
    assert frame(nre, ["revenue"], [Basis.RESTATED])["revenue"][place] == pytest.approx(21903e6)


def test_a_table_comes_back_as_it_went_in() -> None:
    """A wide table becomes columns and a table again."""
    index = pd.MultiIndex.from_tuples([("A", "", "FY2021"), ("A", "", "FY2022")], names=("ticker", "segment", "period"))
    table = pd.DataFrame({"revenue": [1.0, 2.0], "cost_of_sales": [0.5, float("nan")]}, index=index)
    pd.testing.assert_frame_equal(table, frame(Frames.of_table(table), ["revenue", "cost_of_sales"]), check_index_type=False)


def test_a_row_can_be_looked_up_without_a_warning(nre: Company) -> None:
    """The index is sorted in its own order, so partial lookups are quick (warnings are errors here)."""
    assert len(frame(nre, ["revenue"]).loc[("600111.SH", "magnetic_materials")]) == 3
