"""What finkit promises of any document: shown in every form that it has, each looked through for what must not be there."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from rich.console import Console

import finkit
from finkit.errors import FinkitError
from finkit.reports.layouts.checked import check_page
from finkit.reports.layouts.explained import explained_page, figures_called
from finkit.reports.layouts.tidy import CHECK_COLUMNS, EXPLAIN_COLUMNS, check_rows, explain_rows
from finkit.reports.lines import csv_text
from finkit.reports.schema import check_schema
from finkit.reports.terminal import Screen
from finkit.statements.files import load
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from finkit.reports.table import Page
    from finkit.statements.company import Company
    from finkit.text.document import Document
    from finkit.verdicts.verdict import Check, CheckedFigure

ROOT = Path(__file__).resolve().parent.parent
TICKER = "600111.SH"
_WIDTHS = (40, 80, 100, 200)
_MARKS_OF_DIRECTION = {"\u061c", "\u200e", "\u200f", "\ufeff", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_LIVE = re.compile(r"\s*[=+\-@]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_OWN_HREF = re.compile(r"#[\w-]*")


@cache
def company() -> Company:
    """The company whose statements are at hand."""
    return load(TICKER, ROOT / "statements")


def examine(document: Document, folder: Path, rng: Random, *, fully: bool = False) -> Check:
    """Check the document, with the company or without, and look through all that is written of it.

    `fully`: every form; else the cheap ones and one or two of the others. Files are written in the folder.
    """
    known = rng.choice((None, company()))
    found = finkit.check(document, known)
    spans_hold(found)
    numbers_hold(found)
    plain_json_holds(found)
    figures = rng.sample(found.values, min(3, len(found.values)))
    for page in (check_page(found, known), *(explained_page(found, one, known) for one in figures)):
        screen_holds(page, rng)
    lines_hold(found, figures)
    named_hold(found, rng)
    others = {"page": page_holds, "frame": frame_holds, "decided": decided_holds, "book": book_holds, "filled": filled_holds}
    chosen = others if fully else [rng.choices(list(others), (30, 30, 30, 1, 10))[0]]
    for name in chosen:
        others[name](found, known, folder, rng)
    return found


def spans_hold(found: Check) -> None:
    """Every figure's span lies in the text, and its surface is what stands there; ids are spans, in order, each once."""
    text, last = found.text, -1
    for one in found.figures:
        assert 0 <= one.start < one.end <= len(text), one
        assert one.surface == text[one.start : one.end], one
        assert one.id == f"{one.start}-{one.end}", one
        assert all(one.start <= start < end <= one.end for start, end in one.parts), one
        assert one.start >= last, one
        last = one.start
    assert len({one.id for one in found.figures}) == len(found.figures)
    for section in found.sections:
        assert 0 <= section.start <= section.end <= len(text), section
    ids = {one.id for one in found.figures}
    for relation in found.relations:
        assert all(term in ids or not re.fullmatch(r"\d+-\d+", term) for term in relation.terms), relation


def numbers_hold(found: Check) -> None:
    """No number is NaN or endless, each value lies in its interval, each quantity has a verdict, and none without one a value."""
    for one in found.figures:
        numbers = [one.printed, one.value, one.low, one.high, *(other.value for other in one.alternatives)]
        assert all(number is None or (number.is_finite() and abs(number.adjusted()) < 1000) for number in numbers), one  # noqa: PLR2004
        if one.value is not None and one.low is not None and one.high is not None:
            assert one.low <= one.value <= one.high, one
        assert (one.verdict is None) == (one.kind != "value"), one
        assert one.confidence is None or 0 <= one.confidence <= 1, one


@cache
def _schema() -> dict[str, Any]:
    return check_schema()


def plain_json_holds(found: Check) -> None:
    """It can be written as UTF-8, parses as strict JSON, and has the fields of its schema."""
    text = found.to_json()
    plain = json.loads(text.encode("utf-8"), parse_constant=_no_number)
    schema = _schema()
    assert set(schema["required"]) <= plain.keys() <= schema["properties"].keys()
    fields = schema["$defs"]["CheckedFigure"]
    for one in plain["figures"]:
        assert set(fields["required"]) <= one.keys() <= fields["properties"].keys(), one
    assert len(plain["figures"]) == len(found.figures)
    assert plain["summary"]["figures"] == len(found.values)


def _no_number(name: str) -> Any:  # noqa: ANN401  (as json wants it)
    raise AssertionError(name)


def is_quiet(text: str, allowed: str = "\n") -> bool:
    """No character steers a screen: no control, no mark of direction, no half of a surrogate pair."""
    return all(
        one in allowed or (unicodedata.category(one) not in {"Cc", "Cs", "Zl", "Zp"} and one not in _MARKS_OF_DIRECTION)
        for one in set(text)
    )


def screen_holds(page: Page, rng: Random) -> None:
    """On a screen of any width, in colour or none, nothing of the document steers it; digits of ASCII screens are ASCII."""
    stream = io.StringIO()
    console = Console(file=stream, width=rng.choice(_WIDTHS), highlight=False, markup=False, emoji=False, color_system=None)
    console.print(Screen(page, plain=rng.choice((None, True))), crop=False)
    shown = stream.getvalue()
    assert is_quiet(shown), sorted({hex(ord(one)) for one in shown if not is_quiet(one)})
    shown.encode("utf-8")


def lines_hold(found: Check, figures: list[CheckedFigure]) -> None:
    """No cell of the comma-separated lines is a formula or steers a screen."""
    for columns, rows in ((CHECK_COLUMNS, check_rows(found)), (EXPLAIN_COLUMNS, explain_rows(found, figures))):
        told = list(rows)
        csv_text(columns, told).encode("utf-8")
        for row in told:
            for one in row.values():
                cell = csv_text(("x",), [{"x": one}])[2:-1]
                assert is_quiet(cell, "\n\r\t"), cell
                bare = cell.strip('"').replace('""', '"')
                assert not _LIVE.match(bare) or _NUMBER.fullmatch(bare), cell


def named_hold(found: Check, rng: Random) -> None:
    """Figures are found by their own characters; by others there is an error with a remedy."""
    if found.values:
        one = rng.choice(found.values)
        if one.surface.strip():
            assert one in figures_called(found, one.surface)
    try:
        figures_called(found, "no figure is called so")
    except FinkitError as error:
        assert is_quiet(str(error)), error
        assert "\n  " in str(error), error


def frame_holds(found: Check, _known: Company | None, _folder: Path, _rng: Random) -> None:
    """One row a figure."""
    assert len(found.to_frame()) == len(found.figures)


class _Tags(HTMLParser):
    """Elements of a page, and those with attributes that finkit never writes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.strange: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag of the page."""
        self.tags[tag] += 1
        told = dict(attrs)
        href = told.get("href")
        if "src" in told or any(name.startswith("on") for name in told) or (href and not _OWN_HREF.fullmatch(href)):
            self.strange.append(f"{tag} {attrs}")


@cache
def _own_tags() -> frozenset[str]:
    """The elements of the page of a clean report."""
    with TemporaryDirectory() as folder:
        place = finkit.write_page(Path(folder) / "page.html", finkit.check("Revenue was 12 million yuan in 2021.", company()), company())
        return frozenset(_Tags(place.read_text(encoding="utf-8")).tags)


def page_holds(found: Check, known: Company | None, folder: Path, _rng: Random) -> None:
    """The page is UTF-8, has no element but finkit's own, and no character in it steers a screen."""
    place = finkit.write_page(folder / "page.html", found, known)
    text = place.read_bytes().decode("utf-8")
    seen = _Tags(text)
    assert not seen.strange, seen.strange[:3]
    assert seen.tags.keys() <= _own_tags(), seen.tags.keys() - _own_tags()
    assert seen.tags["script"] == seen.tags["style"] == 1
    assert is_quiet(text, "\n\t"), sorted({hex(ord(one)) for one in text if not is_quiet(one, "\n\t")})


def book_holds(found: Check, known: Company | None, folder: Path, _rng: Random) -> None:
    """No cell of the sheet of the report is a formula of the document's making, none steers a screen."""
    place = finkit.write_workbook(folder / "book.xlsx", known or company(), found)
    sheet = load_workbook(place)["Report check"]
    own = set(surfaces(found))
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                assert cell.data_type != "f" or not any(one in cell.value for one in own if _LIVE.match(one)), cell.value
                assert is_quiet(cell.value, "\n\r\t"), cell.value
            assert cell.hyperlink is None or not cell.hyperlink.target, cell.hyperlink


def surfaces(found: Check) -> Iterable[str]:
    """What the document itself brings into a report."""
    for one in found.values:
        yield one.surface
        yield from filter(None, (one.measure, one.segment, one.entity))


def decided_holds(found: Check, known: Company | None, _folder: Path, rng: Random) -> None:
    """Decisions on figures are applied or left aside, never lost; the decided figure has the value that was given."""
    if not found.values:
        return
    one = rng.choice(found.values)
    value = str(one.value) if one.value is not None else rng.choice(("0", "1", "-1E+6", "12.50"))
    said = {"figure": one.id, "value": value, "unit": one.unit or "1", "who": "fuzz", "why": "a test", "when": "2024-05-02"}
    try:
        after = finkit.accept(found, [said], known)
    except FinkitError as error:
        assert "\n  " in str(error), error
        return
    assert len(after.decisions) + len(after.not_applied) == 1
    spans_hold(after)
    numbers_hold(after)
    plain_json_holds(after)


def filled_holds(found: Check, _known: Company | None, folder: Path, rng: Random) -> None:
    """Filed facts stay as they are; new ones come from figures that nobody doubts; the summary shows them quietly."""
    before = company()
    after = finkit.reconstruct(before, found)
    assert set(before.facts) <= set(after.facts)
    if set(after.facts) != set(before.facts):
        assert any(one.verdict in {Verdict.CONFIRMED, Verdict.REPAIRED} or one.decision for one in found.values)
    screen_holds(finkit.summary(after, found).page, rng)
    del folder
