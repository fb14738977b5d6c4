"""The neutral form of a report with its figures marked: what is said where; a renderer decides how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finkit.reports.table import Block, Line, Tone


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the report's own characters. `entry`: the figure it belongs to; `last`: it ends that figure."""

    text: str
    entry: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the report; a heading names a section."""

    passages: tuple[Passage, ...]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure: what it is of, its characters, what they had been, the verdict, and everything that decided it.

    `changed`: the restored value is not simply what is printed.
    """

    id: str
    about: str
    printed: str
    restored: str
    statement: str
    verdict: str
    why: str
    changed: bool
    evidence: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A verdict with its number of figures, what the word means, and how loud it is."""

    word: str
    meaning: str
    tone: Tone
    count: int


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """A report with its figures marked; `entries` most urgent first, `blocks` of the company behind them."""

    title: str
    lines: tuple[Line, ...]
    filters: tuple[Filter, ...]
    paragraphs: tuple[Paragraph, ...]
    entries: tuple[Entry, ...]
    blocks: tuple[Block, ...] = ()
