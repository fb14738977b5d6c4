"""Trends of a ratio or item over whole years: change, growth, slope with its sign in words, turning points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import RATIO_BY_NAME, RATIOS
from finkit.metrics.frames import Frames, frame
from finkit.metrics.measure import measure
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from finkit.statements.company import Company

_FLAT = 0.01  # a slope of under 1 % of the mean level a year is called flat
_TWO = 2
_NAMES = tuple(ratio.name for ratio in RATIOS)


@dataclass(frozen=True, slots=True)
class Trend:
    """A series of whole years, oldest first. Fractions for percentages; None where the years do not allow it.

    `change`: last less first. `cagr`: yearly growth from first to last, where both are positive. `slope`: least
    squares, a year. `volatility`: standard deviation of the yearly changes. `turns`: years in which the direction
    changed. `words`: rising, falling, flat, or unknown. `said`: the same with the slope, such as "falling by 3.05 pp a
    year". `meaning`: improving or worsening, for a ratio of which one direction is better.
    """

    first: str
    last: str
    change: float | None
    cagr: float | None
    mean: float | None
    volatility: float | None
    slope: float | None
    turns: tuple[str, ...]
    words: str
    said: str = ""
    meaning: str = ""


def trend(series: pd.Series[float]) -> Trend:
    """The trend of a series indexed by period code; only whole years count, missing ones are skipped."""
    years = {code: Period.parse(str(code)) for code in series.index}
    full = [(years[code], float(value)) for code, value in series.items() if years[code].is_full_year]
    known = sorted((pair for pair in full if np.isfinite(pair[1])), key=lambda pair: pair[0])
    if not known:
        return Trend("", "", None, None, None, None, None, (), "unknown")
    at = np.array([period.year for period, _ in known], dtype=float)
    values = np.array([value for _, value in known])
    codes = [period.code for period, _ in known]
    mean = float(values.mean())
    if len(known) < _TWO:
        return Trend(codes[0], codes[0], None, None, mean, None, None, (), "unknown")
    span = at[-1] - at[0]
    steps = np.diff(values) / np.diff(at)
    slope = float(np.polyfit(at - at[0], values, 1)[0])
    return Trend(
        first=codes[0], last=codes[-1], change=float(values[-1] - values[0]),
        cagr=float((values[-1] / values[0]) ** (1 / span) - 1) if values[0] > 0 and values[-1] > 0 else None,
        mean=mean, volatility=float(steps.std(ddof=1)) if len(steps) >= _TWO else None, slope=slope,
        turns=tuple(codes[n + 1] for n in range(len(steps) - 1) if steps[n] * steps[n + 1] < 0),
        words=_words(slope, mean),
    )  # fmt: skip


def _words(slope: float, mean: float) -> str:
    if abs(slope) <= _FLAT * abs(mean):
        return "flat"
    return "rising" if slope > 0 else "falling"


def trends(
    companies: Company | Iterable[Company] | Frames,
    metrics: Iterable[str] = _NAMES,
    *,
    segments: bool = False,
) -> pd.DataFrame:
    """The trend of each metric (ratio or item): index (ticker, segment, metric), columns the fields of `Trend`."""
    frames, names = Frames.of(companies), tuple(metrics)
    table = _values(frames, names, segments=segments)
    found: dict[tuple[str, str, str], Trend] = {}
    for (ticker, segment), part in table.groupby(level=["ticker", "segment"], sort=False, observed=True):
        for name in names:
            found[str(ticker), str(segment), name] = _told(trend(part[name].droplevel(["ticker", "segment"])), name)
    index = pd.MultiIndex.from_tuples(found, names=("ticker", "segment", "metric"))
    columns = {field: [getattr(one, field) for one in found.values()] for field in Trend.__slots__}
    return pd.DataFrame(columns, index=index)


def _told(found: Trend, name: str) -> Trend:
    """The trend with its slope in words, and what that means for a ratio."""
    ratio = RATIO_BY_NAME.get(name)
    code = ratio.unit if ratio else ITEM_BY_NAME[name].unit
    said = found.words
    if found.slope is not None and found.mean is not None and found.words not in {"flat", "unknown"}:
        said = f"{found.words} by {_a_year(abs(found.slope), abs(found.mean), code)} a year"
    rising = {"rising": "higher", "falling": "lower"}.get(found.words)
    if ratio is None or ratio.better == "neither" or rising is None:
        return replace(found, said=said)
    return replace(found, said=said, meaning="improving" if rising == ratio.better else "worsening")


def _a_year(slope: float, mean: float, code: str) -> str:
    if code == "%":
        return f"{100 * slope:.2f} pp"
    if code == "d":
        return f"{slope:.1f} days"
    return f"{slope:.2f}" if code == "1" else f"{100 * slope / mean:.1f} % of its mean"


def _values(frames: Frames, names: tuple[str, ...], *, segments: bool) -> pd.DataFrame:
    """Ratios and items side by side; an unknown name raises `MetricUnknownError`."""
    items = [name for name in names if name in ITEM_BY_NAME and name not in RATIO_BY_NAME]
    ratios = [name for name in names if name not in items]
    parts = [measure(frames, ratios, segments=segments), frame(frames, items, segments=segments)]
    return pd.concat(parts, axis=1)[list(names)]
