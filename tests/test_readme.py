"""The README is true: its code runs, its commands exist, its table is what was measured."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from finkit.cli import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_two_commands_stand_first() -> None:
    """`.ci/run` takes the first two shell blocks: install and run, and the tests."""
    main, tests = blocks("sh")[:2]
    assert "requirements.lock" in main
    assert "finkit summary --workbook reports/" in main
    assert tests.strip() == ".venv/bin/python -m pytest"


def test_the_library_example_runs(tmp_path: Path) -> None:
    """The Python block runs as it stands, in a folder that has the seeds."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    code = "\n".join(blocks("python"))
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT), "PATH": ""}
    )
    assert result.returncode == 0, result.stderr
    shown = result.stdout.splitlines()
    assert shown[-4:-2] == ["238 digits swapped", "400.0 0.375 0.4"]
    assert shown[-2].startswith("5 {} 8")  # figures repaired in all seeds, more or less
    assert shown[-1].startswith("seeds/000_")
    assert (tmp_path / "reports" / "600111.SH.xlsx").exists()


COMMANDS = set(re.findall(r"^finkit ([\w-]+)", "\n".join(blocks("console")), re.MULTILINE))


def test_every_command_stands_in_the_readme() -> None:
    """Nobody finds a command that the tour leaves out."""
    assert set(cli.commands) == COMMANDS


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_shown_has_help(command: str) -> None:
    """What the tour shows is there."""
    code = f"from finkit.cli import cli; cli(['{command}', '--help'])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert f"{command} [OPTIONS]" in " ".join(result.stdout.split())


def test_the_accuracy_table_is_what_is_held_as_a_floor() -> None:
    """No number in the README is better than the floor that CI holds."""
    floors = json.loads((ROOT / "benchmarks" / "accuracy.json").read_text(encoding="utf-8"))
    rows = {line.split("|")[1].strip(): line for line in README.splitlines() if line.startswith("| ") and ", garbled" in line}
    for run, groups in floors.items():
        if groups["garbled"].get("gold"):
            shown = float(rows[f"{run}, garbled"].split("|")[3].strip().removesuffix(" %"))
            assert shown <= round(100 * groups["garbled"]["right_rate"], 1)
