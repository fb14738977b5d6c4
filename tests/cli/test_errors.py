"""The error gallery of the command line: each mistake, its exact message, its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from finkit.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
        "finkit: plain.txt: File exists\n",
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
