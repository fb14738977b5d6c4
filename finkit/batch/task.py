"""What a worker does: one document from its bytes to its rows. A pure function of what it is given and the statements."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from finkit.batch.guard import Failure, failure_of
from finkit.batch.rows import document_row, figure_rows, relation_rows
from finkit.batch.work import Answer
from finkit.pipeline import accept, check, named_ticker
from finkit.statements import files
from finkit.text.document import from_bytes

if TYPE_CHECKING:
    from finkit.statements.company import Company
    from finkit.text.document import Document
    from finkit.verdicts.decision import Decision

VERSION = version("finkit")
AUTO, NONE = "auto", "none"
OTHER = "Other"  # kind of failure that is the worker's, not the document's


@dataclass(frozen=True, slots=True)
class Shelf:
    """What every worker must have as the driver has it: the version, and the statements that a run uses.

    `fingerprint` is of all their bytes; `folder` is where files are named from.
    """

    root: str
    folder: str
    fingerprint: str
    version: str = VERSION


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be checked. `company`: a name, `auto` or `none`."""

    number: int
    name: str
    raw: bytes
    company: str
    decisions: tuple[Decision, ...] = ()


def answered(task: Task, shelf: Shelf) -> Answer | Failure:
    """The rows of a document, or why there are none."""
    with suppress(OSError):  # another machine may not have the folder; names of files are then shown in full
        os.chdir(shelf.folder)
    if shelf.version != VERSION:
        return Failure(OTHER, f"a worker has finkit {VERSION}, the run was started with {shelf.version}")
    if shelf.root and not _is_here(shelf):
        return Failure(OTHER, f"{shelf.root}: a worker finds other statements there than the run was started with")
    started = perf_counter()
    try:
        document = from_bytes(task.raw, task.name)
        company, chosen = _company(document, task.company, shelf)
        found = check(document, company, chosen=chosen)
        if task.decisions:
            found = accept(found, task.decisions, company)
        rows = document_row(found, len(task.raw)), figure_rows(found, task.number), relation_rows(found, task.number)
        return Answer(*rows, perf_counter() - started)
    except Exception as error:  # noqa: BLE001  (whatever a hostile document sets off stays in its own row)
        return failure_of(error)


def shelf_of(root: Path | None, *, is_needed: bool) -> Shelf:
    """The statements at a root (by default where `load` looks); none where they are not needed.

    Raises `FileMissingError` where they are needed and there are none.
    """
    base = files.statements_root(root) if is_needed else None
    return Shelf(str(base) if base else "", str(Path.cwd()), fingerprint_of(base) if base else "")


def fingerprint_of(root: Path) -> str:
    """SHA-256 over the names and bytes of every company's files, the index and the markets."""
    total = hashlib.sha256()
    for path in sorted(_files_of(root)):
        name = path.relative_to(root).as_posix().encode("utf-8", "surrogateescape")
        total.update(len(name).to_bytes(8, "big") + name + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files_of(root: Path) -> list[Path]:
    folders = [root, *files.company_folders(root), *(root / "_markets").glob("*")]
    return [path for folder in folders for path in folder.glob("*") if path.suffix in {".toml", ".csv"} and path.is_file()]


def _is_here(shelf: Shelf) -> bool:
    """This process finds the statements of a run where they are said to be. They are looked at once for each run."""
    if shelf not in _SEEN and fingerprint_of(Path(shelf.root)) == shelf.fingerprint:
        _SEEN.add(shelf)
    return shelf in _SEEN


_SEEN: set[Shelf] = set()


def _company(document: Document, asked: str, shelf: Shelf) -> tuple[Company | None, str]:
    """The company to hold a document against, and how it was chosen."""
    if asked == NONE:
        return None, "given"
    if asked != AUTO:
        return _loaded(asked, shelf), "given"
    ticker = named_ticker(document, _headers(shelf))
    return _loaded(ticker, shelf) if ticker else None, AUTO


@lru_cache(maxsize=1)
def _headers(shelf: Shelf) -> tuple[Company, ...]:
    return files.headers(shelf.root)


@lru_cache(maxsize=64)
def _loaded(name: str, shelf: Shelf) -> Company:
    return files.load(name, shelf.root)
