"""Tokens: numbers, words, Chinese runs and marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.figures.tokens import HAN, MARK, NUMBER, WORD, tokens


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("sold 1,250.5 tons.", [(WORD, "sold"), (NUMBER, "1,250.5"), (WORD, "tons"), (MARK, ".")]),
        ("year-on-year R&D", [(WORD, "year-on-year"), (WORD, "R&D")]),
        ("quarters4.1", [(WORD, "quarters"), (NUMBER, "4.1")]),
        ("2021年营收12亿元", [(NUMBER, "2021"), (HAN, "年营收"), (NUMBER, "12"), (HAN, "亿元")]),
        ("-3.5%/4", [(MARK, "-"), (NUMBER, "3.5"), (MARK, "%"), (MARK, "/"), (NUMBER, "4")]),
        ("12., 3", [(NUMBER, "12"), (MARK, "."), (MARK, ","), (NUMBER, "3")]),
        ("", []),
    ],
)
def test_a_text_falls_into_its_pieces(text: str, pieces: list[tuple[str, str]]) -> None:
    """A number keeps its points and commas, a word its hyphens; a mark stands alone."""
    assert pieces == [(token.kind, token.text) for token in tokens(text)]


def test_a_stretch_has_the_spans_of_the_whole_text() -> None:
    """Indices are those of the document, not of the stretch."""
    text = "one 2 three 4"
    assert [(token.text, token.start, token.end) for token in tokens(text, 4, 11)] == [("2", 4, 5), ("three", 6, 11)]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_tokens_are_slices_in_order_and_leave_out_only_space(text: str) -> None:
    """`text == document[start:end]`; nothing printed is lost."""
    found = tokens(text)
    assert all(token.text == text[token.start : token.end] for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)
    assert "".join(text.split()) == "".join("".join(token.text.split()) for token in found)
