"""The command line: what each command prints, where, and how it exits."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import finkit
from finkit import cli as module
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.cli import cli
from finkit.verdicts.verdict import OPTIONAL, SCHEMA, Check, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = """Blue Kiln Ceramics in 2022

In 2022, the company achieved revenue of 10 billion yuan. The tile workshop has 3 kilns.
"""


@pytest.fixture
def run(kiln_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run finkit on the invented statements, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def runner(*arguments: str, **more: Any) -> Result:
        return CliRunner().invoke(cli, ["--statements", str(kiln_folder), *arguments], **more)

    return runner


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A short invented report."""
    path = tmp_path / "kiln.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_verdict_words() -> None:
    """The choices of --fail-on are the verdicts; they are spelt out because importing them costs time."""
    assert tuple(Verdict) == module.VERDICTS


@pytest.mark.parametrize("command", ["", *cli.commands])
def test_help(command: str) -> None:
    """Every command says what it is for."""
    result = CliRunner().invoke(cli, [command, "--help"] if command else ["--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
    assert len(result.stdout.splitlines()[2].strip()) > 10


def test_version() -> None:
    """The version is the package's."""
    assert CliRunner().invoke(cli, ["--version"]).stdout == f"finkit, version {finkit.__version__}\n"


def test_summary(run: Any) -> None:
    """Without a linked report the summary shows statements alone, and says so on stderr."""
    result = run("summary")
    assert result.exit_code == 0
    assert result.stdout.startswith("Blue Kiln Ceramics 蓝窑陶瓷 ──")
    assert "Report check" not in result.stdout
    assert result.stderr == "finkit: no linked report of BKC.XX is at hand\n"


def test_summary_with_a_report(run: Any, report: Path) -> None:
    """A report that is named is checked against the statements; doubt does not change the exit code."""
    result = run("summary", "BKC", "--report", report.name)
    assert result.exit_code == 0
    assert f"{report.name} against Blue Kiln Ceramics (BKC.XX, given)" in result.stdout


def test_summary_as_json(run: Any) -> None:
    """One versioned object; numbers are strings in base units."""
    result = run("summary", "--report", "none", "--json")
    document = json.loads(result.stdout)
    assert document["schema"] == "finkit/summary/1"
    revenue = next(row for row in document["blocks"][1]["tables"][0]["rows"] if row[0] == "Revenue")
    assert revenue[2]["value"] == "1000000000"
    assert result.stderr == ""


def test_summary_with_a_workbook(run: Any, tmp_path: Path) -> None:
    """The summary may write the workbook as well."""
    result = run("summary", "--report", "none", "--workbook", "out/kiln.xlsx")
    assert result.exit_code == 0
    assert result.stderr == "finkit: wrote out/kiln.xlsx\n"
    assert openpyxl.load_workbook(tmp_path / "out" / "kiln.xlsx").sheetnames[0] == "Summary"


def test_workbook(run: Any, tmp_path: Path) -> None:
    """By default the workbook goes to reports/, named after the ticker."""
    result = run("workbook", "--report", "none")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "reports" / "BKC.XX.xlsx").is_file()


def test_facts(run: Any) -> None:
    """Facts come with line and source; no error among the findings exits with 0."""
    result = run("facts", "--item", "revenue", "--period", "FY2022")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("Blue Kiln Ceramics 蓝窑陶瓷 · BKC.XX · 2 facts")
    assert lines[2].split() == ["revenue", "FY2022", "1,000,000,000", "CNY", "reported", "4", "annual"]
    assert lines[-1] == "No finding."


def test_facts_as_csv(run: Any) -> None:
    """Every digit of the source, a line a fact."""
    rows = list(csv.DictReader(io.StringIO(run("facts", "--csv", "--period", "9M2023").stdout)))
    margin = next(row for row in rows if row["item"] == "gross_margin")
    assert (margin["value"], margin["unit"], margin["line"]) == ("24.6", "%", "24")


def test_facts_as_json(run: Any) -> None:
    """One versioned object with facts and findings."""
    document = json.loads(run("facts", "--json").stdout)
    assert document["schema"] == "finkit/facts/1"
    assert document["findings"] == []
    assert {fact["line"] for fact in document["facts"] if fact["basis"] != "derived"} == set(range(2, 29))


def test_facts_with_an_error(tmp_path: Path, make_kiln: Callable[..., Path]) -> None:
    """An identity that fails beyond rounding is told with its line, and exits with 1."""
    root = make_kiln(tmp_path / "wrong", "total_equity,,FY2022,905000000,CNY,reported,annual,\n")
    result = CliRunner().invoke(cli, ["--statements", str(root), "facts", "--item", "capex", "--width", "400"])
    assert result.exit_code == 1
    assert "facts.csv:22: total_assets FY2022 does not equal total_liabilities + total_equity\n    1,600,000,000.00" in result.stdout


def test_check(run: Any, report: Path) -> None:
    """A clean figure that a fact supports is confirmed; nothing is in doubt."""
    result = run("check", str(report), "--json", "--fail-on", "never")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["schema"] == SCHEMA
    assert document["company"] == {"ticker": "BKC.XX", "name": "Blue Kiln Ceramics", "chosen": "auto"}
    assert sum(document["summary"]["counts"].values()) == document["summary"]["figures"]


def test_check_of_stdin(run: Any) -> None:
    """A dash reads the report from stdin; none of the statements takes part if so asked."""
    result = run("check", "-", "--company", "none", input="Sales grew by 12.5% in 2022.")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == "stdin against no company's statements"


@pytest.mark.parametrize(
    ("wanted", "options"),
    [
        (1, ()),
        (0, ("--fail-on", "never")),
        (0, ("--fail-on", "confirmed")),
        (1, ("--fail-on", "inferred")),
        (1, ("--fail-on", "confirmed", "--fail-on", "ambiguous")),
    ],
)
def test_fail_on(run: Any, report: Path, kiln_check: Check, monkeypatch: pytest.MonkeyPatch, wanted: int, options: tuple[str, ...]) -> None:
    """Doubt exits with 1; which verdicts are doubt can be chosen."""
    monkeypatch.setattr(module, "checked", lambda *_: (kiln_check, None))
    result = run("check", str(report), *options)
    assert wanted == result.exit_code
    assert "Selling expense ratio · FY2022" in result.stdout


@pytest.mark.parametrize("name", ["kiln.json", "kiln.txt"])
def test_check_into_a_file(run: Any, report: Path, tmp_path: Path, name: str) -> None:
    """The ending of the output file picks the format; stdout stays empty."""
    result = run("check", str(report), "-o", name, "--fail-on", "never")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"finkit: wrote {name}\n")
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith("{" if name.endswith("json") else "Report check ──")


def test_companies(run: Any) -> None:
    """Every company, the default one marked."""
    assert "BKC.XX *" in run("companies").stdout
    document = json.loads(run("companies", "--json").stdout)
    assert document["companies"][0]["name_zh"] == "蓝窑陶瓷"


def test_metrics(run: Any) -> None:
    """Every catalogue row, with formula, unit and source."""
    rows = json.loads(run("metrics", "--json").stdout)["metrics"]
    assert sorted(row["name"] for row in rows) == sorted(RATIO_BY_NAME)
    assert all(row["source"] and row["unit"] and row["formula"] for row in rows)
    assert "gross_profit / revenue" in run("metrics").stdout


def test_schema(run: Any, kiln_check: Check) -> None:
    """The schema names exactly the fields that the check document has."""
    schema = json.loads(run("schema", "check").stdout)
    document = kiln_check.document_dict()
    assert set(schema["required"]) <= set(document) <= set(schema["properties"])
    figure = schema["$defs"]["CheckedFigure"]
    assert set(document["figures"][0]) == set(figure["properties"]) - OPTIONAL
    assert not OPTIONAL & {*figure["required"], *schema["required"]}
    assert set(document["summary"]) == set(schema["properties"]["summary"]["properties"])


PAGE = b"""<!doctype html><nav>Home 99</nav><p>Blue Kiln Ceramics had 3 kilns in 2022; its revenue was 1<b>.00</b> billion yuan.</p>
<table><tr><td>Gross margin</td><td>28.0%</td></tr></table>"""


@pytest.mark.parametrize("name", ["report.html", "-"])
def test_check_of_a_page_carries_the_text_that_its_spans_index(run: Any, tmp_path: Path, name: str) -> None:
    """From a file and from standard input; the fingerprint is of the bytes."""
    (tmp_path / "report.html").write_bytes(PAGE)
    found = json.loads(run("check", name, "--json", input=PAGE).stdout)
    assert found["text"] == "Blue Kiln Ceramics had 3 kilns in 2022; its revenue was 1.00 billion yuan.\nGross margin\t28.0%\n"
    assert hashlib.sha256(PAGE).hexdigest() == found["sha256"]
    assert [found["text"][one["start"] : one["end"]] for one in found["figures"]] == ["3", "2022", "1.00 billion yuan", "28.0%"]


def test_check_of_a_pdf_carries_its_text(run: Any) -> None:
    """The same for a text layer."""
    place = Path(__file__).parent.parent / "text" / "kiln_report.pdf"
    found = json.loads(run("check", str(place), "--json").stdout)
    surfaces = [one["surface"] for one in found["figures"]]
    assert [found["text"][one["start"] : one["end"]] for one in found["figures"]] == surfaces
    assert {"41,870 tons", "1,387.2 million yuan", "31.85%", "61.75 million yuan"} < set(surfaces)


def test_check_of_a_text_carries_none(run: Any, tmp_path: Path) -> None:
    """Spans of plain text and Markdown index the file itself."""
    (tmp_path / "report.md").write_text("**Sales** were 12.5 million yuan.", encoding="utf-8")
    assert "text" not in json.loads(run("check", "report.md", "--json").stdout)


def test_metrics_of_a_group(run: Any) -> None:
    """Only that group, each variant behind its standard row."""
    rows = json.loads(run("metrics", "--group", "Expense ratios", "--json").stdout)["metrics"]
    assert {row["group"] for row in rows} == {"expense ratios"}
    names = [row["name"] for row in rows]
    assert names[names.index("total_expense_ratio") + 1] == "total_expense_ratio_three"
    assert "\n· total_expense_ratio_three" in run("metrics", "--group", "expense ratios").stdout


def test_metrics_as_csv(run: Any) -> None:
    """One line a metric, constants and parts in cells of their own."""
    lines = {line["name"]: line for line in csv.DictReader(io.StringIO(run("metrics", "--csv").stdout))}
    assert set(lines) == set(RATIO_BY_NAME)
    assert lines["inventory_days"]["constants"] == "days_in_year = 365"
    assert lines["roe_dupont"]["parts"] == "parent_net_margin; asset_turnover; equity_multiplier"


def test_an_unknown_group_lists_the_groups(run: Any) -> None:
    """A bad call says what is there."""
    result = run("metrics", "--group", "margin")
    assert result.exit_code == 2
    assert result.stderr.startswith("finkit: no group of metrics is called 'margin'\n  wanted one of margins, expense ratios, ")


def test_a_metric_with_its_numbers(run: Any) -> None:
    """The formula with numbers in it, each with its source and line; why years are absent; variants beside."""
    shown = run("metric", "ocf margin", "BKC", "--period", "FY2021", "--period", "FY2022").stdout
    assert "= operating_cash_flow / revenue" in shown
    assert "12.00 % = 120 / 1,000" in shown
    assert "Operating cash flow  FY2022    120  CNY m  reported    19  annual" in shown
    assert "(3.33) % = (−30) / 900" in run("metric", "ocf margin", "BKC").stdout
    assert "FY2021: needs operating_cash_flow FY2021" in shown
    assert "OCF / net profit of parent" in run("metric", "净现比", "BKC").stdout


def test_a_metric_of_one_period_for_machines(run: Any) -> None:
    """Value, basis, numbers and facts; the family beside it, in the same periods."""
    told = json.loads(run("metric", "ocf_to_net_profit", "BKC", "--period", "FY2023", "--period", "FY2022", "--json").stdout)
    assert told["schema"] == "finkit/metric/1"
    assert [(one["period"], one["status"]) for one in told["values"]] == [("FY2023", "not meaningful"), ("FY2022", "computed")]
    assert told["values"][1]["numbers"] == "120 / 100"
    assert [fact["item"] for fact in told["values"][1]["facts"]] == ["operating_cash_flow", "net_profit"]
    assert set(told["family"]) == {"ocf_to_parent_profit"}


def test_a_metric_of_a_segment(run: Any) -> None:
    """Prices stand in single units beside volumes."""
    shown = run("metric", "gross_profit_per_tonne", "BKC", "--segment", "tiles", "--period", "FY2022").stdout
    assert "= 190,000,000 / 200,000" in shown


def test_an_unknown_metric_gets_the_nearest(run: Any) -> None:
    """One sentence, exit 2."""
    result = run("metric", "gross_margn", "BKC")
    assert (result.exit_code, result.stderr) == (2, "finkit: no metric is called 'gross_margn'\n  did you mean gross_margin?\n")
