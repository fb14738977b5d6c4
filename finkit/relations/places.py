"""Where figures and facts stand: by measure, segment and period; and catalogue rows over them."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from finkit.figures.figure import VALUE, Figure
from finkit.relations.index import is_end
from finkit.relations.known import Known, known_values
from finkit.relations.residual import CATALOGUE, Operand, Relation, constant, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from finkit.statements.company import Company
    from finkit.vocabulary.formulas import Formula
    from finkit.vocabulary.periods import Period

Key = tuple[str, str, "Period"]

# Nats for leaving a row of the catalogue broken: an equality, a bound.
COST_ROW, COST_BOUND = 7.0, 8.0


class Places:
    """Figures by what they measure, and the facts beside them."""

    def __init__(self, figures: Sequence[Figure], company: Company | None) -> None:
        self.company = company
        self.by_key: dict[Key, list[Figure]] = {}
        self._known: dict[Key, tuple[Known, ...]] = {}
        for figure in filter(is_ours, figures):
            binding = figure.binding
            if binding.period is not None and binding.base is None and figure.is_exact and not is_end(figure):
                self.by_key.setdefault((binding.name, binding.segment, binding.period), []).append(figure)
        self._spoken: dict[str, list[tuple[int, str, Period]]] = {}  # by name, with the place among all keys
        for place, (name, segment, period) in enumerate(self.by_key):
            self._spoken.setdefault(name, []).append((place, segment, period))

    def operand(self, name: str, segment: str, period: Period) -> Operand | None:
        """A figure that measures it, else the facts, else None."""
        found = self.by_key.get((name, segment, period))
        if found:
            return percent(found[0].id, found[0].unit, name)
        known = self.known(name, segment, period)
        return constant([one.interval for one in known], known[0].unit, name) if known else None

    def known(self, name: str, segment: str, period: Period) -> tuple[Known, ...]:
        """What the statements say; looked up once for each key."""
        if self.company is None:
            return ()
        key = name, segment, period
        if key not in self._known:
            self._known[key] = known_values(self.company, name, period, segment)
        return self._known[key]

    def spoken(self, names: Iterable[str]) -> list[tuple[str, Period]]:
        """Every (segment, period) in which one of the names is a figure, in order of the text."""
        found = sorted((one for name in set(names) for one in self._spoken.get(name, ())), key=itemgetter(0))
        return list(dict.fromkeys((segment, period) for _, segment, period in found))


def is_ours(figure: Figure) -> bool:
    """A quantity of the catalogue, of the company the document speaks of."""
    return figure.kind == VALUE and figure.binding.bound and figure.binding.is_ours


def row(places: Places, formula: Formula, segment: str, period: Period, source: str, derived: str) -> Iterator[Relation]:
    """The row over figures and facts of one segment and period, where every term is known and one is a figure.

    `derived`: the term that a text works out from the others.
    """
    if period.is_window:
        return
    operands: dict[str, Operand] = {}
    for term in formula.terms:
        at = period
        for _ in range(term.back):
            at = at.prior()
        operand = places.operand(term.name, "" if term.whole else segment, at)
        if operand is None:
            return
        operands[str(term)] = operand
    spoken = [one for one in operands.values() if one.figure]
    stated = operands.get(derived)
    if not spoken or (stated is not None and len(spoken) == 1 and stated.figure):
        return  # no figure, or a ratio of facts alone: `_facts` says that
    blamed = stated.figure if stated else ""
    place = ":".join(one for one in (segment, period.document_code) if one)
    cost = COST_ROW if formula.comparison == "==" else COST_BOUND
    name, kind = f"{source.replace(' ', ':')}:{place}", source.split(" ", maxsplit=1)[0]
    yield Relation(name, kind, formula, operands, cost, CATALOGUE, source, blamed)
