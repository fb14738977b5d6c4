"""Where documents come from, and where they must not."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.batch.fetch import fetch
from finkit.batch.sources import Sources
from finkit.errors import FileMissingError, FileUnreadableError

if TYPE_CHECKING:
    from finkit.batch.sources import Listed

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and odd names of POSIX")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with reports of several kinds."""
    for name in (
        "docs/b.txt",
        "docs/a.md",
        "docs/deep/c.HTML",
        "docs/deep/er/d.pdf",
        "docs/table.csv",
        "docs/.hidden.txt",
        "docs/.git/e.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Sales of 5 million yuan.", encoding="utf-8")
    (tmp_path / "docs" / "b.txt.decisions.json").write_text("{}", encoding="utf-8")
    (tmp_path / "docs" / "noending").write_text("Sales of 5 million yuan.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed(*given: str) -> tuple[list[Listed], dict[str, int]]:
    """The documents by source and name, and what was left out."""
    sources = Sources(given)
    found = sorted(sources.listed(), key=lambda one: (one[0], one[1].name))
    return [one for _, one in found], dict(sources.skipped)


def names(*given: str) -> list[str]:
    """The names of the documents."""
    return [one.name for one in listed(*given)[0]]


def test_a_folder_is_searched_through_for_reports(place: Path) -> None:
    """By ending, whatever its case; what is left out is counted; hidden things and decisions are no documents."""
    found, skipped = listed("docs")
    assert [one.name for one in found] == ["docs/a.md", "docs/b.txt", "docs/deep/c.HTML", "docs/deep/er/d.pdf"]
    assert skipped == {"file called *.csv": 1, "file without an ending": 1}
    assert fetch(found[1].path, found[1].name, found[1].within) == b"Sales of 5 million yuan."
    assert place.is_dir()


@pytest.mark.usefixtures("place")
def test_a_file_is_a_document_whatever_it_is_called() -> None:
    """It was asked for by name."""
    assert names("docs/noending", "docs/a.md") == ["docs/noending", "docs/a.md"]


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("docs/*.txt", ["docs/b.txt"]),
        ("docs/?.m[cd]", ["docs/a.md"]),
        ("docs/**/*.HTML", ["docs/deep/c.HTML"]),
        ("docs/**/?.*", ["docs/a.md", "docs/b.txt", "docs/deep/c.HTML", "docs/deep/er/d.pdf"]),
        ("docs/*/*", ["docs/deep/c.HTML"]),
        ("do*/deep/**", ["docs/deep/c.HTML", "docs/deep/er/d.pdf"]),
        ("docs/*ending", ["docs/noending"]),
    ],
)
def test_a_pattern_names_files(pattern: str, found: list[str]) -> None:
    """No wildcard crosses a folder but `**`; any ending will do."""
    assert names(pattern) == found


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("nowhere", "nowhere: no such document, folder, pattern or manifest"),
        ("docs/*.docx", r"docs/\*\.docx: no such file that fits"),
        ("nowhere/*.txt", "nowhere: wanted a readable folder, found No such file or directory"),
    ],
)
def test_a_source_that_is_not_there_is_named(source: str, message: str) -> None:
    """Before anything is done where that can be seen at once."""
    with pytest.raises((FileMissingError, FileUnreadableError), match=message):
        Sources((source,)).require() or list(Sources((source,)).listed())


@LINKS
def test_links_are_followed_only_to_files_inside_the_folder(place: Path) -> None:
    """Not out of it, not to folders, not in circles, not to pipes and devices."""
    docs = place / "docs"
    (place / "secret.txt").write_text("outside", encoding="utf-8")
    (docs / "in.txt").symlink_to("b.txt")
    (docs / "out.txt").symlink_to("../secret.txt")
    (docs / "absolute.txt").symlink_to("/etc/passwd")
    (docs / "gone.txt").symlink_to("nothing.txt")
    (docs / "loop.txt").symlink_to("loop.txt")
    (docs / "circle").symlink_to("..", target_is_directory=True)
    os.mkfifo(docs / "pipe.txt")
    found, skipped = listed("docs")
    assert [one.name for one in found] == ["docs/a.md", "docs/b.txt", "docs/deep/c.HTML", "docs/deep/er/d.pdf", "docs/in.txt"]
    assert skipped["link that leads out of its folder"] == 2
    assert skipped["link to no file"] == 2
    assert skipped["pipe, socket or device"] == 1
    assert names("docs/**/*.txt") == ["docs/b.txt", "docs/in.txt"]


@LINKS
def test_a_file_that_becomes_a_link_out_of_its_folder_is_not_read(place: Path) -> None:
    """Between listing and reading."""
    found = next(one for one in listed("docs")[0] if one.name == "docs/b.txt")
    (place / "docs" / "b.txt").unlink()
    (place / "docs" / "b.txt").symlink_to("/etc/passwd")
    with pytest.raises(FileUnreadableError, match=r"docs/b.txt: wanted a file inside its folder, found a link that leads out of it"):
        fetch(found.path, found.name, found.within)


@LINKS
def test_what_is_no_plain_file_is_not_waited_for(place: Path) -> None:
    """A pipe that nobody writes to, a device without end."""
    os.mkfifo(place / "pipe")
    for path, found in ((str(place / "pipe"), "a pipe"), ("/dev/zero", "a device")):
        with pytest.raises(FileUnreadableError, match=f"wanted report, found {found}\n  save it as a file first"):
            fetch(os.fsencode(path), path)
    with pytest.raises(FileUnreadableError, match="docs: wanted report, found a folder"):
        fetch(b"docs", "docs")


def test_a_file_that_is_too_large_is_refused_with_its_size(place: Path) -> None:
    """Before it is read."""
    with (place / "large.txt").open("wb") as file:
        file.truncate(3_000_000_000)
    message = r"large.txt: wanted report of at most 64,000,000 bytes, found 3,000,000,000 bytes\n  split it"
    with pytest.raises(FileUnreadableError, match=message):
        fetch(b"large.txt", "large.txt", largest=64_000_000)
    with pytest.raises(FileMissingError, match=r"gone.txt: no such report"):
        fetch(b"gone.txt", "gone.txt")


def test_a_manifest_says_which_documents_against_which_companies(place: Path) -> None:
    """Paths from its own folder; other columns do not matter; empty lines are no documents."""
    (place / "docs" / "list.csv").write_text('﻿Note,Document,Company\nx,b.txt,BKC\n\n , \ny, "deep/c.HTML",\n', encoding="utf-8")
    found, _ = listed("docs/list.csv")
    assert [(one.name, one.company, one.error) for one in found] == [("docs/b.txt", "BKC", ""), ("docs/deep/c.HTML", "", "")]


@LINKS
@pytest.mark.parametrize("entry", ["../secret.txt", "/etc/passwd", "deep/../../secret.txt", "out.txt"])
def test_an_entry_that_leads_out_of_the_manifests_folder_is_an_error_of_its_line(place: Path, entry: str) -> None:
    """Nothing is read; the other lines stand."""
    (place / "secret.txt").write_text("outside", encoding="utf-8")
    (place / "docs" / "out.txt").symlink_to("../secret.txt")
    (place / "docs" / "list.csv").write_text(f"document\nb.txt\n{entry}\n", encoding="utf-8")
    bad, good = sorted(listed("docs/list.csv")[0], key=lambda one: not one.error)
    assert (good.name, good.error) == ("docs/b.txt", "")
    assert bad.error == f"docs/list.csv:3: {entry!r} leads out of the folder of the manifest\n  move the document or the manifest"
    with pytest.raises((FileUnreadableError, FileMissingError)):
        fetch(bad.path, bad.name, bad.within)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "list.csv: wanted a manifest: .*, found columns none"),
        ("file,company\na.md,x\n", "list.csv: .* found columns file, company"),
        ("document,document\na.md,x\n", "list.csv: .* found columns document, document"),
        ("document,company\n,x\n", "list.csv:2: .* found a line without a document"),
        ('document\n"a.md\n', "list.csv: .* found unexpected end of data"),
        ("document\na\0b\n", "list.csv:2: 'a\\\\x00b' is no path"),
        ("document\n" + "x" * 2_000_000, "list.csv: .* found field larger than field limit"),
    ],
)
def test_a_manifest_that_is_none_is_named(text: str, message: str) -> None:
    """With the line, where there is one."""
    Path("list.csv").write_text(text, encoding="utf-8")
    try:
        error = "\n".join(one.error for one in listed("list.csv")[0])
    except FileUnreadableError as raised:
        error = str(raised)
    assert re.search(message, error), error


@LINKS
def test_a_name_that_is_no_text_is_shown_escaped_and_still_read(place: Path) -> None:
    """File systems hold any bytes."""
    (place / "odd").mkdir()
    with open(os.fsencode(place / "odd") + b"/r\xff\xfe.txt", "wb") as file:  # noqa: PTH123  (bytes)
        file.write(b"x")
    (found,) = listed("odd")[0]
    assert found.name == "odd/r\\xff\\xfe.txt"
    assert fetch(found.path, found.name, found.within) == b"x"


def test_the_dataset_is_no_source_and_odd_endings_are_not_repeated(place: Path) -> None:
    """Even inside a source; a folder of many endings tells of some."""
    (place / "docs" / "set").mkdir()
    (place / "docs" / "set" / "x.txt").write_bytes(b"")
    for number in range(100):
        (place / "docs" / f"x.e{number}").write_bytes(b"")
    (place / "docs" / "y.\x1b[31m").write_bytes(b"")
    sources = Sources(("docs",), Path("docs/set"))
    assert sorted(one.name for _, one in sources.listed()) == ["docs/a.md", "docs/b.txt", "docs/deep/c.HTML", "docs/deep/er/d.pdf"]
    assert sources.skipped.total() == 103
    assert sources.skipped["file of another kind"] > 55
    assert not any("\x1b" in reason for reason in sources.skipped)
