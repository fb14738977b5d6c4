"""The sign of a number: a mark that touches it, or the word `loss` that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.figures.tokens import HAN, NUMBER, WORD
from finkit.figures.words import ABOUT_WORDS, CURRENCY_MARKS, CURRENCY_WORDS, DOLLARS, LOSS_LINKS, LOSS_WORDS, NO_LOSSES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from finkit.figures.suffix import Suffix
    from finkit.figures.tokens import Token

_SIGNS = {"-": -1, "−": -1, "–": -1, "+": 1, "＋": 1}
_SIGN_LEADS = frozenset({"of", "by", "than", "~", "(", ":"})  # behind these a dash apart from its number is a sign
_REACH = 6
_PASSED = LOSS_LINKS | set(ABOUT_WORDS) | set(CURRENCY_WORDS) | set(CURRENCY_MARKS)


def sign_of(line: Sequence[Token], index: int, suffixes: Mapping[int, Suffix]) -> tuple[int, int]:
    """(sign, start of the figure with its sign) of the number at `index`; `suffixes` of the numbers before it.

    A dash between a unit and a number (`35万元-55万元`) is that of a range.
    """
    token, first = line[index], _before_currency(line, index)
    if not first or line[first - 1].text not in _SIGNS:
        first = index
    if not first or line[first - 1].text not in _SIGNS:
        return (-1 if _is_loss(line, index) else 0), token.start
    mark, index = line[first - 1], first
    if mark.end != line[first].start and not (index > 1 and line[index - 2].lower in _SIGN_LEADS and mark.end + 1 == line[first].start):
        return 0, token.start
    if index > 1 and line[index - 2].end == mark.start:
        before = line[index - 2]
        ends_unit = before.kind == HAN and any(one.last == index - 2 and one.end == before.end for one in suffixes.values())
        if (before.kind in {NUMBER, WORD} and before.lower not in CURRENCY_WORDS) or before.text in {"%", "％"} or ends_unit:
            return 0, token.start
    return _SIGNS[mark.text], mark.start


def _before_currency(line: Sequence[Token], index: int) -> int:
    """Where the currency begins that touches the number (`A$`), or stands before it as a word; else the number's place."""
    if not index:
        return index
    before = line[index - 1]
    if before.text in CURRENCY_MARKS and before.end == line[index].start:
        letters = line[index - 2] if index > 1 and before.text == "$" else None
        return index - 2 if letters and letters.end == before.start and letters.lower in DOLLARS else index - 1
    return index - 1 if before.lower in CURRENCY_WORDS else index


def _is_loss(line: Sequence[Token], index: int) -> bool:
    """`a net loss of 12 million`, `每股亏损0.12`: nothing but links between the word and the number.

    What is called a loss without being the result of a company (impairment losses) keeps the sign it is printed with.
    """
    at = index - 1
    while at > index - _REACH and at >= 0 and line[at].lower in _PASSED:
        at -= 1
    if at < 0:
        return False
    if line[at].kind == HAN:
        return any(line[at].text.endswith(word) for word in LOSS_WORDS)
    before = line[at - 1].lower if at else ""
    return line[at].lower in LOSS_WORDS and before not in NO_LOSSES
