"""Many documents: order, isolation, bounded work, any executor."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import finkit
from finkit.batch import Outcome, check_many, outcome
from finkit.text.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from finkit.statements.company import Company

TEXTS = [f"In 2022 the company sold {number},000 tons, up 10% from 2021." for number in range(1, 13)]


def settled(outcomes: list[Outcome]) -> list[tuple[str, object, str]]:
    """Outcomes without their times."""
    return [(one.document, one.check, one.error) for one in outcomes]


class Held(Executor):
    """Runs a task only when its result is wanted; remembers how many were handed over and are not yet done."""

    def __init__(self, breaks_after: int | None = None) -> None:
        self.submitted, self.cancelled, self.breaks_after = 0, 0, breaks_after

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is done when asked."""
        if self.breaks_after is not None and self.submitted >= self.breaks_after:
            raise BrokenExecutor("a worker died")
        self.submitted += 1
        executor = self

        class Later(Future[Any]):
            def result(self, timeout: float | None = None) -> Any:
                self.set_result(fn(*args, **kwargs))
                return super().result(timeout)

            def cancel(self) -> bool:
                executor.cancelled += 1
                return super().cancel()

        return Later()


def test_without_an_executor_each_document_is_checked_here(kiln: Company) -> None:
    """The same checks as one by one, in order, with the time each took."""
    outcomes = list(check_many(TEXTS, company=kiln))
    assert [one.check for one in outcomes] == [finkit.check(text, kiln) for text in TEXTS]
    assert all(one.seconds > 0 and not one.failed for one in outcomes)


def test_threads_and_processes_give_the_same_in_the_same_order(kiln: Company) -> None:
    """A company whose indexes were already built travels too."""
    assert kiln.restated_periods
    assert kiln.order_for(kiln.periods[0])
    alone = settled(list(check_many(TEXTS, company=kiln)))
    with ThreadPoolExecutor(3) as threads:
        assert settled(list(check_many(TEXTS, threads, kiln, window=4))) == alone
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as processes:
        assert settled(list(check_many(TEXTS, processes, kiln))) == alone


def test_a_document_that_cannot_be_read_is_an_outcome(tmp_path: Path) -> None:
    """A missing file, a binary one, and then a good one."""
    (tmp_path / "binary").write_bytes(b"\0\1\2")
    (tmp_path / "good.txt").write_text(TEXTS[0], encoding="utf-8")
    outcomes = list(check_many([tmp_path / "none.txt", tmp_path / "binary", tmp_path / "good.txt"]))
    assert [one.document for one in outcomes] == [str(tmp_path / name) for name in ("none.txt", "binary", "good.txt")]
    assert [one.failed for one in outcomes] == [True, True, False]
    assert outcomes[0].error.startswith(f"{tmp_path / 'none.txt'}: no such report")
    assert "found" in outcomes[1].error


@pytest.mark.parametrize("pool", [None, ThreadPoolExecutor(2)])
@pytest.mark.parametrize("error", [RecursionError("too deep"), MemoryError(), ZeroDivisionError("x")])
def test_a_poisoned_document_does_not_stop_the_rest(monkeypatch: pytest.MonkeyPatch, pool: Executor | None, error: Exception) -> None:
    """Whatever a document sets off, it alone has the error."""

    def poisoned(source: Document, company: Company | None) -> object:
        if source.name == "2":
            raise error
        return finkit.check(source, company)

    monkeypatch.setattr(outcome, "check", poisoned)
    sources = [Document(str(number), text, "0") for number, text in enumerate(TEXTS)]
    outcomes = list(check_many(sources, pool))
    assert [one.document for one in outcomes] == [str(number) for number in range(len(TEXTS))]
    assert [one.document for one in outcomes if one.failed] == ["2"]
    assert outcomes[2].error.startswith(type(error).__name__)


@pytest.mark.parametrize("window", [1, 3])
def test_sources_are_drawn_as_room_is_made(window: int) -> None:
    """No more than the window is ever under way, however many sources there are."""
    drawn: list[int] = []

    def endless() -> Iterator[str]:
        while True:
            drawn.append(1)
            yield TEXTS[0]

    executor = Held()
    outcomes = check_many(endless(), executor, window=window)
    for taken in range(1, 6):
        assert not next(outcomes).failed
        assert executor.submitted - taken < window
        assert len(drawn) == executor.submitted + 1


def test_stopping_early_cancels_what_is_under_way() -> None:
    """A caller who has seen enough does not pay for the rest."""
    executor = Held()
    outcomes = check_many(TEXTS, executor, window=4)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert executor.cancelled == executor.submitted - 1


def test_a_broken_pool_gives_an_error_for_each_document_it_had_no_time_for() -> None:
    """Nothing is lost and nothing doubled: every source has its outcome."""
    outcomes = list(check_many(TEXTS, Held(breaks_after=5), window=3))
    assert len(outcomes) == len(TEXTS)
    assert [one.failed for one in outcomes] == [False] * 5 + [True] * 7
    assert {one.error for one in outcomes[5:]} == {"BrokenExecutor: a worker died"}


def test_a_window_of_nothing_is_refused() -> None:
    """It would never end."""
    with pytest.raises(ValueError, match="wanted at least 1, found 0"):
        check_many(TEXTS, window=0)


def test_sources_are_named_as_they_are_given() -> None:
    """A path by itself, a document by its name, plain text as text."""
    assert [outcome.name_of(one) for one in (Path("a/b.txt"), Document("c", "", ""), "words")] == [str(Path("a/b.txt")), "c", "text"]
