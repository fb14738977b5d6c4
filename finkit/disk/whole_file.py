"""Files of data read whole: a plain file of a sane size that lies where it says, or an error that says what is wrong."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from finkit.errors import FileMissingError, FileUnreadableError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 128 * 2**20  # bytes; the largest file that the SEC serves has a fifth of it
_KINDS = {stat.S_IFIFO: "a pipe", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device", stat.S_IFSOCK: "a socket"}


def read_head(path: Path, wanted: str, length: int) -> bytes:
    """The first bytes of a file. Raises as `read_whole`; a file may be of any size."""
    return _read(path, wanted, length)[0]


def read_whole(path: Path, wanted: str, most: int = LARGEST) -> bytes:
    """The bytes of a file. Raises `FileMissingError`, or `FileUnreadableError` where it is no plain file, or too large.

    No more than `most` bytes are ever held, whatever the file says of its size.
    """
    data, size = _read(path, wanted, most + 1)
    if len(data) <= most:
        return data
    found, remedy = f"{max(size, len(data)):,} bytes", "split it, or take out what does not belong there"
    raise FileUnreadableError(path=str(path), wanted=f"{wanted} of at most {most:,} bytes", found=found, remedy=remedy)


def _read(path: Path, wanted: str, length: int) -> tuple[bytes, int]:
    """(the first bytes of a plain file, its size)."""
    try:
        with open(path, "rb", opener=_at_once) as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                found = _KINDS.get(stat.S_IFMT(about.st_mode), "no plain file")
                raise FileUnreadableError(path=str(path), wanted=wanted, found=found, remedy="save it as a file first")
            return file.read(length), about.st_size
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissingError(path=str(path), wanted=wanted) from None
    except IsADirectoryError:
        raise FileUnreadableError(path=str(path), wanted=wanted, found="a folder", remedy="give a file") from None
    except OSError as error:
        found = error.strerror or "an input error"
        raise FileUnreadableError(path=str(path), wanted=wanted, found=found, remedy="check its permissions") from None
    except ValueError as error:  # a NUL in the name
        if isinstance(error, FileUnreadableError):
            raise
        raise FileMissingError(path=str(path), wanted=wanted) from None


def shown(path: Path) -> str:
    """A path as it is written down: bytes that are no text, and halves of characters, escaped."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _at_once(name: str, flags: int) -> int:
    """Open without waiting for whoever may write to a pipe."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def require_inside(path: Path, base: Path) -> None:
    """Raise `FileUnreadableError` where links lead from `path` out of the folder `base`, which may be a link itself."""
    if not is_inside(path, base):
        raise FileUnreadableError(
            path=str(path), wanted=f"a file inside {base}", found="a link that leads out of it",
            remedy="put the file itself there; links are not followed out of the folder",
        )  # fmt: skip


def is_inside(path: Path, base: Path) -> bool:
    """The path, all links followed, lies in the folder; so does one that is not there yet."""
    try:
        return path.resolve().is_relative_to(base.resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle, a NUL in the name
        return False
