"""SEC companyfacts JSON to facts: everything that one company tagged in its filings, by accession.

The file is `{"cik", "entityName", "facts": {"us-gaap": {tag: {"units": {"USD": [{end, start, val, accn, form, filed}]}}}}}`.
`us_gaap.TAGS` says which tag is which item. Start and end tell years, halves, nine months, quarters and days; a balance
of the fiscal year's end belongs to the year, any other to its day. The first filing of a figure is `reported`, a later
one that differs `restated` (after a reverse merger the shell's own quarters stand as reported). What is not taken is
listed with its reason; what is wrong is a finding with its path.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.statements.company import Source
from finkit.statements.fact import Basis, Fact, Finding, Severity
from finkit.statements.header import printable
from finkit.statements.json_file import OddNumber, kind, read_json, shown, unreadable
from finkit.statements.spans import YEAR, balance_period, closing_period, day_of, month_closed, months_between, span_period
from finkit.statements.us_gaap import MINORITY_TAGS, TAG_BY_NAME, TAGS, TURNED_AWAY, WHOLES, Tag
from finkit.vocabulary.units import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from finkit.vocabulary.periods import Period

    _Placed = dict[tuple[str, Period], list["_Entry"]]

_WANTED = "SEC companyfacts"
_NAME = 200  # characters of a name that are kept
_FINDINGS = 100  # the rest is counted
_ACCESSION = re.compile(r"[0-9]{10}-[0-9]{2}-[0-9]{6}")
_ENOUGH = 8  # figures of a filing from which the scale of its table can be told
_COARSEST = 6  # a table in millions


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What gave no fact. `path`: where in the file; `count`: how often it stands there; `reason`: why."""

    path: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What a companyfacts file holds. `sources`: one a filing, its id the accession number; `facts` oldest first.

    `name` and `cik` are empty, and `year_end_month` is 12, where the file does not tell.
    """

    name: str
    cik: str
    currency: str
    year_end_month: int
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One tagged figure. `end` as printed."""

    tag: Tag
    path: str
    start: date | None
    end: date
    value: Decimal
    accession: str
    form: str
    filed: str


@dataclass(slots=True)
class _Notes:
    """What is wrong with the file, and what is left out, gathered on the way."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    left: dict[tuple[str, str], int] = field(default_factory=dict)
    more: int = 0

    def wrong(self, rule: str, path: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        if len(self.findings) == _FINDINGS:
            self.more += 1
            return
        self.findings.append(
            Finding(rule=rule, severity=severity, file=self.file, line=None, column=path, message=f"{path}: {message}", remedy=remedy)
        )

    def leave(self, path: str, reason: str, count: int = 1) -> None:
        self.left[path, reason] = self.left.get((path, reason), 0) + count

    def all_findings(self) -> tuple[Finding, ...]:
        if not self.more:
            return tuple(self.findings)
        last = Finding(
            rule="many_findings", severity=Severity.ERROR, file=self.file, line=None, column="",
            message=f"{self.more:,} more findings like these", remedy="mend those above first",
        )  # fmt: skip
        return (*self.findings, last)


def read_companyfacts(path: Path) -> Imported:
    """The facts of a companyfacts file, their filings, what is left out, and what is wrong with it.

    Raises `FileMissingError`, or `FileUnreadableError` where the file is too large, is no JSON, or is something else.
    """
    notes = _Notes(str(path))
    facts, head = _sections(path, notes)
    us_gaap = _mapping(facts.get("us-gaap", {}), "facts.us-gaap", notes)
    for space, tags in facts.items():
        if space != "us-gaap":
            notes.leave(f"facts.{shown(space)}", "of another taxonomy than us-gaap", len(tags) if isinstance(tags, dict) else 1)
    currency = _currency(us_gaap)
    entries = list(_entries(us_gaap, currency, notes))
    month = _year_end(entries, notes)
    placed = _placed(entries, month, notes)
    made = _facts(placed, currency, _scales(entries), notes)
    if not any(tag in us_gaap for tag in MINORITY_TAGS):
        made += _wholes(made)
    name, cik = head.get("entityName"), _cik(head.get("cik"))
    used = {fact.source for fact in made}
    return Imported(
        name=printable(name)[:_NAME] if isinstance(name, str) else "", cik=cik,
        currency=currency, year_end_month=month,
        facts=tuple(sorted(made, key=lambda fact: (fact.period, fact.item, fact.basis))),
        sources=tuple(_source(one, cik) for one in _filings(entries) if one.accession in used),
        left_out=tuple(LeftOut(place, count, reason) for (place, reason), count in notes.left.items()),
        findings=notes.all_findings(),
    )  # fmt: skip


def _cik(found: object) -> str:
    """The SEC's number of a company without leading zeros; empty where the file has none."""
    text = str(found).lstrip("0") if isinstance(found, str | Decimal) else ""
    return text if re.fullmatch(r"\d{1,10}", text, re.ASCII) else ""


def _sections(path: Path, notes: _Notes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The object `facts` and the whole document."""
    root, twice = read_json(path, _WANTED)
    facts = root.get("facts") if isinstance(root, dict) else None
    if not isinstance(facts, dict):
        found = "an object without facts" if isinstance(root, dict) else kind(root)
        raise unreadable(path, _WANTED, found, "give a file of data.sec.gov/api/xbrl/companyfacts")
    for key in twice:
        notes.wrong("repeated_key", shown(key), "stands twice in one object", "the last is read; download the file again")
    return facts, root


def _mapping(found: object, path: str, notes: _Notes) -> dict[str, Any]:
    if isinstance(found, dict):
        return found
    notes.wrong("wrong_shape", path, f"wanted an object, found {kind(found)}", "it was left out")
    return {}


def _currency(tags: Mapping[str, Any]) -> str:
    """The currency in which most figures of known tags stand; USD where none does."""
    counts: Counter[str] = Counter()
    for name in TAG_BY_NAME.keys() & tags.keys():
        body = tags[name]
        units = body.get("units") if isinstance(body, dict) else None
        for unit, rows in units.items() if isinstance(units, dict) else ():
            if unit in CURRENCIES and isinstance(rows, list):
                counts[unit] += len(rows)
    return max(sorted(counts), key=counts.__getitem__, default="USD")


def _entries(tags: Mapping[str, Any], currency: str, notes: _Notes) -> Iterator[_Entry]:
    """Every well-formed entry of a known tag in its wanted unit."""
    for name, body in tags.items():
        place = f"facts.us-gaap.{shown(name)}"
        tag = TAG_BY_NAME.get(name)
        if tag is None:
            notes.leave(place, TURNED_AWAY.get(name, "no item of the catalogue is this tag"))
            continue
        wanted = ITEM_BY_NAME[tag.item].unit_in(currency).replace("/share", "/shares")
        wanted = "shares" if wanted == "share" else wanted
        units = _mapping(_mapping(body, place, notes).get("units", {}), f"{place}.units", notes)
        for unit, rows in units.items():
            there = f"{place}.units.{shown(unit)}"
            if unit != wanted:
                notes.leave(there, f"not in {wanted}", len(rows) if isinstance(rows, list) else 1)
            elif not isinstance(rows, list):
                notes.wrong("wrong_shape", there, f"wanted a list, found {kind(rows)}", "it was left out")
            else:
                for nth, row in enumerate(rows):
                    entry = _entry(row, tag, f"{there}[{nth}]", notes)
                    if entry is not None:
                        yield entry


def _entry(row: object, tag: Tag, path: str, notes: _Notes) -> _Entry | None:
    """An entry, or None with a finding for the first thing that is wrong with it."""
    if not isinstance(row, dict):
        notes.wrong("wrong_shape", path, f"wanted an object, found {kind(row)}", "it was left out")
        return None
    value, accession, form, filed = (row.get(key) for key in ("val", "accn", "form", "filed"))
    if not isinstance(value, Decimal):
        said = f"{kind(value)} {shown(value)}" if isinstance(value, str | OddNumber) else kind(value)
        notes.wrong("not_a_number", f"{path}.val", f"wanted a number, found {said}", "the entry was left out")
        return None
    if not isinstance(accession, str) or not _ACCESSION.fullmatch(accession):
        message = f"wanted an accession number such as 0001801368-21-000011, found {shown(accession)}"
        notes.wrong("no_source", f"{path}.accn", message, "no source, no fact: the entry was left out")
        return None
    start, end = (day_of(row.get(key)) for key in ("start", "end"))
    if end is None or (start is None and row.get("start") is not None) or (start is not None and start > end):
        wrong = "start" if end is not None else "end"
        message = f"wanted a day such as 2023-12-31, start not after end, found {shown(row.get(wrong))}"
        notes.wrong("unknown_period", f"{path}.{wrong}", message, "the entry was left out")
        return None
    lasts = ITEM_BY_NAME[tag.item].is_flow and tag.item != "closing_cash"
    if lasts is (start is None):
        message = f"{tag.name} wants {'a start and an end' if lasts else 'an end alone'}"
        notes.wrong("unknown_period", f"{path}.start", message, "the entry was left out")
        return None
    return _Entry(
        tag, path, start, end, value * tag.sign, accession,
        printable(form)[:_NAME] if isinstance(form, str) else "filing", str(day_of(filed) or ""),
    )  # fmt: skip


def _year_end(entries: Iterable[_Entry], notes: _Notes) -> int:
    """The month in which most years of the file end."""
    years = (entry.end for entry in entries if entry.start and months_between(entry.start, entry.end) == YEAR)
    counts = Counter(month_closed(end)[1] for end in years)
    if counts:
        return max(sorted(counts), key=counts.__getitem__)
    message = "no figure of a whole year tells when the fiscal year ends"
    notes.wrong("no_year_end", "facts.us-gaap", message, "December is assumed", Severity.WARNING)
    return 12


def _period(entry: _Entry, year_end_month: int) -> Period | None:
    """The period of an entry; None for a span that is no part of a fiscal year."""
    if entry.start is not None:
        return span_period(entry.start, entry.end, year_end_month)
    if ITEM_BY_NAME[entry.tag.item].is_flow:
        return closing_period(entry.end, year_end_month)
    return balance_period(entry.end, year_end_month)


def _placed(entries: Iterable[_Entry], year_end: int, notes: _Notes) -> _Placed:
    """The entries of every (item, period)."""
    placed: _Placed = {}
    for entry in entries:
        period = _period(entry, year_end)
        if period is None:
            notes.leave(f"facts.us-gaap.{entry.tag.name}", "a span that is no year, half, nine months or quarter of the fiscal year")
        else:
            placed.setdefault((entry.tag.item, period), []).append(entry)
    return placed


def _scales(entries: Iterable[_Entry]) -> dict[str, int]:
    """Accession -> the power of ten of which every amount of the filing is a multiple: 3 where tables are in thousands."""
    zeros: dict[str, list[int]] = {}
    for entry in entries:
        if ITEM_BY_NAME[entry.tag.item].unit == "money" and entry.value:
            zeros.setdefault(entry.accession, []).append(_zeros(entry.value))
    return {accession: min(*found, _COARSEST) for accession, found in zeros.items() if len(found) >= _ENOUGH}


def _zeros(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(exponent, 0) if isinstance(exponent, int) else 0


_RANK = {tag.name: rank for rank, tag in enumerate(TAGS)}


def _facts(placed: _Placed, currency: str, scales: Mapping[str, int], notes: _Notes) -> list[Fact]:
    """The first filing of every figure, and beside it the last that differs."""
    made: list[Fact] = []
    for (item, period), several in placed.items():
        in_order = sorted(several, key=lambda entry: (entry.filed or "9", entry.accession, _RANK[entry.tag.name]))
        first, latest = in_order[0], in_order[0]
        for entry in in_order[1:]:
            if entry.value == latest.value or (entry.value == first.value and entry.accession == first.accession):
                continue
            if entry.tag is not first.tag:
                notes.leave(f"facts.us-gaap.{entry.tag.name}", f"{first.tag.name} is {item} in the first filing of the same period")
            elif entry.accession == latest.accession:
                message = f"{entry.value:,f} where the same filing has {latest.value:,f} for {period}"
                notes.wrong("duplicate_fact", entry.path, message, "the first is read")
            else:
                if latest is not first:
                    notes.leave(f"facts.us-gaap.{latest.tag.name}", "restated again by a later filing")
                latest = entry
        made.append(_fact(first, period, Basis.REPORTED, currency, scales))
        if latest.value != first.value:
            made.append(_fact(latest, period, Basis.RESTATED, currency, scales))
    return made


def _fact(entry: _Entry, period: Period, basis: Basis, currency: str, scales: Mapping[str, int]) -> Fact:
    """The fact of an entry; an amount has no more digits than the tables of its filing."""
    item = ITEM_BY_NAME[entry.tag.item]
    power = scales.get(entry.accession, 0) if item.unit == "money" else 0
    value = entry.value.quantize(Decimal(1).scaleb(power)) if power else entry.value
    return Fact(
        item=entry.tag.item, period=period, value=value, unit=item.unit_in(currency), basis=basis, source=entry.accession,
        note=f"us-gaap:{entry.tag.name}, {entry.start or ''}{'/' if entry.start else ''}{entry.end}, {entry.form}",
    )  # fmt: skip


def _wholes(made: Iterable[Fact]) -> list[Fact]:
    """The parent's lines as the whole company's, where no tag of the file speaks of minority interests."""
    names = dict(WHOLES)
    known = {(fact.item, fact.period) for fact in made}
    return [
        fact.model_copy(update={"item": names[fact.item], "note": f"{fact.note}; no tag of minority interests"})
        for fact in made
        if fact.item in names and (names[fact.item], fact.period) not in known
    ]


def _filings(entries: Iterable[_Entry]) -> list[_Entry]:
    """One entry of every filing, oldest first."""
    one = {entry.accession: entry for entry in entries}
    return sorted(one.values(), key=lambda entry: (entry.filed, entry.accession))


def _source(entry: _Entry, cik: str) -> Source:
    digits = entry.accession.replace("-", "")
    url = f"https://www.sec.gov/Archives/edgar/data/{cik}/{digits}/" if cik else ""
    return Source(id=entry.accession, title=f"{entry.form} {entry.accession}" + (f", filed {entry.filed}" if entry.filed else ""), url=url)
