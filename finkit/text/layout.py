"""Pieces of text and the gaps between them, laid out as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINE, CELL, JOINT, SPACE = "\n", "\t", "\v", " "
_FEWEST_LINKS = 3


class Layout:
    """Lines made of pieces and gaps: `LINE` ends a line, `CELL` is a tab, `JOINT` a line's end within a cell.

    A gap at the end of a line is dropped; of several at one place tabs count each, a joint is a space that parts two
    digits by a line, blanks are one space.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.link_lines: list[bool] = []
        self._parts: list[str] = []
        self._tabs = 0
        self._joint = self._space = False
        self._linked = self._length = 0

    def add(self, piece: str, *, linked: bool = False) -> None:
        """A piece of text, or one of the gaps."""
        if piece == LINE:
            self.end_line()
        elif piece == CELL:
            self._tabs += 1
        elif piece == JOINT:
            self._joint = True
        elif piece.isspace():
            self._space = True
        elif piece:
            self._add_text(piece, linked=linked)

    def _add_text(self, piece: str, *, linked: bool) -> None:
        text = piece.strip(SPACE)
        last = self._parts[-1][-1:] if self._parts else ""
        if self._joint and not self._tabs and last.isdigit() and text[0].isdigit():
            self.end_line()
        elif self._tabs:
            self._parts.append(CELL * self._tabs)
        elif self._parts and (self._joint or self._space or piece[0] == SPACE):
            self._parts.append(SPACE)
        self._tabs, self._joint, self._space = 0, False, piece[-1] == SPACE
        self._parts.append(text)
        self._length += len(text)
        self._linked += len(text) * linked

    def end_line(self) -> None:
        """End the line; one without text is none."""
        line = "".join(self._parts).rstrip().lstrip(" \u00a0\u3000")
        if line:
            self.lines.append(line)
            self.link_lines.append(CELL not in line and 5 * self._linked >= 4 * self._length)
        self._parts.clear()
        self._tabs = self._linked = self._length = 0
        self._joint = self._space = False


def laid_out(pieces: Iterable[tuple[str, int, bool]], wanted: Sequence[bool]) -> str:
    """The text of the pieces (with their part of the page, and whether they are links) in the parts that are wanted.

    Three lines of links and more in a row are a list of other pages and left out, unless most of the text is such.
    """
    layout = Layout()
    for piece, part, linked in pieces:
        if wanted[part] or piece in (LINE, CELL, JOINT):
            layout.add(piece, linked=linked)
    layout.end_line()
    kept = [line for line, left in zip(layout.lines, _in_runs(layout.link_lines), strict=True) if not left]
    if 2 * sum(map(len, kept)) < sum(map(len, layout.lines)):
        kept = layout.lines
    return "".join(line + "\n" for line in kept)


def _in_runs(links: Sequence[bool]) -> list[bool]:
    """For each line whether it stands in a run of lines of links."""
    runs, start = [False] * len(links), 0
    for at in range(len(links) + 1):
        if at == len(links) or not links[at]:
            if at - start >= _FEWEST_LINKS:
                runs[start:at] = [True] * (at - start)
            start = at + 1
    return runs
