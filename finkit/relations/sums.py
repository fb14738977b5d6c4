"""Parts that a sentence names behind its total: at home and abroad, "of which", and the gap between two amounts.

What is sold at home and what is sold abroad is everything; of any other parts nobody says that they are all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.figures.words import FUNCTION_WORDS, opens_parts
from finkit.relations.index import Line, Quantity, Text, amount, is_percent
from finkit.relations.residual import CATALOGUE, TEXT, Operand, Relation, percent
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit.figures.figure import Figure

COST_SUM, COST_LIKELY, COST_PART, COST_GAP = 5.0, 3.0, 3.0, 4.0
HOME_WORDS = frozenset({"domestic", "domestically", "国内", "境内", "内销"})
ABROAD_WORDS = frozenset({
    "international", "overseas", "foreign", "abroad", "export", "exports", "exported", "国外", "海外", "境外", "出口", "外销",
})  # fmt: skip
_HOLDING = frozenset({"hold", "holds", "held", "holding", "shareholding", "equity", "stake", "shares", "owns", "持股"})
_RATES = frozenset({"average", "price", "prices", "per", "rate", "cost", "highest", "lowest", "maximum", "minimum", "target", "planned"})
# What can be negative: a part of it can be more than the whole.
_SIGNED = frozenset({"profit", "profits", "loss", "losses", "earnings", "cash", "ebitda", "income", "利润", "亏损"})
# Words that name no part of their own.
_PLAIN = frozenset({
    "market", "markets", "part", "portion", "side", "business", "sales", "sale", "revenue", "income", "volume", "demand",
    "supply", "output", "production", "consumption", "customers", "region", "regions", "about", "only", "approximately", "around",
    "nearly", "some", "almost", "roughly", "reached", "amounted", "totaled", "totalled", "came", "contributed", "while", "those",
    "respectively", "operating", "company", "company's", "company’s", "total", "is", "are", "between", "reaching",
})  # fmt: skip
_SUPPLY, _DEMAND = frozenset({"supply", "供给", "供应"}), frozenset({"demand", "consumption", "需求"})
_GAPS = frozenset({"gap", "difference", "surplus", "shortfall", "deficit", "缺口"})
_MOST_PARTS = 8


def sum_relations(text: Text) -> Iterator[Relation]:
    """Every total with its parts, and every gap."""
    for line in text.lines:
        if len(line.quantities) > 1:
            yield from _parts(line)
            yield from _gap(line)


def _parts(line: Line) -> Iterator[Relation]:
    quantities = line.quantities
    for index, first in enumerate(quantities):
        if not index or not opens_parts(first.lead) or not _is_summand(first):
            continue
        total = next((one for one in reversed(quantities[:index]) if _is_summand(one) and one.is_like(first)), None)
        if total is None or _is_one_of_several(total, first):
            continue
        parts = _parts_of(total, quantities[index:])
        if all(part.first.binding.facet == total.first.binding.facet for part in parts):
            yield from _related(line, total, parts)


def _parts_of(total: Quantity, behind: Sequence[Quantity]) -> list[Quantity]:
    """The quantities like the total behind it, up to the next "of which"."""
    parts: list[Quantity] = []
    for one in behind:
        if parts and opens_parts(one.lead):
            break
        if one.is_like(total) and _is_summand(one):
            parts.append(one)
        if len(parts) > _MOST_PARTS:
            break
    return parts


def _related(line: Line, total: Quantity, parts: Sequence[Quantity]) -> Iterator[Relation]:
    """All parts together where they are everything or may be, and each at most the total."""
    sides = [side_of(part.lead) for part in parts]
    complete = sorted(filter(None, sides)) == ["abroad", "home"] and len(parts) == len(("home", "abroad"))
    plain = complete and not any(_says_more(part, total) for part in parts)
    if len(parts) > 1:
        names = [f"part{number}" for number in range(1, len(parts) + 1)]
        formula = Formula(f"total == {' + '.join(names)}")
        for at, whole in enumerate(total.members):
            members = [part.members[at] for part in parts]
            operands = {"total": _operand(whole, total, "total")}
            operands |= {name: _operand(one, part, "part") for name, one, part in zip(names, members, parts, strict=True)}
            cost = COST_SUM if plain else COST_LIKELY
            yield Relation(f"sum:{whole.id}", "sum", formula, operands, cost, TEXT, line.place, whole.id, tentative=not plain)
    if plain or any(_SIGNED & set(one.lead) for one in (total, *parts)) or _SIGNED & set(total.first.binding.measure.split("_")):
        return
    most = Formula("part <= total")
    for part in parts:
        for one, whole in zip(part.members, total.members, strict=True):
            operands = {"part": _operand(one, part, "part"), "total": _operand(whole, total, "total")}
            yield Relation(f"part:{one.id}", "bound", most, operands, COST_PART, CATALOGUE, "a part is at most the whole")


def _operand(figure: Figure, quantity: Quantity, label: str) -> Operand:
    """Ends of ranges and what is said to be about so much are round numbers."""
    return amount(figure, label, rough=quantity.kind == "range" or figure.about)


def _is_summand(quantity: Quantity) -> bool:
    """An amount that can be added to others, said outright: no price, growth, rate, average or bound."""
    first = quantity.first
    if not quantity.is_readable or any(_is_unsure(one) for one in quantity.members):
        return False
    if first.binding.facet or _RATES & set(quantity.lead):
        return False
    if is_percent(first):
        return bool(_HOLDING & {*quantity.lead, *quantity.behind})
    unit = unit_of(first.unit)
    counts = unit.is_pure and not first.unit_stated and first.ratio_to is None
    return counts or (not unit.is_pure and not any(power < 0 and name != "time" for name, power in unit.dimensions))


def _is_unsure(figure: Figure) -> bool:
    """A bound, or digits that may be of several numbers."""
    numeral = figure.numeral
    fused = numeral is not None and numeral.broken and not numeral.scaled and numeral.whole_digits is None
    return figure.at_least or figure.at_most or figure.doubtful or fused or not figure.literal


def _is_one_of_several(total: Quantity, part: Quantity) -> bool:
    """The two speak of different years or of measures that the catalogue tells apart."""
    left, right = total.first.binding, part.first.binding
    apart = left.bound and right.bound and left.measure != right.measure
    return apart or (None not in {left.period, right.period} and left.period != right.period)


def side_of(lead: Sequence[str]) -> str:
    """`home` or `abroad` by the last such word, else nothing."""
    for word in reversed(lead):
        if word in HOME_WORDS or any(one in word for one in HOME_WORDS if one > "一"):
            return "home"
        if word in ABROAD_WORDS or any(one in word for one in ABROAD_WORDS if one > "一"):
            return "abroad"
    return ""


def _says_more(part: Quantity, total: Quantity) -> bool:
    """The part is named by more than its side: it may be a part of something else."""
    known = {*total.lead, *HOME_WORDS, *ABROAD_WORDS, *FUNCTION_WORDS, *_PLAIN, "which", "them", "these"}
    return any(word.isalpha() and word < "一" and word not in known for word in part.lead)


def _gap(line: Line) -> Iterator[Relation]:
    """Supply, demand and the gap between them, one number each."""
    singles = [one for one in line.quantities if not one.kind and one.is_readable and one.first.is_exact and not is_percent(one.first)]
    gaps = [one for one in singles if _GAPS & set(one.lead)]
    if len(gaps) != 1:
        return
    gap = gaps[0]
    others = [one for one in singles if one is not gap and one.is_like(gap) and not _is_one_of_several(gap, one)]
    supply, demand = ([one for one in others if words & set(one.lead) and not rest & set(one.lead)] for words, rest in (
        (_SUPPLY, _DEMAND), (_DEMAND, _SUPPLY),
    ))  # fmt: skip
    if len(supply) != 1 or len(demand) != 1:
        return
    figures = {"gap": gap.first, "supply": supply[0].first, "demand": demand[0].first}
    operands = {name: percent(figure.id, figure.unit, name) for name, figure in figures.items()}
    formula = Formula("abs(gap) == abs(supply - demand)")
    yield Relation(f"gap:{gap.first.id}", "gap", formula, operands, COST_GAP, TEXT, line.place, gap.first.id)
