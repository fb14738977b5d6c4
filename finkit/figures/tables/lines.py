"""A row of a table with what its cells are: numbers, periods, codes, words; pieces of one number joined again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from finkit.figures.tables.captions import period_alone
from finkit.figures.tables.cells import Number, code_in, is_empty, number_in
from finkit.figures.words import CURRENCY_MARKS, CURRENCY_WORDS
from finkit.text.grid import TABS

if TYPE_CHECKING:
    from finkit.text.grid import Row
    from finkit.vocabulary.periods import Period

EMPTY, COUNT, YEAR, DATED, CODE, WORDS = "empty", "number", "year", "period", "code", "words"
_OPENING = frozenset({*CURRENCY_MARKS, *CURRENCY_WORDS, "us$", "hk$", "(", "（"})
_CLOSING = frozenset({")", "）", "%", "％", ")%", "）%", "%)", "x", "pp"})


@dataclass(frozen=True)
class Entry:
    """A cell; `index` counts the cells of its row as printed, empty ones too. A bare year may be a number or a period."""

    index: int
    start: int
    end: int
    text: str
    kind: str
    number: Number | None = None
    period: Period | None = None

    @property
    def is_number(self) -> bool:
        """It can be a quantity."""
        return self.number is not None


@dataclass(frozen=True)
class Line:
    """A row; `width`: its cells as printed."""

    row: Row
    entries: tuple[Entry, ...]

    @property
    def width(self) -> int:
        """How many cells are printed, empty ones too."""
        return len(self.row.cells)

    @cached_property
    def label(self) -> int:
        """The place among the entries of the words that name the row, else of the period that opens it; -1 for none."""
        for wanted in (WORDS, DATED, YEAR):
            for place, entry in enumerate(self.entries):
                if entry.kind == wanted and all(one.kind in {EMPTY, COUNT, CODE} for one in self.entries[:place]):
                    return place
        return -1

    @cached_property
    def behind(self) -> tuple[Entry, ...]:
        """What stands behind the label, empty cells left out."""
        return tuple(entry for entry in self.entries[self.label + 1 :] if entry.text)

    @property
    def is_data(self) -> bool:
        """A label, and a number behind it that is no mere year."""
        return self.label >= 0 and any(entry.kind == COUNT for entry in self.behind)

    @property
    def is_clear(self) -> bool:
        """Behind the label stands nothing but numbers, periods, dashes."""
        return all(entry.kind != WORDS for entry in self.behind)


def line_of(text: str, row: Row) -> Line:
    """The row with its cells read."""
    pieces = [(index, cell.start, cell.end) for index, cell in enumerate(row.cells)]
    if row.kind == TABS:
        pieces = _joined(text, pieces)
    return Line(row, tuple(_entry(text, *piece) for piece in pieces))


def _joined(text: str, pieces: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Currency signs, brackets and per-cent signs that stand in cells of their own go to their number."""
    done: list[tuple[int, int, int]] = []
    opened = False
    for index, start, end in pieces:
        said = text[start:end].casefold()
        number = said[:1].isdigit() or said[:1] in {"(", "（", "-", "−"}
        closes = said in _CLOSING and done and text[done[-1][2] - 1 : done[-1][2]].isdigit()
        if closes or (opened and number and done):
            done[-1] = (done[-1][0], done[-1][1], end)
        elif said or not opened:
            done.append((index, start, end))
        opened = said in _OPENING
    return done


def _entry(text: str, index: int, start: int, end: int) -> Entry:
    said = text[start:end]
    if is_empty(said):
        return Entry(index, start, end, said, EMPTY)
    period = period_alone(said)
    number = number_in(text, start, end)
    if period is not None:
        return Entry(index, start, end, said, YEAR if said.isdigit() else DATED, number if said.isdigit() else None, period)
    if number is not None:
        return Entry(index, start, end, said, COUNT, number)
    return Entry(index, start, end, said, CODE if code_in(text, start, end) else WORDS)
