"""Reports ready to use: the terminal summary as a rich renderable, workbook and page as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from finkit.reports.fill import Filled
    from finkit.reports.layouts.added import SheetTable
    from finkit.reports.terminal import Screen
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check


def summary(company: Company, check: Check | None = None, *, plain: bool | None = None) -> Screen:
    """Statements, metrics and report check of a company, as a rich renderable (`rich.print` it).

    Values that the check reconstructs show only if they are among the company's facts: pass
    `reconstruct(company, check)`. `plain` forces ASCII bars and marks; None follows the console.

    >>> from io import StringIO
    >>> from rich.console import Console
    >>> page = StringIO()
    >>> Console(file=page, width=80).print(finkit.summary(finkit.load("600111.SH")))
    >>> page.getvalue().splitlines()[1][:15]
    '600111.SH · CNY'
    """
    from finkit.reports.layouts.summary import summary_page  # noqa: PLC0415  (late: each report loads its own renderer)
    from finkit.reports.terminal import Screen  # noqa: PLC0415

    return Screen(summary_page(company, check), plain)


def write_workbook(
    path: str | Path,
    company: Company,
    check: Check | None = None,
    peers: Sequence[Company] = (),
    amounts: str = "m",
    *,
    sheets: Mapping[str, Sequence[SheetTable]] | None = None,
) -> Path:
    """The company's workbook with live formulas, written in one step; gives the path back.

    As with `summary`, pass `reconstruct(company, check)` to have reconstructed values in it. `amounts`: `m` for
    millions, `yi` for hundreds of millions (亿); raises ValueError for another word.

    `sheets` are added behind the company's own, by name: tables of `SheetRow` whose formulas name cells (revenue of a
    year is `{revenue:FY2021}`, a row of the sheet its own name), each with the value that Python gives it.

    >>> finkit.write_workbook("600111.SH.xlsx", finkit.load("600111.SH")).name
    '600111.SH.xlsx'
    """
    from finkit.reports.excel import write  # noqa: PLC0415  (late: XlsxWriter is loaded by workbooks alone)
    from finkit.reports.layouts.added import added_sheets  # noqa: PLC0415
    from finkit.reports.layouts.scale import Amounts, in_scale  # noqa: PLC0415
    from finkit.reports.layouts.workbook import workbook  # noqa: PLC0415

    place = Path(path)
    book = workbook(company, check, peers)
    whole = replace(book, sheets=(*book.sheets, *added_sheets(book, company, sheets or {})))
    write(place, in_scale(whole, Amounts(amounts), company.currency))
    return place


def fill_workbook(model: str | Path, path: str | Path, company: Company, check: Check | None = None, amounts: str = "m") -> Filled:
    """An analyst's own workbook with the company's numbers under the defined names that `write_workbook` gives them.

    Written to `path`, never to `model`; what was filled, passed over and lost by loading and saving is given back.
    """
    from finkit.reports.fill import fill  # noqa: PLC0415  (late: openpyxl is loaded by those who fill)
    from finkit.reports.layouts.scale import Amounts, in_scale  # noqa: PLC0415
    from finkit.reports.layouts.workbook import workbook  # noqa: PLC0415

    return fill(Path(model), Path(path), in_scale(workbook(company, check), Amounts(amounts), company.currency))


def write_page(path: str | Path, check: Check, company: Company | None = None) -> Path:
    """The checked report as one HTML file that needs no network; gives the path back.

    With a company its statements, metrics and charts stand behind the report (as with `summary`, pass
    `reconstruct(company, check)` to have reconstructed values in them).

    >>> check = finkit.check("Revenue was 30.4 billion yuan in 2021.")
    >>> finkit.write_page("checked.html", check).exists()
    True
    """
    from finkit.reports.layouts.marked import marked_report  # noqa: PLC0415  (late: each report loads its own renderer)
    from finkit.reports.page import write  # noqa: PLC0415

    place = Path(path)
    write(place, marked_report(check, company))
    return place
