"""Documents: a file or a text, decoded once; every span of finkit is an index into `Document.text`."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from finkit.errors import FileMissingError, FileUnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = ("utf-8", "gb18030")
_PLAIN_CONTROLS = frozenset("\t\n\r\f\v\x85\u2028\u2029")
_SAMPLE = 65_536
_CONTROL_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the name and the fingerprint of what it was read from.

    `sha256` is of the bytes read; `extracted` says that the text was taken out of a format (its spans are then
    indices into the extracted text).
    """

    name: str
    text: str
    sha256: str
    extracted: bool = False


def parse(text: str, name: str = "text") -> Document:
    """A document from text at hand."""
    return Document(name, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def read(path: Path | str) -> Document:
    """A document from a file: UTF-8, UTF-16, UTF-32 (by their marks) or GB 18030.

    Line ends are kept as they stand. Raises `FileMissingError`, `FileUnreadableError`.
    """
    place = Path(path)
    try:
        raw = place.read_bytes()
    except FileNotFoundError:
        raise FileMissingError(path=str(path), wanted="report") from None
    except OSError as error:
        raise FileUnreadableError(
            path=str(path), wanted="a readable file", found=error.strerror or "an error", remedy="give a text file"
        ) from None
    return from_bytes(raw, str(path))


def from_bytes(raw: bytes, name: str) -> Document:
    """A document from bytes (see `read`)."""
    return Document(name, _decode(raw, name), hashlib.sha256(raw).hexdigest())


def _decode(raw: bytes, name: str) -> str:
    if raw.startswith(b"%PDF"):
        raise FileUnreadableError(
            path=name, wanted="text", found="a PDF", remedy="extract its text first, e.g. pdftotext -layout FILE -"
        )
    marked = next((encoding for mark, encoding in _BOMS if raw.startswith(mark)), None)
    for encoding in (marked,) if marked else _ENCODINGS:
        try:
            text = raw.decode("utf-8-sig" if marked == "utf-8" else encoding)
        except UnicodeDecodeError:
            continue
        _require_text(text, name)
        return text
    raise FileUnreadableError(
        path=name, wanted="text", found="bytes that are no UTF-8 or GB 18030", remedy="save it as UTF-8 text"
    )


def _require_text(text: str, name: str) -> None:
    """A text holds no NULs and hardly any control characters."""
    sample = text[:_SAMPLE]
    controls = sum(1 for character in sample if character < " " and character not in _PLAIN_CONTROLS)
    if "\0" in text or controls > len(sample) * _CONTROL_SHARE:
        raise FileUnreadableError(
            path=name, wanted="text", found="binary data", remedy="give the report as a text file (UTF-8 or GB 18030)"
        )
