"""Figures torn apart: a number that lost its point fell into two, and a phrase was moved between its halves.

The mark of a tear is glue: the tail's digits begin directly behind a letter or a year ("... quarters4.1 billion",
"in 20214 billion"), or the head runs into a capital ("8The 60,000-ton"). A tail needs a scale, a unit or a list
behind it, and a bare head before it in the same sentence; without both, nothing is torn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.figures.numerals import numeral
from finkit.figures.suffix import Suffix, read_suffix
from finkit.figures.tokens import MARK, NUMBER, WORD, Token
from finkit.figures.words import FUNCTION_WORDS, JOINERS, MONTHS, PREPOSITIONS, SPLIT_OPENERS

if TYPE_CHECKING:
    from collections.abc import Sequence

_YEAR_AND_REST = re.compile(r"((?:19[5-9]|20[0-6])[0-9])([0-9][0-9.,]*|\.[0-9][0-9.,]*)")
_YEAR_LEADS = PREPOSITIONS | JOINERS | {"year"}
_DASHES = frozenset("-–—~～")
_LONGEST_PHRASE = 12
_NEAR = 4
_LIST_RATIO = 4


@dataclass(frozen=True, slots=True)
class Tear:
    """Token indices of a head and its tail."""

    head: int
    tail: int


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a sentence, years unglued from the digits behind them, and the tears found."""

    tokens: tuple[Token, ...]
    tears: tuple[Tear, ...]
    glued_years: frozenset[int]


def mend(line: Sequence[Token]) -> Line:
    """Unglue the years of a sentence and find its tears."""
    pieces: list[Token] = []
    tails: list[int] = []
    years: set[int] = set()
    for index, token in enumerate(line):
        parted = _part(line, index, pieces)
        if parted:
            years.add(len(pieces))
            pieces.append(parted[0])
            tails.append(len(pieces))
            pieces.append(parted[1])
            continue
        if token.kind == NUMBER and _is_glued(pieces, token):
            tails.append(len(pieces))
        pieces.append(token)
    tears = [tear for tail in tails if (tear := _tear(pieces, tail))]
    tears += [tear for index in range(len(pieces)) if (tear := _head_glued(pieces, index))]
    return _keep(pieces, tears, years)


def _keep(pieces: list[Token], tears: list[Tear], years: set[int]) -> Line:
    """Drop overlapping tears, and glue back the years whose tail found no head."""
    used: set[int] = set()
    kept = []
    for tear in sorted(tears, key=lambda one: one.tail):
        if not {tear.head, tear.tail} & used:
            used |= {tear.head, tear.tail}
            kept.append(tear)
    orphaned = {year for year in years if not any(tear.tail == year + 1 for tear in kept)}
    if not orphaned:
        return Line(tuple(pieces), tuple(kept), frozenset(years))
    glued: list[Token] = []
    shift: dict[int, int] = {}
    for index, token in enumerate(pieces):
        if index - 1 in orphaned:
            year = glued.pop()
            point = "." if token.start > year.end else ""
            glued.append(Token(NUMBER, year.start, token.end, year.text + point + token.text))
        else:
            glued.append(token)
        shift[index] = len(glued) - 1
    moved = tuple(Tear(shift[tear.head], shift[tear.tail]) for tear in kept)
    return Line(tuple(glued), moved, frozenset(shift[year] for year in years - orphaned))


def _part(line: Sequence[Token], index: int, before: list[Token]) -> tuple[Token, Token] | None:
    """A number token that begins with a year and goes on: the year and the rest."""
    token = line[index]
    match = _YEAR_AND_REST.fullmatch(token.text) if token.kind == NUMBER else None
    if match is None or not before or not _leads_to_year(before):
        return None
    rest = match[2].lstrip(".") if match[2].startswith(".") else match[2]
    if not _may_be_tail(line, index):
        return None
    year = Token(NUMBER, token.start, token.start + 4, match[1])
    return year, Token(NUMBER, token.end - len(rest), token.end, rest)


def _leads_to_year(before: list[Token]) -> bool:
    last = before[-1]
    if last.lower in _YEAR_LEADS or last.lower in MONTHS or _is_part_code(before, len(before) - 1):
        return True
    found = numeral(before[-2].text) if len(before) > 1 and before[-2].kind == NUMBER else None
    return last.text in _DASHES and found is not None and found.is_year


def _is_part_code(line: Sequence[Token], index: int) -> bool:
    """The end of `Q3`, `H1` or `9M`."""
    if index < 1 or line[index - 1].end != line[index].start:
        return False
    if line[index].kind == NUMBER:
        return line[index - 1].lower in {"q", "h"}
    return line[index].lower == "m" and line[index - 1].kind == NUMBER


def _is_glued(before: list[Token], token: Token) -> bool:
    """The number begins directly behind a lower-case word, or behind a `$` that stands directly behind digits."""
    if not before or before[-1].end != token.start:
        return False
    last = before[-1]
    if last.kind == WORD:
        return len(last.text) > 1 and last.text[-1].islower() and last.text[1:].islower()
    return last.text == "$" and len(before) > 1 and before[-2].kind == NUMBER and before[-2].end == last.start


def _may_be_tail(line: Sequence[Token], index: int) -> bool:
    """A scale, a unit or a list stands behind the number."""
    suffix = read_suffix(line, index)
    return suffix.says_something or _starts_list(line, index)


def _starts_list(line: Sequence[Token], index: int) -> bool:
    after = [token.text for token in line[index + 1 : index + 4]]
    return bool(after) and after[0] == "/" and any(text[0].isdigit() for text in after[1:])


def _tear(line: Sequence[Token], tail: int) -> Tear | None:
    """The tear that ends in this tail, if there is a bare head before it."""
    if not _may_be_tail(line, tail):
        return None
    if line[tail - 1].text == "$" and not _is_year(line, tail - 2):
        return Tear(tail - 2, tail) if _is_head(line, tail - 2, tail, adjacent=True) else None
    words = 0
    for index in range(tail - 1, -1, -1):
        token = line[index]
        if _is_part_code(line, index) or (token.kind == NUMBER and index + 1 < tail and _is_part_code(line, index + 1)):
            continue
        if token.kind == NUMBER and not _is_year(line, index):
            return Tear(index, tail) if words and _is_head(line, index, tail) else None
        if token.kind == WORD:
            words += 1
        elif token.kind == MARK and not _may_stand_between(line, index):
            return None
        if words > _LONGEST_PHRASE:
            return None
    return None


def _may_stand_between(line: Sequence[Token], index: int) -> bool:
    """Marks that a moved phrase may hold: those of a list or window of years, a sign of percent or a point behind the head."""
    text = line[index].text
    near_year = _is_year(line, index - 1) or _is_year(line, index + 1)
    if text == "," or text in _DASHES:
        return near_year
    if text in {"%", "."}:
        return line[index - 1].kind == NUMBER
    return text == "$"


def _is_year(line: Sequence[Token], index: int) -> bool:
    if not 0 <= index < len(line) or line[index].kind != NUMBER:
        return False
    found = numeral(line[index].text)
    return found is not None and found.is_year


def _is_head(line: Sequence[Token], head: int, tail: int, *, adjacent: bool = False) -> bool:
    """A number that can have lost its tail: bare, or with a scale or percent that the tail's own percent belies."""
    first, last = numeral(line[head].text), numeral(line[tail].text)
    if first is None or last is None or first.scaled or (head and line[head - 1].text == "/"):
        return False
    if adjacent:
        return True
    suffix = read_suffix(line, head)
    if suffix.says_something:
        behind = read_suffix(line, tail)
        return _belied(suffix, behind) and line[suffix.last + 1].kind == WORD
    after = head + 2 if line[head + 1].text == "." else head + 1
    opener = line[after]
    if opener.kind != WORD or opener.lower in JOINERS:
        return False
    if opener.lower in SPLIT_OPENERS:
        return True
    return _starts_list(line, tail) and _continues(line, head, tail)


def _belied(head: Suffix, tail: Suffix) -> bool:
    """The head's own scale or percent was put in by the translator: the tail is the percentage."""
    if tail.unit != "%":
        return False
    return head.unit == "%" or (head.unit is None and bool(head.scale_word))


def _continues(line: Sequence[Token], head: int, tail: int) -> bool:
    """Head and tail joined are of the size of the next member of the list."""
    joined = numeral(f"{line[head].text}.{line[tail].text}")
    following = next((numeral(token.text) for token in line[tail + 1 : tail + 4] if token.kind == NUMBER), None)
    if joined is None or following is None or not joined.mantissa or not following.mantissa:
        return False
    ratio = joined.mantissa / following.mantissa
    return 1 <= max(ratio, 1 / ratio) <= _LIST_RATIO


def _head_glued(line: Sequence[Token], head: int) -> Tear | None:
    """`8The 60,000-ton`: a number that runs into a capitalised word, its tail a few words on."""
    token = line[head]
    if token.kind != NUMBER or head + 2 >= len(line) or line[head + 1].kind != WORD or line[head + 1].start != token.end:
        return None
    word = line[head + 1].text
    if not (word[0].isupper() and word[1:].islower() and word.casefold() in FUNCTION_WORDS):
        return None
    for index in range(head + 2, min(head + _NEAR, len(line))):
        if line[index].kind == NUMBER:
            return Tear(head, index) if _may_be_tail(line, index) else None
        if line[index].kind != WORD:
            return None
    return None
