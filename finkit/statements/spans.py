"""Start and end days to periods: years, halves, nine months and quarters of a fiscal year that ends in a given month.

A year of 52 or 53 weeks ends a few days before or after its month; the period is the one that the month closes.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from finkit.statements.fact import YEARS
from finkit.vocabulary.periods import Period

YEAR = 12
_LENGTHS = ((YEAR, 350, 380), (9, 259, 287), (6, 168, 196), (3, 76, 104))  # months, fewest and most days
_PARTS = {
    (12, 12): "FY", (9, 9): "9M", (6, 6): "H1", (6, 12): "H2", (3, 3): "Q1", (3, 6): "Q2", (3, 9): "Q3", (3, 12): "Q4",
}  # fmt: skip
_SLACK = 10  # days by which a 52-week year may end after its month


def day_of(text: object) -> date | None:
    """The day of a text such as 2023-12-31; None for anything else."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def month_closed(end: date) -> tuple[int, int]:
    """(year, month) that a span ending on this day closes."""
    near = end - timedelta(days=_SLACK) if end.day <= _SLACK else end
    return near.year, near.month


def months_between(start: date, end: date) -> int:
    """12, 9, 6 or 3 for a span of about that many months, both days within it; 0 for any other."""
    days = (end - start).days + 1
    return next((months for months, fewest, most in _LENGTHS if fewest <= days <= most), 0)


def span_period(start: date, end: date, year_end_month: int) -> Period | None:
    """The period from one day to another; None where the fiscal year has no such part."""
    fiscal, months_over = _place(end, year_end_month)
    part = _PARTS.get((months_between(start, end), months_over))
    return Period(fiscal, part) if part else None


def closing_period(end: date, year_end_month: int) -> Period | None:
    """The period since the fiscal year began, for what stands at its end; None within a quarter."""
    fiscal, months_over = _place(end, year_end_month)
    part = _PARTS.get((months_over, months_over))
    return Period(fiscal, part) if part else None


def balance_period(end: date, year_end_month: int) -> Period:
    """The fiscal year that a day closes, else the day itself."""
    fiscal, months_over = _place(end, year_end_month)
    return Period(fiscal) if months_over == YEAR else Period(end.year, "D", end.month, end.day)


def _place(end: date, year_end_month: int) -> tuple[int, int]:
    """The fiscal year of a day, and how many of its months are then over."""
    year, month = month_closed(end)
    return (year if month <= year_end_month else year + 1), (month - year_end_month - 1) % YEAR + 1
