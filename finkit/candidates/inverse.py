"""Slips of typing walked backwards: everything that could have been meant by a number as it stands typed.

Beside the slips of `typing` these are a digit mistaken for another and a number a whole scale off. A mistaken digit
explains much, so it decides nothing alone; it is here because a repair that ignores it would be too sure.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?")
_MOST_PLACES = 4
_SCALES = (-4, -3, -2, -1, 1, 2, 3, 4)
_DIGITS = "0123456789"
_FEWEST_NOUGHTS, _FEWEST_DIGITS = 3, 4
SIGN, POINT, SWAPPED, DOUBLED, LOST, MISTAKEN, SCALE, ROUNDED = (
    "sign lost", "point lost", "digits swapped", "digit doubled", "digit lost", "digit mistaken", "scale slipped", "rounded",
)  # fmt: skip


def meant(printed: str) -> dict[str, str]:
    """What may have been meant -> the slip that turned it into `printed`; empty where this is no number.

    Numbers are written as `printed` is: with its exponent, and a sign where it is negative.
    """
    match = _NUMBER.fullmatch(printed)
    if match is None:
        return {}
    sign, whole, fraction, power = match.groups()
    digits, point = whole + (fraction or ""), len(whole)
    tail = f"e{power}" if power else ""
    minus = "-" if sign == "-" else ""
    found: dict[str, str] = {}
    for slip, mantissa in _mantissas(digits, point):
        if _is_written(mantissa):
            found.setdefault(minus + mantissa + tail, slip)
    own = Decimal(printed)
    other = mantissa_of(digits, point) + tail
    found[other if minus else f"-{other}"] = SIGN
    for shift in _SCALES:
        found.setdefault(f"{minus}{mantissa_of(digits, point)}e{int(power or 0) + shift}", SCALE)
    values: dict[Decimal, str] = {}
    for text in found:
        values.setdefault(Decimal(text), text)
    return {text: found[text] for value, text in values.items() if value != own}


def rounded(printed: str) -> str | None:
    """The same number known to its last digit that is no nought (2623000000: 2623e6); None where it does not look rounded."""
    match = _NUMBER.fullmatch(printed)
    if match is None or match[3] or match[4]:
        return None
    digits = match[2].rstrip("0")
    noughts = len(match[2]) - len(digits)
    return f"{match[1]}{digits}e{noughts}" if len(digits) >= _FEWEST_DIGITS and noughts >= _FEWEST_NOUGHTS else None


def mantissa_of(digits: str, point: int) -> str:
    """Digits with a point before the one at `point`; none at the end."""
    return digits if point >= len(digits) else f"{digits[:point]}.{digits[point:]}"


def _mantissas(digits: str, point: int) -> Iterator[tuple[str, str]]:
    """(slip, what had been meant), the likeliest slips first."""
    for text in _points(digits, point):
        yield POINT, text
    for at in range(len(digits) - 1):
        yield SWAPPED, mantissa_of(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :], point)
    for at in range(1, len(digits)):
        if digits[at] == digits[at - 1]:
            yield DOUBLED, mantissa_of(digits[:at] + digits[at + 1 :], point - (at < point))
    for text in _longer(digits, point):
        yield LOST, text
    for at in range(len(digits)):
        for digit in _DIGITS:
            yield MISTAKEN, mantissa_of(digits[:at] + digit + digits[at + 1 :], point)


def _points(digits: str, point: int) -> Iterator[str]:
    """A point put back into a number without one."""
    size = len(digits)
    if point == size and size > 1:
        for places in range(1, min(_MOST_PLACES, size - 1) + 1):
            yield mantissa_of(digits, size - places)
        yield f"0.{digits}"


def _longer(digits: str, point: int) -> Iterator[str]:
    """One more digit, anywhere; at the point on either side of it."""
    for at in range(len(digits) + 1):
        for digit in _DIGITS:
            more = digits[:at] + digit + digits[at:]
            if at <= point:
                yield mantissa_of(more, point + 1)
            if at >= point and point < len(digits):
                yield mantissa_of(more, point)


def _is_written(mantissa: str) -> bool:
    """Nobody writes a nought before another digit, or a number without digits before the point."""
    whole = mantissa.partition(".")[0]
    return bool(whole) and (whole == "0" or not whole.startswith("0"))
