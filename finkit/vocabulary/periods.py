"""Periods: FY2022, H1 2023, 9M2023, Q3 2023, 2023-09-30, 2021-01, windows 2017/2022, estimates.

A period knows its order, the period a year before, whether it is a flow or a day, and when it ends for a company
whose fiscal year ends in another month (Lynas: June; FY2023 ends on 2023-06-30).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Self

from finkit.errors import PeriodInvalidError

# part -> (first month, last month) within the fiscal year
PARTS: dict[str, tuple[int, int]] = {
    "FY": (1, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "9M": (1, 9),
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
}
_CODE = re.compile(r"(?:FY ?)?(?P<year>\d{4})(?P<estimate>E?)")
_PART_FIRST = re.compile(r"(?P<part>H[12]|9M|Q[1-4]) ?(?P<year>\d{4})(?P<estimate>E?)")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[- ]?(?P<part>H[12]|9M|Q[1-4])(?P<estimate>E?)")
_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?")
_MONTHS_IN_YEAR = 12
_NO_YEAR, _NO_DAY = "0000", "00"
_LONGEST = 40  # characters of a code


@dataclass(frozen=True, slots=True)
class Period:
    """A span or a day. `part` is one of `PARTS`, `M` (a month) or `D` (a day).

    `start_year` makes it a window from that year to `year`; `estimate` marks a forecast.
    """

    year: int
    part: str = "FY"
    month: int = 0
    day: int = 0
    start_year: int | None = None
    estimate: bool = False

    @classmethod
    def parse(cls, text: str) -> Period:
        """A period from its code; raises `PeriodInvalidError`."""
        plain = text.strip()
        if len(plain) > _LONGEST or not plain.isascii():
            raise PeriodInvalidError(text=plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…")
        return _parse(plain)

    @classmethod
    def window(cls, start: int, end: int) -> Self:
        """The years from `start` to `end`."""
        return cls(end, start_year=start)

    @property
    def is_instant(self) -> bool:
        """A day rather than a span."""
        return self.part == "D"

    @property
    def is_window(self) -> bool:
        """Several years."""
        return self.start_year is not None

    @property
    def is_full_year(self) -> bool:
        """One fiscal year."""
        return self.part == "FY" and self.start_year is None

    def prior(self) -> Period:
        """The same period a year before."""
        start = None if self.start_year is None else self.start_year - 1
        return Period(self.year - 1, self.part, self.month, self.day, start, self.estimate)

    def closing(self, year_end_month: int = 12) -> date:
        """The last day, for a fiscal year that ends in the given month."""
        if self.part == "D":
            return date(self.year, self.month, self.day)
        last = self.month if self.part == "M" else PARTS[self.part][1]
        offset = 0 if self.part == "M" else year_end_month - _MONTHS_IN_YEAR
        serial = self.year * _MONTHS_IN_YEAR + last - 1 + offset
        year, month = divmod(serial, _MONTHS_IN_YEAR)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    @property
    def months(self) -> int:
        """Length in months; 0 for a day."""
        if self.part == "D":
            return 0
        if self.part == "M":
            return 1
        first, last = PARTS[self.part]
        years = 0 if self.start_year is None else self.year - self.start_year
        return last - first + 1 + _MONTHS_IN_YEAR * years

    @property
    def code(self) -> str:
        """As `facts.csv` writes it: FY2022, 9M2023, H1 2023, 2023-09-30, 2017/2022."""
        tail = "E" if self.estimate else ""
        if self.start_year is not None:
            return f"{self.start_year}/{self.year}{tail}"
        if self.part in {"M", "D"}:
            return self.document_code
        glue = "" if self.part in {"FY", "9M"} else " "
        return f"{self.part}{glue}{self.year}{tail}"

    @property
    def document_code(self) -> str:
        """As the check document writes it: 2022, 2023-9M, 2023-Q3, 2021-01, 2023-11-02, 2018/2022, 2025E."""
        tail = "E" if self.estimate else ""
        if self.start_year is not None:
            return f"{self.start_year}/{self.year}{tail}"
        if self.part == "D":
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        if self.part == "M":
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year}{tail}" if self.part == "FY" else f"{self.year}-{self.part}{tail}"

    def __lt__(self, other: Period) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[date, int, str]:
        return self.closing(), self.months, self.part

    def __str__(self) -> str:
        return self.code


@lru_cache(maxsize=2048)
def _parse(text: str) -> Period:
    if "/" in text:
        start, _, end = text.partition("/")
        if "/" in end:
            raise PeriodInvalidError(text=text)
        first, last = _parse(start), _parse(end)
        return replace(last, start_year=first.year)
    for pattern in (_CODE, _PART_FIRST, _YEAR_FIRST):
        match = pattern.fullmatch(text)
        if match and match["year"] != _NO_YEAR:
            part = match.groupdict().get("part") or "FY"
            return Period(int(match["year"]), part, estimate=bool(match["estimate"]))
    match = _DAY.fullmatch(text)
    if match and match["year"] != _NO_YEAR and match["day"] != _NO_DAY:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"] or 0)
        if 1 <= month <= _MONTHS_IN_YEAR and day <= monthrange(year, month)[1]:
            return Period(year, "D" if match["day"] else "M", month, day)
    raise PeriodInvalidError(text=text)
