"""Surfaces: numbers that no writer prints so, and what they can have been.

A translator writes 103.4 billion, not 103419 million; a percentage of 342605 has lost its marks; the ends of a range are
of one size and in order. Where a surface is odd, readings that damage of other kinds explains become likely; elsewhere
they stand at the end of the list of alternatives.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from finkit.figures.figure import VALUE, Figure
from finkit.figures.reading import Change
from finkit.figures.words import BILLION, MILLION, TRILLION, WAN
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

_LONG_PERCENTAGE = _LONG_PER_SHARE = 5
_LONGEST = {MILLION: 5, BILLION: 4, TRILLION: 4}  # whole digits a writer prints before the word
_LONGEST_WAN = 6
_SEVERAL = 2
_TOO_WIDE, _TOO_FALLING = 100, 3
# How often the English number had so many decimals: those of a token in 万 or 亿 that was translated (two become four
# before million, three before billion; zeros at the end go), or its own.
_DECIMALS: dict[Decimal | str, dict[int, float]] = {
    MILLION: {4: 0.35, 3: 0.21, 2: 0.19, 1: 0.08, 5: 0.02, 6: 0.01},
    BILLION: {3: 0.40, 2: 0.35, 1: 0.10, 4: 0.04, 5: 0.03, 6: 0.02},
    WAN: {2: 0.80, 1: 0.12, 4: 0.03, 3: 0.02},
    "%": {2: 0.75, 1: 0.20, 3: 0.02},
    "share": {4: 0.45, 2: 0.40, 3: 0.10},
}
_UNUSUAL = 0.005
_MOST: dict[Decimal | str, float] = {"%": 2000.0, "share": 50.0, WAN: 50_000.0}
_MOST_MANTISSA = 1000.0
_OUTSIZE, _BELOW_ONE = 1.5, 3.0


def odd_figures(figures: Iterable[Figure]) -> dict[str, Decimal | None]:
    """The ids of figures with an odd surface, each with the other end of its range where that can be trusted."""
    values = [figure for figure in figures if figure.kind == VALUE and figure.literal is not None and not figure.is_split]
    long_wan = sum(_is_long_wan(figure) for figure in values)
    lost = {figure.id for figure in values if lost_marks(figure) or (long_wan >= _SEVERAL and _is_long_wan(figure))}
    odd: dict[str, Decimal | None] = dict.fromkeys(lost)
    ends: dict[int, list[Figure]] = {}
    for figure in values:
        if figure.member and figure.member.dashed:
            ends.setdefault(figure.member.group, []).append(figure)
    for pair in ends.values():
        if len(pair) == 2:  # noqa: PLR2004  (a range has two ends)
            odd |= _of_range(pair[0], pair[1], lost)
    return odd


def mends(figure: Figure) -> tuple[Change, ...]:
    """What was undone in cutting the number out of the text, before any other stage is."""
    return (Change(figure.mended, figure.surface, figure.numeral.text),) if figure.mended and figure.numeral else ()


def _of_range(low: Figure, high: Figure, lost: set[str]) -> Mapping[str, Decimal | None]:
    """Odd ends of a range with the other end: one that lost its marks, or both where they do not belong together."""
    ends = {low.id: high, high.id: low}
    if not low.scale_word and high.scale_word and not low.mended and low.scale != high.scale:
        return {low.id: high.literal}  # the scale word of the low end was lost
    if lost & ends.keys():
        return {name: other.literal for name, other in ends.items() if name in lost and other.id not in lost}
    if low.mended or high.mended or low.sign or high.sign or not unit_of(low.unit).dimensions:
        return {}
    first, last = low.literal, high.literal
    if not first or not last or not (last > _TOO_WIDE * first or first > _TOO_FALLING * last):
        return {}
    ragged = {one.id for one in (low, high) if one.numeral and one.numeral.digits[-1] != "0"}  # a round end has lost nothing
    return {name: other.literal for name, other in ends.items() if name in (ragged or ends)}


def is_bare(figure: Figure) -> bool:
    """Whole digits without any mark."""
    numeral = figure.numeral
    return numeral is not None and not (numeral.has_point or numeral.grouped or numeral.scaled or numeral.broken) and not figure.mended


def lost_marks(figure: Figure) -> bool:
    """More whole digits in a row than are printed before this word or unit."""
    if not is_bare(figure) or figure.numeral is None:
        return False
    digits = len(figure.numeral.digits)
    if figure.unit == "%":
        return digits >= _LONG_PERCENTAGE
    if figure.unit.endswith("/share"):
        return digits >= _LONG_PER_SHARE
    return "" < figure.scale_word < "一" and digits > _LONGEST.get(figure.scale, digits)


def _is_long_wan(figure: Figure) -> bool:
    """Seven digits and more of 万 without a comma: a writer says 亿."""
    return is_bare(figure) and figure.scale == WAN and figure.numeral is not None and len(figure.numeral.digits) > _LONGEST_WAN


def decimals_cost(figure: Figure, decimals: int) -> float:
    """Nats for saying that bare digits lost so many decimals, by what stands behind them and by the size that is left."""
    kind: Decimal | str = "%" if figure.unit == "%" else "share" if figure.unit.endswith("/share") else figure.scale
    share = _DECIMALS.get(kind, _DECIMALS[WAN]).get(decimals, _UNUSUAL)
    most = _MOST.get(kind, _MOST_MANTISSA)
    mantissa = float(figure.numeral.digits) * 10.0**-decimals if figure.numeral else 1.0
    size = _OUTSIZE * math.log(mantissa / most) if mantissa > most else _BELOW_ONE if mantissa < 1 else 0.0
    return -math.log(share) + size
