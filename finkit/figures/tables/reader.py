"""Tables of a text: runs of rows in which numbers stand behind labels, read row by row.

Each number gets what stands over and beside it. What it measures is for `bind` to say, which knows the names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from finkit.figures.cues import CHANGE, GROWTH
from finkit.figures.figure import IDENTIFIER, PERIOD, VALUE, Figure
from finkit.figures.suffix import ANY_MONEY
from finkit.figures.tables.captions import NOTE, UNCLEAR, Caption, caption, period_mentions
from finkit.figures.tables.columns import LOST, Column, Heading
from finkit.figures.tables.declared import Declared, declared_in
from finkit.figures.tables.lines import CODE, COUNT, DATED, EMPTY, WORDS, YEAR, Entry, Line, line_of
from finkit.text.grid import SINGLE, SPACES, runs
from finkit.vocabulary.intervals import ONE
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from finkit.figures.tables.cells import Number
    from finkit.vocabulary.periods import Period

OWN, OF_ROW, OF_COLUMN, OF_TABLE, NOWHERE = "own", "row", "column", "table", ""
# What is no amount of money, whatever the line above the table says.
_NO_MONEY = re.compile(
    r"\bper\b|每股|ratio|\brate\b|margin|%|率|number of|employee|headcount|\bdays?\b|\btimes\b|倍|人数|员工|\bshares\b|股数|volume"
    r"|产量|销量",
    re.IGNORECASE,
)  # fmt: skip
_OF_WHICH = re.compile(r"^\W*(?:of which|including|incl\.|among which|其中)\W*", re.IGNORECASE)
_ORDINAL = re.compile(r"^(?:[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[ivx]{1,4})[)）、.．]\s*)+", re.IGNORECASE)
_STOPPED = re.compile(r"[.。;；!！?？]\s*\S|[。;；!！?？]$|[a-z]{3}\.$")
_LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: `column` over it, and where its unit was found."""

    column: Column
    period: Period | None
    facet: str
    unit_from: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The words around the numbers of a row, and the places of its quantities, in order.

    `before`: the label of the row above; `part`: it begins with `of which`; `grows`: it speaks of growth.
    """

    row: str = ""
    group: str = ""
    title: str = ""
    before: str = ""
    part: bool = False
    grows: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a row: figures with their labels, or (without labels) a cell of prose."""

    start: int
    end: int
    figures: tuple[Figure, ...] = ()
    labels: Labels | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of a table, in pieces."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def table_rows(text: str, currency: str) -> dict[int, TableRow]:
    """Every row of every table by the place where its line begins. `currency`: of amounts that name none."""
    found: dict[int, TableRow] = {}
    if "|" in text or "\t" in text or "  " in text or "\u3000" in text:
        for run in runs(text):
            lines = [line_of(text, row) for row in run]
            kept = _rows_of_table(lines)
            if kept:
                found |= {row.start: row for row in _Table(text, currency, kept).read()}
    return found


def _rows_of_table(lines: Sequence[Line]) -> list[Line]:
    """The rows if they are of a table: numbers behind labels, and a heading or a second such row; else none.

    Where spaces alone part the cells, nothing but numbers stands behind the labels.
    """
    if any(line.row.kind == SPACES for line in lines):
        fitting = [line for line in lines if line.row.kind == SINGLE or (line.is_clear and _is_label(line)) or _is_heading(line, None)]
        if sum(line.row.kind != SINGLE for line in fitting) * 2 < sum(line.row.kind != SINGLE for line in lines) + 1:
            return []
        lines = fitting
    data = [line for line in lines if line.row.kind != SINGLE and line.is_data]
    headed = any(line.row.kind != SINGLE and _is_heading(line, None) for line in lines)
    return list(lines) if len(data) > 1 or (data and headed) else []


def _is_label(line: Line) -> bool:
    """What names the row is no sentence."""
    label = line.entries[line.label].text if line.label >= 0 else ""
    return bool(label) and len(label) <= _LONGEST_LABEL and not _STOPPED.search(label)


def _is_heading(line: Line, heading: Heading | None) -> bool:
    """Periods or words over columns; under a heading of periods a row of bare years with a label of its own may be counts."""
    entries = [entry for entry in line.entries if entry.text and entry.kind != EMPTY]
    if line.row.rule or not entries or any(entry.kind in {COUNT, CODE} for entry in entries):
        return False
    others = entries[1:] if line.entries[0].text and line.entries[0].kind == WORDS else entries
    if not others or (line.row.kind == SINGLE):
        return False
    counts = all(entry.kind == YEAR for entry in others)
    if counts and heading is not None and others is not entries and not caption(entries[0].text).is_plain:
        return not any(column.period for column in heading.columns.values())
    if line.row.kind == SPACES and not any(entry.kind in {DATED, YEAR} for entry in others):
        return all(len(entry.text) <= len("net profit attributable to parent") and not _STOPPED.search(entry.text) for entry in entries)
    return True


@dataclass
class _State:
    """What has been said above the row that is read."""

    unit: Declared | None = None
    title: str = ""
    group: str = ""
    period: Period | None = None
    heading: Heading | None = None
    upper: list[Line] = field(default_factory=list)
    before: str = ""
    unit_before: Declared | None = None
    begun: bool = False


class _Table:
    """One table, read from its first row to its last."""

    def __init__(self, text: str, currency: str, lines: Sequence[Line]) -> None:
        self.text, self.currency, self.lines = text, currency, lines
        self.state = _State()

    def read(self) -> Iterator[TableRow]:
        """Its rows; the lines above it are none."""
        for line in self.lines:
            row = line.row
            if row.rule:
                yield TableRow(row.start, row.end, ())
            elif row.kind == SINGLE or _is_group(line):
                self._take_line(line)
                if self.state.begun:
                    yield TableRow(row.start, row.end, self._periods_alone(line))
            elif _is_heading(line, self.state.heading if not self.state.upper else None):
                self.state.upper.append(line)
                self.state.begun, self.state.group = True, ""
                yield TableRow(row.start, row.end, self._periods_alone(line))
            elif line.is_data or any(entry.is_number for entry in line.behind):
                self.state.begun = True
                yield self._data(line)
            else:
                yield TableRow(row.start, row.end, self._words_alone(line))

    def _take_line(self, line: Line) -> None:
        """A line above the table or between its rows: its unit, its period, what it is of."""
        state = self.state
        said = line.entries[max(line.label, 0)].text
        unit = declared_in(said)
        read = caption(said)
        state.unit = unit or (read.unit if not read.words else None) or state.unit
        state.period = read.period if read.mentions else state.period
        if state.begun:
            state.group = "" if read.is_plain and (read.mentions or unit) else read.words
            state.before = ""
        elif not _STOPPED.search(said) and not (unit and read.is_plain):
            state.title = read.words

    def _heading(self, line: Line) -> Heading | None:
        """The heading over a row; rows of it that were waiting become one."""
        state = self.state
        if state.upper:
            state.heading = Heading(state.upper, line.width)
            corner = state.heading.corner
            state.unit = corner.unit or state.unit
            if corner.words and not corner.is_plain:
                state.title = f"{state.title} {corner.words}".strip()
            state.upper = []
        return state.heading

    def _data(self, line: Line) -> TableRow:
        """A row of numbers, cut where a cell holds prose."""
        heading = self._heading(line)
        columns = heading.over(line) if heading and line.label >= 0 else {}
        label = line.entries[line.label] if line.label >= 0 else None
        said = caption(_ORDINAL.sub("", label.text), named=True) if label else Caption("")
        alone = heading is None and sum(entry.is_number for entry in line.behind) == 1
        pieces: list[Piece] = []
        figures: list[Figure] = []
        places: list[Place] = []
        part = bool(_OF_WHICH.match(said.words))
        words = _OF_WHICH.sub("", said.words)
        if part and said.unit is None:
            said = replace(said, unit=self.state.unit_before)

        def close(start: int, end: int) -> None:
            if figures or not pieces:
                labels = Labels(words, self.state.group, self.state.title, self.state.before, part, said.role == GROWTH, tuple(places))
                pieces.append(Piece(start, end, tuple(figures), labels))
            figures.clear()
            places.clear()

        at = line.row.start
        for place, entry in enumerate(line.entries):
            if label is not None and place <= line.label:
                figures += self._of_label(entry, entry is label)
                continue
            if entry.kind == WORDS and any(char.isdigit() for char in entry.text):
                close(at, entry.start)
                pieces.append(Piece(entry.start, entry.end))
                at = entry.end
                continue
            column = columns.get(entry.index) or Column(role="" if alone else LOST)
            figure, where = self._of_cell(entry, column, said)
            if figure is not None:
                figures.append(figure)
            if where is not None:
                places.append(where)
        close(at, line.row.end)
        if words and not part and not said.role:
            self.state.before, self.state.unit_before = words, said.unit
        return TableRow(line.row.start, line.row.end, tuple(pieces))

    def _of_label(self, entry: Entry, is_label: bool) -> list[Figure]:
        """The periods that a label names; the number of a row before it."""
        if is_label:
            return self._periods(entry)
        if entry.kind in {COUNT, CODE}:
            return [Figure(entry.start, entry.end, ((entry.start, entry.end),), entry.text, IDENTIFIER)]
        return []

    def _of_cell(self, entry: Entry, column: Column, label: Caption) -> tuple[Figure | None, Place | None]:
        """The figure of a cell behind the label, and where it stands if it is a quantity."""
        if entry.kind in {EMPTY, WORDS}:
            return None, None
        told = column.period is not None or column.unit is not None or label.unit is not None
        if entry.number is None or (entry.kind == YEAR and not told):
            if entry.period is not None:
                return self._periods(entry)[0], None
            return Figure(entry.start, entry.end, ((entry.start, entry.end),), entry.text, IDENTIFIER), None
        if column.role == NOTE:
            number = entry.number.token
            return Figure(number.start, number.end, ((number.start, number.end),), number.text, IDENTIFIER), None
        return self._quantity(entry.number, column, label)

    def _quantity(self, number: Number, column: Column, label: Caption) -> tuple[Figure, Place]:
        facet = label.role or column.role
        if facet == UNCLEAR and number.suffix.unit == "%":
            facet = GROWTH
        scale, unit, stated, found = self._unit(number, column, label, facet)
        if facet in {GROWTH, UNCLEAR} and unit == "pp":
            facet = CHANGE
        figure = Figure(
            number.start, number.end, (number.digits,), self.text[number.start : number.end], VALUE, number.numeral, None, scale,
            number.suffix.scale_word, unit, stated, number.sign, mended=number.token.mended, cell=True,
        )  # fmt: skip
        period = label.period or column.period or self.state.period
        return figure, Place(column, period, facet, found)

    def _unit(self, number: Number, column: Column, label: Caption, facet: str) -> tuple[Decimal, str, bool, str]:
        """(scale, unit, stated, where it was found): the cell's own, else its row's, its column's, its table's."""
        suffix = number.suffix
        near = [(label.unit, OF_ROW), (column.unit, OF_COLUMN)]
        if facet in {GROWTH, UNCLEAR}:
            if suffix.unit is not None:
                return suffix.scale, suffix.unit, True, OWN
            told = next(((one, where) for one, where in near if one is not None and one.unit in {"%", "pp"}), None)
            return (ONE, told[0].unit or "%", True, told[1]) if told and told[0] else (ONE, "1", False, NOWHERE)
        words = f"{label.words} {column.words}"
        of_table = None if _NO_MONEY.search(words) and (self.state.unit is None or self.state.unit.is_money) else self.state.unit
        chain = [(one, where) for one, where in (*near, (of_table, OF_TABLE)) if one is not None]
        if suffix.unit is not None:
            return suffix.scale, suffix.unit.replace(ANY_MONEY, number.currency or self.currency), True, OWN
        first = next(iter(chain), None)
        currency = number.currency or next((one.unit for one, _ in chain if one.unit and unit_of(one.unit).is_money), None)
        if suffix.scale_word:
            unit = first[0].unit if first and first[0].unit and not first[0].is_money else None
            return suffix.scale, unit or currency or self.currency, currency is not None or unit is not None, OWN
        if first is None:
            return ONE, number.currency or "1", False, OWN if number.currency else NOWHERE
        unit = first[0].unit
        if unit is None:
            lower = next((one.unit for one, _ in chain[1:] if one.unit), None)
            unit = lower or currency or self.currency
        elif number.currency and unit_of(unit).is_money:
            unit = number.currency
        return first[0].scale, unit, first[0].unit is not None, first[1]

    def _periods(self, entry: Entry) -> list[Figure]:
        """The periods that a cell names."""
        return [
            Figure(first, last, ((first, last),), self.text[first:last], PERIOD, period=period)
            for start, end, period in period_mentions(entry.text)
            for first, last in [(entry.start + start, entry.start + end)]
        ]

    def _periods_alone(self, line: Line) -> tuple[Piece, ...]:
        """A row without quantities."""
        figures = tuple(figure for entry in line.entries for figure in self._periods(entry))
        return (Piece(line.row.start, line.row.end, figures, Labels()),)

    def _words_alone(self, line: Line) -> tuple[Piece, ...]:
        """Cells of prose."""
        return tuple(Piece(entry.start, entry.end) for entry in line.entries if entry.text)


def _is_group(line: Line) -> bool:
    """Words in the first cell alone: a heading for the rows below it."""
    return bool(line.entries[0].text) and line.entries[0].kind in {WORDS, DATED, YEAR} and not any(entry.text for entry in line.entries[1:])
