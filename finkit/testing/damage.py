"""Dialects of damage, applied forward to what a writer meant: every number in, what was left of it out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.candidates.damage import POINT_LOST, TORN, Source
from finkit.figures.mending import CELLS_GLUED, ONES_RESPELLED, RANGE_FUSED, SPACE_INSERTED
from finkit.figures.words import BILLION, WAN, YI
from finkit.testing.english import Printed, Words, digits_of, grouped, in_scale, numeral, scale_of, translate, translate_series
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from random import Random

    from finkit.testing.pieces import Value

Torn = tuple[Printed, Printed]


class Clean:
    """A correct translator: nothing is damaged. Every dialect departs from it."""

    name = "clean"
    in_wan: bool | None = None
    han_stops = False

    def __init__(self, rng: Random, words: Words) -> None:
        self.rng, self.words = rng, words

    def value(self, value: Value) -> Printed:
        """A number on its own."""
        return translate(value, self.words)

    def torn(self, value: Value) -> Torn | None:
        """Head and tail of a number into which a phrase was moved; None where it stays whole."""
        del value
        return None

    def torn_series(self, values: tuple[Value, ...]) -> tuple[Torn, list[Printed]] | None:
        """The torn head of a list and the members behind it; None where it stays whole."""
        del values
        return None

    def series(self, values: tuple[Value, ...]) -> list[Printed]:
        """The members of a slash list."""
        return translate_series(values, self.words)

    def range(self, low: Value, high: Value) -> tuple[Printed, str, Printed]:
        """The two ends, and what stands between."""
        first, last = translate_series((low, high), self.words)
        return first, "-", last

    def cells(self, values: tuple[Value, ...]) -> tuple[list[Printed], str]:
        """The cells of a row, and what stands between."""
        return [Printed(value.sign, numeral(value.source, self.words)[0], "") for value in values], " "

    def window(self, start: str, dash: str, end: str) -> str:
        """A window of years."""
        return f"{start}{dash}{end}"


def without_point(source: Source) -> Source:
    """The token with its point lost (a whole one stays)."""
    return POINT_LOST.forward(source)


def glued_wan(digits: str) -> str:
    """万 turned into four zeros behind whatever stood before it: 210万 -> 2100,000; 52.1万 -> 52.10,000."""
    return f"{digits}0,000"


def broken_comma(digits: str, decimals: int) -> str:
    """A grouped number whose point was lost: 1,421.26 -> 1,42126."""
    whole = digits[: len(digits) - decimals]
    return grouped(whole) + digits[len(digits) - decimals :] if decimals else grouped(digits)


class PointsLost(Clean):
    """The seed's: every stand-alone decimal lost its point in Chinese, some were torn there, then a correct translator."""

    name = "points"
    han_stops = True

    def _scaled(self, source: Source, digits: str) -> tuple[str, str]:
        """What a translator makes of a token without a point."""
        if source.scale == WAN and source.unit != "CNY":
            return glued_wan(digits), ""
        if source.scale == ONE:
            return digits, ""
        left = Source(digits, 0, source.scale, source.unit)
        amount = left.value
        scale, word = scale_of(amount)
        if word == " billion" and amount / scale >= 10 and self.rng.random() < 0.1:  # noqa: PLR2004
            scale, word = Decimal(1_000_000), " million"
        return in_scale(amount, scale, amount) if word else grouped(f"{amount:f}"), word

    def value(self, value: Value) -> Printed:
        """A decimal without its point, in the English of what was left."""
        source = value.source
        if not source.decimals:
            return translate(value, self.words)
        mechanisms: tuple[str, ...] = (POINT_LOST.name,)
        left = without_point(source)
        if source.scale == ONE and source.value >= 1000 and source.unit not in {"%", "pp"} and self.words.grouped:  # noqa: PLR2004
            digits, scale = broken_comma(source.digits, source.decimals), ""
        else:
            digits, scale = self._scaled(source, left.digits)
            if source.scale != ONE:
                mechanisms = (*mechanisms, "translated scale")
        before = self.words.before(value)
        return Printed(before, digits, scale + self.words.unit(value), mechanisms)

    def torn(self, value: Value) -> Torn | None:
        """Head and tail, half of the time where a phrase is at hand."""
        source = value.source
        if not source.decimals or self.rng.random() > 0.5 or len(source.digits) > 7:  # noqa: PLR2004
            return None
        head, tail = TORN.forward(source)
        if source.scale != ONE and source.unit == "CNY":
            if not int(tail):
                return None
            digits, after = self._tail(Source(tail, 0, source.scale, source.unit))
        else:
            digits, after = self._scaled(source, tail)
        made = ("split at the point",)
        currency = "$" if source.unit == "CNY" and self.rng.random() < 0.08 else ""  # noqa: PLR2004
        return (
            Printed(self.words.before(value), head, "", made),
            Printed(currency, digits, after + self.words.unit(value), made),
        )

    def _tail(self, left: Source) -> tuple[str, str]:
        """The half behind the point: 60亿 -> 6 billion, 09亿 -> 0.9 billion (seldom 900 million), 5亿 -> 500 million."""
        amount = left.value
        scale, word = scale_of(amount)
        if left.scale == YI and left.digits[0] == "0" and len(left.digits) == 2 and self.rng.random() < 0.95:  # noqa: PLR2004
            scale, word = BILLION, " billion"
        return in_scale(amount, scale, amount) if word else grouped(f"{amount:f}"), word

    def series(self, values: tuple[Value, ...]) -> list[Printed]:
        """The head without its point, the siblings with theirs; 万 behind the last alone."""
        head, *rest = values
        shared = head.source.scale == WAN and head.source.unit != "CNY"
        printed = []
        for index, value in enumerate(values):
            source, last = value.source, index == len(values) - 1
            digits = source.digits if not index else digits_of(source)
            made: tuple[str, ...] = ("list head lost its point",) if not index and source.decimals else ()
            after = ""
            if shared:
                digits = glued_wan(digits) if last else digits
                made = (*made, "list shares scale")
            elif source.scale != ONE:
                lost = without_point(source) if not index else source
                scale, word = scale_of(max(one.source.value for one in rest))
                digits, after = in_scale(lost.value, scale, lost.quantum), word if last else ""
            percent = self.words.percent if source.unit == "%" and self.words.percent == "%" else ""
            after = after + self.words.unit(value) if last else percent
            printed.append(Printed(self.words.before(value) if not index else value.sign, digits, after, made))
        return printed

    def torn_series(self, values: tuple[Value, ...]) -> tuple[Torn, list[Printed]] | None:
        """The head torn, the siblings as ever."""
        head = values[0].source
        simple = head.scale == ONE or (head.scale == WAN and head.unit != "CNY")
        if not head.decimals or not simple or self.rng.random() > 0.3 or len(values) < 2:  # noqa: PLR2004
            return None
        whole, fraction = TORN.forward(head)
        first, *rest = self.series(values)
        made = ("split at the point", "list head lost its point")
        return (Printed(first.before, whole, "", made), Printed("", fraction, first.after, made)), rest

    def range(self, low: Value, high: Value) -> tuple[Printed, str, Printed]:
        """Both ends without their points; 万 behind the last alone."""
        if low.source.scale == WAN and low.source.unit != "CNY":
            first = replace(self.value(low), digits=low.source.digits, after="")
            return replace(first, mechanisms=(*first.mechanisms, "range shares scale")), "-", self.value(high)
        first, last = self.value(low), self.value(high)
        if low.source.scale == ONE:
            return first, "-", last
        bare = [without_point(one.source) for one in (low, high)]
        scale, word = scale_of(max(one.value for one in bare))
        texts = [in_scale(one.value, scale, one.value) for one in bare]
        return replace(first, digits=texts[0], after=""), "-", replace(last, digits=texts[1], after=word + self.words.unit(high))


class ScaleWrong(Clean):
    """亿 read as billion (ten times too much), 万 as million (a hundred times), or 万 left out; decimals intact."""

    name = "scale"

    def __init__(self, rng: Random, words: Words) -> None:
        super().__init__(rng, words)
        self.often = rng.choice((0.35, 1.0))

    def value(self, value: Value) -> Printed:
        """The digits intact, the scale word wrong."""
        source = value.source
        if source.scale == ONE or self.rng.random() > self.often:
            return translate(value, self.words)
        word, made = " billion", "scale word wrong (x10)"
        if source.scale == WAN:
            word, made = (" million", "scale word wrong (x100)") if self.rng.random() < 0.8 else ("", "scale word lost")  # noqa: PLR2004
        return Printed(self.words.before(value), digits_of(source), word + self.words.unit(value), (made,))


class SeparatorsLost(Clean):
    """Numbers of a thousand and more lost their comma and their point: 3,426.05% -> 342605%."""

    name = "separators"
    in_wan: bool | None = True

    def __init__(self, rng: Random, words: Words) -> None:
        super().__init__(rng, words)
        self.wan_as_million = rng.random() < 0.5  # noqa: PLR2004

    def value(self, value: Value) -> Printed:
        """A long number as bare digits."""
        source = value.source
        if not source.decimals or len(source.digits) - source.decimals <= 3:  # noqa: PLR2004
            return translate(value, self.words)
        made: tuple[str, ...] = ("thousands comma and point lost",)
        left = without_point(source)
        if source.scale == WAN and self.wan_as_million:
            return Printed(self.words.before(value), left.digits, f" million{self.words.unit(value)}", (*made, "scale word wrong (x100)"))
        digits, scale = (left.digits, "") if source.scale == ONE else numeral(left, self.words)
        return Printed(self.words.before(value), digits, scale + self.words.unit(value), made)


class RangesFused(Clean):
    """The dash of a range is dropped (280420), or only its end has the scale (2.8-420 million); lists share a scale."""

    name = "ranges"

    def range(self, low: Value, high: Value) -> tuple[Printed, str, Printed]:
        """The ends run together, or the low end without its scale."""
        first, last = translate_series((low, high), self.words)
        whole = "." not in first.digits + last.digits
        if whole and self.rng.random() < 0.6:  # noqa: PLR2004
            made = (RANGE_FUSED.name,)
            return replace(first, after="", mechanisms=made), "", replace(last, mechanisms=made)
        if low.source.scale != ONE:
            end = translate(high, self.words)
            made = ("range shares scale",)
            return Printed(first.before, digits_of(low.source), "", made), "-", end
        return first, "-", last

    def series(self, values: tuple[Value, ...]) -> list[Printed]:
        """万 behind the last alone."""
        if values[0].source.scale != WAN or values[0].source.unit == "CNY":
            return translate_series(values, self.words)
        made = ("list shares scale",)
        bare = [Printed(value.sign, digits_of(value.source), "", made) for value in values]
        last = values[-1]
        return [*bare[:-1], Printed(last.sign, glued_wan(digits_of(last.source)), self.words.unit(last), made)]

    def window(self, start: str, dash: str, end: str) -> str:
        """Two years run together."""
        return f"{start}{end}" if self.rng.random() < 0.3 else f"{start}{dash}{end}"  # noqa: PLR2004


class OnesReplaced(Clean):
    """A digit 1 became 65438+0 or /kloc-0."""

    name = "ones"

    def value(self, value: Value) -> Printed:
        """The first 1 replaced."""
        good = translate(value, self.words)
        if "1" not in good.digits or self.rng.random() > 0.6:  # noqa: PLR2004
            return good
        spelling = self.rng.choices(("65438+0", "654.38+0", "/kloc-0"), (4, 2, 2))[0]
        return replace(good, digits=ONES_RESPELLED.forward(good.digits, spelling), mechanisms=(ONES_RESPELLED.name,))


class CurrencyInserted(Clean):
    """A dollar sign stands before amounts in yuan; some lose the word yuan."""

    name = "currency"

    def value(self, value: Value) -> Printed:
        """A dollar sign before yuan."""
        good = translate(value, self.words)
        if value.source.unit != "CNY" or self.rng.random() > 0.5:  # noqa: PLR2004
            return good
        keep = self.rng.random() < 0.6  # noqa: PLR2004
        after = good.after if keep else good.after.removesuffix(" yuan")
        return Printed(f"${value.sign}", good.digits, after, ("currency sign inserted",))


class OddGlyphs(Clean):
    """Spaces inside numbers, or another mark for the decimal point."""

    name = "glyphs"

    def __init__(self, rng: Random, words: Words) -> None:
        super().__init__(rng, words)
        self.mark = rng.choice((" ", " ", "・", "﹒", "·"))

    def value(self, value: Value) -> Printed:
        """A space or another mark inside the digits."""
        good = translate(value, self.words)
        if self.rng.random() > 0.5:  # noqa: PLR2004
            return good
        if self.mark != " ":
            text = good.digits.replace(".", self.mark)
            return replace(good, digits=text, mechanisms=("odd decimal mark",)) if "." in good.digits else good
        if len(good.digits) < 3:  # noqa: PLR2004
            return good
        at = self.rng.randint(1, len(good.digits) - 1)
        return replace(good, digits=SPACE_INSERTED.forward(good.digits, at), mechanisms=(SPACE_INSERTED.name,))


class CellsGlued(Clean):
    """The cells of table rows stand without anything between."""

    name = "cells"

    def cells(self, values: tuple[Value, ...]) -> tuple[list[Printed], str]:
        """Nothing between the cells."""
        printed, _ = super().cells(values)
        return [replace(one, mechanisms=(CELLS_GLUED.name,)) for one in printed], ""


DIALECTS: dict[str, type[Clean]] = {
    one.name: one
    for one in (Clean, PointsLost, ScaleWrong, SeparatorsLost, RangesFused, OnesReplaced, CurrencyInserted, OddGlyphs, CellsGlued)
}
