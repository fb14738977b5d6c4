"""A check as a marked report: the text cut where figures begin and end, and what stands behind each of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from finkit.reports.layouts.charts import charts
from finkit.reports.layouts.checked import TONES, about, by_verdict, check_header, evidence, printed, restored, stated
from finkit.reports.layouts.explained import figure_evidence
from finkit.reports.layouts.summary import summary_page
from finkit.reports.marked import Entry, Filter, MarkedReport, Paragraph, Passage
from finkit.reports.table import Block
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check, CheckedFigure, CheckedRelation

MEANINGS = {
    Verdict.CONTRADICTED: "a relation or a fact is broken",
    Verdict.AMBIGUOUS: "several readings are as likely",
    Verdict.REPAIRED: "one other reading fits, by independent evidence",
    Verdict.INFERRED: "restored by the document's own pattern alone",
    Verdict.CONFIRMED: "stands as printed, and something supports it",
    Verdict.UNCHECKED: "stands as printed, nothing speaks for or against it",
}
Piece = tuple[int, int, str]  # start, end, the figure whose characters they are


def marked_report(check: Check, company: Company | None = None) -> MarkedReport:
    """Everything that the page of a report shows."""
    counts = check.summary.counts
    filters = tuple(Filter(one.value, MEANINGS[one], TONES[one], counts[one.value]) for one in Verdict if counts[one.value])
    speaking: dict[str, list[CheckedRelation]] = defaultdict(list)
    for relation in check.relations:
        for name in dict.fromkeys(relation.terms):
            speaking[name].append(relation)
    entries = tuple(_entry(figure, company, speaking[figure.id]) for figure in by_verdict(check))
    return MarkedReport(check.document, check_header(check, named=False), filters, tuple(_paragraphs(check)), entries, _blocks(company))


def _blocks(company: Company | None) -> tuple[Block, ...]:
    """Statements and metrics of the company, and its charts."""
    if company is None:
        return ()
    drawn = charts(company)
    return (*summary_page(company).blocks, *([Block("Charts", charts=drawn)] if drawn else ()))


def _entry(figure: CheckedFigure, company: Company | None, speaking: list[CheckedRelation]) -> Entry:
    verdict = figure.verdict or Verdict.UNCHECKED
    statement, difference = stated(figure)
    beside = f"{statement} ({difference})" if difference else statement
    changed = bool(figure.edits) or bool(figure.decision) or verdict is Verdict.AMBIGUOUS
    blocks = figure_evidence(figure, speaking)
    return Entry(
        figure.id,
        about(figure, company),
        printed(figure),
        restored(figure),
        beside,
        verdict.value,
        evidence(figure, company),
        changed,
        blocks,
    )


def _paragraphs(check: Check) -> Iterator[Paragraph]:
    """The text line by line, cut at the characters of figures; empty lines part paragraphs and are kept."""
    headings = {section.start for section in check.sections if section.title}
    pieces = _pieces(check.values)
    ends = {name: end for _, end, name in pieces}
    at = start = 0
    for line in check.text.splitlines(keepends=True):
        stop = start + len(line)
        passages: list[Passage] = []
        place = start
        while at < len(pieces) and pieces[at][0] < stop:
            begin, end, name = pieces[at]
            begin, end = max(begin, place), min(end, stop)
            passages += [Passage(check.text[place:begin])] if begin > place else []
            passages += [Passage(check.text[begin:end], name, last=end == ends[name])] if end > begin else []
            place = max(place, end)
            if pieces[at][1] > stop:
                break
            at += 1
        rest = check.text[place:stop].rstrip("\r\n")
        passages += [Passage(rest)] if rest else []
        yield Paragraph(tuple(passages), heading=start in headings)
        start = stop


def _spans(figure: CheckedFigure) -> Iterator[tuple[int, int]]:
    """The parts of a figure, its unit with the last; what moved in between stays the report's."""
    first, *_, last = (*figure.parts, *figure.parts) if figure.parts else ((figure.start, figure.end),) * 2
    for part in dict.fromkeys(figure.parts or (first,)):
        start = min(part[0], figure.start) if part == first else part[0]
        end = max(part[1], figure.end) if part == last else part[1]
        if end > start:
            yield start, end


def _pieces(figures: Iterable[CheckedFigure]) -> Sequence[Piece]:
    """The characters of every figure, in order and apart: where two overlap, the one that begins later has them."""
    spans = sorted((start, end, figure.id) for figure in figures for start, end in _spans(figure))
    apart: list[Piece] = []
    for start, end, name in spans:
        tail: list[Piece] = []
        while apart and apart[-1][1] > start:
            first, last, owner = apart.pop()
            if last > end:
                tail.append((end, last, owner))
            if first < start:
                apart.append((first, start, owner))
                break
        apart.append((start, end, name))
        apart += sorted(tail)
    return apart
