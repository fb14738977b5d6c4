"""Seconds of the wall clock, for benchmarks that stand side by side in one run."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def least(work: Callable[[], object], rounds: int) -> float:
    """The least seconds of several runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
