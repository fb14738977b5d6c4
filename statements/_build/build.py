"""Build the facts of every company and of the Chinese market from statements/_raw.

    python statements/_build/build.py           write facts.csv and left_out.csv
    python statements/_build/build.py --check   exit with 1 if they differ from what the raw files give

Deterministic, standard library alone. Every raw row of a company becomes a fact or stands in its left_out.csv with
the reason; a row that its table does not know stops the build, as does a fact whose source company.toml does not list.
To add a company: write its table in a module of its own, its company.toml by hand, and a row of COMPANIES.
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

import baotou_steel
import china_rare_earth
import guangsheng
import jl_mag
import lynas
import mp
import north_rare_earth
import shenghe
import xiamen_tungsten
import zhenghai
import zhong_ke_san_huan
from table import FIRST, LINES, NRE, PEERS, SECOND, Leave, Take

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from table import Table

HERE = Path(__file__).resolve().parent.parent
MARKET = HERE / "_markets" / "china_rare_earth"
FACT_COLUMNS = ("item", "segment", "period", "value", "unit", "basis", "source", "note")
LEFT_COLUMNS = ("file", "line", "period", "caption", "reason")

# raw unit -> (unit code, power of ten)
UNITS = {
    "yuan": ("CNY", 0), "million yuan": ("CNY", 6), "yi yuan": ("CNY", 8), "bn yuan": ("CNY", 9), "10,000 yuan": ("CNY", 4),
    "%": ("%", 0), "x": ("1", 0), "yuan/share": ("CNY/share", 0), "t": ("t", 0), "10,000 t": ("t", 4),
    "yuan/t": ("CNY/t", 0), "10,000 yuan/t": ("CNY/t", 4),
    **{
        f"{unit} {currency}".strip(): (code.replace("money", currency), power)
        for currency in ("CNY", "AUD", "USD")
        for unit, code, power in (
            ("", "money", 0), ("million", "money", 6), ("per share", "money/share", 0), ("per tonne", "money/t", 0), ("per kg", "money/t", 3),
        )
    },
    "USD": ("USD", 0), "percent": ("%", 0), "times": ("1", 0), "tonne": ("t", 0),
}  # fmt: skip
# Pages in billions end on ten millions where they do not show smaller digits: the nought below is the collector's.
TENS_OF_MILLIONS = re.compile("page shows billion, rounded|rounded to 10m on the page")
ROUND_THOUSANDS = re.compile("[1-9][0-9]{2,}0")
PERIODS = {"9M21": "9M2021", "9M22": "9M2022", "9M23": "9M2023", "3Q23": "Q3 2023", "4Q22": "Q4 2022", "2023": "FY2023", "FY2020R": "FY2020"}
GROWTH = re.compile(r"(?:^|[,=] )(?P<growth>[+-]\d+(?:\.\d+)?)%(?: yoy)?(?: on 2021)?(?:$|;)")
POINTS = re.compile(r"^(?P<points>[+-]\d+(?:\.\d+)?)(?: ppt| pct points?)?(?: on 9M22)?$")
BOTH_GROWTHS = re.compile(r"^(?P<first>[+-][\d.]+)%/(?P<second>[+-][\d.]+)%$")


@dataclass(frozen=True, slots=True)
class Company:
    """A company that is built. `rows`: raw file -> how the `company` cell of its rows begins ("" for every row)."""

    ticker: str
    table: Table
    rows: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """Where its files stand."""
        return HERE / self.ticker


COMPANIES = (
    Company("600111.SH", north_rare_earth.TABLE, {NRE: "", LINES: "600111", PEERS: "Baotou Steel Rare Earth"}),
    Company("600392.SH", shenghe.TABLE, {LINES: "600392", PEERS: "Shenghe Resources"}),
    Company("000831.SZ", china_rare_earth.TABLE, {LINES: "000831", PEERS: "China Rare Earth Resources"}),
    Company("600259.SH", guangsheng.TABLE, {LINES: "600259", PEERS: "Guangsheng Nonferrous"}),
    Company("600549.SH", xiamen_tungsten.TABLE, {PEERS: "Xiamen Tungsten"}),
    Company("300748.SZ", jl_mag.TABLE, {LINES: "300748", PEERS: "JL MAG"}),
    Company("000970.SZ", zhong_ke_san_huan.TABLE, {LINES: "000970"}),
    Company("300224.SZ", zhenghai.TABLE, {LINES: "300224"}),
    Company("600010.SH", baotou_steel.TABLE, {LINES: "600010", PEERS: "Baotou Steel (600010)"}),
    Company("LYC.AX", lynas.TABLE, {PEERS: "Lynas Rare Earths"}),
    Company("MP", mp.TABLE, {PEERS: "MP Materials", LINES: "MP MP Materials"}),
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


def raw_rows(company: Company, sources: Mapping[str, str]) -> Iterator[Raw]:
    """Every raw row of a company, in the order of the files. `sources`: URL -> id; a row of another URL has none."""
    for file, begins in company.rows.items():
        for row, line in _read(file):
            if not row.get("company", "").startswith(begins):
                continue
            caption = row["line_item_original"] if file == LINES else row["line_item"]
            unit = f"{row['unit']} {row['currency']}".strip() if file == PEERS else row["unit"]
            note = _short(row["note"]) if file == LINES else row["note"]
            yield Raw(file, line, row["period"], caption, row["value"], unit, sources.get(_url(row), ""), note)


def _url(row: Mapping[str, str]) -> str:
    """Where a row was read: a page, or a file of a repository at a commit."""
    if "repo" not in row:
        return row["source_url"]
    return f"https://github.com/{row['repo']}/blob/{row['commit']}/{row['path'].partition(' (')[0]}"


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


def build(table: Table, rows: Sequence[Raw]) -> Out:
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
    if not raw.source:
        raise SystemExit(f"{raw.file}:{raw.line}: {take.item} is taken, but no source of company.toml has its URL")
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
    if TENS_OF_MILLIONS.search(raw.note) and ROUND_THOUSANDS.fullmatch(signed.lstrip("-")):
        signed, power = signed[:-1], power + 1
    digits = f"{signed}e{power}" if power else signed
    period = PERIODS.get(raw.period, raw.period)
    said = (f"{raw.file}:{raw.line}", raw.note, "on the restated base" if raw.period == "FY2020R" else "", take.note)
    note = "; ".join(part for part in said if part)
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
    found: dict[Path, str] = {}
    for company in COMPANIES:
        header = tomllib.loads((company.folder / "company.toml").read_text(encoding="utf-8"))
        rows = list(raw_rows(company, {source["url"]: source["id"] for source in header["sources"]}))
        built = build(company.table, rows)
        found[company.folder / "facts.csv"] = _csv(FACT_COLUMNS, sorted(built.facts, key=_place))
        found[company.folder / "left_out.csv"] = _csv(LEFT_COLUMNS, built.left)
        nation = [row for row in rows if row.file == NRE and row.caption.startswith("national")]
        if nation:
            found[MARKET / "facts.csv"] = _csv(FACT_COLUMNS, build(north_rare_earth.MARKET_TABLE, nation).facts)
    return found


def _place(fact: tuple[str, ...]) -> tuple[bool, str, str]:
    """Where a fact stands in its file: the company before its segments, by year."""
    _, segment, period, *_ = fact
    return segment != "", segment, period[:4] if period[0] == "2" else period[-4:]


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
