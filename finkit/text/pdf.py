"""PDF to text: its text layer, paragraphs and table rows a line each, read by a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec

from finkit.errors import ExtraMissingError, FileUnreadableError

_OPENS_WITHIN = 1024
MOST_PAGES, MOST_SECONDS, MOST_MEMORY = 2_000, 120, 1 << 30
_WANTED = "a PDF with text"
_REFUSALS = {
    "locked": ("one that asks for a password", "take it off first, e.g. qpdf --decrypt --password=WORD FILE OUT"),
    "broken": ("one that is broken", "mend it, e.g. qpdf FILE OUT, or print it anew"),
    "unread": ("{pages} of images without a text layer", "put one in by OCR, e.g. ocrmypdf FILE OUT"),
    "nameless": (
        "{pages} whose fonts do not say what their characters are",
        "put in a text layer by OCR, e.g. ocrmypdf --force-ocr FILE OUT",
    ),
    "long": (f"{{pages}}, more than {MOST_PAGES:,}", "split it, e.g. qpdf --split-pages=1000 FILE OUT"),
    "hostile": (
        f"one that takes more than {MOST_SECONDS} seconds or {MOST_MEMORY >> 30} GB to read",
        "print it anew, or give its text",
    ),
}


def is_pdf(raw: bytes) -> bool:
    """By its mark, which stands in the first KB."""
    return b"%PDF-" in raw[:_OPENS_WITHIN]


def text_of_pdf(raw: bytes, name: str) -> str:
    """The text layer of a PDF, pages in order; `name` is the file's, for the message.

    Raises `FileUnreadableError` where there is none that can be read, or reading it takes too long or too much
    memory, `ExtraMissingError` where pypdfium2 is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise ExtraMissingError(path=name, wanted="PDF", library="pypdfium2", extra="pdf")
    command = [sys.executable, "-P", "-m", "finkit.text.pdf_process", str(MOST_PAGES), str(MOST_MEMORY)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=raw, capture_output=True, check=True, timeout=MOST_SECONDS, env=environment)  # noqa: S603  (our own module)
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        found = {"refused": "hostile", "pages": 0}
    if "text" in found:
        return str(found["text"])
    what, remedy = _REFUSALS[found["refused"]]
    pages = f"{found['pages']:,} page{'s' * (found['pages'] != 1)}"
    raise FileUnreadableError(path=name, wanted=_WANTED, found=what.format(pages=pages), remedy=remedy)
