"""Broken inputs: the same every time, bounded, and broken in every way at one seed or another."""

from __future__ import annotations

from finkit.testing.mutator import NASTY_NUMBERS, mutated

SENTENCE = "In 2021 revenue was 30.4 billion yuan, up 12.5%.\n" * 20
RAW = SENTENCE.encode()
SEEDS = range(400)


def test_a_seed_breaks_the_same_bytes_the_same_way() -> None:
    """Nothing but the seed and the inputs takes part."""
    assert [mutated(RAW, seed, [b"other"]) for seed in SEEDS] == [mutated(RAW, seed, [b"other"]) for seed in SEEDS]


def test_the_result_is_at_most_four_times_as_long_and_64_kb() -> None:
    """Also for no bytes at all."""
    for raw in (b"", b"1", RAW):
        assert max(len(mutated(raw, seed)) for seed in SEEDS) <= 4 * len(raw) + 65_536


def test_nearly_every_seed_breaks_something_in_its_own_way() -> None:
    """Few seeds give bytes that another gave, or leave them as they were."""
    made = {mutated(RAW, seed) for seed in SEEDS}
    assert len(made) > 0.95 * len(SEEDS)


def test_pieces_of_other_inputs_are_spliced_in() -> None:
    """Some of the seeds bring in a stretch of another input."""
    assert any(b"QQQQ" in mutated(RAW, seed, [b"Q" * 500]) for seed in SEEDS)


def test_nasty_numbers_stand_where_numbers_stood() -> None:
    """The list holds what breaks readers of numbers; each seed puts a few of them in."""
    put_in = [number for number in NASTY_NUMBERS if any(number.encode() in mutated(RAW, seed) for seed in range(3000))]
    assert len(put_in) > 0.8 * len(NASTY_NUMBERS)
