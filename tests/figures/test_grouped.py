"""Thousands grouped by spaces: where they are one number, and where two numbers stay two."""

from __future__ import annotations

import pytest

from finkit.figures.grouped import grouped_numbers


def joined(text: str) -> list[str]:
    """The numbers put together."""
    return [number for _, number, _ in grouped_numbers(text).values()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sales of 7 500 million yuan", ["7500"]),
        ("It fired 7 500 000 tons", ["7500000"]),
        ("Kilns 7\u202f500 tons, 48\u2009250.5 yuan", ["7500", "48250.5"]),
        ("sold 7\u00a0500 tons", ["7500"]),
        ("of 480 000 tons", ["480000"]),
        ("窑 7 500 吨", ["7500"]),
        ("reached 7 500 million yuan and 8 250 million yuan", ["7500", "8250"]),
    ],
)
def test_groups_of_three_are_one_number(text: str, wanted: list[str]) -> None:
    """Narrow spaces always, plain ones behind a word that leads to a quantity."""
    assert wanted == joined(text)


@pytest.mark.parametrize(
    "text",
    [
        "Phase 2 480 million yuan",
        "May 3 250 million yuan",
        "In 2020 150 million yuan",
        "It was 480 490 500 tons",
        "of 480 350 tons",
        "3 100 million yuan",
        "top 5 120 million tons",
        "Kiln K2 480 tons",
        "of 7 500 8 tons",
        "Lines 3 250 tons",
        "Kiln expenses 75 110 165 250 240",
        "of 75 110 165 250 240 tons",
    ],
)
def test_two_numbers_stay_two(text: str) -> None:
    """Names, dates, lists, scales spelled as numbers."""
    assert joined(text) == []
