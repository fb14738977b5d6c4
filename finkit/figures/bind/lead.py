"""The lead of a figure: the words between it and what stands before, and what amount or ratio they make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import RATIO_OF_REVENUE
from finkit.figures.bind.behind import SERIES_JOINTS
from finkit.figures.bind.fitting import is_percentage
from finkit.figures.bind.phrases import QUALIFIER, han_entity
from finkit.figures.cues import SHARE
from finkit.figures.figure import OURS
from finkit.figures.lexicon import ENTITY, MEASURE, SEGMENT
from finkit.figures.tokens import HAN
from finkit.figures.words import COMPANY_WORDS, ELSEWHERE_WORDS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from finkit.figures.cues import Cue
    from finkit.figures.figure import Figure
    from finkit.figures.lexicon import Mention
    from finkit.figures.tokens import Token
    from finkit.vocabulary.periods import Period


_SUM_WORDS = frozenset({"totaling", "totalling", "combined", "together", "sum", "合计"})


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


def together(lead: Lead, line: Sequence[Token], parts: set[str]) -> str:
    """Several segments named for one figure, or a word for a total of `parts`, as a segment of its own; "" for neither."""
    segments = list(dict.fromkeys(one.name for one in lead.named(SEGMENT)))
    if len(segments) > 1 and _are_joined(lead, line):
        return QUALIFIER + "+".join(sorted(segments))
    if not any(token.lower in _SUM_WORDS for token in lead.tokens):
        return ""
    return QUALIFIER + "+".join(sorted(parts)) + " together" if parts else ""


def _are_joined(lead: Lead, line: Sequence[Token]) -> bool:
    """The last two segments stand side by side, joined by a comma or `and`."""
    left, right = lead.named(SEGMENT)[-2:]
    between = line[left.last + 1 : right.first]
    return all(token.lower in SERIES_JOINTS for token in between)


def segments_of(lead: Lead, line: Sequence[Token]) -> tuple[str, ...]:
    """The segments named, unless the text turns to the company behind them: `..., the margin of the company's ...`."""
    found, measures = lead.named(SEGMENT), lead.named(MEASURE)
    if found and measures and measures[-1].first > found[-1].last:
        behind = line[measures[-1].last + 1 : lead.span.stop]
        if any(token.lower in COMPANY_WORDS for token in behind):
            return ()
    return tuple(dict.fromkeys(one.name for one in found))


def entity_of(lead: Lead, barred: Container[int]) -> str:
    """Whose figure it is by the words of a lead: the company's, or somebody else's; `barred`: places that give reasons."""
    found, named = "", {one.first for one in lead.named(ENTITY)}
    inside = {index for one in lead.mentions for index in range(one.first, one.last + 1)}
    for position, token in zip(lead.span, lead.tokens, strict=True):
        if position in barred:
            continue
        if position in named or token.lower in COMPANY_WORDS:
            found = OURS
        elif token.lower in ELSEWHERE_WORDS and position not in inside:
            found = ELSEWHERE_WORDS[token.lower]
        elif token.kind == HAN:
            found = han_entity(token, lead.named(MEASURE)) or found
    return found
