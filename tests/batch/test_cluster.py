"""A Dask cluster of real processes: the same dataset as here, also where a worker is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from finkit.batch import stored_checks
from finkit.batch.cluster import cluster
from finkit.errors import ClusterUnreachableError, ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Runs

COUNT = 40


@pytest.fixture(scope="module", autouse=True)
def _dask() -> None:
    """Skips without Dask, unless FINKIT_REQUIRE names it: then fails."""
    if "dask" in os.environ.get("FINKIT_REQUIRE", ""):
        import distributed  # noqa: F401, PLC0415  (it must be there)
    else:
        pytest.importorskip("distributed")


@contextmanager
def started(runs: Runs) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler, and its process group and those of its two workers, started as users do."""
    told = runs.folder / "scheduler.json"

    def start(*words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words], cwd=runs.folder, env=runs.environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    group = [start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))]
    try:
        deadline = time.monotonic() + 60
        while not told.exists() or not told.read_text(encoding="utf-8").strip():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        address = json.loads(told.read_text(encoding="utf-8"))["address"]
        group += [start("worker", address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1") for _ in range(2)]
        yield address, [one.pid for one in group]
    finally:
        for one in group:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory, runs_in: Callable[[Path], Runs]) -> Iterator[tuple[str, list[int]]]:
    """The address of a scheduler, and the process groups of its two workers."""
    with started(runs_in(tmp_path_factory.mktemp("cluster"))) as (address, groups):
        yield address, groups[1:]


def test_a_cluster_writes_what_local_processes_write(scheduler: tuple[str, list[int]], runs: Runs) -> None:
    """The workers have no folder of reports; they get the bytes."""
    runs.fill(COUNT)
    assert runs.run("reports", "--out", "here").returncode == 0
    there = runs.run("reports", "--out", "there", "--scheduler", scheduler[0])
    assert there.returncode == 0, there.stderr
    assert runs.files("there") == runs.files("here")


def test_a_worker_that_is_killed_costs_nothing(scheduler: tuple[str, list[int]], runs: Runs) -> None:
    """The other one does its share, and the documents that it had are tried again."""
    address, workers = scheduler
    runs.fill(COUNT)
    assert runs.run("reports", "--out", "here").returncode == 0
    with runs.start("reports", "--out", "there", "--scheduler", address) as process:
        assert process.stdout is not None
        for number, _ in enumerate(process.stdout):
            if number == COUNT // 4:
                os.killpg(workers.pop(), signal.SIGKILL)
    assert process.returncode == 0
    assert runs.files("there") == runs.files("here")


def test_statements_that_change_between_runs_are_read_anew(scheduler: tuple[str, list[int]], runs: Runs) -> None:
    """Workers live long; what they remember is of one state of the statements."""
    (runs.fill(1) / "report0000.txt").write_text("Own Works: revenue of 5 million yuan in 2022.", encoding="utf-8")
    own = runs.folder / "statements" / "OWN.XX"
    own.mkdir(parents=True)
    facts = "item,segment,period,value,unit,basis,source,note\n"
    for name, aliases, ticker in (("first", '["Works of our own"]', "OWN.XX"), ("second", '["Own Works"]', "OWN.XX")):
        (own / "company.toml").write_text(f'ticker = "OWN.XX"\nname = "Own"\naliases = {aliases}\ncurrency = "CNY"\n', encoding="utf-8")
        (own / "facts.csv").write_text(facts, encoding="utf-8")
        assert runs.run("reports", "--out", name, "--scheduler", scheduler[0]).returncode == 0
        found = next(stored_checks(runs.folder / name))["company"]
        assert (found and found["ticker"]) == (None if name == "first" else ticker)


def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the patience of the client, with what to start."""
    monkeypatch.setattr("finkit.batch.cluster._PATIENCE", 0.5)
    with (
        pytest.raises(ClusterUnreachableError, match=r"tcp://127\.0\.0\.1:1: wanted a Dask scheduler with workers, found"),
        cluster("tcp://127.0.0.1:1"),
    ):
        pass
    with pytest.raises(ClusterUnreachableError, match="start `dask scheduler` and `dask worker"), cluster("nowhere:at:all"):
        pass


@pytest.mark.parametrize("address", ["", "foo", "localhost", "tcp://", "tcp://x", "http://127.0.0.1:8786", "tcp://a b:1"])
def test_an_address_that_is_none_is_told_at_once(address: str) -> None:
    """Before a client waits for it."""
    with pytest.raises(ClusterUnreachableError, match="found none such as tcp://host:8786"), cluster(address):
        pass


def test_a_scheduler_that_dies_stops_the_run(runs: Runs) -> None:
    """The driver does not wait for answers that can never come; what is done is kept."""
    runs.fill(COUNT)
    runs.environment["DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT"] = "1s"
    with started(runs) as (address, groups):
        with runs.start("reports", "--out", "set", "--scheduler", address) as process:
            assert process.stdout is not None
            for number, _ in enumerate(process.stdout):
                if number == COUNT // 4:
                    os.killpg(groups[0], signal.SIGKILL)
            complaint = process.stderr.read() if process.stderr else ""
        assert process.returncode == 2
        assert "set: " in complaint
        assert "documents are kept there; run the same again to go on" in complaint
        assert "Traceback" not in complaint.partition("finkit: set")[2]
    runs.run("reports", "--out", "set")
    runs.run("reports", "--out", "here")
    assert runs.files("set") == runs.files("here")


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """How to have it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExtraMissingError, match=r"pip install 'finkit\[dask\]'"), cluster("tcp://127.0.0.1:1"):
        pass
