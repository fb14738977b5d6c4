"""Batches hold whole components, and a decision does not depend on how it is cut."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.figures.reading import Change, Reading
from finkit.relations.residual import CATALOGUE, Operand, Relation
from finkit.verdicts import network
from finkit.verdicts.cause import Cause
from finkit.verdicts.decide import decide
from finkit.vocabulary.formulas import Formula

if TYPE_CHECKING:
    import pytest


def figures(count: int) -> dict[str, list[Reading]]:
    """So many triples a + b = c, the first of each perhaps ten times too large."""
    lost = (Change("point lost", "", ""),)
    found = {}
    for at in range(count):
        values = {"a": 125 + at, "b": 73, "c": 198 + at}
        for name, value in values.items():
            wrong = name == "a" and at % 3 == 0
            readings = [Reading(Decimal(value * 10 if wrong else value), Decimal(1), "1", 0.0)]
            readings.append(Reading(Decimal(value if wrong else value * 10), Decimal(1), "1", 3.0, lost, slips=3.0))
            found[f"{name}{at}"] = readings
    return found


def relations(count: int) -> list[Relation]:
    """One sum a triple, in an order that mixes them."""
    found = []
    for at in sorted(range(count), key=lambda one: one * 7 % 10):
        formula = Formula(f"a{at} + b{at} == c{at}")
        found.append(Relation(f"r{at}", "sum", formula, {name: Operand(name) for name in formula.names}, 7.0, CATALOGUE))
    return found


def test_every_figure_is_in_one_batch_with_all_that_ties_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Relations and causes never reach out of their batch."""
    monkeypatch.setattr(network, "_BATCH", 10)
    causes = [Cause("scale", 4.0, {"a3": frozenset({1}), "a17": frozenset({1})})]
    seen: list[str] = []
    cut = list(network.batches(figures(20), relations(20), causes))
    assert len(cut) > 3
    for inside, tied, shared in cut:
        seen += inside
        assert {name for one in (*tied, *shared) for name in one.figures} <= set(inside)
    assert sorted(seen) == sorted(figures(20))
    assert sum(len(tied) for _, tied, _ in cut) == 20
    assert [one.name for _, _, shared in cut for one in shared] == ["scale"]


def test_how_a_network_is_cut_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One figure a batch, or all in one: the same rulings in the same order."""
    whole = decide(figures(20), relations(20))
    monkeypatch.setattr(network, "_BATCH", 1)
    assert decide(figures(20), relations(20)) == whole
    assert list(whole.figures) == list(figures(20))
    assert list(whole.outcomes) == [one.id for one in relations(20)]
