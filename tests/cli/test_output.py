"""Every command that prints a table prints it as CSV and as one versioned JSON object as well."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner, Result

from finkit import cli as module
from finkit.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from finkit.verdicts.verdict import Check

REPORT = "Blue Kiln Ceramics in 2022: revenue of 1.00 billion yuan, and 3 kilns.\n"
NEITHER = dict.fromkeys(("schema check", "schema company"), "prints a JSON Schema, which is JSON and no table")
NO_CSV = {
    "batch": "writes a dataset; --json gives events as they come",
    "workbook": "writes a file; --json says what was written",
    "page": "writes a file; --json says what was written",
    "template": "writes a file; --json says what was written",
    "add-company": "writes files; --json says what was written",
}
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "summary": (), "workbook": ("-o", "k.xlsx"), "facts": (), "check": ("kiln.txt", "--fail-on", "never"),
    "explain": ("kiln.txt", "1.00 billion yuan"), "statements": (), "doctor": (), "template": ("-o", "t.xlsx"),
    "import": ("new.csv", "--company", "BKC.XX"), "add-company": ("NEW.XX", "--name", "New", "--currency", "CNY"),
    "accept": ("kiln.txt", "1.00 billion yuan", "1.00e9", "--unit", "CNY", "--who", "Ann", "--why", "page 12"),
    "page": ("kiln.txt", "-o", "k.html"), "companies": (), "metrics": ("--group", "margins"), "metric": ("gross_margin",), "compare": (),
}  # fmt: skip


def walk(group: click.Group = cli, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from walk(command, f"{prefix}{name} ")
        else:
            yield prefix + name, command


COMMANDS = dict(walk())


@pytest.fixture
def run(kiln_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run finkit on the invented statements, in a folder with a report and figures to import."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kiln.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "new.csv").write_text("item,period,value,unit\ntotal_equity,FY2022,900000000,CNY\n", encoding="utf-8")

    def runner(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--statements", str(kiln_folder), *arguments])

    return runner


def lines(text: str) -> list[dict[str, str]]:
    """The rows of comma-separated lines; each has a cell a column."""
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_every_command_has_both_forms() -> None:
    """But for the exceptions, each with its reason; an exception that is none any more is a mistake as well."""
    flags = {name: {option for one in command.params for option in one.opts} for name, command in COMMANDS.items()}
    assert {name for name, known in flags.items() if "--json" not in known} == set(NEITHER)
    assert {name for name, known in flags.items() if "--csv" not in known} == {*NEITHER, *NO_CSV}
    assert set(ARGUMENTS) == set(COMMANDS) - set(NEITHER) - {"batch"}  # an object a line: tests/cli/test_batch.py


@pytest.mark.parametrize("name", sorted(ARGUMENTS))
def test_json_is_one_versioned_object(run: Any, name: str) -> None:
    """Nothing else stands on stdout."""
    result = run(*name.split(), *ARGUMENTS[name], "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 0, result.output
    assert document["schema"].startswith("finkit/")
    assert document["schema"].rpartition("/")[2].isdigit()


@pytest.mark.parametrize("name", sorted(set(ARGUMENTS) - set(NO_CSV)))
def test_csv_has_a_header_and_a_row_a_thing(run: Any, name: str) -> None:
    """And the command refuses to print both forms at once."""
    result = run(*name.split(), *ARGUMENTS[name], "--csv")
    assert result.exit_code == 0, result.output
    assert lines(result.stdout) or name == "doctor"
    both = run(*name.split(), *ARGUMENTS[name], "--csv", "--json")
    assert (both.exit_code, "--json or --csv, not both" in both.stderr) == (2, True)


def test_summary_lines_keep_every_digit(run: Any) -> None:
    """Facts as filed, metrics as fractions of unit 1, absences with their reason, segments by name."""
    rows = {(row["name"], row["segment"], row["period"]): row for row in lines(run("summary", "--csv").stdout)}
    revenue, margin = rows["revenue", "", "FY2023"], rows["gross_margin", "", "FY2023"]
    assert (revenue["value"], revenue["unit"], revenue["line"], revenue["source"]) == ("900000000", "CNY", "5", "annual")
    assert Decimal(margin["value"]) == Decimal(repr(210 / 900))
    assert (margin["unit"], margin["status"], margin["line"]) == ("1", "computed", "5")
    assert rows["roe", "", "FY2023"]["value"] == ""
    assert rows["roe", "", "FY2023"]["why"].startswith("needs ")
    assert rows["gross_profit", "tiles", "FY2022"]["value"] == "190000000"


def test_check_lines(run: Any, kiln_check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure a line with the statements' value beside it; text of the report never begins as a formula."""
    monkeypatch.setattr(module, "checked", lambda *_: (kiln_check, None))
    rows = lines(run("check", "kiln.txt", "--csv", "--fail-on", "never").stdout)
    assert [row["verdict"] for row in rows] == ["repaired", "contradicted", "ambiguous", "inferred"]
    assert (rows[1]["value"], rows[1]["statement_value"], rows[1]["difference"]) == ("3.95", "3", "0.95")
    assert rows[0]["edits"] == "point lost: 1000亿 → 10.00亿"
    assert rows[3]["surface"] == '\'=HYPERLINK("x") [bold]12[/bold] \\u202e\\x1b[31m'
    assert rows[3]["measure"] == "'=1+1"


def test_check_into_a_csv_file(run: Any, tmp_path: Path) -> None:
    """The ending of the file picks this form too."""
    result = run("check", "kiln.txt", "-o", "kiln.csv", "--fail-on", "never")
    assert (result.exit_code, result.stdout) == (0, "")
    assert lines((tmp_path / "kiln.csv").read_text(encoding="utf-8"))[0]["surface"] == "2022"


def test_doctor_lines(run: Any, kiln_folder: Path) -> None:
    """A finding a line, with every line of the file that may be the wrong one."""
    facts = kiln_folder / "BKC.XX" / "facts.csv"
    facts.write_text(facts.read_text(encoding="utf-8") + "total_equity,,FY2022,905000000,CNY,reported,annual,\n", encoding="utf-8")
    row = lines(run("doctor", "--csv").stdout)[0]
    assert (row["ticker"], row["severity"], row["line"]) == ("BKC.XX", "error", "22")
    assert set(row["lines"].split("; ")) == {"22", "29"}


def test_explain_lines(run: Any) -> None:
    """The chosen reading first, then rivals and relations, each with what speaks."""
    rows = lines(run("explain", "kiln.txt", "1.00 billion yuan", "--csv").stdout)
    assert (rows[0]["speaks"], Decimal(rows[0]["value"]), rows[0]["unit"]) == ("chosen", Decimal(10**9), "CNY")
    assert {row["speaks"] for row in rows} <= {"chosen", "rival", "relation"}
    assert any(row["speaks"] == "relation" and row["holds"] == "1" for row in rows)
