"""HTML: the main text of whole pages, and pages made to be trouble."""

from __future__ import annotations

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.errors import ExtraMissingError, FileUnreadableError
from finkit.text import hypertext
from finkit.text.hypertext import is_hypertext, text_of_hypertext

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Blue Kiln 2021 | Wire</title>
<script>var a = "9,999 million";</script><style>.x{width:77px}</style></head><body>
<header class="site"><nav><ul><li><a href="/">Home</a></li><li><a href="/m">Markets 3,101.25</a></li></ul></nav></header>
<div class="cookie-banner">We store 14 cookies.</div>
<div id="sidebar"><h3>Most read</h3><a href="#">Ten stocks for 2022</a></div>
<main><article><h1>Blue Kiln&nbsp;lifts sales 12<b>.5</b>%</h1><div class="share-buttons">Share 88</div>
<p>Revenue rose to <span>1</span>,<span>387</span>.<span>2</span> million yuan<sup>1</sup> in 2021,<br>up 9.2%
   from 1&#44;270.3 million.</p>
<table><caption>Key figures</caption><thead><tr><th>Item</th><th>2021</th><th>2020</th></tr></thead><tbody>
<tr><td>Revenue<br>(million yuan)</td><td>1,387.2</td><td>1,270.3</td></tr><tr><td>Other</td><td></td><td>(3.8)</td></tr></tbody></table>
<div class="ad">Buy 3 kilns!</div><div style="display: none">secret 55</div><p hidden>hidden 66</p>
<form><input value="7"><button>Subscribe 8</button> for 9 weeks</form>
<aside>Key ratio: 31.85%</aside><p>Zinc &lt;5% and &yen;30 &amp; &euro;12.</p>
</article></main><aside>Related: 88 stories</aside><footer>&copy; 2023 Wire 99</footer></body></html>"""
TEXT = """Blue Kiln\u00a0lifts sales 12.5%
Revenue rose to 1,387.2 million yuan¹ in 2021,
up 9.2% from 1,270.3 million.
Key figures
Item\t2021\t2020
Revenue (million yuan)\t1,387.2\t1,270.3
Other\t\t(3.8)
Key ratio: 31.85%
Zinc <5% and ¥30 & €12.
"""


def test_the_main_text_of_a_page() -> None:
    """Headings, paragraphs and rows on lines of their own, cells parted by tabs; nothing hidden or beside the point."""
    assert text_of_hypertext(PAGE, "r") == TEXT


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<table><tr><td>Sales<td>12<td>13<tr><td>Costs<td>7<td>8</table>", "Sales\t12\t13\nCosts\t7\t8\n"),
        (
            "<main><p>Menu of 3</p></main><p>" + "Sales were 12 million. " * 9,
            "Menu of 3\n" + ("Sales were 12 million. " * 9).strip() + "\n",
        ),
        (
            "<form action=x><p>" + "The page is a form of 12 parts. " * 3 + "</p></form>",
            ("The page is a form of 12 parts. " * 3).strip() + "\n",
        ),
        ("<body><a href=x>" + "Sales 12<p>Costs 13<p>Profit 14", "Sales 12\nCosts 13\nProfit 14\n"),
        ("<header><h1>Sales 12</h1>Wire</header><article>Sales were 12 million.</article>", "Sales 12\nSales were 12 million.\n"),
        ("just 12 < 13 words", "just 12 < 13 words\n"),
        ("", ""),
    ],
    ids=["bare table", "a small main", "all in a form", "an open link", "headline above", "no tags", "nothing"],
)
def test_no_text_of_the_article_is_lost(page: str, text: str) -> None:
    """Where what looks like the main part is clearly less than the page, the page is read."""
    assert text == text_of_hypertext(page, "r")


def test_lists_of_links_are_left_out() -> None:
    """Three lines of links in a row lead elsewhere; one may be a heading."""
    links = "".join(f"<li><a href=/{at}>Story {at}</a></li>" for at in range(3))
    body = "<p>Sales were 12 million yuan in the year 2021, and costs were 7.</p>"
    assert "Story" not in text_of_hypertext(f"{body}<ul>{links}</ul>", "r")
    assert "Story 0" in text_of_hypertext(f"{body}<h2><a href=/0>Story 0</a></h2>{body}", "r")


@pytest.mark.parametrize(
    ("raw", "name", "found"),
    [
        (b"<!DOCTYPE html><p>12", "report", True),
        (b"\xef\xbb\xbf \n<!-- saved --><HTML lang=en>", "stdin", True),
        ("<html>".encode("utf-16"), "stdin", True),
        (b"Sales 12", "report.HTM", True),
        (b"# Sales\n<html> is a tag", "report.md", False),
        (b"<sales> 12", "report.txt", False),
        (b"<" + b" " * 2000 + b"<html>", "report.txt", False),
    ],
)
def test_html_is_known_by_its_opening_or_its_name(raw: bytes, name: str, found: bool) -> None:
    """A text that only speaks of tags is none."""
    assert is_hypertext(raw, name) is found


def test_a_page_without_text_says_so() -> None:
    """A shell that a script would fill has nothing to read."""
    with pytest.raises(FileUnreadableError) as caught:
        text_of_hypertext("<html><body><div id=root></div><script>fill()</script>", "r.html")
    assert str(caught.value) == (
        "r.html: wanted a page with text, found HTML without any\n  save it from a browser once its scripts have run"
    )


def test_a_missing_lxml_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra by its name; also an ImportError."""
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(ExtraMissingError) as caught:
        text_of_hypertext("<p>12", "r.html")
    assert str(caught.value) == "r.html: HTML is read with lxml, which is not installed\n  pip install 'finkit[html]'"
    assert isinstance(caught.value, ImportError)


@pytest.mark.parametrize(
    "piece", ["<div>", "<", "<b><p>", "<table><tr><td>", "<a href=x>", "<!--", "</", '<a "', "&", "<td>1</td>", "<sup>1</sup>"]
)
def test_half_a_megabyte_of_anything_takes_seconds(piece: str) -> None:
    """Depth and size are no danger, and the number that stands before is found."""
    started = time.monotonic()
    try:
        text = text_of_hypertext(f"<p>12.5</p>{piece * (500_000 // len(piece))}", "r")
    except FileUnreadableError as refused:
        text = str(refused)
    assert "12.5" in text
    assert time.monotonic() - started < 20


def test_tags_that_would_take_minutes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An end tag that closes nothing makes the parser look through all that is open: 13,000 elements, 50,000 times."""
    monkeypatch.setattr(hypertext, "_MOST_STEPS", 10**8)
    with pytest.raises(FileUnreadableError) as caught:
        text_of_hypertext("<html><body>" + "<div>" * 13_000 + "</p>" * 50_000, "r")
    assert str(caught.value) == (
        "r: wanted a page that a browser can show, found elements 13,002 deep in one another\n  save its text from a browser"
    )


PAIRED = ("p", "td", "tr", "table", "sup", "nav", "main", "h1", "pre", "script", "a href=x", "div hidden")
TAGS = st.sampled_from(
    [*(f"<{one}>" for one in PAIRED), *(f"</{one.split()[0]}>" for one in PAIRED), "<br>", "<img>", "<!--", "-->", "<", "&#0;"]
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(TAGS | st.text(max_size=4), max_size=30))
def test_any_tags_give_lines_or_a_refusal(parts: list[str]) -> None:
    """Every line holds something and ends; nothing but the named exception comes out."""
    try:
        text = text_of_hypertext("".join(parts), "r")
    except FileUnreadableError:
        text = ""
    assert all(line.strip() for line in text.split("\n")[:-1])
    assert text == "" or text.endswith("\n")
