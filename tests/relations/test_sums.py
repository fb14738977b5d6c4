"""Totals and the parts that a sentence names behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.relations.sums import side_of
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.relations.residual import Relation

FOIL = "Foil demand is {} tons, of which domestic demand is {} tons and overseas demand is {} tons."
SALES = (
    "In 2022, revenue was {} billion yuan, up 12%, of which domestic revenue was 5.2 billion yuan, up 10%, "
    "and overseas revenue was 3.1 billion yuan."
)


def contradicted(text: str) -> list[str]:
    """The surfaces of what is contradicted."""
    return [one.surface for one in check(text).values if one.verdict is Verdict.CONTRADICTED]


@pytest.mark.parametrize(
    ("total", "home", "abroad", "wrong"),
    [
        ("80,000 to 100,000", "50,000 to 60,000", "30,000 to 40,000", []),
        ("80,000 to 100,000", "50,000 to 60,000", "10,000 to 20,000", ["80,000", "100,000 tons"][:1]),
        ("110,000 to 120,000", "60,000 to 70,000", "30,000 to 35,000", ["110,000", "120,000 tons"]),
        ("57,900", "45,600", "12,300", []),
        ("57,900", "45,600", "13,900", ["57,900 tons"]),
        ("40.1/50.2/60.3", "30.0/35.2/40.1", "10.1/15.0/20.2", []),
        ("40.1/50.2/60.3", "30.0/35.2/40.1", "10.1/15.0/26.2", ["60.3 tons"]),
    ],
)  # fmt: skip
def test_home_and_abroad_are_everything(total: str, home: str, abroad: str, wrong: list[str]) -> None:
    """Numbers alone, the ends of ranges and the members of lists, each with its like; the total is blamed."""
    assert contradicted(FOIL.format(total, home, abroad)) == wrong


@pytest.mark.parametrize(("total", "wrong"), [("8.3", []), ("9.4", ["9.4 billion yuan"])])
def test_growth_between_the_parts_is_passed_over(total: str, wrong: list[str]) -> None:
    """Amounts add up, their growth does not."""
    assert contradicted(SALES.format(total)) == wrong


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "In 2022, revenue was 8.3 billion yuan, of which domestic sales of pumps were 2.2 billion yuan and overseas sales of valves "
            "were "
            "3.1 billion yuan.", id="parts of the two sides",
        ),
        pytest.param(
            "Shipments were 57,900 tons, of which exports were 12,300 tons, domestic sales were 35,500 tons and own use was 9,100 tons.",
            id="a third part",
        ),
        pytest.param("Shipments were 57,900 tons, of which pumps were 12,300 tons and valves were 15,600 tons.", id="some of the parts"),
    ],
)  # fmt: skip
def test_other_parts_may_be_all_or_not(related: Callable[..., dict[str, Relation]], text: str) -> None:
    """Their sum is tentative and each is at most the total; nothing is contradicted."""
    found = related(text, alone=True)
    assert {one.tentative for name, one in found.items() if name.startswith("sum:")} == {True}
    assert [one for one in found if one.startswith("part:")] != []
    assert contradicted(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Gross margin was 25.1%, of which the gross margin of pumps was 31.4%.", id="a margin is no sum"),
        pytest.param(
            "The average price was 25,100 yuan per ton, of which domestic was 31,400 yuan per ton and overseas was 21,000 yuan per ton.",
            id="a price is no sum",
        ),
        pytest.param("Revenue grew 12.1%, of which domestic revenue grew 31.4% and overseas revenue grew 4.1%.", id="growth is no sum"),
        pytest.param("The net loss was 300 million yuan, of which the domestic business lost 350 million yuan.", id="losses can exceed"),
        pytest.param("Exports of pulp were 12,300 tons and domestic sales 45,600 tons.", id="no total"),
        pytest.param("Demand was 57,900 tons in 2021, of which domestic demand in 2022 was 61,200 tons.", id="another year"),
        pytest.param("Revenue was 57,900 yuan, of which domestic shipments were 45,600 tons and exports 12,300 tons.", id="another unit"),
        pytest.param("Demand was 57,900 tons, of which domestic demand was over 41,000 tons and exports over 12,000 tons.", id="bounds"),
    ],
)  # fmt: skip
def test_similar_words_make_no_sum(related: Callable[..., dict[str, Relation]], text: str) -> None:
    """Neither a sum nor a part of a whole."""
    assert [one for one in related(text, alone=True) if one.startswith(("sum:", "part:"))] == []


@pytest.mark.parametrize(("part", "holds"), [("36.7", True), ("56.7", False)])
def test_a_holding_is_part_of_the_holdings(related: Callable[..., dict[str, Relation]], part: str, holds: bool) -> None:
    """A bound that weighs and does not blame."""
    text = f"The top ten shareholders hold 46.1% of the shares, of which the founder holds {part}%."
    assert len([one for one in related(text, alone=True) if one.startswith("part:")]) == 1
    assert contradicted(text) == []
    assert [one.holds for one in check(text).relations if one.id.startswith("part:")] == [holds]


@pytest.mark.parametrize(("gap", "wrong"), [("22,200", []), ("32,200", ["32,200 tons"])])
def test_the_gap_is_what_supply_and_demand_leave(gap: str, wrong: list[str]) -> None:
    """One number each, in one sentence and of one year."""
    text = f"In 2021, supply was 123,400 tons, demand was 101,200 tons, and the gap between supply and demand was {gap} tons."
    assert contradicted(text) == wrong


def test_the_last_word_tells_the_side() -> None:
    """In English and in Chinese."""
    assert side_of(("of", "which", "the", "domestic", "market")) == "home"
    assert side_of(("domestic", "and", "overseas")) == "abroad"
    assert (side_of(("其中国内",)), side_of(("出口",)), side_of(("the", "market"))) == ("home", "abroad", "")
