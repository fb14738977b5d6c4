"""Entries to facts: names resolved, units scaled, and the rows read by the same reader that facts.csv goes through."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEMS
from finkit.catalogue.measures import measure_called
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.statements.importers.amounts import plain_number, scaled, unit_of
from finkit.statements.rows import COLUMNS, Context, read_facts
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finkit.catalogue.measures import Measure
    from finkit.statements.fact import Fact
    from finkit.statements.importers.entries import Entry, Imported


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new fact, its value as facts.csv writes it, and the entry that it came from."""

    fact: Fact
    value: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Defaults:
    """What stands where an entry names none."""

    basis: str
    source: str
    unit: str = ""
    by_title: Mapping[str, str] = field(default_factory=dict)  # the names of segments by their titles


def settle(found: Imported, currency: str, segments: Mapping[str, str], given: Defaults) -> list[Fresh]:
    """The facts of the entries; findings and new segments go to `found`."""
    rows: list[list[str]] = []
    entries: list[Entry] = []
    given = replace(given, by_title={title.casefold(): name for name, title in segments.items()})
    for entry in found.entries:
        row = _row(found, entry, currency, segments, given)
        if row is not None:
            rows.append(row)
            entries.append(entry)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    sources = frozenset(row[COLUMNS.index("source")] for row in rows)
    context = Context(found.file, currency, frozenset((*segments, *found.segments)), sources)
    reading = read_facts(text.getvalue(), context)
    for finding in reading.findings:
        entry = entries[(finding.line or 2) - 2]
        message, remedy = finding.message, finding.remedy
        if finding.rule == "duplicate_fact":
            message = message.partition(" repeats line ")[0] + " stands twice in the file"
            remedy = "keep one of the two, or give them their own basis"
        found.find(finding.rule, message, remedy, line=entry.line, cell=entry.cell)
    value = COLUMNS.index("value")
    places = [(fact.line or 2) - 2 for fact in reading.facts]
    return [Fresh(fact, rows[at][value], entries[at]) for fact, at in zip(reading.facts, places, strict=True)]


def _row(found: Imported, entry: Entry, currency: str, segments: Mapping[str, str], given: Defaults) -> list[str] | None:
    """An entry as a row of facts.csv; None (and a finding) where value or unit cannot be read."""

    def refused(rule: str, message: str, remedy: str) -> None:
        found.find(rule, message, remedy, line=entry.line, cell=entry.cell)

    name, written = _item(entry.item), entry.unit or given.unit
    measure, number = measure_called(name), plain_number(entry.value)
    if number is None:
        refused("not_a_number", f"value: wanted a number, found {entry.value[:40]!r}", "write digits alone, such as 37,260.04")
        return None
    code, exponent = "", 0
    if measure is not None:
        wanted, told = measure.unit_in(currency), _unit(measure, written, currency)
        if told is None or told[0] != wanted:
            remedy = f"write the values in {wanted}, or in its thousands, millions, 万 or 亿"
            refused("wrong_unit", f"unit: wanted {wanted} for {name}, found {written!r}", remedy)
            return None
        code, exponent = told
    segment = _segment(found, entry.segment, segments, given.by_title)
    cells = (
        name,
        segment,
        entry.period,
        scaled(number, exponent),
        code,
        entry.basis or given.basis,
        entry.source or given.source,
        entry.note,
    )
    return [" ".join(cell.split()) for cell in cells]  # on one line each: a row of facts.csv is found again by its line


def _unit(measure: Measure, text: str, currency: str) -> tuple[str, int] | None:
    """The unit of a measure's values: a unit of money says nothing of tonnes, prices and ratios, which have their own."""
    own = measure.unit_in(currency)
    if not text:
        return own, 0
    told = unit_of(text, currency)
    if told is not None and unit(told[0]).is_money and not unit(own).is_money:
        return own, 0
    return told


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every title and alias, in small letters -> the name of its row; titles first, then aliases as the catalogue has them."""
    found: dict[str, str] = {}
    for item in ITEMS:
        for title in (item.name, item.title, item.title_zh):
            found.setdefault(title.casefold(), item.name)
    for ratio in RATIO_BY_NAME.values():
        for title in (ratio.name, ratio.title, ratio.title_zh):
            found.setdefault(title.casefold(), ratio.name)
    for item in ITEMS:
        for alias in item.aliases:
            found.setdefault(alias.casefold(), item.name)
    return found


def _item(text: str) -> str:
    """The catalogue name of an item called by name, title or alias; the text itself where it is none."""
    plain = " ".join(text.split())
    return _names().get(plain.casefold(), plain)


def _segment(found: Imported, text: str, segments: Mapping[str, str], by_title: Mapping[str, str]) -> str:
    """The name of a segment called by name or title; a new one is added."""
    if not text or text in segments or text in found.segments:
        return text
    if text.casefold() in by_title:
        return by_title[text.casefold()]
    return found.segment_called(text)
