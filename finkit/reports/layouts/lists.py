"""Plain lists: the facts of a company with their findings, the companies at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finkit.reports.layouts.common import fact_cell, joined
from finkit.reports.table import Block, Cell, Column, Form, Kind, Line, Page, Row, Table, Tone, words
from finkit.statements.fact import Basis, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.statements.company import Company
    from finkit.statements.fact import Fact, Finding

FACTS_SCHEMA, COMPANIES_SCHEMA = "finkit/facts/1", "finkit/companies/1"
_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.WARN, Severity.EXPLAINED: Tone.MUTED}
FACT_COLUMNS = ("item", "segment", "period", "value", "unit", "basis", "low", "high", "source", "line", "note")


def chosen_facts(company: Company, items: Sequence[str] = (), periods: Sequence[str] = ()) -> tuple[Fact, ...]:
    """The facts of these items and periods (all, where none is named), by item, segment and period."""
    wanted = (fact for fact in company.facts if (not items or fact.item in items) and (not periods or fact.period.code in periods))
    return tuple(sorted(wanted, key=lambda fact: (fact.item, fact.segment, fact.period, fact.basis)))


def fact_row(fact: Fact) -> dict[str, Any]:
    """A fact as plain data; numbers are strings with every digit of their source."""
    plain = fact.model_dump(mode="json")
    numbers = {name: None if (value := getattr(fact, name)) is None else f"{value:f}" for name in ("value", "low", "high")}
    return {name: numbers.get(name, plain[name]) for name in FACT_COLUMNS}


def facts_page(company: Company, facts: Sequence[Fact]) -> Page:
    """Facts with their provenance, then every finding with its file and line."""
    columns = (
        Column("item"),
        Column("segment"),
        Column("period"),
        Column("value", right=True),
        Column("unit"),
        Column("basis"),
        Column("line", right=True),
        Column("source", grows=True, width=12),
    )
    rows = tuple(_fact(company, fact) for fact in facts)
    table = Table("", columns, rows) if rows else None
    head = joined((f"{company.name} {company.name_zh}".strip(), company.ticker, f"{len(facts)} fact{'' if len(facts) == 1 else 's'}"))
    return Page((Block(head, tables=(table,) if table else ()), _findings(company.findings)))


def _fact(company: Company, fact: Fact) -> Row:
    cell = fact_cell(company, fact)
    value = Cell(fact.value, _form(fact), tone=cell.tone)
    line = "" if fact.line is None else str(fact.line)
    cells = (fact.item, fact.segment, fact.period.code, fact.unit, fact.basis.value, line, fact.source)
    texts = [words(text) for text in cells]
    return Row((*texts[:3], value, *texts[3:]))


def _form(fact: Fact) -> Form:
    """Every digit of the source, none more; what is derived has no source to print idle zeros."""
    value = fact.value.normalize() if fact.basis is Basis.DERIVED else fact.value
    exponent = value.as_tuple().exponent
    return Form(Kind.COUNT, decimals=max(0, -exponent) if isinstance(exponent, int) else 0)


def _findings(findings: Iterable[Finding]) -> Block:
    lines = finding_lines(findings)
    return Block("Findings" if lines else "", lines or (Line("No finding.", Tone.GOOD),))


def finding_lines(findings: Iterable[Finding]) -> tuple[Line, ...]:
    """Findings as lines: the first says where and what, the others are set in."""
    lines: list[Line] = []
    for finding in findings:
        tone = _TONES[finding.severity]
        first, *rest = str(finding).splitlines()
        lines.append(Line(f"{finding.severity.value}: {first}", tone))
        lines.extend(Line(part.strip(), Tone.MUTED, indent=4) for part in rest)
    return tuple(lines)


def companies_page(companies: Sequence[Company], default: str) -> Page:
    """The companies that have statements."""
    columns = (
        Column("ticker"), Column("name", grows=True, width=20), Column("", grows=True, width=8), Column("currency"),
        Column("facts", right=True), Column("periods"),
    )  # fmt: skip
    rows = tuple(Row(tuple(words(text) for text in _told(company, default))) for company in companies)
    return Page(
        (
            Block(
                "Companies",
                tables=(Table("", columns, rows, notes=(Line("* taken where none is named", Tone.MUTED),)),),
            ),
        )
    )


def _told(company: Company, default: str) -> tuple[str, ...]:
    years = [period for period in company.periods if period.is_full_year]
    span = f"{years[0].code}–{years[-1].code}" if years else ""
    star = " *" if company.ticker == default else ""
    return company.ticker + star, company.name, company.name_zh, company.currency, str(len(company.facts)), span
