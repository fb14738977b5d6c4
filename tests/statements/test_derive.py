"""What follows from the facts, and what must not."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from finkit.catalogue.identities import IDENTITIES
from finkit.errors import EmptyDivisorError, UnsolvableTermError
from finkit.statements.derive import shown_middle
from finkit.statements.fact import Basis
from finkit.vocabulary.formulas import Decimals, Intervals
from finkit.vocabulary.intervals import Interval
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from finkit.catalogue.identities import Identity
    from finkit.statements.company import Company
    from finkit.vocabulary.formulas import Formula, Term


REVENUE = "revenue,,FY2022,372.60e8,CNY,reported,filing,"
YEAR = Period(2022)


def test_a_missing_item_follows_from_an_identity(loaded: Callable[..., Company]) -> None:
    """Cost of sales from revenue and gross profit, with the interval of their rounding."""
    fact = loaded(REVENUE, "gross_profit,,FY2022,103.55e8,CNY,reported,filing,").fact("cost_of_sales", YEAR)
    assert fact.value == Decimal("269.05e8")
    assert (fact.low, fact.high) == (Decimal("269.04e8"), Decimal("269.06e8"))
    assert (fact.basis, fact.note, fact.source, fact.line) == (
        Basis.DERIVED,
        "= revenue - gross_profit",
        "filing",
        None,
    )


def test_a_disclosed_ratio_gives_its_missing_item(loaded: Callable[..., Company]) -> None:
    """Liabilities from total assets and an asset-liability ratio of two decimals."""
    company = loaded(
        "total_assets,,FY2022,36649769523.32,CNY,reported,filing,",
        "asset_liability_ratio,,FY2022,31.69,%,reported,filing,",
    )
    fact = company.fact("total_liabilities", YEAR)
    assert fact.interval.holds(Decimal("36649769523.32") * Decimal("0.3169"))
    assert fact.note == "= asset_liability_ratio * total_assets"


def test_chains_are_followed(loaded: Callable[..., Company]) -> None:
    """Equity then follows from the liabilities that followed from the ratio."""
    company = loaded("total_assets,,FY2022,1000e6,CNY,reported,filing,", "asset_liability_ratio,,FY2022,25.00,%,reported,filing,")
    assert company.fact("total_equity", YEAR).interval.holds(Decimal("750e6"))


def test_nothing_follows_from_a_vendor(loaded: Callable[..., Company]) -> None:
    """A reclassified line is no input."""
    company = loaded(REVENUE, "gross_profit,,FY2022,95.88e8,CNY,vendor,vendor,")
    assert company.fact("cost_of_sales", YEAR) is None


def test_nothing_follows_from_two_bases(loaded: Callable[..., Company]) -> None:
    """Reported revenue and restated gross profit give no cost of sales."""
    company = loaded(REVENUE, "gross_profit,,FY2022,103.55e8,CNY,restated,filing,")
    assert company.fact("cost_of_sales", YEAR) is None


def test_what_follows_from_a_restatement_is_restated(loaded: Callable[..., Company]) -> None:
    """It has no line of its own, and its formula in the note."""
    rows = (REVENUE.replace("reported", "restated"), "gross_profit,,FY2022,103.55e8,CNY,restated,filing,")
    fact = loaded(*rows).fact("cost_of_sales", YEAR)
    assert (fact.basis, fact.line) == (Basis.RESTATED, None)


def test_a_filed_fact_is_never_replaced(loaded: Callable[..., Company]) -> None:
    """Even where an identity would say otherwise: that is a finding, not another value."""
    company = loaded(
        REVENUE,
        "gross_profit,,FY2022,103.55e8,CNY,reported,filing,",
        "cost_of_sales,,FY2022,200e8,CNY,reported,filing,",
    )
    assert company.fact("cost_of_sales", YEAR).value == Decimal("200e8")
    assert [finding.rule for finding in company.findings] == ["gross_profit"]


def test_segments_share_of_the_whole(loaded: Callable[..., Company]) -> None:
    """A share of gross profit gives the segment's gross profit from the company's."""
    company = loaded("gross_profit,,FY2022,24.94e8,CNY,reported,filing,", "gross_profit_share,magnets,FY2022,26.8,%,reported,filing,")
    assert company.fact("gross_profit", YEAR, "magnets").interval.holds(Decimal("6.684e8"))


def _solvable() -> Iterator[tuple[Identity, Term, Formula]]:
    """Every identity with every term that it can be solved for."""
    for row in IDENTITIES:
        for term in row.formula.terms:
            try:
                yield row, term, row.formula.solve_for(term)
            except UnsolvableTermError:
                continue


SOLVABLE = list(_solvable())


@given(st.sampled_from(SOLVABLE), st.data())
def test_a_solved_term_satisfies_its_identity(case: tuple[Identity, Term, Formula], data: st.DataObject) -> None:
    """Solve an identity for any term over any printed digits: the intervals of the two sides meet again."""
    row, term, solved = case
    digits = st.integers(min_value=1, max_value=10**9)
    places = st.integers(min_value=0, max_value=4)
    intervals, middles = {}, {}
    for other in row.formula.terms:
        if other == term:
            continue
        quantum = Decimal(1).scaleb(-data.draw(places))
        value = data.draw(digits) * quantum
        intervals[other], middles[other] = Interval.rounded(value, quantum), value
    if any(interval.low <= 0 for interval in intervals.values()):
        return
    try:
        found = solved.evaluate(Intervals(intervals))
    except EmptyDivisorError:  # a difference that may be zero solves for nothing
        return
    assert found.holds(solved.evaluate(Decimals(middles)))
    left, right = row.formula.both_sides(Intervals({**intervals, term: found}))
    assert left.meets(right)


@given(
    st.decimals(min_value=1, max_value=10**12, places=2),
    st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2),
)
def test_the_shown_middle_lies_inside(middle: Decimal, half: Decimal) -> None:
    """Cut to the digits that the interval bears out, the value is still one of those possible."""
    interval = Interval(middle - half, middle + half)
    assert interval.holds(shown_middle(interval))
