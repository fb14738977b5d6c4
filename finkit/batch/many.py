"""Many documents: one outcome each, in order, on any executor; a document that fails does not stop the others."""

from __future__ import annotations

from collections import deque
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING

from finkit.batch.guard import failure_of
from finkit.batch.outcome import Outcome, check_one, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor, Future
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
    if window < 1:
        raise ValueError(f"window: wanted at least 1, found {window}")
    lean = company.with_facts(company.facts) if company else None  # without the indexes that do not travel
    if executor is None:
        return (check_one(source, lean if limits else company, limits) for source in sources)
    return _spread(sources, executor, lean, window, limits)


def _spread(
    sources: Iterable[Document | Path | str], executor: Executor, company: Company | None, window: int, limits: Limits | None
) -> Iterator[Outcome]:
    """Outcomes in order, with at most `window` futures held."""
    pending: deque[tuple[str, Future[Outcome] | BrokenExecutor]] = deque()
    try:
        for source in sources:
            if len(pending) >= window:
                yield _outcome(*pending.popleft())
            try:
                pending.append((name_of(source), executor.submit(check_one, source, company, limits)))
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
        return Outcome(name, None, failure_of(future).text, 0.0)
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001  (executors raise what they like)
        return Outcome(name, None, failure_of(error).text, 0.0)
