"""Statements out and back: tidy frames, wide frames, JSON."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import finkit
from finkit.bridges import (
    SCHEMA,
    TIDY,
    from_json,
    from_tidy,
    from_wide,
    read_parquet,
    to_json,
    to_tidy,
    to_toolkit,
    to_wide,
    write_parquet,
)
from finkit.errors import ExtraMissingError, FileUnreadableError
from finkit.reports.schema import company_schema
from finkit.statements.company import Company
from finkit.statements.fact import Basis, Fact
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from pathlib import Path

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


WIDE = pd.DataFrame(
    {"revenue": [800.0, 1000.0], "cost_of_sales": [500.0, 600.0], "weighted_roe": [0.1, 0.2253]}, index=["FY2021", "FY2022"]
)


@pytest.mark.parametrize(
    "frame",
    [
        WIDE,
        WIDE.rename_axis(index="period"),
        WIDE.rename_axis(index="period").reset_index(),
        WIDE.T,
        WIDE.T.rename_axis(index="item").reset_index(),
        WIDE.astype(object).assign(capex=None),
        pd.concat({("MINE", ""): WIDE}, names=["ticker", "segment", "period"]),
    ],
    ids=["index", "named index", "column", "items as rows", "items in a column", "cells of nothing", "as to_wide gives it"],
)
def test_an_analysts_wide_frame_becomes_a_company(frame: pd.DataFrame) -> None:
    """Whichever way it lies: the same facts, percentages from fractions, and what follows is derived."""
    company = from_wide(frame, **HEADER)
    assert company.findings == ()
    year = Period.parse("FY2022")
    found = {name: company.fact(name, year) for name in ("revenue", "weighted_roe", "gross_profit")}
    assert {name: (fact.value, fact.unit) for name, fact in found.items() if fact} == {
        "revenue": (1000, "CNY"),
        "weighted_roe": (Decimal("22.53"), "%"),
        "gross_profit": (400, "CNY"),
    }


def test_wide_and_back_measures_the_same(nre: Company) -> None:
    """Every ratio of the company as a whole, one basis a period."""
    wide = to_wide(nre, segments=False)
    back = from_wide(wide, ticker=nre.ticker, name=nre.name, currency="CNY")
    again = to_wide(back, items=list(wide.columns), segments=False)
    for period in wide.index:
        given = wide.loc[period].dropna()
        assert again.loc[period, given.index].to_numpy() == pytest.approx(given.to_numpy(), rel=1e-15)


@pytest.mark.parametrize(
    ("frame", "header", "message"),
    [
        (WIDE, {"ticker": "X"}, "wanted a currency, found none"),
        (WIDE.rename_axis(index="year"), HEADER, "wanted periods in the index"),
        (pd.concat([WIDE, WIDE], axis=1), HEADER, "two columns of one name"),
        (pd.concat([WIDE.T, WIDE.T]), HEADER, "two rows of one item"),
    ],
)
def test_a_wide_frame_that_cannot_be_read_says_why(frame: pd.DataFrame, header: dict[str, str], message: str) -> None:
    """Mistakes of the call."""
    with pytest.raises(FileUnreadableError, match=message):
        from_wide(frame, **header)


def test_a_wrong_column_or_period_is_a_finding() -> None:
    """A slip in an item's name is told, as for tidy frames; the other cells are facts."""
    company = from_wide(WIDE.rename(columns={"cost_of_sales": "cost_of_sale"}), **HEADER)
    assert [one.message.partition(",")[0] for one in company.findings] == ["item: wanted an item or ratio of the catalogue"] * 2
    assert [one.rule for one in from_wide(WIDE.rename(index={"FY2021": "last year"}), **HEADER).findings] == ["unknown_period"] * 3


@pytest.fixture
def arrow() -> None:
    """The extra; skips without it, unless FINKIT_REQUIRE names it: then fails."""
    if find_spec("pyarrow") is None:
        if "pyarrow" in os.environ.get("FINKIT_REQUIRE", ""):
            pytest.fail("FINKIT_REQUIRE wants pyarrow, and it is not installed")
        pytest.skip("pyarrow is not installed")


@pytest.mark.usefixtures("arrow")
def test_parquet_gives_companies_back_unchanged(nre: Company, kiln: Company, tmp_path: Path) -> None:
    """Header, facts, digits, intervals, findings; and any other reader finds numbers in base units."""
    path = write_parquet(tmp_path / "two.parquet", [nre, kiln])
    back = read_parquet(path)
    assert back == (nre, kiln)
    assert [one.value.as_tuple() for one in back[0].facts] == [one.value.as_tuple() for one in nre.facts]
    table = pd.read_parquet(path)
    assert list(table.columns) == [*TIDY, "number"]
    row = table[(table["ticker"] == nre.ticker) & (table["item"] == "revenue") & (table["period"] == "FY2021") & (table["segment"] == "")]
    assert row["number"].iloc[0] == 30408396179.14


@pytest.mark.usefixtures("arrow")
def test_a_parquet_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    """No file, no Parquet, a table without companies: what to do instead is said."""
    other = tmp_path / "other.parquet"
    small().to_parquet(other)
    (tmp_path / "text.parquet").write_text("revenue 1000", encoding="utf-8")
    for path in (other, tmp_path / "text.parquet", tmp_path / "absent.parquet"):
        with pytest.raises(FileUnreadableError, match=r"from_tidy\(pandas.read_parquet"):
            read_parquet(path)


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch, kiln: Company) -> None:
    """The extra by its name, for writing and for reading."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraMissingError) as caught:
        write_parquet("k.parquet", kiln)
    assert str(caught.value) == "k.parquet: Parquet is written with pyarrow, which is not installed\n  pip install 'finkit[parquet]'"
    with pytest.raises(ExtraMissingError, match="Parquet is read with pyarrow"):
        read_parquet("k.parquet")


def test_the_toolkits_form_has_its_rows_signs_and_years(nre: Company, kiln: Company) -> None:
    """Index (ticker, row), full years oldest first; outflows negative; what no source holds is NaN, never zero."""
    given = to_toolkit([nre, kiln])
    assert list(given) == ["balance", "income", "cash"]
    for statement in given.values():
        assert [str(year) for year in statement.columns] == sorted(str(year) for year in statement.columns)
        assert isinstance(statement.columns, pd.PeriodIndex)
        assert set(statement.index.get_level_values(0)) == {nre.ticker, kiln.ticker}
        assert statement.dtypes.unique().tolist() == [np.dtype("float64")]
    year = pd.Period("2021", freq="Y")
    assert given["income"].loc[(nre.ticker, "revenue"), year] == 30408396179.14
    assert given["cash"].loc[(nre.ticker, "capitalExpenditure"), year] == -328834183.10
    assert np.isnan(given["balance"].loc[(nre.ticker, "shortTermDebt"), year])
    flow = given["cash"].loc[nre.ticker]
    assert flow.loc["freeCashFlow", year] == flow.loc["operatingCashFlow", year] + flow.loc["capitalExpenditure", year]


def misfits(value: object, schema: dict[str, Any], root: dict[str, Any], place: str = "$") -> list[str]:
    """Where a value breaks a schema, by the keywords that ours use."""
    if "$ref" in schema:
        return misfits(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, place)
    if "anyOf" in schema:
        found = [misfits(value, one, root, place) for one in schema["anyOf"]]
        return [] if [] in found else found[0]
    kinds: dict[str, Any] = {"string": str, "integer": int, "null": type(None), "array": list, "object": dict}
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return [f"{place}: no {schema['type']}"]
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        return [f"{place}: {value!r}"]
    if isinstance(value, list):
        return [one for at, entry in enumerate(value) for one in misfits(entry, schema["items"], root, f"{place}[{at}]")]
    if not isinstance(value, dict):
        return []
    wrong = [f"{place}: lacks {name}" for name in schema["required"] if name not in value]
    wrong += [f"{place}: unknown {name}" for name in value if name not in schema["properties"]]
    parts = (misfits(value[name], part, root, f"{place}.{name}") for name, part in schema["properties"].items() if name in value)
    return [*wrong, *(one for part in parts for one in part)]


def test_json_keeps_to_its_schema(nre: Company, kiln: Company) -> None:
    """What is written is what the schema says, and the schema refuses what is spoilt."""
    schema = company_schema()
    for company in (nre, kiln):
        assert misfits(json.loads(to_json(company)), schema, schema) == []
    spoilt = json.loads(to_json(kiln))
    spoilt["facts"][0]["basis"] = "guess"
    del spoilt["currency"]
    assert misfits(spoilt, schema, schema) == ["$: lacks currency", "$.facts[0].basis: 'guess'"]
