"""What a run has still to do and what it has done: a SQLite file in the dataset, which outlives any kill.

Answers stand here until their part is written. Nothing but the run that holds the dataset opens the file.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from finkit.batch.sources import Listed
from finkit.errors import FileUnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_WAITING, _ANSWERED, _WRITTEN = range(3)
_PAGE = 200
_UNNAMED = "its part of the dataset was lost, and no source names it any more\n  run with the sources of the first run and --refresh"
_TABLES = """
create table documents (
    number integer primary key, part integer not null, state integer not null,
    name text not null, path blob not null, within blob not null, company text not null, error text not null,
    unique (name, path, company)
);
create index waiting on documents (part, state);
create table answers (number integer primary key, document text not null, figures blob, relations blob);
create table run (base text not null);
insert into run values ('');
"""
# What the sources of this run say of a document d.
_LISTED = "(select {} from listed l where l.name = d.name and l.path = d.path and l.company = d.company limit 1)"


@dataclass(frozen=True, slots=True)
class Job:
    """A document that has its number in the dataset and no answer yet."""

    number: int
    part: int
    listed: Listed


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of one document: of the document itself as plain data, of its figures and relations as Arrow bytes.

    `seconds` it took; they are told and not kept, for they are never the same twice.
    """

    document: dict[str, Any]
    figures: bytes | None = None
    relations: bytes | None = None
    seconds: float = 0.0


class Work:
    """The jobs of one dataset. A part is a run of `size` documents by number, written once all of them are answered."""

    def __init__(self, path: Path, size: int) -> None:
        self.size = size
        self._database = sqlite3.connect(path, isolation_level=None)
        self._left: dict[int, int] = {}
        try:
            self.is_new = self._prepared()
        except sqlite3.OperationalError:  # a full disk, a lost one: nothing is wrong with the file
            self._database.close()
            raise
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter in the words of the former
            self._database.close()
            raise FileUnreadableError(
                path=str(path), wanted="what a run has still to do (SQLite)", found=str(error),
                remedy="take it away, and what begins with its name: finished parts stay, the rest is done again",
            ) from None  # fmt: skip

    def _prepared(self) -> bool:
        """Nothing was ever written into the file. Raises `sqlite3.DatabaseError` where what was written is no list of work."""
        for told in ("locking_mode=exclusive", "journal_mode=wal", "synchronous=normal", "cache_size=-8000"):
            self._database.execute(f"pragma {told}")
        if not self._database.execute("select count(*) from sqlite_master where name = 'answers'").fetchone()[0]:
            return True
        (said,) = self._database.execute("pragma quick_check").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(said)
        return False

    def begin(self, written: Iterable[tuple[int, int, str, bytes, str]]) -> None:
        """Make the tables; `written`: number, part, name, path and company of documents that the dataset has already."""
        with self._whole():
            for statement in _TABLES.split(";"):
                self._database.execute(statement)
            self._database.executemany(
                "insert into documents (number, part, name, path, company, state, within, error)"  # noqa: S608
                f" values (?, ?, ?, ?, ?, {_WRITTEN}, x'', ?)",
                ((*one, _UNNAMED) for one in written),
            )

    def base(self, folder: str) -> str:
        """The folder that relative paths are from: the first that was told, so now this one if there was none ("": none yet)."""
        with self._whole():
            self._database.execute("update run set base = ? where base = ''", (folder,))
        told = [str(base) for (base,) in self._database.execute("select base from run")]
        return told[0] if told else ""

    def add(self, listed: Iterable[tuple[int, Listed]], is_stale: Callable[[Job], bool] | None = None) -> int:
        """Number the documents that are new, by source and name; gives how many. All of them or, on an error, none.

        `is_stale` is asked for every listed document that is in a part already, by number: true where it is to be done again.
        """
        before, part = self._database.execute("select coalesce(max(number), -1) + 1, coalesce(max(part), -1) + 1 from documents").fetchone()
        with self._whole():
            self._database.execute("create temp table listed (source, name, path, within, company, error)")
            self._database.executemany(
                "insert into listed (source, name, path, within, company, error) values (?, ?, ?, ?, ?, ?)",
                ((source, one.name, one.path, one.within, one.company, one.error) for source, one in listed),
            )
            if is_stale or self._count(f"state = {_WAITING}"):
                self._renew(is_stale)
            self._database.execute(
                "insert into documents (number, part, state, name, path, within, company, error)"  # noqa: S608
                f" select ? + row_number() over (order by first, name, path, company) - 1, 0, {_WAITING},"
                " name, path, within, company, error from (select *, min(source) as first from listed"
                " where not exists (select 1 from documents d where d.name = listed.name and d.path = listed.path"
                " and d.company = listed.company) group by name, path, company)",
                (before,),
            )
            self._database.execute("drop table listed")
            self._database.execute("update documents set part = ? + (number - ?) / ? where number >= ?", (part, before, self.size, before))
        return self.total - int(before)

    def _renew(self, is_stale: Callable[[Job], bool] | None) -> None:
        """Let what is stale wait again, and take of all that waits what the sources say of it now."""
        self._database.execute("create index temp.by_name on listed (name, path, company)")
        for number in self._stale(is_stale) if is_stale else ():
            self._database.execute(f"update documents set state = {_WAITING} where number = ?", (number,))  # noqa: S608
        self._database.execute(
            f"update documents as d set within = {_LISTED.format('within')}, error = {_LISTED.format('error')}"  # noqa: S608
            f" where state = {_WAITING} and exists {_LISTED.format(1)}"
        )

    def _stale(self, is_stale: Callable[[Job], bool]) -> list[int]:
        rows = self._database.execute(
            "select distinct d.number, d.part, l.name, l.path, l.within, l.company, l.error from documents d"  # noqa: S608
            f" join listed l on l.name = d.name and l.path = d.path and l.company = d.company where d.state = {_WRITTEN} order by d.number"
        )
        jobs = (Job(number, part, Listed(*told)) for number, part, *told in rows)
        return [job.number for job in jobs if is_stale(job)]

    @property
    def total(self) -> int:
        """All documents."""
        return self._count("true")

    @property
    def done(self) -> int:
        """Those that have an answer."""
        return self._count(f"state > {_WAITING}")

    def waiting(self) -> Iterator[Job]:
        """Every document without an answer, by number. Answers may be kept meanwhile."""
        last = -1
        while True:
            rows = self._database.execute(
                f"select number, part, name, path, within, company, error from documents where state = {_WAITING} and number > ?"  # noqa: S608
                " order by number limit ?",
                (last, _PAGE),
            ).fetchall()
            for number, part, *told in rows:
                yield Job(number, part, Listed(*told))
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def keep(self, job: Job, answer: Answer) -> bool:
        """Keep an answer; true where it was the last of its part."""
        if job.part not in self._left:
            self._left[job.part] = self._count(f"state = {_WAITING} and part = {job.part}")
        with self._whole():
            self._answer(job.number, answer)
        self._left[job.part] -= 1
        return not self._left[job.part]

    def documents(self, part: int) -> Iterator[dict[str, Any]]:
        """The rows of the documents of a part, by number."""
        return (json.loads(told) for told in self._answers(part, "document"))

    def figures(self, part: int) -> Iterator[bytes]:
        """What came of their figures, as Arrow bytes, where there are any."""
        return self._answers(part, "figures")

    def relations(self, part: int) -> Iterator[bytes]:
        """The same of their relations."""
        return self._answers(part, "relations")

    def _answer(self, number: int, answer: Answer) -> None:
        told = json.dumps(answer.document)
        self._database.execute("insert into answers values (?, ?, ?, ?)", (number, told, answer.figures, answer.relations))
        self._database.execute(f"update documents set state = {_ANSWERED} where number = ?", (number,))  # noqa: S608

    def _answers(self, part: int, column: str) -> Iterator[Any]:
        rows = self._database.execute(
            f"select a.{column} from answers a join documents d using (number) where d.part = ? and a.{column} is not null order by number",  # noqa: S608
            (part,),
        )
        return (told for (told,) in rows)

    def complete_parts(self) -> list[int]:
        """Parts all of whose documents are answered and that are not written: a run was ended in between."""
        rows = self._database.execute(
            f"select part from documents group by part having min(state) = {_ANSWERED} order by part"  # noqa: S608
        )
        return [part for (part,) in rows]

    def wrote(self, part: int) -> None:
        """The part stands in the dataset: its answers are kept there."""
        with self._whole():
            self._database.execute("delete from answers where number in (select number from documents where part = ?)", (part,))
            self._database.execute(f"update documents set state = {_WRITTEN} where part = ?", (part,))  # noqa: S608
        self._left.pop(part, None)

    def torn_parts(self) -> list[int]:
        """Written parts of which some documents are to be done again, and the answers of the others are wanted here."""
        rows = self._database.execute(
            f"select part from documents group by part having min(state) = {_WAITING} and max(state) = {_WRITTEN} order by part"  # noqa: S608
        )
        return [part for (part,) in rows]

    def give_back(self, part: int, answers: Iterable[tuple[int, Answer]]) -> None:
        """Take the answers of a written part, by number, for those of its documents that stay as they are."""
        rows = self._database.execute(f"select number from documents where part = ? and state = {_WRITTEN}", (part,))  # noqa: S608
        kept = {number for (number,) in rows}
        with self._whole():
            for number, answer in answers:
                if number in kept:
                    self._answer(number, answer)

    def forget_unless(self, is_there: Callable[[int], bool]) -> None:
        """What was in a part that is not there any more is to be done again."""
        rows = self._database.execute(f"select distinct part from documents where state = {_WRITTEN}").fetchall()  # noqa: S608
        gone = [(part,) for (part,) in rows if not is_there(part)]
        self._database.executemany(f"update documents set state = {_WAITING} where part = ?", gone)  # noqa: S608

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    def _count(self, which: str) -> int:
        return int(self._database.execute(f"select count(*) from documents where {which}").fetchone()[0])  # noqa: S608

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """All of it or nothing."""
        self._database.execute("begin immediate")
        try:
            yield
        except BaseException:
            if self._database.in_transaction:  # a full disk has rolled it back already
                self._database.execute("rollback")
            raise
        self._database.execute("commit")
