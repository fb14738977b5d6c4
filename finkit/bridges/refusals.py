"""What a bridge says of something that it cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.errors import FileUnreadableError
from finkit.statements.header import printable

if TYPE_CHECKING:
    from pydantic import ValidationError

_SHOWN = 200  # characters


def invalid(path: str, wanted: str, error: ValidationError, remedy: str) -> FileUnreadableError:
    """The first thing that a model found wrong."""
    first = error.errors(include_url=False, include_input=False)[0]
    return unreadable(path, wanted, printable(f"{'.'.join(map(str, first['loc']))[:_SHOWN]}: {first['msg'][:_SHOWN]}"), remedy)


def unreadable(path: str, wanted: str, found: str, remedy: str) -> FileUnreadableError:
    """The one error of the bridges; `path` is what was given: a file, a frame, a text."""
    return FileUnreadableError(path=path, wanted=wanted, found=found, remedy=remedy)
