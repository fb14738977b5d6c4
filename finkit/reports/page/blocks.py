"""Blocks of the neutral table layer as HTML: headings, lines, tables; marks with what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.reports.forms import MEANINGS, SIGNS, parts
from finkit.reports.page.chart import figure
from finkit.reports.page.markup import element, text
from finkit.reports.table import Absent, Cell, Line, Mark, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from finkit.reports.table import Block, Row, Table


def blocks(told: Iterable[Block], level: int) -> str:
    """Blocks under headings of a level."""
    return "".join(_block(one, level) for one in told)


def _block(block: Block, level: int) -> str:
    head = element(f"h{level}", text(block.title)) if block.title else ""
    body = "".join(line(one) for one in block.lines)
    tables = "".join(table(one, block.title) for one in block.tables)
    drawn = "".join(figure(one, table(one.table, one.title)) for one in block.charts)
    return f"{head}{body}{tables}{element('div', drawn, class_='charts') if drawn else ''}"


def line(one: Line) -> str:
    """A line of running text; its tone is a class, what stands deeper is set in."""
    return element("p", text(one.text), class_=" ".join(filter(None, (_tone(one.tone), "deep" if one.indent else ""))) or None)


def legend(told: Iterable[Block]) -> str:
    """The marks that the tables bear, and what they mean."""
    marks = {mark for block in told for one in block.tables for mark in one.marks}
    meant = [f"{SIGNS[mark]} {MEANINGS[mark]}" for mark in Mark if mark in marks]
    return element("p", text("Marks: " + " · ".join(meant)), class_="muted") if meant else ""


def table(one: Table, called: str) -> str:
    """A table with the column heads as heads; it scrolls by itself where it is wider than the screen."""
    caption = element("caption", text(one.title)) if one.title else ""
    heads = "".join(element("th", text(column.header), scope="col", class_="num" if column.right else None) for column in one.columns)
    head = element("thead", element("tr", heads)) if any(column.header for column in one.columns) else ""
    body = element("tbody", "".join(_row(row, one) for row in one.rows))
    notes = "".join(line(note) for note in one.notes)
    shown = element(
        "div", element("table", caption + head + body), class_="wide", role="region", aria_label=one.title or called, tabindex="0"
    )
    return shown + notes


def _row(row: Row, of: Table) -> str:
    if row.heading:
        return element("tr", element("th", text(str(row.cells[0].value or "")), colspan=str(len(of.columns)), scope="colgroup"))
    first, *rest = row.cells
    cells = element("th", _shown(first), scope="row", class_=_tone(first.tone) or None)
    for cell, column in zip(rest, of.columns[1:], strict=True):
        cells += element("td", _shown(cell), class_=" ".join(filter(None, ("num" if column.right else "", _tone(cell.tone)))) or None)
    lines = element("tr", cells, class_="total" if row.total else None)
    if row.detail:
        lines += element("tr", element("td", "".join(line(one) for one in row.detail), colspan=str(len(of.columns)), class_="detail"))
    return lines


def _shown(cell: Cell) -> str:
    """The cell as text; an absence has its reason, a number its source, on request."""
    body, tail = parts(cell)
    mark = SIGNS.get(cell.mark, "")
    sign = element("abbr", text(mark), title=MEANINGS[cell.mark]) if mark and tail.endswith(mark) else ""
    said = text(body) + text(tail.removesuffix(mark) if sign else tail) + sign
    absent = cell.absent in {Absent.MISSING, Absent.MEANINGLESS}
    return element("span", said, title=cell.note or None, class_="muted" if absent else None) if cell.note or absent else said


def _tone(tone: Tone) -> str:
    return "" if tone is Tone.PLAIN else tone.value
