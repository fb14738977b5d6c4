"""Pieces and gaps as lines."""

from __future__ import annotations

import pytest

from finkit.text.layout import CELL, JOINT, LINE, SPACE, laid_out


def lines(*pieces: str) -> str:
    """The pieces laid out, all wanted, none a link."""
    return laid_out([(piece, 0, False) for piece in pieces], [True])


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("a", SPACE, SPACE, "b"), "a b\n"),
        (("a ", " b"), "a b\n"),
        (("12", ".5"), "12.5\n"),
        ((LINE, "a", LINE, LINE, CELL, LINE, "b"), "a\nb\n"),
        (("a", CELL, CELL, "b", CELL), "a\t\tb\n"),
        (("a", JOINT, CELL, JOINT, "b"), "a\tb\n"),
        (("a", JOINT, "b"), "a b\n"),
        (("12", JOINT, "13"), "12\n13\n"),
        (("a", "\u00a0", "b"), "a b\n"),
        ((SPACE, CELL), ""),
    ],
)
def test_gaps_between_pieces(pieces: tuple[str, ...], text: str) -> None:
    """Blanks are one, tabs count, gaps at an end are none, and digits never meet over a line's end."""
    assert text == lines(*pieces)


def test_a_part_that_is_not_wanted_leaves_its_line_ends() -> None:
    """What stood on both sides of it stays apart."""
    assert laid_out([("12", 0, False), (LINE, 1, False), ("x", 1, False), (LINE, 1, False), ("13", 0, False)], [True, False]) == "12\n13\n"
