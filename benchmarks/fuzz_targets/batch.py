"""Sources of a run over many documents, and datasets: manifests, patterns and folders that lead astray, damaged parts."""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from finkit.batch import stored_checks
from finkit.batch.dataset import Dataset, Settings
from finkit.batch.fetch import fetch
from finkit.batch.guard import Failure
from finkit.batch.sources import Listed, Sources
from finkit.batch.task import VERSION, Shelf, Task, answered
from finkit.batch.work import Answer, Work
from finkit.errors import FinkitError
from finkit.testing.mutator import mutated

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT = "In 2021 revenue was 30.4 billion yuan, up 12.5%, and net profit 5.1 billion yuan."
_SECRET = b"outside of every source"
_ENTRIES = (
    "a.txt", "deep/b.html", "../secret.txt", "/etc/passwd", "deep/../../secret.txt", "deep/../a.txt", "out.txt", "way/secret.txt",
    "a.txt/x", "..", ".", "", "~", "~root/x", "C:\\x", "\\\\host\\x", "file:///etc/passwd", "a\x00.txt", "a\n.txt", "%2e%2e/secret.txt",
    "x" * 5000, "/dev/zero", "/proc/self/mem", "loop.txt", "deep", "CON", "-", "年报.txt", "\u202ea.txt", "=cmd|x!A0",
)  # fmt: skip
_PARTS = ("*", "**", "?", "[a-z]*", "*.txt", "..", "deep", "way", "[", "[!]", "a.txt", "***", ".", "[[]", "\x00", "*/*", "~")


def _place(folder: Path) -> Path:
    """A folder of documents with links that lead out of it, beside what must not be read."""
    docs = folder / "input" / "docs"
    (docs / "deep").mkdir(parents=True)
    (folder / "input" / "secret.txt").write_bytes(_SECRET)
    (docs / "a.txt").write_text(_TEXT, encoding="utf-8")
    (docs / "deep" / "b.html").write_text(f"<p>{_TEXT}</p>", encoding="utf-8")
    (docs / "out.txt").symlink_to(docs.parent / "secret.txt")
    (docs / "way").symlink_to(docs.parent, target_is_directory=True)
    (docs / "loop.txt").symlink_to(docs / "loop.txt")
    os.mkfifo(docs / "pipe.txt")
    return docs


def _read_all(sources: Sources, docs: Path) -> None:
    """Every document that is listed lies inside, or says why it is not read."""
    sources.require()
    for _, one in sources.listed():
        if one.error:
            assert "\n" in one.error, one.error
            continue
        try:
            raw = fetch(one.path, one.name, one.within)
        except FinkitError:
            continue
        assert raw != _SECRET, one
        assert Path(os.path.realpath(os.fsdecode(one.path))).is_relative_to(docs.resolve()), one


def manifests(seed: int, folder: Path) -> None:
    """A manifest of entries that lead anywhere, as it is or broken."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    docs = _place(folder)
    place = docs / "list.csv"
    with place.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(rng.choice((("document",), ("document", "company"), ("company", "Document"), ("file",), ("document", "document"))))
        rows.writerows([rng.choice(_ENTRIES), rng.choice(("", "600111", "../x", "auto"))] for _ in range(rng.randrange(12)))
    if rng.randrange(2):
        place.write_bytes(mutated(place.read_bytes(), seed))
    _read_all(Sources((str(place),)), docs)


def patterns(seed: int, folder: Path) -> None:
    """A pattern of any parts below the folder: what it finds lies below its fixed beginning."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    docs = _place(folder)
    tail = "/".join(rng.choice([part for part in _PARTS if part != ".."] if number else _PARTS[:5]) for number in range(rng.randint(1, 5)))
    _read_all(Sources((f"{docs}/{tail}",)), docs)


def datasets(seed: int, folder: Path) -> None:
    """A dataset with one of its files damaged, read back, refreshed and gone on with."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    place = folder / "input" / "set"
    for name, raw in _whole().items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(raw)
    name = rng.choice([one for one in _whole() if not one.endswith(".parquet")])  # Parquet is read by a library in C++, for itself
    (place / name).write_bytes(mutated(_whole()[name], seed))
    with Dataset.opened(place, _SETTINGS) as dataset:
        work = Work(dataset.work, _SETTINGS.size)
        try:
            if not work.is_new:
                work.forget_unless(dataset.has)
                work.base("here")
                work.add([(0, Listed(name, path)) for _, _, name, path, _ in dataset.documents()], lambda job: not job.number)
                for part in work.torn_parts():
                    work.give_back(part, dataset.answers(part))
                assert work.done <= work.total
                for job in work.waiting():
                    work.keep(job, Answer({"number": job.number}))
        finally:
            work.close()
    assert len(list(stored_checks(place))) == _SETTINGS.size


_SETTINGS = Settings("none", "", 2)


@cache
def _whole() -> dict[str, bytes]:
    """The files of an unfinished dataset: a part of two documents, and a third document that waits."""
    with TemporaryDirectory() as name:
        place = Path(name) / "set"
        with Dataset.opened(place, _SETTINGS) as dataset:
            work = Work(dataset.work, _SETTINGS.size)
            work.begin([])
            docs = Path(name) / "docs"
            docs.mkdir()
            for number in range(3):
                (docs / f"{number}.txt").write_text(_TEXT, encoding="utf-8")
            work.add(Sources((str(docs),)).listed())
            for job in [one for one in work.waiting() if one.part == 0]:
                answer = answered(Task(job.number, job.listed.name, _TEXT.encode(), "none"), Shelf("", str(Path.cwd()), "", VERSION))
                assert not isinstance(answer, Failure)
                told = {**answer.document, "number": job.number, "asked": None, "path": None}
                if work.keep(job, Answer(told, answer.figures, answer.relations)):
                    dataset.write(0, work)
                    work.wrote(0)
            work.close()
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


TARGETS: dict[str, Callable[[int, Path], None]] = {one.__name__: one for one in (manifests, patterns, datasets)}
