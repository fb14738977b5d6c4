"""Sheets that a caller adds to a workbook: plain rows of labels, numbers and formulas that name cells.

A formula is spreadsheet text over names. `{revenue:FY2021}` is the workbook's own cell of an item or metric, written by
its defined name. A bare name is a row of the same sheet: of a row with one cell that cell (it gets a defined name, the
sheet's in front), of a row with several the cell of the same column; `prior(row)`, `first(row)` and `last(row)` are one
of its cells, `all(row)` and `rest(row)` the range of them, `rest` without the first. `amount_scale` turns amounts, which
stand in millions, into single units. Any other name must be a function with its bracket.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence  # noqa: TC003  (a dataclass reads its annotations)
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.catalogue.ratios import RATIO_BY_NAME, under
from finkit.reports.layouts.common import MILLION, said
from finkit.reports.layouts.slots import prefix, safe_name
from finkit.reports.table import BLANK, Cell, Column, Form, Kind, Line, Row, Sheet, Sketch, Table, Tone, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finkit.reports.table import Book, Key
    from finkit.statements.company import Company

PlainCell = Decimal | str | tuple[str, Decimal | str] | None
"""A typed number, a text, a formula with the value that Python gives it, or nothing."""

_FORMS = {
    "amount": Form(Kind.AMOUNT, MILLION, 1), "percent": Form(Kind.PERCENT, decimals=2), "multiple": Form(Kind.MULTIPLE, decimals=2),
    "price": Form(Kind.PER_SHARE, decimals=2), "number": Form(Kind.COUNT, decimals=2), "count": Form(Kind.COUNT),
}  # fmt: skip
_UNITS = {"percent": "%", "multiple": "x", "number": "number", "count": "count"}
_TOKEN = re.compile(
    r'"[^"]*"|\{(?P<item>\w+):(?P<period>[^}]+)\}|\b(?P<how>prior|first|last|all|rest)\((?P<of>\w+)\)|(?P<name>[A-Za-z_]\w*)(?P<call>\()?'
)
_LONGEST, _FORBIDDEN = 31, re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of an added sheet; without cells it is a heading.

    Amounts are in base units of the company's currency, percentages fractions. `form`: amount, percent, multiple,
    price, number or count. `name` is what formulas call the row; `source` says where its numbers come from.
    """

    label: str
    cells: Sequence[PlainCell] = ()
    form: str = "number"
    name: str = ""
    unit: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.form not in _FORMS:
            raise ValueError(f"row {self.label}: {self.form!r} is no form; wanted {', '.join(_FORMS)}")


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Rows under the heads of their columns; label, unit and source stand in front of these."""

    title: str
    heads: Sequence[str]
    rows: Sequence[SheetRow]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) > len(self.heads):
                raise ValueError(f"table {self.title}: row {row.label} has {len(row.cells)} cells under {len(self.heads)} heads")


def added_sheets(book: Book, company: Company, sheets: Mapping[str, Sequence[SheetTable]]) -> tuple[Sheet, ...]:
    """The sheets, ready for the book; raises `ValueError` for a name that no cell bears."""
    taken = {sheet.name.casefold() for sheet in book.sheets}
    names = frozenset(cell.name for cell in book.cells() if cell.name)
    for name in sheets:
        if name.casefold() in taken or not 0 < len(name) <= _LONGEST or _FORBIDDEN.search(name):
            raise ValueError(f"{name!r} cannot name a sheet: it is taken, too long, or holds one of [ ] : * ? / \\ '")
        taken.add(name.casefold())
    return tuple(_Desk(name, tuple(tables), company, names).sheet() for name, tables in sheets.items())


class _Desk:
    """One added sheet while it is laid out. `names`: the defined names of the book."""

    def __init__(self, name: str, tables: tuple[SheetTable, ...], company: Company, names: frozenset[str]) -> None:
        self.name, self.tables, self.company, self.names = name, tables, company, names
        named = [row for table in tables for row in table.rows if row.name]
        twice = [one for one, count in Counter(row.name for row in named).items() if count > 1]
        if twice:
            raise ValueError(f"sheet {name}: two rows are named {', '.join(twice)}")
        self.rows = {row.name: row for row in named}

    def sheet(self) -> Sheet:
        lines = (Line("Blue is an assumption or typed input, black a formula, green a link to the company's sheets.", Tone.MUTED),)
        return Sheet(self.name, lines, tuple(self._table(table) for table in self.tables))

    def _table(self, table: SheetTable) -> Table:
        front = (Column("", width=40), Column("Unit", width=11), Column("Sources", width=44, grows=True))
        columns = (*front, *(Column(head, right=True) for head in table.heads))
        return Table(table.title, columns, tuple(self._row(row, len(table.heads)) for row in table.rows))

    def _row(self, row: SheetRow, wide: int) -> Row:
        if not row.cells:
            return Row((words(row.label),), heading=True)
        units = {"amount": said(self.company.currency), "price": f"{self.company.currency}/share", **_UNITS}
        cells = [self._cell(row, column, plain) for column, plain in enumerate(row.cells)]
        padding = [BLANK] * (wide - len(cells))
        front = (words(row.label), words(row.unit or units[row.form], Tone.MUTED), words(row.source, Tone.MUTED))
        return Row((*front, *cells, *padding))

    def _cell(self, row: SheetRow, column: int, plain: PlainCell) -> Cell:
        key = self._key(row, column) if row.name else None
        name = safe_name(self.name, row.name) if row.name and len(row.cells) == 1 else ""
        match plain:
            case None:
                return BLANK
            case (formula, value):
                return Cell(value, _FORMS[row.form], key=key, name=name, derivation=self._sketch(row, column, formula))
            case _:
                return Cell(plain, _FORMS[row.form], key=key, name=name)

    def _key(self, row: SheetRow, column: int) -> Key:
        return ("added", self.name, row.name, str(column))

    def _sketch(self, row: SheetRow, column: int, formula: str) -> Sketch:
        """The formula with names of rows as references to cells."""
        refs: list[Key] = []

        def ref(key: Key) -> int:
            refs.append(key)
            return len(refs) - 1

        def said_of(token: re.Match[str]) -> str:
            where = f"sheet {self.name}, row {row.label}"
            if token["item"]:
                return self._held(token["item"], token["period"], where)
            name = token["of"] or token["name"]
            if name is None or (token["call"] and name not in self.rows):
                return token[0]
            if name not in self.rows:
                if name in self.names and not token["of"]:
                    return name
                raise ValueError(f"{where}: no row or cell is named {name!r}; wanted a row of the sheet or {{item:period}}")
            there = self.rows[name]
            if token["of"] is None and len(there.cells) == 1:
                return safe_name(self.name, name) + (token["call"] or "")
            ends = self._ends(there, column, token["how"], where)
            fixed = "" if token["how"] in {None, "prior"} else "$"
            places = ":".join(str(ref(self._key(there, one))) for one in ends)
            return f"{{{places}{fixed}}}" + (token["call"] or "")

        return Sketch(_TOKEN.sub(said_of, formula.removeprefix("=")), tuple(refs))

    @staticmethod
    def _ends(row: SheetRow, column: int, how: str | None, where: str) -> tuple[int, ...]:
        """The column that is meant, or the first and the last of a range."""
        filled = [number for number, cell in enumerate(row.cells) if cell is not None]
        ends = {
            None: (column,), "prior": (column - 1,), "first": tuple(filled[:1]), "last": tuple(filled[-1:]),
            "all": (*filled[:1], *filled[-1:]), "rest": (*filled[1:2], *filled[-1:]),
        }[how]  # fmt: skip
        if not ends or any(one not in filled for one in ends) or (how == "rest" and len(filled) == 1):
            raise ValueError(f"{where}: {row.name} has no such cell ({how or 'same column'})")
        return ends

    def _held(self, item: str, period: str, where: str) -> str:
        """The defined name of the company's own cell of an item or metric, by the row that its standard wants."""
        ratio = RATIO_BY_NAME.get(item)
        wanted = under(ratio, self.company.standard).name if ratio else item
        name = safe_name(prefix(self.company), wanted, period)
        if name not in self.names:
            raise ValueError(f"{where}: the workbook has no cell {name} ({item} {period})")
        return name
