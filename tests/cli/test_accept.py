"""`finkit accept`: a decision is taken, kept, shown, and honoured by what comes after."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from finkit.cli import cli

TEXT = "The widget rate was 078%. The gadget rate was 0451%. The gizmo rate was 031%. The cog rate was 602%.\n"
WHO = ("--unit", "%", "--who", "Ann", "--why", "page 12")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs finkit on the text above, against no statements."""
    monkeypatch.chdir(tmp_path)
    Path("r.txt").write_text(TEXT, encoding="utf-8")

    def runner(*arguments: str, **more: Any) -> Result:
        return CliRunner().invoke(cli, [*arguments, "--company", "none"], **more)

    return runner


def test_a_decision_is_kept_and_honoured(run: Any) -> None:
    """It is explained at once; `check` counts it, shows it, and has no doubt of the figure any more."""
    Path("r.txt").write_text(TEXT.replace("602%", "0229%"), encoding="utf-8")
    assert run("check", "r.txt").exit_code == 1
    first = run("accept", "r.txt", "0229%", "2.29", *WHO)
    assert (first.exit_code, first.stderr) == (0, "finkit: wrote r.txt.decisions.json: 1 decision\n")
    assert "decided by Ann on " in first.stdout
    again = run("check", "r.txt")
    assert (again.exit_code, again.stderr) == (0, "finkit: r.txt.decisions.json: 1 decision applied, 0 not\n")
    assert "1 decided by Ann" in again.stdout
    assert "by Ann, " in run("explain", "r.txt", "0229%").stdout


def test_a_file_of_its_own(run: Any) -> None:
    """With --decisions nothing is written beside the report, and nothing there is read."""
    told = json.loads(run("accept", "r.txt", "602%", "60.2", *WHO, "--decisions", "own.json", "--json").stdout)
    assert (told["schema"], told["file"], told["decisions"]) == ("finkit/accept/1", "own.json", 1)
    assert [(one["surface"], one["value"]) for one in told["changed"]] == [("602%", "60.2")]
    assert not Path("r.txt.decisions.json").exists()
    assert "60.2" in run("check", "r.txt", "--decisions", "own.json", "--csv").stdout
    assert "Ann" not in run("check", "r.txt").stdout


def test_another_version_of_the_report(run: Any) -> None:
    """Its decisions are told, left aside, and still there after a new one."""
    run("accept", "r.txt", "602%", "60.2", *WHO)
    Path("r.txt").write_text(TEXT.replace("602", "604"), encoding="utf-8")
    told = run("check", "r.txt").stderr
    assert told.startswith("finkit: r.txt.decisions.json: 0 decisions applied, 1 not\nfinkit: decision on '602%' not applied: it was taken")
    run("accept", "r.txt", "604%", "60.4", *WHO)
    kept = json.loads(Path("r.txt.decisions.json").read_text(encoding="utf-8"))["decisions"]
    assert [one["printed"] for one in kept] == ["602%", "604%"]


def test_amounts_as_analysts_write_them(run: Any) -> None:
    """The scale of the unit goes into the value, and so does the precision of its digits."""
    Path("r.txt").write_text("In 2021 the revenue of the group was 5984 million yuan.\n", encoding="utf-8")
    run("accept", "r.txt", "5984 million yuan", "59.84", "--unit", "亿元", "--who", "Ann", "--why", "p. 2")
    kept = json.loads(Path("r.txt.decisions.json").read_text(encoding="utf-8"))["decisions"]
    assert (kept[0]["value"], kept[0]["unit"]) == ("5.984E+9", "CNY")


GALLERY = {
    "no such figure": (("r.txt", "603%", "60.2", *WHO), "finkit: r.txt: no figure is printed '603%'\n  did you mean '602%'?\n"),
    "several figures": (
        ("twice.txt", "5%", "50", *WHO),
        "finkit: twice.txt: 2 figures are printed '5%'\n  name one by its id: 9-11, 21-23\n",
    ),
    "another unit": (
        ("r.txt", "602%", "60.2", *WHO, "--unit", "t"),
        (
            "finkit: r.txt: 95-99 is in %, the decision in t: not the same kind of quantity\n"
            "  give VALUE in %, or in a unit that agrees with it\n"
        ),
    ),
    "no number": (
        ("r.txt", "602%", "sixty", *WHO),
        (
            "finkit: decision on '602%': value: Input should be a valid decimal; found 'sixty'\n"
            "  wanted sha256, figure, printed, value, unit, who, why, when\n"
        ),
    ),
    "unreadable file": (
        ("r.txt", "602%", "60.2", *WHO, "--decisions", "twice.txt"),
        (
            "finkit: twice.txt: wanted decisions as JSON (finkit/decisions/1), found Expecting value at line 1, column 1\n"
            "  mend it or move it away; it is never overwritten as it is\n"
        ),
    ),
}


@pytest.mark.parametrize("name", GALLERY)
def test_error_gallery(name: str, run: Any) -> None:
    """The exact message; nothing is written."""
    Path("twice.txt").write_text("Cost was 5% and fees 5% of it.\n", encoding="utf-8")
    arguments, message = GALLERY[name]
    before = sorted(Path().iterdir())
    result = run("accept", *arguments)
    assert (2, message) == (result.exit_code, result.stderr)
    assert before == sorted(Path().iterdir())


def test_a_file_that_is_named_has_to_be_there(run: Any) -> None:
    """For a check; `accept` makes it."""
    result = run("check", "r.txt", "--decisions", "absent.json")
    assert (
        result.exit_code,
        result.stderr,
    ) == (2, "finkit: absent.json: no such file of decisions\n  check the name, or give another path\n")


def test_a_report_from_standard_input_wants_a_file(run: Any) -> None:
    """There is no place beside it."""
    result = run("accept", "-", "602%", "60.2", *WHO, input=TEXT)
    assert result.exit_code == 2
    assert "a report from standard input wants --decisions FILE" in result.stderr


def test_the_page_shows_who_and_why(run: Any) -> None:
    """In the entry of the figure and over the report; what is written in a reason stays text."""
    run("accept", "r.txt", "602%", "60.2", "--unit", "%", "--who", "Ann", "--why", "<b>page 12</b>")
    result = run("page", "r.txt", "-o", "r.html")
    assert result.stderr == "finkit: r.txt.decisions.json: 1 decision applied, 0 not\nfinkit: wrote r.html\n"
    page = Path("r.html").read_text(encoding="utf-8")
    assert "1 decided by Ann" in page
    assert "&lt;b&gt;page 12&lt;/b&gt;" in page
    assert "<b>page 12" not in page
