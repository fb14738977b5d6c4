"""Reports ready to use: the terminal summary as a rich renderable, the workbook as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.reports.terminal import Screen
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check


def summary(company: Company, check: Check | None = None, *, plain: bool | None = None) -> Screen:
    """Statements, metrics and report check of a company, as a rich renderable (`rich.print` it).

    Values that the check reconstructs show only if they are among the company's facts: pass
    `reconstruct(company, check)`. `plain` forces ASCII bars and marks; None follows the console.
    """
    from finkit.reports.layouts.summary import summary_page  # noqa: PLC0415  (late: each report loads its own renderer)
    from finkit.reports.terminal import Screen  # noqa: PLC0415

    return Screen(summary_page(company, check), plain)


def write_workbook(path: str | Path, company: Company, check: Check | None = None, peers: Sequence[Company] = ()) -> Path:
    """The company's workbook with live formulas, written in one step; gives the path back.

    As with `summary`, pass `reconstruct(company, check)` to have reconstructed values in it.
    """
    from finkit.reports.excel import write  # noqa: PLC0415  (late: XlsxWriter is loaded by workbooks alone)
    from finkit.reports.layouts.workbook import workbook  # noqa: PLC0415

    place = Path(path)
    write(place, workbook(company, check, peers))
    return place
