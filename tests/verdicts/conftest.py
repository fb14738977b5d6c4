"""An invented company for tiny documents."""

from __future__ import annotations

import pytest

from finkit.statements.company import Company, Segment, Source
from finkit.statements.fact import Fact

ROWS = """
revenue FY2020 8000e6
revenue FY2021 9624e6
gross_profit FY2021 2406e6
net_profit FY2020 605e6
net_profit FY2021 731e6
revenue FY2021 3127e6 pumps
total_assets 2021-12-31 15000e6
total_liabilities 2021-12-31 6300e6
"""


@pytest.fixture(scope="session")
def works() -> Company:
    """Brook Works: a handful of facts."""
    facts = []
    for line, row in enumerate(ROWS.strip().splitlines(), start=2):
        item, period, value, *segment = row.split()
        facts.append(
            Fact(item=item, period=period, value=value, unit="CNY", basis="reported", source="annual", segment="".join(segment), line=line)
        )
    return Company(
        ticker="BRW.XX",
        name="Brook Works",
        currency="CNY",
        segments=(Segment(name="pumps", title="Pumps"), Segment(name="valves", title="Valves")),
        sources=(Source(id="annual", title="Annual report, invented"),),
        facts=tuple(facts),
    )
