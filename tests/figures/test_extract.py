"""Text to figures: lists, ranges, signs, identifiers, proportions, spans."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.figures.extract import default_currency, extract
from finkit.figures.figure import IDENTIFIER, PERIOD, VALUE, Figure


def figures(text: str, kind: str = VALUE) -> list[Figure]:
    """The figures of one kind, in order."""
    return [figure for said in extract(text) for figure in said.figures if figure.kind == kind]


def values(text: str) -> list[tuple[str, Decimal | None, str]]:
    """(surface, literal value, unit) of every quantity."""
    return [(figure.surface, figure.literal, figure.unit) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It sold 1,250 tons.", [("1,250 tons", "1250", "t")]),
        ("It cost 12.5 million.", [("12.5 million", "12.5e6", "CNY")]),
        ("It has 12 million users.", [("12 million", "12e6", "1")]),
        ("RMB 3 billion and ¥4 million", [("RMB 3 billion", "3e9", "CNY"), ("¥4 million", "4e6", "CNY")]),
        ("It paid 5 yuan/ton for 60 kg.", [("5 yuan/ton", "5", "CNY/t"), ("60 kg", "60", "kg")]),
        ("收入12.5亿元，增长3%。", [("12.5亿元", "12.5e8", "CNY"), ("3%", "3", "%")]),
        ("It paid A$12.5m and £3m for 35m screws.", [("A$12.5m", "12.5e6", "AUD"), ("£3m", "3e6", "GBP"), ("35", "35", "1")]),
        ("It issued 250,000,000 6.125% notes.", [("250,000,000", "250e6", "1"), ("6.125%", "6.125", "%")]),
        ("It expects $1.6 to $1.7 billion.", [("$1.6", "1.6e9", "USD"), ("$1.7 billion", "1.7e9", "USD")]),
        ("It costs 14000 / ton.", [("14000 / ton", "14000", "CNY/t")]),
        ("收入93亿1700万元", [("93亿1700万元", "9317e6", "CNY")]),
        ("fueron 3.352 millones de yuanes (18,33%)", [("3.352 millones de yuanes", "3352e6", "CNY"), ("18,33%", "18.33", "%")]),
        ("The sales of1,200 tons were 3.5 100 million yuan.", [("1,200 tons", "1200", "t"), ("3.5 100 million yuan", "3.5e8", "CNY")]),
        ("Debt of A$31.5m and HK$2.4 billion", [("A$31.5m", "31.5e6", "AUD"), ("HK$2.4 billion", "2.4e9", "HKD")]),
        ("USD 30 million of yuan, yuan", [("USD 30 million", "30e6", "USD")]),
        ("$3 million of yuan, yuan", [("$3 million", "3e6", "CNY")]),
        ("RMB 0.35 per share, US$410 per tonne", [("RMB 0.35 per share", "0.35", "CNY/share"), ("US$410 per tonne", "410", "USD/t")]),
        ("a pipe of 45m for RMB45m", [("45", "45", "1"), ("RMB45m", "45e6", "CNY")]),
        (
            "losses of RMB (8.3) million, RMB(9) million, A$(2.1)m, a margin of (4.5)% and yuan",
            [
                ("RMB (8.3) million", "-8.3e6", "CNY"),
                ("RMB(9) million", "-9e6", "CNY"),
                ("A$(2.1)m", "-2.1e6", "AUD"),
                ("(4.5)%", "-4.5", "%"),
            ],
        ),
        ("pumps (1,250) and valves (7.5 million yuan)", [("1,250", "1250", "1"), ("7.5 million yuan", "7.5e6", "CNY")]),
        ("at 36.5℃ for 3 years", [("36.5℃", "36.5", "Cel"), ("3 years", "3", "a")]),
    ],
)
def test_a_figure_is_what_a_faithful_reader_gets(text: str, wanted: list[tuple[str, str, str]]) -> None:
    """Digits times scale in the unit that is printed; money without a unit is the currency of the text."""
    assert [(surface, Decimal(value), unit) for surface, value, unit in wanted] == values(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Output was 12/13.5/14 tons.", [("12", "t"), ("13.5", "t"), ("14", "t")]),
        ("Revenue was 2.5/3 billion yuan.", [("2.5e9", "CNY"), ("3e9", "CNY")]),
        ("It grew 3%/4%/5%.", [("3", "%"), ("4", "%"), ("5", "%")]),
        ("It grew +4/-3/2%.", [("4", "%"), ("-3", "%"), ("2", "%")]),
        ("Output was 12 13.5 14 tons.", [("12", "t"), ("13.5", "t"), ("14", "t")]),
        ("Capacity was 29/33.1/52.10,000 tons.", [("29e4", "t"), ("33.1e4", "t"), ("52.1e4", "t")]),
    ],
)
def test_members_of_a_list_share_the_unit_and_scale_of_the_last(text: str, wanted: list[tuple[str, str]]) -> None:
    """Each is a figure of its own."""
    found = figures(text)
    assert [(Decimal(value), unit) for value, unit in wanted] == [(figure.literal, figure.unit) for figure in found]
    members = [figure.member for figure in found]
    assert [(index, len(wanted), "list") for index in range(len(wanted))] == [(one.index, one.size, one.kind) for one in members if one]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at 35-550,000 yuan", "35e4", "55e4"),
        ("3-5 billion yuan", "3e9", "5e9"),
        ("3%-5% growth", "3", "5"),
        ("3 to 5 tons", "3", "5"),
        ("50,000-60,000 tons", "50000", "60000"),
        ("3~5 tons", "3", "5"),
        ("3—5 tons", "3", "5"),
    ],
)
def test_the_ends_of_a_range_are_two_figures(text: str, low: str, high: str) -> None:
    """The low end takes unit and scale of the high one, unless it has its own."""
    found = figures(text)
    assert [Decimal(low), Decimal(high)] == [figure.literal for figure in found]
    assert [(one.member.kind, one.member.index) for one in found if one.member] == [("range", 0), ("range", 1)]


def test_an_en_dash_makes_a_range_too() -> None:
    """The proper typographic dash is no list."""
    assert [one.member.kind for one in figures("3–5 tons") if one.member] == ["range", "range"]


def test_from_and_to_are_two_figures_and_no_range() -> None:
    """A change speaks of two levels, not of an interval."""
    assert [figure.member for figure in figures("rose from 3% to 5%")] == [None, None]


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [("-12.5% last year", -1, "-12.5"), ("(+3%)", 1, "3"), ("fell −7%", -1, "-7"), ("a 12% fall", 0, "12")],
)
def test_a_sign_that_touches_its_number_is_part_of_it(text: str, sign: int, value: str) -> None:
    """Minus, true minus, plus."""
    assert [(sign, Decimal(value))] == [(figure.sign, figure.literal) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("No. 7 shaft", "7"),
        ("Table 12 shows", "12"),
        ("the AB5 alloy", "5"),
        ("600123.SH", "600123"),
        ('the "1088" project', "1088"),
        ("1. Pumps", "1"),
        ("(2) Valves", "2"),
        ("code 1234", "1234"),
        ("1234Pump", "1234"),
        ("The 4321 Research Institute", "4321"),
    ],
)
def test_numbers_in_names_are_identifiers(text: str, name: str) -> None:
    """Numbered things, codes, tickers and list numbers are no quantities."""
    assert ([], [name]) == (values(text), [figure.surface for figure in figures(text, IDENTIFIER)])


def test_ordinals_are_no_figures() -> None:
    """`3rd` counts nothing."""
    assert [figure for said in extract("the 3rd pump of the 21st line") for figure in said.figures] == []


def test_a_proportion_is_one_figure() -> None:
    """3:2 is one and a half; its surface holds both numbers."""
    assert values("a split of 3:2.") == [("3:2", Decimal("1.5"), "1")]


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("more than 70 tons", (True, False, False)),
        ("at least 70 tons", (True, False, False)),
        ("less than 70 tons", (False, True, False)),
        ("about 70 tons", (False, False, True)),
        ("nearly 70 tons", (False, False, True)),
        ("超过70吨", (True, False, False)),
        ("约70吨", (False, False, True)),
        ("sold 70 tons", (False, False, False)),
    ],
)
def test_words_that_widen_a_number_are_noticed(text: str, flags: tuple[bool, bool, bool]) -> None:
    """(at least, at most, about)."""
    assert [flags] == [(figure.at_least, figure.at_most, figure.about) for figure in figures(text)]


def test_digits_of_a_period_are_no_quantity() -> None:
    """Periods come out as figures of their own kind, in order."""
    text = "On November 2, 2021 it had 14 pumps, in 9M2020 it had 12."
    assert [figure.surface for figure in figures(text)] == ["14", "12"]
    assert [figure.period.document_code for figure in figures(text, PERIOD) if figure.period] == ["2021-11-02", "2020-9M"]


def test_a_torn_figure_covers_both_halves_and_the_year_between() -> None:
    """Its parts are the digits; the year moved into it is a period of its own, nested in the span."""
    text = "Revenue reached 41 in 20217.3 billion yuan."
    figure, period = figures(text)[0], figures(text, PERIOD)[0]
    assert figure.surface == "41 in 20217.3 billion yuan"
    assert [text[start:end] for start, end in figure.parts] == ["41", "7.3"]
    assert figure.start <= period.start
    assert period.end <= figure.end
    assert (figure.is_split, text[period.start : period.end]) == (True, "2021")
    assert figure.period == period.period


def test_the_currency_of_bare_amounts_is_that_of_the_text() -> None:
    """Yuan, unless dollars are spoken of more often; a translator's stray dollar does not turn yuan into dollars."""
    assert default_currency("It cost 3 dollars, 4 USD and 5 yuan.") == "USD"
    assert default_currency("It cost 3 yuan and $4.") == "CNY"
    assert default_currency("") == "CNY"
    assert [unit for _, _, unit in values("It paid $3 million and 4 million yuan, or 5 yuan each.")] == ["CNY", "CNY", "CNY"]


def test_group_numbers_run_over_the_whole_text() -> None:
    """Two lists are never taken for one."""
    groups = [figure.member.group for figure in figures("It was 1/2 tons. It was 3/4 tons.\nIt was 5/6 tons.") if figure.member]
    assert groups == [1, 1, 2, 2, 3, 3]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("0123456789,./%-:$ abT年亿元吨\n()") | st.characters(exclude_categories=["Cs"]), max_size=60))
def test_spans_cut_the_text_whatever_it_holds(text: str) -> None:
    """`text[start:end] == surface`, parts inside the span, and no digit in two quantities."""
    found = [figure for said in extract(text) for figure in said.figures]
    assert all(text[figure.start : figure.end] == figure.surface for figure in found)
    assert all(figure.start <= start < end <= figure.end for figure in found for start, end in figure.parts)
    digits = [at for figure in found if figure.kind == VALUE for start, end in figure.parts for at in range(start, end)]
    assert len(set(digits)) == len(digits)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It rose **7.5**% to ***2,048.5*** million yuan.", [("7.5**%", "7.5", "%"), ("2,048.5*** million yuan", "2048.5e6", "CNY")]),
        ("**7.5** 亿元, **8**吨", [("7.5** 亿元", "7.5e8", "CNY"), ("8**吨", "8", "t")]),
        (r"7\.5\% of 4\_000 tons", [(r"7\.5\%", "7.5", "%"), (r"4\_000 tons", "4000", "t")]),
        ("[7.5 tons](https://kiln.example/2020/07/31.html) and `8 tons`", [("7.5 tons", "7.5", "t")]),
        ("7.5&nbsp;million yuan, 8\u00a0million yuan", [("7.5&nbsp;million yuan", "7.5e6", "CNY"), ("8\u00a0million yuan", "8e6", "CNY")]),
        ("2,048.5¹ million yuan, 7.5[1] tons.", [("2,048.5¹ million yuan", "2048.5e6", "CNY"), ("7.5[1] tons", "7.5", "t")]),
        ("7\u202f500 tons, sales of 8 250 million yuan", [("7\u202f500 tons", "7500", "t"), ("8 250 million yuan", "8250e6", "CNY")]),
        ("## 2 Kilns\n\n1. Bricks\n2. Tiles\n\n3.1 Glazes\n", []),
    ],
)
def test_marks_of_markdown_cut_off_neither_scale_nor_unit(text: str, wanted: list[tuple[str, str, str]]) -> None:
    """Surfaces are what is printed, marks and all; addresses, code, footnote marks and numbers of headings are no quantities."""
    assert [(surface, Decimal(value), unit) for surface, value, unit in wanted] == values(text)
    assert all(text[start:end].strip("\\_*").replace("\\", "")[0].isdigit() for one in figures(text) for start, end in one.parts)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("产销分别完成289.1万辆和285.3万辆。", [("289.1万辆", "2891000", "1"), ("285.3万辆", "2853000", "1")]),
        ("较上年同期412.06亿元增长11.33%。", [("412.06亿元", "412.06e8", "CNY"), ("11.33%", "11.33", "%")]),
        ("库存4.47亿桶，周转18天。", [("4.47亿桶", "4.47e8", "1"), ("18天", "18", "d")]),
        ("销售面积138.9万平方米。", [("138.9万平方米", "1389000", "1")]),
        ("It closed at 98,500 yuan/mt, or US$1,310 per metric ton.", [
            ("98,500 yuan/mt", "98500", "CNY/t"), ("US$1,310 per metric ton", "1310", "USD/t"),
        ]),
        ("It shipped 41,557 MT and 12.5 MT of it.", [("41,557 MT", "41557", "t"), ("12.5", "12.5", "1")]),
        ("It manages RMB5.4trn.", [("RMB5.4trn", "5.4e12", "CNY")]),
    ],
)  # fmt: skip
def test_a_number_right_behind_a_chinese_unit_is_one_of_its_own(text: str, wanted: list[tuple[str, str, str]]) -> None:
    """The run of characters between the two belongs to the first; things counted are no money."""
    assert [(surface, Decimal(value), unit) for surface, value, unit in wanted] == values(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tel 021-5058 6612.", "Contact: Jane Doe, +61 8 6266 6266.", "ABN 95 112 425 788.", "Dial-in 1-877-407-9208.", "File 001-36786.",
        "The call is at 2:00 p.m. sharp.", "It beat the CSI 300.", "跑赢沪深300指数。", "See slide 7.", "In week 47 it fell.",
        "（1）公司建有平台；（2）在此设点。", "石油周报（2024.03.11-03.15）", "客服电话：400-820-8820",
    ],
)  # fmt: skip
def test_what_is_dialled_or_numbered_is_no_quantity(text: str) -> None:
    """Telephones, registers, times, share indices, list numbers, days."""
    assert values(text) == []


@pytest.mark.parametrize("text", ["120-150-180 yuan", "The number of sites: 12", "It cost 035-040 yuan.", "（3）亿元"])
def test_measured_numbers_are_dialled_by_nobody(text: str) -> None:
    """A unit behind a chain of numbers, or no chain at all."""
    assert values(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("EPS was -$0.42.", "-0.42"),
        ("It made -RMB 3 million.", "-3e6"),
        ("EPS of (-US$0.42) hurt.", "-0.42"),
        ("It costs A-$5 today.", "5"),
    ],
)
def test_a_sign_may_stand_before_the_currency(text: str, wanted: str) -> None:
    """It touches the currency, and no word before it."""
    assert [figure.literal for figure in figures(text)] == [Decimal(wanted)]


def test_the_code_of_a_share_is_no_quantity() -> None:
    """With the letters of its exchange."""
    assert values("Mill (600000 CH), Mine (0700 HK)") == []
