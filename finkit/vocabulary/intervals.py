"""Closed intervals of Decimals: what a printed number can have been before it was rounded.

A tolerance is never chosen, it is derived: 22.53 printed to two places is [22.525, 22.535], and a relation
holds when the intervals of its two sides meet. Bounds may be infinite ("more than 70 %").
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from finkit.errors import EmptyDivisorError

ZERO = Decimal(0)
ONE = Decimal(1)
HALF = Decimal("0.5")
TENTH = Decimal("0.1")
INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """[low, high], both ends inside."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if self.low > self.high:
            object.__setattr__(self, "low", self.high)
            object.__setattr__(self, "high", self.low)

    @classmethod
    def exact(cls, value: Decimal | int) -> Interval:
        """A number without rounding."""
        number = Decimal(value)
        return cls(number, number)

    @classmethod
    def rounded(cls, value: Decimal, quantum: Decimal) -> Interval:
        """What rounds to `value` when the last printed digit counts `quantum`."""
        half = quantum * HALF
        return cls(value - half, value + half)

    @property
    def middle(self) -> Decimal:
        """The centre; the finite end where the other is infinite."""
        if self.low.is_infinite():
            return self.high
        return self.low if self.high.is_infinite() else (self.low + self.high) * HALF

    def roughened(self) -> Interval:
        """On to half of the middle's last digit that is no zero, a tenth at most: about 360,000 is [355,000, 365,000]."""
        middle = self.middle
        if not middle or middle.is_infinite():
            return self
        half = min(ONE.scaleb(int(middle.normalize().as_tuple().exponent)) * HALF, abs(middle) * TENTH)
        return Interval(min(self.low, middle - half), max(self.high, middle + half))

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            raise EmptyDivisorError(low=str(other.low), high=str(other.high))
        return self * Interval(ONE / other.high, ONE / other.low)

    def __abs__(self) -> Interval:
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(ZERO, max(-self.low, self.high))

    def power(self, exponent: Decimal) -> Interval:
        """Raised to a constant; a fractional exponent needs a base that is not negative."""
        whole = exponent == exponent.to_integral_value()
        if whole and exponent % 2 == 0 and self.low < 0:
            return abs(self).power(exponent)
        if not whole and self.low < 0:
            raise EmptyDivisorError(low=str(self.low), high=str(self.high))
        try:
            return Interval(self.low**exponent, self.high**exponent)
        except ArithmeticError:  # beyond any number
            raise EmptyDivisorError(low=str(self.low), high=str(self.high)) from None

    def meets(self, other: Interval) -> bool:
        """The two share at least one number (touching ends count)."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, number: Decimal | int) -> bool:
        """The number lies inside."""
        return self.low <= number <= self.high

    def gap(self, other: Interval) -> Decimal:
        """The distance between the two; zero where they meet."""
        return max(ZERO, self.low - other.high, other.low - self.high)

    def meet(self, other: Interval) -> Interval | None:
        """The numbers in both, or None."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Interval(low, high) if low <= high else None


def _times(left: Decimal, right: Decimal) -> Decimal:
    """A product in which nothing times infinity is nothing."""
    return ZERO if not left or not right else left * right
