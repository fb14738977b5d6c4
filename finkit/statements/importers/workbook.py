"""The Excel template to entries. Cells are data: a formula is refused with its place, never evaluated.

A sheet of figures has a row `item | English | 中文 | segment | periods …`; above it `unit` (for the sheet), `basis` and
`source` (for each period). `Company` and `Sources` hold what company.toml holds.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from finkit.errors import FileUnreadableError
from finkit.statements.importers.entries import NOTHING, Entry, Imported, fresh, is_formula

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
_LARGEST = 200_000_000  # bytes of the parts of a workbook, unpacked
_HEAD_ROWS = 12


def read_workbook(path: Path, file: str) -> Imported:
    """The entries of a filled template; a workbook that is none raises `FileUnreadableError`."""
    book = _opened(path, file)
    found = Imported(file, "Excel template")
    for name in book.sheetnames:
        rows = [[_text(cell) for cell in row] for row in book[name].iter_rows()]
        if name == COMPANY:
            _company(found, rows)
        elif name == SOURCES:
            _sources(found, rows)
        elif name != INSTRUCTIONS:
            _sheet(found, name, rows)
    if not found.header and not found.entries and not found.findings:
        raise FileUnreadableError(
            path=file, wanted="the workbook that `finkit template` writes", found=f"sheets {', '.join(book.sheetnames)[:120]}",
            remedy="copy the figures into a template, or save a sheet as CSV",
        )  # fmt: skip
    return found


def _opened(path: Path, file: str) -> Any:  # noqa: ANN401  (openpyxl is imported late)
    from openpyxl import load_workbook  # noqa: PLC0415  (late: half a second)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > _LARGEST:
            raise FileUnreadableError(path=file, wanted="a template", found=f"{size:,} bytes unpacked", remedy="give the template alone")
        return load_workbook(path, data_only=False, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, TypeError, ParseError) as error:
        if isinstance(error, FileUnreadableError):
            raise
        remedy = "save it anew as .xlsx"
        raise FileUnreadableError(path=file, wanted="an Excel workbook", found="one that is broken", remedy=remedy) from None


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
        segment = row[segment_at] if segment_at is not None else ""
        for at in columns:
            place = f"{name}!{_letter(at)}{number + 1}"
            if row[at].casefold() in NOTHING or not row[0]:
                continue
            told = {mark: _at(marks.get(mark, ()), at) for mark in MARKS[1:]}
            formulas = [text for text in (row[at], row[0], segment, head[at], unit, *told.values()) if is_formula(text)]
            for text in formulas:
                found.refuse_formula(text, cell=place)
            if not formulas:
                called = fresh(found.segments, segment) if segment else ""
                if called:
                    found.segments[called] = segment
                found.entries.append(Entry(row[0], head[at], row[at], unit, called, told["basis"], told["source"], cell=place))


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
