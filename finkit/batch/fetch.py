"""The bytes of one document, read by the driver so that workers need no folder: a plain file of a sane size, no more."""

from __future__ import annotations

import os
from pathlib import Path

from finkit.disk.whole_file import is_inside, read_whole
from finkit.errors import FileUnreadableError

LARGEST = 64 << 20  # bytes


def fetch(path: bytes, name: str, within: bytes = b"", largest: int = LARGEST) -> bytes:
    """The bytes of a file.

    Raises `FileMissingError`; `FileUnreadableError` for what is no plain file, is larger than `largest`, or by now lies
    outside of the folder `within`.
    """
    place = Path(os.fsdecode(path))
    if within and not is_inside(place, Path(os.fsdecode(within))):
        raise FileUnreadableError(
            path=name, wanted="a file inside its folder", found="a link that leads out of it", remedy="move the document into the folder"
        )
    return read_whole(place, "report", largest)
