"""Long sums: what is charged to every assignment, and what is repaired."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.figures.reading import Change, Reading
from finkit.pipeline import reconcile
from finkit.relations.residual import CATALOGUE, Operand, Relation, judge
from finkit.verdicts import weigh as weighing
from finkit.verdicts.decide import Ruling, decide
from finkit.verdicts.solve import solve
from finkit.verdicts.verdict import CONFIDENT, Verdict
from finkit.verdicts.weigh import tie
from finkit.vocabulary.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finkit.verdicts.cliques import Table

COST = 12_000


def total_row(members: int, cost: float = COST / 1000) -> Relation:
    """The sum of so many members."""
    formula = Formula(" + ".join(f"m{index}" for index in range(members)) + " == total")
    return Relation("sum", "sum", formula, {name: Operand(name) for name in formula.names}, cost, CATALOGUE)


def options(value: Decimal, count: int, *, lost: bool = False) -> list[Reading]:
    """So many readings, as printed first; the rest are separate acts of damage. `lost`: the true one is the second."""
    found = []
    for index, shift in enumerate([1, 0, 2, -1, 3, -2, 4, -3][:count] if lost else [0, 1, -1, 2, -2, 3, -3, 4][:count]):
        cost = 3.0 + index / 10 if index else 0.0
        changes = (Change("point lost", "", ""),) if index else ()
        found.append(Reading(value.scaleb(shift), Decimal("0.1").scaleb(shift), "1", cost, changes, slips=cost))
    return found


def printed(members: int, damaged: tuple[int, ...], seed: int = 1) -> tuple[dict[str, list[Reading]], dict[str, Decimal]]:
    """Readings of a total row, four to eight each, and its true values."""
    random = np.random.default_rng(seed)
    truth = {f"m{index}": Decimal(int(random.integers(100, 99_999))).scaleb(-1) for index in range(members)}
    truth["total"] = sum(truth.values(), Decimal(0))
    readings = {
        name: options(value, int(random.integers(4, 9)), lost=index in damaged) for index, (name, value) in enumerate(truth.items())
    }
    return readings, truth


def ruled(members: int, damaged: tuple[int, ...]) -> tuple[dict[str, Ruling], dict[str, Decimal]]:
    """What is decided of a total row."""
    readings, truth = printed(members, damaged)
    return dict(decide(readings, [total_row(members)]).figures), truth


@pytest.mark.parametrize("members", [12, 30])
@pytest.mark.parametrize("damaged", [(3,), (3, 7), (11,), (0, 12)], ids=["one", "two", "last", "first and another"])
def test_damaged_members_are_repaired_with_a_margin(members: int, damaged: tuple[int, ...]) -> None:
    """One or two of many; every value comes out true, and the others are confirmed as printed."""
    found, truth = ruled(members, damaged)
    assert truth == {name: one.reading.value for name, one in found.items() if one.reading}
    changed = {name for index, name in enumerate(truth) if index in damaged}
    assert changed == {name for name, one in found.items() if one.verdict is Verdict.REPAIRED}
    assert {one.verdict for name, one in found.items() if name not in changed} == {Verdict.CONFIRMED}
    assert all(found[name].margin >= 1.5 for name in changed)


@pytest.mark.parametrize("members", [12, 30])
def test_nothing_is_changed_in_a_clean_total_row(members: int) -> None:
    """All confirmed."""
    found, _ = ruled(members, ())
    assert {one.verdict for one in found.values()} == {Verdict.CONFIRMED}


def test_more_changes_than_were_judged_are_never_confident() -> None:
    """Five of thirty damaged: nothing wrong is called repaired or confirmed."""
    found, truth = ruled(30, (1, 5, 9, 13, 21))
    wrong = {name for name, one in found.items() if one.reading is None or one.reading.value != truth[name]}
    assert wrong
    assert not {name for name in wrong if found[name].verdict in CONFIDENT}


@pytest.mark.parametrize("members", [12, 30])
def test_slips_in_a_long_total_row_are_found_backward(members: int) -> None:
    """Two damaged members, each in a second relation of its own too; and one alone."""
    random = np.random.default_rng(members)
    truth = {f"m{index}": int(random.integers(1000, 9999)) for index in range(members)}
    truth |= {"total": sum(truth.values()), "part": truth["m2"] + truth["m3"], "rest": truth["m4"] - truth["m5"]}
    relations = [" + ".join(f"m{index}" for index in range(members)) + " == total", "m2 + m3 == part", "m4 - m5 == rest"]
    shown = {**truth, "m2": int(str(truth["m2"])[0] + str(truth["m2"])), "m4": truth["m4"] * 10}
    found = reconcile({name: str(value) if name != "m4" else f"{value}" for name, value in shown.items()}, relations)
    assert [found["m2"].value, found["m2"].verdict] == [truth["m2"], Verdict.REPAIRED]
    assert [found["m4"].value, found["m4"].verdict] == [truth["m4"], Verdict.REPAIRED]
    assert {"m2", "m4"} == {name for name, one in found.figures.items() if one.edit}
    clean = reconcile(truth, relations)
    assert {Verdict.CONFIRMED} == {one.verdict for one in clean.figures.values()}
    alone = reconcile({**truth, "m1": truth["m1"] * 100}, relations[:1])
    assert [alone["m1"].value, alone["m1"].verdict] == [truth["m1"], Verdict.REPAIRED]


values = st.builds(lambda digits: Reading(Decimal(digits), Decimal(1), "1", 0.0), st.integers(-6, 6))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.lists(values, min_size=1, max_size=3), min_size=6, max_size=6), st.data())
def test_no_assignment_is_charged_too_much_or_too_little(lists: list[list[Reading]], data: st.DataObject) -> None:
    """Against the judge on every tuple: exact with two changes, between the lenient and the strict end with more."""
    relation = total_row(5)
    readings = dict(zip(relation.figures, lists, strict=True))
    costs = {name: data.draw(st.lists(st.integers(0, 5), min_size=len(one), max_size=len(one))) for name, one in readings.items()}
    readings = {
        name: [Reading(one.value, one.quantum, "1", float(cost)) for one, cost in zip(options, costs[name], strict=True)]
        for name, options in readings.items()
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weighing, "_DENSE", 0)
        tied = tie(relation, readings)
    assert tied is not None
    for picks in product(*(range(len(one)) for one in readings.values())):
        at = dict(zip(readings, picks, strict=True))
        holds = judge(relation, {name: readings[name][index].interval for name, index in at.items()}).holds
        changed = sum(index != costs[name].index(min(costs[name])) for name, index in at.items())
        true = 0 if holds else COST
        lenient, strict = (charged(readings, at, tables, tied.hidden) for tables in (tied.lenient, tied.strict))
        assert lenient <= true <= strict
        assert changed > 2 or lenient == strict


@pytest.mark.parametrize("seed", range(60))
def test_what_is_decided_over_a_chain_is_what_a_table_of_all_tuples_decides(seed: int) -> None:
    """The same value, by a margin that is never overstated, neither as priced nor on evidence; else no decision."""
    random = np.random.default_rng(seed)
    readings = {}
    for name in [*(f"m{index}" for index in range(6)), "total"]:
        scale = 5 if name == "total" else 1
        values = dict.fromkeys(int(one) * scale for one in random.integers(1, 30, int(random.integers(2, 5))))
        costs = random.choice([0.5, 1.0, 2.0, 3.0], len(values)) * np.array([0, *[1] * (len(values) - 1)])
        priced = zip(values, costs.tolist(), strict=True)
        readings[name] = [Reading(Decimal(one), Decimal(1), "1", cost, slips=cost) for one, cost in priced]
    relations = [total_row(6, 7.0), two_of_them("m0 + m1 == m2"), two_of_them("m3 <= m4")]
    whole = decide(readings, relations).figures
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weighing, "_DENSE", 0)
        patch.setattr("finkit.verdicts.automaton._MOST_CHANGES", 2)
        walked = decide(readings, relations).figures
    for name, one in walked.items():
        if not one.exact:
            continue
        assert one.margin <= whole[name].margin
        assert one.evidence_margin <= whole[name].evidence_margin or one.evidence_margin <= 0
        if whole[name].margin:
            assert one.reading is not None
            assert one.reading.value == whole[name].reading.value  # type: ignore[union-attr]


def two_of_them(text: str) -> Relation:
    """A relation between members."""
    formula = Formula(text)
    return Relation(text, "sum", formula, {name: Operand(name) for name in formula.names}, 7.0, CATALOGUE)


def charged(readings: dict[str, list[Reading]], at: dict[str, int], tables: tuple[Table, ...], hidden: Mapping[str, int]) -> int:
    """What the tables cost with all figures fixed: the least over the hidden variables."""
    unary = {name: [0 if index == at[name] else 10**12 for index in range(len(one))] for name, one in readings.items()}
    choice = solve({**unary, **{name: [0] * size for name, size in hidden.items()}}, tables).choice
    return sum(int(table.costs[tuple(choice[name] for name in table.scope)]) for table in tables)
