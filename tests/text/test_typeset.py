"""Characters at their places, as lines."""

from __future__ import annotations

from finkit.text.typeset import Glyph, lines_of

WIDTH, HEIGHT = 5.0, 12.0


def glyphs(text: str, left: float = 0.0, bottom: float = 0.0, size: float = 1.0) -> list[Glyph]:
    """A text set at a fixed pitch: 5 points a character, 12 points high."""
    step = WIDTH * size
    return [Glyph(one, left + at * step, left + (at + 1) * step, bottom, bottom + HEIGHT * size) for at, one in enumerate(text)]


def texts(*runs: list[Glyph]) -> list[str]:
    """The lines of runs one after another."""
    return [line.text for line in lines_of(glyph for run in runs for glyph in run)]


def test_a_wide_gap_is_a_tab() -> None:
    """Between two numbers a smaller one is enough; a space's width is no gap at all."""
    assert texts(glyphs("Sales"), glyphs("12", left=45)) == ["Sales\t12"]
    assert texts(glyphs("12 "), glyphs("13", left=20)) == ["12\t13"]
    assert texts(glyphs("Sales "), glyphs("12", left=35)) == ["Sales 12"]
    assert texts(glyphs("12"), glyphs(".5", left=11)) == ["12.5"]


def test_a_line_end_is_one_where_the_place_says_so() -> None:
    """A line end that was only put behind a raised digit is none."""
    raised = glyphs("1", left=15, bottom=5, size=0.6)
    assert texts(glyphs("45."), raised, glyphs("\r\n", left=18), glyphs(" million", left=18)) == ["45.¹ million"]
    assert texts(glyphs("12\r\n"), glyphs("13", bottom=-14)) == ["12", "13"]


def test_a_raised_digit_is_no_digit_of_the_number() -> None:
    """Exponents and footnote marks are ¹ ²; a smaller digit on the line is not raised."""
    assert texts(glyphs("10"), glyphs("4", left=10, bottom=5, size=0.6)) == ["10⁴"]
    assert texts(glyphs("10"), glyphs("4", left=10, size=0.6)) == ["104"]


def test_text_that_runs_upwards_keeps_its_digits() -> None:
    """Nothing is raised where characters stand above each other."""
    assert texts([Glyph(one, 540, 552, 100 + 6 * at, 106 + 6 * at) for at, one in enumerate("In 2024")]) == ["In 2024"]


def test_characters_for_compatibility_are_the_usual_ones() -> None:
    """Ligatures, radicals that fonts give for hanzi, halves of one character, hyphens by another name."""
    assert texts(glyphs("pro\ufb01t ⽉ \ud842\udfb7 a\x02")) == ["profit 月 𠮷 a-"]
