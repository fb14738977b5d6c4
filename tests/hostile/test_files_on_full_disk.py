"""A disk that is full: the old file stays whole, no part is left, the message names file and remedy, the exit code is 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

resource = pytest.importorskip("resource")

ROOT = Path(__file__).resolve().parents[2]
# A compiled module that is cut at twenty bytes would stay behind, and break the next process.
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"}
SMALL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from finkit.cli import cli
import finkit.pipeline, finkit.reports.publish, finkit.reports.page.write
resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
sys.argv = ["finkit", *sys.argv[1:]]
cli(prog_name="finkit")
"""
TABLE = "item,period,value\ncash,FY2022,5\n"
REPORT = "Revenue was 12 billion yuan, up 12.5%.\n"
DECIDE = ("--unit", "%", "--who", "me", "--why", "a test", "--company", "none", "--decisions", "old.json")
WRITERS = {
    "import": (("import", "table.csv", "--company", "TEST.X"), "statements/TEST.X/company.toml"),
    "import anew": (("import", "table.csv", "--company", "NEW.X", "--currency", "CNY"), "statements/NEW.X/company.toml"),
    "add-company": (("add-company", "NEW.X", "--name", "N", "--currency", "CNY"), "statements/NEW.X/company.toml"),
    "workbook": (("workbook", "--report", "none", "-o", "old.xlsx"), "old.xlsx"),
    "template": (("template", "-o", "old.xlsx"), "old.xlsx"),
    "page": (("summary", "--report", "report.txt", "--page", "old.html"), "old.html"),
    "check": (("check", "report.txt", "--company", "none", "-o", "old.json"), "old.json"),
    "accept": (("accept", "report.txt", "12.5%", "12.5", *DECIDE), "old.json"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITERS)
def test_the_old_file_stays_whole(name: str, company: Callable[..., Path], desk: Path) -> None:
    """Every command that writes, on a disk that takes no more than twenty bytes."""
    company()
    (desk / "table.csv").write_text(TABLE, encoding="utf-8")
    (desk / "report.txt").write_text(REPORT, encoding="utf-8")
    (desk / "old.json").write_text('{"schema": "finkit/decisions/1", "decisions": []}', encoding="utf-8")
    for old in ("old.xlsx", "old.html"):
        (desk / old).write_bytes(b"old")
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    arguments, file = WRITERS[name]
    command = [sys.executable, "-c", SMALL_DISK, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    said = f"finkit: {file}: cannot be written: File too large\n  make room or give another place; what stood there is unchanged\n"
    assert (done.returncode, done.stderr.endswith(said)) == (2, True), done.stderr
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before
    assert not (desk / "statements" / "NEW.X").exists()


def test_the_name_of_a_new_file_is_on_the_disk_too(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is flushed, then the folder that names it."""
    import os  # noqa: PLC0415  (this test alone)

    from finkit.disk.atomic import write_atomically  # noqa: PLC0415

    flushed: list[bool] = []
    true = os.fsync
    monkeypatch.setattr("os.fsync", lambda handle: (flushed.append(Path(f"/proc/self/fd/{handle}").is_dir()), true(handle))[1])
    write_atomically(desk / "file", b"new")
    assert flushed == ([False, True] if Path("/proc/self/fd").is_dir() else flushed)
