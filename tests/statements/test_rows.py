"""The error gallery of facts.csv: one small bad file a mistake, with the exact message beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.statements.checks import check_facts
from finkit.statements.derive import derive
from finkit.statements.rows import COLUMNS, Context, read_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company


GOOD = "revenue,,FY2022,100e6,CNY,reported,filing,"
PLACE = "statements/TEST.X/facts.csv"
GALLERY = {
    "wrong_unit": (
        "revenue,,FY2022,100e6,t,reported,filing,",
        (f"{PLACE}:2: unit: wanted CNY for revenue, found 't'\n  write the value in CNY, or name the item that is counted in t"),
    ),
    "unknown_item": (
        "revenues,,FY2022,100e6,CNY,reported,filing,",
        f"{PLACE}:2: item: wanted an item or ratio of the catalogue, found 'revenues'\n  did you mean revenue?",
    ),
    "unknown_segment": (
        "revenue,magnet,FY2022,100e6,CNY,reported,filing,",
        f"{PLACE}:2: segment: wanted one that is listed beside this file, found 'magnet'\n  did you mean magnets?",
    ),
    "unknown_period": (
        "revenue,,2022 year,100e6,CNY,reported,filing,",
        (
            f"{PLACE}:2: period: wanted FY2022, H1 2023, 9M2023, Q3 2023 or 2023-09-30, found '2022 year'\n"
            "  a balance item takes the period that it closes, or its day"
        ),
    ),
    "not_a_number": (
        "revenue,,FY2022,about 100,CNY,reported,filing,",
        (
            f"{PLACE}:2: value: wanted a number, found 'about 100'\n"
            "  write digits alone, such as 279.98e8; leave the row out where no source prints a number"
        ),
    ),
    "unknown_basis": (
        "revenue,,FY2022,100e6,CNY,guessed,filing,",
        (
            f"{PLACE}:2: basis: wanted reported, restated, vendor, derived, reconstructed, found 'guessed'\n"
            "  reported is the filing as first printed"
        ),
    ),
    "unlisted_source": (
        "revenue,,FY2022,100e6,CNY,reported,hearsay,",
        (
            f"{PLACE}:2: source: wanted one that is listed beside this file, found 'hearsay'\n"
            "  list it in [[sources]] of the file beside this one"
        ),
    ),
    "no_source": (
        "revenue,,FY2022,100e6,CNY,reported,,",
        (f"{PLACE}:2: source: wanted the id of a source, found an empty cell\n  no source, no fact: name where it was read"),
    ),
    "wrong_cell_count": (
        "revenue,,FY2022,100,000,CNY,reported,filing,",
        f"{PLACE}:2: wanted 8 cells, found 9\n  put a cell that holds a comma into double quotes",
    ),
}


@pytest.mark.parametrize("rule", GALLERY)
def test_a_bad_row_is_a_finding_with_its_place(rule: str, loaded: Callable[..., Company]) -> None:
    """A wrong row names its line, what was wanted, what was found and what to do; it gives no fact."""
    row, message = GALLERY[rule]
    company = loaded(row)
    assert [str(finding) for finding in company.findings] == [message]
    assert [finding.rule for finding in company.findings] == [rule]
    assert company.facts == ()


def test_the_other_rows_are_read_all_the_same(loaded: Callable[..., Company]) -> None:
    """One mistake spoils one row; several mistakes are several findings, in the order of the file."""
    company = loaded(GALLERY["wrong_unit"][0], GOOD, GALLERY["no_source"][0])
    assert [finding.line for finding in company.findings] == [2, 4]
    assert [fact.item for fact in company.facts] == ["revenue"]


def test_a_duplicate_says_which_line_it_repeats(loaded: Callable[..., Company]) -> None:
    """The same item, segment, period and basis twice: the first stands, the second is a finding."""
    company = loaded(GOOD, "revenue,,FY2022,101e6,CNY,reported,filing,")
    assert [str(finding) for finding in company.findings] == [
        (
            f"{PLACE}:3: revenue FY2022 (reported) repeats line 2: 100,000,000 there, 101,000,000 here\n"
            "  keep one of the two, or give them their own basis; line 2 is used"
        )
    ]
    assert [fact.value for fact in company.facts] == [Decimal("100e6")]


def test_two_bases_of_one_item_are_no_duplicate(loaded: Callable[..., Company]) -> None:
    """First reported and restated stand side by side."""
    company = loaded(GOOD, "revenue,,FY2022,101e6,CNY,restated,filing,")
    assert company.findings == ()


def test_a_missing_column_header_is_named(loaded: Callable[..., Company]) -> None:
    """Without the eight column names no row is read."""
    company = loaded(GOOD, columns="item,segment,period,value,unit,source,note")
    assert [str(finding) for finding in company.findings] == [
        (
            f"{PLACE}:1: header: wanted item,segment,period,value,unit,basis,source,note, found no column basis\n"
            "  write the eight column names in this order in the first line; no row was read"
        )
    ]


def test_thousands_separators_get_the_number_to_write(loaded: Callable[..., Company]) -> None:
    """A number with commas is a text; the remedy holds it without them."""
    company = loaded('revenue,,FY2022,"37,260,035,781",CNY,reported,filing,')
    assert [finding.remedy for finding in company.findings] == ["write 37260035781"]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e9999999", "１２", "1_000", ""])
def test_what_only_looks_like_a_number_is_refused(value: str, loaded: Callable[..., Company]) -> None:
    """No infinity, no huge exponent, no digits of other scripts: such cells are findings, not values."""
    company = loaded(f"revenue,,FY2022,{value},CNY,reported,filing,")
    assert [finding.rule for finding in company.findings] == ["not_a_number"]


def test_a_value_keeps_the_digits_of_its_source(loaded: Callable[..., Company]) -> None:
    """279.98e8 is known to the last million: its interval is half a million to either side."""
    fact = loaded("revenue,,9M2022,279.98e8,CNY,reported,filing,").facts[0]
    assert fact.interval.low == Decimal(27_997_500_000)
    assert fact.interval.high == Decimal(27_998_500_000)


def test_lines_are_counted_through_quoted_cells(loaded: Callable[..., Company]) -> None:
    """A quoted note may span lines; the next row still bears the line on which it begins."""
    company = loaded('revenue,,FY2021,1e6,CNY,reported,filing,"two\nlines"', GOOD)
    assert [fact.line for fact in company.facts] == [2, 4]


def test_disclosed_ratios_growths_and_changes_are_facts(loaded: Callable[..., Company]) -> None:
    """A ratio is in %, a growth in %, the change of a percentage in points."""
    company = loaded(
        "gross_margin,,FY2022,27.79,%,reported,filing,",
        "revenue_growth,,FY2022,22.53,%,reported,filing,",
        "gross_margin_change,,FY2022,-0.05,pp,reported,filing,",
    )
    assert company.findings == ()
    assert [fact.unit for fact in company.facts] == ["%", "%", "pp"]


def test_an_open_quote_swallows_the_rest_and_is_found(loaded: Callable[..., Company]) -> None:
    """Rows below an open quote would vanish into a note: the file is broken from the line that opens it."""
    company = loaded(GOOD, 'revenue,,FY2021,1e6,CNY,reported,filing,"open', GOOD)
    assert [(finding.rule, finding.line) for finding in company.findings] == [("broken_csv", 3)]
    assert [fact.line for fact in company.facts] == [2]


def test_a_cell_without_end_is_a_finding(loaded: Callable[..., Company]) -> None:
    """What the csv module refuses is a finding at the line where it began."""
    company = loaded(GOOD, f"revenue,,FY2021,1e6,CNY,reported,filing,{'x' * 200_000}")
    assert [(finding.rule, finding.line) for finding in company.findings] == [("broken_csv", 3)]
    assert len(company.facts) == 1


WORDS = ("revenue", "total_assets", "gross_margin", "FY2022", "FY0000", "2022/2017", "9M2023", "CNY", "%", "magnets")
ODD = ("1e6", "-0", "1e999", "=1+1", '"', "", "\r", "\n", "\x00", "\u202e", "reported", "restated", "vendor", "filing")
CELLS = st.sampled_from(WORDS + ODD)


@given(st.lists(st.lists(CELLS | st.text(max_size=5), min_size=7, max_size=9).map(",".join), max_size=6))
def test_whatever_the_rows_say_nothing_is_raised(rows: list[str]) -> None:
    """Any rows at all: facts or findings, never an exception; what follows from them and the checks run too."""
    context = Context("facts.csv", "CNY", frozenset({"magnets"}), frozenset({"filing"}))
    reading = read_facts("\n".join([",".join(COLUMNS), *rows]), context)
    facts = (*reading.facts, *derive(reading.facts, "CNY"))
    check_facts(facts, "facts.csv")
    assert all(finding.line for finding in reading.findings)
