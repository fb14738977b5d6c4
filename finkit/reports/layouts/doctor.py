"""What the doctor found: mistyped lines and other errors first, then warnings, then what is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.reports.layouts.lists import finding_lines
from finkit.reports.table import Block, Line, Page, Tone
from finkit.statements.fact import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.verdicts.diagnose import Diagnosis

DOCTOR_SCHEMA = "finkit/doctor/1"


def doctor_page(found: Sequence[Diagnosis]) -> Page:
    """A block a company: its counts, then its findings, the worst first."""
    return Page(tuple(_block(one) for one in found))


def _block(one: Diagnosis) -> Block:
    counts = {severity: sum(finding.severity is severity for finding in one.findings) for severity in Severity}
    said = ", ".join(f"{count} {_plural(severity, count)}" for severity, count in counts.items() if count)
    head = Line(said or "nothing is wrong", Tone.GOOD if one.is_sound else Tone.BAD)
    worst = [finding for severity in Severity for finding in one.findings if finding.severity is severity]
    return Block(one.ticker, (head, *finding_lines(worst)))


def _plural(severity: Severity, count: int) -> str:
    return severity.value if severity is Severity.EXPLAINED or count == 1 else f"{severity.value}s"
