"""Tokens: numbers, words, runs of Chinese characters and single marks, with their spans. One linear pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NUMBER, WORD, HAN, MARK = "number", "word", "han", "mark"
ONES = "digit 1 respelled"

# How one translator writes the digit 1, with or without the separators that it then put into the number.
_RESPELLED = r"6[.,]?5[.,]?4[.,]?3[.,]?8\+(?:0|(?=[0-9]))|/kloc-0"
_TOKEN = re.compile(
    rf"(?P<ones>(?:(?:[0-9]+(?:[.,][0-9]+)*[.,]?)?(?:{_RESPELLED}))+[0-9]*(?:[.,][0-9]+)*)"
    r"|(?P<number>[0-9]+(?:[.,・﹒．·][0-9]+)*)"
    r"|(?P<word>[A-Za-z\u00c0-\u024f]+(?:[-'’&][A-Za-z\u00c0-\u024f]+)*)"
    r"|(?P<han>[\u4e00-\u9fff]+)"
    r"|(?P<mark>\S)"
)


_ONE = re.compile(_RESPELLED)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: `text == document[start:end]`, but for numbers that were `mended` (the stage that was undone)."""

    kind: str
    start: int
    end: int
    text: str
    mended: str = ""
    lower: str = field(init=False, compare=False, repr=False)  # the text for look-ups, which are many

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.casefold())


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Every token between two indices, in order."""
    stop = len(text) if end is None else end
    return [_token(match) for match in _TOKEN.finditer(text, start, stop)]


def _token(match: re.Match[str]) -> Token:
    kind, text = match.lastgroup or MARK, match.group()
    if kind == "ones":
        return Token(NUMBER, match.start(), match.end(), _ONE.sub("1", text), ONES)
    return Token(kind, match.start(), match.end(), text)
