"""Relations between whole lists (`a/b/c`): the same list said again, a gap between two."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.figures.figure import VALUE, Figure
from finkit.relations.index import amount
from finkit.relations.residual import TEXT, Relation, percent
from finkit.vocabulary.formulas import Formula
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COST_SAME_LIST, COST_GAP = 5.0, 4.0
_SHORTEST = 3
_GAP_WORDS = frozenset({"gap", "difference", "surplus", "shortfall", "deficit"})
_STEPS_BACK = 3


@dataclass(frozen=True, slots=True)
class _List:
    """The members of one list, in order; `name` is what they measure."""

    members: tuple[Figure, ...]

    @property
    def name(self) -> str:
        return self.members[0].binding.measure

    @property
    def digits(self) -> tuple[str, ...]:
        """The digits of every member, torn halves joined, without their points."""
        return tuple(digits_of(figure) for figure in self.members)

    @property
    def dimensions(self) -> tuple[tuple[str, int], ...]:
        return unit_of(self.members[0].unit).dimensions


def digits_of(figure: Figure) -> str:
    """The digits that are printed, without a point and without zeros at the ends (they tell of scale alone)."""
    parts = [part.digits for part in (figure.numeral, figure.tail) if part is not None]
    return "".join(parts).strip("0") or "0"


def list_relations(figures: Sequence[Figure], places: dict[str, str]) -> Iterator[Relation]:
    """Everything that lists say of each other; `places` gives the span of each figure's sentence."""
    lists = _lists(figures)
    yield from _repeats(lists, places)
    yield from _gaps(lists, places)


def _lists(figures: Sequence[Figure]) -> list[_List]:
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.kind == VALUE and figure.member and figure.member.kind == "list" and figure.numeral is not None:
            groups.setdefault(figure.member.group, []).append(figure)
    return [_List(tuple(members)) for members in groups.values() if len(members) > 1]


def _repeats(lists: Sequence[_List], places: dict[str, str]) -> Iterator[Relation]:
    """Three numbers or more that come again in the same order are the same numbers."""
    formula = Formula("said == said_before")
    seen: dict[tuple[object, ...], _List] = {}
    for one in lists:
        if len(one.members) < _SHORTEST:
            continue
        earlier = seen.setdefault((one.digits, one.dimensions), one)
        if earlier is one or _are_known_apart(one, earlier):
            continue
        for said, before in zip(one.members, earlier.members, strict=True):
            operands = {"said": percent(said.id, said.unit, one.name), "said_before": percent(before.id, before.unit, earlier.name)}
            yield Relation(f"repeat:{said.id}", "repeat", formula, operands, COST_SAME_LIST, TEXT, places[said.id], said.id)


def _are_known_apart(one: _List, other: _List) -> bool:
    """Two measures of the catalogue: earnings a share look like earnings where there are a billion shares."""
    left, right = one.members[0].binding, other.members[0].binding
    return left.bound and right.bound and left.name != right.name


def _gaps(lists: Sequence[_List], places: dict[str, str]) -> Iterator[Relation]:
    """A list called the gap of two others is their difference, member by member."""
    for index, gap in enumerate(lists):
        if not _GAP_WORDS & set(gap.name.split()):
            continue
        before = [
            one
            for one in lists[max(0, index - _STEPS_BACK) : index]
            if len(one.members) == len(gap.members) and one.dimensions == gap.dimensions
        ]
        if len(before) < 2:  # noqa: PLR2004  (a gap lies between two)
            continue
        more, less = _ordered(gap, before[-2], before[-1])
        formula = Formula("gap == more - less")
        for said, upper, lower in zip(gap.members, more.members, less.members, strict=True):
            operands = {
                "gap": amount(said, "gap"), "more": amount(upper, more.name), "less": amount(lower, less.name),
            }  # fmt: skip
            yield Relation(f"gap:{said.id}", "gap", formula, operands, COST_GAP, TEXT, places[said.id], said.id)


def _ordered(gap: _List, first: _List, second: _List) -> tuple[_List, _List]:
    """Which of the two the other is taken from: the order in which more members come out near their printed size."""
    behind = range(1, len(gap.members))  # heads may have lost their point

    def misfit(more: _List, less: _List) -> Decimal:
        total = Decimal(0)
        for at in behind:
            said, upper, lower = (one.members[at].literal for one in (gap, more, less))
            if said is not None and upper is not None and lower is not None:
                total += abs(said - (upper - lower))
        return total

    return (first, second) if misfit(first, second) < misfit(second, first) else (second, first)
