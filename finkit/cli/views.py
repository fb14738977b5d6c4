"""The commands that look at companies and reports from outside: catalogue, one metric, peers, the page of a report."""

from __future__ import annotations

from pathlib import Path

import click

from finkit.cli.busy import busy
from finkit.cli.desk import (
    AUTO,
    LINKED,
    NONE,
    checked,
    compared_companies,
    document_of,
    known_company,
    load_company,
    loaded,
    print_csv,
    print_json,
    print_written,
    show,
    write_html,
    year_of,
)
from finkit.cli.options import (
    against_option,
    as_csv_option,
    as_json_option,
    company_argument,
    group_names,
    metric_names,
    report_type,
    tickers,
    width_option,
    written_option,
)


@click.command(short_help="The checked report as one HTML page.")
@click.argument("report", required=False, type=report_type)
@against_option
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: reports/<name of the report>.html.")
@written_option
@click.pass_obj
def page(root: Path | None, *, report: str | None, company: str, output: Path | None, as_json: bool) -> None:
    """Write REPORT as a page that needs no network: its own text with every figure marked, the evidence a click away.

    Without REPORT the report that the company (by default North Rare Earth) links.
    """
    from finkit.pipeline import reconstruct  # noqa: PLC0415  (late: start-up time)

    if report is None:
        known, linked = known_company(root, None if company in {AUTO, NONE} else company, LINKED)
        if linked is None:
            raise click.UsageError(f"no linked report of {known.ticker} is at hand: name a REPORT")
        place = write_html(output, linked, known)
    else:
        linked, asked = checked(root, document_of(report), company)
        place = write_html(output, linked, reconstruct(asked, linked) if asked else None)
    print_written(place, as_json=as_json, document=linked.document)


@click.command()
@width_option
@as_json_option
@as_csv_option("one a company")
@click.pass_obj
def companies(root: Path | None, *, width: int | None, as_json: bool, as_csv: bool) -> None:
    """List the companies that have statements."""
    from finkit.reports.layouts import lists, tidy  # noqa: PLC0415  (late: start-up time)
    from finkit.statements import files  # noqa: PLC0415

    known = loaded(root, list(files.companies(root)))
    default = files.default_company(root)
    if as_json:
        rows = [{"ticker": one.ticker, "name": one.name, "name_zh": one.name_zh, "currency": one.currency} for one in known]
        print_json({"schema": lists.COMPANIES_SCHEMA, "default": default, "companies": rows})
    elif as_csv:
        print_csv(tidy.COMPANY_COLUMNS, tidy.company_rows(known, default))
    else:
        show(lists.companies_page(known, default), width)


@click.command()
@click.option("--group", default="", metavar="NAME", shell_complete=group_names, help="Only this group, such as margins or leverage.")
@width_option
@as_json_option
@as_csv_option("one a metric")
@click.option("--markdown", is_flag=True, help="A table a group; `finkit metrics --markdown` writes docs/metrics.md.")
def metrics(group: str, width: int | None, as_json: bool, as_csv: bool, markdown: bool) -> None:
    """List the catalogue's metrics with formula, unit and source."""
    from finkit.reports.layouts import metrics as lists  # noqa: PLC0415  (late: start-up time)

    chosen = lists.chosen_ratios(group)
    if as_json:
        print_json({"schema": lists.METRICS_SCHEMA, "metrics": [lists.ratio_row(ratio) for ratio in chosen]})
    elif as_csv:
        print_csv(lists.METRIC_COLUMNS, (lists.metric_line(ratio) for ratio in chosen))
    elif markdown:
        click.echo(lists.metrics_markdown(group), nl=False)
    else:
        show(lists.metrics_page(group), width)


@click.command(short_help="One metric of a company, with its numbers, sources and variants.")
@click.argument("name", shell_complete=metric_names)
@company_argument
@click.option("--period", "periods", multiple=True, metavar="PERIOD", help="Only this period, such as FY2022 (may be repeated).")
@click.option("--segment", default="", metavar="NAME", help="Of this segment of the company.")
@width_option
@as_json_option
@as_csv_option("one a metric or variant and period, as fractions")
@click.pass_obj
def metric(
    root: Path | None,
    *,
    name: str,
    company: str | None,
    periods: tuple[str, ...],
    segment: str,
    width: int | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show metric NAME of a company: the formula with its numbers in it, what they rest on, and its variants."""
    from finkit.metrics.rows import ratio_called  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.metric import MetricDesk  # noqa: PLC0415
    from finkit.reports.layouts.tidy import VALUE_COLUMNS, metric_rows  # noqa: PLC0415
    from finkit.vocabulary.periods import Period  # noqa: PLC0415

    desk = MetricDesk(load_company(root, company), ratio_called(name), [Period.parse(period) for period in periods], segment)
    if as_json:
        print_json(desk.plain())
    elif as_csv:
        print_csv(VALUE_COLUMNS, metric_rows(desk))
    else:
        show(desk.page(), width)


@click.command(short_help="A company beside its peers.")
@click.argument("companies", nargs=-1, shell_complete=tickers)
@click.option(
    "--metric",
    "names",
    multiple=True,
    metavar="NAME",
    shell_complete=metric_names,
    help="A metric (may be repeated); of a single one the ranks.",
)
@click.option("--period", default="", metavar="YEAR", help="A fiscal year, such as FY2022 (default: the last that most have).")
@width_option
@as_json_option
@as_csv_option("one a metric and company")
@click.pass_obj
def compare(
    root: Path | None, *, companies: tuple[str, ...], names: tuple[str, ...], period: str, width: int | None, as_json: bool, as_csv: bool
) -> None:
    """Compare COMPANIES in one fiscal year: values, ranks, distance from the median, what to bear in mind.

    One company (by default the first of the statements folder) is set beside the peers that its file names.
    """
    from finkit.reports.layouts import compared  # noqa: PLC0415  (late: start-up time)

    known = compared_companies(root, companies)
    with busy("comparing"):
        comparison = compared.Comparison(known, names or compared.DEFAULTS, year_of(known, period))
    if as_json:
        print_json(comparison.document())
    elif as_csv:
        print_csv(compared.COMPARE_COLUMNS, comparison.rows())
    else:
        show(comparison.page(), width)


VIEW_COMMANDS: tuple[click.Command, ...] = (page, companies, metrics, metric, compare)
