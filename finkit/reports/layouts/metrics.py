"""The catalogue's metrics as a list: for the terminal, for machines, for the docs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finkit.catalogue.items import ITEMS, MONEY
from finkit.catalogue.ratios import GROWTH, RATIO_BY_NAME
from finkit.errors import GroupUnknownError
from finkit.reports.layouts.common import joined, said
from finkit.reports.table import Block, Column, Line, Page, Row, Table, Tone, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from finkit.catalogue.ratios import Ratio

METRICS_SCHEMA = "finkit/metrics/1"
METRIC_COLUMNS = (
    "name", "title", "title_zh", "group", "unit", "better", "per", "formula", "only_if", "constants", "variant_of", "instead_under",
    "parts",
    "source", "note",
)  # fmt: skip
_ABOUT = (
    "Written by `finkit metrics --markdown`; each row is a row of `finkit/catalogue/ratios`. "
    "A row set in (↳) is a variant of the one above."
)  # fmt: skip


def ratio_row(ratio: Ratio) -> dict[str, Any]:
    """A catalogue row as plain data."""
    return {
        "name": ratio.name, "title": ratio.title, "title_zh": ratio.title_zh, "formula": str(ratio.formula),
        "unit": ratio.unit, "group": ratio.group, "per": list(ratio.per), "better": ratio.better,
        "only_if": str(ratio.only_if or "") or None, "variant_of": ratio.variant_of or None,
        "instead_under": list(ratio.instead_under),
        "constants": [{"name": name, "value": str(value), "unit": code} for name, value, code in ratio.constants],
        "parts": list(ratio.parts), "source": ratio.source, "note": ratio.note,
    }  # fmt: skip


def chosen_ratios(group: str = "") -> tuple[Ratio, ...]:
    """The ratios of a group (all, without one), each variant behind its standard row; raises `GroupUnknownError`."""
    groups = tuple(dict.fromkeys(ratio.group for ratio in RATIO_BY_NAME.values()))
    if group and group.casefold() not in groups:
        raise GroupUnknownError(name=group, known=groups)
    rows = [ratio for ratio in RATIO_BY_NAME.values() if ratio.group == group.casefold() or not group]
    places = {ratio.name: place for place, ratio in enumerate(rows)}
    order = groups.index
    return tuple(sorted(rows, key=lambda row: (order(row.group), places.get(row.variant_of, places[row.name]), places[row.name])))


def metrics_page(group: str = "") -> Page:
    """Every ratio of a group or of the catalogue with its formula, unit and source; the growth of items in one line."""
    columns = (
        Column("name"), Column("unit"), Column("better"), Column("formula", grows=True, width=30), Column("source", grows=True, width=16),
    )  # fmt: skip
    chosen = [ratio for ratio in chosen_ratios(group) if ratio.group != GROWTH]
    tables = []
    for name in dict.fromkeys(ratio.group for ratio in chosen):
        rows = [Row(tuple(words(text) for text in _said(ratio))) for ratio in chosen if ratio.group == name]
        tables.append(Table(name.capitalize(), columns, tuple(rows)))
    note = Line(f"<item>_growth = item / prior(item) - 1, for each of {len(ITEMS)} items", Tone.MUTED)
    hint = Line("· a variant of the row above; finkit metric NAME COMPANY shows the numbers", Tone.MUTED)
    return Page((Block("Metrics", (note, hint), tuple(tables)),))


def _said(ratio: Ratio) -> tuple[str, ...]:
    formula = str(ratio.formula) + (f" only if {ratio.only_if}" if ratio.only_if else "")
    name = f"· {ratio.name}" if _is_set_in(ratio) else ratio.name
    return name, said_of_any(ratio.unit), ratio.better, formula, ratio.source


def _is_set_in(ratio: Ratio) -> bool:
    """A variant that stands behind its standard row, in the same group."""
    return bool(ratio.variant_of) and RATIO_BY_NAME[ratio.variant_of].group == ratio.group


def metric_line(ratio: Ratio) -> dict[str, str]:
    """A catalogue row as texts, for a line of CSV."""
    plain = {**ratio_row(ratio), "constants": [f"{name} = {value}" for name, value, _ in ratio.constants]}
    return {name: "; ".join(found) if isinstance(found := plain[name], list) else str(found or "") for name in METRIC_COLUMNS}


def metrics_markdown(group: str = "") -> str:
    """The catalogue as the docs show it: a table a group."""
    lines = ["# Metrics", "", _ABOUT, ""]
    chosen = [ratio for ratio in chosen_ratios(group) if ratio.group != GROWTH]
    heads = ("name", "title", "unit", "better", "of", "formula", "source", "note")
    for name in dict.fromkeys(ratio.group for ratio in chosen):
        rows = [ratio for ratio in chosen if ratio.group == name]
        lines += [f"## {name.capitalize()} ({len(rows)})", "", _ruled(heads), _ruled("---" for _ in heads)]
        lines += [*(_ruled(_marked(ratio)) for ratio in rows), ""]
    if group in {"", GROWTH}:
        where = f"for each of {len(ITEMS)} items, of the company and of segments."
        lines += ["## Growth", "", f"`<item>_growth` = `item / prior(item) - 1`, only if `prior(item) > 0`, {where}", ""]
    return "\n".join(lines)


def _ruled(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _marked(ratio: Ratio) -> tuple[str, ...]:
    set_in = _is_set_in(ratio)
    name, title = f"{'↳ ' if set_in else ''}`{ratio.name}`", f"{ratio.title} {ratio.title_zh}"
    of = "" if not ratio.variant_of or set_in else f"variant of `{ratio.variant_of}`. "
    formula = f"`{ratio.formula}`" + (f", only if `{ratio.only_if}`" if ratio.only_if else "")
    fixed = "; ".join(f"`{constant}` = {value}" for constant, value, _ in ratio.constants)
    under = f"in its place under {' and '.join(ratio.instead_under)}" if ratio.instead_under else ""
    note = joined((f"{of}{ratio.note}", under, fixed), "; ")
    return name, title, said_of_any(ratio.unit), ratio.better, ", ".join(ratio.per), formula, ratio.source, note


def said_of_any(code: str) -> str:
    """A unit of a catalogue row, in whatever currency."""
    return code if MONEY in code else said(code)
