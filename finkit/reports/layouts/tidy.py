"""What commands show, as tidy rows for comma-separated lines: one a figure, a fact or a finding, every digit kept.

Numbers are strings in base units (0.2253 of unit 1 for 22.53 %) for metrics; facts and printed figures keep the unit of
their source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import COMPANY, RATIO_BY_NAME, RATIOS, under
from finkit.reports.layouts.common import fact_at, shown_periods
from finkit.reports.layouts.lists import FACT_COLUMNS, fact_row
from finkit.reports.layouts.measured import Measures, why_absent
from finkit.reports.layouts.summary import GROUPS, STRIP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from finkit.reports.layouts.metric import MetricDesk
    from finkit.statements.company import Company
    from finkit.statements.fact import Finding
    from finkit.statements.importers.intake import Intake
    from finkit.verdicts.diagnose import Diagnosis
    from finkit.verdicts.verdict import Alternative, Check, CheckedFigure, Edit
    from finkit.vocabulary.periods import Period

VALUE_COLUMNS = ("ticker", "segment", "name", "period", "value", "unit", "status", "basis", "low", "high", "source", "line", "why")
COMPANY_COLUMNS = ("ticker", "name", "name_zh", "currency", "standard", "default", "facts", "first", "last")
FINDING_COLUMNS = ("ticker", "severity", "rule", "file", "line", "lines", "column", "message", "remedy")
IMPORT_COLUMNS = ("outcome", *FACT_COLUMNS, "message")
CHECK_COLUMNS = (
    "id", "start", "end", "surface", "kind", "verdict", "printed", "value", "low", "high", "unit", "direction", "measure", "segment",
    "entity", "period", "edits", "source_text", "cost", "margin", "margin_capped", "confidence", "anchor", "status", "alternatives",
    "statement_value", "statement_unit", "statement_basis", "statement_source", "difference", "evidence", "why", "decided_by",
    "decided_on", "decided_why", "rests_on",
)  # fmt: skip
EXPLAIN_COLUMNS = ("figure", "speaks", "id", "value", "unit", "cost", "low", "high", "holds", "source", "text")
_SEGMENT_NAMES = ("revenue", "revenue_share", "gross_profit", "gross_profit_share", "gross_margin")


def summary_rows(company: Company) -> Iterator[dict[str, Any]]:
    """Every item and metric of the summary over its periods, then those of each segment; absences with their reason."""
    periods, measures = shown_periods(company), Measures(company)
    main = [one for one in RATIOS if one.main and one.group in dict(GROUPS) and COMPANY in one.per]
    names = dict.fromkeys((*STRIP, *(under(one, company.standard).name for one in main)))
    for name in names:
        yield from (_value(company, measures, name, period) for period in periods)
    for segment in company.segments:
        rows = [_value(company, measures, name, one, segment.name) for name in _SEGMENT_NAMES for one in periods]
        yield from (row for row in rows if row["value"] is not None)


def metric_rows(desk: MetricDesk) -> Iterator[dict[str, Any]]:
    """One metric, its variants and its parts over the periods."""
    for ratio in (desk.ratio, *desk.family()):
        for period in desk.periods:
            yield _measured(desk.company, desk.measures, ratio.name, period, desk.segment)


def _value(company: Company, measures: Measures, name: str, period: Period, segment: str = "") -> dict[str, Any]:
    if name not in ITEM_BY_NAME:
        return _measured(company, measures, name, period, segment)
    fact = fact_at(company, name, period, segment)
    head = {"ticker": company.ticker, "segment": segment, "name": name, "period": period.code}
    if fact is None:
        return {**dict.fromkeys(VALUE_COLUMNS), **head, "status": "missing", "why": why_absent(company, name, period, segment)}
    row = fact_row(fact)
    told = {key: row[key] for key in ("value", "unit", "basis", "low", "high", "source", "line")}
    return {**head, **told, "status": "stated", "why": fact.note}


def _measured(company: Company, measures: Measures, name: str, period: Period, segment: str) -> dict[str, Any]:
    cell = measures.explained(name, period, segment)
    shown = measures.cell(name, period, segment)
    code = RATIO_BY_NAME[name].unit_in(company.currency)
    sources = dict.fromkeys(fact.source for fact in cell.facts)
    lines = dict.fromkeys(str(fact.line) for fact in cell.facts if fact.line is not None)
    return {
        "ticker": company.ticker, "segment": segment, "name": name, "period": period.code,
        "value": _plain(shown.number), "unit": "1" if code == "%" else code, "status": cell.status, "basis": cell.basis or "",
        "low": _plain(shown.low), "high": _plain(shown.high), "source": "; ".join(sources), "line": "; ".join(lines),
        "why": cell.why.removeprefix("= "),
    }  # fmt: skip


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def company_rows(companies: Iterable[Company], default: str) -> Iterator[dict[str, Any]]:
    """The companies at hand with the span of their full years."""
    for one in companies:
        years = [period.code for period in one.periods if period.is_full_year]
        yield {
            "ticker": one.ticker, "name": one.name, "name_zh": one.name_zh, "currency": one.currency, "standard": one.standard,
            "default": int(one.ticker == default), "facts": len(one.facts), "first": years[0] if years else "",
            "last": years[-1] if years else "",
        }  # fmt: skip


def finding_rows(found: Iterable[Diagnosis]) -> Iterator[dict[str, Any]]:
    """One row a finding of the doctor."""
    for one in found:
        for finding in one.findings:
            yield {"ticker": one.ticker, **_finding(finding)}


def _finding(finding: Finding) -> dict[str, Any]:
    plain = finding.model_dump(mode="json")
    return {**plain, "lines": "; ".join(map(str, finding.lines))}


def import_rows(intake: Intake, examined: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """One row a fact that came in, was there or was replaced, then what was skipped and every finding."""
    merged, found = intake.merged, intake.found
    empty: dict[str, Any] = dict.fromkeys(IMPORT_COLUMNS)
    for outcome, facts in (("added", merged.added), ("replaced", merged.replaced), ("agreed", merged.agreed)):
        yield from ({**empty, "outcome": outcome, **fact_row(fact)} for fact in facts)
    yield from ({**empty, "outcome": "skipped", "message": text} for text in found.skipped)
    for outcome, findings in (("not taken", found.findings), ("examined", examined)):
        for one in findings:
            yield {**empty, "outcome": f"{outcome}, {one.severity.value}", "source": one.file, "line": one.line, "message": one.message}


def check_rows(check: Check) -> Iterator[dict[str, Any]]:
    """One row a figure, as in the check document: every edit and rival reading in a cell."""
    for figure in check.figures:
        plain = figure.model_dump(mode="json")
        statement = plain["statement"] or {}
        yield {
            **{name: plain.get(name) for name in CHECK_COLUMNS},
            "margin_capped": int(figure.margin_capped), "edits": _undone(figure.edits), "evidence": "; ".join(figure.evidence),
            "alternatives": "; ".join(f"{one.value:f} {one.unit}" for one in figure.alternatives),
            "difference": statement.get("difference"), "rests_on": "; ".join(figure.rests_on),
            **{f"decided_{name}": (plain["decision"] or {}).get(key) for name, key in (("by", "who"), ("on", "when"), ("why", "why"))},
            **{f"statement_{name}": statement.get(name) for name in ("value", "unit", "basis", "source")},
        }  # fmt: skip


def explain_rows(check: Check, figures: Sequence[CheckedFigure]) -> Iterator[dict[str, Any]]:
    """One row a reading, the chosen one first, then one a relation that speaks of the figure."""
    empty: dict[str, Any] = dict.fromkeys(EXPLAIN_COLUMNS)
    for figure in figures:
        head = {**empty, "figure": figure.id}
        ends = {"low": _plain(figure.low), "high": _plain(figure.high)}
        own = {"value": _plain(figure.value), "unit": figure.unit, "cost": figure.cost, **ends}
        yield {**head, "speaks": "chosen", "id": figure.id, **own, "text": _undone(figure.edits)}
        yield from ({**head, "speaks": "rival", **_rival(one)} for one in figure.alternatives)
        for one in check.relations:
            if figure.id in one.terms:
                told = {"id": one.id, "low": _plain(one.low), "high": _plain(one.high), "source": one.source, "text": one.text}
                yield {**head, "speaks": "relation", **told, "holds": None if one.holds is None else int(one.holds)}


def _rival(one: Alternative) -> dict[str, Any]:
    return {"value": f"{one.value:f}", "unit": one.unit, "cost": one.cost, "text": _undone(one.edits)}


def _undone(edits: Iterable[Edit]) -> str:
    return "; ".join(f"{edit.stage}: {edit.before} → {edit.after}" for edit in edits)
