"""Peers beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.metrics.peers import peers
from finkit.statements.fact import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company
    from finkit.statements.fact import Fact

    Make = tuple[Callable[..., Fact], Callable[..., Company]]


def _company(make: Make, ticker: str, profit: str, **more: object) -> Company:
    fact, company_of = make
    return company_of(fact("revenue", "FY2022", "100"), fact("net_profit", "FY2022", profit), ticker=ticker, **more)


def test_rank_and_distance_from_the_median(make: Make) -> None:
    """Higher is better: the best first, each with its distance."""
    table = peers([_company(make, "A", "5"), _company(make, "B", "20"), _company(make, "C", "10")], "net_margin", "FY2022")
    assert table.index.tolist() == ["B", "C", "A"]
    assert table["rank"].tolist() == [1, 2, 3]
    assert table["from_median"].tolist() == pytest.approx([0.1, 0.0, -0.05])


def test_where_lower_is_better_the_lowest_is_first(make: Make) -> None:
    """Expense ratios."""
    fact, company_of = make
    several = [company_of(fact("revenue", "FY2022", "100"), fact("rd_expense", "FY2022", cost), ticker=cost) for cost in ("3", "1", "2")]
    assert peers(several, "rd_expense_ratio", "FY2022").index.tolist() == ["1", "2", "3"]


def test_who_has_no_figure_comes_last_with_its_status(make: Make, nre: Company) -> None:
    """A missing year is a row without value, not a missing row."""
    table = peers([_company(make, "A", "5"), nre], "net_margin", "FY2017")
    assert table["status"].tolist() == ["missing", "missing"]
    assert table["rank"].isna().all()


def test_years_that_end_elsewhere_are_noted(make: Make) -> None:
    """June beside December."""
    table = peers([_company(make, "A", "5"), _company(make, "B", "6", year_end_month=6)], "net_margin", "FY2022")
    assert table["note"]["B"] == "fiscal year ends in June"


def test_amounts_in_several_currencies_are_not_compared(make: Make) -> None:
    """No dated rate, no comparison."""
    fact, company_of = make
    facts = [fact("operating_cash_flow", "FY2022", "10"), fact("capex", "FY2022", "4")]
    several = [company_of(*facts, ticker="A"), company_of(*facts, ticker="B").model_copy(update={"currency": "AUD"})]
    table = peers(several, "fcf", "FY2022")
    assert table["value"].isna().all()
    assert table["note"]["B"] == "in AUD: no dated exchange rate"


def test_what_a_number_rests_on_is_noted(make: Make) -> None:
    """A vendor's line and another accounting standard, beside one that has neither."""
    fact, company_of = make
    vendor = company_of(fact("revenue", "FY2022", "100"), fact("net_profit", "FY2022", "9", Basis.VENDOR), ticker="V", standard="IFRS")
    table = peers([_company(make, "A", "5", standard="CAS"), vendor], "net_margin", "FY2022")
    assert table["note"].to_dict() == {"V": "under IFRS; rests on a data vendor's lines", "A": "under CAS"}


def test_under_another_standard_the_variant_that_fits_its_statements_stands_in(make: Make) -> None:
    """EBIT is the CAS build here and the operating profit there, and the row says so; both are ranked."""
    fact, company_of = make
    costs = ("cost_of_sales", "taxes_and_surcharges", "selling_expense", "administrative_expense", "rd_expense")
    cas = company_of(fact("revenue", "FY2022", "100"), *(fact(item, "FY2022", "10") for item in costs), ticker="A", standard="CAS")
    ifrs = company_of(fact("revenue", "FY2022", "100"), fact("operating_profit", "FY2022", "60"), ticker="B", standard="IFRS")
    table = peers([cas, ifrs], "ebit_margin", "FY2022")
    assert table["value"].to_dict() == {"B": 0.6, "A": 0.5}
    assert table["note"].to_dict() == {"B": "under IFRS; EBIT as operating profit", "A": "under CAS"}


def test_a_variant_asked_for_by_name_is_the_same_for_all(make: Make) -> None:
    """Nothing stands in for what was named."""
    fact, company_of = make
    lines = [fact("revenue", "FY2022", "100"), fact("operating_profit", "FY2022", "60")]
    several = [company_of(*lines, ticker="A", standard="CAS"), company_of(*lines, ticker="B", standard="IFRS")]
    assert peers(several, "ebit_margin_operating", "FY2022")["value"].to_dict() == {"A": 0.6, "B": 0.6}


def test_prices_in_several_currencies_are_not_compared(make: Make) -> None:
    """Earnings per share are money too."""
    fact, company_of = make
    facts = [fact("parent_net_profit", "FY2022", "10"), fact("weighted_shares", "FY2022", "4")]
    several = [company_of(*facts, ticker="A"), company_of(*facts, ticker="B").model_copy(update={"currency": "AUD"})]
    assert peers(several, "eps", "FY2022")["value"].isna().all()
