"""Work given to an executor ahead of its results: in order, and only so much at a time."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")


def ahead(given: Iterable[_Given], submit: Callable[[_Given], Future[_Found]], window: int) -> Iterator[tuple[_Given, Future[_Found]]]:
    """Each with its future, in order; `window` are under way at a time, and what is not wanted any more is cancelled."""
    pending: deque[tuple[_Given, Future[_Found]]] = deque()
    try:
        for one in given:
            if len(pending) >= window:
                yield pending.popleft()
            pending.append((one, submit(one)))
        while pending:
            yield pending.popleft()
    finally:
        for _, future in pending:
            future.cancel()


def require_positive(**numbers: int | None) -> None:
    """Raise `ValueError`, with the name, for a number below one; None is left to a default."""
    for name, number in numbers.items():
        if number is not None and number < 1:
            raise ValueError(f"{name}: wanted at least 1, found {number}")
