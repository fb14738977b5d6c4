"""One metric of one company: the formula with its numbers in it, what it rests on, its variants beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finkit.catalogue.items import ITEM_BY_NAME, MONEY
from finkit.catalogue.ratios import RATIO_BY_NAME, SCORES, Ratio, variants_of
from finkit.metrics.explain import COMPUTED
from finkit.metrics.scores import fitting_altman
from finkit.reports.algebra import Cells, Piece
from finkit.reports.forms import digits
from finkit.reports.layouts.common import form_of, is_vague, is_wide, joined, period_columns, said, shown_periods, title_of
from finkit.reports.layouts.lists import fact_row
from finkit.reports.layouts.measured import Measures, fact_of
from finkit.reports.layouts.metrics import ratio_row, said_of_any
from finkit.reports.table import Block, Cell, Column, Form, Kind, Line, Page, Row, Table, Tone, words
from finkit.statements.views import interval_in_base_units
from finkit.vocabulary.formulas import Term
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from finkit.metrics.explain import Cell as Explained
    from finkit.statements.company import Company
    from finkit.statements.fact import Fact
    from finkit.vocabulary.periods import Period

METRIC_SCHEMA = "finkit/metric/1"


class _Spoken(Cells):
    """A formula as a reader writes it, with spaces between signs."""

    gap = " "

    def apply(self, op: str, values: tuple[Piece, ...]) -> Piece:
        """As in a spreadsheet, but for the point of a score."""
        if op == "above":
            return Piece(f"above({values[0].text}, {values[1].text})")
        return super().apply(op, values)


class MetricDesk:
    """One ratio of one company or segment over some periods."""

    def __init__(self, company: Company, ratio: Ratio, periods: Iterable[Period] = (), segment: str = "") -> None:
        self.company, self.ratio, self.segment = company, ratio, segment
        self.measures = Measures(company)
        self.periods = tuple(periods) or shown_periods(company)

    def page(self) -> Page:
        """Everything that `finkit metric` shows."""
        blocks = [self._definition(), self._series(), *(self._numbers(period) for period in self._told())]
        return Page(tuple(block for block in blocks if block.lines or block.tables))

    def plain(self) -> dict[str, Any]:
        """The same for machines; numbers in base units (0.2253 for 22.53 %)."""
        return {
            "schema": METRIC_SCHEMA, "ticker": self.company.ticker, "segment": self.segment or None, "metric": ratio_row(self.ratio),
            "values": [self._plain_cell(self.ratio, period, facts=True) for period in self.periods],
            "family": {row.name: [self._plain_cell(row, period) for period in self.periods] for row in self.family()},
        }  # fmt: skip

    def _plain_cell(self, ratio: Ratio, period: Period, *, facts: bool = False) -> dict[str, Any]:
        cell = self.measures.explained(ratio.name, period, self.segment)
        found: dict[str, Any] = {"period": period.code, "value": cell.value, "status": cell.status, "basis": cell.basis, "why": cell.why}
        if facts:
            found |= {"numbers": self.spoken(cell, period) or None, "facts": [fact_row(fact) for fact in cell.facts]}
        return found

    def family(self) -> tuple[Ratio, ...]:
        """Variants, then parts."""
        parts = (RATIO_BY_NAME[name] for name in self.ratio.parts)
        return tuple(dict.fromkeys((*variants_of(self.ratio), *parts)))

    def _definition(self) -> Block:
        ratio = self.ratio
        better = "neither way is better" if ratio.better == "neither" else f"{ratio.better} is better"
        head = joined((ratio.title, ratio.title_zh, ratio.name))
        lines = [Line(f"= {ratio.formula}")]
        lines += [Line(f"only if {ratio.only_if}")] if ratio.only_if else []
        lines += [Line(f"{name} = {value} {'' if code == '1' else code}".rstrip(), Tone.MUTED) for name, value, code in ratio.constants]
        lines.append(Line(joined((said_of_any(ratio.unit), ratio.group, better)), Tone.MUTED))
        lines.append(Line(f"source: {ratio.source}", Tone.MUTED))
        lines += [Line(ratio.note, Tone.MUTED)] if ratio.note else []
        under = f", in its place under {' and '.join(ratio.instead_under)}" if ratio.instead_under else ""
        lines += [Line(f"a variant of {ratio.variant_of}{under}", Tone.MUTED)] if ratio.variant_of else []
        if ratio.group == SCORES and "altman_z" in {ratio.name, ratio.variant_of}:
            name, why = fitting_altman(self.company)
            lines.append(Line(f"fits {self.company.ticker}: {RATIO_BY_NAME[name].title} ({name}); {why}"))
        return Block(head, tuple(lines))

    def _series(self) -> Block:
        """The ratio, its variants and its parts over the periods; why a period has none."""
        columns = (Column("", grows=True, width=20), *period_columns(self.periods))
        rows = [self._row(self.ratio), *(self._row(row) for row in self.family())]
        cells = [self.measures.explained(self.ratio.name, period, self.segment) for period in self.periods]
        notes = [f"{period}: {cell.why}" for period, cell in zip(self.periods, cells, strict=True) if cell.value is None]
        place = next((one.title for one in self.company.segments if one.name == self.segment), self.segment)
        title = joined((f"{self.company.name} {self.company.name_zh}".strip(), self.company.ticker, place))
        table = Table("", columns, tuple(rows), notes=tuple(Line(note, Tone.MUTED) for note in notes))
        return Block(title, tables=(table,))

    def _row(self, ratio: Ratio) -> Row:
        label = f"{ratio.title}, {said(ratio.unit_in(self.company.currency))}" if ratio.unit != "1" else ratio.title
        return Row((words(label), *(self.measures.cell(ratio.name, period, self.segment) for period in self.periods)))

    def _told(self) -> list[Period]:
        """The periods whose numbers are shown: the last full year and the last period that have a value."""
        told = [period for period in self.periods if self.measures.explained(self.ratio.name, period, self.segment).value is not None]
        years = [period for period in told if period.is_full_year]
        return list(dict.fromkeys((*years[-1:], *told[-1:])))

    def _numbers(self, period: Period) -> Block:
        """The formula with its numbers in it, then each with its basis, source and line."""
        cell = self.measures.explained(self.ratio.name, period, self.segment)
        shown = self.measures.cell(self.ratio.name, period, self.segment)
        value = "" if shown.number is None else digits(shown.number, shown.form) + (" %" if self.ratio.unit == "%" else "")
        spoken = self.spoken(cell, period)
        lines = (Line(f"{value} = {spoken}" if spoken else f"{value}: {cell.why}"),)
        columns = (
            Column("input"), Column("period"), Column("value", right=True), Column("unit"), Column("basis"), Column("line", right=True),
            Column("source", grows=True, width=12),
        )  # fmt: skip
        rows = tuple(self._input(fact) for fact in cell.facts)
        return Block(f"{self.ratio.title} {period}", lines, (Table("", columns, rows),) if rows else ())

    def _input(self, fact: Fact) -> Row:
        form = self._form(fact.unit)
        line = "" if fact.line is None else str(fact.line)
        texts = (said(fact.unit) if form.exponent else fact.unit, fact.basis.value, line, fact.source)
        ends = interval_in_base_units(fact)
        wide, vague = is_wide(ends.low, ends.high), is_vague(ends.low, ends.high)
        low, high = (ends.low, ends.high) if wide and fact.low is not None else (None, None)
        number = Cell(fact.value * unit(fact.unit).scale, form, low=low, high=high, vague=vague and fact.low is not None)
        return Row((words(title_of(fact.item)), words(fact.period.code), number, *(words(text) for text in texts)))

    def _form(self, code: str) -> Form:
        """Amounts in millions, but in single units where the formula sets them against shares or tonnes."""
        form = form_of(code)
        units = {ITEM_BY_NAME[name].unit for name in self.ratio.terms}
        mixed = f"{MONEY}/" in self.ratio.unit or any("/" in one or one in {"share", "t"} for one in units)
        return Form(Kind.COUNT) if mixed and form.exponent else form

    def spoken(self, cell: Explained, period: Period) -> str:
        """The formula with the numbers of a computed cell in it; "" for any other."""
        if cell.status != COMPUTED or cell.value is None:
            return ""
        numbers = {Term(name): f"{value:f}" for name, value, _ in self.ratio.constants}
        for term in self.ratio.formula.terms:
            fact = fact_of(term, cell.facts, period, self.segment)
            if fact is not None:
                numbers[term] = _written(fact.value * unit(fact.unit).scale, self._form(fact.unit))
        return self.ratio.formula.evaluate(_Spoken(numbers)).text


def _written(value: Decimal, form: Form) -> str:
    text = digits(abs(value), form)
    return f"(−{text})" if value < 0 else text
