"""What the process that reads a PDF answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.text.pdf_process import answer

if TYPE_CHECKING:
    from collections.abc import Callable

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
MAP = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <e001> endbfchar endcmap"


def test_the_text_and_the_number_of_pages(pdf: Callable[..., bytes], drawn: Callable[..., bytes]) -> None:
    """Both, where there is a text."""
    assert answer(pdf(drawn((60, 700, 12, "Sales were 12.5 million.")), b""), 2) == {"text": "Sales were 12.5 million.\n", "pages": 2}


@pytest.mark.parametrize(
    ("pages", "most", "refused"),
    [((b"",), 1, "unread"), ((b"", b""), 1, "long"), ((), 1, "broken")],
)
def test_why_there_is_no_text(pages: tuple[bytes, ...], most: int, refused: str, pdf: Callable[..., bytes]) -> None:
    """A word for each reason, and the pages that were found."""
    assert answer(pdf(*pages), most) == {"refused": refused, "pages": len(pages)}


def test_characters_without_a_meaning_are_no_text(pdf: Callable[..., bytes], drawn: Callable[..., bytes]) -> None:
    """A font that names its characters by private codes leaves nothing to read."""
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(MAP), MAP)
    assert answer(pdf(drawn((60, 700, 12, "AAAAAA")), font=FONT, more=(stream,)), 1) == {"refused": "nameless", "pages": 1}
