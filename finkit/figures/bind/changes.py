"""Amounts of change: by how much something rose or fell, and what is called its increment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.figures.bind.fitting import direction, fits, has_segments
from finkit.figures.cues import CHANGE
from finkit.figures.lexicon import MEASURE
from finkit.figures.words import CURRENCY_MARKS, CURRENCY_WORDS, FALL_WORDS, INCREMENT_WORDS, RISE_WORDS
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.figure import Figure
    from finkit.figures.lexicon import Mention
    from finkit.figures.tokens import Token

_MEASURED = frozenset({
    "about", "around", "nearly", "more", "than", "over", "approximately", "some", "almost", "less", "another", "a", "an",
})  # fmt: skip
_LINKS = frozenset({"by", "of", "year-on-year", "yoy"})
_MOVED = frozenset({
    "increased", "decreased", "rose", "fell", "grew", "declined", "dropped", "increase", "decrease", "gained", "rising", "falling",
})  # fmt: skip
_REACH = 3


def added_measures(mentions: Sequence[Mention], line: Sequence[Token]) -> dict[int, str]:
    """Measures of which the increment is named, by the place of their last word."""
    measures = [one for one in mentions if one.kind == MEASURE and one.last + 1 < len(line)]
    return {one.last: one.name for one in measures if line[one.last + 1].lower in INCREMENT_WORDS}


def as_change(figure: Figure, lead: Sequence[Token], behind: Sequence[Token], added: Sequence[str]) -> Figure:
    """The figure, as the change of its measure where its words say so. `added`: the measures whose increment they name."""
    binding = figure.binding
    if unit_of(figure.unit).is_pure or binding.facet or figure.member is not None:
        return figure
    item = next((name for name in reversed(added) if name in ITEM_BY_NAME and fits(name, figure, "")), "")
    if item and not binding.bound:
        segment = binding.segment if has_segments(item) else ""
        binding = replace(binding, measure=item, facet=CHANGE, bound=True, segment=segment)
    elif any(token.lower in INCREMENT_WORDS for token in lead):
        words = [word for word in binding.measure.split() if word not in INCREMENT_WORDS]
        binding = binding if binding.bound else replace(binding, measure=" ".join(words), facet=CHANGE if words else "")
    elif _is_added(lead, behind):
        binding = replace(binding, facet=CHANGE)
    return replace(figure, binding=binding, direction=direction(figure, binding.facet, None, lead))


def is_moved(lead: Sequence[Token]) -> bool:
    """A verb of rise or fall stands right before the amount, or with nothing but `about` between."""
    words = [token.lower for token in lead[-_REACH - 1 :] if token.lower not in _MEASURED and token.lower not in CURRENCY_WORDS]
    words = [word for word in words if word not in CURRENCY_MARKS]
    return bool(words) and words[-1] in _MOVED


def _is_added(lead: Sequence[Token], behind: Sequence[Token]) -> bool:
    """An amount by which something rose or fell: `increased by 2 billion`, `a decrease of 300 tons`, `grew 2 billion, or 4 %`.

    Not where a level follows ("increased by A to B"): careless translations say so of a start and an end.
    """
    words = [token.lower for token in lead]
    while words and words[-1] in _MEASURED:
        words.pop()
    told = [token.lower for token in behind if token.text not in {",", "，"}]
    if is_moved(lead) and told[:1] == ["or"] and "%" in told:
        return True  # `increased 94 million, or 8 %, to 1.3 billion`
    if not words or words[-1] not in {"by", "of"} or any(token.lower == "to" for token in behind[:_REACH]):
        return False
    while words and words[-1] in _LINKS:
        words.pop()
    return bool(words) and (words[-1] in RISE_WORDS or words[-1] in FALL_WORDS)
