"""Every layout reads as it did when somebody last looked at it. `FINKIT_RENEW=1 pytest tests/reports/test_goldens.py` renews.

The page of a report has its golden beside `test_page.py`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from rich.cells import cell_len

from finkit.batch import Ending
from finkit.metrics.rows import ratio_called
from finkit.pipeline import bring_in, check, doctor, reconstruct
from finkit.reports import layouts
from finkit.reports.layouts.batched import batch_page
from finkit.reports.layouts.books import statements_page
from finkit.reports.layouts.checked import check_page
from finkit.reports.layouts.compared import DEFAULTS, Comparison
from finkit.reports.layouts.doctor import doctor_page
from finkit.reports.layouts.explained import explained_page, figures_called
from finkit.reports.layouts.intake import intake_page
from finkit.reports.layouts.lists import chosen_facts, companies_page, facts_page
from finkit.reports.layouts.metric import MetricDesk
from finkit.reports.layouts.metrics import metrics_page
from finkit.reports.layouts.summary import summary_page
from finkit.reports.layouts.tidy import CHECK_COLUMNS, VALUE_COLUMNS, check_rows, summary_rows
from finkit.reports.lines import csv_text
from finkit.reports.publish import write_workbook
from finkit.reports.terminal import drawn
from finkit.statements.files import load
from finkit.statements.importers.intake import Wanted
from finkit.statements.series import Choice, Span, series
from finkit.text.document import parse
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from finkit.reports.table import Page
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

GOLDENS = Path(__file__).parent / "goldens"
WIDTHS = (80, 140)
REPORT = """Blue Kiln Ceramics in 2022

In 2022 Blue Kiln Ceramics achieved revenue of 100 billion yuan, up 2195% year on year. Its gross margin was 2800% and its
selling expense ratio was 395%. The tile workshop sold 200,000 tons. In 2021 revenue was 82 billion yuan.
"""
MORE = """total_equity,,FY2022,935550000,CNY,reported,annual,
gross_profit,,FY2022,280000000,CNY,reported,annual,
gross_margin,,FY2022,28.00,%,reported,annual,
cost_of_sales,,FY2022,7200000000,CNY,vendor,vendor,
"""
IMPORTED = """item,segment,period,value,unit,basis,source,note
revenue,,FY2022,1100000000,CNY,reported,annual,differs
revenue,,FY2021,820000000,CNY,restated,annual,there already
total_equity,,FY2022,900000000,CNY,reported,annual,
total_equity,,FY2023,850000000,CNY,reported,annual,
goodwil,,FY2022,5,CNY,reported,annual,mistyped
capex,,FY2023,n/a,CNY,reported,annual,
"""


@dataclass(frozen=True)
class Desk:
    """What the layouts are shown: the company, an invented check of it, a real one, its folder in the working folder."""

    company: Company
    told: Check
    found: Check
    folder: Path

    @property
    def peer(self) -> Company:
        """A twin with another year end and another currency, half the size."""
        halves = [fact.model_copy(update={"value": fact.value / 2}) for fact in self.company.facts if fact.unit == "CNY"]
        named = {"ticker": "RCL.XX", "name": "Red Clay Limited", "name_zh": "", "year_end_month": 6, "standard": "IFRS"}
        return self.company.with_facts(halves).model_copy(update=named)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_kiln: Callable[..., Path], kiln: Company, kiln_check: Check) -> Desk:
    """Everything invented, in an empty working folder: no path of this machine is shown."""
    monkeypatch.chdir(tmp_path)
    make_kiln(tmp_path / "books", MORE)
    (tmp_path / "new.csv").write_text(IMPORTED, encoding="utf-8")
    return Desk(kiln, kiln_check, check(parse(REPORT), kiln), Path("books"))


def _explained(desk: Desk, name: str) -> Page:
    figure = figures_called(desk.found, name)[0]
    return explained_page(desk.found, figure, desk.company)


def _statements(desk: Desk, view: Span, *, common_size: bool = False) -> Page:
    found = series(desk.company, view, Choice.DEFAULT, common_size=common_size)
    return statements_page(found, ("income", "balance", "cash", "segments"))


def _facts(desk: Desk) -> Page:
    broken = load("BKC", desk.folder)
    return facts_page(broken, chosen_facts(broken))


def _intake(desk: Desk) -> Page:
    intake, examined = bring_in(Path("new.csv"), desk.folder, Wanted("BKC.XX", "", "", 0, "", "", "reported", "", False))
    return intake_page(intake, examined, is_written=True)


ENDING = Ending(
    "checked", 12_000, {"Crash": 1, "TimeLimit": 12}, {verdict.value: 10**place for place, verdict in enumerate(Verdict)}, 3_000, 120.0,
    {"file called *.docx": 7, "link that leads out of its folder": 1},
)  # fmt: skip
PAGES: dict[str, Callable[[Desk], Page]] = {
    "summary": lambda desk: summary_page(desk.company, desk.told),
    "summary_bare": lambda desk: summary_page(desk.company.with_facts(())),
    "check": lambda desk: check_page(desk.told, desk.company),
    "check_found": lambda desk: check_page(desk.found, desk.company),
    "explained": partial(_explained, name="100 billion yuan"),
    "explained_contradicted": partial(_explained, name="395%"),
    "statements": partial(_statements, view=Span.ANNUAL),
    "statements_ytd": partial(_statements, view=Span.YTD),
    "statements_common_size": partial(_statements, view=Span.ANNUAL, common_size=True),
    "facts": _facts,
    "companies": lambda desk: companies_page((desk.company, desk.peer), "BKC.XX"),
    "metrics": lambda _desk: metrics_page("margins"),
    "metric": lambda desk: MetricDesk(desk.company, ratio_called("total_expense_ratio")).page(),
    "metric_segment": lambda desk: MetricDesk(desk.company, ratio_called("gross_margin"), (), "vases").page(),
    "intake": _intake,
    "doctor": lambda desk: doctor_page((doctor(desk.folder / "BKC.XX"),)),
    "compared": lambda desk: Comparison((desk.company, desk.peer), DEFAULTS, "FY2022").page(),
    "compared_metric": lambda desk: Comparison((desk.company, desk.peer), ("gross_margin",), "FY2022").page(),
    "batched": lambda _desk: batch_page(ENDING),
}
LINES: dict[str, Callable[[Desk], str]] = {
    "summary": lambda desk: csv_text(VALUE_COLUMNS, summary_rows(desk.company)),
    "check": lambda desk: csv_text(CHECK_COLUMNS, check_rows(desk.found)),
}
SHEETS = {"audit", "charts", "inputs", "ledger", "scale", "slots", "workbook"}  # layouts that the workbook's golden shows
WITHIN = {"common", "measured"}  # parts of others
APART = {"added", "marked"}  # tests/examples, test_page.html
NAMED = {"books": "statements", "checked": "check", "lists": "facts", "tidy": "summary"}


def compare_with_golden(name: str, text: str) -> None:
    """The text equals the golden file, or becomes it."""
    golden = GOLDENS / name
    if os.environ.get("FINKIT_RENEW"):
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text


def test_every_layout_has_a_golden() -> None:
    """A new layout wants one; a golden that nothing writes is left over."""
    modules = {path.stem for path in Path(layouts.__file__).parent.glob("*.py")} - {"__init__"}
    assert {NAMED.get(name, name) for name in modules - SHEETS - WITHIN - APART} <= set(PAGES)
    written = {*(f"{name}_{width}.txt" for name in PAGES for width in WIDTHS), *(f"{name}.csv" for name in LINES), "workbook.txt"}
    assert {path.name for path in GOLDENS.iterdir()} == written


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", sorted(PAGES))
def test_page(desk: Desk, name: str, width: int) -> None:
    """On a narrow and on a wide screen; no line is wider, none ends in blanks."""
    text = drawn(PAGES[name](desk), width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    compare_with_golden(f"{name}_{width}.txt", text)


@pytest.mark.parametrize("name", sorted(LINES))
def test_lines(desk: Desk, name: str) -> None:
    """Comma-separated lines."""
    compare_with_golden(f"{name}.csv", LINES[name](desk))


def test_workbook(desk: Desk) -> None:
    """Every cell of every sheet with value, formula, format, note; names, tables, charts, print setup."""
    place = write_workbook("kiln.xlsx", reconstruct(desk.company, desk.found), desk.told, (desk.peer,))
    compare_with_golden(
        "workbook.txt", "\n".join(dumped(openpyxl.load_workbook(place), openpyxl.load_workbook(place, data_only=True))) + "\n"
    )


def dumped(book: Workbook, values: Workbook) -> Iterator[str]:
    """A workbook as lines of text."""
    for sheet in book:
        yield f"== {sheet.title} frozen {sheet.freeze_panes} print {sheet.print_area} titles {sheet.print_title_rows}"
        for name, ref in sheet.tables.items():
            yield f"table {name} {ref}"
        for chart in sheet._charts:
            yield f"chart {', '.join(_series(chart))}"
        for row in sheet.iter_rows():
            yield from (_cell(cell, values[sheet.title]) for cell in row if cell.value is not None or cell.comment)
    yield "== Names"
    yield from (f"{name} {book.defined_names[name].attr_text}" for name in sorted(book.defined_names))


def _series(chart: object) -> Iterator[str]:
    for part in (chart, *getattr(chart, "_charts", ())[1:]):
        for one in part.series:  # type: ignore[attr-defined]
            yield f"{one.tx.strRef.f}: {one.val.numRef.f} over {(one.cat.strRef or one.cat.numRef).f}"


def _cell(cell: Cell, values: Worksheet) -> str:
    """Address, value, then formula, number format and the first line of the note where there are any."""
    value = values[cell.coordinate].value
    shown = f"{value:.12g}" if isinstance(value, float) else repr(value)
    formula = f" {cell.value}" if cell.data_type == "f" else ""
    form = f" [{cell.number_format}]" if cell.number_format != "General" else ""
    note = f" # {cell.comment.text.splitlines()[0]}" if cell.comment else ""
    return f"{cell.coordinate} {shown}{formula}{form}{note}"
