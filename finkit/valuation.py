"""What a valuation model needs of a company in one period: sourced, typed, or absent with its reason.

Each entry is one fact or one row of the catalogue. What is missing says what would supply it; nothing is invented. A
figure that is ambiguous or contradicted is refused, unless the caller asks for it by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import BaseModel

from finkit.catalogue.identities import IDENTITY_BY_NAME
from finkit.catalogue.items import BALANCE, ITEM_BY_NAME, MONEY
from finkit.catalogue.ratios import RATIO_BY_NAME, under
from finkit.errors import FigureUnfitError, MetricUnknownError
from finkit.metrics.explain import DISCLOSED, Explainer
from finkit.metrics.modes import WEAKEST_LAST
from finkit.statements.fact import Basis, Fact, PeriodField, Severity
from finkit.verdicts.decision import DECIDED
from finkit.verdicts.verdict import Number, Verdict
from finkit.vocabulary.formulas import Decimals, Term
from finkit.vocabulary.periods import Period
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from finkit.catalogue.items import Item
    from finkit.catalogue.ratios import Ratio
    from finkit.statements.company import Company

UNFIT = frozenset({Verdict.AMBIGUOUS, Verdict.CONTRADICTED})
_SAID = re.compile(
    rf"; ({'|'.join(Verdict)}): ({DECIDED} by .*?(?=; without it: ))?", re.DOTALL
)  # how `reconstruct` writes a verdict into the note of a fact
_OF_YEARS = frozenset(
    {"working_capital_change", "fcff", "fcfe", "reinvestment_rate"}
)  # a balance less the year before's: no part of a year
# What stands in where no source prints the line: the row that works it out.
_COMPUTED = MappingProxyType({
    "basic_eps": "eps", "book_value_per_share": "bps", "ocf_per_share": "cash_flow_per_share",
})  # fmt: skip


class Input(BaseModel, frozen=True, extra="forbid"):
    """One number for a model. `value`: a fraction for percentages; None where it is absent: see `why` and `supply`.

    `basis` is the weakest among the facts used, `source` their source ids joined by " + ". `verdict` is of a figure
    read from a report, or `contradicted` for a filed figure that breaks an identity; None where nothing was to decide.
    `unfit`: the items among its facts that are ambiguous or contradicted. `decided`: of those that somebody decided in a
    report (`finkit.accept`), item, who, when and why; they are asked for by name and so are handed over. `definition`: the
    catalogue's row that gives the number or would give it, as "ebitda_operating: operating_profit +
    depreciation_and_amortisation"; a line of the statements is defined by its titles.
    """

    name: str
    value: Number | None
    unit: str
    period: PeriodField
    basis: Basis | None = None
    source: str = ""
    verdict: Verdict | None = None
    unfit: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    why: str = ""
    supply: str = ""
    definition: str = ""

    @property
    def row(self) -> str:
        """The name of the catalogue's row or line: another than the entry's where one stands in for it."""
        return self.definition.partition(":")[0] or self.name


class ValuationInputs(BaseModel, frozen=True, extra="forbid"):
    """The inputs of one company and period. Histories: the same kind of period over the years, oldest first.

    Signs: `capex` is an outflow and positive; `working_capital_change` is positive where it uses cash. Balances stand
    at the period's end. `net_debt` is `interest_bearing_debt` - `cash` - `liquid_securities`; `leases` are part of that
    debt, `associates` and `minority_interest` stand at book. Shares: weighted over the period and closing, basic and
    diluted. Per-share entries are the disclosed ones; where none is printed, worked out (their `definition` says so).
    `notes` say where a vendor's or a reconstructed figure stands, where bases differ, what was left out of a history.
    """

    company: str
    currency: str
    period: PeriodField
    revenue: Input
    ebit: Input
    ebitda: Input
    effective_tax_rate: Input
    cash_tax_rate: Input
    nopat: Input
    depreciation_and_amortisation: Input
    capex: Input
    working_capital_change: Input
    fcff: Input
    fcfe: Input
    interest_expense: Input
    net_debt: Input
    interest_bearing_debt: Input
    cash: Input
    liquid_securities: Input
    leases: Input
    minority_interest: Input
    associates: Input
    weighted_shares: Input
    weighted_shares_diluted: Input
    shares_outstanding: Input
    shares_outstanding_diluted: Input
    basic_eps: Input
    diluted_eps: Input
    book_value_per_share: Input
    dps: Input
    ocf_per_share: Input
    revenue_growth: tuple[Input, ...]
    parent_net_profit_growth: tuple[Input, ...]
    gross_margin: tuple[Input, ...]
    ebit_margin: tuple[Input, ...]
    ebitda_margin: tuple[Input, ...]
    net_margin: tuple[Input, ...]
    capex_intensity: tuple[Input, ...]
    roic: tuple[Input, ...]
    reinvestment_rate: tuple[Input, ...]
    notes: tuple[str, ...]

    @property
    def entries(self) -> tuple[Input, ...]:
        """Every entry of the period itself, absent ones too."""
        return tuple(getattr(self, name) for name in ENTRIES)

    @property
    def missing(self) -> tuple[Input, ...]:
        """The entries without a value, each with why and what would supply it."""
        return tuple(one for one in self.entries if one.value is None)

    def require(self, name: str) -> Decimal:
        """The value of an entry; raises `FigureUnfitError` where it is absent, `MetricUnknownError` for no entry."""
        entry = next((one for one in self.entries if one.name == name), None)
        if entry is None:
            raise MetricUnknownError(name=name, known=ENTRIES)
        if entry.value is None:
            raise FigureUnfitError(item=name, period=self.period.code, found=f"absent: {entry.why}", remedy=f"wanted {entry.supply}")
        return entry.value


ENTRIES = tuple(name for name, field in ValuationInputs.model_fields.items() if field.annotation is Input)
HISTORIES = tuple(name for name, field in ValuationInputs.model_fields.items() if field.annotation == tuple[Input, ...])
_NAMES = (*ENTRIES, *HISTORIES, *ITEM_BY_NAME)


def valuation_inputs(company: Company, period: Period | str, *, allow: Iterable[str] = ()) -> ValuationInputs:
    """The inputs of a valuation from what is known of a company in a period.

    `allow` names entries or items that are wanted even though they are ambiguous or contradicted. Raises
    `FigureUnfitError` for such a figure that is not named there, `MetricUnknownError` for a name that is none.

    >>> inputs = finkit.valuation_inputs(finkit.load("600111.SH"), "FY2021")
    >>> inputs.require("ebit")
    Decimal('7010110640.24')
    >>> inputs.ebit.unit, inputs.ebit.basis.value, inputs.ebit.source
    ('CNY', 'reported', 'finglm_income')
    >>> inputs.ebitda.value is None, inputs.ebitda.supply
    (True, 'a sourced line of Depreciation and amortisation 折旧与摊销 FY2021 (cash flow)')
    """
    when = Period.parse(period) if isinstance(period, str) else period
    desk = _Desk(company, frozenset(allow))
    for name in desk.allow.difference(_NAMES):
        raise MetricUnknownError(name=name, known=_NAMES)
    found = {name: desk.entry(name, when) for name in ENTRIES}
    unfit = [one for one in found.values() if desk.refuses(one)]
    if unfit:
        names = "".join(f"{item!r}, " for item in dict.fromkeys(item for one in unfit for item in one.unfit))
        remedy = f"mend the statements, or take what stands there: allow=({names.rstrip()})"
        raise FigureUnfitError(item=unfit[0].name, period=when.code, found=unfit[0].why, remedy=remedy)
    histories = {name: desk.history(name, when) for name in HISTORIES}
    told = {name: tuple(one for one in series if not desk.refuses(one)) for name, series in histories.items()}
    left_out = [one for series in histories.values() for one in series if desk.refuses(one)]
    swapped = [f"{name} is {row.name}" for name in ENTRIES if (row := _row(name, company)) and row.name != name]
    standard = f"under {company.standard}: {', '.join(swapped)}" if swapped else ""
    notes = _notes(list(found.values()), [one for series in told.values() for one in series], left_out)
    head = {"company": company.ticker, "currency": company.currency, "period": when, "notes": tuple(filter(None, (standard, *notes)))}
    return ValuationInputs.model_validate(head | found | told)


@dataclass(frozen=True)
class _Desk:
    """One company's facts, looked up for entries. `allow`: names wanted whatever their verdict."""

    company: Company
    allow: frozenset[str]

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self.company)

    def entry(self, name: str, period: Period) -> Input:
        """A row of the catalogue, or a line of the statements, in a period; absent with its reason where there is no value."""
        row, item = _row(name, self.company), ITEM_BY_NAME.get(name)
        if row is not None:
            return self._computed(name, row, period)
        if item is None:
            raise MetricUnknownError(name=name, known=_NAMES)
        fact = _fact(self.company, name, period)
        if fact is not None:
            why = fact.note if fact.line is None else ""
            return self._input(name, _scaled(fact), item.unit, period, (fact,), why, _line(item))
        if name in _COMPUTED:
            computed = self._computed(name, RATIO_BY_NAME[_COMPUTED[name]], period)
            if computed.value is not None:
                return computed
        gap = self.company.gap(name, period)
        return self._absent(name, item.unit, period, gap.why if gap else "no source at hand prints it", _line(item))

    def _computed(self, name: str, row: Ratio, period: Period) -> Input:
        """What a row of the catalogue gives in a period."""
        definition = f"{row.name}: {row.formula}"
        if name in _OF_YEARS and not period.is_full_year:
            return self._absent(name, row.unit, period, "a change against a year before is no change over part of a year", definition)
        cell = self._explainer.cell(row, period)
        if cell.value is None:
            return self._absent(name, row.unit, period, cell.why, definition)
        if cell.status == DISCLOSED:
            return self._input(name, _scaled(cell.facts[0]), row.unit, period, cell.facts, cell.why, definition)
        terms = dict(zip(row.formula.terms, map(_scaled, cell.facts), strict=True))  # a cell's facts stand in this order
        return self._input(name, row.formula.evaluate(Decimals(terms)), row.unit, period, cell.facts, cell.why, definition)

    def history(self, name: str, last: Period) -> tuple[Input, ...]:
        """The values of a ratio up to `last`, in the periods of its kind."""
        kind = (last.part, last.start_year, last.estimate)
        periods = (one for one in self.company.periods if (one.part, one.start_year, one.estimate) == kind and not last < one)
        return tuple(entry for entry in (self.entry(name, period) for period in periods) if entry.value is not None)

    def refuses(self, entry: Input) -> bool:
        """The entry may not be handed over: it is unfit, and neither it nor what makes it so was asked for."""
        return bool(entry.unfit) and entry.name not in self.allow and not self.allow.issuperset(entry.unfit)

    def _absent(self, name: str, code: str, period: Period, why: str, definition: str) -> Input:
        unit, supply = _unit(code, self.company.currency), _supply(self.company, name, period)
        return Input(name=name, value=None, unit=unit, period=period, why=why, supply=supply, definition=definition)

    def _input(self, name: str, value: Decimal, code: str, period: Period, facts: tuple[Fact, ...], why: str, definition: str) -> Input:
        said = [(fact, *self._verdict(fact)) for fact in facts]
        decided = dict.fromkeys(f"{fact.item} {fact.period}: {words}" for fact, _, _, words in said if words)
        unfit = {
            fact.item: f"{word}: {fact.item} {fact.period}: {reason}" for fact, word, reason, words in said if word in UNFIT and not words
        }
        return Input(
            name=name, value=value, unit=_unit(code, self.company.currency), period=period,
            basis=max((fact.basis for fact in facts), key=WEAKEST_LAST.index),
            source=" + ".join(dict.fromkeys(source for fact in facts for source in fact.source.split(" + "))),
            verdict=min((word for _, word, _, _ in said if word), key=list(Verdict).index, default=None),
            unfit=tuple(unfit), decided=tuple(decided), why="; ".join(filter(None, (why, *unfit.values()))), definition=definition,
        )  # fmt: skip

    def _verdict(self, fact: Fact) -> tuple[Verdict | None, str, str]:
        """What is said of a fact, why, and who decided: by an identity that it breaks, or by the report that it was read from."""
        broken = self._broken.get((*fact.key, fact.basis is Basis.RESTATED))
        if broken is not None:
            return Verdict.CONTRADICTED, broken, ""
        said = _SAID.search(fact.note) if fact.basis is Basis.RECONSTRUCTED else None
        return (Verdict(said[1]), fact.note, said[2] or "") if said else (None, "", "")

    @cached_property
    def _broken(self) -> dict[tuple[str, str, Period, bool], str]:
        """(item, segment, period, restated) of every fact that is party to an identity which the statements break."""
        by_line: dict[int | None, Fact] = {fact.line: fact for fact in self.company.facts if fact.line is not None}
        broken: dict[tuple[str, str, Period, bool], str] = {}
        rules = {name: row.formula for name, row in RATIO_BY_NAME.items()} | {name: row.formula for name, row in IDENTITY_BY_NAME.items()}
        for finding in self.company.findings:
            formula, place = rules.get(finding.rule), by_line.get(finding.line)
            if formula is None or place is None or finding.severity is not Severity.ERROR:
                continue
            for term in (Term(finding.rule), *formula.terms):
                segment, at = "" if term.whole else place.segment, place.period.prior() if term.back else place.period
                broken.setdefault((term.name, segment, at, place.basis is Basis.RESTATED), finding.message.partition("\n")[0])
        return broken


def _row(name: str, company: Company) -> Ratio | None:
    """The row of an entry under the company's accounting standard."""
    row = RATIO_BY_NAME.get(name)
    return under(row, company.standard) if row else None


def _line(item: Item) -> str:
    """A line of the statements, as an entry's definition says it."""
    return f"{item.name}: {item.title} {item.title_zh} ({item.statement}){f'; {item.note}' if item.note else ''}"


def _unit(code: str, currency: str) -> str:
    """The unit of a value in base units: a fraction for percentages."""
    return "1" if code == "%" else code.replace(MONEY, currency)


def _fact(company: Company, name: str, period: Period) -> Fact | None:
    """The fact on the basis on which the period stands; of a balance perhaps on the day that closes the period."""
    order = company.order_for(period)
    fact = company.fact(name, period, order=order)
    if fact is None and ITEM_BY_NAME[name].statement == BALANCE and not period.is_instant:
        day = period.closing(company.year_end_month)
        fact = company.fact(name, Period(day.year, "D", day.month, day.day), order=order)
    return fact


def _scaled(fact: Fact) -> Decimal:
    return fact.value * unit_of(fact.unit).scale


def _supply(company: Company, name: str, period: Period) -> str:
    """What would supply an absent entry: the lines that no source gives, by name and statement."""
    if name in _OF_YEARS and not period.is_full_year:
        return "a full fiscal year"
    row = _row(name, company)
    terms = row.formula.terms if row else (Term(name),)
    wanted = [(ITEM_BY_NAME.get(term.name), period.prior() if term.back else period) for term in terms]
    lines = [f"{item.title} {item.title_zh} {at} ({item.statement})" for item, at in wanted if item and not _fact(company, item.name, at)]
    return f"a sourced line of {'; '.join(lines)}" if lines else "an argument of the model's own"


def _notes(entries: list[Input], history: list[Input], left_out: list[Input]) -> Iterator[str]:
    """What a user of the numbers should know of the bases that they stand on."""
    for basis, words in ((Basis.RECONSTRUCTED, "reconstructed from a report"), (Basis.VENDOR, "rests on a vendor's line")):
        names = [f"{one.name} {one.period}" for one in (*entries, *history) if one.basis is basis]
        if names:
            yield f"{words}: {', '.join(names)}"
    restated = [one.name for one in entries if one.basis is Basis.RESTATED]
    if restated and {one.basis for one in entries} & {Basis.REPORTED, Basis.DERIVED}:
        yield f"restated, while other entries stand as first reported: {', '.join(restated)}"
    decisions = dict.fromkeys(words for one in (*entries, *history) for words in one.decided)
    if decisions:
        yield f"taken by decision: {'; '.join(decisions)}"
    if left_out:
        yield f"left out of histories: {', '.join(f'{one.name} {one.period} ({one.verdict})' for one in left_out)}"
