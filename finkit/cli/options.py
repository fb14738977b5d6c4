"""Arguments and options that several commands share, and the exit code of doubt."""

from __future__ import annotations

import os
from pathlib import Path

import click

DOUBT = 1


def tickers(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Tickers for shell completion: names of folders alone, no file is read."""
    root = context.find_root().params.get("statements") or os.environ.get("FINKIT_STATEMENTS") or "statements"
    return sorted(path.parent.name for path in Path(root).glob(f"{incomplete}*/company.toml"))


company_argument = click.argument("company", required=False, shell_complete=tickers)
as_json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
width_option = click.option("--width", type=click.IntRange(40, 400), help="Columns to write in (default: the terminal's, else 80).")
