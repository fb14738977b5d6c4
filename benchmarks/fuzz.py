"""Broken and hostile inputs through finkit, each case in a guarded process with a budget of time and memory.

    python benchmarks/fuzz.py [--cases 20000] [--seed 0] [--targets all|a,b] [--processes 2] [--keep FOLDER] [--json]

A target is a function `(seed, folder) -> None` in the `TARGETS` of a module of benchmarks/fuzz_targets. It writes what it
reads below `folder / "input"`, all else anywhere in `folder`, and raises AssertionError where a promise is broken. The
outcome of a case: ok; refused (a FinkitError that names the place and a remedy); or FAILED (any other exception, too much
time for the size of the input, too much memory, a crash, or an act that no data may cause: see guard.py). The input of a
failure is kept with its traceback; `--targets NAME --cases 1 --seed SEED` runs it again. Fails where a case did.
"""

from __future__ import annotations

import argparse
import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from fuzz_case import FAILED, OK, REFUSED, budget, size_of, targets  # noqa: E402  (it stands beside this file)

_SLACK = 5  # a wall clock on a busy machine against seconds of a processor
_LAST_LINES = 12
Case = tuple[str, int]


class Worker:
    """A process that runs cases one after another; a new one takes its place when it is killed or dies."""

    def __init__(self, place: Path) -> None:
        self.folder, self.trace = place / "case", place / "trace"
        self.folder.mkdir(parents=True)
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-X", "utf8", str(HERE / "fuzz_case.py"), str(self.folder)]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        with self.trace.open("wb") as trace:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=trace, env=environment)

    def run(self, case: Case) -> dict[str, Any]:
        """The outcome of a case, with `seconds` and `size` of the input."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        streams = self.process.stdin, self.process.stdout
        assert streams[0] is not None  # noqa: S101  (it was opened with pipes)
        streams[0].write(json.dumps(case).encode() + b"\n")
        streams[0].flush()
        answer = self._answer()
        if answer is None:
            told = self.trace.read_text(encoding="utf-8", errors="replace").splitlines()[:_LAST_LINES]
            hung = self.process.poll() is None
            self.close()
            why = "no answer in time" if hung else f"the process died ({self.process.returncode})"
            answer = {"outcome": FAILED, "said": "\n".join([why, *told]), "seconds": 0.0, "size": size_of(self.folder)}
            self.process = self._started()
        return {"target": case[0], "seed": case[1], **answer}

    def _answer(self) -> dict[str, Any] | None:
        """What the process says; None where it dies or takes several times its budget."""
        began = time.monotonic()
        with selectors.DefaultSelector() as ready:
            assert self.process.stdout is not None  # noqa: S101  (it was opened with pipes)
            ready.register(self.process.stdout, selectors.EVENT_READ)
            while not ready.select(timeout=1):
                if time.monotonic() - began > _SLACK * budget(size_of(self.folder)):
                    return None
            line = self.process.stdout.readline()
        return json.loads(line) if line else None

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()


def work(cases: SimpleQueue[Case], place: Path, keep: Path) -> list[dict[str, Any]]:
    """Outcomes of the cases that one worker took; failures are told at once and kept."""
    worker, outcomes = Worker(place), []
    try:
        while True:
            outcome = worker.run(cases.get_nowait())
            outcomes.append(outcome)
            if outcome["outcome"] == FAILED:
                kept = keep / f"{outcome['target']}-{outcome['seed']}"
                shutil.copytree(worker.folder, kept, dirs_exist_ok=True, symlinks=True)
                (kept / "said.txt").write_text(outcome["said"], encoding="utf-8", errors="replace")
                last = "\n  ".join(outcome["said"].splitlines()[-_LAST_LINES:])
                print(ascii_only(f"FAILED {outcome['target']} {outcome['seed']} (kept in {kept})\n  {last}"), file=sys.stderr, flush=True)
    except Empty:
        return outcomes
    finally:
        worker.close()


def ascii_only(text: str) -> str:
    """The text for a screen, whatever an input brought into it."""
    return "".join(one if one == "\n" or " " <= one <= "~" else ascii(one)[1:-1] for one in text)


def tally(outcomes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A row a target: cases by outcome, the megabytes read, the seconds, and its slowest case."""
    rows: dict[str, dict[str, Any]] = {}
    for name in sorted({one["target"] for one in outcomes}):
        here = [one for one in outcomes if one["target"] == name]
        counts = Counter(one["outcome"] for one in here)
        slowest = max(here, key=lambda one: one["seconds"])
        rows[name] = {
            "cases": len(here), OK: counts[OK], REFUSED: counts[REFUSED], FAILED: counts[FAILED],
            "megabytes": round(sum(one["size"] for one in here) / 1e6, 1), "seconds": round(sum(one["seconds"] for one in here), 1),
            "slowest": round(slowest["seconds"], 2), "slowest_seed": slowest["seed"], "slowest_size": slowest["size"],
        }  # fmt: skip
    return rows


def show(rows: dict[str, dict[str, Any]]) -> None:
    """A table on standard output."""
    heads = list(next(iter(rows.values())))
    print(f"{'target':22}" + "".join(f"{head:>14}" for head in heads))
    for name, row in rows.items():
        print(f"{name:22}" + "".join(f"{row[head]:>14}" for head in heads))


def main() -> None:
    """Run the cases and print what came of them."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cases", type=int, default=20_000, help="over all targets")
    arguments.add_argument("--seed", type=int, default=0, help="of the first case of each target")
    arguments.add_argument("--targets", default="all")
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "finkit-fuzz")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    known = sorted(targets())
    chosen = known if options.targets == "all" else options.targets.split(",")
    if not set(chosen) <= set(known):
        sys.exit(f"fuzz: no such target\n  known: {', '.join(known)}")
    cases: SimpleQueue[Case] = SimpleQueue()
    for number in range(options.cases):
        cases.put((chosen[number % len(chosen)], options.seed + number // len(chosen)))
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder, ThreadPoolExecutor(options.processes) as pool:
        places = [Path(folder) / str(number) for number in range(options.processes)]
        running = [pool.submit(work, cases, place, options.keep) for place in places]
        rows = tally([outcome for one in running for outcome in one.result()])
    print(json.dumps(rows, indent=1)) if options.json else show(rows)
    failed = sum(row[FAILED] for row in rows.values())
    if failed:
        sys.exit(f"fuzz: {failed} cases failed\n  their inputs are kept in {options.keep}")


if __name__ == "__main__":
    main()
