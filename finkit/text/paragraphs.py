"""Lines of pages, read as paragraphs: what was broken to fit a page is put together again, and no two numbers are."""

from __future__ import annotations

import re
from collections import Counter
from heapq import nlargest
from itertools import chain, pairwise
from math import inf
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from finkit.text.typeset import Line

_SHORTEST_WRAPPED = 16.0  # heights: shorter lines are headings, addresses, lists
_NEAR = 4.0
_INDENT = 3.5
_SPARE = 0.15
_COLUMN = 20.0
_ALIKE = 0.25
_PITCH = 1.25
_LOOSEST = 2.2
_BULLET = re.compile(r"[\ue000-\uf8ff•·●○■□◆◇▪►➢✓*–-]\s|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、]|\d{1,2}\.\s")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_TIED = re.compile(r"\w[-–—/~]$")
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN_WORD = re.compile(r"([a-z]{2,})-$")
_STOP = re.compile(r"[.。!！?？:：;；]\s*$")
_MID_SENTENCE = re.compile(r"[^A-Z]")
_NUMBER = re.compile(r"\d{1,4}(?!\d)")
_AMOUNT = re.compile(r"\d[.,]\d|[%％]")
_Sign = tuple[str, int]
_OUTERMOST = 2
_SAME_PLACE = 3


def text_of(pages: Sequence[Sequence[Line]]) -> str:
    """The pages in order, a paragraph or a table row a line; running titles and page numbers once.

    A line goes on in the next one where the next one's first word had no room in it. Digits of two lines are never
    put together: a space stays between them, or the mark (- – /) that the first line ends with.
    """
    words = {word for page in pages for line in page for word in _WORD.findall(line.text.lower())}
    paragraphs: list[str] = []
    titles: list[str] = []
    last: tuple[Line, float] | None = None
    for body, running in zip(*_parted(pages), strict=True):
        titles += running
        pitch, margins = _pitch(body), _margins(body)
        for at, (line, margin) in enumerate(zip(body, margins, strict=True)):
            text = line.text.rstrip()
            if last and _wraps(last[0], line, last[1], pitch if at else None):
                paragraphs[-1] = _joined(paragraphs[-1], text, words)
            else:
                paragraphs += [*titles, text]
                titles.clear()
            last = line, margin
    return "".join(text + "\n" for text in [*paragraphs, *titles] if text)


def _parted(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[list[str]]]:
    """For every page its own lines, and its running titles that no page before it had.

    Running is what stands among the outermost lines of two pages at one height, the same but for a page number.
    """
    signs = [_signs(page, number) for number, page in enumerate(pages, start=1)]
    times = Counter(chain.from_iterable(set().union(*page.values()) for page in signs))
    bodies: list[list[Line]] = []
    running: list[list[str]] = []
    seen: set[_Sign] = set()
    for page, sign in zip(pages, signs, strict=True):
        repeated = {at: common for at, both in sign.items() if (common := {one for one in both if times[one] > 1})}
        bodies.append([line for at, line in enumerate(page) if at not in repeated])
        running.append([page[at].text.strip() for at, common in sorted(repeated.items()) if common.isdisjoint(seen)])
        seen.update(*repeated.values())
    return bodies, running


def _signs(page: Sequence[Line], number: int) -> dict[int, set[_Sign]]:
    """For the outermost lines what they may have in common with those of other pages; nothing where there are amounts.

    The text with its height, and the same with its first number as the difference from the number of the page.
    """
    signs: dict[int, set[_Sign]] = {}
    for at in {*range(len(page))[:_OUTERMOST], *range(len(page))[-_OUTERMOST:]}:
        text, height = page[at].text.strip(), round(page[at].bottom / _SAME_PLACE)
        if not _AMOUNT.search(text):
            first = _NUMBER.search(text)
            counted = f"{text[: first.start()]}#{int(first[0]) - number}{text[first.end() :]}" if first else text
            signs[at] = {(text, height), (counted, height)}
    return signs


def _pitch(page: Sequence[Line]) -> float:
    """The usual way from line to line, in heights."""
    steps = [(above.bottom - below.bottom) / max(below.height, 1.0) for above, below in pairwise(page)]
    return median([step for step in steps if 0 < step < _LOOSEST] or [_LOOSEST])


def _margins(page: Sequence[Line]) -> list[float]:
    """For each line how far the lines of its column reach; infinitely where no second one ends near there."""
    columns: dict[int, list[float]] = {}
    for line in page:
        key = round(line.left / _COLUMN)
        columns[key] = nlargest(2, [*columns.get(key, ()), line.right])
    margins = []
    for line in page:
        key = round(line.left / _COLUMN)
        furthest = nlargest(2, [right for near in (key - 1, key, key + 1) for right in columns.get(near, ())])
        close = len(furthest) > 1 and furthest[0] - furthest[1] <= _NEAR * line.height
        margins.append(furthest[0] if close else inf)
    return margins


def _wraps(line: Line, following: Line, margin: float, pitch: float | None) -> bool:
    """The second line goes on with what the first one says; `pitch` is None where it stands on another page."""
    height = max(line.height, 1.0)
    text, next_text = line.text, following.text
    first_word = following.left if _CJK.match(next_text) else following.first_word or following.right
    if (
        "\t" in text + next_text
        or line.right - line.left < _SHORTEST_WRAPPED * height
        or line.right + first_word - following.left + _SPARE * height <= margin
        or abs(following.height - height) > _ALIKE * height
        or _BULLET.match(next_text)
    ):
        return False
    step = (line.bottom - following.bottom) / height
    if pitch is None or step <= 0:  # the next page or column
        return not _STOP.search(text) and bool(_MID_SENTENCE.match(next_text))
    indent = (following.left - line.left) / height
    return step <= _PITCH * pitch and -_INDENT <= indent <= (_INDENT if _BULLET.match(text) else _ALIKE)


def _joined(text: str, following: str, words: Container[str]) -> str:
    """Two lines as one; a word is mended where the document has it whole, and has not its halves with a hyphen."""
    broken = _BROKEN_WORD.search(text)
    rest = _WORD.match(following)
    if broken and rest and broken[1] + rest[0] in words:
        return text[:-1] + following
    if text[-1] == "\u00ad":
        return text[:-1] + following
    if _TIED.search(text) or _CJK.match(following) or _CJK.fullmatch(text[-1]):
        return text + following
    return f"{text} {following}"
