"""Whole checks: clean texts, damaged texts, any text at all, and the check document."""

from __future__ import annotations

import cProfile
import importlib.util
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.pipeline import check, named_company
from finkit.statements.company import Company, Segment, Source
from finkit.statements.fact import Fact
from finkit.statements.files import load
from finkit.text.document import Document, from_bytes, parse, read
from finkit.verdicts.verdict import SCHEMA, Check, Verdict
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
TEXT = """Operating review

In 2021, Brook Works' revenue was 9.624 billion yuan, up 20.3% year-on-year; the gross margin was 250%.
The widget rate was 078%. Output reached 41 in 20217.3 tons, of 12/13.5/14 tons.
From 2018 to 2021, the AB5 line grew by 3%-5%. 公司2020年净利润6.05亿元。
"""
FIGURE_KEYS = {
    "id", "start", "end", "surface", "parts", "kind", "verdict", "printed", "value", "low", "high", "unit", "direction", "measure",
    "segment", "entity", "period", "edits", "source_text", "cost", "margin", "confidence", "evidence", "alternatives", "anchor", "status",
    "margin_capped",
}  # fmt: skip
CHECK_KEYS = {"schema", "document", "sha256", "company", "dialect", "sections", "figures", "relations", "summary"}


def works(revenue: int = 9624, before: int = 8000, profit: int = 2406, pumps: int = 3127) -> Company:
    """Brook Works with these facts of 2021 and 2020, in millions."""
    amounts = [("revenue", "FY2020", before, ""), ("revenue", "FY2021", revenue, ""), ("gross_profit", "FY2021", profit, "")]
    amounts += [("revenue", "FY2021", pumps, "pumps")]
    return Company(
        ticker="BRW.XX",
        name="Brook Works",
        name_zh="溪流制造",
        currency="CNY",
        segments=(Segment(name="pumps", title="Pumps"), Segment(name="valves", title="Valves")),
        sources=(Source(id="annual", title="Annual report, invented"),),
        facts=tuple(
            Fact(item=item, period=period, value=Decimal(value) * 10**6, unit="CNY", basis="reported", source="annual", segment=segment)
            for item, period, value, segment in amounts
        ),
    )


WORKS = works()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The check document of a text with a bit of everything, through JSON."""
    return json.loads(check(TEXT, WORKS).to_json())


def test_a_text_a_file_and_a_document_are_checked_alike(tmp_path: Path) -> None:
    """Only the name tells them apart."""
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    plain, from_file, parsed = check(TEXT, WORKS), check(path, WORKS), check(parse(TEXT), WORKS)
    assert plain == parsed
    assert from_file == plain.model_copy(update={"document": str(path)})


def test_the_same_text_gets_the_same_check_twice() -> None:
    """To the last character of the JSON."""
    assert check(TEXT, WORKS).to_json() == check(TEXT, works()).to_json()


def test_the_document_has_the_keys_of_the_design(document: dict[str, Any]) -> None:
    """At the top and in every figure and relation."""
    assert SCHEMA == document["schema"] == "finkit/check/1"
    assert set(document) >= CHECK_KEYS
    assert [set(one) >= FIGURE_KEYS for one in document["figures"]] == [True] * len(document["figures"])
    assert all(set(one) >= {"id", "kind", "source", "terms", "low", "high", "holds"} for one in document["relations"])
    assert set(document["dialect"]) >= {"name", "stages", "costs"}


def test_spans_index_the_text(document: dict[str, Any]) -> None:
    """`text[start:end] == surface`, the id is the span, parts lie inside, sections cover the text."""
    for one in document["figures"]:
        assert TEXT[one["start"] : one["end"]] == one["surface"]
        assert one["id"] == f"{one['start']}-{one['end']}"
        assert all(one["start"] <= start < end <= one["end"] for start, end in one["parts"])
    assert [one["start"] for one in document["sections"]] == [0]
    assert [(one["title"], one["end"]) for one in document["sections"]] == [("Operating review", len(TEXT))]


def test_ids_are_unique_and_evidence_points_at_relations(document: dict[str, Any]) -> None:
    """Of figures and of relations; what a figure lists and what a relation ties is there."""
    figures, relations = [one["id"] for one in document["figures"]], [one["id"] for one in document["relations"]]
    assert len(set(figures)) == len(figures)
    assert len(set(relations)) == len(relations)
    assert {name for one in document["figures"] for name in one["evidence"]} <= set(relations)
    assert {name for one in document["relations"] for name in one["terms"]} <= set(figures)


def test_numbers_are_strings_without_exponent(document: dict[str, Any]) -> None:
    """Exact, in base units; costs and margins are floats."""
    values = [one for one in document["figures"] if one["kind"] == "value"]
    for one in values:
        for key in ("printed", "value", "low", "high"):
            assert isinstance(one[key], str)
            assert "E" not in one[key]
        assert Decimal(one["low"]) <= Decimal(one["value"]) <= Decimal(one["high"])
        assert isinstance(one["cost"], float)
        assert isinstance(one["margin"], float)


def test_periods_and_identifiers_have_no_value_and_no_verdict(document: dict[str, Any]) -> None:
    """A period has its code."""
    others = {one["surface"]: one for one in document["figures"] if one["kind"] != "value"}
    assert {one["value"] for one in others.values()} == {one["verdict"] for one in others.values()} == {None}
    assert (others["5"]["kind"], others["2018 to 2021"]["period"], others["2020年"]["period"]) == ("identifier", "2018/2021", "2020")


def test_a_year_glued_into_a_torn_figure_is_a_period_nested_in_its_span(document: dict[str, Any]) -> None:
    """The tail is not part of the year."""
    torn = next(one for one in document["figures"] if one["surface"].startswith("41 in"))
    nested = [one for one in document["figures"] if one["kind"] == "period" and torn["start"] <= one["start"] < torn["end"]]
    assert [(one["surface"], one["period"]) for one in nested] == [("2021", "2021")]


def test_the_check_round_trips(document: dict[str, Any]) -> None:
    """Through JSON and back into the same plain data."""
    found = check(TEXT, WORKS)
    assert document == found.document_dict()
    plain = found.model_dump(mode="json")
    assert Check.model_validate(plain).model_dump(mode="json") == plain


def test_the_frame_has_a_row_a_figure() -> None:
    """Numbers stay Decimal."""
    found = check(TEXT, WORKS)
    frame = found.to_frame()
    assert [one.id for one in found.figures] == list(frame["id"])
    assert [one.value for one in found.figures] == list(frame["value"])


def test_a_figure_is_found_by_its_id() -> None:
    """And one that is not there is a KeyError."""
    found = check(TEXT, WORKS)
    assert found.figures[0] == found.figure(found.figures[0].id)
    with pytest.raises(KeyError):
        found.figure("0-0")


# Clean texts: true to their own points, in any order, about anything.

AMOUNTS = st.decimals(Decimal("0.01"), Decimal("99.99"), places=2).map(lambda value: f"{value:f}")
PERCENTS = st.decimals(Decimal("0.1"), Decimal("99.9"), places=1).map(lambda value: f"{value:f}")
COUNTS = st.integers(3, 9_999_999).filter(lambda value: not 1900 <= value <= 2099)
CLEAN = st.one_of(
    st.builds("In 2021, the company's revenue was {} billion yuan, up {}% year-on-year.".format, AMOUNTS, PERCENTS),
    st.builds("It sold {:,} tons of pumps in 2020, accounting for {}% of output.".format, COUNTS, PERCENTS),
    st.builds("The gross margin of valves rose from {}% to {}%.".format, PERCENTS, PERCENTS),
    st.builds("Prices were {}/{}/{} yuan per ton.".format, AMOUNTS, AMOUNTS, AMOUNTS),
    st.builds("About {:,} people make {} million pumps at {} yuan each.".format, COUNTS, AMOUNTS, AMOUNTS),
    st.builds("公司2021年营业收入{}亿元，同比增长{}%。".format, AMOUNTS, PERCENTS),
    st.builds("The ratio was {}%, down {} percentage points, and the stock {:,}.".format, PERCENTS, AMOUNTS, COUNTS),
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(CLEAN, min_size=1, max_size=8), st.booleans())
def test_a_clean_text_comes_out_untouched(sentences: list[str], alone: bool) -> None:
    """No figure has an edit, and every value is what is printed, whatever the facts say."""
    found = check(" ".join(sentences), None if alone else WORKS)
    assert found.dialect.stages == ()
    assert [one.surface for one in found.values if one.edits] == []
    assert [one.surface for one in found.values if abs(one.value or 0) != abs(one.printed or 0)] == []


# Damaged texts: a true document whose points are dropped here. Truths are kept beside the sentences.


def lose(number: str) -> str:
    """The digits of a number without its point."""
    return number.replace(".", "")


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Company, str, list[tuple[str, Decimal]]]:
    """(company, text, true values by surface in order) of a report that lost its points before it was translated."""
    before, growth = draw(st.integers(1200, 9000)), draw(st.integers(-30, 60))
    revenue = before * (100 + growth) // 100 + draw(st.integers(0, 30))
    profit, pumps = (max(101, revenue * draw(st.integers(least, most)) // 100) for least, most in ((8, 40), (10, 70)))
    company = works(revenue, before, profit, pumps)
    truths: list[tuple[str, Decimal]] = []

    def percent(value: Decimal, places: int, sign: int = 1) -> str:
        number = f"{round(abs(value), places):f}"
        truths.append((f"{lose(number)}%", Decimal(number) * sign))
        return f"{lose(number)}%"

    def amount(millions: int, *, torn: bool) -> str:
        number = f"{round(Decimal(millions) / 100, 2):f}"
        whole, fraction = number.split(".")
        if torn and fraction[0] != "0":
            surface = f"{whole} year-on-year{Decimal(fraction) / 10:f} billion yuan"
        else:
            surface = f"{(Decimal(lose(number)) / 10).normalize():f} billion yuan"
        truths.append((surface, Decimal(number) * 10**8))
        return surface

    places = draw(st.integers(1, 2))
    change = (Decimal(revenue) / before - 1) * 100
    word = "down" if change < 0 else "up"
    text = "The widget rate was 078%. The gadget rate was 0451%. The gizmo rate was 031%. "
    text += f"In 2021, the company's revenue was {amount(revenue, torn=draw(st.booleans()))}, "
    text += f"{word} {percent(change, places, -1 if change < 0 else 1)}; "
    text += f"gross profit was {amount(profit, torn=draw(st.booleans()))}; "
    text += f"the gross margin was {percent(Decimal(profit) / revenue * 100, places)}. "
    text += f"In 2021, revenue of pumps was {amount(pumps, torn=False)}, accounting for {percent(Decimal(pumps) / revenue * 100, places)}. "
    other = draw(st.integers(1, max(1, revenue - pumps)))
    sales, share, rate = draw(st.integers(1000, 9_999_999)), draw(st.integers(1, 9999)), draw(st.integers(1, 9999))
    text += f"In 2021, sales volume of valves was {sales} tons, up {share}%; revenue of valves was {amount(other, torn=False)}. "
    return company, text + f"China's output was {sales + 7} tons, up {rate}%.", truths


@settings(max_examples=120, deadline=None, derandomize=True)
@given(damaged(), st.booleans())
def test_a_confident_answer_on_a_damaged_text_is_the_truth(report: tuple[Company, str, list[tuple[str, Decimal]]], alone: bool) -> None:
    """Whatever lost its point: confirmed and repaired figures have their true value. The others say that they doubt."""
    company, text, truths = report
    found = check(text, None if alone else company)
    left = list(truths)
    wrong = []
    for one in found.values:
        truth = next((pair for pair in left if pair[0] == one.surface), None)
        if truth is None:
            continue
        left.remove(truth)
        if one.is_confident and one.value is not None and one.low is not None and one.high is not None and one.value != truth[1]:
            wrong.append((one.surface, str(truth[1]), str(one.value), one.why))
    assert left == []
    assert wrong == []


@pytest.mark.parametrize("whose", ["Alphacorp", "its customers"])
def test_the_revenue_of_somebody_else_repairs_nothing(whose: str) -> None:
    """True: 22.08亿, 22.0 %, and 22.13亿 for another firm. A stranger's revenue is no part of the company's."""
    text = (
        "The widget rate was 078%. The gadget rate was 0451%. The gizmo rate was 031%. "
        "In 2021, the company's revenue was 220.8 billion yuan; "
        f"gross profit was 4 year-on-year8.5 billion yuan; the gross margin was 220%. In 2021, revenue of {whose} was 221.3 billion yuan."
    )
    wrong = {Decimal(22080000000): "revenue tenfold", Decimal("2.2"): "margin a tenth"}
    assert [wrong[one.value] for one in check(text).values if one.is_confident and one.value in wrong] == []


def test_an_amount_below_one_hundred_million_is_offered() -> None:
    """The true value is the reading or an alternative."""
    text = "The widget rate was 078%. The gadget rate was 0451%. In 2021, the company's gross profit was 9.6 billion yuan."
    found = check(text, works(1200, 1000, 96, 300)).values[-1]
    assert Decimal(96_000_000) in {found.value, *(one.value for one in found.alternatives)}


@settings(max_examples=40, deadline=None, derandomize=True)
@given(damaged())
def test_facts_bring_back_most_of_a_damaged_text(report: tuple[Company, str, list[tuple[str, Decimal]]]) -> None:
    """Of the figures that facts speak of (amounts, growth, margin, share), most are read right."""
    company, text, truths = report
    values = [(one.surface, one.value) for one in check(text, company).values]
    assert sum(truth in values for truth in truths[:-1]) >= len(truths) - 2


# Any text at all.

PIECES = (
    "0",
    "12",
    "3.5",
    "1,23456",
    "0,000",
    "078%",
    "2021",
    "20214",
    "/",
    "-",
    "(",
    ")",
    "[",
    "%",
    "$",
    " ",
    "\n",
    ".",
    ",",
    "年",
    "亿元",
    "万吨",
    " billion",
    " yuan",
    " tons",
    " in ",
    " up ",
    " revenue ",
    " the ",
    "gross margin ",
    "Pumps ",
    "from ",
    " to ",
    "Q3",
    "E",
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_any_text_at_all_is_checked(text: str) -> None:
    """No crash, spans that cut the text, and a document that is JSON."""
    found = check(text, WORKS)
    assert [one.surface for one in found.figures if text[one.start : one.end] != one.surface] == []
    assert len(json.loads(found.to_json())["figures"]) == len(found.figures)


@pytest.mark.parametrize(
    ("piece", "length"),
    [
        *((piece, 200_000) for piece in ("7", "1,", "((", "3.", "20", "-", "亿", "2021-", "no. ", "the ")),
        *((piece, 10_000) for piece in ("12/", "a7", "0,000 ", "5% up ", "$7", "[1]", "收入12亿元，", "078%, ")),
    ],
)
def test_long_texts_of_one_piece_come_to_an_end(piece: str, length: int) -> None:
    """A text without a stop or a line break is one odd sentence: it is read to its end, and soon."""
    text = (piece * length)[:length]
    assert [one.surface for one in check(text).figures if text[one.start : one.end] != one.surface] == []


def steps(text: str) -> int:
    """How many calls a check makes: a measure of work that no busy machine changes."""
    profile = cProfile.Profile()
    profile.runcall(check, text)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    "piece", ["12/", "1 2 ", "0,000 ", "5% up ", "$7", "[1]", "12 in 20214%/", "收入12亿元，", "078%, ", "up 3% in 2021, "]
)
def test_the_work_grows_as_the_text_does(piece: str) -> None:
    """Four times the text in one sentence is about four times the work (sixteen times, were it quadratic)."""
    small, large = steps(piece * 100), steps(piece * 400)
    assert large < 6 * small


def test_a_long_report_has_every_figure_of_its_sentences() -> None:
    """A thousand lines: no figure is lost on the way."""
    lines = (f"In 2021, the {chr(97 + number % 26)}{chr(97 + number // 26 % 26)} rate was 12.5 tons, up 3.4%." for number in range(1000))
    assert len(check("\n".join(lines)).values) == 2000


@pytest.mark.parametrize("lead", ["", "The margin was 078%, the rate 045%, the cost 031%.\n"], ids=["clean", "lossy"])
def test_a_measure_may_be_repeated_as_often_as_one_likes(lead: str) -> None:
    """A hundred sentences that say the same are read the same, and repeating an amount does not prove its scale."""
    values = [one for one in check(lead + "In 2021, the company's revenue was 125 billion yuan.\n" * 100).values if one.unit == "CNY"]
    assert len(values) == 100
    assert len({one.value for one in values}) == 1
    assert [one.id for one in values if one.is_confident] == []


# The gold paragraphs, the one place where a test reads the seeds.


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """benchmarks/score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", ROOT / "benchmarks" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_operating_data_of_north_rare_earth_are_read_right(scorer: ModuleType) -> None:
    """Gold 003.013 to 003.077: at least 95 % right, none false, none spoilt."""
    path = next((ROOT / "seeds").glob("003_*.txt"))
    result = check(path, load("600111.SH", ROOT / "statements")).document_dict()
    lines = (ROOT / "benchmarks" / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    golds = [gold for gold in map(json.loads, lines) if "003.013" <= gold["id"] <= "003.077"]
    golds = [gold for gold in scorer.golds_of(golds) if gold["kind"] == "value" and gold.get("truth_value") is not None]
    tally = scorer.score(golds, [result], 3)[0]["all"]
    assert tally["gold"] == len(golds) > 40
    assert tally["right"] / tally["gold"] >= 0.95
    assert (tally["false"], tally["spoilt"]) == (0, 0)


def test_confident_figures_of_the_seeds_list_a_relation_that_holds() -> None:
    """Over every seed: `confirmed` and `repaired` have an equality that holds, `contradicted` a relation that does not."""
    company = load("600111.SH", ROOT / "statements")
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        found = check(path, company if path.name.startswith("003") else None)
        relations = {one.id: one for one in found.relations}
        for one in found.values:
            held = [relations[name] for name in one.evidence if relations[name].holds]
            assert not one.is_confident or any(relation.kind not in {"bound", "sum"} for relation in held), (path.name, one.id)
            broken = [name for name in one.evidence if relations[name].holds is False]
            assert one.verdict is not Verdict.CONTRADICTED or broken, (path.name, one.id)


@pytest.mark.parametrize(
    ("text", "ticker"),
    [
        ("盛和资源2022年营业收入167.58亿元。", "600392.SH"),
        ("Shenghe Resources sold oxides to Xiamen Tungsten; Shenghe Resources also bought ore.", "600392.SH"),
        ("Baotou Steel Rare Earth and again Baotou Steel Rare Earth; Baotou Steel Union once.", "600111.SH"),
        ("Contract 16005499 was signed with a San Huanite works.", None),
        ("", None),
    ],
)
def test_a_text_is_held_against_the_company_that_it_names_most(text: str, ticker: str | None) -> None:
    """Whole names count, the longer before the shorter that stands in it; without a name there is no company."""
    found = named_company(parse(text), ROOT / "statements")
    assert (found.ticker if found else None) == ticker


def test_the_seeds_are_about_north_rare_earth_or_about_no_company() -> None:
    """The linked report, the one that names it by its former name, and three that name none of the companies."""
    found = [named_company(read(path), ROOT / "statements") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    assert [company.ticker if company else None for company in found] == ["600111.SH", None, None, "600111.SH", None]


YEARS = ("FY2023", "FY2022", "FY2021")
ROWS = (("Revenue", "revenue"), ("Net profit attributable to parent", "parent_net_profit"), ("Operating cash flow", "operating_cash_flow"))


def millions(company: Company, item: str, period: str) -> str:
    """A fact in millions, as tables print it."""
    fact = company.fact(item, Period.parse(period))
    assert fact is not None
    return f"{fact.value / 10**6:,.1f}"


def table(cells: list[list[str]], form: str) -> Document:
    """Cells under a heading of years, in millions of yuan: as Markdown or as HTML."""
    rows = [["Item", "2023", "2022", "2021"], *cells]
    if form == "markdown":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return parse("\n".join(["Unit: RMB million", "", lines[0], "|---|---|---|---|", *lines[1:]]))
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return from_bytes(f"<html><body><p>Unit: RMB million</p><table>{body}</table></body></html>".encode(), "table.html")


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_true_table_is_confirmed_and_a_wrong_cell_is_not(form: str) -> None:
    """Filed amounts in millions; one cell with two digits changed; one without its point."""
    company = load("600111.SH", ROOT / "statements")
    true = [[label, *(millions(company, item, year) for year in YEARS)] for label, item in ROWS]
    result = check(table(true, form), company)
    assert {one.verdict for one in result.values} == {Verdict.CONFIRMED}
    assert len(result.values) == 9
    assert not any(one.edits for one in result.values)

    for wrong in (true[0][2].replace("37,2", "38,3"), true[0][2].replace(".", "")):
        cells = [list(row) for row in true]
        cells[0][2] = wrong
        found = next(one for one in check(table(cells, form), company).values if one.surface == wrong)
        right = Decimal(true[0][2].replace(",", "")) * 10**6
        assert found.verdict == Verdict.CONTRADICTED or (found.verdict in {Verdict.REPAIRED, Verdict.INFERRED} and found.value == right)


def test_tables_are_no_sign_of_damage_and_no_cure() -> None:
    """A table of whole percentages does not make a text damaged; an intact table in a damaged text stays as it is."""
    rows = "\n".join(f"| Kiln {number} | {number}2{number} | 1{number}0 |" for number in range(1, 7))
    clean = check(parse(f"| Growth (%) | 2021 | 2020 |\n|---|---|---|\n{rows}"))
    assert clean.dialect.name == "clean"
    assert not any(one.edits for one in clean.figures)
    damaged = "In 2021, the widget rate was 078%, the pump rate 065%, the valve rate 0912%. Output was 12,34567 tons.\n\n"
    rows = "\n".join(f"| Kiln {number} | {number}2.{number} | {number}.0 |" for number in range(1, 7))
    both = check(parse(f"{damaged}| Output (tons) | 2021 | 2020 |\n|---|---|---|\n{rows}"))
    cells = [one for one in both.values if one.start > len(damaged)]
    assert both.dialect.name != "clean"
    assert len(cells) == 12
    assert not any(one.edits for one in cells)


def test_sections_are_headed_by_headings_not_by_rows() -> None:
    """A row of a table is no heading."""
    result = check(parse("Kilns\n\nItem\t2021\n**Revenue**\t7\nCost\t5\n\nTiles\n\nText."))
    assert [section.title for section in result.sections] == ["Kilns", "Tiles"]
