"""What analysts expect of any model: colours, one formula a row, no buried numbers, units, sources, checks, print setup."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string

import finkit
from finkit.reports.publish import write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

ROOT = Path(finkit.__file__).parent.parent
BLUE, BLACK, GREEN = "FF0000FF", "FF000000", "FF008000"
REFERENCE = re.compile(r"(?:('[^']+'|\w+)!)?(\$?)([A-Z]{1,3})(\$?)(\d+)")
ELSEWHERE = re.compile(r"=('[^']+'|\w+)!\$?[A-Z]{1,3}\$?\d+")
PERIOD = re.compile(r"(FY|H1 |9M|Q1 |Q[1-4] )(\d{4})( restated)?")
PERIODICAL = ("Income", "Balance", "Cash flow", "Segments", "Metrics")
TOLD_IN = {"Sources", "Formula", "Why and source", "How, or what is missing", "Identity"}  # columns that say where a row comes from
UNITLESS = {"Trends": "labels are the names of series", "Sources": "holds no number"}
UNTITLED = {
    "Summary": "fits on a page", "Trends": "a page a chart, each with heads of its own", "Peers": "fits on a page",
    "Sources": "tables of different columns",
}  # fmt: skip
PAGE = 60  # rows


_MADE: dict[str, tuple[Path, Workbook]] = {}  # writing and reading them takes seconds, and no test changes them


@pytest.fixture(params=["invented", "real"])
def place(request: pytest.FixtureRequest, tmp_path: Path, kiln: Company, kiln_check: Check) -> Path:
    """A workbook with every sheet: of the invented company beside itself, and of a real one beside a peer."""
    if request.param not in _MADE:
        company, peer = kiln, kiln
        if request.param == "real":
            company, peer = (finkit.load(ticker, ROOT / "statements") for ticker in ("600111.SH", "000831.SZ"))
        path = write_workbook(tmp_path / f"{request.param}.xlsx", company, kiln_check, (peer,))
        _MADE[request.param] = path, openpyxl.load_workbook(path)
    return _MADE[request.param][0]


@pytest.fixture
def book(place: Path) -> Workbook:
    """The workbook with its formulas."""
    return _MADE[place.stem][1]


def formulas(book: Workbook) -> Iterator[tuple[Worksheet, Cell]]:
    """Every cell with a formula."""
    yield from ((sheet, cell) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def numbers(book: Workbook) -> Iterator[tuple[Worksheet, Cell]]:
    """Every typed number."""
    yield from (
        (sheet, cell) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None
    )


def at(sheet: Worksheet, cell: Cell) -> str:
    """Where a cell stands."""
    return f"{sheet.title}!{cell.coordinate} {cell.value}"


@cache
def head(sheet: Worksheet, row: int, column: int) -> str:
    """The nearest header above a cell: white text on a dark fill."""
    above = (sheet.cell(one, column) for one in range(row - 1, 0, -1))
    return next((str(cell.value) for cell in above if cell.fill.fgColor.rgb == "FF1F3864"), "")


def test_typed_numbers_are_blue_formulas_black_links_green(book: Workbook) -> None:
    """A link is a cell of another sheet and nothing else; what computes is black wherever its numbers stand."""
    assert [at(*one) for one in numbers(book) if one[1].font.color.rgb != BLUE] == []
    wanted = {cell: GREEN if ELSEWHERE.fullmatch(cell.value) else BLACK for _, cell in formulas(book)}
    assert [cell.value for cell, colour in wanted.items() if cell.font.color.rgb != colour] == []
    assert set(wanted.values()) == {GREEN, BLACK}


def test_one_formula_a_row(book: Workbook) -> None:
    """Copied across: the same rows of the same sheets, of the column's own period or so many years before it.

    The year before stands a column further left where a year has two, as reported and as restated. Series over segments
    have no period in their heads: they are links.
    """
    rows: dict[tuple[str, int], set[str]] = {}
    for sheet, cell in formulas(book):
        period = PERIOD.match(head(sheet, cell.row, cell.column))
        if cell.row > 2 and period:
            rows.setdefault((sheet.title, cell.row), set()).add(_relative(book, sheet, cell, period))
    assert len(rows) > 30
    assert {where: told for where, told in rows.items() if len(told) > 1} == {}


def _relative(book: Workbook, sheet: Worksheet, cell: Cell, own: re.Match[str]) -> str:
    """The formula with every reference as sheet, row and years back."""

    def said(reference: re.Match[str]) -> str:
        if reference[2]:
            return reference[0]
        there = book[reference[1].strip("'")] if reference[1] else sheet
        found = PERIOD.match(head(there, int(reference[5]), column_index_from_string(reference[3])))
        assert found is not None, at(sheet, cell)
        assert found[1] == own[1], at(sheet, cell)
        return f"{there.title}[{reference[5]}, {int(own[2]) - int(found[2])} back]"

    return REFERENCE.sub(said, str(cell.value))


def test_no_buried_numbers(book: Workbook) -> None:
    """Beside 0, 1, 2, 12, 100, 365 and 1000 (and counts of arguments) every number has a cell of its own."""
    for sheet, cell in formulas(book):
        bare = re.sub(r'"[^"]*"', "", REFERENCE.sub("", cell.value))
        bare = re.sub(r"COUNT\([^)]*\)[=<]\d+", "", bare)
        assert set(re.findall(r"\d+(?:\.\d+)?", bare)) <= {"0", "1", "2", "12", "100", "365", "1000"}, at(sheet, cell)


def test_units_stand_in_a_column_of_their_own(book: Workbook) -> None:
    """Wherever a row has a number, its unit stands in the column that is headed so."""
    for sheet, cell in (*numbers(book), *formulas(book)):
        if sheet.title in UNITLESS or cell.row <= 2 or _is_of_a_chart(sheet, cell):
            continue
        if head(sheet, cell.row, cell.column) == "Confidence":  # a share, of no unit
            continue
        units = [one.value for one in sheet[cell.row] if head(sheet, cell.row, one.column) == "Unit"]
        assert units, at(sheet, cell)
        assert units[0] or "Checks" in str(sheet.cell(cell.row, 1).value) or sheet.cell(cell.row, 1).value == "All checks", at(sheet, cell)


def _is_of_a_chart(sheet: Worksheet, cell: Cell) -> bool:
    """Peers: the margins under the table are what its chart draws, in % by their formats."""
    return sheet.title == "Peers" and head(sheet, cell.row, 2) != "Unit"


def test_the_same_periods_in_the_same_columns(book: Workbook) -> None:
    """On every sheet of statements and metrics, so that a formula reads straight down the workbook."""
    heads = {
        name: tuple(
            (cell.column, cell.value) for row in book[name].iter_rows(max_row=8) for cell in row if PERIOD.fullmatch(str(cell.value))
        )
        for name in PERIODICAL
    }  # fmt: skip
    assert len(heads["Income"]) >= 3
    assert set(heads.values()) == {heads["Income"]}


def test_every_sheet_shows_the_master_check(book: Workbook) -> None:
    """In the same cell, as a link to the sheet of checks."""
    for sheet in book:
        assert sheet["A2"].value == "Checks"
        assert re.fullmatch(r"=Checks!\$B\$\d+" if sheet.title != "Checks" else r"=\$B\$\d+", sheet["B2"].value)


def test_panes_print_areas_and_titles(book: Workbook) -> None:
    """Frozen under the heads and beside the labels; printed on landscape A4, heads repeated where a sheet has several pages."""
    for sheet in book:
        assert sheet.freeze_panes, sheet.title
        assert sheet.print_area, sheet.title
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        repeated = sheet.print_title_rows
        assert repeated or sheet.title in UNTITLED, sheet.title
        if not repeated and "fits" in UNTITLED[sheet.title]:
            assert sheet.max_row <= PAGE, sheet.title
        if repeated:
            first = int(repeated.split(":")[0].strip("$"))
            assert sheet.freeze_panes.endswith(str(first + 1))


def test_no_external_links_and_no_merged_cells(place: Path, book: Workbook) -> None:
    """The file stands alone."""
    with zipfile.ZipFile(place) as archive:
        assert [name for name in archive.namelist() if "externalLink" in name or "vba" in name.lower()] == []
    assert [at(*one) for one in formulas(book) if "[" in one[1].value] == []
    assert [sheet.title for sheet in book if sheet.merged_cells.ranges] == []


def test_no_cell_shows_an_error(place: Path) -> None:
    """What cannot be computed says n/a or n/m."""
    shown = openpyxl.load_workbook(place, data_only=True)
    values = [(sheet.title, cell.coordinate, cell.value) for sheet in shown for row in sheet.iter_rows() for cell in row]
    assert [one for one in values if str(one[2]).startswith(("#DIV", "#N", "#REF", "#VALUE", "Err:"))] == []
    assert [one for one in values if one[2] in {"nan", "inf", "None"}] == []


def test_every_number_says_where_it_comes_from(book: Workbook) -> None:
    """A note on the cell, a source or formula in its row; a link shows it by itself."""
    untold = []
    for sheet, cell in (*numbers(book), *formulas(book)):
        if cell.comment or cell.row <= 2 or (cell.data_type == "f" and re.fullmatch(r"=(?:('[^']+'|\w+)!)?\$?[A-Z]+\$?\d+", cell.value)):
            continue
        behind = [one.value for one in sheet[cell.row] if head(sheet, cell.row, one.column) in TOLD_IN]
        if not any(behind) and sheet.cell(cell.row, 1).value != "All checks":
            untold.append(at(sheet, cell))
    assert untold == []


def test_the_first_sheet_has_a_legend(book: Workbook) -> None:
    """Colours and fills in words."""
    said = " ".join(str(row[0].value) for row in book.worksheets[0].iter_rows(max_row=7))
    assert all(word in said for word in ("blue", "black", "green", "yellow", "grey"))
