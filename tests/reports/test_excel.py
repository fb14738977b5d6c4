"""Workbooks: recalculated by LibreOffice, reproducible, safe to open."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from finkit.errors import FinkitError
from finkit.reports import excel
from finkit.reports.layouts.workbook import workbook
from finkit.reports.publish import write_workbook
from finkit.reports.table import Absent
from finkit.statements.files import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from finkit.reports.table import Book
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

    Differences = Callable[[Path, Path], tuple[int, list[str]]]

SHEETS = ["Summary", "Income", "Balance", "Cash flow", "Segments", "Metrics", "Trends", "Report check", "Checks", "Inputs", "Sources"]


@pytest.fixture
def path(tmp_path: Path, kiln: Company, kiln_check: Check) -> Path:
    """The workbook of Blue Kiln Ceramics."""
    return write_workbook(tmp_path / "kiln.xlsx", kiln, kiln_check)


@pytest.fixture
def book(path: Path) -> Workbook:
    """The same, read back with its formulas."""
    return openpyxl.load_workbook(path)


def _column(book: Workbook, sheet: str, header: str) -> int:
    row = next(row for row in book[sheet].iter_rows() if any(cell.value == header for cell in row))
    return next(cell.column for cell in row if cell.value == header)


def _cell(book: Workbook, sheet: str, label: str, header: str):  # noqa: ANN202  (openpyxl's cell types)
    row = next(row for row in book[sheet].iter_rows() if row[0].value == label)
    return row[_column(book, sheet, header) - 1]


def test_sheets(book: Workbook) -> None:
    """Every sheet is there, in order, and shows the cell for all checks."""
    assert book.sheetnames == SHEETS
    masters = {sheet.title: sheet["B2"].value for sheet in book if sheet.title != "Checks"}
    assert set(masters.values()) == {"=Checks!$B$7"}


def test_every_formula_recalculates(path: Path, tmp_path: Path, differences: Differences) -> None:
    """LibreOffice, made to recalculate, finds every cached value right to 1e-9 and no error cell."""
    count, wrong = differences(path, tmp_path)
    assert wrong == []
    assert count > 100


def test_a_planted_wrong_value_is_caught(path: Path, tmp_path: Path, differences: Differences) -> None:
    """The comparison above would see a cached value that is wrong."""
    planted = tmp_path / "planted.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(planted, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet6.xml":
                content, times = re.subn(rb"(</f>)<v>0\.28</v>", rb"\1<v>0.29</v>", content, count=1)
                assert times == 1
            target.writestr(name, content)
    _, wrong = differences(planted, tmp_path / "again")
    assert len(wrong) == 1
    assert "Python 0.29, LibreOffice 0.28" in wrong[0]


def test_identical_inputs_give_identical_bytes(tmp_path: Path, kiln: Company, kiln_check: Check) -> None:
    """Nothing in the file depends on the hour or the folder."""
    first = write_workbook(tmp_path / "a.xlsx", kiln, kiln_check).read_bytes()
    assert first == write_workbook(tmp_path / "b.xlsx", kiln, kiln_check).read_bytes()


def test_formulas_come_from_the_catalogue(book: Workbook) -> None:
    """A ratio is a live formula over the statement sheets, its value beside it; a reported number is an input."""
    margin = _cell(book, "Metrics", "Operating margin", "FY2022")
    profit, revenue = (f"Income!{_cell(book, 'Income', label, 'FY2022').coordinate}" for label in ("Operating profit", "Revenue"))
    assert margin.value == f'=IF(COUNT({profit},{revenue})=2,{profit}/{revenue},"n/a")'
    assert margin.font.color.rgb == "FF000000"
    revenue = _cell(book, "Income", "Revenue", "FY2022")
    assert revenue.value == 1000
    assert revenue.font.color.rgb == "FF0000FF"
    link = _cell(book, "Summary", "Revenue", "FY2022")
    assert link.value == "=Income!E6"
    assert link.font.color.rgb == "FF008000"


def test_a_restated_year_has_two_columns(book: Workbook) -> None:
    """Bases are never mixed in a column: the restated figure stands in its own, and growth looks back at it."""
    assert _cell(book, "Income", "Revenue", "FY2021").value == 800
    assert _cell(book, "Income", "Revenue", "FY2021 restated").value == 820
    growth = _cell(book, "Metrics", "Revenue growth", "FY2022").value
    assert "Income!E6/Income!D6-1" in growth


def test_missing_inputs_are_empty_cells(book: Workbook) -> None:
    """An input that no source has is an empty cell that an analyst can fill; what needs it says n/a."""
    assert _cell(book, "Balance", "Interest-bearing debt", "FY2022").value is None
    assert "n/a" in _cell(book, "Metrics", "Net debt", "FY2022").value


def test_provenance_stands_on_cells(book: Workbook) -> None:
    """A note says basis, line, source and interval; reconstructed cells are filled."""
    revenue = _cell(book, "Income", "Revenue", "FY2022")
    assert "reported · CNY · facts.csv:4\nannual: Annual report, invented" in revenue.comment.text
    rows = list(book["Segments"].iter_rows())
    start = next(number for number, row in enumerate(rows) if str(row[0].value).startswith("Vases"))
    vases = rows[start + 1][_column(book, "Segments", "FY2022") - 1]
    assert vases.value == 375
    assert vases.fill.fgColor.rgb == "FFFFF2CC"
    assert "between 374,500,000 and 375,500,000" in vases.comment.text


def test_document_text_is_never_a_formula(book: Workbook) -> None:
    """Whatever a report says is a string cell; contradictions stand first, under a filter."""
    sheet = book["Report check"]
    verdicts = [row[0].value for row in sheet.iter_rows(min_row=7)]
    assert verdicts == ["contradicted", "ambiguous", "repaired", "inferred"]
    printed = [row[5] for row in sheet.iter_rows(min_row=7)]
    assert printed[-1].data_type == "s"
    assert printed[-1].value == '=HYPERLINK("x") [bold]12[/bold] \\u202e\\x1b[31m'
    assert dict(sheet.tables.items()) == {"Report_check": "A6:Q10"}
    assert sheet.freeze_panes == "B7"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("P&G", "P＆G · BKC.XX"),
        ("R&D &[Picture] &A", "R&&D ＆[Picture] &&A · BKC.XX"),
        ("Kiln\u202e\x9b31m\x07", r"Kiln\u202e\x9b31m\x07 · BKC.XX"),
        ("&" * 300, "&&" * 99 + "…"),
        ("🏺" * 300, "🏺" * 99 + "…"),
    ],
    ids=["picture", "commands", "controls", "long", "wide"],
)
def test_the_name_in_the_footer_is_text(name: str, shown: str, tmp_path: Path, kiln: Company) -> None:
    """Of one line, no command of Excel in it, and never longer than the 255 units that Excel takes."""
    path = write_workbook(tmp_path / "named.xlsx", kiln.model_copy(update={"name": name}))
    with zipfile.ZipFile(path) as archive:
        pages = [archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/sheet")]
        heading = ET.fromstring(archive.read("docProps/core.xml")).findtext("{*}title") or ""  # noqa: S314  (our own file)
    footers = {ET.fromstring(page).findtext("{*}headerFooter/{*}oddFooter") or "" for page in pages}  # noqa: S314  (the same)
    assert {f"&L{shown}&C&A&RPage &P of &N"} == footers
    assert max(len(one.encode("utf-16-le")) // 2 for one in footers) <= 255
    assert heading.isprintable()


def test_numbers_of_the_report_are_numbers(book: Workbook) -> None:
    """Percentages are fractions under a percent format; the difference is a live formula."""
    row = next(row for row in book["Report check"].iter_rows(min_row=7) if row[0].value == "contradicted")
    assert row[6].value == pytest.approx(0.0395)
    assert row[6].number_format == "0.00%;(0.00%)"
    assert row[11].value == "=G7-K7"


def test_defined_names(book: Workbook) -> None:
    """Inputs and metrics have names that other workbooks may use."""
    names = book.defined_names
    assert names["BKC_revenue_FY2022"].attr_text == "Income!$E$6"
    assert names["BKC_revenue_FY2021_reported"].attr_text == "Income!$C$6"
    assert {"BKC_revenue_FY2021", "BKC_tiles_revenue_FY2022", "BKC_gross_margin_9M2023", "days_in_year"} <= set(names)


def test_house_rules_of_formulas(book: Workbook) -> None:
    """No literals but a few, no nested IF, no volatile or indirect functions, no merged cells."""
    allowed = {"0", "1", "2", "12", "100", "365", "1000"}
    for sheet in book:
        assert sheet.merged_cells.ranges == set()
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    text = re.sub(r'"[^"]*"|\'[^\']*\'!', "", cell.value)
                    counted = re.sub(r"COUNT\([^)]*\)[=<]\d+", "", text)
                    numbers = set(re.findall(r"(?<![A-Za-z$\d.])\d+(?:\.\d+)?", counted))
                    assert numbers <= allowed, cell.value
                    assert len(re.findall(r"\bIF\(", text)) <= 1, cell.value
                    assert not re.search(r"OFFSET|INDIRECT|TODAY|NOW|RAND", text), cell.value


def test_every_metric_is_live_or_disclosed(kiln: Company) -> None:
    """A number on the Metrics sheet is a formula, unless the company disclosed it itself."""
    sheet = next(sheet for sheet in workbook(kiln).sheets if sheet.name == "Metrics")
    numbers = [cell for table in sheet.tables[:1] for row in table.rows for cell in row.cells if cell.number is not None]
    typed = [cell for cell in numbers if cell.derivation is None]
    assert len(numbers) > 10
    assert all("disclosed" in cell.note for cell in typed)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, kiln: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is replaced in one step, or not at all, and no part is left behind."""
    place = tmp_path / "kiln.xlsx"
    place.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_workbook(place, kiln)
    assert place.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["kiln.xlsx"]


@pytest.fixture
def broken(tmp_path: Path, make_kiln: Callable[..., Path]) -> Book:
    """A workbook of statements whose balance is 5 million out."""
    return workbook(load("BKC", make_kiln(tmp_path / "broken", "total_equity,,FY2022,905000000,CNY,reported,annual,\n")))


def test_a_broken_identity_shows_on_every_sheet(broken: Book, tmp_path: Path) -> None:
    """The cell for all checks counts what rounding does not explain, wherever in the table it stands."""
    excel.write(tmp_path / "broken.xlsx", broken)
    read = openpyxl.load_workbook(tmp_path / "broken.xlsx", data_only=True)
    assert {sheet["B2"].value for sheet in read} == {"1 broken"}


def test_a_broken_identity_recalculates(broken: Book, tmp_path: Path, differences: Differences) -> None:
    """LibreOffice counts the same."""
    excel.write(tmp_path / "broken.xlsx", broken)
    assert differences(tmp_path / "broken.xlsx", tmp_path)[1] == []


def test_without_a_report(tmp_path: Path, kiln: Company) -> None:
    """Without a check there is no sheet for it, and nothing refers to it."""
    book = openpyxl.load_workbook(write_workbook(tmp_path / "deep" / "kiln.xlsx", kiln))
    assert book.sheetnames == [name for name in SHEETS if name != "Report check"]


def test_peers_stand_beside(tmp_path: Path, kiln: Company) -> None:
    """Peers have a column each."""
    book = openpyxl.load_workbook(write_workbook(tmp_path / "kiln.xlsx", kiln, peers=(kiln,)))
    header = next(row for row in book["Peers"].iter_rows(values_only=True) if row[1] == "Unit")
    assert header[2:4] == ("BKC.XX", "BKC.XX")


def test_words_for_absence() -> None:
    """The two absences read alike in every renderer."""
    assert (Absent.MISSING.value, Absent.MEANINGLESS.value) == ("n/a", "n/m")
    assert issubclass(FinkitError, Exception)
