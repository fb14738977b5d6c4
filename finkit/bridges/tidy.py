"""Tidy frames: one row a fact, with the numbers as Decimals as their sources print them.

An analyst's own tidy frame becomes a company by the same reading that files go through: what is wrong in it comes back
as findings, with the row as their line (1 is the header, so the first row of data is 2).
"""

from __future__ import annotations

import csv
import io
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
from pydantic import ValidationError

from finkit.bridges.refusals import invalid, unreadable
from finkit.statements.checks import check_facts
from finkit.statements.company import Company
from finkit.statements.derive import derive
from finkit.statements.fact import is_sane
from finkit.statements.rows import COLUMNS, Context, read_facts
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.statements.fact import Fact

TIDY = ("ticker", *COLUMNS, "line", "low", "high")
_FRAME = "frame"  # the file that findings name, and the source of rows that name none
_SHOWN = 40  # characters of a cell that a message repeats


def to_tidy(companies: Company | Iterable[Company]) -> pd.DataFrame:
    """One row a fact, in the order of the company. `value`, `low` and `high` are Decimals in the fact's own unit.

    Columns: `TIDY`. Percentages hold 22.53 for 22.53 %; `line` is where facts.csv holds the fact, `low` and `high` are
    the interval of a derived or reconstructed one; each is None where there is none.

    >>> from finkit.bridges import to_tidy
    >>> company = finkit.load("600111.SH")
    >>> tidy = to_tidy(company)
    >>> tidy[(tidy["item"] == "revenue") & (tidy["period"] == "FY2021") & (tidy["segment"] == "")]["value"].item()
    Decimal('30408396179.14')
    """
    several = (companies,) if isinstance(companies, Company) else tuple(companies)
    rows = [_cells(company.ticker, fact) for company in several for fact in company.facts]
    return pd.DataFrame({name: pd.Series([row[place] for row in rows], dtype=object) for place, name in enumerate(TIDY)})


def _cells(ticker: str, fact: Fact) -> tuple[object, ...]:
    return (
        ticker, fact.item, fact.segment, fact.period.code, fact.value, fact.unit, fact.basis.value, fact.source, fact.note,
        fact.line, fact.low, fact.high,
    )  # fmt: skip


def from_tidy(frame: pd.DataFrame, **header: Any) -> Company:  # noqa: ANN401  (the fields of Company)
    """A company from a frame with one row a fact; `header` gives the fields of `Company` (ticker, name, currency …).

    Columns: item, period, value and unit; segment, basis (else reported), source (else the frame itself), note, low and
    high if there are any. `ticker` may come from the frame. Segments and sources that the header lists are the only ones
    allowed; without a list those of the frame are taken. Facts that follow are derived, identities are checked; wrong
    rows are findings and give no fact. Raises `FileUnreadableError` where frame or header cannot be read at all.

    >>> import pandas as pd
    >>> from finkit.bridges import from_tidy
    >>> frame = pd.DataFrame({"item": ["revenue", "cost_of_sales"], "period": "FY2022", "value": [1000, 600], "unit": "CNY"})
    >>> company = from_tidy(frame, ticker="MINE", name="My company", currency="CNY")
    >>> [(fact.item, int(fact.value), fact.basis.value) for fact in company.facts][-1]
    ('gross_profit', 400, 'derived')
    """
    missing = [name for name in ("item", "period", "value", "unit") if name not in frame.columns]
    if missing or not frame.columns.is_unique:
        found = f"no {', '.join(missing)}" if missing else "two columns of one name"
        raise unreadable(_FRAME, "the columns item, period, value, unit", found, "rename the columns")
    columns = {name: [_text(cell) for cell in frame[name]] for name in TIDY if name in frame.columns}
    fill = {"basis": "reported", "source": _FRAME}
    rows = [{name: columns[name][at] if name in columns else "" for name in TIDY} for at in range(len(frame))]
    rows = [{name: cell or fill.get(name, "") for name, cell in row.items()} if any(row.values()) else row for row in rows]
    company = _header(rows, header)
    parts = frozenset(source.id for source in company.sources)
    joined = frozenset(row["source"] for row in rows if parts.issuperset(row["source"].split(" + ")))
    segments = frozenset(segment.name for segment in company.segments)
    context = Context(file=_FRAME, currency=company.currency, segments=segments, sources=parts | joined)
    reading = read_facts(_csv(rows), context)
    facts = [_as_given(fact, rows[(fact.line or 0) - 2]) for fact in reading.facts]
    whole = (*facts, *derive(facts, company.currency))
    return company.with_facts(whole, (*reading.findings, *check_facts(whole, _FRAME, company.explained, company.breakdowns)))


def _header(rows: Sequence[dict[str, str]], header: dict[str, Any]) -> Company:
    """The company without facts; what the header leaves open is taken from the rows."""
    tickers = sorted({row["ticker"] for row in rows} - {""})
    if "ticker" not in header and len(tickers) != 1:
        raise unreadable(_FRAME, "one ticker", ", ".join(tickers) or "none", "pass ticker=..., with the rows of one company")
    sources = sorted({part for row in rows for part in row["source"].split(" + ") if part})
    open_fields: dict[str, Any] = {
        "ticker": tickers[0] if tickers else "",
        "segments": [{"name": name, "title": name} for name in sorted({row["segment"] for row in rows} - {""})],
        "sources": [{"id": name, "title": "a frame given by the user" if name == _FRAME else name} for name in sources],
    }
    fields = open_fields | header
    try:
        return Company.model_validate({"name": fields["ticker"], **fields})
    except ValidationError as error:
        raise invalid("header", "the fields of a Company", error, "from_tidy(frame, ticker=..., name=..., currency=...)") from None


def _text(cell: object) -> str:
    """A cell as facts.csv would hold it, with no more digits than it has; empty for every kind of nothing."""
    if isinstance(cell, Period):
        return cell.code
    if isinstance(cell, float) and math.isfinite(cell):
        return str(int(cell)) if cell == int(cell) else repr(float(cell))
    if isinstance(cell, Decimal) and cell.is_finite():
        return str(cell)
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return ""
    try:
        text = str(cell).strip()
    except ValueError:  # more digits than Python writes
        return "a number without end"
    return "" if text.casefold() == "nan" else text


def _csv(rows: Sequence[dict[str, str]]) -> str:
    """The rows as a facts.csv with one line a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([" ".join(row[name].split()) for name in COLUMNS] for row in rows)
    return out.getvalue()


def _as_given(fact: Fact, row: dict[str, str]) -> Fact:
    """The fact with the note and the interval that the frame gives it."""
    ends: dict[str, Decimal | None] = dict.fromkeys(("low", "high"))
    if row["low"] and row["high"]:
        ends = {name: _number(row[name]) for name in ends}
        if None in ends.values():
            place, found = f"{_FRAME}:{fact.line}", f"{row['low'][:_SHOWN]} to {row['high'][:_SHOWN]}"
            raise unreadable(place, "numbers in low and high", found, "leave both empty, or mend them")
    return fact.model_copy(update={"note": row["note"], **ends})


def _number(text: str) -> Decimal | None:
    """A number that an interval can end at."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return number if is_sane(number) else None
