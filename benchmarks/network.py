"""Deciding networks of 500, 5,000 and 50,000 figures: seconds, figures a second, memory; pytoulbar2 beside it.

    python benchmarks/network.py [--sizes 500 5000 50000] [--oracle 500] [--seed 1]

A component is one company's page of a report: revenue, cost and profits of two years, expenses with their total,
margins, growth, price by volume, and twelve segments that sum to revenue: 34 figures, each with three to eight
readings in whole milli-nats, one in eight damaged. `solve` alone decides the tables; `decide` makes the tables, decides
twice (with and without style) and judges every relation. The least of three runs counts; memory is traced in a run of
its own, since tracing slows. Relations that grow with the square or the cube of the readings are tables; the long
sum is tied through hidden variables.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import time
import tracemalloc
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from finkit.figures.reading import Change, Reading
from finkit.relations.residual import CATALOGUE, Operand, Relation
from finkit.verdicts.decide import decide
from finkit.verdicts.solve import Decision, Table, solve
from finkit.verdicts.weigh import MILLI, weigh
from finkit.vocabulary.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SEGMENTS = tuple(f"segment{index}" for index in range(12))
FORMULAS = tuple(
    Formula(text)
    for text in (
        "revenue - cost == gross", "selling + administrative + research + finance == expenses", "gross - expenses == profit",
        "gross_margin == gross / revenue", "profit_margin == profit / revenue", "expense_ratio == expenses / revenue",
        "revenue0 - cost0 == gross0", "gross_margin0 == gross0 / revenue0", "growth == revenue / revenue0 - 1",
        "gross_growth == gross / gross0 - 1", "cost_growth == cost / cost0 - 1",
        " + ".join(SEGMENTS) + " == revenue", "share == segment0 / revenue", "price * volume == segment0",
        "share1 == segment1 / revenue", "segment_growth == segment1 / segment10 - 1", "segment_growth2 == segment2 / segment3 - 1",
    )
)  # fmt: skip
EDIT = (Change("point lost", "", ""),)
Readings = dict[str, list[Reading]]


def truth(random: np.random.Generator) -> dict[str, Decimal]:
    """The true figures of one page, as printed."""
    parts = {name: Decimal(int(random.integers(1_000, 400_000))) / 100 for name in SEGMENTS}
    revenue = sum(parts.values(), Decimal(0))
    share = [Decimal(int(one)) / 1000 for one in random.integers([500, 30, 30, 10, 5], [800, 60, 60, 40, 30])]
    found = {**parts, "revenue": revenue, "cost": round(revenue * share[0], 2)}
    found["gross"] = revenue - found["cost"]
    for name, part in zip(("selling", "administrative", "research", "finance"), share[1:], strict=True):
        found[name] = round(revenue * part, 2)
    found["expenses"] = sum((found[name] for name in ("selling", "administrative", "research", "finance")), Decimal(0))
    found["profit"] = found["gross"] - found["expenses"]
    found["revenue0"] = round(revenue * Decimal(int(random.integers(600, 1400))) / 1000, 2)
    found["cost0"] = round(found["revenue0"] * share[0], 2)
    found["gross0"] = found["revenue0"] - found["cost0"]
    found["price"] = Decimal(int(random.integers(1000, 9000))) / 100
    found["volume"] = round(found["segment0"] / found["price"], 3)
    for formula in FORMULAS:  # ratios are printed in four decimals
        name = formula.sides[0].term
        if name is not None:
            top, bottom = formula.sides[1], formula.terms[-1].name
            above = formula.terms[1].name
            ratio = found[above] / found[bottom] - (1 if top.op == "-" else 0)
            found[name.name] = round(ratio, 4)
    return found


def page(number: int, seed: int) -> tuple[Readings, list[Relation]]:
    """The readings and relations of one component."""
    random = np.random.default_rng([seed, number])
    readings: Readings = {}
    for name, value in truth(random).items():
        exponent = value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        lost = random.random() < 1 / 8
        shifts = [0, *sorted({-1, 1, 2, 3, 4, -2, places} - {0})][: int(random.integers(3, 9))]
        if lost and places not in shifts:
            shifts[-1] = places
        options = []
        for shift in shifts:  # relative to the truth: a lost point is a shift by all its places
            printed = shift == (places if lost else 0)
            cost = 0.0 if printed else float(random.integers(1500, 6000)) / MILLI
            options.append(
                Reading(value.scaleb(shift), Decimal(1).scaleb(shift - places), "1", cost, () if printed else EDIT, slips=cost)
            )
        readings[f"{number}.{name}"] = options
    relations = [
        Relation(f"{number}.{index}", "row", formula, {str(term): Operand(f"{number}.{term}") for term in formula.terms}, 7.0, CATALOGUE)
        for index, formula in enumerate(FORMULAS)
    ]
    return readings, relations


def pages(figures: int, seed: int) -> tuple[Readings, list[Relation]]:
    """As many components as hold so many figures."""
    readings: Readings = {}
    relations: list[Relation] = []
    number = 0
    while len(readings) < figures:
        more, tied = page(number, seed)
        readings |= more
        relations += tied
        number += 1
    return readings, relations


if __name__ == "__main__":
    import cProfile, pstats
    n = int(sys.argv[1])
    t=time.perf_counter(); readings, relations = pages(n, 1); print("gen", time.perf_counter()-t, len(readings), len(relations))
    p=cProfile.Profile(); p.enable()
    tables=[weigh(r, readings) for r in relations]
    p.disable(); pstats.Stats(p).sort_stats('tottime').print_stats(8)
    print(sum(t is None for t in tables), max(t.costs.size for t in tables if t is not None))
    tables=[t for t in tables if t is not None]
    u={n:[round(o.cost*1000) for o in os] for n,os in readings.items()}
    t=time.perf_counter(); d=solve(u,tables); print("solve", time.perf_counter()-t)
    p=cProfile.Profile(); p.enable()
    solve(u,tables)
    p.disable(); pstats.Stats(p).sort_stats('tottime').print_stats(14)
    t=time.perf_counter(); d=decide(readings,relations); print("decide", time.perf_counter()-t)
    from collections import Counter
    print(Counter((r.verdict.value) for r in d.figures.values()), sum(r.reading is not None and r.reading.value!=readings[n][0].value for n,r in d.figures.items()))
    print(sum(r.reading is not None and r.verdict in ("confirmed","repaired") and r.reading.value!=readings[n][0].value for n,r in d.figures.items()))
