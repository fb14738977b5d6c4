"""A thousand broken documents, as `benchmarks/fuzz.py` makes and guards them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = {"random_bytes": 250, "sayings": 250, "formats": 150, "seeds": 150, "generated": 120, "shapes": 50, "texts": 30}


@pytest.mark.parametrize("target", CASES)
def test_no_case_fails(target: str, no_case_fails: Callable[[str, int], None]) -> None:
    """Read or refused well: no crash, no act that data may not cause, within the budget of time and memory."""
    no_case_fails(target, CASES[target])
