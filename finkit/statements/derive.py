"""What follows from the facts: missing items solved for from identities and from ratios that the company disclosed.

The rule of bases: inputs are all reported (the result is `derived`) or all restated (the result is `restated`, with
no line of its own). Nothing follows from a vendor's line, which has been reclassified, and nothing is carried from
one period to another. Where several rows give the same item, the narrowest interval is taken. A filed fact is never
replaced. The formula stands in the note, the sources are those of the inputs.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import EXPENSES, LEVERAGE, MARGINS, RATIO_BY_NAME, SEGMENTS
from finkit.errors import EmptyDivisorError, UnsolvableTermError
from finkit.statements.fact import Basis, Fact
from finkit.statements.views import (
    Claim,
    View,
    identity_claims,
    interval_in_base_units,
    ratio_claim,
    reported_view,
    restated_view,
)
from finkit.vocabulary.formulas import Formula, Intervals, Node, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit.statements.views import Key
    from finkit.vocabulary.intervals import Interval
    from finkit.vocabulary.periods import Period

# Groups whose disclosed ratios may be solved for an item; the others (returns, cash flow) have variants in use.
SOLVABLE_GROUPS = frozenset({MARGINS, EXPENSES, LEVERAGE, SEGMENTS})
_ROUNDS = 8  # each round can use what the one before found; chains in accounting are short


def derive(facts: Sequence[Fact], currency: str) -> tuple[Fact, ...]:
    """The facts that follow from `facts`, oldest period first; none of them is in `facts`."""
    found: list[Fact] = []
    for view, basis in ((reported_view(facts), Basis.DERIVED), (restated_view(facts), Basis.RESTATED)):
        known = dict(view.facts)
        for _ in range(_ROUNDS):
            fresh = _round(View(known, {}), basis, currency)
            if not fresh:
                break
            known |= fresh
            found += fresh.values()
    return tuple(sorted(found, key=lambda fact: (fact.period, fact.segment, fact.item)))


def _round(view: View, basis: Basis, currency: str) -> dict[Key, Fact]:
    """What one step gives: for every missing item the fact with the narrowest interval."""
    best: dict[Key, Fact] = {}
    for claim, place in _places(view):
        solved = _solve(claim, place, view, basis, currency)
        if solved is not None and (solved.key not in best or _width(solved) < _width(best[solved.key])):
            best[solved.key] = solved
    return best


def _places(view: View) -> Iterator[tuple[Claim, tuple[str, Period]]]:
    """Every claim at every place where it might give something."""
    pairs = sorted({(segment, period) for _, segment, period in view.facts}, key=lambda pair: (pair[1], pair[0]))
    claims = [claim for claim in identity_claims() if claim.solves]
    for segment, period in pairs:
        for claim in claims:
            if claim.per_segment or not segment:
                yield claim, (segment, period)
    for (name, segment, period), fact in view.facts.items():
        row = RATIO_BY_NAME.get(name)
        filed = fact.basis in {Basis.REPORTED, Basis.RESTATED}
        if row and filed and row.group in SOLVABLE_GROUPS and ratio_claim(name).solves:
            yield ratio_claim(name), (segment, period)


def _solve(claim: Claim, place: tuple[str, Period], view: View, basis: Basis, currency: str) -> Fact | None:
    """The one missing item of a claim; None where none or several are missing."""
    segment, period = place
    missing: Term | None = None
    inputs: dict[Term, Fact] = {}
    for term in claim.formula.terms:
        fact = view.look(term, segment, period)
        if fact is not None:
            inputs[term] = fact
        elif missing is None and term.name in ITEM_BY_NAME:
            missing = term
        else:
            return None
    if missing is None or not inputs:
        return None
    formula = _solved(claim.formula, missing)
    if formula is None:
        return None
    try:
        intervals = {term: interval_in_base_units(fact) for term, fact in inputs.items()}
        interval = formula.evaluate(Intervals(intervals))
    except EmptyDivisorError:
        return None
    sources = dict.fromkeys(source for fact in inputs.values() for source in fact.source.split(" + "))
    return Fact.model_construct(
        item=missing.name, segment="" if missing.whole else segment, period=period, value=shown_middle(interval),
        unit=ITEM_BY_NAME[missing.name].unit_in(currency), basis=basis, source=" + ".join(sources),
        note=f"= {_plain(formula.sides[0])}", line=None, low=interval.low, high=interval.high,
    )  # fmt: skip


def _plain(node: Node, above: int = 0) -> str:
    """A formula with no more brackets than it needs. `above`: how tightly the operation around it binds."""
    if node.number is not None or node.term is not None:
        return str(node.number if node.term is None else node.term)
    if node.op == "neg":
        return f"-{_plain(node.children[0], 3)}"
    binds = {"+": 1, "-": 1, "*": 2, "/": 2}.get(node.op, 3)
    left, right = _plain(node.children[0], binds - 1), _plain(node.children[1], binds - (node.op == "+"))
    text = f"{left} {node.op} {right}"
    return f"({text})" if binds <= above else text


@lru_cache(maxsize=1024)
def _solved(formula: Formula, term: Term) -> Formula | None:
    try:
        return formula.solve_for(term)
    except UnsolvableTermError:
        return None


def _width(fact: Fact) -> Decimal:
    return fact.interval.high - fact.interval.low


def shown_middle(interval: Interval) -> Decimal:
    """The middle, with no more digits than the interval bears out (one more than its width)."""
    width, middle = interval.high - interval.low, interval.middle
    if not width:
        return middle
    return middle.quantize(Decimal(1).scaleb(width.adjusted() - 1)) if middle.adjusted() > width.adjusted() else middle
