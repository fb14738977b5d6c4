"""What becomes of one document, whatever it sets off."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from finkit.batch.guard import Failure, failure_of, guarded
from finkit.pipeline import check
from finkit.text.document import Document

if TYPE_CHECKING:
    from finkit.batch.guard import Limits
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its check, or the text of the error. `seconds`: of reading and checking it."""

    document: str
    check: Check | None
    error: str
    seconds: float

    @property
    def failed(self) -> bool:
        """There is an error in place of a check."""
        return self.check is None


def check_one(source: Document | Path | str, company: Company | None = None, limits: Limits | None = None) -> Outcome:
    """The outcome of one source: the function that workers run. With limits it is checked in a process of its own."""
    started = perf_counter()
    found = _check(source, company) if limits is None else guarded(limits, _check, source, company)
    seconds = perf_counter() - started
    if isinstance(found, Failure):
        return Outcome(name_of(source), None, found.text, seconds)
    return Outcome(found.document, found, "", seconds)


def _check(source: Document | Path | str, company: Company | None) -> Check | Failure:
    try:
        return check(source, company)
    except Exception as error:  # noqa: BLE001  (whatever a hostile document sets off stays in its own outcome)
        return failure_of(error)


def name_of(source: Document | Path | str) -> str:
    """What a source is called: its path, the name of a document, or `text`."""
    if isinstance(source, Document):
        return source.name
    return str(source) if isinstance(source, Path) else "text"
