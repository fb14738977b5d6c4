"""The process that reads one PDF: bytes on standard input, one JSON object on standard output.

It is apart because a PDF is a program for a reader written in C: whatever that runs into (an endless page, a bomb, a
crash) ends with this process. Needs pypdfium2 (`finkit[pdf]`).
"""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from finkit.text.paragraphs import text_of
from finkit.text.typeset import Glyph, Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNKNOWN = 0xFFFD
_NAMELESS = frozenset({"Co", "Cn"})
_MOST_NAMELESS = 0.3


def answer(raw: bytes, most_pages: int) -> dict[str, Any]:
    """The text of a PDF as `text`, or as `refused` why there is none: `locked`, `broken`, `long`, `unread`, `nameless`.

    `pages` is their number. `unread` has no text layer, `nameless` one whose characters have no Unicode.
    """
    import pypdfium2  # noqa: PLC0415  (late: an extra)

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        return {"refused": "locked" if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD else "broken", "pages": 0}
    pages = len(document)
    if pages > most_pages:
        return {"refused": "long", "pages": pages}
    try:
        read = [lines_of(_glyphs(document[number].get_textpage())) for number in range(pages)]
    except pypdfium2.PdfiumError:
        return {"refused": "broken", "pages": pages}
    text = text_of(read)
    if not text.strip():
        return {"refused": "unread" if pages else "broken", "pages": pages}
    if _is_nameless(read):
        return {"refused": "nameless", "pages": pages}
    return {"text": text, "pages": pages}


def _glyphs(page: Any) -> Iterator[Glyph]:  # noqa: ANN401  (pypdfium2 has no types)
    """The characters of a page in the order of PDFium, which puts in spaces and line ends."""
    from pypdfium2 import raw  # noqa: PLC0415  (late: an extra)

    box = raw.FS_RECTF()
    for at in range(raw.FPDFText_CountChars(page)):
        character = chr(raw.FPDFText_GetUnicode(page, at) or _UNKNOWN)
        raw.FPDFText_GetLooseCharBox(page, at, box)
        yield Glyph(character, box.left, box.right, box.bottom, box.top)


def _is_nameless(pages: list[list[Line]]) -> bool:
    """Much of the text is characters that Unicode does not name, or that stand for unknown ones."""
    characters = "".join(line.text for page in pages for line in page)
    nameless = sum(one == "\ufffd" or unicodedata.category(one) in _NAMELESS for one in characters)
    return nameless > _MOST_NAMELESS * len(characters)


def main(most_pages: str, most_memory: str) -> None:
    """Answer for the PDF on standard input, within this many bytes of memory where the system can say so."""
    try:
        import resource  # noqa: PLC0415  (not on every system)
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (int(most_memory), int(most_memory)))
    json.dump(answer(sys.stdin.buffer.read(), int(most_pages)), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
