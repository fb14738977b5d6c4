"""What elements do to the text between them."""

from __future__ import annotations

import pytest

from finkit.text.hypertext import text_of_hypertext


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("12<b>.5</b> and <i>1</i>,<u>250</u>", "12.5 and 1,250"),
        ("12<wbr>.5 1,\u00ad250 3\u200b0", "12.5 1,250 30"),
        ("12<script>x</script>.5<!-- no -->0", "12.50"),
        ("12<img>13<button>x</button>14", "12 13 14"),
        ("12<br>13<hr>14", "12\n13\n14"),
        ("12<div>13</div>14<p>15", "12\n13\n14\n15"),
        ('<span style="display:block">12</span>13', "12\n13"),
        ("<pre>A  1\nB  2</pre>", "A  1\nB  2"),
        ("a \n\t b", "a b"),
    ],
)
def test_only_what_a_browser_shows_apart_is_apart(page: str, text: str) -> None:
    """Inline elements split no number; blocks, breaks and pictures keep two numbers apart."""
    assert text + "\n" == text_of_hypertext(page, "r")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("1,387.2<sup>1</sup> million", "1,387.2¹ million"),
        ("45.1%<sup>(2)</sup>", "45.1%(²)"),
        ('45<span style="vertical-align:super">3</span>', "45³"),
        ("30 km<sup>2</sup>, 10<sup>-3</sup>", "30 km², 10⁻³"),
        ("the 1<sup>st</sup> of 12<sup>.5</sup>", "the 1st of 12.5"),
        ("H<sub>2</sub>O 45<sub>2</sub>", "H2O 45₂"),
        ("<sup>Sales were 12 million.</sup>", "Sales were 12 million."),
    ],
)
def test_raised_digits_are_never_glued_to_a_number(page: str, text: str) -> None:
    """Footnote marks and exponents become ¹ ²; text that is merely set high stays as it is."""
    assert text + "\n" == text_of_hypertext(page, "r")


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ("<tr><td>12</td><td>13</td></tr><tr><td>14", "12\t13\n14"),
        ("<tr><td><p>Sales</p></td><td><div>12</div></td></tr>", "Sales\t12"),
        ("<tr><td>Sales<br>in 2021</td><td>12<br>13</td></tr>", "Sales in 2021\t12\n13"),
        ("<tr><td></td><td>2021</td><td>2020</td></tr>", "\t2021\t2020"),
        ("<tr><td>" + "Sales rose. " * 20 + "<p>Costs fell.</td></tr>", ("Sales rose. " * 20).strip() + "\nCosts fell."),
        ("<tr><td><h2>Sales</h2><p>They rose.<table><tr><td>12<td>13</table></td></tr>", "Sales\nThey rose.\n12\t13"),
    ],
    ids=["rows", "blocks in cells", "breaks in cells", "empty corner", "long cell", "page in a table"],
)
def test_tables_keep_cells_and_rows_apart(rows: str, text: str) -> None:
    """A line end inside a small cell is a space, unless digits would meet; a cell that holds a page has lines."""
    assert text + "\n" == text_of_hypertext(f"<table>{rows}</table>", "r")
