"""Runs that are ended, starved and poisoned, with real processes: nothing lost, nothing doubled, the dataset the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from finkit.batch import stored_checks
from finkit.batch.guard import DEATHS
from finkit.disk.atomic import locked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Runs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="ends processes by Linux signals, finds them in /proc")
resource = pytest.importorskip("resource")
COUNT, PART, IN_FLIGHT = 60, 500, 4
POISONS = ("crash", "hang", "memory", "raise", "deep")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, runs_in: Callable[[Path], Runs]) -> dict[str, bytes]:
    """The files of an undisturbed run over the reports."""
    runs = runs_in(tmp_path_factory.mktemp("undisturbed"))
    runs.fill(COUNT)
    done = runs.run("reports", "--out", "whole", "--processes", 2)
    assert done.returncode == 0, done.stderr
    return runs.files("whole")


@pytest.fixture
def whole(runs: Runs, undisturbed: dict[str, bytes]) -> dict[str, bytes]:
    """The same, with the same reports at hand for a run that will be disturbed."""
    runs.fill(COUNT)
    return undisturbed


def events(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    """The events of a run as they come."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith("}\n"):  # the last line of a process that was killed may be cut
            yield json.loads(line)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid:
            found.append(int(stat.parent.name))
    return found


def is_alive(pid: int) -> bool:
    """There is such a process, and it is no mere remainder."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_driver_killed_again_and_again_redoes_only_what_was_in_flight(runs: Runs, whole: dict[str, bytes]) -> None:
    """SIGKILL after some documents, four times; the workers end with it; every part is the same in the end."""
    checked: Counter[str] = Counter()
    kills = 0
    for after in (1, 7, 13, 17):
        with runs.start("reports", "--out", "killed", "--processes", 2) as process:
            told = (event["document"] for event in events(process) if event["event"] == "document")
            checked.update(islice(told, after))
            workers = children_of(process.pid)
            process.kill()
            kills += 1
            checked.update(told)
        assert workers
        deadline = time.monotonic() + 20
        while any(map(is_alive, workers)):
            assert time.monotonic() < deadline, "workers outlive their driver"
            time.sleep(0.05)
    with runs.start("reports", "--out", "killed", "--processes", 2) as process:
        checked.update(event["document"] for event in events(process) if event["event"] == "document")
    assert process.returncode == 0
    assert runs.files("killed") == whole
    assert len(checked) >= COUNT - kills  # an answer may be kept and its event not yet printed
    assert checked.total() <= COUNT + kills * IN_FLIGHT
    again = runs.run("reports", "--out", "killed")
    assert "60 documents, 0 of them checked now" in again.stdout


def test_a_killed_worker_is_replaced_and_its_document_tried_again(runs: Runs, whole: dict[str, bytes]) -> None:
    """As often as a document may kill a worker before it is blamed, less once."""
    killed = 0
    with runs.start("reports", "--out", "maimed", "--processes", 2) as process:
        for number, event in enumerate(one for one in events(process) if one["event"] == "document"):
            assert event["error"] is None
            for worker in children_of(process.pid)[:1] if number % 20 == 0 and killed < DEATHS - 1 else ():
                os.kill(worker, signal.SIGKILL)
                killed += 1
    assert process.returncode == 0
    assert killed == DEATHS - 1
    assert runs.files("maimed") == whole


def test_a_full_disk_stops_the_run_and_loses_nothing(runs: Runs, whole: dict[str, bytes]) -> None:
    """No file may grow beyond a few kilobytes; with room again the run goes on to the same end."""
    for most in (10_000, 60_000, 200_000):
        starve = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        stopped = runs.run("reports", "--out", "full", "--processes", 2, preexec_fn=starve)
        assert stopped.returncode == 2
        assert "Traceback" not in stopped.stderr
        assert "run the same again to go on" in stopped.stderr
        assert [name for name in runs.files("full") if name.endswith(".part")] == []
        assert [name for name in runs.files("full") if name.endswith(".parquet") and name not in whole] == []
    assert runs.run("reports", "--out", "full", "--processes", 2).returncode == 0
    assert runs.files("full") == whole


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root mounts")
def test_a_full_file_system_stops_the_run_and_loses_nothing(runs: Runs, whole: dict[str, bytes]) -> None:
    """The same on a disk that is really full: an old part stays whole, and the message says what is wrong."""
    place = runs.folder / "small"
    place.mkdir()
    if mounted("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)):
        pytest.skip("mounting is not allowed here")
    try:
        stopped = runs.run("reports", "--out", "small/set", "--processes", 2)
        assert stopped.returncode == 2
        assert "full" in stopped.stderr or "No space left" in stopped.stderr
        assert not mounted("mount", "-o", "remount,size=20m", str(place))
        assert runs.run("reports", "--out", "small/set", "--processes", 2).returncode == 0
        assert runs.files("small/set") == whole
    finally:
        mounted("umount", str(place))


def test_poisoned_documents_are_rows_with_their_reason_and_the_rest_is_as_ever(poisoned_runs: Runs) -> None:
    """One in twenty crashes, hangs, takes all memory, raises or recurses without end."""
    runs = poisoned_runs
    kinds = {number: POISONS[number // 20 % len(POISONS)] for number in range(7, 100, 20)}
    runs.fill(100, lambda number: kinds.get(number, ""))
    limits = ("--processes", 2, "--seconds", 5, "--memory", 1000)
    done = runs.run("reports", "--out", "poisoned", *limits)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1\n") >= len(POISONS)
    rows = {row["number"]: row for row in table(runs.folder / "poisoned" / "documents")}
    assert len(rows) == 100
    assert {POISONS[number // 20 % len(POISONS)]: row["error"] for number, row in rows.items() if row["error"]} == {
        "crash": "the process that read it died 3 times (SIGSEGV)",
        "hang": "took more than 5 seconds",
        "memory": "needed more than 1,000 MB of memory",
        "raise": "RuntimeError: poisoned",
        "deep": "RecursionError: maximum recursion depth exceeded",
    }
    assert sorted(number for number, row in rows.items() if row["error"]) == sorted(kinds)
    for number in kinds:
        (runs.folder / "reports" / f"report{number:04}.txt").unlink()
    assert runs.run("reports", "--out", "healthy", *limits).returncode == 0
    healthy = {one["document"]: one for one in stored_checks(runs.folder / "healthy")}
    assert {one["document"]: one for one in stored_checks(runs.folder / "poisoned")} == healthy
    again = runs.run("reports", "--out", "poisoned", *limits)
    assert "100 documents, 0 of them checked now" in again.stdout


def test_two_runs_do_not_write_one_dataset(runs: Runs, whole: dict[str, bytes]) -> None:
    """The second is told, and leaves the first alone; once that is over the dataset is free."""
    with locked(runs.folder / "shared" / "_finkit.json"):  # as a run holds it
        second = runs.run("reports", "--out", "shared")
        assert second.returncode == 2
        assert second.stderr == (
            "finkit: shared: another run is writing this dataset\n  wait for it, or give another folder with --out\n"
        )  # fmt: skip
    with runs.start("reports", "--out", "shared") as one, runs.start("reports", "--out", "shared") as other:
        one.communicate()
        other.communicate()
    assert sorted((one.returncode, other.returncode)) in ([0, 0], [0, 2])  # the later one was told, or found all done
    assert runs.files("shared") == whole


def test_an_interrupted_run_says_how_to_go_on(runs: Runs, whole: dict[str, bytes]) -> None:
    """Ctrl-C: what is done is kept, no worker is left, no traceback is shown."""
    with runs.start("reports", "--out", "interrupted", "--processes", 2) as process:
        told = (event for event in events(process) if event["event"] == "document")
        next(told)
        process.send_signal(signal.SIGINT)
        timer = threading.Timer(60, process.kill)
        timer.start()
        _, complaint = process.communicate()
        timer.cancel()
    assert process.returncode == 130
    assert complaint == "\nfinkit: stopped; what is done is kept in interrupted: run the same again to go on\n"
    assert runs.run("reports", "--out", "interrupted").returncode == 0
    assert runs.files("interrupted") == whole


def mounted(*words: str) -> int:
    """The exit code of a command about file systems."""
    return subprocess.run(["/usr/bin/env", *words], capture_output=True, check=False).returncode


def table(folder: Path) -> list[dict[str, Any]]:
    """The rows of all parts."""
    parquet = pytest.importorskip("pyarrow.parquet")
    return [row for place in sorted(folder.glob("*.parquet")) for row in parquet.read_table(place).to_pylist()]
