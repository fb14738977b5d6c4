"""Seconds and memory per megabyte of a check, for texts in the shapes that are hardest to read, at doubling sizes.

    python benchmarks/budget.py [--shapes all|a,b] [--megabytes 0.03,0.06,0.12] [--check]

Each text is read and checked without a company in a process of its own. Prints the seconds of the processor per megabyte
at each size, how they grow from the smallest to the largest (1.0 is linear), and the peak of memory above what the imports
take. `--check` fails above the budget (so much a megabyte, and so much a figure), or where seconds per megabyte grow by
more than half with each doubling.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from contextlib import suppress

from shapes import PAGES, SHAPES

from finkit.errors import FinkitError
from finkit.pipeline import check
from finkit.text.document import from_bytes

SECONDS_PER_MB, MEGABYTES_PER_MB = 40, 700
SECONDS_PER_FIGURE, MEGABYTES_PER_FIGURE = 0.0004, 0.006
_MOST_GROWTH = 1.5
_TIMEOUT = 600
_LEAST = 0.05  # seconds below which growth is noise


def measure_one(name: str, megabytes: float) -> None:
    """Check one text here and print what it took."""
    size = int(megabytes * 1e6)
    page = name.startswith("page: ")
    raw = (PAGES[name.removeprefix("page: ")] if page else SHAPES[name])(size).encode()[:size]
    check("In 2021 revenue was 30.4 billion yuan.")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    figures = relations = 0
    with suppress(FinkitError):  # a page without text is refused, in its time
        found = check(from_bytes(raw, "text.html" if page else "text.txt"))
        figures, relations = len(found.figures), len(found.relations)
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(json.dumps({"bytes": len(raw), "seconds": seconds, "peak": peak / 1000, "figures": figures, "relations": relations}))


def measured(name: str, megabytes: float) -> dict[str, float] | None:
    """The same from a process of its own; None where it takes too long or dies."""
    command = [sys.executable, __file__, "--one", name, "--megabytes", str(megabytes)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_TIMEOUT)
    except subprocess.SubprocessError as error:
        print(f"{name}: {error} {(getattr(error, 'stderr', b'') or b'')[-300:].decode()}", file=sys.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure and print."""
    names = [*SHAPES, *(f"page: {name}" for name in PAGES)]
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shapes", default="all")
    arguments.add_argument("--megabytes", default="0.03,0.06,0.12")
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--one", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    sizes = [float(one) for one in options.megabytes.split(",")]
    if options.one:
        measure_one(options.one, sizes[0])
        return
    missed = []
    print(
        f"{'shape':34}"
        + "".join(f"{f's/MB at {size}':>15}" for size in sizes)
        + f"{'growth':>8}{'MB/MB':>9}{'figures/MB':>12}{'relations':>11}"
    )
    for name in names if options.shapes == "all" else options.shapes.split(","):
        rows = [measured(name, size) for size in sizes]
        whole = [row for row in rows if row]
        if len(whole) < len(sizes):
            missed.append(f"{name}: no answer in {_TIMEOUT} s at some size")
        if not whole:
            continue
        rates = [row["seconds"] / row["bytes"] * 1e6 for row in whole]
        doublings = math.log2(whole[-1]["bytes"] / whole[0]["bytes"]) or 1
        growth = (rates[-1] / max(rates[0], 1e-9)) ** (1 / doublings) if whole[-1]["seconds"] > _LEAST else 1.0
        last = whole[-1]["bytes"] / 1e6
        memory = whole[-1]["peak"] / last
        figures = whole[-1]["figures"] / last
        told = "".join(f"{rate:15.1f}" for rate in rates) + " " * 15 * (len(sizes) - len(rates))
        print(f"{name:34}{told}{growth:8.2f}{memory:9.0f}{figures:12,.0f}{whole[-1]['relations']:11,.0f}", flush=True)
        slow = rates[-1] > SECONDS_PER_MB + SECONDS_PER_FIGURE * figures
        if slow or growth > _MOST_GROWTH or memory > MEGABYTES_PER_MB + MEGABYTES_PER_FIGURE * figures:
            missed.append(f"{name}: {rates[-1]:.0f} s and {memory:.0f} MB a megabyte, growing by {growth:.2f} with each doubling")
    if missed:
        print("\nabove the budget:\n  " + "\n  ".join(missed))
        if options.check:
            sys.exit(1)


if __name__ == "__main__":
    main()
