"""True sentences of invented industries, rounded as analysts round: no relation of ours may call a figure wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.pipeline import check
from finkit.verdicts.verdict import Verdict

GOODS = ("cement", "cable", "pulp", "battery foil", "glass fibre", "polysilicon")
amounts = st.integers(1_000, 99_999).map(lambda number: Decimal(number) / 100)


def rounded(value: Decimal, places: int = 1) -> str:
    """As printed."""
    return f"{round(value, places):.{places}f}"


def wrong(text: str) -> list[str]:
    """What is contradicted."""
    return [one.surface for one in check(text).values if one.verdict is Verdict.CONTRADICTED]


@given(start=amounts, first=st.integers(1, 30), second=st.integers(1, 30), goods=st.sampled_from(GOODS), gap=st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_a_true_path_is_never_contradicted(start: Decimal, first: int, second: int, goods: str, gap: int) -> None:
    """Whole rates, values with one decimal."""
    middle = start * (1 + Decimal(first) / 100) ** 2
    last = middle * (1 + Decimal(second) / 100) ** gap
    text = (
        f"We expect a growth rate of {first}% in 2024-2026 and {second}% in 2026-{2026 + gap}, and {goods} output in 2024, 2026 and "
        f"{2026 + gap} is {rounded(start)}/{rounded(middle)}/{rounded(last)} thousand tons."
    )
    found = check(text)
    assert [one.surface for one in found.values if one.verdict is Verdict.CONTRADICTED] == []
    assert any(one.kind == "step" and one.holds for one in found.relations)


@given(start=st.integers(10_000, 900_000), rate=st.integers(1, 25), years=st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_zeros_at_the_end_of_list_members_are_rounding(start: int, rate: int, years: int) -> None:
    """Whole thousands in a list: 146,000/259,000."""
    last = start * (1 + Decimal(rate) / 100) ** years
    ends = f"{round(start / 1000)},000/{round(last / 1000)},000 tons"
    assert wrong(f"We assume a growth rate of {rate}% in 2024-{2024 + years}, and pulp output in 2024 and {2024 + years} is {ends}.") == []


@given(home=amounts, abroad=amounts, goods=st.sampled_from(GOODS))
@settings(max_examples=60, deadline=None)
def test_a_true_sum_is_never_contradicted(home: Decimal, abroad: Decimal, goods: str) -> None:
    """Each number rounded by itself."""
    total = rounded(home + abroad)
    parts = f"domestic demand was {rounded(home)} tons and overseas demand was {rounded(abroad)} tons"
    text = f"Demand for {goods} was {total} tons, of which {parts}."
    found = check(text)
    assert [one.surface for one in found.values if one.verdict is Verdict.CONTRADICTED] == []
    assert any(one.kind == "sum" and one.holds for one in found.relations)


@given(before=amounts, growth=st.integers(-600, 1500), goods=st.sampled_from(GOODS))
@settings(max_examples=60, deadline=None)
def test_a_true_increment_is_never_contradicted(before: Decimal, growth: int, goods: str) -> None:
    """Value, growth and increment, each rounded by itself."""
    rate = Decimal(growth) / 1000
    value = before * (1 + rate)
    if rounded(rate * 100) in {"0.0", "-0.0"} or growth < 0:
        return
    said = f"In 2021, the {goods} index was {rounded(value)} tons, up {rounded(rate * 100)}%."
    text = f"{said} In 2021, the increment of the {goods} index was {rounded(value - before)} tons."
    assert wrong(text) == []


@pytest.mark.parametrize("swap", [Decimal("1.3"), Decimal("0.6")])
@given(start=amounts, rate=st.integers(1, 12))
@settings(max_examples=30, deadline=None)
def test_a_path_that_leaves_its_rate_is_contradicted(swap: Decimal, start: Decimal, rate: int) -> None:
    """By a third or more, at its end."""
    last = start * (1 + Decimal(rate) / 100) ** 2
    ends = f"{rounded(start)}/{rounded(last * swap)} thousand tons"
    text = f"We assume a growth rate of {rate}% in 2024-2026, and cable output in 2024 and 2026 is {ends}."
    assert wrong(text) == [ends.partition("/")[2]]
