"""One cell: the number that it is, with sign, unit and scale of its own; or the code, or the words that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.figures.numerals import numeral
from finkit.figures.suffix import Suffix, read_suffix
from finkit.figures.tokens import NUMBER, Token, tokens
from finkit.figures.words import CURRENCY_MARKS, CURRENCY_WORDS, FALL_WORDS, RISE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.numerals import Numeral

_LONGEST = 48
_OPENS, _CLOSES = frozenset("(（"), frozenset(")）")
_MINUS, _PLUS = frozenset("-−–△▽"), frozenset("+＋")
_MOVES = dict.fromkeys(FALL_WORDS, -1) | dict.fromkeys(RISE_WORDS, 1) | {"提高": 1}
_FOOTNOTES = frozenset("*†‡#^")
_DOLLARS = {"us": "USD", "hk": "HKD", "a": "AUD"}
_MULTIPLES = frozenset({"x", "X", "×"})
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:\.[0-9]+)?(?![0-9])")
_SPACES = re.compile(r"[ \u00a0\u202f\u2009]")
_EMPTY = re.compile(r"(?:[-–—−―.·/\\*]+|n\.?/?[am]\.?|n\.?m\.?f?\.?|nil|none|不适用|无|-)?", re.IGNORECASE)
_CODE = re.compile(r"0[0-9]+")


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a cell: token, what it says, sign, the suffix behind it; spans are indices into the text.

    `start`..`end` holds sign, brackets, currency and unit; `digits` the sign or bracket with the number alone.
    """

    token: Token
    numeral: Numeral
    sign: int
    suffix: Suffix
    currency: str | None
    start: int
    end: int
    digits: tuple[int, int]


def is_empty(text: str) -> bool:
    """A dash, `n/a`, or nothing: no figure."""
    return _EMPTY.fullmatch(text) is not None


def number_in(text: str, start: int, end: int) -> Number | None:
    """The one number that a cell is; None for words, lists, ranges and codes."""
    if not 0 < end - start <= _LONGEST:
        return None
    line = _joined(text, start, end)
    at = next((place for place, token in enumerate(line) if token.kind == NUMBER), len(line))
    lead = _lead(line[:at])
    found = numeral(line[at].text) if at < len(line) else None
    if lead is None or found is None or _CODE.fullmatch(line[at].text):
        return None
    number, rest = line[at], list(line[at + 1 :])
    closes = next((place for place, token in enumerate(rest) if token.text in _CLOSES), -1)
    if (lead.opened >= 0) != (closes >= 0):
        return None
    closing = rest.pop(closes) if closes >= 0 else None
    suffix = read_suffix([number, *rest], 0)
    left = rest[suffix.last :]
    while left and left[-1].text in _FOOTNOTES | _MULTIPLES:
        left = left[:-1]
    if left or (suffix.last and suffix.end < rest[suffix.last - 1].end):
        return None
    signs = [one.start for one in line[:at] if one.text in _MINUS | _PLUS]
    first = lead.opened if lead.opened >= 0 else min(signs, default=number.start)
    last = closing.end if closing is not None and closing.start == number.end else number.end
    end = max(suffix.end, closing.end if closing is not None else 0)
    sign = lead.sign or (-1 if lead.opened >= 0 else 0)
    return Number(number, found, sign, suffix, lead.currency, line[0].start, end, (first, last))


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands before the digits; `opened`: where a bracket does, -1 for none."""

    sign: int
    currency: str | None
    opened: int


def _lead(line: Sequence[Token]) -> _Lead | None:
    """Sign, currency and bracket; None where other words stand there."""
    sign, currency, opened = 0, None, -1
    for at, token in enumerate(line):
        if token.text in _OPENS and opened < 0:
            opened = token.start
        elif token.text in _MINUS | _PLUS and not sign:
            sign = -1 if token.text in _MINUS else 1
        elif token.lower in _MOVES and not sign:
            sign = _MOVES[token.lower]
        elif _currency(line, at) is not None and currency is None:
            currency = _currency(line, at)
        elif token.lower not in _DOLLARS or _text(line, at + 1) != "$":
            return None
    return _Lead(sign, currency, opened)


def code_in(text: str, start: int, end: int) -> bool:
    """Digits that no quantity begins with: a stock code, an account."""
    return _CODE.fullmatch(text, start, end) is not None


def _text(line: Sequence[Token], at: int) -> str:
    return line[at].text if at < len(line) else ""


def _currency(line: Sequence[Token], at: int) -> str | None:
    """The currency that a mark or a word in front of a number names."""
    token = line[at]
    if token.text in CURRENCY_MARKS:
        before = line[at - 1].lower if at else ""
        return _DOLLARS.get(before, CURRENCY_MARKS[token.text])
    return CURRENCY_WORDS.get(token.lower)


def _joined(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a cell; groups of thousands parted by spaces are one number."""
    line = tokens(text, start, end)
    if sum(token.kind == NUMBER for token in line) < 2:  # noqa: PLR2004  (two to be joined)
        return line
    found = _GROUPED.search(text, start, end)
    if found is None:
        return line
    inside = [token for token in line if found.start() <= token.start and token.end <= found.end()]
    if not inside:
        return line  # `5856 514,8`: what looks like groups is cut out of two numbers
    whole = Token(NUMBER, found.start(), found.end(), _SPACES.sub("", found.group()))
    at = line.index(inside[0])
    return [*line[:at], whole, *line[at + len(inside) :]]
