"""What the program is doing, for whoever waits longer than a second: one line on stderr, gone at the end.

On a terminal alone, never in a pipe; colours only where NO_COLOR allows them. Nothing heavy is imported before that second
is over.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, Task

PATIENCE = 1.0  # seconds
_STARTED = time.monotonic()  # this module is among the first that the program loads


@contextmanager
def busy(doing: str, total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Say `doing` until the end of the block, once the program has run for more than a second.

    Gives a function that says what is begun next; with a `total` it counts what came before as done, on a bar. Print
    nothing inside the block.
    """
    if not is_watched():
        yield lambda _doing: None
        return
    line = _Line(doing, total)
    line.start()
    try:
        yield line.next
    finally:
        line.stop()


def is_watched() -> bool:
    """Somebody sees what is drawn on stderr."""
    return sys.stderr.isatty() and os.environ.get("TERM") not in {"dumb", "unknown"}


class _Line:
    """A thread that waits out the patience, then draws what is being done until it is told to stop."""

    def __init__(self, doing: str, total: int | None) -> None:
        from threading import Event, Thread  # noqa: PLC0415  (late: start-up time)

        self.doing, self.total, self.begun = doing, total, 0
        self.over = Event()
        self.thread = Thread(target=self._draw, daemon=True)

    def start(self) -> None:
        """Begin to wait."""
        self.thread.start()

    def next(self, doing: str) -> None:
        """Something else is begun."""
        self.doing, self.begun = doing, self.begun + 1

    def stop(self) -> None:
        """Wipe the line; returns once it is gone."""
        self.over.set()
        self.thread.join()

    def _draw(self) -> None:
        if self.over.wait(max(0.0, _STARTED + PATIENCE - time.monotonic())):
            return
        from finkit.reports.forms import clean  # noqa: PLC0415  (late: start-up time)

        with _progress(counted=self.total is not None) as shown:
            task = shown.add_task("", total=self.total)
            while True:
                shown.update(task, description=clean(self.doing), completed=max(0, self.begun - 1))
                if self.over.wait(0.1):
                    return


def _progress(*, counted: bool) -> Progress:
    """A spinner with words and seconds; a bar with counts where there is something to count."""
    from rich.console import Console  # noqa: PLC0415  (late: start-up time)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    bar: list[Any] = [BarColumn(bar_width=20), MofNCompleteColumn()] if counted else []
    words = TextColumn("{task.description}", markup=False)
    # Streams stay as they are: what is redirected to the bar would reach the terminal a second time
    return Progress(
        SpinnerColumn("line"), *bar, TimeElapsedColumn(), words, console=Console(stderr=True), transient=True,
        redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip


def rated_bar() -> Progress:
    """A bar with counts, the rate and the time left."""
    from rich.console import Console  # noqa: PLC0415  (late: start-up time)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f} a second" if task.speed else "")

    return Progress(
        SpinnerColumn("line"), TextColumn("{task.description}", markup=False), BarColumn(bar_width=20), MofNCompleteColumn(), Rate(),
        TimeRemainingColumn(), TextColumn("left"), console=Console(stderr=True), transient=True, redirect_stdout=False,
        redirect_stderr=False, speed_estimate_period=60,
    )  # fmt: skip
