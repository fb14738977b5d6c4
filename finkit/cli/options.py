"""Arguments and options that several commands share, and exit codes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

_Command = TypeVar("_Command", bound="Callable[..., Any]")

DOUBT = 1
NARROWEST, WIDEST = 40, 400  # columns
INTERRUPTED = 130  # as shells say of a program that was interrupted


_PACKAGE = Path(__file__).resolve().parents[1]
_SHELVES = (Path("statements"), _PACKAGE / "_shipped" / "statements", _PACKAGE.parent / "statements")  # as `files` looks


def tickers(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Tickers for shell completion: names of folders alone, no file is read."""
    named = context.find_root().params.get("statements") or os.environ.get("FINKIT_STATEMENTS")
    root = Path(named) if named else next((path for path in _SHELVES if path.is_dir()), None)
    known = sorted(path.parent.name for path in root.glob("*/company.toml")) if root else []
    return [name for name in known if name.casefold().startswith(incomplete.casefold())]


def tickers_or_words(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Tickers, and the words that stand for any or none of them."""
    return [*tickers(context, parameter, incomplete), *(word for word in ("auto", "none") if word.startswith(incomplete))]


def tickers_or_folders(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Tickers; where none begins so, whatever folders the shell finds."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  (late: start-up time)

    found = [CompletionItem(name) for name in tickers(context, parameter, incomplete)]
    return found or [CompletionItem(incomplete, type="dir")]


def metric_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of the catalogue with their titles; growths of items only where a name is begun."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  (late: start-up time)

    from finkit.catalogue.ratios import RATIO_BY_NAME, RATIOS  # noqa: PLC0415

    rows = RATIO_BY_NAME.values() if incomplete else RATIOS
    return [CompletionItem(row.name, help=row.title) for row in rows if row.name.startswith(incomplete)]


def item_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of items with their titles, then of metrics."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415  (late: start-up time)

    from finkit.catalogue.items import ITEMS  # noqa: PLC0415

    items = [CompletionItem(item.name, help=item.title) for item in ITEMS if item.name.startswith(incomplete)]
    return [*items, *metric_names(context, parameter, incomplete)]


def group_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Groups of the catalogue."""
    from finkit.catalogue.ratios import RATIO_BY_NAME  # noqa: PLC0415  (late: start-up time)

    groups = dict.fromkeys(row.group for row in RATIO_BY_NAME.values())
    return [name for name in groups if name.startswith(incomplete.casefold())]


company_argument = click.argument("company", required=False, shell_complete=tickers)


def either(context: click.Context, parameter: click.Parameter, value: bool) -> bool:
    """A form of output; another one beside it is a mistake."""
    other = next((name for name in ("as_json", "as_csv") if name != parameter.name and context.params.get(name)), None)
    if value and other:
        raise click.UsageError("--json or --csv, not both")
    return value


def as_csv_option(rows: str) -> Callable[[_Command], _Command]:
    """`--csv`; `rows` says what a line is."""
    text = f"Comma-separated lines, {rows}; a text that a spreadsheet would run as a formula gets an apostrophe in front."
    return click.option("--csv", "as_csv", is_flag=True, callback=either, help=text)


against_option = click.option(
    "--company", default="auto", metavar="NAME|auto|none", show_default=True, shell_complete=tickers_or_words,
    help="Whose statements to check against.",
)  # fmt: skip
as_json_option = click.option("--json", "as_json", is_flag=True, callback=either, help="One JSON object instead of a table.")
written_option = click.option("--json", "as_json", is_flag=True, help="Say what was written as one JSON object.")
width_option = click.option(
    "--width", type=click.IntRange(NARROWEST, WIDEST), help="Columns to write in (default: the terminal's, else 80)."
)
report_type = click.Path(allow_dash=True)  # a name that shells complete; whether it can be read shows when it is
decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Decisions on the report's figures (default: REPORT.decisions.json, if there is one).",
)
