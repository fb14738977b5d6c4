"""How likely a percentage of a size is, by what it measures.

Shares are spread evenly up to a hundred, growth rates
and expense ratios fall off on both sides of a usual size. Amounts and masses can have any size, unless facts of the
same measure say how large it usually is.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from finkit.candidates import fitted
from finkit.catalogue.ratios import EXPENSES, RATIO_BY_NAME
from finkit.figures.cues import CAGR, CHANGE, GROWTH, SHARE

if TYPE_CHECKING:
    from decimal import Decimal

    from finkit.figures.figure import Binding

_ANY = (22.0, 1.6)  # (usual size in percent, spread in nats) of what no lexicon knows
_ANCHOR_SPREAD = 0.8
_HUNDRED = 100.0
_BEYOND = 12.0
_FIVE = 5
_ZERO_GAIN = 1.2
# Whole percentages are mostly round; a fifth of all numbers would be by chance.
_ROUND_GAIN, _ODD_LOSS = math.log(0.6 / 0.2), math.log(0.4 / 0.8)


def magnitude_cost(value: Decimal, quantum: Decimal, unit: str, binding: Binding, anchor: float | None) -> float:
    """Nats for a value of this size, to be compared among readings of one figure.

    `anchor`: the usual absolute size of the measure by the company's facts, in `unit`.
    """
    size = abs(float(value))
    step = float(quantum)
    if size == 0:
        return 0.0
    if anchor and binding.facet == "":
        return _lognormal(size, anchor, _ANCHOR_SPREAD) - math.log(step)
    if unit not in {"%", "pp"}:
        return math.log(size) - math.log(step)
    return _percentage(size, binding, points=unit == "pp") - math.log(step)


def _percentage(size: float, binding: Binding, *, points: bool) -> float:
    if points or binding.facet == CHANGE:
        return _lognormal(size, *fitted.POINTS)
    if binding.facet == GROWTH:
        return _lognormal(size, *fitted.GROWTH)
    if binding.facet == CAGR:
        return _lognormal(size, *fitted.CAGR)
    ratio = RATIO_BY_NAME.get(binding.measure)
    if ratio is not None and ratio.group == EXPENSES:
        return _lognormal(size, *fitted.EXPENSE)
    if binding.facet == SHARE or ratio is not None:
        return math.log(_HUNDRED) if size <= _HUNDRED else _BEYOND + math.log(size)
    even = math.log(_HUNDRED) if size <= _HUNDRED else math.inf
    return min(even, _lognormal(size, *_ANY) + 1.0)


def roundness_cost(value: Decimal, decimals: int, unit: str, *, plain: bool = False) -> float:
    """Whole percentages tend to be multiples of five, whole amounts to end in zeros."""
    if decimals or unit == "pp":
        return 0.0
    if unit != "%":
        exponent = value.normalize().as_tuple().exponent
        return -_ZERO_GAIN * max(0, exponent if isinstance(exponent, int) else 0) if plain else 0.0
    return -(_ROUND_GAIN if value % _FIVE == 0 else _ODD_LOSS)


def _lognormal(size: float, usual: float, spread: float) -> float:
    away = (math.log(size) - math.log(usual)) / spread
    return math.log(size) + away * away / 2 + math.log(spread) + 0.919
