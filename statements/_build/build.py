"""Build the facts of every company and of the Chinese market from statements/_raw.

    python statements/_build/build.py           write facts.csv and left_out.csv
    python statements/_build/build.py --check   exit with 1 if they differ from what the raw files give

Deterministic, standard library alone. Every raw row of a company becomes a fact or stands in left_out.csv with
its reason; a row that the table does not know stops the build.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import lynas
import mp
from table import FIRST, LINES, MARKET_TABLE, NRE, PEERS, SECOND, TABLE, Leave, Take

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent.parent
COMPANY = HERE / "600111.SH"
MARKET = HERE / "_markets" / "china_rare_earth"
FACT_COLUMNS = ("item", "segment", "period", "value", "unit", "basis", "source", "note")
LEFT_COLUMNS = ("file", "line", "period", "caption", "reason")

# raw unit -> (unit code, power of ten)
UNITS = {
    "yuan": ("CNY", 0), "million yuan": ("CNY", 6), "yi yuan": ("CNY", 8), "bn yuan": ("CNY", 9), "10,000 yuan": ("CNY", 4),
    "%": ("%", 0), "x": ("1", 0), "yuan/share": ("CNY/share", 0), "t": ("t", 0), "10,000 t": ("t", 4),
    "yuan/t": ("CNY/t", 0), "10,000 yuan/t": ("CNY/t", 4), "tonne": ("t", 0), "USD USD": ("USD", 0), "per tonne USD": ("USD/t", 0),
    **{
        f"{raw} {code}": (made.replace("money", code), power)
        for code in ("AUD", "USD")
        for raw, made, power in (("million", "money", 6), ("per share", "money/share", 0), ("per kg", "money/t", 3))
    },
}  # fmt: skip
PERIODS = {"9M21": "9M2021", "9M22": "9M2022", "9M23": "9M2023", "3Q23": "Q3 2023", "4Q22": "Q4 2022", "2023": "FY2023", "FY2020R": "FY2020"}
GROWTH = re.compile(r"(?:^|[,=] )(?P<growth>[+-]\d+(?:\.\d+)?)%(?: yoy)?(?: on 2021)?(?:$|;)")
POINTS = re.compile(r"^(?P<points>[+-]\d+(?:\.\d+)?)(?: ppt| pct points?)?(?: on 9M22)?$")
BOTH_GROWTHS = re.compile(r"^(?P<first>[+-][\d.]+)%/(?P<second>[+-][\d.]+)%$")


@dataclass(frozen=True, slots=True)
class Abroad:
    """A company outside China: the names by which the raw files call it, and its table."""

    ticker: str
    table: Sequence[Take | Leave]
    in_peers: str
    in_lines: str = ""


ABROAD = (
    Abroad("LYC.AX", lynas.TABLE, "Lynas Rare Earths"),
    Abroad("MP", mp.TABLE, "MP Materials", "MP MP Materials"),
)


@dataclass(frozen=True, slots=True)
class Raw:
    """A row of a raw file that speaks of a company."""

    file: str
    line: int
    period: str
    caption: str
    value: str
    unit: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Out:
    """What comes of the raw rows."""

    facts: list[tuple[str, ...]]
    left: list[tuple[str, ...]]


def raw_rows(sources: dict[str, str]) -> Iterator[Raw]:
    """Every raw row of 600111, in the order of the files. `sources`: URL -> id."""
    for row, line in _read(NRE):
        yield Raw(NRE, line, row["period"], row["line_item"], row["value"], row["unit"], sources.get(row["source_url"], ""), row["note"])
    for row, line in _read(LINES):
        if row["company"].startswith("600111"):
            path = row["path"].partition(" (")[0]
            url = f"https://github.com/{row['repo']}/blob/{row['commit']}/{path}"
            yield Raw(LINES, line, row["period"], row["line_item_original"], row["value"], row["unit"], sources[url], _short(row["note"]))
    for row, line in _read(PEERS):
        if row["company"].startswith("Baotou Steel Rare Earth"):
            yield Raw(PEERS, line, row["period"], row["line_item"], row["value"], row["unit"], sources.get(row["source_url"], ""), row["note"])


def abroad_rows(company: Abroad, sources: dict[str, str]) -> Iterator[Raw]:
    """Every raw row of a company abroad, in the order of the files. `sources`: URL -> id; units with their currency."""
    for row, line in _read(PEERS):
        if row["company"] == company.in_peers:
            unit = f"{row['unit']} {row['currency']}".strip()
            source = sources.get(row["source_url"], "")
            yield Raw(PEERS, line, row["period"], row["line_item"], row["value"], unit, source, row["note"])
    for row, line in _read(LINES):
        if row["company"] == company.in_lines:
            url = f"https://github.com/{row['repo']}/blob/{row['commit']}/{row['path']}"
            unit = f"{row['unit']} {row['currency']}"
            yield Raw(LINES, line, row["period"], row["line_item_original"], row["value"], unit, sources[url], _short(row["note"]))


def _read(name: str) -> Iterator[tuple[dict[str, str], int]]:
    with (HERE / "_raw" / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield row, reader.line_num


def _short(note: str) -> str:
    """The notes of line_items.csv say the same in every row: the source's title says it once."""
    if note.startswith(("parsed", "keyword match on annual-report text (as first reported); agrees")):
        return ""
    return note.removeprefix("keyword match on annual-report text (as first reported); ").partition(". Only 4 of 12 pages")[0]


def build(table: Sequence[Take | Leave], rows: Sequence[Raw]) -> Out:
    """Facts and left-out rows."""
    out = Out([], [])
    for raw in rows:
        if raw.note.startswith("DERIVED"):
            _leave(raw, f"somebody's arithmetic; what follows from facts is worked out on loading ({raw.note})", out)
            continue
        matches = [row for row in table if _matches(row, raw)]
        if not matches:
            raise SystemExit(f"{raw.file}:{raw.line}: no row of the table takes or leaves {raw.period} {raw.caption!r}")
        first = matches[0]
        half = first.half if isinstance(first, Leave) else ""
        if isinstance(first, Leave):
            _leave(raw, first.reason + (f" (the {half} number)" if half else ""), out)
            growth = GROWTH.search(raw.note) if first.growth_of else None
            if growth:
                out.facts.append(_change(f"{first.growth_of}_growth", "", raw, growth[1], "%", "reported"))
        take = next((row for row in matches if isinstance(row, Take)), None)
        if take is not None and (half or take is first):
            out.facts.extend(_facts(take, raw, without=half))
    return out


def _matches(row: Take | Leave, raw: Raw) -> bool:
    return (
        (row.file, row.caption) == (raw.file, raw.caption)
        and (not row.periods or raw.period in row.periods)
        and (not row.source or row.source == raw.source)
    )


def _leave(raw: Raw, reason: str, out: Out) -> None:
    out.left.append((raw.file, str(raw.line), raw.period, raw.caption, reason))


def _facts(take: Take, raw: Raw, without: str) -> Iterator[tuple[str, ...]]:
    """The facts of a row: a value or a pair, each with the change that the note prints."""
    if isinstance(take.item, str):
        found = (GROWTH.search(raw.note) or POINTS.search(raw.note)) if take.change else None
        if take.item.endswith(("_growth", "_change")):
            found = None
        yield from _value_and_change(take, raw, take.item, raw.value, found.group(1) if found else "", points=raw.unit == "%")
        if take.also:
            yield from _value_and_change(take, raw, take.also, raw.value, "", points=False)
        return
    values = [value.strip() for value in raw.value.split("/")]
    growths = BOTH_GROWTHS.match(raw.note)
    for item, value, half in zip(take.item, values, (FIRST, SECOND), strict=True):
        if half != without:
            yield from _value_and_change(take, raw, item, value, growths[half] if growths else "", points=False)


def _value_and_change(take: Take, raw: Raw, item: str, value: str, change: str, *, points: bool) -> Iterator[tuple[str, ...]]:
    unit, power = UNITS[raw.unit]
    signed = value if take.sign > 0 else value.removeprefix("-") if value.startswith("-") else f"-{value}"
    digits = f"{signed}e{power}" if power else signed
    period = PERIODS.get(raw.period, raw.period)
    note = f"{raw.file}:{raw.line}" + (f"; {raw.note}" if raw.note else "") + ("; on the restated base" if raw.period == "FY2020R" else "")
    yield item, take.segment, period, digits, unit, take.basis, raw.source, note
    if change:
        name, code = (f"{item}_change", "pp") if points else (f"{item}_growth", "%")
        yield _change(name, take.segment, raw, change, code, take.basis)


def _change(name: str, segment: str, raw: Raw, change: str, code: str, basis: str) -> tuple[str, ...]:
    note = f"{raw.file}:{raw.line}; printed beside the figure"
    return name, segment, PERIODS.get(raw.period, raw.period), change, code, basis, raw.source, note


def _csv(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def outputs() -> dict[Path, str]:
    """Every file that is built, with its text."""
    rows = list(raw_rows(_sources(COMPANY)))
    company = build(TABLE, rows)
    nation = build(MARKET_TABLE, [row for row in rows if row.caption.startswith("national")])
    built = {**_company_files(COMPANY, company), MARKET / "facts.csv": _csv(FACT_COLUMNS, nation.facts)}
    for one in ABROAD:
        folder = HERE / one.ticker
        built |= _company_files(folder, build(one.table, list(abroad_rows(one, _sources(folder)))))
    return built


def _sources(folder: Path) -> dict[str, str]:
    """URL -> id of the sources that a company file lists."""
    header = tomllib.loads((folder / "company.toml").read_text(encoding="utf-8"))
    return {source["url"]: source["id"] for source in header["sources"]}


def _company_files(folder: Path, out: Out) -> dict[Path, str]:
    """facts.csv, the company before its segments and the years in order, and left_out.csv."""
    order = sorted(out.facts, key=lambda fact: (fact[1] != "", fact[1], fact[2][-4:] if fact[2][0] != "2" else fact[2][:4]))
    return {folder / "facts.csv": _csv(FACT_COLUMNS, order), folder / "left_out.csv": _csv(LEFT_COLUMNS, out.left)}


def main(arguments: Sequence[str]) -> int:
    """Write the files, or with --check compare them."""
    wrong = 0
    for path, text in outputs().items():
        if "--check" not in arguments:
            path.write_bytes(text.encode())
            print(f"{path.relative_to(HERE)}: {text.count(chr(10)) - 1} rows")
        elif not path.is_file() or path.read_bytes() != text.encode():
            print(f"{path.relative_to(HERE)}: differs from what _raw gives; run build.py")
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
