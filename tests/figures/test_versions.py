"""Versions of a measure: what is planned, expected, opening or of one batch is not the plain value."""

from __future__ import annotations

import pytest

from finkit.figures.bind import bind
from finkit.figures.extract import extract
from finkit.figures.figure import VALUE


def segments(text: str) -> list[str]:
    """The segment of every quantity."""
    return [figure.binding.segment for figure in bind(extract(text)) if figure.kind == VALUE]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The plan for 2021 was revenue of 13 billion yuan. Actual revenue was 12 billion yuan.", ["~planned", ""]),
        ("Guidance was revenue of 13 billion yuan and net profit of 2 billion yuan.", ["~planned", "~planned"]),
        ("The target was revenue of 13 billion yuan, while revenue was 12 billion yuan.", ["~planned", ""]),
        ("Consensus for net profit is 2 billion yuan. Our net profit is 3 billion yuan.", ["~consensus", ""]),
        ("As originally reported, revenue was 12 billion yuan. Restated revenue was 13 billion yuan.", ["~earlier", ""]),
        ("Opening inventory was 2 billion yuan and closing inventory was 3 billion yuan.", ["~opening", ""]),
        ("期初货币资金31亿元。期末货币资金42亿元。", ["~opening", ""]),
        ("原预测净利润12亿元。新预测净利润14亿元。", ["~earlier", ""]),
        ("The first batch of the mining quota was 12 tons. The second batch of the mining quota was 13 tons.", ["~batch 1", "~batch 2"]),
        ("Fixed assets, gross, were 9 billion yuan. Gross profit was 2 billion yuan.", ["~gross", ""]),
        ("Revenue rose 8.1% quarter on quarter. Revenue rose 5.0% year on year.", ["~sequential", ""]),
        ("Adjusted EBITDA was 2.4 billion yuan. EBITDA was 2.1 billion yuan.", ["~adjusted", ""]),
        ("母公司净利润2亿元。归属于母公司所有者净利润3亿元。合并净利润12亿元。", ["~parent company", "", ""]),
        ("营业收入环比增长8.1%。营业收入同比增长5.0%。", ["~sequential", ""]),
    ],
)
def test_versions_are_kept_apart(text: str, wanted: list[str]) -> None:
    """The plain value has no segment; a version has its name."""
    assert wanted == segments(text)
