"""Pages on a terminal; what layouts show there stands in `test_goldens.py`."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.console import Console

from finkit.reports.layouts.summary import summary_page
from finkit.reports.table import Block, Cell, Column, Form, Kind, Line, Page, Row, Table, Tone, words
from finkit.reports.terminal import Screen, drawn

if TYPE_CHECKING:
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check


@pytest.mark.parametrize("width", [72, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_screen(kiln: Company, kiln_check: Check, width: int) -> None:
    """Tables drop columns and fold texts until they fit; wide characters count twice."""
    lines = drawn(summary_page(kiln, kiln_check), width).splitlines()
    assert max(map(cell_len, lines)) <= width


def _table(*years: int) -> Page:
    columns = (Column(""), *(Column(f"FY{year}", right=True, age=max(years) - year) for year in years))
    cells = [Cell(Decimal(year) * 1000, Form(Kind.COUNT)) for year in years]
    return Page((Block("", tables=(Table("", columns, (Row((words("Things"), *cells)),)),)),))


def test_a_narrow_screen_drops_the_oldest_years_first() -> None:
    """Digits are never cut; what is left out is said."""
    assert drawn(_table(2020, 2021, 2022, 2023), 30).splitlines() == [
        "           FY2022     FY2023",
        "Things  2,022,000  2,023,000",
        "no room for FY2020, FY2021:",
        "  --width shows more",
    ]


def test_text_is_never_markup() -> None:
    """Square brackets of a document are characters, not styles; control characters are shown by their codes."""
    page = Page((Block("", (Line("[bold]x[/bold] \x1b[31m \u202e", Tone.BAD),)),))
    screen = io.StringIO()
    console = Console(file=screen, width=60, force_terminal=True, color_system="truecolor", _environ={})
    console.print(Screen(page))
    assert "[bold]x[/bold] \\x1b[31m \\u202e" in screen.getvalue()


@pytest.mark.parametrize(("wanted", "environ"), [(True, {}), (False, {"NO_COLOR": "1"})])
def test_no_color_is_honoured(kiln: Company, wanted: bool, environ: dict[str, str]) -> None:
    """A terminal gets colours unless NO_COLOR is set."""
    screen = io.StringIO()
    page = Page((Block("", (Line("loud", Tone.WARN),)),))
    Console(file=screen, width=100, force_terminal=True, color_system="truecolor", _environ=environ).print(Screen(page))
    assert wanted is ("\x1b[33m" in screen.getvalue())
    assert kiln.name not in screen.getvalue()


def test_a_pipe_gets_plain_text(kiln: Company, kiln_check: Check) -> None:
    """No escape sequence reaches a file."""
    assert "\x1b" not in drawn(summary_page(kiln, kiln_check), 100)


def test_ascii_screens_get_ascii(kiln: Company) -> None:
    """Bars, rules and marks have ASCII stand-ins; only names keep their own characters."""
    text = drawn(summary_page(kiln), 100, plain=True).replace("蓝窑陶瓷", "")
    strange = {mark for mark in text if not mark.isascii()}
    assert strange == set()


def test_a_table_needs_a_cell_a_column() -> None:
    """A layout that forgets a cell is told which table."""
    with pytest.raises(ValueError, match="table Odd: a row of 1 cells under 2 columns"):
        Table("Odd", (Column("a"), Column("b")), (Row((words("x"),)),))


def _wide(digits: int) -> Page:
    columns = (Column("item"), Column("value", right=True), Column("unit"), Column("source", grows=True, width=12))
    cells = (words("depreciation_and_amortisation"), Cell(Decimal(10**digits), Form(Kind.COUNT)), words("CNY"), words("annual_report_2022"))
    return Page((Block("", tables=(Table("", columns, (Row(cells),)),)),))


def test_names_are_folded_behind_their_underscores() -> None:
    """Where nothing older can be dropped; digits stay whole."""
    assert drawn(_wide(9), 52).splitlines() == [
        "item                       value  unit  source",
        "depreciation_and_  1,000,000,000  CNY   annual_",
        "amortisation                            report_2022",
    ]


def test_the_last_text_goes_where_folding_is_not_enough() -> None:
    """And that is said."""
    lines = drawn(_wide(15), 48).splitlines()
    assert lines[0].split() == ["item", "value", "unit"]
    assert "1,000,000,000,000,000" in lines[1]
    assert lines[-1].strip() == "no room for source: --width shows more"
    assert max(map(cell_len, lines)) <= 48


def test_a_long_heading_is_folded() -> None:
    """The rule stands behind its last line."""
    assert drawn(Page((Block("a name of several words"),)), 12).splitlines() == ["a name of", "several", "words ──────"]
