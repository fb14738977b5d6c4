"""What is drawn of a company: each chart is a table of at least two categories that a renderer may draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.reports.layouts.common import fact_at, fact_cell, missing, said, shown_periods, title_of
from finkit.reports.layouts.measured import Measures
from finkit.reports.table import Cell, Chart, Column, Row, Table, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from finkit.statements.company import Company
    from finkit.vocabulary.periods import Period

    Source = Callable[[str, Period, str], Cell]

_LEAST = 2  # a chart of one bar says nothing
EXPENSES = ("selling_expense_ratio", "administrative_expense_ratio", "rd_expense_ratio", "finance_expense_ratio", "total_expense_ratio")
CASH = ("parent_net_profit", "operating_cash_flow", "fcf")
# title, items or metrics over the years, those drawn as lines, those of them with a scale of their own
_OVER_YEARS: tuple[tuple[str, tuple[str, ...], tuple[int, ...], tuple[int, ...]], ...] = (
    ("Revenue and margins", ("revenue", "gross_margin", "net_margin"), (1, 2), (1, 2)),
    ("Expense ratios", EXPENSES, (0, 1, 2, 3, 4), ()),
    ("Cash flow against profit", CASH, (), ()),
    ("Leverage", ("asset_liability_ratio", "current_ratio"), (0, 1), (1,)),
)


def charts(company: Company, cell: Source | None = None) -> tuple[Chart, ...]:
    """The charts for which the company has the figures. `cell`: where its cells come from, by default its facts and metrics."""
    desk = _Desk(company, cell or _Facts(company).cell)
    years = [desk.over_years(*row) for row in _OVER_YEARS]
    return tuple(chart for chart in (years[0], desk.segments(), *years[1:]) if chart is not None)


class _Facts:
    """The figures of a company as cells."""

    def __init__(self, company: Company) -> None:
        self.company, self.measures = company, Measures(company)

    def cell(self, name: str, period: Period, segment: str) -> Cell:
        """An item or metric in a year, on the basis on which the year stands."""
        if name not in ITEM_BY_NAME:
            return self.measures.cell(name, period, segment)
        fact = fact_at(self.company, name, period, segment, self.company.order_for(period))
        return fact_cell(self.company, fact) if fact else missing()


class _Desk:
    """One company's series as charts want them."""

    def __init__(self, company: Company, cell: Source) -> None:
        self.company, self._cell = company, cell
        self.years = [one for one in shown_periods(company) if one.is_full_year]

    def _row(self, name: str, cells: Sequence[Cell]) -> Row:
        unit = said(self.company.currency) if name in ITEM_BY_NAME or name == "fcf" else "x" if name == "current_ratio" else "%"
        return Row((words(f"{title_of(name)}, {unit}"), *cells))

    def over_years(self, title: str, names: tuple[str, ...], lines: tuple[int, ...], right: tuple[int, ...]) -> Chart | None:
        """Items and metrics over the full years; series without a figure are left out."""
        told = [(at, name, [self._cell(name, year, "") for year in self.years]) for at, name in enumerate(names)]
        shown = [(at, self._row(name, cells)) for at, name, cells in told if sum(cell.number is not None for cell in cells) >= _LEAST]
        if not shown:
            return None
        places = {at: place for place, (at, _) in enumerate(shown)}
        columns = (Column("", grows=True, width=38), *(Column(year.code, right=True) for year in self.years))
        table = Table("", columns, tuple(row for _, row in shown))
        return Chart(title, table, tuple(places[at] for at in lines if at in places), tuple(places[at] for at in right if at in places))

    def segments(self) -> Chart | None:
        """Revenue and gross margin of the segments in the last year that tells of two or more."""
        for year in reversed(self.years):
            names = [
                (one.title, [self._cell(name, year, one.name) for name in ("revenue", "gross_margin")]) for one in self.company.segments
            ]
            told = [(title, cells) for title, cells in names if cells[0].number is not None]
            if len(told) >= _LEAST:
                columns = (Column("", grows=True, width=38), *(Column(title, right=True) for title, _ in told))
                rows = tuple(self._row(name, [cells[at] for _, cells in told]) for at, name in enumerate(("revenue", "gross_margin")))
                return Chart(f"Segment revenue and gross margin, {year.code}", Table("", columns, rows), lines=(1,), right=(1,), apart=True)
        return None
