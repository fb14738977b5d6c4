"""LibreOffice recalculates a workbook for tests: forced, since it trusts cached values by default."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TOLERANCE = 1e-9


@pytest.fixture
def differences() -> Callable[[Path, Path], tuple[int, list[str]]]:
    """Compare a workbook with LibreOffice's own values; skips without it, unless FINKIT_REQUIRE names it: then fails."""
    _needs_libreoffice()
    return _differences


@pytest.fixture
def recalculated() -> Callable[[Path, Path], Path]:
    """A workbook with every formula computed afresh by LibreOffice; skips or fails without it as `differences` does."""
    _needs_libreoffice()
    return recalculate


def _needs_libreoffice() -> None:
    if SOFFICE is None:
        if "libreoffice" in os.environ.get("FINKIT_REQUIRE", ""):
            pytest.fail("FINKIT_REQUIRE wants libreoffice, and there is no soffice")
        pytest.skip("no soffice here")


def recalculate(path: Path, folder: Path) -> Path:
    """The workbook with every formula computed afresh."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    out = folder / "out"
    command = [
        str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / path.name


def _differences(path: Path, folder: Path) -> tuple[int, list[str]]:
    """How many formulas a workbook has, and those whose value LibreOffice does not confirm."""
    fresh = openpyxl.load_workbook(recalculate(path, folder), data_only=True)
    cached = openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    count, wrong = 0, []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                ours, theirs = cached[sheet.title][cell.coordinate].value, fresh[sheet.title][cell.coordinate].value
                if not _agree(ours, theirs):
                    wrong.append(f"{sheet.title}!{cell.coordinate} {cell.value}: Python {ours!r}, LibreOffice {theirs!r}")
    return count, wrong


def _agree(ours: object, theirs: object) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) <= TOLERANCE * max(abs(ours), abs(theirs), TOLERANCE)
    return ours == theirs and not str(theirs).startswith("#")
