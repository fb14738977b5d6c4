"""What looks wrong in facts though no identity says so: signs, scales, repeated figures, spans that do not add up.

A neighbour is the same item on the same basis in a year beside it. Neighbours suggest, they prove nothing: what rests
on them alone is a warning, with the line to look at.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME, MONEY
from finkit.catalogue.signs import NORMALLY_POSITIVE, STANDING_STILL, STEADY
from finkit.statements.checks import bound_claims, broken
from finkit.statements.fact import Basis, Fact, Finding, Severity
from finkit.statements.parts import SUMS, adds_up, is_closing
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from finkit.statements.checks import Excuses

SIGN, SCALE, REPEATED, PARTS, TWICE, MISFIT = (
    "sign_flip", "scale_slip", "repeated_figure", "year_parts", "closing_differs", "period_misfit",
)  # fmt: skip
_ALIKE = 3  # neighbours no further apart than this factor tell a size
_NEAR = Decimal("1.5")
_SHIFTS = (1, 2, 3, 4)
_UNITS = 2  # from a thousand on, units are mistaken for each other
_DIGITS = 5  # a figure of fewer digits may well come again
_MOVED = 3

Series = dict[int, Fact]


def anomalies(facts: Sequence[Fact], file: str, excuses: Excuses, year_end_month: int = 12) -> tuple[Finding, ...]:
    """Every anomaly of the filed facts, by line; those that the company file accounts for are `explained`."""
    filed = [fact for fact in facts if fact.line is not None]
    series = _series(filed)
    found = [
        *_misfits(filed),
        *_signs(series),
        *_scales(series, _supported(facts)),
        *_repeats(series),
        *_parts(filed),
        *_twins(filed, year_end_month),
    ]
    return tuple(sorted((_finding(one, file, excuses) for one in found), key=lambda one: (one.line or 0, one.rule)))


class _Oddity:
    """A rule, the fact at which it struck, what to say."""

    def __init__(self, rule: str, fact: Fact, message: str, remedy: str, others: Sequence[Fact] = (), *, sure: bool = False) -> None:
        self.rule, self.fact, self.message, self.remedy, self.others, self.sure = rule, fact, message, remedy, others, sure


def _finding(one: _Oddity, file: str, excuses: Excuses) -> Finding:
    fact = one.fact
    why = excuses.get((one.rule, fact.period.code, fact.segment))
    severity = Severity.EXPLAINED if why else Severity.ERROR if one.sure and fact.basis is not Basis.VENDOR else Severity.WARNING
    lines = tuple(sorted({fact.line or 0, *(other.line or 0 for other in one.others)} - {0}))
    message = f"{called(fact)} {one.message}"
    return Finding(
        rule=one.rule, severity=severity, file=file, line=fact.line, column="value", message=message, remedy=why or one.remedy, lines=lines
    )


def called(fact: Fact) -> str:
    """A fact as messages name it."""
    return f"{fact.item} of {fact.segment} {fact.period}" if fact.segment else f"{fact.item} {fact.period}"


def _series(facts: Sequence[Fact]) -> list[Series]:
    """The facts of one item, segment, part of the year and basis, by year."""
    found: dict[tuple[str, str, str, Basis], Series] = {}
    for fact in facts:
        if fact.item in ITEM_BY_NAME and not fact.period.is_window and not fact.period.estimate and fact.period.part not in {"D", "M"}:
            found.setdefault((fact.item, fact.segment, fact.period.part, fact.basis), {})[fact.period.year] = fact
    return list(found.values())


def _neighbours(series: Series, year: int) -> list[Fact]:
    """The facts of up to two years on either side, nearest first, then as the file has them."""
    near = [series[other] for other in (year - 1, year + 1, year - 2, year + 2) if other in series]
    return sorted(near, key=lambda other: (abs(other.period.year - year), other.line or 0))


def _signs(every: Sequence[Series]) -> Iterator[_Oddity]:
    for series in every:
        for year, fact in series.items():
            if fact.item not in NORMALLY_POSITIVE or fact.value >= 0:
                continue
            near = [other for other in _neighbours(series, year) if other.value > 0]
            fits = [other for other in near if other.value / _ALIKE <= -fact.value <= other.value * _ALIKE]
            beside = f"; {near[0].value:,f} in {near[0].period} (line {near[0].line})" if near else ""
            remedy = f"if a minus slipped in, write {-fact.value:f}" if fits else "check the sign in the source"
            yield _Oddity(SIGN, fact, f"is negative, and normally never is\n  {fact.value:,f}{beside}", remedy, near, sure=bool(fits))


def _supported(facts: Sequence[Fact]) -> set[int | None]:
    """The lines on which an identity between filed lines holds: these have the right scale."""
    return {
        fact.line
        for bound in bound_claims(facts)
        if not bound.claim.of_ratio and bound.claim.formula.comparison == "==" and None not in {fact.line for fact in bound.inputs.values()}
        and broken(bound, "", {}) is None
        for fact in bound.inputs.values()
    }  # fmt: skip


def _scales(every: Sequence[Series], supported: set[int | None]) -> Iterator[_Oddity]:
    for series in every:
        for year, fact in series.items():
            near = [other for other in _neighbours(series, year) if other.value]
            power = 0 if fact.line in supported else _power(fact, near)
            if power:
                times = f"{10 ** abs(power):,} times too {'large' if power > 0 else 'small'}"
                beside = ", ".join(f"{other.value:,f} in {other.period} (line {other.line})" for other in near[:2])
                remedy = f"check the unit in the source: {fact.value.scaleb(-power):f} would be of the same size"
                yield _Oddity(SCALE, fact, f"looks {times}\n  {fact.value:,f} beside {beside}", remedy, near)


def _power(fact: Fact, near: Sequence[Fact]) -> int:
    """By what power of ten the fact is off its neighbours; 0 where they do not say. Only steady items cannot move a hundredfold."""
    sizes, size = [abs(other.value) for other in near], abs(fact.value)
    if len(near) < 2 or not size or max(sizes) > _ALIKE * min(sizes):  # noqa: PLR2004  (one neighbour may itself be wrong)
        return 0
    years, steady = {other.period.year for other in near}, fact.item in STEADY
    if not steady and not min(years) < fact.period.year < max(years):
        return 0  # a line may begin or end in a year
    powers = [power for shift in _SHIFTS[0 if steady else _UNITS :] for power in (shift, -shift)]
    return next((power for power in powers if min(sizes) / _NEAR <= size.scaleb(-power) <= max(sizes) * _NEAR), 0)


def _repeats(every: Sequence[Series]) -> Iterator[_Oddity]:
    moved: dict[tuple[Period, Basis], int] = {}
    alike: list[tuple[Fact, Fact]] = []
    for series in every:
        for year, fact in series.items():
            before = series.get(year - 1)
            if before is None:
                continue
            if before.value != fact.value:
                moved[fact.period, fact.basis] = moved.get((fact.period, fact.basis), 0) + 1
            elif _may_not_stand_still(fact):
                alike.append((fact, before))
    for fact, before in alike:
        if moved.get((fact.period, fact.basis), 0) >= _MOVED:
            same = f"{fact.value:,f}, as {before.period} (line {before.line}), where other lines moved"
            message = f"has the digits of the year before\n  {same}"
            yield _Oddity(REPEATED, fact, message, "check that the column was not copied twice", (before,))


def _may_not_stand_still(fact: Fact) -> bool:
    item = ITEM_BY_NAME[fact.item]
    digits = len(fact.value.normalize().as_tuple().digits)
    moves = item.is_flow or fact.item in NORMALLY_POSITIVE
    return item.unit == MONEY and moves and fact.item not in STANDING_STILL and digits >= _DIGITS


def _parts(facts: Sequence[Fact]) -> Iterator[_Oddity]:
    by_key: Mapping[tuple[str, str, Period, Basis], Fact] = {(*fact.key, fact.basis): fact for fact in facts if adds_up(fact.item)}
    for (item, segment, period, basis), whole in by_key.items():
        for name, first, second in SUMS:
            if period.part != name or period.is_window:
                continue
            parts = [by_key.get((item, segment, Period(period.year, part, estimate=period.estimate), basis)) for part in (first, second)]
            if parts[0] is None or parts[1] is None:
                continue
            total = parts[0].interval + parts[1].interval
            if not total.meets(whole.interval):
                lines = f"lines {whole.line}, {parts[0].line}, {parts[1].line}"
                message = f"does not equal {first} + {second}\n  {whole.value:,f} against {total.middle:,f} ({lines})"
                remedy = "compare the three with their sources"
                yield _Oddity(PARTS, whole, message, remedy, (parts[0], parts[1]), sure=True)


def _twins(facts: Sequence[Fact], year_end_month: int) -> Iterator[_Oddity]:
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        if not is_closing(fact.item) or fact.period.is_window:
            continue
        key = (fact.item, fact.segment, fact.period.closing(year_end_month), fact.basis)
        other = seen.setdefault(key, fact)
        if not other.interval.meets(fact.interval):
            both = f"{fact.value:,f} against {other.value:,f} (line {other.line})"
            message = f"differs from {other.period}, which closes on the same day\n  {both}"
            yield _Oddity(TWICE, fact, message, "one balance a day: mend one of the two, or give them their own basis", (other,), sure=True)


def _misfits(facts: Sequence[Fact]) -> Iterator[_Oddity]:
    for fact in facts:
        item = ITEM_BY_NAME.get(fact.item)
        if item is None:
            continue
        if fact.period.is_window:
            yield _Oddity(MISFIT, fact, "stands on a span of years", "give it the year, half or quarter that it is of", sure=True)
        elif fact.period.estimate:
            yield _Oddity(MISFIT, fact, "is an estimate among filed facts", "estimates belong in a model, not in the statements")
        elif fact.period.is_instant and item.unit == MONEY and adds_up(fact.item):
            yield _Oddity(MISFIT, fact, "is a flow, on a day", "give it the span that it is of, such as FY2022 or 9M2023", sure=True)
