"""The bytes of one document, read by the driver so that workers need no folder: a plain file of a sane size, no more."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from finkit.errors import FileMissingError, FileUnreadableError

LARGEST = 64 << 20  # bytes
_REGULAR = "a plain file"


def fetch(path: bytes, name: str, within: bytes = b"", largest: int = LARGEST) -> bytes:
    """The bytes of a file.

    Raises `FileMissingError`; `FileUnreadableError` for what is no plain file, is larger than `largest`, or by now lies
    outside of the folder `within`.
    """
    place = Path(os.fsdecode(path))
    if within and not Path(os.path.realpath(place)).is_relative_to(Path(os.fsdecode(within))):
        raise _unreadable(name, "a file inside its folder", "a link that leads out of it", "move the document into the folder")
    try:
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise FileMissingError(path=name, wanted="report") from None
    except OSError as error:
        raise _unreadable(name, _REGULAR, error.strerror or "an error", "give a file that can be read") from None
    with os.fdopen(handle, "rb") as file:
        told = os.fstat(handle)
        if not stat.S_ISREG(told.st_mode):
            raise _unreadable(name, _REGULAR, "something else", "give a file that can be read")
        if told.st_size > largest:
            raise _unreadable(
                name, f"at most {largest / 1e6:,.0f} MB", f"{told.st_size / 1e6:,.1f} MB", "split it, or raise the limit (--largest)"
            )
        return file.read(largest)


def _unreadable(name: str, wanted: str, found: str, remedy: str) -> FileUnreadableError:
    return FileUnreadableError(path=name, wanted=wanted, found=found, remedy=remedy)
