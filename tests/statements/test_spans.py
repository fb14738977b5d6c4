"""Start and end days to periods, for years that end in any month and on any weekday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.statements.spans import balance_period, closing_period, day_of, month_closed, months_between, span_period
from finkit.vocabulary.periods import Period

D = date.fromisoformat


@pytest.mark.parametrize(
    ("start", "end", "year_end", "code"),
    [
        ("2023-01-01", "2023-12-31", 12, "FY2023"),
        ("2022-07-01", "2023-06-30", 6, "FY2023"),
        ("2022-07-01", "2022-12-31", 6, "H1 2023"),
        ("2023-01-01", "2023-03-31", 6, "Q3 2023"),
        ("2022-07-01", "2023-03-31", 6, "9M2023"),
        ("2022-02-01", "2023-01-31", 1, "FY2023"),
        ("2021-09-26", "2022-09-24", 9, "FY2022"),  # 52 weeks
        ("2022-01-30", "2023-02-04", 1, "FY2023"),  # 53 weeks, ended in the next month
        ("2023-04-01", "2023-06-30", 12, "Q2 2023"),
        ("2023-07-01", "2023-12-31", 12, "H2 2023"),
    ],
)
def test_a_span_is_the_part_of_the_fiscal_year_that_it_closes(start: str, end: str, year_end: int, code: str) -> None:
    """Named after the calendar year in which the fiscal year ends."""
    assert Period.parse(code) == span_period(D(start), D(end), year_end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2022-10-01", "2023-09-30"),
        ("2023-02-01", "2023-04-30"),
        ("2023-10-01", "2023-10-31"),
        ("2020-01-24", "2020-03-31"),
        ("2023-04-01", "2023-09-30"),
    ],
)
def test_any_other_span_is_none(start: str, end: str) -> None:
    """Twelve months to September, three to April, a month, the first weeks of a new company, two middle quarters."""
    assert span_period(D(start), D(end), 12) is None


def test_a_balance_is_of_the_year_or_of_its_day() -> None:
    """The day stays as printed."""
    assert balance_period(D("2023-06-30"), 6) == Period(2023)
    assert balance_period(D("2022-12-31"), 6) == Period.parse("2022-12-31")
    assert balance_period(D("2022-09-24"), 9) == Period(2022)


def test_closing_cash_is_of_the_span_since_the_year_began() -> None:
    """Nine months, not the third quarter alone."""
    assert closing_period(D("2023-09-30"), 12) == Period.parse("9M2023")
    assert closing_period(D("2023-03-31"), 12) == Period.parse("Q1 2023")
    assert closing_period(D("2023-10-31"), 12) is None


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 12))
def test_a_year_that_closes_a_month_ends_in_it(end: date, year_end: int) -> None:
    """What `balance_period` calls a fiscal year ends at most ten days after `Period.closing` says."""
    period = balance_period(end, year_end)
    if period.is_full_year:
        assert -31 < (end - period.closing(year_end)).days <= 10
        assert month_closed(end)[1] == year_end


@pytest.mark.parametrize("text", ["2023-02-29", "2023-1-1", "20230101", "1066-10-14", "２０２３-12-31", "", None, 20231231, ["2023-12-31"]])
def test_no_other_text_is_a_day(text: object) -> None:
    """Nor is a day of another millennium."""
    assert day_of(text) is None


def test_lengths_take_both_days_in() -> None:
    """A leap year and a year of 53 weeks have twelve months; 13 weeks have three."""
    assert [months_between(D("2024-01-01"), D("2024-12-31")), months_between(D("2022-01-30"), D("2023-02-04"))] == [12, 12]
    assert months_between(D("2022-06-26"), D("2022-09-24")) == 3
