"""The process that runs the cases of fuzz.py: JSON lines of target and seed on standard input, outcomes on standard output.

python benchmarks/fuzz_case.py FOLDER
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from guard import Guard  # noqa: E402  (it stands beside this file)

from finkit.errors import FinkitError  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

OK, REFUSED, FAILED = "ok", "refused", "FAILED"
SECONDS, SECONDS_PER_MB = 15, 1000  # a case checks, decides again and writes every form; budget.py measures a check alone
MEMORY = 1 << 30  # above what the imports take
_LEAST_LINES = 2


def targets() -> dict[str, Callable[[int, Path], None]]:
    """Every target of the modules in fuzz_targets."""
    found: dict[str, Callable[[int, Path], None]] = {}
    for place in sorted((HERE / "fuzz_targets").glob("*.py")):
        found |= import_module(f"fuzz_targets.{place.stem}").TARGETS
    return found


def budget(size: int) -> float:
    """The seconds of a processor that an input of so many bytes may take."""
    return SECONDS + SECONDS_PER_MB * size / 1e6


def size_of(folder: Path) -> int:
    """Bytes of the input of the case in a folder."""
    return sum(one.lstat().st_size for one in (folder / "input").rglob("*") if one.is_file())


def run(target: Callable[[int, Path], None], seed: int, folder: Path, guard: Guard) -> dict[str, Any]:
    """The outcome of one case."""
    began = time.process_time()
    said = ""
    try:
        with guard.on(folder):
            target(seed, folder)
        outcome = OK
    except FinkitError as error:
        said = str(error)
        outcome = REFUSED if _is_said_well(said, folder) else FAILED
        if outcome == FAILED:
            said += "\nthe message names no place in the input, or no remedy"
    except BaseException:  # noqa: BLE001  (whatever it is, it is the outcome)
        outcome, said = FAILED, traceback.format_exc()
    seconds, size = time.process_time() - began, size_of(folder)
    if guard.broken:
        outcome, said = FAILED, f"{said}\nforbidden: {', '.join(guard.broken)}"
    if seconds > budget(size):
        outcome, said = FAILED, f"{said}\n{seconds:.1f} s for {size:,} bytes, the budget is {budget(size):.1f}"
    return {"outcome": outcome, "said": said, "seconds": seconds, "size": size}


def _is_said_well(message: str, folder: Path) -> bool:
    """The first line names the folder of the case or a file of its input; the second line is a remedy, set in."""
    first, *others = message.split("\n  ")
    names = {one.name for one in (folder / "input").rglob("*")} | {str(folder)}
    return len(others) + 1 >= _LEAST_LINES and bool(others[-1].strip()) and any(name in first for name in names)


def main(place: str) -> None:
    """Answer until standard input ends. What the cases print goes nowhere."""
    folder, known, guard = Path(place), targets(), Guard()
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    tempfile.tempdir = place
    os.environ["TMPDIR"] = place
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, resource.RLIM_INFINITY))
    for line in sys.stdin:
        name, seed = json.loads(line)
        faulthandler.dump_traceback_later(2 * SECONDS)
        answer = run(known[name], seed, folder, guard)
        faulthandler.cancel_dump_traceback_later()
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
