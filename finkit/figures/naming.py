"""Which numbers are names: codes, numbered things, parts of words. What is none of these is a quantity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from finkit.figures.figure import IDENTIFIER, VALUE
from finkit.figures.numerals import numeral
from finkit.figures.suffix import read_suffix
from finkit.figures.tokens import HAN, NUMBER, WORD
from finkit.figures.words import (
    CURRENCY_WORDS,
    DIALLED_WORDS,
    FUNCTION_WORDS,
    HAN_DIALLED_WORDS,
    HAN_INDEX_NAMES,
    HAN_SCALES,
    HAN_UNITS,
    INDEX_NAMES,
    SCALES,
    UNITS,
)

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from finkit.figures.tokens import Token

_MULTIPLES = frozenset({"x", "m", "mm", "c", "p"})  # 3.4x, 35m, 4.5c
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_NAMED_NUMBER = frozenset({
    "no", "advantage", "figure", "table", "chart", "chapter", "section", "article", "phase", "part", "code", "step", "note", "page",
    "pages", "slide", "week", "level", "iso", "isin", "tel", "item", "paragraph", "appendix", "exhibit", "form", "rule", "ifrs", "ias",
})  # fmt: skip
_CODE_LENGTH = 6
_EXCHANGES = frozenset({"CH", "HK", "SS", "SZ", "SH", "JP", "KS", "TT", "AU", "MK", "TB", "IN"})
_DIALLED_MARKS = frozenset("-+()（）:：.")
_NO_NUMBER = re.compile(r"0[0-9]\.[0-9]{2}")  # 03.15: a day
_MINUTES = re.compile(r"[0-5][0-9]")
_HAN_MEASURES = tuple(word for word, _ in (*HAN_SCALES, *(one for one in HAN_UNITS if one[1] != "1")))
_FEW_GROUPS, _LONGEST_CHAIN = 3, 8


def kind_of_number(line: Sequence[Token], index: int, heads: Container[int]) -> str | None:
    """Value or identifier; None for what is no figure (ordinals, the second half of a ratio a:b).

    `heads`: the first halves of torn figures, which are values whatever stands beside them.
    """
    token = line[index]
    before = line[index - 1] if index else None
    after = line[index + 1] if index + 1 < len(line) else None
    if after and after.kind == WORD and after.start == token.end and after.lower in _ORDINAL_ENDS:
        return None
    if before and before.text == ":" and before.end == token.start and index > 1 and line[index - 2].kind == NUMBER:
        return None
    if index in heads:
        return VALUE
    if before and before.kind == WORD and before.end == token.start and not _is_run_in(before):
        return IDENTIFIER
    if _is_dialled(line, index) or _is_time(line, index) or _NO_NUMBER.fullmatch(token.text):
        return IDENTIFIER
    if _is_coded(line, index) or (token.text.count(".") > 1 and numeral(token.text) is None and not _is_measured(line, index)):
        return IDENTIFIER
    return IDENTIFIER if _names(line, index, token, before, after) else VALUE


def _is_run_in(before: Token) -> bool:
    """A small word that lost the space behind it (`sales of1,200`), or a currency."""
    return before.lower in CURRENCY_WORDS or (before.text in FUNCTION_WORDS and len(before.text) > 1)


def _is_measured(line: Sequence[Token], index: int) -> bool:
    """A unit or a scale stands behind the number."""
    return read_suffix(line, index).says_something


def _is_dialled(line: Sequence[Token], index: int) -> bool:
    """A number to be called or registered under: groups of digits behind a word for one, or one that is written as such."""
    first, last = _chain(line, index)
    groups = [token for token in line[first : last + 1] if token.kind == NUMBER]
    if any(not group.text.isdigit() for group in groups) or _is_measured(line, last):
        return False
    before = next((token for token in reversed(line[max(0, first - 3) : first]) if token.text not in _DIALLED_MARKS), None)
    if before is not None and (before.lower in DIALLED_WORDS or before.text.endswith(HAN_DIALLED_WORDS)):
        return True
    abroad = first > 0 and line[first - 1].text == "+" and line[first - 1].end == line[first].start
    hyphened = sum(token.text == "-" for token in line[first:last])
    if abroad and len(groups) >= _FEW_GROUPS:
        return True
    zero = groups[0].text[0] == "0" and len(groups[0].text) > len("00")
    return hyphened > 0 and (zero or (len(groups) >= _FEW_GROUPS and hyphened == len(groups) - 1))


def _chain(line: Sequence[Token], index: int) -> tuple[int, int]:
    """First and last token of the groups of digits that stand around a number, one space or a touching hyphen apart."""
    first = last = index
    while index - first < _LONGEST_CHAIN and (before := _joined(line, first - 1, -1)) is not None:
        first = before
    while last - index < _LONGEST_CHAIN and (after := _joined(line, last + 1, 1)) is not None:
        last = after
    return first, last


def _joined(line: Sequence[Token], at: int, step: int) -> int | None:
    """The number beside (one step on, or behind a hyphen that touches both), if there is one."""
    if not 0 <= at < len(line):
        return None
    if line[at].kind == NUMBER:
        left, right = (line[at], line[at + 1]) if step < 0 else (line[at - 1], line[at])
        return at if right.start - left.end == 1 else None
    if line[at].text != "-" or not 0 <= at + step < len(line) or line[at + step].kind != NUMBER:
        return None
    touching = 0 < at < len(line) - 1 and line[at - 1].end == line[at].start and line[at].end == line[at + 1].start
    return at + step if touching else None


def _is_time(line: Sequence[Token], index: int) -> bool:
    """`2:00`, `9:30 a.m.`: an hour with its minutes."""
    if index + 2 >= len(line) or line[index + 1].text not in {":", "："} or not line[index].text.isdigit():
        return False
    minutes = line[index + 2]
    touching = line[index].end == line[index + 1].start and line[index + 1].end == minutes.start
    after = line[index + 3].lower if index + 3 < len(line) else ""
    return (
        touching
        and _MINUTES.fullmatch(minutes.text) is not None
        and (minutes.text[0] == "0" or after in {"am", "pm", "a", "p", "a.m", "p.m"})
    )


def _is_coded(line: Sequence[Token], index: int) -> bool:
    """`LR-52`: behind a hyphen that touches a word, unless the word is a unit and the hyphen that of a range."""
    if index < 2 or line[index - 1].text != "-" or line[index - 1].end != line[index].start:  # noqa: PLR2004
        return False
    word = line[index - 2]
    unit = word.lower in SCALES or (word.lower,) in UNITS
    return word.kind == WORD and word.end == line[index - 1].start and not unit


def _names(line: Sequence[Token], index: int, token: Token, before: Token | None, after: Token | None) -> bool:
    """The number is part of a name: No. 7, a list number, a quoted code, `1234 Research Institute`, 600000.SH."""
    previous = before.lower if before else ""
    if previous in INDEX_NAMES or (before is not None and before.end == token.start and before.text.endswith(HAN_INDEX_NAMES)):
        return True
    if previous in _NAMED_NUMBER or (previous == "." and index > 1 and line[index - 2].lower == "no"):
        return True
    plain = token.text.isdigit()
    if not plain:
        return False
    if previous in {":", "："} and index > 1 and line[index - 2].lower in _NAMED_NUMBER:
        return True
    if before and after and before.text in "(（" and _is_security(token, after):
        return True
    numbered = after is not None and after.text in {".", ":", "、", ")", "）"} and after.start == token.end and len(token.text) <= 2  # noqa: PLR2004
    first = before is None or before.text in {".", "。", ";", "；", "(", "（", ":", "："}
    following = line[index + 2] if index + 2 < len(line) else None
    if (
        numbered
        and first
        and (following is None or (following.kind in {WORD, HAN} and not _measures(following)) or _begins(first, following))
    ):
        return True
    if before and after and before.text in "\"“'‘" and after.text in "\"”'’":
        return True
    if after is not None and len(token.text) <= 2 and _is_letter_code(line, index, after):  # noqa: PLR2004
        return True
    if after is None or len(token.text) < 3:  # noqa: PLR2004  (a name's number has three digits or more)
        return False
    glued = after.kind == WORD and after.start == token.end and not read_suffix(line, index).says_something
    titled = after.kind == WORD and after.text[0].isupper() and after.text[1:].islower() and following is not None
    titled = titled and following is not None and following.text[:1].isupper() and not read_suffix(line, index).says_something
    listed = after.text == "." and following is not None and following.text in {"SH", "SZ", "HK", "BJ", "AX"}
    return glued or titled or listed


def _begins(first: bool, following: Token) -> bool:
    """`(1) 2022 revenue`: a year behind the number of a list."""
    found = numeral(following.text) if first and following.kind == NUMBER else None
    return found is not None and found.is_year


def _is_security(token: Token, after: Token) -> bool:
    """In brackets: `(600000)`, `(0700 HK)`."""
    listed = after.text in _EXCHANGES and len(token.text) >= len("0700")
    return listed or (after.text in ")）" and len(token.text) == _CODE_LENGTH)


def _measures(token: Token) -> bool:
    """The word is a scale or begins with one: what stands in brackets before it is an amount."""
    return token.lower in SCALES or (token.lower,) in UNITS or token.text.startswith(_HAN_MEASURES)


def _is_letter_code(line: Sequence[Token], index: int, after: Token) -> bool:
    """`5G`, `28nm`, `3D`: one or two letters behind the digits that are no unit, no scale and no multiple."""
    letters = after.kind == WORD and after.start == line[index].end and len(after.text) <= 2 and after.lower not in _MULTIPLES  # noqa: PLR2004
    return letters and not read_suffix(line, index).says_something
