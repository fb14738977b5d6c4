"""The words that lead up to a figure, with everything that is named in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finkit.figures.cues import Cue
    from finkit.figures.lexicon import Mention
    from finkit.figures.tokens import Token
    from finkit.vocabulary.periods import Period


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands between the figure before (or the sentence's start) and this one: token indices and what they name."""

    span: range
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    periods: tuple[Period, ...] = ()
    windows: tuple[Period, ...] = ()
    cues: tuple[Cue, ...] = ()
    after: tuple[Token, ...] = ()
    after_mentions: tuple[Mention, ...] = ()
    compared: Period | None = None

    @property
    def inside(self) -> frozenset[int]:
        """Places of the text that belong to a name."""
        return frozenset(place for one in self.mentions for place in range(one.start, one.end))

    def named(self, kind: str) -> list[Mention]:
        """The mentions of a kind."""
        return [one for one in self.mentions if one.kind == kind]
