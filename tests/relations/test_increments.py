"""Changes said as amounts, against growth, value and the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.relations.residual import Relation
    from finkit.statements.company import Company

PULP = "In 2021, the pulp index was 240 tons, up 20%. In 2021, the increment of the pulp index is {} tons."


@pytest.mark.parametrize(("said", "verdict"), [("40", Verdict.UNCHECKED), ("30", Verdict.CONTRADICTED)])
def test_an_increment_follows_from_value_and_growth(said: str, verdict: Verdict) -> None:
    """240 after 20 % more were 200 before; the increment is what the text works out, and is blamed."""
    found = check(PULP.format(said))
    (relation,) = [one for one in found.relations if one.kind == "increment"]
    assert relation.holds is (said == "40")
    verdicts = {one.surface: one.verdict for one in found.values}
    assert verdicts[f"{said} tons"] is verdict
    assert list(verdicts.values()).count(Verdict.CONTRADICTED) == (said == "30")


@pytest.mark.parametrize(("said", "holds"), [("1.424", True), ("1.9", False)])
def test_the_change_of_an_item_follows_from_two_years(works: Company, said: str, holds: bool) -> None:
    """9,624 less 8,200 (as restated) or 8,000 million: whichever basis fits."""
    found = check(f"In 2021, the company's revenue increased by {said} billion yuan, and the net profit was 0.731 billion yuan.", works)
    years = [one for one in found.relations if one.id.startswith("increment:of:revenue:by:years")]
    assert [one.holds for one in years] == [holds] * len(years)
    change = next(one for one in found.values if one.measure == "revenue_change")
    assert change.direction == "up"
    assert years or change.verdict is Verdict.UNCHECKED


def test_a_change_is_not_held_against_the_level(works: Company) -> None:
    """A rise by 1.4 billion is no revenue of 1.4 billion."""
    found = check("In 2021, the company's revenue increased by 1.424 billion yuan.", works)
    assert [one.id for one in found.relations if one.id.startswith("fact:")] == []


@pytest.mark.parametrize(
    "text",
    [
        PULP.format("30").replace("the increment of the pulp", "the increment of the paper"),
        PULP.format("30").replace("In 2021, the increment", "In 2019, the increment"),
        PULP.format("30").replace("the increment of", "the price of"),
        "In 2021, the pulp index was 240 tons, up 20%, after a fire at a warehouse of 30 tons.",
    ],
)
def test_other_amounts_are_no_increment(related: Callable[..., dict[str, Relation]], text: str) -> None:
    """Of another measure, of another year, or of no change at all."""
    assert [one for one in related(text, alone=True) if one.startswith("increment")] == []


@pytest.mark.parametrize(
    ("text", "facet"),
    [
        ("In 2021, revenue decreased by 300 million yuan.", "revenue_change"),
        ("In 2021, revenue was up by about 300 million yuan.", "revenue_change"),
        ("In 2021, sales volume rose, an increase of 300 tons.", "sales_volume_change"),
        ("In 2021, revenue increased to 300 million yuan.", "revenue"),
        ("In 2021, revenue reached 300 million yuan.", "revenue"),
    ],
)
def test_amounts_of_change_are_told_from_levels(text: str, facet: str) -> None:
    """By the words right before them."""
    assert [one.measure for one in check(text).values] == [facet]
