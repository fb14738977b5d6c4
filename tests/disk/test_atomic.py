"""Files written whole or not at all, and one writer at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from finkit.disk.atomic import locked, write_atomically
from finkit.errors import FileUnwritableError

ROOT = Path(__file__).resolve().parents[2]


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    """The folder is made, and nothing else is left in it."""
    place = tmp_path / "new" / "file.txt"
    write_atomically(place, b"whole")
    assert (b"whole", [place]) == (place.read_bytes(), list(place.parent.iterdir()))


def test_an_error_leaves_the_old_file_and_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails in the middle costs nothing that was there before."""
    place = tmp_path / "file.txt"
    place.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(place, b"new")
    assert (b"old", [place]) == (place.read_bytes(), list(tmp_path.iterdir()))


HOLD = """
import sys, time
from pathlib import Path
from finkit.disk.atomic import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
    Path(sys.argv[1]).write_text("first", encoding="utf-8")
"""


def held(place: Path, seconds: float) -> subprocess.Popen[str]:
    """A process that holds the lock, and writes before it lets go."""
    command = [sys.executable, "-c", HOLD, str(place), str(seconds)]
    process = subprocess.Popen(command, env={"PYTHONPATH": str(ROOT), "PATH": ""}, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_others_wait_for_the_lock(tmp_path: Path) -> None:
    """What the first wrote is there when the second gets in; nothing but the file is left."""
    place = tmp_path / "file.txt"
    with held(place, 0.3) as process, locked(place):
        assert place.read_text(encoding="utf-8") == "first"
    assert process.returncode == 0
    assert list(tmp_path.iterdir()) == [place]


def test_a_process_that_dies_leaves_no_lock(tmp_path: Path) -> None:
    """Even one that was killed: the next gets in at once."""
    place = tmp_path / "new" / "file.txt"
    with held(place, 60) as process:
        process.kill()
        process.wait()
        with locked(place):
            assert not place.exists()
    assert list(place.parent.iterdir()) == []


def test_a_mistake_inside_lets_go(tmp_path: Path) -> None:
    """The next in the same process gets in."""
    place = tmp_path / "file.txt"
    with pytest.raises(ValueError, match="inside"), locked(place):
        raise ValueError("inside")
    with locked(place):
        assert [one.name for one in tmp_path.iterdir()] == [".file.txt.lock"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and modes")
def test_pipes_and_devices_are_never_replaced(tmp_path: Path) -> None:
    """Nor through a link, nor a link of the system; whoever may replace them would break the machine."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for place in (pipe, link, Path("/dev/null"), Path("/dev/stdout")):
        with pytest.raises(FileUnwritableError, match="a pipe, socket or device"):
            write_atomically(place, b"text")
    assert (pipe.is_fifo(), link.is_symlink(), sorted(tmp_path.iterdir())) == (True, True, [link, pipe])


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
def test_a_file_keeps_its_mode_and_a_new_one_has_the_users(tmp_path: Path) -> None:
    """What was private stays private."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"old")
    old.chmod(0o600)
    before = os.umask(0o027)
    try:
        for place in (old, new):
            write_atomically(place, b"text")
    finally:
        os.umask(before)
    assert [place.stat().st_mode & 0o777 for place in (old, new)] == [0o600, 0o640]


def test_a_folder_that_cannot_be_made_is_told_with_the_file(tmp_path: Path) -> None:
    """As every other trouble."""
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(FileUnwritableError, match=r"file.deeper\.txt: cannot be written"):
        write_atomically(tmp_path / "file" / "deeper.txt", b"text")
