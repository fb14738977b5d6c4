"""The engine alone, on the cases of the literature."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.errors import RelationInvalidError
from finkit.pipeline import reconcile
from finkit.verdicts.reconcile import Given, Reconciliation
from finkit.verdicts.verdict import Verdict

# Scholtus 2009, section 4 (edit set E5)
EDITS = ("x1 + x2 == x3", "x2 == x4", "x5 + x6 + x7 == x8", "x3 + x8 == x9", "x9 - x10 == x11")
RECORD = {"x1": 1452, "x2": 116, "x3": 1568, "x4": 116, "x5": 323, "x6": 76, "x7": 12, "x8": 411, "x9": 1979, "x10": 1842, "x11": 137}


def scholtus(**changed: int) -> Reconciliation:
    """The record with some values replaced."""
    return reconcile({**RECORD, **changed}, EDITS)


def repaired(found: Reconciliation) -> dict[str, int]:
    """The figures that were changed."""
    return {name: int(one.value) for name, one in found.figures.items() if one.verdict is Verdict.REPAIRED and one.value is not None}


def broken(found: Reconciliation) -> int:
    """How many relations do not hold."""
    return sum(holds is False for holds in found.relations.values())


@pytest.mark.parametrize(
    ("changed", "wanted", "left"),
    [
        ({}, {}, 0),
        ({"x4": 161}, {"x4": 116}, 0),
        ({"x4": 161, "x9": 19979}, {"x4": 116, "x9": 1979}, 0),
        ({"x4": 161, "x5": 0, "x6": 0, "x7": 0, "x9": 19979}, {"x4": 116, "x9": 1979}, 1),
    ],
)
def test_scholtus(changed: dict[str, int], wanted: dict[str, int], left: int) -> None:
    """Swapped and doubled digits are found; a record without its parts stays broken."""
    found = scholtus(**changed)
    assert (wanted, left) == (repaired(found), broken(found))


def test_scholtus_with_a_tie() -> None:
    """Two repairs explain the rest equally well: both are shown and neither is taken; what is certain is repaired."""
    found = scholtus(x4=161, x8=0, x9=19979)
    assert repaired(found) == {"x4": 116}
    assert [found["x9"].verdict, found["x10"].verdict] == [Verdict.AMBIGUOUS] * 2
    assert {Decimal(1979), Decimal(19979)} == {found["x9"].value, *found["x9"].rivals}
    assert {Decimal(1842), Decimal(19842)} == {found["x10"].value, *found["x10"].rivals}
    assert (frozenset({"x9", "x10"}),) == found.ties


def test_ties_that_have_nothing_to_do_with_each_other_are_told_apart() -> None:
    """The same record twice, side by side, tied by nothing; a record without a tie has none."""
    changed = {**RECORD, "x4": 161, "x8": 0, "x9": 19979}
    twice = {**changed, **{f"y{name[1:]}": value for name, value in changed.items()}}
    found = reconcile(twice, [*EDITS, *(edit.replace("x", "y") for edit in EDITS)])
    assert {frozenset({"x9", "x10"}), frozenset({"y9", "y10"})} == set(found.ties)
    assert scholtus(x4=161).ties == ()


@pytest.mark.parametrize(
    ("figures", "relation", "name", "value"),
    [
        ({"turnover": 353, "costs": 283, "profit": 115}, "turnover - costs == profit", "costs", "238"),
        ({"x": 123, "y": 192, "z": 252}, "x + y == z", "y", "129"),
        ({"a": "12.5", "b": "7.3", "c": "198"}, "a + b == c", "c", "19.8"),
        ({"a": "125", "b": "7.3", "c": "19.8"}, "a + b == c", "a", "12.5"),
    ],
)
def test_one_slip(figures: dict[str, object], relation: str, name: str, value: str) -> None:
    """The only slip that mends the relation is taken, by a margin of three nats or more."""
    found = reconcile(figures, [relation])  # type: ignore[arg-type]
    assert Decimal(value) == found[name].value
    assert [name] == [other for other, one in found.figures.items() if one.edit]
    assert found[name].verdict is Verdict.REPAIRED
    assert found[name].margin >= 3


@pytest.mark.parametrize(
    ("figures", "relations"),
    [
        ({"x": 123, "y": Given(printed="192", fixed=True), "z": 252}, ["x + y == z"]),
        ({"x": -5, "y": Given(printed="10", fixed=True), "z": Given(printed="15", fixed=True)}, ["x + y == z", "x < 0"]),
        ({"x1": 10, "x2": 99}, ["x1 == x2", "9 * x1 == x2"]),
        ({"t": 42280000, "a": 11289000, "b": 4328000, "c": 11201000, "d": 11849000}, ["a + b + c + d == t"]),
    ],
)
def test_nothing_is_changed_without_a_slip_that_mends(figures: dict[str, object], relations: list[str]) -> None:
    """A repair on a fixed figure, one that breaks another rule, none at all: nothing changes, and it is said."""
    found = reconcile(figures, relations)  # type: ignore[arg-type]
    assert not [name for name, one in found.figures.items() if one.edit]
    assert [name for name, one in found.figures.items() if one.verdict is Verdict.CONTRADICTED]


def test_missing_figures_follow_where_one_is_left() -> None:
    """x2, x3 and x9 follow one after another; x5 and x6 stay unknown."""
    given = {"x1": 100, "x2": None, "x3": None, "x4": 15, "x5": None, "x6": None, "x7": 25, "x8": 35, "x9": None, "x10": 5}
    found = reconcile(given, ["x1 + x2 == x3", "x4 + x5 + x6 == x1", "x7 + x8 == x2", "x9 + x10 == x3"])
    assert {name: int(one.value) for name, one in found.figures.items() if one.implied and one.value} == {"x2": 60, "x3": 160, "x9": 155}
    assert (found["x5"].value, found["x6"].value) == (None, None)


def test_rounding_is_no_error() -> None:
    """Three thirds of a hundred."""
    found = reconcile({"a": "33.3", "b": "33.3", "c": "33.3", "total": "100"}, ["a + b + c == total"])
    assert (broken(found), repaired(found)) == (0, {})


def test_a_large_change_alone_is_no_error() -> None:
    """Without a relation nothing is changed, whatever the size of the year before."""
    found = reconcile({"now": "16,800", "before": 56}, [])
    assert (Decimal(16800), Verdict.UNCHECKED) == (found["now"].value, found["now"].verdict)


def test_a_common_factor_is_told_by_nothing_and_said_so() -> None:
    """125 + 73 = 198, all printed ten times too large, is consistent: confirmed beside each other, the scale not identified."""
    found = reconcile({"a": 125, "b": 73, "c": 198}, ["a + b == c"])
    assert (broken(found), repaired(found)) == (0, {})
    assert found.unscaled == (frozenset("abc"),)
    assert {one.anchor for one in found.figures.values()} == {"scale-free"}


def test_a_figure_that_is_fixed_tells_the_scale() -> None:
    """Of its own group alone; what was printed tells none for a figure without relations."""
    figures = {"a": 125, "b": 73, "c": Given(printed="198", fixed=True), "d": 7, "e": 7, "f": 9}
    found = reconcile(figures, ["a + b == c", "d == e"])
    assert found.unscaled == (frozenset("de"),)
    assert [found[name].anchor for name in "abcdef"] == [*["document"] * 3, *["scale-free"] * 2, "none"]


def test_growth_is_known_where_its_amounts_have_no_scale() -> None:
    """120 after 100 is 20 %, whatever the unit."""
    found = reconcile({"now": "120", "before": "100", "growth": "0.20"}, ["now / before - 1 == growth"])
    assert found.unscaled == (frozenset({"now", "before"}),)
    assert found["growth"].anchor == "document"


@pytest.mark.parametrize(
    ("values", "quantum", "holds"),
    [((12_000_000, 45_000_000, 58_000_000), 6, True), ((12_000, -2_000, 11_000), 3, True), ((12_000, -2_000, 12_000), 3, False)],
)
def test_xbrl_calculations_rounded(values: tuple[int, int, int], quantum: int, holds: bool) -> None:
    """XBRL Calculations 1.1, rounding mode: intervals by the decimals that are reported."""
    names = ("a", "b", "total")
    given = {name: Given(printed=str(value), quantum=Decimal(10) ** quantum) for name, value in zip(names, values, strict=True)}
    assert [holds] == list(reconcile(given, ["a + b == total"]).relations.values())


@pytest.mark.parametrize(("total", "holds"), [("31.5", True), ("31.6", False)])
def test_ends_that_touch_meet(total: str, holds: bool) -> None:
    """Thirty to the unit reaches to 31.5."""
    given = {"a": "10", "b": "10", "c": "10", "total": Given(printed=total, quantum=Decimal(0))}
    assert [holds] == list(reconcile(given, ["a + b + c == total"]).relations.values())


@pytest.mark.parametrize(("total", "holds"), [("17", False), ("16.99", True)])
def test_what_was_cut_off_reaches_up_to_the_next_digit_only(total: str, holds: bool) -> None:
    """10 + 5, both cut off, is less than 17."""
    cut = {name: Given(printed=value, cut=True) for name, value in (("a", "10"), ("b", "5"))}
    found = reconcile({**cut, "total": Given(printed=total, quantum=Decimal(0))}, ["a + b == total"])
    assert [holds] == list(found.relations.values())


def test_a_relation_over_an_unknown_name() -> None:
    """The name is in the message."""
    with pytest.raises(RelationInvalidError, match="uses 'y', which is not among the figures given"):
        reconcile({"x": 1}, ["x == y"])
