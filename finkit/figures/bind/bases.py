"""Periods that are named only to be compared with, and growth that is counted from one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.figures.tokens import HAN
from finkit.figures.words import COMPARING, HAN_COMPARING, HAN_PRIOR, NO_COMPARING, YEAR_ON_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.bind.lead import Lead
    from finkit.figures.extract import Spoken
    from finkit.figures.mentions import PeriodMention
    from finkit.figures.tokens import Token
    from finkit.vocabulary.periods import Period

_REACH, _NEAR = 10, 3
_STOPS = frozenset({",", "，", ";", "；", ".", "。", "(", "（"})
_FROM = frozenset({"from", "over", "on", "than", "since", "against", "versus", "vs", "compared", "relative", "above", "below"})
_BRIDGES = frozenset({"with", "to", "the", "in", "that", "of", "level", "year", "fiscal", "end", "same", "period"})
_BEYOND = frozenset({"below", "above"})
_BOUNDS, _BACKDROPS = frozenset({"more", "less", "fewer", "rather", "other"}), frozenset({"backdrop", "background"})
_AGO = frozenset({("a", "year", "earlier"), ("a", "year", "ago"), ("a", "year", "before"), ("one", "year", "earlier")})


class Bases:
    """What the growths of one sentence are counted from. `last`: the period of what was compared with last."""

    def __init__(self, said: Spoken) -> None:
        self.said = said
        self.compared = frozenset(one.start for one in said.periods if _is_compared(said.tokens, one.first))
        self.last: Period | None = None

    def of(self, lead: Lead, behind: int, spoken: Period | None) -> tuple[Period | None, PeriodMention | None]:
        """The period that a growth which ends before token `behind` is counted from, and its mention where it stands behind."""
        last, self.last = self.last, None
        if _is_yearly(lead.tokens):
            return None, None
        mention = _base_behind(self.said.tokens, behind, self.said.periods)
        found = mention.period if mention else lead.compared or (None if lead.periods else last)
        return None if found is None or found.is_window or found == spoken else found, mention


def the_year_before(period: Period | None) -> Period | None:
    """The same period of the year before; none of none, or of a window."""
    return None if period is None or period.is_window else period.prior()


def _is_compared(line: Sequence[Token], first: int) -> bool:
    if first and line[first - 1].kind == HAN:
        return _compares_in_han(line[first - 1].text)
    if any(token.lower in _BEYOND for token in line[max(0, first - 2) : first]):
        return True
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if line[at].text in _STOPS:
            return False
        if line[at].lower in COMPARING:
            before, behind = line[at - 1].lower if at else "", {token.lower for token in line[at + 1 : at + 1 + _NEAR]}
            return before not in _BOUNDS and not behind & _BACKDROPS
    return False


def _compares_in_han(text: str) -> bool:
    return text.endswith(HAN_COMPARING) and not text.endswith(NO_COMPARING)


def _base_behind(line: Sequence[Token], at: int, mentions: Sequence[PeriodMention]) -> PeriodMention | None:
    """The period from which a growth that ends before token `at` is counted: `up 20 % from 2021`, `11 % below 2021`."""
    if at >= len(line) or line[at].lower not in _FROM:
        return None
    mention = next((one for one in mentions if one.first > at), None)
    if mention is None or any(token.lower not in _BRIDGES for token in line[at + 1 : mention.first]):
        return None
    return mention


def is_year_before(lead: Lead) -> bool:
    """An amount of the year before: `compared with 1.0 billion a year earlier`, `上年同期为10亿元`."""
    if tuple(token.lower for token in lead.after[:_NEAR]) in _AGO:
        return True
    return any(word in token.text for token in lead.tokens[-_NEAR:] if token.kind == HAN for word in HAN_PRIOR)


def _is_yearly(lead: Sequence[Token]) -> bool:
    """The growth is said to be over the year before."""
    return any(token.lower in YEAR_ON_YEAR or any(word in token.text for word in YEAR_ON_YEAR if word > "一") for token in lead)
