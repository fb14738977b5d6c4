"""A book in another scale of amounts: hundreds of millions (亿) in place of millions, everywhere and in every formula."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from finkit.reports.layouts.common import MILLION
from finkit.reports.layouts.slots import SCALE
from finkit.reports.table import Book, Cell, Form, Kind, Line, Row, Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Callable

_YI = 8
_MORE = _YI - MILLION  # digits behind the point, so that no digit of a million is lost


class Amounts(StrEnum):
    """What amounts are written in."""

    MILLIONS = "m"
    YI = "yi"


def in_scale(book: Book, amounts: Amounts, currency: str) -> Book:
    """The book with its amounts in this scale; its cells keep their values in base units."""
    if amounts is Amounts.MILLIONS:
        return book
    said = "亿元" if currency == "CNY" else f"{currency} 100m"
    unit = re.compile(rf"(^|, |mounts in ){re.escape(currency)} m(?=$|; )")  # a unit, a labelled row, a line on amounts

    def words(text: str) -> str:
        return unit.sub(rf"\g<1>{said}", text)

    return replace(book, sheets=tuple(_sheet(sheet, words) for sheet in book.sheets))


def _sheet(sheet: Sheet, words: Callable[[str], str]) -> Sheet:
    tables = {id(table): _table(table, words) for table in sheet.tables}
    charts = tuple(replace(chart, table=tables[id(chart.table)]) for chart in sheet.charts)
    return replace(sheet, lines=_lines(sheet.lines, words), tables=tuple(tables.values()), charts=charts)


def _table(table: Table, words: Callable[[str], str]) -> Table:
    rows = tuple(_row(row, words) for row in table.rows)
    return replace(table, unit=words(table.unit), rows=rows, notes=_lines(table.notes, words))


def _row(row: Row, words: Callable[[str], str]) -> Row:
    return replace(row, cells=tuple(_cell(cell, words) for cell in row.cells), detail=_lines(row.detail, words))


def _lines(lines: tuple[Line, ...], words: Callable[[str], str]) -> tuple[Line, ...]:
    return tuple(replace(line, text=words(line.text)) for line in lines)


def _cell(cell: Cell, words: Callable[[str], str]) -> Cell:
    if cell.key == SCALE:
        return replace(cell, value=Decimal(10) ** _YI)
    if isinstance(cell.value, str):
        return replace(cell, value=words(cell.value))
    if cell.form.kind is Kind.AMOUNT and cell.form.exponent == MILLION:
        return replace(cell, form=Form(Kind.AMOUNT, _YI, cell.form.decimals + _MORE))
    return cell
