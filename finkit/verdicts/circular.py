"""Figures with one reading that are confirmed by others which were chosen to fit them.

Rule 9 asks whether evidence alone prefers the picked reading to all others. A figure that can be read in one way has no
others: so its digits are tried a place up and a place down. Where evidence likes these as well, the other terms of its
relations move along, and all that agrees is the digits: enough where they are many, nothing where they are few.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from finkit.verdicts.network import evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from finkit.figures.reading import Reading
    from finkit.relations.residual import Relation
    from finkit.verdicts.cause import Cause

_PLACES = (1, -1)


def is_open(relation: Relation, name: str, readings: Mapping[str, Sequence[Reading]]) -> bool:
    """Another figure of the relation can be read in several ways."""
    return any(one != name and len({each.value for each in readings[one] if each.admissible}) > 1 for one in relation.figures)


def margin_of_digits(name: str, readings: Mapping[str, Sequence[Reading]], relations: Sequence[Relation], causes: Sequence[Cause]) -> int:
    """By how much evidence prefers the one reading of a figure to its digits at another place, in milli-nats."""
    inside = _component(name, relations, causes)
    tried = {one: options for one, options in readings.items() if one in inside}
    options = list(readings[name])
    tried[name] = [*options, *(_moved(options[0], places) for places in _PLACES)]
    tied = [one for one in relations if inside.issuperset(one.figures)]
    found = evidence(tried, tied, [one for one in causes if inside.issuperset(one.figures)])
    others = range(len(options), len(tried[name]))
    return found.margin(name, range(len(options)), others) or 0


def surprise(relation: Relation, readings: Mapping[str, Reading]) -> float:
    """Nats by which it would surprise if the digits of all its figures agreed by chance, whatever their places."""
    widths = sum(_width(readings[name]) for name in relation.figures)
    return -math.log(min(widths, 1.0)) if widths else math.inf


def _width(reading: Reading) -> float:
    """The share of all leading digits that round to those of the reading: nearly a quarter for `2`, a few thousandths for `30.7`."""
    low, high = sorted(abs(float(end)) for end in (reading.interval.low, reading.interval.high))
    return math.log10(high / low) if low else 1.0


def _moved(reading: Reading, places: int) -> Reading:
    """The same digits, so many places up."""
    return replace(reading, value=reading.value.scaleb(places), quantum=reading.quantum.scaleb(places))


def _component(name: str, relations: Sequence[Relation], causes: Sequence[Cause]) -> set[str]:
    """All figures that relations and causes tie to this one."""
    beside: dict[str, list[tuple[str, ...]]] = {}
    for scope in (*(one.figures for one in relations), *(one.figures for one in causes)):
        for one in scope:
            beside.setdefault(one, []).append(scope)
    inside, ahead = {name}, [name]
    while ahead:
        new = {one for scope in beside.get(ahead.pop(), ()) for one in scope} - inside
        inside |= new
        ahead += new
    return inside
