"""A company in a temporary folder, the command line run there, and cases of the fuzzing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from finkit.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

FUZZ = Path(__file__).resolve().parents[2] / "benchmarks" / "fuzz.py"
HEADER = """ticker = "TEST.X"
name = "Test Company"
currency = "CNY"

[[sources]]
id = "filing"
title = "Annual report"
"""
COLUMNS = "item,segment,period,value,unit,basis,source,note\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, entered."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FINKIT_STATEMENTS", raising=False)
    return tmp_path


@pytest.fixture
def company(desk: Path) -> Callable[..., Path]:
    """Write a company into the folder `statements`; gives its folder."""

    def write(rows: str = "revenue,,FY2022,5,CNY,reported,filing,\n", header: str = HEADER, ticker: str = "TEST.X") -> Path:
        folder = desk / "statements" / ticker
        folder.mkdir(parents=True)
        (folder / "company.toml").write_text(header, encoding="utf-8")
        (folder / "facts.csv").write_text(COLUMNS + rows, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def run(desk: Path) -> Callable[..., Result]:
    """Run a command; whatever it raises but its exit code comes through."""
    assert desk.is_dir()

    def runner(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments, catch_exceptions=False)

    return runner


@pytest.fixture
def no_case_fails(tmp_path: Path) -> Callable[[str, int], None]:
    """Runs cases of a target of `benchmarks/fuzz.py`; the inputs of those that fail are kept."""

    def run(target: str, cases: int) -> None:
        command = [sys.executable, str(FUZZ), "--targets", target, "--cases", str(cases), "--processes", "1", "--keep", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return run
