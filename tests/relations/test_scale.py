"""Figures whose common scale no relation tells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.relations.residual import CATALOGUE, Operand, Relation, constant
from finkit.relations.scale import unscaled
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.intervals import Interval


def relation(text: str) -> Relation:
    """Over figures named as its terms; `fact` is an amount of the statements, `half` one half."""
    formula = Formula(text)
    values = {"fact": Decimal(120), "half": Decimal("0.5")}
    operands = {
        str(term): constant([Interval.exact(values[term.name])]) if term.name in values else Operand(term.name) for term in formula.terms
    }
    return Relation(text, "row", formula, operands, 7.0, CATALOGUE)


@pytest.mark.parametrize(
    ("texts", "groups"),
    [
        (["a + b == c"], ["abc"]),
        (["a + b == c", "a == fact"], []),
        (["a + b == c", "d - e == f"], ["abc", "def"]),
        (["a + b == c", "c == d"], ["abcd"]),
        (["a / b - 1 == g"], ["ab"]),
        (["(a / b) ** half - 1 == g"], ["ab"]),
        (["a == b ** 2", "b == fact"], []),
        (["a == b ** 2"], ["ab"]),
        (["a / b == c"], ["abc"]),
        (["a / b == c", "a / d - 1 == c"], ["abd"]),
        (["p * v == r"], ["pvr"]),
        (["p * v == r", "p == fact"], ["vr"]),
        (["p * v == r", "p == fact", "r == fact"], []),
        (["max(a, b) == abs(c)"], ["abc"]),
        (["a + 1 == b"], []),
        (["a + 0 == b"], ["ab"]),
        (["2 * a == b", "a > 0"], ["ab"]),
        (["a + b == c", "a <= fact"], ["abc"]),
        (["a >= b"], []),
        (["a ** b == c"], []),
    ],
)
def test_what_keeps_its_truth_under_a_common_factor(texts: list[str], groups: list[str]) -> None:
    """Sums, products and ratios do; growth fixes itself and no amount; an amount of a fact fixes its group, a bound does not."""
    assert {frozenset(one) for one in groups} == set(unscaled([relation(text) for text in texts]))


def test_a_figure_of_known_scale_fixes_its_group() -> None:
    """Without any relation of its own."""
    texts = [relation("a + b == c"), relation("d + e == f")]
    assert unscaled(texts, ["b"]) == (frozenset("def"),)
