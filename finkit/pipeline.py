"""The verbs: read and check a document, reconstruct a company's missing facts from it, reconcile any figures."""

from __future__ import annotations

from pathlib import Path

from finkit.figures.bind import bind
from finkit.figures.extract import extract
from finkit.statements.company import Company
from finkit.text.document import Document, parse, read
from finkit.text.sentences import is_heading, paragraphs
from finkit.verdicts.check import check_figures
from finkit.verdicts.verdict import Check, CompanyUsed, Section


def check(document: Document | Path | str, company: Company | None = None, *, chosen: str = "given") -> Check:
    """Read every figure of a document and say of each what it was and how that is known.

    A `Path` is read, a `str` is the text itself. With a company its facts take part; without, the document stands
    alone. `chosen` says how the company was chosen (it is written into the check).
    """
    if isinstance(document, Path):
        document = read(document)
    elif isinstance(document, str):
        document = parse(document)
    spoken = extract(document.text)
    figures = bind(spoken, company)
    dialect, checked, relations = check_figures(figures, spoken, company)
    used = CompanyUsed(ticker=company.ticker, name=company.name, chosen=chosen) if company else None
    return Check(
        document=document.name,
        sha256=document.sha256,
        text=document.text,
        company=used,
        dialect=dialect,
        sections=_sections(document.text),
        figures=checked,
        relations=relations,
        text_extracted=document.extracted,
    )


def _sections(text: str) -> tuple[Section, ...]:
    """Stretches between headings; the first may have no title."""
    spans = paragraphs(text)
    starts = [(span[0], text[span[0] : span[1]].strip()) for span in spans if is_heading(text, span)]
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, ""))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(Section(title=title, start=start, end=end) for (start, title), end in zip(starts, ends, strict=True))
