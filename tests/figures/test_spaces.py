"""Spaces inside numbers: where the document shows that it cuts numbers, and where two numbers stay two."""

from __future__ import annotations

import pytest

from finkit.figures.spaces import numbers_with_spaces


def joined(text: str) -> list[str]:
    """The numbers put together."""
    return [number for _, number, _ in numbers_with_spaces(text).values()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The price was 128, 000 yuan/ton.", ["128,000"]),
        ("Sales of 479 ,200 tonnes were made.", ["479,200"]),
        ("Spending was 11 0 million yuan.", ["110"]),
        ("It rose 20 .6% in the year.", ["20.6"]),
        ("Profit is 20.5 1 billion yuan.", ["20.51"]),
        ("Profit was -2305 1 ten thousand yuan.", ["23051"]),
        ("The price fell to 1 25,000 yuan, and sales to 48 1,800 tons, at 125,0 00 yuan.", ["125,000", "481,800", "125,000"]),
    ],
)
def test_what_cannot_stand_is_put_together(text: str, wanted: list[str]) -> None:
    """Pieces that no writer prints as numbers of their own."""
    assert wanted == joined(text)


def test_one_certain_place_settles_the_rest() -> None:
    """A document that cuts one number for certain cuts the others too."""
    text = "Spending was 11 0 million yuan. Research reached 2 5.8 million yuan, and the margin was 3 4.1%. It fell by 6. 2%."
    assert joined(text) == ["110", "25.8", "34.1", "6.2"]


@pytest.mark.parametrize(
    "text",
    [
        "The group sold 45, 120 and 300 units, 15 tons each.",
        "In 2023 15 million tons were sold.",
        "Margins of 12.5 13.7 14.2 % in three years.",
        "Phase 2 120 million yuan, phase 3 140 million yuan, No. 4 160 million yuan.",
        "Research reached 2 5.8 million yuan.",
        "It grew in 2021. 30 million tons were sold. In June 5 million were.",
        "From May 3 2.5 million yuan, from June 4 3.5 million yuan, from July 5 4.5 million yuan.",
    ],
)
def test_two_numbers_stay_two(text: str) -> None:
    """Nothing is put together where both can stand."""
    assert joined(text) == []


def test_groups_of_thousands_are_no_cuts() -> None:
    """They tell of no damage; where cuts are known, every group with a unit behind it is one number."""
    assert joined("Sales were 15 000 tons. Research reached 2 5.8 million yuan.") == ["15000"]
    assert joined("Profit per unit of 480 350 tons.") == []
    assert joined("Profit per unit of 480 350 tons, at 11 0 million yuan.") == ["110", "480350"]
    assert [stage for _, _, stage in numbers_with_spaces("Of 480 350 tons, at 11 0 million yuan.").values()] == ["space in number", ""]
