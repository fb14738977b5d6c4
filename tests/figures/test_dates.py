"""Periods in running text."""

from __future__ import annotations

import pytest

from finkit.figures.dates import find_periods
from finkit.figures.tokens import tokens
from finkit.vocabulary.periods import Period


def spoken(text: str, context: str = "", dated: int | None = None) -> list[tuple[str, str | None]]:
    """(characters, document code) of every period of a sentence."""
    found = find_periods(tokens(text), Period.parse(context) if context else None, dated)
    return [(text[one.start : one.end], one.period.document_code if one.period else None) for one in found]


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("in 2021 it grew", "2021", "2021"),
        ("FY2021", "FY2021", "2021"),
        ("fiscal year 2021", "fiscal year 2021", "2021"),
        ("the first three quarters of 2021", "first three quarters of 2021", "2021-9M"),
        ("the first nine months of 2021", "first nine months of 2021", "2021-9M"),
        ("the third quarter of 2021", "third quarter of 2021", "2021-Q3"),
        ("Q3 2021", "Q3 2021", "2021-Q3"),
        ("2021Q3", "2021Q3", "2021-Q3"),
        ("the second half of 2021", "second half of 2021", "2021-H2"),
        ("H1 2021", "H1 2021", "2021-H1"),
        ("2021H1", "2021H1", "2021-H1"),
        ("9M2021", "9M2021", "2021-9M"),
        ("9M 2021", "9M 2021", "2021-9M"),
        ("6M2021", "6M2021", "2021-H1"),
        ("2025E", "2025E", "2025E"),
        ("2021A", "2021A", "2021"),
        ("January 2021", "January 2021", "2021-01"),
        ("May of 2021", "May of 2021", "2021-05"),
        ("November 2, 2021", "November 2, 2021", "2021-11-02"),
        ("payable on 9 August 2021", "9 August 2021", "2021-08-09"),
        ("cash at 30 September, 2021", "30 September, 2021", "2021-09-30"),
        ("dated the 3rd of May 2021", "May 2021", "2021-05"),
        ("the 22nd April 2021", "22nd April 2021", "2021-04-22"),
        ("March 31st, 2021", "March 31st, 2021", "2021-03-31"),
        ("January to September 2021", "January to September 2021", "2021-9M"),
        ("July to December 2021", "July to December 2021", "2021-H2"),
        ("4Q21", "4Q21", "2021-Q4"),
        ("1H 2021", "1H 2021", "2021-H1"),
        ("9M21", "9M21", "2021-9M"),
        ("30 June 2021", "30 June 2021", "2021-06-30"),
        ("the year ended 30 June 2021", "30 June 2021", "2021"),
        ("the six months ended June 30, 2021", "June 30, 2021", "2021-H1"),
        ("the three months ended on 30 September 2021", "30 September 2021", "2021-Q3"),
    ],
)
def test_english_periods(text: str, surface: str, code: str) -> None:
    """Years, quarters, halves, nine months, months, days, estimates."""
    assert [(surface, code)] == spoken(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("from 2017 to 2021", "2017/2021"),
        ("between 2017 and 2021", "2017/2021"),
        ("2017-2021", "2017/2021"),
        ("2017~2021", "2017/2021"),
        ("2017–2021", "2017/2021"),
        ("due in 2017-21", "2017/2021"),
    ],
)
def test_windows_of_years(text: str, code: str) -> None:
    """Two years joined by a dash, or led by from or between, are one window."""
    assert [code] == [found for _, found in spoken(text)]


@pytest.mark.parametrize("text", ["in 2020 and 2021", "in 2020, 2021", "2020/2021", "from 2021 to 2020"])
def test_years_that_are_no_window_stand_apart(text: str) -> None:
    """A list of years, or a window that ends before it begins."""
    assert {"2020", "2021"} == {code for _, code in spoken(text)}


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("2021年营收", "2021年", "2021"),
        ("2021年前三季度", "2021年前三季度", "2021-9M"),
        ("2021年上半年", "2021年上半年", "2021-H1"),
        ("2021年一季度", "2021年一季度", "2021-Q1"),
        ("2021年四季度", "2021年四季度", "2021-Q4"),
    ],
)
def test_chinese_periods(text: str, surface: str, code: str) -> None:
    """年 and what follows it, and no character more."""
    assert [(surface, code)] == spoken(text)


@pytest.mark.parametrize(
    "text", ["sold 2021 pumps", "2021 tons", "2,021", "2021%", "No. 2021", "$2021", "2021 million yuan", "12021", "January", "may 12 tons"]
)
def test_four_digits_that_count_something_are_no_year(text: str) -> None:
    """A unit, a plural noun, a comma or a currency makes a quantity of it; a month alone has no year."""
    assert spoken(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("公司 2021 年营业收入", ["2021"]), ("2022 年至 2024 年", ["2022", "2024"]), ("截至 2021 年 12 月 31 日", ["2021-12-31"]),
        ("2023 年前三季度", ["2023-9M"]), ("2023 年 1-9 月", ["2023-9M"]), ("2021 年 3 月", ["2021-03"]),
    ],
)  # fmt: skip
def test_blanks_between_digits_and_chinese(text: str, codes: list[str]) -> None:
    """As PDFs print them."""
    assert [code for _, code in spoken(text)] == codes


@pytest.mark.parametrize("text", ["Revenue 1814 1676 2014 3128", "Revenue 12 14 2014"])
def test_a_cell_among_bare_numbers_is_no_year(text: str) -> None:
    """A row of a table without its columns: the number that looks like a year is one of its cells."""
    assert spoken(text) == []


def test_years_in_a_row_stay_years() -> None:
    """A header of years, and a year behind one number, are periods."""
    assert [code for _, code in spoken("Year 2019 2020 2021")] == ["2019", "2020", "2021"]
    assert [code for _, code in spoken("note 3 2022")] == ["2022"]


def test_a_part_of_a_year_takes_the_year_spoken_of_last() -> None:
    """In the sentence, or before it; without any, nothing is known."""
    assert spoken("In 2021 it fell, but in the second quarter it rose") == [("2021", "2021"), ("second quarter", "2021-Q2")]
    assert spoken("in the second quarter", "9M2020") == [("second quarter", "2020-Q2")]
    assert spoken("in the second quarter") == []
    assert spoken("In Q4 it fell, 3Q", "FY2021") == [("Q4", "2021-Q4")]
    assert spoken("其中Q4营收", "FY2021") == [("Q4", "2021-Q4")]
    assert spoken("Audi q3 and Q3A", "FY2021") == []


def test_fiscal_years_may_be_short() -> None:
    """FY25, and a part of it."""
    assert spoken("FY25 guidance") == [("FY25", "2025")]
    assert spoken("Q1 FY25 and H1 FY2024") == [("Q1 FY25", "2025-Q1"), ("H1 FY2024", "2024-H1")]


def test_chinese_months_take_the_year_spoken_of() -> None:
    """Months and spans of them; a day only behind a word that leads to one, else it is open, as all are without a year."""
    assert spoken("10月销量", "FY2023") == [("10月", "2023-10")]
    assert spoken("1-9月销量", "FY2023") == [("1-9月", "2023-9M")]
    assert spoken("截至6月30日", "FY2023") == [("6月30日", "2023-06-30")]
    assert [one.period for one in find_periods(tokens("4月17日，公司公告"), Period(2023))] == [None]
    assert [one.period for one in find_periods(tokens("10月销量"))] == [None]
    assert spoken("历时3个月", "FY2023") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("February 22, 2024: full-year revenue rose", "2023"), ("On March 12, 2024 we reported the fourth quarter", "2023-Q4"),
        ("On March 12, 2024 we said that the first quarter", "2024-Q1"), ("August 22, 2024: full-year revenue", "2024"),
        ("At March 31, 2024; in the second half", "2024-H2"), ("In 2024 full-year revenue", "2024"),
    ],
)  # fmt: skip
def test_a_text_dated_in_spring_speaks_of_the_end_of_the_year_before(text: str, code: str) -> None:
    """The year of a date is not yet over; a quarter's end, or a date late in the year, says nothing of that."""
    assert spoken(text)[-1][1] == code


def test_a_day_without_year_takes_the_year_of_the_last_date() -> None:
    """A date leads a date; the year of the figures comes second; without any the day is open."""
    assert spoken("On December 13 it met", "FY2020", 2021) == [("December 13", "2021-12-13")]
    assert spoken("On December 13 it met", "FY2020") == [("December 13", "2020-12-13")]
    assert spoken("On December 13 it met") == [("December 13", None)]


def test_the_digits_of_a_period_are_its_parts() -> None:
    """So that no digit of a date is read as a quantity besides."""
    text = "on November 2, 2021 and from 2017 to 2019"
    found = find_periods(tokens(text))
    assert [[text[start:end] for start, end in one.parts] for one in found] == [["2", "2021"], ["2017", "2019"]]


def test_a_hyphen_may_stand_before_the_quarter() -> None:
    """2021-Q3 is 2021Q3."""
    assert spoken("2021-Q3") == [("2021-Q3", "2021-Q3")]


@pytest.mark.parametrize("text", ["2021-11-02", "2021年11月2日"])
def test_numeric_and_chinese_days(text: str) -> None:
    """One period, no figures besides."""
    assert [(text, "2021-11-02")] == spoken(text)


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    """Period's own parser refuses it."""
    assert "2021-02-30" not in [code for _, code in spoken("on February 30, 2021")]


def test_counts_of_things_are_no_years() -> None:
    """Behind a comma or `and`, before a plural: a number of things, unless years stand before it."""
    assert spoken("it had 640 pits, 2046 employees and 1900 patents") == []
    assert [code for _, code in spoken("in 2021 and 2022 sales rose")] == ["2021", "2022"]


def test_chinese_parts_of_the_year_spoken_of() -> None:
    """Without a year of their own they belong to the one before; behind a year they are part of its mention."""
    assert spoken("2021年收入12亿元，前三季度收入9亿元") == [("2021年", "2021"), ("前三季度", "2021-9M")]
    assert spoken("2021年前三季度收入9亿元") == [("2021年前三季度", "2021-9M")]
    assert spoken("前三季度收入9亿元") == []
    assert spoken("2021年第三季度收入3亿元，全年收入12亿元") == [("2021年第三季度", "2021-Q3"), ("全年", "2021")]


def test_the_full_year_is_the_year_spoken_of() -> None:
    """Behind a quarter the text returns to the year; beside a year the words say nothing more."""
    assert spoken("Q3 2021 was good, the full-year margin too") == [("Q3 2021", "2021-Q3"), ("full-year", "2021")]
    assert spoken("full year 2021") == [("2021", "2021")]
    assert spoken("the full-year margin") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023年1-9月", "2023-9M"), ("2022年第四季度", "2022-Q4"), ("2023年Q3", "2023-Q3"),
        ("2023年半年度", "2023-H1"), ("2023财年", "2023"),
        ("1HFY24", "2024-H1"),
    ],
)  # fmt: skip
def test_parts_of_years_in_other_spellings(text: str, code: str) -> None:
    """Spans of months, the n-th quarter, Western codes behind 年, fiscal halves."""
    assert spoken(text) == [(text, code)]
