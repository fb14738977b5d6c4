"""Statements as series over periods: years, interims, single quarters, year to date, twelve months; shares of a whole.

A column stands on one basis. Facts fall into families (as filed, restated, a vendor's) and arithmetic never leaves one:
Q4 = FY - 9M is taken where both are of one family. What was worked out is `derived`, with its formula and interval; what
cannot be is absent. By default a period stands restated where a filing restated it whole, else as reported; where only
some lines were restated these have a column of their own. A vendor's line is shown last, and its basis says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from finkit.catalogue.items import BALANCE, ITEM_BY_NAME, MONEY
from finkit.errors import EmptyDivisorError
from finkit.statements.breakdowns import BROKEN_DOWN, left_over
from finkit.statements.derive import derive, shown_middle
from finkit.statements.fact import Basis, Fact
from finkit.statements.parts import CLOSING, OPENING, SUMS, adds_up, is_closing
from finkit.statements.views import reported_view, restated_only
from finkit.vocabulary.intervals import Interval
from finkit.vocabulary.periods import PARTS, Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from finkit.statements.company import Breakdown, Company
    from finkit.statements.views import Key

HUNDRED = Decimal(100)


class Span(StrEnum):
    """Which periods are the columns."""

    ANNUAL = "annual"
    INTERIM = "interim"
    QUARTERS = "quarters"
    YTD = "ytd"
    TTM = "ttm"


class Choice(StrEnum):
    """On which basis the columns stand."""

    DEFAULT = "default"
    REPORTED = "reported"
    RESTATED = "restated"
    VENDOR = "vendor"


_TARGETS = {
    Span.ANNUAL: ("FY",),
    Span.INTERIM: ("Q1", "H1", "9M", "Q2", "Q3", "Q4", "H2"),
    Span.QUARTERS: ("Q1", "Q2", "Q3", "Q4"),
    Span.YTD: ("Q1", "H1", "9M", "FY"),
    Span.TTM: ("Q1", "H1", "9M", "FY"),
}
_FAMILIES = (Basis.REPORTED, Basis.RESTATED, Basis.VENDOR, Basis.RECONSTRUCTED)
_WHOLE_COLUMN = (Basis.RESTATED, Basis.REPORTED, Basis.VENDOR, Basis.RECONSTRUCTED)
_AS_REPORTED = (Basis.REPORTED, Basis.VENDOR, Basis.RECONSTRUCTED)
_FIRST, _AGAIN = (Basis.REPORTED, Basis.RECONSTRUCTED), (Basis.RESTATED, Basis.VENDOR)
Facts = dict["Key", Fact]


@dataclass(frozen=True, slots=True)
class Column:
    """A period on one basis. `bases`: the families that it shows, the first that has an item is taken."""

    period: Period
    bases: tuple[Basis, ...]
    span: Span

    @property
    def label(self) -> str:
        """Its header: FY2020, `FY2020 restated` beside the first reported, `TTM 9M2023`."""
        code = f"TTM {self.period.code}" if self.span is Span.TTM and not self.period.is_full_year else self.period.code
        return f"{code} restated" if self.bases == _AGAIN else code


@dataclass(frozen=True)
class Series:
    """A company's items over columns, oldest first."""

    company: Company
    span: Span
    columns: tuple[Column, ...]
    families: Mapping[Basis, Mapping[Key, Fact]]
    is_common_size: bool = False

    def fact(self, item: str, column: Column, segment: str = "") -> Fact | None:
        """The item in a column; None where no fact of its bases has it, nor gives it."""
        found = self._filed(item, column, segment)
        return self._share(found, column) if found is not None and self.is_common_size else found

    def _filed(self, item: str, column: Column, segment: str = "") -> Fact | None:
        breakdown = self._breakdowns.get(segment)
        if breakdown is not None:
            return left_over(breakdown, item, lambda name: self._filed(item, column, name)) if item in BROKEN_DOWN else None
        key = (item, segment, column.period)
        return next((self.families[basis][key] for basis in column.bases if key in self.families[basis]), None)

    def _share(self, fact: Fact, column: Column) -> Fact | None:
        """An amount as a percentage of revenue, or of total assets for a balance."""
        item = ITEM_BY_NAME.get(fact.item)
        if item is None or item.unit != MONEY:
            return None
        name = "total_assets" if item.statement == BALANCE else "revenue"
        key = (name, "", column.period)
        own = next((facts[key] for facts in self.families.values() if facts.get(fact.key) is fact and key in facts), None)
        whole = own or self._filed(name, column)
        if whole is None:
            return None
        try:
            share = Interval.exact(HUNDRED) if whole is fact else fact.interval / whole.interval * Interval.exact(HUNDRED)
        except EmptyDivisorError:
            return None
        beside = "" if own else f" ({whole.basis.value})"
        sources = _sources((fact, whole))
        changed = {
            "value": shown_middle(share), "unit": "%", "low": share.low, "high": share.high, "line": None, "source": sources,
            "note": f"= {fact.item} / {name}{beside}",
        }  # fmt: skip
        return Fact.model_construct(**{**{name: getattr(fact, name) for name in Fact.model_fields}, **changed})

    @cached_property
    def _breakdowns(self) -> Mapping[str, Breakdown]:
        """By name: as a segment, a breakdown is what it leaves over."""
        return {breakdown.name: breakdown for breakdown in self.company.breakdowns}

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments that have a fact in a column, in the order of the company file."""
        shown = {column.period for column in self.columns}
        known = {key[1] for facts in self.families.values() for key in facts if key[2] in shown}
        return tuple(segment.name for segment in self.company.segments if segment.name in known)


def series(company: Company, span: Span = Span.ANNUAL, choice: Choice = Choice.DEFAULT, *, common_size: bool = False) -> Series:
    """A company's items over the periods of a span, on a basis."""
    worked = {basis: _worked(company, facts, span) for basis, facts in _families(company).items()}
    return Series(company, span, tuple(_columns(worked, span, choice)), worked, common_size)


def _families(company: Company) -> dict[Basis, Facts]:
    """The facts that may be reckoned with each other."""
    found: dict[Basis, Facts] = {basis: {} for basis in _FAMILIES}
    found[Basis.REPORTED] = dict(reported_view(company.facts).facts)
    found[Basis.RESTATED] = restated_only(company.facts)
    for basis in (Basis.VENDOR, Basis.RECONSTRUCTED):
        found[basis] = {fact.key: fact for fact in company.facts if fact.basis is basis}
    return found


def _columns(worked: Mapping[Basis, Facts], span: Span, choice: Choice) -> Iterator[Column]:
    counts = {basis: _counts(facts) for basis, facts in worked.items()}
    shown = _FAMILIES if choice is Choice.DEFAULT else (Basis(choice.value),)
    for period in sorted({period for basis in shown for period in counts[basis]}):
        restated, reported = counts[Basis.RESTATED].get(period, 0), counts[Basis.REPORTED].get(period, 0)
        if choice is not Choice.DEFAULT:
            yield Column(period, shown, span)
        elif not restated:
            yield Column(period, _AS_REPORTED, span)
        elif restated >= reported:
            yield Column(period, _WHOLE_COLUMN, span)
        else:
            yield Column(period, _FIRST, span)
            yield Column(period, _AGAIN, span)


def _counts(facts: Facts) -> dict[Period, int]:
    """Period -> how many items of the company or its segments it has."""
    counts: dict[Period, int] = {}
    for item, _, period in facts:
        counts[period] = counts.get(period, 0) + (item in ITEM_BY_NAME)
    return {period: count for period, count in counts.items() if count}


def _worked(company: Company, facts: Facts, span: Span) -> Facts:
    """The facts of a family for every period of a span: filed, else worked out within the family."""
    book = _Book(facts, company.year_end_month)
    years = sorted({period.year for _, _, period in facts if not period.is_window and not period.estimate})
    if not years:
        return {}
    targets = [Period(year, part) for year in range(years[0], years[-1] + 2) for part in _TARGETS[span]]
    pairs = {(item, segment) for item, segment, _ in facts}
    pairs |= {(OPENING, segment) for item, segment in pairs if item == CLOSING}
    found: Facts = {}
    for item, segment in sorted(pairs):
        for target in targets:
            fact = book.at(item, segment, target, span)
            if fact is not None:
                found[fact.key] = fact
    filed = {period for _, _, period in facts}
    # a balance alone makes no column: FY2022 closes on the day of Q4 2022 without anything being known of the quarter
    flows = {period for item, _, period in found if not is_closing(item) and item != OPENING} | (filed if span is not Span.TTM else set())
    found = {key: fact for key, fact in found.items() if key[2] in flows}
    if span in {Span.ANNUAL, Span.INTERIM}:
        return found
    more = {fact.key: fact for fact in derive(tuple(found.values()), company.currency)}
    return {**more, **found}


class _Book:
    """The facts of a family, found by period or by the day on which it closes."""

    def __init__(self, facts: Facts, year_end_month: int) -> None:
        self.facts, self.year_end_month = facts, year_end_month
        self.closings = {
            (item, segment, period.closing(year_end_month)): fact
            for (item, segment, period), fact in sorted(facts.items(), key=lambda pair: pair[0][2].is_instant)
            if is_closing(item) and not period.is_window
        }  # fmt: skip

    def at(self, item: str, segment: str, target: Period, span: Span) -> Fact | None:
        """The item for a target period; a fact of another period that closes on the same day counts as its own."""
        if is_closing(item):
            return _as(self.closings.get((item, segment, target.closing(self.year_end_month))), item, target)
        if span is Span.TTM and not target.is_full_year:
            return self._twelve_months(item, segment, target)
        filed = self.facts.get((item, segment, target))
        if filed is not None or span not in {Span.QUARTERS, Span.YTD}:
            return filed
        if item == OPENING:
            return self._opening(segment, target)
        return self._from_parts(item, segment, target) if adds_up(item) else None

    def _from_parts(self, item: str, segment: str, target: Period) -> Fact | None:
        """A span as the difference or the sum of two others of its year."""
        for whole, first, second in SUMS:
            if target.part == whole:
                terms = ((first, 1), (second, 1))
            elif target.part == second:
                terms = ((whole, 1), (first, -1))
            elif target.part == first:
                terms = ((whole, 1), (second, -1))
            else:
                continue
            made = self._sum(item, segment, target, [(Period(target.year, part), sign) for part, sign in terms])
            if made is not None:
                return made
        return None

    def _twelve_months(self, item: str, segment: str, target: Period) -> Fact | None:
        """The year before, plus this year so far, less the year before so far."""
        before = target.prior()
        if item == OPENING:
            return _as(self.closings.get((CLOSING, segment, before.closing(self.year_end_month))), item, target)
        if not adds_up(item):
            return None
        return self._sum(item, segment, target, [(Period(before.year), 1), (target, 1), (before, -1)])

    def _opening(self, segment: str, target: Period) -> Fact | None:
        """Opening cash is the closing cash of the day before the span."""
        first = PARTS[target.part][0]
        before = [part for part, (_, last) in PARTS.items() if last == first - 1]
        day = Period(target.year, before[0]) if before else Period(target.year - 1)
        return _as(self.closings.get((CLOSING, segment, day.closing(self.year_end_month))), OPENING, target)

    def _sum(self, item: str, segment: str, target: Period, terms: list[tuple[Period, int]]) -> Fact | None:
        facts = [self.facts.get((item, segment, period)) for period, _ in terms]
        known = [fact for fact in facts if fact is not None]
        if len(known) < len(terms):
            return None
        value, interval, note = Decimal(0), Interval.exact(0), ""
        for fact, (period, sign) in zip(known, terms, strict=True):
            value += fact.value * sign
            interval = interval + fact.interval if sign > 0 else interval - fact.interval
            note += f" {'+' if sign > 0 else '-'} {period.code}" if note else period.code
        return Fact.model_construct(
            item=item, segment=segment, period=target, value=value, unit=known[0].unit, basis=_worked_basis(known[0].basis),
            source=_sources(known), note=f"= {note}", line=None, low=interval.low, high=interval.high,
        )  # fmt: skip


def _worked_basis(basis: Basis) -> Basis:
    """What follows from a filing is derived; a restated or a vendor's number stays on its basis."""
    return Basis.DERIVED if basis is Basis.REPORTED else basis


def _as(fact: Fact | None, item: str, target: Period) -> Fact | None:
    """The same balance under another name of its day."""
    if fact is None or (fact.item == item and fact.period == target):
        return fact
    fields = {name: getattr(fact, name) for name in Fact.model_fields}
    source = f"{fact.item} of {fact.period.code}" if fact.item != item else fact.period.code
    note = "; ".join(part for part in (f"as {source}", fact.note) if part)
    return Fact.model_construct(**{**fields, "item": item, "period": target, "note": note})


def _sources(facts: Iterable[Fact]) -> str:
    return " + ".join(dict.fromkeys(source for fact in facts for source in fact.source.split(" + ")))
