"""The sheet of a report check: a row a figure, contradictions first; numbers as numbers, all document text as text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.reports.layouts.checked import TONES, by_verdict, counts_line, decided_lines, evidence, spoken_of
from finkit.reports.layouts.common import MILLION
from finkit.reports.table import BLANK, Cell, Column, Form, Kind, Line, Row, Sheet, Sketch, Table, Tone, words
from finkit.verdicts.verdict import Verdict
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from finkit.reports.table import Key
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check, CheckedFigure

NAME = "Report check"
_COLUMNS = (
    Column("Verdict", width=14, flags=tuple((verdict.value, tone) for verdict, tone in TONES.items())),
    Column("Measure", width=30, grows=True),
    Column("Segment", width=18, grows=True),
    Column("Entity", width=16, grows=True),
    Column("Period", width=11),
    Column("Printed", width=26, grows=True),
    Column("Restored", right=True, width=15),
    Column("Unit", width=9),
    Column("Low", right=True, width=13),
    Column("High", right=True, width=13),
    Column("Statement", right=True, width=15),
    Column("Difference", right=True, width=13),
    Column("Why and source", width=70, grows=True),
    Column("As written before", width=20, grows=True),
    Column("Rests on", width=12),
    Column("Confidence", right=True, width=11),
    Column("Place", width=12),
)
_PERCENT = Form(Kind.PERCENT, decimals=2)
_MONEY = Form(Kind.AMOUNT, MILLION, 1)
_WHOLE, _FINE = Form(Kind.COUNT), Form(Kind.COUNT, decimals=3)
_LARGE = 10**6


def counted(check: Check) -> tuple[Key, Key]:
    """The first and the last cell of the column of verdicts."""
    figures = by_verdict(check)
    return ("figure", figures[0].id), ("figure", figures[-1].id)


def report_sheet(check: Check, company: Company | None) -> Sheet:
    """Every quantity of the report."""
    rows = tuple(_row(figure, company) for figure in by_verdict(check))
    about = f"{check.document} · sha256 {check.sha256[:16]}… · damage: {check.dialect.name}"
    lines = (Line(about, Tone.MUTED), counts_line(check), *decided_lines(check))
    return Sheet(NAME, lines, (Table("", _COLUMNS, rows, filtered=True),), frozen_columns=1)


def _row(figure: CheckedFigure, company: Company | None) -> Row:
    verdict = figure.verdict or Verdict.UNCHECKED
    form, told = _form(figure)
    finer = replace(form, decimals=form.decimals + 1)  # the ends of a rounding interval have one digit more
    statement = figure.statement.value if figure.statement else None
    return Row(
        (
            Cell(verdict.value, tone=TONES[verdict], key=("figure", figure.id)),
            *(words(text) for text in (*spoken_of(figure, company), figure.surface)),
            _number(figure.value, form, figure.unit, key=("restored", figure.id)),
            words(told, Tone.MUTED),
            _number(figure.low, finer, figure.unit),
            _number(figure.high, finer, figure.unit),
            _number(statement, form, figure.unit, key=("statement", figure.id)),
            _difference(figure, form),
            words(evidence(figure, company), Tone.MUTED),
            words(figure.source_text or ""),
            words("decision" if figure.rests_on_a_decision else figure.anchor.value, Tone.MUTED),
            BLANK if figure.confidence is None else Cell(Decimal(repr(figure.confidence)), _FINE),
            words(figure.id, Tone.MUTED),
        )
    )  # fmt: skip


def _form(figure: CheckedFigure) -> tuple[Form, str]:
    """How the row's numbers are written, and the unit that says so."""
    code, value = figure.unit or "1", figure.value
    if code == "%":
        return _PERCENT, code
    if value is not None and unit(code).is_money and abs(value) >= _LARGE:
        return _MONEY, f"{code} m"
    whole = value is None or value == value.to_integral_value()
    return (_WHOLE if whole else _FINE), code


def _number(value: Decimal | None, form: Form, code: str | None, key: Key | None = None) -> Cell:
    """A number as cells hold it: 0.2253 for 22.53 %."""
    if value is None or not value.is_finite():
        return BLANK
    return Cell(value * unit("%").scale if code == "%" else value, form, key=key)


def _difference(figure: CheckedFigure, form: Form) -> Cell:
    """Restored less statement, as a live formula."""
    statement = figure.statement
    if figure.value is None or statement is None or statement.difference is None or statement.unit != figure.unit:
        return BLANK
    cell = _number(statement.difference, form, figure.unit)
    live = Sketch("{0}-{1}", (("restored", figure.id), ("statement", figure.id)))
    return Cell(cell.value, form, derivation=live)
