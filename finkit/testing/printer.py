"""Printing: pieces through a dialect into text, every span tracked, every truth written down as gold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from finkit.testing.pieces import SLASH, Cells, Moved, Name, Piece, Range, Series, Span, Value

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from finkit.testing.damage import Clean
    from finkit.testing.english import Printed

_WINDOW = re.compile(r"(\d{4})([-–])(\d{4})")
_DIGITS = re.compile(r"\d+")
Gold = dict[str, Any]


class Printer:
    """Text so far and the gold of its figures. `dialect` says how numbers come out."""

    def __init__(self, dialect: Clean, file: str) -> None:
        self.dialect, self.file = dialect, file
        self._text: list[str] = []
        self._at = 0
        self._golds: list[Gold] = []
        self._sentences = 0

    def finish(self) -> tuple[str, list[Gold]]:
        """The text, and the gold in order of the text."""
        text = "".join(self._text)
        golds = sorted(self._golds, key=lambda gold: (gold["char_start"], gold["char_end"]))
        for number, gold in enumerate(golds):
            gold["id"] = f"{self.file.removesuffix('.txt')}.{number:03d}"
            gold["surface"] = text[gold["char_start"] : gold["char_end"]]
        return text, golds

    def line(self, text: str) -> None:
        """A line of its own."""
        self._put(f"{text}\n")

    def end_paragraph(self) -> None:
        """A line break."""
        self._put("\n")
        self._sentences = 0

    def sentence(self, pieces: Sequence[Piece], *, own_line: bool = False) -> None:
        """One sentence; `own_line` for rows of tables."""
        if self._sentences:
            self._put("\n" if own_line else "" if self._text and self._text[-1].endswith(("。", ";")) else " ")
        self._sentences += 1
        index = 0
        while index < len(pieces):
            following = pieces[index + 1] if index + 1 < len(pieces) else None
            moved = following if isinstance(following, Moved) else None
            torn = moved is not None and self._torn(pieces[index], moved)
            if not torn:
                self._piece(pieces[index])
            index += 2 if torn else 1

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._at += len(text)

    def _piece(self, piece: Piece) -> None:
        match piece:
            case str():
                self._words(piece)
            case Value():
                self._number(piece, self.dialect.value(piece))
            case Span():
                self._span(piece)
            case Name():
                self._name(piece)
            case Series():
                self._series(piece)
            case Range():
                first, between, last = self.dialect.range(piece.low, piece.high)
                self._number(piece.low, first)
                self._put(between)
                self._number(piece.high, last)
            case Cells():
                printed, between = self.dialect.cells(piece.values)
                self._list(piece.values, printed, [between] * (len(printed) - 1))
            case Moved():
                for one in piece.pieces:
                    self._piece(one)

    def _words(self, text: str) -> None:
        """Words; in a translated document a full stop behind a percentage may stay Chinese."""
        stops = self.dialect.han_stops and text.startswith(".") and self._text and self._text[-1].endswith("%")
        if stops and len(text) == 1 and self.dialect.rng.random() < 0.5:  # noqa: PLR2004
            self._put("。")
            return
        self._put(text)

    def _number(self, value: Value, printed: Printed) -> None:
        start = self._at
        self._put(printed.before)
        digits = self._at
        self._put(printed.digits)
        parts = [[digits - len(value.sign) if value.sign else digits, self._at]]
        self._put(printed.after)
        self._gold_of(value, start, parts, printed.mechanisms)

    def _torn(self, piece: Piece, moved: Moved) -> bool:
        """Print a value or a list with the phrase inside its torn head; False where it stays whole."""
        rest: list[Printed] = []
        if isinstance(piece, Value):
            value, halves = piece, self.dialect.torn(piece)
        elif isinstance(piece, Series) and piece.joint == SLASH:
            value, found = piece.values[0], self.dialect.torn_series(piece.values)
            halves, rest = found or (None, [])
        else:
            return False
        if halves is None:
            return False
        head, tail = halves
        start = self._at
        self._put(head.before)
        parts = [[self._at - len(value.sign) if value.sign else self._at, self._at + len(head.digits)]]
        self._put(head.digits + head.after)
        self._piece(moved)
        self._put(tail.before)
        parts.append([self._at, self._at + len(tail.digits)])
        self._put(tail.digits + tail.after)
        self._gold_of(value, start, parts, (*head.mechanisms, *([] if tail.before != "$" else ["currency sign inserted"])))
        if isinstance(piece, Series):
            for one, printed in zip(piece.values[1:], rest, strict=True):
                self._put("/")
                self._number(one, printed)
        return True

    def _series(self, series: Series) -> None:
        if series.joint == SLASH:
            printed = self.dialect.series(series.values)
            self._list(series.values, printed, ["/"] * (len(printed) - 1))
            return
        between = [", "] * (len(series.values) - 2) + [" and "]
        self._list(series.values, [self.dialect.value(value) for value in series.values], between)

    def _list(self, values: Sequence[Value], printed: Sequence[Printed], between: Sequence[str]) -> None:
        for value, one, joint in zip(values, printed, [*between, ""], strict=True):
            self._number(value, one)
            self._put(joint)

    def _span(self, span: Span) -> None:
        window = _WINDOW.fullmatch(span.text)
        text = self.dialect.window(*window.groups()) if window else span.text
        start = self._at
        self._put(text)
        parts = [[start + match.start(), start + match.end()] for match in _DIGITS.finditer(text)]
        self._golds.append(self._gold(start, "period", parts, span.code, text != span.text) | {"period": span.code})

    def _name(self, name: Name) -> None:
        self._put(name.before)
        start = self._at
        self._put(name.digits)
        self._golds.append(self._gold(start, "identifier", [[start, self._at]], None, garbled=False))
        self._put(name.after)

    def _gold_of(self, value: Value, start: int, parts: list[list[int]], mechanisms: tuple[str, ...]) -> None:
        gold = self._gold(start, "value", parts, _plain(value.truth), bool(mechanisms))
        gold |= {
            "truth_unit": "as printed" if value.as_printed else value.source.unit, "resolution": _plain(value.source.quantum),
            "mechanisms": list(mechanisms),
            "source_zh": value.source_zh, "measure": value.measure.partition("#")[0], "segment": value.segment, "period": value.period,
        }  # fmt: skip
        if value.sign_word:
            gold["sign_word"] = value.sign_word
        if value.any_sign:
            gold["any_sign"] = True
        self._golds.append(gold)

    def _gold(self, start: int, kind: str, parts: list[list[int]], truth: str | None, garbled: bool) -> Gold:
        return {
            "id": "", "file": self.file, "char_start": start, "char_end": self._at, "surface": "", "parts": parts, "kind": kind,
            "truth_value": truth, "garbled": garbled, "mechanisms": [], "confidence": "certain", "contradiction": False,
        }  # fmt: skip


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
