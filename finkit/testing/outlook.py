"""Topics whose sentences tie their own figures: projected paths, totals with their parts at home and abroad, increments."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from finkit.figures.words import WAN
from finkit.testing.books import printed
from finkit.testing.pieces import Range, Series, Value
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.testing.scene import Scene, Slots

_HUNDRED = Decimal(100)


def _goods(scene: Scene) -> str:
    names = [one.aliases[0] if one.aliases else one.title for one in scene.segments]
    return scene.rng.choice(names) if names else "special materials"


def _mass(size: Decimal, decimals: int, measure: str, period: str = "") -> Value:
    """So many 万吨."""
    return Value(replace(printed(size, decimals, ONE, "t"), scale=WAN), measure, "", period)


def _invented(scene: Scene, low: float, high: float) -> Decimal:
    return Decimal(repr(round(scene.rng.uniform(low, high), 4)))


def path(scene: Scene) -> Slots | None:
    """Output over three years that two whole rates tie, each printed from the unrounded one."""
    start = scene.rng.randint(2024, 2026)  # behind the last year that statements know
    years = [start, start + scene.rng.randint(1, 3)]
    years.append(years[1] + scene.rng.randint(2, 5))
    rates = [scene.rng.randint(1, 25) for _ in range(2)]
    sizes = [_invented(scene, 3, 60)]
    for rate, (first, last) in zip(rates, pairwise(years), strict=True):
        sizes.append(sizes[-1] * (1 + Decimal(rate) / _HUNDRED) ** (last - first))
    values = [_mass(size, 1, "path", f"{year}E") for size, year in zip(sizes, years, strict=True)]
    if rates[0] == rates[1]:
        return None
    good = _goods(scene)
    printed_rates = [Value(printed(Decimal(rate), 0, ONE, "%"), f"path_growth#{number}") for number, rate in enumerate(rates)]
    return {
        "good": good, "Good": good[0].upper() + good[1:], "path": Series(tuple(values)), "r1": printed_rates[0], "r2": printed_rates[1],
        "w1": scene.window(*years[:2]), "w2": scene.window(*years[1:]), "t1": scene.through(*years[:2]), "t2": scene.through(*years[1:]),
        "e0": scene.year(years[0], estimate=True), "e1": scene.year(years[1], estimate=True), "e2": scene.year(years[2], estimate=True),
    }  # fmt: skip


def sides(scene: Scene) -> Slots | None:
    """A total, and what of it is sold at home and abroad; also as ranges."""
    good, year = _goods(scene), scene.rng.randint(2020, 2023)
    decimals = scene.rng.choices((1, 2), (3, 1))[0]
    home, abroad = _invented(scene, 2, 50), _invented(scene, 2, 50)
    parts = {name: _mass(size, decimals, f"demand_{name}", str(year)) for name, size in (("home", home), ("abroad", abroad))}
    wide = scene.rng.randint(1, 4)
    low = {"rhome": scene.rng.randint(2, 30), "rabroad": scene.rng.randint(2, 30)}
    ends = {name: (size, size + wide) for name, size in low.items()}
    ends["rtotal"] = (sum(low.values()), sum(low.values()) + 2 * wide)
    ranges: Slots = {name: Range(*(_mass(Decimal(size), 0, f"demand_{name}") for size in pair)) for name, pair in ends.items()}
    return {
        "good": good, "Good": good[0].upper() + good[1:], "total": _mass(home + abroad, decimals, "demand", str(year)),
        "y1": scene.year(year), **parts, **ranges,
    }  # fmt: skip


def increment(scene: Scene) -> Slots | None:
    """An amount, its growth and what it grew by."""
    good, year = _goods(scene), scene.rng.randint(2020, 2023)
    before, rate = _invented(scene, 3, 60), _invented(scene, 0.03, 0.6)
    value = before * (1 + rate)
    growth = scene.books.percent(rate, f"shipments_growth#{value}", str(year))
    return None if growth is None else {
        "good": good, "Good": good[0].upper() + good[1:], "value": _mass(value, 2, "shipments", str(year)), "growth": growth,
        "added": _mass(value - before, 2, "shipments_change", str(year)), "y1": scene.year(year),
    }  # fmt: skip


OUTLOOK: dict[str, Callable[[Scene], Slots | None]] = {"path": path, "sides": sides, "increment": increment}
