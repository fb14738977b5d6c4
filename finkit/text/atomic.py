"""Files written whole or not at all, and one writer at a time."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


def write_atomically(path: Path, content: bytes) -> None:
    """The content at `path`, replaced in one step: a reader sees the old file or the new one, never a part.

    Makes the folder if there is none. On any error the old file stays and no part is left behind.
    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` at the end of the block; on any error the old one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Alone with the file at `path` among all who ask so; others wait. A process that dies leaves no lock behind.

    Makes the folder if there is none. The lock is on a hidden file beside it, which is gone afterwards. Without `wait`
    raises `BlockingIOError` where somebody else has it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    place = path.with_name(f".{path.name}.lock")
    handle = _alone(place, wait=wait)
    try:
        yield
    finally:
        with suppress(OSError):  # on Windows an open file cannot be taken away; it may stay, it is empty
            place.unlink()
        os.close(handle)  # the lock goes with it


def _alone(place: Path, *, wait: bool) -> int:
    """A locked handle on the file that stands at `place`, not on one that its last holder has just taken away."""
    while True:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(handle, wait=wait)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), place.stat()):
                    return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _lock(handle: int, *, wait: bool) -> None:
    """Wait until nobody else has the file, or raise `BlockingIOError`."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  (there is no fcntl)

        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError as error:  # it gives up after ten tries
                if not wait:
                    raise BlockingIOError from error
            else:
                return
    else:
        import fcntl  # noqa: PLC0415  (there is none on Windows)

        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
