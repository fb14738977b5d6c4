"""Views of a company: one basis at a time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.statements.company import AS_REPORTED, DEFAULT_ORDER
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company


YEAR = Period(2020)


def test_the_order_of_bases_decides(loaded: Callable[..., Company]) -> None:
    """A fact on two bases: the caller's order says which one a view shows."""
    company = loaded("revenue,,FY2020,212e8,CNY,reported,filing,", "revenue,,FY2020,219e8,CNY,restated,filing,")
    assert company.fact("revenue", YEAR, order=DEFAULT_ORDER).value == Decimal("219e8")
    assert company.fact("revenue", YEAR, order=AS_REPORTED).value == Decimal("212e8")


def test_a_period_stands_on_one_basis(loaded: Callable[..., Company]) -> None:
    """Two restated lines among many as first reported do not make the year a restated one."""
    rows = ["revenue,,FY2020,219e8,CNY,restated,filing,", "revenue,,FY2020,212e8,CNY,reported,filing,"]
    assert loaded(*rows).order_for(YEAR) == DEFAULT_ORDER
    assert loaded(*rows, "net_profit,,FY2020,9e8,CNY,reported,filing,").order_for(YEAR) == AS_REPORTED


def test_facts_are_added_to_a_new_company(loaded: Callable[..., Company]) -> None:
    """The old company keeps its facts; the new one's views show the new ones."""
    company = loaded("revenue,,FY2020,212e8,CNY,reported,filing,")
    assert company.fact("revenue", YEAR) is not None
    emptied = company.with_facts([])
    assert emptied.fact("revenue", YEAR) is None
    assert company.fact("revenue", YEAR) is not None
    assert emptied.sources == company.sources
