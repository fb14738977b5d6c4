"""Readings that damage of another kind than the document's own explains: marks lost together, a scale word mistaken.

On a number as writers print it they stand at the end of the list of alternatives, at a cost that facts outweigh (a
document that is shown to mistake this very word, or five digits and more that are those of a fact) or two relations that
nothing else mends. On an odd surface they are what the number probably was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.candidates.damage import POINT_LOST, SCALE_LOST, SCALE_MISTAKEN, SCALE_SHIFTED, Source
from finkit.candidates.fitted import DAMAGES
from finkit.candidates.surface import decimals_cost, is_bare, lost_marks, mends
from finkit.figures.reading import Change, Reading
from finkit.figures.words import WAN, YI
from finkit.vocabulary.intervals import ONE, Interval
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from finkit.candidates.setting import Setting
    from finkit.figures.figure import Figure
    from finkit.figures.numerals import Numeral

_REMOTE, _TOLD, _NEXT = 11.0, 6.0, 0.1
_TELLING_DIGITS, _SOME_DIGITS, _MOST_DECIMALS, _MOST_POINTS = 5, 3, 6, 2
_ODD, _FALLING, _END_SPREAD = 9.0, 3.0, 0.8
_SLIP, _ZERO_KEPT = 2.5, 3.0  # an act of damage of its own; a point that was lost before a zero at the end
_MASSES = frozenset({"t", "t/yr"})
_MISTAKEN = {("billion", YI): "billion for 亿", ("million", WAN): "million for 万"}


@dataclass(frozen=True, slots=True)
class _Origin:
    """What the number can have been, by which stage, and what that costs on an odd surface."""

    stage: str
    source: Source
    cost: float


def remote(figure: Figure, setting: Setting) -> Iterator[Reading]:
    """The readings, likeliest first; none for members of lists behind the head."""
    numeral = figure.numeral
    if numeral is None or figure.literal is None or (figure.member and figure.member.kind == "list" and figure.member.index):
        return
    digits = len(numeral.digits.strip("0"))
    known = dict(setting.dialect.mistaken).get(figure.scale_word)
    for place, origin in enumerate(sorted(_origins(figure, numeral, setting), key=lambda one: one.cost)):
        source = origin.source
        value = figure.signed(source.value)
        change = Change(origin.stage, figure.surface, source.text)
        admissible, slips = True, 0.0
        if setting.odd:
            still = _ODD if origin.stage != POINT_LOST.name and lost_marks(figure) else 0.0  # another scale brings no marks back
            cost, slips = origin.cost + still + _beside(value, figure, setting.partner), _SLIP
        elif origin.stage == SCALE_MISTAKEN.name and source.scale == known:
            cost = 0.0
        else:
            admissible = digits >= _TELLING_DIGITS and any(Interval.rounded(value, source.quantum).meets(fact) for fact in setting.facts)
            cost = slips = (_TOLD if admissible else _REMOTE) + place * _NEXT
        yield Reading(value, source.quantum, figure.unit, cost, (*mends(figure), change), source.text, admissible, slips)


def odd_cost(figure: Figure, setting: Setting) -> float:
    """Nats for leaving an odd number as it stands."""
    literal, partner = figure.literal, setting.partner
    if partner is None or literal is None or lost_marks(figure):
        return _ODD
    return _beside(literal, figure, partner)


def _beside(value: Decimal, figure: Figure, partner: Decimal | None) -> float:
    """Nats for a range whose ends are of different size, or fall."""
    if partner is None:
        return 0.0
    first = figure.member is not None and not figure.member.index
    falls = abs(value) > abs(partner) if first else abs(partner) > abs(value)
    away = apart(value, partner) / _END_SPREAD
    return away * away / 2 + (_FALLING if falls else 0.0)


def apart(value: Decimal, other: Decimal | None) -> float:
    """Nats for two numbers that belong together and are of different size."""
    return abs(math.log(abs(float(value / other)))) if other and value else 0.0


def _origins(figure: Figure, numeral: Numeral, setting: Setting) -> Iterator[_Origin]:
    """Every origin, with its cost on an odd surface."""
    yield from _with_points(figure, numeral, setting.sibling_decimals if figure.cell else None)
    printed = Source(numeral.digits, numeral.decimals, figure.scale, figure.unit)
    if figure.scale_word:
        for place, source in enumerate(SCALE_MISTAKEN.inverse(printed, figure.scale_word)):
            seldom = _cost_of(_MISTAKEN.get((figure.scale_word, source.scale), "unseen"))
            yield _Origin(SCALE_MISTAKEN.name, source, seldom + place * _NEXT)
        for source in SCALE_SHIFTED.inverse(printed):
            yield _Origin(SCALE_SHIFTED.name, source, _cost_of("亿 a place too low"))
    elif (unit_of(figure.unit).is_money or figure.unit in _MASSES) and figure.scale == ONE and not numeral.scaled:
        for place, source in enumerate(SCALE_LOST.inverse(printed)):
            yield _Origin(SCALE_LOST.name, source, _cost_of("scale word lost") + place)


def _with_points(figure: Figure, numeral: Numeral, siblings: int | None) -> Iterator[_Origin]:
    """The points that bare digits can have lost; a cell the one that all others of its row have (`siblings`: decimals)."""
    count, scale = len(numeral.digits), figure.scale
    if numeral.scaled and numeral.broken and not numeral.decimals:
        costs, scale = {decimals: _SLIP + decimals for decimals in range(1, min(count, _MOST_POINTS + 1))}, WAN
    elif siblings and not numeral.has_point and count > siblings:
        costs = {siblings: _SLIP}
    elif not is_bare(figure):
        costs = {}
    elif count >= (_TELLING_DIGITS if figure.scale_word else _SOME_DIGITS) and (figure.scale_word or _is_rate(figure)):
        costs = {decimals: decimals_cost(figure, decimals) for decimals in range(1, min(count, _MOST_DECIMALS + 1))}
    elif figure.scale_word and count > 1:
        costs = {1: _cost_of("point lost") + (_ZERO_KEPT if numeral.digits[-1] == "0" else 0.0)}
    else:
        costs = {}
    for decimals, cost in costs.items():
        yield _Origin(POINT_LOST.name, Source(numeral.digits, decimals, scale, figure.unit), cost)


def _cost_of(damage: str) -> float:
    """Nats of a damage, by how often it struck."""
    return -math.log(DAMAGES[damage])


def _is_rate(figure: Figure) -> bool:
    """A percentage, or something a share."""
    return figure.unit == "%" or figure.unit.endswith("/share")
