"""Finding and loading companies: names, search order, files that cannot be read."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.errors import CompanyAmbiguousError, CompanyUnknownError, FileMissingError, FileUnreadableError
from finkit.statements.files import companies, default_company, load, locate_report, locate_reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company


ROOT = Path(__file__).resolve().parents[2] / "statements"
GOOD = "revenue,,FY2022,100e6,CNY,reported,filing,"


@pytest.mark.parametrize(
    "name",
    [
        "600111.SH",
        "600111",
        "600111.sh",
        "北方稀土",
        "north rare earth",
        "NorthRareEarth",
        "Baotou Steel Rare Earth",
        "包钢稀土",
    ],
)
def test_a_company_answers_to_all_its_names(name: str) -> None:
    """Ticker with and without suffix, English, Chinese and former names; case and spaces do not matter."""
    assert load(name, ROOT).ticker == "600111.SH"


def test_an_unknown_name_gets_the_nearest(write: Callable[..., Path]) -> None:
    """The message names the folder searched and the nearest name."""
    write(GOOD)
    with pytest.raises(CompanyUnknownError) as error:
        load("Test Compny")
    assert str(error.value) == "statements: no company is called 'Test Compny'\n  did you mean Test Company?"


@pytest.mark.parametrize("name", ["../600111.SH", "/etc/passwd", "600111.SH/../600111.SH", "_raw", "", "."])
def test_a_name_never_leaves_the_folder(name: str) -> None:
    """Names are compared with what is there, never joined to a path."""
    with pytest.raises(CompanyUnknownError):
        load(name, ROOT)


def test_a_name_of_two_companies_asks_for_a_ticker(write: Callable[..., Path]) -> None:
    """Two companies of one name: the message lists their tickers."""
    write(GOOD)
    write(GOOD, ticker="OTHER.X", header='ticker="OTHER.X"\nname="Test Company"\ncurrency="CNY"\n')
    with pytest.raises(CompanyAmbiguousError, match=r"OTHER\.X, TEST\.X"):
        load("test company")


def test_the_argument_comes_before_the_variable_before_the_working_folder(
    write: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Search order: argument, $FINKIT_STATEMENTS, ./statements."""
    write(GOOD)
    for place in ("argument", "variable"):
        folder = tmp_path / place / f"{place.upper()}.X"
        folder.mkdir(parents=True)
        (folder / "company.toml").write_text("", encoding="utf-8")
    assert companies() == ("TEST.X",)
    monkeypatch.setenv("FINKIT_STATEMENTS", str(tmp_path / "variable"))
    assert companies() == ("VARIABLE.X",)
    assert companies(tmp_path / "argument") == ("ARGUMENT.X",)


def test_any_working_folder_finds_the_shipped_statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument and far from a checkout the project's own statements are found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FINKIT_STATEMENTS", raising=False)
    assert "600111.SH" in companies()


def test_a_missing_folder_says_so(tmp_path: Path) -> None:
    """A root that is not there is a bad call."""
    with pytest.raises(FileMissingError, match="no such statements folder"):
        companies(tmp_path / "nowhere")


def test_the_default_company_stands_in_the_index(write: Callable[..., Path]) -> None:
    """statements/index.toml names it; without an index it is the first."""
    assert default_company(ROOT) == "600111.SH"
    folder = write(GOOD)
    assert default_company() == "TEST.X"
    (folder.parent / "index.toml").write_text('default = "GONE.X"\n', encoding="utf-8")
    with pytest.raises(CompanyUnknownError):
        default_company()


def test_missing_facts_raise(write: Callable[..., Path]) -> None:
    """A company without facts.csv cannot be read."""
    (write(GOOD) / "facts.csv").unlink()
    with pytest.raises(FileMissingError, match=r"facts\.csv: no such facts file"):
        load("TEST.X")


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"item\xff", "byte 0xff at 4"), (b"PK\x03\x04\x00\x00", "a binary file (byte 0 at 4)")],
)
def test_a_file_that_is_no_text_raises(write: Callable[..., Path], content: bytes, found: str) -> None:
    """Bytes that are no UTF-8, or a binary file, are refused with the place of the first bad byte."""
    (write(GOOD) / "facts.csv").write_bytes(content)
    with pytest.raises(FileUnreadableError) as error:
        load("TEST.X")
    assert f"wanted facts file in UTF-8, found {found}" in str(error.value)


def test_wrong_toml_syntax_raises(write: Callable[..., Path]) -> None:
    """The parser's line and column are handed on."""
    write(GOOD, header='ticker = "TEST.X')
    with pytest.raises(FileUnreadableError, match="wanted TOML, found"):
        load("TEST.X")


def test_a_byte_order_mark_is_no_mistake(write: Callable[..., Path]) -> None:
    """Excel writes one in front of UTF-8."""
    path = write(GOOD) / "facts.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load("TEST.X").findings == ()


def test_the_linked_report_is_found() -> None:
    """The report of the company file lies in seeds beside the statements."""
    path = locate_report(load("600111.SH", ROOT), ROOT)
    assert path == ROOT.parent / "seeds" / "003_7ff7d8e367d35ef2.txt"


def test_a_linked_report_outside_the_seeds_is_not_followed(loaded: Callable[..., Company]) -> None:
    """A path in the company file leads nowhere."""
    header = 'ticker="TEST.X"\nname="T"\ncurrency="CNY"\nsources=[{id="filing",title="F"}]\nreports=[{file="../../etc/passwd", title="x"}]'
    assert locate_reports(loaded(GOOD, header=header)) == ()


def test_loading_is_quick_and_light() -> None:
    """One company of 500 facts: well under 150 ms, and nothing of pandas or numpy is imported."""
    best = min(_seconds(lambda: load("600111.SH", ROOT)) for _ in range(3))
    assert best < 0.15
    program = (
        "import sys; from finkit.statements.files import load; load('600111');"
        "print(*sorted({'pandas', 'numpy', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT.parent)
    assert done.stdout.strip() == ""


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
