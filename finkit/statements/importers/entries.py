"""What an importer hands on: cells as texts with their places, before anything is believed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from finkit.statements.fact import MORE, MOST_FINDINGS, Finding, Severity, more_findings

# Chinese words for the columns of tables.
WORDS = {
    "项目": "item", "科目": "item", "分部": "segment", "期间": "period", "数值": "value", "金额": "value", "单位": "unit", "口径": "basis",
    "来源": "source", "备注": "note",
}  # fmt: skip
NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "nan", "none", "null"})  # cells in which no number stands
_BRACKETS = re.compile(r"[(（\[]([^)）\]]+)[)）\]]")
_SHOWN = 60
_HEAD = 500  # characters of a header cell in which brackets are sought


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of the file, all as text. `line`: of the file, for text files; `cell`: for workbooks, such as Income!E9."""

    item: str
    period: str
    value: str
    unit: str = ""
    segment: str = ""
    basis: str = ""
    source: str = ""
    note: str = ""
    line: int | None = None
    cell: str = ""


@dataclass(slots=True)
class Imported:
    """What a file holds. `header`: fields of the company that the file names; `segments`, `sources`: name -> title."""

    file: str
    kind: str
    header: dict[str, Any] = field(default_factory=dict)
    segments: dict[str, str] = field(default_factory=dict)
    sources: dict[str, dict[str, str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    _told: set[Finding] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def find(self, rule: str, message: str, remedy: str, *, line: int | None = None, cell: str = "") -> None:
        """Add a finding at a line, or at a cell."""
        place = f"{self.file}!{cell}" if cell else self.file
        finding = Finding(rule=rule, severity=Severity.ERROR, file=place, line=line, message=message, remedy=remedy)
        if finding in self._told:  # one unknown item over ten periods is one mistake
            return
        if len(self._told) < MOST_FINDINGS:
            self._told.add(finding)
            self.findings.append(finding)
        elif self.findings[-1].rule != MORE:
            self.findings.append(more_findings(self.file))

    def segment_called(self, title: str) -> str:
        """The name of the segment of this title, a new one if need be: small letters and underscores."""
        if title not in self._names:
            plain = re.sub(r"\W+", "_", title.casefold()).strip("_") or "segment"
            self._names[title] = name = self._fresh(plain)
            self.segments[name] = title
        return self._names[title]

    def _fresh(self, plain: str) -> str:
        """The name, or where it is taken with the first number that is not."""
        name = plain
        while name in self.segments:
            self._numbers[plain] = self._numbers.get(plain, 1) + 1
            name = f"{plain}_{self._numbers[plain]}"
        return name

    def refuse_formula(self, text: str, *, line: int | None = None, cell: str = "") -> None:
        """A cell that begins with `=` is not read: nothing is evaluated here."""
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
        self.find("formula", f"wanted a value, found the formula {shown}", "paste it as a value", line=line, cell=cell)


def is_formula(text: str) -> bool:
    """The cell begins as a formula does."""
    return text.startswith("=")


def column_of(head: str) -> str:
    """The column that a header cell names; `item (CNY million)` is the item."""
    plain = (_BRACKETS.sub("", head) if len(head) <= _HEAD else head).strip().casefold()
    return WORDS.get(plain, plain)


def unit_in(head: str) -> str:
    """The unit in the brackets of a header cell; empty where there is none."""
    match = _BRACKETS.search(head) if len(head) <= _HEAD else None
    return match[1].strip() if match else ""
