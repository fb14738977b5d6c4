"""Writing a workbook of 12 sheets and 5,000 formulas beside XlsxWriter alone with the very same cells, in turn in one run.

    python benchmarks/workbook.py [--rounds 7] [--check]

The book is of an invented company: every item of the catalogue over fourteen years, first as reported and then as
restated, with segments, breakdowns, peers and the check of the lead report. While finkit writes it once, every call to
XlsxWriter is noted down and becomes a program of plain calls (values, formulas with their results, formats, notes,
names, widths, charts, tables, colours), which is compiled before the clock starts; what it writes must be the same
bytes. Least seconds of the processor of several rounds. What the layout costs before a cell is written is said apart.
`--check` fails where finkit takes twice as long or more, or the book is smaller than that.
"""

from __future__ import annotations

import argparse
import gc
import io
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from unittest.mock import patch

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # (ships no types)
from xlsxwriter.chart import Chart  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from finkit.catalogue.items import ITEMS, VOLUME
from finkit.pipeline import check
from finkit.reports import excel
from finkit.reports.layouts.workbook import workbook
from finkit.statements.company import Breakdown, Company, Segment, Source
from finkit.statements.fact import Basis, Fact
from finkit.statements.files import load
from finkit.text.document import parse
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

    from finkit.reports.table import Book

ROOT = Path(__file__).resolve().parent.parent
SHEETS, FORMULAS, TIMES = 12, 5000, 2.0
YEARS = range(2010, 2024)
SEGMENTS = 24
MILLION = 10**6
SEGMENT_ITEMS = ("revenue", "cost_of_sales", "gross_profit", "operating_profit")
MADE = (Worksheet, Format, Chart)  # what calls to XlsxWriter give that later calls are made on


def company(ticker: str, segments: int = SEGMENTS, years: range = YEARS) -> Company:
    """Every item of every year, as reported and as restated, of the company and two breakdowns of it by segments."""
    names = [f"line_{number}" for number in range(segments)]
    facts = [fact for year in years for basis in (Basis.REPORTED, Basis.RESTATED) for fact in _year(year, basis, names)]
    halves = names[: segments // 2], names[segments // 2 :]
    return Company(
        ticker=ticker, name=f"Invented {ticker}", currency="CNY", facts=tuple(facts),
        segments=tuple(Segment(name=name, title=name.replace("_", " ").capitalize()) for name in names),
        breakdowns=tuple(
            Breakdown(name=f"by_{title}", title=f"By {title}", segments=tuple(half))
            for title, half in zip(("product", "region"), halves, strict=True)
        ),
        sources=(Source(id="report", title="Annual report"), Source(id="again", title="The report of the year after")),
    )  # fmt: skip


def _year(year: int, basis: Basis, segments: list[str]) -> Iterator[Fact]:
    """Uneven sizes that grow unevenly; together the segments are about as large as the company."""
    again = basis is Basis.RESTATED
    for place, item in enumerate(ITEMS):
        size = 100 + 37 * ((7 * place + 3) % 41) + (year - YEARS[0] + 1) * (5 + place % 9) + 3 * again
        where = ["", *segments] if item.name in SEGMENT_ITEMS or item.statement == VOLUME else [""]
        for at, segment in enumerate(where):
            part = Decimal(size) if not segment else (Decimal(size) / (3 * len(segments)) * (1 + at % 5)).quantize(Decimal("0.001"))
            yield Fact(
                item=item.name, segment=segment, period=Period(year), value=part * (MILLION if item.unit == "money" else 1),
                unit=item.unit_in("CNY"), basis=basis, source="again" if again else "report", note=f"page {place + 1}",
            )  # fmt: skip


def book() -> tuple[Company, Callable[[], Book]]:
    """The company, and how its book is laid out."""
    path = next((ROOT / "seeds").glob("003_*.txt"))
    report = check(parse(path.read_text(encoding="utf-8"), path.name), load("600111.SH", ROOT / "statements"))
    whole, peers = company("900001.SH"), [company(f"90000{number}.SH", 2, YEARS[-3:]) for number in range(2, 7)]
    return whole, lambda: workbook(whole, report, peers)


@dataclass
class Recorder:
    """Notes down every call that is made through its proxies, as lines of a program."""

    lines: list[str] = field(default_factory=list)
    objects: int = 0

    def workbook(self, buffer: io.BytesIO, options: dict[str, Any]) -> Proxy:
        """In place of `xlsxwriter.Workbook`."""
        proxy = Proxy(self, Workbook(buffer, options), "book")
        self.lines.append(f"book = Workbook(buffer, {said(options)})")
        return proxy

    def call(self, target: Proxy, method: str, given: tuple[Any, ...], named: dict[str, Any]) -> Any:  # noqa: ANN401  (whatever XlsxWriter gives)
        """The call itself; what it makes is called by a name of its own afterwards."""
        spoken = ", ".join([*map(said, given), *(f"{name}={said(value)}" for name, value in named.items())])
        made = getattr(target.real, method)(*map(real, given), **{name: real(value) for name, value in named.items()})
        line = f"{target.name}.{method}({spoken})"
        if not isinstance(made, MADE):
            self.lines.append(line)
            return made
        self.objects += 1
        self.lines.append(f"made{self.objects} = {line}")
        return Proxy(self, made, f"made{self.objects}")

    def program(self) -> CodeType:
        """The calls as a compiled program over `Workbook`, `buffer` and `datetime`."""
        return compile("\n".join([*self.lines, "book.close()"]), "<the same calls>", "exec")


@dataclass
class Proxy:
    """An object of XlsxWriter, every call on which is noted down."""

    log: Recorder
    real: Any
    name: str

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return lambda *given, **named: self.log.call(self, method, given, named)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.real.close()


def real(value: Any) -> Any:  # noqa: ANN401  (arguments of any kind)
    """An argument with XlsxWriter's own objects in place of proxies."""
    match value:
        case Proxy():
            return value.real
        case dict():
            return {name: real(part) for name, part in value.items()}
        case list() | tuple():
            return type(value)(real(part) for part in value)
    return value


def said(value: Any) -> str:  # noqa: ANN401  (arguments of any kind)
    """An argument as a program writes it."""
    match value:
        case Proxy():
            return value.name
        case dict():
            return "{" + ", ".join(f"{name!r}: {said(part)}" for name, part in value.items()) + "}"
        case list():
            return f"[{', '.join(map(said, value))}]"
        case None | bool() | int() | float():
            return repr(value)
        case str():
            return repr(str(value))
        case datetime():
            return f"datetime.fromisoformat({value.isoformat()!r})"
    raise TypeError(f"a call with {value!r} cannot be noted down")


def recorded(laid: Book) -> Recorder:
    """The calls that finkit makes for a book."""
    log = Recorder()
    with patch.object(excel.xlsxwriter, "Workbook", log.workbook):
        excel.render(laid)
    return log


def alone(program: CodeType) -> bytes:
    """What XlsxWriter writes when it is called without finkit."""
    buffer = io.BytesIO()
    exec(program, {"Workbook": Workbook, "buffer": buffer, "datetime": datetime})  # noqa: S102  (our own lines, as noted down above)
    return buffer.getvalue()


def in_turn(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The least seconds of the processor of each, one after the other in every round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            start = time.process_time()
            work()
            times[name].append(time.process_time() - start)
    return {name: min(several) for name, several in times.items()}


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--check", action="store_true", help="fail where a floor is missed")
    options = arguments.parse_args()
    whole, lay_out = book()
    laid = lay_out()
    log = recorded(laid)
    program, written = log.program(), excel.render(laid)
    if alone(program) != written:
        sys.exit("workbook: XlsxWriter alone wrote other bytes than finkit")
    least = in_turn({"layout": lay_out, "finkit": lambda: excel.render(laid), "alone": lambda: alone(program)}, options.rounds)
    formulas, sheets = (sum(f".{method}(" in line for line in log.lines) for method in ("write_formula", "add_worksheet"))
    cells, notes = (sum(f".{method}" in line for line in log.lines) for method in ("write_", "write_comment("))
    ratio = least["finkit"] / least["alone"]
    print(
        f"{sheets} sheets, {formulas:,} formulas among {cells - notes:,} cells, {notes:,} notes, {len(written):,} bytes, the same of both"
    )
    print(f"finkit, writing the book: {least['finkit']:.3f} s")
    print(f"XlsxWriter alone, the same {len(log.lines):,} calls: {least['alone']:.3f} s")
    print(f"ratio: {ratio:.2f} (wanted: under {TIMES:g})")
    print(f"making the layout, before a cell is written: {least['layout']:.3f} s ({len(whole.facts):,} facts)")
    if options.check and (ratio >= TIMES or sheets < SHEETS or formulas < FORMULAS):
        sys.exit(f"workbook: wanted {SHEETS} sheets, {FORMULAS:,} formulas and a ratio under {TIMES:g}")


if __name__ == "__main__":
    main()
