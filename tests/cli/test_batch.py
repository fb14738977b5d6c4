"""`finkit batch`: what it prints, for people and for machines."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from finkit.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyarrow")

SHOWN = """\
set ────────────────────────────────────────────────────────
3 documents, 0 of them checked now
1 left out: file called *.doc

verdict       figures
contradicted        0
ambiguous           0
repaired            0
inferred            0
confirmed           0
unchecked           2
all                 2

Documents without a check
kind of error        documents
FileUnreadableError          1
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two reports, a binary file, a letter."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in (1, 2):
        (docs / f"{number}.txt").write_text(f"Sales of {number + 4} million yuan.", encoding="utf-8")
    (docs / "3.txt").write_bytes(b"\0\1\2")
    (docs / "letter.doc").write_bytes(b"")
    (tmp_path / "lett\x1b[31mers").mkdir()
    (tmp_path / "lett\x1b[31mers" / "mine").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code and what was printed."""
    result = CliRunner().invoke(cli, ["batch", *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.usefixtures("folder")
def test_events_for_machines_then_a_summary_for_people() -> None:
    """One object a line; the second run has nothing to do and says what the dataset holds."""
    code, out, err = run("docs", "-o", "set", "--company", "none", "--processes", "1", "--json")
    events = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [event["event"] for event in events] == ["begin", "document", "document", "document", "part", "end"]
    assert [event["error"] is None for event in events[1:4]] == [True, True, False]
    assert events[-1]["errors"] == {"FileUnreadableError": 1}
    assert run("docs", "--out", "set", "--company", "none", "--width", "60") == (0, SHOWN, "")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("docs",), "Missing option '-o' / '--out'"),
        (("-o", "set"), "Missing argument 'SOURCES...'"),
        (("docs", "-o", "set", "--processes", "2", "--scheduler", "tcp://x:1"), "--scheduler or --processes, not both"),
        (("docs", "-o", "set", "--seconds", "0"), "Invalid value for '--seconds'"),
        (("gone", "-o", "set"), "finkit: gone: no such document, folder, pattern or manifest\n  check the name, or give another path\n"),
        (("docs", "-o", "docs", "--company", "none"), "finkit: docs: folder: wanted none or an empty one, found 1.txt in it\n"),
        (("docs", "-o", "docs/1.txt", "--company", "none"), "finkit: docs/1.txt"),
        (("docs/1.txt", "-o", "lett\x1b[31mers", "--company", "none"), "finkit: lett\\x1b[31mers: folder: wanted none or an empty one"),
    ],
)
def test_mistakes_exit_with_two(arguments: tuple[str, ...], message: str) -> None:
    """And say what was wanted."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With the rate, the time left and the errors so far."""
    clock = iter((0.0, 0.0, 10.0, 40.0, 40.0, 50.0))
    command = import_module("finkit.cli.batch")  # the attribute of that name is the command itself
    monkeypatch.setattr(command.time, "monotonic", lambda: next(clock))
    lines = command._Lines()
    lines.tell({"event": "begin", "documents": 1_500, "done": 300})
    for error in (None, "x", None):
        lines.tell({"event": "document", "error": error})
    assert capsys.readouterr().err == "finkit: 2 of 1,200 documents, 0.1 a second, 6:39:20 left, 1 failed\n"
