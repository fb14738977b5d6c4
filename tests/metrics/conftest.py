"""A company made of facts, without files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.catalogue.measures import measure_called
from finkit.statements.company import Company
from finkit.statements.fact import Basis, Fact
from finkit.statements.files import load
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2] / "statements"


def fact(item: str, period: str, value: str, basis: Basis = Basis.REPORTED, segment: str = "") -> Fact:
    """A fact with the catalogue's unit."""
    unit = measure_called(item).unit_in("CNY")
    return Fact(
        item=item,
        segment=segment,
        period=Period.parse(period),
        value=Decimal(value),
        unit=unit,
        basis=basis,
        source="s",
    )


def company_of(*facts: Fact, ticker: str = "TEST.X", **more: object) -> Company:
    """A company that holds these facts."""
    return Company(ticker=ticker, name=ticker, currency="CNY", facts=facts, **more)


@pytest.fixture(scope="session")
def nre() -> Company:
    """North Rare Earth as it is shipped."""
    return load("600111.SH", ROOT)


@pytest.fixture
def make() -> tuple[Callable[..., Fact], Callable[..., Company]]:
    """The makers of facts and companies."""
    return fact, company_of
