"""Mentions: where a text names a measure of the catalogue, a segment of the company, or the company itself.

Aliases are looked up by their first word, so a text is read in one linear pass however large the lexicon is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from finkit.catalogue.items import ITEMS, JOINT_ALIASES
from finkit.catalogue.ratios import RATIOS
from finkit.figures.tokens import HAN, WORD, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.statements.company import Company

_Entry = TypeVar("_Entry", tuple[tuple[str, ...], str, str], tuple[str, str, str])
MEASURE, SEGMENT, ENTITY = "measure", "segment", "entity"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a sentence; `first`..`last` are token indices (a Chinese run may hold several)."""

    kind: str
    name: str
    start: int
    end: int
    first: int
    last: int


_POSSESSIVE = ("'s", "’s")
_Words = dict[str, list[tuple[tuple[str, ...], str, str]]]
_Han = dict[str, list[tuple[str, str, str]]]


class Lexicon:
    """Aliases of measures, segments and the company."""

    def __init__(self, company: Company | None = None) -> None:
        words, han = _catalogue(company.standard if company else "CAS")
        self._words: _Words = dict(words)
        self._han: _Han = dict(han)
        self.trade = frozenset(word.casefold() for phrase in (company.trade if company else ()) for word in phrase.split())
        self.own = frozenset(token.lower for name in (company.names if company else ()) for token in tokens(name) if token.kind == WORD)
        if company:
            own_words: _Words = defaultdict(list)
            own_han: _Han = defaultdict(list)
            for segment in company.segments:
                _add(own_words, own_han, SEGMENT, segment.name, (segment.title, segment.title_zh, *segment.aliases))
            _add(own_words, own_han, ENTITY, company.ticker, company.names)
            for first, entries in own_words.items():
                self._words[first] = _longest_first([*words.get(first, ()), *entries])
            for character, names in own_han.items():
                self._han[character] = _longest_first([*han.get(character, ()), *names])

    def mentions(self, line: Sequence[Token]) -> list[Mention]:
        """Every name in a sentence, the longest at each place, in order."""
        found: list[Mention] = []
        index = 0
        while index < len(line):
            token = line[index]
            if token.kind == HAN:
                found += self._in_han(token, index)
                index += 1
                continue
            mention = self._at(line, index)
            if mention:
                found.append(mention)
            index = mention.last + 1 if mention else index + 1
        return found

    def _at(self, line: Sequence[Token], index: int) -> Mention | None:
        first, plain = line[index].lower, _plain(line[index])
        known = self._words.get(first, ())
        if plain != first:
            known = (*known, *self._words.get(plain, ()))
        for words, kind, name in known:
            last = index + len(words) - 1
            stretch = line[index : last + 1]
            if last < len(line) and all(word in (token.lower, _plain(token)) for token, word in zip(stretch, words, strict=True)):
                return Mention(kind, name, line[index].start, line[last].end, index, last)
        return None

    def _in_han(self, token: Token, index: int) -> list[Mention]:
        found: list[Mention] = []
        at = 0
        while at < len(token.text):
            entry = next((one for one in self._han.get(token.text[at], ()) if token.text.startswith(one[0], at)), None)
            if entry:
                found.append(Mention(entry[1], entry[2], token.start + at, token.start + at + len(entry[0]), index, index))
            at += len(entry[0]) if entry else 1
        return found


@lru_cache(maxsize=8)
def _catalogue(standard: str) -> tuple[_Words, _Han]:
    """The aliases of the catalogue under an accounting standard; nobody changes them."""
    words: _Words = defaultdict(list)
    han: _Han = defaultdict(list)
    for item in ITEMS:
        captions = tuple(word for name, said in item.captions if name == standard for word in said)
        _add(words, han, MEASURE, item.name, (item.title, item.title_zh, *item.aliases, *captions))
    for ratio in RATIOS:
        if ratio.main and not ratio.variant_of:
            _add(words, han, MEASURE, ratio.name, (ratio.title, ratio.title_zh, *ratio.aliases))
    for names, aliases in JOINT_ALIASES:
        _add(words, han, MEASURE, "+".join(names), aliases)
    return {first: _longest_first(known) for first, known in words.items()}, {first: _longest_first(known) for first, known in han.items()}


def _add(words: _Words, han: _Han, kind: str, name: str, aliases: Iterable[str]) -> None:
    for alias in aliases:
        parts = tokens(alias)
        if not parts:
            continue
        if parts[0].kind == HAN:
            han[alias[0]].append((alias, kind, name))
        else:
            lower = tuple(part.lower for part in parts)
            words[lower[0]].append((lower, kind, name))


def _longest_first(entries: Iterable[_Entry]) -> list[_Entry]:
    """Of equally long ones the catalogue's before the company's, as they were added."""
    return sorted(entries, key=lambda entry: -len(entry[0]))


def _plain(token: Token) -> str:
    """The word without a possessive ending."""
    return token.lower.removesuffix("'s").removesuffix("’s") if token.lower.endswith(_POSSESSIVE) else token.lower
