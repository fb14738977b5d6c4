"""Parts of a whole: expense ratios and their total, some months and their year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEMS, VOLUME
from finkit.figures.cues import GROWTH
from finkit.relations.residual import CATALOGUE, Relation, percent
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finkit.relations.places import Places

COST_WHOLE, COST_PART, COST_YEAR = 6.0, 3.0, 3.0
_TOTAL = "total_expense_ratio"
_FINANCE = "finance_expense_ratio"  # the one that can be negative: without it the others may exceed the total
_EXPENSES = ("selling_expense_ratio", "administrative_expense_ratio", "rd_expense_ratio", _FINANCE)
_MONTHS = frozenset({"Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "M"})


def whole_relations(places: Places) -> Iterator[Relation]:
    """Every part that the figures know beside its whole."""
    yield from _expenses(places)
    yield from _months(places)


def _expenses(places: Places) -> Iterator[Relation]:
    """The four expense ratios add up to the total one; some of them are at most the total."""
    for segment, period in places.spoken([_TOTAL]):
        total = places.by_key[_TOTAL, segment, period][0]
        parts = {name: places.by_key[name, segment, period][0] for name in _EXPENSES if (name, segment, period) in places.by_key}
        if not parts:
            continue
        operands = {name: percent(figure.id, figure.unit, name) for name, figure in (parts | {_TOTAL: total}).items()}
        code = period.document_code
        if len(parts) == len(_EXPENSES):
            formula = Formula(f"{_TOTAL} == {' + '.join(parts)}")
            yield Relation(f"whole:{_TOTAL}:{code}", "sum", formula, operands, COST_WHOLE, CATALOGUE, "expense ratios add up", total.id)
            continue
        formula = Formula(f"{' + '.join(parts)} <= {_TOTAL}")
        cost = COST_PART if _FINANCE in parts else 1.0
        yield Relation(f"parts:{_TOTAL}:{code}", "bound", formula, operands, cost, CATALOGUE, "expense ratios are at most their total")


def _months(places: Places) -> Iterator[Relation]:
    """What was made, sold or earned in some months is at most that of the whole year; so was that of the year before."""
    names = [one.name for one in ITEMS if one.name == "revenue" or (one.statement == VOLUME and one.unit == "t")]
    before_it = Formula("part / (1 + growth) <= year_before")
    this = Formula("part <= year")
    for name in names:
        for segment, period in places.spoken([name]):
            if period.part not in _MONTHS or period.is_window:
                continue
            part = places.by_key[name, segment, period][0]
            said = percent(part.id, part.unit, name)
            code = ":".join(one for one in (segment, period.document_code) if one)
            year = places.operand(name, segment, Period(period.year))
            if year is not None:
                operands = {"part": said, "year": year}
                yield Relation(f"within:{name}:{code}", "bound", this, operands, COST_YEAR, CATALOGUE, f"{name}, months of the year")
            before = places.operand(name, segment, Period(period.year - 1))
            growth = places.by_key.get((f"{name}_{GROWTH}", segment, period))
            if before is not None and growth:
                operands = {"part": said, "year_before": before, "growth": percent(growth[0].id, growth[0].unit, f"{name}_{GROWTH}")}
                source = f"{name}, months of the year before"
                yield Relation(f"within:{name}:{code}:before", "bound", before_it, operands, COST_YEAR, CATALOGUE, source)
