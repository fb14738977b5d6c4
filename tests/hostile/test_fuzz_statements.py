"""A thousand broken files of data, manifests and datasets, as `benchmarks/fuzz.py` makes and guards them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = {
    "headers": 160, "facts": 100, "tables": 200, "companyfacts": 200, "books": 80, "bridges": 100, "decisions": 140, "scenarios": 80,
    "manifests": 100, "patterns": 100, "datasets": 100,
}  # fmt: skip


@pytest.mark.parametrize("target", CASES)
def test_no_case_fails(target: str, no_case_fails: Callable[[str, int], None]) -> None:
    """Read or refused well: no crash, no act that data may not cause, within the budget of time and memory."""
    no_case_fails(target, CASES[target])
