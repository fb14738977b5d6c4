"""Spaces inside numbers: where a document puts them, and which numbers they cut in two.

Two numbers side by side are mostly two numbers. They are taken for one only where they cannot stand as they do
(`128, 000`, `479 ,200`, `11 0 million`), or where the document is known to cut numbers so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from finkit.figures.grouped import grouped_numbers, groups_thousands
from finkit.figures.mending import SPACE_INSERTED
from finkit.figures.numerals import numeral
from finkit.figures.words import HAN_UNIT_STARTS, MONTHS, NAMING_WORDS, UNIT_STARTS

_LITERAL = r"ten thousand|100 million|hundred"  # how 万 and 亿 are spelled by those who know no better
_PAIR = re.compile(
    r"(?<![0-9A-Za-z.,/])(?P<left>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)(?P<gap>[ \u00a0][.,]?|[.,][ \u00a0])"
    r"(?P<right>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)"
    rf"(?=\s?(?:[%％{HAN_UNIT_STARTS}]|(?i:{_LITERAL}|{'|'.join(UNIT_STARTS)})\b))(?![ \u00a0]?[.,]?[0-9](?!00 million))"
)
_LEAD = re.compile(r"(?:(?P<word>[A-Za-z'’]+)[.,:]?\s*|(?P<mark>[-+−(（~:：,，])\s?)$")
_LEAD_REACH = 24
_LISTING = frozenset({"and", "or"})
_PROBABLE_ENOUGH = 3
_LONG = 4


@dataclass(frozen=True, slots=True)
class _Pair:
    start: int
    end: int
    joined: str
    certain: bool


Spaced = dict[int, tuple[int, str, str]]


def numbers_with_spaces(text: str) -> Spaced:
    """Where a number with spaces inside begins -> (its end, the number without them, the stage undone).

    A space that groups thousands (`15 000`) is a way of printing and no damage: its stage is empty (see `grouped`).
    """
    cut = cut_numbers(text)
    return cut | grouped_numbers(text, cuts=bool(cut))


def cut_numbers(text: str) -> Spaced:
    """The same of numbers that a space cuts in two."""
    pairs = [pair for match in _PAIR.finditer(text) if (pair := _pair(text, match))]
    certain = sum(pair.certain for pair in pairs)
    if certain or len(pairs) >= _PROBABLE_ENOUGH:
        return {pair.start: (pair.end, pair.joined, SPACE_INSERTED.name) for pair in pairs}
    return {}


def _pair(text: str, match: re.Match[str]) -> _Pair | None:
    """The pair, if it makes one number and something leads to it; None where it stands for two."""
    left, gap, right = match["left"], match["gap"], match["right"]
    joined = SPACE_INSERTED.inverse(match.group())
    found = numeral(left)
    if joined is None or (found is not None and found.is_year) or groups_thousands(match.group()):
        return None
    lead = _LEAD.search(text, max(0, match.start() - _LEAD_REACH), match.start())
    if lead is None:
        return None
    word = (lead["word"] or "").casefold()
    certain = _is_certain(left, gap.strip(" \u00a0"), gap[0] in ".,", right)
    if word in NAMING_WORDS or word in MONTHS or (word in _LISTING and not certain):
        return None
    return _Pair(match.start(), match.end(), joined, certain)


def _is_certain(left: str, mark: str, mark_first: bool, right: str) -> bool:
    """No two numbers stand so."""
    if mark and not mark_first:
        return True
    if mark == ",":
        return right[0] == "0"
    if mark:
        return False
    torn_group = any(numeral(piece) is None or ("," in piece and not _is_grouped(piece)) for piece in (left, right))
    zero = right[0] == "0" and not right.startswith("0.")
    alone = len(right) == 1 and (("." in left) or len(left) >= _LONG)
    return torn_group or zero or alone


def _is_grouped(piece: str) -> bool:
    found = numeral(piece)
    return found is not None and found.grouped
