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
    """What cannot be read at all is said with the system's own reason."""
    with pytest.raises(FileUnreadableError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path}: wanted a readable file, found Is a directory\n  give a text file"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"%PDF-1.7\n1 0 obj", "r: wanted text, found a PDF\n  extract its text first, e.g. pdftotext -layout FILE -"),
        (
            b"PK\x03\x04\x14\x00\x06\x00\x08\x00" * 40,
            "r: wanted text, found binary data\n  give the report as a text file (UTF-8 or GB 18030)",
        ),
        (b"revenue 12\x005", "r: wanted text, found binary data\n  give the report as a text file (UTF-8 or GB 18030)"),
        (b"\xff\xff\xff\xff", "r: wanted text, found bytes that are no UTF-8 or GB 18030\n  save it as UTF-8 text"),
        (b"\xef\xbb\xbf12 \xff\xfe", "r: wanted text, found bytes that are no UTF-8 or GB 18030\n  save it as UTF-8 text"),
    ],
    ids=["pdf", "zip", "nul", "no encoding", "a mark that lies"],
)
def test_what_is_no_text_is_refused_with_a_remedy(raw: bytes, message: str) -> None:
    """Where, what was wanted, what was found, what to do."""
    with pytest.raises(FileUnreadableError) as caught:
        from_bytes(raw, "r")
    assert message == str(caught.value)


def test_a_stray_control_character_is_no_binary_file() -> None:
    """A form feed or one escape in a page of text does not make it binary."""
    text = "Revenue was 12.5 million yuan.\f" * 20 + "\x1b"
    assert text == from_bytes(text.encode(), "r").text


def test_an_empty_file_is_an_empty_document() -> None:
    """Nothing to say is no mistake."""
    assert from_bytes(b"", "r").text == ""


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Nothing but the one named exception comes out, and what is accepted holds no NUL."""
    refusal, text = "", ""
    try:
        text = from_bytes(raw, "r").text
    except FileUnreadableError as refused:
        refusal = str(refused)
    assert refusal.startswith("r: wanted text, found ") or not refusal
    assert "\0" not in text


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=80))
def test_utf_8_is_read_back_unchanged(text: str) -> None:
    """Spans index the text as it was written."""
    assert text == from_bytes(text.encode("utf-8"), "r").text
