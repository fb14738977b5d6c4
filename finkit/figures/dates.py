"""Periods in running text: years, windows, quarters, halves, nine months, months, days; English and Chinese."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from finkit.figures.mentions import DASHES, LEAP_YEAR, MONTHS_A_YEAR, PeriodMention, PeriodReader, is_day, is_short, months_of
from finkit.figures.tokens import HAN, NUMBER, WORD, Token
from finkit.figures.words import JOINERS, MONTHS, ORDINALS, PREPOSITIONS, SCALES, UNITS
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOW_DASHES = frozenset("-–—~～")
_PART_CODE = re.compile(r"(?:(?P<part>q[1-4]|h[12])|(?P<months>9|6|3|12)m)", re.IGNORECASE)
_MONTH_SPANS = {"12": "FY", "9": "9M", "6": "H1", "3": "Q1"}
_YEAR_LEADS = PREPOSITIONS | JOINERS | {"year", "fiscal", "fy", "the", "end", "mid", "late", "early", "after", "before", "than", "as"}
_CENTURY = 2000
_DAY_LEADS = PREPOSITIONS | {"to", "and", "or", "until", "till", "ended", "ending", "dated", "the"}
_ENDED_REACH = 5
_LENGTHS = {
    "year": 12, "twelve": 12, "12": 12, "half": 6, "half-year": 6, "six": 6, "6": 6, "nine": 9, "9": 9, "quarter": 3, "three": 3, "3": 3,
}  # fmt: skip
_NINE_MONTHS = frozenset({("three", "quarters"), ("three", "quarter"), ("3", "quarters"), ("nine", "months")})
_NO_PLURALS = frozenset({"is", "was", "has", "its", "this", "as", "versus", "does", "sees", "marks", "brings", "shows"})


class _Reader(PeriodReader):
    """One pass over the tokens of a sentence."""

    def at(self, index: int) -> PeriodMention | None:
        """The mention that begins at this token."""
        token = self.line[index]
        if token.kind == WORD:
            return self._from_word(index)
        if token.kind == NUMBER:
            return self._from_number(index)
        return self.from_han(index) if token.kind == HAN else None

    def _from_word(self, index: int) -> PeriodMention | None:
        word = self.lower(index)
        if word in MONTHS:
            return self._month(index)
        if word in {"fy", "fiscal"}:
            at = index + 2 if self.lower(index + 1) == "year" else index + 1
            year = self.year_at(at) or (self._short_year(at) if word == "fy" and at < len(self.line) else None)
            return None if year is None else self.mention(index, at, Period(year))
        if word in ORDINALS:
            return self._ordinal(index)
        if word == "full-year" or (word, self.lower(index + 1)) == ("full", "year"):
            return self._full_year(index, index if word == "full-year" else index + 1)
        code = _PART_CODE.fullmatch(word)
        if code and code["part"]:
            return None
        if word in {"q", "h"} and index + 1 < len(self.line) and self.line[index + 1].start == self.line[index].end:
            return self._quarter_code(index)
        return None

    def _quarter_code(self, index: int) -> PeriodMention | None:
        """`Q3 2023`, `H1 2023` (letters and digits are tokens of their own)."""
        part = self.line[index].text.upper() + self.line[index + 1].text
        if part not in {"Q1", "Q2", "Q3", "Q4", "H1", "H2"}:
            return None
        fiscal = self.lower(index + 2) == "fy"
        at = index + 3 if fiscal else index + 2
        year = self.year_at(at) or (self._short_year(at) if fiscal and at < len(self.line) else None)
        if year is not None:
            return self.mention(index, at, Period(year, part))
        return self._open_part(index, index + 1, part)

    def _open_part(self, first: int, last: int, part: str) -> PeriodMention | None:
        """`Q3`, `4Q` of the year spoken of; not where it runs on (`Q3A`) or a dash joins it to another."""
        after = self.line[last + 1] if last + 1 < len(self.line) else None
        runs_on = after is not None and after.start == self.line[last].end and (after.kind in {WORD, NUMBER} or after.text in DASHES)
        if runs_on or self.line[first].text.islower() or self.year is None:
            return None
        return self.mention(first, last, self.of_the_year(part), open_year=True)

    def _full_year(self, first: int, last: int) -> PeriodMention | None:
        """`full-year`, where the text spoke of a year and names none beside."""
        if self.year is None or self.is_year(first - 1) or self.is_year(last + 1):
            return None
        return self.mention(first, last, self.of_the_year("FY"), open_year=True)

    def _ordinal(self, index: int) -> PeriodMention | None:
        """`first three quarters of 2023`, `third quarter of 2023`, `first half of 2022`, `second half of the year`."""
        number = ORDINALS[self.lower(index)]
        if number == 1 and (self.lower(index + 1), self.lower(index + 2)) in _NINE_MONTHS:
            part, last = "9M", index + 2
        elif self.lower(index + 1) == "quarter":
            part, last = f"Q{number}", index + 1
        elif self.lower(index + 1) == "half" and number <= 2:  # noqa: PLR2004  (a year has two halves)
            part, last = f"H{number}", index + 1
        else:
            return None
        step = 1 if self.lower(last + 1) == "of" else 0
        if step and self.lower(last + 2) == "fiscal":
            step = 2
        year = self.year_at(last + step + 1)
        if year is not None:
            return self.mention(index, last + step + 1, Period(year, part))
        return None if self.year is None else self.mention(index, last, self.of_the_year(part), open_year=True)

    def _month(self, index: int) -> PeriodMention | None:
        """`January 2021`, `November 2, 2023`, `December 13`, `January to November 2023`."""
        month = MONTHS[self.lower(index)]
        if self.lower(index + 1) in {"to", "-", "–"} and self.lower(index + 2) in MONTHS:
            year = self.year_at(index + 3)
            return None if year is None else self.mention(index, index + 3, months_of(month, MONTHS[self.lower(index + 2)], year))
        at = index + 2 if self.lower(index + 1) == "of" else index + 1
        year = self.year_at(at)
        if year is not None:
            return self.mention(index, at, Period(year, "M", month))
        day = self.day(index + 1)
        if day is None or not is_day(LEAP_YEAR, month, day):
            return None
        last = index + 2 if self.lower(index + 2) in {"st", "nd", "rd", "th"} else index + 1
        after = last + 2 if self.lower(last + 1) == "," else last + 1
        year = self.year_at(after)
        if year is not None and is_day(year, month, day):
            return self.mention(index, after, Period(year, "D", month, day))
        if (self.lower(last + 1),) in UNITS or self.lower(last + 1) in SCALES:
            return None
        known = self.dated or self.year
        period = Period(known, "D", month, day) if known and is_day(known, month, day) else None
        return self.mention(index, last, period, open_year=True)

    def _from_number(self, index: int) -> PeriodMention | None:
        token = self.line[index]
        year = self.year_at(index)
        if year is None:
            return self._part_first(index) or self._day_first(index) or self.han_month(index)
        following = self.line[index + 1] if index + 1 < len(self.line) else None
        if following and following.text == "-" and self.lower(index + 2) in {"q", "h"}:
            part = self.lower(index + 2).upper() + self.lower(index + 3)
            if part in {"Q1", "Q2", "Q3", "Q4", "H1", "H2"}:
                return self.mention(index, index + 3, Period(year, part))
        dated = self._numeric_day(index, year)
        if dated:
            return dated
        if following and following.kind == HAN:
            return self.han_year(index, year, following)
        if following and following.start == token.end and following.kind == WORD:
            return self._coded_year(index, year, following)
        window = self._window(index, year)
        return window or (self.mention(index, index, Period(year)) if self._is_plain_year(index) else None)

    def _part_first(self, index: int) -> PeriodMention | None:
        """`9M2023`, `9M 2023`, `4Q22`, `1H 2023`: a number glued to a letter before a year."""
        if index + 2 >= len(self.line) or self.line[index].end != self.line[index + 1].start:
            return None
        number, letter = self.line[index].text, self.lower(index + 1)
        letter = letter.removesuffix("fy") or letter  # 1HFY24
        part = _MONTH_SPANS.get(number) if letter == "m" else f"{letter.upper()}{number}" if letter in {"q", "h"} else None
        year = self.year_at(index + 2) or self._short_year(index + 2)
        if part not in {*_MONTH_SPANS.values(), "Q2", "Q3", "Q4", "H2"} or year is None:
            return None
        return self.mention(index, index + 2, Period(year, part))

    def _short_year(self, index: int) -> int | None:
        """`22` right behind a letter: 2022."""
        token = self.line[index]
        short = token.text.isdigit() and len(token.text) == 2 and token.start == self.line[index - 1].end  # noqa: PLR2004
        return _CENTURY + int(token.text) if short else None

    def _day_first(self, index: int) -> PeriodMention | None:
        """`2 November 2023`, `31st March 2021`; without a year only behind a word that leads to a day (`on 2 November`)."""
        day = self.day(index)
        at = index + 2 if self.lower(index + 1) in {"st", "nd", "rd", "th"} else index + 1
        month = MONTHS.get(self.lower(at))
        if day is None or month is None or not self.line[at].text[0].isupper():
            return None
        last = at + 2 if self.lower(at + 1) in {",", "of"} and self.is_year(at + 2) else at + 1
        year = self.year_at(last)
        if year is not None:
            return self.mention(index, last, Period(year, "D", month, day)) if is_day(year, month, day) else None
        if self.lower(index - 1) not in _DAY_LEADS or not is_day(LEAP_YEAR, month, day):
            return None
        known = self.dated or self.year
        period = Period(known, "D", month, day) if known and is_day(known, month, day) else None
        return self.mention(index, at, period, open_year=True)

    def _numeric_day(self, index: int, year: int) -> PeriodMention | None:
        """`2021-11-02`, `2021/11/02`, `2021年11月2日`, `2021年11月`."""
        first, month, second, day = (self.lower(index + step) for step in range(1, 5))
        marks = {("-", "-"), ("/", "/"), ("年", "月")}
        parted = int(first == "年")  # one blank, as Chinese typesetting likes it
        touching = index + 3 < len(self.line) and self.line[index + 1].start - self.line[index].end <= parted
        if not touching or not is_short(month) or not 1 <= int(month) <= MONTHS_A_YEAR:
            return None
        if first == "年" and second.startswith("月") and not day.isdecimal():
            whole = self.mention(index, index + 2, Period(year, "M", int(month)))
            return replace(whole, end=self.line[index + 3].start + 1)
        if (first, second[:1]) not in marks or not is_short(day) or not is_day(year, int(month), int(day)):
            return None
        whole = self.mention(index, index + 4, Period(year, "D", int(month), int(day)))
        if self.lower(index + 5) in {"日", "号"}:
            return replace(whole, last=index + 5, end=self.line[index + 5].end)
        return whole

    def _coded_year(self, index: int, year: int, following: Token) -> PeriodMention | None:
        """`2023Q3`, `2023H1`, `2025E`, `2022A`, `2023-Q3`."""
        letter = following.lower
        after = self.lower(index + 2)
        if letter in {"q", "h"} and after[:1] in "1234" and len(after) == 1:
            return self.mention(index, index + 2, Period(year, letter.upper() + after))
        if letter in {"e", "a"}:
            return self.mention(index, index + 1, Period(year, estimate=letter == "e"))
        return None

    def _window(self, index: int, year: int) -> PeriodMention | None:
        """`2017 to 2022` after from/between, `2019-2022`, `2009~2015`."""
        joiner = self.lower(index + 1)
        end = self.year_at(index + 2) or (self._short_end(index, year) if joiner in _WINDOW_DASHES else None)
        if end is None or end < year:
            return None
        led = self.lower(index - 1) in {"from", "between", "during", "in"}
        if joiner in _WINDOW_DASHES or (joiner in {"to", "and", "until", "through"} and led and joiner != "and"):
            return self.mention(index, index + 2, Period.window(year, end))
        if joiner == "and" and self.lower(index - 1) == "between":
            return self.mention(index, index + 2, Period.window(year, end))
        return None

    def _short_end(self, index: int, year: int) -> int | None:
        """`2025-27`: the last two digits of a later year of the century."""
        end = self.line[index + 2] if index + 2 < len(self.line) else None
        touching = end is not None and self.line[index].end == self.line[index + 1].start and self.line[index + 1].end == end.start
        if not touching or end is None or len(end.text) != 2 or not end.text.isdigit() or int(end.text) <= year % 100:  # noqa: PLR2004
            return None
        after = self.lower(index + 3)
        return None if after == "%" or (after,) in UNITS or after in SCALES or after in {"-", "/"} else year - year % 100 + int(end.text)

    def _is_plain_year(self, index: int) -> bool:
        """A bare year: no unit behind it, and something that leads to a year or nothing countable behind it."""
        after = self.line[index + 1] if index + 1 < len(self.line) else None
        if after is not None and (after.text == "%" or after.lower in SCALES or (after.lower,) in UNITS):
            return after.lower in {"year", "years"}
        if after is not None and after.text == "/" and not self.is_year(index + 2) and self.lower(index + 2)[:1].isdigit():
            return False  # the head of a list
        before = self.lower(index - 1)
        if before in {"no", "no.", "$", "¥"} or (before == "." and self.lower(index - 2) == "no"):
            return False
        if self._is_in_a_row(index):
            return False
        weak = before in JOINERS or before == ","
        if weak and after is not None and after.kind == WORD and _counts(after.text) and not self.is_year(index - 2):
            return False  # `64 pits, 2046 employees and 1900 patents`
        if before in _YEAR_LEADS or before in MONTHS or index == 0 or before in {",", "(", "（", "“", '"', "-", "–", "~"}:
            return True
        return after is None or after.kind != WORD or not _counts(after.text)

    def _is_in_a_row(self, index: int) -> bool:
        """Among bare numbers that are no years, one on either side or two before: `1814 1676 2014 3128`, cells of a row."""
        return self._is_cell(index - 1) and (self._is_cell(index + 1) or self._is_cell(index - 2))

    def _is_cell(self, index: int) -> bool:
        return 0 <= index < len(self.line) and self.line[index].kind == NUMBER and not self.is_year(index)


def _counts(word: str) -> bool:
    """A plural noun: what stands before it counts it and is no year."""
    return word.islower() and word.endswith("s") and word not in _NO_PLURALS


def find_periods(line: Sequence[Token], context: Period | None = None, dated: int | None = None) -> list[PeriodMention]:
    """Every period that a sentence speaks of, in order.

    Where the text leaves the year out, `context` (the period spoken of last) supplies it; for a day, `dated`
    does: the year of the last full date or month.
    """
    reader = _Reader(line, context, dated)
    found: list[PeriodMention] = []
    index = 0
    while index < len(line):
        mention = reader.at(index)
        if mention is None:
            index += 1
            continue
        found.append(_ended(line, mention))
        index = mention.last + 1
    return found


def _ended(line: Sequence[Token], mention: PeriodMention) -> PeriodMention:
    """`the six months ended 30 June 2021`: not the day, but what ends on it."""
    period = mention.period
    before = [token.lower for token in line[max(0, mention.first - _ENDED_REACH) : mention.first] if token.lower not in {"on", "the", "-"}]
    if period is None or period.part != "D" or period.month is None or not before or before[-1] not in {"ended", "ending"}:
        return mention
    length = next((_LENGTHS[word] for word in reversed(before) if word in _LENGTHS), 0)
    if length == MONTHS_A_YEAR:
        return replace(mention, period=Period(period.year))
    first = period.month - length + 1
    whole = months_of(first, period.month, period.year) if length and first > 0 else None
    return mention if whole is None or whole.part == "M" else replace(mention, period=whole)
