"""What a bridge says of something that it cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.errors import FileUnreadableError, UnitUnknownError
from finkit.statements.header import printable
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import ValidationError

    from finkit.statements.fact import Fact

_SHOWN = 200  # characters


def invalid(path: str, wanted: str, error: ValidationError, remedy: str) -> FileUnreadableError:
    """The first thing that a model found wrong."""
    first = error.errors(include_url=False, include_input=False)[0]
    told = first["msg"].removeprefix("Value error, ").partition("\n")[0]
    return unreadable(path, wanted, printable(f"{'.'.join(map(str, first['loc']))[:_SHOWN]}: {told[:_SHOWN]}"), remedy)


def unreadable(path: str, wanted: str, found: str, remedy: str) -> FileUnreadableError:
    """The one error of the bridges; `path` is what was given: a file, a frame, a text."""
    return FileUnreadableError(path=path, wanted=wanted, found=found, remedy=remedy)


def require_units(path: str, facts: Iterable[Fact], remedy: str) -> None:
    """Raise `FileUnreadableError` for the first unit that the vocabulary does not hold."""
    for code in {fact.unit: None for fact in facts}:
        try:
            unit(code)
        except UnitUnknownError:
            raise unreadable(path, "facts in known units", f"the unit {printable(code)[:_SHOWN]!r}", remedy) from None
