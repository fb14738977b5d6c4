"""Files written whole or not at all, and one writer at a time."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from finkit.errors import FileUnwritableError, FinkitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_ALLOWED = 0o777
_DEVICES = Path("/dev")  # its links are of the system, wherever they lead


def write_atomically(path: Path, content: bytes) -> None:
    """The content at `path`, replaced in one step: a reader sees the old file or the new one, never a part.

    Makes the folder if there is none. On any error the old file stays and no part is left behind; once this returns, the
    new one outlasts a loss of power. A link at `path` is replaced, never written through; a
    file keeps its mode. Raises `FileUnwritableError`.
    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` at the end of the block; as `write_atomically` does it."""
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(path)
        handle, part = _part(path)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    except BaseException as error:
        if part:
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, FinkitError):
            raise FileUnwritableError(path=str(path), found=error.strerror or str(error)) from error
        raise
    _settle(path.parent)


def _mode(path: Path) -> int | None:
    """Who may do what with the file that is there, None where there is none; no pipe or device is ever replaced."""
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)) or path.parent == _DEVICES:
        raise FileUnwritableError(path=str(path), found="a pipe, socket or device")
    return about.st_mode & _ALLOWED


def _part(path: Path) -> tuple[int, Path]:
    """A new file beside it, open to whom the user lets new files be open."""
    part = path.with_name(f".finkit-{secrets.token_hex(8)}.part")
    try:
        return os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), part
    except ValueError as error:  # a NUL in the name
        raise FileUnwritableError(path=str(path), found=str(error)) from error


def _settle(folder: Path) -> None:
    """See to it that the names in a folder are on the disk, where the platform can."""
    if sys.platform != "win32":
        with suppress(OSError):  # some file systems cannot; the file itself is whole anyhow
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[None]:
    """Alone with the file at `path` among all who ask so; others wait. A process that dies leaves no lock behind.

    Makes the folder if there is none. The lock is on a hidden file beside it, which is gone afterwards, and so is a
    folder that was made for it and is empty. Without `wait` raises `BlockingIOError` where somebody else has it.
    """
    place, made = path.with_name(f".{path.name}.lock"), _absent(path.parent)
    handle = _alone(place, wait=wait)
    try:
        yield
    finally:
        with suppress(OSError):  # on Windows an open file cannot be taken away; it may stay, it is empty
            place.unlink()
        os.close(handle)  # the lock goes with it
        with suppress(OSError):  # what was put into it keeps it
            for folder in made:
                folder.rmdir()


def _absent(folder: Path) -> list[Path]:
    """The folders on the way to this one that are not there, the innermost first."""
    return [one for one in (folder, *folder.parents) if not one.exists()]


def _alone(place: Path, *, wait: bool) -> int:
    """A locked handle on the file that stands at `place`, not on one that its last holder has just taken away."""
    while True:
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        except FileNotFoundError:  # its last holder has taken an empty folder away again
            continue
        except OSError as error:
            raise FileUnwritableError(path=str(place), found=error.strerror or str(error)) from error
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
