"""A Dask cluster as an executor: `dask scheduler` and `dask worker` are all that anybody starts."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from finkit.errors import ClusterUnreachableError, ExtraMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

_PATIENCE = 30  # seconds


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The executor of the cluster at an address (`tcp://host:8786`), and how many threads its workers have.

    Raises `ClusterUnreachableError`, and `ExtraMissingError` without `finkit[dask]`.
    """
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
        with client.get_executor() as executor:
            yield executor, sum(client.nthreads().values())
