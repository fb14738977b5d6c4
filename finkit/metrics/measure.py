"""Every ratio of every company, segment and period, evaluated column-wise from the rows of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from finkit.catalogue.ratios import COMPANY, RATIOS, SEGMENT, Ratio
from finkit.metrics.frames import Column, Frames
from finkit.metrics.modes import DERIVED, MODES, RESTATED, Mode
from finkit.metrics.rows import find_ratios, needs_full_year
from finkit.vocabulary.formulas import Algebra, Formula, Term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from finkit.statements.company import Company

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
EMPTY, MEANINGLESS = -1, -2  # what fills a cell: else the number of a mode


class Columns(Algebra[Column]):
    """Arithmetic over columns of one mode; a division by zero gives NaN."""

    def __init__(self, frames: Frames, mode: Mode, constants: dict[str, Decimal]) -> None:
        self.frames, self.mode, self.constants = frames, mode, constants

    def number(self, value: Decimal) -> Column:
        """The constant in every row."""
        return np.asarray(float(value))

    def term(self, term: Term) -> Column:
        """The column of an item on the mode's bases, a year back or of the whole company where the term says so."""
        if term.name in self.constants:
            return self.number(self.constants[term.name])
        frames, mode = self.frames, self.mode
        column = frames.layered(term.name, mode.priors if term.back else mode.layers)
        if mode.restated_layers and not term.back:
            column = np.where(frames.was_restated, frames.layered(term.name, mode.restated_layers), column)
        if term.whole:
            column = column[frames.whole_company]
        for _ in range(term.back):
            column = column[frames.year_before]
        return column

    def apply(self, op: str, values: tuple[Column, ...]) -> Column:
        """One numpy operation."""
        match op:
            case "+":
                return values[0] + values[1]
            case "-":
                return values[0] - values[1]
            case "*":
                return values[0] * values[1]
            case "/":
                return values[0] / np.where(values[1] == 0, np.nan, values[1])
            case "**":
                return np.asarray(values[0] ** values[1])
            case "neg":
                return -values[0]
            case "abs":
                return np.abs(values[0])
        return np.asarray(np.minimum.reduce(values) if op == "min" else np.maximum.reduce(values))


@dataclass(frozen=True, slots=True)
class Measured:
    """A ratio in every row: what was `found` (NaN where there is none) and by which mode each was filled."""

    found: Column
    filled_by: np.ndarray[tuple[int], np.dtype[np.int8]]


def measure(
    companies: Company | Iterable[Company] | Frames, ratios: Iterable[str | Ratio] = RATIOS, *, segments: bool = True
) -> pd.DataFrame:
    """Every ratio for every company, segment and period.

    Index: (ticker, segment, period code), periods oldest first; segment "" is the company as a whole. Columns: ratio
    names in the order given (default: the catalogue's). float64, fractions (0.2253 for 22.53 %); NaN where an input is
    missing (`why_missing` tells) or the ratio is not meaningful. `explain_cell` tells what a cell rests on.
    """
    frames = Frames.of(companies)
    rows = find_ratios(ratios)
    table = pd.DataFrame({row.name: measure_one(frames, row).found[:-1] for row in rows}, index=frames.index)
    return table if segments else table.loc[~frames.is_segment[:-1]]


def statuses(
    companies: Company | Iterable[Company] | Frames, ratios: Iterable[str | Ratio] = RATIOS, *, segments: bool = True
) -> pd.DataFrame:
    """How each cell of `measure` was filled: the name of a mode, "missing" or "not meaningful". Same shape."""
    frames = Frames.of(companies)
    names = np.array([*(mode.name for mode in MODES), "not meaningful", "missing"], dtype=object)
    rows = find_ratios(ratios)
    table = pd.DataFrame({row.name: names[measure_one(frames, row).filled_by[:-1]] for row in rows}, index=frames.index)
    return table if segments else table.loc[~frames.is_segment[:-1]]


def measure_one(frames: Frames, ratio: Ratio) -> Measured:
    """One ratio in every row, by the first mode that gives it."""
    values = np.full(len(frames.rows) + 1, np.nan)
    filled = np.full(len(frames.rows) + 1, EMPTY, dtype=np.int8)
    fits = fitting_rows(frames, ratio)
    for number, mode in enumerate(MODES):
        if not _may_give(frames, ratio, mode):
            continue
        found = frames.layered(ratio.name, mode.layers) if mode.disclosed else _computed(frames, ratio, mode)
        fresh = (filled == EMPTY) & np.isfinite(found) & (fits.disclosed if mode.disclosed else fits.computed)
        if mode.coherent:
            fresh &= prefers_restated(frames, ratio.group)
        senseless = fresh & ~_meaningful(frames, ratio, mode)
        values[fresh] = found[fresh]
        values[senseless] = np.nan
        filled[fresh] = number
        filled[senseless] = MEANINGLESS
    return Measured(values, filled)


@dataclass(frozen=True, slots=True)
class Fits:
    """The rows in which a ratio may be computed, and those in which a disclosed one counts."""

    computed: Mask
    disclosed: Mask


def fitting_rows(frames: Frames, ratio: Ratio) -> Fits:
    """By segment or company; a flow over a balance only of whole years, for part of one is not comparable."""
    wanted = np.zeros(len(frames.rows) + 1, dtype=bool)
    if COMPANY in ratio.per:
        wanted |= ~frames.is_segment
    if SEGMENT in ratio.per:
        wanted |= frames.is_segment
    return Fits(wanted & frames.is_full_year if needs_full_year(ratio) else wanted, wanted)


def prefers_restated(frames: Frames, group: str) -> Mask:
    """The rows in which a group of ratios stands on the restated basis: it gives no fewer of them."""
    rows = [row for row in RATIOS if row.group == group]
    if not rows:
        return np.ones(len(frames.rows) + 1, dtype=bool)
    restated, reported = (
        np.sum([np.isfinite(_computed(frames, row, mode)) & fitting_rows(frames, row).computed for row in rows], axis=0)
        for mode in (RESTATED, DERIVED)
    )
    return np.asarray(restated >= reported)


def _may_give(frames: Frames, ratio: Ratio, mode: Mode) -> bool:
    """Cheap: whether the basis that the mode adds holds anything that the ratio could use."""
    columns = frames.columns[mode.needs]
    if mode.disclosed:
        return ratio.name in columns
    return any(name in columns for name in ratio.terms)


def _computed(frames: Frames, ratio: Ratio, mode: Mode) -> Column:
    return ratio.formula.evaluate(_algebra(frames, ratio, mode))


def _algebra(frames: Frames, ratio: Ratio, mode: Mode) -> Columns:
    return Columns(frames, mode, {name: value for name, value, _ in ratio.constants})


def _meaningful(frames: Frames, ratio: Ratio, mode: Mode) -> Mask:
    """True where the row's `only_if` holds (or cannot be told, for a disclosed ratio)."""
    if ratio.only_if is None or mode.disclosed:
        return np.ones(len(frames.rows) + 1, dtype=bool)
    return holds(ratio.only_if, ratio.only_if.evaluate(_algebra(frames, ratio, mode)))


def holds(condition: Formula, residual: Column) -> Mask:
    """Where a comparison holds, given left minus right."""
    compare = {">": np.greater, "<": np.less, ">=": np.greater_equal, "<=": np.less_equal}
    return np.asarray(compare.get(condition.comparison or "", np.equal)(residual, 0.0))
