"""HTML to text: what a reader of the page reads, one line a block, cells apart, no two numbers glued.

One pass over the events of lxml's parser (`finkit[html]`); no tree, so neither depth nor size is a danger.
"""

from __future__ import annotations

import re

from finkit.errors import ExtraMissingError, FileUnreadableError
from finkit.text.layout import laid_out
from finkit.text.markup import PageReader

_OPENING = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_OPENS_WITHIN = 1024
_ENDINGS = (".html", ".htm", ".xhtml")
_CHUNK = 1 << 16
_MOST_STEPS = 3_000_000_000


def is_hypertext(raw: bytes, name: str) -> bool:
    """By the ending of its name, or by a doctype, `html`, `head` or `body` tag in the first KB of what opens with a tag."""
    opening = raw[:_OPENS_WITHIN].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return name.lower().endswith(_ENDINGS) or (opening.startswith(b"<") and bool(_OPENING.search(opening)))


def text_of_hypertext(source: str, name: str) -> str:
    """The main text of a page, lines ended by newlines and cells parted by tabs.

    Raises `FileUnreadableError` where no text is in it, `ExtraMissingError` where lxml is not installed.
    """
    reader = _parsed(source, name)
    text = laid_out(reader.pieces(), reader.regions.main()) or laid_out(reader.pieces(), [True] * len(reader.regions))
    if not text and source.strip():
        raise FileUnreadableError(
            path=name,
            wanted="a page with text",
            found="HTML without any",
            remedy="save it from a browser once its scripts have run",
        )
    return text


def _parsed(source: str, name: str) -> PageReader:
    """The page read to its end.

    An end tag may make the parser look through all open elements: tags that would take it minutes are refused.
    """
    try:
        from lxml import etree  # noqa: PLC0415  (late: start-up time, and an extra)
    except ImportError:
        raise ExtraMissingError(path=name, wanted="HTML", library="lxml", extra="html") from None
    reader, steps = PageReader(), 0
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)
    raw = source.encode("utf-8", "replace")
    for start in range(0, len(raw), _CHUNK):
        chunk = raw[start : start + _CHUNK]
        steps += chunk.count(b"</") * reader.depth
        if steps > _MOST_STEPS:
            raise FileUnreadableError(
                path=name,
                wanted="a page that a browser can show",
                found=f"elements {reader.depth:,} deep in one another",
                remedy="save its text from a browser",
            )
        parser.feed(chunk)
    if raw:
        parser.close()
    return reader
