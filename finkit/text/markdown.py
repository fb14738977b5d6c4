"""Markdown without its marks, with the way back: what a reader of the rendered page sees, by the places of the source.

Emphasis, escapes, addresses of links, images, code, entities of spaces, footnote marks behind numbers and the numbers of
headings are left out. Every rule is one linear scan, made only where its sign occurs in the text.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass

# sign that must occur -> pattern, and what stands in its place
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("`", re.compile(r"`[^`\n]+`"), " "),
    ("](", re.compile(r"!\[[^\[\]\n]*\]\([^\s()]*\)"), " "),
    ("](", re.compile(r"(?<=\])\((?=[^\s()]*[^\s()\d])[^\s()]*(?: \"[^\"\n()]*\")?\)"), ""),
    ("://", re.compile(r"(?:https?|ftp)://[^\s<>()|，。；、]+"), " "),
    ("&", re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0);", re.IGNORECASE), " "),
    ("_", re.compile(r"(?<=[0-9])\\?_(?=[0-9]{3}(?![0-9]))"), ""),
    ("\\", re.compile(r"\\(?=[!-/:-@\[-`{}~])"), ""),
    ("#", re.compile(r"^ {0,3}#{1,6}[ \t]+(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[.、)]?[ \t]+(?=[^\W\d_]))?", re.MULTILINE), ""),
    (" ", re.compile(r"^[0-9]{1,2}(?:\.[0-9]{1,2})+\.?[ \t]+(?=[A-Z\u4e00-\u9fff](?![^\n]*[.。;；!！][ \t]*$))", re.MULTILINE), ""),
)
_EMPHASIS = re.compile(r"(?P<opens>\*(?<![\w*\\]\*)\*{0,2})(?=[^\s*])[^*\n]*[^\s*\\](?P<closes>\*{1,3})(?!\*)")
_UNDERLINED = re.compile(r"(?P<opens>_(?<![\w\\]_)_{0,2})(?=[^\s_])[^_\n]*[^\s_\\](?P<closes>_{1,3})(?![\w])")
_RAISED_DIGITS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
_RAISED = re.compile(rf"[{_RAISED_DIGITS}†‡*]+")
_STARRED = re.compile(r"[ \t]+[^\W\d_]|[)）]|\r?$", re.MULTILINE)
_WORD = r"(?:%|％|thousand|million|billion|trillion|mn|bn|yuan|rmb|cny|dollars?|percent|t(?:on(?:ne)?s?)?\b|[万亿元吨])"
_NOTED = re.compile(rf"\[(?:[0-9]{{1,2}}|[a-z]|note [0-9]{{1,2}})\]|[(（][1-9][)）](?=\s*(?:{_WORD}|$|[.。;；]\s))", re.MULTILINE)
_MARKED_NUMBER, _DIGIT_BEFORE = re.compile(r"[0-9][.,][0-9]+ ?$"), re.compile(r"[0-9%]$")
_UNIT_WORDS = re.compile(r"\s*" + _WORD, re.IGNORECASE)
_REACH = 24
Cut = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without marks; `place(i)` is where its character `i` stands in the source."""

    text: str
    places: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the source for one of the plain text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def plain(text: str) -> Plain:
    """The text without its marks; the text itself where it has none."""
    cuts = _cuts(text)
    if not cuts:
        return Plain(text)
    pieces: list[str] = []
    places = array("q")
    at = 0
    for start, end, instead in cuts:
        if start < at:
            continue
        pieces += (text[at:start], instead)
        places.extend(range(at, start))
        places.extend([start] * len(instead))
        at = end
    pieces.append(text[at:])
    places.extend(range(at, len(text) + 1))
    return Plain("".join(pieces), places)


def _cuts(text: str) -> list[Cut]:
    """What is left out, and what stands instead, in order."""
    found: list[Cut] = []
    for sign, pattern, instead in _RULES:
        if sign in text:
            found += [(match.start(), match.end(), instead) for match in pattern.finditer(text) if not _is_amount(text, match)]
    for sign, pattern in (("*", _EMPHASIS), ("_", _UNDERLINED)):
        if sign in text:
            for match in pattern.finditer(text):
                if len(match["opens"]) == len(match["closes"]):
                    found += [(*match.span("opens"), ""), (*match.span("closes"), "")]
    if any(sign in text for sign in (*_RAISED_DIGITS, "†", "‡", "*")):
        found += [(match.start(), match.end(), "") for match in _RAISED.finditer(text) if _is_behind_number(text, match)]
    for match in _NOTED.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        bracketed = match.group()[0] == "["
        if _DIGIT_BEFORE.search(before) if bracketed else _MARKED_NUMBER.search(before):
            spaced = not bracketed and before[-1:] == " "
            found.append((match.start() - spaced, match.end(), ""))
    return sorted(found, key=lambda cut: (cut[0], -cut[1]))


def _is_behind_number(text: str, match: re.Match[str]) -> bool:
    """A number or a per-cent sign ends there; a raised number behind 10 is an exponent, a star before digits a product."""
    at, mark = match.start(), match.group()
    if not at or text[at - 1] not in "0123456789%":
        return False
    if "*" in mark:
        return mark in {"*", "**"} and _STARRED.match(text, match.end()) is not None
    return mark[0] not in _RAISED_DIGITS or text[max(0, at - 2) : at] != "10"


def _is_amount(text: str, match: re.Match[str]) -> bool:
    """The number of a heading that is one: `3.1 Million tons`."""
    return match.group()[0].isdigit() and _UNIT_WORDS.match(text, match.end()) is not None
