"""Intervals of Decimals."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from finkit.vocabulary.intervals import INFINITY, Interval

NUMBERS = st.decimals(min_value=-(10**6), max_value=10**6, places=3)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a number inside it."""
    low, middle, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Interval(low, high), middle


@given(intervals(), intervals())
def test_arithmetic_keeps_what_is_inside(one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]) -> None:
    """Whatever the true numbers were, the result of them lies in the result of the intervals."""
    (left, a), (right, b) = one, other
    assert (left + right).holds(a + b)
    assert (left - right).holds(a - b)
    assert (left * right).holds(a * b)
    assert abs(left).holds(abs(a))
    assert (-left).holds(-a)


@given(intervals(), intervals())
def test_two_meet_exactly_if_there_is_no_gap(one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]) -> None:
    """`meets`, `gap` and `meet` tell the same story."""
    left, right = one[0], other[0]
    assert left.meets(right) == (left.gap(right) == 0) == (left.meet(right) is not None)


def test_a_printed_number_is_known_to_half_its_last_digit() -> None:
    """22.53 is [22.525, 22.535]."""
    assert Interval.rounded(Decimal("22.53"), Decimal("0.01")) == Interval(Decimal("22.525"), Decimal("22.535"))


def test_more_than_seventy_has_no_upper_end() -> None:
    """A half-open bound holds what lies above it, and nothing below."""
    bound = Interval(Decimal(70), INFINITY)
    assert bound.holds(10**9)
    assert not bound.holds(69)
    assert (bound + Interval.exact(1)).low == 71
