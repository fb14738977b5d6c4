"""Tables of costs agree with the exact judge, cell by cell."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.figures.reading import Reading
from finkit.relations.residual import CATALOGUE, Operand, Relation, constant, judge
from finkit.verdicts.weigh import MILLI, weigh
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.intervals import Interval

COST = 5.0
FORMULAS = (
    "a == b", "a + b == c", "a - b == c", "a / b == c", "a / b - 1 == c", "a <= b", "a >= b", "a < b", "a > b", "a == b * c",
    "a / b == c / d", "a == (b / c) ** h - 1", "abs(a) == b", "min(a, b) == c", "max(a, b) == c", "-a == b", "a + a == b", "a == b + 0.5",
)  # fmt: skip


def relation(formula: str) -> Relation:
    """Over figures named as its terms; `h` is a half, exactly; `f` a fact on two bases."""
    parsed = Formula(formula)
    operands = {name: Operand(name) for name in parsed.names}
    if "h" in operands:
        operands["h"] = constant([Interval.exact(Decimal("0.5"))])
    if "f" in operands:
        operands["f"] = constant([Interval.exact(Decimal(12)), Interval(Decimal(20), Decimal(21))])
    return Relation("r", "test", parsed, operands, COST, CATALOGUE)


def reading(value: Decimal, quantum: Decimal) -> Reading:
    """A reading at no cost."""
    return Reading(value, quantum, "1", 0.0)


numbers = st.builds(
    lambda digits, decimals, sign: reading(Decimal(sign * digits).scaleb(-decimals), Decimal(1).scaleb(-decimals)),
    st.integers(0, 400), st.integers(0, 2), st.sampled_from([1, 1, 1, -1]),
)  # fmt: skip


def agrees(one: Relation, readings: dict[str, list[Reading]]) -> None:
    """Every cell: nothing where the judge does not say broken, the relation's cost where it does."""
    table = weigh(one, readings)
    assert table is not None
    assert one.figures == table.scope
    for index in product(*(range(len(readings[name])) for name in table.scope)):
        values = {name: readings[name][at].interval for name, at in zip(table.scope, index, strict=True)}
        assert (COST * MILLI if judge(one, values).holds is False else 0) == table.costs[index], (one.formula.text, values)


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data())
def test_random_readings_are_weighed_as_they_are_judged(formula: str, data: st.DataObject) -> None:
    """Few digits, so that ends often touch."""
    one = relation(formula)
    agrees(one, {name: data.draw(st.lists(numbers, min_size=1, max_size=3)) for name in one.figures})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(numbers, min_size=1, max_size=5))
def test_facts_on_several_bases_are_weighed_together(readings: list[Reading]) -> None:
    """Broken only where no basis fits."""
    agrees(relation("a == f"), {"a": readings})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(0, 3), st.integers(-1, 1))
def test_touching_ends_are_told_apart_exactly(left: int, right: int, decimals: int, step: int) -> None:
    """Sums whose intervals just touch, or miss by the last digit: no float decides them."""
    quantum = Decimal(1).scaleb(-decimals)
    parts = [Decimal(left) * quantum, Decimal(right) * quantum]
    edge = sum(parts) + quantum  # half a unit from each part, less a tenth of one: the ends meet at the total's own end
    total = reading(edge + step * quantum / 10 + quantum / 20, quantum / 10)
    agrees(relation("a + b == c"), {"a": [reading(parts[0], quantum)], "b": [reading(parts[1], quantum)], "c": [total]})


def test_the_scale_of_money_and_percent_does_not_blur_a_touch() -> None:
    """Billions against a fact to the cent: [9,619.5 M, 9,620.5 M] touches 9,620,500,000 and misses a cent more."""
    one = relation("a == b")
    readings = {
        "a": [reading(Decimal("9620e6"), Decimal("1e6"))],
        "b": [Reading(Decimal("9620500000.00") + step, Decimal(0), "CNY", 0.0) for step in (Decimal(0), Decimal("0.01"))],
    }
    table = weigh(one, readings)
    assert table is not None
    assert table.costs.tolist() == [[0, 5000]]


def test_a_divisor_that_holds_zero_breaks_nothing() -> None:
    """Undecidable is no violation."""
    zero = {"a": [reading(Decimal(5), Decimal(1))], "b": [reading(Decimal(0), Decimal(1))], "c": [reading(Decimal(9), Decimal(1))]}
    table = weigh(relation("a / b == c"), zero)
    assert table is not None
    assert table.costs.tolist() == [[[0]]]


def test_a_relation_with_too_many_tuples_or_no_figure_has_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its figures are then too entangled to decide; memory is not filled."""
    many = [reading(Decimal(one), Decimal(1)) for one in range(60)]
    monkeypatch.setattr("finkit.verdicts.weigh.MOST_TUPLES", 60**3 - 1)
    assert weigh(relation("a + b == c"), {"a": many, "b": many, "c": many}) is None
    assert weigh(relation("f == h"), {}) is None
