"""PDFs made by hand, for what no word processor writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _pdf(*pages: bytes, filters: bytes = b"", font: bytes = FONT, trailer: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF whose pages draw these content streams with the font F; `more` are objects behind the pages', 4 + 2 a page."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)), font]
    for at, content in enumerate(pages):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>" % (5 + 2 * at),
            b"<<%s/Length %d>>stream\n%s\nendstream" % (filters, len(content), content),
        ]
    objects += more
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (len(objects) + 1, table, len(objects) + 1, trailer, len(out))


def _drawn(*texts: tuple[float, float, float, str]) -> bytes:
    """Content that draws texts: left, baseline and size in points, characters of ASCII."""
    return b"\n".join(b"BT /F %g Tf %g %g Td (%s) Tj ET" % (size, left, base, text.encode()) for left, base, size, text in texts)


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    """Makes a PDF from the content streams of its pages."""
    return _pdf


@pytest.fixture(scope="session")
def drawn() -> Callable[..., bytes]:
    """Makes a content stream from texts with their places."""
    return _drawn
