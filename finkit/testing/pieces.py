"""What a document is made of before it is printed: words, numbers with their truth, lists, ranges, periods, names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from finkit.candidates.damage import Source

COMMA, SLASH = "comma", "slash"


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity as the Chinese original prints it.

    `negative`: the truth is below nothing; `sign` is the sign printed before the digits, `sign_word` says that a
    word ("down", "loss") holds it. `noun` is what a count counts. `as_printed`: a cell, its unit stands elsewhere.
    """

    source: Source
    measure: str = ""
    segment: str = ""
    period: str = ""
    negative: bool = False
    sign: str = ""
    sign_word: str = ""
    noun: str = ""
    any_sign: bool = False
    as_printed: bool = False

    @property
    def truth(self) -> Decimal:
        """In base units of the source, with its sign."""
        return -self.source.value if self.negative else self.source.value

    @property
    def source_zh(self) -> str:
        """The token of the Chinese original."""
        return f"{self.sign}{self.source.text}"


@dataclass(frozen=True, slots=True)
class Span:
    """A period in words: `text` as printed, `code` as the check document writes it."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier that holds digits (600000.SH, No. 12, X-301)."""

    before: str
    digits: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A list of values that share their unit: `a/b/c`, or `a, b and c`."""

    values: tuple[Value, ...]
    joint: str = SLASH


@dataclass(frozen=True, slots=True)
class Range:
    """Two values that share their unit: 2.8-4.2亿元. `word` joins the ends in English where no dash does."""

    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of a row of a table, each printed without a unit."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A phrase behind a value that a tear can pull into it ("in 2022", "year-on-year")."""

    pieces: tuple[str | Span, ...]


Piece = str | Value | Span | Name | Series | Range | Cells | Moved
Paragraph = tuple[Piece, ...]
