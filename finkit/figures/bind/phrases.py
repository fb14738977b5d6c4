"""Words around a figure: what narrows a measure, and what an unknown measure is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEMS, VOLUME
from finkit.figures.lexicon import MEASURE
from finkit.figures.tokens import HAN, WORD, Token
from finkit.figures.words import (
    COMPANY_WORDS,
    CURRENCY_WORDS,
    ELSEWHERE_WORDS,
    FALL_WORDS,
    FUNCTION_WORDS,
    INCREMENT_WORDS,
    RISE_WORDS,
    SHARE_WORDS,
    YEAR_ON_YEAR,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.figures.lexicon import Mention

QUALIFIER = "~"
# Prices and volumes are of some goods: the subject of the sentence, where nothing nearer says which.
_OF_GOODS = frozenset(item.name for item in ITEMS if item.statement == VOLUME)
_GIVING = frozenset({"contributed", "contributes", "generated", "generates"})  # what a part does for the whole
_SALES = frozenset({"sold", "sells", "sell"})
_HAN_LINKS = "约为达至到和及与同比环比增长加下降减少分别的较由从升跌降幅"
LONGEST = 4
_NAME_LENGTH = 6
_BUSINESS = frozenset({"business", "segment"})  # a line of business is less than the company, whatever it deals in
_NO_QUALIFIERS = frozenset({
    "total", "overall", "annual", "full-year", "consolidated", "net", "their", "quarterly", "cumulative", "main", "operating", "average",
    "latest", "corresponding", "entire", "current", "first", "second", "third", "fourth", "year", "quarter", "half", "comprehensive",
    "business", "products", "product", "s", "whole",
})  # fmt: skip
# Behind the name of a measure, these make it the name of something else.
_HEAD_NOUNS = frozenset({
    *INCREMENT_WORDS, "gap", "structure", "target", "targets", "plan", "project", "projects", "market", "contribution", "forecast",
    "base", "cycle", "channel", "channels", "guidance", "per", "recognition", "tax", "taxes", "side", "line", "lines", "ranking",
})  # fmt: skip
_CAUSES = frozenset({"due", "because", "benefiting", "driven", "affected", "thanks", "owing"})
_VERBS = frozenset({
    "expect", "reach", "increase", "grow", "rise", "fall", "drop", "decline", "remain", "assume", "maintain", "achieve", "continue",
    "estimate", "bring", "further", "respectively", "approximately", "year", "we", "according", "forecast", "would", "can", "may",
})  # fmt: skip


def singular(word: str) -> str:
    """A crude singular, enough to tell two spellings of one name alike."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > len("gas") else word


def _is_content(token: Token) -> bool:
    word = token.lower
    if token.kind != WORD or word in FUNCTION_WORDS | CURRENCY_WORDS.keys() or word in COMPANY_WORDS or word in ELSEWHERE_WORDS:
        return False
    return not (word.endswith(("ed", "ing", "'s", "’s")) or word in RISE_WORDS or word in FALL_WORDS or word in SHARE_WORDS)


def content(line: Sequence[Token], indices: Iterable[int], barred: set[int], *, gerunds: bool = False) -> list[str]:
    """Content words from a place on, up to the first word that is none; `gerunds`: words such as recycling are nouns here.

    Behind a noun they always are (scrap recycling).
    """
    words: list[str] = []
    for index in indices:
        if index >= len(line) or len(words) == LONGEST or index in barred or not (
            _is_content(line[index]) or ((gerunds or words) and line[index].lower.endswith("ing"))
        ):
            break
        if line[index].lower not in _NO_QUALIFIERS:
            words.append(line[index].lower)
    return words


def qualifier(line: Sequence[Token], stretch: range, measures: Sequence[Mention], barred: set[int], trade: frozenset[str]) -> str:
    """The words that narrow a measure where no segment of the company does: before it, behind its `of`, or a business.

    Marked with `~`: it keeps apart what the text keeps apart, and never stands for the whole company. Words of the
    company's `trade` (what all of it deals in) narrow nothing.
    """
    for mention in reversed(measures):
        before = mention.first - 1
        before -= before > 0 and line[before].lower in _GIVING
        words = content(line, range(before, -1, -1), barred)[::-1]
        if words:
            return _named(words, trade)
        behind = _behind_of(line, mention.last + 1)
        words = content(line, behind, barred)
        if words:
            whole = set(map(singular, words)) <= trade
            business = whole and any(token.lower in _BUSINESS for token in line[behind.start : behind.start + len(words) + 1])
            return QUALIFIER + " ".join([*words, "business"]) if business else _named(words, trade)
    for index in stretch:
        if line[index].lower in _BUSINESS:
            words = content(line, range(index - 1, -1, -1), barred, gerunds=True)[::-1]
            if words:
                return _named(words, trade)
    words = content(line, stretch, barred) if any(one.name in _OF_GOODS for one in measures) else []
    sold = next((at for at, word in enumerate(words) if word in _SALES), 0)
    return _named(words[:sold], trade) if sold else ""


def _named(words: Sequence[str], trade: frozenset[str]) -> str:
    plain = [singular(word) for word in words]
    return "" if set(plain) <= trade else QUALIFIER + " ".join(plain)


def _behind_of(line: Sequence[Token], at: int) -> range:
    """The indices behind `of`, `of the`, `of the company's`."""
    if at >= len(line) or line[at].lower not in {"of", "from"}:
        return range(0)
    at += 1
    while at < len(line) and (line[at].lower in {"the", "its"} or line[at].lower in COMPANY_WORDS):
        at += 1
    return range(at, len(line))


def has_own_words(lead: Sequence[Token]) -> bool:
    """A Chinese run in it says more than that the figure before goes on (其中零售业务, but not 同比增长)."""
    return any(token.kind == HAN and token.text.strip(_HAN_LINKS) for token in lead)


def is_aside(lead: Sequence[Token]) -> bool:
    """A bracket is open before the figure."""
    depth = 0
    for token in lead:
        depth = max(0, depth + (token.text in {"(", "（"}) - (token.text in {")", "）"}))
    return depth > 0


def unknown_measure(lead: Sequence[Token]) -> str:
    """What a measure outside the catalogue is called: the content words of its clause, in alphabetical order.

    Order is left out, so that "the demand for X" and "X demand" are one.
    """
    words: set[str] = set()
    for token in reversed(lead):
        if token.text in {",", "，", ";", "；"} and words:
            break
        word = singular(token.lower)
        known = token.kind == HAN or (_is_content(token) and word not in _VERBS and token.lower not in _NO_QUALIFIERS | YEAR_ON_YEAR)
        if known:
            words.add(word)
        if len(words) == _NAME_LENGTH:
            break
    return " ".join(sorted(words))


def without_reasons(mentions: Sequence[Mention], line: Sequence[Token]) -> list[Mention]:
    """Drop what stands in a clause that gives a reason, and mere modifiers."""
    barred = reasons(line)
    followed = {index for index, token in enumerate(line) if token.lower in _HEAD_NOUNS}
    return [one for one in mentions if one.first not in barred and not (one.kind == MEASURE and one.last + 1 in followed)]


def reasons(line: Sequence[Token]) -> set[int]:
    """Token indices of clauses that give a reason ("mainly due to ..."), up to their comma."""
    barred: set[int] = set()
    blind = False
    for index, token in enumerate(line):
        if token.lower in _CAUSES:
            blind = True
        elif token.text in {",", "，", ";", "；"}:
            blind = False
        if blind:
            barred.add(index)
    return barred
