"""Numerals: what the digits of one number token say, before any unit or context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from finkit.figures.words import WAN
from finkit.vocabulary.intervals import ONE

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# A translator turns 万 into four zeros glued behind whatever stood before it: 47万 -> 470,000; 8.3万 -> 8.30,000.
_TEN_THOUSANDS = re.compile(r"([0-9]+(?:\.[0-9]+)?)0,000")
MOST_DIGITS = 28  # what Decimal's context keeps
_POINTS = str.maketrans("・﹒．·", "....")  # decimal points as other scripts print them
_DECIMAL_COMMA = re.compile(r"([0-9]+),([0-9]{1,2})")
_LARGE, _SHORT = 4, 2
_FIRST_YEAR, _LAST_YEAR = 1900, 2060


@dataclass(frozen=True, slots=True)
class Numeral:
    """Digits with at most one point. `scaled`: the mantissa counts ten-thousands (it was printed with `0,000` glued on).

    `whole_digits`: how many digits stand before the lost point, where a broken thousands comma tells (1,23456 -> 4).
    """

    text: str
    digits: str
    decimals: int = 0
    scaled: bool = False
    grouped: bool = False
    broken: bool = False
    whole_digits: int | None = None

    @property
    def mantissa(self) -> Decimal:
        """The digits with the point as printed."""
        return Decimal(self.digits).scaleb(-self.decimals)

    @property
    def value(self) -> Decimal:
        """The literal value: the mantissa, times ten thousand where it is scaled."""
        return self.mantissa * (WAN if self.scaled else ONE)

    def round_zeros(self, *, scaled: bool) -> int:
        """Zeros at the end of a whole number of four digits or more (two before a scale word): it was rounded there."""
        if self.decimals or len(self.digits) < (_SHORT if scaled else _LARGE):
            return 0
        return len(self.digits) - len(self.digits.rstrip("0"))

    @property
    def has_point(self) -> bool:
        """A decimal point is printed."""
        return self.decimals > 0

    @property
    def is_year(self) -> bool:
        """Four plain digits from 1900 to 2060."""
        return len(self.text) == 4 and self.text.isdigit() and _FIRST_YEAR <= int(self.text) <= _LAST_YEAR  # noqa: PLR2004


def numeral(text: str) -> Numeral | None:
    """What a number token says; None where it has too many digits to be a quantity."""
    if sum(map(str.isdigit, text)) > MOST_DIGITS:
        return None
    text = text.translate(_POINTS)
    if _PLAIN.fullmatch(text):
        whole, _, fraction = text.partition(".")
        return Numeral(text, whole + fraction, len(fraction))
    ten_thousands = _TEN_THOUSANDS.fullmatch(text)
    if ten_thousands:
        whole, _, fraction = ten_thousands[1].partition(".")
        return Numeral(text, whole + fraction, len(fraction), scaled=True, broken=not _GROUPED.fullmatch(text))
    comma = _DECIMAL_COMMA.fullmatch(text)
    if comma:
        return Numeral(text, comma[1] + comma[2], len(comma[2]))
    if _GROUPED.fullmatch(text):
        whole, _, fraction = text.replace(",", "").partition(".")
        return Numeral(text, whole + fraction, len(fraction), grouped=True)
    return _broken(text)


def _broken(text: str) -> Numeral | None:
    """Commas in the wrong places: the first groups are whole, the rest of the last group are lost decimals."""
    whole, point, fraction = text.partition(".")
    if point and ("," in fraction or "." in fraction):
        return None
    groups = whole.split(",")
    digits = "".join(groups)
    lengths = [len(group) for group in groups]
    tidy = lengths[0] <= 3 and all(length == 3 for length in lengths[1:-1]) and lengths[-1] > 3  # noqa: PLR2004
    known = sum(lengths[:-1]) + 3 if tidy and not fraction else None
    return Numeral(text, digits + fraction, len(fraction), broken=True, whole_digits=known)
