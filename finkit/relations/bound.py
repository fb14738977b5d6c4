"""Relations from outside the text: facts of the same measure, and catalogue rows over figures and facts."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from finkit.catalogue.identities import IDENTITIES
from finkit.catalogue.ratios import EXPENSES, RATIO_BY_NAME, RATIOS, SEGMENT
from finkit.figures.cues import CHANGE, GROWTH
from finkit.figures.words import BILLION, MILLION, THOUSAND, WAN, YI
from finkit.relations.increments import item_changes
from finkit.relations.places import COST_BOUND, COST_ROW, row
from finkit.relations.residual import CATALOGUE, FACT, Relation, constant, percent
from finkit.relations.wholes import whole_relations
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.intervals import ONE, Interval
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from finkit.catalogue.ratios import Ratio
    from finkit.figures.figure import Figure
    from finkit.relations.known import Known
    from finkit.relations.places import Places
    from finkit.vocabulary.periods import Period

    _Pair = tuple[str, Figure, Figure]

# Nats for leaving a relation broken, by how it was found. Reports err; facts and identities seldom do.
COST_FACT, COST_WEAK_FACT, COST_SHARE = 8.0, 6.0, 6.0
_SCALES = (THOUSAND, WAN, MILLION, YI, BILLION)
_TELLING, _SEVERAL = 3, 2
_NEAREST = 6  # parts of one total that a part is compared with
_MOST_SHARES = 40  # a sum of more says little of any
_MARGIN_BOUND = Formula("gross_margin <= 1")  # cost is never below zero
_SHARES = tuple(ratio for ratio in RATIOS if any(term.whole for term in ratio.formula.terms))
_PLAIN_ROWS = tuple(ratio for ratio in RATIOS if ratio.main and ratio not in _SHARES and not ratio.constants)
# Hardly a company spends more than its revenue on one of these; of one that does, nothing is changed, only less is sure.
_EXPENSE_RATIOS = tuple(ratio.name for ratio in RATIOS if ratio.group == EXPENSES and ratio.main)


def mistaken_scales(places: Places) -> dict[str, Decimal]:
    """Scale words that facts show to be wrong: word -> the scale it stands for in this document.

    Told by several figures whose digits are those of a fact at another scale, and by fewer that fit as printed.
    """
    votes: Counter[tuple[str, Decimal]] = Counter()
    own: dict[str, Decimal] = {}
    for (name, segment, period), figures in places.by_key.items():
        known = [abs(one.interval) for one in places.known(name, segment, period) if one.interval.middle]
        for figure in figures:
            numeral = figure.numeral
            if not known or numeral is None or not figure.scale_word or figure.is_split or len(numeral.digits.strip("0")) < _TELLING:
                continue
            own[figure.scale_word] = figure.scale
            for scale in _SCALES:
                value = Interval.rounded(numeral.mantissa * scale, ONE.scaleb(-numeral.decimals) * scale)
                votes[figure.scale_word, scale] += any(value.meets(one) for one in known)
    found: dict[str, Decimal] = {}
    for word in {word for word, _ in votes}:
        (_, scale), count = max(((key, count) for key, count in votes.items() if key[0] == word), key=lambda one: one[1])
        if count >= _SEVERAL and count > votes[word, own[word]]:
            found[word] = scale
    return found


def bound_relations(places: Places) -> Iterator[Relation]:
    """Facts, growth, catalogue rows, shares, changes as amounts, and parts of a whole; each in one currency."""
    return (one for one in _relations(places) if not one.mixes_currencies)


def _relations(places: Places) -> Iterator[Relation]:
    yield from _facts(places)
    yield from _growths(places)
    yield from _rows(places)
    for segment, period in places.spoken(["gross_margin"]):
        yield from row(places, _MARGIN_BOUND, segment, period, "bound gross_margin", "")
    for name in _EXPENSE_RATIOS:
        for segment, period in places.spoken([name]):
            yield from row(places, _at_most_all(name), segment, period, f"bound {name}", "")
    yield from _shares(places)
    yield from item_changes(places)
    yield from whole_relations(places)


def _facts(places: Places) -> Iterator[Relation]:
    formula = Formula("figure == fact")
    for (name, segment, period), figures in places.by_key.items():
        everything = places.known(name, segment, period)
        for figure in figures:
            known = [one for one in everything if _comparable(one, figure)]
            if not known:
                continue
            operands = {
                "figure": percent(figure.id, figure.unit, name, cut=known[0].computed),
                "fact": constant([one.interval for one in known], known[0].unit, name),
            }
            yield Relation(
                f"fact:{figure.id}", FACT, formula, operands, COST_WEAK_FACT if all(one.is_weak for one in known) else COST_FACT, FACT,
                known[0].source, figure.id, known[0].row, known[0].lines, known[0].basis,
            )  # fmt: skip


def _comparable(known: Known, figure: Figure) -> bool:
    return unit_of(known.unit).agrees(unit_of(figure.unit)) or {known.unit, figure.unit} == {"t", "t/yr"}


def _growths(places: Places) -> Iterator[Relation]:
    """Growth = value / the year before - 1, where the year before is a fact or a figure."""
    formula = Formula("growth == value / before - 1")
    for (name, segment, period), figures in places.by_key.items():
        figure = figures[0]
        if figure.binding.facet != GROWTH or period.is_window:
            continue
        base = figure.binding.measure
        if base in RATIO_BY_NAME:
            continue
        value = places.by_key.get((base, segment, period))
        before = places.operand(base, segment, period.prior())
        if value and before is not None:
            said, now = percent(figure.id, figure.unit, name), percent(value[0].id, value[0].unit, base)
            operands = {"growth": said, "value": now, "before": before}
            yield Relation(f"growth:{figure.id}", "growth", formula, operands, COST_ROW, CATALOGUE, f"{base}_growth", figure.id)


@lru_cache(maxsize=64)
def _at_most_all(name: str) -> Formula:
    return Formula(f"{name} <= 1")


@lru_cache(maxsize=256)
def _row_formula(name: str) -> Formula:
    return Formula(f"{name} == {RATIO_BY_NAME[name].formula}")


@lru_cache(maxsize=256)
def _change_formula(name: str) -> Formula:
    return Formula(f"{name}_change == {name} - prior({name})")


def _rows(places: Places) -> Iterator[Relation]:
    """Every main ratio and identity of which at least one term is a figure and all others are figures or facts."""
    for ratio in _PLAIN_ROWS:
        formula = _row_formula(ratio.name)
        for segment, period in places.spoken([ratio.name, *ratio.terms]):
            if (segment and SEGMENT not in ratio.per) or _is_loose(formula, segment):
                continue
            yield from row(places, formula, segment, period, f"ratio {ratio.name}", ratio.name)
        if ratio.unit == "%":
            for segment, period in places.spoken([f"{ratio.name}_{CHANGE}"]):
                yield from row(places, _change_formula(ratio.name), segment, period, f"change of {ratio.name}", f"{ratio.name}_{CHANGE}")
    for identity in IDENTITIES:
        for segment, period in places.spoken(identity.formula.names):
            if (segment and not identity.per_segment) or _is_loose(identity.formula, segment):
                continue
            yield from row(places, identity.formula, segment, period, f"identity {identity.name}", "")


def _is_loose(formula: Formula, segment: str) -> bool:
    """The row compares with the whole company the company itself, or something that may be no part of it.

    (Words narrow it, no segment of the company does.)
    """
    return (not segment or segment.startswith("~")) and any(term.whole for term in formula.terms)


def _shares(places: Places) -> Iterator[Relation]:
    """Shares of a total that is not named: all imply one total, and that is at most the company's."""
    for ratio in _SHARES:
        base = ratio.terms[0]
        periods = dict.fromkeys(period for _, period in places.spoken([ratio.name]))
        for period in periods:
            pairs = _share_pairs(places, ratio.name, base, period)
            yield from _one_total(places, ratio, base, period, pairs)
            yield from _add_up(places, ratio, period)
    yield from _margins_of_shares(places)


def _neighbours(pairs: Sequence[_Pair]) -> Iterator[tuple[_Pair, _Pair]]:
    """Each with those that follow it, few with all: what holds of all holds of these, and there are no more than the text is long."""
    return ((one, other) for at, one in enumerate(pairs) for other in pairs[at + 1 : at + 1 + _NEAREST])


def _share_pairs(places: Places, share: str, base: str, period: Period) -> list[_Pair]:
    """(segment, share, amount) for the segments of which both are figures."""
    return [
        (segment, places.by_key[share, segment, period][0], places.by_key[base, segment, period][0])
        for segment, at in places.spoken([share])
        if at == period and segment and (base, segment, period) in places.by_key
    ]


def _one_total(places: Places, ratio: Ratio, base: str, period: Period, pairs: list[_Pair]) -> Iterator[Relation]:
    equal, most = Formula("part / share == other_part / other_share"), Formula("part <= share * total")
    for (left, share, part), (right, other_share, other_part) in _neighbours(pairs):
        operands = {
            "part": percent(part.id, part.unit, f"{left} {base}"), "share": percent(share.id, share.unit, ratio.name),
            "other_part": percent(other_part.id, other_part.unit, f"{right} {base}"),
            "other_share": percent(other_share.id, other_share.unit, ratio.name),
        }  # fmt: skip
        name = f"share:{ratio.name}:{left}:{right}:{period.document_code}"
        yield Relation(name, "share", equal, operands, COST_SHARE, CATALOGUE, f"ratio {ratio.name}, one total")
    total = places.operand(base, "", period)
    if total is None:
        return
    for segment, share, part in pairs:
        operands = {"part": percent(part.id, part.unit, base), "share": percent(share.id, share.unit, ratio.name), "total": total}
        name = f"total:{ratio.name}:{segment}:{period.document_code}"
        source, loose = f"ratio {ratio.name}, at most the company's total", segment.startswith("~")
        yield Relation(name, "bound", most, operands, COST_BOUND, CATALOGUE, source, tentative=loose)


COST_ADD_UP = 2.5


def _add_up(places: Places, ratio: Ratio, period: Period) -> Iterator[Relation]:
    """Shares of several segments are at most a hundred together (segments may overlap, so this weighs little)."""
    segments = [segment for segment, at in places.spoken([ratio.name]) if at == period and segment and not _is_joint(segment)]
    found = [places.by_key[ratio.name, segment, period][0] for segment in segments]
    if 1 < len(found) <= _MOST_SHARES:
        names = [f"share{index}" for index in range(len(found))]
        operands = {name: percent(figure.id, figure.unit, ratio.name) for name, figure in zip(names, found, strict=True)}
        formula = Formula(f"{' + '.join(names)} <= 1")
        name = f"sum:{ratio.name}:{period.document_code}"
        yield Relation(name, "sum", formula, operands, COST_ADD_UP, CATALOGUE, f"ratio {ratio.name} adds up")


def _is_joint(segment: str) -> bool:
    """Several segments together: they stand beside their parts, not among them."""
    return "+" in segment or segment.endswith(" together")


def _margins_of_shares(places: Places) -> Iterator[Relation]:
    """Margins through the totals that a segment with amounts and shares implies.

    A segment known by shares alone has its margin so; a margin of something that has no shares may be that of the
    total itself, which is tentative.
    """
    own_formula = Formula("margin == (profit_share * other_profit / other_profit_share) / (share * other_part / other_share)")
    total_formula = Formula("margin == (other_profit / other_profit_share) / (other_part / other_share)")
    wanted = ("gross_profit", "gross_profit_share", "revenue", "revenue_share")
    labels = ("other_profit", "other_profit_share", "other_part", "other_share")
    for segment, period in places.spoken(["gross_margin"]):
        margin = places.by_key["gross_margin", segment, period][0]
        shares = [places.by_key.get((name, segment, period)) for name in ("gross_profit_share", "revenue_share")]
        if ("revenue", segment, period) in places.by_key or (any(shares) and not all(shares)):
            continue
        for other, at in places.spoken(["revenue_share"]):
            theirs = [places.by_key.get((name, other, period)) for name in wanted]
            if at != period or other == segment or not all(theirs):
                continue
            named = dict(zip(labels, (one[0] for one in theirs if one), strict=True)) | {"margin": margin}
            if all(shares):
                named |= dict(zip(("profit_share", "share"), (one[0] for one in shares if one), strict=True))
            operands = {label: percent(figure.id, figure.unit, label) for label, figure in named.items()}
            name = f"share:gross_margin:{segment}:{other}:{period.document_code}"
            formula, source = own_formula if all(shares) else total_formula, "ratio gross_margin through shares"
            yield Relation(name, "margin", formula, operands, COST_SHARE, CATALOGUE, source, margin.id, tentative=not all(shares))
