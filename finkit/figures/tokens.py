"""Tokens: numbers, words, runs of Chinese characters and single marks, with their spans. One linear pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER, WORD, HAN, MARK = "number", "word", "han", "mark"

_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:[.,・﹒．·][0-9]+)*)"
    r"|(?P<word>[A-Za-z\u00c0-\u024f]+(?:[-'’&][A-Za-z\u00c0-\u024f]+)*)"
    r"|(?P<han>[\u4e00-\u9fff]+)"
    r"|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: `text == document[start:end]`."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        """The text for look-ups."""
        return self.text.casefold()


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Every token between two indices, in order."""
    stop = len(text) if end is None else end
    return [
        Token(match.lastgroup or MARK, match.start(), match.end(), match.group())
        for match in _TOKEN.finditer(text, start, stop)
    ]
