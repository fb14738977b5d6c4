"""Damage applied forward, against examples made by hand."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from finkit.candidates.damage import Source
from finkit.figures.words import WAN, YI
from finkit.testing.damage import (
    CellsGlued,
    Clean,
    CurrencyInserted,
    PointsLost,
    RangesFused,
    ScaleWrong,
    SeparatorsLost,
    broken_comma,
    glued_wan,
)
from finkit.testing.english import Words
from finkit.testing.pieces import Value

ONE = Decimal(1)
WORDS = Words()


class Always(Random):
    """Chance that always falls on the damaging side."""

    def random(self) -> float:
        """Nothing."""
        return 0.0


class Never(Random):
    """Chance that never does."""

    def random(self) -> float:
        """Nearly one."""
        return 0.999


def value(text: str, scale: Decimal = ONE, unit: str = "CNY", **more: object) -> Value:
    """A value from its digits: `value("59.84", YI)`."""
    whole, _, fraction = text.partition(".")
    return Value(Source(whole + fraction, len(fraction), scale, unit), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (value("372.60", YI), "37.26 billion yuan"),
        (value("3.41", YI), "341 million yuan"),
        (value("8765.43", WAN), "87.6543 million yuan"),
        (value("21.0", WAN, "t"), "210,000 tons"),
        (value("345.6", WAN, "t"), "3.456 million tons"),
        (value("66.3", WAN, "CNY/t"), "663,000 yuan/ton"),
        (value("22.53", unit="%"), "22.53%"),
        (value("3426.05", unit="%"), "3426.05%"),
        (value("1421.26", unit="t"), "1,421.26 tons"),
        (value("1.38", unit="pp", sign="-", negative=True), "-1.38 percentage points"),
        (value("29", unit="1", noun=" subsidiaries"), "29 subsidiaries"),
    ],
)
def test_a_correct_translator(one: Value, wanted: str) -> None:
    """Number tokens in good English."""
    assert wanted == Clean(Never(1), WORDS).value(one).text


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (value("59.84", YI), "598.4 billion yuan"),
        (value("8.30", YI), "83 billion yuan"),
        (value("13.8", YI), "13.8 billion yuan"),
        (value("0.08", YI), "800 million yuan"),
        (value("21.0", WAN, "t"), "2100,000 tons"),
        (value("7.9", WAN, "t"), "790,000 tons"),
        (value("22.53", unit="%"), "2253%"),
        (value("0.78", unit="%"), "078%"),
        (value("1421.26", unit="t"), "1,42126 tons"),
        (value("45", unit="%"), "45%"),
        (value("30", WAN, "t"), "300,000 tons"),
    ],
)
def test_points_lost(one: Value, wanted: str) -> None:
    """What the translator makes of a decimal without its point; whole numbers stay."""
    made = PointsLost(Never(1), WORDS).value(one)
    assert wanted == made.text
    assert bool(made.mechanisms) is ("." in one.source.text)


@pytest.mark.parametrize(
    ("one", "head", "tail"),
    [
        (value("372.60", YI), "372", "6 billion yuan"),
        (value("22.09", YI), "22", "0.9 billion yuan"),
        (value("1203.9", YI), "1203", "900 million yuan"),
        (value("10.9", WAN, "t"), "10", "90,000 tons"),
        (value("34.4", unit="%"), "34", "4%"),
    ],
)
def test_torn_at_the_point(one: Value, head: str, tail: str) -> None:
    """Head and tail, the tail translated by itself."""

    class Sometimes(Random):
        def random(self) -> float:
            return 0.3

    found = PointsLost(Sometimes(1), WORDS).torn(one)
    assert found is not None
    assert (head, tail) == (found[0].text, found[1].text)


def test_a_tail_of_nothing_is_not_torn() -> None:
    """40.00亿元 has nothing to move."""
    assert PointsLost(Always(1), WORDS).torn(value("40.00", YI)) is None


def test_a_list_loses_the_point_of_its_head_alone() -> None:
    """29.0/33.1/52.1万吨 and 30.80%/30.69%."""
    dialect = PointsLost(Never(1), WORDS)
    masses = dialect.series(tuple(value(text, WAN, "t") for text in ("29.0", "33.1", "52.1")))
    assert [one.text for one in masses] == ["290", "33.1", "52.10,000 tons"]
    shares = dialect.series(tuple(value(text, unit="%") for text in ("30.80", "30.69")))
    assert [one.text for one in shares] == ["3080%", "30.69%"]
    amounts = dialect.series(tuple(value(text, YI) for text in ("22.09", "25.30", "112.13")))
    assert [one.text for one in amounts] == ["220.9", "2.53", "11.213 billion yuan"]


def test_a_range_shares_the_scale_of_its_end() -> None:
    """35-55万元/吨 -> 35-550,000 yuan/ton."""
    low, between, high = PointsLost(Never(1), WORDS).range(value("35", WAN, "CNY/t"), value("55", WAN, "CNY/t"))
    assert low.text + between + high.text == "35-550,000 yuan/ton"


def test_scale_words_go_wrong_with_the_digits_intact() -> None:
    """亿 as billion, 万 as million."""
    dialect = ScaleWrong(Always(1), WORDS)
    assert dialect.value(value("59.84", YI)).text == "59.84 billion yuan"
    assert dialect.value(value("30", WAN, "t")).text == "30 million tons"
    assert dialect.value(value("22.53", unit="%")).text == "22.53%"


def test_comma_and_point_are_both_lost_in_long_numbers_only() -> None:
    """3,426.05% -> 342605%; 788.17% stays."""
    dialect = SeparatorsLost(Always(1), WORDS)
    assert dialect.value(value("3426.05", unit="%")).text == "342605%"
    assert dialect.value(value("788.17", unit="%")).text == "788.17%"
    dialect.wan_as_million = True
    assert dialect.value(value("1034.19", WAN)).text == "103419 million yuan"


def test_ranges_fuse_or_share_a_scale() -> None:
    """280-420 million -> 280420 million; 2.8-4.2亿 -> 2.8-420 million."""
    dialect = RangesFused(Always(1), WORDS)
    low, between, high = dialect.range(value("2.8", YI), value("4.2", YI))
    assert low.text + between + high.text == "280420 million yuan"
    low, between, high = RangesFused(Never(1), WORDS).range(value("2.8", YI), value("4.2", YI))
    assert low.text + between + high.text == "2.8-420 million yuan"
    assert dialect.window("2022", "-", "2024") == "20222024"


def test_small_forward_functions() -> None:
    """The pure ones, one example each."""
    assert glued_wan("52.1") == "52.10,000"
    assert broken_comma("142126", 2) == "1,42126"


def test_a_dollar_sign_comes_in() -> None:
    """Before an amount in yuan; the digits stay."""
    made = CurrencyInserted(Always(1), WORDS).value(value("59.84", YI))
    assert made.text == "$5.984 billion yuan"
    assert made.digits == "5.984"


def test_cells_are_glued() -> None:
    """365,285 and 48,977 -> 365,28548,977."""
    printed, between = CellsGlued(Never(1), WORDS).cells((value("365285", unit="1"), value("48977", unit="1")))
    assert between.join(one.text for one in printed) == "365,28548,977"
