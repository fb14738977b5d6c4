"""A dataset on disk: three folders of Parquet parts, each file written whole or not at all, by one run at a time.

`documents/part-000000.parquet` is written after the figures and relations of its part, so a part is there once it is.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finkit.batch.rows import DOCUMENTS, FIGURES, RELATIONS, arrow, batches, check_document, message_of, schemas, told_settings
from finkit.batch.task import VERSION
from finkit.batch.work import Answer
from finkit.disk.atomic import locked, replacing, write_atomically
from finkit.errors import DatasetBusyError, DatasetOtherError, FileMissingError, FileUnreadableError
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from finkit.batch.work import Work

SCHEMA = "finkit/dataset/1"
SIZE = 500  # documents a part
_HEAD, _WORK = "_finkit.json", "_work.sqlite"
_TABLES = (FIGURES, RELATIONS, DOCUMENTS)  # in the order in which they are written
_SOME = 50  # documents whose rows are made at once
_GROUP = 1 << 13  # rows of a row group, more or less; the driver holds one at a time


@dataclass(frozen=True, slots=True)
class Settings:
    """What makes two runs the same: the version, whose statements, and how many documents a part has."""

    company: str
    statements: str
    size: int = SIZE
    finkit: str = VERSION
    schema: str = SCHEMA


class Dataset:
    """The files of a dataset."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder, self.settings = folder, settings

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, settings: Settings) -> Iterator[Dataset]:
        """The dataset for one run alone. Raises `DatasetBusyError`, `DatasetOtherError`."""
        schemas()  # before a folder is made
        if folder.exists() and not folder.is_dir():
            raise DatasetOtherError(path=str(folder), what="dataset", wanted="a folder", found="a file")
        with ExitStack() as stack:
            try:
                stack.enter_context(locked(folder / _HEAD, wait=False))
            except BlockingIOError:
                raise DatasetBusyError(path=str(folder)) from None
            dataset = cls(folder, settings)
            dataset._claim()
            yield dataset

    @property
    def work(self) -> Path:
        """Where a run keeps what is not yet in a part; there while the dataset is unfinished."""
        return self.folder / _WORK

    def documents(self) -> Iterator[tuple[int, int, str, bytes, str]]:
        """Number, part, name, path and company asked of every document that is in a part."""
        for place in self._document_parts():
            for row in _rows(place, ["number", "document", "path", "asked"]):
                path = os.fsencode(row["document"]) if row["path"] is None else row["path"]
                yield row["number"], int(place.stem.removeprefix("part-")), row["document"], path, row["asked"] or ""

    def hashes(self, part: int) -> dict[int, str | None]:
        """SHA-256 of the documents of a part, by number; None where there is an error in place of a check."""
        rows = _rows(self._place(DOCUMENTS, part), ["number", "sha256", "error_kind"])
        return {row["number"]: None if row["error_kind"] else row["sha256"] for row in rows}

    def answers(self, part: int) -> Iterator[tuple[int, Answer]]:
        """What a written part holds of each of its documents, as the run had it."""
        shape = schemas()
        figures, relations = (_messages(self._place(table, part), schema) for table, schema in zip(_TABLES, shape[:2], strict=False))
        for row in _rows(self._place(DOCUMENTS, part), shape.documents.names):
            told = {**row, "path": row["path"] and row["path"].hex()}
            yield row["number"], Answer(told, figures.get(row["number"]), relations.get(row["number"]))

    def counts(self) -> tuple[dict[str, int], dict[str, int]]:
        """Documents with an error, by its kind, and figures by verdict."""
        errors: Counter[str] = Counter()
        verdicts: Counter[str] = Counter({verdict.value: 0 for verdict in Verdict})
        for place in self._document_parts():
            for row in _rows(place, ["error_kind", *verdicts]):
                kind = row.pop("error_kind")
                if kind:
                    errors[kind] += 1
                else:
                    verdicts.update(row)
        return dict(sorted(errors.items())), dict(verdicts)

    def write(self, part: int, work: Work) -> int:
        """Write a part; gives its bytes."""
        shape = schemas()
        return (
            self._write(FIGURES, part, shape.figures, batches(shape.figures, work.figures(part)))
            + self._write(RELATIONS, part, shape.relations, batches(shape.relations, work.relations(part)))
            + self._write(DOCUMENTS, part, shape.documents, _document_batches(shape.documents, work.documents(part)))
        )

    def has(self, part: int) -> bool:
        """All three files of a part are there."""
        return all(self._place(table, part).is_file() for table in _TABLES)

    def finish(self) -> None:
        """Nothing is left to do: what only a run needs goes."""
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.work}{ending}").unlink(missing_ok=True)

    def _document_parts(self) -> list[Path]:
        return sorted((self.folder / DOCUMENTS).glob("part-*.parquet"))

    def _place(self, table: str, part: int) -> Path:
        return self.folder / table / f"part-{part:06}.parquet"

    def _claim(self) -> None:
        """Make the folder a dataset, or see that it is one of these settings; take away what a killed run left half written."""
        head = self.folder / _HEAD
        told = asdict(self.settings)
        if head.exists():
            found = _head(head)
            wrong = {name: found.get(name) for name, wanted in told.items() if found.get(name) != wanted}
            if wrong:
                name, value = next(iter(wrong.items()))
                raise DatasetOtherError(path=str(self.folder), what=_SAID[name], wanted=str(told[name]), found=str(value))
        else:
            others = sorted(path.name for path in self.folder.iterdir() if not path.name.startswith("."))
            if others:
                raise DatasetOtherError(path=str(self.folder), what="folder", wanted="none or an empty one", found=f"{others[0]} in it")
            write_atomically(head, (json.dumps(told, indent=1) + "\n").encode())
        for place in (self.folder, *(self.folder / table for table in _TABLES)):
            place.mkdir(exist_ok=True)
            for left in place.glob(".*.part"):
                left.unlink()

    def _write(self, table: str, part: int, schema: Any, rows: Iterable[Any]) -> int:  # noqa: ANN401
        from pyarrow import parquet  # noqa: PLC0415  (late: an extra)

        pa = arrow()
        place = self._place(table, part)
        told = schema.with_metadata(told_settings(asdict(self.settings)))
        with replacing(place) as file, parquet.ParquetWriter(file, told, compression="zstd") as writer:
            for group in _groups(rows):
                writer.write_table(pa.Table.from_batches(group, schema).cast(told).combine_chunks())
        return place.stat().st_size


_SAID = {
    "company": "companies to check against", "statements": "statements (by their fingerprint)", "size": "documents a part",
    "finkit": "version of finkit", "schema": "schema",
}  # fmt: skip


def stored_checks(folder: str | Path) -> Iterator[dict[str, Any]]:
    """The check document of every document of a dataset that has one, by number: what `finkit check --json` prints.

    One part is in memory at a time. Raises `FileMissingError`, `FileUnreadableError`.

    >>> from finkit.batch import stored_checks, write_dataset
    >>> ending = write_dataset(["seeds"], "all", processes=1)
    >>> sum(figure["verdict"] == "repaired" for check in stored_checks("all") for figure in check["figures"]) == ending.verdicts["repaired"]
    True
    """
    base = Path(folder)
    if not (base / _HEAD).is_file():
        raise FileMissingError(path=str(base), wanted="dataset of `finkit batch`")
    for place in sorted((base / DOCUMENTS).glob("part-*.parquet")):
        figures, relations = (_by_document(base / table / place.name) for table in (FIGURES, RELATIONS))
        for row in _rows(place):
            if row.get("error") is None:
                try:
                    found = check_document(row, figures.get(row["number"], ()), relations.get(row["number"], ()))
                except (KeyError, TypeError, AttributeError) as error:
                    raise _broken(place, f"a row without {error}") from None
                yield found


def _by_document(place: Path) -> dict[int | None, list[dict[str, Any]]]:
    found: dict[int | None, list[dict[str, Any]]] = {}
    for row in _rows(place):
        found.setdefault(row.get("number"), []).append(row)
    return found


def _messages(place: Path, schema: Any) -> dict[int, bytes]:  # noqa: ANN401
    """The rows of each document of a part, by its number; they stand together."""
    found: dict[int, bytes] = {}
    with _reading(place) as table:
        at = 0
        for number, count in Counter(table["number"].to_pylist()).items():
            found[number] = message_of(table.slice(at, count), schema)
            at += count
    return found


def _rows(place: Path, columns: list[str] | None = None) -> list[dict[str, Any]]:
    with _reading(place, columns) as table:
        found: list[dict[str, Any]] = table.to_pylist()
    if columns and found and set(columns) - found[0].keys():
        raise _broken(place, f"columns {', '.join(found[0])}")
    return found


@contextmanager
def _reading(place: Path, columns: list[str] | None = None) -> Iterator[Any]:
    """The table of a part; what is wrong with it, or shows in it as it is used, is told with the place."""
    from pyarrow import parquet  # noqa: PLC0415  (late: an extra)

    pa = arrow()
    try:
        yield parquet.ParquetFile(place).read(columns=columns)
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError, TypeError) as error:
        raise _broken(place, str(error).partition("\n")[0]) from None


def _broken(place: Path, found: str) -> FileUnreadableError:
    return FileUnreadableError(
        path=str(place),
        wanted="a part of a dataset",
        found=found,
        remedy="take the dataset away and run again; nothing else knows what it held",
    )


def _document_batches(schema: Any, rows: Iterator[dict[str, Any]]) -> Iterator[Any]:  # noqa: ANN401
    pa = arrow()
    while some := list(islice(rows, _SOME)):
        told = [{**row, "path": row["path"] and bytes.fromhex(row["path"])} for row in some]
        yield pa.RecordBatch.from_pylist(told, schema=schema)


def _groups(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Batches together until they have the rows of a row group."""
    group: list[Any] = []
    size = 0
    for one in rows:
        group.append(one)
        size += one.num_rows
        if size >= _GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _head(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise FileUnreadableError(
            path=str(path), wanted="the head of a dataset (JSON)", found=str(error), remedy="give another folder with --out"
        ) from None
    return found if isinstance(found, dict) else {}
