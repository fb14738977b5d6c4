"""A thousand broken documents, as `benchmarks/fuzz.py` makes and guards them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).resolve().parents[2] / "benchmarks" / "fuzz.py"
CASES = {"random_bytes": 250, "sayings": 250, "formats": 150, "seeds": 150, "generated": 120, "shapes": 50, "texts": 30}


@pytest.mark.parametrize("target", CASES)
def test_no_case_fails(target: str, tmp_path: Path) -> None:
    """Read or refused well: no crash, no act that data may not cause, within the budget of time and memory."""
    command = [sys.executable, str(FUZZ), "--targets", target, "--cases", str(CASES[target]), "--processes", "1", "--keep", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
