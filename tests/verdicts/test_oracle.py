"""The exact decision against toulbar2, an independent solver of cost function networks."""

from __future__ import annotations

import importlib
import os
from typing import Any

import numpy as np
import pytest

from finkit.verdicts.solve import Table, solve

ENOUGH = 10**7  # milli-nats: more than any assignment of these networks costs


@pytest.fixture(scope="module")
def toulbar2() -> Any:
    """The oracle; skips without it, unless FINKIT_REQUIRE names it: then fails."""
    if "toulbar2" in os.environ.get("FINKIT_REQUIRE", ""):
        return importlib.import_module("pytoulbar2")
    return pytest.importorskip("pytoulbar2")


def network(seed: int) -> tuple[dict[str, list[int]], list[Table]]:
    """Four to twelve variables of one to six readings, tables over one to four of them, mostly in cycles."""
    random = np.random.default_rng(seed)
    names = [f"x{index}" for index in range(random.integers(4, 13))]
    unary = {name: [int(one) for one in random.integers(0, 6000, random.integers(1, 7))] for name in names}
    tables = []
    for _ in range(random.integers(3, 2 * len(names))):
        arity = int(random.choice([1, 2, 2, 3, 3, 4]))
        scope = tuple(str(one) for one in random.choice(names, size=arity, replace=False))
        costs = random.choice([0, 0, 3000, 7000, 8001], size=[len(unary[name]) for name in scope])
        tables.append(Table(scope, costs.astype(np.int64)))
    return unary, tables


def least(toulbar2: Any, unary: dict[str, list[int]], tables: list[Table], fixed: tuple[str, int] | None = None) -> int:
    """The least cost of any assignment, or of those that give one variable one value."""
    model = toulbar2.CFN(ENOUGH)
    model.NoPreprocessing()  # else values are removed that only margins need
    for name, costs in unary.items():
        model.AddVariable(name, range(len(costs)))
        barred = set(range(len(costs))) - {fixed[1]} if fixed and fixed[0] == name else set()
        model.AddFunction([name], [ENOUGH if index in barred else cost for index, cost in enumerate(costs)])
    for table in tables:
        model.AddFunction(list(table.scope), [int(one) for one in table.costs.ravel()])
    found = model.Solve()
    assert found is not None
    return round(found[1])


@pytest.mark.parametrize("seed", range(40))
def test_cost_and_every_margin_agree_with_toulbar2(toulbar2: Any, seed: int) -> None:
    """The cost of the choice is the oracle's least, and the margin of each reading what it finds with the reading fixed."""
    unary, tables = network(seed)
    decision = solve(unary, tables)
    chosen = {name: index for name, index in decision.choice.items() if index is not None}
    cost = sum(costs[chosen[name]] for name, costs in unary.items())
    cost += sum(int(table.costs[tuple(chosen[name] for name in table.scope)]) for table in tables)
    best = least(toulbar2, unary, tables)
    assert best == cost
    for name, costs in unary.items():
        found = decision.marginals[name]
        assert found is not None
        margins = [least(toulbar2, unary, tables, (name, index)) - best for index in range(len(costs))]
        assert margins == [int(one) - int(found.min()) for one in found], name
