"""Documents that print the decimal comma (3.352,5 for 3,352.5): known by their scale words, read by swapping the marks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from finkit.figures.numerals import numeral
from finkit.figures.tokens import NUMBER
from finkit.figures.words import COMMA_SCALES

if TYPE_CHECKING:
    from finkit.figures.tokens import Token

_SCALE_WORD = re.compile(rf"[0-9]\s(?:{'|'.join(sorted(COMMA_SCALES, key=len, reverse=True))})\b", re.IGNORECASE)
_SWAP = str.maketrans(",.", ".,")


def prints_decimal_commas(text: str) -> bool:
    """A scale word of a language that prints decimal commas stands behind a number."""
    return _SCALE_WORD.search(text) is not None


def swap(token: Token) -> Token:
    """The number with point and comma exchanged, where that makes a number."""
    if token.kind != NUMBER:
        return token
    text = token.text.translate(_SWAP)
    found = numeral(text)
    return token if found is None or found.broken or found.scaled else replace(token, text=text)
