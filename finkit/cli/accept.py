"""The command that takes a decision on a figure of a report and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from finkit.cli.desk import STDIN, checked, document_of, minutes_of, print_csv, print_json, show, tell
from finkit.cli.options import against_option, as_csv_option, as_json_option, decisions_option, report_type, width_option

if TYPE_CHECKING:
    from pathlib import Path

    from finkit.verdicts.decision import Decision
    from finkit.verdicts.verdict import Check, CheckedFigure


@click.command(short_help="Decide what a figure of a report is; kept, with who and why.")
@click.argument("report", type=report_type)
@click.argument("figure")
@click.argument("value")
@click.option("--unit", required=True, metavar="UNIT", help='Of VALUE, such as CNY, "CNY million", 亿元, % or t.')
@click.option("--who", required=True, metavar="NAME", help="Who decides.")
@click.option("--why", required=True, metavar="TEXT", help="On what grounds.")
@against_option
@decisions_option
@width_option
@as_json_option
@as_csv_option("one a reading or relation")
@click.pass_obj
def accept(
    root: Path | None,
    *,
    report: str,
    figure: str,
    value: str,
    unit: str,
    who: str,
    why: str,
    company: str,
    decisions: Path | None,
    width: int | None,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Decide that FIGURE of REPORT is VALUE, and show what follows.

    FIGURE is an id (start-end, as `finkit check --json` gives it) or the characters printed. The last digit of VALUE is what
    it is known to. A later decision on the same figure wins, earlier ones stay in the file; `finkit check` honours it. No
    decision makes a figure confirmed or repaired: it is a person's word, and is shown as such.
    """
    from finkit.pipeline import accept as accept_decisions  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.explained import explained_page  # noqa: PLC0415
    from finkit.reports.layouts.tidy import EXPLAIN_COLUMNS, explain_rows  # noqa: PLC0415
    from finkit.verdicts.minutes import add_decisions  # noqa: PLC0415

    place = decisions or (None if report == STDIN else minutes_of(report))
    if place is None:
        raise click.UsageError("a report from standard input wants --decisions FILE")
    before, known = checked(root, document_of(report), company, place, is_new=True)
    one = _called(before, figure)
    decision = _decision(before, one, {"value": value, "unit": unit, "who": who, "why": why})
    after = accept_decisions(before, [decision], known)
    total = len(add_decisions(place, [decision]))
    tell(f"wrote {place}: {total} decision{'' if total == 1 else 's'}")
    changed = [new for old, new in zip(before.figures, after.figures, strict=True) if new != old]
    changed.sort(key=lambda new: new.id != one.id)
    if as_json:
        told = [new.model_dump(mode="json") for new in changed]
        print_json({"schema": "finkit/accept/1", "file": place.as_posix(), "decisions": total, "changed": told})
    elif as_csv:
        print_csv(EXPLAIN_COLUMNS, explain_rows(after, changed))
    else:
        for new in changed:
            show(explained_page(after, new, known), width)


def _called(check: Check, name: str) -> CheckedFigure:
    """The one figure that is called so."""
    from finkit.errors import FigureSharedError  # noqa: PLC0415  (late: start-up time)
    from finkit.reports.layouts.explained import figures_called  # noqa: PLC0415

    called = figures_called(check, name)
    if len(called) > 1:
        raise FigureSharedError(name=name, document=check.document, ids=tuple(one.id for one in called))
    return called[0]


def _decision(check: Check, figure: CheckedFigure, given: dict[str, Any]) -> Decision:
    """The decision, taken now, and sure to fit."""
    import datetime as dt  # noqa: PLC0415  (late: start-up time)

    from finkit.errors import DecisionUnfitError  # noqa: PLC0415
    from finkit.statements.importers.amounts import plain_number, scaled, unit_of  # noqa: PLC0415
    from finkit.verdicts.accepted import fitting  # noqa: PLC0415
    from finkit.verdicts.decision import decision_of  # noqa: PLC0415

    unit, number = unit_of(given["unit"], "CNY"), plain_number(given["value"])
    code, exponent = unit or (given["unit"], 0)
    value = given["value"] if number is None else scaled(number, exponent)
    now = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    own = {"sha256": check.sha256, "figure": figure.id, "printed": figure.surface, "when": now}
    decision = decision_of({**given, **own, "value": value, "unit": code}, f"decision on {figure.surface!r}")
    for one in fitting(check, [decision])[1]:
        remedy = f"give VALUE in {figure.unit}, or in a unit that agrees with it"
        raise DecisionUnfitError(document=check.document, reason=one.reason, remedy=remedy)
    return decision
