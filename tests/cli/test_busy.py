"""The line that says what is going on: on a terminal, after a second, gone at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import finkit

ROOT = Path(finkit.__file__).parent.parent
COLOUR = re.compile(rb"\x1b\[[\d;]*(?:3[0-7]|38;|9[0-7])[\d;]*m")
SLOW = """
import time
from finkit.cli.busy import busy
with busy("checking [b]k\\x1b[31miln.txt"):
    time.sleep({seconds})
"""
COUNTED = """
import time
from finkit.cli.busy import busy
with busy("examining", 3) as begin:
    for name in ("one", "two", "three"):
        begin(f"examining {name}")
        time.sleep(0.7)
"""


def on_a_terminal(*arguments: str, **environ: str) -> tuple[bytes, int]:
    """What a program writes to stderr where that is a terminal, with its exit code."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "100", **environ}
    if "NO_COLOR" not in environ:
        environment.pop("NO_COLOR", None)
    leader, follower = os.openpty()
    screen: list[bytes] = []
    reader = threading.Thread(target=_read, args=(leader, screen))
    reader.start()
    try:
        result = subprocess.run(
            [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=follower, env=environment, check=False, timeout=60
        )
    finally:
        os.close(follower)
    reader.join(10)
    os.close(leader)
    return b"".join(screen), result.returncode


def _read(leader: int, screen: list[bytes]) -> None:
    while True:
        try:
            part = os.read(leader, 4096)
        except OSError:  # the other end is closed
            return
        if not part:
            return
        screen.append(part)


def test_nothing_is_said_before_a_second() -> None:
    """Whoever does not wait sees nothing, not even a cleared line."""
    assert on_a_terminal("-c", SLOW.format(seconds=0.2)) == (b"", 0)


def test_after_a_second_it_says_what_is_done() -> None:
    """On one line, with colour; text is no markup and steers no screen; the line is wiped and the cursor back."""
    screen, code = on_a_terminal("-c", SLOW.format(seconds=1.8))
    assert code == 0
    assert b"checking [b]k\\x1b[31miln.txt" in screen
    assert COLOUR.search(screen)
    assert screen.rstrip(b"\r\n").endswith(b"\x1b[2K")
    assert screen.rindex(b"\x1b[?25h") > screen.rindex(b"checking")


def test_no_color_is_honoured() -> None:
    """The same words without colour."""
    screen, _ = on_a_terminal("-c", SLOW.format(seconds=1.8), NO_COLOR="1")
    assert b"checking" in screen
    assert not COLOUR.search(screen)


def test_a_dumb_terminal_gets_nothing() -> None:
    """It could not wipe the line."""
    assert on_a_terminal("-c", SLOW.format(seconds=1.4), TERM="dumb") == (b"", 0)


def test_counted_work_has_a_bar() -> None:
    """What is begun, and how many came before it."""
    screen, _ = on_a_terminal("-c", COUNTED)
    assert b"examining two" in screen
    assert b"1/3" in screen
    assert b"examining three" in screen
    assert b"examining one" not in screen


def test_a_pipe_gets_nothing() -> None:
    """However long it takes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FORCE_COLOR": "1"}
    result = subprocess.run([sys.executable, "-c", SLOW.format(seconds=1.4)], capture_output=True, env=environment, check=True, timeout=60)
    assert (result.stdout, result.stderr) == (b"", b"")


def test_a_mistake_wipes_the_line_and_is_told() -> None:
    """The message stands alone behind it."""
    code = "import time\nfrom finkit.cli.busy import busy\nwith busy('thinking'):\n time.sleep(1.5)\n raise SystemExit('no')"
    screen, status = on_a_terminal("-c", code)
    assert status == 1
    assert screen.rindex(b"\x1b[2K") > screen.rindex(b"thinking")
    assert screen.rstrip().endswith(b"no")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("summary", "--report", "kiln.txt", "--workbook", "k.xlsx"), (b"checking kiln.txt", b"writing k.xlsx")),
        (("workbook", "--report", "kiln.txt", "-o", "k.xlsx"), (b"checking kiln.txt", b"writing k.xlsx")),
        (("page", "kiln.txt", "-o", "k.html"), (b"checking kiln.txt", b"writing k.html")),
        (("check", "kiln.txt", "--fail-on", "never"), (b"checking kiln.txt",)),
        (("compare",), (b"comparing",)),
        (("doctor",), (b"examining BKC.XX", b"0/1")),
    ],
)
def test_commands_that_take_long_say_so(
    kiln_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: tuple[bytes, ...]
) -> None:
    """With no patience at all each says its steps on stderr; stdout is as in a pipe."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kiln.txt").write_text("Blue Kiln Ceramics in 2022: revenue of 1.00 billion yuan, and 3 kilns.\n", encoding="utf-8")
    words = ["finkit", "--statements", str(kiln_folder), *arguments]
    code = f"import sys; sys.argv = {words!r}; from finkit.cli import busy; busy.PATIENCE = -9; from finkit.cli import main; main()"
    screen, status = on_a_terminal("-c", code)
    assert status == 0
    assert [one for one in said if one not in screen] == []


def test_many_documents_have_a_bar_with_rate_and_time_left(tmp_path: Path) -> None:
    """And the number of those that failed; all of it is gone at the end."""
    pytest.importorskip("pyarrow")
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_bytes(b"\0" if number == 3 else b"Sales of 5 million yuan in 2021. " * 40)
    run = f"from finkit.cli import cli; cli(['batch', {str(tmp_path)!r}, '-o', {str(tmp_path / 'set')!r}, '--company', 'none'])"
    screen, code = on_a_terminal("-c", run)
    assert code == 0
    assert re.search(rb"checking, 1 failed .*\d+/40.* a second .*0:00:0\d.* left", screen)
    assert screen.rstrip().endswith(b"\x1b[2K")
