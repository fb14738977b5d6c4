"""What is more, less, rising or falling."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.relations.residual import Relation


@pytest.mark.parametrize(
    ("text", "name", "holds"),
    [
        ("In 2021, the gross margin rose from 21.3% to 25.0%.", "moved:", True),
        ("In 2021, the gross margin fell from 25.0% to 21.3%.", "moved:", True),
        ("In 2020, the gross margin was 21.3%. In 2021, the gross margin rose to 25.0%.", "moved:", True),
        ("The price range is 120 to 150 yuan.", "range:", True),
        ("In 2021, the company's gross margin was 25.0%, higher than the industry average gross margin of 18.2%.", "against:", True),
        ("In 2021, production capacity of pumps was 3,100 tons. In 2021, output of pumps was 2,700 tons.", "capacity:", True),
    ],
)
def test_orders_are_known(text: str, name: str, holds: bool, related: Callable[..., dict[str, Relation]]) -> None:
    """By their words; none of them supports or blames a figure."""
    (relation,) = [one for one in related(text, alone=True).values() if one.id.startswith(name)]
    assert relation.is_equality is False
    assert [one.holds for one in check(text).relations if one.id.startswith(name)] in ([holds], [])


@pytest.mark.parametrize(
    "text",
    [
        "In 2021, the gross margin increased from 25.0% down to 21.3%.",
        "In 2021, the gross margin moved from 25.0% to 21.3%.",
        "In 2021, the gross margin rose to 25.0%.",
        "In 2021, temperatures of -3 to -5 tons.",
        "In 2021, the gross margin of pumps was 25.0%, higher than that of valves, at 21.3%.",
    ],
)
def test_contradictory_and_missing_words_order_nothing(related: Callable[..., dict[str, Relation]], text: str) -> None:
    """A translation that says both ways says none."""
    found = related(text, alone=True)
    assert [one for one in found if one.startswith(("moved:", "against:", "range:", "capacity:"))] == []


def test_a_direction_that_is_wrong_contradicts_nothing() -> None:
    """Words of a translation are weak."""
    found = check("In 2021, the gross margin rose from 25.0% to 21.3%. The price range is 150 to 120 yuan.")
    assert {one.verdict for one in found.values} == {Verdict.UNCHECKED}


@pytest.mark.parametrize(("share", "wrong"), [("72.1", []), ("64.5", ["70%"])])
def test_more_than_is_held_against_the_value_itself(share: str, wrong: list[str]) -> None:
    """The rough statement is blamed, not the number."""
    text = (
        "In 2021, the company's sales volume accounted for more than 70% of the country's total. "
        f"In 2021, the company's sales volume was 3,120 tons, accounting for {share}%."
    )
    assert [one.surface for one in check(text).values if one.verdict is Verdict.CONTRADICTED] == wrong
