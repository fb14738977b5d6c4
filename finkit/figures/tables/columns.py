"""Columns: what the heading of a table says over each of its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finkit.figures.cues import CHANGE, GROWTH
from finkit.figures.tables.captions import UNCLEAR, Caption, caption, within_span
from finkit.figures.tables.declared import Declared
from finkit.figures.tables.lines import DATED, YEAR
from finkit.text.grid import SPACES
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.tables.lines import Line

LOST = "lost"  # nobody knows which column it is


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a cell: period, unit, role, and the words besides that name or narrow it."""

    words: str = ""
    period: Period | None = None
    unit: Declared | None = None
    role: str = ""

    @property
    def is_told(self) -> bool:
        """Something stands over the cell."""
        return self != Column()


class Heading:
    """The rows of a heading, the upper ones first, over rows of `width` cells."""

    def __init__(self, rows: Sequence[Line], width: int) -> None:
        base = rows[-1]
        first = base.entries[0]
        shift = 1 if base.width < width and first.text and (base.row.kind == SPACES or first.kind in {DATED, YEAR}) else 0
        self.corner = caption("" if shift else first.text)
        self.width = base.width + shift
        captions = {entry.index + shift: entry.text for entry in base.entries if entry.text and entry.index + shift > 0}
        for row in reversed(rows[:-1]):
            captions = _under(row, captions, self.width)
        span = _span_of(rows)
        self.columns = _with_growth({place: _column(caption(text), span) for place, text in captions.items()})

    def over(self, line: Line) -> dict[int, Column]:
        """The columns over the cells behind a row's label, by the cells' numbers; empty where they do not fit."""
        label = line.entries[line.label].index
        cells = [entry.index for entry in line.behind]
        if line.row.kind != SPACES and line.width <= self.width and all(index in self.columns for index in cells):
            return {index: self.columns[index] for index in cells}
        named = [column for place, column in sorted(self.columns.items()) if place > label]
        return dict(zip(cells, named, strict=True)) if len(named) == len(cells) else {}


def _column(said: Caption, span: tuple[int, int]) -> Column:
    period = within_span(said.period, *span) if span[0] and not said.span else said.period
    return Column("" if said.is_plain else said.words, period, said.unit, said.role)


def _under(row: Line, captions: dict[int, str], width: int) -> dict[int, str]:
    """Captions with those of the row above them, each of which may stand over several; a row that does not fit says nothing."""
    upper = [entry for entry in row.entries if entry.text and (entry.index > 0 or row.row.kind == SPACES)]
    places = sorted(captions)
    if not upper or not places:
        return captions
    by_place = {entry.index: entry.text for entry in upper}
    if row.row.kind != SPACES and row.width == width and len(upper) == len(places) and set(by_place) == set(places):
        over = by_place
    elif len(places) % len(upper) == 0:
        size = len(places) // len(upper)
        over = {place: upper[number // size].text for number, place in enumerate(places)}
    else:
        return captions
    return {place: f"{over[place]} {text}" for place, text in captions.items()}


def _span_of(rows: Sequence[Line]) -> tuple[int, int]:
    """The months, and their end, that a row of the heading gives for all: `Nine months ended September 30`."""
    for row in rows:
        said = [caption(entry.text) for entry in row.entries if entry.text]
        spans = {(one.span, one.ends) for one in said if one.span and one.period is None}
        if len(spans) == 1:
            return spans.pop()
    return 0, 0


def _with_growth(columns: dict[int, Column]) -> dict[int, Column]:
    """Columns of growth and change with the period that they are of: the later of the two before them."""
    done: dict[int, Column] = {}
    before: list[Column] = []
    for place, column in sorted(columns.items()):
        role = column.role
        bare = not role and column == Column(unit=Declared(unit="%"))
        if role in {GROWTH, CHANGE, UNCLEAR} or bare:
            period = _later(before) or (before[-1].period if role == GROWTH and before and _is_level(before[-1]) else None)
            role = GROWTH if bare and _later(before) else role or UNCLEAR
            column = replace(column, role=role, period=column.period or period)  # noqa: PLW2901
        done[place] = column
        before.append(column)
    return done


def _is_level(column: Column) -> bool:
    return column.period is not None and not column.role


def _later(before: Sequence[Column]) -> Period | None:
    """The later of the last two columns, where one is a year before the other."""
    pair = before[-2:]
    if len(pair) < 2 or not all(map(_is_level, pair)) or pair[0].words != pair[1].words:  # noqa: PLR2004  (two to compare)
        return None
    first, last = (replace(one.period, estimate=False) for one in pair if one.period is not None)
    if first.prior() == last:
        return pair[0].period
    return pair[1].period if last.prior() == first else None
