"""Series over periods: one basis a column, arithmetic within a basis, shares that add up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.statements.fact import Basis
from finkit.statements.files import load
from finkit.statements.series import Choice, Column, Series, Span, series

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company

ROOT = Path(__file__).resolve().parents[2] / "statements"


def row(item: str, period: str, value: str, basis: str = "reported", unit: str = "CNY") -> str:
    """A line of facts."""
    source = "vendor" if basis == "vendor" else "filing"
    return f"{item},,{period},{value},{unit},{basis},{source},"


YEAR = (
    row("revenue", "Q1 2023", "21.04e6"), row("revenue", "H1 2023", "45.10e6"), row("revenue", "9M2023", "70.20e6"),
    row("revenue", "FY2023", "98.7e6"), row("revenue", "FY2022", "90.0e6"), row("revenue", "9M2022", "66.0e6"),
)  # fmt: skip


def column(found: Series, label: str) -> Column:
    """The column of a label."""
    return next(one for one in found.columns if one.label == label)


def values(found: Series, item: str) -> dict[str, str]:
    """Label -> value of an item, where there is one."""
    facts = ((one.label, found.fact(item, one)) for one in found.columns)
    return {label: f"{fact.value:f}" for label, fact in facts if fact is not None}


def test_single_quarters_are_differences_within_the_year(loaded: Callable[..., Company]) -> None:
    """Q2 = H1 − Q1, Q3 = 9M − H1, Q4 = FY − 9M, with the rounding of both and the formula as its note."""
    found = series(loaded(*YEAR), Span.QUARTERS)
    assert values(found, "revenue") == {
        "Q4 2022": "24000000", "Q1 2023": "21040000", "Q2 2023": "24060000", "Q3 2023": "25100000", "Q4 2023": "28500000",
    }  # fmt: skip
    fourth = found.fact("revenue", column(found, "Q4 2023"))
    assert fourth is not None
    assert (fourth.basis, fourth.note, fourth.line) == (Basis.DERIVED, "= FY2023 - 9M2023", None)
    assert (fourth.interval.low, fourth.interval.high) == (Decimal(28445000), Decimal(28555000))


def test_a_filed_quarter_is_never_replaced(loaded: Callable[..., Company]) -> None:
    """What the company printed stands, with its line."""
    found = series(loaded(*YEAR, row("revenue", "Q4 2023", "28.49e6")), Span.QUARTERS)
    fact = found.fact("revenue", column(found, "Q4 2023"))
    assert fact is not None
    assert (fact.value, fact.line) == (Decimal("28.49e6"), 8)


def test_trailing_twelve_months(loaded: Callable[..., Company]) -> None:
    """The year before, plus the months so far, less those of the year before; a full year is itself."""
    assert values(series(loaded(*YEAR), Span.TTM), "revenue") == {"FY2022": "90000000", "TTM 9M2023": "94200000", "FY2023": "98700000"}


def test_year_to_date_from_quarters(loaded: Callable[..., Company]) -> None:
    """A filer of single quarters has halves and nine months too."""
    rows = (row("revenue", "Q1 2023", "20.0e6"), row("revenue", "Q2 2023", "22.0e6"))
    assert values(series(loaded(*rows), Span.YTD), "revenue") == {"Q1 2023": "20000000", "H1 2023": "42000000"}


def test_arithmetic_never_crosses_a_basis(loaded: Callable[..., Company]) -> None:
    """A restated year less nine months as first reported is no quarter."""
    rows = (row("revenue", "FY2022", "95.0e6", "restated"), row("revenue", "9M2022", "66.0e6"))
    assert values(series(loaded(*rows), Span.QUARTERS), "revenue") == {}


def test_balances_are_left_alone(loaded: Callable[..., Company]) -> None:
    """Q4 closes on the day of the year; opening cash is what the span before closed with; prices do not add up."""
    more = (
        row("total_assets", "FY2023", "200.0e6"), row("closing_cash", "9M2023", "11.0e6"), row("closing_cash", "FY2023", "12.0e6"),
        row("basic_eps", "FY2023", "0.50", unit="CNY/share"), row("basic_eps", "9M2023", "0.30", unit="CNY/share"),
    )  # fmt: skip
    found = series(loaded(*YEAR, *more), Span.QUARTERS)
    fourth = column(found, "Q4 2023")
    shown = {item: found.fact(item, fourth) for item in ("total_assets", "opening_cash", "closing_cash", "basic_eps")}
    assert {item: fact and int(fact.value) for item, fact in shown.items()} == {
        "total_assets": 200_000_000, "opening_cash": 11_000_000, "closing_cash": 12_000_000, "basic_eps": None,
    }  # fmt: skip


def test_missing_items_follow_from_identities_in_quarters_too(loaded: Callable[..., Company]) -> None:
    """Gross profit of a quarter from its revenue and cost, marked and with its formula; nothing is a silent zero."""
    rows = (*YEAR, row("cost_of_sales", "FY2023", "70.0e6"), row("cost_of_sales", "9M2023", "50.0e6"))
    found = series(loaded(*rows), Span.QUARTERS)
    profit = found.fact("gross_profit", column(found, "Q4 2023"))
    assert profit is not None
    assert (profit.value, profit.basis, profit.note) == (Decimal("8.5e6"), Basis.DERIVED, "= FY2023 - 9M2023")
    assert found.fact("gross_profit", column(found, "Q3 2023")) is None


def test_a_period_that_was_restated_in_part_has_two_columns() -> None:
    """FY2020 of North Rare Earth: first reported and restated side by side, never mixed silently."""
    found = series(load("600111.SH", ROOT))
    shown = {one.label: found.fact("revenue", one) for one in found.columns}
    assert {label: (f"{fact.value / 10**6:,.0f}", fact.basis.value) for label, fact in shown.items() if fact and "2020" in label} == {
        "FY2020": ("21,246", "reported"), "FY2020 restated": ("21,903", "restated"),
    }  # fmt: skip


@pytest.mark.parametrize("choice", [Choice.REPORTED, Choice.RESTATED, Choice.VENDOR])
def test_a_basis_that_is_asked_for_stands_alone(choice: Choice) -> None:
    """Every figure is of that basis, or follows from it."""
    found = series(load("600111.SH", ROOT), choice=choice)
    keys = found.families[Basis(choice.value)]
    shown = {fact.basis for one in found.columns for key in keys if (fact := found.fact(key[0], one, key[1]))}
    assert shown <= {Basis(choice.value), *([Basis.DERIVED] if choice is Choice.REPORTED else [])}
    assert found.columns


@pytest.mark.parametrize("parts", [("total_liabilities", "total_equity"), ("current_assets", "non_current_assets")])
def test_common_size_adds_up_to_a_hundred(parts: tuple[str, str]) -> None:
    """Wherever both parts are known, within their rounding."""
    found = series(load("600111.SH", ROOT), common_size=True)
    sums = []
    for one in found.columns:
        shares = [found.fact(item, one) for item in parts]
        if shares[0] is not None and shares[1] is not None:
            sums.append(shares[0].interval + shares[1].interval)
    assert len(sums) >= 3
    assert all(total.holds(100) for total in sums)


def test_common_size_of_income_is_over_revenue(loaded: Callable[..., Company]) -> None:
    """Revenue is exactly a hundred; what is no amount is left out."""
    rows = (row("revenue", "FY2023", "80.0e6"), row("income_tax", "FY2023", "4.0e6"), row("basic_eps", "FY2023", "0.5", unit="CNY/share"))
    found = series(loaded(*rows), common_size=True)
    (year,) = found.columns
    shown = {item: found.fact(item, year) for item in ("revenue", "income_tax", "basic_eps")}
    assert {item: fact and (fact.unit, f"{fact.value:.2f}") for item, fact in shown.items()} == {
        "revenue": ("%", "100.00"), "income_tax": ("%", "5.00"), "basic_eps": None,
    }  # fmt: skip


def test_quarters_add_up_to_the_year() -> None:
    """Whatever was worked out for North Rare Earth agrees with what was filed."""
    company = load("600111.SH", ROOT)
    quarters, years = series(company, Span.QUARTERS), series(company, Span.YTD)
    for label in ("FY2022", "FY2023"):
        months, last = column(years, label.replace("FY", "9M")), column(quarters, label.replace("FY", "Q4 "))
        parts, whole = [years.fact("revenue", months), quarters.fact("revenue", last)], years.fact("revenue", column(years, label))
        assert whole is not None
        assert sum(fact.value for fact in parts if fact) == whole.value
