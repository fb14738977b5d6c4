"""Charts: what is drawn, the native charts of the workbook, the drawings of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from finkit.reports.layouts.charts import charts
from finkit.reports.page.chart import WIDTH, figure
from finkit.reports.publish import write_workbook
from finkit.reports.table import Cell, Chart, Column, Form, Kind, Row, Table, words
from finkit.vocabulary.formulas import Decimal

if TYPE_CHECKING:
    from pathlib import Path

    from finkit.statements.company import Company


def drawn(chart: Chart) -> ET.Element:
    """The SVG of a chart, parsed."""
    return ET.fromstring(re.search(r"<svg.*?</svg>", figure(chart, ""), re.DOTALL)[0])  # type: ignore[index]  # noqa: S314  (our own)


def chart_of(*series: list[str | None], lines: tuple[int, ...] = (), right: tuple[int, ...] = (), apart: bool = False) -> Chart:
    """A chart of plain numbers."""
    form = Form(Kind.COUNT, decimals=1)
    columns = (Column(""), *(Column(f"C{at}", right=True) for at in range(len(series[0]))))
    rows = tuple(
        Row((words(f"S{at}"), *(Cell() if one is None else Cell(Decimal(one), form) for one in numbers)))
        for at, numbers in enumerate(series)
    )
    return Chart("Title", Table("", columns, rows), lines, right, apart)


def test_what_is_drawn_of_a_company(kiln: Company) -> None:
    """Only series with two figures or more, only charts with a series; segments in a year that has two."""
    found = {chart.title: chart for chart in charts(kiln)}
    assert list(found) == ["Revenue and margins", "Segment revenue and gross margin, FY2022", "Cash flow against profit"]
    segments = found["Segment revenue and gross margin, FY2022"]
    assert (segments.categories, segments.apart) == (("Tiles", "Vases"), True)
    assert [str(row.cells[0].value) for row in found["Cash flow against profit"].table.rows] == [
        "Net profit attributable to parent, CNY m", "Operating cash flow, CNY m",
    ]  # fmt: skip
    assert charts(kiln.with_facts(())) == ()


def test_the_workbook_has_native_charts_over_its_cells(tmp_path: Path, kiln: Company) -> None:
    """One a table of the sheet; every series points at a row of figures, every category at its heads."""
    book = openpyxl.load_workbook(write_workbook(tmp_path / "kiln.xlsx", kiln, peers=(kiln,)))
    assert {sheet.title: len(sheet._charts) for sheet in book if sheet._charts} == {"Trends": 3, "Peers": 1}
    values = openpyxl.load_workbook(tmp_path / "kiln.xlsx", data_only=True)
    for sheet in book:
        for chart in sheet._charts:
            for part in chart._charts:
                for series in part.series:
                    name, cells = series.val.numRef.f.replace("'", "").replace("$", "").split("!")
                    numbers = [cell.value for cell in values[name][cells][0]]
                    assert any(isinstance(one, int | float) for one in numbers)
                    assert all(one is None or isinstance(one, int | float) for one in numbers)
                    heads = (series.cat.strRef or series.cat.numRef).f.replace("'", "").replace("$", "").split("!")[1]
                    assert all(isinstance(cell.value, str) for cell in values[name][heads][0])


def test_bars_stand_on_zero() -> None:
    """A gain goes up from the zero line, a loss down; heights are in proportion."""
    svg = drawn(chart_of(["10", "-5", None]))
    bars = [one for one in svg.iter() if one.tag.endswith("rect")]
    zero = next(float(one.attrib["y1"]) for one in svg.iter() if one.attrib.get("class") == "grid zero")
    up, down = ((float(one.attrib["y"]), float(one.attrib["height"])) for one in bars)
    assert up[0] + up[1] == pytest.approx(zero, abs=0.11)
    assert down[0] == pytest.approx(zero, abs=0.11)
    assert up[1] == pytest.approx(2 * down[1], abs=0.3)


def test_a_gap_in_the_figures_is_a_gap_in_the_line() -> None:
    """The pen is lifted where a year is missing; categories that do not follow each other are joined by nothing."""
    path = next(one.attrib["d"] for one in drawn(chart_of(["1", "2", None, "3"], lines=(0,))).iter() if one.tag.endswith("path"))
    assert (path.count("M"), path.count("L")) == (2, 1)
    apart = drawn(chart_of(["1", "2"], lines=(0,), apart=True))
    assert not [one for one in apart.iter() if one.tag.endswith("path")]
    assert len([one for one in apart.iter() if one.tag.endswith("circle")]) == 2


def test_two_scales_each_with_its_own_numbers() -> None:
    """Bars at the left in thousands, a line at the right in units."""
    svg = drawn(chart_of(["10000", "20000"], ["1", "2"], lines=(1,), right=(1,)))
    labels = {one.attrib["text-anchor"]: one.text for one in svg.iter() if one.tag.endswith("text") and one.text}
    assert labels == {"end": "20,000", "start": "2.0"}


def test_a_drawing_says_what_it_shows() -> None:
    """An image with a name and every number in words; nothing of it leaves the frame."""
    svg = drawn(chart_of(["1e9", "-1e9"], ["3", "4"], lines=(1,)))
    assert svg.attrib["role"] == "img"
    title, description = list(svg)[:2]
    assert (title.text, "S0: C0 1,000,000,000.0" in str(description.text)) == ("Title", True)
    for one in svg.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(one.attrib.get(name, 0)) <= WIDTH


@pytest.mark.parametrize("numbers", [["0", "0"], ["5", "5"], ["-3", "-3"], ["1e-9", "2e-9"], ["1e15", "3"]])
def test_any_numbers_have_a_scale(numbers: list[str | None]) -> None:
    """All zero, all alike, tiny, huge: a drawing all the same."""
    labels = [one.text for one in drawn(chart_of(numbers)).iter() if one.tag.endswith("text") and one.text]
    assert len(labels) == len(set(labels)) >= 2
