"""Which relations a sentence gives, from facts, from catalogue rows and from its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.relations.residual import FACT

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.relations.residual import Relation


def surfaces(relation: Relation, text: str) -> list[str]:
    """The characters of the figures that a relation ties."""
    spans = [one.split("-") for one in relation.figures]
    return [text[int(start) : int(end)] for start, end in spans]


def only(relations: dict[str, Relation], kind: str) -> Relation:
    """The one relation whose id begins so."""
    found = [one for one in relations.values() if one.id.startswith(kind)]
    assert len(found) == 1, sorted(relations)
    return found[0]


def test_a_figure_is_held_against_the_facts_of_its_place(related: Callable[..., dict[str, Relation]]) -> None:
    """All bases of item and period at once; the line of the first is the relation's."""
    text = "In 2020, the company's revenue was 8.2 billion yuan."
    fact = only(related(text), "fact:")
    assert surfaces(fact, text) == ["8.2 billion yuan"]
    assert (fact.kind, fact.source, fact.basis) == (FACT, "annual", "reported")
    assert len(fact.operands["fact"].constants) == 2


def test_a_vendors_fact_costs_less_to_break(related: Callable[..., dict[str, Relation]]) -> None:
    """Than one of the filing."""
    weak = only(related("In 2021, the company's R&D expense was 0.29 billion yuan."), "fact:")
    strong = only(related("In 2021, the company's net profit was 0.73 billion yuan."), "fact:")
    assert weak.cost < strong.cost


def test_facts_of_the_company_are_not_held_against_others(related: Callable[..., dict[str, Relation]]) -> None:
    """Neither the industry's figures nor another segment's nor another period's."""
    assert related("In 2021, domestic revenue was 8.2 billion yuan.") == {}
    assert related("In 2016, the company's net profit was 0.6 billion yuan.") == {}
    assert [one for one in related("In 2021, revenue of valves was 0.6 billion yuan.") if one.startswith("fact")] == []


def test_growth_ties_the_figure_before_it_to_the_year_before(related: Callable[..., dict[str, Relation]]) -> None:
    """The year before is a fact here; the growth is what the text works out, and is blamed first."""
    text = "In 2021, the company's net profit was 0.731 billion yuan, up 20.8%."
    growth = only(related(text), "growth:")
    assert set(surfaces(growth, text)) == {"20.8%", "0.731 billion yuan"}
    assert growth.operands["before"].constants
    assert growth.derived == growth.operands["growth"].figure


def test_without_a_company_growth_takes_the_year_before_from_the_text(related: Callable[..., dict[str, Relation]]) -> None:
    """Both amounts and the growth are figures."""
    text = "In 2020, the company's net profit was 0.605 billion yuan. In 2021, the company's net profit was 0.731 billion yuan, up 20.8%."
    growth = only(related(text, alone=True), "growth:")
    assert set(surfaces(growth, text)) == {"20.8%", "0.731 billion yuan", "0.605 billion yuan"}


def test_a_margin_is_its_catalogue_row(related: Callable[..., dict[str, Relation]]) -> None:
    """Profit and margin of one segment and period, the revenue a figure or a fact."""
    text = "In 2021, pumps made a gross profit of 0.94 billion yuan, with a gross margin of 30.0%."
    margin = only(related(text), "ratio:gross_margin:pumps:2021")
    assert set(surfaces(margin, text)) == {"0.94 billion yuan", "30.0%"}
    assert margin.operands["revenue"].constants
    assert margin.is_equality


def test_two_shares_imply_one_total(related: Callable[..., dict[str, Relation]]) -> None:
    """Part / share is the same for both, and at most the company's revenue."""
    text = "In 2021, revenue of pumps was 3 billion yuan, accounting for 32%; revenue of valves was 2 billion yuan, accounting for 21%."
    found = related(text, alone=True)
    pair = only(found, "share:revenue_share")
    assert surfaces(pair, text) == ["3 billion yuan", "32%", "2 billion yuan", "21%"]
    assert (pair.is_equality, only(found, "sum:revenue_share").is_equality) == (True, False)
    bounds = [one for one in related(text).values() if one.id.startswith("total:")]
    assert {one.is_equality for one in bounds} == {False}
    assert len(bounds) == 2


def test_a_measure_said_again_is_a_repeat(related: Callable[..., dict[str, Relation]]) -> None:
    """In another sentence; the later one is blamed. What is said to be about a size repeats nothing."""
    text = "In 2021, the company's net profit was 0.7 billion yuan. In 2021, the company's net profit was 0.731 billion yuan."
    repeat = only(related(text, alone=True), "repeat:")
    assert surfaces(repeat, text) == ["0.731 billion yuan", "0.7 billion yuan"]
    assert repeat.derived == repeat.figures[0]
    assert [one for one in related(text.replace("0.7 ", "about 0.7 "), alone=True) if one.startswith("repeat")] == []


def test_other_periods_and_segments_are_no_repeat(related: Callable[..., dict[str, Relation]]) -> None:
    """The same measure elsewhere is another number."""
    text = (
        "In 2021, the company's revenue was 9 billion yuan. In 2020, the company's revenue was 8 billion yuan. "
        "In 2021, revenue of pumps was 3 billion yuan."
    )
    assert [one for one in related(text, alone=True) if one.startswith("repeat")] == []


def test_a_compound_rate_ties_the_ends_of_its_window(related: Callable[..., dict[str, Relation]]) -> None:
    """(end / start) to the power of one over the years, less one."""
    text = (
        "In 2018, the company's revenue was 5 billion yuan. In 2021, the company's revenue was 9 billion yuan. "
        "From 2018 to 2021, the CAGR of the company's revenue was 21.6%."
    )
    rate = only(related(text, alone=True), "cagr:")
    assert set(surfaces(rate, text)) == {"21.6%", "9 billion yuan", "5 billion yuan"}
    assert rate.operands["inverse_years"].label == "1/3"


@pytest.mark.parametrize(
    "text",
    ["", "No number.", "The widget index stood at 45 in 2021.", "In 2021, the company's revenue was 9 billion yuan."],
)
def test_nothing_is_related_without_a_partner(related: Callable[..., dict[str, Relation]], text: str) -> None:
    """A figure alone, without facts, says nothing of another, except bounds that it meets by itself."""
    assert [one for one in related(text, alone=True).values() if one.is_equality] == []


def test_a_ratio_of_facts_alone_is_no_relation(related: Callable[..., dict[str, Relation]]) -> None:
    """What no figure takes part in speaks of no figure."""
    text = "In 2021, the company's net profit was 0.731 billion yuan."
    assert all(one.figures for one in related(text).values())


PUMPS_AND_VALVES = (
    "In 2021, the company's pumps business achieved revenue of 3.127 billion yuan, accounting for 32.5%, and its valves business "
    "revenue of {valves}, accounting for 17.5%. Pumps and valves achieved combined revenue of 4.811 billion yuan, "
    "accounting for 50% of revenue."
)


def test_segments_together_are_not_added_to_their_parts(related: Callable[..., dict[str, Relation]]) -> None:
    """The shares of two segments are at most all; that of both together stands beside them."""
    found = related(PUMPS_AND_VALVES.format(valves="1.684 billion yuan"))
    assert len(only(found, "sum:revenue_share").figures) == 2


@pytest.mark.parametrize(
    "text",
    [
        "2021年，公司营业收入150.56亿元，前三季度营收105.31亿元。",
        "2021年，公司营业收入150.56亿元，其中零售业务87.27亿元，批发业务63.29亿元。",
        "预计2022-2024年归母净利润为5.1/6.4/7.9亿元，对应EPS为0.51/0.64/0.79元。",
    ],
)
def test_what_only_stands_near_is_no_repeat(related: Callable[..., dict[str, Relation]], text: str) -> None:
    """Months of the year, parts of the whole, earnings a share: other numbers than the one before them."""
    assert [name for name in related(text, alone=True) if name.startswith("repeat")] == []


def test_amounts_in_two_currencies_have_no_total(related: Callable[..., dict[str, Relation]]) -> None:
    """A share of yuan and a share of dollars say nothing of one another."""
    yuan = related(PUMPS_AND_VALVES.format(valves="1.684 billion yuan"))
    dollars = related(PUMPS_AND_VALVES.format(valves="1.684 billion US dollars"))
    tied = "share:revenue_share:pumps:valves"
    assert [sum(name.startswith(tied) for name in found) for found in (yuan, dollars)] == [1, 0]
