"""A check of generated documents: what must never happen, on a dozen of each kind.

`benchmarks/generated.py` measures the same on sixty and on a thousand.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.testing import Generated, generate
from finkit.text.document import parse

if TYPE_CHECKING:
    from finkit.verdicts.verdict import Check, CheckedFigure

SEEDS = range(500, 512)


def checked(seed: int, dialect: str) -> tuple[Generated, Check]:
    """A document and its check; every second one with its facts withheld."""
    made = generate(seed, dialect, known_facts=seed % 2 == 0)
    return made, check(parse(made.text, made.name), made.company)


def truth_at(made: Generated, figure: CheckedFigure) -> dict[str, object] | None:
    """The gold value whose span overlaps the figure most."""

    def shared(gold: dict[str, object]) -> int:
        return min(int(str(gold["char_end"])), figure.end) - max(int(str(gold["char_start"])), figure.start)

    best = max((gold for gold in made.gold if gold["kind"] == "value"), key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_clean_document_comes_out_untouched(seed: int) -> None:
    """No dialect is found, nothing is edited, and every value is what is printed."""
    made, result = checked(seed, "clean")
    assert result.dialect.name == "clean"
    assert [figure.surface for figure in result.values if figure.edits] == []
    changed = [
        (figure.surface, figure.value, gold["truth_value"])
        for figure in result.values
        if (gold := truth_at(made, figure)) is not None
        and figure.value is not None
        and abs(abs(figure.value) - abs(Decimal(str(gold["truth_value"])))) > Decimal(str(gold["resolution"])) / 2
    ]
    assert changed == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_confident_value_of_a_damaged_document_is_the_true_one(seed: int) -> None:
    """Of documents whose points were lost: what is confirmed or repaired is right."""
    made, result = checked(seed, "points")
    wrong = [
        (figure.surface, figure.value, gold["truth_value"], figure.why)
        for figure in result.values
        if figure.is_confident
        and (gold := truth_at(made, figure)) is not None
        and abs(abs(figure.value or Decimal(0)) - abs(Decimal(str(gold["truth_value"])))) > Decimal(str(gold["resolution"])) / 2
    ]
    assert wrong == []
