"""Peers: one table a metric, with rank and distance from the median. Amounts in several currencies are not compared."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

import pandas as pd

from finkit.catalogue.items import MONEY
from finkit.catalogue.ratios import under
from finkit.metrics.frames import Frames
from finkit.metrics.measure import measure, statuses
from finkit.metrics.rows import find_ratios

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from finkit.catalogue.ratios import Ratio
    from finkit.statements.company import Company


CAVEATS = {
    "vendor": "rests on a data vendor's lines",
    "reconstructed": "rests on figures restored from a report",
    "disclosed": "as the company disclosed it, perhaps by a definition of its own",
    "disclosed, restated": "as the company disclosed it, perhaps by a definition of its own",
    "disclosed, vendor": "a ratio as a data vendor prints it",
    "disclosed, reconstructed": "a ratio restored from a report",
}


def peers(companies: Iterable[Company], ratio: str | Ratio, period: str) -> pd.DataFrame:
    """One ratio of several companies in one fiscal year, best first.

    Index: ticker. Columns: value (a fraction for percentages), rank (1 is best; the lowest value where lower is better,
    none where neither is), from_median, year_ends (the month), status (as `statuses`), note (fiscal year, currency,
    accounting standard and the variant that stands in for the row under it, what the number rests on). An amount of
    money gets a row without value, as a comparison would need a dated exchange rate.
    """
    several = tuple(companies)
    row = find_ratios([ratio])[0]
    frames = Frames.of(several)
    own = {company.ticker: under(row, company.standard) for company in several}
    rows = list(dict.fromkeys(own.values()))
    values = _in_period(measure(frames, rows, segments=False), own, period).astype("float64")
    status = _in_period(statuses(frames, rows, segments=False), own, period).fillna("missing")
    notes = [_note(company, several, row, own[company.ticker], str(status[company.ticker])) for company in several]
    if MONEY in row.unit and len({company.currency for company in several}) > 1:
        values[:] = float("nan")
    table = pd.DataFrame(
        {
            "value": values, "rank": _rank(values, row.better), "from_median": values - values.median(),
            "year_ends": [company.year_end_month for company in several], "status": status, "note": notes,
        },
        index=values.index,
    )  # fmt: skip
    return table.sort_values(["rank", "value"], kind="stable", na_position="last")


def _in_period(table: pd.DataFrame, own: Mapping[str, Ratio], period: str) -> pd.Series:
    """One period by ticker, of every company by its own row; a company without one has a missing value."""
    cells = {ticker: (ticker, "", period) for ticker in own}
    found = {ticker: table.loc[cell, own[ticker].name] if cell in table.index else None for ticker, cell in cells.items()}
    return pd.Series(found, dtype=object).rename_axis("ticker")


def _rank(values: pd.Series, better: str) -> pd.Series:
    if better == "neither":
        return pd.Series(float("nan"), index=values.index)
    return values.rank(ascending=better == "lower", method="min")


def _note(company: Company, companies: tuple[Company, ...], row: Ratio, own: Ratio, status: str) -> str:
    """What to bear in mind when this company stands beside the others."""
    words = []
    if len({one.year_end_month for one in companies}) > 1:
        words.append(f"fiscal year ends in {month_name[company.year_end_month]}")
    if MONEY in row.unit and len({one.currency for one in companies}) > 1:
        words.append(f"in {company.currency}: no dated exchange rate")
    if len({one.standard for one in companies}) > 1:
        words.append(f"under {company.standard}")
    words += [own.note.partition(":")[0]] if own != row else []
    words += [CAVEATS[status]] if status in CAVEATS else []
    return "; ".join(words)
