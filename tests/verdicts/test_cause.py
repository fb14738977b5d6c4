"""Damage that several figures share costs once, in the engine and through `reconcile`."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import numpy as np
import pytest

from finkit.errors import RelationInvalidError
from finkit.figures.reading import Change, Reading
from finkit.pipeline import reconcile
from finkit.relations.residual import CATALOGUE, Operand, Relation
from finkit.verdicts.cause import Cause, Shared
from finkit.verdicts.decide import decide
from finkit.verdicts.reconcile import Given, Reconciliation
from finkit.verdicts.solve import solve
from finkit.verdicts.verdict import Verdict
from finkit.vocabulary.formulas import Formula


def relation(text: str, cost: float = 7.0) -> Relation:
    """Over figures named as its terms."""
    formula = Formula(text)
    return Relation(text, "sum", formula, {name: Operand(name) for name in formula.names}, cost, CATALOGUE)


def figure(*values: str, cost: float = 0.0) -> list[Reading]:
    """As printed first; the others at a cost."""
    changed = (Change("changed", "", ""),)
    quantum = Decimal("0.1")
    found = [Reading(Decimal(values[0]), quantum, "1", 0.0)]
    return [*found, *(Reading(Decimal(one), quantum, "1", cost, changed, slips=cost) for one in values[1:])]


def changed(found: Reconciliation) -> dict[str, Decimal | None]:
    """What is repaired."""
    return {name: one.value for name, one in found.figures.items() if one.verdict is Verdict.REPAIRED}


@pytest.mark.parametrize("seed", range(15))
def test_a_cause_is_paid_once_and_takes_all_its_figures_or_none(seed: int) -> None:
    """Against every assignment of random tables."""
    random = np.random.default_rng(seed)
    names = ["a", "b", "c"]
    unary = {name: [int(one) for one in random.integers(0, 5000, 3)] for name in names}
    needing = {"a": frozenset({2}), "b": frozenset({1, 2}), "c": frozenset({0})}
    cause = Cause("scale", 4.0, needing)
    decision = solve({**unary, "cause": [0, 4000]}, cause.tables("cause", dict.fromkeys(names, 3)))
    least = {name: [10**9] * 3 for name in names}
    for picks in product(range(3), repeat=3):
        inside = [pick in needing[name] for name, pick in zip(names, picks, strict=True)]
        if any(inside) != all(inside):
            continue
        cost = sum(unary[name][pick] for name, pick in zip(names, picks, strict=True)) + (4000 if all(inside) else 0)
        for name, pick in zip(names, picks, strict=True):
            least[name][pick] = min(least[name][pick], cost)
    assert least == {name: [int(one) for one in decision.marginals[name]] for name in names}  # type: ignore[union-attr]


def test_one_scale_word_over_a_list_is_cheaper_than_three_slips() -> None:
    """Three members ten times too large against a total: apart they cost more than the total's contradiction, together less."""
    readings = {name: figure(value, str(Decimal(value) / 10), cost=4.0) for name, value in (("a", "125"), ("b", "73"), ("c", "48"))}
    readings["total"] = figure("24.6")
    alone = decide(readings, [relation("a + b + c == total")])
    assert alone.outcomes["a + b + c == total"].holds is False
    free = {name: figure(*(str(one.value) for one in options)) for name, options in readings.items()}
    cause = Cause("scale word", 4.0, {name: frozenset({1}) for name in "abc"})
    shared = decide(free, [relation("a + b + c == total")], causes=[cause])
    assert [str(shared.figures[name].reading.value) for name in "abc"] == ["12.5", "7.3", "4.8"]  # type: ignore[union-attr]
    assert {shared.figures[name].verdict for name in "abc"} == {Verdict.REPAIRED}
    assert {shared.figures[name].margin for name in "abc"} == {3.0}


def test_a_cause_that_would_need_a_figure_with_no_such_reading_is_off() -> None:
    """No reading of the second belongs to it: nothing is changed."""
    readings = {"a": figure("125", "12.5"), "b": figure("73"), "total": figure("85.5")}
    cause = Cause("scale word", 1.0, {"a": frozenset({1}), "b": frozenset()})
    found = decide(readings, [relation("a + b == total")], causes=[cause])
    assert found.figures["a"].reading == figure("125")[0]


def test_a_column_printed_ten_times_too_large() -> None:
    """One cause mends two totals; each member names it."""
    figures = {"a": "125", "b": "73", "c": "48", "total": "24.6", "part": "19.8"}
    cause = Shared("list without its point", ("a", "b", "c"), factor=Decimal(10))
    found = reconcile(figures, ["a + b + c == total", "a + b == part"], [cause])
    assert changed(found) == {"a": Decimal("12.5"), "b": Decimal("7.3"), "c": Decimal("4.8")}
    assert {found[name].edit for name in "abc"} == {"list without its point"}
    assert [(found["a"].low, found["a"].high)] == [(Decimal("12.45"), Decimal("12.55"))]


def test_a_column_that_lost_its_sign() -> None:
    """Costs printed without their minus."""
    figures = {"sales": 900, "goods": 400, "wages": 300, "profit": 200, "costs": -700}
    cause = Shared("signs of the column", ("goods", "wages"), factor=Decimal(-1))
    found = reconcile(figures, ["sales + goods + wages == profit", "goods + wages == costs"], [cause])
    assert changed(found) == {"goods": Decimal(-400), "wages": Decimal(-300)}


def test_two_rows_that_changed_places_are_found() -> None:
    """Without being told: both totals hold once the two are swapped, and only then."""
    truth = {"a": 120, "b": 30, "c": 75, "d": 46, "ab": 150, "cd": 121}
    found = reconcile({**truth, "b": 75, "c": 30}, ["a + b == ab", "c + d == cd"])
    assert changed(found) == {"b": Decimal(30), "c": Decimal(75)}
    assert {found[name].edit for name in "bc"} == {"b and c swapped"}
    assert all(found[name].margin >= 3 for name in "bc")


@pytest.mark.parametrize(
    ("figures", "relations"),
    [
        ({"a": 120, "b": 75, "c": 30, "d": 46, "ab": 150, "cd": 121}, ["a + b == ab"]),
        ({"a": 120, "b": 79, "c": 30, "d": 46, "ab": 150, "cd": 121}, ["a + b == ab", "c + d == cd"]),
        ({"a": 120, "b": Given(printed="75", fixed=True), "c": 30, "d": 46, "ab": 150, "cd": 121}, ["a + b == ab", "c + d == cd"]),
        ({"a": 120, "b": 75, "c": 30, "d": 46, "ab": 150, "cd": 121, "e": 75}, ["a + b == ab", "c + d == cd", "b == e"]),
    ],
    ids=["one total alone", "no fit", "fixed", "breaks another"],
)
def test_two_rows_stay_where_no_two_relations_ask_for_it(figures: dict[str, object], relations: list[str]) -> None:
    """Nothing is repaired."""
    assert changed(reconcile(figures, relations)) == {}  # type: ignore[arg-type]


def test_a_cause_over_a_figure_that_is_not_given() -> None:
    """The name is in the message."""
    with pytest.raises(RelationInvalidError, match="'y'"):
        reconcile({"x": 1}, [], [Shared("scale", ("x", "y"), factor=Decimal(10))])
