"""Files of a company that are broken or made to break a reader: each one a crash, once."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import finkit
from finkit.bridges import SCHEMA, from_json, from_tidy
from finkit.errors import FinkitError, FormulaInvalidError, PeriodInvalidError
from finkit.statements.companyfacts import read_companyfacts
from finkit.statements.header import toml_of
from finkit.statements.rows import Context, read_facts
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

HEADER = 'ticker = "TEST.X"\nname = "T"\ncurrency = "CNY"\n'
NOWHERE = Context("facts.csv", "CNY", frozenset(), frozenset({"filing"}))
COLUMNS = "item,segment,period,value,unit,basis,source,note\n"


@pytest.mark.parametrize("value", ["1e999", "1e-999", "0e999", "9" * 25, "1e24", "0." + "0" * 61 + "1", "9" * 100_000])
def test_an_absurd_number_is_a_finding(value: str) -> None:
    """It was a fact, and broke the screen, the workbook and the identities."""
    reading = read_facts(f"{COLUMNS}revenue,,FY2022,{value},CNY,reported,filing,\n", NOWHERE)
    shown = repr(value if len(value) <= 40 else value[:39] + "…")
    assert [str(one) for one in reading.findings] == [
        (
            f"facts.csv:2: value: wanted a number of at most 24 digits and 60 places, found {shown}\n"
            "  check its exponent and digits; no source prints such a number"
        )
    ]
    assert reading.facts == []


def test_the_largest_numbers_are_shown_everywhere(company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """24 digits, 60 places: facts, statements, metrics, workbook, doctor."""
    rows = [("revenue", "9" * 24), ("cost_of_sales", "1e-60"), ("net_profit", "-9e23"), ("total_assets", "3e-60"), ("total_equity", "1e23")]
    company("".join(f"{item},,FY202{year},{value},CNY,reported,filing,\n" for item, value in rows for year in (1, 2)))
    for command in (
        ("facts",),
        ("statements",),
        ("summary", "--report", "none"),
        ("workbook", "--report", "none", "-o", "b.xlsx"),
        ("doctor",),
    ):
        assert run(*command).exit_code in {0, 1}


@pytest.mark.parametrize(
    "code", ["0000", "FY0000", "2022-01-00", "0000-01-01", "2018/2019/2020", "2022/" * 5000, "٢٠٢٢", "FY2022" * 100, "0000/2022"]
)
def test_an_impossible_period_is_none(code: str) -> None:
    """Day and year nought have no place in a calendar; windows of windows had no end; digits are ASCII."""
    with pytest.raises(PeriodInvalidError):
        Period.parse(code)


@pytest.mark.parametrize("code", ["1899", "2201", "9999", "0001/2022", "2022-02-30", "FY99999999999"])
def test_a_period_of_another_time_is_a_finding(code: str) -> None:
    """Also as the beginning of a window."""
    reading = read_facts(f"{COLUMNS}revenue,,{code},5,CNY,reported,filing,\n", NOWHERE)
    assert [(one.rule, one.line, one.column) for one in reading.findings] == [("unknown_period", 2, "period")]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("x = " + "[" * 100_000, "brackets within brackets without end"),
        ("x = " + "{a = " * 5000, "brackets within brackets without end"),
        ("a" + ".a" * 50_000 + " = 1", "a key of more than 32 names (at line 4)"),
        ('"a b"' + " . x" * 40 + " = 1", "a key of more than 32 names (at line 4)"),
        ("year_end_month = " + "1" * 5000, "a whole number or a day that is none"),
        ("x = 2022-02-30", "Invalid date or datetime (at line 4, column 5)"),
    ],
)
def test_toml_that_no_parser_takes(more: str, found: str, company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """A dotted key of 50,000 names took four gigabytes; depth and digits were tracebacks."""
    company(header=HEADER + more)
    result = run("facts", "TEST.X")
    message = f"finkit: statements/TEST.X/company.toml: wanted TOML, found {found}\n  mend the syntax there\n"
    assert (2, message) == (result.exit_code, result.stderr)


def test_a_text_with_many_points_is_no_dotted_key() -> None:
    """Numbers, versions and sentences in strings and lists stay what they are."""
    text = 'notes = ["' + "1.5, 2.5. " * 100 + '"]\nlist = [' + "1.5, " * 100 + "]\n"
    assert len(toml_of(text)["list"]) == 100


def test_every_wrong_table_is_named_with_its_own_line(company: Callable[..., Path]) -> None:
    """The second one was told with the line of the first, which had been taken out by then."""
    company(header=HEADER + '[[sources]]\nid = "a"\n[[sources]]\nid = "b"\n[[sources]]\nid = "filing"\ntitle = "F"\n')
    found = finkit.load("TEST.X", "statements").findings
    assert [(one.line, one.column) for one in found] == [(4, "sources.1.title"), (6, "sources.2.title")]


def test_nobody_reads_more_than_a_thousand_findings(company: Callable[..., Path]) -> None:
    """Twenty thousand wrong tables took ten seconds, a hundred thousand wrong rows half an hour of hints."""
    company("".join(f"revenu{number},,FY2022,5,CNY,reported,filing,\n" for number in range(5000)), HEADER + "[[segments]]\n" * 2000)
    found = [str(one) for one in finkit.load("TEST.X", "statements").findings]
    assert len(found) == 2 * 1001
    assert [one for one in found if "more than" in one] == [
        f"statements/TEST.X/{file}: more than 1,000 findings\n  mend those that are listed first" for file in ("company.toml", "facts.csv")
    ]


def test_a_currency_that_is_none_is_a_finding(company: Callable[..., Path]) -> None:
    """It was an unknown unit, in some command, of no file."""
    company("", HEADER.replace("CNY", "XX\\n"))
    (found,) = finkit.load("TEST.X", "statements").findings
    assert str(found).startswith("statements/TEST.X/company.toml:3: currency: wanted one of CNY, USD, AUD")


def test_changes_of_changes_are_no_item() -> None:
    """`revenue_change_change …` was looked up without end."""
    reading = read_facts(f"{COLUMNS}revenue{'_change' * 5000},,FY2022,5,CNY,reported,filing,\n", NOWHERE)
    assert [one.rule for one in reading.findings] == ["unknown_item"]


def test_no_text_of_a_company_steers_the_screen(company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """Names, notes and sources with escapes, marks of direction and markup: tables, lines, JSON, findings."""
    evil = "\\u001b[31m\\u202e[bold]\\u009b2J\\u0000\\ufeff"
    company(
        "revenue,,FY2022,5,CNY,reported,filing,\x1b]0;x\x07 \u2066note\nrevenue,,FY2021,\x1b[2J,CNY,reported,filing,\n",
        HEADER.replace('"T"', f'"T{evil}"') + f'notes = ["{evil}"]\n[[sources]]\nid = "filing"\ntitle = "{evil}"\n',
    )
    for command in (
        ("facts",),
        ("facts", "--csv"),
        ("facts", "--json"),
        ("doctor",),
        ("doctor", "--json"),
        ("summary", "--report", "none"),
    ):
        result = run(*command)
        steering = {one for one in result.output + result.stderr if not one.isprintable() and one not in "\n\u3000\xa0"}
        assert steering == set(), command
    json.loads(run("facts", "--json").stdout)


_NAMES = ["rare-earth", "rare earth", "2nd", "class", "True", ".", "o/0", "9**9**9", "prior(o)", "o*0+o", "max(o,o)", "revenue", "part2"]


@pytest.mark.parametrize("name", _NAMES)
def test_a_segment_may_be_called_anything(name: str, company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """Its name was read as a part of the formula that adds the segments up; it is shown there, and no more."""
    segments = f'segments = [{{name = "{name}", title = "Any"}}, {{name = "o", title = "Other"}}]\n'
    breakdown = f'breakdowns = [{{name = "lines", title = "By line", segments = ["{name}", "o"], complete = ["FY2022"]}}]\n'
    rows = "".join(f'revenue,"{segment}",FY2022,{value}e6,CNY,reported,filing,\n' for segment, value in {"": 90, name: 70, "o": 20}.items())
    company(rows, HEADER + 'sources = [{id = "filing", title = "Annual report"}]\n' + segments + breakdown)
    assert run("workbook", "--report", "none", "-o", "b.xlsx").exit_code == 0
    book = openpyxl.load_workbook("b.xlsx")
    assert [book[sheet][place].value for sheet, place in (("Income", "C6"), ("Segments", "C7"), ("Segments", "C14"))] == [90, 70, 20]
    checks = [[cell.value for cell in row] for row in book["Checks"].iter_rows()]
    label, shown = "Revenue is its breakdown by line", f"revenue == {name} + o"
    formula = '=IF(COUNT(Income!C6,Segments!C7,Segments!C14)=3,Income!C6-(Segments!C7+Segments!C14),"n/a")'
    assert [[label, "CNY m", formula, shown]] == [row for row in checks if row[0] == label and str(row[2]).startswith("=IF(COUNT")]


@pytest.mark.parametrize(("count", "code"), [(70, 0), (150, 0), (151, 1)])
def test_a_breakdown_of_very_many_segments(count: int, code: int, company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """A sum of sixty was too deep for a formula; what is beyond all reports is refused as the company file is read."""
    names = [f"s{number}" for number in range(count)]
    segments = "segments = [" + ", ".join(f'{{name = "{name}", title = "{name}"}}' for name in names) + "]\n"
    breakdown = f'breakdowns = [{{name = "lines", title = "By line", segments = {json.dumps(names)}, complete = ["FY2022"]}}]\n'
    rows = "".join(
        f"revenue,{segment},FY2022,{value}e6,CNY,reported,filing,\n" for segment, value in {"": count, **dict.fromkeys(names, 1)}.items()
    )
    company(rows, HEADER + 'sources = [{id = "filing", title = "Annual report"}]\n' + segments + breakdown)
    doctor = run("doctor")
    assert (doctor.exit_code, "at most 150 items" in doctor.stdout) == (code, bool(code))
    assert run("workbook", "--report", "none", "-o", "b.xlsx").exit_code == 0


def test_a_name_of_two_cells_is_the_name_of_neither(company: Callable[..., Path], run: Callable[..., Any]) -> None:
    """Excel mends a file where a name is defined twice, and would take one of the two for the other."""
    segments = "".join(f'{{name = "{name}", title = "Any"}}, ' for name in ("rare-earth", "rare_earth", "O", "o", "alone"))
    rows = "".join(f"revenue,{name},FY2022,7e6,CNY,reported,filing,\n" for name in ("", "rare-earth", "rare_earth", "O", "o", "alone"))
    company(rows, HEADER + f'sources = [{{id = "filing", title = "Annual report"}}]\nsegments = [{segments}]\n')
    assert run("workbook", "--report", "none", "-o", "b.xlsx").exit_code == 0
    names = {name.casefold() for name in openpyxl.load_workbook("b.xlsx").defined_names if name.casefold().endswith("_revenue_fy2022")}
    assert {name.partition("_")[2] for name in names} == {"revenue_fy2022", "alone_revenue_fy2022"}


@pytest.mark.parametrize(
    "text", ["(" * 900, "-" * 900 + "a", "a\0", "1e999", "True", "9" * 1900, "__import__('os')", "mean(" * 20 + "a" + ")" * 20, "a" * 3000]
)
def test_hostile_formulas_are_refused(text: str) -> None:
    """Formulas stand in code alone; none of these was refused with a sentence, or in a second."""
    with pytest.raises(FormulaInvalidError):
        Formula(text)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"facts": [{"value": "1e999999999"}]}, "facts.0.value: wanted a number of at most 300 digits on either side of its point"),
        ({"facts": [{"value": "NaN"}]}, "facts.0.value: Input should be a finite number"),
        ({"facts": [{"period": "0001"}]}, "facts.0.period: '0001' is no period"),
        ({"facts": [{"unit": "ZZ\x1b"}]}, "the unit 'ZZ\N{REPLACEMENT CHARACTER}'"),
        ({"currency": "XX"}, "currency: wanted one of CNY, USD"),
    ],
)
def test_json_of_a_company_that_cannot_be(more: dict[str, Any], found: str) -> None:
    """Refused as it is read, not where it is used."""
    fact = {"item": "revenue", "period": "FY2022", "value": "5", "unit": "CNY", "basis": "reported", "source": "s"}
    whole = {"schema": SCHEMA, "ticker": "X", "name": "X", "currency": "CNY"} | more
    whole["facts"] = [fact | one for one in more.get("facts", [])]
    with pytest.raises(FinkitError) as caught:
        from_json(json.dumps(whole))
    assert f"found {found}" in str(caught.value)


def test_a_frame_with_numbers_without_end() -> None:
    """Python writes no whole number of 10,000 digits."""
    import pandas as pd  # noqa: PLC0415  (this test alone)

    frame = pd.DataFrame(
        {"item": ["revenue", "cash"], "period": "FY2022", "value": [10**10_000, Decimal("1e999999")], "unit": "CNY"}, dtype=object
    )
    company = from_tidy(frame, ticker="X", name="X", currency="CNY")
    assert [one.rule for one in company.findings] == ["not_a_number", "not_a_number"]


_cells = st.text(max_size=20) | st.sampled_from(["revenue", "FY2022", "1e999", "CNY", "reported", "filing", "", "=1+1", '"', "\n", ","])


@settings(deadline=None, max_examples=60)
@given(grid=st.lists(st.lists(_cells, min_size=6, max_size=9), max_size=6))
def test_any_grid_is_read(grid: list[list[str]]) -> None:
    """Every row is a fact or a finding, or the file ends in one."""
    text = COLUMNS + "".join(",".join(row) + "\n" for row in grid)
    reading = read_facts(text, NOWHERE)
    assert all(one.line and one.line > 1 for one in reading.findings)
    assert all(one.value.is_finite() for one in reading.facts)


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["units", "USD", "val", "end", "accn", "us-gaap", "Revenues"]), inner, max_size=4)
    ),
    max_leaves=12,
)
_SAME_FOLDER = [HealthCheck.function_scoped_fixture]


@settings(deadline=None, max_examples=60, suppress_health_check=_SAME_FOLDER)
@given(facts=_json, name=_json)
def test_any_json_as_companyfacts(facts: object, name: object, tmp_path: Path) -> None:
    """Read, or refused in a sentence."""
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"cik": 1, "entityName": name, "facts": {"us-gaap": facts}}), encoding="utf-8")
    assert read_companyfacts(path).currency


_toml = st.recursive(
    st.booleans() | st.floats() | st.integers(-(2**40), 2**40) | st.text('ab\\"\n\x7f é', max_size=9),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
_KEYS = ["ticker", "name", "aliases", "currency", "year_end_month", "peers", "segments", "breakdowns", "gaps", "sources", "reports", "odd"]


@settings(deadline=None, max_examples=60, suppress_health_check=_SAME_FOLDER)
@given(table=st.dictionaries(st.sampled_from(_KEYS), _toml, max_size=6))
def test_any_table_as_a_company_file(table: dict[str, Any], tmp_path: Path) -> None:
    """The company loads; what is wrong is told with its entry."""
    folder = tmp_path / "statements" / "TEST.X"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "company.toml").write_text("".join(f"{key} = {_as_toml(value)}\n" for key, value in table.items()), encoding="utf-8")
    (folder / "facts.csv").write_text(COLUMNS, encoding="utf-8")
    company = finkit.load("TEST.X", tmp_path / "statements")
    assert all(one.rule in {"wrong_entry", "wrong_ticker", "wrong_breakdown"} for one in company.findings)


def _as_toml(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_toml, value)) + "]"
    return json.dumps(value).replace("NaN", "nan").replace("Infinity", "inf").replace("\x7f", "\\u007f")


def test_cells_of_several_lines_do_not_move_what_is_found_behind_them(
    run: Callable[..., Result], company: Callable[..., Path], desk: Path
) -> None:
    """A fact goes with its own row, and a finding names it, whatever line ends stand in the cells of others."""
    folder = company("")
    (desk / "own.csv").write_text(
        'item,segment,period,value,unit,basis,source,note\nrevenue,,"FY\n2021",12,CNY,,"a\n\nb",x\nnet_profit,,FY2021,7,CNY,,"a\r\nb",y\n'
        'income_tax,,"lately\n\n",3,CNY,,,z\n',
        encoding="utf-8",
    )
    result = run("import", "own.csv", "--company", "TEST.X", "--json")
    assert result.exit_code == 1
    found = [one for one in json.loads(result.stdout)["findings"] if one["severity"] == "error"]
    assert [(one["file"], one["line"], "found 'lately'" in one["message"]) for one in found] == [("own.csv", 8, True)]
    rows = (folder / "facts.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split(",")[:4] for row in rows] == [["revenue", "", "FY2021", "12"], ["net_profit", "", "FY2021", "7"]]
