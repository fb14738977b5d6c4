"""What a cell rests on: the facts, the basis, the formula; or why there is none. The slow path, one cell at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.catalogue.items import BALANCE, ITEM_BY_NAME
from finkit.catalogue.ratios import COMPANY, SEGMENT, Ratio
from finkit.errors import EmptyDivisorError
from finkit.metrics.modes import DERIVED, MODES, RESTATED, WEAKEST_LAST, WIDEST, Mode
from finkit.metrics.rows import deciding_rows, find_ratios, needs_full_year
from finkit.statements.fact import Basis, Fact
from finkit.vocabulary.formulas import Decimals, Formula, Term
from finkit.vocabulary.periods import Period
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from finkit.statements.company import Company

COMPUTED, DISCLOSED, MISSING, NOT_MEANINGFUL = "computed", "disclosed", "missing", "not meaningful"


@dataclass(frozen=True, slots=True)
class Cell:
    """A ratio of one company, segment and period. `value`: a fraction for percentages, None unless there is one.

    `status`: computed, disclosed, missing or not meaningful. `basis`: the weakest among `facts`. `why` says how the
    value came about, or why there is none.
    """

    value: float | None
    status: str
    basis: Basis | None
    facts: tuple[Fact, ...]
    why: str


class Explainer:
    """What the cells of one company rest on; each group of ratios is set on its basis once."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._restated: dict[tuple[str, Period, str], bool] = {}

    def cell(self, ratio: str | Ratio, period: Period, segment: str = "") -> Cell:
        """As `explain_cell`."""
        row = find_ratios([ratio])[0]
        if (SEGMENT if segment else COMPANY) not in row.per:
            return _none(MISSING, f"{row.name} is a metric of {'the company' if segment else 'segments'}")
        for mode in MODES:
            if mode.coherent and not self._prefers_restated(row.group, period, segment):
                continue
            fill = _disclosed if mode.disclosed else _computed
            cell = fill(self.company, row, period, segment, mode)
            if cell is not None:
                return cell
        return _none(MISSING, self._needs(row, period, segment))

    def _prefers_restated(self, group: str, period: Period, segment: str) -> bool:
        """As `measure.prefers_restated`, for one place."""
        if period not in self.company.restated_periods:
            return False  # no restated cell to prefer
        place = (group, period, segment)
        if place not in self._restated:
            rows = deciding_rows(group)
            counts = [sum(_gives(self.company, row, period, segment, mode) for row in rows) for mode in (RESTATED, DERIVED)]
            self._restated[place] = counts[0] >= counts[1]
        return self._restated[place]

    def _needs(self, row: Ratio, period: Period, segment: str) -> str:
        """The inputs that no basis holds, each with the company file's reason where it gives one."""
        if not period.is_full_year and needs_full_year(row):
            return "a flow of part of a year over a balance is not comparable"
        missing = dict(_missing(self.company, row, period, segment))
        needs = "needs " + ", ".join(f"{name}{why}" for name, why in missing.items())
        if missing and row.parts:
            known = sum(self.cell(name, period, segment).value is not None for name in row.parts)
            return f"{known} of {len(row.parts)} parts known; {needs}"
        if missing:
            return needs
        return "its inputs stand on no common basis" if row.terms else "nothing to compute from"


def explain_cell(company: Company, ratio: str | Ratio, period: Period | str, segment: str = "") -> Cell:
    """What a cell of `measure` rests on; for many cells of one company an `Explainer` is faster.

    Raises `MetricUnknownError` for an unknown ratio.
    """
    return Explainer(company).cell(ratio, Period.parse(period) if isinstance(period, str) else period, segment)


def why_missing(company: Company, ratio: str | Ratio, period: Period | str, segment: str = "") -> str:
    """Why a cell is empty, such as "needs inventories FY2021", with the company file's reason; "" where it is not."""
    cell = explain_cell(company, ratio, period, segment)
    return cell.why if cell.value is None else ""


def _none(status: str, why: str) -> Cell:
    return Cell(None, status, None, (), why)


def _disclosed(company: Company, row: Ratio, period: Period, segment: str, mode: Mode) -> Cell | None:
    fact = _look(company, row.name, period, segment, mode.layers)
    if fact is None:
        return None
    value = float(fact.value * unit(fact.unit).scale)
    return Cell(value, DISCLOSED, fact.basis, (fact,), f"disclosed ({fact.basis}, source {fact.source})")


def _gives(company: Company, row: Ratio, period: Period, segment: str, mode: Mode) -> bool:
    """The mode gives the ratio a number, meaningful or not."""
    fits = (SEGMENT if segment else COMPANY) in row.per
    return fits and _computed(company, row, period, segment, mode) is not None


def _computed(company: Company, row: Ratio, period: Period, segment: str, mode: Mode) -> Cell | None:
    """The cell of one mode; None where it lacks an input, or adds none of its own."""
    if not period.is_full_year and needs_full_year(row):
        return None
    constants = {Term(name): value for name, value, _ in row.constants}
    facts: dict[Term, Fact] = {}
    for term in _terms(row):
        if term in constants:
            continue
        fact = _input(company, term, period, segment, mode)
        if fact is None:
            return None
        facts[term] = fact
    values = {term: fact.value * unit(fact.unit).scale for term, fact in facts.items()} | constants
    used = tuple(dict.fromkeys(facts[term] for term in row.formula.terms if term in facts))
    try:
        if row.only_if is not None and not _holds(row.only_if, values):
            return _none(NOT_MEANINGFUL, f"not meaningful: holds only if {row.only_if}")
        value = row.formula.evaluate(Decimals(values))
    except EmptyDivisorError:
        return None
    basis = max((fact.basis for fact in used), key=WEAKEST_LAST.index)
    return Cell(float(value), COMPUTED, basis, used, f"= {row.formula}" + _caveat(company, facts, period))


def _terms(row: Ratio) -> tuple[Term, ...]:
    return (*row.formula.terms, *(row.only_if.terms if row.only_if else ()))


def _input(company: Company, term: Term, period: Period, segment: str, mode: Mode) -> Fact | None:
    """The fact that a term of the formula means, on the bases of a mode."""
    layers = mode.priors if term.back else mode.layers
    if mode.restated_layers and not term.back and period in company.restated_periods:
        layers = mode.restated_layers
    return _look(company, term.name, _years_before(period, term.back), "" if term.whole else segment, layers)


def _years_before(period: Period, years: int) -> Period:
    for _ in range(years):
        period = period.prior()
    return period


def _look(company: Company, name: str, period: Period, segment: str, layers: Iterable[Basis]) -> Fact | None:
    """A fact of a period, or for a balance of the day on which the period closes."""
    fact = company.fact(name, period, segment, layers)
    if fact is not None or name not in ITEM_BY_NAME or ITEM_BY_NAME[name].statement != BALANCE or period.is_instant:
        return fact
    day = period.closing(company.year_end_month)
    return company.fact(name, Period(day.year, "D", day.month, day.day), segment, layers)


def _holds(condition: Formula, values: dict[Term, Decimal]) -> bool:
    residual = condition.evaluate(Decimals(values))
    match condition.comparison:
        case ">":
            return residual > 0
        case "<":
            return residual < 0
        case ">=":
            return residual >= 0
        case "<=":
            return residual <= 0
    return residual == 0


def _caveat(company: Company, facts: dict[Term, Fact], period: Period) -> str:
    """A word on a comparative that was first reported in a year which was restated later."""
    if not any(term.back and fact.basis is not Basis.RESTATED for term, fact in facts.items()):
        return ""
    year = period.prior()
    return f"; {year} as first reported, though that year was restated" if year in company.restated_periods else ""


def _missing(company: Company, row: Ratio, period: Period, segment: str) -> Iterator[tuple[str, str]]:
    """(input and period, the company file's reason) of the inputs that no basis holds."""
    constants = {name for name, _, _ in row.constants}
    for term in _terms(row):
        if term.name in constants or _input(company, term, period, segment, WIDEST) is not None:
            continue
        when, where = _years_before(period, term.back), "" if term.whole else segment
        gap = company.gap(term.name, when, where)
        yield f"{term.name} {when}", f" ({gap.why})" if gap else ""
