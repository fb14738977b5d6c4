"""Numerals: what the digits of one number say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.figures.numerals import Numeral, numeral


def read(text: str) -> Numeral:
    """A numeral that is there."""
    found = numeral(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("12", "12", 0),
        ("12.50", "12.5", 2),
        ("0.07", "0.07", 2),
        ("1,234", "1234", 0),
        ("12,345,678.9", "12345678.9", 1),
        ("0078", "78", 0),
        ("12,34", "12.34", 2),  # a decimal comma: no thousands have two digits
        ("31・2", "31.2", 1),
    ],
)
def test_a_plain_or_grouped_number_is_its_digits(text: str, value: str, decimals: int) -> None:
    """Thousands commas are passed over, the point and the zeros behind it stay."""
    found = read(text)
    assert (Decimal(value), decimals, False, False) == (found.value, found.decimals, found.scaled, found.broken)


@pytest.mark.parametrize(
    ("text", "mantissa", "value", "decimals", "broken"),
    [
        ("680,000", "68", "680000", 0, False),
        ("10,000", "1", "10000", 0, False),
        ("7.20,000", "7.2", "72000", 2, True),
        ("61.30,000", "61.3", "613000", 2, True),
        ("3180,000", "318", "3180000", 0, True),
    ],
)
def test_four_zeros_glued_behind_a_number_count_ten_thousands(text: str, mantissa: str, value: str, decimals: int, broken: bool) -> None:
    """A translator writes 万 as `0,000` behind whatever stood there: 61.3万 as 61.30,000."""
    found = read(text)
    decimals_left = decimals - 1 if decimals else 0
    assert (Decimal(mantissa), Decimal(value), decimals_left) == (found.mantissa, found.value, found.decimals)
    assert (True, broken) == (found.scaled, found.broken)


@pytest.mark.parametrize(
    ("text", "digits", "whole"),
    [
        ("1,45678", "145678", 4),
        ("2,345,6789", "23456789", 7),
        ("12,34,567", "1234567", None),
        ("9876,543", "9876543", None),
    ],
)
def test_a_comma_in_an_impossible_place_tells_where_the_point_was(text: str, digits: str, whole: int | None) -> None:
    """1,45678 was 1,456.78: groups of three are whole, what is too long held decimals. Untidy groups tell nothing."""
    found = read(text)
    assert (digits, whole, True) == (found.digits, found.whole_digits, found.broken)


def test_more_digits_than_decimals_keep_are_unreadable() -> None:
    """28 digits are read to the last one, more are no quantity."""
    assert read("1" * 28).value == Decimal("1" * 28)
    assert numeral("1" * 29) is None


@pytest.mark.parametrize("text", ["1.2.3", "1,2.3,4", "1,234.50,000", "7" * 41])
def test_digits_that_make_no_number_are_not_read(text: str) -> None:
    """Two points, a comma behind the point, or more digits than a quantity has."""
    assert numeral(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1900", True),
        ("2021", True),
        ("2060", True),
        ("2099", False),  # 2099 of something is likelier than that year
        ("1899", False),
        ("2,021", False),
        ("20.21", False),
    ],
)
def test_a_year_is_four_plain_digits(text: str, year: bool) -> None:
    """From 1900 to 2060."""
    assert year is read(text).is_year


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, 10**12), st.integers(0, 4))
def test_what_python_prints_is_read_back(whole: int, decimals: int) -> None:
    """Plain and grouped spellings of one number have one value and as many decimals as printed."""
    number = Decimal(whole).scaleb(-decimals)
    for text in (f"{number:f}", f"{number:,f}"):
        found = read(text)
        assert number == found.value
        assert found.scaled or decimals == found.decimals
