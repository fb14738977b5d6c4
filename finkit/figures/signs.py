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
    token = line[index]
    paid = _before_currency(line, index)
    if paid is not None:
        return _SIGNS[paid.text], paid.start
    if not index or line[index - 1].text not in _SIGNS:
        return (-1 if _is_loss(line, index) else 0), token.start
    mark = line[index - 1]
    if mark.end != token.start and not (index > 1 and line[index - 2].lower in _SIGN_LEADS and mark.end + 1 == token.start):
        return 0, token.start
    if index > 1 and line[index - 2].end == mark.start:
        before = line[index - 2]
        ends_unit = before.kind == HAN and any(one.last == index - 2 and one.end == before.end for one in suffixes.values())
        if (before.kind in {NUMBER, WORD} and before.lower not in CURRENCY_WORDS) or before.text in {"%", "％"} or ends_unit:
            return 0, token.start
    return _SIGNS[mark.text], mark.start


def _before_currency(line: Sequence[Token], index: int) -> Token | None:
    """The sign of `-$0.42`, `-RMB 3 million`, `-US$5`: it touches the currency, and nothing touches it from before."""
    at = index - 1
    if at < 1 or (line[at].text not in CURRENCY_MARKS and line[at].lower not in CURRENCY_WORDS):
        return None
    if line[at].text == "$" and line[at - 1].lower in DOLLARS and line[at - 1].end == line[at].start:
        at -= 1
    sign = line[at - 1] if at > 1 else None
    if sign is None or sign.text not in _SIGNS or sign.end != line[at].start:
        return None
    if line[at - 2].end == sign.start and line[at - 2].text not in {"(", "（", ":", "：", ",", "，", "/"}:
        return None
    return sign


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
