"""Relations that the text itself states between its figures: repeats, growth, shares of a total, compound growth."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.figures.cues import CAGR, GROWTH, SHARE
from finkit.relations.increments import stated_increments
from finkit.relations.index import Text, subject
from finkit.relations.lists import digits_of, list_relations
from finkit.relations.orderings import order_relations
from finkit.relations.paths import path_relations
from finkit.relations.products import product_relations
from finkit.relations.residual import CATALOGUE, TEXT, Operand, Relation, percent
from finkit.relations.sums import sum_relations
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.intervals import ONE, Interval
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit.figures.extract import Spoken
    from finkit.figures.figure import Figure
    from finkit.vocabulary.periods import Period

COST_REPEAT, COST_CAGR, COST_GROWTH, COST_SHARE, COST_GUESS = 5.0, 6.0, 6.0, 4.0, 3.0
COST_WITHIN = 8.0
_AGAIN, _WITHIN = Formula("said == said_before"), Formula("part <= total")
_FEW_DIGITS, _MANY_DIGITS, _MOST_EARLIER = 3, 4, 8
_REACH = 200  # figures before a compound rate that may be its ends
_TOTALS = frozenset({"national", "global"})


def stated_relations(figures: Sequence[Figure], spoken: Sequence[Spoken]) -> Iterator[Relation]:
    """Everything that the text says of its own figures, each in one currency."""
    return (one for one in _relations(Text(figures, spoken)) if not one.mixes_currencies)


def _relations(text: Text) -> Iterator[Relation]:
    yield from _repeats(text)
    yield from _growths(text)
    yield from _shares(text)
    yield from _compound_growth(text)
    yield from list_relations(text.values, text.places)
    yield from path_relations(text)
    yield from stated_increments(text)
    yield from sum_relations(text)
    yield from product_relations(text)
    yield from order_relations(text)


def _repeats(text: Text) -> Iterator[Relation]:
    """One measure of one period, said again in another sentence."""
    first: dict[tuple[str, ...], Figure] = {}
    for figure in text.values:
        binding = figure.binding
        if not binding.bound or binding.period is None or binding.period.is_window or not figure.is_exact:
            continue
        base = binding.base.document_code if binding.base else ""
        key = (*subject(figure), binding.period.document_code, base, str(unit_of(figure.unit).dimensions))
        earlier = first.setdefault(key, figure)
        if earlier is not figure and text.sentence[earlier.id] != text.sentence[figure.id]:
            yield _said_again(text, figure, earlier, COST_REPEAT)
    yield from _likenesses(text)


def _likenesses(text: Text) -> Iterator[Relation]:
    """A measure that no lexicon knows counts as said again when its digits come again: tentatively."""
    seen: dict[tuple[str, str], list[Figure]] = {}
    for figure in text.values:
        digits = digits_of(figure)
        if figure.binding.bound or len(digits) < _FEW_DIGITS or not figure.is_exact:
            continue
        earlier = seen.setdefault((digits, str(unit_of(figure.unit).dimensions)), [])
        found = next((one for one in earlier[:_MOST_EARLIER] if _may_be_one(text, one, figure)), None)
        earlier.append(figure)
        if found is not None:
            yield _said_again(text, figure, found, COST_GUESS)


def _may_be_one(text: Text, earlier: Figure, figure: Figure) -> bool:
    """Two figures of the same digits in two sentences: alike in name and of one entity, or many digits side by side."""
    if text.sentence[earlier.id] == text.sentence[figure.id]:
        return False
    periods = {one.binding.period for one in (earlier, figure)}
    one_period = len(periods) == 1 or None in periods
    near = text.paragraph[earlier.id] == text.paragraph[figure.id]
    entities = {earlier.binding.entity, figure.binding.entity}
    one_entity = len(entities) == 1 or (near and "" in entities)
    if one_period and one_entity and _alike(earlier.binding.measure, figure.binding.measure):
        return True
    return near and len(periods) == 1 and None not in periods and len(digits_of(figure)) >= _MANY_DIGITS


def _said_again(text: Text, figure: Figure, earlier: Figure, cost: float) -> Relation:
    """The relation of a repeat; found by likeness alone it is tentative."""
    operands = {
        "said": percent(figure.id, figure.unit, figure.binding.name),
        "said_before": percent(earlier.id, earlier.unit, earlier.binding.name),
    }
    place, likely = text.places[figure.id], not figure.binding.bound
    return Relation(f"repeat:{figure.id}", "repeat", _AGAIN, operands, cost, TEXT, place, figure.id, tentative=likely)


def _alike(left: str, right: str) -> bool:
    """Two names of unknown measures, one of which says no more than the other."""
    first, second = set(left.split()), set(right.split())
    return bool(first & second) and (first <= second or second <= first)


def _growths(text: Text) -> Iterator[Relation]:
    """growth = value / the year before (or the one it is counted from) - 1, all three in the text."""  # noqa: D403  (a formula)
    formula = Formula("growth == value / before - 1")
    for figure in text.values:
        binding = figure.binding
        if binding.facet != GROWTH or binding.period is None or binding.period.is_window or not binding.measure:
            continue
        value = text.find(subject(figure, ""), binding.period)
        before = text.find(subject(figure, ""), binding.base or binding.period.prior())
        if value is None or before is None or unit_of(value.unit).dimensions != unit_of(before.unit).dimensions:
            continue
        operands = {
            "growth": percent(figure.id, figure.unit, binding.name), "value": percent(value.id, value.unit, binding.measure),
            "before": percent(before.id, before.unit, binding.measure),
        }  # fmt: skip
        yield Relation(f"grown:{figure.id}", "growth", formula, operands, COST_GROWTH, TEXT, text.places[figure.id], figure.id)


def _shares(text: Text) -> Iterator[Relation]:
    """share = the company's part / the country's or the world's total of the same measure; or more than that."""  # noqa: D403  (a formula)
    for figure in text.values:
        binding = figure.binding
        if binding.facet != SHARE or binding.period is None or not binding.is_ours or figure.about or figure.at_most:
            continue
        for measure in (binding.measure, *binding.also):
            yield from _shares_of(text, figure, measure, binding.period)


def _shares_of(text: Text, figure: Figure, measure: str, period: Period) -> Iterator[Relation]:
    """The share of one measure in each total that the text knows."""
    formula = Formula("part / total >= share") if figure.at_least else Formula("share == part / total")
    segment = figure.binding.segment
    part = text.find((measure, "", segment, ""), period)
    for entity in sorted(_TOTALS):
        total = text.find((measure, "", segment, entity), period)
        if part is None or total is None or unit_of(part.unit).dimensions != unit_of(total.unit).dimensions:
            continue
        operands = {
            "share": percent(figure.id, figure.unit, figure.binding.name), "part": percent(part.id, part.unit, measure),
            "total": percent(total.id, total.unit, f"{entity} {measure}"),
        }  # fmt: skip
        whole = {name: operands[name] for name in ("part", "total")}
        yield Relation(f"within:{part.id}:{total.id}", "bound", _WITHIN, whole, COST_WITHIN, CATALOGUE, f"a part of {entity} {measure}")
        name = f"share:{figure.id}:{measure}" if figure.at_least else f"share:{figure.id}"
        yield Relation(name, "share", formula, operands, COST_SHARE, TEXT, text.places[figure.id], figure.id)


def _compound_growth(text: Text) -> Iterator[Relation]:
    """rate = (end / start) ** (1 / years) - 1 over the window of the rate."""  # noqa: D403  (a formula)
    formula = Formula("rate == (end / start) ** inverse_years - 1")
    for index, figure in enumerate(text.values):
        window = figure.binding.period
        if figure.binding.facet != CAGR or window is None or window.start_year is None or window.start_year >= window.year:
            continue
        ends = _ends(text, index, window)
        if ends is None:
            continue
        start, end, known = ends
        years = Decimal(window.year - window.start_year)
        operands = {
            "rate": percent(figure.id, figure.unit, "cagr"), "end": percent(end.id, end.unit, end.binding.measure),
            "start": percent(start.id, start.unit, start.binding.measure),
            "inverse_years": Operand(constants=(Interval.exact(ONE / years),), label=f"1/{years}"),
        }  # fmt: skip
        cost = COST_CAGR if known else COST_GUESS
        yield Relation(f"cagr:{figure.id}", "cagr", formula, operands, cost, TEXT, text.places[figure.id], figure.id, tentative=not known)


def _ends(text: Text, index: int, window: Period) -> tuple[Figure, Figure, bool] | None:
    """(start, end, known for certain) of a compound rate: by subject and year, else the amounts just before it."""
    figure = text.values[index]
    first, last = type(window)(window.start_year or 0), type(window)(window.year)
    start, end = text.find(subject(figure, ""), first), text.find(subject(figure, ""), last)
    if figure.binding.bound and start is not None and end is not None:
        return (start, end, True) if unit_of(start.unit).dimensions == unit_of(end.unit).dimensions else None
    before = text.values[max(0, index - _REACH) : index]
    near = [one for one in before if text.paragraph[one.id] == text.paragraph[figure.id] and not one.member]
    amounts = [one for one in near if one.unit not in {"%", "pp"}]
    if len(amounts) < 2:  # noqa: PLR2004  (a rate has two ends)
        return None
    end = amounts[-1]
    same = [one for one in amounts[:-1] if unit_of(one.unit).dimensions == unit_of(end.unit).dimensions]
    same = [one for one in same if one.binding.measure == end.binding.measure] if end.binding.bound else same
    dated = [one for one in same if one.binding.period is not None and one.binding.period.year == window.start_year]
    start = dated[-1] if dated else same[-1] if same and text.sentence[same[-1].id] == text.sentence[figure.id] else None
    return None if start is None else (start, end, False)
