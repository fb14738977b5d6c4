"""A workbook in which every ratio of the catalogue is live, recalculated by LibreOffice."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

import finkit
from finkit.catalogue.items import ITEMS
from finkit.catalogue.measures import measure_called
from finkit.catalogue.ratios import COMPANY, RATIOS
from finkit.statements.company import Company
from finkit.statements.fact import Basis, Fact
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

YEARS = ("FY2020", "FY2021", "FY2022")
MILLION = 10**6


@pytest.fixture
def full() -> Company:
    """A company that prints every line of every item, three years long; sizes differ, and grow unevenly."""
    facts = []
    for place, item in enumerate(ITEMS):
        for year, code in enumerate(YEARS):
            size = Decimal(100 + 37 * ((7 * place + 3) % 41) + (year + 1) * (5 + place % 9))
            scale = MILLION if item.unit == "money" else 1
            measure = measure_called(item.name)
            assert measure is not None
            unit = measure.unit_in("USD")
            facts.append(Fact(item=item.name, period=Period.parse(code), value=size * scale, unit=unit, basis=Basis.REPORTED, source="s"))
    return Company(ticker="FULL.X", name="Full Lines", currency="USD", facts=tuple(facts))


def test_every_ratio_recalculates(full: Company, tmp_path: Path, differences: Callable[[Path, Path], tuple[int, list[str]]]) -> None:
    """Scores, points, days and prices per share among them: the cells give what Python gave, to 1e-9."""
    path = tmp_path / "full.xlsx"
    finkit.write_workbook(path, full)
    count, wrong = differences(path, tmp_path)
    assert wrong == []
    assert count > 2 * len(RATIOS)


def test_every_ratio_is_live(full: Company, tmp_path: Path) -> None:
    """In the last year each row of the company is a formula with a value."""
    path = tmp_path / "full.xlsx"
    finkit.write_workbook(path, full)
    sheet = openpyxl.load_workbook(path)["Metrics"]
    column = next(cell.column for cell in sheet[5] if cell.value == "FY2022") if any(cell.value for cell in sheet[5]) else 0
    column = column or next(cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == "FY2022")
    cells = {str(row[0].value): row[column - 1].value for row in sheet.iter_rows(min_row=6)}
    dead = [ratio.title for ratio in RATIOS if COMPANY in ratio.per and not str(cells[ratio.title]).startswith("=IF(")]
    assert dead == []
