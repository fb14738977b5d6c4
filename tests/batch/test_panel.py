"""Panels in partitions: the same cells as all at once, here, in processes and under dask.dataframe."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import finkit
from finkit.batch import measure_many, measure_meta, measure_partition
from finkit.errors import FileMissingError, FileUnreadableError
from finkit.metrics.frames import LEVELS

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["gross_margin", "roe", "revenue_growth", "asset_liability_ratio"]
KEYS = list(LEVELS)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Twenty invented companies over three years, one segment each, a row a period, some cells missing."""
    draw = np.random.default_rng(7)
    rows = [(f"C{one:02}", segment, f"FY{year}") for one in range(20) for segment in ("", "goods") for year in (2020, 2021, 2022)]
    frame = pd.DataFrame(rows, columns=KEYS)
    for name in ("revenue", "cost_of_sales", "parent_net_profit", "parent_equity", "total_assets", "total_liabilities"):
        frame[name] = np.where(draw.random(len(frame)) < 0.05, np.nan, draw.uniform(1e8, 1e9, len(frame)))
    return frame


def parts(table: pd.DataFrame, companies: int) -> list[pd.DataFrame]:
    """Partitions of so many companies."""
    tickers = list(dict.fromkeys(table["ticker"]))
    return [table[table["ticker"].isin(tickers[at : at + companies])] for at in range(0, len(tickers), companies)]


def joined(tables: Any) -> pd.DataFrame:
    """The partitions as one table."""
    return pd.concat(list(tables), ignore_index=True)


@pytest.mark.parametrize("companies", [1, 3, 7, 20])
def test_partitions_change_nothing(table: pd.DataFrame, companies: int) -> None:
    """Whatever their size, growth over the year before included."""
    whole = measure_partition(table, NAMES)
    assert list(whole.columns) == [*KEYS, *NAMES]
    assert whole[KEYS].to_numpy().tolist() == table[KEYS].to_numpy().tolist()
    assert whole["revenue_growth"].notna().sum() > 60
    pd.testing.assert_frame_equal(joined(measure_many(parts(table, companies), NAMES)), whole, check_exact=True)


def test_an_executor_gives_the_same_in_the_same_order(table: pd.DataFrame, tmp_path: Path) -> None:
    """Tables, files and companies as partitions."""
    paths = []
    for number, part in enumerate(parts(table, 8)):
        paths.append(tmp_path / f"{number}.parquet")
        part.to_parquet(paths[-1])
    companies = [[finkit.load(ticker) for ticker in chosen] for chosen in (["600111.SH", "LYC.AX"], ["MP"])]
    here = [list(measure_many(given, NAMES)) for given in (parts(table, 8), paths, companies)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        there = [list(measure_many(given, NAMES, pool, window=2)) for given in (parts(table, 8), paths, companies)]
    pd.testing.assert_frame_equal(joined(here[0]), joined(here[1]), check_exact=True)
    for one, other in zip(here, there, strict=True):
        pd.testing.assert_frame_equal(joined(one), joined(other), check_exact=True)
    measured = finkit.measure(companies[0], NAMES)
    np.testing.assert_array_equal(here[2][0][NAMES].to_numpy(), measured.to_numpy())


def test_dask_maps_it_over_the_partitions_of_a_frame(table: pd.DataFrame) -> None:
    """With the empty table as what to expect."""
    dask = pytest.importorskip("dask.dataframe")
    frame = dask.from_pandas(table.set_index("ticker"), npartitions=5)
    found = frame.map_partitions(measure_partition, NAMES, meta=measure_meta(NAMES)).compute(scheduler="synchronous")
    pd.testing.assert_frame_equal(found.reset_index(drop=True), measure_partition(table, NAMES), check_dtype=False, check_exact=True)
    empty = measure_partition(table.iloc[:0], NAMES)
    pd.testing.assert_frame_equal(empty, measure_meta(NAMES))


def test_segments_may_be_left_out_and_an_index_may_hold_the_keys(table: pd.DataFrame) -> None:
    """A table without the column is of companies as a whole."""
    whole = table[table["segment"] == ""].drop(columns="segment")
    expected = measure_partition(table, NAMES, segments=False).reset_index(drop=True)
    pd.testing.assert_frame_equal(measure_partition(whole, NAMES), expected, check_exact=True)
    pd.testing.assert_frame_equal(measure_partition(table.set_index(KEYS), NAMES, segments=False).reset_index(drop=True), expected)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda table: table.drop(columns="period"), "no period"),
        (lambda table: table.drop(columns=["ticker", "period"]), "no ticker and no period"),
        (lambda table: table.assign(revenue="much"), "revenue of type"),
        (lambda table: table.replace({"period": {"FY2021": "lately"}}), "'lately' is no period"),
        (lambda table: pd.concat([table, table.iloc[:1]]), "two rows for C00  FY2020"),
        (lambda table: pd.concat([table, table[["revenue"]]], axis=1), "two columns of one name"),
    ],
)
def test_a_table_that_is_none_is_told(table: pd.DataFrame, change: Any, found: str) -> None:
    """What was wanted and what was found."""
    with pytest.raises(FileUnreadableError, match=found):
        measure_partition(change(table), NAMES)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    """Missing, or no Parquet."""
    with pytest.raises(FileMissingError, match=r"gone\.parquet: no such Parquet file of a panel"):
        measure_partition(tmp_path / "gone.parquet")
    (tmp_path / "x.parquet").write_bytes(b"PAR1 not")
    with pytest.raises(FileUnreadableError, match=r"x\.parquet: wanted a panel as Parquet, found"):
        measure_partition(tmp_path / "x.parquet")


def test_infinite_numbers_are_refused(tmp_path: Path) -> None:
    """A ratio over them would be nought; and a file may be named by text."""
    table = pd.DataFrame({"ticker": ["A"], "period": ["FY2022"], "revenue": [float("inf")], "gross_profit": [1.0]})
    table.to_parquet(tmp_path / "panel.parquet")
    with pytest.raises(FileUnreadableError, match="an infinite number in revenue"):
        measure_partition(str(tmp_path / "panel.parquet"), ["gross_margin"])


def test_a_window_below_one_is_refused() -> None:
    """As everywhere."""
    with pytest.raises(ValueError, match="window: wanted at least 1, found 0"):
        next(measure_many([], ["gross_margin"], window=0))
