"""Columns: what the heading of a table says over each of its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finkit.figures.cues import CHANGE, GROWTH
from finkit.figures.tables.captions import NOTE, UNCLEAR, Caption, caption, within_span
from finkit.figures.tables.declared import Declared
from finkit.figures.tables.lines import DATED, YEAR
from finkit.text.grid import SPACES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.tables.lines import Line
    from finkit.vocabulary.periods import Period

LOST = "lost"  # nobody knows which column it is


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a cell: period, unit, role, and the words besides that name or narrow it."""

    words: str = ""
    period: Period | None = None
    unit: Declared | None = None
    role: str = ""


class Heading:
    """The rows of a heading, the upper ones first, over rows of `width` cells."""

    def __init__(self, rows: Sequence[Line], width: int) -> None:
        base = rows[-1]
        first = base.entries[0]
        shift = 1 if base.width < width and first.text and (base.row.kind == SPACES or first.kind in {DATED, YEAR}) else 0
        self.corner = caption("" if shift else first.text)
        self.width = base.width + shift
        captions = {entry.index + shift: entry.text for entry in base.entries if entry.text and entry.index + shift > 0}
        notes = {place: text for place, text in captions.items() if caption(text).role == NOTE}
        captions = {place: text for place, text in captions.items() if place not in notes}
        for row in reversed(rows[:-1]):
            captions = _under(row, captions, self.width)
        span = _span_of(rows)
        said = {place: caption(text) for place, text in sorted({**captions, **notes}.items())}
        self.columns = _with_growth({place: _column(one, span) for place, one in said.items()})

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
    """Columns of growth and change with the period that they are of, or with the name of the column before them."""
    done: dict[int, Column] = {}
    before: list[Column] = []
    for place, column in sorted(columns.items()):
        bare = column == Column(unit=Declared(unit="%"))  # growth behind two periods, else a share of something
        role = column.role or (UNCLEAR if bare else "")
        if role in {GROWTH, CHANGE, UNCLEAR}:
            last = before[-1] if before else Column()
            period, words = _latest(before), column.words
            if bare and period:
                role = GROWTH
            if role == GROWTH and not last.role:
                period, words = period or last.period, words or last.words
            done[place] = replace(column, role=role, words=words, period=column.period or period)
        else:
            done[place] = column
        before.append(done[place])
    return done


def _is_level(column: Column) -> bool:
    return column.period is not None and not column.role


def _latest(before: Sequence[Column]) -> Period | None:
    """The latest of the columns directly before, where the year before it is among them."""
    periods: list[Period] = []
    for column in reversed(before):
        if not _is_level(column) or column.words != before[-1].words or column.period is None:
            break
        periods.append(column.period)
    if len(periods) < 2:  # noqa: PLR2004  (two to compare)
        return None
    latest = max(periods, key=lambda one: one.year)
    return latest if replace(latest, estimate=False).prior() in {replace(one, estimate=False) for one in periods} else None
