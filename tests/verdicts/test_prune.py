"""Readings that are taken away could not matter, and components that were too large are decided by it."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest

from finkit.figures.reading import Change, Reading
from finkit.relations.residual import CATALOGUE, Operand, Relation
from finkit.verdicts import cliques
from finkit.verdicts.decide import decide
from finkit.verdicts.prune import prune, total_cost
from finkit.verdicts.solve import CAPS, Table, solve
from finkit.verdicts.verdict import Verdict
from finkit.vocabulary.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Iterator


LOST = (Change("lost", "", ""),)


@pytest.fixture
def few_cells(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hardly any cells allowed."""
    monkeypatch.setattr(cliques, "MOST_CELLS", 40)
    cliques._plan.cache_clear()
    yield
    cliques._plan.cache_clear()


def network(seed: int) -> tuple[dict[str, list[int]], list[Table]]:
    """Seven variables, tied in cycles, one reading of each cheap: pruning finds something to take away."""
    random = np.random.default_rng(seed)
    names = [f"x{index}" for index in range(7)]
    unary = {name: [0, *(int(one) for one in random.integers(500, 9000, random.integers(1, 4)))] for name in names}
    tables = []
    for _ in range(9):
        scope = tuple(str(one) for one in random.choice(names, size=int(random.integers(2, 4)), replace=False))
        costs = random.choice([0, 7000, 20_000], size=[len(unary[name]) for name in scope])
        tables.append(Table(scope, costs.astype(np.int64)))
    return unary, tables


def least(unary: dict[str, list[int]], tables: list[Table]) -> dict[str, list[int]]:
    """The least total with each reading, over every assignment there is."""
    found = {name: [10**12] * len(costs) for name, costs in unary.items()}
    arrays = {name: np.array(costs) for name, costs in unary.items()}
    for picks in product(*(range(len(costs)) for costs in unary.values())):
        chosen = dict(zip(unary, picks, strict=True))
        cost = total_cost(arrays, tables, chosen)
        for name, index in chosen.items():
            found[name][index] = min(found[name][index], cost)
    return found


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("cap", CAPS)
def test_every_reading_within_the_cap_is_kept(seed: int, cap: int) -> None:
    """Against every assignment there is."""
    unary, tables = network(seed)
    kept = prune({name: np.array(costs) for name, costs in unary.items()}, tables, cap)
    for name, costs in least(unary, tables).items():
        within = {index for index, cost in enumerate(costs) if cost <= min(costs) + cap}
        assert within <= {int(one) for one in kept[name]}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.usefixtures("few_cells")
def test_margins_are_exact_up_to_the_cap_that_is_told(seed: int) -> None:
    """With hardly any cells allowed, a component is decided under a cap or not at all; what is decided is right."""
    unary, tables = network(seed)
    decision = solve(unary, tables)
    for name, costs in least(unary, tables).items():
        found, cap = decision.marginals[name], decision.caps[name]
        if found is None:
            continue
        assert [min(one - min(costs), cap or 10**12) for one in costs] == [int(one) - int(found.min()) for one in found]
        assert costs[decision.choice[name] or 0] == min(costs)


@pytest.mark.usefixtures("few_cells")
def test_some_of_these_components_are_decided_under_every_cap() -> None:
    """The caps are tried in turn, the widest first."""
    caps = {cap for seed in range(40) for cap in solve(*network(seed)).caps.values()}
    assert {12_000, 6_000, 3_000} <= caps


def crossed(rows: int, columns: int) -> tuple[dict[str, list[Reading]], list[Relation], dict[str, Decimal]]:
    """A table with totals of rows, columns and all; three figures lost their point. Six readings each."""
    random = np.random.default_rng(1)
    truth = {f"c{row}{column}": Decimal(int(random.integers(1000, 99_999))) / 10 for row in range(rows) for column in range(columns)}
    sums = {f"r{row}": [f"c{row}{column}" for column in range(columns)] for row in range(rows)}
    sums |= {f"k{column}": [f"c{row}{column}" for row in range(rows)] for column in range(columns)}
    truth |= {name: sum((truth[part] for part in parts), Decimal(0)) for name, parts in sums.items()}
    truth["all"] = sum((truth[f"r{row}"] for row in range(rows)), Decimal(0))
    texts = [f"{' + '.join(parts)} == {name}" for name, parts in sums.items()]
    texts += [f"{' + '.join(f'{axis}{at}' for at in range(count))} == whole" for axis, count in (("r", rows), ("k", columns))]
    truth["whole"] = truth.pop("all")
    relations = [
        Relation(text, "sum", Formula(text), {name: Operand(name) for name in Formula(text).names}, 7.0, CATALOGUE) for text in texts
    ]
    readings = {}
    for name, value in truth.items():
        shown = value * 10 if name in {"c11", "c23", "r3"} else value
        shifts = [shown / 10, shown * 10, shown / 100, shown * 100, -shown]
        readings[name] = [Reading(shown, Decimal("0.1"), "1", 0.0)]
        readings[name] += [Reading(one, Decimal("0.1"), "1", 3.1 + at / 10, LOST, slips=3.0) for at, one in enumerate(shifts)]
    return readings, relations, truth


def test_a_cross_table_that_is_too_entangled_as_it_is_is_decided_with_fewer_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five rows and five columns with all totals: every figure true, the margins known up to a cap, and said so."""
    readings, relations, truth = crossed(5, 5)
    ruled = decide(readings, relations).figures
    assert truth == {name: one.reading.value for name, one in ruled.items() if one.reading}
    assert {"c11", "c23", "r3"} == {name for name, one in ruled.items() if one.verdict is Verdict.REPAIRED}
    assert {(one.margin, one.capped) for one in ruled.values()} <= {(3.0, True), (6.0, True), (12.0, True)}
    monkeypatch.setattr("finkit.verdicts.solve.CAPS", ())
    assert {(one.exact, one.reading) for one in decide(readings, relations).figures.values()} == {(False, None)}
