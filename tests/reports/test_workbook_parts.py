"""The parts of a workbook beside its statements: trends, inputs, lists as tables, colours of verdicts, scale of amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from finkit.reports.publish import summary, write_workbook
from finkit.reports.terminal import drawn
from finkit.statements.fact import Basis, Fact
from finkit.statements.files import companies, load
from finkit.valuation import ENTRIES, valuation_inputs
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

    Differences = Callable[[Path, Path], tuple[int, list[str]]]


@pytest.fixture
def path(tmp_path: Path, kiln: Company, kiln_check: Check) -> Path:
    """The workbook of Blue Kiln Ceramics beside itself as a peer."""
    return write_workbook(tmp_path / "kiln.xlsx", kiln, kiln_check, (kiln,))


def row_of(sheet: Worksheet, label: str) -> list[object]:
    """The values of the row that begins with a label."""
    return next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == label)


def test_inputs_are_what_a_model_is_handed(path: Path, kiln: Company) -> None:
    """Every entry of the face has a row; values of the last year agree, absences say what is missing."""
    sheet = openpyxl.load_workbook(path, data_only=True)["Inputs"]
    heads = row_of(sheet, "")
    last, behind = heads.index("FY2023"), heads.index("How, or what is missing")
    inputs = valuation_inputs(kiln, "FY2023", allow=ENTRIES)
    assert row_of(sheet, "Revenue")[last] == pytest.approx(float(inputs.revenue.value or 0) / 1e6)
    assert row_of(sheet, "EBIT")[last] == "n/a"
    assert str(row_of(sheet, "EBIT")[behind]).startswith("needs ")
    labels = [row[0].value for row in sheet.iter_rows()]
    assert len(labels[labels.index("Entries") + 2 : labels.index("Histories") - 1]) == len(ENTRIES)


def test_inputs_and_trends_are_links(path: Path) -> None:
    """No number is typed a second time: each is a link to the sheet that holds it."""
    book = openpyxl.load_workbook(path)
    for name in ("Inputs", "Trends"):
        numbers = [cell for row in book[name].iter_rows() for cell in row if isinstance(cell.value, int | float)]
        assert numbers == []
        links = [cell.value for row in book[name].iter_rows() for cell in row if cell.data_type == "f"]
        assert links
        assert all("!" in link for link in links)


def test_long_lists_are_tables(path: Path) -> None:
    """Excel tables with a name each, over the heads and every row."""
    book = openpyxl.load_workbook(path)
    found = {sheet.title: dict(sheet.tables.items()) for sheet in book if sheet.tables}
    assert {name: list(tables) for name, tables in found.items()} == {"Report check": ["Report_check"], "Sources": ["Sources_Sources"]}
    for name, tables in found.items():
        for ref in tables.values():
            head, *rows = book[name][ref]
            assert all(isinstance(cell.value, str) and cell.value for cell in head)
            assert len({cell.value for cell in head}) == len(head)
            assert rows


def test_verdicts_keep_their_colour_when_they_are_edited(path: Path) -> None:
    """A conditional format a verdict, on the whole column."""
    sheet = openpyxl.load_workbook(path)["Report check"]
    rules = {rule.formula[0].strip('"') for found in sheet.conditional_formatting for rule in found.rules}
    assert rules == {"confirmed", "repaired", "inferred", "ambiguous", "contradicted", "unchecked"}


def test_titles_repeat_only_where_they_fit_what_is_beneath(path: Path) -> None:
    """A printed page of the trends begins with its own heads; each chart has a page, whole."""
    book = openpyxl.load_workbook(path)
    assert book["Income"].print_title_rows == "$5:$5"
    assert book["Trends"].print_title_rows is None
    assert len(book["Trends"].row_breaks.brk) == len(book["Trends"]._charts) - 1


def test_disclosed_ratios_are_recomputed(tmp_path: Path, make_kiln: Callable[..., Path], differences: Differences) -> None:
    """Typed in from their source and held against their formula; a slip in one breaks the master cell."""
    for disclosed, word in (("28.00", "all hold"), ("82.00", "1 broken")):
        root = make_kiln(tmp_path / word, f"gross_margin,,FY2022,{disclosed},%,reported,annual,\n")
        path = write_workbook(tmp_path / f"{disclosed}.xlsx", load("BKC", root))
        sheet = openpyxl.load_workbook(path, data_only=True)["Checks"]
        assert sheet["B2"].value == word
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        start = next(at for at, row in enumerate(rows) if row[0] == "Ratios as the company disclosed them")
        assert (rows[start + 2][0], [one for one in rows[start + 2][2:] if one]) == ("Gross margin", [float(disclosed) / 100])
        assert differences(path, tmp_path / word)[1] == []


@pytest.mark.parametrize("ticker", companies())
def test_the_checks_of_every_shipped_company_hold(ticker: str, tmp_path: Path) -> None:
    """What the doctor finds sound is not broken in the workbook."""
    path = write_workbook(tmp_path / "book.xlsx", load(ticker))
    assert openpyxl.load_workbook(path, data_only=True)["Summary"]["B2"].value == "all hold"


def test_amounts_in_yi(tmp_path: Path, kiln: Company, kiln_check: Check, differences: Differences) -> None:
    """Hundreds of millions everywhere, the words that say so, and every formula still right by LibreOffice."""
    path = write_workbook(tmp_path / "yi.xlsx", kiln, kiln_check, amounts="yi")
    book: Workbook = openpyxl.load_workbook(path, data_only=True)
    income = book["Income"]
    assert row_of(income, "Revenue")[1:5] == ["亿元", 8, 8.2, 10]
    assert income["A3"].value == "蓝窑陶瓷, amounts in 亿元"
    printed = [row[5].value for row in book["Report check"].iter_rows(min_row=7)]
    assert "100 billion yuan" in printed
    count, wrong = differences(path, tmp_path)
    assert (count > 100, wrong) == (True, [])
    with pytest.raises(ValueError, match="pounds"):
        write_workbook(tmp_path / "no.xlsx", kiln, amounts="pounds")


def test_every_sheet_recalculates_with_peers_and_trends(path: Path, tmp_path: Path, differences: Differences) -> None:
    """LibreOffice gives what Python wrote."""
    assert differences(path, tmp_path)[1] == []


def _grown(kiln: Company, years: int) -> Company:
    """The company with so many full years, each a little larger."""
    facts = [
        Fact(item=item, period=Period(1985 + at), value=Decimal(size * (10 + at % 7)), unit="CNY", basis=Basis.REPORTED, source="annual")
        for at in range(years)
        for item, size in (("revenue", 10**9), ("cost_of_sales", 6 * 10**8), ("total_assets", 3 * 10**9), ("parent_net_profit", 10**8))
    ]
    return kiln.with_facts(facts)


@pytest.mark.parametrize("years", [0, 1, 40])
def test_any_number_of_years(years: int, tmp_path: Path, kiln: Company, differences: Differences) -> None:
    """No year, one, forty: the workbook opens and recalculates, the summary is no wider than asked."""
    company = _grown(kiln, years)
    path = write_workbook(tmp_path / "kiln.xlsx", company)
    assert differences(path, tmp_path)[1] == []
    assert max(map(len, drawn(summary(company).page, 80).splitlines())) <= 80


def test_names_of_any_length(tmp_path: Path, kiln: Company) -> None:
    """Two hundred characters, other scripts, emoji."""
    name = ("窑 Kiln 🏺 & <Co> " * 14)[:200]
    segments = tuple(one.model_copy(update={"title": name}) for one in kiln.segments)
    company = kiln.model_copy(update={"name": name, "name_zh": "窑" * 200, "segments": segments})
    book = openpyxl.load_workbook(write_workbook(tmp_path / "kiln.xlsx", company.with_facts(kiln.facts), peers=(company,)))
    assert name[:20] in str(book["Summary"]["A1"].value)
    assert "Kiln" in drawn(summary(company.with_facts(kiln.facts)).page, 80)
