"""Cells: one number with sign, currency and unit of its own, or none."""

from __future__ import annotations

import pytest

from finkit.figures.tables.cells import is_empty, number_in


@pytest.mark.parametrize(
    ("text", "digits", "sign", "unit", "surface"),
    [
        ("2,048.5", "2,048.5", 0, None, "2,048.5"),
        ("(7.5)", "7.5", -1, None, "(7.5)"),
        ("(7.5%)", "7.5", -1, "%", "(7.5%)"),
        ("(7.5)%", "7.5", -1, "%", "(7.5)%"),
        ("-7.5%", "7.5", -1, "%", "-7.5%"),
        ("+7.5pp", "7.5", 1, "pp", "+7.5pp"),
        ("减少7.5个百分点", "7.5", -1, "pp", "减少7.5个百分点"),
        ("down 7.5%", "7.5", -1, "%", "down 7.5%"),
        ("$ 2,048", "2,048", 0, None, "$ 2,048"),
        ("7\u202f500", "7500", 0, None, "7\u202f500"),
        ("7 500 tons", "7500", 0, "t", "7 500 tons"),
        ("7.5*", "7.5", 0, None, "7.5"),
        ("3.5x", "3.5", 0, None, "3.5"),
        ("7.5亿元", "7.5", 0, "CNY", "7.5亿元"),
    ],
)
def test_a_number_is_read_with_what_touches_it(text: str, digits: str, sign: int, unit: str | None, surface: str) -> None:
    """The cell is the number and nothing else."""
    found = number_in(text, 0, len(text))
    assert found is not None
    assert (found.numeral.text, found.sign, found.suffix.unit, text[found.start : found.end]) == (digits, sign, unit, surface)


@pytest.mark.parametrize("text", ["", "Kilns", "7.5 (8)", "7-8", "000831", "12a", "Q3", "(7.5", "7.5)", "sold 7.5 tons", "9" * 40])
def test_other_cells_are_no_number(text: str) -> None:
    """Words, two numbers, ranges, codes, brackets that do not close."""
    assert number_in(text, 0, len(text)) is None


@pytest.mark.parametrize("text", ["-", "–", "—", "n/a", "N.A.", "nm", "不适用", "nil", ""])
def test_a_dash_is_no_figure(text: str) -> None:
    """Nothing is said."""
    assert is_empty(text)
