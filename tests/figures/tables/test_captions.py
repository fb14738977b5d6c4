"""Captions: periods, growth, notes, and what is left of the words."""

from __future__ import annotations

import pytest

from finkit.figures.cues import CHANGE, GROWTH
from finkit.figures.tables.captions import NOTE, UNCLEAR, caption, period_alone


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2020", "FY2020"), ("FY2020", "FY2020"), ("FY20", "FY2020"), ("2020A", "FY2020"), ("2020E", "FY2020E"),
        ("2020年", "FY2020"),
        ("2020年度", "FY2020"), ("H1 2020", "H1 2020"), ("1H20", "H1 2020"), ("2020Q3", "Q3 2020"), ("3Q20", "Q3 2020"),
        ("9M2020", "9M2020"),
        ("2020年1-9月", "9M2020"), ("2020年前三季度", "9M2020"), ("2020年第二季度", "Q2 2020"), ("2020年上半年", "H1 2020"),
        ("2020-12-31", "2020-12-31"), ("Dec 31, 2020", "2020-12-31"), ("31 December 2020", "2020-12-31"), ("2020年12月31日", "2020-12-31"),
        ("Nine months ended September 30, 2020", "9M2020"), ("Three months ended June 30, 2020", "Q2 2020"),
        ("Year ended March 31, 2020", "FY2020"), ("As at 31 December 2020", "2020-12-31"), ("March 2020", "2020-03"),
    ],
)  # fmt: skip
def test_a_heading_of_a_period_is_read(text: str, code: str) -> None:
    """Every way in which a column is dated."""
    found = caption(text).period
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["2,020", "20200", "2019-2021", "2020 budget", "7 500", "Three months ended", "2020 (RMB million)"])
def test_other_cells_are_no_period(text: str) -> None:
    """Amounts, windows, periods with other words."""
    assert period_alone(text) is None


@pytest.mark.parametrize(
    ("text", "role", "words"),
    [
        ("YoY (%)", GROWTH, ""), ("同比增减（%）", GROWTH, ""), ("Change (%)", GROWTH, ""), ("% change", GROWTH, ""),
        ("Change", UNCLEAR, ""),
        ("营业收入比上年增减（%）", GROWTH, "营业收入"), ("增减额", CHANGE, ""), ("QoQ", UNCLEAR, "QoQ"), ("Note", NOTE, ""),
        ("附注", NOTE, ""),
        ("Stock code", NOTE, ""), ("Kilns", "", "Kilns"), ("Revenue growth (%)", GROWTH, "Revenue"),
    ],
)  # fmt: skip
def test_a_caption_says_what_becomes_of_its_measure(text: str, role: str, words: str) -> None:
    """Growth, change, notes; what is unclear stays so."""
    found = caption(text)
    assert (found.role, found.words) == (role, words)
