"""What a check adds to the statements of the lead company, and what it never touches."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.metrics.explain import explain_cell, why_missing
from finkit.pipeline import check, reconstruct
from finkit.statements.fact import Basis
from finkit.statements.files import load
from finkit.verdicts.verdict import Check, Verdict
from finkit.vocabulary.formulas import Formula, Intervals, Term
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from finkit.statements.company import Company

ROOT = Path(__file__).resolve().parents[2]
YEAR = Period(2022)


@pytest.fixture(scope="module")
def company() -> Company:
    """North Rare Earth as filed."""
    return load("600111.SH", ROOT / "statements")


@pytest.fixture(scope="module")
def report(company: Company) -> Check:
    """The check of its linked report."""
    return check(next((ROOT / "seeds").glob("003_*.txt")), company)


@pytest.fixture(scope="module")
def filled(company: Company, report: Check) -> Company:
    """The statements with what the report adds."""
    return reconstruct(company, report)


def test_filed_facts_never_change(company: Company, filled: Company) -> None:
    """Every fact is still there, and the new ones have keys that no fact had."""
    assert company.facts == filled.facts[: len(company.facts)]
    added = filled.facts[len(company.facts) :]
    assert {Basis.RECONSTRUCTED} == {fact.basis for fact in added}
    assert not {fact.key for fact in added} & {fact.key for fact in company.facts}


def test_every_added_fact_has_its_source_and_interval(filled: Company) -> None:
    """The source is listed, the note names the figure, the value lies in its interval."""
    for fact in (fact for fact in filled.facts if fact.basis is Basis.RECONSTRUCTED):
        assert filled.source(fact.source) is not None
        assert "figure " in fact.note
        assert fact.interval.holds(fact.value)
        assert fact.low is not None


@pytest.mark.parametrize(
    ("segment", "margin"), [("magnetic_materials", "49.29"), ("rare_earth_metals", "30.69"), ("rare_earth_oxides", "30.80")]
)
def test_segment_margins_recomputed_hold_the_stated_ones(filled: Company, segment: str, margin: str) -> None:
    """Revenue and gross profit of FY2022, which no source prints, give the margin that the report states."""
    facts = {name: filled.fact(name, YEAR, segment) for name in ("gross_profit", "revenue")}
    values = {Term(name): fact.interval for name, fact in facts.items() if fact is not None and fact.basis is Basis.RECONSTRUCTED}
    assert len(values) == 2
    percent = Decimal(100)
    found = Formula("gross_profit / revenue").evaluate(Intervals(values))
    stated = Decimal(margin)
    half = Decimal("0.005")
    assert found.low * percent <= stated + half
    assert found.high * percent >= stated - half


def test_what_follows_from_shares_is_an_interval(filled: Company) -> None:
    """The oxides' revenue is known by its share alone: wider than any printed figure."""
    oxides, metals = (filled.fact("revenue", YEAR, segment) for segment in ("rare_earth_oxides", "rare_earth_metals"))
    assert oxides is not None
    assert metals is not None
    assert oxides.interval.high - oxides.interval.low > 10 * (metals.interval.high - metals.interval.low)


@pytest.mark.parametrize("ratio", ["net_debt", "cash_conversion_cycle"])
def test_what_no_source_prints_stays_absent_with_its_reason(filled: Company, ratio: str) -> None:
    """Nothing is invented for lines that are not there."""
    assert explain_cell(filled, ratio, "FY2022").value is None
    assert why_missing(filled, ratio, "FY2022").startswith("needs ")


@pytest.mark.parametrize(
    ("measure", "period", "said", "filed"),
    [
        ("total_expense_ratio", "2022", "4.67", "4.26"),
        ("rd_expense_ratio", "2022", "0.89", "0.68"),
        ("total_expense_ratio", "2023-9M", "5.14", "4.25"),
        ("rd_expense_ratio", "2023-9M", "1.30", "0.78"),
    ],
)
def test_the_reports_own_errors_are_shown_with_both_sides(report: Check, measure: str, period: str, said: str, filed: str) -> None:
    """Contradicted: the restored figure, what the statements say, the source and the difference."""
    figure = next(one for one in report.values if one.measure == measure and one.period == period)
    assert figure.verdict is Verdict.CONTRADICTED
    assert figure.value == Decimal(said)
    assert figure.statement is not None
    assert round(figure.statement.value, 2) == Decimal(filed)
    assert figure.statement.source
    assert figure.statement.difference == figure.value - figure.statement.value
    assert False in {relation.holds for relation in report.relations if relation.id in figure.evidence}
