"""`finkit compare`: side by side, ranks of a single metric, machines' forms, refusals."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from finkit.cli import cli

if TYPE_CHECKING:
    from click.testing import Result


def compare(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(cli, ["compare", *arguments])


def test_a_company_stands_beside_the_peers_of_its_file() -> None:
    """Nine companies in the last year that most have, the median beneath, what to bear in mind of each."""
    result = compare("600111.SH", "--width", "140")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("FY2023, 9 companies")
    assert any(line.startswith("Median") for line in lines)
    assert "LYC.AX: fiscal year ends in June; under IFRS" in result.stdout
    assert "a data vendor's line" in result.stdout


@pytest.mark.parametrize("width", [40, 80, 140])
def test_no_line_is_wider_than_asked(width: int) -> None:
    """Headers fold, then columns go, digits never."""
    from rich.cells import cell_len  # noqa: PLC0415  (only here)

    assert max(map(cell_len, compare("--width", str(width)).stdout.splitlines())) <= width


def test_a_single_metric_is_ranked() -> None:
    """Rank, value, distance from the median, caveats in words."""
    result = compare("600111.SH", "MP", "LYC.AX", "--metric", "ebit_margin", "--period", "2021", "--width", "140")
    rows = [line.split() for line in result.stdout.splitlines() if line.strip()[:1].isdigit()]
    assert [(row[0], row[1]) for row in rows] == [("1", "MP"), ("2", "LYC.AX"), ("3", "600111.SH")]
    assert "EBIT as operating profit" in result.stdout


def test_machines_get_numbers_that_lose_nothing() -> None:
    """JSON and CSV tell the same; an absence is null or empty, with its note."""
    asked = ("600111.SH", "MP", "--metric", "gross_margin", "--metric", "fcf", "--period", "FY2022")
    document = json.loads(compare(*asked, "--json").stdout)
    assert (document["schema"], document["period"], document["companies"]) == ("finkit/compare/1", "FY2022", ["600111.SH", "MP"])
    rows = list(csv.DictReader(io.StringIO(compare(*asked, "--csv").stdout)))
    assert [{key: "" if value is None else str(value) for key, value in row.items()} for row in document["rows"]] == rows
    values = {(row["metric"], row["ticker"]): row["value"] for row in document["rows"]}
    assert float(values["gross_margin", "600111.SH"]) == pytest.approx(10355 / 37260.035781, abs=1e-5)
    assert values["fcf", "MP"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("NOBODY",), "no company is called"), (("--metric", "charm"), "charm"), (("--period", "soon"), "'soon' is no period")],
)
def test_refusals_name_what_was_wrong(arguments: tuple[str, ...], said: str) -> None:
    """A company, a metric or a period that does not exist."""
    result = compare(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
