"""Periods that are compared with: they are not the period of what is said, and growth may be counted from them."""

from __future__ import annotations

import pytest

from finkit.figures.bind import bind
from finkit.figures.extract import extract
from finkit.figures.figure import VALUE


def spoken(text: str) -> list[str]:
    """`measure period base` of every quantity."""
    rows = []
    for figure in bind(extract(text)):
        if figure.kind == VALUE:
            period, base = (one.document_code if one else "-" for one in (figure.binding.period, figure.binding.base))
            rows.append(f"{figure.binding.name} {period} {base}")
    return rows


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2023年营业收入12亿元，较2021年的10亿元增长20%。", ["revenue 2023 -", "revenue 2021 -", "revenue_growth 2023 2021"]),
        ("2023年营业收入12亿元，比2022年的10亿元增长20%。", ["revenue 2023 -", "revenue 2022 -", "revenue_growth 2023 -"]),
        ("2023年营业收入12亿元，较2021年增长20%。", ["revenue 2023 -", "revenue_growth 2023 2021"]),
        (
            "In 2023 revenue was 12 billion yuan. Compared with the 10 billion yuan of 2021, revenue grew 20%.",
            ["revenue 2023 -", "revenue 2021 -", "revenue_growth 2023 2021"],
        ),
        ("Revenue was 12 billion yuan in 2023, up 9% on 2022 and up 20% on 2021.", [
            "revenue 2023 -", "revenue_growth 2023 -", "revenue_growth 2023 2021",
        ]),
        ("2023年净利润12亿元，上年同期为10亿元，同比增长20%。", ["net_profit 2023 -", "net_profit 2022 -", "net_profit_growth 2023 -"]),
    ],
)  # fmt: skip
def test_a_period_compared_with_is_a_base(text: str, wanted: list[str]) -> None:
    """Nothing is counted from the year before that says otherwise, and the text goes on in its own period."""
    assert wanted == spoken(text)
