"""Projected paths: a yearly rate of growth over a window ties the dated values of one list.

"We expect 4 % in 2024-2026 and 3 % in 2026-2030, and the output in 2023, 2026 and 2030 is a/b/c": each later value is
the earlier one times (1 + rate) to the power of the years, through every window that lies between them. A path is
firm where one sentence holds rates and values, each step has one rate, and nothing else can be meant; any other is
tentative.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from finkit.figures.cues import GROWTH
from finkit.figures.words import CAGR_WORDS, FUNCTION_WORDS, PREPOSITIONS
from finkit.relations.index import Line, Text, alike, amount, is_percent, subject
from finkit.relations.residual import TEXT, Relation, percent
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.periods import Period
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit.figures.figure import Figure

COST_STEP, COST_BASE = 4.0, 1.4
_GROWING = frozenset({"growth", "grow", "grows", "growing", "increase", "increases", "increasing", "rise", "rises"})
_GOING_ON = FUNCTION_WORDS | {"rate", "rates"}  # "4 % in 2024-2026 and at a rate of 3 % in ..."
_ASSUMED = ("expect", "assum", "forecast", "project", "estimat", "predict", "anticipat", "假设", "预计", "预期")
# Something else is said to stay as it is: the values may hold more than what grows.
_OTHERWISE = frozenset({"unchanged", "constant", "stable", "flat", "excluding", "except"})
_NAMELESS = frozenset({"rate", "growth", "annual", "average", "then", "corresponding", "annualized", "will"})
_YEARLY = PREPOSITIONS | {"a", "per", "each", "every", "year", "annum", "annually", "the", "period"}
_RATES_BACK, _LONGEST, _NEAR = 12, 8, 6


@dataclass(frozen=True, slots=True)
class _Rate:
    """A yearly rate over the years from `start` to `end`."""

    figure: Figure
    start: int
    end: int
    yearly: bool = False

    def covers(self, first: int, last: int) -> bool:
        """It is said of these very years."""
        return self.start <= first and last <= self.end

    def reaches(self, first: int, last: int) -> bool:
        """It may be meant of them: "2 % in 2024-2026" is the step into 2024 as well."""
        earliest = self.start if self.yearly else self.start - 1
        return earliest <= first and last <= self.end


@dataclass(frozen=True, slots=True)
class _Step:
    """From one dated value to the next, by a rate; `firm` where nothing else can be meant."""

    earlier: Figure
    later: Figure
    rate: Figure
    years: int
    firm: bool


def path_relations(text: Text) -> Iterator[Relation]:
    """Every path that a text projects."""
    rates: list[_Rate] = []
    for line in text.lines:
        here = _rates(line)
        rates = [*rates, *here][-_RATES_BACK:]
        paths = _paths(line) if rates else []
        for members in paths:
            before = _rates_of(text, line, members[0], rates)
            if before:
                firm = len(paths) == 1 and _is_plain(line, members, here, before)
                yield from _along(text, members, before, firm=firm)


def _rates_of(text: Text, line: Line, value: Figure, rates: Sequence[_Rate]) -> list[_Rate]:
    """The rates before a value that can be its own: those of its sentence, else those of its paragraph that are named alike."""
    near = [one for one in rates if one.figure.start < value.start and text.paragraph[one.figure.id] == line.paragraph]
    here = {(one.start, one.end) for one in near if text.sentence[one.figure.id] == line.number and not one.yearly}
    percents = [_window_behind(line, one) or one.binding.period for one in line.values if is_percent(one) and one.start < value.start]
    windows = [(one.start_year, one.year) for one in percents if one is not None and one.is_window]
    if any(windows.count(window) > 1 for window in here):
        return []  # two rates of the same years: of two regions, or in two cases
    near = [one for one in near if _is_same(one.figure, value)]
    return [one for one in near if text.sentence[one.figure.id] == line.number] or [
        one for one in near if _names(one.figure) and _names(value)
    ]


def _rates(line: Line) -> list[_Rate]:
    """The percentages of a sentence that are said to be yearly growth, of a window or of single years."""
    found: list[_Rate] = []
    grows = False
    for one in line.quantities:
        words = {word for word in one.lead if word.isalpha()}
        if not words <= _GOING_ON:
            grows = bool(_GROWING & words) and not CAGR_WORDS & words
        figure, period = one.first, _window_behind(line, one.first) or one.first.binding.period
        if not grows or one.kind or figure.unit != "%" or figure.binding.facet not in {GROWTH, ""} or not one.is_readable or period is None:
            continue
        if period.start_year is not None:
            found.append(_Rate(figure, period.start_year, period.year))
        elif period.is_full_year:
            found.append(_Rate(figure, period.year - 1, period.year, yearly=True))
    return found


def _window_behind(line: Line, figure: Figure) -> Period | None:
    """The years that stand right behind a rate: `10 % a year from 2024 to 2026`."""
    tokens = line.spoken.tokens
    mention = next((one for one in line.spoken.periods if one.start >= figure.end), None)
    if mention is None or mention.period is None or not mention.period.is_window:
        return None
    between = [one.lower for one in tokens[max(0, mention.first - _NEAR) : mention.first] if one.start >= figure.end]
    whole = not any(one.start >= figure.end for one in tokens[: max(0, mention.first - _NEAR)])
    return mention.period if whole and all(word in _YEARLY for word in between) else None


def _paths(line: Line) -> list[tuple[Figure, ...]]:
    """The lists and series of a sentence whose members are amounts of ever later years."""
    groups: dict[object, list[Figure]] = {}
    for figure in line.values:
        binding = figure.binding
        if is_percent(figure) or figure.numeral is None or binding.period is None or not binding.period.is_full_year:
            continue
        if figure.member is not None and figure.member.kind != "list":
            continue
        key = figure.member.group if figure.member else (subject(figure), figure.unit)
        groups.setdefault(key, []).append(figure)
    found = []
    for members in groups.values():
        years = [one.binding.period.year for one in members if one.binding.period]
        if 1 < len(members) <= _LONGEST and years == sorted(set(years)) and not unit_of(members[0].unit).is_pure:
            found.append(tuple(members))
    return found


def _is_plain(line: Line, members: Sequence[Figure], here: Sequence[_Rate], before: Sequence[_Rate]) -> bool:
    """All rates stand in the sentence of the values, say that they grow, and speak of the same thing."""
    if {one.figure.id for one in before} != {one.figure.id for one in here} or not all(one.figure.is_exact for one in here):
        return False
    words = {token.lower for token in line.spoken.tokens}
    if words & _OTHERWISE or not all(one.is_exact for one in members):
        return False
    between = [one for one in line.values if here[0].figure.start < one.start < members[0].start]
    rates = {one.figure.id for one in here}
    return all(one.id in rates for one in between) and all(_is_same(one.figure, members[0]) for one in here)


def _is_same(rate: Figure, value: Figure) -> bool:
    """The rate is named as the value is, or has no name of its own."""
    if rate.binding.bound and value.binding.bound:
        return rate.binding.measure == value.binding.measure and rate.binding.segment == value.binding.segment
    left, right = _names(rate), _names(value)
    if rate.binding.bound != value.binding.bound:
        return not left or not right or bool(left & right)
    return not left or not right or left <= right or right <= left


def _names(figure: Figure) -> set[str]:
    """The words of a measure that tell it from others."""
    return set(figure.binding.measure.replace("_", " ").split()) - _NAMELESS


def _is_assumed(line: Line, members: Sequence[Figure]) -> bool:
    """The rates are what somebody reckons with."""
    words = [token.lower for token in line.spoken.tokens if token.start < members[0].start]
    return any(stem in word for word in words for stem in _ASSUMED)


def _along(text: Text, members: Sequence[Figure], rates: Sequence[_Rate], *, firm: bool) -> Iterator[Relation]:
    """Each step, the way from the first value to each later one, and the way from the year before the list."""
    line = text.line[members[0].id]
    assumed = _is_assumed(line, members)
    steps = [_step(earlier, later, rates, firm=firm) for earlier, later in pairwise(members)]
    for step in steps:
        if step is not None:
            yield _relation([step], line.place, f"step:{step.later.id}", COST_STEP, assumed=assumed)
    base = _base(text, line, members, rates)
    whole = [base, *steps] if base is not None else steps
    known: list[_Step] = []
    for step in whole:
        if step is None:
            break
        known.append(step)
        if len(known) > 1 or known[0] is base:
            weak = not all(one.firm for one in known)
            yield _relation(known, line.place, f"path:{step.later.id}", COST_BASE if weak else COST_STEP, assumed=assumed)


def _step(earlier: Figure, later: Figure, rates: Sequence[_Rate], *, firm: bool) -> _Step | None:
    """The step by the one rate that is said of its years, else by the nearest that may be meant."""
    first, last = _year(earlier), _year(later)
    said = [one for one in rates if one.covers(first, last)]
    meant = said or [one for one in rates if one.reaches(first, last)]
    if not meant:
        return None
    sure = firm and len(said) == 1
    return _Step(earlier, later, meant[-1].figure, last - first, sure)


def _year(figure: Figure) -> int:
    return figure.binding.period.year if figure.binding.period else 0


def _base(text: Text, line: Line, members: Sequence[Figure], rates: Sequence[_Rate]) -> _Step | None:
    """From a value of the same measure before the list: found by its subject and year, or the nearest of the sentence."""
    first = members[0]
    for rate in rates:
        start = rate.start if rate.start < _year(first) else rate.start - 1
        if start >= _year(first):
            continue
        near = [one for one in line.values if one.end < first.start and alike(one, first) and _year(one) == start and one.is_exact]
        found = text.find(subject(first), Period(start)) if first.binding.bound else None
        value = found if found is not None and found.start < first.start else near[-1] if near else None
        if value is not None and value.id not in {one.id for one in members} and rate.reaches(start, _year(first)):
            return _Step(value, first, rate.figure, _year(first) - start, firm=False)
    return None


@lru_cache(maxsize=256)
def _formula(years: tuple[int, ...]) -> Formula:
    """later = earlier * (1 + rate) ** years, a factor for each rate."""  # noqa: D403  (a formula)
    factors = (f"(1 + rate{number})" + (f" ** {one}" if one > 1 else "") for number, one in enumerate(years, start=1))
    return Formula(f"later == earlier * {' * '.join(factors)}")


def _relation(steps: Sequence[_Step], place: str, name: str, cost: float, *, assumed: bool) -> Relation:
    """The steps as one relation; neighbouring steps of one rate are one factor."""
    merged: list[tuple[Figure, int]] = []
    for step in steps:
        if merged and merged[-1][0].id == step.rate.id:
            merged[-1] = (step.rate, merged[-1][1] + step.years)
        else:
            merged.append((step.rate, step.years))
    earlier, later = steps[0].earlier, steps[-1].later
    ends = {"later": later, "earlier": earlier}
    operands = {name: amount(figure, figure.binding.measure) for name, figure in ends.items()}
    for number, (rate, _) in enumerate(merged, start=1):
        operands[f"rate{number}"] = percent(rate.id, rate.unit, "growth", assumed=assumed)
    kind = "step" if len(steps) == 1 else "path"
    firm = all(one.firm for one in steps)
    return Relation(name, kind, _formula(tuple(years for _, years in merged)), operands, cost, TEXT, place, later.id, tentative=not firm)
