"""Which parts of a page are its main text."""

from __future__ import annotations

from finkit.text.regions import Part, Regions


def chosen(*parts: tuple[Part, int, int]) -> list[bool]:
    """The choice for parts given as kind, parent and size; the page itself holds nothing."""
    regions = Regions()
    for kind, parent, size in parts:
        regions.grow(regions.open(kind, parent), size)
    return regions.main()


def test_main_is_chosen_where_it_holds_half_of_the_text() -> None:
    """Else all that is no aside."""
    assert chosen((Part.MAIN, 0, 60), (Part.ARTICLE, 0, 40)) == [False, True, False]
    assert chosen((Part.MAIN, 0, 10), (Part.PAGE, 0, 40)) == [True, True, True]


def test_articles_are_chosen_together() -> None:
    """A page may hold several; without them the page is read."""
    assert chosen((Part.ARTICLE, 0, 30), (Part.ARTICLE, 0, 30), (Part.FRAME, 0, 9)) == [False, True, True, False]


def test_a_headline_stays_where_it_stands() -> None:
    """Even in an aside, even outside of main."""
    assert chosen((Part.FRAME, 0, 3), (Part.HEADLINE, 1, 5), (Part.MAIN, 0, 60)) == [False, False, True, True]


def test_an_aside_that_holds_most_of_the_text_is_none() -> None:
    """A form that wraps the page; an aside inside it is still one."""
    assert chosen((Part.ASIDE, 0, 60), (Part.ASIDE, 1, 9)) == [True, True, False]


def test_frames_belong_to_their_article() -> None:
    """The header, footer and asides of an article are parts of it, those of the page are not."""
    assert chosen((Part.ARTICLE, 0, 30), (Part.FRAME, 1, 9), (Part.FRAME, 0, 9)) == [False, True, True, False]
    assert chosen((Part.MAIN, 0, 30), (Part.FRAME, 1, 9)) == [False, True, True]
