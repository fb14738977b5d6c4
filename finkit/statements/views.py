"""Catalogue rows bound to facts: which facts an identity or a disclosed ratio speaks of, on one basis.

A `View` is a choice of one fact for every (item, segment, period) that never mixes bases silently:

- *reported*: as first reported, and what follows from that alone;
- *restated*: a later restatement alone;
- *vendor*: a vendor's line where there is one; beside it restated facts in a period that was restated, else reported.

A comparative (`prior(x)`) is the restated one where a filing restated it, else of the view itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from finkit.catalogue.identities import IDENTITIES
from finkit.catalogue.ratios import RATIO_BY_NAME, SEGMENT
from finkit.statements.fact import Basis, Fact
from finkit.vocabulary.formulas import Formula, Term
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from finkit.vocabulary.intervals import Interval
    from finkit.vocabulary.periods import Period

Key = tuple[str, str, "Period"]


@dataclass(frozen=True)
class Claim:
    """A statement that should hold: an identity, or that a disclosed ratio is what its formula gives."""

    rule: str
    formula: Formula
    per_segment: bool
    solves: bool
    of_ratio: bool = False

    @cached_property
    def of_company(self) -> bool:
        """It says something of the company as a whole (not merely that a part is at most the whole)."""
        return not any(term.whole for term in self.formula.terms)


@lru_cache(maxsize=1)
def identity_claims() -> tuple[Claim, ...]:
    """Every identity of the catalogue."""
    return tuple(Claim(row.name, row.formula, row.per_segment, row.solves) for row in IDENTITIES)


@lru_cache(maxsize=512)
def ratio_claim(name: str) -> Claim:
    """That the ratio called `name`, as disclosed, is what its formula gives."""
    row = RATIO_BY_NAME[name]
    looks_back = any(term.back for term in row.formula.terms)
    formula = Formula(f"{name} == {row.formula}")
    return Claim(name, formula, SEGMENT in row.per, solves=not looks_back and not row.constants, of_ratio=True)


@dataclass(frozen=True)
class View:
    """One fact a key, on one basis; `priors` are taken first where a formula looks a year back."""

    facts: Mapping[Key, Fact]
    priors: Mapping[Key, Fact]

    @cached_property
    def places(self) -> Mapping[str, tuple[tuple[str, Period], ...]]:
        """Item -> its (segment, period) pairs."""
        found: dict[str, list[tuple[str, Period]]] = {}
        for item, segment, period in self.facts:
            found.setdefault(item, []).append((segment, period))
        return {item: tuple(pairs) for item, pairs in found.items()}

    def look(self, term: Term, segment: str, period: Period) -> Fact | None:
        """The fact that a term of a formula means, for a row of a segment and period."""
        where = "" if term.whole else segment
        for _ in range(term.back):
            period = period.prior()
        key = (term.name, where, period)
        return (self.priors.get(key) if term.back else None) or self.facts.get(key)


def reported_view(facts: Iterable[Fact]) -> View:
    """As first reported, with what follows from that."""
    chosen = {fact.key: fact for fact in facts if fact.basis is Basis.DERIVED}
    chosen |= {fact.key: fact for fact in facts if fact.basis is Basis.REPORTED}
    return View(chosen, restated_only(facts))


def restated_view(facts: Iterable[Fact]) -> View:
    """As restated."""
    return View(restated_only(facts), {})


def vendor_view(facts: Iterable[Fact]) -> View:
    """A vendor's lines, and beside them the filing's on the basis that the vendor shows."""
    restated = restated_only(facts)
    periods = {key[2] for key in restated}
    reported = {key: fact for key, fact in reported_view(facts).facts.items() if key[2] not in periods}
    vendor = {fact.key: fact for fact in facts if fact.basis is Basis.VENDOR}
    return View({**reported, **restated, **vendor}, restated)


def restated_only(facts: Iterable[Fact]) -> dict[Key, Fact]:
    """The restated facts by key."""
    return {fact.key: fact for fact in facts if fact.basis is Basis.RESTATED}


def interval_in_base_units(fact: Fact) -> Interval:
    """A fact's interval as formulas want it: 22.53 % is [0.22525, 0.22535]."""
    scale = unit(fact.unit).scale
    return fact.interval if scale == 1 else type(fact.interval)(fact.interval.low * scale, fact.interval.high * scale)
