"""Catalogue rows as the engine asks for them: by name, and whether part of a year would give part of the ratio."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from finkit.catalogue.items import BALANCE, ITEM_BY_NAME
from finkit.catalogue.ratios import RATIO_BY_NAME, RATIOS, Ratio
from finkit.errors import MetricUnknownError

if TYPE_CHECKING:
    from collections.abc import Iterable


def find_ratios(names: Iterable[str | Ratio]) -> tuple[Ratio, ...]:
    """Catalogue rows by name (growths too); raises `MetricUnknownError`. Rows of one's own pass through."""
    return tuple(name if isinstance(name, Ratio) else _named(name) for name in names)


def ratio_called(name: str) -> Ratio:
    """The row of a name, title or alias, in any case; raises `MetricUnknownError`."""
    wanted = name.casefold()
    for row in RATIO_BY_NAME.values():
        if wanted in {word.casefold() for word in (row.name, row.title, row.title_zh, *row.aliases)}:
            return row
    return _named(name)


def _named(name: str) -> Ratio:
    if name not in RATIO_BY_NAME:
        raise MetricUnknownError(name=name, known=tuple(RATIO_BY_NAME))
    return RATIO_BY_NAME[name]


@lru_cache(maxsize=64)
def deciding_rows(group: str) -> tuple[Ratio, ...]:
    """The rows of a group by which its basis is chosen: the main ones, where it has any; none of the growths."""
    rows = tuple(row for row in RATIOS if row.group == group)
    return tuple(row for row in rows if row.main) or rows


def needs_full_year(ratio: Ratio) -> bool:
    """The formula sets a flow against a balance, so that part of a year would give part of the ratio."""
    statements = {ITEM_BY_NAME[name].statement == BALANCE for name in ratio.terms}
    return len(statements) > 1
