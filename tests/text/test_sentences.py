"""Paragraphs, headings and sentences as spans."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.text.sentences import is_heading, paragraphs, sentences


def said(text: str) -> list[str]:
    """The sentences of a text as strings."""
    return [text[one.start : one.end].strip() for one in sentences(text)]


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    """Half-open spans, whatever the line end; blank lines are none."""
    text = "One.\r\n\r\n   \nTwo.\rThree."
    assert [text[start:end] for start, end in paragraphs(text)] == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It sold pumps. It made valves!", ["It sold pumps.", "It made valves!"]),
        ("It sold 12.5 tons. 3 more followed.", ["It sold 12.5 tons.", "3 more followed."]),
        ("It grew 3.5%, up.then nothing", ["It grew 3.5%, up.then nothing"]),
        ("营收增长。利润下降！", ["营收增长。", "利润下降！"]),
        ("Sales rose; costs fell.", ["Sales rose;", "costs fell."]),
        ("He said “it rose.” Then it fell.", ["He said “it rose.", "” Then it fell."]),
        ("Ends without a stop", ["Ends without a stop"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_at_full_stops_and_semicolons(text: str, parts: list[str]) -> None:
    """A point inside a number or a word ends nothing."""
    assert parts == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Blue Pumps Co. Ltd. Sold 12 pumps.",
        "See No. 12 and Fig. 3 here.",
        "Mr. Brook and Dr. Hill left.",
        "About approx. 12 tons.",
        "The U.S. Market grew.",
        "Built by J. Brook in 2020.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    """Company forms, titles, `No.` and initials are written with a point."""
    assert [text] == said(text)


def test_what_follows_a_semicolon_carries_on() -> None:
    """Only the clause behind a semicolon goes on with what was spoken of."""
    assert [one.carries for one in sentences("Sales rose; costs fell. Profit rose；现金增加。")] == [False, True, False, True]


def test_sentences_know_their_paragraph() -> None:
    """Counted from 0 over the lines that hold something."""
    assert [one.paragraph for one in sentences("One. Two.\n\nThree.")] == [0, 0, 1]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Operating review", True),
        ("  3 Valves and seals  ", True),
        ("It sold pumps.", False),
        ("营业收入：", False),
        ("Sales rose,", False),
        ("", False),
        ("x" * 121, False),
    ],
)
def test_a_heading_is_short_and_has_no_stop(line: str, heading: bool) -> None:
    """A line of at most 120 characters without punctuation at its end."""
    assert heading is is_heading(line, (0, len(line)))


def test_a_long_text_has_as_many_sentences_as_were_put_in() -> None:
    """Twenty thousand sentences in one line and on as many lines: none is lost, none is doubled, and it ends soon."""
    one_line, lines = "It sold 12.5 tons. " * 20_000, "It sold 12.5 tons.\n" * 20_000
    assert [len(sentences(one_line)), len(sentences(lines))] == [20_000, 20_000]


@pytest.mark.parametrize("stuff", ["." * 50_000, "a. " * 30_000, '." ' * 30_000, " " * 100_000 + ".", ". " + " " * 60_000 + "x"])
def test_long_runs_of_marks_and_spaces_come_to_an_end(stuff: str) -> None:
    """Every character stands in at most one sentence, however odd the text is."""
    spans = [(one.start, one.end) for one in sentences(stuff)]
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.sampled_from('ab Z19.;!?。\n\r\t"”)（年'), max_size=60))
def test_sentences_cover_all_that_is_not_blank_in_order(text: str) -> None:
    """Spans are in order, do not overlap, stay inside their paragraph, and leave out nothing but white space."""
    spans = [(one.start, one.end) for one in sentences(text)]
    lines = paragraphs(text)
    assert all(lines[one.paragraph][0] <= one.start < one.end <= lines[one.paragraph][1] for one in sentences(text))
    assert spans == sorted(spans)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(text.split()) == "".join(covered.split())
