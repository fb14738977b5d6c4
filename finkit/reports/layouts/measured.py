"""Metrics as cells: what `explain_cell` says of a ratio, with its mark, its reason and the facts that it rests on."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.errors import EmptyDivisorError
from finkit.metrics.explain import COMPUTED, NOT_MEANINGFUL, Explainer
from finkit.reports.layouts.common import form_of_ratio, is_vague, is_wide, mark_of, provenance
from finkit.reports.table import Absent, Cell
from finkit.statements.views import interval_in_base_units
from finkit.vocabulary.formulas import Intervals, Term
from finkit.vocabulary.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from finkit.metrics.explain import Cell as Explained
    from finkit.statements.company import Company
    from finkit.statements.fact import Fact
    from finkit.vocabulary.periods import Period

NO_SOURCE = "no source at hand"


class Measures:
    """The metrics of one company as cells, each worked out once."""

    def __init__(self, company: Company) -> None:
        self.company, self._explainer = company, Explainer(company)
        self._explained: dict[tuple[str, Period, str], Explained] = {}

    def explained(self, name: str, period: Period, segment: str = "") -> Explained:
        """What a metric rests on."""
        key = (name, period, segment)
        if key not in self._explained:
            self._explained[key] = self._explainer.cell(name, period, segment)
        return self._explained[key]

    def cell(self, name: str, period: Period, segment: str = "") -> Cell:
        """The cell of a metric; absent with its reason where it cannot be worked out."""
        return shown(self.company, name, self.explained(name, period, segment), period)


def shown(company: Company, name: str, cell: Explained, period: Period) -> Cell:
    """An explained cell as a table shows it; its ends where the facts leave it wide."""
    ratio = RATIO_BY_NAME[name]
    form = form_of_ratio(ratio, company.currency)
    if cell.value is None:
        absent = Absent.MEANINGLESS if cell.status == NOT_MEANINGFUL else Absent.MISSING
        return Cell(form=form, absent=absent, note=cell.why)
    note = "\n".join((cell.why, *(f"{fact.item} {fact.period}: {provenance(company, fact)}" for fact in cell.facts)))
    ends = _ends(name, cell, period) if cell.status == COMPUTED else None
    wide = ends is not None and is_wide(ends.low, ends.high)
    return Cell(
        Decimal(repr(cell.value)), form, mark=mark_of(cell.basis), note=note,
        low=ends.low if ends and wide else None, high=ends.high if ends and wide else None,
        vague=ends is not None and is_vague(ends.low, ends.high),
    )  # fmt: skip


def fact_of(term: Term, facts: Iterable[Fact], period: Period, segment: str) -> Fact | None:
    """The fact among those of a cell that a term of its formula means (a balance may stand on its closing day)."""
    where = "" if term.whole else segment
    year = period.year - term.back
    alike = (fact for fact in facts if (fact.item, fact.segment) == (term.name, where))
    return next((fact for fact in alike if fact.period.year == year), None)


def _ends(name: str, cell: Explained, period: Period) -> Interval | None:
    """The formula over what its facts leave open; None where every fact is what its source printed."""
    if all(fact.low is None for fact in cell.facts):
        return None
    ratio = RATIO_BY_NAME[name]
    segments = [fact.segment for fact in cell.facts if fact.segment]
    intervals = {Term(constant): Interval.exact(value) for constant, value, _ in ratio.constants}
    for term in ratio.formula.terms:
        fact = fact_of(term, cell.facts, period, segments[0] if segments else "")
        if fact is not None:
            intervals[term] = interval_in_base_units(fact)
    try:
        return ratio.formula.evaluate(Intervals(intervals))
    except (EmptyDivisorError, KeyError):
        return None


def why_absent(company: Company, item: str, period: Period | None = None, segment: str = "") -> str:
    """Why no source holds an item, as the company file says."""
    gap = company.gap(item, period, segment)
    return gap.why if gap else NO_SOURCE
