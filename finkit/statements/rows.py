"""facts.csv to facts: every row is read, every mistake in one becomes a finding with its line and column.

A row with a mistake gives no fact; the other rows still do. Columns: item, segment, period, value, unit, basis,
source, note. A value keeps the digits of its source (`279.98e8`: 27,998 million, known to the last million).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING

from finkit.catalogue.measures import measure_called, nearest_measure
from finkit.errors import PeriodInvalidError
from finkit.statements.fact import (
    MOST_FINDINGS,
    PLACES,
    WHOLE_DIGITS,
    Basis,
    Fact,
    Finding,
    Severity,
    is_of_our_time,
    is_sane,
    more_findings,
)
from finkit.statements.header import lines_of
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COLUMNS = ("item", "segment", "period", "value", "unit", "basis", "source", "note")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_BASES = {basis.value: basis for basis in Basis}
_LONGEST = 100  # characters of a number, and of a name for which a like one is sought
_FEW = 1000  # names among which it is
_SHOWN = 40  # characters of a wrong cell that a message repeats


@dataclass(frozen=True, slots=True)
class Context:
    """What the rows of one file may refer to; `file` is its name in messages."""

    file: str
    currency: str
    segments: frozenset[str]
    sources: frozenset[str]


@dataclass(slots=True)
class Reading:
    """The facts of a file and what is wrong with it."""

    facts: list[Fact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class _RowError(Exception):
    """One mistake in one row, on its way to a finding."""

    def __init__(self, rule: str, column: str, message: str, remedy: str | Callable[[], str]) -> None:
        self.rule, self.column, self.message, self.remedy = rule, column, message, remedy
        super().__init__(message)


def read_facts(text: str, context: Context) -> Reading:
    """Every fact of a facts.csv, and a finding for every row that is none."""
    reading = Reading()
    lines = _lines(text, context, reading)
    number, header = next(lines, (1, []))
    if tuple(header) != COLUMNS:
        reading.findings.append(_header_finding(number, header, context))
        return reading
    seen: dict[tuple[str, str, Period, Basis], Fact] = {}
    for number, cells in lines:
        if not any(cells):
            continue
        try:
            fact = _fact(cells, number, context)
            _require_new(fact, seen)
        except _RowError as error:
            _add(reading, error, number, context)
            continue
        seen[(*fact.key, fact.basis)] = fact
        reading.facts.append(fact)
    return reading


def printed_values(text: str) -> dict[int, str]:
    """The values as a facts.csv has them, by line; nothing of rows that are too short."""
    place = COLUMNS.index("value")
    lines = _lines(text, Context("", "", frozenset(), frozenset()), Reading())
    return {number: cells[place] for number, cells in lines if len(cells) > place}


def _lines(text: str, context: Context, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins (a quoted cell may span lines), as far as the file is CSV."""
    reader = csv.reader(lines_of(text), strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        broken = _RowError("broken_csv", "", f"wanted CSV, found: {error}", "mend the quotes; nothing below was read")
        reading.findings.append(_finding(broken, begins, context))


def _header_finding(number: int, header: Sequence[str], context: Context) -> Finding:
    missing = [name for name in COLUMNS if name not in header]
    found = f"no column {', '.join(missing)}" if missing else f"{','.join(header)[:200]}"
    error = _RowError(
        "wrong_header", missing[0] if missing else "", f"header: wanted {','.join(COLUMNS)}, found {found}",
        "write the eight column names in this order in the first line; no row was read",
    )  # fmt: skip
    return _finding(error, number, context)


def _add(reading: Reading, error: _RowError, number: int, context: Context) -> None:
    """The mistake as a finding, unless there are more than anybody reads."""
    if len(reading.findings) < MOST_FINDINGS:
        reading.findings.append(_finding(error, number, context))
    elif len(reading.findings) == MOST_FINDINGS:
        reading.findings.append(more_findings(context.file))


def _finding(error: _RowError, number: int, context: Context) -> Finding:
    return Finding(
        rule=error.rule, severity=Severity.ERROR, file=context.file, line=number, column=error.column,
        message=error.message, remedy=error.remedy if isinstance(error.remedy, str) else error.remedy(),
    )  # fmt: skip


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…")


def _fact(cells: Sequence[str], number: int, context: Context) -> Fact:
    """The fact of a row; raises `_RowError` for its first mistake, left to right."""
    if len(cells) != len(COLUMNS):
        remedy = "put a cell that holds a comma into double quotes" if len(cells) > len(COLUMNS) else "keep empty cells: ,,"
        raise _RowError("wrong_cell_count", "", f"wanted {len(COLUMNS)} cells, found {len(cells)}", remedy)
    item, segment, period, value, unit, basis, source, note = cells
    measure = measure_called(item)
    if measure is None:
        message = f"item: wanted an item or ratio of the catalogue, found {_shown(item)}"
        raise _RowError("unknown_item", "item", message, partial(_nearest_item, item))
    if segment and segment not in context.segments:
        raise _unlisted("unknown_segment", "segment", segment, context.segments)
    wanted = measure.unit_in(context.currency)
    if unit != wanted:
        message = f"unit: wanted {wanted} for {item}, found {_shown(unit)}"
        raise _RowError(
            "wrong_unit",
            "unit",
            message,
            f"write the value in {wanted}, or name the item that is counted in {unit or 'that unit'}",
        )
    return Fact.model_construct(
        item=item, segment=segment, period=_period(period), value=_value(value), unit=unit, basis=_basis(basis),
        source=_source(source, context), note=note, line=number, low=None, high=None,
    )  # fmt: skip


def _period(text: str) -> Period:
    try:
        period = Period.parse(text)
    except PeriodInvalidError:
        period = None
    if period is None or not is_of_our_time(period):
        message = f"period: wanted FY2022, H1 2023, 9M2023, Q3 2023 or 2023-09-30, found {_shown(text)}"
        raise _RowError("unknown_period", "period", message, "a balance item takes the period that it closes, or its day")
    return period


def _value(text: str) -> Decimal:
    if _NUMBER.fullmatch(text):
        if len(text) <= _LONGEST and is_sane(number := Decimal(text)):
            return number
        message = f"value: wanted a number of at most {WHOLE_DIGITS} digits and {PLACES} places, found {_shown(text)}"
        raise _RowError("absurd_number", "value", message, "check its exponent and digits; no source prints such a number")
    bare = text.replace(",", "").replace(" ", "")
    remedy = (
        f"write {bare}"
        if _NUMBER.fullmatch(bare)
        else "write digits alone, such as 279.98e8; leave the row out where no source prints a number"
    )
    raise _RowError("not_a_number", "value", f"value: wanted a number, found {_shown(text)}", remedy)


def _basis(text: str) -> Basis:
    if text in _BASES:
        return _BASES[text]
    raise _RowError(
        "unknown_basis",
        "basis",
        f"basis: wanted {', '.join(_BASES)}, found {_shown(text)}",
        "reported is the filing as first printed",
    )


def _source(text: str, context: Context) -> str:
    if text in context.sources:
        return text
    if not text:
        raise _RowError(
            "no_source",
            "source",
            "source: wanted the id of a source, found an empty cell",
            "no source, no fact: name where it was read",
        )
    raise _unlisted("unlisted_source", "source", text, context.sources)


def _unlisted(rule: str, column: str, found: str, known: frozenset[str]) -> _RowError:
    message = f"{column}: wanted one that is listed beside this file, found {_shown(found)}"
    return _RowError(rule, column, message, partial(_nearest, found, column, known))


def _nearest(found: str, column: str, known: frozenset[str]) -> str:
    """The listed name that looks most like it; among very many none is sought."""
    few = len(known) <= _FEW and len(found) <= _LONGEST
    near = get_close_matches(found, sorted(known), n=1, cutoff=0.6) if few else []
    return f"did you mean {near[0]}?" if near else f"list it in [[{column}s]] of the file beside this one"


def _nearest_item(found: str) -> str:
    near = nearest_measure(found) if len(found) <= _LONGEST else None
    return f"did you mean {near}?" if near else "`finkit metrics` lists the catalogue"


def _require_new(fact: Fact, seen: dict[tuple[str, str, Period, Basis], Fact]) -> None:
    earlier = seen.get((*fact.key, fact.basis))
    if earlier is None:
        return
    where = f" of {fact.segment}" if fact.segment else ""
    same = "the same value" if earlier.value == fact.value else f"{earlier.value:,f} there, {fact.value:,f} here"
    message = f"{fact.item}{where} {fact.period} ({fact.basis}) repeats line {earlier.line}: {same}"
    raise _RowError(
        "duplicate_fact",
        "item",
        message,
        f"keep one of the two, or give them their own basis; line {earlier.line} is used",
    )
