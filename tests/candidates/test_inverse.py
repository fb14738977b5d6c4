"""Slips walked backwards: whatever a slip made is led back to what was meant."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.candidates.inverse import meant
from finkit.testing.typos import KINDS, mistyped


@given(st.decimals(min_value="0.01", max_value="99999999999", places=2), st.sampled_from(KINDS), st.integers(0, 999))
def test_every_slip_can_be_undone(value: Decimal, kind: str, seed: int) -> None:
    """Of any number with two decimals; what changes nothing needs no undoing."""
    typo = mistyped(f"{value:f}", kind, Random(seed))  # noqa: S311  (a repeatable choice)
    if typo is not None and Decimal(typo) != value:
        assert value in {Decimal(text) for text in meant(typo)}


@pytest.mark.parametrize(
    ("printed", "true", "edit"),
    [
        ("1234", "12.34", "point lost"),
        ("21", "12", "digits swapped"),
        ("1223.5", "123.5", "digit doubled"),
        ("13.5", "123.5", "digit lost"),
        ("-17", "17", "sign lost"),
        ("279.9e8", "279.98e8", "digit lost"),
        ("5.5", "5.7", "digit mistaken"),
        ("5.5", "5.5e3", "scale slipped"),
    ],
)
def test_slips_have_names(printed: str, true: str, edit: str) -> None:
    """The exponent stays where it was written."""
    assert meant(printed)[true] == edit


def test_what_is_no_number_has_no_slips() -> None:
    """Any text at all."""
    assert meant("n/a") == meant("") == meant("1,2") == {}
