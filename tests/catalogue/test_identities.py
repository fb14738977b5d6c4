"""Identities: rows that name items which exist, in units that agree."""

from __future__ import annotations

import pytest

from finkit.catalogue.identities import IDENTITIES, Identity
from finkit.catalogue.items import ITEM_BY_NAME
from finkit.vocabulary.formulas import Formula, Units
from finkit.vocabulary.units import unit


@pytest.mark.parametrize("row", IDENTITIES, ids=lambda row: row.name)
def test_both_sides_have_one_unit(row: Identity) -> None:
    """Every name is an item, both sides are of one kind, and the row names its source."""
    units = {name: unit(ITEM_BY_NAME[name].unit_in("CNY")) for name in row.formula.names}
    left, right = row.formula.both_sides(Units(units))
    assert left.agrees(right)
    assert row.source


@pytest.mark.parametrize("row", [row for row in IDENTITIES if row.solves], ids=lambda row: row.name)
def test_what_solves_looks_at_one_period(row: Identity) -> None:
    """Filling in from another period would mix bases; a bound gives no value."""
    assert row.formula.comparison == "=="
    assert not any(term.back for term in row.formula.terms)


def test_a_formula_without_comparison_is_no_identity() -> None:
    """A row with a slip stops the import."""
    with pytest.raises(ValueError, match="compares nothing"):
        Identity("x", "X", Formula("a + b"), "source")
