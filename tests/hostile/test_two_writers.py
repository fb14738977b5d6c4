"""Two processes that write one company or one file of decisions at one time: nothing is lost, nothing doubled."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from finkit.statements.files import load_folder

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 20
IMPORTER = """
import sys
from pathlib import Path
from finkit.pipeline import bring_in
from finkit.statements.importers.intake import Wanted
who = sys.argv[1]
print("ready", flush=True); sys.stdin.readline()
for number in range(int(sys.argv[2])):
    table = Path(f"{who}-{number}.csv")
    rows = "".join(f"{item},,FY{2000 + number},{number + 1},{who}\\n" for item in sys.argv[3].split(","))
    table.write_text("item,segment,period,value,source\\n" + rows + f"cash,,FY{2000 + number},7,both\\n", encoding="utf-8")
    bring_in(table, Path("statements"), Wanted(ticker="TEST.X", currency="CNY"))
"""
DECIDER = """
import sys
from pathlib import Path
from finkit.verdicts.decision import decision_of
from finkit.verdicts.minutes import add_decisions
who = sys.argv[1]
print("ready", flush=True); sys.stdin.readline()
for number in range(int(sys.argv[2])):
    given = {"sha256": "0" * 64, "figure": f"{number}-{number + 1}", "printed": "1", "value": "1", "unit": "CNY", "who": who, "why": "x"}
    add_decisions(Path("minutes.json"), [decision_of(given | {"when": "2024-05-02"}, "test")])
"""


def together(program: str, *arguments: tuple[str, ...]) -> None:
    """Run the program once for each list of arguments, all let go at one moment."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    commands = [[sys.executable, "-c", program, *one] for one in arguments]
    processes = [subprocess.Popen(command, env=environment, text=True, **pipes) for command in commands]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        ends = [(process.communicate(timeout=120)[1], process.returncode) for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    assert ends == [("", 0)] * len(processes)


def test_two_imports_into_one_company(desk: Path) -> None:
    """Each reads, adds and writes twenty times: every fact is there, with its source, once."""
    names = ("revenue,net_profit", "total_assets,capex")
    together(IMPORTER, ("one", str(ROUNDS), names[0]), ("two", str(ROUNDS), names[1]))
    company = load_folder(desk / "statements" / "TEST.X")
    filed = [fact for fact in company.facts if fact.line is not None]
    assert [one for one in company.findings if one.column != "value"] == []
    wanted = {(item, f"FY{2000 + number}") for number in range(ROUNDS) for item in ",".join((*names, "cash")).split(",")}
    assert sorted((fact.item, fact.period.code) for fact in filed) == sorted(wanted)
    assert {source.id for source in company.sources} == {"one", "two", "both"}
    assert sorted(path.name for path in (desk / "statements" / "TEST.X").iterdir()) == ["company.toml", "facts.csv"]


def test_two_decide_at_one_time(desk: Path) -> None:
    """Forty decisions, none over another."""
    together(DECIDER, ("one", str(ROUNDS)), ("two", str(ROUNDS)))
    told = json.loads((desk / "minutes.json").read_text(encoding="utf-8"))["decisions"]
    assert sorted((one["who"], one["figure"]) for one in told) == sorted(
        (who, f"{number}-{number + 1}") for who in ("one", "two") for number in range(ROUNDS)
    )
