"""Companies side by side: a metric a column, then rank, distance from the median and what to bear in mind of each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from finkit.catalogue.items import MONEY
from finkit.metrics.peers import CAVEATS, peers
from finkit.metrics.rows import ratio_called
from finkit.reports.layouts.common import form_of_ratio, joined, missing, said
from finkit.reports.table import Block, Cell, Column, Line, Mark, Page, Row, Table, Tone, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit.catalogue.ratios import Ratio
    from finkit.statements.company import Company

COMPARE_SCHEMA = "finkit/compare/1"
COMPARE_COLUMNS = ("metric", "period", "ticker", "name", "value", "rank", "from_median", "status", "note")
_MARKS = {mark.value: mark for mark in Mark if mark}
DEFAULTS = ("gross_margin", "net_margin", "total_expense_ratio", "asset_liability_ratio", "current_ratio", "ocf_to_net_profit", "roe")


@dataclass(frozen=True)
class Standing:
    """One company's place in one metric; `value` is a fraction for percentages, None where there is none."""

    company: Company
    value: float | None
    rank: int | None
    from_median: float | None
    status: str
    note: str


class Comparison:
    """Several companies in one fiscal year."""

    def __init__(self, companies: Sequence[Company], names: Sequence[str], period: str) -> None:
        self.companies, self.period = tuple(companies), period
        self.ratios = tuple(ratio_called(name) for name in names)
        self.standings = {ratio.name: self._standings(ratio) for ratio in self.ratios}

    def _standings(self, ratio: Ratio) -> dict[str, Standing]:
        """By ticker, best first."""
        table = peers(self.companies, ratio, self.period)
        known = {company.ticker: company for company in self.companies}
        return {
            str(ticker): Standing(
                known[str(ticker)], _number(row["value"]), None if _number(row["rank"]) is None else int(row["rank"]),
                _number(row["from_median"]), str(row["status"]), str(row["note"]),
            )
            for ticker, row in table.iterrows()
        }  # fmt: skip

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row a metric and company, plain; numbers as strings that lose nothing."""
        for ratio in self.ratios:
            for ticker, one in self.standings[ratio.name].items():
                told = (ratio.name, self.period, ticker, one.company.name, one.value, one.rank, one.from_median, one.status, one.note)
                yield {
                    key: None if value is None else value if isinstance(value, int | str) else repr(value) for key, value in _pairs(told)
                }

    def document(self) -> dict[str, Any]:
        """One versioned object."""
        return {
            "schema": COMPARE_SCHEMA,
            "period": self.period,
            "companies": [one.ticker for one in self.companies],
            "rows": list(self.rows()),
        }

    def page(self) -> Page:
        """All metrics beside each other; of a single metric the ranks."""
        unit = _unit(self.ratios[0]) if len(self.ratios) == 1 else "% unless said"
        lines = (Line(f"in {unit}; best first where one way is better", Tone.MUTED),)
        head = Block(f"{self.period}, {len(self.companies)} companies", lines)
        if len(self.ratios) == 1:
            return Page((head, self._ranked(self.ratios[0])))
        notes = tuple(Line(f"{company.ticker}: {note}", Tone.MUTED) for company in self.companies if (note := self._notes(company)))
        side = Block("Side by side", tables=(self._side(),))
        return Page((head, side, *([Block("To bear in mind", notes)] if notes else [])))

    def _side(self) -> Table:
        columns = (Column("", grows=True, width=16), *(Column(_headed(ratio), right=True, age=at) for at, ratio in enumerate(self.ratios)))
        first = self.standings[self.ratios[0].name]
        rows = [
            Row((words(joined((ticker, one.company.name_zh or one.company.name))), *(self._cell(ratio, ticker) for ratio in self.ratios)))
            for ticker, one in first.items()
        ]
        return Table("", columns, (*rows, Row((words("Median"), *(self._median(ratio) for ratio in self.ratios)), total=True)))

    def _cell(self, ratio: Ratio, ticker: str) -> Cell:
        one = self.standings[ratio.name][ticker]
        form = form_of_ratio(ratio, one.company.currency)
        if one.value is None:
            return missing(one.note)
        mark = _MARKS.get(one.status.removeprefix("disclosed, "), Mark.NONE)
        return Cell(Decimal(repr(one.value)), form, mark=mark, note=joined((_placed(one), one.note), "; "))

    def _median(self, ratio: Ratio) -> Cell:
        told = next((one for one in self.standings[ratio.name].values() if one.value is not None and one.from_median is not None), None)
        if told is None or told.value is None or told.from_median is None:
            return missing()
        return Cell(Decimal(repr(told.value - told.from_median)), form_of_ratio(ratio, told.company.currency))

    def _ranked(self, ratio: Ratio) -> Block:
        heads = (Column("rank", right=True), Column("company", grows=True, width=16), Column(_headed(ratio), right=True))
        columns = (*heads, Column("from median", right=True, age=1), Column("to bear in mind", grows=True, width=18))
        rows = []
        for ticker, one in self.standings[ratio.name].items():
            form = form_of_ratio(ratio, one.company.currency)
            apart = missing() if one.from_median is None else Cell(Decimal(repr(one.from_median)), form)
            rank = words("" if one.rank is None else str(one.rank))
            name = words(joined((ticker, one.company.name_zh or one.company.name)))
            rows.append(Row((rank, name, self._cell(ratio, ticker), apart, words(one.note, Tone.MUTED))))
        about = (Line(f"= {ratio.formula}"), Line(joined((ratio.source, ratio.note), "; "), Tone.MUTED))
        return Block(joined((ratio.title, ratio.title_zh)), about, (Table("", columns, tuple(rows)),))

    def _notes(self, company: Company) -> str:
        """Every caveat of a company's figures once, but for those that the marks of its cells tell."""
        told = (part for ratio in self.ratios for part in self.standings[ratio.name][company.ticker].note.split("; "))
        return "; ".join(dict.fromkeys(part for part in told if part and part not in CAVEATS.values()))


def _pairs(told: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    return zip(COMPARE_COLUMNS, told, strict=True)


def _number(value: Any) -> float | None:  # noqa: ANN401  (a cell of a frame)
    return float(value) if value is not None and isfinite(value) else None


def _placed(one: Standing) -> str:
    return "" if one.rank is None else f"rank {one.rank}"


def _headed(ratio: Ratio) -> str:
    """Its title, with the unit of what is no percentage."""
    return ratio.title if ratio.unit == "%" else f"{ratio.title}, {_unit(ratio)}"


def _unit(ratio: Ratio) -> str:
    return ratio.unit if MONEY in ratio.unit else said(ratio.unit)
