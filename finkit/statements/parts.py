"""The parts of a fiscal year: which spans add up to which, and what may be added at all.

A flow adds up over time when it is an amount or a tonnage; prices, ratios, per-share figures, balances and amounts weighted
by months do not.
"""

from __future__ import annotations

from functools import lru_cache

from finkit.catalogue.items import DISCLOSED, ITEM_BY_NAME, MONEY

# whole -> its two parts, of one fiscal year
SUMS: tuple[tuple[str, str, str], ...] = (
    ("FY", "9M", "Q4"),
    ("FY", "H1", "H2"),
    ("9M", "H1", "Q3"),
    ("H1", "Q1", "Q2"),
    ("H2", "Q3", "Q4"),
)
CLOSING, OPENING = "closing_cash", "opening_cash"  # balances that stand in the cash-flow statement
_ADDING_UNITS = frozenset({MONEY, "t"})


@lru_cache(maxsize=1024)
def adds_up(item: str) -> bool:
    """Two spans of the item that follow each other give the item of both together."""
    row = ITEM_BY_NAME.get(item)
    if row is None or not row.is_flow or row.statement == DISCLOSED:
        return False
    return row.unit in _ADDING_UNITS and item not in {CLOSING, OPENING}


@lru_cache(maxsize=1024)
def is_closing(item: str) -> bool:
    """The item stands on the last day of its period, whatever the period's length."""
    row = ITEM_BY_NAME.get(item)
    return row is not None and (not row.is_flow or item == CLOSING)
