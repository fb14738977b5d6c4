"""Facts of a market rather than of a company (national quotas): statements/_markets/<name>/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, field_validator

from finkit.disk.whole_file import is_inside, require_inside
from finkit.errors import FileMissingError
from finkit.statements.company import Source, known_currency
from finkit.statements.fact import Fact, Finding  # noqa: TC001  (the same)
from finkit.statements.files import statements_root
from finkit.statements.header import read_model, read_text
from finkit.statements.rows import Context, read_facts

if TYPE_CHECKING:
    from pathlib import Path


class Market(BaseModel):
    """A market: what it is called, and facts about the whole of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    title_zh: str = ""
    currency: str
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()

    _currency = field_validator("currency")(known_currency)


def markets(root: str | Path | None = None) -> tuple[str, ...]:
    """The name of every market that has facts, sorted."""
    base = statements_root(root) / "_markets"
    if not base.is_dir() or not is_inside(base, base.parent):
        return ()
    return tuple(sorted(folder.name for folder in base.iterdir() if (folder / "market.toml").is_file()))


def load_market(name: str, root: str | Path | None = None) -> Market:
    """The facts of a market; wrong rows are findings, a file that cannot be read raises as for companies."""
    if name not in markets(root):
        raise FileMissingError(path=name, wanted=f"market in {statements_root(root) / '_markets'}")
    folder = statements_root(root) / "_markets" / name
    for file in ("market.toml", "facts.csv"):
        require_inside(folder / file, folder.parent)
    path, stand_in = folder / "market.toml", {"name": name, "title": name, "currency": "CNY"}
    header, findings = read_model(Market, path, str(path), stand_in)
    sources = frozenset(source.id for source in header.sources)
    path = folder / "facts.csv"
    context = Context(file=str(path), currency=header.currency, segments=frozenset(), sources=sources)
    reading = read_facts(read_text(path, "facts file"), context)
    fields = {field: getattr(header, field) for field in Market.model_fields}
    fields |= {"facts": tuple(reading.facts), "findings": (*findings, *reading.findings)}
    return Market.model_construct(**fields)
