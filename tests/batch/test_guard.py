"""A process that is replaced where a call hangs, takes too much memory or kills it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from operator import add, truediv
from typing import TYPE_CHECKING, Any

import pytest

from finkit.batch.guard import DEATHS, Failure, Guard, Limits, enrol, failure_of, guarded
from finkit.errors import PeriodInvalidError, WorkerLostError

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Limits(seconds=20)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the system does not say what a process has")


@pytest.fixture(scope="module")
def guard() -> Guard:
    """One process for all calls here, as a worker keeps it."""
    return Guard(LIMITS)


def test_a_call_gives_what_the_function_gives(guard: Guard) -> None:
    """In another process, which stays for the next call."""
    first, second = guard.call(os.getpid), guard.call(os.getpid)
    assert first == second != os.getpid()
    assert guard.call(add, b"x" * 3_000_000, b"y") == b"x" * 3_000_000 + b"y"


def test_an_exception_is_the_answer_and_the_process_goes_on(guard: Guard) -> None:
    """With its name; a mistake that finkit can name with its sentence."""
    before = guard.call(os.getpid)
    assert guard.call(truediv, 1, 0) == Failure("ZeroDivisionError", "ZeroDivisionError: division by zero")
    assert guard.call(sys.exit, 3) == Failure("SystemExit", "SystemExit: 3")
    assert guard.call(os.getpid) == before
    assert failure_of(PeriodInvalidError(text="x")).text.startswith("'x' is no period\n")
    assert failure_of(KeyError()) == Failure("KeyError", "KeyError")


def test_what_a_library_prints_does_not_reach_the_answers(guard: Guard) -> None:
    """Nor does reading from standard input take a call away."""
    assert guard.call(os.write, 1, b"noise") == 5
    assert guard.call(print, "noise") is None
    assert guard.call(os.read, 0, 10) == b""
    assert guard.call(add, 1, 2) == 3


def test_a_call_that_hangs_is_ended_in_time() -> None:
    """And so is what it has started."""
    guard = Guard(Limits(seconds=1))
    guard.call(add, 1, 2)
    started = time.monotonic()
    assert guard.call(time.sleep, 1000) == Failure("TimeLimit", "took more than 1 seconds")
    assert time.monotonic() - started < 10
    assert guard.call(subprocess.run, ["/bin/sleep", "987"]) == Failure("TimeLimit", "took more than 1 seconds")
    running = subprocess.run(["/bin/ps", "-A", "-o", "args"], capture_output=True, text=True, check=True).stdout
    assert "/bin/sleep 987" not in running
    assert guard.call(add, 1, 2) == 3


@LINUX
def test_a_call_that_takes_too_much_memory_is_told_so() -> None:
    """The limit is on what it takes beyond what the process has; one that keeps much is replaced."""
    guard = Guard(Limits(seconds=20, memory=200_000_000))
    before = guard.call(os.getpid)
    assert guard.call(bytes, 400_000_000) == Failure("MemoryLimit", "needed more than 200 MB of memory")
    assert guard.call(os.getpid) != before
    assert len(guard.call(bytes, 50_000_000)) == 50_000_000


def test_a_call_that_kills_its_process_is_tried_again_before_it_is_blamed() -> None:
    """Each death is told by its signal."""
    assert Guard(LIMITS).call(os.abort) == Failure("Crash", f"the process that read it died {DEATHS} times (SIGABRT)")
    assert Guard(LIMITS).call(os._exit, 7) == Failure("Crash", f"the process that read it died {DEATHS} times (exit code 7)")


def test_a_death_that_comes_from_outside_costs_nothing(guard: Guard) -> None:
    """The call is made again in a fresh process."""
    timer = threading.Timer(0.5, os.kill, (guard.call(os.getpid), signal.SIGKILL))
    timer.start()
    assert guard.call(time.sleep, 1.5) is None
    timer.join()


def test_each_thread_has_a_process_of_its_own_and_a_crew_can_be_ended() -> None:
    """A call under way is lost, which is no answer; other threads' processes stay."""
    found: list[Any] = []
    crew: list[Guard] = []

    def work() -> None:
        enrol(crew)
        found.append(guarded(LIMITS, os.getpid))
        try:
            guarded(LIMITS, time.sleep, 1000)
        except WorkerLostError as error:
            found.append(error.found)

    before = guarded(LIMITS, os.getpid)
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    while len(found) < 2:
        time.sleep(0.01)
    time.sleep(0.2)
    for guard in crew:
        guard.end()
    for thread in threads:
        thread.join(20)
    assert len({*found[:2], before}) == 3
    assert found[2:] == ["it was ended"] * 2
    assert guarded(LIMITS, os.getpid) == before


def test_a_process_that_does_not_start_is_no_fault_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as what it is."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(WorkerLostError, match=r"a worker process is lost: it ends at its start \(exit code 1\)"):
        Guard(LIMITS).call(add, 1, 2)


def test_no_module_of_the_working_folder_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder may be one of downloads: what lies there is data, whatever it is called."""
    for name in ("json", "numpy", "finkit", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("import pathlib; pathlib.Path('ran').touch()", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert Guard(LIMITS).call(add, 1, 2) == 3
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e10])
def test_seconds_are_some_and_no_more_than_a_week(seconds: float) -> None:
    """A timer or the system would take others for none."""
    with pytest.raises(ValueError, match="seconds: wanted more than 0"):
        Limits(seconds=seconds)


@pytest.mark.parametrize("memory", [0, -1, 1.5, 1 << 62])
def test_memory_is_a_whole_number_of_bytes(memory: int) -> None:
    """What the system can be told."""
    with pytest.raises(ValueError, match="memory: wanted a whole number of bytes"):
        Limits(memory=memory)
