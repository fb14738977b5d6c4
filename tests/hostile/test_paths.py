"""Names and links never lead out of the folders that were given; the folders themselves may be links."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import finkit
from finkit.disk.atomic import locked, write_atomically
from finkit.errors import FileUnreadableError, FinkitError, TickerInvalidError
from finkit.statements.files import default_company, folder_for, headers, load, locate_reports
from finkit.statements.markets import load_market, markets
from finkit.verdicts.minutes import read_decisions

if TYPE_CHECKING:
    from collections.abc import Callable

SPELLINGS = (
    "..", ".", "", "../../x", "a/b", "a\\b", "a\0b", "/etc", "C:x", "C:\\x", "a:b", "~", "-x", ".a", "a.", "a..b", "a b", "Ａ", "%2e%2e",
    "\u202ea", "CON", "nul", "con.txt", "COM1", "LPT9.X", "x" * 65,
)  # fmt: skip
TABLE = "item,period,value\ncash,FY2022,5\n"


@pytest.mark.parametrize("ticker", SPELLINGS)
def test_no_spelling_of_a_ticker_is_a_path(ticker: str, desk: Path) -> None:
    """On no platform: not even the names that devices have on Windows."""
    with pytest.raises(TickerInvalidError):
        folder_for(ticker, desk)
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in SPELLINGS if name])
def test_no_spelling_of_a_name_is_a_path(name: str, company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """It is compared with what is there."""
    company()
    result = run("facts", "--", name)
    assert (result.exit_code, "no company is called" in result.stderr) == (2, True)


@pytest.fixture
def outside(company: Callable[..., Path], desk: Path) -> Path:
    """A company elsewhere, which nobody gave."""
    folder = company(ticker="TEST.X").parent.parent / "secret" / "OUT.X"
    folder.mkdir(parents=True)
    for name in ("company.toml", "facts.csv"):
        text = (desk / "statements" / "TEST.X" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace("TEST.X", "OUT.X").replace("Test Company", "Secret Company"), encoding="utf-8")
    (desk / "table.csv").write_text(TABLE, encoding="utf-8")
    return folder


LINKED_OUT = (
    "wanted a file inside {}, found a link that leads out of it\n  put the file itself there; links are not followed out of the folder\n"
)


def test_a_linked_folder_is_no_company(outside: Path, desk: Path, run: Callable[..., Any]) -> None:
    """It is not listed; named, it is refused; nothing is written through it."""
    (desk / "statements" / "OUT.X").symlink_to(outside)
    before = {path: path.read_bytes() for path in outside.iterdir()}
    assert finkit.companies("statements") == ("TEST.X",)
    assert [one.name for one in headers("statements")] == ["Test Company"]
    said = f"finkit: statements/OUT.X: {LINKED_OUT.format('statements')}"
    new = ("--name", "N", "--currency", "CNY")
    for command in (("facts", "OUT.X"), ("import", "table.csv", "--company", "OUT.X"), ("add-company", "OUT.X", *new)):
        result = run(*command)
        assert (2, said) == (result.exit_code, result.stderr)
    assert {path: path.read_bytes() for path in outside.iterdir()} == before


@pytest.mark.parametrize("name", ["company.toml", "facts.csv"])
def test_a_linked_file_is_not_read(name: str, outside: Path, desk: Path, run: Callable[..., Any]) -> None:
    """Neither to show it, nor to add to it."""
    place = desk / "statements" / "TEST.X" / name
    place.unlink()
    place.symlink_to(outside / name)
    before = (outside / name).read_bytes()
    said = f"finkit: statements/TEST.X/{name}: {LINKED_OUT.format(desk / 'statements')}"
    for command in (("facts", "TEST.X"), ("doctor",), ("import", "table.csv", "--company", "TEST.X")):
        result = run(*command)
        assert (2, said) == (result.exit_code, result.stderr)
    assert (outside / name).read_bytes() == before


def test_a_linked_index_is_not_read(outside: Path, desk: Path) -> None:
    """Nor is a market."""
    (outside / "index.toml").write_text('default = "TEST.X"', encoding="utf-8")
    (desk / "statements" / "index.toml").symlink_to(outside / "index.toml")
    with pytest.raises(FileUnreadableError, match="leads out of it"):
        default_company("statements")
    (outside / "market.toml").write_text('name = "m"\ntitle = "m"\ncurrency = "CNY"\n', encoding="utf-8")
    (desk / "statements" / "_markets").mkdir()
    (desk / "statements" / "_markets" / "m").symlink_to(outside)
    assert markets("statements") == ("m",)
    with pytest.raises(FileUnreadableError, match="leads out of it"):
        load_market("m", "statements")


def test_a_linked_report_lies_in_the_seeds(outside: Path, desk: Path) -> None:
    """A file of the folder `seeds` and of no other, by whatever name or link."""
    (outside / "r.txt").write_text("Revenue was 5 billion yuan.", encoding="utf-8")
    (desk / "seeds").mkdir()
    (desk / "seeds" / "own.txt").write_text("Revenue was 5 billion yuan.", encoding="utf-8")
    (desk / "seeds" / "r.txt").symlink_to(outside / "r.txt")
    names = ("../secret/OUT.X/r.txt", str(outside / "r.txt"), "..", "", "r.txt", "a\\u0000b", "own.txt")
    header = (desk / "statements" / "TEST.X" / "company.toml").read_text(encoding="utf-8")
    more = "".join(f'[[reports]]\nfile = "{name}"\ntitle = "R"\n' for name in names)
    (desk / "statements" / "TEST.X" / "company.toml").write_text(header + more, encoding="utf-8")
    assert locate_reports(load("TEST.X", "statements"), "statements") == (desk / "seeds" / "own.txt",)


def test_links_inside_the_folder_and_to_it_are_followed(company: Callable[..., Path], desk: Path, run: Callable[..., Any]) -> None:
    """Ordinary use: the root is a link, as /tmp is on some systems; a file lies beside the companies."""
    folder = company()
    (desk / "statements").rename(desk / "real")
    (desk / "statements").symlink_to(desk / "real")
    (desk / "real" / "_raw").mkdir()
    (desk / "real" / "TEST.X" / "facts.csv").rename(desk / "real" / "_raw" / "facts.csv")
    (desk / "real" / "TEST.X" / "facts.csv").symlink_to(Path("..") / "_raw" / "facts.csv")
    (desk / "table.csv").write_text(TABLE, encoding="utf-8")
    assert len(load("TEST.X").facts) == 1
    assert run("import", "table.csv", "--company", "TEST.X").exit_code == 0
    assert len(load("TEST.X").facts) == 2
    assert folder.is_dir()


def test_links_in_a_circle_are_nothing(company: Callable[..., Path], desk: Path) -> None:
    """A link to itself is no company."""
    company()
    (desk / "statements" / "LOOP.X").symlink_to(desk / "statements" / "LOOP.X")
    assert finkit.companies("statements") == ("TEST.X",)


def test_a_file_that_is_a_link_in_a_circle_is_told(company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """As every other link that leads nowhere in the folder."""
    place = company() / "facts.csv"
    place.unlink()
    place.symlink_to("facts.csv")
    for command in ("facts", "companies"):
        found = run(command)
        assert isinstance(found.exception, SystemExit)
        assert (found.exit_code, found.stdout) == (2, "")
        assert found.stderr.startswith("finkit: statements/TEST.X/facts.csv: wanted a file inside")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_pipes_and_devices_are_no_files(company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """A pipe was waited for without end; /dev/zero filled the memory."""
    facts = company() / "facts.csv"
    facts.unlink()
    os.mkfifo(facts)
    said = "finkit: statements/TEST.X/facts.csv: wanted facts file, found a pipe\n  save it as a file first\n"
    assert run("facts").stderr == said
    os.mkfifo("pipe.csv")
    for file, found in (("pipe.csv", "a pipe"), ("/dev/zero", "a device")):
        result = run("import", file, "--company", "NEW.X")
        assert (2, f"finkit: {file}: wanted file of statements, found {found}\n  save it as a file first\n") == (
            result.exit_code,
            result.stderr,
        )
    with pytest.raises(FileUnreadableError, match="wanted file of decisions, found a device"):
        read_decisions(Path("/dev/zero"))


def test_a_link_is_replaced_and_a_lock_is_no_link(desk: Path) -> None:
    """What it points at is neither written nor made."""
    (desk / "old").write_bytes(b"old")
    (desk / "new").symlink_to(desk / "old")
    write_atomically(desk / "new", b"new")
    assert ((desk / "old").read_bytes(), (desk / "new").read_bytes()) == (b"old", b"new")
    (desk / ".a.lock").symlink_to(desk / "made")
    with pytest.raises(FinkitError, match=r"\.a\.lock: cannot be written"), locked(desk / "a"):
        pass
    assert not (desk / "made").exists()
