"""Formulas: one language, read once, evaluated over anything, solved for any term."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.errors import EmptyDivisorError, FormulaInvalidError, UnitMismatchError, UnsolvableTermError
from finkit.vocabulary.formulas import Decimals, Formula, Intervals, Term, Units
from finkit.vocabulary.intervals import Interval
from finkit.vocabulary.units import unit

NUMBERS = st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "a.b",
        "a[0]",
        "lambda: a",
        "a if b else c",
        "a and b",
        "f(a)",
        "a < b < c",
        "'text'",
        "a +",
        "above(a)",
    ],
)
def test_only_the_whitelist_is_read(text: str) -> None:
    """Nothing of Python beyond names, numbers, arithmetic and the named looks."""
    with pytest.raises(FormulaInvalidError):
        Formula(text)


def test_looks_become_terms() -> None:
    """A year back, the mean of two closings, the company as a whole, and both at once."""
    formula = Formula("prior(x) + mean(y) + whole(z) + prior(whole(z))")
    assert [str(term) for term in formula.terms] == ["prior(x)", "y", "prior(y)", "whole(z)", "prior(whole(z))"]


@given(NUMBERS, NUMBERS)
def test_an_interval_holds_the_exact_result(a: Decimal, b: Decimal) -> None:
    """Rounding carried through: the exact quotient lies inside the quotient of the rounding intervals."""
    formula, quantum = Formula("(a - b) / b"), Decimal("0.01")
    values = {Term("a"): a, Term("b"): b}
    intervals = {term: Interval.rounded(value, quantum) for term, value in values.items()}
    assert formula.evaluate(Intervals(intervals)).holds(formula.evaluate(Decimals(values)))


@given(NUMBERS, NUMBERS, st.sampled_from(["m", "a", "b"]))
def test_solving_undoes_the_formula(a: Decimal, b: Decimal, name: str) -> None:
    """M = (a - b) / a solved for m or b gives back the number that was put in; a stands twice and cannot."""
    claim, values = Formula("m == (a - b) / c"), {Term("a"): a, Term("b"): b, Term("c"): a}
    values[Term("m")] = Formula("(a - b) / c").evaluate(Decimals(values))
    solved = claim.solve_for(Term(name))
    assert solved.evaluate(Decimals(values)) == pytest.approx(values[Term(name)], rel=Decimal("1e-12"), abs=Decimal("1e-12"))


def test_a_term_that_stands_twice_cannot_be_solved_for() -> None:
    """It says how often it stands."""
    with pytest.raises(UnsolvableTermError, match="it stands in it 2 times"):
        Formula("m == (a - b) / a").solve_for(Term("a"))


def test_adding_money_to_tonnes_is_an_error() -> None:
    """Units travel through the same formula."""
    with pytest.raises(UnitMismatchError):
        Formula("a + b").evaluate(Units({"a": unit("CNY"), "b": unit("t")}))
    assert Formula("a / b").evaluate(Units({"a": unit("CNY"), "b": unit("t")})).agrees(unit("CNY/t"))


def test_a_divisor_that_may_be_zero_is_undecidable() -> None:
    """Neither infinity nor a silent None."""
    with pytest.raises(EmptyDivisorError):
        Formula("1 / a").evaluate(Intervals({Term("a"): Interval(Decimal(-1), Decimal(1))}))


def test_looks_at_an_expression_are_looks_at_its_names() -> None:
    """`prior` and `mean` of a quotient, `whole` of a sum; two years back is said so."""
    formula = Formula("mean(a / prior(b)) + whole(c - d)")
    assert [str(term) for term in formula.terms] == ["a", "prior(b)", "prior(a)", "prior(prior(b))", "whole(c)", "whole(d)"]
    assert Formula(str(formula.terms[3])).terms == (Term("b", 2),)
    values = {Term("a"): Decimal(6), Term("b", 1): Decimal(2), Term("a", 1): Decimal(5), Term("b", 2): Decimal(5)}
    assert Formula("mean(a / prior(b))").evaluate(Decimals(values)) == 2


@pytest.mark.parametrize(("a", "b", "point"), [("2", "1", 1), ("1", "1", 0), ("1", "2", 0)])
def test_a_point_is_one_or_nothing(a: str, b: str, point: int) -> None:
    """Strictly above; over intervals that overlap it may be either."""
    formula = Formula("above(a, b)")
    assert formula.evaluate(Decimals({Term("a"): Decimal(a), Term("b"): Decimal(b)})) == point
    rounded = {Term(name): Interval.rounded(Decimal(value), Decimal("0.1")) for name, value in (("a", a), ("b", b))}
    found = formula.evaluate(Intervals(rounded))
    assert found == (Interval(Decimal(0), Decimal(1)) if a == b else Interval.exact(point))


def test_a_point_is_pure_and_compares_like_with_like() -> None:
    """Money above money is a count; money above tonnes is a slip."""
    units = {"a": unit("CNY"), "b": unit("CNY"), "c": unit("t")}
    assert Formula("above(a, b)").evaluate(Units(units)).code == "1"
    with pytest.raises(UnitMismatchError):
        Formula("above(a, c)").evaluate(Units(units))
