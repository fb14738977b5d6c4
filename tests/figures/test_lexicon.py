"""Mentions of measures, segments and the company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.figures.lexicon import ENTITY, MEASURE, SEGMENT, Lexicon
from finkit.figures.tokens import tokens

if TYPE_CHECKING:
    from finkit.statements.company import Company


def named(text: str, company: Company | None = None) -> list[tuple[str, str, str]]:
    """(kind, name, characters) of every mention."""
    return [(one.kind, one.name, text[one.start : one.end]) for one in Lexicon(company).mentions(tokens(text))]


@pytest.mark.parametrize(
    ("text", "name", "surface"),
    [
        ("its Operating Revenue rose", "revenue", "Operating Revenue"),
        ("the asset-liability ratio", "asset_liability_ratio", "asset-liability ratio"),
        ("the R&D expense ratio was", "rd_expense_ratio", "R&D expense ratio"),
        ("the share of gross profit of", "gross_profit_share", "share of gross profit"),
        ("公司营业收入为", "revenue", "营业收入"),
        ("销售费用率", "selling_expense_ratio", "销售费用率"),
    ],
)
def test_a_measure_is_found_by_its_longest_alias(text: str, name: str, surface: str) -> None:
    """English or Chinese, in any case; the longer name hides the shorter inside it."""
    assert [(MEASURE, name, surface)] == named(text)


def test_segments_and_the_company_are_known_only_with_the_company(works: Company) -> None:
    """Titles, aliases and tickers; without a company nothing but measures."""
    text = "Brook Works sold pumps and 阀门"
    wanted = [(ENTITY, "BRW.XX", "Brook Works"), (SEGMENT, "pumps", "pumps"), (SEGMENT, "valves", "阀门")]
    assert wanted == named(text, works)
    assert named(text) == []


def test_several_names_of_one_chinese_run_are_all_found(works: Company) -> None:
    """Chinese writes no spaces."""
    assert [name for _, name, _ in named("溪流制造水泵营业收入和毛利率", works)] == ["BRW.XX", "pumps", "revenue", "gross_margin"]


def test_a_word_that_holds_a_name_is_not_the_name(works: Company) -> None:
    """Whole words only."""
    assert named("pumpsters revenueless Brooklyn", works) == []
