"""Signs: marks that touch the number, dashes of ranges, and results that are losses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.figures.extract import extract
from finkit.figures.figure import VALUE


def signs(text: str) -> list[int]:
    """The sign of every quantity."""
    return [figure.sign for said in extract(text) for figure in said.figures if figure.kind == VALUE]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It grew -3.5% and +4%.", [-1, 1]),
        ("同比-10.98%", [-1]),
        ("预计35万元-55万元", [0, 0]),
        ("每股0.19元/股–0.29元/股", [0, 0]),
        ("a loss of (- 3.5%)", [-1]),
        ("It had a net loss of 12 million yuan.", [-1]),
        ("Net loss was RMB 12 million, a loss of about 3 million more.", [-1, -1]),
        ("Basic earnings per share loss: 0.12 yuan ~ 0.15 yuan", [-1, -1]),
        ("公司亏损1.2亿元", [-1]),
        ("An impairment loss of 12 million yuan, credit losses of 3 million and a weight loss of 4%.", [0, 0, 0]),
        ("Profit and loss: 12 million yuan. Loss attributable to shareholders 3 million yuan.", [0, 0]),
    ],
)
def test_the_sign_of_a_number(text: str, wanted: list[int]) -> None:
    """A loss is below zero; what is only called a loss keeps the sign that is printed."""
    assert wanted == signs(text)


@pytest.mark.parametrize(
    ("text", "surface", "unit", "value"),
    [
        ("Cash flow was (A$146.2m) in 2021.", "(A$146.2m)", "AUD", "-146200000"),
        ("The result was US$(12.3) million.", "US$(12.3) million", "USD", "-12300000"),
        ("The result was (RMB 12.3 million).", "(RMB 12.3 million)", "CNY", "-12300000"),
        ("The result was (12.3) million yuan.", "(12.3) million yuan", "CNY", "-12300000"),
        ("The result was -$4.5m in 2021.", "-$4.5m", "USD", "-4500000"),
        ("The result was −US$4.5 million.", "−US$4.5 million", "USD", "-4500000"),
        ("Earnings of ($0.12) per share", "($0.12) per share", "USD/share", "-0.12"),
        ("The margin was (12.3)% and", "(12.3)%", "%", "-12.3"),
        ("The margin was (12.3%) and", "(12.3%)", "%", "-12.3"),
        ("Costs rose ($1.2 million) too.", "$1.2 million", "USD", "1200000"),
        ("It paid 4 million pounds ($5m).", "$5m", "USD", "5000000"),
        ("It cost $3.2m-$4.5m.", "$4.5m", "USD", "4500000"),
    ],
)
def test_accountants_write_what_is_below_zero_in_brackets(text: str, surface: str, unit: str, value: str) -> None:
    """With the currency inside or before; a bracket that nothing leads to is an aside."""
    figure = [figure for said in extract(text) for figure in said.figures if figure.kind == VALUE][-1]
    assert (figure.surface, figure.unit, figure.literal) == (surface, unit, Decimal(value))
