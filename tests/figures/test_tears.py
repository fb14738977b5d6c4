"""Figures torn apart at the point, and sentences that hold none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.figures.tears import mend
from finkit.figures.tokens import tokens


def torn(text: str) -> list[tuple[str, str]]:
    """(head, tail) of every tear of a sentence."""
    line = mend(tokens(text))
    return [(line.tokens[tear.head].text, line.tokens[tear.tail].text) for tear in line.tears]


@pytest.mark.parametrize(
    ("text", "head", "tail"),
    [
        ("Revenue reached 41 in the first three quarters7.3 billion yuan", "41", "7.3"),
        ("Revenue reached 41 in 20217.3 billion yuan", "41", "7.3"),
        ("Revenue reached 41 in the first three quarters of 20217 billion yuan", "41", "7"),
        ("It grew by 17 year-on-year4%", "17", "4"),
        ("with the line of 8The 60,000-ton plant", "8", "60,000"),
        ("Margins of 21 in 2019, 2020 and 20214/22.5/23.8%", "21", "4"),
        ("Sales of 12 from 2019-20217/13.1/14.2 billion yuan", "12", "7"),
        ("Output was 41 respectively7/42.1/43 tons", "41", "7"),
        ("The share was 17% in 20214%", "17", "4"),
        ("The share was 17 million in 20214%", "17", "4"),
        ("It fell by 12. in 20214%", "12", "4"),
        ("Revenue was 31$7 billion yuan", "31", "7"),
        ("Revenue was 31 in 2021$7 billion yuan", "31", "7"),
    ],
    ids=[
        "glued to a word", "glued to a year", "glued to a long phrase", "glued to year-on-year", "head glued to a capital",
        "list over years", "list over a window", "list whose head fits its siblings", "percent put behind the head",
        "scale put behind the head", "point left behind the head", "dollar between the halves", "dollar behind the year",
    ],
)  # fmt: skip
def test_each_kind_of_tear_is_found(text: str, head: str, tail: str) -> None:
    """The mark of a tear is glue, a unit behind the tail and a bare head before it."""
    assert [(head, tail)] == torn(text)


def test_two_tears_of_a_sentence_keep_apart() -> None:
    """Each tail takes the head nearest before it, and no number stands in two tears."""
    text = "Sales grew from 12 in 20194 billion to 15 in 20212 billion yuan"
    assert torn(text) == [("12", "4"), ("15", "2")]


def test_a_year_is_parted_from_the_tail_glued_to_it() -> None:
    """The tokens of the line hold the year and the tail; their spans still cut the document."""
    text = "Revenue reached 41 in 20217.3 billion yuan"
    line = mend(tokens(text))
    assert [token.text for token in line.tokens] == ["Revenue", "reached", "41", "in", "2021", "7.3", "billion", "yuan"]
    assert all(text[token.start : token.end] == token.text for token in line.tokens)
    assert {line.tokens[index].text for index in line.glued_years} == {"2021"}


def test_a_year_without_a_head_before_it_is_glued_back() -> None:
    """Five digits that are no torn figure stay five digits."""
    line = mend(tokens("In 20214 billion yuan were spent"))
    assert [token.text for token in line.tokens] == ["In", "20214", "billion", "yuan", "were", "spent"]
    assert (line.tears, line.glued_years) == ((), frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "It sold 300 units in 2021 and 450 in 2022.",
        "Revenue was 12 billion yuan in 2021, up 4%.",
        "It bought 12 pumps for 30 million yuan in 2021.",
        "In 2021 it had 12 plants and 4 billion yuan.",
        "It built 3 pumps in 2021, 4 tons each.",
        "Output was 41 in 2021 and 7 billion yuan were paid.",
        "Between 2019 and 2021 it sold 5 tons.",
        "With 7 people in Q3 2021, 5 tons.",
        "The 12 engines of the A300 weigh 5 tons.",
        "It sold 12 of grade N52 and 5 tons of grade N48.",
        "The iPhone12 sold 30 million units.",
        "Of 12 lines Phase2 has 4 billion yuan.",
        "He has 3 sons, total5 tons.",
        "The type12 pumps weigh 3 to 4 tons.",
        "It paid $5 million in 2021 and $7 million in 2022.",
        "It grew 12%, 14% and 16% in 2019, 2020 and 2021.",
        "公司2021年营业收入12.4亿元，同比增长7%。",
        "Margins were 21.4/22.5/23.8% in 2019/2020/2021.",
        "The 8 The Avenue project has 60 rooms.",
        "From 12 tons in 2020 to 15 tons in 2021",
        "R134a and CO2 cost 5 yuan/kg.",
    ],
)
def test_clean_sentences_hold_no_tear(text: str) -> None:
    """Product codes, glued words, plain years and ordinary lists tear nothing."""
    assert torn(text) == []


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["41 ", "in ", "2021", "7", "4%", "$", "billion ", "/", ", ", "quarters", "8", "The ", " ", "tons ", "."]),
        max_size=30,
    )
)
def test_tears_keep_apart_and_spans_cut_the_text(pieces: list[str]) -> None:
    """Whatever stands there: a head before its tail, no number in two tears, every token a slice of the text."""
    text = "".join(pieces)
    line = mend(tokens(text))
    used = [index for tear in line.tears for index in (tear.head, tear.tail)]
    assert len(set(used)) == len(used)
    assert all(tear.head < tear.tail for tear in line.tears)
    assert all(text[token.start : token.end] == token.text for token in line.tokens)
