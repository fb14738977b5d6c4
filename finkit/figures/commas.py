"""Sentences that print the decimal comma (3.352,5 for 3,352.5): known by their scale words, read by swapping the marks."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from finkit.figures.numerals import numeral
from finkit.figures.tokens import NUMBER
from finkit.figures.words import COMMA_SCALES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.tokens import Token

_SWAP = str.maketrans(",.", ".,")


def with_decimal_commas(line: Sequence[Token]) -> list[Token]:
    """The tokens, point and comma exchanged where a scale word of a language with decimal commas stands behind a number."""
    told = any(token.kind == NUMBER and after.lower in COMMA_SCALES for token, after in pairwise(line))
    return [_swapped(token) if told and token.kind == NUMBER else token for token in line]


def _swapped(token: Token) -> Token:
    """The number with the marks exchanged, where that makes a number."""
    text = token.text.translate(_SWAP)
    found = numeral(text)
    return token if found is None or found.broken or found.scaled else replace(token, text=text)
