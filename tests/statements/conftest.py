"""A company in a temporary folder, written from a header and lines of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.statements.files import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from finkit.statements.company import Company

HEADER = """
ticker = "TEST.X"
name = "Test Company"
currency = "CNY"
segments = [{name = "magnets", title = "Magnets"}]
sources = [{id = "filing", title = "Annual report"}, {id = "vendor", title = "A vendor"}]
"""
COLUMNS = "item,segment,period,value,unit,basis,source,note"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a company into the folder `statements`; the working folder is its parent."""
    monkeypatch.chdir(tmp_path)

    def writer(*rows: str, header: str = HEADER, columns: str = COLUMNS, ticker: str = "TEST.X") -> Path:
        folder = tmp_path / "statements" / ticker
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "company.toml").write_text(header, encoding="utf-8")
        (folder / "facts.csv").write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
        return folder

    return writer


@pytest.fixture
def loaded(write: Callable[..., Path]) -> Callable[..., Company]:
    """Write a company and load it."""

    def loader(*rows: str, header: str = HEADER, columns: str = COLUMNS) -> Company:
        write(*rows, header=header, columns=columns)
        return load("TEST.X")

    return loader
