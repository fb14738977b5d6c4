"""The run: documents in, a Parquet dataset out, on any executor; what is done is kept whatever ends the run."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter
from typing import TYPE_CHECKING, Any

from finkit.batch.ahead import require_positive
from finkit.batch.dataset import SIZE, Dataset, Settings
from finkit.batch.fetch import LARGEST, fetch
from finkit.batch.guard import Failure, Guard, Limits, enrol, failure_of, guarded
from finkit.batch.rows import failure_row
from finkit.batch.sources import Sources
from finkit.batch.task import AUTO, NONE, OTHER, Shelf, Task, answered, shelf_of
from finkit.batch.work import Answer, Job, Work
from finkit.errors import BatchStoppedError, DatasetElsewhereError, FileMissingError, FileUnwritableError, FinkitError
from finkit.statements import files
from finkit.verdicts.minutes import minutes_beside, read_decisions
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from finkit.verdicts.decision import Decision

EVENTS = "finkit/events/1"
_TRIES = 3  # of an executor that loses a document
_PER_PROCESS = 2  # documents under way for each process: one at work, one at hand
Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ending:
    """What a dataset holds now that its run is over, and what this run did.

    `documents`, `errors` (by kind) and `verdicts` (figures by verdict) are of the whole dataset; `done` documents were
    checked in `seconds` by this run; `skipped` is what was left out of the sources, by reason.
    """

    folder: str
    documents: int
    errors: dict[str, int]
    verdicts: dict[str, int]
    done: int
    seconds: float
    skipped: dict[str, int]


def write_dataset(
    sources: Sequence[str | Path],
    out: str | Path,
    *,
    company: str = AUTO,
    root: str | Path | None = None,
    executor: Executor | None = None,
    processes: int | None = None,
    window: int | None = None,
    limits: Limits | None = None,
    largest: int = LARGEST,
    size: int = SIZE,
    refresh: bool = False,
    tell: Callable[[Event], None] | None = None,
) -> Ending:
    """Check every document of the sources into a Parquet dataset: `documents`, `figures` and `relations`, parts of `size` documents.

    Sources: folders, files, patterns, manifests (`.csv` with a column `document` and perhaps `company`). `company`: whose
    statements, a name, `auto` or `none`. By default as many local processes as there are processors; or any executor, whose
    workers need finkit and the statements at the same path, but no document. Each document has its `limits`; one that breaks
    them, cannot be read or crashes is a row with its `error`. A run that was killed goes on where it was when started again,
    and ends in the same bytes; where all is done nothing is done again, but with `refresh` those documents of the sources that
    are rows with an error, or whose file has other bytes by now. `tell` is called with an event (a mapping with `event`: begin,
    document, part, end) in this thread. Raises `BatchStoppedError`, `DatasetBusyError`, `DatasetOtherError`,
    `DatasetElsewhereError`, `FileMissingError`, `FileUnreadableError`, `CompanyUnknownError`, `ExtraMissingError`.

    >>> from finkit.batch import stored_checks, write_dataset
    >>> ending = write_dataset(["seeds/003_7ff7d8e367d35ef2.txt"], "checked", processes=1)
    >>> ending.documents, ending.errors, next(stored_checks("checked"))["company"]["ticker"]
    (1, {}, '600111.SH')
    """
    require_positive(processes=processes, window=window, largest=largest, size=size)
    if not str(out).strip():
        raise FileMissingError(path="an empty name", wanted="folder for the dataset")
    folder, place = Path(out), Path(root) if root else None
    listed = Sources(tuple(str(source) for source in sources), folder)
    listed.require()
    shelf = shelf_of(place, is_needed=company != NONE or listed.has_manifest)
    if company not in {AUTO, NONE}:
        files.folder_of(company, place)  # an unknown name is told before anything is made
    with ExitStack() as stack:
        dataset = stack.enter_context(Dataset.opened(folder, Settings(company, shelf.fingerprint, size)))
        count = processes or _processors()
        pool = executor or stack.enter_context(_local(count))
        run = _Run(dataset, pool, shelf, company, limits or Limits(), largest, tell or (lambda _event: None))
        return run.through(listed, window or _PER_PROCESS * count, refresh=refresh)


@contextmanager
def _local(processes: int) -> Iterator[Executor]:
    """Threads with a guarded process each; where the block is left by an error the processes end at once."""
    crew: list[Guard] = []
    pool = ThreadPoolExecutor(processes, "finkit-batch", enrol, (crew,))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    finally:
        for guard in crew:
            guard.end()
        pool.shutdown()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Run:
    dataset: Dataset
    executor: Executor
    shelf: Shelf
    company: str
    limits: Limits
    largest: int
    tell: Callable[[Event], None]
    work: Work = field(init=False)
    before: int = 0  # documents that earlier runs have done
    done: int = 0
    hashes: tuple[int, dict[int, str | None]] | None = None  # of the part that was looked at last
    is_telling: bool = False  # what is raised now is the caller's own
    began: float = field(default_factory=perf_counter)

    def through(self, sources: Sources, window: int, *, refresh: bool) -> Ending:
        """List, check, write."""
        try:
            with closing(Work(self.dataset.work, self.dataset.settings.size)) as self.work:
                return self._through(sources, window, refresh=refresh)
        except (OSError, sqlite3.Error) as error:
            if self.is_telling or (isinstance(error, FinkitError) and not isinstance(error, FileUnwritableError)):
                raise
            raise self._stopped(getattr(error, "strerror", None) or str(error).partition("\n")[0]) from error

    def _through(self, sources: Sources, window: int, *, refresh: bool) -> Ending:
        if self.work.is_new:
            self.work.begin(self.dataset.documents())
        self.work.forget_unless(self.dataset.has)
        here = str(Path.cwd())
        base = self.work.base(here if sources.are_relative else "")
        if base not in {"", here}:
            raise DatasetElsewhereError(path=str(self.dataset.folder), base=base)
        self.work.add(sources.listed(), self._is_stale if refresh else None)
        for part in self.work.torn_parts():
            self.work.give_back(part, self.dataset.answers(part))
        total, self.before = self.work.total, self.work.done
        told = {"documents": total, "done": self.before, "skipped": dict(sources.skipped)}
        self._say({"event": "begin", "schema": EVENTS, "dataset": str(self.dataset.folder), **told})
        for part in self.work.complete_parts():
            self._write(part)
        self._check_all(window)
        self.dataset.finish()
        seconds = perf_counter() - self.began
        errors, verdicts = self.dataset.counts()
        ending = Ending(str(self.dataset.folder), total, errors, verdicts, self.done, seconds, dict(sources.skipped))
        self._say({"event": "end", **asdict(ending), "seconds": round(seconds, 3)})
        return ending

    def _is_stale(self, job: Job) -> bool:
        """A document that is a row with an error, or whose file has changed; one that cannot be read now stays as it is."""
        if self.hashes is None or self.hashes[0] != job.part:
            self.hashes = job.part, self.dataset.hashes(job.part)
        sha256 = self.hashes[1].get(job.number)
        if sha256 is None:
            return True
        flight = self._ready(job)
        return isinstance(flight, _Flight) and flight.task is not None and hashlib.sha256(flight.task.raw).hexdigest() != sha256

    def _check_all(self, window: int) -> None:
        ended: SimpleQueue[Future[Answer | Failure]] = SimpleQueue()
        under_way: dict[Future[Answer | Failure], _Flight] = {}

        def begin(flight: _Flight) -> None:
            try:
                future = self.executor.submit(guarded, self.limits, answered, flight.task, self.shelf)
            except Exception as error:
                raise self._stopped(f"the workers take no document any more ({failure_of(error).text})") from error
            under_way[future] = flight
            future.add_done_callback(ended.put)

        def settle() -> None:
            future = ended.get()
            flight = under_way.pop(future)
            answer = self._landed(future, flight)
            if answer is None:
                begin(flight)
            else:
                self._keep(flight, answer)

        try:
            for job in self.work.waiting():
                while len(under_way) >= window:
                    settle()
                flight = self._ready(job)
                if isinstance(flight, Failure):
                    self._keep(_Flight(job, None), flight)
                else:
                    begin(flight)
            while under_way:
                settle()
        finally:
            for future in under_way:
                future.cancel()

    def _ready(self, job: Job) -> _Flight | Failure:
        """The task of a job, with the document's bytes."""
        one = job.listed
        if one.error:
            return Failure("FileUnreadableError", one.error)
        try:
            raw = fetch(one.path, one.name, one.within, self.largest)
            return _Flight(job, Task(job.number, one.name, raw, one.company or self.company, _decisions(one.path)))
        except FinkitError as error:
            return failure_of(error)

    def _landed(self, future: Future[Answer | Failure], flight: _Flight) -> Answer | Failure | None:
        """What came of a document; None where the executor lost it and it should be tried again."""
        try:
            found = future.result()
        except (Exception, CancelledError) as error:
            flight.lost += 1
            if flight.lost < _TRIES:
                return None
            raise self._stopped(f"{flight.job.listed.name} was lost {_TRIES} times by the workers ({failure_of(error).text})") from error
        if isinstance(found, Failure) and found.kind == OTHER:
            raise self._stopped(found.text)
        return found

    def _keep(self, flight: _Flight, found: Answer | Failure) -> None:
        """Keep what came of a document; write its part if that was the last of it."""
        name, asked, path = flight.job.listed.name, flight.job.listed.company, flight.job.listed.path
        if isinstance(found, Failure):
            raw = flight.task.raw if flight.task else None
            sha256 = None if raw is None else hashlib.sha256(raw).hexdigest()
            found = Answer(failure_row(name, found, None if raw is None else len(raw), sha256))
        row = found.document
        odd = path.hex() if path != os.fsencode(name) else None
        told = {**row, "number": flight.job.number, "asked": asked or None, "path": odd}
        is_last = self.work.keep(flight.job, Answer(told, found.figures, found.relations))
        self.done += 1
        counts = {verdict.value: row[verdict.value] for verdict in Verdict if row.get(verdict.value)}
        self._say({
            "event": "document", "number": flight.job.number, "document": name, "seconds": round(found.seconds, 3), "verdicts": counts,
            "error": row["error"],
        })  # fmt: skip
        if is_last:
            self._write(flight.job.part)

    def _write(self, part: int) -> None:
        size = self.dataset.write(part, self.work)
        self.work.wrote(part)
        self._say({"event": "part", "part": part, "bytes": size})

    def _say(self, event: Event) -> None:
        self.is_telling = True
        self.tell(event)
        self.is_telling = False

    def _stopped(self, reason: str) -> BatchStoppedError:
        return BatchStoppedError(path=str(self.dataset.folder), reason=reason, done=self.before + self.done)


@dataclass(slots=True, eq=False)
class _Flight:
    """A document that is with the executor."""

    job: Job
    task: Task | None
    lost: int = 0


def _decisions(path: bytes) -> tuple[Decision, ...]:
    place = minutes_beside(Path(os.fsdecode(path)))
    return read_decisions(place) if place.is_file() and not place.is_symlink() else ()
