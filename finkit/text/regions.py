"""The parts of a page, and which of them hold its main text."""

from __future__ import annotations

from enum import IntEnum


class Part(IntEnum):
    """What a part of a page says that it is; a frame (`header`, `footer`, `aside`) is an aside unless in an article."""

    PAGE = 0
    ASIDE = 1
    ARTICLE = 2
    MAIN = 3
    HEADLINE = 4
    FRAME = 5


class Regions:
    """Nested parts of a page, each with the amount of its running text (links do not run).

    Part 0 is the page; a part is opened after the one that it stands in.
    """

    def __init__(self) -> None:
        self._kinds = [Part.PAGE]
        self._parents = [0]
        self._sizes = [0]

    def __len__(self) -> int:
        return len(self._kinds)

    def open(self, kind: Part, parent: int) -> int:
        """A new part in another one."""
        self._kinds.append(kind)
        self._parents.append(parent)
        self._sizes.append(0)
        return len(self._kinds) - 1

    def grow(self, part: int, size: int) -> None:
        """More running text that stands in this part and in none inside it."""
        self._sizes[part] += size

    def main(self) -> list[bool]:
        """For every part whether it belongs to the main text.

        An aside that holds more than half of the running text is none (a form may wrap the page). Of what is left
        `main`, or else the articles, are chosen where they hold at least half; headlines stay wherever they stand.
        """
        kept = self._kept()
        for kind in (Part.MAIN, Part.ARTICLE):
            inside = self._inside(kind)
            parts = zip(self._kinds, kept, inside, strict=True)
            chosen = [keeps and (within or which is Part.HEADLINE) for which, keeps, within in parts]
            if any(inside) and 2 * self._size(chosen) >= self._size(kept):
                return chosen
        return kept

    def _kept(self) -> list[bool]:
        """All but the asides, with their headlines."""
        totals = list(self._sizes)
        for part in range(len(totals) - 1, 0, -1):
            totals[self._parents[part]] += totals[part]
        framed = self._inside(Part.ARTICLE if Part.ARTICLE in self._kinds else Part.MAIN)
        kept = [True]
        for part, kind in enumerate(self._kinds[1:], start=1):
            aside = kind is Part.ASIDE or (kind is Part.FRAME and not framed[part])
            small = 2 * totals[part] <= totals[0]
            kept.append(kind is Part.HEADLINE or (kept[self._parents[part]] and not (aside and small)))
        return kept

    def _inside(self, kind: Part) -> list[bool]:
        """For every part whether it is, or stands in, one of this kind."""
        inside = [False]
        for part in range(1, len(self._kinds)):
            inside.append(self._kinds[part] is kind or inside[self._parents[part]])
        return inside

    def _size(self, chosen: list[bool]) -> int:
        return sum(size for size, choice in zip(self._sizes, chosen, strict=True) if choice)
