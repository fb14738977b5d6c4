"""Relations judged over intervals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.relations.residual import CATALOGUE, Operand, Outcome, Relation, constant, judge, percent
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.intervals import Interval


def relation(formula: str, **operands: Operand) -> Relation:
    """A relation over figures named as its terms, unless operands say otherwise."""
    parsed = Formula(formula)
    bound = {name: operands.get(name, Operand(name)) for name in parsed.names}
    return Relation("r", "test", parsed, bound, 5.0, CATALOGUE)


def printed(text: str) -> Interval:
    """What rounds to a printed number."""
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Interval.rounded(value, Decimal(1).scaleb(exponent))


def judged(formula: str, **numbers: str) -> Outcome:
    """The outcome over printed numbers."""
    return judge(relation(formula), {name: printed(text) for name, text in numbers.items()})


@pytest.mark.parametrize(
    ("formula", "numbers", "holds"),
    [
        ("a + b == c", ("12", "45", "58"), True),
        ("a + b == c", ("12", "45", "59"), False),
        ("a + b + c == d", ("33.3", "33.3", "33.3", "100"), True),
        ("a + b + c == d", ("33.3", "33.3", "33.3", "100.2"), False),
        ("a / b == c", ("2.4", "9.6", "0.25"), True),
        ("a / b == c", ("2.4", "9.6", "0.30"), False),
        ("a <= b", ("12.4", "12"), True),
        ("a <= b", ("13.6", "12"), False),
        ("a >= b", ("12", "12.4"), True),
        ("a >= b", ("12", "13.6"), False),
    ],
)
def test_a_relation_holds_where_its_intervals_meet(formula: str, numbers: tuple[str, ...], holds: bool) -> None:
    """The tolerance is that of the printed digits, touching ends count."""
    assert holds is judged(formula, **dict(zip("abcd", numbers, strict=False))).holds


def test_strict_comparisons_need_more_than_a_touch() -> None:
    """`<` of two exact equal numbers does not hold; `<=` does."""
    exact = {"a": Interval.exact(5), "b": Interval.exact(5)}
    assert [judge(relation(f"a {sign} b"), exact).holds for sign in ("<", "<=", ">", ">=", "==")] == [False, True, False, True, True]


def test_touching_ends_meet_exactly() -> None:
    """10 + 10 + 10 against an exact 31.5 holds, against 31.6 it does not: Decimals, no float's noise."""
    tens = {"a": printed("10"), "b": printed("10"), "c": printed("10")}
    formula = relation("a + b + c == d")
    assert judge(formula, {**tens, "d": Interval.exact(Decimal("31.5"))}).holds is True
    assert judge(formula, {**tens, "d": Interval.exact(Decimal("31.6"))}).holds is False
    tenths = {"a": Interval.exact(Decimal("1.1")), "b": Interval.exact(Decimal("1.0")), "c": Interval.exact(Decimal("0.1"))}
    assert judge(relation("a - b <= c"), tenths).holds is True


def test_a_divisor_that_can_be_zero_decides_nothing() -> None:
    """0 printed without decimals is anything up to a half."""
    assert judged("a / b == c", a="12", b="0", c="3") == Outcome(None, None)


def test_the_residual_is_left_minus_right() -> None:
    """Its ends carry the rounding of every term."""
    assert judged("a == b", a="12", b="9").residual == Interval(Decimal(2), Decimal(4))


def test_of_several_constants_the_best_fits() -> None:
    """A fact stands on several bases: to meet one of them is enough, and a miss shows the nearest."""
    facts = constant([Interval.exact(100), Interval.exact(110)])
    formula = relation("figure == fact", fact=facts)
    assert judge(formula, {"figure": printed("110")}).holds is True
    assert judge(formula, {"figure": printed("120")}) == Outcome(Interval(Decimal("9.5"), Decimal("10.5")), False)


def test_percentages_enter_as_fractions() -> None:
    """25.0 % of 9.6 is 2.4."""
    formula = relation("margin == profit / revenue", margin=percent("margin", "%"), profit=percent("profit", "CNY"))
    values = {"margin": printed("25.0"), "profit": printed("2.4"), "revenue": printed("9.6")}
    assert judge(formula, values).holds is True
    assert judge(formula, {**values, "margin": printed("0.25")}).holds is False


def test_a_number_may_have_been_cut_off_where_the_operand_says_so() -> None:
    """7.59 stands for a true 7.5956 if it was cut and not rounded, towards zero on either side; 7.58 does not."""
    for sign in ("", "-"):
        fact = constant([Interval.exact(Decimal(f"{sign}7.5956"))], "%")
        cut, rounded = (relation("f == x", f=percent("f", "%", cut=cut), x=fact) for cut in (True, False))
        assert judge(cut, {"f": printed(f"{sign}7.59")}).holds is True
        assert judge(rounded, {"f": printed(f"{sign}7.59")}).holds is False
        assert judge(cut, {"f": printed(f"{sign}7.58")}).holds is False


def test_figures_come_once_and_constants_are_none() -> None:
    """In order of the formula."""
    formula = relation("a == b + a + c", c=constant([Interval.exact(1)]))
    assert formula.figures == ("a", "b")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=2, max_size=5))
def test_a_true_sum_holds_however_it_was_rounded(parts: list[Decimal]) -> None:
    """Rounding every part and the total never breaks what is true."""
    total = sum(parts, Decimal(0))
    rounded = {f"x{index}": Interval.rounded(round(part, 1), Decimal("0.1")) for index, part in enumerate(parts)}
    rounded["total"] = Interval.rounded(round(total, 0), Decimal(1))
    formula = relation(" + ".join(name for name in rounded if name != "total") + " == total")
    assert judge(formula, rounded).holds is True


@pytest.mark.parametrize(
    ("text", "operand", "wanted"),
    [
        pytest.param("120000", Operand("a", rough=True), ("115000", "125000"), id="to its last digit that is no zero"),
        pytest.param("100000", Operand("a", rough=True), ("90000", "110000"), id="a tenth at most"),
        pytest.param("0", Operand("a", rough=True), ("-0.5", "0.5"), id="nothing is not rough"),
        pytest.param("2", Operand("a", assumed=True), ("1.95", "2.05"), id="an assumption is closer"),
        pytest.param("2", Operand("a", cut=True), ("1.5", "3.0"), id="cut off"),
        pytest.param("2", Operand("a"), ("1.5", "2.5"), id="rounded"),
    ],
)
def test_an_operand_reaches_as_far_as_it_is_meant(text: str, operand: Operand, wanted: tuple[str, str]) -> None:
    """Round, assumed, cut off or rounded."""
    assert operand.reach(printed(text)) == Interval(Decimal(wanted[0]), Decimal(wanted[1]))
