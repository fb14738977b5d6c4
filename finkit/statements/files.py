"""Statements on disk: one folder a company, found by any of its names.

Folders are searched in this order: the argument, `$FINKIT_STATEMENTS`, `./statements`, the copy that ships in the
wheel, and (in a checkout) `statements/` beside the package. A name is compared with what is there, never joined to a
path; links are followed inside the folder alone (which may be a link itself). What a file says wrongly comes back in
`Company.findings`; only a file that cannot be read raises.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from finkit.disk.whole_file import is_inside, require_inside
from finkit.errors import CompanyAmbiguousError, CompanyUnknownError, FileMissingError, TickerInvalidError
from finkit.statements.checks import check_facts
from finkit.statements.company import Company
from finkit.statements.derive import derive
from finkit.statements.fact import Finding, Severity
from finkit.statements.header import read_model, read_text, read_toml
from finkit.statements.rows import Context, read_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PACKAGE = Path(__file__).resolve().parent.parent
_VARIABLE = "FINKIT_STATEMENTS"
_TICKER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*")
_LONGEST = 64  # characters of a ticker
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))})  # on Windows
_COMPANY, _FACTS, _INDEX = "company.toml", "facts.csv", "index.toml"


def statements_root(root: str | Path | None = None) -> Path:
    """The statements folder in use; raises `FileMissingError` where there is none."""
    named = root or os.environ.get(_VARIABLE)
    if named:
        path = Path(named)
        if not path.is_dir():
            raise FileMissingError(path=str(path), wanted="statements folder")
        return path
    here = Path("statements")
    if (here / _INDEX).is_file() or _folders(here):
        return here
    for path in (_PACKAGE / "_shipped" / "statements", _PACKAGE.parent / "statements"):
        if path.is_dir():
            return path
    raise FileMissingError(path="statements", wanted="statements folder")


def companies(root: str | Path | None = None) -> tuple[str, ...]:
    """The ticker of every company that has statements, sorted.

    >>> finkit.companies()[:2]
    ('000831.SZ', '000970.SZ')
    """
    return tuple(folder.name for folder in _folders(statements_root(root)))


def headers(root: str | Path | None = None) -> tuple[Company, ...]:
    """Every company without its facts: names, segments, sources and linked reports, in the order of tickers."""
    return tuple(_header(folder)[0] for folder in _folders(statements_root(root)))


def default_company(root: str | Path | None = None) -> str:
    """The ticker that statements/index.toml names as default, else the first."""
    base = statements_root(root)
    known = tuple(folder.name for folder in _folders(base))
    if not (base / _INDEX).is_file():
        if not known:
            raise FileMissingError(path=str(base / _COMPANY), wanted="company file")
        return known[0]
    require_inside(base / _INDEX, base)
    name = str(read_toml(base / _INDEX, "index of statements")[0].get("default", ""))
    if name not in known:
        raise CompanyUnknownError(name=name, root=str(base / _INDEX), known=known)
    return name


def load(name: str, root: str | Path | None = None) -> Company:
    """The company that answers to `name`: ticker (suffix or not), English or Chinese name, alias, former name.

    Case and spaces do not matter. Its facts hold what follows from identities (basis `derived`), its findings every
    mistake in the files and every identity that fails beyond rounding. Raises `CompanyUnknownError`,
    `CompanyAmbiguousError`, and `FileMissingError` or `FileUnreadableError` for files that cannot be read.

    >>> company = finkit.load("北方稀土")
    >>> company.ticker, company.currency
    ('600111.SH', 'CNY')
    """
    return _load(_folder_of(name, statements_root(root)))


def load_folder(folder: str | Path) -> Company:
    """The company whose files stand in a folder. Raises as `load` does for files that cannot be read."""
    return _load(Path(folder))


def company_folders(root: str | Path | None = None) -> tuple[Path, ...]:
    """The folder of every company, by ticker."""
    return tuple(_folders(statements_root(root)))


def folder_of(name: str, root: str | Path | None = None) -> Path:
    """The folder of the company that answers to `name`; raises as `load` does."""
    return _folder_of(name, statements_root(root))


def shelf(root: str | Path | None = None) -> Path:
    """The statements folder to write into: never the copy that ships with finkit. It may not be there yet."""
    return Path(root or os.environ.get(_VARIABLE) or "statements")


def folder_for(ticker: str, root: str | Path | None = None) -> Path:
    """Where a company of this ticker stands or would stand; raises `TickerInvalidError` for what can be no folder.

    Raises `FileUnreadableError` where that is a link out of the statements folder.
    """
    if len(ticker) > _LONGEST or not _TICKER.fullmatch(ticker) or ticker.partition(".")[0].upper() in _DEVICES:
        raise TickerInvalidError(ticker=ticker if len(ticker) <= _LONGEST else f"{ticker[:_LONGEST]}…")
    folder = shelf(root) / ticker
    require_inside(folder, folder.parent)
    return folder


def facts_file(folder: Path) -> tuple[str, str]:
    """The facts file of a company: its text, and its name as messages print it."""
    path = folder / _FACTS
    return _own_text(path, "facts file"), _shown(path)


def locate_reports(company: Company, root: str | Path | None = None) -> tuple[Path, ...]:
    """The files of the company's linked reports that are at hand, in the order of the company file.

    A report is a file that lies in a folder `seeds`: beside the statements folder, in the working folder or in finkit
    itself. Nothing outside of these is read, whatever a company file or a link says.
    """
    seeds = _seed_folders(root)
    found: list[Path] = []
    for report in company.reports:
        if Path(report.file).name != report.file:
            continue  # a report is a file of the seeds folder, nothing outside it
        paths = ((folder, folder / report.file) for folder in seeds)
        found += [path for folder, path in paths if path.is_file() and is_inside(path, folder)][:1]
    return tuple(found)


def locate_report(company: Company, root: str | Path | None = None) -> Path | None:
    """The file of the company's first linked report, or None where none is at hand."""
    return next(iter(locate_reports(company, root)), None)


def _seed_folders(root: str | Path | None) -> tuple[Path, ...]:
    beside = statements_root(root).resolve().parent / "seeds"
    return beside, Path("seeds"), _PACKAGE / "_shipped" / "seeds", _PACKAGE.parent / "seeds"


def _folders(base: Path) -> list[Path]:
    if not base.is_dir():
        return []
    return sorted(folder for folder in _named(base) if is_inside(folder, base))


def _named(base: Path) -> Iterator[Path]:
    """Every entry that looks like the folder of a company, also one that is a link to somewhere else."""
    named = (folder for folder in base.iterdir() if not folder.name.startswith(("_", ".")))
    return (folder for folder in named if (folder / _COMPANY).is_file())


def _plain(name: str) -> str:
    """A name as it is compared: no case, no spaces."""
    return "".join(name.casefold().split())


def _folder_of(name: str, base: Path) -> Path:
    folders = _folders(base)
    wanted = _plain(name)
    by_ticker = [folder for folder in folders if wanted in {_plain(folder.name), _plain(folder.name.partition(".")[0])}]
    if len(by_ticker) == 1:
        return by_ticker[0]
    known_as = {folder: _header(folder)[0] for folder in folders}
    found = by_ticker or [folder for folder, company in known_as.items() if wanted in map(_plain, company.names)]
    if len(found) > 1:
        raise CompanyAmbiguousError(name=name, candidates=tuple(folder.name for folder in found))
    if not found:
        for folder in (one for one in _named(base) if wanted == _plain(one.name)):
            require_inside(folder, base)
        known = tuple(name for company in known_as.values() for name in company.names)
        raise CompanyUnknownError(name=name, root=str(base), known=known)
    return found[0]


def _shown(path: Path) -> str:
    """A path as messages print it: from the working folder where it lies inside it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (OSError, RuntimeError, ValueError):  # no working folder any more, links in a circle, elsewhere
        return str(path)


def _own_text(path: Path, wanted: str) -> str:
    """The text of a company's file, which lies beside those of the other companies."""
    require_inside(path, path.parent.resolve().parent)
    return read_text(path, wanted)


def _header(folder: Path) -> tuple[Company, list[Finding]]:
    stand_in = {"ticker": folder.name, "name": folder.name, "currency": "CNY"}
    path = folder / _COMPANY
    require_inside(path, folder.resolve().parent)
    company, findings = read_model(Company, path, _shown(path), stand_in)
    if company.ticker != folder.name:
        message = f"ticker: wanted {folder.name}, the folder's name, found {company.ticker!r}"
        wrong = Finding(
            rule="wrong_ticker", severity=Severity.ERROR, file=_shown(path), line=None, column="ticker",
            message=message, remedy="rename the folder, or mend the ticker",
        )  # fmt: skip
        findings.append(wrong)
    return company, [*findings, *_lost(company, _shown(path))]


def _lost(company: Company, file: str) -> Iterator[Finding]:
    """Breakdowns by segments that the company file does not have, or under the name of one."""
    known = {segment.name for segment in company.segments}
    for breakdown in company.breakdowns:
        unknown = [name for name in (*breakdown.segments, *([breakdown.of] if breakdown.of else [])) if name not in known]
        if unknown:
            what = f"breakdown {breakdown.name}: wanted segments of this file, found {', '.join(unknown)}"
            remedy = f"one of {', '.join(sorted(known))}" if known else "list the segments first"
        elif breakdown.name in known:
            what, remedy = f"breakdown {breakdown.name}: wanted a name of its own, found that of a segment", "rename it"
        else:
            continue
        yield Finding(
            rule="wrong_breakdown", severity=Severity.ERROR, file=file, line=None, column="breakdowns", message=what, remedy=remedy
        )


def _load(folder: Path) -> Company:
    header, findings = _header(folder)
    path = folder / _FACTS
    context = Context(
        file=_shown(path), currency=header.currency,
        segments=frozenset(segment.name for segment in header.segments),
        sources=frozenset(source.id for source in header.sources),
    )  # fmt: skip
    reading = read_facts(_own_text(path, "facts file"), context)
    facts = (*reading.facts, *derive(reading.facts, header.currency))
    broken = check_facts(facts, context.file, header.explained, header.breakdowns)
    return header.with_facts(facts, _in_order((*findings, *reading.findings, *broken)))


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, then by line; findings without a line last."""
    return sorted(findings, key=lambda one: (one.file, one.line is None, one.line or 0))
