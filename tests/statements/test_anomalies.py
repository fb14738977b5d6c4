"""What looks wrong without an identity: the exact sentence of each, and what is no anomaly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.statements.anomalies import anomalies
from finkit.statements.checks import excuses_of
from finkit.statements.fact import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company
    from finkit.statements.fact import Finding


def row(item: str, period: str, value: str, basis: str = "reported") -> str:
    """A line of facts."""
    unit = "t" if item.endswith("volume") else "CNY"
    return f"{item},,{period},{value},{unit},{basis},filing,"


GALLERY = {
    "a minus": (
        (row("capex", "FY2021", "410.2e6"), row("capex", "FY2022", "-455.9e6")),
        ("statements/TEST.X/facts.csv:3: capex FY2022 is negative, and normally never is\n"
        "  -455,900,000; 410,200,000 in FY2021 (line 2)\n  if a minus slipped in, write 455900000"),
        Severity.ERROR,
    ),
    "a scale": (
        (row("revenue", "FY2020", "812.4e6"), row("revenue", "FY2021", "934418"), row("revenue", "FY2022", "1002.9e6")),
        ("statements/TEST.X/facts.csv:3: revenue FY2021 looks 1,000 times too small\n"
        "  934,418 beside 812,400,000 in FY2020 (line 2), 1,002,900,000 in FY2022 (line 4)\n"
        "  check the unit in the source: 934418000 would be of the same size"),
        Severity.WARNING,
    ),
    "a column copied twice": (
        (
            row("capex", "FY2021", "41023.5e4"), row("capex", "FY2022", "41023.5e4"),
            *(row(item, f"FY202{year}", f"{50 + year}.4e6") for item in ("revenue", "cash", "inventories") for year in (1, 2)),
        ),
        ("statements/TEST.X/facts.csv:3: capex FY2022 has the digits of the year before\n"
        "  410,235,000, as FY2021 (line 2), where other lines moved\n  check that the column was not copied twice"),
        Severity.WARNING,
    ),
    "quarters": (
        (row("revenue", "FY2022", "100.0e6"), row("revenue", "9M2022", "70.0e6"), row("revenue", "Q4 2022", "35.0e6")),
        ("statements/TEST.X/facts.csv:2: revenue FY2022 does not equal 9M + Q4\n"
        "  100,000,000 against 105,000,000 (lines 2, 3, 4)\n  compare the three with their sources"),
        Severity.ERROR,
    ),
    "a day twice": (
        (row("total_assets", "FY2022", "100.0e6"), row("total_assets", "2022-12-31", "101.0e6")),
        ("statements/TEST.X/facts.csv:3: total_assets 2022-12-31 differs from FY2022, which closes on the same day\n"
        "  101,000,000 against 100,000,000 (line 2)\n  one balance a day: mend one of the two, or give them their own basis"),
        Severity.ERROR,
    ),
    "a flow on a day": (
        (row("revenue", "2022-12-31", "100.0e6"),),
        "statements/TEST.X/facts.csv:2: revenue 2022-12-31 is a flow, on a day\n  give it the span that it is of, such as FY2022 or 9M2023",
        Severity.ERROR,
    ),
    "an estimate": (
        (row("revenue", "2025E", "100.0e6"),),
        ("statements/TEST.X/facts.csv:2: revenue FY2025E is an estimate among filed facts\n"
        "  estimates belong in a model, not in the statements"),
        Severity.WARNING,
    ),
    "a span of years": (
        (row("revenue", "2019/2022", "100.0e6"),),
        "statements/TEST.X/facts.csv:2: revenue 2019/2022 stands on a span of years\n  give it the year, half or quarter that it is of",
        Severity.ERROR,
    ),
}  # fmt: skip
FINE = {
    "a loss": (row("net_profit", "FY2021", "10.4e6"), row("net_profit", "FY2022", "-10.5e6")),
    "a volatile line": tuple(row("disposal_gain", f"FY202{year}", value) for year, value in enumerate(("1.2e6", "14.1e6", "1.3e6"))),
    "capital stands still": (
        *(row("paid_in_capital", f"FY202{year}", "3615065842") for year in (1, 2)),
        *(row(item, f"FY202{year}", f"{50 + year}.4e6") for item in ("revenue", "cash", "capex") for year in (1, 2)),
    ),
    "a tenfold year that an identity bears out": (
        *(row("total_liabilities", f"FY202{year}", value) for year, value in ((0, "10.0e6"), (1, "100.0e6"), (2, "11.0e6"))),
        *(row("current_liabilities", f"FY202{year}", value) for year, value in ((0, "5.0e6"), (1, "60.0e6"), (2, "5.0e6"))),
        *(row("non_current_liabilities", f"FY202{year}", value) for year, value in ((0, "5.0e6"), (1, "40.0e6"), (2, "6.0e6"))),
    ),
    "quarters that add up by rounding": (
        row("revenue", "FY2022", "100.0e6"), row("revenue", "9M2022", "70.04e6"), row("revenue", "Q4 2022", "30.0e6"),
    ),
}  # fmt: skip


def found(company: Company) -> tuple[Finding, ...]:
    """The anomalies of a company."""
    return anomalies(company.facts, "statements/TEST.X/facts.csv", excuses_of(company.explained), company.year_end_month)


@pytest.mark.parametrize("name", GALLERY)
def test_gallery(name: str, loaded: Callable[..., Company]) -> None:
    """One small bad file an anomaly, and the whole message."""
    rows, message, severity = GALLERY[name]
    assert [(message, severity)] == [(str(one), one.severity) for one in found(loaded(*rows))]


@pytest.mark.parametrize("name", FINE)
def test_no_noise(name: str, loaded: Callable[..., Company]) -> None:
    """What companies do without anything being wrong."""
    assert found(loaded(*FINE[name])) == ()


def test_an_anomaly_may_be_explained(loaded: Callable[..., Company]) -> None:
    """The company file accounts for it as for a broken identity."""
    header = (
        'ticker="TEST.X"\nname="T"\ncurrency="CNY"\nsources=[{id="filing",title="F"}]\n'
        'explained=[{rule="sign_flip", period="FY2022", why="a refund"}]'
    )
    (one,) = found(loaded(*GALLERY["a minus"][0], header=header))
    assert (one.severity, one.remedy) == (Severity.EXPLAINED, "a refund")
