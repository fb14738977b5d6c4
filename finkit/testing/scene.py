"""The scene of a sentence: whose books, which words for company and periods, and the words that a change calls for."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.testing.books import Books, in_words, printed, signed
from finkit.testing.pieces import Piece, Span, Value
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from random import Random

    from finkit.candidates.damage import Source
    from finkit.statements.company import Segment
    from finkit.vocabulary.periods import Period

Slot = str | Piece | tuple[Piece, ...] | None
Slots = dict[str, Slot]
_WEAK = 0.04  # a translation that says "increased" of a fall
_RISES = {"up": "up", "increase": "increase", "rose": "rose by", "increased": "increased", "changed": "rose", "went": "rose",
          "a_change": "an increase"}  # fmt: skip
_FALLS = {"up": "down", "increase": "decrease", "rose": "fell by", "increased": "decreased", "changed": "fell", "went": "dropped",
          "a_change": "a decrease"}  # fmt: skip
_SPELT: dict[str, tuple[str, ...]] = {
    "9M": ("the first three quarters of {}", "the first three quarters of {}", "the first nine months of {}", "9M{}"),
    "H1": ("the first half of {}", "H1 {}", "the first half of {}"),
    "Q1": ("the first quarter of {}", "Q1 {}", "{}Q1"),
    "Q2": ("the second quarter of {}", "Q2 {}", "{}Q2"),
    "Q3": ("the third quarter of {}", "{}Q3", "Q3 {}"),
    "Q4": ("the fourth quarter of {}", "{}Q4", "Q4 {}"),
}
_YEARS_SPELT = (("{}", "{}", "{}", "{}", "{}"), ("{}", "{}", "FY{}", "fiscal {}", "fiscal year {}"))
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass
class Scene:
    """What a topic needs to fill its slots. `told`: the invented matters that were spoken of already."""

    books: Books
    rng: Random
    plain: bool
    told: set[tuple[str, str]] = field(default_factory=set)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The company's lines of business."""
        return self.books.company.segments

    def who(self) -> Slots:
        """Words for the company."""
        company = self.books.company
        short = company.aliases[0] if company.aliases else company.name
        name = self.rng.choice(("the company", "the company", "the company", short))
        capital = name[0].upper() + name[1:]
        owner = f"{name}'s"
        return {"who": name, "Who": capital, "whose": owner, "Whose": f"{capital}'s"}

    def span(self, period: Period) -> Span:
        """A period in one of its spellings."""
        spellings = _SPELT.get(period.part) or _YEARS_SPELT[self.plain]
        return Span(self.rng.choice(spellings).format(period.year), period.document_code)

    def when(self, period: Period) -> Slots:
        """`in 2022`, `In 2022`, `2022`."""
        span = self.span(period)
        return {"in_p": ("in ", span), "In_p": ("In ", span), "p": span}

    def year(self, year: int, *, estimate: bool = False) -> Span:
        """A plain year."""
        return Span(str(year), f"{year}E" if estimate else str(year))

    def window(self, start: int, end: int) -> Span:
        """`2018-2022`."""
        return Span(f"{start}-{end}", f"{start}/{end}")

    def through(self, start: int, end: int) -> Span:
        """`2018 to 2022`, behind "from"."""
        return Span(f"{start} to {end}", f"{start}/{end}")

    def day(self) -> Span:
        """A date of the report's years."""
        year, month, day = self.rng.randint(2021, 2023), self.rng.randint(1, 12), self.rng.randint(1, 28)
        return Span(f"{_MONTHS[month - 1]} {day}, {year}", f"{year}-{month:02d}-{day:02d}")

    def month(self, start: int, end: int) -> Span:
        """A month of some year."""
        year, month = self.rng.randint(start, end), self.rng.randint(1, 12)
        return Span(f"{_MONTHS[month - 1]} {year}", f"{year}-{month:02d}")

    def moves(self, falls: bool, mark: str = "") -> Slots:
        """Words for a change; now and then a level "increased" although it fell."""
        words = _FALLS if falls else _RISES
        chosen: Slots = {f"{name}{mark}": word for name, word in words.items()}
        if falls and self.rng.random() < _WEAK:
            chosen |= {f"increased{mark}": "increased", f"changed{mark}": "changed"}
        return chosen

    def percentage(self, low: float, high: float, measure: str, period: str = "", *, unit: str = "%", segment: str = "") -> Value:
        """An invented percentage in the document's style."""
        usual = self.books.habit.percent
        source = printed(Decimal(repr(round(self.rng.uniform(low, high), 5))), usual, ONE, unit)
        return Value(source, measure, segment, period)

    def count(self, low: int, high: int, noun: str, measure: str) -> Value:
        """An invented count."""
        return Value(printed(Decimal(self.rng.randint(low, high)), 0, ONE, "1"), measure, noun=f" {noun}")

    def size(self, value: float, unit: str, measure: str, period: str = "", noun: str = "") -> Value | None:
        """An invented size as a Chinese writer would print it."""
        source: Source | None = self.books.size(Decimal(repr(round(value, 4))), unit)
        return Value(source, measure, "", period, noun=noun) if source else None


def ratio_of(now: Value, before: Value) -> Decimal:
    """One less than the quotient of printed values."""
    return now.truth / before.truth - 1


def compound(end: Decimal, start: Decimal, years: int) -> Decimal | None:
    """The compound growth rate; None where an end is nothing or less."""
    if start <= 0 or end <= 0 or years <= 0:
        return None
    return Decimal(repr((float(end) / float(start)) ** (1 / years) - 1))


def marked(value: Value | None) -> Value | None:
    """With a printed sign, if there is a value."""
    return signed(value) if value else None


def worded(value: Value | None) -> Value | None:
    """With its sign in a word, if there is a value."""
    return in_words(value) if value else None
