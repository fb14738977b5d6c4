"""Words that say what a percentage is."""

from __future__ import annotations

import pytest

from finkit.figures.cues import CAGR, GROWTH, SHARE, cue_behind, direction_of, find_cues
from finkit.figures.tokens import tokens


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("up 12%", [GROWTH]),
        ("fell by 12%", [GROWTH]),
        ("an increase of 12%", [GROWTH]),
        ("up by more than 12%", [GROWTH]),
        ("12% year-on-year", [GROWTH]),
        ("accounting for 12%", [SHARE]),
        ("a proportion of 12%", [SHARE]),
        ("a CAGR of 12%", [CAGR]),
        ("同比增长12%", [GROWTH, GROWTH]),
        ("占比12%", [SHARE, SHARE]),
        ("rose to 12%", []),
        ("up from 12%", []),
        ("growth prospects in 12 towns", []),
        ("a market share of 12%", []),
        ("0.5 yuan per share", []),
    ],
)
def test_cues(text: str, kinds: list[str]) -> None:
    """A word of rise announces a change, unless a level follows it; a market share is no share of an item."""
    assert kinds == [cue.kind for cue in find_cues(tokens(text))]


@pytest.mark.parametrize(
    ("lead", "direction"),
    [
        ("revenue fell by", "down"),
        ("revenue rose by", "up"),
        ("costs fell, profit rose by", "up"),
        ("costs fell, by", None),
        ("同比下降", "down"),
        ("", None),
    ],
)
def test_the_last_word_of_its_own_clause_gives_the_direction(lead: str, direction: str | None) -> None:
    """A comma ends the clause."""
    assert direction == direction_of(tokens(lead), None)


def test_a_cue_of_rise_or_fall_decides_before_any_other_word() -> None:
    """What announces the number says which way it went."""
    line = tokens("profit rose although it was down 12%")
    assert direction_of(line, find_cues(line)[-1]) == "down"


@pytest.mark.parametrize(
    ("behind", "falls"),
    [
        ("lower in 2021", True),
        ("below 2021", True),
        ("below the prior year", True),
        ("less than in 2021", True),
        ("drop in sales", True),
        ("year-on-year decline", True),
        ("higher", False),
        ("increase", False),
        ("more than a year earlier", False),
        ("growth rate", None),
        ("below the average", None),
        ("more customers", None),
        (", lower than", None),
        ("", None),
    ],
)
def test_words_behind_a_percentage_make_it_a_change(behind: str, falls: bool | None) -> None:
    """A noun, a comparative, or a comparison with another year."""
    cue = cue_behind(tokens(behind))
    assert (cue.falls if cue else None) is falls
