"""`finkit batch`: what it prints, for people and for machines."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

import finkit
from finkit.cli import cli

ROOT = Path(finkit.__file__).parent.parent

pytest.importorskip("pyarrow")

SHOWN = """\
set ────────────────────────────────────────────────────────
3 documents, 0 of them checked now
1 left out: file called *.doc
1 without a check; --refresh does these again

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
        (("docs", "-o", "set", "--seconds", "nan"), "Invalid value for '--seconds': nan is no number."),
        (("docs", "-o", "set", "--seconds", "inf"), "Invalid value for '--seconds'"),
        (("docs", "-o", "set", "--memory", "9223372036854"), "Invalid value for '--memory'"),
        (("docs", "-o", "set", "--largest", "99999999999999999999"), "Invalid value for '--largest'"),
        (
            ("docs", "-o", "set", "--scheduler", ""),
            "finkit: an empty address: wanted a Dask scheduler with workers, found none such as tcp://",
        ),
        (("", "-o", "set"), "finkit: an empty name: no such document, folder, pattern or manifest"),
        (("docs", "-o", ""), "finkit: an empty name: no such folder for the dataset"),
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


@pytest.mark.usefixtures("folder")
def test_events_steer_no_screen_and_break_no_line() -> None:
    """Names of files are data."""
    Path("odd").mkdir()
    names = ("ls\u2028", "nel\x85", "bidi\u202e", "del\x7f")
    for name in names:
        Path("odd", f"{name}.txt").write_text("Sales of 5 million yuan.", encoding="utf-8")
    code, out, _ = run("odd", "-o", "set", "--company", "none", "--processes", "1", "--json")
    events = [json.loads(line) for line in out.splitlines()]
    assert (code, len(events), out.replace("\n", "").isprintable()) == (0, 7, True)
    assert sorted(event["document"] for event in events[1:5]) == [
        "odd/bidi\u202e.txt",
        "odd/del\x7f.txt",
        "odd/ls\u2028.txt",
        "odd/nel\x85.txt",
    ]


@pytest.mark.usefixtures("folder")
@pytest.mark.skipif(sys.platform == "win32", reason="a shell")
@pytest.mark.parametrize(
    ("then", "code", "message"),
    [(">&-", 0, ""), ("| true", 0, ""), ("> /dev/full", 2, "finkit: output: No space left on device\n")],
)
def test_an_output_that_takes_nothing_is_no_trouble_of_the_dataset(then: str, code: int, message: str) -> None:
    """It is closed, its reader has gone, its disk is full; the dataset can be gone on with."""
    program = f"{sys.executable} -c 'from finkit.cli import main; main()' batch"
    command = f"set -o pipefail; {program} docs -o set --company none --processes 1 --json {then}"
    done = subprocess.run(
        [shutil.which("bash") or "", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr) == (code, message)
    assert run("docs", "-o", "set", "--company", "none")[0] == 0


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
