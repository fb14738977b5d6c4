"""Dialects: how a document was damaged, read off the document itself, with what each stage costs in nats.

The signs that points were lost: figures torn apart at the point, whole numbers that begin with a zero (`078%`),
thousands commas in impossible places, list heads without the point that all their siblings have. Against it speak
stand-alone numbers that still have their point. A document without signs has no stages, and nothing is edited.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finkit.candidates.damage import POINT_LOST, SCALE_MISTAKEN, SCALE_TRANSLATED, TORN
from finkit.candidates.fitted import DECIMALS
from finkit.figures.figure import VALUE, Figure
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

PERCENTAGE, MONEY, MASS, OTHER = "percentage", "money", "mass", "other"
_PRIOR = DECIMALS  # before the document itself is heard
_PRIOR_WEIGHT = 6.0
_LOCAL_WEIGHT = 2.0
_LONG_PERCENTAGE = 4
_LEAST_SHARE = 1e-6
ADMISSIBLE = 0.035
_SUSPECT = 0.5
_THRESHOLD = 1.0
_HUNDRED = 100
_SEVERAL = 2
_CLEAR = 4
CLEAN = "clean"


def kind_of(unit: str) -> str:
    """The class of numbers that share a style."""
    if unit in {"%", "pp"}:
        return PERCENTAGE
    known = unit_of(unit)
    if known.is_money:
        return MONEY
    return MASS if unit in {"t", "t/yr"} else OTHER


def is_admissible(unit: str, decimals: int, share: float) -> bool:
    """Numbers of this unit carry that many decimals often enough, in the document (`share`) or in the genre.

    A writer's habit alone rules nothing out: it is style, and style is no evidence.
    """
    usual = _PRIOR[kind_of(unit)]
    return max(share, usual[decimals] if decimals < len(usual) else 0.0) >= ADMISSIBLE


Shares = dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a document was damaged.

    `lost`: the share of decimals that lost their point. `decimals`: how often numbers of a kind carry how many
    decimals, over the document and (by paragraph) where a paragraph has a style of its own. `groups`: whole numbers
    carry thousands commas, so that one without has lost more than a point. `mistaken`: scale words that stand for
    another scale, with that scale.
    """

    name: str
    stages: tuple[str, ...]
    lost: float
    decimals: Shares
    local: dict[int, Shares]
    groups: bool = False
    mistaken: tuple[tuple[str, Decimal], ...] = ()

    @property
    def is_clean(self) -> bool:
        """Nothing was damaged."""
        return not self.stages

    @property
    def loses_points(self) -> bool:
        """Stand-alone numbers have lost their points."""
        return POINT_LOST.name in self.stages

    def with_mistaken(self, words: Mapping[str, Decimal]) -> Dialect:
        """The dialect in which scale words stand for other scales (word -> true scale), as facts have shown."""
        if not words:
            return self
        name = "scale words wrong" if self.is_clean else f"{self.name}, scale words wrong"
        return replace(self, name=name, stages=(*self.stages, SCALE_MISTAKEN.name), mistaken=tuple(sorted(words.items())))

    def share(self, unit: str, decimals: int, paragraph: int = -1, *, plain: bool = False) -> float:
        """How often numbers of this unit carry that many decimals here; masses that are `plain` (no 万) seldom do."""
        kind = kind_of(unit)
        shares = self.local.get(paragraph, self.decimals)[kind]
        if plain and kind == MASS:
            whole = _PRIOR[OTHER][0]
            shares = (whole, *(share * (1 - whole) / (1 - shares[0]) for share in shares[1:]))
        return shares[decimals] if decimals < len(shares) else _LEAST_SHARE

    def cost_lost(self) -> float:
        """What it costs to say that this number lost its point."""
        return -math.log(max(self.lost, _LEAST_SHARE))

    @property
    def costs(self) -> dict[str, float]:
        """Nats for each stage."""
        return {stage: round(self.cost_lost(), 4) if stage == POINT_LOST.name else 0.0 for stage in self.stages}


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for lost points (certain signs, mere suspects) and against them (survivors)."""

    certain: int
    suspects: int
    survivors: int

    @classmethod
    def of(cls, values: Sequence[Figure]) -> _Signs:
        """Counted over some figures."""
        certain = sum(2 * figure.is_split + _begins_with_zero(figure) + _is_broken(figure) for figure in values) + _bare_heads(values)
        return cls(certain, sum(map(_is_suspect, values)), sum(map(_survived, values)))

    @property
    def lose_points(self) -> bool:
        """Points were lost."""
        signs = self.certain + (_SUSPECT * self.suspects if self.survivors == 0 or self.certain else 0)
        return signs > _THRESHOLD and signs > _SUSPECT * self.survivors

    @property
    def lost(self) -> float:
        """The share of decimals that lost their point."""
        return (self.certain + self.suspects + 1) / (self.certain + self.suspects + self.survivors + 1.5)


def infer_dialect(figures: Iterable[Figure], paragraphs: Mapping[str, int] | None = None) -> Dialect:
    """The dialect of a document, from all its figures; `paragraphs` tells in which paragraph each figure stands."""
    values = [figure for figure in figures if figure.kind == VALUE and figure.numeral is not None]
    signs = _Signs.of(values)
    decimals = {kind: _moved(prior, _seen(kind, values), _PRIOR_WEIGHT) for kind, prior in _PRIOR.items()}
    if not signs.lose_points:
        return Dialect(CLEAN, (), 0.0, decimals, {})
    stages = (POINT_LOST.name, TORN.name, SCALE_TRANSLATED.name)
    grouped = sum(1 for figure in values if figure.numeral and figure.numeral.grouped) >= _SEVERAL
    local = _local(values, decimals, paragraphs or {})
    return Dialect("points lost before translation", stages, signs.lost, decimals, local, grouped)


def dialects_apart(
    main: Dialect, figures: Iterable[Figure], paragraphs: Mapping[str, int], sections: Mapping[str, int]
) -> dict[int, Dialect]:
    """The sections that speak another dialect than the document: intact ones in a damaged text, damaged ones in an intact.

    `sections` tells in which section each figure stands. A section that says little speaks the document's.
    """
    groups: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.kind == VALUE and figure.numeral is not None:
            groups.setdefault(sections.get(figure.id, -1), []).append(figure)
    found = {}
    for number, values in groups.items():
        signs = _Signs.of(values)
        if main.loses_points and not signs.certain and not signs.suspects and signs.survivors >= _CLEAR:
            found[number] = replace(main, name=CLEAN, stages=(), lost=0.0, local={})
        elif not main.loses_points and signs.lose_points and signs.certain >= _CLEAR:
            found[number] = infer_dialect(values, paragraphs)
    return found


def _begins_with_zero(figure: Figure) -> bool:
    """078 %: no whole number is written so."""
    digits = figure.numeral.text if figure.numeral else ""
    return not figure.is_split and len(digits) > 1 and digits.isdigit() and digits[0] == "0"


def _is_broken(figure: Figure) -> bool:
    """1,23456 or 2340,000: commas where none can stand."""
    found = figure.numeral
    return found is not None and not figure.is_split and found.broken and not found.has_point


def _bare_heads(values: Sequence[Figure]) -> int:
    """Lists whose first number alone has no point."""
    count = 0
    for index, figure in enumerate(values):
        member = figure.member
        if member is None or member.index or member.kind != "list" or figure.is_split:
            continue
        siblings = values[index + 1 : index + member.size]
        bare = figure.numeral is not None and not figure.numeral.has_point
        count += bare and bool(siblings) and all(one.numeral is not None and one.numeral.has_point for one in siblings)
    return count


def _is_suspect(figure: Figure) -> bool:
    """A whole percentage above a hundred, standing alone."""
    if figure.is_split or figure.member or figure.unit != "%" or figure.numeral is None or figure.numeral.has_point:
        return False
    if figure.cell:
        return False  # columns of whole percentages are common
    return figure.numeral.value > _HUNDRED


def _survived(figure: Figure) -> bool:
    """A number that stands alone with its point, and that no scale word can have given it."""
    if figure.is_split or figure.member or figure.numeral is None:
        return False
    return figure.numeral.has_point and not figure.numeral.scaled and not figure.scale_word


def _seen(kind: str, values: Iterable[Figure]) -> dict[int, float]:
    """Weights of the witnesses for each number of decimals.

    A torn number shows its decimals; so does a broken comma. A percentage of four digits without a point had two
    decimals, or it would be huge. Members of lists behind the head tell of lists, and count little. Decimals are a
    habit of the writer, so percentages and masses witness for each other, at half weight.
    """
    seen: dict[int, float] = {}
    for figure in values:
        found = _witness(figure)
        if found is None:
            continue
        decimals, weight = found
        witness = kind_of(figure.unit)
        if witness != kind:
            weight = weight / 2 if {witness, kind} == {PERCENTAGE, MASS} else 0.0
        seen[decimals] = seen.get(decimals, 0.0) + weight
    return seen


def _witness(figure: Figure) -> tuple[int, float] | None:
    numeral, tail = figure.numeral, figure.tail
    if numeral is None:
        return None
    if tail is not None:
        plain = figure.unit in {"%", "pp"} or tail.scaled
        return (len(tail.digits), 1.0) if plain and not tail.has_point else None
    if numeral.whole_digits is not None:
        return len(numeral.digits) - numeral.whole_digits, 1.0
    if figure.member and figure.member.kind == "list" and figure.member.index and numeral.has_point:
        return numeral.decimals, 0.1
    if figure.unit == "%" and not figure.member and not numeral.has_point and len(numeral.digits) == _LONG_PERCENTAGE:
        return 2, 0.7
    return None


def _moved(prior: tuple[float, ...], seen: Mapping[int, float], weight: float) -> tuple[float, ...]:
    """The prior moved by witnesses; they tell how many decimals there are, not how often there are none."""
    rest = 1 - prior[0]
    total = sum(amount for decimals, amount in seen.items() if 0 < decimals < len(prior)) + weight
    behind = [(share / rest * weight + seen.get(decimals, 0.0)) / total for decimals, share in enumerate(prior) if decimals]
    return (prior[0], *(rest * share for share in behind))


def _local(values: Iterable[Figure], decimals: Shares, paragraphs: Mapping[str, int]) -> dict[int, Shares]:
    """The style of every paragraph: the document's, moved by the paragraph's own witnesses."""
    groups: dict[int, list[Figure]] = {}
    for figure in values:
        if figure.id in paragraphs:
            groups.setdefault(paragraphs[figure.id], []).append(figure)
    return {
        number: {kind: _moved(shares, _seen(kind, group), _LOCAL_WEIGHT) for kind, shares in decimals.items()}
        for number, group in groups.items()
    }
