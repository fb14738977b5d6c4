"""Damage that changed which characters make up a number, each kind a small object that can be walked both ways.

What such a stage did is undone while the text is cut into tokens: there is one number where there seemed to be two, or
several where there seemed to be one. `forward` makes the damage, `inverse` undoes it or says None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.figures.brackets import below_zero
from finkit.figures.numerals import numeral
from finkit.figures.tokens import MARK, NUMBER, ONES, WORD, Token
from finkit.figures.words import CURRENCY_WORDS, SCALES, UNITS, WAN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Spaced = Mapping[int, tuple[int, str, str]]

_CELL = re.compile(r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?")
_FEW_CELLS, _SEVERAL_CELLS, _ADDRESS = 2, 3, 4
_MOST_APART = 3
_FUSED_DIGITS = (6, 8)
_DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGIT_OF = {word: str(digit) for digit, word in enumerate(_DIGIT_WORDS)}
_POINT = "point"


@dataclass(frozen=True, slots=True)
class OnesRespelled:
    """A translator that spells the digit 1 as `65438+0` or `/kloc-0`."""

    name: str = ONES

    def forward(self, digits: str, spelling: str = "65438+0") -> str:
        """The first 1 respelled."""
        return digits.replace("1", spelling, 1)


@dataclass(frozen=True, slots=True)
class SpaceInserted:
    """A space inside a number: 20.51 -> 20.5 1."""

    name: str = "space in number"

    def forward(self, digits: str, at: int) -> str:
        """The number with a space before its character `at`."""
        return f"{digits[:at]} {digits[at:]}"

    def inverse(self, printed: str) -> str | None:
        """The number without its space; None where that makes no number."""
        joined = printed.replace(" ", "").replace("\u00a0", "")
        found = numeral(joined)
        return None if found is None or found.broken else joined


@dataclass(frozen=True, slots=True)
class CellsGlued:
    """The cells of a row without anything between: 12.5 | 7.3 -> 12.57.3."""

    name: str = "cells glued"

    def forward(self, cells: Sequence[str]) -> str:
        """The cells run together."""
        return "".join(cells)

    def inverse(self, printed: str) -> tuple[str, ...] | None:
        """The cells, where every one has as many decimals as the last, or thousands commas alone part them.

        None where the digits do not come out even, and for what may be an address or the number of a section.
        """
        cells = self._by_points(printed) if printed.count(".") > 1 else self._by_commas(printed) if "." not in printed else None
        if cells is None or len(cells) < _FEW_CELLS or not all(_CELL.fullmatch(cell) for cell in cells):
            return None
        groups = printed.split(".")
        if "," not in printed and (len(groups) == _ADDRESS or len(cells) < _SEVERAL_CELLS) and max(map(len, groups)) <= _MOST_APART:
            return None
        return cells

    def _by_points(self, printed: str) -> tuple[str, ...] | None:
        pieces = printed.split(".")
        decimals = len(pieces[-1])
        if not decimals or any(len(piece) <= decimals for piece in pieces[1:-1]):
            return None
        heads = [pieces[0], *(piece[decimals:] for piece in pieces[1:-1])]
        tails = [*(piece[:decimals] for piece in pieces[1:-1]), pieces[-1]]
        return tuple(f"{head}.{tail}" for head, tail in zip(heads, tails, strict=True))

    def _by_commas(self, printed: str) -> tuple[str, ...] | None:
        """Behind a comma stand three digits; what follows them up to the next comma begins another cell."""
        head, *pieces = printed.split(",")
        if not pieces or len(pieces[-1]) != 3 or any(not 3 <= len(piece) <= 6 for piece in pieces):  # noqa: PLR2004
            return None
        cells, cell = [], head
        for piece in pieces:
            cell = f"{cell},{piece[:3]}"
            if piece[3:]:
                cells.append(cell)
                cell = piece[3:]
        return (*cells, cell)


@dataclass(frozen=True, slots=True)
class RangeFused:
    """The dash of a range was dropped: 280-420 -> 280420."""

    name: str = "range dash dropped"

    def forward(self, low: str, high: str) -> str:
        """The two ends run together."""
        return low + high

    def inverse(self, printed: str) -> tuple[str, str] | None:
        """The ends, where they have as many digits, both are round, and the second is up to three times the first.

        Not where the second is whole hundreds: so look the halves of a torn figure that stayed side by side. Thousands
        commas tell by themselves where the first ends: 70,000380,000.
        """
        if "," in printed:
            cells = CELLS_GLUED.inverse(printed) or ()
            return (cells[0], cells[1]) if len(cells) == _FEW_CELLS and _plain(cells[0]) < _plain(cells[1]) else None
        half = len(printed) // 2
        low, high = printed[:half], printed[half:]
        if not printed.isdigit() or len(printed) not in _FUSED_DIGITS or "0" in {low[0], high[0]}:
            return None
        even = low[-1] == high[-1] == "0" != high[-2] and int(low) < int(high) <= _MOST_APART * int(low)
        return (low, high) if even else None


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """Digits read aloud: 0.18 -> zero point one eight."""

    name: str = "number spelled out"

    def forward(self, digits: str) -> str:
        """One word a character."""
        return " ".join(_POINT if digit == "." else _DIGIT_WORDS[int(digit)] for digit in digits)

    def inverse(self, words: Sequence[str]) -> str | None:
        """The digits; None unless a point stands among them, two digits or more behind it (`at one point three of us`)."""
        if words.count(_POINT) != 1 or words[0] == _POINT or _POINT in words[-2:]:
            return None
        return "".join("." if word == _POINT else _DIGIT_OF[word] for word in words)


ONES_RESPELLED, SPACE_INSERTED, CELLS_GLUED, RANGE_FUSED, SPELLED_OUT = (
    OnesRespelled(), SpaceInserted(), CellsGlued(), RangeFused(), SpelledOut(),
)  # fmt: skip


def _plain(cell: str) -> Decimal:
    return Decimal(cell.replace(",", ""))


def mended(line: Sequence[Token], spaced: Spaced) -> list[Token]:
    """The tokens of a sentence with such damage undone; `spaced`: see `spaces.numbers_with_spaces`."""
    done: list[Token] = []
    index = 0
    while index < len(line):
        token = line[index]
        if token.start in spaced and token.kind == NUMBER:
            end, whole, stage = spaced[token.start]
            done.append(Token(NUMBER, token.start, end, whole, stage))
            while index < len(line) and line[index].start < end:
                index += 1
            continue
        negative, behind = below_zero(line, index) if token.text == "(" else ([], index)
        if negative:
            done += negative
            index = behind
            continue
        spelled = _spelled(line, index) if token.kind == WORD and token.lower in _DIGIT_OF else None
        if spelled is not None:
            last, digits = spelled
            done.append(Token(NUMBER, token.start, line[last].end, digits, SPELLED_OUT.name))
            index = last + 1
            continue
        together = _two_scales(line, index) or _fused(line, index)
        if together:
            done += together
            index += 3 if len(together) == 1 else 1
            continue
        done += _cells(token) if token.kind == NUMBER else [token]
        index += 1
    return done


def _two_scales(line: Sequence[Token], index: int) -> list[Token]:
    """`12亿3400` before 万: one number in two scales, counted in the smaller; empty where there is none."""
    if index + 3 >= len(line) or line[index].kind != NUMBER or line[index + 1].text not in {"亿", "億"}:
        return []
    large, small, behind = numeral(line[index].text), numeral(line[index + 2].text), line[index + 3]
    touching = all(line[at].end == line[at + 1].start for at in range(index, index + 3))
    if large is None or small is None or not touching or behind.text[0] not in "万萬" or small.value >= WAN:
        return []
    count = large.value * WAN + small.value
    return [Token(NUMBER, line[index].start, line[index + 2].end, f"{count:f}", line[index].mended)]


def _fused(line: Sequence[Token], index: int) -> list[Token]:
    """A range whose dash was dropped, before a scale word (or a unit, where commas tell the ends); empty where there is none."""
    token = line[index]
    if token.kind != NUMBER or token.mended or index + 1 >= len(line):
        return []
    behind = line[index + 1].lower
    if behind not in SCALES and not ("," in token.text and ((behind,) in UNITS or behind in CURRENCY_WORDS)):
        return []
    ends = RANGE_FUSED.inverse(token.text)
    if ends is None:
        return []
    cut = token.start + len(ends[0])
    low, high = Token(NUMBER, token.start, cut, ends[0], RANGE_FUSED.name), Token(NUMBER, cut, token.end, ends[1], RANGE_FUSED.name)
    return [low, Token(MARK, cut, cut, "-"), high]


def _spelled(line: Sequence[Token], index: int) -> tuple[int, str] | None:
    """(last token, digits) of the number read aloud that begins here."""
    last = index
    while last + 1 < len(line) and (line[last + 1].lower in _DIGIT_OF or line[last + 1].lower == _POINT):
        last += 1
    digits = SPELLED_OUT.inverse([token.lower for token in line[index : last + 1]])
    return None if digits is None else (last, digits)


def _cells(token: Token) -> list[Token]:
    """The token, or the cells that were glued into it."""
    cells = CELLS_GLUED.inverse(token.text) if token.text.count(".") + token.text.count(",") > 1 and not token.mended else None
    if cells is None:
        return [token]
    pieces, at = [], token.start
    for cell in cells:
        pieces.append(replace(token, start=at, end=at + len(cell), text=cell, mended=CELLS_GLUED.name))
        at += len(cell)
    return pieces
