"""A company's statements as pages, plain rows and JSON: items in statement order over the columns of a series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finkit.catalogue.items import BALANCE, CASH_FLOW, INCOME, ITEM_BY_NAME, ITEMS, MONEY, VOLUME
from finkit.catalogue.layouts import SEGMENT_ORDER, Place, caption, layout
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.reports.layouts.common import fact_cell, joined, missing, said, title_of
from finkit.reports.layouts.measured import why_absent
from finkit.reports.table import Block, Cell, Column, Line, Page, Row, Table, Tone, words
from finkit.statements.breakdowns import BROKEN_DOWN, LEFT_OVER
from finkit.statements.series import Choice, Series, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit.statements.company import Breakdown
    from finkit.statements.fact import Fact
    from finkit.statements.series import Column as Span_Column

STATEMENTS_SCHEMA = "finkit/statements/1"
SEGMENTS = "segments"
TITLES = {"income": "Income statement", "balance": "Balance sheet", "cash": "Cash flow statement", SEGMENTS: "Segments and operations"}
_KINDS = {"income": INCOME, "balance": BALANCE, "cash": CASH_FLOW}
_VIEWS = {
    Span.ANNUAL: "fiscal years", Span.INTERIM: "interim periods", Span.QUARTERS: "single quarters", Span.YTD: "year to date",
    Span.TTM: "trailing twelve months",
}  # fmt: skip
_CAPTION_AGE = 1000  # the caption goes before any year
CSV_COLUMNS = ("statement", "item", "segment", "period", "value", "unit", "basis", "low", "high", "source", "line", "note")


def statements_page(found: Series, wanted: Sequence[str]) -> Page:
    """The statements of these names, those without a figure left out."""
    company = found.company
    size = "common size: income and cash over revenue, balances over total assets" if found.is_common_size else ""
    about = joined((company.ticker, company.standard, f"amounts in {said(company.currency)}", _VIEWS[found.span], size))
    head = Block(joined((company.name, company.name_zh), " "), (Line(about, Tone.MUTED),))
    blocks = [block for name in wanted if (block := _block(found, name)) is not None]
    nothing = (Block("", (Line("No period of this view has a figure on this basis.", Tone.WARN),)),)
    return Page((head, *(blocks or nothing)))


def _block(found: Series, name: str) -> Block | None:
    rows = [_row(found, place, segment) if place else _heading(found, segment) for place, segment in _lines(found, name)]
    if not rows:
        return None
    unit = "%" if found.is_common_size else said(found.company.currency)
    ties = [tie for one in found.company.breakdowns for item in BROKEN_DOWN if (tie := _tie(found, one, item))] if name == SEGMENTS else []
    return Block(f"{TITLES[name]}, {unit}", tables=(Table("", _columns(found), tuple(rows)), *ties))


def _tie(found: Series, breakdown: Breakdown, item: str) -> Table | None:
    """An item by the segments of a breakdown, what they leave over, and the whole."""
    if not _tells(found, item, breakdown.name):
        return None
    titles = {one.name: one.title for one in found.company.segments} | {"": "Company", breakdown.name: LEFT_OVER.capitalize()}
    names = [name for name in (*breakdown.segments, breakdown.name) if _tells(found, item, name)]
    rows = [_labelled(found, item, name, titles.get(name, name)) for name in names]
    whole = _labelled(found, item, breakdown.of, titles.get(breakdown.of, breakdown.of), total=True)
    return Table(f"{title_of(item)}: {breakdown.title.lower()}", _columns(found), (*rows, whole))


def _labelled(found: Series, item: str, segment: str, title: str, *, total: bool = False) -> Row:
    return Row((words(title), words(""), *(_cell(found, item, column, segment) for column in found.columns)), total=total)


def places(found: Series, name: str) -> Iterator[tuple[Place | None, str]]:
    """The lines of a statement that have a figure in a column, then what each breakdown leaves over."""
    yield from _lines(found, name)
    for breakdown in found.company.breakdowns if name == SEGMENTS else ():
        yield from ((Place(item), breakdown.name) for item in BROKEN_DOWN if _tells(found, item, breakdown.name))


def _lines(found: Series, name: str) -> Iterator[tuple[Place | None, str]]:
    """The lines of a statement that have a figure in a column; None heads the lines of a segment."""
    if name != SEGMENTS:
        yield from ((place, "") for place in layout(_KINDS[name]) if _tells(found, place.item, ""))
        return
    for segment in ("", *found.segments):
        items = [item.name for item in ITEMS if item.statement == VOLUME] if not segment else _segment_items(found, segment)
        told = [item for item in items if _tells(found, item, segment)]
        if told:
            yield None, segment
            yield from ((Place(item), segment) for item in told)


def _segment_items(found: Series, segment: str) -> list[str]:
    """The items and disclosed ratios of a segment: revenue to margin first, then as the catalogue has them."""
    known = {key[0] for facts in found.families.values() for key in facts if key[1] == segment}
    rest = [name for name in (*ITEM_BY_NAME, *RATIO_BY_NAME) if name in known and name not in SEGMENT_ORDER]
    return [*(name for name in SEGMENT_ORDER if name in known), *rest]


def _tells(found: Series, item: str, segment: str) -> bool:
    return any(found.fact(item, column, segment) is not None for column in found.columns)


def _columns(found: Series) -> tuple[Column, ...]:
    """Label and caption, then a column a period; the oldest go first where there is no room."""
    last = len(found.columns) - 1
    ages = (Column(one.label, right=True, age=last - place) for place, one in enumerate(found.columns))
    return (Column("", grows=True, width=24), Column("caption", age=_CAPTION_AGE), *ages)


def _heading(found: Series, segment: str) -> Row:
    title = next((one.title for one in found.company.segments if one.name == segment), "Company")
    return Row((words(title),), heading=True)


def _row(found: Series, place: Place, segment: str) -> Row:
    cells = [_cell(found, place.item, column, segment) for column in found.columns]
    unit = _unit(found, place.item)
    label = "– " * place.level + joined((title_of(place.item), "" if unit in {found.company.currency, "%"} else said(unit)), ", ")
    return Row((words(label), words(_caption(found, place.item), Tone.MUTED), *cells), total=place.total)


def _unit(found: Series, name: str) -> str:
    row = ITEM_BY_NAME.get(name) or RATIO_BY_NAME[name]
    if found.is_common_size:
        return "%"
    return row.unit.replace(MONEY, found.company.currency)


def _caption(found: Series, name: str) -> str:
    item = ITEM_BY_NAME.get(name)
    return caption(item, found.company.standard) if item else RATIO_BY_NAME[name].title_zh


def _cell(found: Series, name: str, column: Span_Column, segment: str) -> Cell:
    fact = found.fact(name, column, segment)
    if fact is None:
        return missing(_why(found, name, column, segment))
    return fact_cell(found.company, fact)


def _why(found: Series, name: str, column: Span_Column, segment: str) -> str:
    if name not in ITEM_BY_NAME:
        return "not disclosed"
    return why_absent(found.company, name, column.period, segment)


def statements_document(found: Series, wanted: Sequence[str], choice: Choice) -> dict[str, Any]:
    """One versioned object; numbers are strings, an absence has its reason."""
    company = found.company
    columns = [
        {
            "label": one.label, "period": one.period.code, "closing": one.period.closing(company.year_end_month).isoformat(),
            "bases": [basis.value for basis in one.bases],
        }
        for one in found.columns
    ]  # fmt: skip
    statements = [
        {
            "statement": name, "title": TITLES[name],
            "lines": [_line(found, place, segment) for place, segment in places(found, name) if place],
        }
        for name in wanted
    ]  # fmt: skip
    return {
        "schema": STATEMENTS_SCHEMA, "ticker": company.ticker, "currency": company.currency, "standard": company.standard,
        "view": found.span.value, "basis": choice.value, "common_size": found.is_common_size, "columns": columns, "statements": statements,
    }  # fmt: skip


def _line(found: Series, place: Place, segment: str) -> dict[str, Any]:
    cells = []
    for column in found.columns:
        fact = found.fact(place.item, column, segment)
        cells.append({"why": _why(found, place.item, column, segment)} if fact is None else _plain(fact))
    return {
        "item": place.item, "segment": segment, "title": title_of(place.item), "caption": _caption(found, place.item),
        "level": place.level, "total": place.total, "unit": _unit(found, place.item), "cells": cells,
    }  # fmt: skip


def _plain(fact: Fact) -> dict[str, Any]:
    return {
        "value": f"{fact.value:f}", "low": f"{fact.interval.low:f}", "high": f"{fact.interval.high:f}", "basis": fact.basis.value,
        "source": fact.source, "line": fact.line, "note": fact.note,
    }  # fmt: skip


def statements_rows(found: Series, wanted: Sequence[str]) -> Iterator[dict[str, Any]]:
    """One row a figure, for comma-separated lines; absences are left out."""
    for name in wanted:
        for place, segment in places(found, name):
            for column in found.columns if place else ():
                fact = found.fact(place.item, column, segment) if place else None
                if place and fact is not None:
                    head = {"statement": name, "item": place.item, "segment": segment, "period": column.label, "unit": fact.unit}
                    yield {**head, **_plain(fact)}
