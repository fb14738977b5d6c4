"""How numbers and strange characters are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.reports.forms import clean, digits, parts, quantity, spark
from finkit.reports.table import Absent, Cell, Form, Kind, Mark

AMOUNT, PERCENT = Form(Kind.AMOUNT, exponent=6), Form(Kind.PERCENT, decimals=2)


@pytest.mark.parametrize(
    ("wanted", "value", "form"),
    [
        ("1,234", "1234499999", AMOUNT),
        ("(700)", "-700000000", AMOUNT),
        ("22.53", "0.2253", PERCENT),
        ("(0.01)", "-0.00005", PERCENT),
        ("1.20", "1.2", Form(Kind.MULTIPLE, decimals=2)),
    ],
)
def test_digits(wanted: str, value: str, form: Form) -> None:
    """Millions and percentages are scaled, halves round away from zero, negatives stand in parentheses."""
    assert wanted == digits(Decimal(value), form)


@pytest.mark.parametrize(
    ("wanted", "cell"),
    [
        (("1,234", "ʳ"), Cell(Decimal("1234e6"), AMOUNT, mark=Mark.RESTATED)),
        (("(700", ")†"), Cell(Decimal("-700e6"), AMOUNT, mark=Mark.RECONSTRUCTED)),
        (("≈160", ""), Cell(Decimal("160e6"), AMOUNT, vague=True)),
        (("75–85", "†"), Cell(Decimal("80e6"), AMOUNT, Decimal("75e6"), Decimal("85e6"), mark=Mark.RECONSTRUCTED)),
        (("n/a", ""), Cell(absent=Absent.MISSING)),
        (("n/m", ""), Cell(absent=Absent.MEANINGLESS)),
        (("", ""), Cell(absent=Absent.BLANK)),
    ],
)
def test_parts(wanted: tuple[str, str], cell: Cell) -> None:
    """The sign of a mark and a closing parenthesis hang behind the last digit."""
    assert wanted == parts(cell)


def test_plain_parts() -> None:
    """Without Unicode, marks, dashes and bars have ASCII stand-ins."""
    cell = Cell(Decimal("80e6"), AMOUNT, Decimal("75e6"), Decimal("85e6"), mark=Mark.RECONSTRUCTED)
    assert parts(cell, plain=True) == ("75-85", "*")
    assert spark([Decimal(1), None, Decimal(2)], plain=True) == "_ @"


@pytest.mark.parametrize(
    ("wanted", "series"),
    [("▁▄█", [0, 3, 7]), ("▄▄", [5, 5]), ("▁ █", [-2, None, 9]), ("", []), ("", [None])],
)
def test_spark(wanted: str, series: list[int | None]) -> None:
    """The least is the lowest bar, the most the highest, a gap a space, a flat series a middle line."""
    assert wanted == spark([None if one is None else Decimal(one) for one in series])


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("a b", " a\n\tb "),
        ("\\x1b[31mred", "\x1b[31mred"),
        ("\\u202eabc", "\u202eabc"),
        ("北方", "北方"),
        ("\\ud800", "\ud800"),
    ],
)
def test_clean(wanted: str, text: str) -> None:
    """What would steer a screen is shown by its code; text stays text, on one line."""
    assert wanted == clean(text)


@given(st.text())
def test_clean_is_printable(text: str) -> None:
    """Whatever comes in, what goes out can be printed."""
    assert clean(text).isprintable()


@pytest.mark.parametrize(
    ("wanted", "value", "code", "quantum"),
    [
        ("5,984 CNY m", "5984e6", "CNY", "1e6"),
        ("1,234.5 CNY m", "1234500000", "CNY", "1e5"),
        ("22.53 %", "22.53", "%", "0.01"),
        ("3.00 %", "3", "%", "0.01"),
        ("(10.98) %", "-10.98", "%", None),
        ("255,000 t", "255e3", "t", None),
        ("500 CNY", "500", "CNY", None),
        ("4", "4", "1", None),
    ],
)
def test_quantity(wanted: str, value: str, code: str, quantum: str | None) -> None:
    """A number keeps the digits it is known to; large money is said in millions."""
    assert wanted == quantity(Decimal(value), code, Decimal(quantum) if quantum else None)


def test_differences_share_the_scale_of_what_they_compare() -> None:
    """A small difference between large amounts is said in their millions, with its sign."""
    assert quantity(Decimal(-36000), "CNY", Decimal("1e4"), signed=True, like=Decimal("5e9")) == "(0.04) CNY m"
    assert quantity(Decimal("0.41"), "pp", Decimal("0.01"), signed=True) == "+0.41 pp"
