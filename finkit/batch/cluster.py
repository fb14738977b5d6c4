"""A Dask cluster as an executor: `dask scheduler` and `dask worker` are all that anybody starts."""

from __future__ import annotations

import re
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from finkit.errors import ClusterUnreachableError, ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PATIENCE = 30  # seconds
_LOOK = 0.5  # seconds between looks at whether the scheduler is still there
_ADDRESS = re.compile(r"(?:tcp|tls|wss?)://(?:\[[^][/]+\]|[^][:/\s]+):[0-9]{1,5}")
_CLOSED = frozenset({"closing", "closed"})


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The executor of the cluster at an address (`tcp://host:8786`), and how many threads its workers have.

    Raises `ClusterUnreachableError`, and `ExtraMissingError` without `finkit[dask]`.
    """
    if not _ADDRESS.fullmatch(address):
        raise ClusterUnreachableError(address=address or "an empty address", found="none such as tcp://host:8786")
    try:
        from distributed import Client  # noqa: PLC0415  (late: an extra)
    except ImportError:
        raise ExtraMissingError(path=address, wanted="a Dask cluster", library="distributed", extra="dask", doing="reached") from None
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise ClusterUnreachableError(address=address, found=str(error).partition("\n")[0] or type(error).__name__) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise ClusterUnreachableError(address=address, found=f"no worker within {_PATIENCE} seconds") from None
        with _Watched(client, address) as executor:
            yield executor, sum(client.nthreads().values())


class _Watched(Executor):
    """The client's executor, whose futures end also where the scheduler does: distributed leaves them waiting for ever."""

    def __init__(self, client: Any, address: str) -> None:  # noqa: ANN401  (distributed has no types)
        self._client, self._address = client, address
        self._executor = client.get_executor()
        self._open: set[Future[Any]] = set()
        self._over = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, function: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:  # noqa: ANN401
        """As the client's; raises `ClusterUnreachableError` once the scheduler is lost."""
        if self._is_lost:
            raise self._lost()
        future: Future[Any] = self._executor.submit(function, *given, **named)
        self._open.add(future)
        future.add_done_callback(self._open.discard)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing is waited for at a scheduler that is lost."""
        self._over.set()
        if not self._is_lost:
            self._executor.shutdown(wait=wait and not cancel_futures)  # the client's knows no other way to cancel

    @property
    def _is_lost(self) -> bool:
        return self._client.status in _CLOSED

    def _lost(self) -> ClusterUnreachableError:
        return ClusterUnreachableError(address=self._address, found="that it is gone")

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            if self._is_lost:
                for future in list(self._open):
                    with suppress(InvalidStateError):
                        future.set_exception(self._lost())
