"""Hostile documents: nothing in them steers a screen, runs, stops a check or makes it slow; each case broke something once."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import finkit
from finkit import pipeline
from finkit.errors import FileMissingError, FinkitError, NumbersTooManyError
from finkit.figures.extract import extract
from finkit.relations.index import Quantity
from finkit.reports.forms import quantity
from finkit.reports.layouts.tidy import CHECK_COLUMNS, check_rows
from finkit.reports.lines import csv_text
from finkit.testing import generate
from finkit.testing.mutator import NASTY_NUMBERS, NASTY_WORDS
from finkit.verdicts.cliques import Table, plan

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from fuzz_promises import examine, numbers_hold, plain_json_holds, spans_hold  # noqa: E402  (it stands among the benchmarks)
from shapes import SHAPES  # noqa: E402

sys.path.remove(str(BENCHMARKS))

SENTENCE = "In 2021 revenue was 30.4 billion yuan, up 12.5%."
# Characters as they come in files, the rare ones often.
CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("0123456789.,%/-–亿万元吨 \t\n|()$¥"),
    st.sampled_from("\x00\x1b\x7f\x85\u200b\u202e\u2066\ufeff\ud800\u0301"),
)
PIECES = st.one_of(
    st.text(CHARACTERS, max_size=40), st.sampled_from(NASTY_NUMBERS), st.sampled_from(NASTY_WORDS), st.just(SENTENCE), st.just("\n")
).map(lambda piece: piece[:3000])


@pytest.mark.parametrize("mark", ["\x1b[2J", "\u202e", "\n", "\x9b", "\ud800", "\0", "\u2028"])
def test_the_sentence_of_an_error_shows_strange_characters_by_their_codes(mark: str) -> None:
    """A file's name may hold anything; the message goes to a terminal. The facts keep the name as it is."""
    with pytest.raises(FileMissingError) as caught:
        finkit.read(f"absent{mark}.txt")
    assert mark not in str(caught.value).split("\n  ")[0]
    assert f"absent{mark.encode('unicode_escape').decode()}.txt: no such report\n  " in str(caught.value)
    assert caught.value.path == f"absent{mark}.txt"


def test_half_of_a_surrogate_pair_is_written_as_its_escape() -> None:
    """The check document is UTF-8, and reads back as the same text."""
    found = finkit.check(finkit.parse(f"\ud800 {SENTENCE}", "a\udc80"))
    told = json.loads(found.to_json().encode("utf-8"))
    assert told["document"] == "a\udc80"
    assert len(told["figures"]) == len(found.figures) == 3


def test_line_ends_of_unicode_are_no_lines_of_csv() -> None:
    """A terminal that shows the lines is not led to the next by what stands in a cell."""
    found = finkit.check("Sales were 5 million yuan in the first nine months\u2028of 2023.")
    text = csv_text(CHECK_COLUMNS, check_rows(found))
    assert "\u2028" not in text
    assert len(list(csv.reader(io.StringIO(text)))) == 1 + len(found.figures)


def test_the_surface_of_an_identifier_is_what_is_printed() -> None:
    """Also where a digit was respelled in it."""
    found = finkit.check("65438+1E+400")
    assert [one.surface for one in found.figures] == [found.text[one.start : one.end] for one in found.figures]


@pytest.mark.parametrize(
    ("value", "quantum", "shown"),
    [
        ("1234567890123456789012345678", "10000", "1,234,567,890,123,456,789,012.35 CNY m"),
        ("1E+50", None, f"100{',000' * 14} CNY m"),
        ("-1E-50", None, f"(0.{'0' * 49}1) CNY"),
        ("1E+999999", "1", "1.000E+999993 CNY m"),
        ("1E-999999", None, "1.000E-999999 CNY"),
    ],
)
def test_numbers_too_long_for_decimals_or_a_screen_are_shown_all_the_same(value: str, quantum: str | None, shown: str) -> None:
    """Every digit up to sixty; beyond, the power of ten."""
    assert quantity(Decimal(value), "CNY", Decimal(quantum) if quantum else None) == shown


@pytest.mark.parametrize(
    "number", ["9" * 1_000_000, "0." + "0" * 1_000_000 + "1", "1" + ",000" * 250_000, "1e999999999", "10^999999", "NaN", "inf"]
)
def test_a_number_too_long_to_be_one_is_no_value(number: str) -> None:
    """It is read in no time, and never as a quantity with a value of its size."""
    began = time.process_time()
    found = finkit.check(f"Revenue was {number} yuan in 2021.")
    assert time.process_time() - began < 20
    numbers_hold(found)
    assert all(one.value is None or abs(one.value) < Decimal("1e13") for one in found.values)


@pytest.mark.parametrize(
    "date",
    [
        "March ², 2021",
        f"March {'1' * 5000}",
        f"2021-{'0' * 5000}1-2",
        "2021-011111-3",
        "2021-3-²",
        "2021年3月²",
        "2021-²-1",
        "2021-11-0199",
    ],
)
def test_days_and_months_are_a_few_digits(date: str) -> None:
    """A raised digit is none that can be counted with, nor is a number of thousands of digits."""
    found = finkit.check(f"Revenue was 5 million yuan in {date}.")
    spans_hold(found)
    assert found.values[0].surface == "5 million yuan"


def test_groups_cut_out_of_two_numbers_are_none() -> None:
    """Cells of a table whose ends look like thousands."""
    found = finkit.check("5  -\n7  5856 514,8")
    spans_hold(found)
    assert "514,8" in {one.surface for one in found.figures}


def test_a_torn_number_whose_head_cannot_be_read_has_no_reading() -> None:
    """Its tail alone is no number: nothing was found that it could be, and the cheapest of that was asked for."""
    torn = f"The plan was raised by {'9' * 300}The 80.000-ton increment."
    found = finkit.check(f"{generate(5, 'points').text}\n\n{torn}")
    figure = next(one for one in found.figures if one.surface.startswith("9999"))
    assert len(figure.parts) == 2
    assert found.dialect.stages
    assert (figure.printed, figure.value, figure.verdict.value) == (None, None, "ambiguous")


def _line(number: int) -> str:
    """The name of a line of business."""
    return f"x{'abcdefghij'[number // 10]}{'klmnopqrst'[number % 10]}"


def test_shares_of_very_many_lines_are_read() -> None:
    """Their sum was a formula too deep, and the document was refused."""
    told = (f"Revenue of the {_line(number)} business accounted for 1.{number}% of revenue in 2022." for number in range(100))
    assert len(finkit.check(" ".join(told)).values) == 100


def test_parts_of_one_total_are_compared_with_their_neighbours() -> None:
    """A hundred lines of business took sixteen seconds, each compared with each."""
    said = "In 2022 revenue of the {} business was {}.0 million yuan, accounting for {}.00% of revenue."
    found = finkit.check(" ".join(said.format(_line(number), 50 * (number % 3 + 1), number % 3 + 1) for number in range(50)))
    assert [one.verdict.value for one in found.values].count("confirmed") >= 50
    assert len(found.relations) <= 8 * 50


def test_too_many_numbers_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory has a limit: the message names the document and says what to do."""
    monkeypatch.setattr(pipeline, "MOST_NUMBERS", 10)
    finkit.check("1 2 3 4 5 6 7 8 9 10")
    with pytest.raises(NumbersTooManyError, match=r"^note: wanted at most 10 numbers .*\n  check it in parts$"):
        finkit.check(finkit.parse("1 2 3 4 5 6 7 8 9 10 11", "note"))


@pytest.mark.parametrize("shape", ["1亿", "digits with combining marks", "one row of pipes", "equal figures", "compound rates"])
def test_many_figures_cost_as_much_each_as_few(shape: str) -> None:
    """Four times the text takes no more than six times the time, apart from what a check takes at all."""
    times = []
    for size in (2_000, 8_000):
        text = SHAPES[shape](size)
        began = time.process_time()
        finkit.check(text)
        times.append(time.process_time() - began)
    assert times[1] < 6 * times[0] + 0.5


def test_quantities_of_a_sentence_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence of six hundred numbers is no reason for hundreds of thousands of comparisons."""
    compared: list[int] = []
    monkeypatch.setattr(Quantity, "__eq__", lambda one, other: bool(compared.append(1)) or one is other)
    found = finkit.check("(1 " * 600)
    assert len(compared) <= len(found.figures) == 600


def test_what_is_said_twenty_thousand_times_is_planned_at_once() -> None:
    """One figure that all others repeat is a hub of the network: no step looks at all that is left of it."""
    names = ["hub", *(f"leaf{number}" for number in range(20_000))]
    unary = {name: np.zeros(2, dtype=np.int64) for name in names}
    tables = [Table(("hub", name), np.zeros((2, 2), dtype=np.int64)) for name in names[1:]]
    began = time.process_time()
    cliques = plan(unary, tables)
    assert time.process_time() - began < 10
    assert cliques is not None
    assert len(cliques) == 20_000


def test_marks_alone_are_no_sentences() -> None:
    """A megabyte of semicolons costs what its characters cost."""
    assert extract(";" * 1000 + "Revenue was 5 yuan;" + "。" * 1000)[0].figures[0].surface == "5 yuan"
    assert extract("; ! ? 。\n" * 1000) == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_text_keeps_the_promises(text: str) -> None:
    """Spans, numbers and the check document, whatever stands in the text."""
    found = finkit.check(text)
    spans_hold(found)
    numbers_hold(found)
    plain_json_holds(found)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(PIECES, max_size=8).map("".join), st.integers(0, 1000))
def test_any_text_is_shown_quietly(tmp_path_factory: pytest.TempPathFactory, text: str, seed: int) -> None:
    """On a terminal, in lines, on the page and with decisions taken."""
    examine(finkit.parse(text), tmp_path_factory.mktemp("any"), Random(seed))  # noqa: S311  (what is looked at, no secrets)


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=400), st.sampled_from(["txt", "html", "pdf", "md", ""]))
def test_any_bytes_are_a_document_or_are_refused(tmp_path_factory: pytest.TempPathFactory, raw: bytes, ending: str) -> None:
    """Refused with the place and a remedy."""
    place = tmp_path_factory.mktemp("any") / f"report.{ending}"
    place.write_bytes(raw)
    try:
        spans_hold(finkit.check(finkit.read(place)))
    except FinkitError as error:
        assert str(error).startswith(f"{place}: ")  # noqa: PT017  (either outcome is right)
        assert "\n  " in str(error)  # noqa: PT017


def test_a_check_needs_no_network(tmp_path: Path) -> None:
    """Neither an import nor a check nor what is written of it opens a socket."""
    program = f"""
import sys

def heard(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        raise SystemExit(f"forbidden: {{event}} {{arguments}}")

sys.addaudithook(heard)
import finkit

company = finkit.load("600111.SH")
check = finkit.check({SENTENCE!r} + ' <img src="http://example.invalid/a.png">', company)
finkit.write_page({str(tmp_path / "page.html")!r}, check, company)
finkit.write_workbook({str(tmp_path / "book.xlsx")!r}, company, check)
print(len(check.values))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("2", "")
