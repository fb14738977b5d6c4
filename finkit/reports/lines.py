"""Rows as comma-separated lines: every digit stays, and no text of a document becomes a formula.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line's end for a formula. Such a cell gets an
apostrophe in front, unless it is a number and nothing else; so does one that begins with an apostrophe itself. Taking one
leading apostrophe away therefore gives back the text. Characters that steer a screen are shown by their codes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GUARD = "'"
_LIVE = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_QUOTED = re.compile(r'[",\r\n]')


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The header, then a line a row."""
    told = ([guarded(row[name]) for name in columns] for row in rows)
    return "".join(f"{_line(cells)}\n" for cells in (list(columns), *told))


def guarded(value: object) -> str:
    """The value as text; what a spreadsheet would run, with an apostrophe in front; nothing for None."""
    text = "" if value is None else "".join(map(_visible, str(value)))
    return GUARD + text if _LIVE.match(text) and not _NUMBER.fullmatch(text) else text


def _visible(mark: str) -> str:
    if mark.isprintable() or mark in "\t\r\n" or (mark.isspace() and mark > "\x9f" and mark not in "\u2028\u2029"):
        return mark
    return mark.encode("unicode_escape").decode("ascii")


def _line(cells: list[str]) -> str:
    """As `csv` writes it, but a carriage return is quoted too; so is a lone empty cell, as an empty line would be no row."""
    if cells == [""]:
        return '""'
    return ",".join(f'"{quoted}"' if _QUOTED.search(cell) and (quoted := cell.replace('"', '""')) else cell for cell in cells)
