"""What stands behind a number: scale words, unit words and rates ("billion yuan", "0,000 tons per year", "亿元/吨")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.figures.tokens import HAN, MARK, NUMBER, WORD, Token
from finkit.figures.words import (
    COMMA_SCALES,
    CURRENCY_MARKS,
    CURRENCY_WORDS,
    FUNCTION_WORDS,
    HAN_SCALES,
    HAN_UNITS,
    MONEY_SCALES,
    OF_WORDS,
    SCALED_UNITS,
    SCALES,
    SPELLED_SCALES,
    UNITS,
    YEARLY,
)
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_LONGEST_UNIT = 3
_SHORT = 4
ANY_MONEY = "money"  # `14000 / ton`: a price whose currency was left out
_PER_WORDS = {
    "ton": "t", "tons": "t", "tonne": "t", "tonnes": "t", "t": "t", "mt": "t", "share": "share", "kg": "kg", "year": "yr", "yr": "yr",
}  # fmt: skip
_RATED = frozenset({"CNY/t", "CNY/share", "CNY/kg", "USD/t", "USD/share", "USD/kg", "AUD/t", "AUD/share", "AUD/kg", "t/yr"})


@dataclass(frozen=True, slots=True)
class Suffix:
    """Scale and unit behind a number. `end` is the text index where they end; `last` the last token they use.

    `counts`: no unit is known, but a noun follows, so the number counts something.
    """

    scale: Decimal
    scale_word: str
    unit: str | None
    end: int
    last: int
    counts: bool = False

    @property
    def says_something(self) -> bool:
        """A scale or a unit was found."""
        return bool(self.scale_word) or self.unit is not None


def read_suffix(line: Sequence[Token], index: int) -> Suffix:
    """The scale and unit behind the number token at `index`."""
    scaled = _scaled_unit(line, index + 1)
    if scaled is not None:
        return scaled
    scale, word, at = _scale(line, index + 1)
    han_end = None
    if at <= index:
        at = index + 1
    unit, last, han_end = _unit(line, at, glued_to=index if not word else at - 1)
    if unit is None and word and line[at - 1].kind == HAN:
        unit, han_end = _han_unit(line[at - 1], word)
        last = at - 1
        if unit is not None and han_end == line[at - 1].end:
            unit, last, han_end = _han_rate(line, at - 1, unit, han_end)
    end = han_end or (line[last].end if unit is not None else line[at - 1].end if word else line[index].end)
    last = last if unit is not None else (at - 1 if word else index)
    return Suffix(scale, word, unit, end, last, counts=unit is None and _noun_follows(line, at))


def _scaled_unit(line: Sequence[Token], at: int) -> Suffix | None:
    """`240bps`, `14 basis points`, `213.5kt`."""
    for length in (2, 1):
        words = tuple(one.lower for one in line[at : at + length])
        if words in SCALED_UNITS and len(words) == length:
            scale, unit = SCALED_UNITS[words]
            return Suffix(scale, words[0], unit, line[at + length - 1].end, at + length - 1)
    return None


def _scale(line: Sequence[Token], at: int) -> tuple[Decimal, str, int]:
    """Scale words (`hundred million` counts as one; so does `100 million` right behind another number)."""
    if at >= len(line):
        return ONE, "", at
    token = line[at]
    if token.lower in MONEY_SCALES and token.start == line[at - 1].end and _is_money(line, at - 1):
        return MONEY_SCALES[token.lower], token.lower, at + 1
    pair = token.lower, line[at + 1].lower if at + 1 < len(line) else ""
    if pair in SPELLED_SCALES and token.start - line[at - 1].end <= 1:
        return SPELLED_SCALES[pair], " ".join(pair), at + 2
    if token.lower in COMMA_SCALES:
        behind = at + 2 if at + 2 < len(line) and line[at + 1].lower in OF_WORDS else at + 1
        return COMMA_SCALES[token.lower], token.lower, behind
    if token.kind == WORD and token.lower in SCALES and (token.lower != "k" or token.start == line[at - 1].end):
        return SCALES[token.lower], token.lower, at + 1
    if token.kind == HAN and token.start - line[at - 1].end <= 1:
        for word, scale in HAN_SCALES:
            if token.text.startswith(word):
                return scale, word, at + 1
    return ONE, "", at


def _is_money(line: Sequence[Token], number: int) -> bool:
    """A currency stands before the number at this place, or before its sign."""
    at = number - 2 if number > 1 and line[number - 1].text == "-" else number - 1
    return at >= 0 and (line[at].text in CURRENCY_MARKS or line[at].lower in CURRENCY_WORDS)


def _han_unit(token: Token, scale_word: str) -> tuple[str | None, int | None]:
    """A unit inside the same Chinese run as the scale: 亿元."""
    rest = token.text[len(scale_word) :]
    for word, unit in HAN_UNITS:
        if rest.startswith(word):
            return unit, token.start + len(scale_word) + len(word)
    return None, token.start + len(scale_word)


def _unit(line: Sequence[Token], at: int, glued_to: int) -> tuple[str | None, int, int | None]:
    """(unit, last token, end inside a Chinese run) of the unit words that begin at token `at`."""
    if at >= len(line):
        return None, at, None
    token = line[at]
    if token.kind == MARK:
        return _marked_unit(line, at)
    if token.kind == HAN and token.start - line[at - 1].end <= 1:
        for word, unit in HAN_UNITS:
            if token.text.startswith(word):
                return _han_rate(line, at, unit, token.start + len(word))
        return None, at, None
    if token.kind != WORD:
        return None, at, None
    lettered = _lettered_unit(line, at, glued_to)
    if lettered is not None:
        return lettered
    for length in range(min(_LONGEST_UNIT, len(line) - at), 0, -1):
        words = tuple(one.lower for one in line[at : at + length])
        if words in UNITS and not _is_single_letter_word(line, at, length):
            return (*_rate(line, at + length, UNITS[words]), None)
    return _price(line, at, glued_to)


def _lettered_unit(line: Sequence[Token], at: int, number: int) -> tuple[str, int, None] | None:
    """`25C`; `1,240 mt`: metric tons, where so many can hardly be millions of tons."""
    token = line[at]
    if token.text == "C" and token.start == line[number].end:
        return "Cel", at, None
    if token.text in {"MT", "mt"} and len(line[number].text) > _SHORT:
        return (*_rate(line, at + 1, "t"), None)
    return None


def _price(line: Sequence[Token], at: int, number: int) -> tuple[str | None, int, int | None]:
    """`per share`, `per ton` behind a number that a currency stands before."""
    if line[at].lower != "per" or at + 1 == len(line) or not _is_money(line, number):
        return None, at, None
    at += line[at + 1].lower == "metric" and at + _LONGEST_UNIT <= len(line)
    per = _PER_WORDS.get(line[at + 1].lower)
    return (f"{ANY_MONEY}/{per}", at + 1, None) if per in {"t", "share", "kg"} else (None, at, None)


def _han_rate(line: Sequence[Token], at: int, unit: str, end: int) -> tuple[str, int, int]:
    """`/吨`, `/股`, `/年` behind a Chinese unit that ends its run."""
    after = line[at + 1 : at + 3]
    if end == line[at].end and [one.text for one in after[:1]] == ["/"] and len(after) == len("/吨"):
        for word, per in (("吨", "t"), ("股", "share"), ("株", "share"), ("千克", "kg"), ("公斤", "kg"), ("年", "yr")):
            if after[1].text.startswith(word) and f"{unit}/{per}" in _RATED:
                return f"{unit}/{per}", at + 2, after[1].start + len(word)
    return unit, at, end


def _is_single_letter_word(line: Sequence[Token], at: int, length: int) -> bool:
    """`t` is a unit only glued to its number or alone before a mark, never a stray letter of another word."""
    return length == 1 and line[at].lower == "t" and line[at].text != "t"


def _marked_unit(line: Sequence[Token], at: int) -> tuple[str | None, int, int | None]:
    token = line[at]
    if token.text in {"%", "％"}:
        return "%", at, None
    if token.text == "℃":
        return "Cel", at, None
    if token.text == "/" and at + 1 < len(line) and _PER_WORDS.get(line[at + 1].lower) in {"t", "share", "kg"}:
        return f"{ANY_MONEY}/{_PER_WORDS[line[at + 1].lower]}", at + 1, None
    hyphened = token.text == "-" and at + 1 < len(line) and token.start == line[at - 1].end and line[at + 1].start == token.end
    if hyphened and (line[at + 1].lower,) in UNITS:
        return UNITS[(line[at + 1].lower,)], at + 1, None
    return None, at, None


def _rate(line: Sequence[Token], at: int, unit: str) -> tuple[str, int]:
    """`/ton`, `per ton`, `per year` behind a unit."""
    if at + 1 < len(line) and line[at].text in {"/", "per"} and line[at + 1].lower in _PER_WORDS:
        rated = f"{unit}/{_PER_WORDS[line[at + 1].lower]}"
        if rated in _RATED:
            return rated, at + 1
    if unit == "t":
        for words in YEARLY:
            if tuple(one.lower for one in line[at : at + len(words)]) == words:
                return "t/yr", at + len(words) - 1
    return unit, at - 1


def _noun_follows(line: Sequence[Token], at: int) -> bool:
    """A word that is no function word: the number counts it."""
    if at >= len(line) or line[at].kind not in {WORD, HAN}:
        return False
    return line[at].lower not in FUNCTION_WORDS and line[at].kind != NUMBER
