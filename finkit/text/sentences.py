"""Paragraphs and sentences: half-open spans over a text, in order, in linear time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_PARAGRAPH = re.compile(r"[^\r\n]+")
# A stop ends a sentence before white space and a capital, a quote or a CJK character, or at the end.
_STOP = re.compile(r"[。！？；;]|[.!?](?=[\s\"”’)\]]+[\"“‘(\[]?[A-Z0-9\u4e00-\u9fff]|[\s\"”’)\]]*$)")
_ABBREVIATED = frozenset({"co", "ltd", "inc", "no", "mr", "ms", "dr", "st", "vs", "fig", "approx", "u.s", "corp", "etc"})
_HEADING_LENGTH = 120
_LONGEST, _ASIDE = 2000, 80


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or clause up to a full stop or semicolon; `paragraph` counts paragraphs from 0.

    `carries` says that a semicolon stands before it: what was spoken of goes on.
    """

    start: int
    end: int
    paragraph: int
    carries: bool = False


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Spans of the lines that hold something."""
    return [match.span() for match in _PARAGRAPH.finditer(text) if not match.group().isspace()]


def is_heading(text: str, span: tuple[int, int]) -> bool:
    """A short line without a full stop at its end."""
    line = text[span[0] : span[1]].strip()
    return 0 < len(line) <= _HEADING_LENGTH and line[-1] not in ".。;；!?！？,，:："


def sentences(text: str, inside: Container[int] = ()) -> list[Sentence]:
    """Every sentence of the text. `inside`: places of full stops that are part of a number."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        at, carries = start, False
        for stop in _STOP.finditer(text, start, end):
            if (
                stop.start() in inside
                or (stop.group() in ";；" and _is_bracketed(text, at, stop.start()))
                or (stop.group() == "." and _is_abbreviation(text, at, stop.start()))
            ):
                continue
            found += _pieces(text, Sentence(at, stop.end(), number, carries))
            at, carries = stop.end(), stop.group() in ";；"
        if text[at:end].strip():
            found += _pieces(text, Sentence(at, end, number, carries))
    return found


def _is_bracketed(text: str, start: int, stop: int) -> bool:
    """A bracket was opened shortly before and is closed shortly behind: `(2022: 12; 2021: 11)`."""
    before = text[max(start, stop - _ASIDE) : stop]
    opened = max(before.rfind(mark) for mark in "(（")
    if opened < 0 or max(before.rfind(mark) for mark in ")）") > opened:
        return False
    behind = text[stop : stop + _ASIDE].split("\n", 1)[0]
    return any(mark in behind for mark in ")）")


def _pieces(text: str, whole: Sentence) -> list[Sentence]:
    """A sentence in pieces that no reader has trouble with; tables and hostile texts have no full stops.

    Cut behind white space where there is any, so that no number is cut unless it alone is longer than a piece.
    """
    pieces: list[Sentence] = []
    at, carries = whole.start, whole.carries
    while whole.end - at > _LONGEST:
        space = max(text.rfind(mark, at + _LONGEST // 2, at + _LONGEST) for mark in " \t　")
        cut = space + 1 if space > 0 else at + _LONGEST
        pieces.append(replace(whole, start=at, end=cut, carries=carries))
        at, carries = cut, True
    return [*pieces, replace(whole, start=at, carries=carries)]


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    """The word before this full stop is one that is written with it, or a single capital."""
    word = text[max(start, stop - 12) : stop].rsplit(maxsplit=1)
    last = word[-1].lstrip('("“') if word else ""
    return last.casefold() in _ABBREVIATED or (len(last) == 1 and last.isupper())
