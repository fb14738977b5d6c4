"""Workbooks made to fill the memory or to take for ever, imported and filled."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from finkit.reports.template import template_bytes
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEET = "xl/worksheets/sheet3.xml"
_HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>item</t></is></c></row>'


@cache
def parts() -> dict[str, bytes]:
    """What a template consists of."""
    with zipfile.ZipFile(io.BytesIO(template_bytes([Period(2022)]))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changed: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A template with other parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, content in (parts() | changed).items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet(rows: str, before: str = "") -> dict[str, bytes]:
    """One sheet in place of the template's."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return {SHEET: f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData></worksheet>'.encode()}


def lying(content: bytes) -> bytes:
    """The archive, whose largest part says that it has a hundred bytes."""
    raw, directory, local = bytearray(content), b"PK\x01\x02", b"PK\x03\x04"
    for at in range(len(raw) - 46):
        place = at + 24 if raw[at : at + 4] == directory else at + 22 if raw[at : at + 4] == local else 0
        if place and struct.unpack_from("<I", raw, place)[0] > 500_000:
            struct.pack_into("<I", raw, place, 100)
    return bytes(raw)


def locked(content: bytes) -> bytes:
    """The archive, whose parts say that they are encrypted."""
    raw = bytearray(content)
    for at in range(len(raw) - 46):
        if raw[at : at + 4] == b"PK\x01\x02":
            raw[at + 8] |= 1
    return bytes(raw)


LAUGHS = b'<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "unpacks to too much": (lambda: packed({"x": b"\0" * 300_000_000}), "bytes unpacked from "),
    "packed too densely": (lambda: packed(sheet("<c/>" * 6_000_000)), "a workbook that unpacks to at most 500 times its size"),
    "too many elements": (lambda: packed(sheet("<row>" + "<c/>" * 1_900_000 + "</row>")), "150,000 elements, found "),
    "too many strings": (lambda: packed({"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 1_900_000 + b"</sst>"}), " elements, found "),
    "too many parts": (lambda: packed({f"x/{number}": b"" for number in range(10_001)}), "a workbook of at most 10,000 parts, found 10,01"),
    "entities": (lambda: packed({SHEET: LAUGHS}), f"a workbook without DTDs, found one in '{SHEET}'"),
    "entities in UTF-16": (lambda: packed({SHEET: LAUGHS.decode().encode("utf-16")}), "a workbook without DTDs"),
    "a file from outside": (
        lambda: packed({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        "a workbook without DTDs, found one in 'xl/workbook.xml'",
    ),
    "lies about its size": (lambda: lying(packed(sheet("<row>" + "<c/>" * 140_000 + "</row>"))), "found one that is broken"),
    "locked": (lambda: locked(packed({})), "found one that is locked with a password\n  save it without"),
    "packed in another way": (lambda: packed({}, zipfile.ZIP_LZMA), "found an archive packed in another way"),
    "no archive": (lambda: b"PK\x03\x04" + b"x" * 5000, "found one that is broken"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_with_their_sizes(name: str, desk: Path, run: Callable[..., Any]) -> None:
    """Before anything is unpacked into memory: imported or filled, exit code 2, nothing written."""
    make, said = BOMBS[name]
    (desk / "book.xlsx").write_bytes(make())
    imported = run("import", "book.xlsx", "--company", "NEW.X", "--currency", "CNY")
    filled = run("--statements", "statements", "workbook", "--report", "none", "--template", "book.xlsx", "-o", "out.xlsx")
    assert (2, [desk / "book.xlsx"]) == (imported.exit_code, list(desk.iterdir()))
    assert said in imported.stderr
    assert imported.stderr.startswith("finkit: book.xlsx: wanted ")
    assert filled.exit_code == 2


FAR = '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
WIDE = "".join(f'<row r="{row}"><c r="XFD{row}"><v>5</v></c></row>' for row in range(2, 200))
SHEETS = {
    "claims all rows and columns": (sheet(_HEAD * 2000, '<dimension ref="A1:XFD1048576"/>'), 0, "Excel template: 0 added"),
    "a cell in the last corner": (sheet(_HEAD + FAR), 0, "Excel template: 0 added"),
    "a row beyond the last": (
        sheet(_HEAD + '<row r="99999999999"><c><v>5</v></c></row>'),
        2,
        "!Income: wanted a sheet of at most 1,048,576 rows",
    ),
    "cells far to the right": (sheet(_HEAD + WIDE), 2, "and 2,000,000 cells, found more, at row 124"),
    "cells within cells": (sheet("<row>" + "<c>" * 50_000 + "</c>" * 50_000 + "</row>"), 0, "Excel template: 0 added"),
    "a shared formula without a place": (
        sheet('<row><c><f t="shared" si="0">A1</f></c><c><f t="shared" si="0"/></c></row>'),
        2,
        "is broken",
    ),
    "a number of 5,000 digits": (sheet(f'{_HEAD}<row r="2"><c r="B2"><v>{"9" * 5000}</v></c></row>'), 2, "is broken"),
    "no sheet": ({SHEET: b""}, 2, "is broken"),
    "no XML": ({SHEET: b"<worksheet"}, 2, "is broken"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_are_as_large_as_what_is_in_them(name: str, desk: Path, run: Callable[..., Any]) -> None:
    """What a sheet says of its own size is not believed; a cell at XFD1048576 made 17 thousand million others."""
    changed, code, said = SHEETS[name]
    (desk / "book.xlsx").write_bytes(packed(changed))
    result = run("import", "book.xlsx", "--company", "NEW.X", "--currency", "CNY")
    assert code == result.exit_code, result.output
    assert said in result.stdout + result.stderr


def test_what_cannot_be_saved_is_refused(company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """A model with a cell behind the last column could be loaded, and broke as it was saved."""
    desk = company().parent.parent
    (desk / "model.xlsx").write_bytes(packed(sheet("<row>" + "<c/>" * 20_000 + "</row>")))
    result = run("workbook", "--report", "none", "--template", "model.xlsx", "-o", "out.xlsx")
    wanted = "an Excel workbook (.xlsx or .xlsm) of at most 16,384 columns"
    said = f"finkit: model.xlsx: wanted {wanted}, found 20,000 in Income\n  open and save it in Excel once\n"
    assert (2, said, False) == (result.exit_code, result.stderr, (desk / "out.xlsx").exists())


def test_extensions_without_an_end_are_counted_in_their_time(company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """A part of 60,000 extensions that are never closed took a minute and a half: each was read to the end of the part."""
    desk = company().parent.parent
    (desk / "model.xlsx").write_bytes(packed({"xl/worksheets/open.xml": b"<ext " * 60_000}))
    began = time.process_time()
    result = run("workbook", "--report", "none", "--template", "model.xlsx", "-o", "out.xlsx")
    assert result.exit_code == 0, result.output
    assert time.process_time() - began < 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_merged_ranges_cover_no_more_cells_than_memory_holds(encoding: str, company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """Each cell of a merged range is an object; one range over a whole sheet filled the memory."""
    desk = company().parent.parent
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = f'<?xml version="1.0" encoding="{encoding}"?><x:worksheet xmlns:x="{space}"><x:sheetData/><x:mergeCells>'
    for ranges, code in ((["A1:C9", "A10:C19"], 0), (["A1:C9", "A10:XFD1048576"], 2)):
        merged = "".join(f'<x:mergeCell ref="{one}"/>' for one in ranges)
        text = f"{head}{merged}</x:mergeCells></x:worksheet>"
        (desk / "model.xlsx").write_bytes(packed({SHEET: text.encode(encoding)}))
        result = run("workbook", "--report", "none", "--template", "model.xlsx", "-o", "out.xlsx")
        assert result.exit_code == code, result.output
        assert ("of at most 1,000,000 merged cells, found 17,179,721,755\n" in result.stderr) == bool(code)
