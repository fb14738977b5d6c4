"""The file of decisions: only added to, read again under a lock, never written over when it cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from finkit.errors import FileMissingError, FileUnreadableError
from finkit.verdicts.decision import Decision, decision_of
from finkit.verdicts.minutes import SCHEMA, add_decisions, minutes_beside, read_decisions

ROOT = Path(__file__).resolve().parents[2]
REMEDY = "\n  mend it or move it away; it is never overwritten as it is"
WANTED = "kiln.json: wanted decisions as JSON (finkit/decisions/1), found "
GALLERY = {
    b'{"schema": "finkit/decisions/1",\n "decisions": [,]}': "Expecting value at line 2, column 16",
    b"\xff\xfe": "no UTF-8 at byte 0",
    b"[]": "no object",
    b'{"schema": "finkit/check/1", "figures": []}': "schema 'finkit/check/1'",
    b'{"schema": "finkit/decisions/1"}': "no list called decisions, or more than that",
    b'{"schema": "finkit/decisions/1", "decisions": [7]}': "decision 1 that is no object",
    b'{"schema": "finkit/decisions/1", "decisions": [{"sha256": "x"}]}': (
        "decision 1: sha256: String should match pattern '^[0-9a-f]{64}$'; found 'x'"
    ),
}
ADD = """
import sys
from pathlib import Path
from finkit.verdicts.decision import decision_of
from finkit.verdicts.minutes import add_decisions
for number in range(8):
    add_decisions(Path(sys.argv[1]), [decision_of({"sha256": "0" * 64, "figure": "3-7", "printed": "701%", "value": number,
        "unit": "%", "who": sys.argv[2], "why": "page 3", "when": "2026-01-31"}, "here")])
"""


def decision(value: str = "7.01", who: str = "Ann") -> Decision:
    """A decision on one figure."""
    given = {"sha256": "0" * 64, "figure": "3-7", "printed": "701%", "unit": "%", "why": "page 3", "when": "2026-01-31"}
    return decision_of(given | {"value": value, "who": who}, "here")


def test_it_stands_beside_the_report() -> None:
    """Under the report's whole name: report.txt and report.pdf have decisions of their own."""
    assert Path("a/report.txt.decisions.json") == minutes_beside(Path("a/report.txt"))


def test_earlier_decisions_stay(tmp_path: Path) -> None:
    """A later one on the same figure is added behind."""
    place = tmp_path / "new" / "kiln.json"
    add_decisions(place, [decision("7.01")])
    assert (decision("7.01"), decision("70.1", "Bo")) == add_decisions(place, [decision("70.1", "Bo")]) == read_decisions(place)
    assert json.loads(place.read_text(encoding="utf-8"))["schema"] == SCHEMA
    assert [place] == list(place.parent.iterdir())


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A file that was named has to be there."""
    with pytest.raises(FileMissingError, match=r"absent\.json: no such file of decisions"):
        read_decisions(tmp_path / "absent.json")


@pytest.mark.parametrize("content", GALLERY)
def test_error_gallery(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Place and remedy are told, and adding leaves the file as it is."""
    monkeypatch.chdir(tmp_path)
    place = Path("kiln.json")
    place.write_bytes(content)
    with pytest.raises(FileUnreadableError) as caught:
        read_decisions(place)
    assert WANTED + GALLERY[content] + REMEDY == str(caught.value)
    with pytest.raises(FileUnreadableError):
        add_decisions(place, [decision()])
    assert (content, [place]) == (place.read_bytes(), list(Path().iterdir()))


def test_two_who_add_at_once_lose_nothing(tmp_path: Path) -> None:
    """Three processes, eight decisions each: all are there, each process's in its order."""
    place = tmp_path / "kiln.json"
    running = [subprocess.Popen([sys.executable, "-c", ADD, str(place), who], env={"PYTHONPATH": str(ROOT), "PATH": ""}) for who in "ABC"]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    kept = read_decisions(place)
    assert {who: list(range(8)) for who in "ABC"} == {who: [one.value for one in kept if one.who == who] for who in "ABC"}
    assert [place] == list(tmp_path.iterdir())
