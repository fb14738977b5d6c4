"""How workbooks write numbers and draw charts: number formats, series over cells, axes, footers, as XlsxWriter wants them."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from finkit.reports.forms import clean
from finkit.reports.table import Absent, Form, Kind

if TYPE_CHECKING:
    from finkit.reports.table import Cell, Chart

_FOOTER_LIMIT = 100  # characters of a title: each may count twice towards the 255 that Excel takes, codes included
_PICTURE = re.compile(r"&(?=G|\[)")
_HUES = ("#1F3864", "#C55A11", "#548235", "#7030A0", "#BF9000")


def cached(cell: Cell) -> str | float:
    """What a cell shows, as Python computed it; what is beyond the numbers of a spreadsheet means nothing there."""
    if cell.absent:
        return str(cell.absent)
    if isinstance(cell.value, str):
        return cell.value
    amount = 0.0 if cell.value is None else float(cell.value.scaleb(-cell.form.exponent))
    return amount if math.isfinite(amount) else str(Absent.MEANINGLESS)


@lru_cache(maxsize=256)
def number_format(form: Form) -> str:
    """The spreadsheet's number format."""
    zeros = "." + "0" * form.decimals if form.decimals else ""
    match form.kind:
        case Kind.PERCENT:
            return f"0{zeros}%;(0{zeros}%)"
        case Kind.MULTIPLE:
            return f'0{zeros}"x";(0{zeros}"x")'
        case Kind.TEXT:
            return "General"
    return f"#,##0{zeros};(#,##0{zeros});-"


def series_of(sheet: str, chart: Chart, head: int, at: int) -> dict[str, object]:
    """One row of a chart's table as a series."""
    row, last, hue = head + 1 + at, len(chart.table.columns) - 1, _HUES[at % len(_HUES)]
    series: dict[str, object] = {
        "name": [sheet, row, 0], "categories": [sheet, head, 1, head, last], "values": [sheet, row, 1, row, last],
        "y2_axis": at in chart.right,
    }  # fmt: skip
    if at not in chart.lines:
        return {**series, "fill": {"color": hue}, "gap": 60}
    line: dict[str, object] = {"none": True} if chart.apart else {"color": hue, "width": 2.25}
    marker = {"type": "circle", "size": 7 if chart.apart else 5, "fill": {"color": hue}, "border": {"color": hue}}
    return {**series, "line": line, "marker": marker}


def axis_of(chart: Chart, *, right: bool) -> dict[str, object]:
    """Numbers as the first figure of its series is written, without needless digits."""
    rows = [row for at, row in enumerate(chart.table.rows) if (at in chart.right) == right]
    form = next((cell.form for row in rows for cell in row.cells[1:] if cell.number is not None), Form(Kind.COUNT))
    whole = Form(form.kind, form.exponent, 0 if form.kind is not Kind.MULTIPLE else 1)
    grid = {"visible": not right, "line": {"color": "#D9D9D9"}}
    return {"num_format": number_format(whole), "major_gridlines": grid, "num_font": {"size": 9}, "line": {"none": True}}


def footer(title: str) -> str:
    """Title, sheet and page; an `&` of the title is doubled, since a single one is a command there.

    XlsxWriter takes `&&G` and `&&[Picture]` for a picture all the same, and leaves the line out: the wide sign stands there.
    """
    flat = clean(title)
    short = flat if len(flat) <= _FOOTER_LIMIT else f"{flat[: _FOOTER_LIMIT - 1]}…"
    return f"&L{_PICTURE.sub('＆', short).replace('&', '&&')}&C&A&RPage &P of &N"
