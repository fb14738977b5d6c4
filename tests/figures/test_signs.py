"""Signs: marks that touch the number, dashes of ranges, and results that are losses."""

from __future__ import annotations

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
