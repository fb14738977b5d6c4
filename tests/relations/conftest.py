"""An invented company with facts on several bases, and what a sentence about it relates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.figures.bind import bind
from finkit.figures.extract import extract
from finkit.relations.bound import bound_relations
from finkit.relations.places import Places
from finkit.relations.stated import stated_relations
from finkit.statements.company import Company, Segment, Source
from finkit.statements.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.relations.residual import Relation

ROWS = """
revenue FY2019 7000e6 reported
revenue FY2020 8000e6 reported
revenue FY2020 8200e6 restated
revenue FY2021 9624e6 reported
gross_profit FY2021 2406e6 reported
net_profit FY2020 605e6 reported
net_profit FY2021 731e6 reported
rd_expense FY2021 288.72e6 vendor
total_assets 2021-12-31 15000e6 reported
total_liabilities 2021-12-31 6300e6 reported
revenue FY2020 2842e6 reported pumps
revenue FY2021 3127e6 reported pumps
gross_profit FY2021 938e6 vendor pumps
"""


@pytest.fixture(scope="session")
def works() -> Company:
    """Brook Works: two segments, a restated year, a vendor's lines, balances by their day."""
    facts = []
    for line, row in enumerate(ROWS.strip().splitlines(), start=2):
        item, period, value, basis, *segment = row.split()
        facts.append(
            Fact(item=item, period=period, value=value, unit="CNY", basis=basis, source="annual", segment="".join(segment), line=line)
        )
    return Company(
        ticker="BRW.XX",
        name="Brook Works",
        currency="CNY",
        segments=(Segment(name="pumps", title="Pumps"), Segment(name="valves", title="Valves")),
        sources=(Source(id="annual", title="Annual report, invented"),),
        facts=tuple(facts),
    )


@pytest.fixture(scope="session")
def related(works: Company) -> Callable[..., dict[str, Relation]]:
    """The relations of a text by kind and figure surface or place, e.g. `growth`, `fact`."""

    def relate(text: str, *, alone: bool = False) -> dict[str, Relation]:
        company = None if alone else works
        spoken = extract(text)
        figures = bind(spoken, works)
        found = [*bound_relations(Places(figures, company)), *stated_relations(figures, spoken)]
        assert len({one.id for one in found}) == len(found)
        return {one.id: one for one in found}

    return relate
