"""Identities and disclosed ratios over facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.statements.fact import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company


PLACE = "statements/TEST.X/facts.csv"
SHEET = (
    "total_assets,,FY2022,36649769523.32,CNY,reported,filing,",
    "total_liabilities,,FY2022,11614769523.32,CNY,reported,filing,",
    "total_equity,,FY2022,25535000000.00,CNY,reported,filing,",
)


def test_an_unbalanced_sheet_shows_both_sides_and_the_likely_line(loaded: Callable[..., Company]) -> None:
    """How much too little, what rounding allows, and the one line whose change looks most like a slip."""
    assert [str(finding) for finding in loaded(*SHEET).findings] == [
        (
            f"{PLACE}:2: total_assets FY2022 does not equal total_liabilities + total_equity\n"
            "  36,649,769,523.32 against 37,149,769,523.32: 500,000,000.00 too little (rounding allows 0.02)\n"
            "  check line 4, total_equity: 25,035,000,000.00 would close the gap"
        )
    ]


def test_rounding_is_derived_from_the_digits(loaded: Callable[..., Company]) -> None:
    """237.33 and 112.70 + 124.62 differ by their rounding alone; one digit more and they do not."""
    rows = (
        "total_assets,,FY2018,{}e8,CNY,reported,filing,",
        "total_liabilities,,FY2018,112.70e8,CNY,reported,filing,",
        "total_equity,,FY2018,124.62e8,CNY,reported,filing,",
    )
    assert loaded(rows[0].format("237.33"), *rows[1:]).findings == ()
    assert len(loaded(rows[0].format("237.335"), *rows[1:]).findings) == 1


def test_bases_are_never_mixed(loaded: Callable[..., Company]) -> None:
    """A restated total against first reported parts is no break."""
    restated = SHEET[0].replace("reported", "restated")
    assert loaded(restated, *SHEET[1:]).findings == ()


def test_restated_is_checked_against_restated(loaded: Callable[..., Company]) -> None:
    """The same break inside the restatement is one."""
    rows = [row.replace("reported", "restated") for row in SHEET]
    assert [finding.severity for finding in loaded(*rows).findings] == [Severity.ERROR]


@pytest.mark.parametrize("basis", ["vendor", "derived"])
def test_a_break_on_a_soft_number_is_a_warning(basis: str, loaded: Callable[..., Company]) -> None:
    """A vendor's or a derived line bends the sheet: a warning."""
    rows = (*SHEET[:2], SHEET[2].replace("reported", basis))
    assert [finding.severity for finding in loaded(*rows).findings] == [Severity.WARNING]


def test_the_company_file_can_account_for_a_break(loaded: Callable[..., Company]) -> None:
    """[[explained]] turns the error into an explained finding whose remedy is the reason."""
    header = (
        'ticker="TEST.X"\nname="T"\ncurrency="CNY"\nsources=[{id="filing",title="F"}]\n'
        'explained=[{rule="balance", period="FY2022", why="the equity is misprinted"}]'
    )
    finding = loaded(*SHEET, header=header).findings[0]
    assert (finding.severity, finding.remedy) == (Severity.EXPLAINED, "the equity is misprinted")


def test_a_segment_above_the_company_is_a_break(loaded: Callable[..., Company]) -> None:
    """A bound, not an equality."""
    company = loaded("revenue,,FY2022,100e6,CNY,reported,filing,", "revenue,magnets,FY2022,112e6,CNY,reported,filing,")
    assert [finding.message.split("\n")[0] for finding in company.findings] == ["revenue of magnets FY2022 is more than whole(revenue)"]


def test_a_disclosed_ratio_is_compared_with_its_formula(loaded: Callable[..., Company]) -> None:
    """4.67 % printed where the filing's lines give 4.26 %: both in percent."""
    company = loaded(
        "revenue,,FY2022,100.00e6,CNY,reported,filing,",
        "rd_expense,,FY2022,4.26e6,CNY,reported,filing,",
        "rd_expense_ratio,,FY2022,4.67,%,reported,filing,",
    )
    assert [finding.message for finding in company.findings] == [
        ("rd_expense_ratio FY2022 does not equal rd_expense / revenue\n  4.67 % against 4.26 %: 0.41 too much (rounding allows 0.01)")
    ]


def test_a_growth_is_compared_with_the_restated_comparative(loaded: Callable[..., Company]) -> None:
    """The prior year of a growth is the restated one where the filing restated it."""
    rows = (
        "revenue,,FY2020,100.0e6,CNY,reported,filing,",
        "revenue,,FY2021,150.0e6,CNY,reported,filing,",
        "revenue_growth,,FY2021,36.36,%,reported,filing,",
    )
    assert len(loaded(*rows).findings) == 1
    assert loaded(*rows, "revenue,,FY2020,110.0e6,CNY,restated,filing,").findings == ()


def test_opening_cash_is_the_prior_closing_cash(loaded: Callable[..., Company]) -> None:
    """An identity that looks a year back."""
    company = loaded("closing_cash,,FY2020,10.0e6,CNY,reported,filing,", "opening_cash,,FY2021,12.0e6,CNY,reported,filing,")
    assert [finding.rule for finding in company.findings] == ["cash_carried"]


def test_findings_come_in_the_order_of_the_file(loaded: Callable[..., Company]) -> None:
    """A row's own mistake and an identity's break are sorted together by line."""
    company = loaded("revenue,,FY2021,x,CNY,reported,filing,", *SHEET)
    assert [finding.line for finding in company.findings] == [2, 3]


WALKS = {
    "investing_cash": (
        ("investing_cash_flow", -27), ("disposals_of_investments", 5), ("investment_income_received", 3), ("asset_disposal_receipts", 2),
        ("subsidiary_disposal_receipts", 1), ("other_investing_receipts", 4), ("capex", 30), ("purchases_of_investments", 6),
        ("subsidiary_purchases", 4), ("other_investing_payments", 2),
    ),
    "financing_cash": (
        ("financing_cash_flow", 9), ("capital_contributions", 5), ("borrowings_received", 30), ("other_financing_receipts", 1),
        ("debt_repaid", 20), ("dividends_and_interest_paid", 4), ("other_financing_payments", 3),
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", WALKS)
def test_the_cash_flow_lines_of_cas_add_up(rule: str, loaded: Callable[..., Company]) -> None:
    """Receipts less payments, each positive: the full walk holds, a line more breaks it, a missing one follows."""
    rows = [f"{item},,FY2022,{value}.00e6,CNY,reported,filing," for item, value in WALKS[rule]]
    assert loaded(*rows).findings == ()
    total, last = rows[0], rows[-1]
    broken = loaded(total, *rows[1:-1], last.replace(",FY2022,", ",FY2022,7"))
    assert [finding.rule for finding in broken.findings] == [rule]
    item, value = WALKS[rule][-1]
    fact = next(fact for fact in loaded(*rows[:-1]).facts if fact.item == item)
    assert (fact.basis, fact.interval.holds(value * 10**6)) == ("derived", True)
