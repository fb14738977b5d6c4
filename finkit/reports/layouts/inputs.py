"""The sheet of inputs for a valuation: what a model is handed for each full year, linked to the cells that hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import RATIO_BY_NAME, under
from finkit.reports.layouts.common import form_of, missing, said, title_of
from finkit.reports.table import BLANK, Cell, Column, Line, Row, Sheet, Table, Tone, words
from finkit.valuation import ENTRIES, HISTORIES, valuation_inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit.reports.layouts.slots import Slots
    from finkit.valuation import Input
    from finkit.vocabulary.periods import Period

NAME = "Inputs"
_BEHIND = (
    Column("Basis", width=14),
    Column("Verdict", width=13),
    Column("How, or what is missing", width=70, grows=True),
    Column("Sources", width=34, grows=True),
)
_ABOUT = "What finkit.valuation_inputs gives; an absence is never a zero. Capital expenditure is an outflow and positive."


def inputs_sheet(slots: Slots) -> Sheet:
    """Every entry over the full years; what stands behind it is said of the last."""
    years = list(dict.fromkeys(slot.period for slot in slots.slots if slot.period.is_full_year))
    columns = (Column("", width=36), Column("Unit", width=9), *(Column(year.code, right=True) for year in years), *_BEHIND)
    if not years:
        return Sheet(NAME, (Line("No full year is known.", Tone.WARN),), (Table("", columns, ()),), frozen_columns=2)
    told = [valuation_inputs(slots.company, year, allow=ENTRIES) for year in years]  # shown with its verdict, whatever it is
    entries = [_row(slots, [getattr(inputs, name) for inputs in told]) for name in ENTRIES]
    last = {name: {one.period: one for one in getattr(told[-1], name)} for name in HISTORIES}
    histories = [_history(slots, name, [last[name].get(year) for year in years]) for name in HISTORIES]
    lines = (Line(_ABOUT, Tone.MUTED), *(Line(f"{years[-1]}: {note}", Tone.MUTED) for note in told[-1].notes))
    tables = (Table("Entries", columns, tuple(entries)), Table("Histories", columns, tuple(histories)))
    return Sheet(NAME, lines, tables, frozen_columns=2)


def _row(slots: Slots, series: Sequence[Input]) -> Row:
    """An entry over the years, and what stands behind its last value."""
    last = series[-1]
    row = RATIO_BY_NAME.get(last.name)
    code = "%" if row and row.unit == "%" else last.unit
    verdict = words(last.verdict.value if last.verdict else "", Tone.BAD if last.unfit else Tone.PLAIN)
    behind = (
        words(last.basis.value if last.basis else "", Tone.MUTED),
        verdict,
        words(last.why, Tone.MUTED),
        words(last.source, Tone.MUTED),
    )
    return Row((words(_called(slots, last.name)), words(said(code), Tone.MUTED), *(_value(slots, one, code) for one in series), *behind))


def _history(slots: Slots, name: str, series: Sequence[Input | None]) -> Row:
    cells = (_value(slots, one, "%") if one else missing() for one in series)
    return Row((words(_called(slots, name)), words("%", Tone.MUTED), *cells, *(BLANK,) * len(_BEHIND)))


def _called(slots: Slots, name: str) -> str:
    """The title of the row that gives an entry under the company's standard."""
    row = RATIO_BY_NAME.get(name)
    title = under(row, slots.company.standard).title if row else title_of(name)
    return title if title != name else name.replace("_", " ").capitalize()


def _value(slots: Slots, one: Input, code: str) -> Cell:
    """A link to the cell that holds the number; the number itself where no cell of the workbook does."""
    if one.value is None:
        return missing(one.why)
    near = abs(one.value).scaleb(-9)
    there = (cell for cell in _there(slots, one.row, one.period) if cell.number is not None and abs(cell.number - one.value) <= near)
    for cell in there:
        return Cell(cell.value, cell.form, mark=cell.mark, link=cell.key)
    return Cell(one.value, form_of(code), note=one.source)


def _there(slots: Slots, name: str, period: Period) -> Iterator[Cell]:
    """The cells of an item or metric on the other sheets, in the restated column and in the other."""
    row = RATIO_BY_NAME.get(name)
    for restated in (True, False):
        slot = slots.at(period, restated=restated)
        if slot is not None and name in ITEM_BY_NAME:
            yield slots.item(name, slot)
        elif slot is not None and row is not None:
            yield slots.ratio(under(row, slots.company.standard), slot)
