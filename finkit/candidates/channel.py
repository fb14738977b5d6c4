"""The channel walked backwards: a printed figure to its few readings, cheapest first.

Candidates come from inverting the stages of the document's dialect, never from guessing powers of ten.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finkit.candidates.damage import (
    CURRENCY_INSERTED,
    LIST_SHARED,
    POINT_LOST,
    SCALE_INSERTED,
    SCALE_TRANSLATED,
    TORN,
    Source,
    tail_digits,
)
from finkit.candidates.dialect import is_admissible
from finkit.candidates.magnitude import magnitude_cost, roundness_cost
from finkit.candidates.remote import apart, odd_cost, remote
from finkit.candidates.surface import mends
from finkit.figures.reading import Change, Reading
from finkit.figures.words import MILLION, SCALES, WAN, YI
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from finkit.candidates.dialect import Dialect
    from finkit.candidates.setting import Setting
    from finkit.figures.figure import Figure

_UNLIKELY_TAIL, _ODD_TAIL = 2.5, 1.0
_BELOW_ONE = 4.0  # 0.83亿 lost its point, and the translator the zero before it
_SIBLING_STYLE = 4.0
_GLUED_TAIL = re.compile(r"[1-9][0-9]*[1-9]00")
_NEARLY_ALL = 0.9  # of the decimals lost their point: so a scraper does
_ROUND_IN_WORDS = 1.5  # what is said to be about, or more than, is mostly a whole number
_MISTAKEN_HERE = 3.0
_COUNTED = frozenset({"1", "a", "mo", "d", "Cel", "km"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    source: Source
    edits: tuple[Change, ...]
    cost: float
    slips: float = 0.0


def readings(figure: Figure, setting: Setting) -> tuple[Reading, ...]:
    """Every reading of a figure, cheapest first; empty where its digits are unreadable."""
    literal = figure.literal
    if literal is None:
        return ()
    if figure.is_split:
        candidates = list(_joined(figure, setting.dialect))
    elif setting.dialect.loses_points:
        candidates = [*_with_point(figure, setting), *_glued(figure), *_list_scales(figure, setting)]
    else:
        candidates = []
    priced = [_price(figure, one, setting) for one in candidates]
    if not setting.dialect.loses_points and not figure.is_split:
        priced += remote(figure, setting)
    if not figure.is_split:
        priced.append(_intact(figure, literal, setting))
    least = min(one.cost for one in priced)
    ordered = sorted((replace(one, cost=one.cost - least) if least else one for one in priced), key=lambda one: (one.cost, one.value))
    return tuple(ordered)


def _intact(figure: Figure, literal: Decimal, setting: Setting) -> Reading:
    """What is printed, as it stands."""
    value = figure.signed(literal)
    numeral = figure.numeral
    decimals = 0 if _was_whole(figure, literal) else numeral.decimals if numeral else 0
    cost = 0.0
    if figure.scale_word in dict(setting.dialect.mistaken):
        cost += _MISTAKEN_HERE
    if setting.odd:
        cost += odd_cost(figure, setting)
    if setting.dialect.loses_points:
        cost = -math.log(setting.style(figure.unit, decimals))
        cost += magnitude_cost(value, figure.last_digit, figure.unit, figure.binding, setting.anchor)
        cost += roundness_cost(value, decimals, figure.unit, plain=setting.plain)
        if figure.about or figure.at_least or figure.at_most:
            cost -= _ROUND_IN_WORDS
        if setting.sibling_decimals and numeral is not None and not numeral.has_point:
            cost += _SIBLING_STYLE  # the rest of its list has decimals
        cost += apart(value, setting.list_end)
        if setting.plain and setting.dialect.groups and _lacks_commas(figure):
            cost += _SIBLING_STYLE
        if numeral is not None and numeral.broken and numeral.whole_digits is not None:
            cost += _SIBLING_STYLE * 2
        if numeral is not None and len(numeral.digits) > 1 and numeral.digits[0] == "0" and not decimals:
            cost += _SIBLING_STYLE * 2
    return Reading(value, figure.quantum, figure.unit, cost, mends(figure), source_text=figure.surface)


def _lacks_commas(figure: Figure) -> bool:
    """A whole amount of five digits or more without a thousands comma."""
    numeral = figure.numeral
    return numeral is not None and not numeral.has_point and not numeral.grouped and len(numeral.digits) > 4 and figure.unit != "%"  # noqa: PLR2004


def _was_whole(figure: Figure, literal: Decimal) -> bool:
    """The English amount stands for a token in 亿 or 万 that had no point."""
    spoken = figure.scale_word and figure.scale_word < "一"
    return bool(spoken) and any(SCALE_TRANSLATED.inverse(abs(literal), figure.unit, figure.scale))


def _price(figure: Figure, candidate: _Candidate, setting: Setting) -> Reading:
    source = candidate.source
    value = figure.signed(source.value)
    share = setting.style(figure.unit, source.decimals)
    style = -math.log(share) + magnitude_cost(value, source.quantum, figure.unit, figure.binding, setting.anchor)
    text = ("-" if figure.sign < 0 else "") + source.text
    edits = (*mends(figure), *candidate.edits)
    admissible = is_admissible(figure.unit, source.decimals, share) or (figure.is_split and not candidate.slips)
    return Reading(value, source.quantum, figure.unit, candidate.cost + style, edits, text, admissible, candidate.slips)


def _with_point(figure: Figure, setting: Setting) -> Iterator[_Candidate]:
    """The sources with their point put back."""
    head = figure.member is None or (figure.member.kind == "list" and figure.member.index == 0)
    numeral = figure.numeral
    if numeral is None or not head or (numeral.grouped and not figure.scale_word):
        return
    if figure.unit in _COUNTED and setting.sibling_decimals is None:
        return
    for left, edits in _tokens(figure):
        whole = numeral.whole_digits if left.digits == numeral.digits else None
        for source in POINT_LOST.inverse(left, whole):
            cost = setting.dialect.cost_lost()
            if setting.sibling_decimals is not None and source.decimals != setting.sibling_decimals:
                cost += _SIBLING_STYLE
            if _is_long_million(figure):
                cost += _UNLIKELY_TAIL
            change = Change(POINT_LOST.name, left.text, source.text)
            yield _Candidate(source, (*edits, change), cost)
        if left.scale != ONE and edits and not left.decimals:
            below_one = Source("0" + left.digits, len(left.digits), left.scale, left.unit)
            change = Change(POINT_LOST.name, f"0{left.text}", below_one.text)
            yield _Candidate(below_one, (*edits, change), setting.dialect.cost_lost() + _BELOW_ONE)


def _list_scales(figure: Figure, setting: Setting) -> Iterator[_Candidate]:
    """Members of a list that shared 万 or 亿, which the translator spelled out behind the last alone."""
    numeral = figure.numeral
    if numeral is None or setting.list_end is None:
        return
    for scale in (WAN, YI):
        source = Source(numeral.digits, numeral.decimals, scale, figure.unit)
        if scale != figure.scale:
            yield _Candidate(source, (Change(LIST_SHARED, numeral.text, source.text),), apart(source.value, setting.list_end))


def _is_long_million(figure: Figure) -> bool:
    """14700 million: a translator says 14.7 billion, unless `14` and `700 million` were glued together."""
    numeral = figure.numeral
    return numeral is not None and figure.scale == MILLION and _GLUED_TAIL.fullmatch(numeral.text) is not None


def _glued(figure: Figure) -> Iterator[_Candidate]:
    """The halves of a torn figure that stayed side by side: 14 + 7亿 (`700 million`) -> 14700 million."""
    if not _is_long_million(figure) or figure.numeral is None:
        return
    head, tail = figure.numeral.text[:-3], figure.numeral.text[-3]
    source = TORN.inverse(head, tail, YI, figure.unit)
    yield _Candidate(source, (Change(TORN.name, figure.surface, source.text),), 0.0)


def _tokens(figure: Figure) -> Iterator[tuple[Source, tuple[Change, ...]]]:
    """The tokens without a point that the translator can have been given."""
    numeral = figure.numeral
    if numeral is None or figure.literal is None:
        return
    shared = figure.member is not None and figure.member.size > 1 and not numeral.scaled
    if not figure.scale_word and not numeral.scaled:
        left = Source(numeral.digits, numeral.decimals, figure.scale, figure.unit)
        yield left, (Change(LIST_SHARED, numeral.text, left.text),) if shared and figure.scale == WAN else ()
        return
    if numeral.scaled and not numeral.decimals:
        left = Source(numeral.digits, 0, WAN, figure.unit)
        yield left, (Change(SCALE_TRANSLATED.name, figure.surface, left.text),)
        return
    if figure.scale_word and figure.scale_word > "一":
        if not numeral.decimals:
            yield Source(numeral.digits, 0, figure.scale, figure.unit), ()
        return
    for left in SCALE_TRANSLATED.inverse(abs(figure.literal), figure.unit, figure.scale):
        yield left, (Change(SCALE_TRANSLATED.name, figure.surface, left.text),)


def _joined(figure: Figure, dialect: Dialect) -> Iterator[_Candidate]:
    """The halves of a torn figure put together.

    Where other decimals kept their points no scraper lost them, and it may have been torn after translation: then its
    scale word is its own, and with the tokens of a translator alone ratios would seem to confirm a scale.
    """
    head, tail = figure.numeral, figure.tail
    if head is None or tail is None:
        return
    edits: tuple[Change, ...] = (Change(CURRENCY_INSERTED, "$", ""),) if figure.inserted_currency else ()
    if figure.head_scale != ONE:
        edits = (*edits, Change(SCALE_INSERTED, figure.surface, head.text))
    whole = head.mantissa * 10 if head.has_point else head.mantissa
    digits = head.digits if whole != whole.to_integral_value() or not head.has_point else str(int(whole))
    for behind, scale, likely in _tail_of(figure):
        source = TORN.inverse(digits, behind, scale, figure.unit)
        change = Change(TORN.name, figure.surface, source.text)
        yield _Candidate(source, (*edits, change), 0.0 if likely else _UNLIKELY_TAIL, 0.0 if likely else _ODD_TAIL)
    if dialect.lost < _NEARLY_ALL and SCALES.get(figure.scale_word) == figure.scale:
        whole_amount = TORN.inverse(digits, tail.digits, figure.scale, figure.unit)
        yield _Candidate(whole_amount, (*edits, Change(TORN.name, figure.surface, whole_amount.text)), _UNLIKELY_TAIL)


def _tail_of(figure: Figure) -> Iterator[tuple[str, Decimal, bool]]:
    tail = figure.tail
    if tail is None:
        return
    own_scale = bool(figure.scale_word) or tail.scaled
    if not own_scale or (figure.scale_word and figure.scale_word > "一"):
        yield tail.digits, figure.scale, True
        return
    if tail.scaled:
        yield tail.digits, WAN, True
        yield "0" + tail.digits, WAN, False
        return
    found = False
    for option in tail_digits(tail.value * figure.scale, tail.text, figure.scale):
        found = True
        yield option
    if not found:
        yield tail.digits, figure.scale, False
