"""The commands that keep the books: what statements say, what is wrong with them, how an analyst's own come in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from finkit.cli.desk import print_json, show
from finkit.cli.options import DOUBT, as_json_option, tickers, width_option


@click.command(short_help="What is wrong with statements, and which line to look at.")
@click.argument("target", required=False, metavar="[FOLDER|COMPANY]", shell_complete=tickers)
@width_option
@as_json_option
@click.pass_obj
def doctor(root: Path | None, *, target: str | None, width: int | None, as_json: bool) -> None:
    """Examine a company, a folder of companies, or all of them: broken identities, mistyped lines, anomalies.

    Names the line to look at and the likely cure. Exits with 1 where an error is left that company.toml does not explain.
    """
    from finkit.pipeline import doctor as examined  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.doctor import DOCTOR_SCHEMA, doctor_page  # noqa: PLC0415

    found = [examined(folder) for folder in _folders(root, target)]
    if as_json:
        print_json({"schema": DOCTOR_SCHEMA, "companies": [one.model_dump(mode="json") for one in found]})
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


BOOK_COMMANDS: tuple[click.Command, ...] = (doctor,)
