"""Documents: a file or a text, decoded once; every span of finkit is an index into `Document.text`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from finkit.disk.whole_file import read_whole, shown
from finkit.text.encoding import declared_encoding, decode
from finkit.text.hypertext import is_hypertext, text_of_hypertext
from finkit.text.pdf import is_pdf, text_of_pdf

LARGEST = 256 << 20  # bytes


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
    """A document from text at hand.

    >>> finkit.parse("Revenue 12", name="note").name
    'note'
    """
    return Document(name, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def read(path: Path | str) -> Document:
    """A document from a file: plain text, Markdown, HTML (its main text) or PDF (its text layer), in any encoding.

    Plain text and Markdown are kept as they stand, line ends and marks; what was taken out of HTML or PDF is
    `extracted`. Raises `FileMissingError`, `FileUnreadableError`, `ExtraMissingError`.

    >>> document = finkit.read("seeds/003_7ff7d8e367d35ef2.txt")
    >>> document.extracted, document.text[document.text.index("revenue"):][:7]
    (False, 'revenue')
    """
    raw = read_whole(Path(path), "report", LARGEST)
    return from_bytes(raw, shown(Path(path)))


def from_bytes(raw: bytes, name: str) -> Document:
    """A document from bytes (see `read`); what they are is seen from them, and from the ending of the name."""
    sha256 = hashlib.sha256(raw).hexdigest()
    if is_pdf(raw):
        return Document(name, text_of_pdf(raw, name), sha256, extracted=True)
    if is_hypertext(raw, name):
        return Document(name, text_of_hypertext(decode(raw, name, declared_encoding(raw)), name), sha256, extracted=True)
    return Document(name, decode(raw, name), sha256)
