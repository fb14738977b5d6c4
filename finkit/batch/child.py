"""The process behind a guard: calls on standard input, answers on standard output, one after another.

It ends when its parent does, even in the middle of a call: a thread of its own sees the input end.
"""

from __future__ import annotations

import os
import pickle
import sys
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from finkit.batch.guard import Failure, failure_of, receive, send

if TYPE_CHECKING:
    from types import ModuleType

_STATUS = "/proc/self/statm"
_TIRED = 4  # a process that keeps this part of what a call may take is replaced
_PATIENCE = 2  # times the seconds of a call, of the processor: for a process that nobody is left to end


def main(memory: str) -> None:
    """Answer until the input ends."""
    given, told = _wires()
    send(told, b"")
    calls: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(given, calls), daemon=True).start()
    room = _Room(int(memory))
    while True:
        answer = _answer(calls.get(), room)
        send(told, pickle.dumps((answer, room.is_short), protocol=5))


def _wires() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for ourselves alone: what a library prints goes nowhere."""
    given, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    sys.stdin, sys.stdout = open(os.devnull, encoding="utf-8"), open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    return given, told


def _listen(given: BinaryIO, calls: SimpleQueue[bytes]) -> None:
    try:
        while True:
            calls.put(receive(given))
    except (EOFError, OSError):
        os._exit(0)


def _answer(message: bytes, room: _Room) -> Any:  # noqa: ANN401  (what the function gives)
    try:
        function, arguments, seconds = pickle.loads(message)  # noqa: S301  (from our own parent)
        with room.of(seconds):
            found = function(*arguments)
    except MemoryError as error:
        found = failure_of(error)
    except BaseException as error:  # noqa: BLE001  (whatever a call sets off is its answer, an exit too)
        return failure_of(error)
    if isinstance(found, Failure) and found.kind.endswith("MemoryError"):
        room.is_short = True
        return Failure("MemoryLimit", f"needed more than {room.memory / 1e6:,.0f} MB of memory")
    return found


class _Room:
    """What a call may take of memory, and of the processor; `is_short` once a call has left too little of it."""

    def __init__(self, memory: int) -> None:
        self.memory, self.is_short = memory, False
        self._resource, self._rest = _resource(), _size()

    def of(self, seconds: float) -> _Room:
        """For a call of this length."""
        if self._resource is not None:
            used = self._resource.getrusage(self._resource.RUSAGE_SELF)
            cpu = int(used.ru_utime + used.ru_stime + _PATIENCE * seconds) + 2
            self._resource.setrlimit(self._resource.RLIMIT_CPU, (cpu, self._resource.getrlimit(self._resource.RLIMIT_CPU)[1]))
        return self

    def __enter__(self) -> None:
        self._limit(_size() + self.memory)

    def __exit__(self, *_: object) -> None:
        self._limit(None)
        self.is_short = self.is_short or _size() > self._rest + self.memory // _TIRED

    def _limit(self, most: int | None) -> None:
        if self._resource is None or not self._rest:
            return
        top = self._resource.getrlimit(self._resource.RLIMIT_AS)[1]
        endless = top == self._resource.RLIM_INFINITY
        now = top if most is None else most if endless else min(most, top)
        self._resource.setrlimit(self._resource.RLIMIT_AS, (now, top))


def _resource() -> ModuleType | None:
    try:
        import resource  # noqa: PLC0415  (not on every system)
    except ImportError:
        return None
    return resource


def _size() -> int:
    """Bytes of address space that this process has; 0 where the system does not say."""
    try:
        with open(_STATUS, encoding="ascii") as file:  # noqa: PTH123  (small and often)
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
