"""What every layout needs: facts as cells, forms of units, which periods to show."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.catalogue.items import BALANCE, ITEM_BY_NAME
from finkit.catalogue.ratios import RATIO_BY_NAME, SCORES
from finkit.reports.table import Absent, Cell, Column, Form, Kind, Mark
from finkit.statements.company import DEFAULT_ORDER
from finkit.statements.fact import Basis
from finkit.vocabulary.periods import Period
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.catalogue.ratios import Ratio
    from finkit.statements.company import Company
    from finkit.statements.fact import Fact

MILLION = 6
_MARKS = {
    Basis.REPORTED: Mark.NONE,
    Basis.RESTATED: Mark.RESTATED,
    Basis.VENDOR: Mark.VENDOR,
    Basis.DERIVED: Mark.DERIVED,
    Basis.RECONSTRUCTED: Mark.RECONSTRUCTED,
}
_FORMS = {
    "%": Form(Kind.PERCENT, decimals=2),
    "pp": Form(Kind.POINTS, decimals=2),
    "1": Form(Kind.MULTIPLE, decimals=2),
    "d": Form(Kind.DAYS, decimals=1),
}
WIDE = Decimal("0.02")  # an interval wider than this part of its value is shown as an interval
VAGUE = Decimal("0.002")  # one wider than this is shown as "about"


def form_of(code: str) -> Form:
    """How numbers of a unit are written: money in millions, percentages to two places."""
    if code in _FORMS:
        return _FORMS[code]
    if unit(code).is_money:
        return Form(Kind.AMOUNT, exponent=MILLION)
    return Form(Kind.PER_SHARE, decimals=3) if code.endswith("/share") else Form(Kind.COUNT)


def form_of_ratio(ratio: Ratio, currency: str) -> Form:
    """How a ratio is written: scores are plain numbers, points whole ones; the rest as their unit asks."""
    if ratio.group == SCORES:
        return Form(Kind.COUNT, decimals=0 if ratio.name.startswith("piotroski") else 2)
    return form_of(ratio.unit_in(currency))


def said(code: str) -> str:
    """A unit as a column of units says it."""
    if code == "1":
        return "x"
    if code == "d":
        return "days"
    return f"{code} m" if unit(code).is_money else code


def title_of(name: str) -> str:
    """The title of an item or ratio; the name itself where the catalogue has none."""
    row = ITEM_BY_NAME.get(name) or RATIO_BY_NAME.get(name)
    return row.title if row else name


def mark_of(basis: Basis | str | None) -> Mark:
    """The mark of a basis; none for the filing's own numbers."""
    return _MARKS[Basis(basis)] if basis else Mark.NONE


def fact_cell(company: Company, fact: Fact) -> Cell:
    """A fact: its value in base units, its mark, its provenance, both ends where it is an interval."""
    scale = unit(fact.unit).scale
    ends = None if fact.low is None or fact.high is None else (fact.low * scale, fact.high * scale)
    wide = ends is not None and is_wide(*ends)
    return Cell(
        fact.value * scale, form_of(fact.unit), mark=mark_of(fact.basis), note=provenance(company, fact),
        low=ends[0] if ends and wide else None, high=ends[1] if ends and wide else None,
        vague=ends is not None and is_vague(*ends),
    )  # fmt: skip


def fact_at(company: Company, item: str, period: Period, segment: str = "", bases: Sequence[Basis] = DEFAULT_ORDER) -> Fact | None:
    """The fact of a period; a balance may stand on the day on which the period closes."""
    found = company.fact(item, period, segment, bases)
    if found is not None or item not in ITEM_BY_NAME or ITEM_BY_NAME[item].statement != BALANCE:
        return found
    day = period.closing(company.year_end_month)
    return company.fact(item, Period(day.year, "D", day.month, day.day), segment, bases)


def is_wide(low: Decimal, high: Decimal) -> bool:
    """The two ends differ by more than two in a hundred: no single number stands for them."""
    return _spread(low, high) > WIDE


def is_vague(low: Decimal, high: Decimal) -> bool:
    """The two ends differ by more than two in a thousand: the number between them is said with "about"."""
    return _spread(low, high) > VAGUE


def _spread(low: Decimal, high: Decimal) -> Decimal:
    most = max(abs(low), abs(high))
    return (high - low) / most if most and most.is_finite() else Decimal(0)


def provenance(company: Company, fact: Fact) -> str:
    """Basis, sources with their titles, the line of the facts file, the note."""
    lines = [f"{fact.basis.value} · {fact.unit}" + (f" · facts.csv:{fact.line}" if fact.line is not None else "")]
    for source_id in fact.source.split(" + "):
        source = company.source(source_id)
        lines.append(f"{source_id}: {source.title}" if source else source_id)
    if fact.low is not None and fact.high is not None and fact.low != fact.high:
        lines.append(f"between {fact.low:,f} and {fact.high:,f}")
    if fact.note:
        lines.append(fact.note)
    return "\n".join(lines)


def shown_periods(company: Company) -> tuple[Period, ...]:
    """The last full years, oldest first, then the last interim period and the same of the year before."""
    told = Counter(fact.period for fact in company.facts if not fact.segment and fact.item in ITEM_BY_NAME)
    years = sorted(one for one in told if one.is_full_year and not one.estimate)
    interims = [one for one in told if one.part in _INTERIM_PARTS and one.start_year is None and not one.estimate]
    if not interims:
        return tuple(years[-_YEARS:])
    last = max(interims, key=lambda one: (one.year, told[one]))
    alike = sorted(one for one in interims if one.part == last.part)
    return (*years[-_YEARS:], *alike[-_INTERIMS:])


_YEARS, _INTERIMS = 6, 2
_INTERIM_PARTS = frozenset({"H1", "H2", "9M", "Q1", "Q2", "Q3", "Q4"})


def period_columns(periods: Sequence[Period]) -> tuple[Column, ...]:
    """A column a period; the latest year and the latest interim period always stay."""
    columns = []
    for place, period in enumerate(periods):
        newer = sum(1 for later in periods[place + 1 :] if later.part == period.part)
        columns.append(Column(period.code, right=True, age=newer + (newer > 0 and period.part == "FY")))
    return tuple(columns)


def missing(why: str = "") -> Cell:
    """An absence with its reason."""
    return Cell(absent=Absent.MISSING, note=why)


def in_sentence(title: str) -> str:
    """A title as it stands inside a sentence: R&D expense and EBIT keep their capitals."""
    return title if title[1:2].isupper() or not title[1:2].isalpha() else title[:1].lower() + title[1:]


def joined(parts: Iterable[str], glue: str = " · ") -> str:
    """The parts that are not empty."""
    return glue.join(part for part in parts if part)
