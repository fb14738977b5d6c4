"""Many documents: one outcome each, in order, on any executor; a document that fails does not stop the others."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Future
from typing import TYPE_CHECKING

from finkit.batch.ahead import ahead, require_positive
from finkit.batch.guard import failure_of
from finkit.batch.outcome import Outcome, check_one, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from finkit.batch.guard import Limits
    from finkit.statements.company import Company
    from finkit.text.document import Document

WINDOW = 32  # documents that are with the executor at one time


def check_many(
    sources: Iterable[Document | Path | str],
    executor: Executor | None = None,
    company: Company | None = None,
    *,
    window: int = WINDOW,
    limits: Limits | None = None,
) -> Iterator[Outcome]:
    """The outcome of every source, in order: a `Path` is read, a `str` is the text itself, as for `check`.

    Without an executor the documents are checked here, one by one. With one (of the standard library, a Dask client's),
    `window` documents are under way at a time and sources are drawn as room is made, so memory does not grow with their
    number. A document whose check raises gives an outcome with the error. With `limits` every document is checked in a
    process that is replaced where a document hangs, takes too much memory or kills it; a `ThreadPoolExecutor` is then all
    that several of them need. Where a worker dies, a process pool of the standard library is broken: the documents under
    way and after get that error; give those again with a fresh pool.

    >>> from finkit.batch import check_many
    >>> outcomes = check_many(["In 2021 revenue was 30.4 billion yuan."], company=finkit.load("600111.SH"))
    >>> [(outcome.document, outcome.check.values[0].verdict.value) for outcome in outcomes]
    [('text', 'confirmed')]
    """
    require_positive(window=window)
    lean = company.with_facts(company.facts) if company else None  # without the indexes that do not travel
    if executor is None:
        return (check_one(source, lean if limits else company, limits) for source in sources)
    return _spread(sources, executor, lean, window, limits)


def _spread(
    sources: Iterable[Document | Path | str], executor: Executor, company: Company | None, window: int, limits: Limits | None
) -> Iterator[Outcome]:
    """Outcomes in order, with at most `window` futures held."""

    def submit(source: Document | Path | str) -> Future[Outcome]:
        try:
            return executor.submit(check_one, source, company, limits)
        except BrokenExecutor as error:
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken

    for source, future in ahead(sources, submit, window):
        yield _outcome(source, future)


def _outcome(source: Document | Path | str, future: Future[Outcome]) -> Outcome:
    """What a future gives; its own failure (a dead worker, a result that cannot travel) is an outcome too."""
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001  (executors raise what they like)
        return Outcome(name_of(source), None, failure_of(error).text, 0.0)
