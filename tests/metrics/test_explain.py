"""What a cell rests on, and why there is none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from finkit.catalogue.ratios import GROWTHS, RATIOS
from finkit.metrics.explain import explain_cell, why_missing
from finkit.metrics.measure import measure, statuses
from finkit.statements.fact import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company
    from finkit.statements.fact import Fact

    Make = tuple[Callable[..., Fact], Callable[..., Company]]


_KINDS = {"missing": "missing", "not meaningful": "not meaningful"}


def test_every_cell_is_explained_as_it_was_measured(nre: Company, make: Make) -> None:
    """Two ways to one number: the columns and the explanation agree on every cell, growths and segments included."""
    fact, _ = make
    added = fact("revenue", "FY2022", "112.13e8", Basis.RECONSTRUCTED, "magnetic_materials")
    company = nre.with_facts([*nre.facts, added])
    growths = [row for row in GROWTHS if row.name in {"revenue_growth", "net_profit_growth", "gross_profit_growth", "sales_volume_growth"}]
    ratios = [*RATIOS, *growths]
    values, filled = measure(company, ratios), statuses(company, ratios)
    for ticker, segment, period in values.index:
        for ratio in ratios:
            cell = explain_cell(company, ratio, period, segment)
            value, mode = (
                values.loc[(ticker, segment, period), ratio.name],
                filled.loc[(ticker, segment, period), ratio.name],
            )
            place = f"{ratio.name} {segment} {period}"
            assert (cell.value is None) == math.isnan(value), place
            assert cell.value is None or cell.value == pytest.approx(value, rel=1e-12), place
            assert cell.status == _KINDS.get(mode, "disclosed" if mode.startswith("disclosed") else "computed"), place


def test_a_computed_cell_names_its_facts(nre: Company) -> None:
    """The facts with their lines and sources, and the formula."""
    cell = explain_cell(nre, "ocf_margin", "FY2022")
    assert (cell.status, cell.basis) == ("computed", Basis.REPORTED)
    assert [fact.item for fact in cell.facts] == ["operating_cash_flow", "revenue"]
    assert all(fact.line for fact in cell.facts)
    assert cell.why == "= operating_cash_flow / revenue"


def test_a_disclosed_cell_names_its_source(nre: Company) -> None:
    """4.26 % of FY2022 exists only as a printed ratio."""
    cell = explain_cell(nre, "total_expense_ratio", "FY2022")
    assert (cell.value, cell.status, cell.why) == (
        pytest.approx(0.0426),
        "disclosed",
        "disclosed (reported, source note_2023_05_09)",
    )


def test_the_weakest_input_gives_the_basis(nre: Company) -> None:
    """A vendor's profit over filed revenue is a vendor's margin."""
    assert explain_cell(nre, "net_margin", "FY2022").basis is Basis.VENDOR


@pytest.mark.parametrize(
    ("ratio", "period", "why"),
    [
        (
            "net_debt",
            "FY2019",
            (
                "needs interest_bearing_debt FY2019 "
                "(no filed borrowings line is at hand: vendors give ratios or a part of it), "
                "liquid_securities FY2019 (no source prints trading financial assets)"
            ),
        ),
        ("inventory_days", "FY2021", "needs inventories FY2021"),
        ("fcf", "FY2022", "needs capex FY2022"),
        ("asset_turnover", "9M2023", "a flow of part of a year over a balance is not comparable"),
        ("revenue_share", "FY2022", "revenue_share is a metric of segments"),
        ("gross_margin", "FY2022", ""),
    ],
)
def test_why_a_cell_is_empty(nre: Company, ratio: str, period: str, why: str) -> None:
    """Each missing input with its period and the company file's reason; nothing for a cell that is there."""
    assert why_missing(nre, ratio, period) == why


def test_a_segments_gap_has_its_reason(nre: Company) -> None:
    """FY2022 segment revenue: the gap of the company file."""
    why = why_missing(nre, "revenue_share", "FY2022", "magnetic_materials")
    assert why == "needs revenue FY2022 (no source prints segment revenue of FY2022)"


def test_a_comparative_as_first_reported_is_told(nre: Company) -> None:
    """FY2020 was restated, but not its net profit in any filing at hand."""
    cell = explain_cell(nre, "net_profit_growth", "FY2021")
    assert cell.why == "= net_profit / prior(net_profit) - 1; FY2020 as first reported, though that year was restated"


def test_not_meaningful_says_on_what_condition(make: Make) -> None:
    """A loss."""
    fact, company_of = make
    company = company_of(fact("operating_cash_flow", "FY2022", "5"), fact("net_profit", "FY2022", "-2"))
    assert why_missing(company, "ocf_to_net_profit", "FY2022") == "not meaningful: holds only if net_profit > 0"
