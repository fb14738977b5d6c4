"""The Excel template for an analyst's own statements: sheets by statement, items in two languages, periods as columns.

Input cells are blue and checked on entry; no formula stands in it. `finkit import` reads it back. With a company its
filed facts are filled in, one column a period and basis, so that they can be edited and imported again.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from finkit.catalogue.items import BALANCE, CASH_FLOW, INCOME, ITEM_BY_NAME, ITEMS, MONEY, VOLUME
from finkit.catalogue.layouts import layout
from finkit.disk.atomic import write_atomically
from finkit.statements.fact import Basis
from finkit.statements.importers.workbook import COMPANY, FIELDS, HEAD, INSTRUCTIONS, MARKS, SOURCE_COLUMNS, SOURCES
from finkit.vocabulary.units import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

    from finkit.statements.company import Company
    from finkit.statements.fact import Fact
    from finkit.vocabulary.periods import Period

SHEETS = (("Income", (INCOME,)), ("Balance", (BALANCE,)), ("Cash flow", (CASH_FLOW,)), ("Segments", ()), ("Operations", (VOLUME,)))
SEGMENT_ITEMS = ("revenue", "cost_of_sales", "gross_profit", "sales_volume", "average_price")
BASES = (Basis.REPORTED.value, Basis.RESTATED.value, Basis.VENDOR.value)
SCALES = ("", " thousand", " million", " billion")
TEXT = (
    "Fill in the blue cells and import the file: finkit import FILE. Empty cells are left out; a zero is a zero.",
    "Signs: income, assets, liabilities and costs are positive; a loss is negative; cash paid is positive on its line.",
    "unit: of the whole sheet, such as CNY or CNY million (万元, 亿元 are read too). Prices, tonnes and per-share figures have their own.",
    "basis: reported is the filing as first printed, restated a later filing's comparative, vendor a data vendor's line.",
    "source: an id of the sheet Sources, for each column. Without one the file itself is the source.",
    "Periods: FY2022, H1 2023, 9M2023, Q3 2023 or a day. Two columns of one period take two bases. Columns may be added.",
    "Items: keep the names in the first column; any item or ratio of the catalogue (finkit metrics) may be added below.",
    "Segments: one row an item and segment; write the segment's title in each of its rows. Rows may be added.",
    "Nothing is calculated: a cell that begins with = is refused. Paste values.",
    "填写蓝色单元格后运行 finkit import FILE；空白单元格不导入，零即为零；不接受公式，请粘贴数值。",
)
_CREATED = dt.datetime(2020, 1, 1)  # noqa: DTZ001  (a fixed date: the same template is the same bytes)
_ROOM = 12  # columns that are ready for periods
_LARGEST = 1e308
Columns = tuple[tuple["Period", str], ...]


def write_template(path: Path, periods: Sequence[Period], company: Company | None = None, currency: str = "CNY") -> None:
    """The template at `path`; with a company, filled with its filed facts."""
    write_atomically(path, template_bytes(periods, company, currency))


def template_bytes(periods: Sequence[Period], company: Company | None = None, currency: str = "CNY") -> bytes:
    """The template as a file's bytes."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  (late: start-up time)

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": "finkit template", "created": _CREATED})
    pen = _Pen(book, company, company.currency if company else currency, _columns(company, periods))
    pen.instructions()
    pen.company_sheet()
    for name, kinds in SHEETS:
        pen.figures(name, kinds)
    pen.sources()
    book.close()
    return stream.getvalue()


def _columns(company: Company | None, periods: Sequence[Period]) -> Columns:
    """A column a period and basis of what is filed, else the periods wanted."""
    filed = {(fact.period, fact.basis.value) for fact in company.facts if fact.line is not None} if company else set()
    return tuple(sorted(filed)) or tuple((period, BASES[0]) for period in periods)


class _Pen:
    """Writes the sheets."""

    def __init__(self, book: Any, company: Company | None, currency: str, columns: Columns) -> None:  # noqa: ANN401  (XlsxWriter has no types)
        self.book, self.company, self.currency, self.columns = book, company, currency, columns
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.muted = book.add_format({"font_color": "#808080"})
        self.total = book.add_format({"bold": True})
        self.typed = book.add_format({"font_color": "#0000FF", "bg_color": "#F2F7FF"})
        self.number = book.add_format({"font_color": "#0000FF", "bg_color": "#F2F7FF", "num_format": "#,##0.############"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.filed: dict[tuple[str, str, Period, str], Fact] = {}
        for fact in company.facts if company else ():
            if fact.line is not None:
                self.filed[(*fact.key, fact.basis.value)] = fact

    def instructions(self) -> None:
        """What to do."""
        sheet = self.book.add_worksheet(INSTRUCTIONS)
        sheet.set_column(0, 0, 110)
        sheet.write_string(0, 0, "An analyst's own statements for finkit", self.head)
        for row, text in enumerate(TEXT, 2):
            sheet.write_string(row, 0, text, self.wrapped)

    def company_sheet(self) -> None:
        """Who it is."""
        sheet = self.book.add_worksheet(COMPANY)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 50)
        blank = {"currency": self.currency, "year_end_month": 12, "standard": "CAS"}
        for row, (name, label) in enumerate(FIELDS.items()):
            value = getattr(self.company, name) if self.company else blank.get(name, "")
            sheet.write_string(row, 0, label)
            sheet.write(row, 1, value, self.typed)
            if name == "currency":
                sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(CURRENCIES)})
            if name == "year_end_month":
                sheet.data_validation(row, 1, row, 1, {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12})

    def figures(self, name: str, kinds: tuple[str, ...]) -> None:
        """A sheet of figures."""
        sheet = self.book.add_worksheet(name)
        rows = self._rows(kinds)
        first, last, top = len(HEAD), len(HEAD) + max(_ROOM, len(self.columns)) - 1, len(MARKS)
        for row, mark in enumerate(MARKS):
            sheet.write_string(row, 0, mark, self.muted)
        sheet.write_string(0, 1, self.currency, self.typed)
        units = [self.currency + scale for scale in SCALES]
        sheet.data_validation(0, 1, 0, 1, {"validate": "list", "source": units, "error_type": "warning"})
        for at, text in enumerate(HEAD):
            sheet.write_string(top, at, text, self.head)
        for at in range(first, last + 1):
            period, basis = self.columns[at - first] if at - first < len(self.columns) else (None, "")
            sheet.write(1, at, basis, self.typed)
            sheet.write_blank(2, at, None, self.typed)
            sheet.write(top, at, period.code if period else "", self.head)
        sheet.data_validation(1, first, 1, last, {"validate": "list", "source": list(BASES)})
        sheet.data_validation(2, first, 2, last, {"validate": "list", "source": f"={SOURCES}!$A$2:$A$200", "error_type": "warning"})
        limits = {"validate": "decimal", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}
        message = {"error_title": "A number is wanted", "error_message": "Digits alone, no formula and no unit."}
        sheet.data_validation(top + 1, first, top + max(len(rows), 1) + 40, last, limits | message)
        for row, (item, segment, is_total) in enumerate(rows, top + 1):
            self._figure_row(sheet, row, item, segment, (first, last), is_total=is_total)
        sheet.freeze_panes(top + 1, first)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 2, 30)
        sheet.set_column(3, 3, 22 if not kinds else 10)
        sheet.set_column(first, last, 18)

    def _rows(self, kinds: tuple[str, ...]) -> list[tuple[str, str, bool]]:
        """(item, segment title, total) of a sheet; more than its layout holds where the company has filed more."""
        if kinds:
            rows = [(place.item, "", place.total) for kind in kinds for place in layout(kind)]
            return rows + ([(item, "", False) for item in self._elsewhere()] if kinds == SHEETS[-1][1] else [])
        titles = {segment.name: segment.title for segment in self.company.segments} if self.company else {}
        filed = {(segment, item) for item, segment, _, _ in self.filed if segment}
        order = [item.name for item in ITEMS]
        pairs = sorted(filed, key=lambda pair: (pair[0], order.index(pair[1]) if pair[1] in order else len(order), pair[1]))
        return [(item, titles.get(segment, segment), False) for segment, item in pairs] or [(item, "", False) for item in SEGMENT_ITEMS]

    def _elsewhere(self) -> list[str]:
        """Measures of the company that no sheet has a row for: disclosed ratios and changes."""
        shown = {place.item for _, kinds in SHEETS for kind in kinds for place in layout(kind)}
        return sorted({item for item, segment, _, _ in self.filed if not segment} - shown)

    def _figure_row(self, sheet: Any, row: int, item: str, segment: str, span: tuple[int, int], *, is_total: bool) -> None:  # noqa: ANN401
        known = ITEM_BY_NAME.get(item)
        unit = "" if known is None or known.unit == MONEY else f", {known.unit_in(self.currency)}"
        style = self.total if is_total else None
        names = {one.title: one.name for one in self.company.segments} if self.company else {}
        for at, text in enumerate((item, (known.title if known else item) + unit, known.title_zh if known else "")):
            sheet.write_string(row, at, text, self.muted if not at else style)
        sheet.write(row, 3, segment, self.typed if segment else None)
        for at in range(span[0], span[1] + 1):
            column = self.columns[at - span[0]] if at - span[0] < len(self.columns) else None
            fact = self.filed.get((item, names.get(segment, segment), *column)) if column else None
            if fact is None:
                sheet.write_blank(row, at, None, self.number)
            elif _is_a_cell(fact.value):
                sheet.write_number(row, at, float(fact.value), self.number)
            else:
                sheet.write_string(row, at, written(fact.value), self.number)

    def sources(self) -> None:
        """Where the figures were read."""
        sheet = self.book.add_worksheet(SOURCES)
        for at, name in enumerate(SOURCE_COLUMNS):
            sheet.write_string(0, at, name, self.head)
        for row, source in enumerate(self.company.sources if self.company else (), 1):
            for at, name in enumerate(SOURCE_COLUMNS):
                sheet.write_string(row, at, getattr(source, name), self.typed)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 2, 60)


def _is_a_cell(value: Decimal) -> bool:
    """A number of Excel says as much: it keeps fifteen digits and no noughts at the end, and takes 280e8 for 28000000000."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent <= 0 and f"{float(value):.15g}" == f"{value:f}"


def written(value: Decimal) -> str:
    """A number with all its digits and none more, as facts.csv has it: 27998e6."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or exponent <= 0:
        return f"{value:f}"
    return f"{'-' if sign else ''}{''.join(map(str, digits))}e{exponent}"
