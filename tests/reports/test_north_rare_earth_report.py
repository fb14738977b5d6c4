"""The summary and the workbook of North Rare Earth with its damaged report: what a reader must find there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import finkit
from finkit.reports.terminal import drawn
from finkit.statements.files import locate_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

ROOT = Path(finkit.__file__).parent.parent


@pytest.fixture(scope="module")
def known() -> tuple[Company, Check]:
    """The company with what its report adds, and the check."""
    company = finkit.load("600111.SH", ROOT / "statements")
    report = locate_report(company, ROOT / "statements")
    assert report is not None
    check = finkit.check(report, company)
    return finkit.reconstruct(company, check), check


@pytest.fixture(scope="module")
def text(known: tuple[Company, Check]) -> str:
    """The summary, wide enough for every column."""
    return drawn(finkit.summary(*known).page, 160)


@pytest.mark.parametrize(
    ("figure", "restored", "statement", "difference"),
    [
        ("R&D expense ratio · FY2022", "0.89 %", "0.68 %", "+0.21 pp"),
        ("Total expense ratio · FY2022", "4.67 %", "4.26 %", "+0.41 pp"),
        ("Total expense ratio · 9M2023", "5.14 %", "4.25 %", "+0.89 pp"),
        ("R&D expense ratio · 9M2023", "1.30 %", "0.78 %", "+0.52 pp"),
    ],
)
def test_the_reports_own_errors(text: str, figure: str, restored: str, statement: str, difference: str) -> None:
    """Each contradiction shows both sides, the difference and the source."""
    lines = text.splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith(figure))
    assert re.split(r"\s{2,}", lines[number])[2:] == [restored, statement, difference, "contradicted"]
    assert re.search(r"facts\.csv:\d", "".join(lines[number + 1 : number + 4]))


@pytest.mark.parametrize(
    ("segment", "margin"),
    [("Magnetic materials", (49.29, 49.29)), ("Rare earth metals", (30.66, 30.70)), ("Rare earth oxides", (30.0, 31.5))],
)
def test_reconstructed_segments(text: str, segment: str, margin: tuple[float, float]) -> None:
    """What no source prints stands in the segment table of FY2022, marked as read from the damaged report."""
    table = text[text.index("FY2022, CNY m") : text.index("Gross margin by segment")]
    cells = next(line for line in table.splitlines() if line.startswith(segment))
    assert cells.count("†") == 5
    shown = [float(one) for one in re.findall(r"[\d.]+", re.split(r"\s{2,}", cells)[-1])]
    assert margin[0] <= min(shown) <= max(shown) <= margin[1]


def test_absences_have_reasons(text: str) -> None:
    """Net debt and the cash cycle are not invented."""
    absent = text[text.index("Not available") : text.index("Report check")]
    assert re.search(r"^Net debt: needs interest-bearing debt \(.+\)", absent, re.MULTILINE)
    assert re.search(r"^Cash conversion cycle: needs accounts receivable \(.+\)", absent, re.MULTILINE)


def test_contradictions_come_first(text: str) -> None:
    """The report check is ordered by how much a reader is needed."""
    check = text[text.index("Report check") :]
    order = [check.index(f"\n{word} (") for word in ("Contradicted", "Ambiguous", "Repaired", "Inferred")]
    assert sorted(order) == order


def test_the_workbook_recalculates(
    known: tuple[Company, Check], tmp_path: Path, differences: Callable[[Path, Path], tuple[int, list[str]]]
) -> None:
    """Every live formula of the real workbook is what LibreOffice computes, with no error cell."""
    count, wrong = differences(finkit.write_workbook(tmp_path / "600111.SH.xlsx", *known), tmp_path)
    assert wrong == []
    assert count > 500


def test_the_summary_is_quick() -> None:
    """From start to end it takes less than three times as long as an import of pandas, in the same run."""

    def seconds(code: str) -> float:
        before = os.times()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "FINKIT_STATEMENTS": str(ROOT / "statements")}
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=environment, timeout=60)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    summary = "import sys; sys.argv = ['finkit', 'summary']; from finkit.cli import main; main()"
    best = {code: min(seconds(code) for _ in range(3)) for code in (summary, "import pandas")}
    assert best[summary] < 3 * best["import pandas"]
