"""Odd surfaces: numbers that no writer prints, and what they can have been."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.candidates.surface import odd_figures
from finkit.figures.extract import extract
from finkit.pipeline import check
from finkit.verdicts.verdict import CheckedFigure, Verdict


def odd(text: str) -> list[str]:
    """The surfaces that are odd."""
    figures = [figure for said in extract(text) for figure in said.figures]
    found = odd_figures(figures)
    return [figure.surface for figure in figures if figure.id in found]


def only(text: str) -> CheckedFigure:
    """The one quantity of a text, checked on its own."""
    (figure,) = check(text).values
    return figure


@pytest.mark.parametrize(
    "text",
    [
        "Profit rose by 342605%.",
        "Revenue was 103419 million yuan.",
        "Revenue was 10444 billion yuan.",
        "Earnings were 128721元/股.",
        "Profit will be 1450000万元, or 3726003万元.",
        "Profit will be 900 million – 135 million yuan.",
        "Profit will be 15.8-3.16 billion yuan.",
    ],
)
def test_what_no_writer_prints_is_odd(text: str) -> None:
    """Too many digits in a row before this word, or ends of a range that do not belong together."""
    assert odd(text)


@pytest.mark.parametrize(
    "text",
    [
        "Profit rose by 2417.49%, 1234% and 9,876%.",
        "Revenue was 103,419 million yuan, assets 37260 million yuan, debt 1444 billion yuan.",
        "Profit will be 1450000万元.",
        "GDP was 1210207亿元.",
        "It paid 2109572600 yuan for 120000 tons.",
        "Prices are 35-900 yuan, growth -5% to -10%, output 5-120 million tons.",
        "It fell from 900 million to 135 million yuan.",
    ],
)
def test_what_writers_print_is_not(text: str) -> None:
    """Commas, points, large economies and wide ranges are ordinary."""
    assert odd(text) == []


@pytest.mark.parametrize(
    ("text", "wanted", "unit"),
    [
        ("Profit rose by 342605%.", "3426.05", "%"),
        ("Revenue was 861302 million yuan.", "86130200", "CNY"),
        ("Revenue was 10444 billion yuan.", "10444000000", "CNY"),
        ("Earnings were 128721元/股.", "12.8721", "CNY/share"),
    ],
)
def test_lost_marks_come_back_without_a_confident_word(text: str, wanted: str, unit: str) -> None:
    """The likeliest reading is given as inferred or ambiguous; what is printed stays, and stays on offer."""
    figure = only(text)
    assert (Decimal(wanted), unit) == (figure.value, figure.unit)
    assert figure.verdict in {Verdict.INFERRED, Verdict.AMBIGUOUS}
    assert figure.printed is not None
    assert figure.printed >= 100 * (figure.value or 0)


def test_the_odd_end_of_a_range_is_read_with_the_other() -> None:
    """The ends are in order and of one size."""
    low, high = check("Profit will be 900 million – 135 million yuan.").values
    assert (Decimal("9e8"), Decimal("1.35e9")) == (low.value, high.value)
    low, high = check("Profit will be 15.8-3.16 billion yuan.").values
    assert (Decimal("1.58e9"), Decimal("3.16e9")) == (low.value, high.value)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 999), st.integers(0, 3), st.integers(0, 999), st.sampled_from([" million yuan", " billion yuan", "%", "万元"]))
def test_ordinary_numbers_stand_as_they_are(whole: int, decimals: int, behind: int, unit: str) -> None:
    """No number with its marks is changed in a document without damage."""
    number = f"{whole}.{behind:03d}"[: len(str(whole)) + 1 + decimals].rstrip(".")
    figure = only(f"Revenue was {number}{unit}.")
    assert (figure.edits, figure.printed) == ((), figure.value)
