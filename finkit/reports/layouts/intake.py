"""What an import did: counts, every fact that came in, what was left out and why, findings of file and folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finkit.reports.layouts.common import joined
from finkit.reports.layouts.lists import fact_row, finding_lines
from finkit.reports.table import Block, Line, Page, Tone
from finkit.statements.fact import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.statements.fact import Fact, Finding
    from finkit.statements.importers.intake import Intake

IMPORT_SCHEMA = "finkit/import/1"
_SHOWN = 12


def intake_page(intake: Intake, examined: Sequence[Finding], *, is_written: bool) -> Page:
    """The import of a file."""
    merged, found = intake.merged, intake.found
    counts = (("added", merged.added), ("replaced", merged.replaced), ("there already", merged.agreed))
    refused = sum(finding.severity is Severity.ERROR for finding in found.findings)
    told = [*((len(facts), word) for word, facts in counts), (len(found.skipped), "skipped"), (refused, "not taken")]
    said = joined((f"{count} {word}" for count, word in told), ", ")
    changed = bool(merged.added or merged.replaced)
    where = intake.folder.as_posix()
    lines = [Line(f"{found.kind}: {said}"), Line(_told(where, is_written=is_written, changed=changed), Tone.MUTED)]
    blocks = [Block(f"{found.file} to {intake.ticker}", tuple(lines))]
    for title, facts in (("Replaced", merged.replaced), ("There already, left as filed", merged.agreed)):
        if facts:
            blocks.append(Block(title, _listed([_called(fact) for fact in facts])))
    if found.skipped:
        blocks.append(Block("Skipped", _listed(found.skipped)))
    if found.findings:
        blocks.append(Block("Not taken", finding_lines(found.findings)))
    if examined:
        blocks.append(Block("Examined as it stands now", finding_lines(examined)))
    return Page(tuple(blocks))


def _told(where: str, *, is_written: bool, changed: bool) -> str:
    if not changed:
        return "nothing to write"
    return f"written to {where}" if is_written else f"would be written to {where}"


def _called(fact: Fact) -> str:
    return joined((fact.item, fact.segment, fact.period.code, fact.basis.value, f"{fact.value:,f} {fact.unit}"), " ")


def _listed(texts: Sequence[str]) -> tuple[Line, ...]:
    more = len(texts) - _SHOWN
    lines = [Line(text) for text in texts[:_SHOWN]]
    return (*lines, Line(f"and {more} more: --json lists all", Tone.MUTED)) if more > 0 else tuple(lines)


def intake_document(intake: Intake, examined: Sequence[Finding], *, is_written: bool) -> dict[str, Any]:
    """One versioned object with every fact."""
    merged, found = intake.merged, intake.found
    facts = {"added": merged.added, "replaced": merged.replaced, "agreed": merged.agreed}
    return {
        "schema": IMPORT_SCHEMA, "file": found.file, "kind": found.kind, "ticker": intake.ticker, "folder": intake.folder.as_posix(),
        "written": is_written and bool(merged.added or merged.replaced),
        **{name: [fact_row(fact) for fact in one] for name, one in facts.items()},
        "skipped": found.skipped, "findings": [one.model_dump(mode="json") for one in found.findings],
        "examined": [one.model_dump(mode="json") for one in examined],
    }  # fmt: skip
