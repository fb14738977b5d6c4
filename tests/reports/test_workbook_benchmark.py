"""`benchmarks/workbook.py` measures what it says: the calls that it notes down write the same workbook without finkit."""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from finkit.reports import excel
from finkit.reports.layouts.workbook import workbook

if TYPE_CHECKING:
    from types import ModuleType

    from finkit.reports.table import Book
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

PATH = Path(__file__).resolve().parents[2] / "benchmarks" / "workbook.py"


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program as a module."""
    spec = importlib.util.spec_from_file_location("benchmark_of_workbooks", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def laid(kiln: Company, kiln_check: Check) -> Book:
    """The book of Blue Kiln Ceramics: formulas, notes, names, charts, tables, colours."""
    return workbook(kiln, kiln_check)


def test_the_same_bytes_without_finkit(benchmark: ModuleType, laid: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Played back with finkit's writer out of reach, the calls give its file to the last byte."""
    written, program = excel.render(laid), benchmark.recorded(laid).program()
    monkeypatch.delattr(excel, "_Writer")
    assert benchmark.alone(program) == written


def test_every_kind_of_call_is_noted(benchmark: ModuleType, laid: Book) -> None:
    """What makes the file: a reader of the program finds each of them, once a cell."""
    lines = benchmark.recorded(laid).lines
    count = sum(cell.derivation is not None or cell.link is not None for cell in laid.cells())
    masters = len(laid.sheets)
    assert sum(".write_formula(" in line for line in lines) == count + masters
    for method in ("write_comment", "add_format", "set_column", "insert_chart", "add_table", "conditional_format", "define_name"):
        assert any(f".{method}(" in line for line in lines), method


def test_what_no_program_can_say_is_refused(benchmark: ModuleType) -> None:
    """A number of finkit's own that slipped through to XlsxWriter would make the two sides differ."""
    with pytest.raises(TypeError, match="cannot be noted down"):
        benchmark.said({"value": Decimal(1)})
