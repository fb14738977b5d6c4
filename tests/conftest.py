"""An invented company on disk, Blue Kiln Ceramics, and an invented check of a report about it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from finkit.statements.fact import Basis, Fact
from finkit.statements.files import load
from finkit.verdicts.verdict import (
    Alternative,
    Check,
    CheckedFigure,
    CompanyUsed,
    DialectFound,
    Edit,
    StatementValue,
    Verdict,
)
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from finkit.statements.company import Company

COMPANY = """
ticker = "BKC.XX"
name = "Blue Kiln Ceramics"
name_zh = "蓝窑陶瓷"
aliases = ["BKC", "Blue Kiln"]
former_names = ["Old Kiln"]
currency = "CNY"
year_end_month = 12
standard = "CAS"
notes = ["Invented for tests."]

[[segments]]
name = "tiles"
title = "Tiles"
title_zh = "瓷砖"
aliases = ["tiles"]

[[segments]]
name = "vases"
title = "Vases"
title_zh = "花瓶"
aliases = ["vases"]

[[gaps]]
item = "interest_bearing_debt"
why = "no source prints borrowings"

[[sources]]
id = "annual"
title = "Annual report, invented"
url = "https://example.com/annual"
read = "2024-01-02"

[[sources]]
id = "vendor"
title = "A data vendor, invented"
"""
FACTS = """item,segment,period,value,unit,basis,source,note
revenue,,FY2021,800000000,CNY,reported,annual,
revenue,,FY2021,820000000,CNY,restated,annual,common control
revenue,,FY2022,1000000000,CNY,reported,annual,
revenue,,FY2023,900000000,CNY,reported,annual,
revenue,,9M2022,700000000,CNY,reported,annual,
revenue,,9M2023,650000000,CNY,reported,annual,
cost_of_sales,,FY2021,600000000,CNY,reported,annual,
cost_of_sales,,FY2022,720000000,CNY,reported,annual,
cost_of_sales,,FY2023,690000000,CNY,reported,annual,
selling_expense,,FY2022,30000000,CNY,reported,annual,
administrative_expense,,FY2022,40000000,CNY,reported,annual,
rd_expense,,FY2022,12000000,CNY,vendor,vendor,
finance_expense,,FY2022,8000000,CNY,reported,annual,
net_profit,,FY2022,100000000,CNY,reported,annual,
net_profit,,FY2023,-20000000,CNY,reported,annual,
parent_net_profit,,FY2022,90000000,CNY,reported,annual,
parent_net_profit,,FY2023,-18000000,CNY,reported,annual,
operating_cash_flow,,FY2022,120000000,CNY,reported,annual,
operating_cash_flow,,FY2023,-30000000,CNY,reported,annual,
capex,,FY2022,50000000,CNY,reported,annual,
total_assets,,FY2022,1600000000,CNY,reported,annual,
total_liabilities,,FY2022,700000000,CNY,reported,annual,
gross_margin,,9M2023,24.6,%,reported,annual,
revenue,tiles,FY2022,600000000,CNY,reported,annual,
gross_profit,tiles,FY2022,190000000,CNY,reported,annual,
average_price,tiles,FY2022,3000,CNY/t,reported,annual,
sales_volume,tiles,FY2022,200000,t,reported,annual,
"""


@pytest.fixture
def make_kiln() -> Callable[..., Path]:
    """Make a statements folder that holds Blue Kiln Ceramics alone, with more lines of facts if wanted."""

    def make(root: Path, more: str = "") -> Path:
        folder = root / "BKC.XX"
        folder.mkdir(parents=True)
        (folder / "company.toml").write_text(COMPANY, encoding="utf-8")
        (folder / "facts.csv").write_text(FACTS + more, encoding="utf-8")
        return root

    return make


@pytest.fixture
def kiln_folder(tmp_path: Path, make_kiln: Callable[..., Path]) -> Path:
    """The statements folder of Blue Kiln Ceramics."""
    return make_kiln(tmp_path / "statements")


@pytest.fixture
def kiln(kiln_folder: Path) -> Company:
    """Blue Kiln Ceramics, with a segment read from a damaged report: revenue well known, gross profit widely."""
    company = load("BKC", kiln_folder)
    read = [
        Fact(
            item=item, segment="vases", period=Period.parse("FY2022"), value=Decimal(value), unit="CNY",
            basis=Basis.RECONSTRUCTED, source="check:kiln.txt#1-2", low=Decimal(low), high=Decimal(high),
        )
        for item, value, low, high in (
            ("revenue", "375e6", "374.5e6", "375.5e6"),
            ("gross_profit", "80e6", "75e6", "85e6"),
        )
    ]  # fmt: skip
    return company.with_facts((*company.facts, *read))


def figure(start: int, surface: str, verdict: Verdict, **more: object) -> CheckedFigure:
    """A checked figure with what a test cares about."""
    end = start + len(surface)
    return CheckedFigure(
        id=f"{start}-{end}", start=start, end=end, surface=surface, parts=((start, end),), kind="value", verdict=verdict,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def kiln_check() -> Check:
    """One figure a verdict; the last one carries a formula, markup and a control character in its characters."""
    figures = (
        figure(
            10, "100 billion yuan", Verdict.REPAIRED, value=Decimal("1.00e9"), low=Decimal("0.995e9"),
            high=Decimal("1.005e9"), unit="CNY", measure="revenue", entity="company", period="2022",
            edits=(Edit(stage="point lost", before="1000亿", after="10.00亿"),), source_text="10.00亿元", confidence=0.99,
            why="point lost undone: figure = fact (holds) [annual, reported]",
            statement=StatementValue(
                value=Decimal("1e9"), low=Decimal("1e9"), high=Decimal("1e9"), unit="CNY", basis="reported",
                source="annual", row="revenue", difference=Decimal(0), lines=(4,),
            ),
        ),
        figure(
            40, "395%", Verdict.CONTRADICTED, value=Decimal("3.95"), low=Decimal("3.945"), high=Decimal("3.955"), unit="%",
            measure="selling_expense_ratio", entity="company", period="2022", confidence=0.98,
            why="restored as 3.95 %, but figure = fact does not hold [annual, reported]",
            statement=StatementValue(
                value=Decimal(3), low=Decimal(3), high=Decimal(3), unit="%", basis="reported", source="annual",
                row="selling_expense_ratio", difference=Decimal("0.95"), lines=(11, 4),
            ),
        ),
        figure(
            60, "2500,000 tons", Verdict.AMBIGUOUS, value=Decimal(250000), unit="t", measure="sales_volume", segment="tiles",
            alternatives=(Alternative(value=Decimal(25000), unit="t", cost=1.0),), why="two readings are as likely",
        ),
        figure(
            90, '=HYPERLINK("x") [bold]12[/bold] \u202e\x1b[31m', Verdict.INFERRED, value=Decimal("1.2"),
            low=Decimal("1.15"), high=Decimal("1.25"), unit="%", measure="=1+1", why="[red]pattern[/red]",
        ),
    )  # fmt: skip
    return Check(
        document="kiln.txt", sha256="0" * 64, text="", figures=figures, relations=(), sections=(),
        company=CompanyUsed(ticker="BKC.XX", name="Blue Kiln Ceramics", chosen="given"),
        dialect=DialectFound(name="points lost", stages=("point lost",), costs={}),
    )  # fmt: skip
