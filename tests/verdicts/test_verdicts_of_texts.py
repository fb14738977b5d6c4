"""The six verdicts, each from a tiny document about an invented company."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.verdicts.verdict import CONFIDENT, Anchor, Check, CheckedFigure, Verdict

if TYPE_CHECKING:
    from finkit.statements.company import Company

# Percentages that begin with a zero: the sign by which a document shows that it lost its points.
LOSSY = "The widget rate was 078%. The gadget rate was 045%. The gizmo rate was 031%.\n"
TEXTS = {
    "clean": "In 2021, the company's revenue was 9.624 billion yuan, up 20.3% year-on-year; the gross margin was 25.0%.",
    "lossy": LOSSY + "In 2021, the company's revenue was 9.624 billion yuan, up 203% year-on-year; the gross margin was 250%.",
    "torn": LOSSY
    + "In 2021, the company's revenue was 96 year-on-year2.4 billion yuan; its net profit was 7 year-on-year3.1 billion yuan.",
    "wrong": "In 2021, the company's revenue was 9.9 billion yuan, up 20.3% year-on-year; net profit was 0.8 billion yuan.",
    "alone": "The widget index stood at 45. In 2021, valves made a revenue of 2.2 billion yuan.",
    "scale": LOSSY + "In 2020, sales volume of pumps was 12340 tons. In 2021, sales volume of pumps was 13580 tons, up 1005%.",
    "odd": LOSSY + "The gauge was 210735 tons, the yield 24%, the odd count 33 tons.",
}


def figure(found: Check, surface: str) -> CheckedFigure:
    """The figure with this surface."""
    return next(one for one in found.values if one.surface == surface)


def test_confirmed_stands_as_printed_and_a_fact_supports_it(works: Company) -> None:
    """Amount, growth and margin of a true sentence."""
    found = check(TEXTS["clean"], works)
    assert [one.verdict for one in found.values] == [Verdict.CONFIRMED] * 3
    assert {one.anchor for one in found.values} == {Anchor.FACTS}
    revenue = figure(found, "9.624 billion yuan")
    assert revenue.statement is not None
    assert (revenue.statement.difference, revenue.statement.lines, revenue.statement.source) == (Decimal(0), (3,), "annual")


def test_repaired_is_the_one_reading_that_facts_allow(works: Company) -> None:
    """203 % was 20.3 %, 250 % was 25.0 %: with the edit, what was printed, and what it is now."""
    found = check(TEXTS["lossy"], works)
    growth, margin = figure(found, "203%"), figure(found, "250%")
    assert [(one.verdict, one.printed, one.value) for one in (growth, margin)] == [
        (Verdict.REPAIRED, Decimal(203), Decimal("20.3")),
        (Verdict.REPAIRED, Decimal(250), Decimal("25.0")),
    ]
    assert [(edit.stage, edit.after) for edit in growth.edits] == [("point lost", "20.3%")]
    assert (growth.low, growth.high) == (Decimal("20.25"), Decimal("20.35"))


def test_a_torn_figure_is_repaired_whole(works: Company) -> None:
    """96 and 2.4 billion were 96.24亿, 7 and 3.1 billion 7.31亿."""
    found = check(TEXTS["torn"], works)
    torn = [one for one in found.values if len(one.parts) == 2]
    assert [(one.verdict, one.value) for one in torn] == [(Verdict.REPAIRED, Decimal("9624e6")), (Verdict.REPAIRED, Decimal("731e6"))]


def test_inferred_rests_on_the_pattern_of_the_document_alone(works: Company) -> None:
    """A percentage that begins with a zero lost its point; nothing else says so."""
    found = figure(check(TEXTS["lossy"], works), "078%")
    assert (found.verdict, found.value, found.anchor, found.evidence) == (Verdict.INFERRED, Decimal("0.78"), Anchor.STYLE, ())


def test_ambiguous_lists_its_rivals_cheapest_first() -> None:
    """A document that lost its points holds figures that can be several numbers; at most five others are listed."""
    found = check(next((Path(__file__).parents[2] / "seeds").glob("003_*.txt")))
    unsure = [one for one in found.values if one.verdict is Verdict.AMBIGUOUS]
    assert unsure
    for one in unsure:
        costs = [other.cost for other in one.alternatives]
        assert 1 <= len(costs) <= 5
        assert costs == sorted(costs)
        assert one.value not in {other.value for other in one.alternatives}


def test_contradicted_shows_the_relation_and_both_sides(works: Company) -> None:
    """Revenue and profit that no damage turns into the facts are left as printed, the growth is not blamed."""
    found = check(TEXTS["wrong"], works)
    revenue, profit = figure(found, "9.9 billion yuan"), figure(found, "0.8 billion yuan")
    assert [(one.verdict, one.value, one.edits) for one in (revenue, profit)] == [
        (Verdict.CONTRADICTED, Decimal("9.9e9"), ()),
        (Verdict.CONTRADICTED, Decimal("0.8e9"), ()),
    ]
    assert figure(found, "20.3%").verdict is Verdict.CONFIRMED
    assert revenue.statement is not None
    assert revenue.statement.difference == Decimal("276e6")
    assert {one.figure for one in found.summary.contradictions} == {revenue.id, profit.id}


def test_unchecked_is_what_nothing_speaks_of(works: Company) -> None:
    """Neither an unknown index nor the revenue of a segment that no source holds."""
    found = check(TEXTS["alone"], works)
    assert [(one.verdict, one.value == one.printed) for one in found.values] == [(Verdict.UNCHECKED, True)] * 2


def test_a_scale_free_group_is_never_confident(works: Company) -> None:
    """Two tonnages and their growth fit at every scale: the growth is sure, no tonnage is."""
    found = check(TEXTS["scale"], works)
    tons = [one for one in found.values if one.unit == "t"]
    assert len(tons) == 2
    assert {one.verdict for one in tons} & CONFIDENT == set()
    assert {one.anchor for one in tons} == {Anchor.SCALE_FREE}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("alone", [False, True])
def test_confident_words_have_a_relation_that_holds(works: Company, name: str, alone: bool) -> None:
    """Every confirmed and repaired figure lists an equality that holds; every contradicted one a relation that does not."""
    found = check(TEXTS[name], None if alone else works)
    relations = {one.id: one for one in found.relations}
    for one in found.values:
        outcomes = {relations[evidence].holds for evidence in one.evidence}
        equalities = [relations[evidence] for evidence in one.evidence if relations[evidence].kind not in {"bound", "sum"}]
        if one.is_confident:
            assert any(relation.holds and relation.low is not None and relation.low <= 0 <= (relation.high or 0) for relation in equalities)
        if one.verdict is Verdict.CONTRADICTED:
            assert False in outcomes
        assert all(one.id in relations[evidence].terms for evidence in one.evidence)


@pytest.mark.parametrize("name", TEXTS)
def test_every_verdict_is_explained_in_one_line(works: Company, name: str) -> None:
    """A sentence for each figure and each relation, without line breaks or unfilled places."""
    found = check(TEXTS[name], works)
    assert [one.surface for one in found.values if not one.why.strip()] == []
    lines = [one.why for one in found.values] + [one.text for one in found.relations]
    assert [line for line in lines if "\n" in line or "None" in line or "{" in line] == []
    assert all(one.text.strip() for one in found.relations)


def test_the_words_fit_the_verdict(works: Company) -> None:
    """What was undone is said where something was, and that nothing speaks where nothing does."""
    lossy, alone = check(TEXTS["lossy"], works), check(TEXTS["alone"], works)
    assert "point lost" in figure(lossy, "203%").why
    assert "20.3" in figure(lossy, "203%").why
    assert "as printed" in figure(lossy, "9.624 billion yuan").why
    assert "nothing speaks" in alone.values[0].why


def test_somebody_elses_figures_are_not_contradicted_by_the_companys_facts(works: Company) -> None:
    """China's revenue is not Brook Works'."""
    found = check("In 2021, China's revenue was 9.9 billion yuan, up 30%.", works)
    assert {one.verdict for one in found.values} == {Verdict.UNCHECKED}


def test_counts_add_up(works: Company) -> None:
    """Every quantity has one of the six words."""
    found = check("\n".join(TEXTS.values()), works)
    assert len(found.values) == found.summary.figures == sum(found.summary.counts.values())
    assert set(found.summary.counts) == {verdict.value for verdict in Verdict}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The gauge was 12.30.40 tons.", id="digits that make no number"),
        pytest.param(f"The gauge was {'7' * 41} tons.", id="more digits than a quantity has"),
    ],
)
def test_unreadable_digits_are_ambiguous_without_a_value(works: Company, text: str) -> None:
    """The design's own case: value null, ambiguous."""
    found = check(text, works).values
    assert [(one.verdict, one.value, one.printed) for one in found] == [(Verdict.AMBIGUOUS, None, None)]


def test_scale_words_that_are_right_are_no_dialect(works: Company) -> None:
    """Facts that bear out 亿 or billion as printed leave the document clean."""
    english = "In 2021, revenue was 9.624 billion yuan and net profit 0.731 billion yuan."
    for text in ("2021年，公司营业收入96.24亿元，净利润7.31亿元。", english):
        assert check(text, works).dialect.name == "clean"
