"""Where documents come from: folders, files, glob patterns, and manifests (CSV: document, company).

Nothing is read yet. A link is followed only to a file inside the folder that it was found in; a manifest names only what
lies in its own folder. What is left out is counted with the reason.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from finkit.disk.whole_file import shown
from finkit.errors import FileMissingError, FileUnreadableError, FinkitError
from finkit.verdicts.minutes import minutes_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENDINGS = frozenset({".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".pdf"})
MANIFEST_ENDING = ".csv"
_WILD = frozenset("*?[")
_DECISIONS = minutes_beside(Path("x")).name.removeprefix("x")
_DOCUMENT, _COMPANY = "document", "company"
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")
_MOST_REASONS = 40


@dataclass(frozen=True, slots=True)
class Listed:
    """A document to be read: its name as shown, where it lies, and within which folder it must lie (empty: anywhere).

    `company`: what the manifest says (empty: nothing); `error`: why it cannot be read.
    """

    name: str
    path: bytes
    within: bytes = b""
    company: str = ""
    error: str = ""


@dataclass(slots=True)
class Sources:
    """Documents of several sources, in the order of the sources; `skipped` counts what was left out, by reason.

    `out`: a folder that is no source even inside one.
    """

    given: tuple[str, ...]
    out: Path | None = None
    skipped: Counter[str] = field(default_factory=Counter)

    def require(self) -> None:
        """Raise `FileMissingError` for a source that is not there."""
        for source in self.given:
            if not source.strip():
                raise FileMissingError(path="an empty name", wanted="document, folder, pattern or manifest")
            if not Path(source).exists() and not _pattern_of(source)[1]:
                raise FileMissingError(path=source, wanted="document, folder, pattern or manifest")

    @property
    def has_manifest(self) -> bool:
        """One of the sources may name companies."""
        return any(_is_manifest(Path(source)) for source in self.given)

    @property
    def are_relative(self) -> bool:
        """One of the sources is named from the working folder."""
        return not all(Path(source).is_absolute() for source in self.given)

    def listed(self) -> Iterator[tuple[int, Listed]]:
        """Every document with the number of its source. Those of folders and patterns come in no order.

        Raises `FileMissingError`, `FileUnreadableError` for a source that is not there or cannot be read.
        """
        for number, source in enumerate(self.given):
            for one in self._of(source):
                yield number, one

    def _of(self, source: str) -> Iterator[Listed]:
        path = Path(source)
        if path.is_dir():
            yield from self._folder(path, lambda _name: True)
        elif _is_manifest(path):
            yield from _manifest(path)
        elif path.is_file():
            yield Listed(shown(path), os.fsencode(path))
        else:
            yield from self._pattern(source)

    def _pattern(self, source: str) -> Iterator[Listed]:
        """The files that a pattern names; `**` stands for any folders. It asks for files, so any ending will do."""
        base, tail = _pattern_of(source)
        found = False
        for one in self._folder(base, lambda name: _fits(tail, Path(name).parts), any_ending=True):
            found = True
            yield one
        if not found:
            raise FileMissingError(path=source, wanted="file that fits")

    def _folder(self, base: Path, wanted: Callable[[str], bool], *, any_ending: bool = False) -> Iterator[Listed]:
        """The documents below a folder for whose relative name `wanted` is true."""
        root = base.resolve()
        waiting = [base]
        while waiting:
            folder = waiting.pop()
            try:
                entries = os.scandir(folder)
            except OSError as error:
                if folder == base:
                    raise FileUnreadableError(
                        path=str(base), wanted="a readable folder", found=error.strerror or "an error", remedy="give another one"
                    ) from None
                self.skipped["folder that cannot be read"] += 1
                continue
            with entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        if not entry.name.startswith(".") and not self._is_out(Path(entry.path)):
                            waiting.append(Path(entry.path))
                        continue
                    yield from self._entry(entry, base, root, wanted, any_ending=any_ending)

    def _is_out(self, folder: Path) -> bool:
        return self.out is not None and folder.name == self.out.name and folder.resolve() == self.out.resolve()

    def _skip(self, path: Path) -> None:
        """Count a file by its ending; odd endings, and those after many, together."""
        reason = f"file called *{path.suffix}" if _ENDING.fullmatch(path.suffix) else "file without an ending"
        self.skipped[reason if reason in self.skipped or len(self.skipped) < _MOST_REASONS else "file of another kind"] += 1

    def _entry(
        self, entry: os.DirEntry[str], base: Path, root: Path, wanted: Callable[[str], bool], *, any_ending: bool
    ) -> Iterator[Listed]:
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.name.endswith(_DECISIONS) or not wanted(path.relative_to(base).as_posix()):
            return
        if not any_ending and path.suffix.casefold() not in ENDINGS:
            self._skip(path)
            return
        if entry.is_symlink():
            target = os.path.realpath(path)  # of a link in a circle some path of the circle
            if not Path(target).is_relative_to(root):
                self.skipped["link that leads out of its folder"] += 1
                return
            if not os.path.isfile(target):  # noqa: PTH113  (Path.is_file raises on a circle in Python 3.11)
                self.skipped["link to no file"] += 1
                return
        elif not entry.is_file():
            self.skipped["pipe, socket or device"] += 1
            return
        yield Listed(shown(path), os.fsencode(path), os.fsencode(root))


def _is_manifest(path: Path) -> bool:
    return path.suffix.casefold() == MANIFEST_ENDING and path.is_file()


def _pattern_of(source: str) -> tuple[Path, tuple[str, ...]]:
    """The folder that a pattern begins with, and its parts from the first wildcard on (none in a plain path)."""
    parts = Path(source).parts
    fixed = next((at for at, part in enumerate(parts) if _WILD.intersection(part)), len(parts))
    return Path(*parts[:fixed]), parts[fixed:]


def _fits(pattern: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """The names of a path, folders first, fit the parts of a pattern; `**` is any number of them, none too."""
    if not pattern:
        return not names
    if pattern[0] == "**":
        return any(_fits(pattern[1:], names[at:]) for at in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], pattern[0]) and _fits(pattern[1:], names[1:])


def _manifest(path: Path) -> Iterator[Listed]:
    """A line a document: where it lies, from the manifest's folder, and the company to hold it against (else the run's)."""
    place = shown(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True, skipinitialspace=True)
            header = [name.strip().casefold() for name in next(rows, [])]
            if _DOCUMENT not in header or len(set(header)) < len(header):
                raise _no_manifest(place, f"columns {', '.join(header)[:200] or 'none'}")
            for row in rows:
                told = dict(zip(header, (cell.strip() for cell in row), strict=False))
                if told.get(_DOCUMENT):
                    yield _entry_of(path, f"{place}:{rows.line_num}", told[_DOCUMENT], told.get(_COMPANY, ""))
                elif any(told.values()) or len(row) > len(header):
                    raise _no_manifest(f"{place}:{rows.line_num}", "a line without a document")
    except (csv.Error, UnicodeError) as error:
        raise _no_manifest(place, str(error)) from None
    except OSError as error:
        raise _no_manifest(place, error.strerror or "an error") from None


def _entry_of(manifest: Path, place: str, name: str, company: str) -> Listed:
    base = manifest.parent.resolve()
    path = manifest.parent / name
    error = ""
    try:
        if not Path(os.path.realpath(path)).is_relative_to(base):
            error = f"{place}: {name!r} leads out of the folder of the manifest\n  move the document or the manifest"
    except (OSError, ValueError):
        error = f"{place}: {name!r} is no path\n  wanted one from the folder of the manifest, such as 2023/report.txt"
    return Listed(shown(path), os.fsencode(path), os.fsencode(base), company, error)


def _no_manifest(place: str, found: str) -> FinkitError:
    return FileUnreadableError(
        path=place, wanted="a manifest: CSV in UTF-8 with a column document, and perhaps company", found=found, remedy="mend it"
    )
