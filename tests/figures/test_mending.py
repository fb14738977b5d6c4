"""Damage to what makes up a number: forward and inverse against each other, and through the reader."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finkit.figures.extract import extract
from finkit.figures.figure import VALUE, Figure
from finkit.figures.mending import CELLS_GLUED, ONES_RESPELLED, RANGE_FUSED, SPACE_INSERTED, SPELLED_OUT

NUMBERS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(99999), places=2).map(lambda value: f"{value:f}")


def values(text: str) -> list[Figure]:
    """The quantities of a text."""
    return [figure for said in extract(text) for figure in said.figures if figure.kind == VALUE]


@given(st.integers(1, 4), st.data())
def test_glued_cells_come_apart(decimals: int, data: st.DataObject) -> None:
    """Cells of one number of decimals are told apart again, with or without thousands commas."""
    whole = data.draw(st.lists(st.integers(100, 9_999_999), min_size=3, max_size=8))
    commas = data.draw(st.booleans())
    tails = data.draw(st.lists(st.integers(0, 10**decimals - 1), min_size=len(whole), max_size=len(whole)))
    heads = [f"{head:,}" if commas else str(head) for head in whole]
    cells = tuple(f"{head}.{tail:0{decimals}}" for head, tail in zip(heads, tails, strict=True))
    assume(commas or len(cells) != 4)
    assert CELLS_GLUED.inverse(CELLS_GLUED.forward(cells)) == cells


@given(st.lists(st.integers(1000, 999_999), min_size=2, max_size=8))
def test_glued_whole_cells_come_apart_at_their_commas(cells: list[int]) -> None:
    """Behind a comma stand three digits, so whole cells with commas come apart as well."""
    printed = tuple(f"{cell:,}" for cell in cells)
    assert CELLS_GLUED.inverse(CELLS_GLUED.forward(printed)) == printed


@pytest.mark.parametrize("printed", ["192.168.10.1", "2023.11.02", "1.10.5", "12.31.2022", "3.1.4.2", "1,23456", "1,234,567", "1.5"])
def test_addresses_dates_and_sections_stay_whole(printed: str) -> None:
    """What only looks like glued cells is left alone."""
    assert CELLS_GLUED.inverse(printed) is None


@given(NUMBERS, st.data())
def test_a_space_inside_a_number_is_taken_out(number: str, data: st.DataObject) -> None:
    """Whatever the place of the space, the number comes back."""
    at = data.draw(st.integers(1, len(number) - 1))
    assert number == SPACE_INSERTED.inverse(SPACE_INSERTED.forward(number, at))


@given(NUMBERS, st.sampled_from(["65438+0", "654.38+0", "65.438+0", "/kloc-0"]))
def test_a_respelled_one_is_read(number: str, spelling: str) -> None:
    """The reader sees the number that stood there, and says what was undone."""
    number = f"1{number}"
    damaged = ONES_RESPELLED.forward(number, spelling)
    (figure,) = values(f"Revenue was {damaged} million yuan.")
    assert figure.numeral is not None
    assert Decimal(number) == figure.numeral.value
    assert (ONES_RESPELLED.name, f"{damaged} million yuan") == (figure.mended, figure.surface)


@given(st.integers(10, 98), st.data())
def test_a_fused_range_comes_apart(low: int, data: st.DataObject) -> None:
    """Round ends of one length, the second up to three times the first and no whole hundreds."""
    high = data.draw(st.sampled_from([size for size in range(low + 1, min(99, 3 * low) + 1) if size % 10]))
    ends = str(low * 10), str(high * 10)
    assert ends == RANGE_FUSED.inverse(RANGE_FUSED.forward(*ends))


def test_thousands_commas_tell_where_a_fused_range_comes_apart() -> None:
    """Before a unit the second end bears it for both; without one they are the cells of a row."""
    assert RANGE_FUSED.inverse("70,000380,000") == ("70,000", "380,000")
    low, high = values("The price is 70,000380,000 yuan/ton.")
    assert (low.unit, high.unit) == ("CNY/t", "CNY/t")
    assert [one.numeral and one.numeral.value for one in (low, high)] == [70000, 380000]
    assert RANGE_FUSED.inverse("380,00070,000") is None


@pytest.mark.parametrize("printed", ["280420.5", "420280", "2042", "123456", "1090", "28042", "170400"])
def test_other_digits_are_no_range(printed: str) -> None:
    """Falling, uneven or not round: one number."""
    assert RANGE_FUSED.inverse(printed) is None


@given(NUMBERS)
def test_a_number_read_aloud_is_read(number: str) -> None:
    """One word a digit, with its point."""
    words = SPELLED_OUT.forward(number)
    assert number == SPELLED_OUT.inverse(words.split())
    (figure,) = values(f"Earnings per share were {words} yuan.")
    assert (Decimal(number), SPELLED_OUT.name) == (figure.literal, figure.mended)


def test_single_words_of_number_are_no_figures() -> None:
    """Only a number with its point read aloud is a figure."""
    assert values("It has one plant and two mines, at one point three of them.") == []
