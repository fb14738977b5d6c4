"""Comma-separated lines: numbers stay numbers, texts of documents stay texts."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.reports.lines import GUARD, csv_text, guarded

TEXTS = st.text(st.one_of(st.characters(exclude_categories=["C", "Z"]), st.sampled_from(" \t\r\n\u3000\"',=+-@")))
LIVE = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "-", "＝1+1", "'=1", "-1e"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    """In front; what stands behind it is the text unchanged."""
    assert guarded(text) == GUARD + text


@pytest.mark.parametrize("value", ["-5", "+5", "-0.25", "1e-9", "22.53", "", "1.00 billion yuan", "a=b", "−3", 3, -2.5, Decimal(-1)])
def test_numbers_and_plain_texts_stay(value: object) -> None:
    """A negative number is a number, as a string of digits too."""
    assert guarded(value) == str(value)


def test_what_steers_a_screen_is_shown_by_its_code() -> None:
    """As on a terminal and in the workbook; an absence is an empty cell."""
    assert guarded("a\x1b[31m\u202eb\x00") == "a\\x1b[31m\\u202eb\\x00"
    assert guarded(None) == ""


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_comes_back_and_none_is_live(texts: list[str]) -> None:
    """Whatever a document says: one row, one leading apostrophe at most added, and no cell that would run."""
    columns = [f"c{place}" for place in range(len(texts))]
    head, row = csv.reader(io.StringIO(csv_text(columns, [dict(zip(columns, texts, strict=True))]), newline=""))
    assert head == columns
    for text, cell in zip(texts, row, strict=True):
        assert cell in {text, GUARD + text}
        assert not cell.startswith(LIVE) or float(cell) is not None
        assert cell.removeprefix(GUARD) == text
