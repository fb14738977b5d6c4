"""Whose figures they are, where a text names several companies that nobody knows: `Beta Metals had revenue of 3 billion`.

The one that a text speaks of has no name here: its figures are nobody else's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from finkit.figures.bind.fitting import has_segments
from finkit.figures.lexicon import MEASURE
from finkit.figures.tokens import WORD, Token
from finkit.figures.words import COMPANY_WORDS, CURRENCY_WORDS, ELSEWHERE_WORDS, FUNCTION_WORDS, HOLDING_VERBS, MONTHS, NO_HOLDERS, ORDINALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.bind.lead import Lead
    from finkit.figures.figure import Figure
    from finkit.figures.lexicon import Mention

_REACH = 5
_OWNS = ("'s", "’s", "s'", "s’")
_STOPS = frozenset({",", "，", ";", "；", "(", "（"})
_ORDINARY = frozenset({*COMPANY_WORDS, *CURRENCY_WORDS, *ELSEWHERE_WORDS, *FUNCTION_WORDS, *MONTHS, *ORDINALS, *NO_HOLDERS})


def holder_of(lead: Lead) -> str:
    """The name of the company whose measure a lead names, the last of several; "" where none is named so."""
    inside, found = lead.inside, ""
    for one in (one for one in lead.mentions if one.kind == MEASURE):
        first = one.first - lead.span.start
        found = _before(lead.tokens, first, inside) or _behind(lead.tokens, one, first, inside) or found
    return found


def _before(line: Sequence[Token], first: int, inside: frozenset[int]) -> str:
    """`Beta Metals' 2023 revenue`, `Beta Metals reported revenue`."""
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if line[at].text in _STOPS:
            break
        if line[at].lower in HOLDING_VERBS and at:
            return _name(line, at - 1, inside)
        if line[at].text.endswith(_OWNS):
            return _name(line, at, inside)
    return ""


def _behind(line: Sequence[Token], measure: Mention, first: int, inside: frozenset[int]) -> str:
    """`the net profit of Beta Metals`: what has segments may be of goods, and is narrowed by them."""
    at = first + measure.last - measure.first + 1
    if at + 1 >= len(line) or line[at].lower not in {"of", "at"} or has_segments(measure.name):
        return ""
    last = at
    while last + 1 < len(line) and _is_name(line[last + 1], inside):
        last += 1
    return _name(line, last, inside) if last > at else ""


def _name(line: Sequence[Token], last: int, inside: frozenset[int]) -> str:
    """The run of names that ends at this token."""
    first = last + 1
    while first and _is_name(line[first - 1], inside):
        first -= 1
    words = [token.text for token in line[first : last + 1]]
    return " ".join(words).removesuffix("'s").removesuffix("’s").rstrip("'’")


def _is_name(token: Token, inside: frozenset[int]) -> bool:
    plain = token.lower.removesuffix("'s").removesuffix("’s")
    return token.kind == WORD and token.text[:1].isupper() and token.start not in inside and plain not in _ORDINARY


def with_holders(figures: Sequence[Figure], *, named: bool) -> list[Figure]:
    """The figures of all but the company that the text speaks of are somebody else's.

    That is the company of the statements, where the text names it (`named`), else the holder that it names most.
    """
    holders = Counter(figure.binding.holder for figure in figures if figure.binding.holder)
    own = "" if named or not holders else holders.most_common(1)[0][0]
    return [
        replace(one, binding=replace(one.binding, entity=one.binding.holder)) if one.binding.holder not in {"", own} else one
        for one in figures
    ]  # fmt: skip
