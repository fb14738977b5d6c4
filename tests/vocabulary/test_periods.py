"""Periods: codes, order, closing days."""

from __future__ import annotations

from datetime import date

import pytest

from finkit.errors import PeriodInvalidError
from finkit.vocabulary.periods import Period


@pytest.mark.parametrize("code", ["FY2022", "H1 2023", "9M2023", "Q3 2023", "2023-09-30", "2021-01", "2017/2022", "FY2025E"])
def test_a_code_comes_back_as_it_was_read(code: str) -> None:
    """Reading and writing a period are each other's inverse."""
    assert Period.parse(code).code == code


@pytest.mark.parametrize("text", ["", "FY22", "2023-13", "2023-02-30", "Q5 2023", "twenty", "9M 20233"])
def test_what_is_no_period_is_refused(text: str) -> None:
    """The message lists the forms that are."""
    with pytest.raises(PeriodInvalidError, match="wanted FY2022, H1 2023"):
        Period.parse(text)


def test_a_fiscal_year_ends_where_the_company_says() -> None:
    """FY2023 of Lynas ends on 30 June 2023."""
    assert Period(2023).closing() == date(2023, 12, 31)
    assert Period(2023).closing(6) == date(2023, 6, 30)
    assert Period(2023, "H1").closing(6) == date(2022, 12, 31)


def test_periods_sort_by_the_day_they_close() -> None:
    """Nine months before the year, the quarter before the nine months that close with it."""
    codes = ["FY2022", "9M2022", "Q3 2022", "FY2021", "2022-09-30"]
    assert [period.code for period in sorted(map(Period.parse, codes))] == [
        "FY2021",
        "2022-09-30",
        "Q3 2022",
        "9M2022",
        "FY2022",
    ]


def test_the_year_before() -> None:
    """Of a span, a day and a window."""
    assert [Period.parse(code).prior().code for code in ("9M2023", "2023-09-30", "2018/2022")] == [
        "9M2022",
        "2022-09-30",
        "2017/2021",
    ]
