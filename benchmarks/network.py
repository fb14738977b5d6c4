"""Deciding networks of 500, 5,000 and 50,000 figures: seconds, figures a second, memory; pytoulbar2 beside it.

    python benchmarks/network.py [--sizes 500 5000 50000] [--rounds 3] [--peer 500]

A component is one company's page of a report: revenue, cost and profits of two years, expenses with their total,
margins, growth, price by volume, and twelve segments that sum to revenue: 37 figures, each with three to eight
readings, one in sixteen damaged. `decide` makes the tables, decides twice (with costs of style and without) with every
margin, and rules on every figure, in one call. The least seconds of the processor of several runs count; each size
runs in a process of its own. The peak is of the whole process with all readings in it (ru_maxrss), and what Python
allocated while deciding (tracemalloc, in a run of its own, since tracing slows).

pytoulbar2 is given the same tables as `solve` alone, and the same question: the least cost, and the least with every
reading of every figure.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import tracemalloc
from decimal import Decimal
from typing import Any

import numpy as np
from clock import least

from finkit.figures.reading import Change, Reading
from finkit.relations.residual import CATALOGUE, Operand, Relation
from finkit.verdicts.decide import decide
from finkit.verdicts.solve import Table, solve, together
from finkit.verdicts.weigh import MILLI, tie
from finkit.vocabulary.formulas import Formula

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
QUANTA = {exponent: Decimal(1).scaleb(exponent) for exponent in range(-20, 20)}
_ENOUGH = 10**7  # milli-nats: more than any assignment of a component costs
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
        lost = random.random() < 1 / 16
        shifts = [0, *sorted({-1, 1, 2, 3, 4, -2, places} - {0})][: int(random.integers(3, 9))]
        if lost and places not in shifts:
            shifts[-1] = places
        options = []
        for shift in shifts:  # relative to the truth: a lost point is a shift by all its places
            printed = shift == (places if lost else 0)
            cost = 0.0 if printed else float(random.integers(3000, 6000)) / MILLI
            options.append(Reading(value.scaleb(shift), QUANTA[shift - places], "1", cost, () if printed else EDIT, slips=cost))
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


def measure(figures: int, rounds: int, seed: int) -> dict[str, float]:
    """One size, in this process."""
    readings, relations = pages(figures, seed)
    seconds = least(lambda: decide(readings, relations), rounds, time.process_time)
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tracemalloc.start()
    rulings = decide(readings, relations)
    traced = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    undecided = sum(not one.exact for one in rulings.figures.values())
    return {"figures": len(readings), "seconds": seconds, "resident": resident, "traced": traced, "undecided": undecided}


def networks(figures: int, seed: int) -> tuple[dict[str, list[int]], list[Table]]:
    """Costs and tables of all components."""
    readings, relations = pages(figures, seed)
    ties = [one for one in (tie(relation, readings) for relation in relations) if one is not None]
    unary = {name: [round(one.cost * MILLI) for one in options] for name, options in readings.items()}
    unary |= {name: [0] * size for one in ties for name, size in one.hidden.items()}
    return unary, [table for one in ties for table in one.strict]


def peer(toulbar2: Any, unary: dict[str, list[int]], tables: list[Table]) -> dict[str, list[int]]:  # noqa: ANN401  (no stubs)
    """The min-marginals that pytoulbar2 finds: one model a component, solved again with every reading fixed."""
    found: dict[str, list[int]] = {}
    for names, places in together(unary, [table.scope for table in tables]):
        model = toulbar2.CFN(_ENOUGH)
        model.NoPreprocessing()
        for name in names:
            model.AddVariable(name, range(len(unary[name])))
            model.AddFunction([name], unary[name])
        for place in places:
            model.AddFunction(list(tables[place].scope), np.minimum(tables[place].costs, _ENOUGH).ravel().tolist())
        model.SolveFirst()
        depth = model.Depth()
        for name in names:
            if "|" not in name:  # a variable that a long sum hides
                found[name] = [fixed(model, depth, name, index) for index in range(len(unary[name]))]
    return found


def fixed(model: Any, depth: int, name: str, index: int) -> int:  # noqa: ANN401  (the same)
    """The least cost of a model with one reading fixed."""
    model.Store()
    model.SetUB(_ENOUGH)
    model.Assign(name, index)
    cost = round(model.SolveNext()[1])
    model.Restore(depth)
    return cost


def beside(figures: int, rounds: int, seed: int) -> None:
    """Print the same question put to both."""
    try:
        import pytoulbar2  # noqa: PLC0415  (the peer is no dependency)
    except ImportError:
        print("pytoulbar2 is not installed: pip install pytoulbar2")
        return
    unary, tables = networks(figures, seed)
    ours = least(lambda: solve(unary, tables), rounds, time.process_time)
    start = time.process_time()
    theirs = peer(pytoulbar2, unary, tables)
    seconds = time.process_time() - start
    decision = solve(unary, tables)
    same = all([int(one) for one in decision.marginals[name]] == costs for name, costs in theirs.items())  # type: ignore[union-attr]
    print(f"all margins of {len(theirs)} figures: solve {ours:.3f} s, pytoulbar2 {seconds:.2f} s, {seconds / ours:.0f} times as long;")
    print(f"  {'the same margin for every reading' if same else 'MARGINS DIFFER'}")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[500, 5_000, 50_000])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--peer", type=int, default=500, help="figures that pytoulbar2 decides too; 0 for none")
    arguments.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.rounds, given.seed)))
        return
    rates = []
    for size in given.sizes:
        command = [sys.executable, __file__, "--one", str(size), "--rounds", str(given.rounds), "--seed", str(given.seed)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rates.append(found["figures"] / found["seconds"])
        print(
            f"{found['figures']:>6,} figures: {found['seconds']:7.3f} s, {rates[-1]:6,.0f} figures a second"
            f" ({rates[-1] / rates[0]:.2f} of the first), {found['resident']:.0f} MB in all,"
            f" {found['traced']:.0f} MB to decide, {found['undecided']} not decided"
        )
    if given.peer:
        beside(given.peer, given.rounds, given.seed)


if __name__ == "__main__":
    main()
