"""Shell completion: commands, tickers, metrics and files, through click's own machinery, and nothing heavy loaded for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete

import finkit
from finkit.cli import cli
from finkit.cli.options import _SHELVES
from finkit.statements import files

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ROOT = Path(finkit.__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HEAVY = ("pandas", "numpy", "rich", "openpyxl", "xlsxwriter", "pydantic", "lxml", "pypdfium2", "charset_normalizer")
MOST = 0.15  # seconds of imports


@pytest.fixture(autouse=True)
def statements(kiln_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented company alone."""
    monkeypatch.setenv("FINKIT_STATEMENTS", str(kiln_folder))


def completed(words: str) -> list[CompletionItem]:
    """What the shell would offer for the last of these words."""
    *arguments, incomplete = words.split(" ")
    return ShellComplete(cli, {}, "finkit", "_FINKIT_COMPLETE").get_completions(arguments, incomplete)


def offered(words: str) -> list[str]:
    """The values alone."""
    return [item.value for item in completed(words)]


def test_commands() -> None:
    """All of them, each with what it is for; then those that begin so."""
    assert set(offered("")) == set(cli.commands)
    assert all(item.help for item in completed(""))
    assert offered("me") == ["metric", "metrics"]
    assert "--csv" in offered("companies --")


@pytest.mark.parametrize(
    "words", ["summary ", "workbook B", "facts b", "metric roe ", "compare BKC.XX B", "doctor B", "import x.csv --company "]
)
def test_tickers(words: str) -> None:
    """Wherever a company is wanted, in either case."""
    assert offered(words) == ["BKC.XX"]


def test_tickers_of_another_folder(tmp_path: Path) -> None:
    """`--statements` counts here too."""
    (tmp_path / "other" / "NEW.XX").mkdir(parents=True)
    (tmp_path / "other" / "NEW.XX" / "company.toml").touch()
    assert offered(f"--statements {tmp_path / 'other'} summary ") == ["NEW.XX"]


def test_tickers_of_the_folder_that_finkit_would_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder those that came with finkit; the places are those of `files`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FINKIT_STATEMENTS")
    assert tuple(offered("summary ")) == files.companies()
    assert next(path for path in _SHELVES if path.is_dir()) == files.statements_root()


def test_words_for_no_company() -> None:
    """Where a report is checked."""
    for command in ("check", "explain", "page"):
        assert offered(f"{command} x.txt --company " if command != "explain" else "explain x.txt 467% --company ") == [
            "BKC.XX",
            "auto",
            "none",
        ]
    assert offered("check x.txt --company n") == ["none"]


@pytest.mark.parametrize("words", ["metric {}", "compare --metric {}", "facts --item {}"])
def test_metrics(words: str) -> None:
    """By the beginning of the name, with the title beside it; growths once a name is begun."""
    found = {item.value: item.help for item in completed(words.format("gross_m"))}
    assert found["gross_margin"] == "Gross margin"
    assert "revenue_growth" in offered(words.format("revenue_g"))
    everything = offered(words.format(""))
    assert "roe" in everything
    assert "revenue_growth" not in everything
    assert ("revenue" in everything) is ("--item" in words)


def test_groups_and_choices() -> None:
    """Groups of metrics, and what a choice allows."""
    assert offered("metrics --group marg") == ["margins"]
    assert offered("statements --view t") == ["ttm"]


@pytest.mark.parametrize(
    ("words", "kind"), [("check x", "file"), ("page x", "file"), ("summary --report x", "file"), ("doctor ./x", "dir")]
)
def test_files_are_left_to_the_shell(words: str, kind: str) -> None:
    """A report is a file, a folder of companies a folder."""
    assert [item.type for item in completed(words)] == [kind]


def fresh(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A new interpreter that runs finkit."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, timeout=60)


@pytest.mark.parametrize("words", ["finkit ", "finkit summary ", "finkit metric ", "finkit compare --metric g"])
def test_nothing_heavy_is_loaded(words: str) -> None:
    """Nor anything of finkit above the catalogue."""
    code = "from finkit.cli import main; import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); main()"
    result = fresh(code, _FINKIT_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(words.count(" ")))
    loaded = result.stderr.split()
    assert result.stdout.startswith("plain,")
    assert [name for name in loaded if name in HEAVY] == []
    rooms = {name.split(".")[1] for name in loaded if name.startswith("finkit.")}
    assert rooms <= {"cli", "errors", "catalogue", "vocabulary"}


def test_metric_names_cost_little() -> None:
    """The best of five, in seconds of the processor: what completing a metric imports beyond the command line itself."""
    code = (
        "import finkit.cli, time; begun = time.process_time(); import finkit.catalogue.ratios, click.shell_completion;"
        " print(time.process_time() - begun)"
    )
    assert min(float(fresh(code).stdout) for _ in range(5)) < MOST


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_readme_says_how_to_switch_it_on(shell: str) -> None:
    """One line a shell, and what that line calls writes the script of that shell."""
    line = next(line for line in README.splitlines() if re.match(rf"{shell}\b.*_FINKIT_COMPLETE", line))
    assert f"_FINKIT_COMPLETE={shell}_source finkit" in line
    script = fresh("from finkit.cli import main; main()", _FINKIT_COMPLETE=f"{shell}_source").stdout
    assert f"_FINKIT_COMPLETE={shell}_complete" in script
