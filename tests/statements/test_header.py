"""company.toml: what it says wrongly becomes a finding, the rest is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company


GOOD = "revenue,,FY2022,100e6,CNY,reported,filing,"
SOURCES = '[[sources]]\nid = "filing"\ntitle = "Filing"\n'


def test_an_unknown_entry_is_left_out(loaded: Callable[..., Company]) -> None:
    """A misspelt entry is named with its line; the company loads without it."""
    company = loaded(GOOD, header=f'ticker = "TEST.X"\nname = "T"\ncurrency = "CNY"\ncurency = "CNY"\n{SOURCES}')
    assert [str(finding) for finding in company.findings] == [
        ("statements/TEST.X/company.toml:4: curency: no entry of this name is known\n  mend or remove it; it was left out")
    ]
    assert len(company.facts) == 1


def test_a_missing_entry_has_a_stand_in(loaded: Callable[..., Company]) -> None:
    """Without a name the ticker stands in for it."""
    company = loaded(GOOD, header=f'ticker = "TEST.X"\ncurrency = "CNY"\n{SOURCES}')
    assert company.name == "TEST.X"
    assert [str(finding) for finding in company.findings] == [
        "statements/TEST.X/company.toml: name: wanted a value, found none\n  write it; until then a stand-in is used"
    ]


def test_a_source_without_title_is_left_out_and_so_are_its_facts(loaded: Callable[..., Company]) -> None:
    """The table is named by its number and line; what cites it has no source then."""
    company = loaded(GOOD, header='ticker = "TEST.X"\nname = "T"\ncurrency = "CNY"\n[[sources]]\nid = "filing"\n')
    assert [(finding.rule, finding.line, finding.column) for finding in company.findings] == [
        ("wrong_entry", 4, "sources.1.title"),
        ("unlisted_source", 2, "source"),
    ]


def test_a_ticker_that_is_not_the_folder_is_a_finding(loaded: Callable[..., Company]) -> None:
    """The folder's name is what the command line takes."""
    company = loaded(GOOD, header=f'ticker = "OTHER.X"\nname = "T"\ncurrency = "CNY"\n{SOURCES}')
    assert [finding.rule for finding in company.findings] == ["wrong_ticker"]


def test_a_month_that_is_none_is_left_out(loaded: Callable[..., Company]) -> None:
    """year_end_month 13 falls back to December."""
    company = loaded(GOOD, header=f'ticker = "TEST.X"\nname = "T"\ncurrency = "CNY"\nyear_end_month = 13\n{SOURCES}')
    assert company.year_end_month == 12
    assert [finding.column for finding in company.findings] == ["year_end_month"]
