"""Mistyped facts: which line of facts.csv a broken identity blames, and what had been meant there.

The engine that repairs reports decides this too. A figure is a line of the file as it stands typed; its other readings
are the slips of typing walked backwards that mend a broken identity. All slips cost the same, so that a repair is
confident only where no other slip, on this line or another, explains as much; otherwise the tie is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.candidates.inverse import MISTAKEN, ROUNDED, SCALE, meant, rounded
from finkit.errors import EmptyDivisorError, UnsolvableTermError
from finkit.figures.reading import Change, Reading
from finkit.relations.residual import CATALOGUE, Operand, Relation, judge
from finkit.verdicts.claims import Tie, ties_of
from finkit.verdicts.decide import EVIDENCE_MARGIN, decide
from finkit.verdicts.verdict import Verdict
from finkit.verdicts.weigh import MILLI
from finkit.vocabulary.formulas import Intervals, Term
from finkit.vocabulary.intervals import ONE, Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from finkit.statements.checks import Excuses
    from finkit.statements.company import Breakdown
    from finkit.statements.fact import Fact
    from finkit.verdicts.decide import Rulings

_SLIP = 4.0  # nats; the same for every slip
_BROKEN = 7.0  # nats for leaving an identity broken
_CLOSE = Decimal("0.001")  # how close, as a part of the figure, a lone identity must tell it
_MOST_BROKEN = 500  # where more is broken, the file is wrong as a whole and not mistyped here and there
_ROUNDS = 3  # a second slip may hide behind the first
Reaches = dict[tuple[str, str], "Interval | None"]


@dataclass(frozen=True, slots=True)
class Slip:
    """A line that is mistyped. `meant` holds one value where it is known, else every one that fits.

    `margin` in nats over the best other explanation; `mends`: the ties that hold with it and did not before.
    """

    fact: Fact
    printed: str
    meant: tuple[str, ...]
    edit: str
    margin: float
    mends: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Lines of which one is mistyped: any of the slips named would mend what is broken."""

    slips: tuple[Slip, ...]
    mends: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """What was found out about the broken ties of a company; `open`: those that no slip explains."""

    slips: tuple[Slip, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    open: tuple[Tie, ...] = ()


def locate(facts: Sequence[Fact], printed: Mapping[int, str], excuses: Excuses, breakdowns: Iterable[Breakdown] = ()) -> Located:
    """The mistyped lines. `printed`: the values as the file has them, by line; `excuses`: breaks that are accounted for."""
    ties = ties_of(facts, excuses, breakdowns)
    lines = {fact.line: fact for tie in ties for fact in tie.leaves if fact.line is not None}
    figures = {name_of(line): _Typed(fact, printed.get(line) or f"{fact.value:f}") for line, fact in lines.items()}
    relations = {tie.id: _relation(tie, figures) for tie in ties}
    slips: list[Slip] = []
    for _ in range(_ROUNDS):
        found = _round(ties, figures, relations)
        slips += found.slips
        if not found.slips:
            break
        for slip in found.slips:
            figures[name_of(slip.fact.line or 0)].settle(slip)
    return Located(tuple(slips), found.doubts, found.open)


def _round(ties: Sequence[Tie], figures: Mapping[str, _Typed], relations: Mapping[str, Relation]) -> Located:
    """What can be told with the lines as typed, or as settled by the round before."""
    as_typed = {name: one.reading.interval for name, one in figures.items()}
    broken = [tie for tie in ties if judge(relations[tie.id], as_typed).holds is False]
    if not broken or len(broken) > _MOST_BROKEN:
        return Located(open=tuple(broken))
    readings = _readings(figures, [relations[tie.id] for tie in broken], as_typed)
    near = [one for one in relations.values() if any(len(readings.get(name, ())) > 1 for name in one.figures)]
    near += [relations[tie.id] for tie in broken if relations[tie.id] not in near]
    around = {name: readings.get(name, (figures[name].reading,)) for one in near for name in one.figures}
    rulings = decide(around, near)
    reaches = {(tie.id, name): _reach(relations[tie.id], name, as_typed) for tie in broken for name in tie.factors}
    return _told(rulings, around, figures, broken, reaches)


def name_of(line: int) -> str:
    """A line of the file as formulas name it."""
    return f"line{line}"


class _Typed:
    """A fact as a figure: the number as typed, the exponent that it bears as a factor."""

    def __init__(self, fact: Fact, printed: str) -> None:
        self.fact, self.printed = fact, printed
        self.options = meant(printed)
        if rough := rounded(printed):
            self.options[rough] = ROUNDED  # the figure may be right and merely be known to fewer digits than are written
        self.reading = self.read(printed, "")

    def read(self, text: str, edit: str) -> Reading:
        """One thing that can have been meant, in base units of the fact's own unit."""
        value = Decimal(text)
        exponent = value.as_tuple().exponent
        quantum = ONE.scaleb(exponent if isinstance(exponent, int) else 0)
        edits = (Change(edit, self.printed, text),) if edit else ()
        cost = _SLIP if edit else 0.0
        return Reading(value, quantum, "1", cost, edits, text, slips=cost)

    def settle(self, slip: Slip) -> None:
        """Take the slip as undone: what had been meant stands there now, and nothing else can be meant."""
        self.options = {}
        self.reading = self.read(slip.meant[0], "")


def _relation(tie: Tie, figures: Mapping[str, _Typed]) -> Relation:
    operands = {name: Operand(name, factor=tie.factors[name], label=figures[name].fact.item) for name in tie.factors}
    return Relation(tie.id, tie.rule, tie.formula, operands, _BROKEN, CATALOGUE, tie.rule)


def _readings(
    figures: Mapping[str, _Typed], broken: Iterable[Relation], as_typed: Mapping[str, Interval]
) -> dict[str, tuple[Reading, ...]]:
    """For every line in a broken relation what stands typed, and each slip that would mend one with the rest as typed."""
    found: dict[str, dict[str, Reading]] = {}
    for relation in broken:
        for name in relation.figures:
            typed, options = figures[name], found.setdefault(name, {})
            reach = _reach(relation, name, as_typed)
            for text, edit in typed.options.items():
                if text in options:
                    continue
                reading = typed.read(text, edit)
                if reading.interval.meets(reach) if reach else judge(relation, {**as_typed, name: reading.interval}).holds:
                    options[text] = reading
    return {name: (figures[name].reading, *options.values()) for name, options in found.items()}


def _reach(relation: Relation, name: str, as_typed: Mapping[str, Interval]) -> Interval | None:
    """What the relation leaves for one figure, in its own unit; None where it cannot be solved for it."""
    term = Term(name)
    try:
        solution = relation.formula.solve_for(term)
        values = {
            one: as_typed[one.name] * Interval.exact(relation.operands[one.name].factor)
            for one in solution.terms
        }  # fmt: skip
        return solution.evaluate(Intervals(values)) * Interval.exact(ONE / relation.operands[name].factor)
    except (UnsolvableTermError, EmptyDivisorError):
        return None


def _told(
    rulings: Rulings, readings: Mapping[str, Sequence[Reading]], figures: Mapping[str, _Typed], broken: Sequence[Tie], reaches: Reaches
) -> Located:
    """Rulings as slips, doubts and breaks that nothing explains."""
    mended = [tie for tie in broken if (outcome := rulings.outcomes.get(tie.id)) is None or outcome.holds is not False]
    slips: list[Slip] = []
    for name, ruling in rulings.figures.items():
        if ruling.verdict is Verdict.REPAIRED and ruling.reading is not None and ruling.evidence_margin >= EVIDENCE_MARGIN / MILLI:
            edit = ruling.reading.edits[0]
            mends = tuple(tie for tie in mended if name in tie.factors)
            if not _is_anchored(name, edit.stage, mends, reaches):
                continue
            slips.append(Slip(figures[name].fact, figures[name].printed, (edit.after,), edit.stage, ruling.margin, mends))
    told = {tie.id for slip in slips for tie in slip.mends}
    doubts = tuple(_doubts([tie for tie in broken if tie.id not in told], readings, figures, rulings))
    told |= {tie.id for doubt in doubts for tie in doubt.mends}
    return Located(tuple(slips), doubts, tuple(tie for tie in broken if tie.id not in told))


def _is_anchored(name: str, edit: str, mends: Sequence[Tie], reaches: Reaches) -> bool:
    """More than a coincidence: two equalities agree, or a single one that is close, on a slip that explains little else."""
    equal = [tie for tie in mends if tie.formula.comparison == "=="]
    if len(equal) > 1:
        return True
    reach = reaches.get((equal[0].id, name)) if equal else None
    if reach is None or edit in {MISTAKEN, SCALE, ROUNDED}:
        return False
    return reach.high - reach.low <= _CLOSE * abs(reach.middle)


def _doubts(
    broken: Sequence[Tie], readings: Mapping[str, Sequence[Reading]], figures: Mapping[str, _Typed], rulings: Rulings
) -> Iterable[Doubt]:
    """Broken ties that hang together, with the slips between which nothing decides."""
    tied = {name for group in rulings.ties for name in group}
    unsure = {name for name, one in rulings.figures.items() if name in tied or (one.reading is not None and one.reading.edits)}
    rest = [tie for tie in broken if unsure.intersection(tie.factors)]
    while rest:
        group, names = [rest.pop(0)], set()
        grown = True
        while grown:
            names = {name for tie in group for name in tie.factors} & unsure
            more = [tie for tie in rest if names.intersection(tie.factors)]
            group, rest, grown = group + more, [tie for tie in rest if tie not in more], bool(more)
        slips = [_slip(name, readings[name], figures[name], group) for name in names]
        yield Doubt(tuple(sorted((one for one in slips if one.meant), key=lambda one: one.fact.line or 0)), tuple(group))


def _slip(name: str, readings: Sequence[Reading], typed: _Typed, group: Sequence[Tie]) -> Slip:
    edits = [one.edits[0] for one in readings if one.edits]
    kinds = {edit.stage for edit in edits}
    mends = tuple(tie for tie in group if name in tie.factors)
    return Slip(typed.fact, typed.printed, tuple(edit.after for edit in edits), next(iter(kinds)) if len(kinds) == 1 else "", 0.0, mends)
