"""Facts as float64 columns: the one place where Decimal becomes float.

Percentages are fractions (0.2253 for 22.53 %), money is in the company's currency, NaN is a fact that no source holds.
A balance of a day (2023-09-30) stands in the rows of the spans that close on it (9M2023, Q3 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping  # noqa: TC003  (a dataclass reads its annotations)
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from finkit.catalogue.items import BALANCE, ITEM_BY_NAME
from finkit.statements.company import AS_REPORTED, DEFAULT_ORDER, Company
from finkit.statements.fact import Basis
from finkit.vocabulary.periods import Period
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date

    from finkit.statements.fact import Fact

Column = np.ndarray[tuple[int], np.dtype[np.float64]]
Codes = np.ndarray[tuple[int], np.dtype[np.intp]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]
Row = tuple[str, str, Period]
LEVELS = ("ticker", "segment", "period")


@dataclass(frozen=True)
class Frames:
    """Columns of one or many companies by basis and name (items and disclosed ratios), over the same rows.

    A row is a ticker, a segment ("" is the whole company) and a period; `codes` number them among `tickers`, `segments`
    and `periods` (oldest first). Every column is one longer than the rows: its last cell is NaN, so that row -1 means
    "no such row".
    """

    tickers: tuple[str, ...]
    segments: tuple[str, ...]
    periods: tuple[Period, ...]
    codes: tuple[Codes, Codes, Codes]
    columns: Mapping[Basis, Mapping[str, Column]]

    @classmethod
    def of(cls, companies: Company | Iterable[Company] | Frames) -> Frames:
        """Columns of the facts of companies, given one, several, or what is columns already."""
        if isinstance(companies, Frames):
            return companies
        several = (companies,) if isinstance(companies, Company) else tuple(companies)
        ranks = {"": 0}
        for company in several:
            for segment in company.segments:
                ranks.setdefault(segment.name, len(ranks))
        placed: list[tuple[Row, Fact]] = []
        rows: list[Row] = []
        for company in several:
            cells = list(_cells(company))
            placed += cells
            rows += sorted({row for row, _ in cells}, key=lambda row: (ranks.get(row[1], len(ranks)), row[1], row[2]))
        where = {row: number for number, row in enumerate(rows)}
        columns: dict[Basis, dict[str, Column]] = {basis: {} for basis in Basis}
        for row, fact in placed:
            column = columns[fact.basis].get(fact.item)
            if column is None:
                column = columns[fact.basis][fact.item] = np.full(len(rows) + 1, np.nan)
            column[where[row]] = _number(fact)
        tickers = tuple(dict.fromkeys(ticker for ticker, _, _ in rows))
        segments = tuple(dict.fromkeys(segment for _, segment, _ in rows))
        periods = tuple(sorted({period for _, _, period in rows}))
        codes = (
            _ranked(tickers, [ticker for ticker, _, _ in rows]),
            _ranked(segments, [segment for _, segment, _ in rows]),
            _ranked(periods, [period for _, _, period in rows]),
        )
        return cls(tickers, segments, periods, codes, columns)

    @classmethod
    def of_table(cls, table: pd.DataFrame, basis: Basis = Basis.REPORTED) -> Frames:
        """Columns of a wide table: index (ticker, segment, period code), one column an item, fractions for percents."""
        levels = [table.index.get_level_values(number).factorize() for number in range(len(LEVELS))]
        tickers, segments, codes = ([str(entry) for entry in entries] for _, entries in levels)
        parsed = [Period.parse(code) for code in codes]
        periods = tuple(sorted(set(parsed)))
        numbers = [np.asarray(level, dtype=np.intp) for level, _ in levels]
        columns = {str(name): np.append(table[name].to_numpy(dtype=np.float64), np.nan) for name in table.columns}
        in_time = _ranked(periods, parsed)[numbers[2]] if parsed else numbers[2]
        return cls(
            tuple(tickers), tuple(segments), periods, (numbers[0], numbers[1], in_time), {**{one: {} for one in Basis}, basis: columns}
        )  # fmt: skip

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.codes[0])

    @cached_property
    def index(self) -> pd.MultiIndex:
        """(ticker, segment, period code) of every row; its levels are in order of time, not of the alphabet."""
        levels = [list(self.tickers), list(self.segments), [period.code for period in self.periods]]
        return pd.MultiIndex(levels, self.codes, names=LEVELS, verify_integrity=False)  # type: ignore[arg-type]  # (stubs want lists)

    @cached_property
    def _keys(self) -> Codes:
        """One number a row: ticker, then segment, then period."""
        ticker, segment, period = self.codes
        return (ticker * len(self.segments) + segment) * len(self.periods) + period

    def _find(self, keys: Codes) -> Codes:
        """The rows of these keys, -1 where there is none (and last, for the extra cell)."""
        order = np.argsort(self._keys, kind="stable")
        known = self._keys[order]
        at = np.minimum(np.searchsorted(known, keys), max(self.size - 1, 0))
        found = np.where(known[at] == keys, order[at], -1) if self.size else keys
        return np.append(found, -1).astype(np.intp)

    @cached_property
    def year_before(self) -> Codes:
        """For every row the row a year before; -1 where there is none (and last, for the extra cell)."""
        ranks = {period: rank for rank, period in enumerate(self.periods)}
        earlier = np.array([ranks.get(period.prior(), -1) for period in self.periods], dtype=np.intp)[self.codes[2]]
        return self._find(np.where(earlier < 0, -1, self._keys - self.codes[2] + earlier))

    @cached_property
    def whole_company(self) -> Codes:
        """For every row the row of its company as a whole; -1 where there is none."""
        ticker, _, period = self.codes
        if "" not in self.segments:
            return np.full(self.size + 1, -1, dtype=np.intp)
        return self._find((ticker * len(self.segments) + self.segments.index("")) * len(self.periods) + period)

    @cached_property
    def is_segment(self) -> Mask:
        """True in the rows of segments."""
        return np.append(np.array([bool(name) for name in self.segments], dtype=bool)[self.codes[1]], False)

    @cached_property
    def is_full_year(self) -> Mask:
        """True in the rows of whole fiscal years."""
        return np.append(np.array([period.is_full_year for period in self.periods], dtype=bool)[self.codes[2]], False)

    @cached_property
    def was_restated(self) -> Mask:
        """True in the rows of periods that the company restated, as far as any fact shows."""
        shown = np.zeros(self.size + 1, dtype=bool)
        for column in self.columns[Basis.RESTATED].values():
            shown |= np.isfinite(column)
        return shown | shown[self.whole_company]

    def layered(self, name: str, layers: Iterable[Basis]) -> Column:
        """The column of a name, each cell on the first basis of `layers` that has it."""
        found = [column for basis in layers if (column := self.columns[basis].get(name)) is not None]
        if not found:
            return np.full(self.size + 1, np.nan)
        result = found[0]
        for column in found[1:]:
            result = np.where(np.isnan(result), column, result)
        return result

    @cached_property
    def mostly_restated(self) -> Mask:
        """True in the rows whose company has at least as many restated lines as first reported ones."""
        restated, reported = (self._count(basis)[self.whole_company] for basis in (Basis.RESTATED, Basis.REPORTED))
        return np.asarray((restated > 0) & (restated >= reported))

    def _count(self, basis: Basis) -> Codes:
        """How many facts of a basis each row holds."""
        count = np.zeros(self.size + 1, dtype=np.intp)
        for column in self.columns[basis].values():
            count += np.isfinite(column)
        return count

    def chosen(self, name: str, order: tuple[Basis, ...] | None = None) -> Column:
        """The column of a name on the first basis of `order`, or on the basis on which most of its period stands."""
        if order is not None:
            return self.layered(name, order)
        return np.where(self.mostly_restated, self.layered(name, DEFAULT_ORDER), self.layered(name, AS_REPORTED))


def frame(
    companies: Company | Iterable[Company] | Frames,
    items: Iterable[str] | None = None,
    order: Iterable[Basis] | None = None,
    *,
    segments: bool = True,
) -> pd.DataFrame:
    """The facts themselves: index (ticker, segment, period code) oldest first, one column an item.

    Each cell is on the first basis of `order` that has the item; NaN where none has. Without an order a period stands
    on one basis as far as it can: restated where that holds as many lines as the filing's first figures, else reported.

    >>> from finkit.bridges import to_wide
    >>> float(to_wide(finkit.load("600111.SH")).loc[("600111.SH", "", "FY2021"), "revenue"])
    30408396179.14
    """
    frames = Frames.of(companies)
    bases = None if order is None else tuple(order)
    present = {name for columns in frames.columns.values() for name in columns}
    names = [name for name in ITEM_BY_NAME if name in present] if items is None else list(items)
    table = pd.DataFrame({name: frames.chosen(name, bases)[:-1] for name in names}, index=frames.index)
    return table if segments else table.loc[~frames.is_segment[:-1]]


def _ranked(entries: Sequence[Hashable], found: Sequence[Hashable]) -> Codes:
    """The place of each of `found` among `entries`."""
    ranks = {entry: rank for rank, entry in enumerate(entries)}
    return np.array([ranks[one] for one in found], dtype=np.intp)


def _number(fact: Fact) -> float:
    scale = unit(fact.unit).scale
    return float(fact.value if scale == 1 else fact.value * scale)


def _cells(company: Company) -> Iterable[tuple[Row, Fact]]:
    """Every fact with the rows that it stands in."""
    closing: dict[tuple[str, date], list[Period]] = {}
    for segment, period in {(fact.segment, fact.period) for fact in company.facts if not fact.period.is_instant}:
        closing.setdefault((segment, period.closing(company.year_end_month)), []).append(period)
    for fact in company.facts:
        spans = [fact.period]
        if fact.period.is_instant and fact.item in ITEM_BY_NAME and ITEM_BY_NAME[fact.item].statement == BALANCE:
            spans = closing.get((fact.segment, fact.period.closing()), spans)
        for period in spans:
            yield (company.ticker, fact.segment, period), fact
