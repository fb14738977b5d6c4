"""Dialects: how a document was damaged, by its own signs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.candidates.damage import POINT_LOST, SCALE_TRANSLATED, TORN
from finkit.candidates.dialect import Dialect, dialects_apart, infer_dialect
from finkit.figures.extract import extract


def dialect(text: str) -> Dialect:
    """The dialect of a text."""
    said = extract(text)
    figures = [figure for one in said for figure in one.figures]
    return infer_dialect(figures, {figure.id: one.sentence.paragraph for one in said for figure in one.figures})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No number at all.",
        "Revenue was 12.5 billion yuan, up 3.4%; the margin was 21.07%.",
        "It grew 12%, has 300 pumps and sold 1,250 tons.",
        "It grew 250% from a low base.",
        "It sold 680,000 tons for 12/13.5/14 yuan.",
        "It grew 12% in 2020, 340% in 2021 and 5.5% in 2022, with margins of 20.1% and 21.3%.",
    ],
)
def test_a_document_without_signs_has_no_stages(text: str) -> None:
    """Points, whole percentages and one large growth are no damage."""
    found = dialect(text)
    assert (found.is_clean, found.name, found.stages, found.costs) == (True, "clean", (), {})


@pytest.mark.parametrize(
    "text",
    [
        "Revenue reached 41 in 20217.3 billion yuan, up 173%.",
        "The margin was 2107%, the ratio 078%, the share 045%.",
        "It sold 1,45678 tons, then 2,34567 tons.",
        "Output was 290/33.1/52.1 tons and sales 190/21.4/30.5 tons.",
        "The margins were 2107%, 1985%, 2230% and 1764%.",
    ],
    ids=["torn", "leading zeros", "broken commas", "bare list heads", "percentages above a hundred"],
)
def test_each_sign_of_lost_points_is_heard(text: str) -> None:
    """The three stages come together, and losing a point has a price."""
    found = dialect(text)
    assert (POINT_LOST.name, TORN.name, SCALE_TRANSLATED.name) == found.stages
    assert found.costs[POINT_LOST.name] > 0


def test_sections_speak_dialects_of_their_own() -> None:
    """An intact section of a damaged text is read as it stands; a section that says little goes with the document."""
    damaged = "Output was 290/33.1/52.1 tons, the share 078%, sales 1,45678 tons. Revenue reached 41 in 20217.3 billion yuan."
    intact = "The margin was 21.07%, the share 12.5%, the ratio 3.4%, the cost 7.8%."
    text = f"{damaged}\n\n{intact}\n\nIt grew 173%."
    said = extract(text)
    figures = [figure for one in said for figure in one.figures]
    paragraph = {figure.id: one.sentence.paragraph for one in said for figure in one.figures}
    main = infer_dialect(figures, paragraph)
    apart = dialects_apart(main, figures, paragraph, paragraph)
    assert main.loses_points
    assert {number: one.is_clean for number, one in apart.items()} == {1: True}


def test_survivors_speak_against_a_stray_sign() -> None:
    """One number that begins with a zero among many that kept their point is a slip of its own."""
    clean = "The margin was 21.07%, the share 12.5%, the ratio 3.4%, the rate 5.5%, the cost 7.8%."
    assert dialect(f"{clean} The code rate was 078%.").is_clean


def test_decimals_are_learned_from_the_document() -> None:
    """Torn percentages with one digit behind the point make one decimal likelier than two, and the reverse."""
    one = "It grew 17 year-on-year4%. It rose 21 year-on-year5%. It gained 33 year-on-year7%. It lost 12 year-on-year3%."
    two = one.replace("4%", "46%").replace("5%", "52%").replace("7%", "78%").replace("3%", "39%")
    assert dialect(one).share("%", 1) > dialect(one).share("%", 2)
    assert dialect(two).share("%", 2) > dialect(two).share("%", 1)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.sampled_from(["12.5%", "300 tons", "41 in 20217.3 billion yuan", "078%", "2107%", "1,45678 tons", "5.25 billion yuan"]),
        max_size=12,
    )
)
def test_shares_are_shares(numbers: list[str]) -> None:
    """Over the decimals of any kind of number they add up to one, and none is negative."""
    found = dialect("It was " + ", it was ".join(numbers) + ".")
    for shares in (found.decimals, *found.local.values()):
        for kind in shares.values():
            assert abs(sum(kind) - 1) < 1e-9
            assert min(kind) >= 0
