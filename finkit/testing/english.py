"""A correct translator of number tokens: 418.30亿元 -> 37.26 billion yuan, 21.0万吨 -> 210,000 tons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.figures.words import BILLION, MILLION
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from decimal import Decimal
    from random import Random

    from finkit.candidates.damage import Source
    from finkit.testing.pieces import Value

_SCALES = ((BILLION, " billion"), (MILLION, " million"), (ONE, ""))


@dataclass(frozen=True, slots=True)
class Words:
    """How one translator spells units. `zeros`: the decimals of the original are kept (37.260 billion)."""

    ton: str = " tons"
    yearly: str = " tons per year"
    price: str = " yuan/ton"
    points: str = " percentage points"
    percent: str = "%"
    lead: str = ""
    zeros: bool = False
    grouped: bool = True

    @classmethod
    def pick(cls, rng: Random, *, plain: bool) -> Words:
        """The spelling of one document."""
        ton = rng.choice((" tons", " tons", " tonnes"))
        return cls(
            ton, ton + rng.choice((" per year", " per year", "/year")), rng.choice((" yuan/ton", " yuan per ton")),
            rng.choice((" percentage points", " percentage points", "pct", "pcts")),
            " percent" if plain and rng.random() < 0.15 else "%",  # noqa: PLR2004
            "RMB " if plain and rng.random() < 0.4 else "", rng.random() < 0.15, rng.random() < 0.7,  # noqa: PLR2004
        )  # fmt: skip

    def unit(self, value: Value) -> str:
        """The words behind the number."""
        known = {"%": self.percent, "pp": self.points, "t": self.ton, "t/yr": self.yearly, "CNY/t": self.price,
                 "CNY/share": " yuan per share", "kg": " kg", "d": " days", "a": " years"}  # fmt: skip
        if value.source.unit == "CNY":
            return "" if self.lead else " yuan"
        return known.get(value.source.unit, value.noun)

    def before(self, value: Value) -> str:
        """What stands before the digits: currency and sign."""
        return (self.lead if value.source.unit == "CNY" else "") + value.sign


@dataclass(frozen=True, slots=True)
class Printed:
    """A number on paper: `digits` are the figure's own characters; what was done to it, if anything."""

    before: str
    digits: str
    after: str
    mechanisms: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.digits + self.after


def grouped(number: str) -> str:
    """Thousands commas: 13560.5 -> 13,560.5."""
    whole, point, fraction = number.partition(".")
    return f"{int(whole):,}{point}{fraction}"


def digits_of(source: Source) -> str:
    """The digits with their point, as the original prints them."""
    cut = len(source.digits) - source.decimals
    whole, fraction = source.digits[:cut], source.digits[cut:]
    return f"{whole or '0'}.{fraction}" if fraction else whole


def scale_of(size: Decimal) -> tuple[Decimal, str]:
    """The English scale word for an amount."""
    return next((scale, word) for scale, word in _SCALES if size >= scale or scale == ONE)


def in_scale(size: Decimal, scale: Decimal, quantum: Decimal, *, zeros: bool = False) -> str:
    """An amount in a scale: all its digits, or without the zeros at the end."""
    count = (size / scale).normalize()
    step = (quantum / scale).normalize()
    return f"{count.quantize(step) if zeros and step < ONE else count:f}"


def numeral(source: Source, words: Words) -> tuple[str, str]:
    """(digits, scale word) of a token, translated without a mistake."""
    if source.scale == ONE:
        text = digits_of(source)
        long = source.value >= 10_000 or (source.value >= 1000 and words.grouped)  # noqa: PLR2004
        return (grouped(text) if long and source.unit not in {"%", "pp"} else text), ""
    scale, word = scale_of(source.value)
    if scale == ONE:
        return grouped(f"{source.value.normalize():f}"), ""
    return in_scale(source.value, scale, source.quantum, zeros=words.zeros), word


def translate(value: Value, words: Words) -> Printed:
    """One value on its own, as it should be."""
    digits, scale = numeral(value.source, words)
    return Printed(words.before(value), digits, scale + words.unit(value))


def translate_series(values: tuple[Value, ...], words: Words) -> list[Printed]:
    """The members of a slash list: one scale and one unit, behind the last."""
    if any(value.source.scale != ONE for value in values):
        scale, word = scale_of(max(value.source.value for value in values))
    else:
        scale, word = ONE, ""
    printed = []
    for index, value in enumerate(values):
        last = index == len(values) - 1
        if scale == ONE:
            text = numeral(value.source, words)[0]
        else:
            text = in_scale(value.source.value, scale, value.source.quantum, zeros=words.zeros)
        sign_of_percent = words.percent if value.source.unit == "%" and words.percent == "%" else ""
        after = word + words.unit(value) if last else sign_of_percent
        printed.append(Printed(words.before(value) if not index else value.sign, text, after))
    return printed
