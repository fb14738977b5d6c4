"""The page of a report: what it says, that text stays text, and that nothing of it comes from elsewhere."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import finkit
from finkit.pipeline import check
from finkit.reports.layouts.charts import charts
from finkit.reports.layouts.marked import MEANINGS, marked_report
from finkit.reports.page import drawn
from finkit.reports.page.markup import text as escaped
from finkit.reports.publish import write_page
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check

GOLDEN = Path(__file__).with_name("test_page.html")
KILN_REPORT = (
    "Results\nBlue Kiln Ceramics: revenue of 10 billion yuan in 2022, total assets of 1.6 billion yuan.\n"
    "Its net profit was 100 million yuan in 2022, 3 < 4 </p><script>alert('x')</script> & \u202eevil\n"
)


class _Outline(HTMLParser):
    """Every element with its attributes, and all the text outside of style and script."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, Any]]] = []
        self.said: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"{tag} closes another element"

    def handle_data(self, data: str) -> None:
        if not {"style", "script"}.intersection(self.open):
            self.said.append(data)


def outline(html: str) -> _Outline:
    """The page parsed; every element that opens must close in its turn."""
    found = _Outline()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


@pytest.fixture
def kiln_page(kiln: Company) -> str:
    """The page of a small report with markup in its text."""
    return drawn(marked_report(check(KILN_REPORT, kiln), kiln))


def test_golden(kiln_page: str) -> None:
    """The page as it stands; `FINKIT_RENEW=1 pytest tests/reports/test_page.py` renews it."""
    if os.environ.get("FINKIT_RENEW"):
        GOLDEN.write_text(kiln_page, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == kiln_page


def test_the_report_keeps_every_character(kiln: Company) -> None:
    """The passages of the report are its text, whatever overlaps."""
    for name in ("seeds/003_7ff7d8e367d35ef2.txt", None):
        found = check(finkit.read(Path(__file__).resolve().parents[2] / name)) if name else check(KILN_REPORT, kiln)
        said = ["".join(passage.text for passage in paragraph.passages) for paragraph in marked_report(found).paragraphs]
        assert said == [line.rstrip("\r\n") for line in found.text.splitlines(keepends=True)]


def test_every_figure_is_marked_once_and_has_its_evidence(kiln_page: str, kiln: Company) -> None:
    """A link for each, a row for each, a section for each, under the same id."""
    ids = [figure.id for figure in check(KILN_REPORT, kiln).values]
    elements = outline(kiln_page).elements
    marked = [attrs["data-entry"] for tag, attrs in elements if tag == "a" and "fig" in attrs.get("class", "")]
    assert sorted(marked) == sorted(ids)
    assert sorted(attrs["id"] for tag, attrs in elements if attrs.get("class") == "entry") == sorted(f"f-{one}" for one in ids)
    assert sum("data-verdict" in attrs for tag, attrs in elements if tag == "tr") == len(ids)


def test_text_stays_text(kiln_page: str) -> None:
    """Tags of the report are shown, marks of direction are named, and the only script is the page's own."""
    found = outline(kiln_page)
    assert "</p><script>alert('x')</script> & " in "".join(found.said)
    assert [tag for tag, _ in found.elements].count("script") == 1
    assert "\u202e" not in kiln_page
    assert "␛202Eevil" in kiln_page


def test_figures_full_of_markup_stay_text(kiln_check: Check, kiln: Company) -> None:
    """Surfaces, measures and reasons that hold formulas, tags and escape sequences."""
    hostile = '"><img src=x onerror=alert(1)>'
    figures = tuple(one.model_copy(update={"measure": hostile, "why": hostile, "surface": hostile}) for one in kiln_check.figures)
    html = drawn(marked_report(kiln_check.model_copy(update={"figures": figures, "document": hostile, "text": hostile * 9}), kiln))
    assert not [attrs for tag, attrs in outline(html).elements if tag == "img" or "onerror" in attrs]
    assert "\x1b" not in drawn(marked_report(kiln_check, kiln))


def test_nothing_comes_from_elsewhere(kiln_page: str) -> None:
    """No address, no frame, no form, no inline handler or style; a policy that allows its own script and style alone."""
    for tag, attrs in outline(kiln_page).elements:
        assert tag not in {"iframe", "form", "object", "embed", "link", "img", "base"}
        assert not [name for name in attrs if name.startswith("on") or name in {"src", "style"}]
        assert attrs.get("href", "#").startswith("#")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', kiln_page)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'", policy[1]
    )


def test_landmarks_labels_and_headings(kiln_page: str) -> None:
    """A way past the head, one main part, regions with names, headings that skip no level."""
    elements = outline(kiln_page).elements
    tags = [tag for tag, _ in elements]
    assert [tags.count(one) for one in ("header", "nav", "main", "article", "aside", "footer", "h1")] == [1] * 7
    assert all(
        attrs.get("aria-label") or attrs.get("aria-labelledby") for tag, attrs in elements if tag in {"nav", "article", "aside", "section"}
    )
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    ids = [attrs["id"] for _, attrs in elements if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("said", ["", "no figure at all", "窑" * 300, "🏺" * 40, "a" * 5000, "\n\n\n", "\ud800 12%"])
def test_any_text_makes_a_page(said: str) -> None:
    """Empty, without a figure, one long word, other scripts, half a surrogate pair."""
    outline(drawn(marked_report(check(said))).encode("utf-8", "replace").decode())


def test_names_of_any_length(kiln: Company) -> None:
    """A name of 200 characters and a company without facts."""
    long = kiln.model_copy(update={"name": "窑 Kiln 🏺 " * 25})
    assert "窑 Kiln 🏺" in drawn(marked_report(check(KILN_REPORT, long), long))
    empty = kiln.with_facts(())
    assert charts(empty) == ()
    outline(drawn(marked_report(check(KILN_REPORT, empty), empty)))


def test_the_file_is_written_whole(tmp_path: Path, kiln: Company) -> None:
    """The same inputs give the same bytes, by the face too."""
    found = check(KILN_REPORT, kiln)
    first, second = (finkit.write_page(tmp_path / name, found, kiln).read_bytes() for name in ("a.html", "b.html"))
    assert first == second == drawn(marked_report(found, kiln)).encode()
    assert write_page(tmp_path / "new" / "c.html", found).is_file()


def test_every_verdict_has_a_meaning_and_its_colours() -> None:
    """No verdict without words and hues of its own."""
    css = (Path(finkit.__file__).parent / "reports" / "page" / "page.css").read_text(encoding="utf-8")
    for verdict in Verdict:
        assert MEANINGS[verdict]
        assert css.count(f"--{verdict.value}: ") == 3  # light, dark by the system, dark by choice


@pytest.mark.parametrize(
    ("said", "wanted"), [("a\u2066b", "a␛2066b"), ("\x00", "␛0000"), ("<&\">'", "&lt;&amp;&quot;&gt;&#x27;"), ("a\tb\n", "a\tb\n")]
)
def test_characters_that_steer_are_named(said: str, wanted: str) -> None:
    """What would change what a reader sees is written as its code point."""
    assert escaped(said) == wanted
