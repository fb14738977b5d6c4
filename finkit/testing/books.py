"""The true books behind a document: amounts of a company, and what a writer would print of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from finkit.candidates.damage import Source
from finkit.catalogue.items import ITEM_BY_NAME
from finkit.figures.words import WAN, YI
from finkit.testing.pieces import Value
from finkit.vocabulary.intervals import ONE
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from random import Random

    from finkit.statements.company import Company
    from finkit.testing.companies import Amounts

_HUNDRED = Decimal(100)
_MOST_GROWTH = Decimal(3000)
_USUAL = 0.95


def printed(value: Decimal, decimals: int, scale: Decimal, unit: str) -> Source:
    """A size rounded half up to so many decimals of the scale: 41830036000 in 亿 -> 418.30亿."""
    rounded = (abs(value) / scale).quantize(ONE.scaleb(-decimals), ROUND_HALF_UP)
    digits = str(int(rounded.scaleb(decimals))).zfill(decimals + 1)
    return Source(digits, decimals, scale, unit)


@dataclass(slots=True)
class Habit:
    """How a writer prints numbers: usual decimals of percentages, amounts and masses; amounts in 万 or in 亿."""

    percent: int = 2
    money: int = 2
    mass: int = 1
    in_wan: bool = False

    @classmethod
    def pick(cls, rng: Random, *, in_wan: bool | None = None) -> Habit:
        """The habit of one document."""
        return cls(
            rng.choices((0, 1, 2), (1, 7, 12))[0],
            rng.choices((0, 1, 2), (1, 5, 14))[0],
            rng.choices((0, 1, 2), (1, 6, 8))[0],
            rng.random() < 0.12 if in_wan is None else in_wan,  # noqa: PLR2004
        )

    def vary(self, rng: Random) -> Habit:
        """The habit of one paragraph: mostly the document's."""
        return self if rng.random() < 0.75 else replace(self.pick(rng), in_wan=self.in_wan)  # noqa: PLR2004


@dataclass
class Books:
    """Amounts by (item, segment, period), and the values printed so far (repeats print the same digits).

    `steady`: numbers keep to the habit, as the members of a list do.
    """

    company: Company
    amounts: Amounts
    rng: Random
    habit: Habit
    steady: bool = False
    said: dict[tuple[str, str, str], Value] = field(default_factory=dict)

    def get(self, item: str, period: Period, segment: str = "") -> Decimal | None:
        """The true amount."""
        return self.amounts.get((item, segment, period))

    def _decimals(self, usual: int) -> int:
        return usual if self.steady or self.rng.random() < _USUAL else self.rng.choices((0, 1, 2, 3), (4, 6, 6, 1))[0]

    def amount(self, item: str, period: Period, segment: str = "") -> Value | None:
        """An item as it would be printed; None where the books do not hold it (or it would print as nothing)."""
        value = self.get(item, period, segment)
        if value is None:
            return None
        key = (item, segment, period.code)
        if key not in self.said:
            unit = ITEM_BY_NAME[item].unit_in("CNY")
            source = self.size(value, unit)
            if source is None:
                return None
            self.said[key] = Value(source, item, segment, period.document_code, negative=value < 0, sign="-" if value < 0 else "")
        return self.said[key]

    def size(self, value: Decimal, unit: str) -> Source | None:
        """A size in the scale that a Chinese writer would choose."""
        size = abs(value)
        if unit == "CNY":
            wan = self.habit.in_wan or size < YI
            source = printed(value, self._decimals(self.habit.money), WAN if wan else YI, unit)
        elif unit in {"t", "t/yr", "1"} and size >= WAN:
            source = printed(value, self._decimals(self.habit.mass), WAN if size < YI else YI, unit)
        elif unit == "CNY/t":
            source = printed(value, self.rng.choice((1, 2)), WAN, unit) if size >= WAN else printed(value, 0, ONE, unit)
        elif unit == "CNY/share":
            source = printed(value, 2, ONE, unit)
        else:
            source = printed(value, 0 if unit == "1" else self.rng.choice((0, 2)), ONE, unit)
        return source if source.value else None

    def percent(
        self, share: Decimal | None, measure: str, period: str, segment: str = "", *, unit: str = "%", most: Decimal = _MOST_GROWTH
    ) -> Value | None:
        """A share (0.2253) as a percentage; None where there is none or it would print as nothing."""
        key = (measure, segment, period)
        if key in self.said:
            return self.said[key]
        share = self._disclosed(measure, period, segment, unit) or share
        if share is None or abs(share) * _HUNDRED > most:
            return None
        source = printed(share * _HUNDRED, self._decimals(self.habit.percent), ONE, unit)
        if not source.value:
            return None
        value = Value(source, measure, segment, period, negative=share < 0, sign="-" if share < 0 else "")
        self.said[key] = value
        return value

    def _disclosed(self, measure: str, period: str, segment: str, unit: str) -> Decimal | None:
        """A ratio or change that the company itself discloses: it need not follow from its other lines."""
        if "#" in measure or not period or not self.company.facts:
            return None
        facts = [fact for fact in self.company.all_facts(measure, Period.parse(period), segment) if fact.unit == unit]
        return facts[0].value / _HUNDRED if facts else None

    def discloses(self, measure: str, period: str, segment: str = "") -> bool:
        """The company itself prints this ratio."""
        return self._disclosed(measure, period, segment, "%") is not None

    def growth(self, item: str, period: Period, segment: str = "") -> Value | None:
        """The change on the year before, its sign still to be given by a word; None where that year was a loss."""
        now, before = self.get(item, period, segment), self.get(item, period.prior(), segment)
        if now is None or before is None or before <= 0 or now <= 0:
            return None
        grown = self.percent(now / before - 1, f"{item}_growth", period.document_code, segment)
        return in_words(grown) if grown else None

    def ratio(self, above: str, below: str, name: str, period: Period, segment: str = "", *, whole: bool = False) -> Value | None:
        """One item over another (`whole`: over the company's), as a percentage."""
        top, bottom = self.get(above, period, segment), self.get(below, period, "" if whole else segment)
        if top is None or bottom is None or bottom <= 0:
            return None
        return self.percent(top / bottom, name, period.document_code, segment)


def in_words(value: Value) -> Value:
    """The sign held by a word before it ("down 12.75%")."""
    return replace(value, sign="", sign_word="fall" if value.negative else "")


def signed(value: Value) -> Value:
    """The sign printed, plus as well as minus."""
    return replace(value, sign="-" if value.negative else "+", sign_word="")
