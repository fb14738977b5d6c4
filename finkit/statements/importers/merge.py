"""New facts into a company's files, as texts: what is added, what agrees, what contradicts; nothing is lost silently.

A fact is filed once a basis. One that agrees with the file (their intervals meet) is left as it stands there; one that
differs is a finding, and replaces the old only where that was asked for.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from finkit.errors import FileUnreadableError
from finkit.statements.header import LARGEST_TOML, toml_of
from finkit.statements.rows import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from finkit.statements.fact import Fact
    from finkit.statements.importers.entries import Imported
    from finkit.statements.importers.settle import Fresh

HEADER = ",".join(COLUMNS) + "\n"


@dataclass(slots=True)
class Merged:
    """facts.csv as it would be, and what happened to each new fact."""

    text: str
    added: list[Fact] = field(default_factory=list)
    replaced: list[Fact] = field(default_factory=list)
    agreed: list[Fact] = field(default_factory=list)


def merge(text: str, filed: Iterable[Fact], fresh: Sequence[Fresh], found: Imported, *, file: str, replace: bool) -> Merged:
    """The new facts appended to a facts.csv; conflicts become findings, or with `replace` new lines in the old place."""
    known = {(*fact.key, fact.basis): fact for fact in filed if fact.line is not None}
    lines = (text or HEADER).splitlines()
    merged = Merged("")
    for one in fresh:
        fact, value = one.fact, one.value
        old = known.get((*fact.key, fact.basis))
        if old is None:
            lines.append(_line(fact, value))
            merged.added.append(fact)
        elif old.value == fact.value or (not replace and old.interval.meets(fact.interval)):
            merged.agreed.append(fact)
        elif replace and _is_one_line(lines[(old.line or 0) - 1]):
            lines[(old.line or 0) - 1] = _line(fact, value)
            merged.replaced.append(fact)
        else:
            of = f" of {fact.segment}" if fact.segment else ""
            message = f"{fact.item}{of} {fact.period} ({fact.basis}): {fact.value:,f} here, {old.value:,f} in {file}:{old.line}"
            remedy = "the filed line stays; --replace takes this one, or give it its own basis"
            found.find("conflict", message, remedy, line=one.entry.line, cell=one.entry.cell)
    merged.text = "\n".join(lines) + "\n"
    return merged


def _line(fact: Fact, value: str) -> str:
    out = io.StringIO()
    cells = (fact.item, fact.segment, fact.period.code, value, fact.unit, fact.basis.value, fact.source, fact.note)
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _is_one_line(line: str) -> bool:
    """The row does not run on over the next line of the file."""
    try:
        rows = list(csv.reader([line], strict=True))
    except csv.Error:
        return False
    return len(rows) == 1 and len(rows[0]) == len(COLUMNS)


def quoted(text: str) -> str:
    """A string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def skeleton(ticker: str, name: str, currency: str, year_end_month: int, standard: str, name_zh: str = "") -> str:
    """A company.toml with what is known, and what may be added."""
    lines = [
        f"# What is known of {' '.join(ticker.split())} besides its figures, which stand in facts.csv beside this file.",
        "",
        f"ticker = {quoted(ticker)}",
        f"name = {quoted(name)}",
        *([f"name_zh = {quoted(name_zh)}"] if name_zh else []),
        "aliases = []  # other names by which reports call it",
        f"currency = {quoted(currency)}",
        f"year_end_month = {year_end_month}",
        f"standard = {quoted(standard)}",
        "",
        "# [[segments]]   name, title, title_zh, aliases: a line of business, and the words by which reports call it",
        "# [[breakdowns]] name, title, segments, of, complete: segments that do not overlap, the periods in which they give the whole",
        "# [[gaps]]       item, period, segment, why: what no source holds",
        "# [[explained]]  rule, period, segment, why: a finding of `finkit doctor` that is accounted for",
        "# [[sources]]    id, title, url, read: every source that a fact names",
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def with_tables(text: str, file: str, segments: Mapping[str, str], sources: Mapping[str, Mapping[str, str]]) -> str:
    """A company.toml with these segments and sources at its end; raises `FileUnreadableError` where it cannot take them."""
    parts = [text.rstrip("\n") + "\n"]
    parts += [f"\n[[segments]]\nname = {quoted(name)}\ntitle = {quoted(title)}\n" for name, title in segments.items()]
    for source_id, fields in sources.items():
        rest = "".join(f"{name} = {quoted(value)}\n" for name, value in fields.items() if name in {"title", "url", "read"})
        parts.append(f"\n[[sources]]\nid = {quoted(source_id)}\n{rest}")
    whole = "".join(parts) if segments or sources else text
    if len(whole.encode()) > LARGEST_TOML:
        found = f"{len(whole.encode()):,} with {len(segments):,} new segments and {len(sources):,} new sources"
        remedy = "import it in parts, or name fewer segments and sources"
        raise FileUnreadableError(path=file, wanted=f"a company file of at most {LARGEST_TOML:,} bytes", found=found, remedy=remedy)
    try:
        toml_of(whole)
    except ValueError as error:
        remedy = "write its segments and sources as [[segments]] and [[sources]] tables"
        raise FileUnreadableError(path=file, wanted="a company file that can be added to", found=str(error), remedy=remedy) from None
    return whole
