"""Which numbers are names: codes, numbered things, parts of words. What is none of these is a quantity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.figures.figure import IDENTIFIER, VALUE
from finkit.figures.numerals import numeral
from finkit.figures.suffix import read_suffix
from finkit.figures.tokens import HAN, NUMBER, WORD
from finkit.figures.words import CURRENCY_WORDS, FUNCTION_WORDS, SCALES, UNITS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from finkit.figures.tokens import Token

_MULTIPLES = frozenset({"x", "m", "mm", "c", "p"})  # 3.4x, 35m, 4.5c
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_NAMED_NUMBER = frozenset({
    "no", "advantage", "figure", "table", "chart", "chapter", "section", "article", "phase", "part", "code", "step", "note", "page",
    "pages", "level", "iso", "isin", "tel", "item", "paragraph", "appendix", "exhibit", "form", "rule", "ifrs", "ias",
})  # fmt: skip
_CODE_LENGTH = 6


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
    if _is_coded(line, index) or (token.text.count(".") > 1 and numeral(token.text) is None and not _is_measured(line, index)):
        return IDENTIFIER
    return IDENTIFIER if _names(line, index, token, before, after) else VALUE


def _is_run_in(before: Token) -> bool:
    """A small word that lost the space behind it (`sales of1,200`), or a currency."""
    return before.lower in CURRENCY_WORDS or (before.text in FUNCTION_WORDS and len(before.text) > 1)


def _is_measured(line: Sequence[Token], index: int) -> bool:
    """A unit or a scale stands behind the number."""
    return read_suffix(line, index).says_something


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
    if previous in _NAMED_NUMBER or (previous == "." and index > 1 and line[index - 2].lower == "no"):
        return True
    plain = token.text.isdigit()
    if not plain:
        return False
    if previous in {":", "："} and index > 1 and line[index - 2].lower in _NAMED_NUMBER:
        return True
    if before and after and before.text in "(（" and after.text in ")）" and len(token.text) == _CODE_LENGTH:
        return True
    numbered = after is not None and after.text in {".", ":", "、", ")"} and after.start == token.end and len(token.text) <= 2  # noqa: PLR2004
    first = before is None or before.text in {".", "。", ";", "；", "(", ":"}
    following = line[index + 2] if index + 2 < len(line) else None
    if numbered and first and (following is None or following.kind in {WORD, HAN}):
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


def _is_letter_code(line: Sequence[Token], index: int, after: Token) -> bool:
    """`5G`, `28nm`, `3D`: one or two letters behind the digits that are no unit, no scale and no multiple."""
    letters = after.kind == WORD and after.start == line[index].end and len(after.text) <= 2 and after.lower not in _MULTIPLES  # noqa: PLR2004
    return letters and not read_suffix(line, index).says_something
