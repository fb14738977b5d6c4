"""Characters at their places on a page, read as lines.

Lengths are points; boxes go from the baseline's descent to the ascent, so that a gap is what was left free.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_CELL_GAP = 1.2  # of the height of a line: far wider than a space, wider than justified text is set
_CELL_GAP_OF_DIGITS = 0.6
_WORD_GAP = 0.15
_SMALL, _RAISED = 0.87, 0.2
_RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HYPHENS = {"\x02": "-", "\ufffe": "-"}  # what PDFium makes of a hyphen at a line's end

_COMPATIBLE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\ufb00-\ufb06]")


class Glyph(NamedTuple):
    """A character and its box; a space or line end that a reader of the page would put in has one as well."""

    character: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(slots=True)
class Line:
    """A line of one page: its characters, its box, and where its first word ends."""

    left: float
    right: float
    bottom: float
    top: float
    parts: list[str] = field(default_factory=list)
    first_word: float = 0.0

    @property
    def height(self) -> float:
        """Of the largest character."""
        return self.top - self.bottom

    @property
    def text(self) -> str:
        """The characters, cells parted by tabs; halves of one put together, those for compatibility (ﬁ, ⼀) as the usual ones."""
        whole = "".join(self.parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return _COMPATIBLE.sub(lambda one: unicodedata.normalize("NFKC", one[0]), whole)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page in the order of its glyphs.

    A line end that only a raised or lowered character has caused is none; wide gaps are tabs; raised digits are ¹ ².
    """
    lines: list[Line] = []
    space = broken = True
    for glyph in glyphs:
        character = _HYPHENS.get(glyph.character, glyph.character)
        if character in "\r\n":
            broken = True
        elif character.isspace():
            space = True
        elif unicodedata.category(character) not in {"Cc", "Cn"}:
            if not lines or (broken and not _goes_on(lines[-1], glyph)):
                lines.append(Line(glyph.left, glyph.right, glyph.bottom, glyph.top, [character]))
            else:
                _append(lines[-1], glyph, character, space=space, broken=broken)
            space = broken = False
    return lines


def _goes_on(line: Line, glyph: Glyph) -> bool:
    """The glyph stands beside the line's end, half as high at least."""
    common = min(line.top, glyph.top) - max(line.bottom, glyph.bottom)
    least = min(line.height, glyph.top - glyph.bottom)
    return common >= least / 2 and glyph.left >= line.right - _WORD_GAP * line.height


def _append(line: Line, glyph: Glyph, character: str, *, space: bool, broken: bool) -> None:
    """The glyph at the end of the line, with the gap before it."""
    gap, last = glyph.left - line.right, line.parts[-1][-1]
    cell = _CELL_GAP_OF_DIGITS if last.isdecimal() and character.isdecimal() else _CELL_GAP
    if gap > cell * line.height:
        character = "\t" + character
    elif space or (broken and gap > _WORD_GAP * line.height):
        character = " " + character
    elif (
        gap > -_WORD_GAP * (glyph.top - glyph.bottom)
        and glyph.top - glyph.bottom < _SMALL * line.height
        and glyph.bottom - line.bottom > _RAISED * line.height
    ):
        character = character.translate(_RAISED_DIGITS)
    if character[0] in "\t " and not line.first_word:
        line.first_word = line.right
    line.parts.append(character)
    line.right = glyph.right
    line.bottom, line.top = min(line.bottom, glyph.bottom), max(line.top, glyph.top)
