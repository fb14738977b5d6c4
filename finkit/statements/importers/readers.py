"""Which importer reads a file: told by its first bytes, never by its name.

To add one, add a row to `READERS`: SEC companyfacts go in with `is_companyfacts` and a function that gives `Imported`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.errors import FileMissingError, FileUnreadableError
from finkit.statements.header import read_text
from finkit.statements.importers.tables import read_table
from finkit.statements.importers.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from finkit.statements.importers.entries import Imported

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


READERS: tuple[Reader, ...] = (
    Reader("Excel template", lambda head: head.startswith(b"PK\x03\x04"), read_workbook),
    Reader("CSV", lambda head: not head.lstrip().startswith((b"{", b"[", b"<", b"%PDF")), _csv),
)


def read_import(path: Path, file: str) -> Imported:
    """The entries of a file. Raises `FileMissingError`, or `FileUnreadableError` where no importer knows it."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissingError(path=file, wanted="file of statements") from None
    except OSError as error:
        found = error.strerror or "an input error"
        raise FileUnreadableError(path=file, wanted="a file of statements", found=found, remedy="check its permissions") from None
    for reader in READERS:
        if reader.knows(head):
            return reader.read(path, file)
    known = ", ".join(reader.kind for reader in READERS)
    found = "SEC companyfacts JSON, which this version does not read" if is_companyfacts(head) else "something else"
    raise FileUnreadableError(path=file, wanted=known, found=found, remedy="fill in a template: finkit template")
