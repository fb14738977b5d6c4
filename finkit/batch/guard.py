"""Calls in a process of their own: one that hangs, takes too much memory or crashes is ended, and the caller told.

The process is kept for the next call. It is no `multiprocessing` child, so it works in any thread and in any worker,
those of Dask too, which may have no children of that kind.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from finkit.errors import FinkitError, WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")

LONGEST = 7 * 24 * 3600  # seconds
MOST_MEMORY = 1 << 44  # bytes; what systems take for a limit ends not far above
DEATHS = 3  # of the process under one call, before the call is blamed
_STARTS_WITHIN = 300.0  # seconds, on a machine with much else to do
_LENGTH = 8  # bytes before each message
_QUIET = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds by the clock, and bytes of memory beyond what the process has at rest.

    Memory is limited where the system can say what a process has (Linux).
    """

    seconds: float = 120.0
    memory: int = 2 << 30

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= LONGEST:
            raise ValueError(f"seconds: wanted more than 0 and at most {LONGEST:,}, found {self.seconds}")
        if not isinstance(self.memory, int) or not 0 < self.memory <= MOST_MEMORY:
            raise ValueError(f"memory: wanted a whole number of bytes, at most {MOST_MEMORY:,}, found {self.memory}")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call gave nothing: `kind` is the name of an exception, `TimeLimit`, `MemoryLimit` or `Crash`."""

    kind: str
    text: str


def failure_of(error: BaseException) -> Failure:
    """An exception as a failure; finkit's own say where, what and what to do, others are told with their name."""
    kind = type(error).__name__
    if isinstance(error, FinkitError):
        return Failure(kind, str(error))
    return Failure(kind, f"{kind}: {error}" if str(error) else kind)


def guarded(limits: Limits, function: Callable[..., _Result | Failure], *given: Any) -> _Result | Failure:  # noqa: ANN401
    """What the function gives, run in this thread's guard. Function and arguments travel by pickle.

    Raises `WorkerLostError` where the guard has no process: it does not start, or was ended.
    """
    guard = getattr(_OWN, "guard", None)
    if guard is None or guard.limits != limits:
        guard = _OWN.guard = Guard(limits)
        getattr(_OWN, "crew", []).append(guard)
    result: _Result | Failure = guard.call(function, *given)
    return result


def enrol(crew: list[Guard]) -> None:
    """From now on this thread's guards are listed in the crew, so that somebody else can end them."""
    _OWN.crew = crew


class Guard:
    """A process for one call after another; not for two threads at once."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._ended = False
        self._last = "it was not there"

    def call(self, function: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401  (what the function gives)
        """What the function gives, or the failure. Raises `WorkerLostError` where the process does not start or was ended."""
        message = pickle.dumps((function, given, self.limits.seconds), protocol=5)
        for _ in range(DEATHS):
            try:
                return self._ask(message)
            except TimeoutError:
                return Failure("TimeLimit", f"took more than {self.limits.seconds:g} seconds")
            except EOFError:
                if self._ended:
                    raise WorkerLostError(found="it was ended") from None
        return Failure("Crash", f"the process that read it died {DEATHS} times ({self._last})")

    def end(self) -> None:
        """End the process for good; a call under way, in another thread, fails."""
        self._ended = True
        if self._process is not None:
            _kill(self._process)

    def _ask(self, message: bytes) -> Any:  # noqa: ANN401
        """The answer. Raises `EOFError` where the process died, `TimeoutError` where it was ended for being late."""
        process = self._process or self._started()
        late = threading.Event()
        timer = threading.Timer(self.limits.seconds, _kill_late, (process, late))
        timer.daemon = True
        timer.start()
        try:
            send(_pipe(process.stdin), message)
            answer, is_tired = pickle.loads(receive(_pipe(process.stdout)))  # noqa: S301  (from our own process)
        except (OSError, EOFError):
            self._drop()
            raise (TimeoutError if late.is_set() else EOFError) from None
        finally:
            timer.cancel()
        if is_tired:
            self._drop()
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        """A process that is ready; what keeps it from starting is no fault of the call."""
        for _ in range(DEATHS):
            with suppress(EOFError):
                return self._start()
            if self._ended:
                raise EOFError
        raise WorkerLostError(found=f"it ends at its start ({self._last})")

    def _start(self) -> subprocess.Popen[bytes]:
        if self._ended:
            raise EOFError
        environment = {**os.environ, **_QUIET, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(  # noqa: S603  (our own module, never one of the working folder)
            [sys.executable, "-P", "-m", "finkit.batch.child", str(self.limits.memory)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True,
        )  # fmt: skip
        self._process = process
        self._finalizer = weakref.finalize(self, _end, process)
        timer = threading.Timer(_STARTS_WITHIN, _kill, (process,))
        timer.start()
        try:
            receive(_pipe(process.stdout))
        except EOFError:
            self._drop()
            raise
        finally:
            timer.cancel()
        return process

    def _drop(self) -> None:
        """End the process that there is; the next call has a fresh one."""
        process, self._process = self._process, None
        if process is None:
            return
        self._finalizer.detach()
        self._last = _name_of_end(_end(process))


_OWN = threading.local()


def send(pipe: BinaryIO, message: bytes) -> None:
    """A message with its length in front."""
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: BinaryIO) -> bytes:
    """The next message; raises `EOFError` where there is none any more."""
    head = pipe.read(_LENGTH)
    length = int.from_bytes(head, "big")
    message = pipe.read(length) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(message) < length:
        raise EOFError
    return message


def _pipe(pipe: Any) -> BinaryIO:  # noqa: ANN401  (of Popen, where it may be None)
    if pipe is None:
        raise EOFError
    found: BinaryIO = pipe
    return found


def _kill_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started."""
    if process.poll() is not None:
        return
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:
        pass  # it was faster


def _end(process: subprocess.Popen[bytes]) -> int:
    """End a process, and let go of all that we have of it; gives its exit code."""
    _kill(process)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not sent is lost with the process
                pipe.close()
    return process.wait()


def _name_of_end(code: int) -> str:
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"
