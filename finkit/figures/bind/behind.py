"""Periods that stand behind their figures: `were 12 and 14 in 2021 and 2022`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.figures.words import PREPOSITIONS

if TYPE_CHECKING:
    from finkit.figures.dates import PeriodMention
    from finkit.figures.extract import Spoken

SERIES_JOINTS = frozenset({",", "，", "、", "and", "和", "&"})


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
