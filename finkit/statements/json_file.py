"""A JSON file that may hold anything: numbers exact, and no surprise but findings and errors of our own."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from finkit.disk.whole_file import LARGEST
from finkit.errors import FileMissingError, FileUnreadableError
from finkit.statements.header import printable, read_text

if TYPE_CHECKING:
    from pathlib import Path

MOST_MARKS = 8_000_000  # commas and opening brackets: what a file of that size holds if it is what it says
_DIGITS = 24  # no amount of money has more
_SHOWN = 40  # characters of a value that a message repeats


@dataclass(frozen=True, slots=True)
class OddNumber:
    """A JSON number that is none: NaN, Infinity, or one with far too many digits."""

    text: str


def read_json(path: Path, wanted: str) -> tuple[Any, tuple[str, ...]]:
    """What the file holds, its numbers as `Decimal` or `OddNumber`, and the keys that one object has twice.

    Raises `FileMissingError`, or `FileUnreadableError` where the file is too large, no UTF-8 text, or no JSON.
    """
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) < len(found):
            twice.extend(key for key, times in Counter(key for key, _ in found).items() if times > 1)
        return made

    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        raise FileMissingError(path=str(path), wanted=f"{wanted} file") from None
    if size > LARGEST:
        raise unreadable(path, wanted, f"{size:,} bytes", f"no such file has more than {LARGEST:,}")
    text = read_text(path, f"{wanted} file", LARGEST)
    marks = sum(map(text.count, ",[{"))
    if marks > MOST_MARKS:
        raise unreadable(path, wanted, f"{marks:,} values in {len(text):,} characters", f"no such file has more than {MOST_MARKS:,}")
    try:
        root = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=OddNumber, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise unreadable(path, wanted, f"{error.msg} at line {error.lineno}, column {error.colno}", "get the file again") from None
    except RecursionError:
        raise unreadable(path, wanted, "brackets within brackets without end", "get the file again") from None
    return root, tuple(twice)


def unreadable(path: Path, wanted: str, found: str, remedy: str) -> FileUnreadableError:
    """The error of a file that is no such JSON."""
    return FileUnreadableError(path=str(path), wanted=f"{wanted} JSON", found=found, remedy=remedy)


def _number(text: str) -> Decimal | OddNumber:
    """A JSON number, exactly; one that no filing can hold as what it is."""
    if len(text) > 2 * _DIGITS:
        return OddNumber(text)
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    small = isinstance(exponent, int) and abs(exponent) <= _DIGITS and abs(number.adjusted()) <= _DIGITS
    return number if small else OddNumber(text)


def kind(found: object) -> str:
    """What a JSON value is, as a message says it."""
    names = {dict: "an object", list: "a list", str: "the text", bool: "true or false", type(None): "null", Decimal: "a number"}
    return names.get(type(found), "the number")


def shown(found: object) -> str:
    """The first characters of a value, fit for a message."""
    text = printable(found.text if isinstance(found, OddNumber) else str(found))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}… ({len(text):,} characters)"
