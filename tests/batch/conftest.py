"""Folders of short reports, runs of the command line over them, and documents that poison whoever reads them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import finkit

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(finkit.__file__).parent.parent
SITE = '''
"""Stands in for what a document might set off in a library: found by every process whose path it is on."""
import os
import signal

import finkit.batch.task as task

honest = task.check


def deep(number):
    return deep(number + 1) + 1


def check(document, company, *, chosen):
    if "POISON:crash" in document.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "POISON:hang" in document.text:
        while True:
            pass
    if "POISON:memory" in document.text:
        len(b"x" * (64 << 30))
    if "POISON:raise" in document.text:
        raise RuntimeError("poisoned")
    if "POISON:deep" in document.text:
        deep(0)
    return honest(document, company, chosen=chosen)


task.check = check
'''


@dataclass(frozen=True)
class Runs:
    """Runs of `finkit batch` below one folder."""

    folder: Path
    environment: dict[str, str]

    def fill(self, count: int, poison: Callable[[int], str] = lambda _number: "", name: str = "reports") -> Path:
        """A folder with that many short reports; `poison` says which of them are poisoned, and how."""
        place = self.folder / name
        place.mkdir()
        for number in range(count):
            kind = poison(number)
            text = f"In 2022 the company sold {number + 1},000 tons, up 10% from 2021. Revenue was {number + 20}.5 million yuan."
            (place / f"report{number:04}.txt").write_text(text + (f" POISON:{kind}" if kind else ""), encoding="utf-8")
        return place

    def command(self, *arguments: object) -> list[str]:
        """The command line."""
        return [sys.executable, "-c", "from finkit.cli import main; main()", "batch", *map(str, arguments)]

    def run(self, *arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
        """A run to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
            **more,
        )

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """A run that prints its events."""
        return subprocess.Popen(
            self.command(*arguments, "--json"), env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip

    def files(self, dataset: str) -> dict[str, bytes]:
        """Every file of a dataset."""
        place = self.folder / dataset
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


@pytest.fixture(scope="session")
def runs_in() -> Callable[[Path], Runs]:
    """Runs of finkit as it stands here, below a folder."""
    return lambda folder: Runs(folder, {**os.environ, "PYTHONPATH": str(ROOT)})


@pytest.fixture
def runs(tmp_path: Path, runs_in: Callable[[Path], Runs]) -> Runs:
    """In a folder of the test's own."""
    return runs_in(tmp_path)


@pytest.fixture
def poisoned_runs(tmp_path: Path) -> Runs:
    """Of processes that poisoned documents harm."""
    place = tmp_path / "site"
    place.mkdir()
    (place / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    return Runs(tmp_path, {**os.environ, "PYTHONPATH": os.pathsep.join((str(place), str(ROOT)))})
