"""Lines of pages, as paragraphs."""

from __future__ import annotations

import pytest

from finkit.text.paragraphs import text_of
from finkit.text.typeset import Line

HEIGHT = 12.0


ROW = "Item\t2021"


def page(*texts: str, left: float = 60.0, right: float = 400.0, top: float = 700.0) -> list[Line]:
    """A row and lines, 14 points apart, as wide as the column but for the last and those that end with `|`."""
    lines = []
    for at, text in enumerate((ROW, *texts)):
        short = text.endswith("|") or at == len(texts)
        line = Line(left, left + 130 if short else right, top - 14 * at, top - 14 * at + HEIGHT, list(text.rstrip("|")))
        line.first_word = left + 5 * len(text.split()[0])
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("• Sales rose to 12.5", "million yuan."), "• Sales rose to 12.5 million yuan.\n"),
        (("Sales rose to 12.5", "million yuan."), "Sales rose to 12.5 million yuan.\n"),
        (("公司营业收入12.5", "亿元。"), "公司营业收入12.5亿元。\n"),
        (("营业收入同比增", "长12.5%。"), "营业收入同比增长12.5%。\n"),
        (("Sales rose by 12.", "5 in 2021."), "Sales rose by 12. 5 in 2021.\n"),
        (("In the year 2021", "2,500 tons"), "In the year 2021 2,500 tons\n"),
        (("Sales over 2017–", "2021 rose."), "Sales over 2017–2021 rose.\n"),
        (("Sales fell by -", "5 tons"), "Sales fell by - 5 tons\n"),
        (("Sales of tiles|", "rose."), "Sales of tiles\nrose.\n"),
        (("Item\t2020\t2021", "Sales\t12\t13", "Costs\t7\t8"), "Item\t2020\t2021\nSales\t12\t13\nCosts\t7\t8\n"),
        (("It sold these:", "• tiles", "• vases"), "It sold these:\n• tiles\n• vases\n"),
    ],
)
def test_a_line_goes_on_where_the_next_word_had_no_room(lines: tuple[str, ...], text: str) -> None:
    """A short line, a row and an item of a list end; digits of two lines are never put together."""
    assert f"{ROW}\n{text}" == text_of([page(*lines)])


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        (("The modernis-", "ation of modernisation"), "modernisation of"),
        (("The modernis-", "ation went on"), "modernis-ation"),
        (("Sales year-", "on-year, onwards"), "year-on-year"),
    ],
)
def test_a_broken_word_is_mended_only_where_the_document_has_it_whole(lines: tuple[str, ...], word: str) -> None:
    """Else it keeps its hyphen."""
    assert word in text_of([page(*lines)])


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("Sales rose to 12.5", "million yuan.", "Sales rose to 12.5 million yuan."),
        ("Sales rose to 12.5.", "in all the kilns", "Sales rose to 12.5.\nin all the kilns"),
        ("Sales rose to 12.5", "Costs fell", "Sales rose to 12.5\nCosts fell"),
    ],
)
def test_a_sentence_goes_on_in_the_next_column_and_page(before: str, after: str, text: str) -> None:
    """Where it has not ended, and what follows begins none."""
    first, second = page(before, "x")[:2], page(after)[1:]
    assert f"{ROW}\n{text}\n" == text_of([first, second])
    column = page(after, left=300.0, right=540.0)[1:]
    assert f"{ROW}\n{text}\n" == text_of([[*first, *column]])


def test_a_new_paragraph_is_indented_or_set_off() -> None:
    """Though the line before it is full."""
    full = "Sales rose to 12.5 million in the year"
    indented, apart = page(full, "costs fell"), page(full, "costs fell")
    indented[2].left += 24
    apart[2].bottom -= 8
    apart[2].top -= 8
    wide = page("and so", "it", "went on", top=500)[1:]
    assert f"{full}\ncosts fell\n" in text_of([indented])
    assert f"{full}\ncosts fell\n" in text_of([[*apart, *wide]])


def test_running_titles_and_page_numbers_come_once() -> None:
    """Lines at the same place of two pages, the same but for the number of the page; what was counted stays."""

    def made(number: int) -> list[Line]:
        body = page(f"Sales were {number}2.5 million|", f"Costs were {number}0 million|", f"Staff were {number * 90}|")
        return [*page("Blue Kiln 2021|", top=780)[1:], *body[1:], *page(f"Page {number} of 2|", top=60)[1:]]

    assert text_of([made(1), made(2)]) == (
        "Blue Kiln 2021\nPage 1 of 2\nSales were 12.5 million\nCosts were 10 million\nStaff were 90\n"
        "Sales were 22.5 million\nCosts were 20 million\nStaff were 180\n"
    )
