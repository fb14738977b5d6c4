"""The channel: a printed figure to its readings."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.candidates.channel import readings
from finkit.candidates.dialect import Dialect, infer_dialect
from finkit.candidates.setting import Setting
from finkit.figures.extract import extract
from finkit.figures.figure import VALUE, Figure

CLEAN = infer_dialect([])
LOSSY = infer_dialect(
    [figure for said in extract("The margin was 2107%, the ratio 078%, the share 045%, the cost 031%.") for figure in said.figures]
)
SETTINGS = settings(max_examples=150, deadline=None, derandomize=True)


def first(text: str) -> Figure:
    """The first quantity of a text."""
    return next(figure for said in extract(text) for figure in said.figures if figure.kind == VALUE)


def read(text: str) -> list[Decimal]:
    """The values that a figure can have had in a document that lost its points."""
    return [one.value for one in readings(first(text), Setting(LOSSY))]


@SETTINGS
@given(st.integers(0, 999_999), st.integers(0, 3), st.sampled_from(["%", " tons", " billion yuan", "亿元", "万吨", " pumps", " yuan/ton"]))
def test_a_clean_dialect_reads_what_is_printed(digits: int, decimals: int, unit: str) -> None:
    """The literal reading, without edits, at no cost; what other damage would explain stands far behind."""
    figure = first(f"It was {Decimal(digits).scaleb(-decimals):f}{unit}.")
    found = readings(figure, Setting(CLEAN))
    assert (found[0].value, found[0].edits, found[0].cost) == (figure.literal, (), 0.0)
    assert all(one.edits and one.cost >= 6 and one.slips == one.cost for one in found[1:])
    assert (figure.unit, figure.quantum) == (found[0].unit, found[0].quantum)


@SETTINGS
@given(st.integers(0, 9999), st.integers(1, 2), st.integers(0, 99), st.sampled_from(["%", " tons", " yuan"]))
def test_the_truth_is_among_the_readings_of_a_lost_point(whole: int, decimals: int, behind: int, unit: str) -> None:
    """Whatever number lost its point, its value is offered; and so is what is printed."""
    fraction = f"{behind % 10**decimals:0{decimals}d}"
    truth, printed = Decimal(f"{whole}.{fraction}"), f"{whole}{fraction}"
    if set(printed) == {"0"}:
        return
    found = read(f"It was {printed}{unit}.")
    assert truth in found
    assert Decimal(printed) in found


@SETTINGS
@given(st.integers(10, 9999), st.integers(1, 99))
def test_the_truth_is_among_the_readings_of_a_translated_amount(whole: int, behind: int) -> None:
    """x.yz亿 without its point was translated to billions: the true amount is offered."""
    truth = Decimal(f"{whole}.{behind:02d}") * 10**8
    billions = Decimal(f"{whole}{behind:02d}") / 10
    assert truth in read(f"It was {billions.normalize():f} billion yuan.")


@SETTINGS
@given(st.integers(1, 999), st.integers(1, 9), st.integers(1, 9))
def test_the_truth_is_among_the_readings_of_a_torn_figure(whole: int, tenth: int, hundredth: int) -> None:
    """x.yz亿, its tail translated as billions and moved behind a phrase."""
    truth = Decimal(f"{whole}.{tenth}{hundredth}") * 10**8
    assert truth in read(f"It was {whole} year-on-year{tenth}.{hundredth} billion yuan.")


@pytest.mark.parametrize(
    ("text", "truth", "source"),
    [
        ("It was 37 year-on-year4%.", "37.4", "37.4%"),
        ("It was 37 year-on-year0.4 billion yuan.", "37.04e8", "37.04亿元"),
        ("It was 37 year-on-year400 million yuan.", "37.4e8", "37.4亿元"),
        ("It was 37 year-on-year4.2 billion yuan.", "37.42e8", "37.42亿元"),
        ("It was 37$4.2 billion yuan.", "37.42e8", "37.42亿元"),
        ("It was 2107%.", "21.07", "21.07%"),
        ("It was 1,45678 tons.", "1456.78", "1456.78吨"),
        ("It was 6130,000 tons.", "61.3e4", "61.3万吨"),
        ("It was 3742亿元.", "37.42e8", "37.42亿元"),
    ],
)
def test_examples_of_every_stage(text: str, truth: str, source: str) -> None:
    """The true value is offered with the token of the Chinese original."""
    found = readings(first(text), Setting(LOSSY))
    assert source in [one.source_text for one in found if one.value == Decimal(truth)]


def test_every_edit_says_what_stood_there_and_what_had() -> None:
    """A reading that changes anything names its stages; the one that changes nothing names none."""
    found = readings(first("It was 2107%."), Setting(LOSSY))
    assert [(one.edits[0].stage, one.edits[0].before, one.edits[0].after) for one in found if one.value == Decimal("21.07")] == [
        ("point lost", "2107%", "21.07%")
    ]
    assert [one.value for one in found if one.is_printed] == [Decimal(2107)]


def test_readings_come_cheapest_first_from_nothing() -> None:
    """The first costs nothing, none costs less than the one before it, no value comes twice with one quantum."""
    found = readings(first("It was 210735 tons."), Setting(LOSSY))
    costs = [one.cost for one in found]
    assert (costs[0], costs) == (0.0, sorted(costs))
    assert len({(one.value, one.quantum) for one in found}) == len(found)


def test_a_fall_in_words_makes_the_value_negative() -> None:
    """The direction of a change is the sign of its value, in every reading."""
    falling = replace(first("It was 2107%."), direction="down")
    assert max(one.value for one in readings(falling, Setting(LOSSY))) < 0


def test_unreadable_digits_have_no_reading() -> None:
    """Nobody knows what two points say."""
    assert readings(first("It was 1.2.3 tons."), Setting(LOSSY)) == ()


def test_a_number_that_kept_its_point_has_no_other_place_for_it() -> None:
    """A point that is printed is the point."""
    assert read("It was 21.07%.") == [Decimal("21.07")]


def test_what_counts_things_has_no_decimals() -> None:
    """Pumps come whole, also where points were lost."""
    assert read("It has 1250 pumps.") == [Decimal(1250)]


@SETTINGS
@given(
    st.text(st.sampled_from("0123456789,."), min_size=1, max_size=14),
    st.sampled_from(["%", " billion yuan", " tons", "亿元", "0,000 tons", " million"]),
)
def test_readings_of_any_digits_are_finite_and_in_order(digits: str, unit: str) -> None:
    """Whatever the digits are: costs are finite, begin at nothing and rise; the values keep the figure's unit."""
    for said in extract(f"It was {digits}{unit}"):
        for figure in said.figures:
            if figure.kind != VALUE:
                continue
            found = readings(figure, Setting(LOSSY))
            costs = [one.cost for one in found]
            assert costs == sorted(costs)
            assert not costs or costs[0] == 0.0
            assert all(one.value.is_finite() and abs(one.cost) < 1e6 for one in found)
            assert {figure.unit} >= {one.unit for one in found}


def test_a_figure_torn_after_translation_keeps_its_scale_word() -> None:
    """Where other decimals kept their points, `61 ... 8 million` may be 61.8 million; where all lost them, it is of a token."""
    keeps = infer_dialect(
        [figure for said in extract("The margin was 6 year-on-year2%; 3.1%, 4.5%, 0.7% and 9.25% were before.") for figure in said.figures]
    )
    torn = first("Sales were 61 in the third quarter8 million yuan.")
    assert Decimal(61_800_000) in [one.value for one in readings(torn, Setting(keeps))]
    assert Decimal(61_800_000) not in [one.value for one in readings(torn, Setting(LOSSY))]


@pytest.mark.parametrize("dialect", [CLEAN, LOSSY])
@pytest.mark.parametrize("text", ["It was 11 03 million yuan.", "It was 65438+0.2 billion yuan.", "It was 65438+02 million yuan."])
def test_every_reading_of_a_mended_number_lists_the_mending_first(text: str, dialect: Dialect) -> None:
    """Whatever stage is undone after it."""
    figure = first(text)
    stages = [[edit.stage for edit in one.edits] for one in readings(figure, Setting(dialect))]
    assert {one[0] for one in stages} == {figure.mended}
    assert max(map(len, stages)) > 1
