"""Typos planted in numbers: the slips of a typist, forward, for tests of what finds them again."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

KINDS = ("point lost", "digits swapped", "sign lost", "digit doubled", "digit lost")
OTHERS = ("digit mistaken", "scale slipped")  # damage that is no slip of these
_NUMBER = re.compile(r"([+-]?)([0-9.]+)(.*)")


def mistyped(printed: str, kind: str, rng: Random) -> str | None:
    """The number with one slip of a kind; None where it has no place for one or the slip changes nothing."""
    match = _NUMBER.fullmatch(printed)
    if match is None:
        return None
    sign, digits, tail = match.groups()
    places = [at for at, mark in enumerate(digits) if mark != "."]
    match kind:
        case "point lost":
            found = digits.replace(".", "") if "." in digits else None
        case "sign lost":
            return (digits if sign == "-" else f"-{digits}") + tail if digits.strip("0.") else None
        case "digits swapped":
            pairs = [(a, b) for a, b in pairwise(places) if digits[a] != digits[b]]
            found = _swapped(digits, *rng.choice(pairs)) if pairs else None
        case "digit doubled":
            at = rng.choice(places)
            found = digits[: at + 1] + digits[at] + digits[at + 1 :]
        case "digit lost":
            at = rng.choice(places)
            found = digits[:at] + digits[at + 1 :] if len(places) > 1 else None
        case "digit mistaken":
            at = rng.choice(places)
            found = digits[:at] + rng.choice([one for one in "0123456789" if one != digits[at]]) + digits[at + 1 :]
        case _:
            found = f"{digits}{rng.choice(('0', '00', '000'))}" if "." not in digits else None
    if not found or found.startswith(".") or found.endswith(".") or found == digits:
        return None
    return sign + found + tail


def _swapped(digits: str, first: int, second: int) -> str:
    marks = list(digits)
    marks[first], marks[second] = marks[second], marks[first]
    return "".join(marks)
