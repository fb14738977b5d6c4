"""An import as a whole: a file and a folder in, the texts of company.toml and facts.csv out, and what became of each fact.

Nothing is written here, and only what was read is believed: a row that cannot be read is a finding, the others come in.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from finkit.errors import FileUnreadableError
from finkit.statements import files
from finkit.statements.header import read_text
from finkit.statements.importers.merge import HEADER, Merged, merge, skeleton, with_tables
from finkit.statements.importers.readers import read_import
from finkit.statements.importers.settle import Defaults, settle
from finkit.vocabulary.units import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from finkit.statements.company import Company
    from finkit.statements.importers.entries import Imported


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says of an import. Empty fields are taken from the file, or from the company that is there."""

    ticker: str = ""
    name: str = ""
    currency: str = ""
    year_end_month: int = 0
    standard: str = ""
    unit: str = ""
    basis: str = "reported"
    source: str = ""
    replace: bool = False


@dataclass(slots=True)
class Intake:
    """What an import would write: path -> text, and what happened to the facts."""

    ticker: str
    folder: Path
    found: Imported
    merged: Merged
    texts: dict[Path, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was read, with the company that it is for."""

    path: Path
    ticker: str
    folder: Path
    imported: Imported


def found_in(path: Path, root: Path | None, wanted: Wanted) -> Found:
    """Read a file. Raises where it cannot be read, or no company is named."""
    file = path.as_posix()
    imported = read_import(path, file)
    ticker = wanted.ticker or str(imported.header.get("ticker", ""))
    if not ticker:
        raise _unnamed(file, "a ticker", "name the company: --company TICKER")
    return Found(path, ticker, files.folder_for(ticker, root), imported)


def take_in(given: Found, wanted: Wanted) -> Intake:
    """Merge what was read with what is filed. Raises where the company cannot be read. To be done once a reading."""
    path, ticker, folder, found = given.path, given.ticker, given.folder, given.imported
    company = files.load_folder(folder) if (folder / "company.toml").is_file() else None
    header = read_text(folder / "company.toml", "company file") if company else _new_header(found, wanted, ticker)
    currency = company.currency if company else _currency(found, wanted)
    text = files.facts_file(folder)[0] if company else HEADER
    source = wanted.source or "import_" + re.sub(r"\W+", "_", path.stem).strip("_").casefold()
    segments = {segment.name: segment.title for segment in company.segments} if company else {}
    fresh = settle(found, currency, segments, Defaults(wanted.basis, source, wanted.unit))
    shown = (folder / "facts.csv").as_posix()
    merged = merge(text, company.facts if company else (), fresh, found, file=shown, replace=wanted.replace)
    taken = (*merged.added, *merged.replaced)
    new_segments = {name: found.segments[name] for name in dict.fromkeys(fact.segment for fact in taken) if name in found.segments}
    new_segments = {name: title for name, title in new_segments.items() if name not in segments}
    sources = {name: _source(name, found, path, source) for name in _unlisted((fact.source for fact in taken), company)}
    texts = {folder / "company.toml": with_tables(header, (folder / "company.toml").as_posix(), new_segments, sources)}
    texts[folder / "facts.csv"] = merged.text
    return Intake(ticker, folder, found, merged, texts)


def _unlisted(sources: Iterable[str], company: Company | None) -> list[str]:
    known = {source.id for source in company.sources} if company else set()
    return [name for name in dict.fromkeys(sources) if name not in known]


def _source(name: str, found: Imported, path: Path, own: str) -> dict[str, str]:
    """A source as the file lists it; the file itself, with its fingerprint; else its id alone."""
    if name in found.sources:
        return found.sources[name]
    if name != own:
        return {"title": name}
    return {"title": f"{path.name}, imported (sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:12]})"}


def _currency(found: Imported, wanted: Wanted) -> str:
    code = (wanted.currency or str(found.header.get("currency", ""))).upper()
    if code not in CURRENCIES:
        raise _unnamed(found.file, f"a currency ({', '.join(CURRENCIES[:4])} …)", "name it: --currency CODE", code)
    return code


def _new_header(found: Imported, wanted: Wanted, ticker: str) -> str:
    told = {name: str(value) for name, value in found.header.items()}
    month = str(wanted.year_end_month or told.get("year_end_month", "12"))
    if month not in map(str, range(1, 13)):
        raise _unnamed(found.file, "a month of 1 to 12 in which the fiscal year ends", "mend it, or say --year-end MONTH", month)
    name = wanted.name or told.get("name", ticker)
    standard = wanted.standard or told.get("standard", "CAS")
    return skeleton(ticker, name, _currency(found, wanted), int(month), standard, told.get("name_zh", ""))


def _unnamed(file: str, wanted: str, remedy: str, given: str = "") -> FileUnreadableError:
    return FileUnreadableError(path=file, wanted=wanted, found=repr(given) if given else "none", remedy=remedy)
