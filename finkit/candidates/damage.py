"""The catalogue of damage: each stage a small object that can be walked forward and backward.

A *source* is a number token as the original had it: digits with a point, a scale word, a unit. A stage turns a
source into what was left of it; its inverse lists every source it can have come from. Inverses never lose the
truth: `forward(source)` is explained by `inverse` for every source that the stage can touch (a test says so).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.figures.words import BILLION, MILLION, WAN, YI
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN_SCALE = {WAN: "万", YI: "亿"}
_HAN_UNIT = {"CNY": "元", "USD": "美元", "AUD": "澳元", "HKD": "港元", "t": "吨", "t/yr": "吨/年", "kg": "千克", "CNY/t": "元/吨",
             "CNY/share": "元/股", "pp": "个百分点", "1": ""}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """Digits with `decimals` of them behind the point, times `scale`, in `unit`."""

    digits: str
    decimals: int
    scale: Decimal
    unit: str

    @property
    def value(self) -> Decimal:
        """In base units."""
        return Decimal(self.digits).scaleb(-self.decimals) * self.scale

    @property
    def quantum(self) -> Decimal:
        """The size of the last digit, in base units."""
        return ONE.scaleb(-self.decimals) * self.scale

    @property
    def text(self) -> str:
        """As the Chinese original would print it: 8.30亿元, 47.5%."""
        whole, fraction = self.digits[: len(self.digits) - self.decimals], self.digits[len(self.digits) - self.decimals :]
        number = f"{whole or '0'}.{fraction}" if fraction else whole
        scale = _HAN_SCALE.get(self.scale, "")
        return f"{number}{scale}{_HAN_UNIT.get(self.unit, self.unit)}"


@dataclass(frozen=True, slots=True)
class PointLost:
    """A scraper dropped the decimal point: 8.30 -> 830."""

    name: str = "point lost"

    def forward(self, source: Source) -> Source:
        """The digits without their point."""
        return Source(source.digits, 0, source.scale, source.unit)

    def inverse(self, left: Source, whole_digits: int | None = None) -> Iterator[Source]:
        """A point between any two digits (where a broken comma tells, in one place only).

        A number of several digits does not begin with a zero unless the point stands right behind it.
        """
        if left.decimals:
            return
        places = range(1, len(left.digits)) if whole_digits is None else [whole_digits]
        for whole in places:
            if 0 < whole < len(left.digits) and (whole == 1 or left.digits[0] != "0"):
                yield Source(left.digits, len(left.digits) - whole, left.scale, left.unit)


@dataclass(frozen=True, slots=True)
class ScaleTranslated:
    """A translator turned 亿 and 万 into English: 830亿 -> 83 billion, 47万 -> 470,000, correct but for what it was given."""

    name: str = "translated scale"

    def forward(self, source: Source) -> Decimal:
        """The amount that the English words name."""
        return source.value

    def inverse(self, amount: Decimal, unit: str, spoken: Decimal) -> Iterator[Source]:
        """The tokens in 亿 or 万 without a point that give the amount; `spoken` is the scale word printed."""
        for scale in (YI, WAN):
            count = amount / scale
            if count >= 1 and count == count.to_integral_value() and spoken >= (MILLION if scale == YI else WAN):
                yield Source(str(int(count)), 0, scale, unit)
                return


@dataclass(frozen=True, slots=True)
class ScaleMistaken:
    """A translator took one scale word for another, the digits intact: 8.30亿 -> 8.30 billion, 47万吨 -> 47 million tons."""

    name: str = "scale word wrong"

    def forward(self, source: Source) -> tuple[Source, str]:
        """The source with the scale that the wrong word names, and the word."""
        word, scale = _MISTAKEN_FOR[source.scale]
        return Source(source.digits, source.decimals, scale, source.unit), word

    def inverse(self, left: Source, word: str) -> Iterator[Source]:
        """The sources that the printed word can have stood for, the likeliest first."""
        for scale in _STOOD_FOR.get(word, ()):
            yield Source(left.digits, left.decimals, scale, left.unit)


# what a scale is mistaken for (word, its scale), and what a wrong word can have stood for
_MISTAKEN_FOR = {YI: ("billion", BILLION), WAN: ("million", MILLION)}
_STOOD_FOR = {"billion": (YI, BILLION / 100, MILLION), "million": (WAN, YI), "thousand": (WAN,), "亿": (WAN,), "万": (YI,)}


@dataclass(frozen=True, slots=True)
class ScaleShifted:
    """亿 translated as ten million, a place too low: 13.5亿 -> 135 million."""

    name: str = "scale a place too low"

    def forward(self, source: Source) -> Source:
        """The number in million, its point a place further on."""
        return Source(source.digits, source.decimals - 1, MILLION, source.unit)

    def inverse(self, left: Source) -> Iterator[Source]:
        """The token in 亿."""
        if left.scale == MILLION:
            yield Source(left.digits, left.decimals + 1, YI, left.unit)


@dataclass(frozen=True, slots=True)
class ScaleLost:
    """A translator left 万 or 亿 out: 6353.43万元 -> 6353.43 yuan."""

    name: str = "scale word lost"

    def forward(self, source: Source) -> Source:
        """The number alone."""
        return Source(source.digits, source.decimals, ONE, source.unit)

    def inverse(self, left: Source) -> Iterator[Source]:
        """The tokens in 万, in 亿 and in million."""
        if left.scale == ONE:
            for scale in (WAN, YI, MILLION):
                yield Source(left.digits, left.decimals, scale, left.unit)


@dataclass(frozen=True, slots=True)
class Torn:
    """The point was lost and the halves were moved apart: 83.05亿 -> `83 ... 0.5 billion`."""

    name: str = "split at the point"

    def forward(self, source: Source) -> tuple[str, str]:
        """(head, tail): the digits before and behind the point."""
        cut = len(source.digits) - source.decimals
        return source.digits[:cut], source.digits[cut:]

    def inverse(self, head: str, tail: str, scale: Decimal, unit: str) -> Source:
        """The halves put together again."""
        return Source(head + tail, len(tail), scale, unit)


def tail_digits(amount: Decimal, printed: str, spoken: Decimal) -> Iterator[tuple[str, Decimal, bool]]:
    """(digits, scale, likely) behind the point that a translated tail can stand for.

    5.2 billion was 52亿; 0.5 billion was 05亿 (a plain 5亿 would be 500 million); 500 million was 5亿; 340,000 was 34万.
    """
    for scale in (YI, WAN):
        count = amount / scale
        if count != count.to_integral_value():
            continue
        digits = str(int(count))
        if scale == YI and spoken == BILLION and printed.startswith("0.") and len(digits) == 1:
            yield "0" + digits, scale, True
            yield digits, scale, False
        elif spoken >= scale or (scale == WAN and spoken == ONE) or (scale == YI and spoken == MILLION):
            yield digits, scale, True
            yield "0" + digits, scale, False
        return


POINT_LOST, SCALE_TRANSLATED, SCALE_MISTAKEN, TORN = PointLost(), ScaleTranslated(), ScaleMistaken(), Torn()
SCALE_SHIFTED, SCALE_LOST = ScaleShifted(), ScaleLost()
LIST_SHARED = "list shares scale"
CURRENCY_INSERTED = "currency sign inserted"
SCALE_INSERTED = "scale word inserted"
