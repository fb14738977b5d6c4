"""finkit doctor: which line to look at, what would cure it, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from finkit.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

ROOT = Path(__file__).resolve().parents[2]
MORE = """total_equity,,FY2022,{},CNY,reported,annual,
gross_profit,,FY2022,{},CNY,reported,annual,
gross_margin,,FY2022,28.00,%,reported,annual,
"""


def doctor(*arguments: str) -> Result:
    """The command on a wide screen."""
    return CliRunner().invoke(cli, ["doctor", *arguments, "--width", "200"])


@pytest.fixture
def books(tmp_path: Path, make_kiln: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Blue Kiln with an equity and a gross profit as wanted, in the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FINKIT_STATEMENTS", raising=False)

    def make(equity: str = "900000000", gross: str = "280000000") -> Path:
        return make_kiln(tmp_path / "statements", MORE.format(equity, gross))

    return make


def test_sound_statements(books: Callable[..., Path]) -> None:
    """Nothing to say, and exit code 0: for a company, its folder, a folder of companies, all of them."""
    books()
    for target in ((), ("BKC",), ("statements",), ("statements/BKC.XX",)):
        result = doctor(*target)
        assert (result.exit_code, result.stdout.splitlines()[1]) == (0, "nothing is wrong")


def test_a_break_shows_the_line_of_each_term(books: Callable[..., Path]) -> None:
    """By how much, the rounding, the lines, and which would close the gap."""
    books(equity="935550000")
    result = doctor("BKC")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1:] == [
        "1 error",
        "error: statements/BKC.XX/facts.csv:22: total_assets FY2022 does not equal total_liabilities + total_equity",
        "    1,600,000,000.00 against 1,635,550,000.00: 35,550,000.00 too little (rounding allows 1.50)",
        "    lines: 22 total_assets, 23 total_liabilities, 29 total_equity",
        "    check line 22, total_assets: 1,635,550,000 would close the gap",
    ]


def test_a_typo_is_named_with_its_cure(books: Callable[..., Path]) -> None:
    """Swapped digits between an identity and a margin; the broken identities are told as the typo."""
    books(gross="208000000")
    result = doctor("BKC")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1:] == [
        "1 error",
        "error: statements/BKC.XX/facts.csv:30: gross_profit FY2022 is mistyped: digits swapped",
        "    208000000 stands there; with 280000000 gross_profit FY2022, gross_margin FY2022 would hold (margin 7 nats)",
        "    write 280000000, if the source agrees",
    ]


def test_a_line_whose_value_is_open(books: Callable[..., Path]) -> None:
    """A lost digit: the line is known, what was lost within the rounding of the others is not."""
    books(equity="90000000")
    result = doctor("BKC", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["schema"]) == (1, "finkit/doctor/1")
    (company,) = document["companies"]
    assert company["repairs"] == []
    assert [[(one["line"], one["edit"], one["meant"]) for one in tie] for tie in company["ties"]] == [
        [(29, "digit lost", ["900000000", "900000001"])]
    ]
    assert [one["rule"] for one in company["findings"]] == ["one_mistyped"]


def test_explained_findings_do_not_fail() -> None:
    """The shipped statements: every finding is accounted for."""
    result = doctor(str(ROOT / "statements" / "600111.SH"))
    assert (result.exit_code, result.stdout.splitlines()[1]) == (0, "3 explained")


def test_every_shipped_company_is_sound() -> None:
    """No error that company.toml does not explain, and no anomaly nobody looked at."""
    result = doctor(str(ROOT / "statements"), "--json")
    found = [one for company in json.loads(result.stdout)["companies"] for one in company["findings"]]
    assert [one for one in found if one["severity"] != "explained"] == []


def unknown(target: Any) -> str:
    """What is said of a target that is nothing."""
    return doctor(target).stderr


def test_an_unknown_target(books: Callable[..., Path]) -> None:
    """Neither a folder nor a company."""
    books()
    assert unknown("Blue Klin") == "finkit: statements: no company is called 'Blue Klin'\n  did you mean Blue Kiln?\n"
