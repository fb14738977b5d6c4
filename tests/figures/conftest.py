"""An invented company with three segments, for everything that reads figures."""

from __future__ import annotations

import pytest

from finkit.statements.company import Company, Segment, Source
from finkit.statements.fact import Fact


@pytest.fixture(scope="session")
def works() -> Company:
    """Brook Works makes pumps, valves and seals."""
    return Company(
        ticker="BRW.XX",
        name="Brook Works",
        name_zh="溪流制造",
        aliases=("Brook",),
        currency="CNY",
        segments=(
            Segment(name="pumps", title="Pumps", title_zh="水泵", aliases=("pump",)),
            Segment(name="valves", title="Valves", title_zh="阀门", aliases=("valve",)),
            Segment(name="seals", title="Seals", aliases=("seal",)),
        ),
        sources=(Source(id="annual", title="Annual report, invented"),),
        facts=(Fact(item="revenue", period="FY2021", value="9624e6", unit="CNY", basis="reported", source="annual"),),
    )
