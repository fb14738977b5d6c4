"""Starting up: what is loaded, how long it takes, and pipes that close early."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import finkit

ROOT = Path(finkit.__file__).parent.parent
HEAVY = ("pandas", "numpy", "rich", "openpyxl", "xlsxwriter", "pydantic", "lxml", "pypdfium2", "charset_normalizer")


def python(code: str, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that finds this finkit."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, env=environment, timeout=60
    )


def loaded_by(code: str) -> set[str]:
    """Which of the heavy packages a piece of code loads."""
    result = python(f"import sys\n{code}\nprint(*sys.modules)")
    assert result.returncode == 0, result.stderr
    return {name for name in HEAVY if name in result.stdout.split()}


def test_importing_finkit_loads_nothing_heavy() -> None:
    """The face is lazy."""
    assert loaded_by("import finkit") == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["summary", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Help and version answer without the engine."""
    code = f"from finkit.cli import cli\ntry:\n cli({arguments!r})\nexcept SystemExit:\n pass"
    assert loaded_by(code) == set()


def test_completion_loads_nothing_heavy(tmp_path: Path) -> None:
    """Completion offers tickers from the names of folders alone."""
    (tmp_path / "BKC.XX").mkdir()
    (tmp_path / "BKC.XX" / "company.toml").touch()
    code = "from finkit.cli import main; import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); main()"
    result = python(code, _FINKIT_COMPLETE="bash_complete", COMP_WORDS="finkit summary B", COMP_CWORD="2", FINKIT_STATEMENTS=str(tmp_path))
    assert result.stdout == "plain,BKC.XX\n"
    assert not {name for name in HEAVY if name in result.stderr.split()}


def test_the_face() -> None:
    """The exports are sorted, under twenty, and each can be had."""
    assert sorted(finkit.__all__) == finkit.__all__
    assert len(finkit.__all__) < 20
    assert all(getattr(finkit, name) is not None for name in finkit.__all__)
    with pytest.raises(AttributeError, match="module 'finkit' has no attribute 'metric'"):
        finkit.metric  # noqa: B018  (the attribute is what is tested)


def test_no_name_of_the_face_is_a_subpackage() -> None:
    """A function that bore the name of a package would be overwritten by it at first import."""
    packages = {path.name for path in (ROOT / "finkit").iterdir() if (path / "__init__.py").is_file()}
    assert packages & set(finkit.__all__) == set()


@pytest.mark.parametrize("arguments", [["metrics"], ["metrics", "--json"]])
def test_a_closed_pipe_is_quiet(arguments: list[str]) -> None:
    """A reader that goes away early leaves no message behind, and nothing is in doubt."""
    code = f"import sys; sys.argv = ['finkit', *{arguments!r}]; from finkit.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    reader, writer = os.pipe()
    os.close(reader)
    try:
        result = subprocess.run(
            [sys.executable, "-c", code], stdout=writer, stderr=subprocess.PIPE, text=True, check=False, env=environment
        )
    finally:
        os.close(writer)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_terminal_gets_colour_and_a_pipe_does_not(kiln_folder: Path) -> None:
    """Colour goes to a screen alone, unless NO_COLOR forbids it."""
    leader, follower = os.openpty()
    arguments = ["finkit", "--statements", str(kiln_folder), "companies"]  # short: nobody reads before it ends
    code = f"import sys; sys.argv = {arguments!r}; from finkit.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    try:
        subprocess.run([sys.executable, "-c", code], stdout=follower, check=True, env=environment, timeout=60)
        screen = os.read(leader, 4096)
    finally:
        os.close(leader)
        os.close(follower)
    assert b"\x1b[" in screen
    assert "\x1b[" not in python(code).stdout
