"""The file of decisions beside a report: read whole, only ever added to, never half written.

`{"schema": "finkit/decisions/1", "decisions": [{sha256, figure, printed, value, unit, who, why, when}, …]}`, oldest first.
A later decision on a figure wins; the earlier ones stay, and so do those on other versions of the report.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from finkit.disk.atomic import locked, write_atomically
from finkit.disk.whole_file import read_whole
from finkit.errors import DecisionInvalidError, FileUnreadableError
from finkit.verdicts.decision import decision_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from finkit.verdicts.decision import Decision

SCHEMA = "finkit/decisions/1"
LARGEST = 16 * 2**20  # bytes
_REMEDY = "mend it or move it away; it is never overwritten as it is"


def minutes_beside(report: Path) -> Path:
    """Where the decisions on a report stand: `report.txt.decisions.json` beside it."""
    return report.with_name(f"{report.name}.decisions.json")


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """All decisions of a file, oldest first. Raises `FileMissingError`, or `FileUnreadableError` with the place."""
    raw = read_whole(path, "file of decisions", LARGEST)
    try:
        root = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _unreadable(path, f"no UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise _unreadable(path, f"{error.msg} at line {error.lineno}, column {error.colno}") from None
    except (RecursionError, ValueError):
        raise _unreadable(path, "brackets or digits without end") from None
    return tuple(_decision(path, number, one) for number, one in enumerate(_rows(path, root), start=1))


def _rows(path: Path, root: object) -> list[Any]:
    if not isinstance(root, dict) or root.get("schema") != SCHEMA:
        schema = root.get("schema") if isinstance(root, dict) else None
        told = repr(schema)[:60] if isinstance(schema, str | None) else "that is no text"
        raise _unreadable(path, f"schema {told}" if isinstance(root, dict) else "no object")
    rows = root.get("decisions")
    if not isinstance(rows, list) or len(root) > len(("schema", "decisions")):
        raise _unreadable(path, "no list called decisions, or more than that")
    return rows


def _decision(path: Path, number: int, one: object) -> Decision:
    if not isinstance(one, dict):
        raise _unreadable(path, f"decision {number} that is no object")
    try:
        return decision_of(one, f"decision {number}")
    except DecisionInvalidError as error:
        raise _unreadable(path, str(error).partition("\n")[0]) from None


def _unreadable(path: Path, found: str) -> FileUnreadableError:
    return FileUnreadableError(path=str(path), wanted=f"decisions as JSON ({SCHEMA})", found=found, remedy=_REMEDY)


def add_decisions(path: Path, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Add to a file of decisions (made where there is none); gives all that now stand in it.

    What others add at the same time is kept: the file is read again under a lock. Nothing is written over a file that
    cannot be read. Raises `FileUnreadableError`.
    """
    with locked(path):
        before = read_decisions(path) if path.exists() else ()
        every = (*before, *decisions)
        rows = [one.model_dump(mode="json") for one in every]
        text = json.dumps({"schema": SCHEMA, "decisions": rows}, ensure_ascii=False, indent=1) + "\n"
        write_atomically(path, text.encode())
    return every
