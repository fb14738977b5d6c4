"""The summary of a company: header, statements strip, segments, margins, expenses, cash, leverage, report check."""

from __future__ import annotations

import re
from calendar import month_name
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import CASH, COMPANY, EXPENSES, LEVERAGE, MARGINS, RATIOS, RETURNS, under
from finkit.reports.layouts.checked import check_block
from finkit.reports.layouts.common import fact_at, fact_cell, in_sentence, joined, missing, period_columns, said, shown_periods, title_of
from finkit.reports.layouts.measured import NO_SOURCE, Measures, why_absent
from finkit.reports.table import Block, Cell, Column, Line, Page, Row, Table, Tone, words
from finkit.statements.breakdowns import LEFT_OVER, left_over
from finkit.statements.fact import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.catalogue.ratios import Ratio
    from finkit.statements.company import Breakdown, Company
    from finkit.verdicts.verdict import Check
    from finkit.vocabulary.periods import Period

STRIP = (
    "revenue", "gross_profit", "operating_profit", "net_profit", "parent_net_profit", "operating_cash_flow", "fcf",
    "total_assets", "total_liabilities", "total_equity", "parent_equity",
)  # fmt: skip
GROUPS = (
    (MARGINS, "Margins"),
    (EXPENSES, "Expense ratios"),
    (CASH, "Cash flow"),
    (LEVERAGE, "Leverage"),
    (RETURNS, "Returns"),
)
SHORT = {"parent_net_profit": "Net profit to parent", "parent_equity": "Equity of parent"}
_SEGMENT_HEADERS = ("revenue", "share, %", "gross profit", "share, %", "margin, %")
_NAMES = re.compile(rf"\b(?:{'|'.join(sorted(ITEM_BY_NAME, key=len, reverse=True))})\b")
_LEAST_CELLS = 2  # a spark of one number says nothing


def summary_page(company: Company, check: Check | None = None) -> Page:
    """Everything that `finkit summary` shows."""
    layout = _Layout(company)
    blocks = [layout.header(), layout.strip(), layout.segments()]
    blocks += [layout.group(group, title) for group, title in GROUPS]
    blocks.append(layout.absences())
    if check is not None:
        blocks.append(check_block(check, company))
    return Page(tuple(block for block in blocks if block.tables or block.lines))


class _Layout:
    """The parts of one company's summary over one choice of periods."""

    def __init__(self, company: Company) -> None:
        self.company, self.measures = company, Measures(company)
        self.periods = shown_periods(company)
        self.years = [one for one in self.periods if one.is_full_year]

    def header(self) -> Block:
        """Who it is, in what money, up to when, and whether its statements hold."""
        company = self.company
        last = max(self.periods, key=lambda one: one.closing(company.year_end_month), default=None)
        until = f"figures to {last.closing(company.year_end_month).isoformat()}" if last else "no figures"
        ends = f"year ends in {month_name[company.year_end_month]}"
        amounts = f"amounts in {said(company.currency)}"
        lines = [Line(joined((company.ticker, company.currency, company.standard, ends, until, amounts)))]
        wrong = sum(finding.severity is Severity.ERROR for finding in company.findings)
        if wrong:
            fail = "check fails" if wrong == 1 else "checks fail"
            text = f"{wrong} statement {fail} beyond rounding: finkit doctor {company.ticker} lists them"
            lines.append(Line(text, Tone.WARN))
        return Block(joined((company.name, company.name_zh), " "), tuple(lines))

    def strip(self) -> Block:
        """The main lines of the statements."""
        growth = Column("YoY, %", right=True)
        columns = (*self._across(), growth, self._spark_column())
        rows = tuple(row for row in (self._line(name) for name in STRIP) if _tells(row))
        notes = (Line(f"YoY: {self.years[-1].code} on the year before; trend: full years", Tone.MUTED),) if self.years else ()
        table = (Table("", columns, rows, notes=notes),) if rows else ()
        return Block(f"Statements, {said(self.company.currency)}", tables=table)

    def _across(self) -> tuple[Column, ...]:
        return (Column("", grows=True, width=20), *period_columns(self.periods))

    def _spark_column(self) -> Column:
        return Column("trend" if len(self.years) >= _LEAST_CELLS else "")

    def _line(self, name: str) -> Row:
        """An item or an amount over the periods, its growth in the last full year, its trend."""
        cells = [self._value(name, period) for period in self.periods]
        growth = missing()
        if self.years and name in ITEM_BY_NAME:
            growth = self.measures.cell(f"{name}_growth", self.years[-1])
        return Row((words(SHORT.get(name, title_of(name))), *cells, growth, self._spark(cells)))

    def _value(self, name: str, period: Period, segment: str = "") -> Cell:
        if name not in ITEM_BY_NAME:
            return self.measures.cell(name, period, segment)
        fact = fact_at(self.company, name, period, segment)
        if fact is None:
            return missing(why_absent(self.company, name, period, segment))
        return fact_cell(self.company, fact)

    def _spark(self, cells: Iterable[Cell]) -> Cell:
        pairs = zip(cells, self.periods, strict=True)
        series = tuple(cell.number for cell, period in pairs if period.is_full_year)
        return Cell(spark=series) if len(series) - series.count(None) >= _LEAST_CELLS else words("")

    def _ratio_row(self, name: str, label: str, segment: str = "") -> Row:
        cells = [self.measures.cell(name, period, segment) for period in self.periods]
        return Row((words(label), *cells, self._spark(cells)))

    def group(self, group: str, title: str) -> Block:
        """The ratios of a group over the periods; rows without any number are told among the absences."""
        main = (one for one in RATIOS if one.main and one.group == group and one.name not in STRIP and COMPANY in one.per)
        ratios = [under(one, self.company.standard) for one in main]
        rows = []
        for ratio in ratios:
            unit = said(ratio.unit_in(self.company.currency))
            row = self._ratio_row(ratio.name, ratio.title if unit == "%" else f"{ratio.title}, {unit}")
            rows += [row] if _tells(row) else []
        table = (Table("", (*self._across(), self._spark_column()), tuple(rows)),) if rows else ()
        alike = all(ratio.unit == "%" for ratio in ratios)
        return Block(f"{title}, %" if alike else f"{title}, % unless said", tables=table)

    def segments(self) -> Block:
        """The last full year in which segments have revenue or gross profit, then their margins over the years."""
        told = [(self._filled(one) >= _LEAST_CELLS, one) for one in self.years if self._filled(one)]
        tables = self._segments_in(max(told)[1]) if told else []
        columns = (*self._across(), self._spark_column())
        margins = [self._ratio_row("gross_margin", one.title, one.name) for one in self.company.segments]
        known = tuple(row for row in margins if _numbers(row) >= _LEAST_CELLS)
        if known:
            tables.append(Table("Gross margin by segment, %", columns, known))
        return Block("Segments", tables=tuple(tables))

    def _filled(self, period: Period) -> int:
        """How many segments have revenue or gross profit in the period."""
        pairs = ((one.name, item) for one in self.company.segments for item in ("revenue", "gross_profit"))
        return len({name for name, item in pairs if self.company.all_facts(item, period, name)})

    def _segments_in(self, year: Period) -> list[Table]:
        """A table a breakdown of the company, each down to the whole; segments of no breakdown stand in one of their own."""
        titles = {one.name: one.title for one in self.company.segments}
        shown = {name: row for name in titles if _tells(row := self._segment(titles[name], name, year))}
        groups = [(one, [name for name in one.segments if name in shown]) for one in self.company.breakdowns if not one.of]
        grouped = {name for _, names in groups for name in names}
        others = [name for name in shown if name not in grouped]
        amounts = f"{year.code}, {said(self.company.currency)}"
        told = [self._told(f"{one.title}, {amounts}", [shown[name] for name in names], year, one) for one, names in groups if names]
        return [*told, *([self._told(amounts, [shown[name] for name in others], year)] if others else [])]

    def _told(self, title: str, rows: Sequence[Row], year: Period, breakdown: Breakdown | None = None) -> Table:
        columns = (
            Column("", grows=True, width=20),
            *(Column(header, right=True, age=int("share" in header)) for header in _SEGMENT_HEADERS),
        )
        whole = self._segment("Company", "", year).cells
        total = Row((*whole[:2], words(""), whole[3], words(""), whole[5]), total=True)
        return Table(title, columns, (*rows, *self._left_over(breakdown, year), total))

    def _left_over(self, breakdown: Breakdown | None, year: Period) -> list[Row]:
        """What the segments leave of revenue and gross profit; no row where nothing of it is known."""
        if breakdown is None:
            return []
        cells = [self._rest(breakdown, item, year) for item in ("revenue", "gross_profit")]
        row = Row((words(LEFT_OVER.capitalize()), cells[0], words(""), cells[1], words(""), words("")))
        return [row] if _tells(row) else []

    def _rest(self, breakdown: Breakdown, item: str, year: Period) -> Cell:
        fact = left_over(breakdown, item, lambda name: fact_at(self.company, item, year, name))
        return fact_cell(self.company, fact) if fact else words("")

    def _segment(self, title: str, name: str, year: Period) -> Row:
        metric = self.measures.cell
        return Row(
            (
                words(title), self._value("revenue", year, name), metric("revenue_share", year, name),
                self._value("gross_profit", year, name), metric("gross_profit_share", year, name),
                metric("gross_margin", year, name),
            )
        )  # fmt: skip

    def absences(self) -> Block:
        """The metrics that no period has, each with its reason."""
        lines = []
        for ratio in RATIOS:
            if ratio.main and ratio.group in dict(GROUPS) and COMPANY in ratio.per and not ratio.variant_of:
                row = under(ratio, self.company.standard)
                cells = [self.measures.cell(row.name, period) for period in self.periods]
                if cells and all(cell.absent for cell in cells):
                    lines.append(Line(f"{row.title}: {self._reason(row, cells)}", Tone.MUTED))
        return Block("Not available", tuple(lines))

    def _reason(self, ratio: Ratio, cells: Sequence[Cell]) -> str:
        """The items that no period has, with the company file's reasons; else what the last full year lacks."""
        gone = [name for name in ratio.terms if not any(fact_at(self.company, name, period) for period in self.periods)]
        if gone:
            return f"needs {self._listed(gone)}"
        return _NAMES.sub(lambda name: in_sentence(title_of(name[0])), cells[max(0, len(self.years) - 1)].note)

    def _listed(self, names: Sequence[str]) -> str:
        """Items with why no source holds them, each reason once; without one where the company file gives none."""
        by_reason: dict[str, list[str]] = {}
        for name in names:
            by_reason.setdefault(why_absent(self.company, name), []).append(in_sentence(title_of(name)))
        plain = by_reason.pop(NO_SOURCE, [])
        return "; ".join(filter(None, (", ".join(plain), *(f"{', '.join(told)} ({why})" for why, told in by_reason.items()))))


def _tells(row: Row) -> bool:
    return _numbers(row) > 0


def _numbers(row: Row) -> int:
    return sum(cell.number is not None for cell in row.cells)
