"""Stages of damage: the inverse of each explains what its forward leaves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from finkit.candidates.damage import POINT_LOST, SCALE_TRANSLATED, TORN, Source, tail_digits
from finkit.figures.words import BILLION, MILLION, WAN, YI

SCALES = (Decimal(1), WAN, YI)
SETTINGS = settings(max_examples=200, deadline=None, derandomize=True)


@st.composite
def sources(draw: st.DrawFn, scales: tuple[Decimal, ...] = SCALES) -> Source:
    """A number as an original prints it: no needless zeros before it, one to three decimals."""
    whole, decimals = draw(st.integers(0, 9999)), draw(st.integers(1, 3))
    fraction = draw(st.integers(0, 10**decimals - 1))
    return Source(f"{whole}{fraction:0{decimals}d}", decimals, draw(st.sampled_from(scales)), draw(st.sampled_from(["CNY", "t", "%"])))


@SETTINGS
@given(sources())
def test_a_lost_point_can_be_put_back(source: Source) -> None:
    """The source is among what its digits without a point can have been."""
    assert source in POINT_LOST.inverse(POINT_LOST.forward(source))


@SETTINGS
@given(sources())
def test_every_explanation_of_a_lost_point_leaves_the_same_digits(source: Source) -> None:
    """Forward of each inverse is what is printed: nothing is made up."""
    left = POINT_LOST.forward(source)
    assert {left} == {POINT_LOST.forward(one) for one in POINT_LOST.inverse(left)}


@SETTINGS
@given(sources())
def test_a_broken_comma_leaves_one_place_for_the_point(source: Source) -> None:
    """Where the number of whole digits is known, the source alone explains the digits."""
    whole = len(source.digits) - source.decimals
    assume(whole == 1 or source.digits[0] != "0")
    assert [source] == list(POINT_LOST.inverse(POINT_LOST.forward(source), whole))


def test_a_number_that_has_its_point_lost_none() -> None:
    """12.5 is not explained by a lost point."""
    assert list(POINT_LOST.inverse(Source("125", 1, Decimal(1), "%"))) == []


def test_no_reading_begins_with_two_whole_digits_of_which_one_is_zero() -> None:
    """078 was 0.78, never 07.8."""
    assert [source.value for source in POINT_LOST.inverse(Source("078", 0, Decimal(1), "%"))] == [Decimal("0.78")]


@SETTINGS
@given(st.integers(1, 99_999), st.sampled_from([WAN, YI]), st.sampled_from(["CNY", "t"]))
def test_a_translated_scale_goes_back_to_an_equal_amount(count: int, scale: Decimal, unit: str) -> None:
    """The token in 亿 or 万 has the amount of the English words and no point."""
    source = Source(str(count), 0, scale, unit)
    amount = SCALE_TRANSLATED.forward(source)
    spoken = BILLION if amount >= BILLION else MILLION if amount >= MILLION else WAN
    found = list(SCALE_TRANSLATED.inverse(amount, unit, spoken))
    assert [amount] == [one.value for one in found]
    assert {0} == {one.decimals for one in found}


@SETTINGS
@given(st.integers(1, 99_999))
def test_an_amount_in_hundred_millions_goes_back_to_the_very_token(count: int) -> None:
    """7亿 was `700 million`, 83亿 `8.3 billion`: both are told back as 亿."""
    source = Source(str(count), 0, YI, "CNY")
    amount = SCALE_TRANSLATED.forward(source)
    assert source in SCALE_TRANSLATED.inverse(amount, "CNY", BILLION if amount >= BILLION else MILLION)


@pytest.mark.parametrize(("amount", "spoken"), [("123456", WAN), ("1234.5", Decimal(1)), ("4500", Decimal(1))])
def test_an_amount_that_no_whole_token_gives_was_not_translated(amount: str, spoken: Decimal) -> None:
    """A number of ten-thousands must come out even."""
    assert list(SCALE_TRANSLATED.inverse(Decimal(amount), "CNY", spoken)) == []


@SETTINGS
@given(sources())
def test_torn_halves_make_the_source_again(source: Source) -> None:
    """Head and tail hold all digits, in order."""
    head, tail = TORN.forward(source)
    assert source == TORN.inverse(head, tail, source.scale, source.unit)


@SETTINGS
@given(st.integers(1, 99), st.integers(1, 2))
def test_the_digits_of_a_translated_tail_are_among_the_options(tail: int, width: int) -> None:
    """41.07亿 left `0.7 billion`, 41.7亿 `700 million`, 41.73亿 `7.3 billion`: each leads back to its own digits."""
    digits = f"{tail:0{width}d}"
    amount = Decimal(digits) * YI
    spoken = BILLION if amount >= BILLION or digits[0] == "0" else MILLION
    printed = f"{amount / spoken:f}"
    assert digits in [option for option, scale, _ in tail_digits(amount, printed, spoken) if scale == YI]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source("830", 2, YI, "CNY"), "8.30亿元"),
        (Source("475", 1, Decimal(1), "%"), "47.5%"),
        (Source("61", 0, WAN, "t"), "61万吨"),
        (Source("12", 2, Decimal(1), "pp"), "0.12个百分点"),
    ],
)
def test_a_source_reads_as_the_original_printed_it(source: Source, text: str) -> None:
    """Digits, point, scale and unit in Chinese."""
    assert text == source.text


@SETTINGS
@given(sources())
def test_value_and_quantum_are_those_of_the_printed_token(source: Source) -> None:
    """The value is a whole number of quanta: the last digit printed."""
    assert Decimal(source.digits) == source.value / source.quantum
