"""What no data may cause: a guard over Python's audit events that notes them and stops them.

No network; no process but the one that reads PDF; no code but what imports and the makers of data classes run; no write
and no read outside the places named. An audit hook cannot be taken away, so that a guard is on only within `on`.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_NEVER = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "telnetlib.", "nntplib.", "os.system",
          "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "pty.", "webbrowser.",
          "sqlite3.enable", "sqlite3.load", "pickle.find_class",
          "code.__new__",
          "os.chown", "os.setxattr", "os.putenv", "shutil.unpack_archive")  # fmt: skip
_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate", "os.utime", "shutil.")
_OUR_PROCESS = "finkit.text.pdf_process"
_MAKERS = ("dataclasses.py", "collections/__init__.py", "enum.py", "typing.py", "functools.py", "ast.py", "inspect.py")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_READ_ANYWHERE = ("/dev/null", "/dev/urandom", "/proc/", "/sys/", "/usr/share/zoneinfo", "/etc/localtime", "/etc/mime.types")


class Forbidden(BaseException):
    """An act that no data may cause; not caught by `except Exception`."""


class Guard:
    """Notes in `broken`, and stops, what a case may not do."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self._folder = ""
        root = Path(__file__).resolve().parent.parent
        places = {root, *map(Path, (sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()))}
        self._readable = tuple({str(form) for place in places for form in (place, place.resolve())}) + _READ_ANYWHERE
        sys.addaudithook(self._heard)

    @contextmanager
    def on(self, folder: Path) -> Iterator[None]:
        """Guard what happens inside; it may write in this folder alone."""
        self.broken = []
        self._folder = str(folder)
        try:
            yield
        finally:
            self._folder = ""

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        folder = self._folder
        if not folder:
            return
        self._folder = ""  # what the guard itself does is no act of the case
        try:
            bad = self._is_forbidden(event, arguments, folder)
        finally:
            self._folder = folder
        if bad:
            self.broken.append(f"{event} {str(arguments)[:200]}")
            raise Forbidden(self.broken[-1])

    def _is_forbidden(self, event: str, arguments: tuple[Any, ...], folder: str) -> bool:
        if event.startswith(_NEVER):
            return not _is_importing()
        if event == "sqlite3.connect":
            return not _inside(arguments[0], folder)
        if event == "subprocess.Popen":
            return _OUR_PROCESS not in map(str, arguments[1] or ())
        if event == "open":
            return self._is_open_forbidden(arguments, folder)
        if event.startswith(_CHANGES):
            at = arguments[-1]  # the handle of the folder that a path is relative to, or -1
            place = str(Path(f"/proc/self/fd/{at}").readlink()) if isinstance(at, int) and at >= 0 else ""
            paths = [os.fsdecode(one) for one in arguments if isinstance(one, str | bytes | os.PathLike)]
            return not all(_inside(os.path.join(place, one), folder) for one in paths)  # noqa: PTH118  (names of any kind)
        if event in {"exec", "compile", "marshal.loads"}:
            return not _is_importing()
        return False

    def _is_open_forbidden(self, arguments: tuple[Any, ...], folder: str) -> bool:
        path, mode, flags = arguments
        if isinstance(path, int) or _inside(path, folder):
            return False
        writes = bool(set(mode or "") & set("wax+")) or bool((flags or 0) & _WRITING)
        return os.fsdecode(path) != os.devnull if writes else not os.path.realpath(path).startswith(self._readable)


def _inside(path: Any, folder: str) -> bool:  # noqa: ANN401  (whatever was given to open)
    return os.path.realpath(os.fsdecode(path)).startswith(folder)


def _is_importing() -> bool:
    """An import is under way, or one of the modules that write code of their own (never from data)."""
    frame: FrameType | None = sys._getframe(3)  # noqa: SLF001  (who did it: the guard's own frames are left out)
    nearest = frame.f_code.co_filename if frame else ""
    if nearest.endswith(_MAKERS):
        return True
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
