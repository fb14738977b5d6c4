"""Deciding over readings and relations, without any text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from finkit.figures.reading import Change, Reading
from finkit.relations.residual import CATALOGUE, FACT, Operand, Relation, constant
from finkit.verdicts.decide import Ruling, decide
from finkit.verdicts.verdict import CONFIDENT, Anchor, Verdict
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.intervals import Interval

LOST = (Change("point lost", "x", "y"),)


def options(*values: str, costs: tuple[float, ...] = (), printed: int = 0) -> list[Reading]:
    """Readings of one figure; the one at `printed` is as printed, the others put a point back."""
    found = []
    for index, text in enumerate(values):
        value = Decimal(text)
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int)
        cost = costs[index] if costs else 0.0
        found.append(Reading(value, Decimal(1).scaleb(exponent), "1", cost, () if index == printed else LOST))
    return found


def relation(formula: str, name: str = "r", fact: str = "", derived: str = "", cost: float = 7.0) -> Relation:
    """A relation over figures named as its terms; `fact` stands for a constant."""
    parsed = Formula(formula)
    operands = {term: Operand(term) for term in parsed.names}
    if fact:
        operands["fact"] = constant([Interval.exact(Decimal(fact))])
    return Relation(name, FACT if fact else "sum", parsed, operands, cost, FACT if fact else CATALOGUE, derived=derived)


def rule(readings: dict[str, list[Reading]], *relations: Relation) -> dict[str, Ruling]:
    """What is decided of each figure."""
    return dict(decide(readings, relations).figures)


def test_a_lost_point_is_put_back_where_a_sum_tells() -> None:
    """125 + 7.3 = 19.8: the first lost its point, and only 12.5 fits."""
    ruled = rule({"a": options("125", "12.5", "1.25", costs=(0, 2, 2)), "b": options("7.3"), "c": options("19.8")}, relation("a + b == c"))
    assert ruled["a"].verdict is Verdict.REPAIRED
    assert ruled["a"].reading == options("125", "12.5", costs=(0, 2))[1]
    assert [ruled[name].verdict for name in "bc"] == [Verdict.CONFIRMED, Verdict.CONFIRMED]
    assert ruled["a"].margin >= 3


def test_a_fact_confirms_what_is_printed() -> None:
    """It rests on facts; a sum of figures rests on the document."""
    fact = rule({"a": options("12.5", "125", costs=(0, 1))}, relation("a == fact", fact="12.5"))["a"]
    document = rule({"a": options("12.5"), "b": options("7.5"), "c": options("20.0")}, relation("a + b == c"))["a"]
    assert (fact.verdict, fact.anchor, fact.held) == (Verdict.CONFIRMED, Anchor.FACTS, ("r",))
    assert (document.verdict, document.anchor) == (Verdict.CONFIRMED, Anchor.DOCUMENT)


def test_a_figure_that_nothing_speaks_of_is_unchecked_or_inferred_or_ambiguous() -> None:
    """As printed and likely; changed and likely; neither likely."""
    assert rule({"a": options("12.5", "125", costs=(0, 3))})["a"].verdict is Verdict.UNCHECKED
    assert rule({"a": options("125", "12.5", costs=(3, 0))})["a"].verdict is Verdict.INFERRED
    unclear = rule({"a": options("125", "12.5", costs=(0, 0.1))})["a"]
    assert (unclear.verdict, unclear.rivals) == (Verdict.AMBIGUOUS, (1,))


def test_a_misfit_that_no_damage_explains_is_contradicted() -> None:
    """12.5 against a fact of 13: nothing is changed, and the broken relation is named."""
    ruled = rule({"a": options("12.5")}, relation("a == fact", fact="13"))["a"]
    assert (ruled.verdict, ruled.broken, ruled.reading) == (Verdict.CONTRADICTED, ("r",), options("12.5")[0])


def test_the_figure_that_the_text_works_out_is_blamed_for_a_broken_sum() -> None:
    """Where the relation names one; the others stand unblamed."""
    ruled = rule({"a": options("1.5"), "b": options("2.5"), "c": options("5.0")}, relation("a + b == c", derived="c"))
    assert [ruled[name].verdict for name in "abc"] == [Verdict.UNCHECKED, Verdict.UNCHECKED, Verdict.CONTRADICTED]


@pytest.mark.parametrize(("known", "blamed"), [("c", "b"), ("b", "c")])
def test_a_figure_that_a_fact_confirms_is_never_blamed(known: str, blamed: str) -> None:
    """Not even the one that the text works out: then another is wrong; nobody, where facts confirm them all."""
    readings = {"a": options("1.5"), "b": options("2.5"), "c": options("5.0")}
    wrong = relation("a + b == c", derived="c")
    facts = {name: relation(f"{name} == fact", f"fact {name}", fact=str(one[0].value)) for name, one in readings.items()}
    ruled = rule(readings, wrong, facts["a"], facts[known])
    assert [name for name in "abc" if ruled[name].verdict is Verdict.CONTRADICTED] == [blamed]
    ruled = rule(readings, wrong, *facts.values())
    assert {one.verdict for one in ruled.values()} == {Verdict.CONFIRMED}


def test_a_fact_that_can_hardly_mean_the_figure_contradicts_nothing() -> None:
    """16,800 against 56: they do not speak of the same thing, and nothing is changed."""
    ruled = rule({"a": options("16800")}, relation("a == fact", fact="56"))["a"]
    assert (ruled.verdict, ruled.reading) == (Verdict.UNCHECKED, options("16800")[0])


@pytest.mark.parametrize("formula", ["a / b == c / d", "a == b * e", "a / b - 1 == e"])
def test_a_common_factor_of_ten_is_never_confident(formula: str) -> None:
    """Ratios hold for every scale, so amounts tied by them alone are at most inferred, though style prefers one."""
    names = Formula(formula).names
    truth = {"a": "14.40", "b": "12.00", "c": "3.60", "d": "3.00", "e": "1.20" if "*" in formula else "0.20"}
    readings = {}
    for name in names:
        value = Decimal(truth[name])
        if name == "e":
            readings[name] = options(str(value))
            continue
        readings[name] = options(str(value), str(value * 10), str(value * 100), costs=(4.0, 0.0, 6.0), printed=2)
    ruled = rule(readings, relation(formula))
    assert {ruled[name].verdict for name in names if name != "e"} & CONFIDENT == set()
    assert {ruled[name].anchor for name in names if name != "e"} == {Anchor.SCALE_FREE}


def test_one_fact_fixes_the_scale_of_the_whole_group() -> None:
    """The same ratio with one amount known: the others are repaired."""
    readings = {"a": options("14.40", "144.0", "1440", costs=(4.0, 0.0, 2.0), printed=2), "b": options("12.00", "120.0", "1200", printed=2)}
    readings["e"] = options("1.20")
    ruled = rule(readings, relation("a == b * e"), relation("b == fact", "known", fact="12"))
    assert [(ruled[name].verdict, str(ruled[name].reading.value)) for name in "ab" if ruled[name].reading] == [  # type: ignore[union-attr]
        (Verdict.REPAIRED, "14.40"),
        (Verdict.REPAIRED, "12.00"),
    ]


def test_a_bound_alone_supports_nothing() -> None:
    """A share at most a hundred holds of many readings: no confident word without an equality."""
    ruled = rule({"a": options("125", "12.5", costs=(0.0, 0.0))}, relation("a <= 100"))["a"]
    assert ruled.verdict not in CONFIDENT
    assert ruled.reading == options("125", "12.5", costs=(0.0, 0.0))[1]


def test_what_breaks_a_bound_of_the_catalogue_is_never_confident() -> None:
    """An equality that holds beside a bound that cannot be broken: both terms may have been damaged alike."""
    margin = {"m": options("4.10")}
    known, bound = relation("m == fact", name="known", fact="4.10"), relation("m <= 1", name="bound", cost=8.0)
    assert rule(margin, known)["m"].verdict is Verdict.CONFIRMED
    assert rule(margin, known, bound)["m"].verdict not in CONFIDENT


def test_a_reading_of_a_style_that_the_document_does_not_know_is_never_picked_by_evidence() -> None:
    """An inadmissible reading may fit a fact by chance."""
    strange = Reading(Decimal("1.25"), Decimal("0.01"), "1", 9.0, LOST, admissible=False)
    ruled = rule({"a": [*options("125"), strange]}, relation("a == fact", fact="1.25"))["a"]
    assert ruled.verdict not in CONFIDENT


def test_one_fact_cannot_choose_between_two_readings_it_both_allows() -> None:
    """A wide fact that holds 12.5 and 12.6 leaves the figure ambiguous, the rival named."""
    wide = Relation("r", FACT, Formula("a == fact"), {"a": Operand("a"), "fact": constant([Interval(Decimal(12), Decimal(13))])}, 8.0, FACT)
    ruled = rule({"a": options("12.5", "12.6", costs=(0.0, 0.2))}, wide)["a"]
    assert (ruled.verdict, ruled.rivals) == (Verdict.AMBIGUOUS, (1,))


def test_figures_without_readings_are_ambiguous_and_relations_over_them_are_silent() -> None:
    """Their digits cannot be read; nothing is judged of them."""
    decided = decide({"a": [], "b": options("2.5")}, [relation("a == b")])
    assert (decided.figures["a"].verdict, decided.figures["a"].reading) == (Verdict.AMBIGUOUS, None)
    assert dict(decided.outcomes) == {}


def test_what_cannot_be_decided_exactly_is_ambiguous_and_says_so() -> None:
    """Thirty figures each tied to each: no guess."""
    names = [f"x{index:02d}" for index in range(30)]
    pairs = [(left, right) for at, left in enumerate(names) for right in names[at + 1 :]]
    ruled = rule({name: options("1.25", "12.5", "125") for name in names}, *(relation(f"{a} == {b}", f"{a}{b}") for a, b in pairs))
    assert {(one.verdict, one.exact, one.reading) for one in ruled.values()} == {(Verdict.AMBIGUOUS, False, None)}


def test_equal_values_of_different_precision_are_one_value() -> None:
    """12.5 and 12.50 are no rivals: the figure is confirmed by the fact that both meet."""
    ruled = rule({"a": options("12.5", "12.50", costs=(0.0, 0.0))}, relation("a == fact", fact="12.5"))["a"]
    assert (ruled.verdict, ruled.rivals) == (Verdict.CONFIRMED, ())


@pytest.mark.parametrize(
    ("x", "y", "z"), [("33.3", "33.3", "66.6"), ("33.3", "33.3", "66.7"), ("0.5", "0.5", "1")], ids=["exact", "rounding", "coarser total"]
)
def test_rounding_is_no_damage(x: str, y: str, z: str) -> None:
    """Sums that agree within their printed digits change nothing."""
    ruled = rule({"x": options(x), "y": options(y), "z": options(z)}, relation("x + y == z"))
    assert {one.verdict for one in ruled.values()} == {Verdict.CONFIRMED}


def test_what_holds_with_an_impossible_figure_is_no_evidence() -> None:
    """A change between two rates that are both beyond what such rates can be confirms nothing."""
    bounds = [relation(f"{name} <= fact", name, fact="100", cost=8.0) for name in "ab"]
    bounds = [replace(one, kind="bound", origin=CATALOGUE) for one in bounds]
    readings = {"a": options("291"), "b": options("281"), "c": options("10")}
    assert rule(readings, relation("a - b == c"))["c"].verdict is Verdict.CONFIRMED
    assert rule(readings, relation("a - b == c"), *bounds)["c"].verdict is Verdict.UNCHECKED


def test_a_number_that_is_all_rounding_is_confirmed_by_no_guess() -> None:
    """Half to one and a half: what was torn off it may be in there."""
    product = replace(relation("a == b * c"), tentative=True)
    assert rule({"a": options("20"), "b": options("1"), "c": options("20.0")}, product)["b"].verdict is Verdict.UNCHECKED
    assert rule({"a": options("20"), "b": options("1.0"), "c": options("20.0")}, product)["b"].verdict is Verdict.CONFIRMED
