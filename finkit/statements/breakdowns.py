"""Segments to the whole: what a breakdown adds up to, and what it leaves for eliminations and corporate items.

IFRS 8.28 and CAS 35 want the segments reconciled with the company. A breakdown is complete in the periods that the
company file names: there its segments, eliminations among them, must give the whole within rounding. Elsewhere what is
left over was eliminated between segments, belongs to none of them, or was not told; more than the whole is a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from finkit.statements.derive import shown_middle
from finkit.statements.fact import Basis, Fact, Finding, Severity
from finkit.statements.views import reported_view, restated_view, vendor_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from finkit.statements.checks import Excuses
    from finkit.statements.company import Breakdown
    from finkit.statements.views import Key
    from finkit.vocabulary.intervals import Interval
    from finkit.vocabulary.periods import Period

BROKEN_DOWN = ("revenue", "cost_of_sales", "gross_profit", "operating_profit")
RULE = "segments_to_whole"
LEFT_OVER = "eliminated or not broken down"


def left_over(breakdown: Breakdown, item: str, look: Callable[[str], Fact | None]) -> Fact | None:
    """What the whole has beyond its segments, with its interval; None where the whole or every segment is missing.

    `look`: segment ("" is the company) to the fact that a column shows of the item.
    """
    whole = look(breakdown.of)
    parts = [fact for name in breakdown.segments if (fact := look(name)) is not None]
    if whole is None or not parts:
        return None
    interval = whole.interval - _sum(parts)
    known = (whole, *parts)
    bases = {fact.basis for fact in known}
    basis = next((one for one in (Basis.VENDOR, Basis.RECONSTRUCTED, Basis.RESTATED) if one in bases), Basis.DERIVED)
    return Fact.model_construct(
        item=item, segment=breakdown.name, period=whole.period, value=shown_middle(interval), unit=whole.unit, basis=basis,
        source=" + ".join(dict.fromkeys(source for fact in known for source in fact.source.split(" + "))),
        note=f"= {breakdown.of or 'company'} - {' - '.join(fact.segment for fact in parts)}",
        line=None, low=interval.low, high=interval.high,
    )  # fmt: skip


def _sum(parts: Sequence[Fact]) -> Interval:
    total = parts[0].interval
    for fact in parts[1:]:
        total = total + fact.interval
    return total


def closed(breakdown: Breakdown, facts: Sequence[Fact]) -> Iterator[tuple[Fact, tuple[Fact, ...]]]:
    """The whole and its parts wherever the breakdown is complete: as reported, as restated, with vendors' lines."""
    for whole, parts, is_complete in _met(breakdown, facts):
        if is_complete:
            yield whole, parts


def place_of_whole(breakdown: Breakdown, whole: Fact) -> str:
    """Breakdown, item and period, as messages name them."""
    return f"{breakdown.name} {whole.item} {whole.period.code}"


def uneven(facts: Sequence[Fact], breakdowns: Iterable[Breakdown], file: str, excuses: Excuses) -> Iterator[tuple[str, Finding]]:
    """(place, finding) of every breakdown that should give the whole and does not, or gives more revenue than there is."""
    for breakdown in breakdowns:
        for whole, parts, is_complete in _met(breakdown, facts):
            total = _sum(parts)
            exceeds = whole.item == "revenue" and total.low > whole.interval.high and all(fact.value >= 0 for fact in parts)
            if not total.meets(whole.interval) if is_complete else exceeds:
                yield place_of_whole(breakdown, whole), _finding(breakdown, whole, parts, file, excuses)


def _met(breakdown: Breakdown, facts: Sequence[Fact]) -> Iterator[tuple[Fact, tuple[Fact, ...], bool]]:
    """(whole, parts, complete) wherever a view has the whole and a part; a segment told of but not in it leaves it open."""
    told = {(fact.segment, fact.period) for fact in facts if fact.item in BROKEN_DOWN}
    for view in (reported_view(facts), restated_view(facts), vendor_view(facts)):
        for item in BROKEN_DOWN:
            for name, period in view.places.get(item, ()):
                if name != breakdown.of:
                    continue
                parts = _parts(breakdown, view.facts, item, period)
                wanted = [one for one in breakdown.segments if (one, period) in told]
                if parts:
                    yield view.facts[item, name, period], parts, period.code in breakdown.complete and len(parts) == len(wanted)


def _parts(breakdown: Breakdown, facts: Mapping[Key, Fact], item: str, period: Period) -> tuple[Fact, ...]:
    keys = ((item, name, period) for name in breakdown.segments)
    return tuple(facts[key] for key in keys if key in facts)


def _finding(breakdown: Breakdown, whole: Fact, parts: Sequence[Fact], file: str, excuses: Excuses) -> Finding:
    why = excuses.get((RULE, whole.period.code, breakdown.name))
    soft = any(fact.basis in {Basis.VENDOR, Basis.DERIVED} for fact in (whole, *parts))
    severity = Severity.EXPLAINED if why else Severity.WARNING if soft or whole.period.code not in breakdown.complete else Severity.ERROR
    total = _sum(parts)
    gap = total.middle - whole.interval.middle
    of = f" of {breakdown.of}" if breakdown.of else ""
    message = (
        f"{whole.item} {whole.period}: {breakdown.title.lower()} do not add up to the whole{of}\n"
        f"  {total.middle:,f} against {whole.value:,f}: {abs(gap):,f} too {'much' if gap > 0 else 'little'}"
    )
    lines = tuple(sorted(fact.line for fact in (whole, *parts) if fact.line is not None))
    return Finding(
        rule=RULE, severity=severity, file=file, line=whole.line or min(lines, default=None), column="value", message=message,
        remedy=why or f"compare its segments ({', '.join(fact.segment for fact in parts)}) with the source: is an elimination missing?",
        lines=lines,
    )  # fmt: skip
