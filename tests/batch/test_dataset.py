"""Datasets: the same verdicts as one by one, byte for byte, in parts that are the same whatever happens."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import finkit
from finkit.batch import Limits, stored_checks, write_dataset
from finkit.batch.guard import Failure
from finkit.batch.task import OTHER, Shelf, Task, answered, fingerprint_of
from finkit.errors import (
    BatchStoppedError,
    CompanyUnknownError,
    DatasetBusyError,
    DatasetElsewhereError,
    DatasetOtherError,
    ExtraMissingError,
    FileMissingError,
    FileUnreadableError,
)
from finkit.pipeline import accept, check, named_company
from finkit.testing import generate
from finkit.testing.damage import DIALECTS
from finkit.text.document import read
from finkit.verdicts.minutes import add_decisions, minutes_beside

if TYPE_CHECKING:
    from collections.abc import Callable

parquet = pytest.importorskip("pyarrow.parquet")
ROOT = Path(finkit.__file__).parent.parent


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, generated documents of every dialect, a page, an empty file, one in Chinese of another encoding."""
    place = tmp_path_factory.mktemp("reports")
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        shutil.copy(seed, place)
    for number, dialect in enumerate(DIALECTS):
        (place / f"{dialect}.md").write_text(generate(810_000 + number, dialect).text, encoding="utf-8")
    (place / "page.html").write_text("<html><body><p>Sales were 12.5 million yuan, up 10%.</p></body></html>", encoding="utf-8")
    (place / "empty.txt").write_bytes(b"")
    (place / "gbk.txt").write_bytes("2021年营业收入为304.08亿元，同比增长38.83%。".encode("gbk"))
    (place / "binary.txt").write_bytes(bytes(range(256)) * 20)
    return place


@pytest.fixture(scope="module")
def dataset(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them, in parts of four documents, by two processes."""
    place = tmp_path_factory.mktemp("datasets") / "all"
    write_dataset([reports], place, processes=2, size=4, root=ROOT / "statements")
    return place


def one_by_one(path: Path) -> str:
    """What `finkit check --json` prints of a document."""
    document = read(path)
    return check(document, named_company(document, ROOT / "statements"), chosen="auto").to_json()


def test_every_check_document_is_the_same_as_one_by_one(reports: Path, dataset: Path) -> None:
    """Byte for byte: figures, relations, verdicts, confidence, evidence."""
    stored = {found["document"]: json.dumps(found, ensure_ascii=False, indent=1) for found in stored_checks(dataset)}
    readable = [path for path in sorted(reports.iterdir()) if path.name != "binary.txt"]
    assert len(stored) == len(readable) > 15
    for path in readable:
        assert stored[str(path)] == one_by_one(path), path.name


def test_a_row_a_document_a_figure_a_relation(reports: Path, dataset: Path) -> None:
    """Numbers as numbers and as their exact digits; a document that cannot be read is a row with its error."""
    documents, figures, relations = (
        [row for place in sorted((dataset / table).iterdir()) for row in parquet.read_table(place).to_pylist()]
        for table in ("documents", "figures", "relations")
    )
    names = sorted(map(str, reports.iterdir()))
    assert [row["document"] for row in documents] == names
    assert [row["number"] for row in documents] == list(range(len(names)))
    broken = [row for row in documents if row["error"]]
    assert [(Path(row["document"]).name, row["error_kind"]) for row in broken] == [("binary.txt", "FileUnreadableError")]
    assert broken[0]["error"].startswith(f"{reports / 'binary.txt'}: wanted text, found binary data\n")
    assert broken[0]["bytes"] == 256 * 20
    seed = next(row for row in documents if "003_" in row["document"])
    assert seed["company"]["ticker"] == "600111.SH"
    own = [row for row in figures if row["number"] == seed["number"]]
    assert seed["figures"] == sum(row["kind"] == "value" for row in own) == 238
    assert seed["repaired"] == sum(row["verdict"] == "repaired" for row in own)
    assert all(row["value"] == float(row["exact"]["value"]) for row in own if row["value"] is not None)
    assert {row["number"] for row in relations} <= {row["number"] for row in figures}
    told = json.loads(parquet.read_schema(dataset / "figures" / "part-000000.parquet").metadata[b"finkit"])
    assert told["schema"] == "finkit/dataset/1"
    assert told["statements"] == fingerprint_of(ROOT / "statements")


def files(place: Path) -> dict[str, bytes]:
    """Every file of a dataset."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    "executor",
    [lambda: ThreadPoolExecutor(3), lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn"))],
    ids=["threads", "processes"],
)
def test_any_executor_writes_the_same_bytes(reports: Path, dataset: Path, tmp_path: Path, executor: Callable[[], Executor]) -> None:
    """In any number of processes, in any order of answers."""
    with executor() as pool:
        write_dataset([reports], tmp_path / "again", executor=pool, window=5, size=4, root=ROOT / "statements")
    assert files(tmp_path / "again") == files(dataset)


def test_what_is_done_is_not_done_again_and_what_is_new_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts that were there stay as they are."""
    monkeypatch.chdir(tmp_path)
    docs = Path("docs")
    docs.mkdir()
    for number in range(3):
        (docs / f"{number}.txt").write_text(f"Sales of {number + 2} million yuan.", encoding="utf-8")
    assert write_dataset(["docs"], "set", size=2, company="none", processes=1).done == 3
    before = files(Path("set"))
    assert write_dataset(["docs"], "set", size=2, company="none", processes=1).done == 0
    assert files(Path("set")) == before
    (docs / "1b.txt").write_text("Sales of 9 million yuan.", encoding="utf-8")
    (docs / "2.txt").unlink()
    ending = write_dataset(["docs", "docs/0.txt"], "set", size=2, company="none", processes=1)
    assert (ending.documents, ending.done, ending.errors) == (4, 1, {})
    after = files(Path("set"))
    assert {name: after[name] for name in before} == before
    assert [one["document"] for one in stored_checks("set")] == ["docs/0.txt", "docs/1.txt", "docs/2.txt", "docs/1b.txt"]


def sales(**millions: str) -> None:
    """Reports of one sentence in the folder docs."""
    Path("docs").mkdir(exist_ok=True)
    for name, amount in millions.items():
        Path("docs", f"{name}.txt").write_text(f"Sales of {amount} million yuan.", encoding="utf-8")


@pytest.fixture
def _four(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working folder with four reports in `docs`."""
    monkeypatch.chdir(tmp_path)
    sales(**{str(number): str(number + 2) for number in range(4)})


@pytest.mark.usefixtures("_four")
def test_a_part_that_was_lost_is_made_again() -> None:
    """While the run that wrote it is unfinished; and a half-written file of a killed run goes."""
    write_dataset(["docs"], "whole", size=2, company="none", processes=1)

    def stop(event: dict[str, Any]) -> None:
        if event["event"] == "part":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(["docs"], "set", size=2, company="none", processes=1, tell=stop)
    assert Path("set/_work.sqlite").exists()
    Path("set/figures/part-000000.parquet").unlink()
    Path("set/figures/.part-000001.parquet.x.part").write_bytes(b"half")
    write_dataset(["docs"], "set", size=2, company="none", processes=1)
    assert files(Path("set")) == files(Path("whole"))


@pytest.mark.usefixtures("_four")
def test_what_was_damaged_on_disk_is_named() -> None:
    """The list of work, and the parts; finished parts stay when the list is taken away."""
    write_dataset(["docs"], "whole", size=2, company="none", processes=1)
    whole = files(Path("whole"))
    work = Path("whole/_work.sqlite")
    for damage in (b"no database at all" * 100, b"SQLite format 3\0" + bytes(2000)):
        work.write_bytes(damage)
        with pytest.raises(FileUnreadableError, match=r"whole/_work\.sqlite: wanted what a run has still to do"):
            write_dataset(["docs"], "whole", size=2, company="none", processes=1)
    work.unlink()
    assert write_dataset(["docs"], "whole", size=2, company="none", processes=1).done == 0
    assert files(Path("whole")) == whole
    part = Path("whole/documents/part-000001.parquet")
    for damage in (b"", b"PAR1", whole["documents/part-000001.parquet"][:-9], whole["figures/part-000001.parquet"]):
        part.write_bytes(damage)
        with pytest.raises(FileUnreadableError, match=r"whole/documents/part-000001\.parquet: wanted a part of a dataset"):
            write_dataset(["docs"], "whole", size=2, company="none", processes=1)
        with pytest.raises(FileUnreadableError, match=r"part-000001\.parquet: wanted a part of a dataset"):
            list(stored_checks("whole"))


def test_decisions_beside_a_document_are_applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `finkit check` does; a broken file of them is the document's error."""
    monkeypatch.chdir(tmp_path)
    docs = Path("docs")
    docs.mkdir()
    for name in ("a", "b"):
        (docs / f"{name}.txt").write_text("Sales came to 5 million yuan.", encoding="utf-8")
    found = check(docs / "a.txt")
    said = {"figure": found.values[0].id, "value": "5.2E+6", "unit": "CNY", "who": "A. Lee", "why": "the call", "when": "2024-05-02"}
    decided = accept(found, [said])
    add_decisions(minutes_beside(docs / "a.txt"), decided.decisions)
    minutes_beside(docs / "b.txt").write_text("{}", encoding="utf-8")
    ending = write_dataset(["docs"], "set", company="none", processes=1)
    assert ending.errors == {"FileUnreadableError": 1}
    (stored,) = stored_checks("set")
    assert json.dumps(stored, ensure_ascii=False, indent=1) == decided.to_json()
    assert stored["figures"][0]["decision"]["who"] == "A. Lee"


def test_a_manifest_names_companies_and_its_bad_lines_are_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with its place; the rest is checked."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("In 2021 revenue was 30.4 billion yuan.", encoding="utf-8")
    Path("list.csv").write_text("document,company\na.txt,600111\na.txt,none\na.txt,Nobody\ngone.txt,\n../x.txt,\n", encoding="utf-8")
    ending = write_dataset(["list.csv"], "set", processes=1, root=ROOT / "statements")
    assert ending.errors == {"CompanyUnknownError": 1, "FileMissingError": 1, "FileUnreadableError": 1}
    assert [one["company"] and one["company"]["ticker"] for one in stored_checks("set")] == ["600111.SH", None]
    rows = parquet.read_table("set/documents/part-000000.parquet").to_pylist()
    assert {row["asked"]: (row["error"] or "").partition("\n")[0] for row in rows if row["document"] == "a.txt"} == {
        "600111": "", "none": "", "Nobody": f"{ROOT / 'statements'}: no company is called 'Nobody'",
    }  # fmt: skip
    assert "list.csv:6: '../x.txt' leads out of the folder of the manifest" in {(row["error"] or "").partition("\n")[0] for row in rows}
    assert write_dataset(["list.csv"], "set", processes=1, root=ROOT / "statements").done == 0


def test_a_dataset_of_other_settings_or_a_folder_of_something_else_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a user's is ever written over."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Sales of 5 million yuan.", encoding="utf-8")
    write_dataset(["a.txt"], "set", company="none", processes=1)
    before = files(Path("set"))
    with pytest.raises(DatasetOtherError, match="set: documents a part: wanted 7, found 500\n  give another folder with --out"):
        write_dataset(["a.txt"], "set", company="none", processes=1, size=7)
    with pytest.raises(DatasetOtherError, match="set: companies to check against: wanted auto, found none"):
        write_dataset(["a.txt"], "set", processes=1, root=ROOT / "statements")
    assert files(Path("set")) == before
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DatasetOtherError, match=r"mine: folder: wanted none or an empty one, found notes.txt in it"):
        write_dataset(["a.txt"], "mine", company="none", processes=1)
    assert files(Path("mine")) == {"notes.txt": b"mine"}
    Path("set/_finkit.json").write_text("{", encoding="utf-8")
    with pytest.raises(FileUnreadableError, match=r"set/_finkit.json: wanted the head of a dataset"):
        write_dataset(["a.txt"], "set", company="none", processes=1)


def test_mistakes_are_told_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder is left behind."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Sales of 5 million yuan.", encoding="utf-8")
    with pytest.raises(FileMissingError, match="gone: no such document"):
        write_dataset(["gone"], "set", company="none")
    with pytest.raises(CompanyUnknownError, match="no company is called 'Nobody'"):
        write_dataset(["a.txt"], "set", company="Nobody", root=ROOT / "statements")
    with pytest.raises(FileMissingError, match="gone: no such statements folder"):
        write_dataset(["a.txt"], "set", root="gone")
    with pytest.raises(FileMissingError, match="gone: no such dataset of `finkit batch`"):
        next(stored_checks("gone"))
    assert not Path("set").exists()


def test_a_worker_that_has_something_else_stops_the_run() -> None:
    """Other statements, another version: its answers would not be what was asked for."""
    shelf = Shelf(str(ROOT / "statements"), str(Path.cwd()), "other")
    told = answered(Task(0, "a.txt", b"Sales of 5 million yuan.", "auto"), shelf)
    assert isinstance(told, Failure)
    assert (told.kind, told.text) == (
        OTHER, f"{ROOT / 'statements'}: a worker finds other statements there than the run was started with",
    )  # fmt: skip
    told = answered(Task(0, "a.txt", b"", "none"), Shelf("", str(Path.cwd()), "", "9.9"))
    assert isinstance(told, Failure)
    assert told.text.endswith("the run was started with 9.9")


class Losing(Executor):
    """Loses what it is given, some times."""

    def __init__(self, times: int, found: Any = None) -> None:
        self.times, self.found = times, found

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that failed, or one that is done."""
        future: Future[Any] = Future()
        self.times -= 1
        if self.times >= 0:
            future.set_exception(ConnectionError("gone"))
        else:
            future.set_result(self.found or fn(*args, **kwargs))
        return future


def test_a_document_that_the_workers_lose_is_given_again_and_then_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not the document's fault, so it gets no error; what is done is kept."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Sales of 5 million yuan.", encoding="utf-8")
    assert write_dataset(["a.txt"], "set", company="none", executor=Losing(2)).errors == {}
    with pytest.raises(BatchStoppedError) as stopped:
        write_dataset(["a.txt"], "lost", company="none", executor=Losing(3))
    assert str(stopped.value) == (
        "lost: a.txt was lost 3 times by the workers (ConnectionError: gone)\n"
        "  0 documents are kept there; run the same again to go on"
    )  # fmt: skip
    with pytest.raises(BatchStoppedError, match="lost: other things"):
        write_dataset(["a.txt"], "lost", company="none", executor=Losing(0, Failure(OTHER, "other things")))
    assert write_dataset(["a.txt"], "lost", company="none", processes=1).done == 1


@pytest.mark.parametrize("ends", [True, False])
def test_refresh_does_errors_and_changed_files_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, ends: bool) -> None:
    """And nothing else; the dataset is then that of a run that found all as it is now, also where it was ended in between."""
    monkeypatch.chdir(tmp_path)
    sales(a="1", b="2", c="3", d="4", e="5", f="6")
    Path("docs/list.csv").write_text("document\na.txt\nb.txt\nlate.txt\nc.txt\nd.txt\ne.txt\nf.txt\n", encoding="utf-8")
    run = {"company": "none", "processes": 1, "size": 2}
    assert write_dataset(["docs/list.csv"], "set", **run).errors == {"FileMissingError": 1}
    sales(late="7", d="44", e="5")
    assert write_dataset(["docs/list.csv"], "set", **run).done == 0
    done: list[str] = []

    def tell(event: dict[str, Any]) -> None:
        if event["event"] == "document":
            done.append(event["document"])
            if not ends:
                raise ConnectionError

    if ends:
        ending = write_dataset(["docs/list.csv"], "set", refresh=True, tell=tell, **run)
    else:
        with pytest.raises(ConnectionError):
            write_dataset(["docs/list.csv"], "set", refresh=True, tell=tell, **run)
        ending = write_dataset(["docs/list.csv"], "set", tell=lambda event: done.append(event.get("document", "")), **run)
    assert sorted(filter(None, done)) == ["docs/d.txt", "docs/late.txt"]
    assert ending.errors == {}
    write_dataset(["docs/list.csv"], "new", **run)
    assert files(Path("set")) == files(Path("new"))
    assert write_dataset(["docs/list.csv"], "set", refresh=True, **run).done == 0


def test_a_file_that_cannot_be_read_any_more_keeps_its_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refreshing replaces a check by a check, never by an error."""
    monkeypatch.chdir(tmp_path)
    sales(a="1", b="2")
    Path("list.csv").write_text("document\ndocs/a.txt\ndocs/b.txt\n", encoding="utf-8")
    write_dataset(["list.csv"], "set", company="none", processes=1)
    before = files(Path("set"))
    Path("docs/a.txt").unlink()
    ending = write_dataset(["list.csv"], "set", company="none", processes=1, refresh=True)
    assert (ending.done, ending.errors, files(Path("set"))) == (0, {}, before)


def test_a_part_that_is_lost_is_done_again_by_what_the_sources_say_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that no source names is not read: nothing says any more where it must lie."""
    monkeypatch.chdir(tmp_path)
    sales(a="1", b="2")
    write_dataset(["docs"], "set", company="none", processes=1)
    before = files(Path("set"))
    Path("set/figures/part-000000.parquet").unlink()
    assert write_dataset(["docs/a.txt"], "set", company="none", processes=1).errors == {"FileUnreadableError": 1}
    assert write_dataset(["docs"], "set", company="none", processes=1, refresh=True).done == 1
    assert files(Path("set")) == before


def test_a_run_goes_on_only_where_it_was_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere its relative paths would be other documents."""
    place = tmp_path / "set"
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        sales(**{f"{name}{number}": "5" for number in range(4)})
    monkeypatch.chdir(tmp_path / "here")

    def stop(event: dict[str, Any]) -> None:
        if event["event"] == "document":
            raise ConnectionError

    with pytest.raises(ConnectionError):
        write_dataset(["docs"], place, company="none", processes=1, tell=stop)
    monkeypatch.chdir(tmp_path / "there")
    with pytest.raises(DatasetElsewhereError, match=r"set: its documents are named from .*here\n  go on there"):
        write_dataset(["docs"], place, company="none", processes=1)
    monkeypatch.chdir(tmp_path / "here")
    ending = write_dataset(["docs"], place, company="none", processes=1)
    assert (ending.documents, ending.errors) == (4, {})


def test_trouble_of_the_listener_is_not_told_as_trouble_of_the_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `tell` raises comes back as it is; what is done is kept."""
    monkeypatch.chdir(tmp_path)
    sales(a="1")

    def tell(_event: dict[str, Any]) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        write_dataset(["docs"], "set", company="none", processes=1, tell=tell)
    assert write_dataset(["docs"], "set", company="none", processes=1).documents == 1


@pytest.mark.parametrize("name", ["processes", "window", "largest", "size"])
def test_arguments_below_one_are_refused(tmp_path: Path, name: str) -> None:
    """Before anything is made."""
    with pytest.raises(ValueError, match=f"{name}: wanted at least 1, found 0"):
        write_dataset(["seeds"], tmp_path / "set", **{name: 0})
    assert not (tmp_path / "set").exists()


def test_empty_names_are_not_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They come of variables that are not set."""
    monkeypatch.chdir(tmp_path)
    sales(a="1")
    for sources, out in (([""], "set"), (["docs", " "], "set"), (["docs"], "")):
        with pytest.raises(FileMissingError, match="an empty name: no such"):
            write_dataset(sources, out, company="none", processes=1)
    Path("set").write_text("mine", encoding="utf-8")
    with pytest.raises(DatasetOtherError, match="set: dataset: wanted a folder, found a file"):
        write_dataset(["docs"], "set", company="none", processes=1)


def test_workers_that_take_nothing_any_more_stop_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that is broken, or was shut down."""
    monkeypatch.chdir(tmp_path)
    sales(a="1")
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(BatchStoppedError, match="set: the workers take no document any more"):
        write_dataset(["docs"], "set", company="none", executor=pool)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are text there")
def test_a_name_that_is_no_text_is_the_same_everywhere(tmp_path: Path) -> None:
    """In the dataset and one by one."""
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    place.write_text("Sales of 5 million yuan.", encoding="utf-8")
    write_dataset([tmp_path], tmp_path / "set", company="none", processes=1)
    stored = next(stored_checks(tmp_path / "set"))
    assert stored["document"] == f"{tmp_path}/\\xff.txt"
    assert json.dumps(stored, ensure_ascii=False, indent=1) == check(read(place)).to_json()


def test_events_say_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin, a document each, parts, end."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Sales of 5 million yuan.", encoding="utf-8")
    events: list[dict[str, Any]] = []
    write_dataset(["a.txt"], "set", company="none", processes=1, tell=events.append, limits=Limits(seconds=50))
    assert [event["event"] for event in events] == ["begin", "document", "part", "end"]
    assert events[0] == {"event": "begin", "schema": "finkit/events/1", "dataset": "set", "documents": 1, "done": 0, "skipped": {}}
    assert {**events[1], "seconds": 0} == {
        "event": "document", "number": 0, "document": "a.txt", "seconds": 0, "verdicts": {"unchecked": 1}, "error": None,
    }  # fmt: skip
    assert events[3]["verdicts"]["unchecked"] == 1


def test_one_run_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one is told; in the same process too."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Sales of 5 million yuan.", encoding="utf-8")
    told: list[str] = []

    def again(event: dict[str, Any]) -> None:
        if event["event"] == "begin":
            with pytest.raises(DatasetBusyError, match="set: another run is writing this dataset") as busy:
                write_dataset(["a.txt"], "set", company="none", processes=1)
            told.append(str(busy.value))

    write_dataset(["a.txt"], "set", company="none", processes=1, tell=again)
    assert len(told) == 1


def test_without_pyarrow_the_extra_is_named(tmp_path: Path) -> None:
    """Before a folder is made."""
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from finkit.batch import write_dataset\n"
        f"write_dataset([{str(ROOT / 'README.md')!r}], {str(tmp_path / 'set')!r}, company='none')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert ExtraMissingError.__name__ in done.stderr
    assert "pip install 'finkit[parquet]'" in done.stderr
    assert not (tmp_path / "set").exists()
