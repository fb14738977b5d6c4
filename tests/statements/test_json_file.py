"""JSON files that may hold anything."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import finkit.statements.json_file as module
from finkit.errors import FileMissingError, FileUnreadableError
from finkit.statements.json_file import OddNumber, kind, printable, read_json, shown

if TYPE_CHECKING:
    from pathlib import Path


def test_numbers_are_exact(tmp_path: Path) -> None:
    """As printed; what is none, or has no end, stays a text."""
    path = tmp_path / "a.json"
    path.write_text(f"[0.10, 12, NaN, {'9' * 1_000_000}, 1e999]", encoding="utf-8")
    (tenth, twelve, *odd), twice = read_json(path, "test")
    assert (str(tenth), twelve, twice) == ("0.10", Decimal(12), ())
    assert odd == [OddNumber("NaN"), OddNumber("9" * 1_000_000), OddNumber("1e999")]
    assert shown(odd[1]) == f"{'9' * 39}… (1,000,000 characters)"


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    """The last is read."""
    path = tmp_path / "a.json"
    path.write_text('{"a": {"b": 1, "b": 2}, "c": 3}', encoding="utf-8")
    assert read_json(path, "test") == ({"a": {"b": 2}, "c": 3}, ("b",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "Expecting value at line 1, column 1"),
        ("cik: 5", "Expecting value at line 1, column 1"),
        ('{"facts": {}', "Expecting ',' delimiter at line 1, column 13"),
        ("[" * 200_000, "brackets within brackets without end"),
    ],
)
def test_what_is_no_json_is_refused(text: str, found: str, tmp_path: Path) -> None:
    """With the place."""
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileUnreadableError) as caught:
        read_json(path, "test")
    assert str(caught.value) == f"{path}: wanted test JSON, found {found}\n  get the file again"


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing, a folder, binary, too large."""
    with pytest.raises(FileMissingError):
        read_json(tmp_path / "none.json", "test")
    with pytest.raises(FileUnreadableError, match="found a folder"):
        read_json(tmp_path, "test")
    path = tmp_path / "a.json"
    path.write_bytes(b"\0\1")
    with pytest.raises(FileUnreadableError, match="a binary file"):
        read_json(path, "test")
    monkeypatch.setattr(module, "LARGEST", 1)
    with pytest.raises(FileUnreadableError, match="2 bytes\n  no such file has more than 1"):
        read_json(path, "test")


def test_words_for_messages() -> None:
    """Kinds of values, and texts without escapes."""
    assert [kind(one) for one in ({}, [], "", True, None, Decimal(1), OddNumber("NaN"))] == [
        "an object", "a list", "the text", "true or false", "null", "a number", "the number",
    ]  # fmt: skip
    assert printable("a\x1b[0mb\ud800") == "a\N{REPLACEMENT CHARACTER}[0mb\N{REPLACEMENT CHARACTER}"
