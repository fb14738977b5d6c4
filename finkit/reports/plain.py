"""Pages as plain data for JSON: numbers are strings in base units (0.2253 for 22.53 %), marks are words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from finkit.reports.table import Cell, Page, Table


def plain_page(page: Page) -> dict[str, Any]:
    """Blocks with their lines and tables."""
    return {
        "blocks": [
            {
                "title": block.title,
                "lines": [line.text for line in block.lines],
                "tables": [_table(table) for table in block.tables],
            }
            for block in page.blocks
        ]
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [column.header for column in table.columns],
        "rows": [[_cell(cell) for cell in row.cells] for row in table.rows],
        "notes": [note.text for note in table.notes],
    }


def _cell(cell: Cell) -> Any:  # noqa: ANN401  (a text, or an object for a number)
    """A text as it is; a number with its kind, mark and provenance; an absence with its reason."""
    if cell.spark:
        return [None if number is None else f"{number:f}" for number in cell.spark]
    if cell.absent:
        return {"value": None, "absent": cell.absent.value, "why": cell.note}
    number = cell.number
    if number is None:
        return cell.value
    told = {
        "value": f"{number:f}", "low": None if cell.low is None else f"{cell.low:f}",
        "high": None if cell.high is None else f"{cell.high:f}", "kind": cell.form.kind.value,
        "mark": cell.mark.value, "note": cell.note,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}
