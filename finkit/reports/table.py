"""The neutral table: what is shown, in which order, and how each number wants to be read.

Layouts make tables, renderers draw them; a table knows neither. Numbers stand in base units (CNY, 0.2253 for 22.53 %)
until a renderer writes them in the scale that the cell's `Form` names.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finkit.vocabulary.formulas import Formula, Term

Key = tuple[str, ...]
"""The name of a cell that formulas may point at, such as ("revenue", "", "FY2022", "reported")."""

CONSTANT = "constant"
"""The first word of the name of a cell that every formula means alike, wherever it stands."""


class Kind(StrEnum):
    """What sort of number a cell holds."""

    TEXT = "text"
    AMOUNT = "amount"
    PERCENT = "percent"
    POINTS = "points"
    MULTIPLE = "multiple"
    DAYS = "days"
    COUNT = "count"
    PER_SHARE = "per share"


class Tone(StrEnum):
    """How loud a cell or line speaks; a renderer without colour leaves it out."""

    PLAIN = "plain"
    MUTED = "muted"
    STRONG = "strong"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Mark(StrEnum):
    """Where a number stands when it is not simply the filing's own; renderers add the sign and a legend."""

    NONE = ""
    RESTATED = "restated"
    VENDOR = "vendor"
    DERIVED = "derived"
    RECONSTRUCTED = "reconstructed"


class Absent(StrEnum):
    """Why a cell shows no number."""

    NO = ""
    BLANK = "blank"
    MISSING = "n/a"
    MEANINGLESS = "n/m"


@dataclass(frozen=True, slots=True)
class Form:
    """How a number is written: divided by ten to the `exponent`, with `decimals` digits after the point."""

    kind: Kind = Kind.TEXT
    exponent: int = 0
    decimals: int = 0


TEXT = Form()


@dataclass(frozen=True, slots=True)
class Derivation:
    """The live formula of a cell: a catalogue formula, and the cell that each of its names stands for.

    `only_if` is a comparison without which the value is not meaningful; `constants` are cells of their own. Where a
    formula mixes amounts (in millions) with prices (in single units), `scale` is the cell that holds a million and
    `in_millions` the names that it multiplies; `gives_millions` says that the result is such an amount again.
    """

    formula: Formula
    refs: tuple[tuple[Term, Key], ...]
    only_if: Formula | None = None
    constants: tuple[tuple[str, Key], ...] = ()
    scale: Key | None = None
    in_millions: tuple[Term, ...] = ()
    gives_millions: bool = False


@dataclass(frozen=True, slots=True)
class Sketch:
    """A spreadsheet formula over other cells: `{0}` is the first of `refs`, `{0:1}` the range from it to the second.

    `{0$}` and `{0:1$}` stay in their place when the formula is copied. For counts, checks and added sheets alone;
    what the catalogue defines is a `Derivation`.
    """

    text: str
    refs: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, a text, a spark of several numbers, or an absence with its reason.

    `low`, `high`: shown in place of the value where they are set; `vague`: the value is shown as "about". `note` says
    where the number comes from. `key` is what formulas call the cell, `name` its defined name; `link` is a cell
    elsewhere that this one repeats.
    """

    value: Decimal | str | None = None
    form: Form = TEXT
    low: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False
    mark: Mark = Mark.NONE
    tone: Tone = Tone.PLAIN
    note: str = ""
    absent: Absent = Absent.NO
    key: Key | None = None
    name: str = ""
    derivation: Derivation | Sketch | None = None
    link: Key | None = None
    spark: tuple[Decimal | None, ...] = ()

    @property
    def number(self) -> Decimal | None:
        """The value, when it is a number."""
        return self.value if isinstance(self.value, Decimal) else None


BLANK = Cell(absent=Absent.BLANK)


def words(text: str, tone: Tone = Tone.PLAIN, note: str = "") -> Cell:
    """A cell of text."""
    return Cell(text, tone=tone, note=note)


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `age` above zero may be left out where there is no room, the highest first; `grows` takes what is left.

    `width` is in characters: the least for a column that grows, a hint for a sheet. `flags`: the tone of each word that
    its cells may hold, also of words that a user of a sheet writes there later.
    """

    header: str
    right: bool = False
    age: int = 0
    grows: bool = False
    width: int = 0
    flags: tuple[tuple[str, Tone], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of cells, one a column. `detail` is said beneath it over the whole width; a heading has one cell only."""

    cells: tuple[Cell, ...]
    heading: bool = False
    detail: tuple[Line, ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text, `indent` characters from the left."""

    text: str
    tone: Tone = Tone.PLAIN
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows under a title; `unit` is what its amounts are said in; `notes` stand beneath.

    `filtered`: a long list that a reader will want to sort and filter.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[Line, ...] = ()
    filtered: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if not row.heading and len(row.cells) != len(self.columns):
                found = f"a row of {len(row.cells)} cells under {len(self.columns)} columns"
                raise ValueError(f"table {self.title}: {found}")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that its cells bear, in the order of `Mark`."""
        found = {cell.mark for row in self.rows for cell in row.cells}
        return tuple(mark for mark in Mark if mark in found and mark)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of a table: each row is a series under the name in its first cell, each further column a category.

    Rows named in `lines` are drawn as lines, the others as bars; those of `right` stand on a scale of their own there.
    `apart`: the categories do not follow each other, so nothing joins their points.
    """

    title: str
    table: Table
    lines: tuple[int, ...] = ()
    right: tuple[int, ...] = ()
    apart: bool = False

    @property
    def categories(self) -> tuple[str, ...]:
        """What stands along the axis."""
        return tuple(column.header for column in self.table.columns[1:])


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: a heading, some lines, tables; charts where a renderer can draw them."""

    title: str
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a terminal shows from top to bottom."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: lines over tables that stand one under another on the same columns.

    `charts` draw tables of the sheet, each beneath its own.
    """

    name: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    frozen_columns: int = 1
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a workbook. `master` is the cell that every sheet shows beside its title."""

    title: str
    sheets: tuple[Sheet, ...]
    master: Key | None = None

    def cells(self) -> Iterator[Cell]:
        """Every cell, sheet by sheet."""
        for sheet in self.sheets:
            for table in sheet.tables:
                for row in table.rows:
                    yield from row.cells
