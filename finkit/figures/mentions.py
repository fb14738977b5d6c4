"""Periods as mentions of a line of tokens, and those that Chinese text spells: 前三季度, 2023年1-9月, 4月17日."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finkit.figures.numerals import numeral
from finkit.figures.tokens import NUMBER
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.tokens import Token

DASHES = frozenset("-–—~～/至到")
_HAN_PARTS = (
    ("前三季度", "9M"), ("三季报", "9M"), ("上半年", "H1"), ("半年报", "H1"), ("半年度", "H1"), ("中期", "H1"), ("下半年", "H2"),
    ("一季报", "Q1"), ("全年", "FY"),
    *((f"{lead}{word}季度", f"Q{number}") for number, word in enumerate("一二三四", 1) for lead in ("第", "单", "")),
)  # fmt: skip
_HAN_DAY_LEADS = ("截至", "截止", "至", "于", "於", "在", "末")
_LATE, _SEASON, _QUARTER_ENDS = frozenset({"FY", "H2", "Q4"}), 4, 28
_FEW_DIGITS = 3
_LAST_DAY, MONTHS_A_YEAR, LEAP_YEAR = 31, 12, 2000


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """Tokens `first`..`last` (inclusive) speak of `period`; `open_year`: the text did not say the year."""

    first: int
    last: int
    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    period: Period | None
    open_year: bool = False


def _is_issue(period: Period) -> bool:
    """A day on which results of the year before are published, and no day on which a quarter closes."""
    day = period.closing()
    return period.part == "D" and day.month <= _SEASON and day.day < _QUARTER_ENDS


class PeriodReader:
    """The tokens of a sentence, the year spoken of last and that of the last date; reads Chinese spellings."""

    def __init__(self, line: Sequence[Token], context: Period | None, dated: int | None) -> None:
        self.line = line
        self.year = context.year if context else None
        self.dated = dated
        self.issued = context is not None and _is_issue(context)

    def lower(self, index: int) -> str:
        """The token for look-ups, "" outside the line."""
        return self.line[index].lower if 0 <= index < len(self.line) else ""

    def is_year(self, index: int) -> bool:
        """Four digits that may be a year stand there."""
        if not 0 <= index < len(self.line) or self.line[index].kind != NUMBER:
            return False
        found = numeral(self.line[index].text)
        return found is not None and found.is_year

    def year_at(self, index: int) -> int | None:
        """The year that stands there."""
        return int(self.line[index].text) if self.is_year(index) else None

    def mention(self, first: int, last: int, period: Period | None, *, open_year: bool = False) -> PeriodMention:
        """Tokens `first` to `last` as a mention; its year is the one spoken of from here on."""
        digits = tuple((one.start, one.end) for one in self.line[first : last + 1] if one.kind == NUMBER)
        start, end = self.line[first].start, self.line[last].end
        if period is not None:
            self.year, self.issued = period.year, _is_issue(period)
        return PeriodMention(first, last, start, end, digits or ((start, end),), period, open_year)

    def of_the_year(self, part: str) -> Period:
        """A part of the year spoken of; a text dated in its first months speaks of the end of the year before."""
        late = self.issued and part in _LATE
        return Period((self.year or 0) - late, part)

    def from_han(self, index: int) -> PeriodMention | None:
        """`前三季度`, `上半年` of the year spoken of; behind a year it is part of that year's mention."""
        token = self.line[index]
        if self.year is None or (index and self.is_year(index - 1) and beside(self.line[index - 1], token)):
            return None
        for word, part in _HAN_PARTS:
            at = token.text.find(word)
            if at >= 0:
                start = token.start + at
                whole = self.mention(index, index, self.of_the_year(part), open_year=True)
                return replace(whole, start=start, end=start + len(word), parts=((start, start + len(word)),))
        return None

    def day(self, index: int) -> int | None:
        """The day of a month that stands there."""
        text = self.lower(index)
        return int(text) if is_short(text) and 0 < int(text) <= _LAST_DAY else None

    def han_month(self, index: int) -> PeriodMention | None:
        """`10月`, `1-10月`, `4月17日` without a year: of the year spoken of, a day only behind a word that leads to one."""
        at = index + 2 if self.lower(index + 1) in DASHES and self._month_number(index) and self._month_number(index + 2) else index
        month, first = self._month_number(at), self._month_number(index)
        after = self.line[at + 1] if at + 1 < len(self.line) else None
        if month is None or first is None or after is None or not beside(self.line[at], after) or not after.text.startswith("月"):
            return None
        day = self.day(at + 2) if after.text == "月" else None
        if day is not None and self.lower(at + 3)[:1] in {"日", "号"} and is_day(LEAP_YEAR, month, day):
            led = index > 0 and self.line[index - 1].text.endswith(_HAN_DAY_LEADS)
            known = self.dated or self.year
            period = Period(known, "D", month, day) if led and known and is_day(known, month, day) else None
            return replace(self.mention(index, at + 2, period, open_year=True), end=self.line[at + 3].start + 1)
        year = self.year
        period = None if year is None else Period(year, "M", month) if at == index else months_of(first, month, year)
        return replace(self.mention(index, at, period, open_year=True), end=after.start + 1)

    def _month_number(self, index: int) -> int | None:
        text = self.lower(index)
        return int(text) if text.isdecimal() and len(text) < 3 and 0 < int(text) <= MONTHS_A_YEAR else None  # noqa: PLR2004

    def han_year(self, index: int, year: int, following: Token) -> PeriodMention | None:
        """`2022年`, `2023年前三季度`; `2023年1` is left to the year alone."""
        if beside(self.line[index], following) and following.text.startswith("财年"):
            return self._partly(index, following, Period(year), len("财年"))
        if not beside(self.line[index], following) or not following.text.startswith("年"):
            return None
        rest = following.text[1:]
        if not rest:
            spoken = self._han_span(index, year)
            if spoken is not None:
                return spoken
        for word, part in _HAN_PARTS:
            if rest.startswith(word):
                return self._partly(index, following, Period(year, part), 1 + len(word))
        return self._partly(index, following, Period(year), 1)

    def _han_span(self, index: int, year: int) -> PeriodMention | None:
        """`2023年1-9月`, `2023年Q4`."""
        first, last = self._month_number(index + 2), self._month_number(index + 4)
        if first and last and first < last and self.lower(index + 3) in DASHES and self.lower(index + 5)[:1] == "月":
            return replace(self.mention(index, index + 4, months_of(first, last, year)), end=self.line[index + 5].start + 1)
        part = self.lower(index + 2).upper() + self.lower(index + 3)
        coded = part in {"Q1", "Q2", "Q3", "Q4", "H1", "H2"} and self.line[index + 2].end == self.line[index + 3].start
        return self.mention(index, index + 3, Period(year, part)) if coded else None

    def _partly(self, index: int, following: Token, period: Period, length: int) -> PeriodMention:
        """A mention that takes only the first characters of the Chinese run behind it."""
        whole = self.mention(index, index, period)
        return replace(whole, end=following.start + length)


def beside(left: Token, right: Token) -> bool:
    """The two touch, or one blank parts them as Chinese typesetting likes it: `2022 年`."""
    return right.start - left.end <= 1


def is_short(text: str) -> bool:
    """Three digits at most: what may count days or months, and what `int` reads (neither `²` nor thousands of digits)."""
    return text.isdecimal() and len(text) <= _FEW_DIGITS


def is_day(year: int, month: int, day: int) -> bool:
    """The calendar has such a day."""
    return 1 <= month <= MONTHS_A_YEAR and 1 <= day <= monthrange(year, month)[1]


def months_of(first: int, last: int, year: int) -> Period:
    """Several months of one year: the nearest coded span, else the window's last month."""
    known = {(1, 12): "FY", (1, 6): "H1", (1, 9): "9M", (1, 3): "Q1", (4, 6): "Q2", (7, 9): "Q3", (10, 12): "Q4", (7, 12): "H2"}
    part = known.get((first, last))
    return Period(year, part) if part else Period(year, "M", last)
