"""Every ratio of every company, segment and period, evaluated column-wise from the rows of the catalogue.

One pass over blocks of rows: in each, every mode that may add something runs the plan of the ratios it may fill.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from finkit.catalogue.ratios import COMPANY, RATIOS, SEGMENT, Ratio
from finkit.metrics.frames import Frames, Mask
from finkit.metrics.modes import DERIVED, MODES, RESTATED, Mode
from finkit.metrics.plan import BLOCK, Board, holds, plan_of
from finkit.metrics.rows import deciding_rows, find_ratios, needs_full_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.metrics.frames import Column
    from finkit.statements.company import Company

Values = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Filled = np.ndarray[tuple[int, int], np.dtype[np.int8]]
Cells = np.ndarray[tuple[int], np.dtype[np.int8]]
EMPTY, MEANINGLESS = -1, -2  # what fills a cell: else the number of a mode


def measure(
    companies: Company | Iterable[Company] | Frames, ratios: Iterable[str | Ratio] = RATIOS, *, segments: bool = True
) -> pd.DataFrame:
    """Every ratio for every company, segment and period.

    Index: (ticker, segment, period code), periods oldest first; segment "" is the company as a whole. Columns: ratio
    names in the order given (default: the catalogue's). float64, fractions (0.2253 for 22.53 %); NaN where an input is
    missing (`why_missing` tells) or the ratio is not meaningful. `explain_cell` tells what a cell rests on.

    >>> table = finkit.measure(finkit.load("600111.SH"), ["gross_margin"], segments=False)
    >>> round(float(table.loc[("600111.SH", "", "FY2021"), "gross_margin"]), 4)
    0.2784
    """
    frames = Frames.of(companies)
    rows = find_ratios(ratios)
    values, _ = fill(frames, rows)
    table = pd.DataFrame(values.T, index=frames.index, columns=[row.name for row in rows], copy=False)
    return table if segments else table.loc[~frames.is_segment[:-1]]


def statuses(
    companies: Company | Iterable[Company] | Frames, ratios: Iterable[str | Ratio] = RATIOS, *, segments: bool = True
) -> pd.DataFrame:
    """How each cell of `measure` was filled: the name of a mode, "missing" or "not meaningful". Same shape."""
    frames = Frames.of(companies)
    names = np.array([*(mode.name for mode in MODES), "not meaningful", "missing"], dtype=object)
    rows = find_ratios(ratios)
    _, filled = fill(frames, rows)
    table = pd.DataFrame({row.name: names[one] for row, one in zip(rows, filled, strict=True)}, index=frames.index)
    return table if segments else table.loc[~frames.is_segment[:-1]]


def fill(frames: Frames, rows: Sequence[Ratio]) -> tuple[Values, Filled]:
    """A line a ratio, a column a row of the frames: values (NaN where there is none), and what filled each cell."""
    values: Values = np.full((len(rows), frames.size), np.nan)
    filled: Filled = np.full((len(rows), frames.size), EMPTY, dtype=np.int8)
    turns = [turn for turn in (_Turn.of(frames, number, mode, rows) for number, mode in enumerate(MODES)) if turn.rows]
    fits = {row: _fits(frames, row) for row in rows}
    chooser = _Chooser(frames, rows) if any(turn.mode.coherent for turn in turns) else None
    for start in range(0, frames.size, BLOCK):
        stop = min(start + BLOCK, frames.size)
        for turn in turns:
            prefers = chooser.prefers(start, stop) if chooser and turn.mode.coherent else {}
            for place, found, meant in turn.run(start, stop):
                row = rows[place]
                fresh = np.isfinite(found)
                fitting = fits[row].disclosed if turn.mode.disclosed else fits[row].computed
                if fitting is not None:
                    fresh &= fitting[start:stop]
                if prefers:
                    fresh &= prefers[row.group]
                _pour(values[place, start:stop], filled[place, start:stop], found, fresh, meant, turn.number)
    return values, filled


def _pour(values: Column, filled: Cells, found: Column, fresh: Mask, meant: Mask | None, number: int) -> None:
    """What a mode found, into the cells of a block that are still empty."""
    started = filled.max() != EMPTY or filled.min() != EMPTY
    if started:
        fresh = fresh & (filled == EMPTY)
    if meant is not None:
        filled[fresh & ~meant] = MEANINGLESS
        fresh = fresh & meant
    if not started and fresh.all():
        values[:], filled[:] = found, number
    elif fresh.any():
        np.copyto(values, found, where=fresh)
        np.copyto(filled, number, where=fresh)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A mode over the ratios that it may fill; `places`: where each stands among those asked for."""

    number: int
    mode: Mode
    board: Board
    rows: tuple[Ratio, ...]
    places: tuple[int, ...]

    @classmethod
    def of(cls, frames: Frames, number: int, mode: Mode, rows: Sequence[Ratio]) -> _Turn:
        """The ratios for which the basis that the mode adds holds anything."""
        columns = frames.columns[mode.needs]
        present = {row.name: ((row.name,) if mode.disclosed else row.terms) for row in rows} if columns else {}
        places = tuple(place for place, row in enumerate(rows) if any(name in columns for name in present.get(row.name, ())))
        return cls(number, mode, Board(frames, mode), tuple(rows[place] for place in places), places)

    def run(self, start: int, stop: int) -> Iterable[tuple[int, Column, Mask | None]]:
        """The place of each ratio, its values in a block of rows, and where they are meaningful (None: everywhere)."""
        if self.mode.disclosed:
            for place, row in zip(self.places, self.rows, strict=True):
                yield place, self.board.frames.layered(row.name, self.mode.layers)[start:stop], None
            return
        plan = plan_of(self.rows)
        found = self.board.run(plan, start, stop)
        for place, row, value, condition in zip(self.places, self.rows, plan.values, plan.conditions, strict=True):
            column = found[value]
            if column is None:
                raise AssertionError(row.name)  # a plan keeps what it was made for
            residual = None if condition is None else found[condition]
            told = row.only_if.comparison if row.only_if else None
            yield place, column, None if residual is None or told is None else holds(told, residual)


@dataclass(frozen=True, slots=True)
class _Fits:
    """The rows in which a ratio may be computed, and those in which a disclosed one counts; None: all of them."""

    computed: Mask | None
    disclosed: Mask | None


def _fits(frames: Frames, ratio: Ratio) -> _Fits:
    """By segment or company; a flow over a balance only of whole years, for part of one is not comparable."""
    wanted = np.zeros(frames.size + 1, dtype=bool)
    if COMPANY in ratio.per:
        wanted |= ~frames.is_segment
    if SEGMENT in ratio.per:
        wanted |= frames.is_segment
    computed = wanted & frames.is_full_year if needs_full_year(ratio) else wanted
    return _Fits(_unless_all(computed), _unless_all(wanted))


def _unless_all(mask: Mask) -> Mask | None:
    return None if mask[:-1].all() else mask


class _Chooser:
    """The rows in which a group of ratios stands on the restated basis: it gives no fewer of them."""

    def __init__(self, frames: Frames, rows: Sequence[Ratio]) -> None:
        self.groups = {group: deciding_rows(group) for group in dict.fromkeys(row.group for row in rows)}
        self.rows = tuple(dict.fromkeys(row for several in self.groups.values() for row in several))
        self.boards = Board(frames, RESTATED), Board(frames, DERIVED)
        self.fits = {row: _fits(frames, row).computed for row in self.rows}

    def prefers(self, start: int, stop: int) -> dict[str, Mask]:
        """By group, for a block of rows."""
        counts = [self._counts(board, start, stop) for board in self.boards]
        return {group: np.asarray(counts[0][group] >= counts[1][group]) for group in self.groups}

    def _counts(self, board: Board, start: int, stop: int) -> dict[str, Column]:
        plan = plan_of(self.rows)
        found = board.run(plan, start, stop)
        counts = {group: np.zeros(stop - start) for group in self.groups}
        for row, value in zip(self.rows, plan.values, strict=True):
            fitting = self.fits[row]
            given = np.isfinite(np.asarray(found[value]))
            counts[row.group] += given if fitting is None else given & fitting[start:stop]
        return counts
