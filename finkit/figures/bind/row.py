"""The row of a table: each number measures what its row and column name together, in its column's period.

Stricter than prose: a word that is left over narrows what is said, and then nothing of the catalogue is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME, MONEY
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.figures.bind.fitting import PERCENTAGES, POINTS, fits, has_segments
from finkit.figures.bind.phrases import QUALIFIER, unknown_measure
from finkit.figures.cues import CHANGE, GROWTH
from finkit.figures.figure import OURS, VALUE, Binding, Figure
from finkit.figures.lexicon import ENTITY, MEASURE, SEGMENT, Lexicon, Mention
from finkit.figures.tables.captions import UNCLEAR
from finkit.figures.tables.columns import LOST
from finkit.figures.tables.reader import NOWHERE, OF_TABLE, Labels, Place
from finkit.figures.tokens import tokens
from finkit.figures.words import COMPANY_WORDS, ELSEWHERE_WORDS
from finkit.vocabulary.intervals import ONE
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.extract import Spoken

_NEUTRAL = re.compile(
    r"\b(?:totals?|of|which|the|company|company['’]s|group|group['’]s|our|for|from|in|by|and|less|add|plus|year|period|segments?"
    r"|business(?:es)?|products?|consolidated|restated|audited|unaudited|reported|income statement|balance sheet|cash flow statement"
    r"|statement|key|main|financial|data|figures|indicators|results|operating data|profitability|per share data|ratios|summary|items?"
    r"|assets|liabilities|equity|table\s+[0-9]+|breakdown|structure|composition)\b"
    r"|其中|合计|总计|小计|公司|本公司|集团|本期|分产品|分行业|分地区|产品|业务|主要|财务|指标|数据|项目|构成|情况|元|[\W_]+",
    re.IGNORECASE,
)  # fmt: skip
# What is stored positive, and printed in brackets where it is taken off: its sign tells nothing.
_TAKEN_OFF = re.compile(r"expense|cost|tax|capex|_paid$|cash_to_|repaid|purchases|payments|loss$|write_down|depreciation")
_LEAST_PERCENT = 2


@dataclass(frozen=True, slots=True)
class _Named:
    """What a label names. `exact`: nothing else stands in it; `blank`: it names nothing, and nothing stands in it."""

    measures: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    entity: str = ""
    exact: bool = True

    @property
    def blank(self) -> bool:
        """No word of weight."""
        return self.exact and not self.measures and not self.segments


class RowReader:
    """Binds the rows of tables; a label is looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.known: dict[str, _Named] = {}

    def figures(self, said: Spoken, labels: Labels) -> list[Figure]:
        """The figures of a row with their bindings."""
        places = iter(labels.places)
        return [self._bound(figure, labels, next(places)) if figure.kind == VALUE else figure for figure in said.figures]

    def _bound(self, figure: Figure, labels: Labels, place: Place) -> Figure:
        row, column, group = self._named(labels.row), self._named(place.column.words), self._named(labels.group)
        title = self._named(labels.title)
        measure = self._measure(labels, row, column, group, title)
        segment = _segment(row, column, group, title)
        entity = next((one.entity for one in (row, column, group, title) if one.entity), "")
        facet = "" if place.facet in {UNCLEAR, LOST} else place.facet
        exact = row.exact and column.exact and group.exact and place.facet != UNCLEAR and place.column.role != LOST
        known = measure in ITEM_BY_NAME or measure in RATIO_BY_NAME
        figure, told = _in_unit(figure, measure if known else "", facet, place)
        taken_off = figure.sign < 0 and not facet and _TAKEN_OFF.search(measure) is not None
        placed = segment is not None and (not segment or not known or has_segments(measure))
        bound = known and exact and told and placed and not taken_off and fits(measure, figure, facet) and _is_moved(measure, figure, facet)
        if not bound:
            words = " ".join((labels.row or labels.before, place.column.words, "" if row.exact and column.exact else labels.group))
            measure, segment = unknown_measure(tokens(words)) or measure, segment if segment is not None else QUALIFIER + labels.row
        binding = Binding(measure, facet, segment or "", entity, place.period, bound)
        return replace(figure, binding=binding, direction=_direction(figure, facet))

    def _measure(self, labels: Labels, row: _Named, column: _Named, group: _Named, title: _Named) -> str:
        """The one measure of a number: named by row or column, else by what stands above them."""
        said = dict.fromkeys((*row.measures, *column.measures))
        if not said and row.exact:
            if labels.part or (row.blank and labels.grows):
                above: tuple[_Named, ...] = (self._named(labels.before),)
            else:
                above = (group, title) if title.exact else (group,)
            said = next((dict.fromkeys(one.measures) for one in above if one.measures), {})
        name = next(iter(said), "")
        return name if len(said) == 1 and "+" not in name else ""

    def _named(self, words: str) -> _Named:
        found = self.known.get(words)
        if found is None:
            found = self.known[words] = self._look_up(words) if words.strip() else _Named()
        return found

    def _look_up(self, words: str) -> _Named:
        line = tokens(words)
        mentions = self.lexicon.mentions(line)
        left = _without(words, mentions)
        entity = OURS if any(one.kind == ENTITY for one in mentions) or any(one.lower in COMPANY_WORDS for one in line) else ""
        inside = {at for one in mentions for at in range(one.first, one.last + 1)}
        others = (ELSEWHERE_WORDS[one.lower] for at, one in enumerate(line) if at not in inside and one.lower in ELSEWHERE_WORDS)
        return _Named(
            tuple(dict.fromkeys(one.name for one in mentions if one.kind == MEASURE)),
            tuple(dict.fromkeys(one.name for one in mentions if one.kind == SEGMENT)),
            next(others, entity),
            not _NEUTRAL.sub(" ", left).strip(),
        )


def _without(words: str, mentions: Sequence[Mention]) -> str:
    """The words that no name covers."""
    for one in sorted(mentions, key=lambda mention: -mention.start):
        words = f"{words[: one.start]} {words[one.end :]}"
    return words


def _segment(row: _Named, column: _Named, group: _Named, title: _Named) -> str | None:
    """The segment; none for the company, None where nobody knows."""
    near = dict.fromkeys((*row.segments, *column.segments))
    if len(near) > 1:
        return None
    if near:
        return next(iter(near))
    above = dict.fromkeys((*group.segments, *title.segments))
    return None if len(above) > 1 else next(iter(above), "")


def _in_unit(figure: Figure, measure: str, facet: str, place: Place) -> tuple[Figure, bool]:
    """The figure in the unit that its measure has, and whether its unit is known.

    The line above a table speaks of its amounts of money: what is a percentage, a tonnage or of one share is not in it.
    """
    if facet in {GROWTH, CHANGE} and figure.unit in {"%", POINTS}:
        return figure, True
    item, unit = ITEM_BY_NAME.get(measure), unit_of(figure.unit)
    if measure in PERCENTAGES and not facet and (place.unit_from == OF_TABLE or (place.unit_from == NOWHERE and figure.unit == "1")):
        bare = replace(figure, scale=ONE, unit="%", unit_stated=False)
        sure = figure.numeral is not None and abs(figure.numeral.mantissa) >= _LEAST_PERCENT
        return (bare, True) if sure else (replace(bare, unit="1"), False)
    if item is not None and item.unit.startswith(f"{MONEY}/") and unit.is_money:
        if place.unit_from == OF_TABLE or figure.scale == ONE:
            return replace(figure, scale=ONE, unit=item.unit_in(figure.unit)), True
        return figure, False
    if item is not None and place.unit_from == OF_TABLE and unit.is_money and item.unit != MONEY:
        return replace(figure, scale=ONE, unit="1", unit_stated=False), False
    return figure, place.unit_from != NOWHERE


def _is_moved(measure: str, figure: Figure, facet: str) -> bool:
    """Growth is of amounts and in per cent; a percentage changes by points; an amount by an amount."""
    if facet == GROWTH:
        return figure.unit == "%" and measure not in PERCENTAGES
    if facet == CHANGE:
        return (figure.unit == POINTS) == (measure in PERCENTAGES)
    return True


def _direction(figure: Figure, facet: str) -> str | None:
    """Of growth and change alone: a number without a sign is of a rise."""
    if facet not in {GROWTH, CHANGE}:
        return None
    return "down" if figure.sign < 0 else "up"
