"""Grades of ore, so much in each of so many, and lists in proportion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.relations.residual import Relation

MINE = "The mine holds 21.5 million tons of ore reserves with a grade of 1.25%, equivalent to {} tons of metal."
CARS = "Each vehicle uses 62 kg of copper, so that sales of 2.15 million vehicles bring a copper demand of {} tons."
LISTS = "Motor demand in 2023, 2024 and 2025 is 10.1/12.0/15.2 thousand tons, and the corresponding magnet demand is {} thousand tons."


def verdicts(text: str) -> dict[str, Verdict | None]:
    """Of every figure, by its surface."""
    return {one.surface: one.verdict for one in check(text).values}


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        (MINE, "269,000", False),
        (MINE, "351,000", True),
        (CARS, "133,000", False),
        (CARS, "183,000", True),
    ],
)
def test_a_product_that_does_not_hold_contradicts_what_it_gives(text: str, said: str, wrong: bool) -> None:
    """The metal in the ore, the demand of all vehicles; the factors are not blamed."""
    found = verdicts(text.format(said))
    assert [one for one, verdict in found.items() if verdict is Verdict.CONTRADICTED] == ([f"{said} tons"] if wrong else [])
    assert any(one.kind == "product" and one.holds is not wrong for one in check(text.format(said)).relations)


def test_lists_in_one_proportion_are_tentative(related: Callable[..., dict[str, Relation]]) -> None:
    """What corresponds may be a fixed part; where it is not, nothing is said."""
    for members, shown in (("3.03/3.60/4.56", {True}), ("3.03/3.60/9.99", set())):
        found = related(LISTS.format(members), alone=True)
        assert {one.tentative for name, one in found.items() if name.startswith("proportion:")} == {True}
        assert {one.holds for one in check(LISTS.format(members)).relations if one.id.startswith("proportion:")} == shown


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MINE.format("351,000").replace("grade", "yield"), id="no grade"),
        pytest.param(MINE.format("351,000").replace("tons of metal", "yuan"), id="no metal"),
        pytest.param(MINE.format("351,000").replace("1.25%", "1.25% to 3.10%"), id="a range of grades"),
        pytest.param(CARS.format("183,000").replace("Each vehicle uses", "A warehouse holds"), id="nothing is used in each"),
        pytest.param(CARS.format("183,000").replace("62 kg of copper", "62 kg of copper and 20 kg of zinc"), id="two materials"),
        pytest.param("Motor demand is 10.1/12.0/15.2 tons, magnet demand is 3.03/3.60/4.56 tons.", id="nothing corresponds"),
    ],
)
def test_similar_words_make_no_product(related: Callable[..., dict[str, Relation]], text: str) -> None:
    """Each part of the wording is needed."""
    assert [one for one in related(text, alone=True) if one.startswith(("grade:", "use:", "proportion:"))] == []
