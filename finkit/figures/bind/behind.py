"""What stands behind figures: their periods (`were 12 and 14 in 2021 and 2022`), or what was done with the amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.figures.bind.phrases import is_aside, is_earlier
from finkit.figures.figure import VALUE
from finkit.figures.words import PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.extract import Spoken
    from finkit.figures.mentions import PeriodMention
    from finkit.figures.tokens import Token

_PERIOD_REACH = 6
_BASE_REACH = 2
_CLAUSE_MARKS = frozenset(",，;；(（")
_AGAINST = frozenset({"compared", "versus", "vs", "against", "than"})
_PERIOD_BRIDGES = frozenset({"the", "(", "（", "as", "end"})
SERIES_JOINTS = frozenset({",", "，", "、", "and", "和", "&"})


# What is done to an amount is its measure: `12,000 tons were sold`.
_DONE = {"sold": "sales_volume", "produced": "production_volume", "shipped": "sales_volume", "delivered": "sales_volume"}
_AUXILIARIES = frozenset({"were", "was", "are", "is", "been", "have", "has", "being"})


def measure_behind(after: Sequence[Token]) -> str:
    """The measure that the verb right behind a figure makes it; "" where there is none."""
    verb = next((token.lower for token in after if token.lower not in _AUXILIARIES), "")
    return _DONE.get(verb, "") if after and after[0].lower in _AUXILIARIES else ""


def period_behind(said: Spoken, first: int) -> PeriodMention | None:
    """The period right behind a figure that ends before token `first`, with nothing but small words between."""
    mention = next((one for one in said.periods if first <= one.first < first + _PERIOD_REACH), None)
    if mention is None or mention.period is None:
        return None
    between = said.tokens[first : mention.first]
    if not between or any(token.lower not in PREPOSITIONS | _PERIOD_BRIDGES for token in between):
        return None
    if between[0].lower == "from" and not mention.period.is_window:
        return None
    behind = [token.text for token in said.tokens[mention.last + 1 : mention.last + 2]]
    return None if is_aside(between) and behind not in ([")"], ["）"]) else mention  # `12 (2020: 11)`


def periods_behind(said: Spoken, at: int, size: int) -> list[PeriodMention]:
    """The mentions of exactly `size` periods, one after another, behind a preposition at token `at`; else none."""
    line = said.tokens
    if at >= len(line) or line[at].lower not in PREPOSITIONS:
        return []
    found: list[PeriodMention] = []
    at += 1
    for mention in said.periods:
        if mention.first < at:
            continue
        if any(token.lower not in SERIES_JOINTS for token in line[at : mention.first]):
            break
        found.append(mention)
        at = mention.last + 1
    whole = len(found) == size and all(one.period is not None and not one.period.is_window for one in found)
    return found if whole else []


def opens(line: Sequence[Token], mention: PeriodMention) -> bool:
    """`since 2018`, `from 2018`: a beginning, not the period of what follows."""
    return mention.first > 0 and line[mention.first - 1].lower in {"since", "from"}


def is_base(line: Sequence[Token], mention: PeriodMention) -> bool:
    """`up 4 % on 2021`: the year that a growth is measured from."""
    before = line[max(0, mention.first - _BASE_REACH) : mention.first]
    dated = mention.period is not None and mention.period.part in {"D", "M"}
    return not dated and len(before) == _BASE_REACH and before[1].lower in {"on", "over", "vs", "versus"} and before[0].text in {"%", "％"}


def is_compared(said: Spoken, mention: PeriodMention) -> bool:
    """`was 2.4 billion, against 4.7 billion in 2020`, `..., 2020年为`: the year of the second figure alone."""
    if not any(figure.kind == VALUE and figure.end <= mention.start for figure in said.figures):
        return False
    line = said.tokens
    first = mention.first
    while first > 0 and line[first - 1].text not in _CLAUSE_MARKS:
        first -= 1
    words = {token.lower for token in line[first : mention.first]}
    opened = first > 0 and first == mention.first and line[first - 1].text in {"(", "（"}
    return opened or bool(words & _AGAINST) or is_earlier(line[max(0, first - 1) : mention.last + 2])
