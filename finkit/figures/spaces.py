"""Spaces inside numbers: where a document puts them, and which numbers they cut in two.

Two numbers side by side are mostly two numbers. They are taken for one only where they cannot stand as they do
(`128, 000`, `479 ,200`, `11 0 million`), or where the document is known to cut numbers so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from finkit.figures.mending import SPACE_INSERTED
from finkit.figures.numerals import numeral
from finkit.figures.words import HAN_UNIT_STARTS, MONTHS, NAMING_WORDS, UNIT_STARTS

_LITERAL = r"ten thousand|100 million|hundred"  # how 万 and 亿 are spelled by those who know no better
_PAIR = re.compile(
    r"(?<![0-9A-Za-z.,/])(?P<left>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)(?P<gap>[ \u00a0][.,]?|[.,][ \u00a0])"
    r"(?P<right>[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?)"
    rf"(?=\s?(?:[%％{HAN_UNIT_STARTS}]|(?i:{_LITERAL}|{'|'.join(UNIT_STARTS)})\b))(?![ \u00a0]?[.,]?[0-9](?!00 million))"
)
_GROUPING = re.compile(r"[0-9]{1,3}[ \u00a0][0-9]{3}(?:\.[0-9]+)?")
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
    stage: str


Spaced = dict[int, tuple[int, str, str]]


def spaced_numbers(text: str) -> Spaced:
    """Where a number with a space inside begins -> (its end, the number without the space, the stage undone).

    A space that groups thousands (`15 000`) is a way of printing and no damage: its stage is empty.
    """
    pairs = [pair for match in _PAIR.finditer(text) if (pair := _pair(text, match))]
    certain = sum(pair.certain for pair in pairs)
    if certain or len(pairs) >= _PROBABLE_ENOUGH:
        return {pair.start: (pair.end, pair.joined, pair.stage) for pair in pairs}
    return {}


def _pair(text: str, match: re.Match[str]) -> _Pair | None:
    """The pair, if it makes one number and something leads to it; None where it stands for two."""
    left, gap, right = match["left"], match["gap"], match["right"]
    joined = SPACE_INSERTED.inverse(match.group())
    found = numeral(left)
    if joined is None or (found is not None and found.is_year):
        return None
    lead = _LEAD.search(text, max(0, match.start() - _LEAD_REACH), match.start())
    if lead is None:
        return None
    word = (lead["word"] or "").casefold()
    certain = _is_certain(left, gap.strip(" \u00a0"), gap[0] in ".,", right)
    if word in NAMING_WORDS or word in MONTHS or (word in _LISTING and not certain):
        return None
    stage = "" if _GROUPING.fullmatch(match.group()) else SPACE_INSERTED.name
    return _Pair(match.start(), match.end(), joined, certain, stage)


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
