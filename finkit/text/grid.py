"""Lines that are rows: cells parted by tabs, by the pipes of Markdown, or by two spaces and more. One linear pass.

Whether a run of rows is a table is for those to say who know what stands in the cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TABS, PIPES, SPACES, SINGLE = "tabs", "pipes", "spaces", "single"
_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
_PARTED = re.compile(r"[^\s](?:[ \u00a0\u202f\u2009]?[^\s])*")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[ \t|:\-=+]+")
_BLANK = " \t\u00a0\u3000"
_LONGEST_LINE, _MOST_CELLS, _LONGEST_CAPTION = 4000, 64, 120


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands between two separators, without the blanks around it; an empty cell has no length."""

    start: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Nothing stands in it."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its cells, empty ones too (where columns are parted by spaces there are none). `kind`: see above.

    A single line within a table, or directly above it, is a row of one cell; `rule`: a line of dashes, which is none.
    """

    start: int
    end: int
    kind: str
    cells: tuple[Cell, ...]
    rule: bool = False


def runs(text: str) -> Iterator[list[Row]]:
    """Stretches of two rows of one kind and more, each with the short lines above it and between its rows."""
    above: list[Row] = []
    run: list[Row] = []
    waiting: list[Row] = []  # single lines behind the last row: they belong to the run if another row follows
    blanks = 0
    for match in _LINE.finditer(text):
        line = match.group()
        if line[0] in "\r\n":
            blanks += 1
            continue
        gap, blanks = blanks, 0
        row = _row(text, match.start(), match.end(), line)
        parted = gap > 1
        if row is not None and row.kind != SINGLE:
            if run and (run[-1].kind != row.kind or (parted and not _is_opening(run))):
                yield from _whole(above, run)
                above, run = [*above, *run, *waiting][-3:], []
                waiting = []
            run += [*waiting, row]
            waiting = []
            continue
        if run and not parted and row is not None and len(waiting) < 2:  # noqa: PLR2004  (more single lines are a text)
            waiting.append(row)
            continue
        if run:
            yield from _whole(above, run)
            above, run = [*run, *waiting], []
            waiting = []
        above = [*above, row][-3:] if row is not None else []
    if run:
        yield from _whole(above, run)


def _is_opening(run: list[Row]) -> bool:
    """A heading alone, which a blank line may part from its rows."""
    return len(run) == 1 and run[0].kind != PIPES


def _whole(above: list[Row], run: list[Row]) -> Iterator[list[Row]]:
    """The run, if it has two rows, behind the lines above it."""
    rows = [row for row in run if row.kind != SINGLE]
    if sum(not row.rule for row in rows) > 1 and (rows[0].kind != PIPES or _is_markdown(rows)):
        lines = [row for row in above if row.kind == SINGLE]
        yield [*lines, *run]


def _is_markdown(rows: list[Row]) -> bool:
    """A line of dashes stands among the rows, or every row has its outer pipe."""
    return any(row.rule for row in rows) or all(row.cells[0].start > row.start for row in rows)


def _row(text: str, start: int, end: int, line: str) -> Row | None:
    """The line as a row; None for a text."""
    if len(line) > _LONGEST_LINE:
        return None
    bare = line.strip(_BLANK)
    kind = PIPES if "|" in line and (bare[:1] == "|" or " | " in line or "---|" in line) else TABS if "\t" in bare else SINGLE
    if "\t" in line and kind == SINGLE and bare:
        kind = TABS
    if kind == SINGLE and ("  " in bare or "\u3000" in bare):
        kind = SPACES
    if kind == SPACES:
        cells = tuple(Cell(start + one.start(), start + one.end()) for one in _PARTED.finditer(line))
    elif kind == PIPES:
        cells = tuple(_between(text, start, end, line))
    elif kind == TABS:
        cells = tuple(_parted(text, start, end))
    else:
        cells = (_trimmed(text, start, end),)
    if len(cells) > _MOST_CELLS or (len(cells) == 1 and len(bare) > _LONGEST_CAPTION) or not cells:
        return None
    if len(cells) == 1 and kind != TABS:
        kind = SINGLE
    return Row(start, end, kind, cells, rule=kind == PIPES and "-" in line and _RULE.fullmatch(line) is not None)


def _between(text: str, start: int, end: int, line: str) -> Iterator[Cell]:
    """The cells between pipes; what is outside of the outer ones is none."""
    marks = [start + one.start() for one in _PIPE.finditer(line)]
    edges = [start - 1, *marks, end]
    cells = [_trimmed(text, left + 1, right) for left, right in pairwise(edges)]
    first = 1 if cells[0].is_empty else 0
    last = len(cells) - 1 if cells[-1].is_empty and len(cells) - first > 1 else len(cells)
    yield from cells[first:last]


def _parted(text: str, start: int, end: int) -> Iterator[Cell]:
    """The cells between tabs."""
    at = start
    while True:
        tab = text.find("\t", at, end)
        yield _trimmed(text, at, end if tab < 0 else tab)
        if tab < 0:
            return
        at = tab + 1


def _trimmed(text: str, start: int, end: int) -> Cell:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Cell(start, end)
