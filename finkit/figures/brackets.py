"""Numbers that accountants write below zero: in brackets. `RMB (3.2) million`, `(3.2)%`, `a result of (A$3.2m)`.

Brackets around a whole amount also hold asides (`4 million pounds ($5m)`): they are a sign only where something leads to
the number of a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.figures.tokens import MARK, NUMBER, Token
from finkit.figures.words import AMOUNT_LEADS, CURRENCY_MARKS, CURRENCY_WORDS, DOLLARS, MONEY_SCALES, SCALES, UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

_PERCENT = frozenset({"%", "％"})
_PER_SHARE = ("per", "share")
_LONGEST = 6


def below_zero(line: Sequence[Token], index: int) -> tuple[list[Token], int]:
    """A dash and what stands in the bracket at token `index`, and the token behind it; nothing where it is no sign."""
    closes = next((at for at in range(index + 2, min(len(line), index + _LONGEST + 2)) if line[at].text == ")"), None)
    if closes is None:
        return [], index
    inside = line[index + 1 : closes]
    numbers = [at for at, token in enumerate(inside) if token.kind == NUMBER]
    if len(numbers) != 1 or inside[0].start != line[index].end or inside[-1].end != line[closes].start:
        return [], index
    before, behind = inside[: numbers[0]], inside[numbers[0] + 1 :]
    if not before and not behind:
        told = _is_paid(line, index) or _is_followed(line, closes) or (_is_led(line, index) and _is_scaled(line, closes))
    else:
        whole = _is_currency(before) and _is_measured(behind) and bool(before or behind[0].text in _PERCENT)
        told = whole and (_is_led(line, index) or _is_scaled(line, closes))
    if not told:
        return [], index
    dash = Token(MARK, line[index].start, line[index].end, "-")
    last = inside[-1]
    return [dash, *inside[:-1], Token(last.kind, last.start, line[closes].end, last.text, last.mended)], closes + 1


def _is_paid(line: Sequence[Token], index: int) -> bool:
    """A currency stands before the bracket."""
    return index > 0 and (line[index - 1].text in CURRENCY_MARKS or line[index - 1].lower in CURRENCY_WORDS)


def _is_followed(line: Sequence[Token], closes: int) -> bool:
    """`%` touches the bracket."""
    return closes + 1 < len(line) and line[closes + 1].text in _PERCENT and line[closes + 1].start == line[closes].end


def _is_scaled(line: Sequence[Token], closes: int) -> bool:
    """The number goes on behind the bracket: with its scale, or with `per share`."""
    behind = [token.lower for token in line[closes + 1 : closes + 3]]
    return bool(behind) and (behind[0] in SCALES or tuple(behind) == _PER_SHARE)


def _is_led(line: Sequence[Token], index: int) -> bool:
    """A word stands before the bracket that leads to an amount."""
    return index > 0 and line[index - 1].lower in AMOUNT_LEADS


def _is_currency(before: Sequence[Token]) -> bool:
    """Nothing, or a currency: `A$`, `US$`, `$`, `RMB`."""
    words = [token.lower for token in before]
    if len(words) == 2:  # noqa: PLR2004  (letters and their mark)
        return words[0] in DOLLARS and words[1] == "$"
    return not words or (len(words) == 1 and (words[0] in CURRENCY_MARKS or words[0] in CURRENCY_WORDS))


def _is_measured(behind: Sequence[Token]) -> bool:
    """Nothing, `%`, or scale and unit words."""
    words = [token.lower for token in behind]
    if words and (words[0] in SCALES or words[0] in MONEY_SCALES):
        words = words[1:]
    return not words or (len(words) == 1 and words[0] in _PERCENT) or tuple(words) in UNITS or tuple(words) == _PER_SHARE
