"""Percentages with one reading whose support was chosen to fit them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.figures.reading import Reading
from finkit.relations.residual import CATALOGUE, Operand, Relation
from finkit.verdicts.circular import margin_of_digits, surprise
from finkit.verdicts.decide import decide
from finkit.verdicts.verdict import Anchor, Verdict
from finkit.vocabulary.formulas import Formula


def read(*values: str, unit: str = "CNY") -> tuple[Reading, ...]:
    """Readings of equal cost, each known to its last digit."""
    found = []
    for text in values:
        exponent = Decimal(text).as_tuple().exponent
        assert isinstance(exponent, int)
        found.append(Reading(Decimal(text), Decimal(1).scaleb(exponent), unit, 0.0))
    return tuple(found)


def share(formula: str = "share == 100 * part / whole") -> Relation:
    """The share of a part in a whole, in per cent."""
    parsed = Formula(formula)
    return Relation("share", "ratio", parsed, {name: Operand(name) for name in parsed.names}, 7.0, CATALOGUE)


FREE = {"part": read("24.3", "2.43", "0.243"), "whole": read("1215", "121.5")}
FIRM = {"part": read("24.3"), "whole": read("121.5")}


def test_few_digits_are_no_evidence_where_the_terms_move_along() -> None:
    """2 % of amounts whose places are open: 20 % and 0.2 % would fit them as well."""
    readings = {"share": read("2", unit="%"), **FREE}
    assert margin_of_digits("share", readings, [share()], []) == 0
    ruling = decide(readings, [share()]).figures["share"]
    assert (ruling.verdict, ruling.anchor) == (Verdict.UNCHECKED, Anchor.SCALE_FREE)


@pytest.mark.parametrize(
    ("percentage", "terms"),
    [("20", FIRM), ("20.0", {"part": read("24.31", "2.431"), "whole": read("121.5", "1215")})],
)
def test_firm_terms_and_many_digits_confirm(percentage: str, terms: dict[str, tuple[Reading, ...]]) -> None:
    """The relation would break under another place, or hardly agree in all its digits by chance."""
    ruling = decide({"share": read(percentage, unit="%"), **terms}, [share()]).figures["share"]
    assert (ruling.verdict, ruling.held) == (Verdict.CONFIRMED, ("share",))


def test_a_fact_among_the_terms_holds_the_place() -> None:
    """The part is told by another relation: the whole alone cannot move along with a place of the share."""
    fixed = Relation("same", "sum", Formula("part == said"), {"part": Operand("part"), "said": Operand("said")}, 7.0, CATALOGUE)
    readings = {"share": read("2", unit="%"), "part": FREE["part"], "whole": read("121.5", "122.5"), "said": read("2.43")}
    assert margin_of_digits("share", readings, [share(), fixed], []) >= 1500
    assert decide(readings, [share(), fixed]).figures["share"].verdict is Verdict.CONFIRMED


def test_surprise_grows_with_the_digits() -> None:
    """A single digit agrees with nearly anything; four digits hardly ever."""
    few = surprise(share(), {"share": read("2")[0], "part": read("2.43")[0], "whole": read("121.5")[0]})
    many = surprise(share(), {"share": read("20.00")[0], "part": read("2.430")[0], "whole": read("121.5")[0]})
    enough = 1.5
    assert few < enough < 2 * enough < many
