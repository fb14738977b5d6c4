"""The verbs: check a document, accept decisions on it, reconstruct missing facts, reconcile any figures, doctor statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finkit.disk.atomic import locked, write_atomically
from finkit.errors import CompanyExistsError, CompanyOtherError, NumbersTooManyError
from finkit.figures.bind import bind
from finkit.figures.extract import extract
from finkit.statements.company import Source
from finkit.text.document import Document, parse, read
from finkit.text.sentences import is_heading, paragraphs
from finkit.verdicts.accepted import fitting
from finkit.verdicts.check import check_figures
from finkit.verdicts.decision import Decision, decision_of
from finkit.verdicts.diagnose import Diagnosis, diagnose
from finkit.verdicts.minutes import read_decisions
from finkit.verdicts.reconcile import reconcile
from finkit.verdicts.reconstruct import reconstructed_facts
from finkit.verdicts.verdict import Check, CompanyUsed, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from finkit.figures.extract import Spoken
    from finkit.statements.company import Company
    from finkit.statements.fact import Finding
    from finkit.statements.importers.intake import Intake, Wanted

__all__ = ["accept", "bring_in", "check", "doctor", "named_company", "named_ticker", "reconcile", "reconstruct", "start_company"]

_SHORTEST_NAME = 3
MOST_NUMBERS = 300_000  # some six kilobytes each while they are decided; the densest reports have 15,000 in a megabyte
_NUMBER = re.compile(r"[0-9][0-9.,]*")


def check(document: Document | Path | str, company: Company | None = None, *, chosen: str = "given") -> Check:
    """Read every figure of a document and say of each what it was and how that is known.

    A `Path` is read, a `str` is the text itself. With a company its facts take part; without, the document stands
    alone. `chosen` says how the company was chosen (it is written into the check). Raises `NumbersTooManyError` above
    300,000 numbers.

    >>> company = finkit.load("600111.SH")
    >>> found = finkit.check("In 2021 revenue was 30.4 billion yuan.", company)
    >>> [(figure.surface, figure.verdict.value, figure.period) for figure in found.values]
    [('30.4 billion yuan', 'confirmed', '2021')]
    """
    if isinstance(document, Path):
        document = read(document)
    elif isinstance(document, str):
        document = parse(document)
    return _checked(document, company, chosen, {})


def _checked(document: Document, company: Company | None, chosen: str, decisions: Mapping[str, Decision]) -> Check:
    if next(islice(_NUMBER.finditer(document.text), MOST_NUMBERS, None), None):
        raise NumbersTooManyError(document=document.name, most=MOST_NUMBERS)
    spoken = extract(document.text)
    figures = bind(spoken, company)
    sections = _sections(document.text, [said for said in spoken if said.labels is not None])
    dialect, checked, relations = check_figures(figures, spoken, company, sections, decisions)
    used = CompanyUsed(ticker=company.ticker, name=company.name, chosen=chosen) if company else None
    return Check(
        document=document.name,
        sha256=document.sha256,
        text=document.text,
        company=used,
        dialect=dialect,
        sections=sections,
        figures=checked,
        relations=relations,
        text_extracted=document.extracted,
    )


def accept(check: Check, decisions: Iterable[Decision | Mapping[str, Any]] | Path, company: Company | None = None) -> Check:
    """The check with what people decided about figures: a what-if that shows what follows and what is then broken.

    `decisions`: the file of them, or `Decision`s, or mappings with its fields (`sha256` and `printed` may be left out);
    those that the check bears already stay, of several on one figure the last counts. `company`: the one that the check was
    made against (default: loaded by its ticker). The whole document is decided again with the decided figures pinned. A
    decision is no evidence: no figure becomes `confirmed` or `repaired` by one, and figures that follow say so (`rests_on`).
    Decisions that do not fit are in `not_applied`. Raises `DecisionInvalidError`, `CompanyOtherError`, and for a file
    `FileMissingError`, `FileUnreadableError`.

    >>> found = finkit.check("Sales came to 5 million yuan.", None)
    >>> said = {"figure": found.values[0].id, "value": "5.2E+6", "unit": "CNY", "who": "A. Lee", "why": "the call", "when": "2024-05-02"}
    >>> finkit.accept(found, [said]).values[0].why.partition(";")[0]
    'decided by A. Lee on 2024-05-02: the call'
    """
    known = read_decisions(decisions) if isinstance(decisions, Path) else _decisions(check, decisions)
    left = [one.decision for one in check.not_applied]
    fit, unfit = fitting(check, (*left, *check.decisions, *known))
    if not fit:
        return check.model_copy(update={"not_applied": unfit})
    used = check.company
    if company is None and used is not None:
        from finkit.statements import files  # noqa: PLC0415  (late: a check against a given company needs no folder)

        company = files.load(used.ticker)
    ticker = used.ticker if used else ""
    if company is not None and company.ticker != ticker:
        raise CompanyOtherError(document=check.document, wanted=ticker, found=company.ticker)
    document = Document(check.document, check.text, check.sha256, extracted=check.text_extracted)
    decided = _checked(document, company, used.chosen if used else "given", fit)
    return decided.model_copy(update={"not_applied": unfit})


def _decisions(check: Check, given: Iterable[Decision | Mapping[str, Any]]) -> Iterator[Decision]:
    """Decisions from what a caller gives; what is left out is the check's own."""
    surfaces = {figure.id: figure.surface for figure in check.figures}
    for number, one in enumerate(given, start=1):
        if isinstance(one, Decision):
            yield one
            continue
        printed = surfaces.get(str(one.get("figure")))
        own = {"sha256": check.sha256, **({"printed": printed} if printed else {})}
        yield decision_of({**own, **one}, f"decision {number} on {check.document}")


def _sections(text: str, rows: Sequence[Spoken]) -> tuple[Section, ...]:
    """Stretches between headings; the first may have no title. The rows of tables are no headings."""
    every = paragraphs(text)
    begins = [start for start, _ in every]
    lines = {bisect_right(begins, said.sentence.start) - 1 for said in rows}
    spans = [span for number, span in enumerate(every) if number not in lines]
    starts = [(span[0], text[span[0] : span[1]].strip()) for span in spans if is_heading(text, span)]
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, ""))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(Section(title=title, start=start, end=end) for (start, title), end in zip(starts, ends, strict=True))


def named_company(document: Document, root: str | Path | None = None) -> Company | None:
    """The company whose statements a document should be held against.

    The one that has the document among its linked reports, else the one that the text names most; None where it
    names none. Where one name stands in another (Baotou Steel Union, Baotou Steel Rare Earth) the longer one counts.
    """
    from finkit.statements import files  # noqa: PLC0415  (late: a check against a given company needs no folder)

    ticker = named_ticker(document, files.headers(root))
    return files.load(ticker, root) if ticker else None


def named_ticker(document: Document, known: Sequence[Company]) -> str:
    """The ticker of the company among those known (see `named_company`); empty where it names none."""
    linked = {Path(report.file).name: company.ticker for company in reversed(known) for report in company.reports}
    return linked.get(Path(document.name).name) or _most_named(document.text, known)


def _most_named(text: str, known: Iterable[Company]) -> str:
    """The ticker of the company that a text names most; the first where two are named as often, none where none is."""
    tickers: dict[str, str] = {}
    for company in known:
        for name in company.names:
            if (len(name) > _SHORTEST_NAME or name > "一") and name in text:
                tickers.setdefault(name, company.ticker)
    if not tickers:
        return ""
    pattern = "|".join(_as_a_word(name) for name in sorted(tickers, key=len, reverse=True))
    times = Counter(tickers[found.group()] for found in re.finditer(pattern, text))
    return max(sorted(times), key=times.__getitem__, default="")


def _as_a_word(name: str) -> str:
    """A pattern of the name that neither begins nor ends inside a Latin word or a number."""
    before = "(?<![A-Za-z0-9])" if name[0].isascii() else ""
    after = "(?![A-Za-z0-9])" if name[-1].isascii() else ""
    return f"{before}{re.escape(name)}{after}"


def reconstruct(company: Company, check: Check) -> Company:
    """The company with the gaps of its statements filled from a check.

    Only confident figures of the catalogue count, and those that somebody decided (see `accept`; where a confident one says
    the same it goes before), and only where no source has a fact: filed facts never change. The new facts have basis
    `reconstructed`, the figure as their source, its interval, and in the note who decided and why. A segment that the report
    gives by shares alone gets its amounts through the totals that its siblings imply, as intervals.

    >>> company = finkit.load("600111.SH")
    >>> filled = finkit.reconstruct(company, finkit.check(finkit.read("seeds/003_7ff7d8e367d35ef2.txt"), company))
    >>> {fact.basis.value for fact in set(filled.facts) - set(company.facts)}
    {'reconstructed'}
    """
    found = reconstructed_facts(company, check)
    if not found:
        return company
    name = Path(check.document).name
    source = Source(id=f"check:{name}", title=f"Read from the report {name} (sha256 {check.sha256[:12]})")
    return company.model_copy(update={"sources": (*company.sources, source)}).with_facts((*company.facts, *found))


def doctor(folder: Path) -> Diagnosis:
    """What is wrong with the files of a company's folder, and which lines are mistyped.

    Raises `FileMissingError` or `FileUnreadableError` where one cannot be read.
    """
    from finkit.statements import files  # noqa: PLC0415  (late: a check against a given company needs no folder)
    from finkit.statements.rows import printed_values  # noqa: PLC0415

    text, name = files.facts_file(folder)
    return diagnose(files.load_folder(folder), printed_values(text), name)


def bring_in(path: Path, root: Path | None, wanted: Wanted, *, write: bool = True) -> tuple[Intake, tuple[Finding, ...]]:
    """Import a file of statements into a company's folder, and examine what stands there then.

    The company file is written before the facts, each whole or not at all, so that every fact has its source at any
    moment. The findings are of the file alone, then of the folder (none where nothing was written).
    """
    from finkit.statements.importers.intake import found_in, take_in  # noqa: PLC0415  (late: a check needs no importer)

    found = found_in(path, root, wanted)
    if not write:
        return take_in(found, wanted), ()
    with locked(found.folder / "facts.csv"):  # what others bring in meanwhile is read again, and kept
        intake = take_in(found, wanted)
        if not (intake.merged.added or intake.merged.replaced):
            return intake, ()
        for place, text in intake.texts.items():
            write_atomically(place, text.encode())
    return intake, doctor(intake.folder).findings


def start_company(ticker: str, root: Path | None, header: str) -> Path:
    """A folder with a company file and no facts yet; raises `CompanyExistsError` where there is one."""
    from finkit.statements import files  # noqa: PLC0415  (late: a check against a given company needs no folder)
    from finkit.statements.importers.merge import HEADER  # noqa: PLC0415

    folder = files.folder_for(ticker, root)
    with locked(folder / "facts.csv"):
        for name in ("company.toml", "facts.csv"):
            if (folder / name).exists():
                raise CompanyExistsError(path=(folder / name).as_posix())
        write_atomically(folder / "company.toml", header.encode())
        write_atomically(folder / "facts.csv", HEADER.encode())
    return folder
