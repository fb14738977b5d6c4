"""Seconds of `finkit summary` beside `import pandas`, measured in turn in one run.

    python benchmarks/startup.py [--rounds 5]

Prints the least of each and their ratio; the summary is to cost less than three times the import.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "import pandas": [sys.executable, "-c", "import pandas"],
    "finkit summary": [str(Path(sys.executable).with_name("finkit")), "summary"],
}


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    runs: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            runs[name].append(seconds(command))
    least = {name: min(times) for name, times in runs.items()}
    for name, value in least.items():
        print(f"{name}: {value:.2f} s")
    print(f"ratio: {least['finkit summary'] / least['import pandas']:.2f} (wanted: under 3)")


if __name__ == "__main__":
    main()
