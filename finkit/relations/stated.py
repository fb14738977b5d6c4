"""Relations that the text itself states between its figures: repeats, compound growth, from-to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.figures.cues import CAGR
from finkit.figures.figure import VALUE, Figure
from finkit.relations.residual import TEXT, Operand, Relation, percent
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.intervals import ONE, Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit.figures.extract import Spoken
    from finkit.vocabulary.periods import Period

COST_REPEAT, COST_CAGR = 5.0, 6.0


def stated_relations(figures: Sequence[Figure], spoken: Sequence[Spoken]) -> Iterator[Relation]:
    """Everything that the text says of its own figures."""
    sentence_of = {figure.id: number for number, said in enumerate(spoken) for figure in said.figures}
    values = [figure for figure in figures if figure.kind == VALUE and figure.binding.bound]
    yield from _repeats(values, sentence_of, spoken)
    yield from _compound_growth(values, spoken, sentence_of)


def _span(spoken: Sequence[Spoken], number: int) -> str:
    sentence = spoken[number].sentence
    return f"{sentence.start}-{sentence.end}"


def _repeats(values: Sequence[Figure], sentence_of: dict[str, int], spoken: Sequence[Spoken]) -> Iterator[Relation]:
    """One measure of one period, said again in another sentence."""
    formula = Formula("said == said_before")
    first: dict[tuple[str, str, str, str, str], Figure] = {}
    for figure in values:
        binding = figure.binding
        if binding.period is None or binding.period.is_window or figure.about or figure.at_least or figure.at_most:
            continue
        key = (binding.name, binding.segment, binding.entity, binding.period.document_code, figure.unit)
        earlier = first.setdefault(key, figure)
        if earlier is figure or sentence_of[earlier.id] == sentence_of[figure.id]:
            continue
        operands = {"said": percent(figure.id, figure.unit, binding.name), "said_before": percent(earlier.id, earlier.unit, binding.name)}
        place = _span(spoken, sentence_of[figure.id])
        yield Relation(f"repeat:{figure.id}", "repeat", formula, operands, COST_REPEAT, TEXT, place, figure.id)


def _compound_growth(
    values: Sequence[Figure], spoken: Sequence[Spoken], sentence_of: dict[str, int]
) -> Iterator[Relation]:
    """Rate = (end / start) ** (1 / years) - 1 over the window of the rate, its ends among the figures."""
    formula = Formula("rate == (end / start) ** inverse_years - 1")
    at: dict[tuple[str, str, str, Period], Figure] = {}
    for figure in values:
        binding = figure.binding
        if binding.period is not None and not binding.facet:
            at.setdefault((binding.measure, binding.segment, binding.entity, binding.period), figure)
    for figure in values:
        window = figure.binding.period
        if figure.binding.facet != CAGR or window is None or window.start_year is None or window.start_year >= window.year:
            continue
        binding = figure.binding
        ends = [
            at.get((binding.measure, binding.segment, binding.entity, type(window)(year))) for year in (window.start_year, window.year)
        ]
        if ends[0] is None or ends[1] is None:
            continue
        years = Decimal(window.year - window.start_year)
        operands = {
            "rate": percent(figure.id, figure.unit, "cagr"), "end": percent(ends[1].id, ends[1].unit, binding.measure),
            "start": percent(ends[0].id, ends[0].unit, binding.measure),
            "inverse_years": Operand(constants=(Interval.exact(ONE / years),), label=f"1/{years}"),
        }  # fmt: skip
        yield Relation(f"cagr:{figure.id}", "cagr", formula, operands, COST_CAGR, TEXT, _span(spoken, sentence_of[figure.id]), figure.id)
