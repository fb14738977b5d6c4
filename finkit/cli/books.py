"""The commands that keep the books: what statements say, what is wrong with them, how an analyst's own come in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from finkit.cli.busy import busy
from finkit.cli.desk import load_company, print_csv, print_json, print_written, show, tell
from finkit.cli.options import (
    DOUBT,
    as_csv_option,
    as_json_option,
    company_argument,
    tickers,
    tickers_or_folders,
    width_option,
    written_option,
)

STATEMENTS = ("income", "balance", "cash", "segments")  # as the layouts name them, a test says
VIEWS = ("annual", "interim", "quarters", "ytd", "ttm")  # as `Span`
BASES = ("default", "reported", "restated", "vendor")  # as `Choice`


@click.command(short_help="Statements by basis, quarter, twelve months, common size.")
@company_argument
@click.option("--statement", "wanted", multiple=True, type=click.Choice(STATEMENTS), help="Only this one (may be repeated).")
@click.option(
    "--basis",
    type=click.Choice(BASES),
    default="default",
    show_default=True,
    help="One basis for all columns; by default restated where a period was restated whole, else reported, a vendor's marked.",
)
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    default="annual",
    show_default=True,
    help="Which periods: filed years, filed interims, single quarters, year to date, trailing twelve months.",
)
@click.option("--common-size", is_flag=True, help="Income and cash over revenue, balances over total assets, in %.")
@width_option
@as_json_option
@as_csv_option("one a figure")
@click.pass_obj
def statements(
    root: Path | None,
    *,
    company: str | None,
    wanted: tuple[str, ...],
    basis: str,
    view: str,
    common_size: bool,
    width: int | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show a company's statements in their order, with what follows from them marked as derived."""
    from finkit.reports.layouts import books  # noqa: PLC0415  (late: start-up time)
    from finkit.statements.series import Choice, Span, series  # noqa: PLC0415

    found = series(load_company(root, company), Span(view), Choice(basis), common_size=common_size)
    names = wanted or STATEMENTS
    if as_json:
        print_json(books.statements_document(found, names, Choice(basis)))
    elif as_csv:
        print_csv(books.CSV_COLUMNS, books.statements_rows(found, names))
    else:
        show(books.statements_page(found, names), width)


@click.command(short_help="What is wrong with statements, and which line to look at.")
@click.argument("target", required=False, metavar="[FOLDER|COMPANY]", shell_complete=tickers_or_folders)
@width_option
@as_json_option
@as_csv_option("one a finding")
@click.pass_obj
def doctor(root: Path | None, *, target: str | None, width: int | None, as_json: bool, as_csv: bool) -> None:
    """Examine a company, a folder of companies, or all of them: broken identities, mistyped lines, anomalies.

    Names the line to look at and the likely cure. Exits with 1 where an error is left that company.toml does not explain.
    """
    from finkit.pipeline import doctor as examined  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.doctor import DOCTOR_SCHEMA, doctor_page  # noqa: PLC0415
    from finkit.reports.layouts.tidy import FINDING_COLUMNS, finding_rows  # noqa: PLC0415

    folders, found = _folders(root, target), []
    with busy("examining", len(folders)) as begin:
        for folder in folders:
            begin(f"examining {folder.name}")
            found.append(examined(folder))
    if as_json:
        print_json({"schema": DOCTOR_SCHEMA, "companies": [one.model_dump(mode="json") for one in found]})
    elif as_csv:
        print_csv(FINDING_COLUMNS, finding_rows(found))
    else:
        show(doctor_page(found), width)
    if not all(one.is_sound for one in found):
        sys.exit(DOUBT)


def _folders(root: Path | None, target: str | None) -> tuple[Path, ...]:
    """The folders of the companies that a target names: a company's folder, a folder of them, a company, or all."""
    from finkit.statements import files  # noqa: PLC0415  (late: start-up time)

    if target is None:
        return files.company_folders(root)
    path = Path(target)
    if (path / "company.toml").is_file():
        return (path,)
    if path.is_dir() and (found := files.company_folders(path)):
        return found
    return (files.folder_of(target, root),)


@click.command(short_help="An Excel template for an analyst's own statements.")
@company_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("statements.xlsx"), show_default=True, metavar="FILE")
@click.option("--period", "periods", multiple=True, metavar="PERIOD", help="A column (may be repeated; default: the last five years).")
@click.option("--currency", default="CNY", show_default=True, metavar="CODE", help="Of the amounts, where no company is named.")
@written_option
@click.pass_obj
def template(root: Path | None, *, company: str | None, output: Path, periods: tuple[str, ...], currency: str, as_json: bool) -> None:
    """Write an Excel template for `finkit import`; with a company, filled with its filed figures."""
    import datetime as dt  # noqa: PLC0415  (late: start-up time)

    from finkit.reports.template import write_template  # noqa: PLC0415
    from finkit.vocabulary.periods import Period  # noqa: PLC0415

    last = dt.datetime.now(tz=dt.UTC).year - 1
    columns = [Period.parse(period) for period in periods] or [Period(year) for year in range(last - 4, last + 1)]
    known = load_company(root, company) if company else None
    write_template(output, columns, known, currency.upper())
    tell(f"wrote {output}")
    print_written(output, as_json=as_json, ticker=known.ticker if known else None, periods=[one.code for one in columns])


@click.command("import", short_help="Bring in an analyst's own statements.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--company",
    "ticker",
    default="",
    metavar="TICKER",
    shell_complete=tickers,
    help="Whose statements these are, where the file does not say.",
)
@click.option("--name", default="", help="Of a company that is new.")
@click.option("--currency", default="", metavar="CODE", help="Of a company that is new.")
@click.option("--year-end", "year_end_month", type=click.IntRange(1, 12), default=None, metavar="MONTH", help="Of a company that is new.")
@click.option("--standard", default="", metavar="NAME", help="Of a company that is new: CAS, IFRS, US GAAP.")
@click.option("--unit", default="", metavar="UNIT", help='Of amounts without one, such as "CNY million".')
@click.option("--basis", type=click.Choice(BASES[1:]), default="reported", show_default=True, help="Of figures without one.")
@click.option("--source", default="", metavar="ID", help="Of figures without one (default: the file itself).")
@click.option("--replace", is_flag=True, help="Take a figure that differs from the filed one.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing.")
@width_option
@as_json_option
@as_csv_option("one a fact, line skipped or finding")
@click.pass_obj
def import_file(
    root: Path | None,
    *,
    file: Path,
    ticker: str,
    year_end_month: int | None,
    dry_run: bool,
    width: int | None,
    as_json: bool,
    as_csv: bool,
    name: str,
    currency: str,
    standard: str,
    unit: str,
    basis: str,
    source: str,
    replace: bool,
) -> None:
    """Bring FILE into statements/<ticker>/: the Excel template, CSV (tidy, or items by periods), SEC companyfacts JSON.

    A figure that differs from the filed one is a finding and changes nothing without --replace. Exits with 1 where a
    finding is an error.
    """
    from finkit.pipeline import bring_in  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.intake import intake_document, intake_page  # noqa: PLC0415
    from finkit.reports.layouts.tidy import IMPORT_COLUMNS, import_rows  # noqa: PLC0415
    from finkit.statements.importers.intake import Wanted  # noqa: PLC0415

    wanted = Wanted(ticker, name, currency, year_end_month or 0, standard, unit, basis, source, replace)
    with busy(f"reading {file}"):
        intake, examined = bring_in(file, root, wanted, write=not dry_run)
    if as_json:
        print_json(intake_document(intake, examined, is_written=not dry_run))
    elif as_csv:
        print_csv(IMPORT_COLUMNS, import_rows(intake, examined))
    else:
        show(intake_page(intake, examined, is_written=not dry_run), width)
    if any(finding.severity == "error" for finding in (*intake.found.findings, *examined)):
        sys.exit(DOUBT)


@click.command("add-company", short_help="Start a company: write the skeleton of its files.")
@click.argument("ticker")
@click.option("--name", required=True, help="As its reports print it.")
@click.option("--name-zh", default="", help="In Chinese.")
@click.option("--currency", required=True, metavar="CODE", help="Of its statements, such as CNY.")
@click.option(
    "--year-end", "month", type=click.IntRange(1, 12), default=12, show_default=True, metavar="MONTH", help="Last month of its fiscal year."
)
@click.option("--standard", default="CAS", show_default=True, metavar="NAME", help="CAS, IFRS, US GAAP.")
@written_option
@click.pass_obj
def add_company(
    root: Path | None, *, ticker: str, name: str, name_zh: str, currency: str, month: int, standard: str, as_json: bool
) -> None:
    """Write statements/TICKER/company.toml and an empty facts.csv; nothing that is there is overwritten."""
    from finkit.pipeline import start_company  # noqa: PLC0415  (late: start-up time)
    from finkit.statements.importers.merge import skeleton  # noqa: PLC0415
    from finkit.vocabulary.units import CURRENCIES  # noqa: PLC0415

    code = currency.upper()
    if code not in CURRENCIES:
        raise click.BadParameter(f"{currency!r} is none of {', '.join(CURRENCIES)}", param_hint="--currency")
    folder = start_company(ticker, root, skeleton(ticker, name, code, month, standard, name_zh))
    tell(f"wrote {folder / 'company.toml'} and facts.csv: finkit import FILE --company {ticker} fills it")
    print_written(folder / "company.toml", as_json=as_json, ticker=ticker)


BOOK_COMMANDS: tuple[click.Command, ...] = (statements, doctor, template, import_file, add_company)
