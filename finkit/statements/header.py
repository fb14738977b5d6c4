"""company.toml and market.toml to models: what a file says wrongly becomes a finding, and the rest is kept."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from finkit.errors import FileMissingError, FileUnreadableError
from finkit.statements.fact import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path

Model = TypeVar("Model", bound=BaseModel)
_ATTEMPTS = 50  # each attempt drops one wrong entry


def read_text(path: Path, wanted: str) -> str:
    """The text of a file; raises `FileMissingError`, or `FileUnreadableError` where it is no UTF-8 text."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise FileMissingError(path=str(path), wanted=wanted) from None
    except OSError as error:
        raise FileUnreadableError(
            path=str(path), wanted=wanted, found=error.strerror or "an input error", remedy="check its permissions"
        ) from None
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


def read_toml(path: Path, wanted: str) -> tuple[dict[str, Any], str]:
    """The tables of a TOML file and its text; raises as `read_text`, and where the syntax is wrong."""
    text = read_text(path, wanted)
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        remedy = "mend the syntax there"
        raise FileUnreadableError(path=str(path), wanted="TOML", found=str(error), remedy=remedy) from None


def read_model(kind: type[Model], path: Path, shown: str, defaults: dict[str, Any]) -> tuple[Model, list[Finding]]:
    """A model from a TOML file; wrong entries become findings and are left out, `defaults` fill in missing ones."""
    data, text = read_toml(path, f"{kind.__name__.lower()} file")
    findings: list[Finding] = []
    for _ in range(_ATTEMPTS):
        try:
            return kind.model_validate(data), findings
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
        where = [part for part in first["loc"] if isinstance(part, str | int)]
        findings.append(_finding(where, first["type"], first["msg"], shown, text))
        _drop(data, where, defaults, missing=first["type"] == "missing")
    return kind.model_validate(defaults), findings


def _finding(where: list[str | int], kind: str, message: str, shown: str, text: str) -> Finding:
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    plain = {"missing": "wanted a value, found none", "extra_forbidden": "no entry of this name is known"}
    wanted = plain.get(kind, message)
    remedy = "mend or remove it; it was left out"
    if kind == "missing":
        nested = len(where) > 1
        remedy = "write it; the table was left out" if nested else "write it; until then a stand-in is used"
    return Finding(
        rule="wrong_entry", severity=Severity.ERROR, file=shown, line=_line(where, text), column=name,
        message=f"{name}: {wanted}", remedy=remedy,
    )  # fmt: skip


def _line(where: list[str | int], text: str) -> int | None:
    """The line of a top-level entry, or of the n-th table of an array."""
    head, nth = str(where[0]), next((part for part in where if isinstance(part, int)), 0)
    lines = text.splitlines()
    marks = (f"[[{head}]]", head)
    starts = [n for n, line in enumerate(lines, 1) if line.split("=")[0].strip() in marks]
    return starts[min(nth, len(starts) - 1)] if starts else None


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
