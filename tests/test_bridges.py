"""Statements out and back: tidy frames, wide frames, JSON."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import finkit
from finkit.bridges import SCHEMA, TIDY, from_json, from_tidy, to_json, to_tidy, to_wide
from finkit.errors import FileUnreadableError
from finkit.statements.company import Company
from finkit.statements.fact import Basis, Fact
from finkit.vocabulary.periods import Period

HEADER = {"ticker": "MINE", "name": "My company", "currency": "CNY"}


@pytest.fixture(scope="module")
def nre() -> Company:
    """North Rare Earth as it is shipped."""
    return finkit.load("600111.SH")


def small(**columns: object) -> pd.DataFrame:
    """A frame of two years' revenue, with columns changed or added."""
    start = {"item": ["revenue", "revenue"], "period": ["FY2021", "FY2022"], "value": [800, 1000], "unit": ["CNY", "CNY"]}
    return pd.DataFrame(start | columns)


def test_json_gives_the_company_back_unchanged(nre: Company, kiln: Company) -> None:
    """Header, facts, digits, intervals, findings: equal, and written the same again."""
    for company in (nre, kiln):
        back = from_json(to_json(company))
        assert back == company
        assert [one.value.as_tuple() for one in back.facts] == [one.value.as_tuple() for one in company.facts]
        assert to_json(back) == to_json(company)
        assert back.findings == company.findings


@given(
    value=st.decimals(allow_nan=False, allow_infinity=False),
    note=st.text(max_size=30),
    basis=st.sampled_from(list(Basis)),
    period=st.sampled_from(["FY2022", "H1 2023", "9M2023", "Q3 2023", "2023-09-30", "2021-01", "2017/2022", "FY2025E"]),
)
def test_json_keeps_any_fact(value: Decimal, note: str, basis: Basis, period: str) -> None:
    """Any digits, any exponent, any words, every kind of period."""
    fact = Fact(item="revenue", period=Period.parse(period), value=value, unit="CNY", basis=basis, source="s", note=note)
    company = Company(ticker="X", name="X", currency="CNY", facts=(fact,))
    back = from_json(to_json(company))
    assert back == company
    assert back.facts[0].value.as_tuple() == value.as_tuple()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "Expecting value"),
        ("[]", "schema None"),
        ('{"schema": "finkit/check/1"}', "schema 'finkit/check/1'"),
        (json.dumps({"schema": SCHEMA, "ticker": "X", "name": "X"}), "currency: Field required"),
        (json.dumps({"schema": SCHEMA, **HEADER, "facts": [{"item": "revenue", "period": "2022-13"}]}), "facts.0.period"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_json_of_something_else_says_what_it_is(text: str, found: str) -> None:
    """One sentence, no traceback of a parser."""
    with pytest.raises(FileUnreadableError, match=f"json: wanted .* found .*{found}"):
        from_json(text)


def test_tidy_has_one_row_a_fact_with_the_digits_of_its_source(nre: Company) -> None:
    """27,998 million keeps its exponent; percentages are as printed."""
    tidy = to_tidy(nre)
    assert tuple(tidy.columns) == TIDY
    assert len(tidy) == len(nre.facts)
    row = tidy[(tidy["item"] == "total_expense_ratio") & (tidy["period"] == "FY2022")].iloc[0]
    assert (row["value"], row["unit"], row["basis"], row["source"]) == (Decimal("4.26"), "%", "reported", "note_2023_05_09")
    assert [value.as_tuple() for value in tidy["value"]] == [fact.value.as_tuple() for fact in nre.facts]


def test_several_companies_make_one_tidy_frame(nre: Company, kiln: Company) -> None:
    """The ticker tells them apart; none gives an empty frame with its columns."""
    tidy = to_tidy([nre, kiln])
    assert tidy["ticker"].value_counts().to_dict() == {"600111.SH": len(nre.facts), "BKC.XX": len(kiln.facts)}
    assert tuple(to_tidy([]).columns) == TIDY


def test_tidy_and_back_keeps_every_fact(nre: Company, kiln: Company) -> None:
    """All but the line, which is the frame's: values, bases, sources, notes, intervals; nothing is derived twice."""
    for company in (nre, kiln):
        header = company.model_dump(exclude={"facts", "findings"})
        back = from_tidy(to_tidy(company), **header)
        unlined = [fact.model_copy(update={"line": None}) for fact in back.facts]
        unlined_before = [fact.model_copy(update={"line": None}) for fact in company.facts]
        vague = {fact.source for fact in company.facts if company.source(fact.source.split(" + ")[0]) is None}
        assert unlined == [fact for fact in unlined_before if fact.source not in vague]
        assert [one.rule for one in back.findings if one.rule != "unlisted_source"] == [one.rule for one in company.findings]


def test_wide_holds_floats_and_fractions(nre: Company) -> None:
    """Index by ticker, segment and period, a column an item."""
    wide = to_wide(nre)
    assert wide.loc[("600111.SH", "", "FY2021"), "revenue"] == 30408396179.14
    assert wide.index.names == ["ticker", "segment", "period"]


def test_an_analysts_frame_becomes_a_company() -> None:
    """Four columns are enough; the frame is the source, what follows is derived, metrics work."""
    frame = pd.DataFrame(
        {
            "item": ["revenue", "cost_of_sales", "basic_eps"],
            "period": "FY2022",
            "value": [1000.0, np.int64(600), 0.1],
            "unit": ["CNY", "CNY", "CNY/share"],
        }
    )
    company = from_tidy(frame, **HEADER)
    assert company.findings == ()
    gross = company.fact("gross_profit", Period.parse("FY2022"))
    assert gross is not None
    assert (gross.value, gross.basis, gross.source) == (400, Basis.DERIVED, "frame")
    assert [(source.id, source.title) for source in company.sources] == [("frame", "a frame given by the user")]
    assert finkit.measure(company).loc[("MINE", "", "FY2022"), "gross_margin"] == 0.4


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (1000.0, "1000"),
        (1e20, "100000000000000000000"),
        (np.float64(0.1), "0.1"),
        (Decimal("27998e6"), "2.7998E+10"),
        ("27998e6", "2.7998E+10"),
        (-3, "-3"),
    ],
)
def test_a_number_of_a_frame_keeps_its_digits(cell: object, value: str) -> None:
    """A float is what it prints, and a whole one is whole."""
    company = from_tidy(small(value=pd.Series([cell, 1], dtype=object)), **HEADER)
    assert str(company.facts[0].value) == value


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"value": [float("nan"), 1]}, "frame:2: value: wanted a number, found ''"),
        ({"value": [1, float("inf")]}, "frame:3: value: wanted a number, found 'inf'"),
        ({"unit": ["USD", "CNY"]}, "frame:2: unit: wanted CNY for revenue, found 'USD'"),
        ({"item": ["revenue", "revenu"]}, "frame:3: item: wanted an item or ratio of the catalogue, found 'revenu'"),
        ({"period": ["FY2022", "FY2022"]}, "frame:3: revenue FY2022 (reported) repeats line 2: 800 there, 1,000 here"),
        ({"basis": ["guess", "reported"]}, "frame:2: basis: wanted reported, restated"),
        ({"note": ["a\nb", "c"], "period": ["FY2021", "2022-13"]}, "frame:3: period: wanted"),
    ],
)
def test_a_wrong_row_is_a_finding_with_its_place(changes: dict[str, object], finding: str) -> None:
    """The same words as for facts.csv; the header is line 1; the other row is a fact."""
    company = from_tidy(small(**changes), **HEADER)
    assert [str(one).startswith(finding) for one in company.findings] == [True]
    assert len(company.facts) == 1


def test_what_a_header_lists_is_all_there_is() -> None:
    """Listed segments and sources are a check; without a list the frame's own are taken."""
    frame = small(segment=["tiles", "vases"], source=["annual", "annual"])
    assert [one.name for one in from_tidy(frame, **HEADER).segments] == ["tiles", "vases"]
    strict = from_tidy(frame, **HEADER, segments=[{"name": "tiles", "title": "Tiles"}], sources=[{"id": "annual", "title": "Report"}])
    assert [one.rule for one in strict.findings] == ["unknown_segment"]


def test_an_identity_that_a_frame_breaks_is_a_finding() -> None:
    """Assets 100, liabilities and equity 90: more than whole numbers leave open."""
    items = ["total_assets", "total_liabilities", "total_equity"]
    frame = pd.DataFrame({"item": items, "period": "FY2022", "value": [100, 40, 50], "unit": "CNY"})
    company = from_tidy(frame, **HEADER)
    assert [(one.rule, one.line) for one in company.findings] == [("balance", 2)]


def test_empty_rows_are_no_rows() -> None:
    """A spreadsheet's blank lines."""
    frame = pd.concat([small(), pd.DataFrame([{"item": None}])], ignore_index=True)
    assert from_tidy(frame, **HEADER).findings == ()


@pytest.mark.parametrize(
    ("frame", "header", "message"),
    [
        (small().drop(columns="unit"), HEADER, "found no unit"),
        (small(), {"ticker": "X"}, "header: wanted the fields of a Company, found currency"),
        (small(), {"currency": "CNY"}, "wanted one ticker, found none"),
        (small(ticker=["A", "B"]), {"currency": "CNY"}, "wanted one ticker, found A, B"),
        (small(), {**HEADER, "colour": "blue"}, "colour"),
        (pd.concat([small(), small()[["unit"]]], axis=1), HEADER, "two columns of one name"),
        (small(low=["x", None], high=["1", None]), HEADER, "frame:2: wanted numbers in low and high, found x to 1"),
    ],
)
def test_a_frame_or_header_that_cannot_be_read_says_why(frame: pd.DataFrame, header: dict[str, object], message: str) -> None:
    """Mistakes of the call, not of a row."""
    with pytest.raises(FileUnreadableError, match=message):
        from_tidy(frame, **header)


@given(st.lists(st.fixed_dictionaries({name: st.one_of(st.none(), st.text(max_size=8), st.floats()) for name in TIDY}), max_size=4))
def test_any_frame_is_read_or_refused_in_words(rows: list[dict[str, object]]) -> None:
    """Whatever stands in the cells: findings, or the one error that has words for it."""
    frame = pd.DataFrame(rows, columns=list(TIDY), dtype=object)
    with contextlib.suppress(FileUnreadableError):
        assert len(from_tidy(frame, **HEADER).facts) <= len(rows)
