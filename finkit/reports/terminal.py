"""Pages on a terminal, through rich: colour on a screen alone, plain text in a pipe, CJK widths counted.

A table that is too wide drops its oldest columns first, then folds its texts; digits are never cut. No text is ever
read as rich markup: every string becomes a `Text`.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from finkit.reports.forms import MEANINGS, PLAIN_SIGNS, SIGNS, clean, parts
from finkit.reports.table import Absent, Cell, Line, Mark, Page, Row, Table, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import ConsoleOptions

STYLES = {
    Tone.PLAIN: "",
    Tone.MUTED: "dim",
    Tone.STRONG: "bold",
    Tone.GOOD: "green",
    Tone.WARN: "yellow",
    Tone.BAD: "bold red",
}
_GAP = 2
_INDENT = 2
_LEAST_LABEL = 16
_LEAST_TEXT = 10  # a column of texts is never squeezed below


@dataclass(frozen=True)
class Screen:
    """A page as a rich renderable. `plain` forces ASCII bars, rules and marks; None follows the console's encoding."""

    page: Page
    plain: bool | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """One `Text` a line."""
        plain = options.ascii_only if self.plain is None else self.plain
        pen = _Pen(console, options.max_width, plain=plain)
        for number, block in enumerate(self.page.blocks):
            if number:
                yield Text()
            if block.title:
                yield from pen.rule(block.title)
            for line in block.lines:
                yield from pen.line(line)
            if not number:
                yield from pen.legend(self.page)
            for place, table in enumerate(block.tables):
                if place or block.lines:
                    yield Text()
                yield from pen.table(table)


def _text(text: str, tone: Tone = Tone.PLAIN) -> Text:
    return Text(text, style=STYLES[tone], no_wrap=True, overflow="ignore", end="\n")


class _Pen:
    """Draws the parts of a page at one width."""

    def __init__(self, console: Console, width: int, *, plain: bool) -> None:
        self.console, self.width, self.plain = console, width, plain
        self.dropped: set[str] = set()  # headers of columns that had no room, each told once

    def clean(self, text: str) -> str:
        """The text as this screen can show it."""
        return clean(text, plain=self.plain)

    def rule(self, title: str) -> Iterator[Text]:
        """A heading over the whole width; one that is longer is folded."""
        *lines, head = self.fold(self.clean(title), self.width)
        yield from (_text(one, Tone.STRONG) for one in lines)
        room = max(0, self.width - cell_len(head) - 1)
        bar = ("-" if self.plain else "─") * room
        yield Text.assemble((head, "bold"), (f" {bar}" if room else "", "dim"), no_wrap=True, overflow="ignore")

    def line(self, line: Line, indent: int = 0) -> Iterator[Text]:
        """Running text, folded between words; what folds hangs two spaces deeper."""
        text, indent = self.clean(line.text), indent + line.indent
        for number, folded in enumerate(self.fold(text, max(_LEAST_LABEL, self.width - indent - _INDENT))):
            yield _text(" " * (indent + (_INDENT if number else 0)) + folded, line.tone)

    def fold(self, text: str, width: int) -> list[str]:
        """The text in lines of at most `width` cells."""
        if cell_len(text) <= width:
            return [text]
        words = (_hyphenated(word, width) if cell_len(word) > width else word for word in text.split(" "))
        return [line.plain.rstrip() for part in " ".join(words).split("\n") for line in Text(part).wrap(self.console, width)]

    def legend(self, page: Page) -> Iterator[Text]:
        """What the marks on this page mean."""
        signs = PLAIN_SIGNS if self.plain else SIGNS
        found = {mark for block in page.blocks for table in block.tables for mark in table.marks}
        meant = [f"{signs[mark]} {MEANINGS[mark]}" for mark in Mark if mark in found]
        if not meant:
            return
        lines = ["Marks:"]
        for number, one in enumerate(meant):  # a sign stays beside its meaning
            told = one if number + 1 == len(meant) else f"{one};"
            if cell_len(f"{lines[-1]} {told}") > self.width:
                lines.append(" " * (_INDENT - 1))
            lines[-1] += f" {told}"
        yield from (_text(one, Tone.MUTED) for one in lines)

    def table(self, table: Table) -> Iterator[Text]:
        """Title and unit, header, rows, notes."""
        title = self.clean(", ".join(part for part in (table.title, table.unit) if part))
        grid = _Grid(self, table)
        if title:
            yield _text(title, Tone.STRONG)
        if any(table.columns[one].header for one in grid.kept):
            yield from grid.header()
        for row in table.rows:
            yield from grid.row(row)
        for note in (*grid.dropped(), *table.notes):
            yield from self.line(note)


def _hyphenated(word: str, width: int) -> str:
    """A long name of the catalogue, broken behind its underscores."""
    lines = [""]
    for part in re.split(r"(?<=_)", word):
        if lines[-1] and cell_len(lines[-1] + part) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


class _Grid:
    """A table measured: which columns stay, how wide each is, how far tails hang."""

    def __init__(self, pen: _Pen, table: Table) -> None:
        self.pen, self.columns = pen, table.columns
        bodies = [[self._parts(row, one) for row in table.rows if not row.heading] for one in range(len(table.columns))]
        self.tails = [max((cell_len(tail) for _, tail in column), default=0) for column in bodies]
        self.widths = [
            max(cell_len(self.pen.clean(column.header)), max((cell_len(body) for body, _ in cells), default=0) + tail)
            for column, cells, tail in zip(self.columns, bodies, self.tails, strict=True)
        ]
        self.bodies = [max((cell_len(body) for body, _ in cells), default=0) + tail for cells, tail in zip(bodies, self.tails, strict=True)]
        self.kept = list(range(len(self.columns)))
        self._fit()

    def _parts(self, row: Row, column: int) -> tuple[str, str]:
        return parts(row.cells[column], plain=self.pen.plain)

    @property
    def total(self) -> int:
        """The width of what is kept."""
        return sum(self.widths[one] for one in self.kept) + _GAP * (len(self.kept) - 1)

    def _fit(self) -> None:
        """Drop the oldest columns, then squeeze texts."""
        limit = self.pen.width
        growing = [one for one in self.kept if self.columns[one].grows]

        def least() -> int:
            spare = sum(max(0, self.widths[one] - self._floor(one)) for one in growing)
            return self.total - spare

        if least() > limit:
            for one in self.kept:
                if self.columns[one].right:
                    self.widths[one] = max(self.bodies[one], self._longest_word(one))
        while least() > limit and any(self.columns[one].age for one in self.kept):
            self.kept.remove(max(self.kept, key=lambda one: self.columns[one].age))
        while self.total > limit:
            wide = [one for one in growing if self.widths[one] > self._floor(one)]
            if not wide:
                break
            self.widths[max(wide, key=lambda one: self.widths[one])] -= 1
        wanted = list(self.widths)
        while self.total > limit and not self._squeezed(limit):
            texts = [one for one in self.kept[1:] if self.columns[one].grows]
            if not texts:
                break
            self.kept.remove(texts[-1])
            self.widths = list(wanted)

    def _squeezed(self, limit: int) -> bool:
        """Whether it fits once names are folded as well; digits never are."""
        while self.total > limit:
            wide = [one for one in self.kept if not self.columns[one].right and self.widths[one] > _LEAST_TEXT]
            if not wide:
                return False
            self.widths[max(wide, key=lambda one: self.widths[one])] -= 1
        return True

    def _longest_word(self, column: int) -> int:
        return max((cell_len(word) for word in self.pen.clean(self.columns[column].header).split()), default=0)

    def _floor(self, column: int) -> int:
        wanted = self.columns[column].width or _LEAST_LABEL
        return min(wanted, self.widths[column])

    def dropped(self) -> tuple[Line, ...]:
        """A note on the columns that had no room, unless a table before said it."""
        heads = [self.pen.clean(column.header) for one, column in enumerate(self.columns) if one not in self.kept]
        gone = [head for head in heads if head not in self.pen.dropped]
        self.pen.dropped.update(gone)
        return (Line(f"no room for {', '.join(gone)}: --width shows more", Tone.MUTED),) if gone else ()

    def header(self) -> Iterator[Text]:
        """The column headers, over their digits; one that has no room beside the others is folded between its words."""
        heads = {one: self._folded(self.pen.clean(self.columns[one].header), self.widths[one]) for one in self.kept}
        deepest = max(len(lines) for lines in heads.values())
        for line in range(deepest):
            row = Text(no_wrap=True, overflow="ignore")
            for place, one in enumerate(self.kept):
                lines = heads[one]
                at = line - deepest + len(lines)
                head = lines[at] if at >= 0 else ""
                tail = " " * min(self.tails[one], max(0, self.widths[one] - cell_len(head))) if self.columns[one].right else ""
                row.append(" " * _GAP if place else "")
                last = line == deepest - 1
                row.append(self._aligned(head + tail, one), style="dim underline" if last and not self.pen.plain else "dim")
            row.rstrip()
            yield row

    def _folded(self, head: str, width: int) -> list[str]:
        if cell_len(head) <= width or not head:
            return [head]
        return self.pen.fold(head, width)

    def row(self, row: Row) -> Iterator[Text]:
        """A row; folded cells make it several lines high."""
        if row.heading:
            yield _text(self.pen.clean(str(row.cells[0].value or "")), Tone.STRONG)
            return
        cells = [self._lines(row.cells[one], one) for one in self.kept]
        for high in range(max(len(lines) for lines in cells)):
            text = Text(no_wrap=True, overflow="ignore")
            for place, (one, lines) in enumerate(zip(self.kept, cells, strict=True)):
                last = place == len(self.kept) - 1
                piece = self._aligned(lines[high] if high < len(lines) else "", one, pad=not last)
                text.append(" " * _GAP if place else "")
                text.append(piece, style=STYLES[_tone(row.cells[one], total=row.total)])
            text.rstrip()
            yield text
        for line in row.detail:
            yield from self.pen.line(line, indent=_INDENT)

    def _lines(self, cell: Cell, column: int) -> Sequence[str]:
        body, tail = parts(cell, plain=self.pen.plain)
        if self.columns[column].right:
            return [body + tail + " " * (self.tails[column] - cell_len(tail))]
        return self.pen.fold(body + tail, self.widths[column])

    def _aligned(self, text: str, column: int, *, pad: bool = True) -> str:
        blank = " " * max(0, self.widths[column] - cell_len(text))
        if self.columns[column].right:
            return blank + text
        return text + blank if pad else text


def _tone(cell: Cell, *, total: bool) -> Tone:
    if cell.absent in {Absent.MISSING, Absent.MEANINGLESS}:
        return Tone.MUTED
    if total and cell.tone is Tone.PLAIN:
        return Tone.STRONG
    return cell.tone


def drawn(page: Page, width: int, *, plain: bool = False) -> str:
    """The page as plain text of a width, for files and tests."""
    screen = io.StringIO()
    console = Console(file=screen, width=width, color_system=None, force_terminal=False, _environ={})
    console.print(Screen(page, plain), crop=False)
    return screen.getvalue()
