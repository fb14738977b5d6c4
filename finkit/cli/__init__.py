"""The command line: arguments in, lines out. Data go to stdout, notes to stderr.

Nothing heavy is imported at module top: `--help`, `--version` and completion answer at once.
Exit codes: 0 done, 1 doubt, 2 bad usage or input that cannot be read, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

import finkit
from finkit.cli.accept import accept
from finkit.cli.batch import batch
from finkit.cli.books import BOOK_COMMANDS
from finkit.cli.desk import (
    CSV_ENDING,
    JSON_ENDING,
    LINKED,
    NEVER,
    checked,
    counts_of,
    deliver,
    document_of,
    drawn_page,
    fill_book,
    form_wanted,
    known_company,
    load_company,
    print_csv,
    print_json,
    print_written,
    quiet_json,
    require_measures,
    show,
    tell,
    write_book,
    write_html,
)
from finkit.cli.options import (
    DOUBT,
    INTERRUPTED,
    against_option,
    as_csv_option,
    as_json_option,
    company_argument,
    decisions_option,
    item_names,
    report_type,
    width_option,
    written_option,
)
from finkit.cli.views import VIEW_COMMANDS
from finkit.errors import FinkitError

VERDICTS = ("contradicted", "ambiguous", "repaired", "inferred", "confirmed", "unchecked")  # as `Verdict`, a test says
DOUBTFUL = ("contradicted", "ambiguous")
UNREADABLE = 2


class _Commands(click.Group):
    """A group whose mistakes are one sentence on stderr, never a traceback."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401  (click's own signature)
        """Run a command; mistakes that finkit can name exit with 2."""
        try:
            result = super().invoke(context)
            if sys.stdout is not None:  # the caller may have closed it
                sys.stdout.flush()
        except FinkitError as error:
            _complain(str(error))
        except BrokenPipeError:
            _hang_up()
        except OSError as error:
            _complain(f"{error.filename or 'output'}: {error.strerror or error}")
        except KeyboardInterrupt:
            tell("stopped")
            sys.exit(INTERRUPTED)
        except MemoryError:
            _complain("there is too little memory for an input of this size\n  split it")
        except RecursionError:
            _complain("an input is nested too deep\n  mend or split it")
        return result


def _complain(message: str) -> NoReturn:
    tell(message)
    sys.exit(UNREADABLE)


def _hang_up() -> NoReturn:
    """The reader has gone: nothing more can be said, and nothing is wrong."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def main() -> None:
    """The program `finkit`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli(prog_name="finkit")


_report = click.option(
    "--report",
    type=report_type,
    default=LINKED,
    metavar="FILE|none",
    show_default=True,
    help="The report to check, or none of the linked ones.",
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(finkit.__version__, prog_name="finkit")
@click.option(
    "--statements",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of companies (else $FINKIT_STATEMENTS, ./statements).",
)
@click.pass_context
def cli(context: click.Context, statements: Path | None) -> None:
    """Statements, metrics and damaged reports of companies, with how every figure is known."""
    context.obj = statements


@cli.command(short_help="A company's statements, metrics and checked report.")
@company_argument
@_report
@width_option
@click.option("--workbook", type=click.Path(path_type=Path), metavar="FILE", help="Write the Excel workbook as well.")
@click.option("--page", type=click.Path(path_type=Path), metavar="FILE", help="Write the page of the report as well.")
@as_json_option
@as_csv_option("one an item or metric and period, metrics as fractions")
@click.pass_obj
def summary(
    root: Path | None,
    *,
    company: str | None,
    report: str,
    width: int | None,
    workbook: Path | None,
    page: Path | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show a company's statements and metrics, and the check of its report.

    The lines of --csv hold statements and metrics; those of the report's figures are `finkit check --csv`.
    """
    from finkit.reports.layouts.summary import summary_page  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.tidy import VALUE_COLUMNS, summary_rows  # noqa: PLC0415
    from finkit.reports.plain import plain_page  # noqa: PLC0415

    known, check = known_company(root, company, report)
    if as_json:
        head = {"schema": "finkit/summary/1", "ticker": known.ticker, "name": known.name}
        print_json({**head, **plain_page(summary_page(known, check)), "check": counts_of(check)})
    elif as_csv:
        print_csv(VALUE_COLUMNS, summary_rows(known))
    else:
        show(summary_page(known, check), width)
    if workbook is not None:
        write_book(workbook, known, check, root)
    if page is not None and check is not None:
        write_html(page, check, known)


@cli.command(short_help="The same as an Excel workbook with live formulas.")
@company_argument
@_report
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: reports/<ticker>.xlsx.")
@click.option("--template", "model", type=click.Path(path_type=Path), metavar="MODEL.xlsx", help="Fill the defined names of this workbook.")
@click.option("--amounts", type=click.Choice(["m", "yi"]), default="m", show_default=True, help="Amounts in millions, or in 亿.")
@written_option
@click.pass_obj
def workbook(
    root: Path | None, *, company: str | None, report: str, output: Path | None, model: Path | None, amounts: str, as_json: bool
) -> None:
    """Write a company's Excel workbook: statements, live metrics, charts, peers, report check, inputs of valuations.

    With --template the numbers go into an analyst's own workbook instead, under the defined names that finkit's workbook
    gives them (NRE_revenue_FY2022); -o names the new file, MODEL.xlsx stays as it is.
    """
    if model is not None and output is None:
        raise click.UsageError("--template wants -o FILE: the model itself is never written to")
    known, check = known_company(root, company, report)
    if model is not None and output is not None:
        told = fill_book(model, output, known, check, amounts)
        print_written(output, as_json=as_json, ticker=known.ticker, **told)
    else:
        place = output or Path("reports") / f"{known.ticker}.xlsx"
        write_book(place, known, check, root, amounts)
        print_written(place, as_json=as_json, ticker=known.ticker)


@cli.command(short_help="A company's facts, their sources, what is wrong.")
@company_argument
@click.option(
    "--item", "items", multiple=True, metavar="NAME", shell_complete=item_names, help="Only this item or ratio (may be repeated)."
)
@click.option("--period", "periods", multiple=True, metavar="PERIOD", help="Only this period, such as FY2022 or 9M2023.")
@width_option
@as_json_option
@as_csv_option("one a fact, every digit of its source")
@click.pass_obj
def facts(
    root: Path | None,
    *,
    company: str | None,
    items: tuple[str, ...],
    periods: tuple[str, ...],
    width: int | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """List a company's facts with their provenance, and what is wrong with them.

    Exits with 1 where a finding is an error that the company file does not account for.
    """
    from finkit.reports.layouts import lists  # noqa: PLC0415  (late: start-up time)
    from finkit.vocabulary.periods import Period  # noqa: PLC0415

    known = load_company(root, company)
    require_measures(items)
    chosen = lists.chosen_facts(known, items, [Period.parse(period).code for period in periods])
    if as_json:
        found = [finding.model_dump(mode="json") for finding in known.findings]
        rows = [lists.fact_row(fact) for fact in chosen]
        print_json({"schema": lists.FACTS_SCHEMA, "ticker": known.ticker, "facts": rows, "findings": found})
    elif as_csv:
        print_csv(lists.FACT_COLUMNS, (lists.fact_row(fact) for fact in chosen))
    else:
        show(lists.facts_page(known, chosen), width)
    if any(finding.severity == "error" for finding in known.findings):
        sys.exit(DOUBT)


@cli.command(short_help="What every figure of a report had been.")
@click.argument("report", type=report_type)
@against_option
@width_option
@as_json_option
@as_csv_option("one a figure")
@decisions_option
@click.option(
    "--fail-on", multiple=True, type=click.Choice((*VERDICTS, NEVER)), default=DOUBTFUL, show_default=True,
    help="Exit with 1 where a figure that nobody decided has this verdict (may be repeated).",
)  # fmt: skip
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write FILE.json, FILE.csv or FILE.txt instead of stdout.",
)
@click.pass_obj
def check(
    root: Path | None,
    *,
    report: str,
    company: str,
    width: int | None,
    as_json: bool,
    as_csv: bool,
    decisions: Path | None,
    fail_on: tuple[str, ...],
    output: Path | None,
) -> None:
    """Say for every figure of REPORT (a file, or - for stdin) what it had been, and how that is known."""
    from finkit.reports.layouts.checked import check_page  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.tidy import CHECK_COLUMNS, check_rows  # noqa: PLC0415
    from finkit.reports.lines import csv_text  # noqa: PLC0415

    form = form_wanted(output, as_json=as_json, as_csv=as_csv)
    found, known = checked(root, document_of(report), company, decisions)
    if form == JSON_ENDING:
        text = quiet_json(found.to_json()) + "\n"
    elif form == CSV_ENDING:
        text = csv_text(CHECK_COLUMNS, check_rows(found))
    elif output is None:
        show(check_page(found, known), width)
        text = ""
    else:
        text = drawn_page(check_page(found, known), width)
    deliver(text, output)
    told = {one.verdict.value for one in found.values if one.verdict and not one.decision}
    if NEVER not in fail_on and told.intersection(fail_on):
        sys.exit(DOUBT)


@cli.command()
@click.argument("report", type=report_type)
@click.argument("figure")
@against_option
@decisions_option
@width_option
@as_json_option
@as_csv_option("one a reading or relation")
@click.pass_obj
def explain(
    root: Path | None,
    *,
    report: str,
    figure: str,
    company: str,
    decisions: Path | None,
    width: int | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Why FIGURE of REPORT was read as it was.

    FIGURE is an id (start-end, as `finkit check --json` gives it) or the characters printed.
    """
    from finkit.reports.layouts.explained import explained_page, figures_called  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.tidy import EXPLAIN_COLUMNS, explain_rows  # noqa: PLC0415

    found, known = checked(root, document_of(report), company, decisions)
    called = figures_called(found, figure)
    if as_json:
        related = [one for one in found.relations if {term.id for term in called} & set(one.terms)]
        print_json({
            "schema": "finkit/explain/1",
            "figures": [one.model_dump(mode="json") for one in called],
            "relations": [one.model_dump(mode="json") for one in related],
        })  # fmt: skip
    elif as_csv:
        print_csv(EXPLAIN_COLUMNS, explain_rows(found, called))
    else:
        for one in called:
            show(explained_page(found, one, known), width)


@cli.group()
def schema() -> None:
    """Print the JSON Schema of a document that finkit writes."""


@schema.command("check")
def schema_check() -> None:
    """The schema of the check document."""
    from finkit.reports.schema import check_schema  # noqa: PLC0415  (late: start-up time)

    print_json(check_schema())


@schema.command("company")
def schema_company() -> None:
    """The schema of a company's statements, as `finkit.bridges.to_json` writes them."""
    from finkit.reports.schema import company_schema  # noqa: PLC0415  (late: start-up time)

    print_json(company_schema())


for command in (accept, batch, *BOOK_COMMANDS, *VIEW_COMMANDS):
    cli.add_command(command)
