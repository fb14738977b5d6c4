"""Suffixes: scale words, units and rates behind a number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.figures.suffix import Suffix, read_suffix
from finkit.figures.tokens import NUMBER, tokens


def behind(text: str) -> tuple[Suffix, str]:
    """The suffix of the first number, and the characters that it covers."""
    line = tokens(text)
    index = next(at for at, token in enumerate(line) if token.kind == NUMBER)
    suffix = read_suffix(line, index)
    return suffix, text[line[index].end : suffix.end].strip()


@pytest.mark.parametrize(
    ("text", "scale", "unit"),
    [
        ("12 billion yuan", "1e9", "CNY"),
        ("12 hundred million yuan", "1e8", "CNY"),
        ("12bn", "1e9", None),
        ("12k", "1e3", None),
        ("12 million US dollars", "1e6", "USD"),
        ("12 trillion yen", "1e12", "JPY"),
        ("12 thousand tonnes", "1e3", "t"),
        ("3.5%", "1", "%"),
        ("3.5 percent", "1", "%"),
        ("3.5 per cent", "1", "%"),
        ("2 percentage points", "1", "pp"),
        ("2pp", "1", "pp"),
        ("45bps", "0.01", "pp"),
        ("45 basis points", "0.01", "pp"),
        ("12 tons", "1", "t"),
        ("12t", "1", "t"),
        ("120-ton", "1", "t"),
        ("5 million kg", "1e6", "kg"),
        ("35℃", "1", "Cel"),
        ("35C", "1", "Cel"),
        ("8 years", "1", "a"),
        ("8-year", "1", "a"),
        ("4 times", "1", "1"),
        ("5 ten thousand yuan", "1e4", "CNY"),
        ("3.5 millones de yuanes", "1e6", "CNY"),
        ("3 Milliarden Euros", "1e9", "EUR"),
        ("14000 / ton", "1", "money/t"),
        ("240bps", "0.01", "pp"),
        ("14 basis points", "0.01", "pp"),
        ("213.5kt", "1e3", "t"),
    ],
)
def test_english_scales_and_units(text: str, scale: str, unit: str | None) -> None:
    """The words behind the number, to the last of them."""
    suffix, covered = behind(text)
    assert (Decimal(scale), unit) == (suffix.scale, suffix.unit)
    assert text.lstrip("0123456789. ") == covered


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 yuan/ton", "CNY/t"),
        ("5 yuan per ton", "CNY/t"),
        ("5 yuan per tonne", "CNY/t"),
        ("0.4 yuan per share", "CNY/share"),
        ("0.4 yuan/share", "CNY/share"),
        ("7 yuan/kg", "CNY/kg"),
        ("12 tons per year", "t/yr"),
        ("12 tons/year", "t/yr"),
        ("12 million tons per annum", "t/yr"),
    ],
)
def test_rates(text: str, unit: str) -> None:
    """Prices and yearly capacities are units of their own."""
    assert unit == behind(text)[0].unit


@pytest.mark.parametrize(
    ("text", "scale", "unit", "covered"),
    [
        ("12亿元", "1e8", "CNY", "亿元"),
        ("12万吨", "1e4", "t", "万吨"),
        ("3万亿元", "1e12", "CNY", "万亿元"),
        ("12亿，", "1e8", None, "亿"),
        ("2个百分点", "1", "pp", "个百分点"),
        ("12家企业", "1", "1", "家"),
        ("4千万美元", "1e7", "USD", "千万美元"),
        ("60公斤", "1", "kg", "公斤"),
    ],
)
def test_chinese_scales_and_units_end_inside_their_run(text: str, scale: str, unit: str | None, covered: str) -> None:
    """Chinese writes no spaces: the suffix ends where the unit does."""
    suffix, found = behind(text)
    assert (Decimal(scale), unit, covered) == (suffix.scale, suffix.unit, found)


@pytest.mark.parametrize(
    ("text", "counts"), [("12 pumps", True), ("12 thousand pumps", True), ("12 and", False), ("12", False), ("12,", False)]
)
def test_a_noun_behind_a_bare_number_is_counted(text: str, counts: bool) -> None:
    """A function word, a mark or nothing is counted by nobody."""
    assert counts is behind(text)[0].counts


@pytest.mark.parametrize("text", ["12 K of", "12 T was", "12 Yuanjiang Road", "12 tonal"])
def test_words_that_only_begin_like_a_unit_are_none(text: str) -> None:
    """A stray capital letter or a longer word is no scale and no unit."""
    assert (Decimal(1), None) == (behind(text)[0].scale, behind(text)[0].unit)


@pytest.mark.parametrize("text", ["12 tons annually", "12 tons annually, of which"])
def test_annually_makes_a_yearly_capacity(text: str) -> None:
    """Like `per year`, whatever stands behind it."""
    assert behind(text)[0].unit == "t/yr"


def test_a_chinese_price_is_per_ton() -> None:
    """元/吨 is a price, not an amount of money."""
    assert behind("5600元/吨")[0].unit == "CNY/t"


def test_a_space_before_a_chinese_unit_changes_nothing() -> None:
    """`12 亿元` is what many typesetters print for 12亿元."""
    assert (behind("12亿元")[0].scale, behind("12亿元")[0].unit) == (behind("12 亿元")[0].scale, behind("12 亿元")[0].unit)


def test_a_chinese_unit_ends_inside_its_run_and_takes_no_number_behind_it() -> None:
    """`100.2亿元增长20.3%`: the suffix uses the run of 亿元 alone."""
    line = tokens("100.2亿元增长20.3%")
    assert read_suffix(line, 0).last == 1
