"""Units: dimension and scale."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.errors import UnitMismatchError, UnitUnknownError
from finkit.vocabulary.units import PERCENT, unit


def test_a_percentage_is_a_scale_of_a_pure_number() -> None:
    """22.53 % is 0.2253."""
    assert Decimal("22.53") * PERCENT.scale == Decimal("0.2253")
    assert PERCENT.is_pure


def test_kilograms_and_tonnes_agree() -> None:
    """The same dimension at two scales."""
    assert unit("kg").agrees(unit("t"))
    assert unit("kg").scale * 1000 == unit("t").scale


def test_two_currencies_do_not_agree() -> None:
    """No rate, no sum."""
    with pytest.raises(UnitMismatchError, match="cannot add CNY and USD"):
        unit("CNY").require(unit("USD"))


def test_a_price_times_a_volume_is_money() -> None:
    """Dimensions cancel."""
    assert unit("CNY/t").times(unit("t")).agrees(unit("CNY"))
    assert unit("CNY").is_money
    assert not unit("CNY/t").is_money


@pytest.mark.parametrize("code", ["yuan", "", "CNY/", "t t"])
def test_an_unknown_code_is_refused(code: str) -> None:
    """With a list of those that are known."""
    with pytest.raises(UnitUnknownError, match="wanted a code such as CNY"):
        unit(code)
