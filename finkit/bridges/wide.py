"""Wide frames: a column an item, or an analyst's own sheet with a row an item and a column a period."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from finkit.bridges.refusals import unreadable
from finkit.bridges.tidy import from_tidy
from finkit.catalogue.measures import measure_called
from finkit.errors import PeriodInvalidError
from finkit.metrics.frames import LEVELS
from finkit.metrics.frames import frame as to_wide
from finkit.vocabulary.periods import Period
from finkit.vocabulary.units import CURRENCIES, unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finkit.statements.company import Company

__all__ = ["from_wide", "to_wide"]

_FRAME = "frame"
_CALL = "from_wide(frame, currency=..., ticker=..., name=...)"
_SHOWN = 40  # characters of a cell that is no number


def from_wide(frame: pd.DataFrame, **header: Any) -> Company:  # noqa: ANN401  (the fields of Company)
    """A company from a frame with a column an item and a row a period, or a row an item and a column a period.

    Money in the company's currency (not in millions), percentages as fractions: as `to_wide` gives them. The period,
    and the segment and ticker if there are any, stand in the index or in columns of these names; an index without a
    name is the period (or the item, where the columns are periods). NaN and None are cells without a fact. `header`,
    findings (line 2 is the first cell that holds a number, row by row) and errors are those of `from_tidy`.

    >>> import pandas as pd
    >>> from finkit.bridges import from_wide
    >>> sheet = pd.DataFrame({"FY2021": [800, 500], "FY2022": [1000, 600]}, index=["revenue", "cost_of_sales"])
    >>> company = from_wide(sheet, ticker="MINE", name="My company", currency="CNY")
    >>> finkit.measure(company, ["gross_margin"])["gross_margin"].tolist()
    [0.375, 0.4]
    """
    if "currency" not in header:
        raise unreadable(_FRAME, "a currency", "none", _CALL)
    if str(header["currency"]) not in CURRENCIES:
        raise unreadable(_FRAME, f"a currency ({', '.join(CURRENCIES[:4])} …)", repr(header["currency"])[:_SHOWN], _CALL)
    cells = pd.DataFrame(_cells(_upright(frame), str(header["currency"])), columns=["ticker", "segment", "item", "period", "value", "unit"])
    return from_tidy(cells, **header)


def _upright(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with places in columns of their names and items in the others."""
    if not frame.columns.is_unique:
        raise unreadable(_FRAME, "a column once", "two columns of one name", "rename the columns")
    named = frame if "item" not in frame.columns else frame.set_index("item")
    if len(named.columns) and all(_is_period(name) for name in named.columns):
        if not named.index.is_unique:
            raise unreadable(_FRAME, "an item once", "two rows of one item", "keep one of them")
        named = named.T.rename_axis(index="period")
    if named.index.nlevels == 1 and "period" not in named.columns and named.index.name is None:
        named = named.rename_axis(index="period")
    flat = named.reset_index(level=[name for name in named.index.names if name in LEVELS and name not in named.columns])
    if "period" not in flat.columns:
        raise unreadable(_FRAME, "periods in the index, in a column or as columns", "none", "name the index or a column period")
    return flat


def _is_period(name: object) -> bool:
    try:
        Period.parse(str(name))
    except PeriodInvalidError:
        return False
    return True


def _cells(frame: pd.DataFrame, currency: str) -> Iterator[tuple[object, ...]]:
    """(ticker, segment, item, period, value in the item's unit, unit) of every cell that holds something."""
    places = {name: frame[name] if name in frame.columns else [""] * len(frame) for name in LEVELS}
    items = [(str(name), _code(str(name), currency), list(frame[name])) for name in frame.columns if name not in LEVELS]
    for at, (ticker, segment, period) in enumerate(zip(*places.values(), strict=True)):
        for name, code, column in items:
            value = column[at]
            if not _is_nothing(value):
                yield ticker, segment, name, str(period), _in_unit(value, code), code


def _code(name: str, currency: str) -> str:
    """The unit of an item; empty for what is none."""
    known = measure_called(name)
    return known.unit_in(currency) if known else ""


def _is_nothing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)) or value == ""


def _in_unit(value: object, code: str) -> object:
    """A number in base units as the item's own unit holds it: 22.53 for 0.2253 of a percentage."""
    scale = unit(code).scale if code else Decimal(1)
    if scale == 1 or isinstance(value, str | bool):
        return value
    try:
        number = value if isinstance(value, Decimal) else Decimal(repr(float(value)))  # type: ignore[arg-type]  # (whatever a frame holds)
        return number / scale if number.is_finite() else value
    except (TypeError, ValueError, ArithmeticError):
        return str(value)[:_SHOWN] if not isinstance(value, int) else "a number without end"
