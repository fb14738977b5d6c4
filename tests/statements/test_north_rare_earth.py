"""The facts of North Rare Earth: all of the raw rows accounted for, and right by independent arithmetic."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.statements.fact import Basis, Severity
from finkit.statements.files import load
from finkit.statements.markets import load_market, markets
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from finkit.statements.company import Company


ROOT = Path(__file__).resolve().parents[2] / "statements"
RAW = ROOT / "_raw"
FOLDER = ROOT / "600111.SH"
VENDORS = {"stockanalysis", "stockanalysis_ratios", "simplywall", "etnet", "ft"}


@pytest.fixture(scope="module")
def company() -> Company:
    """The company as it is shipped."""
    return load("600111.SH", ROOT)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _raw_lines() -> dict[tuple[str, int], dict[str, str]]:
    """Every raw row of the company, by file and line."""
    mine = {
        "north_rare_earth.csv": lambda row: bool(row["line_item"]),
        "line_items.csv": lambda row: row["company"].startswith("600111"),
        "peers.csv": lambda row: row["company"].startswith("Baotou Steel Rare Earth"),
    }
    return {(name, line): row for name, test in mine.items() for line, row in enumerate(_rows(RAW / name), 2) if test(row)}


def test_the_files_are_what_the_script_gives() -> None:
    """`build.py --check`: facts.csv and left_out.csv are byte for byte what _raw and the table give."""
    done = subprocess.run([sys.executable, str(ROOT / "_build" / "build.py"), "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_raw_row_is_a_fact_or_left_out_with_a_reason() -> None:
    """No row of the three raw files is forgotten, and no reason is empty."""
    left = _rows(FOLDER / "left_out.csv")
    assert all(row["reason"] for row in left)
    taken = {re.match(r"([\w.]+):(\d+)", fact["note"]).groups() for fact in _rows(FOLDER / "facts.csv")}
    accounted = {(name, int(line)) for name, line in taken} | {(row["file"], int(row["line"])) for row in left}
    market = {re.match(r"([\w.]+):(\d+)", fact["note"]).groups() for fact in _rows(ROOT / "_markets" / "china_rare_earth" / "facts.csv")}
    assert set(_raw_lines()) == accounted | {(name, int(line)) for name, line in market}


def test_a_fact_has_the_digits_of_its_raw_row() -> None:
    """Every fact's value is the raw value (or one of a pair, or the change beside it) up to sign and scale."""
    raw = _raw_lines()
    for fact in _rows(FOLDER / "facts.csv"):
        name, line = re.match(r"([\w.]+):(\d+)", fact["note"]).groups()
        row = raw[name, int(line)]
        digits = fact["value"].partition("e")[0].lstrip("+-")
        assert digits in f"{row['value']} {row['note']}", fact


def test_nothing_of_a_vendor_is_called_reported(company: Company) -> None:
    """What S&P, Simply Wall St, etnet and FT print is vendor; two revenues are the exceptions that README names."""
    wrong = [fact for fact in company.facts if fact.line and fact.source in VENDORS and fact.basis is not Basis.VENDOR]
    assert {(fact.item, fact.period.code, fact.basis) for fact in wrong} == {
        ("revenue", "FY2020", Basis.RESTATED),
        ("revenue", "FY2023", Basis.REPORTED),
    }


def test_nothing_of_somebodys_arithmetic_is_a_fact(company: Company) -> None:
    """Rows whose note begins with DERIVED are worked out again or left out."""
    assert not [fact for fact in company.facts if "DERIVED" in fact.note]


def test_every_fact_has_a_listed_source(company: Company) -> None:
    """Facts of the file and facts that follow from them."""
    known = {source.id for source in company.sources}
    assert all(set(fact.source.split(" + ")) <= known for fact in company.facts)
    assert all(source.url for source in company.sources)
    assert known == {one for fact in company.facts for one in fact.source.split(" + ")} | {"nbd_2023_09_30"}


def test_no_finding_is_an_error(company: Company) -> None:
    """What the identities find is explained in company.toml."""
    found = {(finding.rule, finding.severity) for finding in company.findings}
    assert found == {
        ("cash_carried", Severity.EXPLAINED),
        ("tax", Severity.EXPLAINED),
        ("price_times_volume", Severity.EXPLAINED),
    }


@pytest.mark.parametrize(
    ("item", "period", "basis", "value"),
    [
        ("revenue", "FY2020", Basis.REPORTED, "21245925390.98"),
        ("revenue", "FY2020", Basis.RESTATED, "21903e6"),
        ("revenue", "FY2023", Basis.REPORTED, "33497e6"),
        ("revenue", "9M2022", Basis.REPORTED, "279.98e8"),
        ("total_assets", "FY2022", Basis.REPORTED, "36649769523.32"),
        ("total_assets", "FY2019", Basis.REPORTED, "23160906959.34"),
        ("rd_expense", "FY2022", Basis.VENDOR, "254.85e6"),
        ("operating_cash_flow_growth", "FY2022", Basis.REPORTED, "24.97"),
        ("revenue_growth", "9M2023", Basis.REPORTED, "-10.98"),
        ("parent_net_profit_growth", "9M2023", Basis.REPORTED, "-70.19"),
        ("operating_cash_flow_growth", "9M2023", Basis.REPORTED, "-58.08"),
        ("total_expense_ratio", "FY2022", Basis.REPORTED, "4.26"),
        ("total_expense_ratio", "9M2023", Basis.REPORTED, "4.25"),
        ("rd_expense_ratio", "9M2023", Basis.REPORTED, "0.78"),
        ("mining_quota", "FY2023", Basis.REPORTED, "178650"),
    ],
)
def test_the_conflicts_are_settled_as_the_readme_says(company: Company, item: str, period: str, basis: Basis, value: str) -> None:
    """Figures on which sources differ, or which exist on two bases, keep the digits of the right one."""
    found = [fact for fact in company.all_facts(item, Period.parse(period)) if fact.basis is basis]
    assert [str(fact.value) for fact in found] == [str(Decimal(value))]


def test_expenses_by_independent_arithmetic() -> None:
    """The four expenses of the raw lines, added here by hand, over revenue: 7.05, 5.96 and 5.33 %."""
    names = ("销售费用", "管理费用", "研发费用", "财务费用")
    lines = {
        (row["period"], row["line_item_original"]): Decimal(row["value"])
        for (name, _), row in _raw_lines().items()
        if name == "line_items.csv"
    }
    ratios = [sum(lines[year, name] for name in names) / lines[year, "营业收入"] * 100 for year in ("FY2019", "FY2020", "FY2021")]
    assert [str(round(ratio, 2)) for ratio in ratios] == ["7.05", "5.96", "5.33"]


def test_derived_lines_by_independent_arithmetic(company: Company) -> None:
    """Employees' pay of FY2021 from the raw cash-flow lines, and the separation quota from its three batches."""
    paid = Decimal("26980221652.04") + Decimal("66473751.78") + Decimal("413407167.07") - Decimal("19920699230.09")
    paid += -Decimal("2033844857.01") - Decimal("286673746.95") - Decimal("3793560639.52")
    assert company.fact("cash_to_employees", Period(2021)).interval.holds(paid)
    assert company.fact("separation_quota", Period(2023)).value == 73_403 + 78_831 + 11_000


def test_what_no_source_prints_is_a_gap_with_its_reason(company: Company) -> None:
    """FY2022 segment revenue and gross profit, borrowings, receivables and payables are not invented."""
    for segment in ("magnetic_materials", "rare_earth_metals", "rare_earth_oxides"):
        assert company.fact("revenue", Period(2022), segment) is None
        assert company.gap("revenue", Period(2022), segment).why == "no source prints segment revenue of FY2022"
        assert company.fact("gross_profit", Period(2022), segment) is None
    for item in ("interest_bearing_debt", "accounts_receivable", "accounts_payable", "liquid_securities"):
        assert company.gap(item, Period(2022)).why


def test_national_quotas_belong_to_the_market() -> None:
    """The market's file is read like a company's."""
    assert markets(ROOT) == ("china_rare_earth",)
    market = load_market("china_rare_earth", ROOT)
    assert market.findings == ()
    assert [(fact.item, int(fact.value)) for fact in market.facts] == [
        ("mining_quota", 255_000),
        ("separation_quota", 243_850),
    ]
