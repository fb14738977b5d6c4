"""Cues: the words that say what a percentage is: a growth, a share of a total, a compound rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.figures.numerals import numeral
from finkit.figures.tokens import HAN, MARK, NUMBER, Token
from finkit.figures.words import (
    BEHIND_COMPARED,
    BEHIND_DEGREES,
    BEHIND_NOUNS,
    CAGR_WORDS,
    FALL_WORDS,
    RISE_WORDS,
    SHARE_WORDS,
    YEAR_ON_YEAR,
    YEARS_BEFORE,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

GROWTH, SHARE, CAGR, CHANGE = "growth", "share", "cagr", "change"
_BRIDGES = frozenset({
    "of", "by", "a", "an", "about", "around", "nearly", "more", "than", "over", "approximately", "significantly", "sharply", "rate",
})  # fmt: skip
_VERBS = frozenset({"was", "is", "were", "reached", "hit", "be", "will"})
_NOUNS = frozenset({"growth", "increase", "decrease", "decline", "rise", "drop", "fall"})
_LEVELS = frozenset({"to", "from", "at"})
_LOOK_AHEAD = 4
_OTHERS = frozenset({"rate", "rates", "target", "targets"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A word (token span start..end) and what it announces; `falls` where it is a word for a fall."""

    kind: str
    start: int
    end: int
    falls: bool | None = None


def find_cues(line: Sequence[Token]) -> list[Cue]:
    """Every cue of a sentence, in order."""
    found: list[Cue] = []
    for index, token in enumerate(line):
        if token.kind == HAN:
            found += _in_han(token)
            continue
        word = token.lower
        if word in CAGR_WORDS:
            found.append(Cue(CAGR, token.start, token.end))
        elif word in SHARE_WORDS and not _is_growth_share(line, index):
            found.append(Cue(SHARE, token.start, token.end))
        elif word in YEAR_ON_YEAR:
            found.append(Cue(GROWTH, token.start, token.end))
        elif (word in RISE_WORDS or word in FALL_WORDS) and not _is_compound(line, index) and _announces(line, index):
            found.append(Cue(GROWTH, token.start, token.end, word in FALL_WORDS))
    return found


def cue_behind(after: Sequence[Token]) -> Cue | None:
    """What the words right behind a percentage make it: `a 3.4% drop`, `11.2% lower`, `11.2% below the year before`."""
    words = [token.lower for token in after]
    skipped = 1 if words[:1] and words[0] in YEAR_ON_YEAR | {"annual", "yearly"} else 0
    if skipped == len(words):
        return None
    word, behind = words[skipped], words[skipped + 1 :]
    falls = BEHIND_NOUNS.get(word, BEHIND_DEGREES.get(word) if word in BEHIND_DEGREES else None)
    if falls is None and word in BEHIND_COMPARED and _is_earlier(after[skipped + 1 :]):
        falls = BEHIND_COMPARED[word]
    if falls is None or (word in BEHIND_NOUNS and behind[:1] and behind[0] in _OTHERS):
        return None
    return Cue(GROWTH, after[skipped].start, after[skipped].end, falls)


def _is_earlier(after: Sequence[Token]) -> bool:
    """What something is compared with: another year, or `than`."""
    words = [token.lower for token in after]
    if words[:1] == ["than"]:
        return True
    rest = words[1:] if words[:1] and words[0] in {"the", "in", "on", "from"} else words
    found = numeral(rest[0]) if rest and after[len(words) - len(rest)].kind == NUMBER else None
    return bool(rest) and (rest[0] in YEARS_BEFORE or (found is not None and found.is_year))


def _is_growth_share(line: Sequence[Token], index: int) -> bool:
    """`market share` and `per share` announce no share of an item."""
    return index > 0 and line[index - 1].lower in {"market", "per", "a", "each"} and line[index].lower == "share"


def _is_compound(line: Sequence[Token], index: int) -> bool:
    """`compound annual growth`: the growth of the compound rate, announced already."""
    return any(token.lower in CAGR_WORDS for token in line[max(0, index - 2) : index])


def _announces(line: Sequence[Token], index: int) -> bool:
    """A word of rise or fall speaks of the next number as a change, unless a level follows ("rose to")."""
    for token in line[index + 1 : index + 1 + _LOOK_AHEAD]:
        if token.lower in _LEVELS or (token.lower in _VERBS and line[index].lower not in _NOUNS):
            return False
        if token.kind == "number" or token.text in {"-", "+"}:
            return True
        if token.kind == MARK or token.lower not in _BRIDGES | _VERBS | YEAR_ON_YEAR:
            return False
    return False


def _in_han(token: Token) -> list[Cue]:
    found = []
    for words, kind in ((YEAR_ON_YEAR, GROWTH), (SHARE_WORDS, SHARE), (CAGR_WORDS, CAGR), (FALL_WORDS, GROWTH), (RISE_WORDS, GROWTH)):
        for word in words:
            at = token.text.find(word) if word > "一" else -1
            if at >= 0:
                falls = (word in FALL_WORDS) if words in (FALL_WORDS, RISE_WORDS) else None
                found.append(Cue(kind, token.start + at, token.start + at + len(word), falls))
    return sorted(found, key=lambda cue: cue.start)


def direction_of(lead: Sequence[Token], cue: Cue | None) -> str | None:
    """Up or down by the last word of rise or fall before the figure, in its own clause."""
    if cue is not None and cue.falls is not None:
        return "down" if cue.falls else "up"
    for token in reversed(lead):
        if token.lower in FALL_WORDS or any(word in token.text for word in FALL_WORDS if word > "一"):
            return "down"
        if token.lower in RISE_WORDS or any(word in token.text for word in RISE_WORDS if word > "一"):
            return "up"
        if token.text in {",", "，"}:
            break
    return None
