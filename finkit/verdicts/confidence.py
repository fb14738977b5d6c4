"""Confidence: the chance that a figure with this verdict and margin is right, as measured on generated documents."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from finkit.candidates.damage import POINT_LOST
from finkit.verdicts.fitted import CHANCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

STEPS = (0.35, 0.7, 1.5, 3.0, 6.0, 10.9, 11.9)  # nats; from the last on a margin says no more
_UNSEEN = 0.5
LOSSY, TOUCHED, QUIET = "lossy", "touched", "quiet"


def sight_of(stages: Collection[str], edits: Iterable[Collection[object]]) -> str:
    """What a document shows of damage: it lost its points, something else was undone in it, or nothing at all.

    `stages` of its dialect; `edits` of each of its figures.
    """
    if POINT_LOST.name in stages:
        return LOSSY
    return TOUCHED if stages or any(edits) else QUIET


def confidence(verdict: str, margin: float, sight: str) -> float:
    """Above 0 and below 1. `margin` in nats; one half where such figures were never seen."""
    shares = CHANCES.get((verdict, sight))
    return shares[step_of(margin)] if shares else _UNSEEN


def step_of(margin: float) -> int:
    """The step of the fitted table that a margin stands on."""
    return min(bisect_right(STEPS, margin), len(STEPS) - 1)
