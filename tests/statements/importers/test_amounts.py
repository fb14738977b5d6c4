"""Numbers and units as analysts write them."""

from __future__ import annotations

import pytest

from finkit.statements.importers.amounts import plain_number, scaled, unit_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.5", "1234.5"), ("(1,234)", "-1234"), ("-5", "-5"), ("−5", "-5"), ("22.53%", "22.53"), ("2.5e6", "2.5e6"), ("1,23", None),
        ("12,34,567", None), ("(-5)", None), ("12 CNY", None), ("", None), ("=1+1", None), ("１２", None), ("1.", None),
    ],
)  # fmt: skip
def test_numbers(text: str, number: str | None) -> None:
    """Thousands separators where they belong, brackets for a minus; nothing is guessed."""
    assert plain_number(text) == number


def test_scaling_keeps_the_digits() -> None:
    """37,260 million is known to the last million."""
    assert [scaled("37260", 6), scaled("37260.04", 6), scaled("2.5e2", 6), scaled("0", 6), scaled("7", 0)] == [
        "37260e6", "37260.04e6", "2.5e8", "0", "7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CNY", ("CNY", 0)), ("CNY million", ("CNY", 6)), ("million CNY", ("CNY", 6)), ("million", ("AUD", 6)), ("百万元", ("CNY", 6)),
        ("亿元", ("CNY", 8)), ("人民币万元", ("CNY", 4)), ("USD bn", ("USD", 9)), ("CNY/t", ("CNY/t", 0)), ("%", ("%", 0)),
        ("furlongs", None), ("CNY USD", None), ("", None),
    ],
)  # fmt: skip
def test_units(text: str, found: tuple[str, int] | None) -> None:
    """A scale alone is of the company's currency."""
    assert unit_of(text, "AUD") == found
