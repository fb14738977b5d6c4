"""Confidence: what a verdict is worth, as fitted."""

from __future__ import annotations

import pytest

from finkit.candidates.damage import POINT_LOST
from finkit.verdicts.confidence import LOSSY, QUIET, STEPS, TOUCHED, confidence, sight_of
from finkit.verdicts.fitted import CHANCES
from finkit.verdicts.verdict import CONFIDENT


def test_confidence_never_falls_with_the_margin() -> None:
    """Every table rises, within 0 and 1, and holds beyond the last step."""
    for verdict, sight in CHANCES:
        shares = [confidence(verdict, step, sight) for step in (0.0, *STEPS, 1e9)]
        assert sorted(shares) == shares
        assert 0 < shares[0] <= shares[-1] <= 1


def test_confident_words_are_worth_the_most() -> None:
    """Confirmed and repaired with a clear margin are right more often than 999 in 1,000; no word of doubt is worth as much beside them."""
    sure = {one.value for one in CONFIDENT}
    for verdict, sight in CHANCES:
        most = confidence(verdict, 12.0, sight)
        if verdict in sure:
            assert most > 0.999
        else:
            assert most < min(confidence(one, 12.0, sight) for one in sure if (one, sight) in CHANCES)


@pytest.mark.parametrize(
    ("stages", "edits", "wanted"),
    [((POINT_LOST.name,), [], LOSSY), (("scale word wrong",), [], TOUCHED), ((), [(), ("edit",)], TOUCHED), ((), [(), ()], QUIET)],
)
def test_what_a_document_shows_of_damage(stages: tuple[str, ...], edits: list[tuple[str, ...]], wanted: str) -> None:
    """Lost points before all else, then anything that was undone."""
    assert wanted == sight_of(stages, edits)


def test_a_verdict_never_seen_is_an_even_chance() -> None:
    """Nothing is promised where nothing was measured."""
    assert confidence("confirmed", 12.0, "elsewhere") == 0.5
