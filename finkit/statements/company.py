"""A company: its names, segments, sources and facts, and views of them that never mix bases silently."""

from __future__ import annotations

from collections.abc import Iterable  # noqa: TC003  (pydantic reads annotations)
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from finkit.statements.fact import Basis, Fact, Finding
from finkit.vocabulary.units import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finkit.vocabulary.periods import Period

# Which basis a view takes first; the basis of every cell stays on the fact.
DEFAULT_ORDER = (Basis.RESTATED, Basis.REPORTED, Basis.DERIVED, Basis.VENDOR, Basis.RECONSTRUCTED)
AS_REPORTED = (Basis.REPORTED, Basis.DERIVED, Basis.VENDOR, Basis.RESTATED, Basis.RECONSTRUCTED)


def known_currency(code: str) -> str:
    """The code, for pydantic; raises ValueError where the vocabulary does not hold it."""
    if code not in CURRENCIES:
        raise ValueError(f"wanted one of {', '.join(CURRENCIES)}")
    return code


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Segment(_Row):
    """A line of business, with the words by which reports call it."""

    name: str
    title: str
    title_zh: str = ""
    aliases: tuple[str, ...] = ()


class Breakdown(_Row):
    """The company, or one segment of it (`of`), by segments that do not overlap; eliminations may be one of them.

    `complete`: the periods in which they add up to it.
    """

    name: str
    title: str
    segments: tuple[str, ...] = Field(max_length=150)
    of: str = ""
    complete: tuple[str, ...] = ()


class Source(_Row):
    """Where a fact was read."""

    id: str
    title: str
    url: str = ""
    read: str = ""


class LinkedReport(_Row):
    """A report about the company that ships with finkit, and the years its figures speak of."""

    file: str
    title: str


class Gap(_Row):
    """Something the sources do not hold, and why. An empty `period` is every one; `segment` may be `*`, any segment."""

    item: str
    why: str
    period: str = ""
    segment: str = ""


class Explained(_Row):
    """A finding that the company file accounts for. `rule` as the finding bears it; no `segment`: the company."""

    rule: str
    period: str
    why: str
    segment: str = ""


class Company(_Row):
    """Everything known of one company. `trade`: what all of it deals in; `year_end_month`: where its fiscal year ends.

    Unchanging: views of the facts are made when first asked for, and no copy or pickle carries them.
    """

    ticker: str
    name: str
    name_zh: str = ""
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    currency: str
    year_end_month: int = Field(default=12, ge=1, le=12)
    standard: str = "CAS"
    segments: tuple[Segment, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    trade: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    reports: tuple[LinkedReport, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    explained: tuple[Explained, ...] = ()
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()

    _currency = field_validator("currency")(known_currency)

    def with_facts(self, facts: Iterable[Fact], findings: Iterable[Finding] | None = None) -> Company:
        """The same company with these facts in place of its own (findings stay unless given)."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        fields["facts"] = tuple(facts)
        if findings is not None:
            fields["findings"] = tuple(findings)
        return Company.model_construct(**fields)

    def __getstate__(self) -> dict[Any, Any]:
        """The fields alone, whatever views were made of them."""
        state = super().__getstate__()
        return {**state, "__dict__": {name: getattr(self, name) for name in type(self).model_fields}}

    def __copy__(self) -> Company:
        """The same fields, with no view of them: a copy may be given other facts (`model_copy(update=...)`)."""
        return self.with_facts(self.facts)

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Company:
        """As a shallow copy: nothing in it can change."""
        return self.with_facts(self.facts)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it answers to, ticker first."""
        plain = (self.ticker, self.ticker.split(".")[0], self.name, self.name_zh, *self.aliases, *self.former_names)
        return tuple(dict.fromkeys(name for name in plain if name))

    @cached_property
    def _index(self) -> Mapping[tuple[str, str, Period], tuple[Fact, ...]]:
        index: dict[tuple[str, str, Period], list[Fact]] = {}
        for fact in self.facts:
            index.setdefault(fact.key, []).append(fact)
        return MappingProxyType({key: tuple(facts) for key, facts in index.items()})

    def gap(self, item: str, period: Period | None = None, segment: str = "") -> Gap | None:
        """Why no source holds an item, where the company file says so."""
        periods = {"", period.code if period else ""}
        segments = {segment, "*"} if segment else {""}
        fits = (gap for gap in self.gaps if gap.item == item and gap.period in periods and gap.segment in segments)
        return next(fits, None)

    def all_facts(self, item: str, period: Period, segment: str = "") -> tuple[Fact, ...]:
        """Every fact of an item and period, on whatever basis."""
        return self._index.get((item, segment, period), ())

    def fact(self, item: str, period: Period, segment: str = "", order: Iterable[Basis] = DEFAULT_ORDER) -> Fact | None:
        """The fact on the first basis of `order` that has one; None where no source has any."""
        found = self._index.get((item, segment, period), ())
        if found:  # most places are empty, and this is asked most often
            for basis in order:
                for fact in found:
                    if fact.basis is basis:
                        return fact
        return None

    @cached_property
    def _orders(self) -> Mapping[Period, tuple[Basis, ...]]:
        counts: dict[tuple[Period, Basis], int] = {}
        for fact in self.facts:
            if not fact.segment:
                counts[fact.period, fact.basis] = counts.get((fact.period, fact.basis), 0) + 1
        restated = {
            period for period, basis in counts
            if basis is Basis.RESTATED and counts[period, basis] >= counts.get((period, Basis.REPORTED), 0)
        }  # fmt: skip
        orders = {period: DEFAULT_ORDER if period in restated else AS_REPORTED for period in self.periods}
        return MappingProxyType(orders)

    def order_for(self, period: Period) -> tuple[Basis, ...]:
        """The order of bases by which a whole period stands on one: restated if that holds as many lines.

        FY2020 of North Rare Earth has six restated lines and sixty as first reported: a column that took the restated
        line wherever there is one would show a parent profit above the net profit.
        """
        return self._orders.get(period, AS_REPORTED)

    @cached_property
    def restated_periods(self) -> frozenset[Period]:
        """Every period of which a later filing restated a line."""
        return frozenset(fact.period for fact in self.facts if fact.basis is Basis.RESTATED)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period with a fact, oldest first."""
        return tuple(sorted({fact.period for fact in self.facts}))

    def source(self, source_id: str) -> Source | None:
        """A source by its id."""
        return next((source for source in self.sources if source.id == source_id), None)
