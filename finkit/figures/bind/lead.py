"""The lead of a figure: the words between it and what stands before, and what amount or ratio they make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import RATIO_OF_REVENUE
from finkit.figures.bind.fitting import is_percentage
from finkit.figures.cues import SHARE
from finkit.figures.lexicon import MEASURE

if TYPE_CHECKING:
    from finkit.figures.cues import Cue
    from finkit.figures.figure import Figure
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

    def named(self, kind: str) -> list[Mention]:
        """The mentions of a kind."""
        return [one for one in self.mentions if one.kind == kind]

    def is_of(self) -> bool:
        """`6.7 % of revenue`: a part of the measure behind."""
        return bool(self.after) and self.after[0].lower == "of" and any(one.kind == MEASURE for one in self.after_mentions)


def measure_of(figure: Figure, lead: Lead) -> str:
    """`3.1 billion of revenue and 0.2 billion of net profit`: the amount's measure stands behind its `of`."""
    behind = next((one.name for one in lead.after_mentions if one.kind == MEASURE), "") if lead.is_of() else ""
    if is_percentage(figure) or behind not in ITEM_BY_NAME or "+" in behind:
        return ""
    taken = lead.span.start + 2 if lead.tokens and lead.tokens[0].lower == "of" else lead.span.start
    return "" if any(one.first >= taken for one in lead.named(MEASURE)) else behind


def ratio_said(figure: Figure, lead: Lead, cue: Cue | None, last: Figure | None) -> str:
    """The ratio of the catalogue that `(R&D expense of 9 million), or 6.7 % of revenue` states; "" where it states none."""
    if figure.unit != "%" or (cue is not None and cue.kind != SHARE):
        return ""
    whole = next((one.name for one in lead.after_mentions if one.kind == MEASURE), "") if lead.is_of() else ""
    named = lead.named(MEASURE)
    if cue is not None and not whole and named and named[-1].start >= cue.end and _beside(lead, named[-1], cue):
        whole = named.pop().name  # 占营业收入的, one run of characters
    part = named[-1].name if named else last.binding.measure if last is not None and last.binding.bound and not last.binding.facet else ""
    return RATIO_OF_REVENUE.get(part, "") if whole == "revenue" else ""


def _beside(lead: Lead, mention: Mention, cue: Cue) -> bool:
    """The name stands in the run of characters that the cue stands in."""
    token = lead.tokens[mention.first - lead.span.start]
    return token.start <= cue.start < token.end
