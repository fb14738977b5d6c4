"""Books as Excel workbooks, through XlsxWriter: live formulas with their values beside them, notes, names, print setup.

Two passes: the first gives every keyed cell its address, the second writes. Text is always a string cell, so that a
document cannot plant a formula. The same book gives the same bytes.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]  # (ships no types)
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from finkit.disk.atomic import write_atomically
from finkit.reports.algebra import spreadsheet
from finkit.reports.excel_parts import axis_of, cached, footer, number_format, series_of
from finkit.reports.forms import clean
from finkit.reports.table import CONSTANT, Absent, Book, Cell, Chart, Derivation, Line, Mark, Sheet, Sketch, Table, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from finkit.reports.table import Column, Form, Key, Row

CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # fixed: identical inputs, identical bytes
INPUT, FORMULA, LINK = "#0000FF", "#000000", "#008000"
_FILLS = {Mark.RECONSTRUCTED: "#FFF2CC", Mark.VENDOR: "#EDEDED", Mark.RESTATED: "#E2EFDA", Mark.DERIVED: ""}
_TONES = {Tone.MUTED: "#7F7F7F", Tone.GOOD: "#375623", Tone.WARN: "#7F6000", Tone.BAD: "#C00000"}
_LOUD = frozenset({Tone.BAD, Tone.STRONG})
_HEAD_FILL, _BAND_FILL = "#1F3864", "#D9E2F3"
_SLOT = re.compile(r"\{(\d+)(?::(\d+))?(\$)?\}")
_ELSEWHERE = re.compile(
    r"=(?:(?:'[^']+'|\w+)!\$?[A-Z]+\$?\d+|[A-Z]\w*_\w+)"
)  # a cell of another sheet, or a defined name, and nothing else
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,254}")
_LABEL_WIDTH, _NUMBER_WIDTH, _TEXT_WIDTH = 34, 12, 24
_ROW_HEIGHT, _TITLE_HEIGHT = 15, 22
_FIT = 1.15  # characters of running text that fit in a column that is one character wide
_WIDE = "\u2e80"  # from here on characters are two columns wide
_COMMENT_LIMIT, _COMMENT_COLUMNS = 2000, 44
_CHART_ROWS, _CHART_HEIGHT, _PIXELS = 19, 330, 7.2  # rows beneath a table, pixels high, pixels a character of a column
_MOSTLY = 4  # a first table so many times as long as what follows it is nearly the whole sheet
_PAPER = 700  # pixels across a landscape A4 between its margins, with room for a substitute of the font
_FLAGS = {
    Tone.GOOD: ("#375623", "#E2EFDA"), Tone.WARN: ("#7F6000", "#FFF2CC"), Tone.BAD: ("#9C0006", "#FFC7CE"),
    Tone.MUTED: ("#595959", "#EDEDED"),
}  # fmt: skip
_FONT: dict[str, object] = {"font_name": "Calibri", "font_size": 10, "valign": "top"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a keyed cell stands (zero-based)."""

    sheet: str
    row: int
    column: int

    def seen_from(self, sheet: str, *, fixed: bool = False) -> str:
        """Its address, with the sheet's name when it is another one."""
        address = xl_rowcol_to_cell(self.row, self.column, row_abs=fixed, col_abs=fixed)
        return address if sheet == self.sheet else f"{quoted(self.sheet)}!{address}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return sheet if sheet.isalnum() else "'" + sheet.replace("'", "''") + "'"


def write(path: Path, book: Book) -> None:
    """The workbook at `path`, replaced in one step: a reader sees the old file or the new one, never a part."""
    write_atomically(path, render(book))


def render(book: Book) -> bytes:
    """The workbook as bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": clean(book.title), "author": "finkit", "created": CREATED})
        workbook.set_calc_mode("auto")
        _Writer(workbook, book).write()
    return buffer.getvalue()


class _Formats:
    """Each cell format once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.made: dict[tuple[tuple[str, object], ...], Format] = {}

    def get(self, **properties: object) -> Format:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({**_FONT, **properties})
        return self.made[key]


class _Writer:
    """Writes one book."""

    def __init__(self, workbook: xlsxwriter.Workbook, book: Book) -> None:
        self.workbook, self.book, self.formats = workbook, book, _Formats(workbook)
        self.looks: dict[tuple[Form, Mark, bool, str, bool, bool, bool, bool, bool], Format] = {}
        self.verdict = next((cached(cell) for cell in book.cells() if cell.key == book.master), "")
        self.starts: dict[tuple[str, int], int] = {}
        self.places: dict[Key, Place] = {}
        for sheet in book.sheets:
            self._survey(sheet)

    def _survey(self, sheet: Sheet) -> None:
        """Addresses of the sheet's keyed cells."""
        row = 2 + len(sheet.lines)
        for number, table in enumerate(sheet.tables):
            row += 1
            self.starts[sheet.name, number] = row
            first = row + (1 if table.title else 0) + 1
            for offset, line in enumerate(table.rows):
                for column, cell in enumerate(line.cells):
                    if cell.key is not None:
                        self.places[cell.key] = Place(sheet.name, first + offset, column)
            row = first + len(table.rows) + len(table.notes) + _room(sheet, table)

    def write(self) -> None:
        """Every sheet, then the defined names."""
        for sheet in self.book.sheets:
            self._sheet(sheet)
        for name, place in sorted(self._names()):
            self.workbook.define_name(name, f"={quoted(place.sheet)}!{place.seen_from(place.sheet, fixed=True)}")

    def _names(self) -> Iterator[tuple[str, Place]]:
        """What only one cell is called: a name of two, to Excel without regard to capitals, would be wrong for one."""
        found: dict[str, set[tuple[str, Place]]] = {}
        for cell in self.book.cells():
            if cell.name and cell.key is not None:
                if not _NAME.fullmatch(cell.name):
                    raise ValueError(f"{cell.name!r} is no name for a cell")
                found.setdefault(cell.name.casefold(), set()).add((cell.name, self.places[cell.key]))
        return (one for some in found.values() if len(some) == 1 for one in some)

    def _sheet(self, sheet: Sheet) -> None:
        page = self.workbook.add_worksheet(sheet.name)
        page.hide_gridlines(2)
        columns = max((table.columns for table in sheet.tables), key=len)
        self._title(page, sheet)
        for number, line in enumerate(sheet.lines):
            page.write_string(2 + number, 0, clean(line.text), self._line_format(line))
        for number, table in enumerate(sheet.tables):
            self._table(page, sheet, table, self.starts[sheet.name, number])
        for chart in sheet.charts:
            at = next(number for number, table in enumerate(sheet.tables) if table is chart.table)
            start = self.starts[sheet.name, at]
            self._chart(page, sheet, chart, start + bool(chart.table.title))
        for number, column in enumerate(columns):
            page.set_column(number, number, _width(number, column))
        first = self.starts[sheet.name, 0] + (1 if sheet.tables[0].title else 0)
        page.freeze_panes(first + 1, sheet.frozen_columns)
        _print_setup(page, self.book.title, columns=len(columns), last=max(self._last_row(sheet), first + 1))
        if _is_headed_throughout(sheet):
            page.repeat_rows(first)
        if sheet.charts:
            self._break(page, sheet, columns)

    def _break(self, page: Worksheet, sheet: Sheet, columns: tuple[Column, ...]) -> None:
        """A printed page a chart, in place of pages that would cut through one."""
        wide = sum(_width(number, column) for number, column in enumerate(columns)) * _PIXELS
        page.set_print_scale(max(10, min(100, int(100 * _PAPER / wide))))
        charted = [number for number, table in enumerate(sheet.tables) if _room(sheet, table)]
        page.set_h_pagebreaks([self.starts[sheet.name, number] for number in charted if number])

    def _last_row(self, sheet: Sheet) -> int:
        start, table = self.starts[sheet.name, len(sheet.tables) - 1], sheet.tables[-1]
        return start + 1 + bool(table.title) + len(table.rows) + len(table.notes) + _room(sheet, table)

    def _title(self, page: Worksheet, sheet: Sheet) -> None:
        page.set_row(0, _TITLE_HEIGHT)
        page.write_string(0, 0, clean(f"{self.book.title} · {sheet.name}"), self.formats.get(bold=True, font_size=14))
        if self.book.master is None:
            return
        page.write_string(1, 0, "Checks", self.formats.get(font_color=_TONES[Tone.MUTED]))
        master = self.places[self.book.master]
        colour = FORMULA if master.sheet == sheet.name else LINK
        look = self.formats.get(font_color=colour, bold=True)
        page.write_formula(1, 1, "=" + master.seen_from(sheet.name, fixed=True), look, self.verdict)

    def _line_format(self, line: Line) -> Format:
        look: dict[str, object] = {"bold": True} if line.tone is Tone.STRONG else {}
        if line.tone in _TONES:
            look["font_color"] = _TONES[line.tone]
        return self.formats.get(**look)

    def _table(self, page: Worksheet, sheet: Sheet, table: Table, start: int) -> None:
        row = start
        if table.title:
            title = f"{table.title} ({table.unit})" if table.unit else table.title
            page.write_string(row, 0, clean(title), self.formats.get(bold=True, font_size=11, font_color=_HEAD_FILL))
            row += 1
        long = any(len(column.header) > _NUMBER_WIDTH and column.right for column in table.columns)
        page.set_row(row, (1 + long) * _ROW_HEIGHT + 4)
        for number, column in enumerate(table.columns):
            page.write_string(row, number, clean(column.header), self._head(number, column))
        if table.filtered and table.rows:
            self._list(page, sheet, table, row)
        self._flags(page, table, row)
        for offset, line in enumerate(table.rows):
            self._row(page, sheet, table, line, row + 1 + offset)
        for offset, note in enumerate(table.notes):
            page.write_string(row + 1 + len(table.rows) + offset, 0, clean(note.text), self._line_format(note))

    def _list(self, page: Worksheet, sheet: Sheet, table: Table, head: int) -> None:
        """The table as an Excel table: sorted and filtered by its head, named after its sheet and title."""
        name = re.sub(r"\W+", "_", f"{sheet.name} {table.title}".strip())
        looks = [self._head(number, column) for number, column in enumerate(table.columns)]
        columns = [{"header": clean(column.header), "header_format": look} for column, look in zip(table.columns, looks, strict=True)]
        page.add_table(head, 0, head + len(table.rows), len(table.columns) - 1, {"name": name, "columns": columns, "style": None})

    def _flags(self, page: Worksheet, table: Table, head: int) -> None:
        """Colours that follow the words of a column, also after an edit."""
        for number, column in enumerate(table.columns):
            for word, tone in column.flags:
                ink, fill = _FLAGS[tone]
                look = self.workbook.add_format({"font_color": ink, "bg_color": fill})
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
                page.conditional_format(head + 1, number, head + max(1, len(table.rows)), number, rule)

    def _chart(self, page: Worksheet, sheet: Sheet, chart: Chart, head: int) -> None:
        """A native chart over the cells of its table: bars and lines together, a second axis for those of the right."""
        drawn = [series_of(sheet.name, chart, head, at) for at in range(len(chart.table.rows))]
        bars = [series for at, series in enumerate(drawn) if at not in chart.lines]
        lines = [drawn[at] for at in chart.lines]
        whole = self.workbook.add_chart({"type": "column" if bars else "line"})
        for series in bars or lines:
            whole.add_series(series)
        more = self.workbook.add_chart({"type": "line"}) if bars and lines else None
        if more is not None:
            for series in lines:
                more.add_series(series)
            whole.combine(more)
        left, right = (axis_of(chart, right=one) for one in (False, True))
        whole.set_y_axis(left)
        (more or whole).set_y2_axis(right)
        whole.set_x_axis({"label_position": "low", "num_font": {"size": 9}})
        whole.set_title({"name": clean(chart.title), "name_font": {"size": 12}, "overlay": False})
        whole.set_legend({"position": "bottom"})
        whole.show_blanks_as("gap")
        wide = sum(_width(number, column) for number, column in enumerate(chart.table.columns))
        whole.set_size({"width": int(wide * _PIXELS), "height": _CHART_HEIGHT})
        about = {"x_offset": 2, "object_position": 1, "description": clean(chart.title)}
        page.insert_chart(head + len(chart.table.rows) + 2, 0, whole, about)

    def _head(self, number: int, column: Column) -> Format:
        side = "right" if column.right else "left"
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD_FILL, "text_wrap": True, "align": side}
        return self.formats.get(**head, valign="bottom", indent=0 if column.right or not number else 1)

    def _row(self, page: Worksheet, sheet: Sheet, table: Table, line: Row, row: int) -> None:
        if line.heading:
            band = self.formats.get(bold=True, bg_color=_BAND_FILL)
            for number in range(len(table.columns)):
                page.write_blank(row, number, None, band)
            page.write_string(row, 0, clean(str(line.cells[0].value or "")), band)
            return
        lines = _high(line, table.columns)
        page.set_row(row, _ROW_HEIGHT * lines)
        for number, (cell, column) in enumerate(zip(line.cells, table.columns, strict=True)):
            formula = self._formula(cell, sheet.name)
            ink = _ink(cell, formula)
            alike = (cell.form, cell.mark, cell.tone in _LOUD, ink, line.total, column.right, column.grows, number > 0, lines == 1)
            if alike not in self.looks:
                self.looks[alike] = self.formats.get(**_look(*alike))
            self._cell(page, (row, number), cell, formula, self.looks[alike])

    def _cell(self, page: Worksheet, at: tuple[int, int], cell: Cell, formula: str | None, look: Format) -> None:
        row, number = at
        if formula is not None:
            page.write_formula(row, number, formula, look, cached(cell))
        elif cell.absent in {Absent.MISSING, Absent.MEANINGLESS}:
            page.write_string(row, number, str(cell.absent), look)
        elif cell.absent or cell.value is None:
            page.write_blank(row, number, None, look)
        elif isinstance(shown := cached(cell), str):
            page.write_string(row, number, clean(shown), look)
        else:
            page.write_number(row, number, shown, look)
        if cell.note:
            text = "\n".join(clean(part) for part in cell.note.splitlines())[:_COMMENT_LIMIT]
            lines = sum(1 + len(part) // _COMMENT_COLUMNS for part in text.splitlines())
            box = {"author": "finkit", "width": 280, "height": 22 + 15 * lines, "font_size": 9}
            page.write_comment(row, number, text, box)

    def _formula(self, cell: Cell, sheet: str) -> str | None:
        if cell.link is not None:
            return "=" + self.places[cell.link].seen_from(sheet)
        match cell.derivation:
            case Sketch() as sketch:
                return "=" + _SLOT.sub(lambda slot: self._slot(slot, sketch.refs, sheet), sketch.text)
            case Derivation() as derivation:
                addresses = {term: self._address(key, sheet) for term, key in derivation.refs}
                scale = self._address(derivation.scale, sheet) if derivation.scale else ""
                return spreadsheet(derivation, addresses, scale)
        return None

    def _address(self, key: Key, sheet: str) -> str:
        """Where a name of a formula stands; a constant stays in its place when the formula is copied across."""
        return self.places[key].seen_from(sheet, fixed=key[0] == CONSTANT)

    def _slot(self, slot: re.Match[str], refs: tuple[Key, ...], sheet: str) -> str:
        fixed = slot[3] is not None
        first = self.places[refs[int(slot[1])]].seen_from(sheet, fixed=fixed)
        if slot[2] is None:
            return first
        last = self.places[refs[int(slot[2])]]
        return f"{first}:{last.seen_from(last.sheet, fixed=fixed)}"


def _look(
    form: Form, mark: Mark, loud: bool, ink: str, total: bool, right: bool, grows: bool, inside: bool, single: bool
) -> dict[str, object]:
    """What makes cells look alike, as a format; `inside`: not in the first column; `single`: in a row one line high."""
    look: dict[str, object] = {"num_format": number_format(form)}
    if right:
        look["align"] = "right"
    elif grows:
        look["text_wrap"] = True
    if ink:
        look["font_color"] = ink
    if loud or total:
        look["bold"] = True
    if total:
        look["top"] = 1
    if _FILLS.get(mark):
        look["bg_color"] = _FILLS[mark]
    if single:
        look["valign"] = "vcenter"
    return look | {"indent": 1, "align": "left"} if inside and not right else look


def _ink(cell: Cell, formula: str | None) -> str:
    """The colour of a cell's words: of a number by where it comes from, of a text by its tone."""
    if formula is None and cell.absent is Absent.MISSING:
        return _TONES[Tone.MUTED]
    if formula is None and isinstance(cell.value, str):
        return _TONES.get(cell.tone, "")
    is_link = cell.link is not None or _ELSEWHERE.fullmatch(formula or "") is not None
    return LINK if is_link else FORMULA if formula else INPUT


def _is_headed_throughout(sheet: Sheet) -> bool:
    """Whether the first head stands over (nearly) all that is printed: the same of all tables, or a long list before a short one."""
    heads = {tuple(column.header for column in table.columns) for table in sheet.tables}
    rows = [len(table.rows) for table in sheet.tables]
    return len(heads) == 1 or (not sheet.charts and rows[0] >= _MOSTLY * sum(rows[1:]))


def _room(sheet: Sheet, table: Table) -> int:
    """The rows that a table's chart takes beneath it."""
    return _CHART_ROWS if any(chart.table is table for chart in sheet.charts) else 0


def _high(row: Row, columns: tuple[Column, ...]) -> int:
    """How many lines the folded texts of a row need; a wide character counts twice."""
    texts = (
        (clean(cell.value), column.width)
        for cell, column in zip(row.cells, columns, strict=True)
        if column.grows and column.width and isinstance(cell.value, str)
    )
    return max((1 + sum(1 + (mark > _WIDE) for mark in text) // int(width * _FIT) for text, width in texts), default=1)


def _width(number: int, column: Column) -> float:
    if column.width:
        return column.width
    if column.right:
        return _NUMBER_WIDTH
    return _TEXT_WIDTH if number else _LABEL_WIDTH


def _print_setup(page: Worksheet, title: str, *, columns: int, last: int) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, last, columns - 1)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.set_footer(footer(title))
