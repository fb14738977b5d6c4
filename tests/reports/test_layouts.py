"""What layouts show: which periods, which words, which reasons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from finkit.reports.layouts.checked import LIMITS, about, by_verdict, check_tables, evidence, restored, stated
from finkit.reports.layouts.common import fact_cell, form_of, said, shown_periods
from finkit.reports.layouts.measured import Measures
from finkit.reports.layouts.slots import prefix, safe_name
from finkit.reports.layouts.summary import summary_page
from finkit.reports.table import Absent, Kind, Mark
from finkit.statements.fact import Basis, Fact
from finkit.verdicts.verdict import Verdict
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

FY2022, FY2023 = Period.parse("FY2022"), Period.parse("FY2023")


def test_shown_periods(kiln: Company) -> None:
    """Full years oldest first, then the last interim period and the same of the year before."""
    assert [period.code for period in shown_periods(kiln)] == ["FY2021", "FY2022", "FY2023", "9M2022", "9M2023"]


def test_a_company_without_facts(kiln: Company) -> None:
    """Nothing known is said, not raised."""
    page = summary_page(kiln.with_facts(()))
    assert [block.title for block in page.blocks] == ["Blue Kiln Ceramics 蓝窑陶瓷"]
    assert "no figures" in page.blocks[0].lines[0].text


@pytest.mark.parametrize(
    ("kind", "unit", "code"),
    [(Kind.AMOUNT, "CNY m", "CNY"), (Kind.PERCENT, "%", "%"), (Kind.MULTIPLE, "x", "1"), (Kind.DAYS, "days", "d"), (Kind.COUNT, "t", "t")],
)
def test_forms(kind: Kind, unit: str, code: str) -> None:
    """Each unit has its way of being written and its word."""
    assert (kind, unit) == (form_of(code).kind, said(code))


@pytest.mark.parametrize(
    ("wide", "vague", "low", "high"),
    [(False, False, "99.95e6", "100.05e6"), (False, True, "99.5e6", "100.5e6"), (True, True, "95e6", "105e6")],
)
def test_intervals(kiln: Company, wide: bool, vague: bool, low: str, high: str) -> None:
    """A narrow interval is its value, a wider one "about" it, a wide one both ends."""
    fact = Fact(
        item="revenue", period=FY2022, value=Decimal("100e6"), unit="CNY", basis=Basis.RECONSTRUCTED, source="check:kiln.txt",
        low=Decimal(low), high=Decimal(high),
    )  # fmt: skip
    cell = fact_cell(kiln, fact)
    assert (wide, vague) == (cell.low is not None, cell.vague)
    assert cell.mark is Mark.RECONSTRUCTED


def test_metrics_say_what_they_rest_on(kiln: Company) -> None:
    """A metric carries the weakest basis of its facts, and why it is absent or meaningless."""
    measures = Measures(kiln)
    total = measures.cell("total_expense_ratio", FY2022)
    assert (Decimal("0.09"), Mark.VENDOR) == (total.value, total.mark)
    assert "vendor: A data vendor, invented" in total.note
    loss = measures.cell("ocf_to_net_profit", FY2023)
    assert (loss.absent, loss.note) == (Absent.MEANINGLESS, "not meaningful: holds only if net_profit > 0")
    assert "needs interest_bearing_debt FY2022 (no source prints borrowings)" in measures.cell("net_debt", FY2022).note


def test_a_metric_of_wide_facts_is_wide(kiln: Company) -> None:
    """The margin of a segment whose gross profit is known to 75–85 is an interval too."""
    cell = Measures(kiln).cell("gross_margin", FY2022, "vases")
    assert cell.low is not None
    assert cell.high is not None
    assert Decimal("0.199") < cell.low < Decimal("0.20") < Decimal("0.2266") < cell.high < Decimal("0.2271")


def test_words_of_a_check(kiln: Company, kiln_check: Check) -> None:
    """A figure is called by its titles; an ambiguous one shows every reading; a source stands by its title."""
    contradicted, ambiguous, repaired, inferred = by_verdict(kiln_check)
    assert about(contradicted, kiln) == "Selling expense ratio · FY2022"
    assert about(ambiguous, kiln) == "Sales volume · Tiles"
    assert restored(ambiguous) == "250,000 t or 25,000 t"
    assert stated(contradicted) == ("3.00 %", "+0.95 pp")
    assert stated(repaired) == ("1,000 CNY m", "0 CNY m")
    assert stated(inferred) == ("", "")
    assert evidence(repaired, kiln) == "point lost undone: figure = fact (holds) [reported: Annual report, invented, facts.csv:4]"


def test_limits_say_how_many_more(kiln_check: Check) -> None:
    """What has no room is counted, with the command that shows it; a reason common to all is said once."""
    twice = kiln_check.model_copy(update={"figures": (*kiln_check.figures, *kiln_check.figures)})
    (table,) = check_tables(twice, None, {Verdict.CONTRADICTED: 1})
    assert [note.text for note in table.notes] == ["… 1 more: finkit check kiln.txt"]
    (table,) = check_tables(twice, None, {Verdict.AMBIGUOUS: 9})
    assert table.title == "Ambiguous (2): two readings are as likely"
    assert Verdict.UNCHECKED not in LIMITS


@pytest.mark.parametrize(
    ("wanted", "aliases", "ticker"),
    [("NRE", ("North Rare", "NRE"), "600111.SH"), ("T600111", ("North Rare",), "600111.SH"), ("LYC", (), "LYC.AX")],
)
def test_prefix(kiln: Company, wanted: str, aliases: tuple[str, ...], ticker: str) -> None:
    """Defined names begin with a short alias, else with the ticker behind a letter."""
    assert wanted == prefix(kiln.model_copy(update={"aliases": aliases, "ticker": ticker}))


def test_safe_names() -> None:
    """Defined names hold letters, digits and underscores alone."""
    assert safe_name("NRE", "", "revenue", "H1 2023") == "NRE_revenue_H1_2023"
