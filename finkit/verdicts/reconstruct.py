"""Facts that a check adds to a company's statements: confident and decided figures, and amounts that follow from shares."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import RATIOS
from finkit.errors import EmptyDivisorError, PeriodInvalidError
from finkit.figures.figure import OURS
from finkit.statements.fact import Basis, Fact
from finkit.vocabulary.intervals import ONE, Interval
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from finkit.statements.company import Company
    from finkit.verdicts.verdict import Check, CheckedFigure

Key = tuple[str, str, Period]
_OURS = frozenset({None, OURS})
_HUNDRED = Decimal(100)
# A stated share may be of a smaller total than the company's (of a line of business), so it is no fact by itself.
_SHARES = frozenset(ratio.name for ratio in RATIOS if any(term.whole for term in ratio.formula.terms))
_DIGITS = 4


def reconstructed_facts(company: Company, check: Check) -> tuple[Fact, ...]:
    """New facts, in order of the text, those of decided figures behind; none where any source already has one."""
    confident = _told(company, [figure for figure in check.values if figure.is_confident])
    decided = _told(company, [figure for figure in check.values if figure.decision and not figure.is_confident])
    found = {
        key: _fact(key, figure, check)
        for key, figure in {**confident, **{key: one for key, one in decided.items() if key not in confident}}.items()
        if figure.value is not None and key[0] not in _SHARES and not company.all_facts(key[0], key[2], key[1])
    }
    for fact in _from_shares(company, confident, check):
        if fact.key not in found and not company.all_facts(fact.item, fact.period, fact.segment):
            found[fact.key] = fact
    return tuple(found.values())


def _told(company: Company, told: Iterable[CheckedFigure]) -> dict[Key, CheckedFigure]:
    """Figures by what they measure: items and ratios of the company, no growth, no forecast, no window."""
    segments = {segment.name for segment in company.segments} | {""}
    figures: dict[Key, CheckedFigure] = {}
    for figure in told:
        known = figure.measure in ITEM_BY_NAME or figure.measure in {ratio.name for ratio in RATIOS}
        if not (known and figure.entity in _OURS and figure.measure and figure.period):
            continue
        period = _period(figure.period)
        if period is not None and not period.is_window and not period.estimate and (figure.segment or "") in segments:
            figures.setdefault((figure.measure, figure.segment or "", period), figure)
    return figures


def _period(code: str) -> Period | None:
    try:
        return Period.parse(code)
    except PeriodInvalidError:
        return None


def _fact(key: Key, figure: CheckedFigure, check: Check) -> Fact:
    item, segment, period = key
    value, low, high = figure.value, figure.low, figure.high
    assert value is not None  # noqa: S101  (those without were left out)
    return Fact(
        item=item, segment=segment, period=period, value=value, unit=figure.unit or "1", basis=Basis.RECONSTRUCTED,
        source=f"check:{Path(check.document).name}", note=f"figure {figure.id}, printed {figure.surface!r}; {figure.verdict}: {figure.why}",
        low=low, high=high,
    )  # fmt: skip


def _from_shares(company: Company, confident: dict[Key, CheckedFigure], check: Check) -> Iterator[Fact]:
    """Amount = share of the total that the segments with both amount and share imply together."""
    for ratio in RATIOS:
        if ratio.name not in _SHARES:
            continue
        base = ratio.terms[0]
        for period in dict.fromkeys(period for name, _, period in confident if name == ratio.name):
            pairs = {
                segment: (confident[base, segment, period], figure)
                for (name, segment, at), figure in confident.items()
                if name == ratio.name and at == period and (base, segment, period) in confident
            }
            total = _total(list(pairs.values()))
            if total is None:
                continue
            for (name, segment, at), figure in confident.items():
                if name != ratio.name or at != period or segment in pairs or figure.low is None or figure.high is None:
                    continue
                amount = total * Interval(figure.low / _HUNDRED, figure.high / _HUNDRED)
                named = " and ".join(pairs)
                yield Fact(
                    item=base, segment=segment, period=period, value=_readable(amount), unit=company.currency,
                    basis=Basis.RECONSTRUCTED, source=f"check:{Path(check.document).name}",
                    note=f"its share {figure.value} % (figure {figure.id}) of the total that {named} imply",
                    low=amount.low, high=amount.high,
                )  # fmt: skip


def _total(pairs: list[tuple[CheckedFigure, CheckedFigure]]) -> Interval | None:
    """The total that every (amount, share) allows; None where they allow none in common."""
    total: Interval | None = None
    for amount, share in pairs:
        if amount.low is None or amount.high is None or share.low is None or share.high is None:
            continue
        try:
            implied = Interval(amount.low, amount.high) / Interval(share.low / _HUNDRED, share.high / _HUNDRED)
        except EmptyDivisorError:
            continue
        total = implied if total is None else total.meet(implied)
        if total is None:
            return None
    return total


def _readable(interval: Interval) -> Decimal:
    """The middle of an interval, to four digits."""
    middle = interval.middle
    return middle.quantize(ONE.scaleb(middle.adjusted() - _DIGITS + 1)) if middle else middle
