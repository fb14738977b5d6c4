"""Mentions: where a text names a measure of the catalogue, a segment of the company, or the company itself.

Aliases are looked up by their first word, so a text is read in one linear pass however large the lexicon is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEMS, JOINT_ALIASES
from finkit.catalogue.ratios import RATIOS
from finkit.figures.tokens import HAN, WORD, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.statements.company import Company

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


class Lexicon:
    """Aliases of measures, segments and the company."""

    def __init__(self, company: Company | None = None) -> None:
        self._words: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        self._han: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        standard = company.standard if company else "CAS"
        self.trade = frozenset(word.casefold() for phrase in (company.trade if company else ()) for word in phrase.split())
        self.own = frozenset(token.lower for name in (company.names if company else ()) for token in tokens(name) if token.kind == WORD)
        for item in ITEMS:
            captions = tuple(word for name, words in item.captions if name == standard for word in words)
            self._add(MEASURE, item.name, (item.title, item.title_zh, *item.aliases, *captions))
        for ratio in RATIOS:
            if ratio.main and not ratio.variant_of:
                self._add(MEASURE, ratio.name, (ratio.title, ratio.title_zh, *ratio.aliases))
        for names, aliases in JOINT_ALIASES:
            self._add(MEASURE, "+".join(names), aliases)
        if company:
            for segment in company.segments:
                self._add(SEGMENT, segment.name, (segment.title, segment.title_zh, *segment.aliases))
            self._add(ENTITY, company.ticker, company.names)
        for entries in self._words.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        for han in self._han.values():
            han.sort(key=lambda entry: -len(entry[0]))

    def _add(self, kind: str, name: str, aliases: Iterable[str]) -> None:
        for alias in aliases:
            parts = tokens(alias)
            if not parts:
                continue
            if parts[0].kind == HAN:
                self._han[alias[0]].append((alias, kind, name))
            else:
                words = tuple(part.lower for part in parts)
                self._words[words[0]].append((words, kind, name))

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
        for words, kind, name in (*self._words.get(line[index].lower, ()), *self._words.get(_plain(line[index]), ())):
            stretch = line[index : index + len(words)]
            if len(stretch) == len(words) and all(word in {token.lower, _plain(token)} for token, word in zip(stretch, words, strict=True)):
                return Mention(kind, name, stretch[0].start, stretch[-1].end, index, index + len(words) - 1)
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


def _plain(token: Token) -> str:
    """The word without a possessive ending."""
    return token.lower.removesuffix("'s").removesuffix("’s")
