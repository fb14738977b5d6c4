"""What the tests of published examples share: a row over lines, a published formula in the formula language."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.vocabulary.formulas import Decimals, Formula, Term

if TYPE_CHECKING:
    from collections.abc import Callable

    Lines = dict[str, tuple[Any, ...]]  # item -> this year, the year before, two years before


def _evaluated(row: str, lines: Lines) -> Decimal:
    ratio = RATIO_BY_NAME[row]
    values = {Term(item, back): Decimal(str(value)) for item, years in lines.items() for back, value in enumerate(years)}
    return ratio.formula.evaluate(Decimals(values | {Term(name): value for name, value, _ in ratio.constants}))


def _plain(text: str, inputs: dict[str, Any]) -> Decimal:
    written = re.sub(r"([A-Za-z_]\w*)\[(\d)\]", r"\1__\2", text)
    values: dict[Term, Decimal] = {}
    for name, value in inputs.items():
        several = value if isinstance(value, list) else None
        found = {f"{name}__{n}": one for n, one in enumerate(several)} if several else {name: value}
        values |= {Term(key): Decimal(str(one)) for key, one in found.items() if one is not None}
    return Formula(re.sub(r"(?<![\w.])\.(\d)", r"0.\1", written)).evaluate(Decimals(values))


def _within(told: dict[str, Any], value: Decimal) -> bool:
    return abs(value - Decimal(str(told["published"]))) <= Decimal(str(told["tolerance"])) + Decimal("1e-9")


@pytest.fixture
def evaluated() -> Callable[[str, Lines], Decimal]:
    """The row over lines given latest first."""
    return _evaluated


@pytest.fixture
def plain() -> Callable[[str, dict[str, Any]], Decimal]:
    """A published formula over its inputs by the formula language, its indexed inputs as names of their own."""
    return _plain


@pytest.fixture
def within() -> Callable[[dict[str, Any], Decimal], bool]:
    """The value is what was published, to the rounding of its digits."""
    return _within
