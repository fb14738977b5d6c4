"""The page as a whole: head, counts that filter, the report, its figures as a table, the evidence, the company."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from finkit.disk.atomic import write_atomically
from finkit.reports.page.blocks import blocks, legend, line
from finkit.reports.page.markup import element, text

if TYPE_CHECKING:
    from pathlib import Path

    from finkit.reports.marked import Entry, Filter, MarkedReport, Paragraph, Passage

_HEADS = ("Printed", "Restored", "Statements", "Verdict", "Why")
_NO_FIGURE = "No figure was found in this text."
_ABOUT = "Written by finkit. The printed characters are kept as they are; what they had been stands beside them."
_HINT = "Choose a figure, by mouse or keyboard, to see what decided it. N and P go to the next and the one before, Escape closes."


def write(path: Path, report: MarkedReport) -> None:
    """The page at `path`, whole or not at all."""
    write_atomically(path, drawn(report).encode("utf-8", "replace"))


def drawn(report: MarkedReport) -> str:
    """One HTML document. Its policy allows its own style and script, by their hashes, and nothing else."""
    style, script = _own("page.css"), _own("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">'
        f"{element('title', text(f'{report.title}: figures checked by finkit'))}<style>{style}</style>"
    )
    body = (
        element("a", "Skip to the report", class_="skip", href="#report")
        + _header(report) + element("main", _main(report)) + _evidence(report)
        + element("footer", element("p", _ABOUT))
        + f"<script>{script}</script>"
    )  # fmt: skip
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{body}</body></html>\n'


def _own(name: str) -> str:
    return files("finkit.reports.page").joinpath(name).read_text(encoding="utf-8").strip()


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _header(report: MarkedReport) -> str:
    theme = element("button", "Light or dark", type="button", id="theme")
    lines = "".join(line(one) for one in report.lines)
    keys = "".join(_filter(one) for one in report.filters)
    every = element("button", "Show all", type="button", id="all")
    shown = element("p", "", id="shown", role="status")
    strip = element("nav", keys + every + shown, aria_label="Figures by verdict") if report.filters else element("p", _NO_FIGURE)
    return element("header", element("div", element("h1", text(report.title)) + theme, class_="top") + lines + strip)


def _filter(one: Filter) -> str:
    count = element("b", str(one.count))
    return element(
        "button",
        f"{count} {text(one.word)}",
        type="button",
        class_=f"filter {one.word}",
        data_verdict=one.word,
        aria_pressed="true",
        title=one.meaning,
    )


def _main(report: MarkedReport) -> str:
    entries = {entry.id: entry for entry in report.entries}
    said = "".join(_paragraph(one, entries) for one in report.paragraphs)
    article = element(
        "article", element("h2", "The report") + said, id="report", tabindex="-1", aria_label="The report, its figures marked"
    )
    listed = _listed(report) if report.entries else ""
    company = (
        element("section", legend(report.blocks) + blocks(report.blocks, 2), id="company", aria_label="The company")
        if report.blocks
        else ""
    )
    return article + listed + company


def _paragraph(paragraph: Paragraph, entries: dict[str, Entry]) -> str:
    said = "".join(_passage(one, entries) for one in paragraph.passages)
    return element("h3" if paragraph.heading else "p", said, class_="said") if said.strip() else ""


def _passage(passage: Passage, entries: dict[str, Entry]) -> str:
    """Plain characters, or a link to the evidence; what the figure had been stands behind its last characters."""
    entry = entries.get(passage.entry)
    if entry is None:
        return text(passage.text)
    now = ""
    if passage.last:
        words = text(f" {entry.verdict}" + (f", read as {entry.restored}" if entry.changed else ""))
        now = element("span", words, class_="sr") + (
            element("span", text(entry.restored), class_="now", aria_hidden="true") if entry.changed else ""
        )
    said = element("span", text(passage.text), class_="was") + now
    tab = None if passage.last else "-1"
    return element("a", said, class_=f"fig {entry.verdict}", href=f"#f-{entry.id}", data_entry=entry.id, tabindex=tab)


def _listed(report: MarkedReport) -> str:
    """Every figure in a table, printed and restored side by side."""
    heads = "".join(element("th", head, scope="col") for head in ("Figure", *_HEADS))
    rows = "".join(_figure(entry) for entry in report.entries)
    table = element("table", element("thead", element("tr", heads)) + element("tbody", rows))
    shown = element("div", table, class_="wide", role="region", aria_label="Figures", tabindex="0")
    return element("section", element("h2", "Figures") + shown, id="figures", aria_label="Every figure")


def _figure(entry: Entry) -> str:
    link = element("a", text(entry.about), href=f"#f-{entry.id}", data_entry=entry.id)
    word = element("span", text(entry.verdict), class_=f"word {entry.verdict}")
    told = (text(entry.printed), element("b", text(entry.restored)), text(entry.statement), word, text(entry.why))
    cells = element("th", link, scope="row") + "".join(element("td", said, data_head=head) for head, said in zip(_HEADS, told, strict=True))
    return element("tr", cells, data_verdict=entry.verdict)


def _evidence(report: MarkedReport) -> str:
    """The evidence of every figure; the script shows one at a time, without it all stand here one under another."""
    if not report.entries:
        return ""
    hint = element(
        "p",
        "Choose a figure, by mouse or keyboard, to see what decided it. N and P go to the next and the one before, Escape closes.",
        class_="muted",
        id="hint",
    )
    bar = element("div", element("h2", "Evidence") + element("button", "Close", type="button", id="close"), class_="top")
    return element("aside", bar + hint + "".join(_entry(entry) for entry in report.entries), id="evidence", aria_label="Evidence")


def _entry(entry: Entry) -> str:
    pairs = (("printed", entry.printed), ("restored", entry.restored), ("statements", entry.statement))
    told = "".join(element("dt", name) + element("dd", text(said)) for name, said in pairs if said)
    word = element("p", element("span", text(entry.verdict), class_=f"word {entry.verdict}"))
    head = element("h3", text(entry.about), id=f"h-{entry.id}")
    body = head + word + element("dl", told) + element("p", text(entry.why)) + blocks(entry.evidence, 4)
    return element("section", body, class_="entry", id=f"f-{entry.id}", tabindex="-1", aria_labelledby=f"h-{entry.id}")
