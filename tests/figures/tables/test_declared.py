"""Units that tables declare."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.figures.tables.declared import Declared, declared, declared_in, split_unit


@pytest.mark.parametrize(
    ("text", "scale", "unit"),
    [
        ("RMB million", "1e6", "CNY"),
        ("RMB’000", "1e3", "CNY"),
        ("in millions of yuan, except per share data", "1e6", "CNY"),
        ("in thousands", "1e3", None),
        ("US$ million", "1e6", "USD"),
        ("HK$m", "1e6", "HKD"),
        ("USD bn", "1e9", "USD"),
        ("10,000 tons", "1e4", "t"),
        ("'000 tons", "1e3", "t"),
        ("RMB 100 million", "1e8", "CNY"),
        ("人民币百万元", "1e6", "CNY"),
        ("万元 币种：人民币", "1e4", "CNY"),
        ("元 币种：美元", "1", "USD"),
        ("万吨", "1e4", "t"),
        ("元/股", "1", "CNY/share"),
        ("yuan per share", "1", "CNY/share"),
        ("%", "1", "%"),
        ("个百分点", "1", "pp"),
        ("times", "1", "1"),
    ],
)
def test_a_unit_is_read(text: str, scale: str, unit: str | None) -> None:
    """Currency, scale and unit in any order, nothing else beside them."""
    assert Declared(Decimal(scale), unit) == declared(text)


@pytest.mark.parametrize("text", ["restated", "net", "2020", "note 3", "100", "million kilns", "pct", "", "yuan tons of USD"])
def test_other_words_are_no_unit(text: str) -> None:
    """A word too many, an ambiguous one, two units at once."""
    assert declared(text) is None


def test_a_caption_is_parted_from_its_unit() -> None:
    """In brackets, behind a comma, or the whole caption; a row that is called as a unit is keeps its name."""
    million = Declared(Decimal(10**6), "CNY")
    assert split_unit("Revenue (RMB million)") == ("Revenue", million)
    assert split_unit("窑炉收入，百万元") == ("窑炉收入", million)
    assert split_unit("Revenue (restated)") == ("Revenue (restated)", None)
    assert split_unit("Employees", named=True) == ("Employees", None)
    assert split_unit("tons") == ("", Declared(unit="t"))


def test_a_line_above_a_table_declares_for_all() -> None:
    """Announced, in brackets or alone; a sentence does not."""
    million = Declared(Decimal(10**6), "CNY")
    told = ("Unit: RMB million", "单位：百万元", "Table 2: Kilns (RMB million)", "All amounts in RMB million unless otherwise stated")
    for line in (*told, "RMB in millions"):
        assert million == declared_in(line)
    for line in ("Kilns cost 7 million yuan", "In 2020", "Table 2"):
        assert declared_in(line) is None
