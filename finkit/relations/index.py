"""The figures of a text as relations look for them: by what they measure, by sentence, with the words before each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from finkit.figures.figure import VALUE, Figure
from finkit.relations.residual import Operand, percent
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.extract import Spoken
    from finkit.vocabulary.periods import Period

# What a figure measures, and of whom: (measure, facet, segment, entity)
Subject = tuple[str, str, str, str]


def subject(figure: Figure, facet: str | None = None) -> Subject:
    """What a figure measures, and of whom; the company and nobody in particular are one."""
    binding = figure.binding
    entity = "" if binding.is_ours else binding.entity
    return binding.measure, binding.facet if facet is None else facet, binding.segment, entity


def is_end(figure: Figure) -> bool:
    """One end of a range: it is not the value of anything."""
    return figure.member is not None and figure.member.kind == "range"


def is_percent(figure: Figure) -> bool:
    """Per cent or points."""
    return figure.unit in {"%", "pp"}


def alike(left: Figure, right: Figure) -> bool:
    """Two figures that can be added: of one dimension, and both percentages or neither."""
    return is_percent(left) == is_percent(right) and unit_of(left.unit).dimensions == unit_of(right.unit).dimensions


def amount(figure: Figure, label: str, *, rough: bool = False) -> Operand:
    """A figure as an operand. Zeros at the end of a list's or a range's members are rounding, as they are elsewhere."""
    return percent(figure.id, figure.unit, label, rough=rough or (figure.member is not None and figure.is_round))


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that a sentence gives: a figure alone, or all members of a range or list.

    `lead`: the words between the quantity before (or the sentence's start) and this one, in small letters.
    `behind`: the few words after it.
    """

    members: tuple[Figure, ...]
    lead: tuple[str, ...]
    behind: tuple[str, ...]

    @property
    def first(self) -> Figure:
        """The figure, or the first member."""
        return self.members[0]

    @property
    def kind(self) -> str:
        """`range`, `list`, or nothing for a figure alone."""
        return self.first.member.kind if self.first.member else ""

    @property
    def is_readable(self) -> bool:
        """Every member has digits that can be read."""
        return all(one.numeral is not None for one in self.members)

    def is_like(self, other: Quantity) -> bool:
        """Both can be added, member by member."""
        return len(self.members) == len(other.members) and self.kind == other.kind and alike(self.first, other.first)


_BEHIND = 4


@dataclass(frozen=True)
class Line:
    """One sentence: its quantities in order, its number and place."""

    number: int
    paragraph: int
    place: str
    spoken: Spoken
    values: tuple[Figure, ...]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Figures alone, ranges and lists, each with the words that lead up to it."""
        groups: list[list[Figure]] = []
        for figure in self.values:
            last = groups[-1][-1] if groups else None
            together = last is not None and last.member and figure.member and last.member.group == figure.member.group
            if together:
                groups[-1].append(figure)
            else:
                groups.append([figure])
        found, at = [], 0
        tokens = self.spoken.tokens
        for members in groups:
            lead: list[str] = []
            while at < len(tokens) and tokens[at].start < members[0].start:
                lead.append(tokens[at].lower)
                at += 1
            while at < len(tokens) and tokens[at].start < members[-1].end:
                at += 1
            behind = tuple(one.lower for one in tokens[at : at + _BEHIND])
            found.append(Quantity(tuple(members), tuple(lead), behind))
        return tuple(found)


class Text:
    """The figures of a text by what they measure, with the sentences they stand in.

    `lines` are those of prose: what the order of words tells, the rows of a table do not.
    """

    def __init__(self, figures: Sequence[Figure], spoken: Sequence[Spoken]) -> None:
        bound = {figure.id: figure for figure in figures}
        every = tuple(
            Line(
                number, said.sentence.paragraph, f"{said.sentence.start}-{said.sentence.end}", said,
                tuple(bound[one.id] for one in said.figures if one.kind == VALUE and one.id in bound),
            )
            for number, said in enumerate(spoken)
        )  # fmt: skip
        self.lines = tuple(line for line in every if line.spoken.labels is None)
        self.line = {figure.id: line for line in every for figure in line.values}
        self.sentence = {name: line.number for name, line in self.line.items()}
        self.paragraph = {name: line.paragraph for name, line in self.line.items()}
        self.places = {name: line.place for name, line in self.line.items()}
        self.values = [figure for figure in figures if figure.kind == VALUE and figure.numeral is not None and not is_end(figure)]
        self.at: dict[tuple[Subject, Period], Figure] = {}
        for figure in self.values:
            if figure.binding.period is not None and figure.is_exact and figure.binding.base is None:
                self.at.setdefault((subject(figure), figure.binding.period), figure)

    def find(self, wanted: Subject, period: Period) -> Figure | None:
        """The first figure of this subject and period."""
        return self.at.get((wanted, period))
