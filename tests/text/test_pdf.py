"""PDF to text: a real PDF, and PDFs made by hand that have nothing to read or mean harm.

`kiln_report.pdf` is `kiln_report.fodt` as LibreOffice prints it: soffice --headless --convert-to pdf kiln_report.fodt
"""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.errors import ExtraMissingError, FileUnreadableError
from finkit.text import pdf as module
from finkit.text.pdf import is_pdf, text_of_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
REPORT = (HERE / "kiln_report.pdf").read_bytes()
TEXT_NS, TABLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def written() -> list[str]:
    """The paragraphs and table rows of the word processor's file; raised digits as ¹ ², empty cells left out."""
    root = ET.parse(HERE / "kiln_report.fodt").getroot()  # noqa: S314  (a file of ours)
    for raised in root.iter(f"{TEXT_NS}span"):
        raised.text = (raised.text or "").translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    body = root[-1][0]
    lines = []
    for part in body:
        rows = part.iter(f"{TABLE_NS}table-row") if part.tag == f"{TABLE_NS}table" else [part]
        lines += [
            "\t".join(filter(None, ("".join(one.itertext()) for one in row))) if len(row) > 3 else "".join(row.itertext()) for row in rows
        ]
    return lines


def without_air(line: str) -> str:
    """A line without the spaces that a printer sets between hanzi and digits."""
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", line)


def test_a_printed_report_is_read_as_it_was_written() -> None:
    """Every paragraph is one line again, over line and page ends, every table row one with tabs, every figure whole."""
    lines = text_of_pdf(REPORT, "r").splitlines()
    assert lines[:2] == ["Invented research, 14 March 2022", "Page 1"]
    assert [without_air(line) for line in written()] == [without_air(line) for line in lines[2:]]


def test_pages_come_in_order(pdf: Callable[..., bytes], drawn: Callable[..., bytes]) -> None:
    """One after the other, nothing between."""
    pages = [drawn((60, 700, 12, f"Part {at} has 1{at}.5 kilns.")) for at in range(3)]
    assert text_of_pdf(pdf(*pages), "r") == "Part 0 has 10.5 kilns.\nPart 1 has 11.5 kilns.\nPart 2 has 12.5 kilns.\n"


def test_a_pdf_is_known_by_its_mark() -> None:
    """In the first KB, where readers look for it; a text that names the mark further down is none."""
    assert [is_pdf(REPORT), is_pdf(b"\r\n" + REPORT), is_pdf(b" " * 1024 + REPORT), is_pdf(b"a PDF")] == [True, True, False, False]


LOCKED = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)
GALLERY = {
    "locked": (
        lambda pdf, drawn: pdf(drawn((60, 700, 12, "12.5")), trailer=LOCKED),
        "r: wanted a PDF with text, found one that asks for a password\n  take it off first, e.g. qpdf --decrypt --password=WORD FILE OUT",
    ),
    "broken": (
        lambda _pdf, _drawn: b"%PDF-1.7\n1 0 obj",
        "r: wanted a PDF with text, found one that is broken\n  mend it, e.g. qpdf FILE OUT, or print it anew",
    ),
    "no text": (
        lambda pdf, _drawn: pdf(b"0 0 100 100 re f", b""),
        "r: wanted a PDF with text, found 2 pages of images without a text layer\n  put one in by OCR, e.g. ocrmypdf FILE OUT",
    ),
    "one page without text": (
        lambda pdf, drawn: pdf(drawn((60, 700, 12, "  "))),
        "r: wanted a PDF with text, found 1 page of images without a text layer\n  put one in by OCR, e.g. ocrmypdf FILE OUT",
    ),
    "too long": (
        lambda pdf, _drawn: pdf(*[b""] * 2001),
        "r: wanted a PDF with text, found 2,001 pages, more than 2,000\n  split it, e.g. qpdf --split-pages=1000 FILE OUT",
    ),
}


@pytest.mark.parametrize("name", GALLERY)
def test_gallery(name: str, pdf: Callable[..., bytes], drawn: Callable[..., bytes]) -> None:
    """What was found, and how to come to a text."""
    make, message = GALLERY[name]
    with pytest.raises(FileUnreadableError) as caught:
        text_of_pdf(make(pdf, drawn), "r")
    assert message == str(caught.value)


@pytest.mark.parametrize("limit", [("MOST_SECONDS", 1), ("MOST_MEMORY", 400 << 20)], ids=["time", "memory"])
def test_a_bomb_is_refused(
    limit: tuple[str, int], pdf: Callable[..., bytes], drawn: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few KB that unfold to hundreds of MB of text end at the limit, whichever comes first."""
    monkeypatch.setattr(module, *limit)
    bomb = zlib.compress(drawn((60, 700, 12, "Sales were 12.5 million yuan.")) * 3_000_000, 9)
    with pytest.raises(FileUnreadableError) as caught:
        text_of_pdf(pdf(bomb, filters=b"/Filter/FlateDecode"), "r")
    assert str(caught.value) == (
        "r: wanted a PDF with text, found one that takes more than 120 seconds or 1 GB to read\n  print it anew, or give its text"
    )


def test_a_missing_pypdfium2_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra by its name."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ExtraMissingError) as caught:
        text_of_pdf(REPORT, "r.pdf")
    assert str(caught.value) == "r.pdf: PDF is read with pypdfium2, which is not installed\n  pip install 'finkit[pdf]'"


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.integers(0, len(REPORT) - 1), st.binary(min_size=1, max_size=200))
def test_a_damaged_pdf_is_read_or_refused(at: int, noise: bytes) -> None:
    """Whatever stands in the middle of it, nothing but the named exception comes out."""
    try:
        text = text_of_pdf(REPORT[:at] + noise + REPORT[at + len(noise) :], "r")
    except FileUnreadableError as refused:
        text = str(refused)
    assert text.strip()
