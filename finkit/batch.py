"""Many documents: one outcome each, in order, on any executor; a document that fails does not stop the others."""

from __future__ import annotations

from collections import deque
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from finkit.errors import FinkitError
from finkit.pipeline import check
from finkit.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future

    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

WINDOW = 32  # documents that are with the executor at one time


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


def check_many(
    sources: Iterable[Document | Path | str],
    executor: Executor | None = None,
    company: Company | None = None,
    *,
    window: int = WINDOW,
) -> Iterator[Outcome]:
    """The outcome of every source, in order: a `Path` is read, a `str` is the text itself, as for `check`.

    Without an executor the documents are checked here, one by one. With one, `window` documents are under way at a
    time and sources are drawn as room is made, so memory does not grow with their number. A document whose check
    raises gives an outcome with the error. Where a worker dies, a process pool of the standard library is broken: the
    documents under way and after get that error; give those again with a fresh pool.
    """
    if window < 1:
        raise ValueError(f"window: wanted at least 1, found {window}")
    if executor is None:
        return (check_one(source, company) for source in sources)
    lean = company.with_facts(company.facts) if company else None  # without the indexes that do not travel
    return _spread(sources, executor, lean, window)


def check_one(source: Document | Path | str, company: Company | None = None) -> Outcome:
    """The outcome of one source: the function that workers run."""
    started = perf_counter()
    try:
        found = check(source, company)
    except FinkitError as error:
        return Outcome(name_of(source), None, str(error), perf_counter() - started)
    except Exception as error:  # noqa: BLE001  (whatever a hostile document sets off stays in its own outcome)
        return Outcome(name_of(source), None, _told(error), perf_counter() - started)
    return Outcome(found.document, found, "", perf_counter() - started)


def name_of(source: Document | Path | str) -> str:
    """What a source is called: its path, the name of a document, or `text`."""
    if isinstance(source, Document):
        return source.name
    return str(source) if isinstance(source, Path) else "text"


def _spread(sources: Iterable[Document | Path | str], executor: Executor, company: Company | None, window: int) -> Iterator[Outcome]:
    """Outcomes in order, with at most `window` futures held."""
    pending: deque[tuple[str, Future[Outcome] | BrokenExecutor]] = deque()
    try:
        for source in sources:
            if len(pending) >= window:
                yield _outcome(*pending.popleft())
            try:
                pending.append((name_of(source), executor.submit(check_one, source, company)))
            except BrokenExecutor as error:
                pending.append((name_of(source), error))
        while pending:
            yield _outcome(*pending.popleft())
    finally:
        for _, future in pending:
            if not isinstance(future, BrokenExecutor):
                future.cancel()


def _outcome(name: str, future: Future[Outcome] | BrokenExecutor) -> Outcome:
    """What a future gives; its own failure (a dead worker, a result that cannot travel) is an outcome too."""
    if isinstance(future, BrokenExecutor):
        return Outcome(name, None, _told(future), 0.0)
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001  (executors raise what they like)
        return Outcome(name, None, _told(error), 0.0)


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
