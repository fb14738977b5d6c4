"""The Excel template to entries. Cells are data: a formula is refused with its place, never evaluated.

A sheet of figures has a row `item | English | 中文 | segment | periods …`; above it `unit` (for the sheet), `basis` and
`source` (for each period). `Company` and `Sources` hold what company.toml holds.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from typing import TYPE_CHECKING, Any

from finkit.disk.whole_file import read_whole
from finkit.errors import FileUnreadableError
from finkit.statements.archive import Limits, require_workbook
from finkit.statements.importers.entries import NOTHING, Entry, Imported, is_formula

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COMPANY, SOURCES, INSTRUCTIONS = "Company", "Sources", "Instructions"
HEAD = ("item", "English", "中文", "segment")
MARKS = ("unit", "basis", "source")
FIELDS = {
    "ticker": "Ticker", "name": "Name", "name_zh": "中文名称", "currency": "Currency", "year_end_month": "Fiscal year ends in month",
    "standard": "Accounting standard",
}  # fmt: skip
SOURCE_COLUMNS = ("id", "title", "url", "read")
_LIMITS = Limits(unpacked=32_000_000, elements=1_000_000)  # a filled template has a twentieth of either
_MOST_ROWS, _MOST_CELLS = 1_048_576, 2_000_000  # of a sheet: as many as Excel has, and as many as are kept
_HEAD_ROWS = 12


def read_workbook(path: Path, file: str) -> Imported:
    """The entries of a filled template; a workbook that is none raises `FileUnreadableError`."""
    found = Imported(file, "Excel template")
    sheets = _sheets(path, file)
    for name, rows in sheets.items():
        if name == COMPANY:
            _company(found, rows)
        elif name == SOURCES:
            _sources(found, rows)
        elif name != INSTRUCTIONS:
            _sheet(found, name, rows)
    if not found.header and not found.entries and not found.findings:
        raise FileUnreadableError(
            path=file, wanted="the workbook that `finkit template` writes", found=f"sheets {', '.join(sheets)[:120]}",
            remedy="copy the figures into a template, or save a sheet as CSV",
        )  # fmt: skip
    return found


def _sheets(path: Path, file: str) -> dict[str, list[list[str]]]:
    """The texts of every sheet by row, rows cut behind their last text."""
    content = read_whole(path, "Excel workbook")
    require_workbook(content, file, _LIMITS)
    from openpyxl import load_workbook  # noqa: PLC0415  (late: half a second)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it cannot carry over is not read here
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            return {sheet.title: _rows(sheet, file) for sheet in book.worksheets}
    except FileUnreadableError:
        raise
    except Exception as error:  # noqa: BLE001  (openpyxl raises what it likes where the XML is none of a workbook)
        found = "one that is broken" if not isinstance(error, MemoryError) else "one that needs more memory than there is"
        raise FileUnreadableError(path=file, wanted="an Excel workbook", found=found, remedy="save it anew as .xlsx") from None


def _rows(sheet: Any, file: str) -> list[list[str]]:  # noqa: ANN401  (a sheet of openpyxl)
    """The rows as far as they hold anything: what a sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    nothing: list[str] = []
    rows, cells, last = [], 0, 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts = _cut([_text(cell) for cell in row]) or nothing
        rows.append(texts)
        cells, last = cells + len(texts), number if texts else last
        if number > _MOST_ROWS or cells > _MOST_CELLS:
            raise FileUnreadableError(
                path=f"{file}!{sheet.title}", wanted=f"a sheet of at most {_MOST_ROWS:,} rows and {_MOST_CELLS:,} cells",
                found=f"more, at row {number:,}", remedy="delete what lies beyond the figures",
            )  # fmt: skip
    return rows[:last]


def _cut(texts: list[str]) -> list[str]:
    """Without the empty ones at the end."""
    last = next((at for at in range(len(texts), 0, -1) if texts[at - 1]), 0)
    return texts[:last]


def _text(cell: Any) -> str:  # noqa: ANN401  (a cell of openpyxl)
    """A cell as it would be typed: numbers with the digits that Excel keeps, days as 2023-09-30."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%Y-%m-%d")
    if cell.data_type == "f":
        text = str(getattr(value, "text", value))
        return text if is_formula(text) else f"={text}"
    return str(value).strip()


def _company(found: Imported, rows: Sequence[Sequence[str]]) -> None:
    by_label = {label: name for name, label in FIELDS.items()}
    for number, row in enumerate(rows, 1):
        if len(row) > 1 and row[0] in by_label and row[1]:
            if is_formula(row[1]):
                found.refuse_formula(row[1], cell=f"{COMPANY}!B{number}")
            else:
                found.header[by_label[row[0]]] = row[1]


def _sources(found: Imported, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows, 1):
        cells = [*row, "", "", "", ""][: len(SOURCE_COLUMNS)]
        if not cells[0] or cells[0] == SOURCE_COLUMNS[0] or not cells[1]:
            continue
        formulas = [(at, cell) for at, cell in enumerate(cells) if is_formula(cell)]
        for at, cell in formulas:
            found.refuse_formula(cell, cell=f"{SOURCES}!{_letter(at)}{number}")
        if not formulas:
            found.sources[cells[0]] = {name: cell for name, cell in zip(SOURCE_COLUMNS[1:], cells[1:], strict=True) if cell}


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  (late: half a second)

    return str(get_column_letter(at + 1))


def _sheet(found: Imported, name: str, rows: Sequence[Sequence[str]]) -> None:
    marks = {row[0]: row for row in rows[:_HEAD_ROWS] if row and row[0] in MARKS}
    heads = [number for number, row in enumerate(rows[:_HEAD_ROWS]) if row and row[0] == HEAD[0]]
    if not heads:
        found.skipped.append(f"{found.file}!{name}: no row of the template begins with item")
        return
    head = rows[heads[0]]
    segment_at = head.index("segment") if "segment" in head else None
    unit = next((cell for cell in marks.get("unit", ())[1:] if cell), "")
    columns = [at for at, period in enumerate(head) if period and period not in HEAD]
    for number in range(heads[0] + 1, len(rows)):
        row = rows[number]
        segment = _at(row, segment_at) if segment_at is not None else ""
        for at in columns:
            if _at(row, at).casefold() in NOTHING or not row[0]:
                continue
            place = f"{name}!{_letter(at)}{number + 1}"
            told = {mark: _at(marks.get(mark, ()), at) for mark in MARKS[1:]}
            formulas = [text for text in (row[at], row[0], segment, head[at], unit, *told.values()) if is_formula(text)]
            for text in formulas:
                found.refuse_formula(text, cell=place)
            if not formulas:
                called = found.segment_called(segment) if segment else ""
                found.entries.append(Entry(row[0], head[at], row[at], unit, called, told["basis"], told["source"], cell=place))


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
