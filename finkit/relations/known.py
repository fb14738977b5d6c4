"""What the statements say where a figure speaks.

Facts of the same item, segment and period, on every basis, and
catalogue ratios worked out of facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import RATIO_BY_NAME, Ratio
from finkit.errors import EmptyDivisorError
from finkit.statements.company import AS_REPORTED, DEFAULT_ORDER, Company
from finkit.statements.fact import Basis, Fact
from finkit.vocabulary.formulas import Intervals, Term
from finkit.vocabulary.intervals import Interval
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from finkit.vocabulary.periods import Period

_WEAK = frozenset({Basis.VENDOR, Basis.RECONSTRUCTED})


@dataclass(frozen=True, slots=True)
class Known:
    """An interval in base units (percentages as percent numbers), and where it comes from."""

    interval: Interval
    unit: str
    basis: str
    source: str
    row: str
    lines: tuple[int, ...]
    computed: bool = False

    @property
    def is_weak(self) -> bool:
        """A vendor's or a reconstructed number stands in it."""
        return self.basis in {basis.value for basis in _WEAK}


def known_values(company: Company, name: str, period: Period, segment: str = "") -> tuple[Known, ...]:
    """Everything the statements say of a measure: facts first; without any, a ratio of facts."""
    direct = tuple(_of_fact(fact) for fact in _facts(company, name, period, segment))
    if direct or name not in RATIO_BY_NAME:
        return direct
    computed = (_of_ratio(company, RATIO_BY_NAME[name], period, segment, order) for order in (AS_REPORTED, DEFAULT_ORDER))
    return tuple(dict.fromkeys(one for one in computed if one is not None))


def usual_sizes(company: Company) -> dict[tuple[str, str], float]:
    """The middle of the absolute sizes of each (measure, segment) over the years, in base units."""
    sizes: dict[tuple[str, str], list[float]] = {}
    for fact in company.facts:
        if fact.value and fact.basis is not Basis.RECONSTRUCTED:
            sizes.setdefault((fact.item, fact.segment), []).append(abs(float(fact.value)))
    return {key: sorted(values)[len(values) // 2] for key, values in sizes.items()}


def _facts(company: Company, name: str, period: Period, segment: str) -> tuple[Fact, ...]:
    """Facts of the period; for closing balances, of the day on which it ends."""
    found = company.all_facts(name, period, segment)
    item = ITEM_BY_NAME.get(name)
    balance = (item is not None and not item.is_flow) or name in _BALANCE_RATIOS
    if found or not balance or period.is_window:
        return found
    month = company.year_end_month
    day = period.closing(month)
    same = (fact for fact in company.facts if fact.item == name and fact.segment == segment and not fact.period.is_window)
    return tuple(fact for fact in same if fact.period.closing(month) == day)


_BALANCE_RATIOS = frozenset(
    ratio.name for ratio in RATIO_BY_NAME.values() if all(name in ITEM_BY_NAME and not ITEM_BY_NAME[name].is_flow for name in ratio.terms)
    and not any(term.back for term in ratio.formula.terms)
)  # fmt: skip


def _of_fact(fact: Fact) -> Known:
    return Known(fact.interval, fact.unit, fact.basis.value, fact.source, fact.item, (fact.line,) if fact.line else ())


def _of_ratio(company: Company, ratio: Ratio, period: Period, segment: str, order: tuple[Basis, ...]) -> Known | None:
    """The ratio from facts of one view; a year before is looked up as restated first."""
    values: dict[Term, Interval] = {}
    facts: list[Fact] = []
    for term in ratio.formula.terms:
        constant = next((value for name, value, _ in ratio.constants if name == term.name), None)
        if constant is not None:
            values[term] = Interval.exact(constant)
            continue
        at = period
        for _ in range(term.back):
            at = at.prior()
        fact = company.fact(term.name, at, "" if term.whole else segment, DEFAULT_ORDER if term.back else order)
        if fact is None:
            return None
        facts.append(fact)
        values[term] = fact.interval
    try:
        result = ratio.formula.evaluate(Intervals(values))
    except EmptyDivisorError:
        return None
    scale = unit_of(ratio.unit_in(company.currency)).scale
    weak = next((fact for fact in facts if fact.basis in _WEAK), None)
    basis = weak.basis if weak else facts[0].basis
    sources = ", ".join(dict.fromkeys(fact.source for fact in facts))
    lines = tuple(fact.line for fact in facts if fact.line)
    scaled = Interval(result.low / scale, result.high / scale)
    code = ratio.unit_in(company.currency)
    return Known(scaled, code, basis.value, sources, f"{ratio.name} = {ratio.formula}", lines, computed=True)
