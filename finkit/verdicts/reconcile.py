"""The engine alone: any figures, any relations between them, no text.

Candidates come backward: a relation is solved for one figure, and the implied value is taken only where a slip of
typing turns it into what is printed, at the printed precision. Missing figures follow where a relation leaves one
unknown. Nothing is prorated, nothing is changed that is fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence  # noqa: TC003  (pydantic reads annotations)
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice, product

from pydantic import BaseModel, ConfigDict

from finkit.candidates.typing import COSTS, slip
from finkit.errors import EmptyDivisorError, RelationInvalidError, UnsolvableTermError
from finkit.figures.reading import Change, Reading
from finkit.relations.residual import TEXT, Operand, Relation
from finkit.relations.scale import unscaled
from finkit.verdicts.cause import Cause, Shared, implied_swaps
from finkit.verdicts.decide import Ruling, decide
from finkit.verdicts.verdict import Anchor, Verdict
from finkit.vocabulary.formulas import Decimals, Formula, Intervals, Term
from finkit.vocabulary.intervals import ONE, Interval

_RELATION_COST = 7.0
_ROUNDS = 2
_MOST_COMBINATIONS = 64
_MOST_CHANGES = 3


class Given(BaseModel):
    """A figure to reconcile. `printed`: its text, or None where it is missing.

    `quantum`: the size of its last known digit (default: its last printed digit; 0 for exact). `fixed`: it may not be
    changed. `cut`: cut off at its last digit instead of rounded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    printed: str | None
    quantum: Decimal | None = None
    fixed: bool = False
    cut: bool = False

    @property
    def value(self) -> Decimal:
        """The printed number."""
        return Decimal((self.printed or "0").replace(",", ""))

    def interval(self, value: Decimal) -> Interval:
        """What the true number can be when `value` is printed."""
        exponent = value.as_tuple().exponent
        quantum = self.quantum if self.quantum is not None else ONE.scaleb(exponent if isinstance(exponent, int) else 0)
        if not self.cut or not quantum:
            return Interval.rounded(value, quantum)
        last = (abs(value) + quantum).next_minus()  # the last number before the next digit
        return Interval(-last, value) if value < 0 else Interval(value, last)


class Settled(BaseModel):
    """What was made of a figure: its verdict, value (None where unknown), interval, margin in nats and rivals.

    `anchor`: document, scale-free (right beside the other figures of its group, whose common scale nothing tells),
    style or none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    edit: str = ""
    margin: float = 0.0
    anchor: str = "none"
    rivals: tuple[Decimal, ...] = ()
    held: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The figures as settled, and of every relation whether it holds (None: undecidable).

    `unscaled`: groups of figures whose scale is not identified: all of a group could be a power of ten larger, and
    what holds would still hold. Give a figure as `fixed` where its scale is known. `ties`: groups of ambiguous figures
    whose alternatives hang together; every ambiguous figure that was decided stands in one.
    """

    figures: Mapping[str, Settled]
    relations: Mapping[str, bool | None]
    unscaled: tuple[frozenset[str], ...] = ()
    ties: tuple[frozenset[str], ...] = ()

    def __getitem__(self, name: str) -> Settled:
        return self.figures[name]


@dataclass(frozen=True, slots=True)
class _Reach(Reading):
    """A reading with an interval of its own."""

    reach: Interval | None = None

    @property
    def interval(self) -> Interval:
        """The numbers that are printed as this value."""
        return self.reach or Interval.exact(self.value)


def reconcile(
    figures: Mapping[str, Given | str | int | Decimal | None],
    relations: Iterable[str | Formula | tuple[str, float]],
    causes: Iterable[Shared] = (),
) -> Reconciliation:
    """Settle any figures under any relations.

    `figures`: by name, as printed (`"12.5"`, `1452`, a `Given`, or None where missing). `relations`: statements over
    the names (`"x1 + x2 == x3"`, `"x <= y"`), each with the cost in nats of leaving it broken (default 7) if given
    as a pair. `causes`: damage that several figures may share, which costs once; two figures that changed places are
    found without. Raises `RelationInvalidError` where one names a figure that is not given, or a cause one that is missing.

    >>> settled = finkit.reconcile({"sales": "353", "costs": "283", "profit": "115"}, ["sales - costs == profit"])
    >>> settled["costs"].value, settled["costs"].edit
    (Decimal('238'), 'digits swapped')
    """
    given = {name: _given(one) for name, one in figures.items()}
    stated = [_relation(one, index, given) for index, one in enumerate(relations)]
    implied = _implied(given, stated)
    present = {name: one for name, one in given.items() if one.printed is not None}
    readings = _candidates(present, implied, stated)
    known = [one for one in stated if all(name in readings for name in one.figures)]
    readings, acts = _with_causes(readings, present, [*causes, *_swaps(present, known)])
    rulings = decide(readings, known, causes=acts)
    holding = [one for one in known if one.id in rulings.outcomes and rulings.outcomes[one.id].holds is not False]
    free = unscaled(holding, [name for name, one in given.items() if one.fixed])
    loose = frozenset().union(*free)
    settled = {
        name: _settled(rulings.figures[name], readings[name], implied=name in implied, loose=name in loose)
        if name in readings
        else Settled(verdict=Verdict.UNCHECKED, value=None, low=None, high=None)
        for name in given
    }
    outcomes = {one.id: rulings.outcomes[one.id].holds if one.id in rulings.outcomes else None for one in stated}
    return Reconciliation(settled, outcomes, free, rulings.ties)


def _given(one: Given | str | int | Decimal | None) -> Given:
    return one if isinstance(one, Given) else Given(printed=None if one is None else str(one))


def _relation(one: str | Formula | tuple[str, float], index: int, given: Mapping[str, Given]) -> Relation:
    text, cost = one if isinstance(one, tuple) else (one, _RELATION_COST)
    formula = text if isinstance(text, Formula) else Formula(text)
    name = f"{index + 1}: {formula}"
    for term in formula.names:
        if term not in given:
            raise RelationInvalidError(relation=name, term=term)
    operands = {str(term): Operand(term.name, label=term.name) for term in formula.terms}
    return Relation(name, "given", formula, operands, cost, TEXT, str(formula))


def _implied(given: Mapping[str, Given], relations: Sequence[Relation]) -> dict[str, Interval]:
    """Missing figures that follow, one after another, where a relation leaves one unknown."""
    known = {name: one.interval(one.value) for name, one in given.items() if one.printed is not None}
    found: dict[str, Interval] = {}
    moved = True
    while moved:
        moved = False
        for one in relations:
            missing = [name for name in one.figures if name not in known]
            if len(missing) != 1:
                continue
            interval = _solved(one.formula, missing[0], known)
            if interval is not None:
                known[missing[0]] = found[missing[0]] = interval
                moved = True
    return found


def _solved(formula: Formula, name: str, known: Mapping[str, Interval]) -> Interval | None:
    try:
        solution = formula.solve_for(Term(name))
        return solution.evaluate(Intervals({term: known[term.name] for term in solution.terms}))
    except (UnsolvableTermError, EmptyDivisorError):
        return None


def _candidates(
    given: Mapping[str, Given], implied: Mapping[str, Interval], relations: Sequence[Relation]
) -> dict[str, tuple[Reading, ...]]:
    """What is printed, and every implied value that a slip explains; from repaired values, more may follow."""
    values: dict[str, dict[Decimal, str]] = {name: {one.value: ""} for name, one in given.items()}
    fixed = {name: {interval.middle: ""} for name, interval in implied.items()}
    for _ in range(_ROUNDS):
        everything = {**values, **fixed}
        for one in relations:
            for name in one.figures:
                if name in given and not given[name].fixed and one.is_equality:
                    values[name] |= _explained(one.formula, name, given[name], everything)
    found = {name: tuple(_reading(given[name], value, edit) for value, edit in options.items()) for name, options in values.items()}
    for name, interval in implied.items():
        found[name] = (_Reach(interval.middle, ONE, "1", 0.0, reach=interval),)
    return found


def _explained(formula: Formula, name: str, given: Given, values: Mapping[str, Mapping[Decimal, str]]) -> dict[Decimal, str]:
    """Values of one figure that the relation implies from some choice of the others, with the slip behind each."""
    try:
        solution = formula.solve_for(Term(name))
    except UnsolvableTermError:
        return {}
    if any(term.name not in values for term in solution.terms):
        return {}
    found: dict[Decimal, str] = {}
    printed = (given.printed or "").replace(",", "")
    for chosen in islice(_fewest_changes([list(values[term.name]) for term in solution.terms]), _MOST_COMBINATIONS):
        try:
            value = solution.evaluate(Decimals(dict(zip(solution.terms, chosen, strict=True))))
        except EmptyDivisorError:
            continue
        edit = slip(value, printed)
        if edit:
            found[value] = edit
    return found


def _fewest_changes(options: Sequence[Sequence[Decimal]]) -> Iterator[list[Decimal]]:
    """Choices of one value each: the first of all, then those that differ from it in one place, in two, in three."""
    for changes in range(_MOST_CHANGES + 1):
        for places in combinations([at for at, one in enumerate(options) if len(one) > 1], changes):
            for others in product(*(options[at][1:] for at in places)):
                chosen = [one[0] for one in options]
                for at, other in zip(places, others, strict=True):
                    chosen[at] = other
                yield chosen


def _reading(given: Given, value: Decimal, edit: str) -> Reading:
    edits = (Change(edit, given.printed or "", f"{value:f}"),) if edit else ()
    cost = COSTS[edit] if edit else 0.0
    return _Reach(value, ONE, "1", cost, edits, f"{value:f}", slips=cost, reach=given.interval(value))


def _swaps(given: Mapping[str, Given], relations: Sequence[Relation]) -> list[Shared]:
    intervals = {name: one.interval(one.value) for name, one in given.items()}
    return implied_swaps(intervals, relations, frozenset(name for name, one in given.items() if one.fixed))


def _with_causes(
    readings: Mapping[str, tuple[Reading, ...]], given: Mapping[str, Given], causes: Iterable[Shared]
) -> tuple[dict[str, tuple[Reading, ...]], list[Cause]]:
    """The readings with those that causes explain, and which these are. A cause over a fixed figure is none."""
    found = dict(readings)
    acts: list[Cause] = []
    for cause in causes:
        for name in cause.figures:
            if name not in given:
                raise RelationInvalidError(relation=cause.name, term=name)
        if any(given[name].fixed for name in cause.figures):
            continue
        sources = cause.figures[::-1] if cause.swapped else cause.figures
        places: dict[str, frozenset[int]] = {}
        for name, source in zip(cause.figures, sources, strict=True):
            value = given[source].value / cause.factor
            reach = given[source].interval(given[source].value) * Interval.exact(ONE / cause.factor)
            edits = (Change(cause.name, given[name].printed or "", f"{value:f}"),)
            places[name] = frozenset({len(found[name])})
            found[name] = (*found[name], _Reach(value, ONE, "1", 0.0, edits, f"{value:f}", reach=reach))
        acts.append(Cause(cause.name, cause.cost, places))
    return found, acts


def _settled(ruling: Ruling, readings: Sequence[Reading], *, implied: bool, loose: bool) -> Settled:
    reading = ruling.reading
    verdict = Verdict.INFERRED if implied and ruling.verdict is not Verdict.CONTRADICTED else ruling.verdict
    tied = ruling.verdict is Verdict.AMBIGUOUS
    return Settled(
        verdict=verdict, value=None if reading is None else reading.value, low=reading.interval.low if reading else None,
        high=reading.interval.high if reading else None, edit=reading.edits[0].stage if reading and reading.edits and not tied else "",
        margin=ruling.margin, anchor=(Anchor.SCALE_FREE if loose else ruling.anchor).value,
        rivals=tuple(readings[index].value for index in ruling.rivals), held=ruling.held, broken=ruling.broken, implied=implied,
    )  # fmt: skip
