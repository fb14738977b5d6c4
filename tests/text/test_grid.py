"""Rows: how cells are parted, and which lines make a run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.text.grid import PIPES, SINGLE, SPACES, TABS, Row, runs


def cells(text: str) -> list[list[list[str]]]:
    """The cells of every run."""
    return [[[text[cell.start : cell.end] for cell in row.cells] for row in run] for run in runs(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Item\t2020\nBricks\t\t7", [[["Item", "2020"], ["Bricks", "", "7"]]]),
        ("| a | b |\n|---|---|\n| c \\| d | |", [[["a", "b"], ["---", "---"], ["c \\| d", ""]]]),
        ("a | b\n--- | ---\nc | 7", [[["a", "b"], ["---", "---"], ["c", "7"]]]),
        ("Bricks sold   7 500\nTiles   80", [[["Bricks sold", "7 500"], ["Tiles", "80"]]]),
        ("(t)\n\nItem\t2020\nBricks\t7\nof it:\nred\t5\nText", [[["(t)"], ["Item", "2020"], ["Bricks", "7"], ["of it:"], ["red", "5"]]]),
    ],
)
def test_rows_hang_together(text: str, wanted: list[list[list[str]]]) -> None:
    """Cells without the blanks around them; short lines above and between belong to the run."""
    assert wanted == cells(text)


@pytest.mark.parametrize(
    "text",
    ["One row\t7", "Home | News\nKilns | 7 | 8", "A text.\nAnother text.", "a\tb\nc | d | e\nf  g", "\t" * 70 + "\n" + "\t" * 70],
)
def test_other_lines_make_no_run(text: str) -> None:
    """One row alone, pipes without a line of dashes, rows of several kinds, more cells than a table has."""
    assert cells(text) == []


@given(st.text(alphabet="|\t a1-\n\r", max_size=80))
def test_cells_stand_in_their_rows_in_order(text: str) -> None:
    """Any text: spans are in order, trimmed and inside; every run has two rows and more."""
    rows: list[Row] = []
    for run in runs(text):
        assert sum(row.kind in {PIPES, TABS, SPACES} for row in run) > 1
        rows += [row for row in run if row.kind != SINGLE]
    for row in rows:
        at = row.start
        for cell in row.cells:
            assert at <= cell.start <= cell.end <= row.end
            assert text[cell.start : cell.end] == text[cell.start : cell.end].strip(" \t")
            at = cell.end
