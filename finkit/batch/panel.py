"""Panels of many companies in partitions: the same column-wise engine, a partition at a time, here or on any executor.

A partition is a table that a machine can hold; a company stands in one of them with all its years, for ratios look a
year back. `measure_partition` is what `dask.dataframe.map_partitions` takes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from finkit.batch.ahead import ahead, require_positive
from finkit.batch.rows import arrow
from finkit.catalogue.ratios import RATIOS
from finkit.errors import FileMissingError, FileUnreadableError, PeriodInvalidError
from finkit.metrics.frames import LEVELS, Frames
from finkit.metrics.measure import measure
from finkit.metrics.rows import find_ratios

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from finkit.catalogue.ratios import Ratio
    from finkit.statements.company import Company

    Partition = pd.DataFrame | Path | str | Sequence[Company]

_TICKER, _SEGMENT, _PERIOD = LEVELS
_WINDOW = 4  # partitions that are with the executor at one time
_REMEDY = "wanted columns ticker, period (FY2022) and one an item, such as revenue; segment if there are any"


def measure_many(
    partitions: Iterable[Partition],
    ratios: Iterable[str | Ratio] = RATIOS,
    executor: Executor | None = None,
    *,
    segments: bool = True,
    window: int = _WINDOW,
) -> Iterator[pd.DataFrame]:
    """The ratios of every partition (see `measure_partition`), in order; only `window` partitions are under way at a time.

    >>> from finkit.batch import measure_many
    >>> companies = [finkit.load(ticker) for ticker in finkit.companies()]
    >>> tables = list(measure_many([companies[:6], companies[6:]], ["gross_margin"], segments=False))
    >>> [len(set(table["ticker"])) for table in tables]
    [6, 5]
    """
    require_positive(window=window)
    names = [row.name for row in find_ratios(ratios)]
    if executor is None:
        for partition in partitions:
            yield measure_partition(partition, names, segments=segments)
        return

    def submit(partition: Partition) -> Future[pd.DataFrame]:
        given = partition if isinstance(partition, (pd.DataFrame, Path, str)) else [one.with_facts(one.facts) for one in partition]
        return executor.submit(measure_partition, given, names, segments=segments)

    for _, future in ahead(partitions, submit, window):
        yield future.result()


def measure_partition(partition: Partition, ratios: Iterable[str | Ratio] = RATIOS, *, segments: bool = True) -> pd.DataFrame:
    """The ratios of one partition: columns ticker, segment, period, then one a ratio (fractions, NaN where there is none).

    A partition is companies, or a wide table with the columns ticker, period, segment if there are any, and one an item
    (money in one currency a company, fractions for percentages), or the path of a Parquet file that holds one. Each row is
    one period of one company or segment; rows come back as they stand, and nothing is derived: what a ratio needs is a
    column. Raises `FileUnreadableError` for a table that is none.

    >>> import pandas as pd
    >>> from finkit.batch import measure_partition
    >>> table = pd.DataFrame({"ticker": "MINE", "period": ["FY2021", "FY2022"], "revenue": [800.0, 1000], "gross_profit": [300.0, 400]})
    >>> measure_partition(table, ["gross_margin", "revenue_growth"])[["gross_margin", "revenue_growth"]].iloc[1].tolist()
    [0.4, 0.25]
    """
    if isinstance(partition, (Path, str)):
        partition = _read(Path(partition))
    if not isinstance(partition, pd.DataFrame):
        return measure(partition, ratios, segments=segments).reset_index()
    table = _flat(partition)
    if table.empty:
        return measure_meta(ratios)
    try:
        found = measure(Frames.of_table(table.set_index(list(LEVELS))), ratios, segments=segments)
    except PeriodInvalidError as error:
        raise _unreadable(str(error).partition("\n")[0]) from None
    return found.reset_index().astype(dict.fromkeys(LEVELS, object))


def measure_meta(ratios: Iterable[str | Ratio] = RATIOS) -> pd.DataFrame:
    """An empty table with the columns and types of `measure_partition`, as `map_partitions(meta=...)` wants it.

    >>> from finkit.batch import measure_meta
    >>> list(measure_meta(["gross_margin"]).columns)
    ['ticker', 'segment', 'period', 'gross_margin']
    """
    columns: dict[str, Any] = {name: pd.Series([], dtype=object) for name in LEVELS}
    return pd.DataFrame(columns | {row.name: pd.Series([], dtype=np.float64) for row in find_ratios(ratios)})


def _flat(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its keys as columns, text, and nothing but numbers beside them."""
    flat = table.reset_index() if set(LEVELS) & set(table.index.names) else table
    missing = [name for name in (_TICKER, _PERIOD) if name not in flat.columns]
    if missing or not flat.columns.is_unique:
        raise _unreadable(f"no {' and no '.join(missing)}" if missing else "two columns of one name")
    if _SEGMENT not in flat.columns:
        flat = flat.assign(**{_SEGMENT: ""})
    flat = flat.assign(**{name: flat[name].astype(object).where(flat[name].notna(), "").astype(str) for name in LEVELS})
    numbers = flat.columns.difference(list(LEVELS), sort=False)
    wrong = [str(name) for name in numbers if not pd.api.types.is_numeric_dtype(flat[name])]
    if wrong:
        raise _unreadable(f"{wrong[0]} of type {flat[wrong[0]].dtype}")
    endless = [str(name) for name in numbers if np.isinf(flat[name].to_numpy(np.float64, na_value=np.nan)).any()]
    if endless:
        raise _unreadable(f"an infinite number in {endless[0]}")
    twice = flat.duplicated(list(LEVELS))
    if twice.any():
        raise _unreadable(f"two rows for {' '.join(flat.loc[twice, list(LEVELS)].iloc[0])}")
    return flat


def _read(path: Path) -> pd.DataFrame:
    arrow()
    try:
        return pd.read_parquet(path, engine="pyarrow")
    except FileNotFoundError:
        raise FileMissingError(path=str(path), wanted="Parquet file of a panel") from None
    except (OSError, ValueError) as error:
        raise FileUnreadableError(
            path=str(path), wanted="a panel as Parquet", found=str(error).partition("\n")[0], remedy=_REMEDY
        ) from None  # fmt: skip


def _unreadable(found: str) -> FileUnreadableError:
    return FileUnreadableError(path="panel", wanted="a table with a row a period", found=found, remedy=_REMEDY)
