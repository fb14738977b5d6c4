"""SEC companyfacts: an invented file read, and hostile ones refused or listed."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.errors import FileUnreadableError, FinkitError
from finkit.statements.checks import check_facts
from finkit.statements.companyfacts import Imported, read_companyfacts
from finkit.statements.derive import derive
from finkit.statements.fact import Basis, Severity
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = Path(__file__).with_name("companyfacts.json")
DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))
FIRST, SECOND, LAST = "0000123456-20-000007", "0000123456-21-000011", "0000123456-22-000009"


@pytest.fixture(scope="module")
def imported() -> Imported:
    """The invented file as it is."""
    return read_companyfacts(FILE)


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Imported]:
    """Read a text, or the document after a change to its us-gaap tags."""

    def reader(given: str | Callable[[dict[str, Any]], object]) -> Imported:
        path = tmp_path / "facts.json"
        text = given
        if callable(given):
            changed = copy.deepcopy(DOCUMENT)
            given(changed["facts"]["us-gaap"])
            text = json.dumps(changed)
        path.write_text(text, encoding="utf-8")
        return read_companyfacts(path)

    return reader


def _values(imported: Imported, item: str, period: str) -> list[tuple[Basis, Decimal, str]]:
    return [(fact.basis, fact.value, fact.source) for fact in imported.facts if (fact.item, fact.period) == (item, Period.parse(period))]


def test_who_and_what(imported: Imported) -> None:
    """Name, number, currency, year's end; a source a filing, oldest first, with its address at the SEC."""
    assert (imported.name, imported.cik, imported.currency, imported.year_end_month) == ("Invented Mining Corp.", "123456", "USD", 12)
    assert [source.id for source in imported.sources][:2] == [FIRST, SECOND]
    assert imported.sources[-1].title == f"10-K {LAST}, filed 2022-02-28"
    assert imported.sources[-1].url == "https://www.sec.gov/Archives/edgar/data/123456/000012345622000009/"
    assert imported.findings == ()


def test_a_figure_is_reported_by_the_first_filing_that_has_it(imported: Imported) -> None:
    """A comparative that says the same is no fact of its own."""
    assert _values(imported, "revenue", "FY2019") == [(Basis.REPORTED, Decimal(10_000_000), FIRST)]


def test_a_later_filing_that_differs_is_restated(imported: Imported) -> None:
    """The first stays as reported."""
    assert _values(imported, "payables_and_accruals", "FY2020") == [
        (Basis.REPORTED, Decimal(1_200_000), SECOND),
        (Basis.RESTATED, Decimal(1_223_000), LAST),
    ]


def test_spans_are_told_by_their_days(imported: Imported) -> None:
    """A quarter, a half, nine months, a year; a month is left out."""
    found = {fact.period.code: int(fact.value) for fact in imported.facts if fact.item == "revenue" and fact.period.year == 2021}
    assert found == {"Q1 2021": 3_500_000, "Q2 2021": 4_100_000, "H1 2021": 7_600_000, "9M2021": 11_500_000, "FY2021": 16_000_000}
    assert "a span that is no year" in _reason(imported, "facts.us-gaap.Revenues")


def test_a_balance_within_the_year_is_of_its_day(imported: Imported) -> None:
    """That of the year's end is of the year."""
    days = {fact.period.code for fact in imported.facts if fact.item == "total_assets"}
    assert days == {"FY2019", "FY2020", "2021-03-31", "FY2021"}


def test_an_amount_has_the_digits_of_its_filings_tables(imported: Imported) -> None:
    """A 10-K in thousands is known to the thousand; shares and EPS, and a filing of two figures, as they stand."""
    facts = {(fact.item, fact.period.code): fact for fact in imported.facts}
    assert facts["total_assets", "FY2020"].quantum == 1000
    assert facts["weighted_shares", "FY2020"].quantum == 1
    assert facts["basic_eps", "FY2020"].value == Decimal("0.12")
    assert (facts["basic_eps", "FY2020"].unit, facts["weighted_shares", "FY2020"].unit) == ("USD/share", "share")
    assert facts["total_assets", "2021-03-31"].quantum == 1


def test_signs_are_the_catalogues(imported: Imported) -> None:
    """Payments for plant are positive; inventories that fell release cash."""
    assert _values(imported, "capex", "FY2020")[0][1] == 1_700_000
    assert _values(imported, "cash_from_inventories", "FY2020")[0][1] == 80_000


def test_without_a_tag_of_minorities_the_parents_line_is_the_whole(imported: Imported, reading: Callable[..., Imported]) -> None:
    """With one it is the parent's alone."""
    assert _values(imported, "net_profit", "FY2021") == _values(imported, "parent_net_profit", "FY2021")

    def with_minorities(tags: dict[str, Any]) -> None:
        tags["MinorityInterest"] = copy.deepcopy(tags["LongTermDebtNoncurrent"])

    assert _values(reading(with_minorities), "net_profit", "FY2021") == []


def test_what_is_left_out_says_why(imported: Imported) -> None:
    """Start-up costs, a total that is taken under another name, another taxonomy, another currency, a second tag."""
    assert "no item of the catalogue" in _reason(imported, "facts.us-gaap.StartupCosts")
    assert _reason(imported, "facts.us-gaap.LiabilitiesAndStockholdersEquity") == "equals total assets"
    assert _reason(imported, "facts.invmin") == "of another taxonomy than us-gaap"
    assert _reason(imported, "facts.us-gaap.Assets.units.EUR") == "not in USD"
    assert "Revenues is revenue" in _reason(imported, "facts.us-gaap.RevenueFromContractWithCustomerExcludingAssessedTax")


def _reason(imported: Imported, path: str) -> str:
    (found,) = [one.reason for one in imported.left_out if one.path == path]
    return found


def test_the_facts_satisfy_the_identities(imported: Imported) -> None:
    """Reported and restated, with what follows from them; gross profit and the net change in cash follow or tie."""
    facts = (*imported.facts, *derive(imported.facts, "USD"))
    assert check_facts(facts, "companyfacts.json") == ()
    assert {fact.value for fact in facts if (fact.item, fact.period.code) == ("gross_profit", "FY2021")} == {7_000_000}


def test_a_fiscal_year_that_ends_in_june(reading: Callable[..., Imported]) -> None:
    """Told by the days alone: the year from July 2020 to June 2021 is FY2021."""

    def in_june(tags: dict[str, Any]) -> None:
        rows = [{"start": "2020-07-01", "end": "2021-06-30", "val": 5, "accn": LAST, "form": "10-K", "filed": "2021-08-30"},
                {"start": "2020-07-01", "end": "2020-12-31", "val": 2, "accn": LAST, "form": "10-K", "filed": "2021-08-30"}]  # fmt: skip
        tags.clear()
        tags["Revenues"] = {"units": {"USD": rows}}

    imported = reading(in_june)
    assert imported.year_end_month == 6
    assert [(fact.period.code, int(fact.value)) for fact in imported.facts] == [("H1 2021", 2), ("FY2021", 5)]


def test_one_filing_that_contradicts_itself(reading: Callable[..., Imported]) -> None:
    """The first figure is read, the second a finding with its path."""

    def doubled(tags: dict[str, Any]) -> None:
        rows = tags["Liabilities"]["units"]["USD"]
        rows.append(rows[-1] | {"val": 1})

    imported = reading(doubled)
    (finding,) = imported.findings
    assert finding.rule == "duplicate_fact"
    assert finding.message == "facts.us-gaap.Liabilities.units.USD[5]: 1 where the same filing has 15,400,000 for FY2021"
    assert _values(imported, "total_liabilities", "FY2021") == [(Basis.REPORTED, Decimal(15_400_000), LAST)]


GALLERY = {
    "no object": ({"val": 5}, "[0]: wanted an object, found a list", [5]),
    "no number": ({"val": "12"}, "[0].val: wanted a number, found the text 12", None),
    "null": ({"val": None}, "[0].val: wanted a number, found null", None),
    "true": ({"val": True}, "[0].val: wanted a number, found true or false", None),
    "no accession": ({"accn": "x"}, "[0].accn: wanted an accession number such as 0001801368-21-000011, found x", None),
    "no day": ({"end": "2021-13-31"}, "[0].end: wanted a day such as 2023-12-31, start not after end, found 2021-13-31", None),
    "backwards": ({"start": "2023-01-01"}, "[0].start: wanted a day such as 2023-12-31, start not after end, found 2023-01-01", None),
    "a flow without a start": ({"start": None}, "[0].start: Revenues wants a start and an end", None),
}


@pytest.mark.parametrize("name", GALLERY)
def test_a_wrong_entry_is_a_finding_with_its_path(name: str, reading: Callable[..., Imported]) -> None:
    """It gives no fact; the others still do."""
    change, message, instead = GALLERY[name]

    def spoil(tags: dict[str, Any]) -> None:
        rows = tags["Revenues"]["units"]["USD"]
        rows[0] = instead or rows[0] | change

    imported = reading(spoil)
    (finding,) = imported.findings
    assert finding.message == f"facts.us-gaap.Revenues.units.USD{message}"
    assert finding.column in finding.message
    assert finding.severity is Severity.ERROR
    assert _values(imported, "revenue", "FY2020")


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "9" * 1_000_000, "1e999999999", "0." + "3" * 500, "1e-400"])
def test_a_number_that_no_filing_holds_is_a_finding(number: str, reading: Callable[..., Imported]) -> None:
    """Not a number, endless, or with a million digits: at once, and with few of its characters repeated."""
    text = FILE.read_text(encoding="utf-8").replace('"val":10000000,', f'"val":{number},', 1)
    (finding,) = reading(text).findings
    assert "val: wanted a number, found the number" in finding.message
    assert len(finding.message) < 200


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda tags: tags.update(Assets=[]), "facts.us-gaap.Assets: wanted an object, found a list"),
        (lambda tags: tags["Assets"].update(units="USD"), "facts.us-gaap.Assets.units: wanted an object, found the text"),
        (lambda tags: tags["Assets"]["units"].update(USD={}), "facts.us-gaap.Assets.units.USD: wanted a list, found an object"),
    ],
)
def test_a_wrong_shape_is_a_finding_with_its_path(
    spoil: Callable[[dict[str, Any]], None], message: str, reading: Callable[..., Imported]
) -> None:
    """Whatever stands in its place is left out."""
    assert [finding.message for finding in reading(spoil).findings] == [message]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[]", "a list"),
        ("{}", "an object without facts"),
        ('{"facts": 5}', "an object without facts"),
        ("NaN", "the number"),
    ],
)
def test_a_file_that_is_something_else_is_refused(text: str, found: str, reading: Callable[..., Imported]) -> None:
    """With what was found in it and what to do."""
    with pytest.raises(FileUnreadableError) as caught:
        reading(text)
    assert f"wanted SEC companyfacts JSON, found {found}\n  " in str(caught.value)


def test_a_key_that_stands_twice(reading: Callable[..., Imported]) -> None:
    """JSON lets the last win; that is said."""
    found = reading('{"facts": {"us-gaap": {"Assets": {}, "Assets": {}}}}').findings
    assert [finding.rule for finding in found] == ["repeated_key", "no_year_end"]


def test_what_a_terminal_would_obey_is_not_repeated(reading: Callable[..., Imported]) -> None:
    """Escapes and half characters in names, forms and tags; accession numbers are of plain digits alone."""
    text = FILE.read_text(encoding="utf-8").replace("Invented Mining", r"Invented\u001b[31m\ud800").replace('"10-K"', r'"10\u0007K"')
    imported = reading(text.replace('"StartupCosts"', r'"Startup\u001bCosts"').replace(FIRST, FIRST.replace("0", "٠"), 1))
    said = [imported.name, *(one.path for one in imported.left_out), *(fact.note for fact in imported.facts)]
    assert all(one.isprintable() for one in said)
    assert imported.name == "Invented\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER} Corp."
    assert [finding.rule for finding in imported.findings] == ["no_source"]


def test_findings_without_end_are_counted(reading: Callable[..., Imported]) -> None:
    """A hundred are told, the others numbered."""

    def spoil(tags: dict[str, Any]) -> None:
        tags["Assets"]["units"]["USD"] = [None] * 5000

    found = reading(spoil).findings
    assert (len(found), found[-1].message) == (101, "4,900 more findings like these")


KEYS = st.sampled_from(["Assets", "units", "USD", "val", "end", "start", "accn", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_any_json_gives_facts_findings_or_one_of_our_errors(tmp_path_factory: pytest.TempPathFactory, found: object) -> None:
    """Never another exception."""
    path = tmp_path_factory.mktemp("any") / "facts.json"
    path.write_text(json.dumps({"facts": {"us-gaap": found}}), encoding="utf-8")
    try:
        imported = read_companyfacts(path)
    except FinkitError:
        return
    assert imported.facts == ()
