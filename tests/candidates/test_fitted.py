"""Costs are what benchmarks/fit.py makes of the data, not what somebody wrote."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from finkit.candidates import fitted

ROOT = Path(__file__).resolve().parents[2]


def test_the_costs_in_use_are_those_fitted() -> None:
    """The module is the program's output, character for character."""
    made = subprocess.run([sys.executable, ROOT / "benchmarks" / "fit.py"], capture_output=True, check=True, encoding="utf-8").stdout
    assert made == Path(fitted.__file__).read_text(encoding="utf-8")


def test_shares_add_up_to_one() -> None:
    """Every table of decimals is a distribution; every other damage struck some numbers and not all."""
    assert dict.fromkeys(fitted.DECIMALS, 1.0) == {kind: round(sum(shares), 6) for kind, shares in fitted.DECIMALS.items()}
    assert all(0 < share < 1 for share in fitted.DAMAGES.values())
