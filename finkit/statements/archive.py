"""Zip archives that workbooks are: looked through before anything unpacks them, so that none fills the memory.

An archive says how large its parts are; what it says is believed only to refuse it. What comes out is counted, never kept.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.errors import FileUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
_CHUNK = 1 << 20
_PARTS = 10_000
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # what spreadsheets write
_DENSEST, _SMALL = 500, 10_000_000  # times that a workbook is packed smaller than it is; below so many bytes any is
_ELEMENTS, _FEW = 3, 150_000  # elements in a packed byte; below so many any
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_FOREIGN = ("xl/media/", "xl/embeddings/")  # pictures and files that are carried along, and not read


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken: bytes of all parts unpacked, and elements of all their XML, which a reader keeps in memory."""

    unpacked: int
    elements: int


def require_workbook(content: bytes, path: str, limits: Limits) -> None:
    """Raise `FileUnreadableError`, with the sizes, where an archive is too large, too dense, broken or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look_at(archive.infolist(), len(content), path, limits)
            unpacked, elements, most = 0, 0, min(limits.elements, max(_FEW, _ELEMENTS * len(content)))
            for name, chunk in _chunks(archive):
                unpacked, elements = unpacked + len(chunk), elements + chunk.count(b"<")
                if unpacked > limits.unpacked or elements > most:
                    raise _too_much(path, unpacked, len(content), Limits(limits.unpacked, most), elements)
                if not name.startswith(_FOREIGN) and any(mark in chunk.replace(b"\0", b"") for mark in _DECLARATIONS):
                    raise _unfit(path, "a workbook without DTDs", f"one in {name[:80]!r}", "save it anew as .xlsx")
    except FileUnreadableError:
        raise
    except BROKEN:
        raise _unfit(path, "an Excel workbook", "one that is broken", "save it anew as .xlsx") from None


def _look_at(parts: list[zipfile.ZipInfo], packed: int, path: str, limits: Limits) -> None:
    """What the archive says of itself."""
    if len(parts) > _PARTS:
        raise _unfit(path, f"a workbook of at most {_PARTS:,} parts", f"{len(parts):,}", "split it")
    if any(part.flag_bits & 1 for part in parts):
        raise _unfit(path, "an Excel workbook", "one that is locked with a password", "save it without")
    if any(part.compress_type not in _PACKINGS for part in parts):
        raise _unfit(path, "an Excel workbook", "an archive packed in another way", "save it anew as .xlsx")
    claimed = sum(part.file_size for part in parts)
    if claimed > limits.unpacked or claimed > max(_SMALL, _DENSEST * packed):
        raise _too_much(path, claimed, packed, limits, 0)


def _chunks(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """What the parts hold, a megabyte at a time, each with the end of the one before it, so that no mark is cut in two."""
    longest = 4 * max(map(len, _DECLARATIONS))
    for part in archive.infolist():
        before = b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                yield part.filename, before + chunk
                before = chunk[-longest:]


def _too_much(path: str, unpacked: int, packed: int, limits: Limits, elements: int) -> FileUnreadableError:
    wanted = f"a workbook of at most {limits.unpacked:,} bytes unpacked and {limits.elements:,} elements"
    if unpacked <= limits.unpacked and elements <= limits.elements:
        wanted = f"a workbook that unpacks to at most {_DENSEST} times its size"
    told = f" and {elements:,} elements" if elements > limits.elements else ""
    return _unfit(path, wanted, f"{unpacked:,} bytes unpacked{told} from {packed:,}", "split it, or give the sheets that are wanted alone")


def _unfit(path: str, wanted: str, found: str, remedy: str) -> FileUnreadableError:
    return FileUnreadableError(path=path, wanted=wanted, found=found, remedy=remedy)
