"""The facts of Lynas and MP: all raw rows accounted for, bases honest, and right by independent arithmetic."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.metrics.measure import measure
from finkit.statements.fact import Basis, Severity
from finkit.statements.files import load
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from finkit.statements.company import Company

ROOT = Path(__file__).resolve().parents[2] / "statements"
NAMES = {"LYC.AX": ("Lynas Rare Earths", ""), "MP": ("MP Materials", "MP MP Materials")}  # in peers.csv, in line_items.csv
REPORTED, VENDOR, DERIVED = Basis.REPORTED, Basis.VENDOR, Basis.DERIVED
# Pages whose lines a vendor has sorted anew; of barchart one line stands as filed, by the page's own word.
VENDORS = {
    "LYC.AX": {"sp_layout", "stockanalysis", "stoxray", "kalkine", "fnarena"},
    "MP": {"stockanalysis", "stockanalysis_cash_flow", "barchart", "stoxray", "devyara", "stocks_news", "stock_data_cash",
           "stock_data_debt", "stock_data_equity", "stock_data_inventory", "stock_data_fixed_assets"},
}  # fmt: skip


@pytest.fixture(scope="module", params=NAMES)
def company(request: pytest.FixtureRequest) -> Company:
    """Each of the two as it is shipped."""
    return load(request.param, ROOT)


@pytest.fixture(scope="module")
def lynas() -> Company:
    """Lynas as it is shipped."""
    return load("Lynas", ROOT)


@pytest.fixture(scope="module")
def mp() -> Company:
    """MP as it is shipped."""
    return load("MP Materials", ROOT)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _raw(ticker: str) -> dict[tuple[str, int], dict[str, str]]:
    files = zip(("peers.csv", "line_items.csv"), NAMES[ticker], strict=True)
    return {(name, line): row for name, who in files for line, row in enumerate(_rows(ROOT / "_raw" / name), 2) if row["company"] == who}


def _place(fact: dict[str, str]) -> tuple[str, int]:
    name, line = re.match(r"([\w.]+):(\d+)", fact["note"]).groups()
    return name, int(line)


@pytest.mark.parametrize("ticker", NAMES)
def test_every_raw_row_is_a_fact_or_left_out_with_a_reason(ticker: str) -> None:
    """None is forgotten, none is both, and no reason is empty."""
    left = _rows(ROOT / ticker / "left_out.csv")
    taken = {_place(fact) for fact in _rows(ROOT / ticker / "facts.csv")}
    put_aside = {(row["file"], int(row["line"])) for row in left}
    assert all(row["reason"] for row in left)
    assert not taken & put_aside
    assert set(_raw(ticker)) == taken | put_aside


@pytest.mark.parametrize("ticker", NAMES)
def test_a_fact_has_the_digits_and_the_source_of_its_raw_row(ticker: str) -> None:
    """Up to sign and scale; the source is the page that the raw row names."""
    raw = _raw(ticker)
    pages = {source.id: source.url for source in load(ticker, ROOT).sources}
    for fact in _rows(ROOT / ticker / "facts.csv"):
        row = raw[_place(fact)]
        assert fact["value"].partition("e")[0].lstrip("-") == row["value"].lstrip("-"), fact
        assert pages[fact["source"]] == row.get("source_url", "") or row.get("repo", "-") in pages[fact["source"]], fact


@pytest.mark.parametrize("ticker", NAMES)
def test_somebodys_arithmetic_is_left_out(ticker: str) -> None:
    """Rows marked DERIVED become no fact."""
    marked = {place for place, row in _raw(ticker).items() if row["note"].startswith("DERIVED")}
    left = {(row["file"], int(row["line"])): row["reason"] for row in _rows(ROOT / ticker / "left_out.csv")}
    assert all(left[place].startswith("somebody's arithmetic") for place in marked)
    assert bool(marked) is (ticker == "MP")


def test_nothing_of_a_vendor_is_called_reported(company: Company) -> None:
    """One exception: MP's operating profit, which barchart's page prints as filed."""
    wrong = [fact for fact in company.facts if fact.line and fact.source in VENDORS[company.ticker] and fact.basis is not VENDOR]
    expected = [("operating_profit", "barchart", "FY2022"), ("operating_profit", "barchart", "FY2023")] if company.ticker == "MP" else []
    assert expected == [(fact.item, fact.source, fact.period.code) for fact in wrong]


def test_findings_are_all_explained(company: Company) -> None:
    """Nothing but prices times volumes that are not quite revenue, each with its reason from company.toml."""
    assert {(one.rule, one.severity) for one in company.findings} == {("price_times_volume", Severity.EXPLAINED)}
    assert all(one.remedy for one in company.findings)
    assert len(company.findings) == len(company.explained)


@pytest.mark.parametrize(
    ("ticker", "item", "segment", "period", "value", "unit", "basis", "source"),
    [
        ("LYC.AX", "revenue", "", "FY2019", "363.541e6", "AUD", REPORTED, "appendix_4e"),
        ("LYC.AX", "revenue", "", "FY2023", "739.279e6", "AUD", REPORTED, "investcroc"),
        ("LYC.AX", "cost_of_sales", "", "FY2023", "413.676e6", "AUD", REPORTED, "investcroc"),
        ("LYC.AX", "gross_profit", "", "FY2018", "121.104e6", "AUD", DERIVED, "investcroc"),
        ("LYC.AX", "total_profit", "", "FY2019", "80.22e6", "AUD", VENDOR, "kalkine"),
        ("LYC.AX", "net_profit", "", "FY2023", "310.666e6", "AUD", VENDOR, "stoxray"),
        ("LYC.AX", "operating_cash_flow", "", "FY2023", "386.75e6", "AUD", VENDOR, "sp_layout"),
        ("LYC.AX", "capex", "", "FY2023", "595.5e6", "AUD", REPORTED, "annual_report_2023"),
        ("LYC.AX", "purchases_of_investments", "", "FY2021", "100e6", "AUD", VENDOR, "sp_layout"),
        ("LYC.AX", "interest_bearing_debt", "", "FY2023", "190.36e6", "AUD", VENDOR, "sp_layout"),
        ("LYC.AX", "retained_earnings", "", "FY2022", "-174.77e6", "AUD", VENDOR, "sp_layout"),
        ("LYC.AX", "total_assets", "", "FY2023", "2639e6", "AUD", VENDOR, "sp_layout"),
        ("LYC.AX", "average_price", "", "FY2023", "46.16e3", "AUD/t", REPORTED, "rare_earth_intel"),
        ("LYC.AX", "production_volume", "", "FY2023", "16780", "t", REPORTED, "annual_report_2023"),
        ("LYC.AX", "production_volume", "ndpr", "FY2019", "5898", "t", REPORTED, "rare_earth_intel"),
        ("MP", "revenue", "", "FY2023", "253.445e6", "USD", REPORTED, "rare_earth_intel"),
        ("MP", "operating_profit", "", "FY2023", "-17.719e6", "USD", REPORTED, "barchart"),
        ("MP", "operating_profit", "", "FY2020", "-34.703e6", "USD", REPORTED, "broker_2022"),
        ("MP", "cost_of_sales", "", "FY2020", "63.798e6", "USD", REPORTED, "broker_2022"),
        ("MP", "cost_of_sales", "", "FY2023", "92.714e6", "USD", VENDOR, "barchart"),
        ("MP", "net_profit", "", "FY2020", "-21825000e0", "USD", REPORTED, "edgar_fy2020"),
        ("MP", "cash_from_inventories", "", "FY2020", "-9224000", "USD", REPORTED, "edgar_fy2020"),
        ("MP", "total_assets", "", "FY2021", "1889.666e6", "USD", DERIVED, "viewer_10q"),
        ("MP", "depreciation_and_amortisation", "", "FY2023", "55.709e6", "USD", REPORTED, "summary_10k_2023"),
        ("MP", "operating_cash_flow", "", "FY2022", "343.514e6", "USD", VENDOR, "stoxray"),
        ("MP", "diluted_eps", "", "FY2020", "-0.27", "USD/share", VENDOR, "devyara"),
        ("MP", "average_price", "ndpr", "FY2023", "70e3", "USD/t", REPORTED, "rare_earth_intel"),
        ("MP", "revenue", "rare_earth_concentrate", "FY2022", "517.267e6", "USD", REPORTED, "rare_earth_intel"),
    ],
)  # fmt: skip
def test_lines_are_as_their_sources_print_them(
    ticker: str, item: str, segment: str, period: str, value: str, unit: str, basis: Basis, source: str
) -> None:
    """Hand-picked lines of the raw files: value, unit, basis and source; there is one basis of each."""
    (fact,) = load(ticker, ROOT).all_facts(item, Period.parse(period), segment)
    assert (fact.value, fact.unit, fact.basis) == (Decimal(value), unit, basis)
    assert source in fact.source


@pytest.mark.parametrize(
    ("ticker", "caption", "period", "said"),
    [
        ("LYC.AX", "operating cash flow (wider caption)", "FY2023", "386.75 against 411.87"),
        ("LYC.AX", "pre-tax profit", "FY2019", "80.03"),
        ("MP", "operating profit (standardised)", "FY2023", "+9.9 M, filed -17.7 M"),
        ("MP", "cost of sales", "FY2020", "63.798"),
    ],
)
def test_a_conflict_shows_both_figures_where_it_was_settled(ticker: str, caption: str, period: str, said: str) -> None:
    """In the reason of the row that lost."""
    reasons = [row["reason"] for row in _rows(ROOT / ticker / "left_out.csv") if (row["caption"], row["period"]) == (caption, period)]
    assert any(said in reason for reason in reasons)


def test_the_year_of_lynas_ends_in_june(lynas: Company) -> None:
    """FY2023 is July 2022 to June 2023; the next company's FY2023 ends half a year later."""
    year = Period.parse("FY2023")
    assert (lynas.year_end_month, lynas.currency, lynas.standard) == (6, "AUD", "IFRS")
    assert year.closing(lynas.year_end_month) == date(2023, 6, 30)
    assert Period.parse("H1 2023").closing(lynas.year_end_month) == date(2022, 12, 31)
    assert year in lynas.periods
    assert [period.code for period in lynas.periods] == ["FY2018", "FY2019", "FY2020", "FY2021", "FY2022", "FY2023"]


def _value(company: Company, item: str, year: int) -> Decimal:
    fact = company.fact(item, Period(year))
    assert fact is not None, (item, year)
    return fact.value


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2023])
def test_the_statements_of_lynas_tie(lynas: Company, year: int) -> None:
    """Added here by hand, in A$ million: assets, debt, capital and the change in cash, to the last printed digits."""
    of = {fact.item: fact.value / 10**6 for fact in lynas.facts if fact.period == Period(year) and not fact.segment}
    leases = ("current_lease_liabilities", "lease_liabilities")
    assets = ("current_assets", "fixed_assets", "intangible_assets", "deferred_tax_assets", "other_non_current_assets")
    assert abs(of["total_assets"] - of["total_liabilities"] - of["total_equity"]) <= Decimal("1.1")
    assert abs(of["total_assets"] - sum(of.get(name, 0) for name in assets)) <= Decimal("1.6")
    debts = sum(of.get(name, 0) for name in ("current_debt", "long_term_debt", *leases))
    assert abs(of["interest_bearing_debt"] - debts) <= Decimal("0.03")
    assert abs(of["total_equity"] - of["paid_in_capital"] - of["other_reserves"] - of["retained_earnings"]) <= Decimal("1.1")
    flows = sum(of[name] for name in ("operating_cash_flow", "investing_cash_flow", "financing_cash_flow", "fx_effect_on_cash"))
    assert abs(of["net_change_in_cash"] - flows) <= Decimal("0.03")
    if year > 2019:
        assert abs(_value(lynas, "cash", year) - _value(lynas, "cash", year - 1) - of["net_change_in_cash"] * 10**6) <= 600_000


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023])
def test_the_statements_of_mp_tie(mp: Company, year: int) -> None:
    """Operating profit to the thousand, the balance sheet and the change in cash to their last printed digits."""
    assert _value(mp, "operating_profit", year) == _value(mp, "revenue", year) - _value(mp, "operating_costs_and_expenses", year)
    assert abs(_value(mp, "total_assets", year) - _value(mp, "total_liabilities", year) - _value(mp, "total_equity", year)) <= 60_000
    assert abs(_value(mp, "net_profit", year) - _value(mp, "total_profit", year) + _value(mp, "income_tax", year)) <= 10_000
    flows = sum(_value(mp, name, year) for name in ("operating_cash_flow", "investing_cash_flow", "financing_cash_flow"))
    assert abs(_value(mp, "net_change_in_cash", year) - flows) <= 500_000
    if year > 2020:
        other = _value(mp, "other_non_operating_net", year) - _value(mp, "interest_expense", year)
        assert _value(mp, "total_profit", year) == _value(mp, "operating_profit", year) + other


def test_ratios_by_independent_arithmetic(lynas: Company, mp: Company) -> None:
    """Gross margin, EBIT from profit before tax and the asset-liability ratio of FY2023, from figures typed in here."""
    table = measure([lynas, mp])
    of_lynas, of_mp = table.loc[("LYC.AX", "", "FY2023")], table.loc[("MP", "", "FY2023")]
    assert of_lynas["gross_margin"] == pytest.approx((739.279 - 413.676) / 739.279)
    assert of_lynas["ebit_pretax"] == pytest.approx((347.84 + 1.28) * 1e6)
    assert of_lynas["asset_liability_ratio"] == pytest.approx(475.27 / 2639)
    assert of_mp["gross_margin"] == pytest.approx((253.445 - 92.714) / 253.445)
    assert of_mp["ebit_pretax"] == pytest.approx((33.075 + 5.254) * 1e6)
    assert of_mp["asset_liability_ratio"] == pytest.approx(970.7 / 2336.45)
    assert of_mp["operating_margin"] == pytest.approx(-17.719 / 253.445)


def test_what_no_source_prints_is_a_gap_with_its_reason(lynas: Company, mp: Company) -> None:
    """Depreciation of Lynas, on which three vendors disagree; borrowings of MP, of which a part is known."""
    assert not [fact for fact in lynas.facts if fact.item == "depreciation_and_amortisation"]
    assert lynas.gap("depreciation_and_amortisation", Period(2023)).why.startswith("three vendors")
    assert mp.fact("interest_bearing_debt", Period(2023)) is None
    assert mp.gap("interest_bearing_debt", Period(2023)).why
    assert mp.gap("current_assets", Period(2023)).why == "printed rounded to 0.1 bn alone"
