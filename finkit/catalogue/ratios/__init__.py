"""Ratios: one row each, a file a group.

The value on frames, the live Excel formula, the unit check, the line in the docs and the relation that checks a report
are all made from the row.
"""

from __future__ import annotations

from types import MappingProxyType

from finkit.catalogue.items import ITEM_BY_NAME, ITEMS
from finkit.catalogue.ratios.cash import ACTIVITY_ROWS, CASH_ROWS, MORE_CASH_ROWS
from finkit.catalogue.ratios.expenses import EXPENSE_ROWS
from finkit.catalogue.ratios.leverage import LEVERAGE_ROWS, MORE_LEVERAGE_ROWS
from finkit.catalogue.ratios.margins import MARGIN_ROWS, MORE_SEGMENT_ROWS, SEGMENT_ROWS
from finkit.catalogue.ratios.ratio import (
    ACTIVITY,
    BOTH,
    CASH,
    CFA,
    COMPANY,
    EXPENSES,
    GROWTH,
    LEVERAGE,
    MARGINS,
    MARKET,
    NEITHER,
    RETURNS,
    SCORES,
    SEGMENT,
    SEGMENTS,
    SHARES,
    VALUATION,
    Ratio,
)
from finkit.catalogue.ratios.returns import MORE_RETURN_ROWS, RETURN_ROWS
from finkit.catalogue.ratios.scores import SCORE_ROWS
from finkit.catalogue.ratios.shares import SHARE_ROWS
from finkit.catalogue.ratios.valuation import MORE_VALUATION_ROWS, VALUATION_ROWS
from finkit.vocabulary.formulas import Formula

__all__ = [
    "ACTIVITY", "CASH", "COMPANY", "EXPENSES", "GROWTH", "GROWTHS", "LEVERAGE", "MARGINS", "MARKET", "RATIOS", "RATIO_BY_NAME", "RATIO_OF_REVENUE",
    "RETURNS", "SCORES", "SEGMENT", "SEGMENTS", "SHARES", "VALUATION", "Ratio", "growth_of", "variants_of",
]  # fmt: skip

RATIOS: tuple[Ratio, ...] = (
    *MARGIN_ROWS, *EXPENSE_ROWS, *CASH_ROWS, *MORE_CASH_ROWS, *LEVERAGE_ROWS, *MORE_LEVERAGE_ROWS, *RETURN_ROWS, *MORE_RETURN_ROWS,
    *SEGMENT_ROWS, *MORE_SEGMENT_ROWS, *VALUATION_ROWS, *MORE_VALUATION_ROWS, *ACTIVITY_ROWS, *SHARE_ROWS, *SCORE_ROWS,
)  # fmt: skip


def growth_of(name: str) -> Ratio:
    """The growth of an item over the same period a year before: a row like any other."""
    item = ITEM_BY_NAME[name]
    return Ratio(
        f"{name}_growth", f"{item.title} growth", f"{item.title_zh}同比", Formula(f"{name} / prior({name}) - 1"), "%", GROWTH, CFA,
        better=NEITHER, per=BOTH, only_if=Formula(f"prior({name}) > 0"),
    )  # fmt: skip


GROWTHS: tuple[Ratio, ...] = tuple(growth_of(item.name) for item in ITEMS)
_STAND_INS = MappingProxyType({(ratio.variant_of, standard): ratio for ratio in RATIOS for standard in ratio.instead_under})
RATIO_BY_NAME = MappingProxyType({ratio.name: ratio for ratio in (*RATIOS, *GROWTHS)})
# What an item is called as a part of revenue: `rd_expense` -> `rd_expense_ratio`.
RATIO_OF_REVENUE = MappingProxyType(
    {
        item.name: ratio.name
        for item in ITEMS
        for ratio in RATIOS
        if ratio.formula.text == f"{item.name} / revenue" and ratio.unit == "%" and COMPANY in ratio.per
    }
)


def variants_of(ratio: Ratio) -> tuple[Ratio, ...]:
    """The other rows of the same family: the standard row first, then its variants."""
    standard = ratio.variant_of or ratio.name
    family = (row for row in RATIOS if standard in {row.name, row.variant_of})
    return tuple(row for row in sorted(family, key=lambda row: row.name != standard) if row.name != ratio.name)


def under(ratio: Ratio, standard: str) -> Ratio:
    """The row that gives a metric under an accounting standard: itself, or the variant that stands in for it there."""
    return _STAND_INS.get((ratio.name, standard), ratio)


def _check_references() -> None:
    """A row that points to no row stops the import, as does a name given twice."""
    if len(RATIO_BY_NAME) != len(RATIOS) + len(GROWTHS):
        raise ValueError("two ratios share a name")
    for ratio in RATIOS:
        for name in filter(None, (ratio.variant_of, *ratio.parts)):
            if name not in RATIO_BY_NAME:
                raise ValueError(f"ratio {ratio.name}: no row is called {name}")


_check_references()
