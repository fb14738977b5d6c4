"""Files written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.text.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


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
