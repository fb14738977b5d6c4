"""finkit statements, template, import and add-company, and the gallery of what a file may do wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from click.testing import CliRunner

from finkit.cli import books, cli
from finkit.reports.layouts.books import TITLES
from finkit.reports.template import template_bytes
from finkit.statements.files import load, load_folder
from finkit.statements.series import Choice, Span
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from click.testing import Result

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "statements"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FINKIT_STATEMENTS", raising=False)
    return tmp_path


def run(*arguments: str) -> Result:
    """A command."""
    return CliRunner().invoke(cli, list(arguments))


def of_north(*arguments: str) -> Result:
    """A command on the shipped statements."""
    return run("--statements", str(SHIPPED), *arguments)


def test_choices_are_those_of_the_library() -> None:
    """They are spelt out in the command line because importing them costs time."""
    assert tuple(Span) == books.VIEWS
    assert tuple(Choice) == books.BASES
    assert tuple(TITLES) == books.STATEMENTS


@pytest.mark.parametrize("width", [80, 140])
def test_statements_fit_the_screen_and_keep_the_latest_years(width: int) -> None:
    """A narrow screen drops the oldest years and says so; no digit is cut."""
    result = of_north("statements", "600111.SH", "--width", str(width))
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert max(map(len, lines)) <= width
    revenue = next(line for line in lines if line.startswith("Revenue"))
    assert revenue.split()[-2:] == ["37,260", "33,497"]
    assert ("no room for caption, FY2018" in result.stdout) == (width == 80)
    assert ("营业收入" in revenue) == (width == 140)
    assert lines[1].startswith("600111.SH · CAS · amounts in CNY m · fiscal years")


def test_statements_in_order_with_marks() -> None:
    """A derived quarter is marked; one basis alone bears no other mark."""
    result = of_north("statements", "--view", "quarters", "--statement", "income", "--width", "140")
    revenue = next(line for line in result.stdout.splitlines() if line.startswith("Revenue"))
    assert revenue.split()[2:] == ["6,317ᵈ", "9,262ᵈ", "8,440", "8,574ᵈ"]
    assert "ᵛ" not in of_north("statements", "--basis", "reported", "--width", "140").stdout


def test_statements_as_json() -> None:
    """Absences have a reason, figures a basis, an interval, a source and a line."""
    document = json.loads(of_north("statements", "--json", "--statement", "income").stdout)
    assert document["schema"] == "finkit/statements/1"
    labels = [column["label"] for column in document["columns"]]
    lines = {line["item"]: line for line in document["statements"][0]["lines"]}
    cost = lines["cost_of_sales"]["cells"][labels.index("FY2022")]
    assert (cost["basis"], cost["note"], cost["line"]) == ("derived", "= revenue - gross_profit", None)
    assert lines["selling_expense"]["cells"][labels.index("FY2022")]["why"]
    assert all(set(cell) == {"why"} or cell["source"] for line in lines.values() for cell in line["cells"])


def test_statements_as_csv() -> None:
    """A line a figure."""
    rows = list(csv.DictReader(io.StringIO(of_north("statements", "--csv", "--common-size", "--statement", "balance").stdout)))
    assert {row["unit"] for row in rows} == {"%"}
    assert {float(row["value"]) for row in rows if row["item"] == "total_assets"} == {100.0}


def test_a_basis_that_no_fact_has(desk: Path) -> None:
    """The page says so instead of showing nothing."""
    run("add-company", "NEW.X", "--name", "New", "--currency", "AUD", "--year-end", "6", "--standard", "IFRS")
    assert "No period of this view has a figure on this basis." in run("statements", "NEW.X").stdout
    assert desk.is_dir()


def test_add_company(desk: Path) -> None:
    """A skeleton that loads, and is never overwritten."""
    result = run("add-company", "NEW.X", "--name", 'A "new" one', "--currency", "aud", "--year-end", "6", "--standard", "IFRS")
    assert result.exit_code == 0
    company = load("NEW.X", desk / "statements")
    assert (company.name, company.currency, company.year_end_month, company.standard) == ('A "new" one', "AUD", 6, "IFRS")
    assert company.findings == ()
    again = run("add-company", "NEW.X", "--name", "Other", "--currency", "AUD")
    message = "finkit: statements/NEW.X/company.toml: is there already\n  change it by hand; `finkit import` adds facts to it\n"
    assert (again.exit_code, again.stderr) == (2, message)


@pytest.mark.parametrize("ticker", ["../up", "a/b", ".hidden", "", "a b", "a..b"])
def test_a_ticker_is_no_path(ticker: str, desk: Path) -> None:
    """Nothing is written outside the statements folder."""
    result = run("add-company", "--name", "X", "--currency", "CNY", "--", ticker)
    message = f"finkit: {ticker!r} is no ticker\n  wanted letters, digits, dots and hyphens, such as 600111.SH or BRK-B\n"
    assert (result.exit_code, result.stderr) == (2, message)
    assert list(desk.iterdir()) == []


def test_a_template_is_the_same_bytes_twice_and_holds_no_formula(desk: Path) -> None:
    """Sheets by statement, both languages, lists to choose from."""
    assert run("template", "--period", "FY2022", "--period", "FY2023", "--currency", "aud").exit_code == 0
    assert (desk / "statements.xlsx").read_bytes() == template_bytes([Period(2022), Period(2023)], None, "AUD")
    book = openpyxl.load_workbook(desk / "statements.xlsx")
    assert book.sheetnames == ["Instructions", "Company", "Income", "Balance", "Cash flow", "Segments", "Operations", "Sources"]
    income = book["Income"]
    assert [cell.value for cell in income[4][:6]] == ["item", "English", "中文", "segment", "FY2022", "FY2023"]
    assert [cell.value for cell in income[5][:3]] == ["revenue", "Revenue", "营业收入"]
    assert income["B1"].value == "AUD"
    assert len(income.data_validations.dataValidation) == 4
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def filled(desk: Path, **cells: Any) -> Path:
    """A template of a new company with some cells of Income filled."""
    run("template", "--period", "FY2022")
    book = openpyxl.load_workbook(desk / "statements.xlsx")
    book["Company"]["B1"], book["Company"]["B2"] = "NEW.X", "New Company"
    for place, value in cells.items():
        book["Income"][place] = value
    book.save(desk / "statements.xlsx")
    return desk / "statements.xlsx"


def test_a_filled_template_comes_in(desk: Path) -> None:
    """Unit of the sheet, source of the column; the digits are those that were typed."""
    filled(desk, B1="CNY million", E5=1234.5, E6=1000, E3="annual")
    result = run("import", "statements.xlsx")
    assert (result.exit_code, result.stdout.splitlines()[1]) == (
        0,
        "Excel template: 2 added, 0 replaced, 0 there already, 0 skipped, 0 not taken",
    )
    company = load("NEW.X", desk / "statements")
    assert [(fact.item, str(fact.value), fact.source) for fact in company.facts if fact.line] == [
        ("revenue", "1.2345E+9", "annual"), ("cost_of_sales", "1.000E+9", "annual"),
    ]  # fmt: skip
    assert company.name == "New Company"


def test_the_shipped_company_survives_a_round_trip(desk: Path) -> None:
    """Template out, import in: the same figures on the same bases, with the same rounding."""
    assert of_north("template", "600111.SH", "-o", str(desk / "north.xlsx")).exit_code == 0
    result = run("import", "north.xlsx", "--json", "--company", "NRE")
    assert json.loads(result.stdout)["skipped"] == []

    def told(company: Any) -> set[tuple[Any, ...]]:
        titles = {one.name: one.title for one in company.segments}
        return {
            (fact.item, titles.get(fact.segment), fact.period, fact.basis, fact.interval) for fact in company.facts if fact.line is not None
        }

    assert told(load("600111.SH", SHIPPED)) == told(load_folder(desk / "statements" / "NRE"))


TIDY = 'item,period,value,unit,source\nRevenue,FY2022,"1,200",CNY million,annual\n营业成本,2022,9亿,,\n'
GALLERY = {
    "a formula": (
        "item,FY2022\nrevenue,=SUM(A1:A9)\n",
        "error: own.csv:2: wanted a value, found the formula =SUM(A1:A9)\n    paste it as a value",
    ),
    "no number": (
        "item,FY2022\nrevenue,12 m\n",
        "error: own.csv:2: value: wanted a number, found '12 m'\n    write digits alone, such as 37,260.04",
    ),
    "another currency": (
        "item,period,value,unit\nrevenue,FY2022,5,USD million\n",
        ("error: own.csv:2: unit: wanted CNY for revenue, found 'USD million'\n"
        "    write the values in CNY, or in its thousands, millions, 万 or 亿"),
    ),
    "an item that is none": (
        "item,FY2022,FY2023\nrevenu,5,6\n",
        "error: own.csv:2: item: wanted an item or ratio of the catalogue, found 'revenu'\n    did you mean revenue?",
    ),
    "a period that is none": (
        "item,period,value\nrevenue,lately,5\n",
        ("error: own.csv:2: period: wanted FY2022, H1 2023, 9M2023, Q3 2023 or 2023-09-30, found 'lately'\n"
        "    a balance item takes the period that it closes, or its day"),
    ),
    "the same twice": (
        "item,FY2022\nrevenue,5\nRevenue,6\n",
        "error: own.csv:3: revenue FY2022 (reported) stands twice in the file\n    keep one of the two, or give them their own basis",
    ),
    "too many cells": (
        "item,FY2022\nrevenue,1,200\n",
        "error: own.csv:2: wanted 2 cells, found 3\n    put a cell that holds a comma into double quotes",
    ),
    "broken quotes": (
        'item,FY2022\nrevenue,5\n"cost_of_sales,3\n',
        "error: own.csv:3: wanted CSV, found: unexpected end of data\n    mend the quotes; nothing below was read",
    ),
}  # fmt: skip
UNREADABLE = {
    "no header": (
        "a,b\n1,2\n",
        "wanted a header with item, period and value, or with item and periods, found a,b\n  name the columns in the first line",
    ),
    "JSON of something else": (
        '{"a": 1}',
        "wanted Excel template, SEC companyfacts JSON, CSV, found something else\n  fill in a template: finkit template",
    ),
    "a broken workbook": ("PK\x03\x04 no", "wanted an Excel workbook, found one that is broken\n  save it anew as .xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", GALLERY)
def test_gallery(name: str, desk: Path) -> None:
    """One small bad file an error: where, what, what to do; what can be read comes in; exit code 1."""
    text, message = GALLERY[name]
    (desk / "own.csv").write_text(text, encoding="utf-8")
    result = run("import", "own.csv", "--company", "NEW.X", "--currency", "CNY", "--width", "200")
    assert result.exit_code == 1
    assert result.stdout.partition("Not taken ")[2].partition("\n")[2].partition("\n\n")[0].rstrip() == message


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_no_importer_knows(name: str, desk: Path) -> None:
    """Exit code 2, and nothing is written."""
    text, message = UNREADABLE[name]
    (desk / "own.csv").write_text(text, encoding="utf-8")
    result = run("import", "own.csv", "--company", "NEW.X", "--currency", "CNY")
    assert (2, f"finkit: own.csv: {message}\n") == (result.exit_code, result.stderr)
    assert not (desk / "statements").exists()


def test_a_formula_in_a_workbook_is_refused_with_its_cell(desk: Path) -> None:
    """It is never evaluated, whatever Excel has stored beside it."""
    filled(desk, E5="=1+1", E6=1000)
    result = run("import", "statements.xlsx", "--width", "200")
    assert result.exit_code == 1
    assert "error: statements.xlsx!Income!E5: wanted a value, found the formula =1+1" in result.stdout
    assert [fact.item for fact in load("NEW.X", desk / "statements").facts] == ["cost_of_sales"]


def test_tidy_tables_in_both_languages(desk: Path) -> None:
    """Titles and aliases are read; a row that cannot be is told, the others come in with their source listed."""
    (desk / "own.csv").write_text(TIDY, encoding="utf-8")
    result = run("import", "own.csv", "--company", "NEW.X", "--currency", "CNY", "--width", "200")
    assert result.exit_code == 1
    assert "found '9亿'" in result.stdout
    company = load("NEW.X", desk / "statements")
    (fact,) = company.facts
    assert (fact.item, fact.value, fact.source, fact.quantum) == ("revenue", 1_200_000_000, "annual", 10**6)


def test_nothing_is_overwritten_silently(desk: Path) -> None:
    """A figure that differs is a finding; --replace takes it in its place; one that agrees is left as filed."""
    (desk / "own.csv").write_text("item (CNY million),FY2021,FY2022\nrevenue,1000,1200\n", encoding="utf-8")
    run("import", "own.csv", "--company", "NEW.X", "--currency", "CNY")
    before = (desk / "statements" / "NEW.X" / "facts.csv").read_text(encoding="utf-8")
    (desk / "own.csv").write_text("item (CNY million),FY2021,FY2022\nrevenue,1000.0,1300\n", encoding="utf-8")
    result = run("import", "own.csv", "--company", "NEW.X", "--width", "200")
    assert result.exit_code == 1
    message = "error: own.csv:2: revenue FY2022 (reported): 1,300,000,000 here, 1,200,000,000 in statements/NEW.X/facts.csv:3"
    assert message in result.stdout
    assert (desk / "statements" / "NEW.X" / "facts.csv").read_text(encoding="utf-8") == before
    assert run("import", "own.csv", "--company", "NEW.X", "--replace", "--dry-run").exit_code == 0
    assert (desk / "statements" / "NEW.X" / "facts.csv").read_text(encoding="utf-8") == before
    assert run("import", "own.csv", "--company", "NEW.X", "--replace").exit_code == 0
    after = (desk / "statements" / "NEW.X" / "facts.csv").read_text(encoding="utf-8")
    assert after == before.replace("1200e6", "1300e6")


def test_a_new_company_needs_a_ticker_and_a_currency(desk: Path) -> None:
    """The message says which option."""
    (desk / "own.csv").write_text("item,FY2022\nrevenue,5\n", encoding="utf-8")
    assert run("import", "own.csv").stderr == "finkit: own.csv: wanted a ticker, found none\n  name the company: --company TICKER\n"
    assert run("import", "own.csv", "--company", "X").stderr.endswith("found none\n  name it: --currency CODE\n")
    assert run("import", "none.csv").stderr == "finkit: none.csv: no such file of statements\n  check the name, or give another path\n"


def test_companyfacts_come_in(desk: Path) -> None:
    """By filing, with what was left out and why; what was read makes a company that loads."""
    facts = ROOT / "tests" / "statements" / "companyfacts.json"
    result = run("import", str(facts), "--company", "INV.X", "--json")
    assert result.exit_code == 0
    assert any("StartupCosts" in line for line in json.loads(result.stdout)["skipped"])
    company = load("INV.X", desk / "statements")
    assert (company.currency, company.standard, company.name) == ("USD", "US GAAP", "Invented Mining Corp.")
    assert all(fact.note.startswith("us-gaap:") for fact in company.facts if fact.line is not None)
    assert [one for one in company.findings if one.rule == "source"] == []
