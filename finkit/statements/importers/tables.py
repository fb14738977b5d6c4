"""CSV to entries: tidy (a line a number) or wide (items by periods, with the unit in the header or a column)."""

from __future__ import annotations

import csv

from finkit.errors import FileUnreadableError, PeriodInvalidError
from finkit.statements.header import lines_of
from finkit.statements.importers.entries import NOTHING, Entry, Imported, column_of, is_formula, unit_in
from finkit.vocabulary.periods import Period

_TIDY = ("item", "segment", "period", "value", "unit", "basis", "source", "note")
_LABELS = tuple(name for name in _TIDY if name not in {"period", "value"})


def read_table(text: str, file: str) -> Imported:
    """The entries of a CSV file; a file that is neither tidy nor wide raises `FileUnreadableError`."""
    found = Imported(file, "CSV")
    reader = csv.reader(lines_of(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            rows.append((begins, [cell.strip() for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        found.find("broken_csv", f"wanted CSV, found: {error}", "mend the quotes; nothing below was read", line=begins)
    rows = [(line, cells) for line, cells in rows if any(cells)]
    head = rows[0][1] if rows else []
    names = [column_of(cell) for cell in head]
    if {"item", "period", "value"} <= set(names):
        _tidy(found, names, head, rows[1:])
    elif "item" in names and any(map(_is_period, head)):
        found.kind = "CSV, items by periods"
        _wide(found, names, head, rows[1:])
    else:
        wanted = "a header with item, period and value, or with item and periods"
        shown = ",".join(head)[:200] or "none"
        raise FileUnreadableError(path=file, wanted=wanted, found=shown, remedy="name the columns in the first line")
    return found


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodInvalidError:
        return False
    return True


def _tidy(found: Imported, names: list[str], head: list[str], rows: list[tuple[int, list[str]]]) -> None:
    in_header = {name: unit_in(cell) for name, cell in zip(names, head, strict=True)}
    general = in_header.get("value") or in_header.get("item") or ""
    for line, cells in rows:
        row = _row(found, names, cells, line)
        if row is None:
            continue
        if row["value"].casefold() in NOTHING:
            found.skipped.append(f"{found.file}:{line}: {row['item'] or 'a row'}: no value")
            continue
        found.entries.append(Entry(**{**{name: row.get(name, "") for name in _TIDY}, "unit": row.get("unit") or general}, line=line))


def _wide(found: Imported, names: list[str], head: list[str], rows: list[tuple[int, list[str]]]) -> None:
    general = unit_in(head[names.index("item")])
    periods = [(at, text) for at, text in enumerate(head) if _is_period(text)]
    spare = [text for text, name in zip(head, names, strict=True) if name not in _LABELS and not _is_period(text)]
    found.skipped += [f"{found.file}:1: column {text!r}: neither a period nor a known column" for text in spare if text]
    for line, cells in rows:
        row = _row(found, names, cells, line)
        if row is None or not row["item"]:
            continue
        labels = {name: row.get(name, "") for name in _LABELS}
        for at, period in periods:
            if cells[at].casefold() not in NOTHING:
                found.entries.append(Entry(**{**labels, "unit": labels["unit"] or general}, period=period, value=cells[at], line=line))


def _row(found: Imported, names: list[str], cells: list[str], line: int) -> dict[str, str] | None:
    """The cells by column; None (and a finding) where there are too few or many, or one is a formula."""
    if len(cells) != len(names):
        many = len(cells) > len(names)
        remedy = "put a cell that holds a comma into double quotes" if many else "keep empty cells: ,,"
        found.find("wrong_cell_count", f"wanted {len(names)} cells, found {len(cells)}", remedy, line=line)
        return None
    formulas = [cell for cell in cells if is_formula(cell)]
    for cell in formulas:
        found.refuse_formula(cell, line=line)
    return None if formulas else dict(zip(names, cells, strict=True))
