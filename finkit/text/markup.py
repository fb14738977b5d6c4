"""The events of an HTML parser, read as pieces of text and the gaps between them."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

from finkit.text.elements import element
from finkit.text.layout import CELL, JOINT, LINE, SPACE
from finkit.text.regions import Regions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from finkit.text.elements import Opening
    from finkit.text.regions import Part

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_MARK = re.compile(r"[\[(]?[\d,*†‡+−-]{1,6}[\])]?")
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SHORT_CELL = 200


class _Cell:
    """An open cell: where its text began, the line ends in it, and whether it holds cells of its own."""

    __slots__ = ("begun", "holds_cells", "joints")

    def __init__(self, begun: int) -> None:
        self.begun, self.holds_cells = begun, False
        self.joints: list[int] = []


class PageReader:
    """A target for lxml's parser; it remembers what is open, never a tree.

    Raised digits (footnote marks, exponents) become ¹ ², lowered ones behind a digit ₁ ₂, so that none is glued to a
    number.
    """

    def __init__(self) -> None:
        self.regions = Regions()
        self.depth = 0
        self._pieces: list[str] = []
        self._places = array("q")  # part of the page, doubled, plus 1 for a link
        self._run: list[str] = []
        self._undo: list[tuple[Opening, ...]] = []  # what each open element has opened
        self._parts = [0]
        self._rows: list[bool] = []  # for each open row whether a cell stands in it
        self._cells: list[_Cell] = []
        self._inside: dict[Opening, int] = {"link": 0, "plain": 0, "raised": 0, "lowered": 0}
        self._unseen_from = 0  # depth of the unseen element that we are in, 0 for none
        self._length = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._end_run()
        self.depth += 1
        opens: tuple[Opening, ...] = ()
        if not self._unseen_from:
            found = element(tag, attributes)
            opens = found.opens
            if found.unseen:
                self._unseen_from = self.depth
                if found.widget:
                    self._put(SPACE)
            for what in opens:
                self._open(what, found.kind)
        self._undo.append(opens)

    def end(self, _tag: str) -> None:
        """The innermost element ends."""
        self._end_run()
        for what in reversed(self._undo.pop()):
            self._close(what)
        if self._unseen_from == self.depth:
            self._unseen_from = 0
        self.depth -= 1

    def data(self, text: str) -> None:
        """Characters; a run of them may come in several calls."""
        if not self._unseen_from:
            self._run.append(text)

    def comment(self, _text: str) -> None:
        """Nothing that is seen."""

    def close(self) -> PageReader:
        """The page ends."""
        self._end_run()
        return self

    def pieces(self) -> Iterator[tuple[str, int, bool]]:
        """Every piece or gap, in order, with its part of the page and whether it is a link."""
        return ((piece, place >> 1, bool(place & 1)) for piece, place in zip(self._pieces, self._places, strict=True))

    def _open(self, what: Opening, kind: Part | None) -> None:
        if what in {"break", "block"}:
            self._break()
        elif what == "row":
            self._put(LINE)
            self._rows.append(False)
        elif what == "cell":
            self._begin_cell()
        elif what == "part" and kind is not None:
            self._parts.append(self.regions.open(kind, self._parts[-1]))
        elif what in self._inside:
            self._inside[what] += 1

    def _close(self, what: Opening) -> None:
        if what == "block":
            self._break()
        elif what == "row":
            self._rows.pop()
            self._put(LINE)
        elif what == "cell":
            self._end_cell()
        elif what == "part":
            self._parts.pop()
        elif what in self._inside:
            self._inside[what] -= 1

    def _end_run(self) -> None:
        if not self._run:
            return
        text = _INVISIBLE.sub("", "".join(self._run))
        self._run.clear()
        if self._inside["plain"]:
            for number, line in enumerate(text.replace("\r\n", LINE).split(LINE)):
                if number:
                    self._break()
                self._put(line)
            return
        text = _BLANKS.sub(SPACE, text)
        if self._inside["raised"] and _MARK.fullmatch(text.strip()):
            text = text.translate(_RAISED)
        elif self._inside["lowered"] and self._pieces and self._pieces[-1][-1:].isdecimal():
            text = text.translate(_LOWERED)
        self._put(text)

    def _put(self, piece: str) -> None:
        """A piece of text or a gap at this place."""
        if not piece:
            return
        linked = bool(self._inside["link"])
        self._pieces.append(piece)
        self._places.append(2 * self._parts[-1] + linked)
        size = len(piece.strip())
        self._length += size
        if not linked:
            self.regions.grow(self._parts[-1], size)

    def _break(self) -> None:
        """The end of a line, or of one in a cell."""
        if self._cells:
            self._cells[-1].joints.append(len(self._pieces))
        self._put(JOINT if self._cells else LINE)

    def _begin_cell(self) -> None:
        if self._rows and not self._rows[-1]:
            self._rows[-1] = True
        else:
            self._put(CELL)
        if self._cells:
            self._cells[-1].holds_cells = True
        self._cells.append(_Cell(self._length))

    def _end_cell(self) -> None:
        """In a cell that lays out a page, or holds a long text, line ends are line ends."""
        cell = self._cells.pop()
        if cell.holds_cells or self._length - cell.begun > _SHORT_CELL:
            for at in cell.joints:
                self._pieces[at] = LINE
