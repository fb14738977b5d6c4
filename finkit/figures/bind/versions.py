"""Versions of a measure: planned, expected by others, before an adjustment, of one batch: not the measure itself.

A text gives several of them beside the plain value of the same period. The name of a version stands in a figure's segment
behind the mark of what narrows, so that it is compared with its own kind alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.figures.bind.phrases import QUALIFIER, unknown_measure
from finkit.figures.cues import GROWTH
from finkit.figures.lexicon import MEASURE, SEGMENT
from finkit.figures.tokens import HAN, MARK, NUMBER
from finkit.figures.words import (
    BATCH_WORDS,
    HAN_VERSIONS,
    ORDINALS,
    SAYING,
    SEQUENTIAL,
    SEQUENTIAL_WORDS,
    VERSION_HEADS,
    VERSION_TAILS,
    VERSIONS,
    opens_parts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.bind.lead import Lead
    from finkit.figures.bind.state import State
    from finkit.figures.tokens import Token

_REACH = 3
_AND = ("and", "和", "及", "与")
_LONGEST = max(len(words) for words in VERSIONS)
_STARTS = frozenset(words[0] for words in VERSIONS)


def version_of(lead: Sequence[Token], barred: frozenset[int]) -> str | None:
    """The version that the last such words of a lead name; "" for what is said to be the actual value, None where none is named.

    `barred`: places of the text (starts of tokens) that belong to the name of a measure, segment or company.
    """
    for at in range(len(lead) - 1, -1, -1):
        token = lead[at]
        found: str | None
        if token.kind == HAN:
            found = next((name for word, name in HAN_VERSIONS if _stands(word, token, barred)), None)
        else:
            found = None if token.start in barred else _named(lead, at)
        if found is not None:
            return found
    return None


def _stands(word: str, token: Token, barred: frozenset[int]) -> bool:
    """The word stands in the run, and not inside the name of something."""
    at = token.text.find(word)
    return at >= 0 and token.start + at not in barred


def _named(lead: Sequence[Token], at: int) -> str | None:
    """The version whose words begin at this token."""
    word = lead[at].lower
    if word in _STARTS:
        for length in range(min(_LONGEST, len(lead) - at), 0, -1):
            words = tuple(one.lower for one in lead[at : at + length])
            if words in VERSIONS:
                return VERSIONS[words]
    if word in ORDINALS and at + 1 < len(lead) and lead[at + 1].lower in BATCH_WORDS:
        return f"{lead[at + 1].lower} {ORDINALS[word]}"
    if word in VERSION_HEADS and any(one.lower in VERSION_TAILS for one in lead[at + 1 : at + 1 + _REACH]):
        return "earlier"
    return None


class Versions:
    """The versions that the figures of one sentence are of."""

    def __init__(self, state: State) -> None:
        self.state, self.last = state, ""

    def of(self, lead: Lead, facet: str, *, goes_on: bool) -> str:
        """The version of the figure behind a lead; what `and` joins to the figure before is of its version."""
        if facet == GROWTH and _is_sequential(lead.tokens, lead.after):
            return "sequential"
        state = self.state
        state.parts = not lead.named(MEASURE) and (state.parts or opens_parts([token.lower for token in lead.tokens]))
        if state.parts and not facet and not lead.named(SEGMENT):
            return f"part {unknown_measure(lead.tokens)}".strip()
        named = version_of(lead.tokens, lead.inside)
        if named is None:
            joined = bool(lead.tokens) and lead.tokens[0].text.startswith(_AND)
            told = any(token.lower in SAYING for token in lead.tokens) or lead.periods
            named = self.last if joined and not told and not goes_on else ""  # what goes on has its segment from the figure before
        self.last = named
        return named


def _is_sequential(lead: Sequence[Token], after: Sequence[Token]) -> bool:
    """A growth over the quarter or month before: said in front, or right behind the number."""
    if any(word in token.text for token in lead for word in SEQUENTIAL_WORDS if word > "一"):
        return True
    stretch = [token.lower for token in lead[-_REACH:]]
    for token in after:
        if token.kind in {MARK, NUMBER}:
            break
        stretch.append(token.lower)
    return any(word in SEQUENTIAL_WORDS for word in stretch) or any(
        tuple(stretch[at : at + len(words)]) == words for at in range(len(stretch)) for words in SEQUENTIAL
    )


def narrowed(segment: str, version: str) -> str:
    """The segment of a version of what the segment would be."""
    return QUALIFIER + f"{segment.removeprefix(QUALIFIER)} {version}".strip() if version and version not in segment else segment
