"""Ratios: rows with units, sources and answers that are published elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.catalogue.ratios import GROWTHS, RATIO_BY_NAME, RATIOS, Ratio, under
from finkit.vocabulary.formulas import Decimals, Formula, Term

LINES = {
    "revenue": 1000,
    "cost_of_sales": 600,
    "gross_profit": 400,
    "taxes_and_surcharges": 10,
    "selling_expense": 40,
    "administrative_expense": 60,
    "rd_expense": 20,
    "finance_expense": 5,
    "interest_expense": 27,
    "total_profit": 243,
    "operating_cash_flow": 250,
    "capex": 100,
    "net_profit": 200,
    "days_in_year": 365,
    "inventories": 150,
    "accounts_receivable": 100,
    "accounts_payable": 60,
    "total_assets": 2000,
    "total_liabilities": 800,
    "current_assets": 900,
    "current_liabilities": 450,
    "interest_bearing_debt": 500,
    "cash": 200,
    "liquid_securities": 50,
    "total_equity": 1200,
    "parent_net_profit": 180,
    "parent_equity": 1000,
    "depreciation_and_amortisation": 30,
    "operating_profit": 240,
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gross_margin", "0.4"),
        ("ebit_margin", "0.27"),
        ("total_expense_ratio", "0.125"),
        ("ocf_to_net_profit", "1.25"),
        ("fcf", "150"),
        ("fcf_margin", "0.15"),
        ("inventory_days", "91.25"),
        ("receivable_days", "36.5"),
        ("payable_days", "36.5"),
        ("cash_conversion_cycle", "91.25"),
        ("asset_liability_ratio", "0.4"),
        ("net_debt", "250"),
        ("current_ratio", "2"),
        ("quick_ratio", "1.666666666666666666666666667"),
        ("interest_cover", "10"),
        ("times_interest_earned", "10"),
        ("roe", "0.18"),
        ("roa", "0.1"),
        ("asset_turnover", "0.5"),
        ("net_debt_to_ebitda", "0.8333333333333333333333333333"),
    ],
)
def test_each_row_gives_what_its_definition_says(name: str, expected: str) -> None:
    """A company of round numbers, the same a year before: the answer worked out by hand."""
    row = RATIO_BY_NAME[name]
    values = {term: Decimal(LINES[term.name]) for term in row.formula.terms}
    assert row.formula.evaluate(Decimals(values)) == Decimal(expected)


def test_dupont_multiplies_to_the_return_on_equity() -> None:
    """Margin by turnover by leverage is ROE exactly (one closing balance for both years)."""
    values = {Term(name, back): Decimal(value) for name, value in LINES.items() for back in (0, 1)}
    margin, turnover, roe = (
        RATIO_BY_NAME[name].formula.evaluate(Decimals(values)) for name in ("parent_net_margin", "asset_turnover", "roe")
    )
    assert margin * turnover * LINES["total_assets"] / LINES["parent_equity"] == roe


def test_every_row_names_source_unit_and_group() -> None:
    """Growths too."""
    assert all(row.source and row.unit and row.group and row.title_zh for row in (*RATIOS, *GROWTHS))


def test_variants_name_the_standard_row() -> None:
    """A variant in use points to a row that exists."""
    assert all(row.variant_of in RATIO_BY_NAME for row in RATIOS if row.variant_of)


def test_one_variant_at_most_stands_in_under_a_standard() -> None:
    """Only a variant does, for the row that it varies, and in its unit."""
    places = [(ratio.variant_of, standard) for ratio in RATIOS for standard in ratio.instead_under]
    assert len(places) == len(set(places))
    for ratio in RATIOS:
        if ratio.instead_under:
            whole = RATIO_BY_NAME[ratio.variant_of]
            assert [under(whole, standard) for standard in ratio.instead_under] == [ratio] * len(ratio.instead_under)
            assert (under(whole, "CAS"), whole.unit) == (whole, ratio.unit)


def test_no_word_means_two_ratios() -> None:
    """An alias binds to one row."""
    words = [alias.casefold() for row in RATIOS for alias in set(row.aliases)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("formula", "message"),
    [("revenu / revenue", "no item is called revenu"), ("revenue - sales_volume", "cannot combine")],
)
def test_a_row_with_a_slip_stops_the_import(formula: str, message: str) -> None:
    """An unknown item, or money less tonnes."""
    with pytest.raises(ValueError, match=message):
        Ratio("x", "X", "X", Formula(formula), "1", "margins", "source")
