"""Documents: decoding, fingerprints, and what is refused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.errors import FileMissingError, FileUnreadableError
from finkit.text.document import from_bytes, parse, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "蓝泵公司 2021 年营业收入 12.5 亿元。\nBlue Pumps sold 1,250 pumps.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_every_usual_encoding_gives_the_same_text(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without its mark, UTF-16, UTF-32 and GB 18030 all give the characters, without a mark."""
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read(path).text == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
def test_utf_16_of_either_byte_order_is_read_by_its_mark(tmp_path: Path, encoding: str) -> None:
    """The mark says which byte comes first."""
    path = tmp_path / "report.txt"
    path.write_bytes("\ufeff".encode(encoding) + TEXT.encode(encoding))
    assert read(path).text == TEXT


def test_the_fingerprint_is_of_the_bytes_read(tmp_path: Path) -> None:
    """Two encodings of one text are two files; a text at hand has the fingerprint of its UTF-8 bytes."""
    raw = TEXT.encode("gb18030")
    path = tmp_path / "report.txt"
    path.write_bytes(raw)
    assert hashlib.sha256(raw).hexdigest() == read(path).sha256
    assert hashlib.sha256(TEXT.encode()).hexdigest() == parse(TEXT).sha256


def test_a_document_bears_the_path_it_was_read_from(tmp_path: Path) -> None:
    """The name is the path as given, string or Path; a text at hand is called what the caller says."""
    path = tmp_path / "report.txt"
    path.write_text("one", encoding="utf-8")
    assert (str(path), str(path)) == (read(path).name, read(str(path)).name)
    assert (parse("one").name, parse("one", "note").name) == ("text", "note")


def test_a_missing_file_says_what_is_missing_and_what_to_do() -> None:
    """The message, exactly; it is also the builtin's FileNotFoundError."""
    with pytest.raises(FileMissingError) as caught:
        read("nowhere/report.txt")
    assert str(caught.value) == "nowhere/report.txt: no such report\n  check the name, or give another path"
    assert isinstance(caught.value, FileNotFoundError)


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    """It is told as what it is."""
    with pytest.raises(FileUnreadableError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path}: wanted report, found a folder\n  give a file"


MARKDOWN = "# Sales\r\n\n| Item | 2021 |\n|---|---:|\n| **Sales** | <b>12.5</b> &amp; more |\n"
PAGE = "<!doctype html><meta charset=gbk><nav>Home 9</nav><p>营业收入12<b>.5</b>亿元。</p>"


@pytest.mark.parametrize("name", ["report.md", "report.txt", "report"])
def test_markdown_is_kept_as_it_stands(name: str) -> None:
    """Spans index every mark of it; a tag here and there makes no HTML."""
    document = from_bytes(MARKDOWN.encode(), name)
    assert (document.text, document.extracted) == (MARKDOWN, False)


@pytest.mark.parametrize("name", ["report.html", "stdin"])
def test_html_gives_its_main_text_and_the_fingerprint_of_its_bytes(name: str) -> None:
    """By its declared encoding, marked as extracted."""
    raw = PAGE.encode("gbk")
    document = from_bytes(raw, name)
    assert (document.text, document.extracted) == ("营业收入12.5亿元。\n", True)
    assert hashlib.sha256(raw).hexdigest() == document.sha256


def test_pdf_gives_its_text_layer_whatever_its_name(tmp_path: Path, pdf: Callable[..., bytes], drawn: Callable[..., bytes]) -> None:
    """By its mark, marked as extracted."""
    raw = pdf(drawn((60, 700, 12, "Sales were 12.5 million yuan.")))
    path = tmp_path / "report"
    path.write_bytes(raw)
    document = read(path)
    assert (document.text, document.extracted) == ("Sales were 12.5 million yuan.\n", True)
    assert hashlib.sha256(raw).hexdigest() == document.sha256


def test_a_document_that_cannot_be_read_is_named() -> None:
    """Whatever format it was taken for."""
    for name, raw in {"a.html": b"\xff\xff", "b.txt": b"\0", "c.pdf": b"%PDF-1.4"}.items():
        with pytest.raises(FileUnreadableError, match=f"^{name}: wanted "):
            from_bytes(raw, name)


def test_a_stray_control_character_is_no_binary_file() -> None:
    """A form feed or one escape in a page of text does not make it binary."""
    text = "Revenue was 12.5 million yuan.\f" * 20 + "\x1b"
    assert text == from_bytes(text.encode(), "r").text


def test_an_empty_file_is_an_empty_document() -> None:
    """Nothing to say is no mistake."""
    assert from_bytes(b"", "r").text == ""


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from([b"", b"<html>", b"<?xml encoding='big5'?><body>", b"\xff\xfe", b"\0<"]),
    st.binary(max_size=200),
    st.sampled_from(["r", "r.html"]),
)
def test_any_bytes_are_read_or_refused(start: bytes, raw: bytes, name: str) -> None:
    """Nothing but the one named exception comes out, and what is accepted holds no NUL."""
    refusal, text = "", ""
    try:
        text = from_bytes(start + raw, name).text
    except FileUnreadableError as refused:
        refusal = str(refused)
    assert refusal.startswith(f"{name}: wanted ") or not refusal
    assert "\0" not in text


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=80))
def test_utf_8_is_read_back_unchanged(text: str) -> None:
    """Spans index the text as it was written."""
    assert text == from_bytes(text.encode("utf-8"), "r").text
