"""Which importer reads a file: told by its first bytes, never by its name. To add one, add a row to `READERS`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.disk.whole_file import read_head
from finkit.errors import FileUnreadableError
from finkit.statements.companyfacts import read_companyfacts
from finkit.statements.header import read_text
from finkit.statements.importers.entries import Entry, Imported
from finkit.statements.importers.tables import read_table
from finkit.statements.importers.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_HEAD = 65536


@dataclass(frozen=True, slots=True)
class Reader:
    """An importer: what it reads, how its files begin, and the function that reads one (path, name in messages)."""

    kind: str
    knows: Callable[[bytes], bool]
    read: Callable[[Path, str], Imported]


def is_companyfacts(head: bytes) -> bool:
    """SEC companyfacts JSON: an object with a cik and facts."""
    return head.lstrip().startswith(b"{") and b'"cik"' in head and b'"facts"' in head


def _csv(path: Path, file: str) -> Imported:
    return read_table(read_text(path, "table of statements"), file)


def _companyfacts(path: Path, file: str) -> Imported:
    """Facts by filing; the tag and its place stand in each note."""
    read = read_companyfacts(path)
    header = {"name": read.name, "currency": read.currency, "year_end_month": read.year_end_month, "standard": "US GAAP"}
    sources = {one.id: {"title": one.title, "url": one.url} for one in read.sources}
    entries = [
        Entry(one.item, str(one.period), f"{one.value:f}", one.unit, one.segment, one.basis.value, one.source, one.note)
        for one in read.facts
    ]
    skipped = [f"{one.path}: {one.reason}" + (f" ({one.count} times)" if one.count > 1 else "") for one in read.left_out]
    told = {name: value for name, value in header.items() if value}
    return Imported(file, "SEC companyfacts JSON", told, {}, sources, entries, list(read.findings), skipped)


READERS: tuple[Reader, ...] = (
    Reader("Excel template", lambda head: head.startswith(b"PK\x03\x04"), read_workbook),
    Reader("SEC companyfacts JSON", is_companyfacts, _companyfacts),
    Reader("CSV", lambda head: not head.lstrip().startswith((b"{", b"[", b"<", b"%PDF")), _csv),
)


def read_import(path: Path, file: str) -> Imported:
    """The entries of a file. Raises `FileMissingError`, or `FileUnreadableError` where no importer knows it."""
    if path.is_dir():
        raise FileUnreadableError(path=file, wanted="a file of statements", found="a folder", remedy="give the file itself")
    head = read_head(path, "file of statements", _HEAD)
    for reader in READERS:
        if reader.knows(head):
            return reader.read(path, file)
    known = ", ".join(reader.kind for reader in READERS)
    raise FileUnreadableError(path=file, wanted=known, found="something else", remedy="fill in a template: finkit template")
