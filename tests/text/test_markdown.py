"""Markdown without its marks: what is left, where it stood, and what must stay as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.text.markdown import plain


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Output rose **7.5**% to ***2,048.5*** million yuan.", "Output rose 7.5% to 2,048.5 million yuan."),
        ("_7.5_ % and __8__ %", "7.5 % and 8 %"),
        (r"7\.5% of 4\_000, 6\%", "7.5% of 4000, 6%"),
        ("the [kiln report](https://kiln.example/2020/07/31.html) says", "the [kiln report] says"),
        ("see `v7.5` and ![kiln 3](kiln/3.png) here", "see   and   here"),
        ("https://kiln.example/2020/7 was read", "  was read"),
        ("7.5&nbsp;million and 8&thinsp;million", "7.5 million and 8 million"),
        ("## 2 Bricks and tiles", "Bricks and tiles"),
        ("3.1 Bricks\nText.", "Bricks\nText."),
        ("sold 2,048.5¹ million, 7.5[1] million, 7.5[^] t, 8.25 (1) and", "sold 2,048.5 million, 7.5 million, 7.5[^] t, 8.25 (1) and"),
        ("It was 8.25 (1)", "It was 8.25"),
        ("It was 8.25 (1) million yuan.", "It was 8.25 million yuan."),
        ("Costs of 7.5† % and 8.5* million", "Costs of 7.5 % and 8.5 million"),
    ],
)
def test_marks_are_left_out(text: str, wanted: str) -> None:
    """Numbers keep the scale and unit that a mark parted from them; addresses and numbers of headings are gone."""
    assert wanted == plain(text).text


@pytest.mark.parametrize(
    "text",
    [
        "5*3*2 tiles and 4 * 2",
        "snake_case_words 7_5",
        "3.1 Million tons were fired.",
        "It sold 12 (5) tons, before 8.5 (7.5) tons.",
        "10² bricks",
        "3.1 It was so in May.",
        "*ST Kiln fell.",
        "prices** rose",
        "#7 of the kilns",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    """Products, names, amounts at the start of a sentence, numbers in brackets."""
    assert text == plain(text).text


@given(st.text(alphabet="*_`\\[](){}|#&; 17.%¹a\n", max_size=60))
def test_every_character_left_knows_its_place(text: str) -> None:
    """Spans map back to what was printed, in order, and blanks alone are put in."""
    bare = plain(text)
    at = 0
    for index, char in enumerate(bare.text):
        start, end = bare.span(index, index + 1)
        assert at <= start < end <= len(text)
        assert char in {text[start], " "}
        at = start
