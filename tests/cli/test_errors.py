"""The error gallery of the command line: each mistake, its exact message, its exit code."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from finkit.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]

GALLERY = {
    "missing file": (
        ("check", "absent.txt"),
        "finkit: absent.txt: no such report\n  check the name, or give another path\n",
    ),
    "binary file": (
        ("check", "binary.txt"),
        "finkit: binary.txt: wanted text, found binary data\n  give the report as text, Markdown, HTML or PDF\n",
    ),
    "page without text": (
        ("check", "empty.html"),
        "finkit: empty.html: wanted a page with text, found HTML without any\n  save it from a browser once its scripts have run\n",
    ),
    "broken PDF": (
        ("check", "broken.pdf"),
        "finkit: broken.pdf: wanted a PDF with text, found one that is broken\n  mend it, e.g. qpdf FILE OUT, or print it anew\n",
    ),
    "a folder": (
        ("check", "folder"),
        "finkit: folder: wanted report, found a folder\n  give a file\n",
    ),
    "unknown company": (
        ("summary", "Blue Klin Ceramics"),
        "finkit: statements: no company is called 'Blue Klin Ceramics'\n  did you mean Blue Kiln Ceramics?\n",
    ),
    "unknown company of a check": (
        ("check", "plain.txt", "--company", "BKD"),
        "finkit: statements: no company is called 'BKD'\n  did you mean BKC?\n",
    ),
    "unknown item": (
        ("facts", "--item", "revnue"),
        "finkit: no metric is called 'revnue'\n  did you mean revenue?\n",
    ),
    "unknown period": (
        ("facts", "--period", "lately"),
        "finkit: 'lately' is no period\n  wanted FY2022, H1 2023, 9M2023, Q3 2023, 2023-09-30, 2021-01 or 2017/2022\n",
    ),
    "output that cannot be written": (
        ("workbook", "--report", "none", "-o", "plain.txt/kiln.xlsx"),
        "finkit: plain.txt/kiln.xlsx: cannot be written: File exists\n  make room or give another place; what stood there is unchanged\n",
    ),
}  # fmt: skip
USAGE = {
    "unknown command": (("sumary",), "No such command 'sumary'."),
    "unknown verdict": (("check", "plain.txt", "--fail-on", "wrong"), "'wrong' is not one of 'contradicted'"),
    "unknown format": (("check", "plain.txt", "-o", "x.pdf"), "x.pdf: wanted a file that ends in .json, .csv or .txt"),
    "narrow": (("summary", "--width", "10"), "10 is not in the range 40<=x<=400."),
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_kiln: Callable[..., Path]) -> Path:
    """A folder with statements, a plain file, a binary file and a folder, entered."""
    make_kiln(tmp_path / "statements")
    (tmp_path / "plain.txt").write_text("Revenue was 5 million yuan.", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 50)
    (tmp_path / "empty.html").write_bytes(b"<html><script>fill()</script>")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FINKIT_STATEMENTS", raising=False)
    return tmp_path


@pytest.mark.parametrize("name", GALLERY)
def test_gallery(desk: Path, name: str) -> None:
    """A mistake is one message on stderr, without a traceback, and exit code 2."""
    arguments, message = GALLERY[name]
    result = CliRunner().invoke(cli, list(arguments))
    assert (2, "", message) == (result.exit_code, result.stdout, result.stderr)
    assert desk.is_dir()


@pytest.mark.parametrize("name", USAGE)
def test_usage(desk: Path, name: str) -> None:
    """Bad usage says what was wrong under the usage line, and exits with 2."""
    arguments, message = USAGE[name]
    result = CliRunner().invoke(cli, list(arguments))
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert desk.is_dir()


def test_no_statements_folder(desk: Path) -> None:
    """A statements folder that is not there is named."""
    result = CliRunner().invoke(cli, ["--statements", str(desk / "none"), "summary"])
    message = f"finkit: {desk / 'none'}: no such statements folder\n  check the name, or give another path\n"
    assert (2, message) == (result.exit_code, result.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell")
@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("companies >&-", 0, ""),
        ("check - <&-", 2, "finkit: stdin: wanted report, found a closed input\n  give a file\n"),
    ],
)
def test_streams_that_are_closed(words: str, code: int, message: str) -> None:
    """The caller may close what it does not need."""
    command = f"{sys.executable} -c 'from finkit.cli import main; main()' {words}"
    done = subprocess.run([shutil.which("bash") or "", "-c", command], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (code, message)


def test_a_screen_of_any_width_is_written_to(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment may say what it likes."""
    (desk / "s.txt").write_text("Sales of 5 million yuan.", encoding="utf-8")
    for columns in ("100000000000", "0", "-5", "1", "wide"):
        monkeypatch.setenv("COLUMNS", columns)
        result = CliRunner().invoke(cli, ["check", "s.txt", "--company", "none"])
        assert (result.exit_code, result.stderr) == (0, "")
        assert max(map(len, result.stdout.splitlines())) <= 400


def test_an_interrupted_command_says_so(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the exit code that shells have for it."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    (desk / "s.txt").write_text("Sales of 5 million yuan.", encoding="utf-8")
    monkeypatch.setattr("finkit.text.document.read_whole", interrupt)
    result = CliRunner().invoke(cli, ["check", "s.txt", "--company", "none"])
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "finkit: stopped\n")
