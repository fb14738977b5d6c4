"""Tables in running text: what each cell comes to, and prose that only looks like rows."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.figures.bind import bind
from finkit.figures.extract import extract
from finkit.figures.figure import IDENTIFIER, PERIOD, VALUE

if TYPE_CHECKING:
    from finkit.figures.figure import Figure
    from finkit.statements.company import Company


def read(text: str, works: Company | None = None) -> list[Figure]:
    """The quantities, bound."""
    return [figure for figure in bind(extract(text), works) if figure.kind == VALUE]


def told(text: str, works: Company | None = None) -> list[tuple[str, str, str, str, str | None, bool]]:
    """(surface, value, unit, measure, period, bound) of every quantity."""
    return [
        (
            one.surface, f"{(one.literal or Decimal(0)).normalize():f}", one.unit, one.binding.name,
            one.binding.period.document_code if one.binding.period else None, one.binding.bound,
        )
        for one in read(text, works)
    ]  # fmt: skip


MARKDOWN = """Unit: RMB million

| Item | Note | 2021 | 2020 | YoY (%) |
|:---|---|---:|---:|---:|
| **Revenue** | 4 | 9,624.0 | 8,020.0 | **20.0** |
| Net profit | 5 | 481.2 | (40.1) | n/a |
| Gross margin (%) | | 27.5 | – | |
| Basic EPS (yuan) | | 0.48 | 0.52 | -7.7 |
"""


THOUSANDS = (
    "(in thousands of yuan)\n\tNine months ended September 30,\n\tNote\t2021\t2020\n"
    "Revenue\t3\t$\t9,624\t$\t8,020\nNet profit\t4\t\t481\t\t(\t40\t)"
)


def test_a_markdown_table_is_read_cell_by_cell() -> None:
    """Unit of the line above, of the row, of the column; notes and dashes are no quantities."""
    assert told(MARKDOWN) == [
        ("9,624.0", "9624000000", "CNY", "revenue", "2021", True),
        ("8,020.0", "8020000000", "CNY", "revenue", "2020", True),
        ("20.0", "20", "%", "revenue_growth", "2021", True),
        ("481.2", "481200000", "CNY", "net_profit", "2021", True),
        ("(40.1)", "-40100000", "CNY", "net_profit", "2020", True),
        ("27.5", "27.5", "%", "gross_margin", "2021", True),
        ("0.48", "0.48", "CNY/share", "basic_eps", "2021", True),
        ("0.52", "0.52", "CNY/share", "basic_eps", "2020", True),
        ("-7.7", "-7.7", "%", "basic_eps_growth", "2021", True),
    ]
    first = read(MARKDOWN)[0]
    assert first.quantum == Decimal(10**5)
    assert MARKDOWN[first.start : first.end] == first.surface
    kinds = [figure.kind for said in extract(MARKDOWN) for figure in said.figures]
    assert (kinds.count(PERIOD), kinds.count(IDENTIFIER)) == (2, 2)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "指标\t2021年\t2020年\t同比（%）\n营业收入（万元）\t962,400\t802,000\t20.00\n毛利率（%）\t27.50\t26.00\t增加1.50个百分点",
            [("962,400", "9624000000", "revenue", "2021"), ("802,000", "8020000000", "revenue", "2020"),
             ("20.00", "20", "revenue_growth", "2021"), ("27.50", "27.5", "gross_margin", "2021"), ("26.00", "26", "gross_margin", "2020"),
             ("增加1.50个百分点", "1.5", "gross_margin_change", "2021")],
        ),
        (
            "Works, RMB million\n\n                2020     2021\nRevenue      8,020.0  9,624.0\nNet profit      40.1    481.2",
            [("8,020.0", "8020000000", "revenue", "2020"), ("9,624.0", "9624000000", "revenue", "2021"),
             ("40.1", "40100000", "net_profit", "2020"), ("481.2", "481200000", "net_profit", "2021")],
        ),
        (
            "Year\tRevenue (RMB bn)\tGross margin\n2020\t8.02\t26.0%\n2021E\t9.62\t27.5%",
            [("8.02", "8020000000", "revenue", "2020"), ("26.0%", "26", "gross_margin", "2020"),
             ("9.62", "9620000000", "revenue", "2021E"), ("27.5%", "27.5", "gross_margin", "2021E")],
        ),
        (
            THOUSANDS,
            [("$\t9,624", "9624000", "revenue", "2021-9M"), ("$\t8,020", "8020000", "revenue", "2020-9M"),
             ("481", "481000", "net_profit", "2021-9M"), ("(\t40\t)", "-40000", "net_profit", "2020-9M")],
        ),
        (
            "\t2021\t2020\nRevenue (RMB million)\t9,624\t8,020\nYoY growth (%)\t20.0\t4.0\n",
            [("9,624", "9624000000", "revenue", "2021"), ("8,020", "8020000000", "revenue", "2020"),
             ("20.0", "20", "revenue_growth", "2021"), ("4.0", "4", "revenue_growth", "2020")],
        ),
        (
            "FY2021 in brief (RMB million)\nRevenue\t9,624\nNet profit\t481.2\n",
            [("9,624", "9624000000", "revenue", "2021"), ("481.2", "481200000", "net_profit", "2021")],
        ),
    ],
)  # fmt: skip
def test_tables_of_every_layout(text: str, wanted: list[tuple[str, str, str, str]]) -> None:
    """Tabs, spaces, measures over columns, currency signs in cells of their own, growth in a row."""
    assert wanted == [(surface, value, name, period) for surface, value, _, name, period, bound in told(text) if bound]


def test_segments_stand_in_rows_or_over_rows(works: Company) -> None:
    """A row of a segment; a segment that heads its rows; `of which`; the total of a table that is headed by its measure."""
    text = (
        "Revenue by product, 2021 (RMB million)\nPumps\t500\nValves\t400\nTotal\t900\n\n\n"
        "RMB million\t2021\t2020\nRevenue\t900\t800\nof which: Pumps\t500\t450\nValves:\nRevenue\t400\t350\nGross margin\t27.5%\t26.0%"
    )
    found = [(one.surface, one.binding.name, one.binding.segment) for one in read(text, works) if one.binding.bound]
    assert found == [
        ("500", "revenue", "pumps"), ("400", "revenue", "valves"), ("900", "revenue", ""), ("900", "revenue", ""), ("800", "revenue", ""),
        ("500", "revenue", "pumps"), ("450", "revenue", "pumps"), ("400", "revenue", "valves"), ("350", "revenue", "valves"),
        ("27.5%", "gross_margin", "valves"), ("26.0%", "gross_margin", "valves"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "RMB million\t2021 budget\nRevenue\t9,000\nNet profit\t400",
        "\t2021\t2020\nRevenue\t9,624\t8,020\nNet profit\t481\t40",
        "RMB million\t2021\t2020\nOther kiln revenue\t9\t8\nRevenue from rent\t7\t6",
        "RMB million\t2021\t2020\nRevenue\t9\t8\t7\nNet profit\t3\t2\t1",
        "RMB million\t2021\t2020\nRivals:\nRevenue\t9\t8\nNet profit\t3\t2",
        "RMB million\t2021\t2020\nCost of sales\t(9)\t(8)\nIncome tax\t(3)\t(2)",
        "RMB million\t2021\t2020\nGross margin\t0.27\t0.26\nNet margin\t0.05\t0.04",
        "Overseas sales by country, 2021 (RMB million)\nRevenue\t9\nNet profit\t8",
    ],
)
def test_what_is_not_told_is_not_bound(text: str) -> None:
    """A budget, no unit, words that narrow, columns that do not fit, others' rows, costs in brackets, fractions, others' countries."""
    found = read(text)
    assert found
    assert not any(one.binding.bound and one.binding.is_ours for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "The works  sold  1,250 tons  in  2020 and\nearned  7.5 million yuan  of  profit  on\nsales  of  60 million yuan.",
        "It grew.  Sales rose by 3%.\nIt fell.  Costs were 12 million yuan.",
        "1.\tRevenue was 12.5 million yuan in 2020.\n2.\tProfit was 3 million yuan.",
        "\tRevenue was 12.5 million yuan.\n\tProfit was 3 million yuan.",
        "Home\tNews\t2020\nKilns\tContact\t2021",
        "Revenue | 2020 | 12.5 million yuan",
    ],
)
def test_prose_that_looks_like_rows_is_read_as_prose(text: str) -> None:
    """Justified lines, double blanks, indents, lists, menus."""
    assert not any(said.labels for said in extract(text))
    assert not any(one.cell for one in read(text))


def test_prose_in_a_cell_is_read_as_prose() -> None:
    """A remark beside the numbers of its row."""
    text = "\t2021 (RMB million)\tRemark\nRevenue\t9,624\tup 7.5% on 2020\nNet profit\t481\tafter tax of 25 million yuan"
    assert [(one.surface, one.cell) for one in read(text)] == [("9,624", True), ("7.5%", False), ("481", True), ("25 million yuan", False)]


def test_years_and_counts_are_told_apart() -> None:
    """Under a year a number that looks like one is a number; row numbers and codes are names."""
    text = "No.\tItem\t2021\t2020\n1\tKilns fired\t1998\t2,010\n2\tStock held\t000831\t1990"
    found = [(figure.surface, figure.kind) for said in extract(text) for figure in said.figures]
    assert found == [
        ("2021", PERIOD), ("2020", PERIOD), ("1", IDENTIFIER), ("1998", VALUE), ("2,010", VALUE),
        ("2", IDENTIFIER), ("000831", IDENTIFIER), ("1990", VALUE),
    ]  # fmt: skip


NUMBERS = st.decimals(min_value=1, max_value=999_999, places=1, allow_nan=False)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=5), st.sampled_from(["\t", " | ", "   "]))
def test_any_true_table_is_read_as_it_stands(rows: list[tuple[Decimal, Decimal]], gap: str) -> None:
    """Each value in its place, whatever parts the cells."""
    edge = "|" if "|" in gap else ""
    lines = ["", *(f"Kiln {chr(97 + at)}{gap}{left:,}{gap}{right:,}" for at, (left, right) in enumerate(rows))]
    lines[0] = f"Output (tons){gap}2021{gap}2020"
    text = "\n".join(f"{edge}{line}{edge}" for line in lines)
    found = read(text)
    assert [(value, "t") for pair in rows for value in pair] == [(one.literal, one.unit) for one in found]
    assert [2021, 2020] * len(rows) == [one.binding.period.year for one in found if one.binding.period]
    assert all(text[one.start : one.end] == one.surface for one in found)


@given(st.text(alphabet="|\t 1a%().,-–\n2$万元", max_size=120))
def test_any_text_is_read_without_trouble(text: str) -> None:
    """Spans stand in the text, in order, apart."""
    at = 0
    for figure in bind(extract(text)):
        assert figure.start >= at
        assert text[figure.start : figure.end] == figure.surface
        at = figure.end


@pytest.mark.parametrize("piece", ["|", "\t", "| 1 |\n", "a\t1\n", "a  1\n", "|-|-|\n", "(1)\t", "\t\n"])
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """Four times the text, about four times the time."""
    seconds = []
    for size in (8_000, 32_000):
        text = piece * (size // len(piece))
        start = time.perf_counter()
        bind(extract(text))
        seconds.append(time.perf_counter() - start)
    assert seconds[1] < 12 * seconds[0] + 0.2
