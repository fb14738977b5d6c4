"""The command for many documents."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

from finkit.cli.busy import is_watched
from finkit.cli.desk import quiet_json, show
from finkit.cli.desk import tell as tell_note
from finkit.cli.options import INTERRUPTED, against_option, width_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Tell = Callable[[dict[str, Any]], None]

_EVERY = 30.0  # seconds between lines where nobody watches
_MEGABYTE = 1_000_000
_WEEK, _MOST = 7 * 24 * 3600.0, 1_000_000  # seconds; megabytes


class _Seconds(click.FloatRange):
    """A range that `nan` is not in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401  (click's own signature)
        found = super().convert(value, param, ctx)
        if found != found:  # noqa: PLR0124
            self.fail(f"{value} is no number.", param, ctx)
        return found


@click.command(short_help="Many reports into a Parquet dataset.")
@click.argument("sources", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--out", required=True, type=click.Path(), metavar="DATASET", help="Folder of the dataset.")
@against_option
@click.option("--processes", type=click.IntRange(1, 1024), metavar="N", help="Local processes (default: one for each processor).")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, such as tcp://host:8786, whose workers do the work.")
@click.option("--seconds", type=_Seconds(0.1, _WEEK), default=120.0, show_default=True, help="What a document may take.")
@click.option("--memory", type=click.IntRange(64, _MOST), default=2000, show_default=True, metavar="MB", help="What a document may take.")
@click.option("--largest", type=click.IntRange(1, _MOST), default=64, show_default=True, metavar="MB", help="The largest document read.")
@click.option("--refresh", is_flag=True, help="Do documents again that ended with an error, or whose file has changed since.")
@width_option
@click.option("--json", "as_json", is_flag=True, help="Events as they come, one JSON object a line.")
@click.pass_obj
def batch(
    root: Path | None,
    *,
    sources: tuple[str, ...],
    out: str,
    company: str,
    processes: int | None,
    scheduler: str | None,
    seconds: float,
    memory: int,
    largest: int,
    refresh: bool,
    width: int | None,
    as_json: bool,
) -> None:
    """Check every document of SOURCES into DATASET: a row a document, a row a figure, a row a relation, as Parquet.

    SOURCES are folders (searched through), files, patterns in quotes ('reports/**/*.html') and manifests: CSV files with a
    column document, paths from the manifest's own folder, and perhaps a column company. A document that cannot be read,
    crashes, hangs or takes too much memory is a row with its error. A run that was ended goes on where it was when the same
    command is given again; what is finished is not done again without --refresh.
    """
    from finkit.batch import Limits, write_dataset  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.batched import batch_page  # noqa: PLC0415

    if scheduler is not None and processes:
        raise click.UsageError("--scheduler or --processes, not both")
    with ExitStack() as stack:
        executor, threads = None, processes
        if scheduler is not None:
            from finkit.batch.cluster import cluster  # noqa: PLC0415

            executor, threads = stack.enter_context(cluster(scheduler))
        tell = _event if as_json else stack.enter_context(_progress())
        try:
            ending = write_dataset(
                sources, out, company=company, root=root, executor=executor, processes=threads, tell=tell,
                limits=Limits(seconds, memory * _MEGABYTE), largest=largest * _MEGABYTE, refresh=refresh,
            )  # fmt: skip
        except KeyboardInterrupt:
            click.echo(err=True)
            tell_note(f"stopped; what is done is kept in {out}: run the same again to go on")
            sys.exit(INTERRUPTED)
    if not as_json:
        show(batch_page(ending), width)


def _event(event: dict[str, Any]) -> None:
    """A line for machines, at once."""
    click.echo(quiet_json(json.dumps(event, ensure_ascii=False)))


@contextmanager
def _progress() -> Iterator[Tell]:
    """A bar with rate and time left on a terminal, else a line every half minute."""
    if not is_watched():
        yield _Lines().tell
        return
    from finkit.cli.busy import rated_bar  # noqa: PLC0415  (late: start-up time)

    with rated_bar() as shown:
        task = shown.add_task("listing", total=None, start=False)
        errors = 0

        def tell(event: dict[str, Any]) -> None:
            nonlocal errors
            if event["event"] == "begin":
                shown.start_task(task)
                shown.update(task, description="checking", total=event["documents"] - event["done"])
            elif event["event"] == "document":
                shown.advance(task)
                if event["error"] is not None:
                    errors += 1
                    shown.update(task, description=f"checking, {errors:,} failed")

        yield tell


class _Lines:
    """Lines on stderr for a log."""

    def __init__(self) -> None:
        self.wanted = self.done = self.errors = 0
        self.began = self.told = time.monotonic()

    def tell(self, event: dict[str, Any]) -> None:
        """Count, and say how far it is when it is time to."""
        if event["event"] == "begin":
            self.wanted = event["documents"] - event["done"]
            self.began = self.told = time.monotonic()
        elif event["event"] == "document":
            self.done += 1
            self.errors += event["error"] is not None
            if time.monotonic() > self.told + _EVERY:
                self._say()

    def _say(self) -> None:
        self.told = time.monotonic()
        rate = self.done / (self.told - self.began)
        left = (self.wanted - self.done) / rate
        click.echo(
            f"finkit: {self.done:,} of {self.wanted:,} documents, {rate:.1f} a second, {_clock(left)} left, {self.errors:,} failed",
            err=True,
        )


def _clock(seconds: float) -> str:
    """Hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
