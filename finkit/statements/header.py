"""company.toml and market.toml to models: what a file says wrongly becomes a finding, and the rest is kept."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from finkit.disk.whole_file import LARGEST, read_whole
from finkit.errors import FileUnreadableError
from finkit.statements.fact import MOST_FINDINGS, Finding, Severity, more_findings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

_SHOWN = 80  # characters of a name that a message repeats
Model = TypeVar("Model", bound=BaseModel)
LARGEST_TOML = 2 * 2**20  # bytes; the longest company file that ships has 13,000
_ATTEMPTS = 50  # each attempt drops one wrong entry of every table
_DEEPEST = 32  # names in one dotted key
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
# A parser of TOML needs the square of their number, in seconds and in bytes.
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_DOTTED = re.compile(rf"""(?<![A-Za-z0-9_"'-])(?:{_PART}){{{_DEEPEST}}}""")


def read_text(path: Path, wanted: str, most: int = LARGEST) -> str:
    """The text of a file; raises `FileMissingError`, or `FileUnreadableError` where it is too large or no UTF-8 text."""
    data = read_whole(path, wanted, most)
    if b"\0" in data:
        found = f"a binary file (byte 0 at {data.index(0)})"
        remedy = "give the text file itself"
        raise FileUnreadableError(path=str(path), wanted=f"{wanted} in UTF-8", found=found, remedy=remedy)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {data[error.start]:#04x} at {error.start}"
        remedy = "save it as UTF-8"
        raise FileUnreadableError(path=str(path), wanted=f"{wanted} in UTF-8", found=found, remedy=remedy) from None


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text with their ends, one at a time, as `csv` wants them."""
    return (line[0] for line in _LINE.finditer(text))


def read_toml(path: Path, wanted: str) -> tuple[dict[str, Any], str]:
    """The tables of a TOML file and its text; raises as `read_text`, and where the syntax is wrong."""
    text = read_text(path, wanted, LARGEST_TOML)
    try:
        return toml_of(text), text
    except ValueError as error:
        remedy = "mend the syntax there"
        raise FileUnreadableError(path=str(path), wanted="TOML", found=str(error), remedy=remedy) from None


def toml_of(text: str) -> dict[str, Any]:
    """The tables of a TOML text; raises ValueError, whatever is wrong with it, with a sentence that says what."""
    if dotted := _DOTTED.search(text):
        raise ValueError(f"a key of more than {_DEEPEST} names (at line {text.count(chr(10), 0, dotted.start()) + 1})")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(printable(str(error))) from None
    except RecursionError:
        raise ValueError("brackets within brackets without end") from None
    except ValueError:
        raise ValueError("a whole number or a day that is none") from None


def read_model(kind: type[Model], path: Path, shown: str, defaults: dict[str, Any]) -> tuple[Model, list[Finding]]:
    """A model from a TOML file; wrong entries become findings and are left out, `defaults` fill in missing ones."""
    data, text = read_toml(path, f"{kind.__name__.lower()} file")
    lines = _Lines(text)
    findings: list[Finding] = []
    for _ in range(_ATTEMPTS):
        try:
            return kind.model_validate(data), _first(findings, shown)
        except ValidationError as error:
            wrong = _one_a_table(error)
        findings += [_finding(where, first["type"], first["msg"], shown, lines) for where, first in wrong]
        for where, first in reversed(wrong):  # the last row first, so that the others keep their places
            _drop(data, where, defaults, missing=first["type"] == "missing")
    return kind.model_validate(defaults), _first(findings, shown)


def _one_a_table(error: ValidationError) -> list[tuple[list[str | int], ErrorDetails]]:
    """The first error of every entry and of every table of an array, with its place, in the order of the model."""
    found: dict[tuple[str | int, ...], tuple[list[str | int], ErrorDetails]] = {}
    for one in error.errors(include_url=False):
        where = [part for part in one["loc"] if isinstance(part, str | int)] or [""]
        found.setdefault(tuple(where[:2]) if len(where) > 1 and isinstance(where[1], int) else (where[0],), (where, one))
    return list(found.values())


def _first(findings: list[Finding], shown: str) -> list[Finding]:
    """As many findings as anybody reads."""
    return findings if len(findings) <= MOST_FINDINGS else [*findings[:MOST_FINDINGS], more_findings(shown)]


def _finding(where: list[str | int], kind: str, message: str, shown: str, lines: _Lines) -> Finding:
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    name = name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…"
    plain = {"missing": "wanted a value, found none", "extra_forbidden": "no entry of this name is known"}
    wanted = plain.get(kind, message.removeprefix("Value error, "))
    remedy = "mend or remove it; it was left out"
    if kind == "missing":
        nested = len(where) > 1
        remedy = "write it; the table was left out" if nested else "write it; until then a stand-in is used"
    return Finding(
        rule="wrong_entry", severity=Severity.ERROR, file=shown, line=lines.of(where), column=name,
        message=f"{name}: {wanted}", remedy=remedy,
    )  # fmt: skip


class _Lines:
    """Where the entries of a text begin."""

    def __init__(self, text: str) -> None:
        self.starts: dict[str, list[int]] = {}
        for number, line in enumerate(text.splitlines(), 1):
            self.starts.setdefault(line.partition("=")[0].strip(), []).append(number)

    def of(self, where: list[str | int]) -> int | None:
        """The line of a top-level entry, or of the n-th table of an array."""
        head, nth = str(where[0]), next((part for part in where if isinstance(part, int)), 0)
        starts = sorted((*self.starts.get(f"[[{head}]]", ()), *self.starts.get(head, ())))
        return starts[min(nth, len(starts) - 1)] if starts else None


def printable(text: str) -> str:
    """The text without what a terminal would obey or cannot show."""
    return text if text.isprintable() else "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def _drop(data: dict[str, Any], where: list[str | int], defaults: dict[str, Any], *, missing: bool) -> None:
    """Take the smallest wrong thing out of the data: an entry, or the table of an array that lacks one."""
    head = where[0]
    if len(where) == 1 or not isinstance(data.get(str(head)), list):
        data.pop(str(head), None)
        if head in defaults:
            data[str(head)] = defaults[str(head)]
        return
    rows: list[Any] = data[str(head)]
    nth = int(where[1])
    if len(where) > 2 and not missing and isinstance(rows[nth], dict) and where[2] in rows[nth]:  # noqa: PLR2004  (table, row, entry)
        rows[nth].pop(where[2])
    else:
        rows.pop(nth)
