"""What a dataset of many documents holds, for whoever waited for it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.reports.table import Block, Cell, Column, Form, Kind, Line, Page, Row, Table, Tone, words
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from finkit.batch import Ending

_COUNT = Form(Kind.COUNT)
_TONES = {Verdict.CONTRADICTED: Tone.BAD, Verdict.AMBIGUOUS: Tone.WARN, Verdict.CONFIRMED: Tone.GOOD, Verdict.REPAIRED: Tone.GOOD}


def batch_page(ending: Ending) -> Page:
    """Figures by verdict, then the documents that could not be checked, by reason."""
    figures = sum(ending.verdicts.values())
    rows = tuple(
        Row((words(verdict.value, _TONES.get(verdict, Tone.PLAIN)), _count(ending.verdicts[verdict.value]))) for verdict in Verdict
    )
    table = Table("", (Column("verdict"), Column("figures", right=True)), (*rows, Row((words("all"), _count(figures)), total=True)))
    rate = f", {ending.done / ending.seconds:,.1f} a second" if ending.done and ending.seconds else ""
    lines = [Line(f"{ending.documents:,} document{'s' * (ending.documents != 1)}, {ending.done:,} of them checked now{rate}")]
    lines += [Line(f"{count:,} left out: {why}", Tone.MUTED) for why, count in sorted(ending.skipped.items())]
    if ending.errors:
        lines.append(Line(f"{sum(ending.errors.values()):,} without a check; --refresh does these again", Tone.WARN))
    failed = tuple(Row((words(kind), _count(count))) for kind, count in ending.errors.items())
    errors = (Table("Documents without a check", (Column("kind of error"), Column("documents", right=True)), failed),) if failed else ()
    return Page((Block(ending.folder, lines=tuple(lines), tables=(table, *errors)),))


def _count(number: int) -> Cell:
    return Cell(Decimal(number), _COUNT)
