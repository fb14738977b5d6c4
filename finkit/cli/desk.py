"""What the commands share: finding companies and documents, drawing pages, delivering text.

Heavy modules are imported inside the functions, so that `--help` and completion answer at once.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from finkit.cli.busy import busy
from finkit.cli.options import NARROWEST, WIDEST
from finkit.errors import FileUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.reports.table import Page
    from finkit.statements.company import Company
    from finkit.text.document import Document
    from finkit.verdicts.verdict import Check

NEVER, LINKED, NONE, AUTO, STDIN = "never", "linked", "none", "auto", "-"
JSON_ENDING, CSV_ENDING, TEXT_ENDINGS = ".json", ".csv", (".txt", ".text", "")
WRITTEN_SCHEMA = "finkit/written/1"


def tell(message: str) -> None:
    """A note on stderr, in which no character steers the screen."""
    from finkit.reports.forms import clean  # noqa: PLC0415  (late: start-up time)

    quiet = "\n".join(
        part if part.isprintable() else part[: len(part) - len(part.lstrip(" "))] + clean(part) for part in message.split("\n")
    )
    click.echo(f"finkit: {quiet}", err=True)


def load_company(root: Path | None, name: str | None) -> Company:
    """The company called so, or the default one."""
    from finkit.statements import files  # noqa: PLC0415  (late: start-up time)

    return files.load(name or files.default_company(root), root)


def known_company(root: Path | None, name: str | None, report: str) -> tuple[Company, Check | None]:
    """The company with what its report adds, and the check of that report."""
    from finkit.pipeline import check as check_document  # noqa: PLC0415  (late: start-up time)
    from finkit.pipeline import reconstruct  # noqa: PLC0415
    from finkit.statements import files  # noqa: PLC0415

    company = load_company(root, name)
    if report == NONE:
        return company, None
    chosen = "given" if report != LINKED else "linked report"
    if report == LINKED:
        place = files.locate_report(company, root)
        if place is None:
            tell(f"no linked report of {company.ticker} is at hand")
            return company, None
        report = from_here(place)
    with busy(f"checking {report}"):
        found = decided(check_document(document_of(report), company, chosen=chosen), company, None)
        return reconstruct(company, found), found


def from_here(path: Path) -> str:
    """The path from the working folder, where it lies inside it: shorter, and the same on every machine."""
    with suppress(OSError, RuntimeError, ValueError):  # no working folder any more, links in a circle, elsewhere
        return str(path.resolve().relative_to(Path.cwd()))
    return str(path)


def checked(
    root: Path | None, document: Document, name: str, minutes: Path | None = None, *, is_new: bool = False
) -> tuple[Check, Company | None]:
    """The check of a document against the company that is named, or that it names, with the decisions taken on it.

    `minutes`: their file (see `decided`); `is_new`: it may be yet to be written.
    """
    from finkit.pipeline import check as check_document  # noqa: PLC0415  (late: start-up time)
    from finkit.pipeline import named_company  # noqa: PLC0415

    with busy(f"checking {document.name}"):
        if name == AUTO:
            company, chosen = named_company(document, root), AUTO
        else:
            company, chosen = None if name == NONE else load_company(root, name), "given"
        return decided(check_document(document, company, chosen=chosen), company, minutes, is_new=is_new), company


def decided(check: Check, company: Company | None, minutes: Path | None, *, is_new: bool = False) -> Check:
    """The check with the decisions of a file (by default the one beside the report, if there is one), and a note of them."""
    from finkit.pipeline import accept  # noqa: PLC0415  (late: start-up time)

    place = minutes or minutes_of(check.document)
    if place is None or ((minutes is None or is_new) and not place.exists()):
        return check
    found = accept(check, place, company)
    applied, left = len(found.decisions), found.not_applied
    tell(f"{place}: {applied} decision{'' if applied == 1 else 's'} applied, {len(left)} not")
    for one in left:
        tell(f"decision on {one.decision.printed!r} not applied: {one.reason}")
    return found


def minutes_of(document: str) -> Path | None:
    """Where the decisions on a report stand by default; a report from standard input has no such place."""
    from finkit.verdicts.minutes import minutes_beside  # noqa: PLC0415  (late: start-up time)

    return None if document == "stdin" else minutes_beside(Path(document))


def document_of(report: str) -> Document:
    """The report of this name; `-` is standard input."""
    from finkit.text.document import from_bytes, read  # noqa: PLC0415  (late: start-up time)

    if report != STDIN:
        return read(Path(report))
    if sys.stdin is None:  # the caller may have closed it
        raise FileUnreadableError(path="stdin", wanted="report", found="a closed input", remedy="give a file")
    return from_bytes(sys.stdin.buffer.read(), "stdin")


def require_measures(names: Iterable[str]) -> None:
    """Raise `MetricUnknownError` for a name that the catalogue does not hold."""
    from finkit.catalogue.items import ITEM_BY_NAME  # noqa: PLC0415  (late: start-up time)
    from finkit.catalogue.measures import measure_called  # noqa: PLC0415
    from finkit.catalogue.ratios import RATIO_BY_NAME  # noqa: PLC0415
    from finkit.errors import MetricUnknownError  # noqa: PLC0415

    for name in names:
        if measure_called(name) is None:
            raise MetricUnknownError(name=name, known=(*ITEM_BY_NAME, *RATIO_BY_NAME))


def write_book(path: Path, company: Company, check: Check | None, root: Path | None, amounts: str = "m") -> None:
    """The workbook at `path` with those peers that have statements, and a note that it was written."""
    from finkit.reports.publish import write_workbook  # noqa: PLC0415  (late: start-up time)

    peers = peers_of(company, root)
    with busy(f"writing {path}"):
        write_workbook(path, company, check, peers, amounts)
    tell(f"wrote {path}")


def fill_book(model: Path, out: Path, company: Company, check: Check | None, amounts: str) -> dict[str, Any]:
    """The model filled at `out`; what was filled, passed over and lost is said, and given back for machines."""
    from finkit.reports.publish import fill_workbook  # noqa: PLC0415  (late: start-up time)

    with busy(f"filling {model}"):
        filled = fill_workbook(model, out, company, check, amounts)
    tell(f"wrote {out}: {len(filled.names)} names filled; formulas show their values once it is opened")
    for name, why in filled.skipped:
        tell(f"{name} left as it was: {why}")
    if filled.lost:
        tell(f"loading and saving lost {', '.join(filled.lost)}: copy them from {model}")
    return {
        "filled": list(filled.names),
        "skipped": [{"name": name, "why": why} for name, why in filled.skipped],
        "lost": list(filled.lost),
    }


def peers_of(company: Company, root: Path | None) -> tuple[Company, ...]:
    """The peers that the company file names and that have statements here."""
    from finkit.statements import files  # noqa: PLC0415  (late: start-up time)

    known = files.companies(root)
    return loaded(root, [ticker for ticker in company.peers if ticker in known])


def loaded(root: Path | None, tickers: Sequence[str]) -> tuple[Company, ...]:
    """These companies; whoever waits sees which one is being read."""
    from finkit.statements import files  # noqa: PLC0415  (late: start-up time)

    companies = []
    with busy("loading companies", len(tickers)) as begin:
        for ticker in tickers:
            begin(f"loading {ticker}")
            companies.append(files.load(ticker, root))
    return tuple(companies)


def compared_companies(root: Path | None, names: tuple[str, ...]) -> tuple[Company, ...]:
    """The companies named, each once; a single one with its peers."""
    first, *others = (load_company(root, name) for name in names or (None,))
    several = (first, *others) if others else (first, *peers_of(first, root))
    return tuple({one.ticker: one for one in several}.values())


def year_of(companies: Iterable[Company], period: str) -> str:
    """The fiscal year asked for; else the last for which most of the companies have facts."""
    from collections import Counter  # noqa: PLC0415  (late: start-up time)

    from finkit.vocabulary.periods import Period  # noqa: PLC0415

    if period:
        return Period.parse(period).code
    told = Counter(one for company in companies for one in company.periods if one.is_full_year and not one.estimate)
    most = max(told.values(), default=0)
    return max((one for one, count in told.items() if count == most), default=Period(0)).code


def write_html(path: Path | None, check: Check, company: Company | None) -> Path:
    """The page of a check at `path` (by default among the reports), and a note that it was written; gives the place."""
    from finkit.reports.publish import write_page  # noqa: PLC0415  (late: start-up time)

    out = path or Path("reports") / f"{Path(check.document).stem}.html"
    with busy(f"writing {out}"):
        place = write_page(out, check, company)
    tell(f"wrote {place}")
    return place


def show(page: Page, width: int | None) -> None:
    """The page on the terminal, plain where it is none."""
    from rich.console import Console  # noqa: PLC0415  (late: start-up time)

    from finkit.reports.terminal import Screen  # noqa: PLC0415

    console = Console(width=width, highlight=False, markup=False, emoji=False)
    console.width = min(max(console.width, NARROWEST), WIDEST)  # the environment may say anything
    with console.capture() as captured:  # rich would exit with 1 where the reader of a pipe has gone
        console.print(Screen(page), crop=False)
    click.echo(captured.get(), nl=False)


def drawn_page(page: Page, width: int | None) -> str:
    """The page as plain text."""
    from finkit.reports.terminal import drawn  # noqa: PLC0415  (late: start-up time)

    return drawn(page, width or 100)


def counts_of(check: Check | None) -> dict[str, Any] | None:
    """The counts by verdict as machines get them; None without a check."""
    if check is None:
        return None
    return {"document": check.document, "sha256": check.sha256, **check.summary.model_dump(mode="json")}


def print_json(value: dict[str, Any]) -> None:
    """One object on stdout."""
    import json  # noqa: PLC0415  (late: start-up time)

    click.echo(quiet_json(json.dumps(value, ensure_ascii=False, indent=1)))


def quiet_json(text: str) -> str:
    """The same JSON, with escapes in place of characters that steer a screen: they stand in strings alone."""
    import re  # noqa: PLC0415  (late: start-up time)

    return re.sub(
        "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text
    )


def print_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    """Comma-separated lines on stdout."""
    from finkit.reports.lines import csv_text  # noqa: PLC0415  (late: start-up time)

    click.echo(csv_text(columns, rows), nl=False)


def print_written(path: Path, *, as_json: bool, **more: Any) -> None:  # noqa: ANN401  (anything that JSON holds)
    """For machines what was written; the note for people stands on stderr already."""
    if as_json:
        print_json({"schema": WRITTEN_SCHEMA, "file": path.as_posix(), **more})


def form_wanted(output: Path | None, *, as_json: bool, as_csv: bool) -> str:
    """The ending of the form to write: asked for, or by the ending of the output file."""
    if as_json or as_csv or output is None:
        return JSON_ENDING if as_json else CSV_ENDING if as_csv else TEXT_ENDINGS[0]
    if output.suffix not in {JSON_ENDING, CSV_ENDING, *TEXT_ENDINGS}:
        raise click.BadParameter(f"{output}: wanted a file that ends in .json, .csv or .txt", param_hint="-o")
    return output.suffix


def deliver(text: str, output: Path | None) -> None:
    """The text to stdout, or whole into a file."""
    if output is None:
        click.echo(text, nl=False)
        return
    from finkit.disk.atomic import write_atomically  # noqa: PLC0415  (late: start-up time)

    write_atomically(output, text.encode())
    tell(f"wrote {output}")
