"""What the statements say of a measure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from finkit.relations.known import known_values, usual_sizes
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from finkit.statements.company import Company


def test_a_fact_stands_on_every_basis_it_has(works: Company) -> None:
    """As first reported and as restated, with source, line and the interval of its digits."""
    found = known_values(works, "revenue", Period(2020))
    assert [(one.basis, one.interval.middle, one.lines) for one in found] == [
        ("reported", Decimal("8000e6"), (3,)),
        ("restated", Decimal("8200e6"), (4,)),
    ]
    assert {(one.source, one.unit, one.computed, one.is_weak) for one in found} == {("annual", "CNY", False, False)}


def test_a_ratio_is_worked_out_of_facts(works: Company) -> None:
    """In percent, with its rounding, the formula as its row, and the lines of its facts."""
    found = known_values(works, "gross_margin", Period(2021))
    assert len(found) == 1
    assert found[0].interval.holds(Decimal(25))
    assert (found[0].unit, found[0].computed, found[0].lines) == ("%", True, (6, 5))
    assert found[0].row.startswith("gross_margin = ")


def test_a_ratio_that_needs_what_is_not_there_is_unknown(works: Company) -> None:
    """No fact, no ratio, no guess."""
    assert known_values(works, "selling_expense_ratio", Period(2021)) == ()
    assert known_values(works, "gross_margin", Period(2020)) == ()
    assert known_values(works, "no_such_measure", Period(2021)) == ()


def test_growth_compares_with_the_year_before_as_restated(works: Company) -> None:
    """A filing compares with the restated year: 9,624 on 8,200 is 17.4 %."""
    found = known_values(works, "revenue_growth", Period(2021))
    assert [round(one.interval.middle, 1) for one in found] == [Decimal("17.4")]


def test_a_vendors_number_is_weak_alone_and_in_a_ratio(works: Company) -> None:
    """A classification of somebody else's says less."""
    assert [one.is_weak for one in known_values(works, "rd_expense", Period(2021))] == [True]
    assert [one.is_weak for one in known_values(works, "rd_expense_ratio", Period(2021))] == [True]
    assert [one.is_weak for one in known_values(works, "gross_margin", Period(2021), "pumps")] == [True]


@pytest.mark.parametrize("period", ["2021-12-31", "FY2021", "Q4 2021", "2021-12"])
def test_a_balance_is_found_by_its_closing_day(works: Company, period: str) -> None:
    """The year's, the last quarter's and the last month's balance are those of December 31."""
    found = known_values(works, "total_assets", Period.parse(period))
    assert [one.interval.middle for one in found] == [Decimal("15000e6")]


@pytest.mark.parametrize("period", ["9M2021", "FY2020", "2020/2021", "2021-11-30"])
def test_a_balance_of_another_day_is_unknown(works: Company, period: str) -> None:
    """A window has no closing balance of its own."""
    assert known_values(works, "total_assets", Period.parse(period)) == ()


def test_a_flow_is_never_found_by_its_closing_day(works: Company) -> None:
    """Revenue of the last quarter is not that of the year that closes on the same day."""
    assert known_values(works, "revenue", Period.parse("Q4 2021")) == ()


def test_segments_are_kept_apart(works: Company) -> None:
    """A segment's revenue is not the company's, and what no source holds of it is unknown."""
    assert [one.interval.middle for one in known_values(works, "revenue", Period(2021), "pumps")] == [Decimal("3127e6")]
    assert known_values(works, "revenue", Period(2021), "valves") == ()


def test_usual_sizes_are_middles_over_the_years(works: Company) -> None:
    """By item and segment, absolute."""
    sizes = usual_sizes(works)
    assert sizes["revenue", "pumps"] in {2842e6, 3127e6}
    assert 7000e6 <= sizes["revenue", ""] <= 9624e6
    assert ("revenue", "valves") not in sizes
