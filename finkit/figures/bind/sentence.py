"""One sentence: its figures bound one after another, each from the words that lead up to it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.figures.bind.bases import Bases, is_year_before, the_year_before
from finkit.figures.bind.behind import SERIES_JOINTS, is_base, is_compared, measure_behind, opens, period_behind, periods_behind
from finkit.figures.bind.changes import added_measures, as_change, is_moved
from finkit.figures.bind.fitting import PERCENTAGES, POINTS, direction, fits, has_segments, is_percentage, is_price, own_direction, role_of
from finkit.figures.bind.holders import holder_of
from finkit.figures.bind.lead import Lead, entity_of, measure_of, ratio_said, segments_of, together
from finkit.figures.bind.phrases import (
    LONGEST,
    QUALIFIER,
    compares,
    han_topic,
    is_earlier,
    names_something,
    other_company,
    qualifier,
    reasons,
    the_quarter,
    unknown_measure,
    without_reasons,
)
from finkit.figures.bind.versions import Versions, narrowed
from finkit.figures.cues import CAGR, CHANGE, GROWTH, SHARE, Cue, cue_behind, find_cues
from finkit.figures.figure import OURS, VALUE, Binding, Figure
from finkit.figures.lexicon import ENTITY, MEASURE, SEGMENT, Lexicon
from finkit.figures.tokens import HAN, WORD
from finkit.figures.words import FORECAST_WORDS, PREPOSITIONS
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from finkit.figures.bind.state import State
    from finkit.figures.extract import Spoken
    from finkit.vocabulary.periods import Period

_LONGEST_SERIES = 24
_SHARED = frozenset({"revenue", "gross_profit"})
_SIGNS = frozenset({"-", "+", "−"})


class BoundSentence:
    """The figures of one sentence; reads and moves the paragraph's state."""

    def __init__(self, said: Spoken, lexicon: Lexicon, state: State) -> None:
        self.said, self.state, self.trade, self.own = said, state, lexicon.trade, lexicon.own
        self.came, self.topic = state.period, han_topic(said.tokens, lexicon.mentions(said.tokens))
        inside = [figure for figure in said.figures if figure.kind == VALUE]
        every = lexicon.mentions(said.tokens)
        found = without_reasons(every, said.tokens)
        self.added = added_measures(every, said.tokens)
        self.mentions = [one for one in found if not any(figure.start <= one.start and one.end <= figure.end for figure in inside)]
        self.cues = find_cues(said.tokens)
        self.starts = [token.start for token in said.tokens]
        self.taken: set[int] = set()
        self.versions, self.bases = Versions(state), Bases(said)
        self.reasons = reasons(said.tokens)
        spoken = list(dict.fromkeys(one.period for one in said.periods if one.period and not one.period.is_window))
        alone = [one for one in said.periods if one.period == spoken[0]] if len(spoken) == 1 else []
        compared = bool(alone) and (is_base(said.tokens, alone[0]) or is_compared(said, alone[0]) or alone[0].start in self.bases.compared)
        if alone and not opens(said.tokens, alone[0]) and not compared:
            state.period = spoken[0]  # the one period of a sentence is that of all its figures, wherever it stands

    def figures(self) -> list[Figure]:
        """Every figure of the sentence, in order; members of a list share their lead."""
        at = self.said.sentence.start
        values = [figure for figure in self.said.figures if figure.kind == VALUE]
        bound: dict[str, Figure] = {}
        index = depth = 0
        while index < len(values):
            member = values[index].member
            size = member.size if member else self._series_length(values, index)
            members = values[index : index + size]
            lead = self._lead(at, members[0].start, members[-1].end)
            before = (self.state.period, self.state.last)
            for token in lead.tokens:
                depth = max(0, depth + (token.text in {"(", "（"}) - (token.text in {")", "）"}))
            bound |= {one.id: one for one in (self._group(members, lead) if member or size == 1 else self._series(members, lead))}
            earlier = is_earlier(lead.tokens) and lead.periods and (before[0] is None or lead.periods[-1] < before[0])
            aside = depth and lead.periods
            if aside or earlier or compares(lead.tokens) or self._looks_back(lead, bound[members[-1].id]):
                self.state.period, self.state.last = before  # `1.35 (2022: 1.18)`: the text goes on where it was
                self.bases.last = bound[members[-1].id].binding.period
            foreseen = any(token.lower in FORECAST_WORDS for token in lead.tokens)
            self.state.look_ahead(self.came if at == self.said.sentence.start else before[0], foreseen=foreseen, dated=bool(lead.periods))
            at = members[-1].end
            index += size
        self._remember(self._lead(at, self.said.sentence.end, self.said.sentence.end))
        return [bound.get(figure.id, figure) for figure in self.said.figures]

    def _looks_back(self, lead: Lead, figure: Figure) -> bool:
        """An amount that is named to be compared with."""
        return not figure.binding.facet and (lead.compared is not None or is_year_before(lead))

    def _lead(self, start: int, end: int, reach: int) -> Lead:
        line = self.said.tokens
        first, last, behind = self._at(start), self._at(end), self._at(reach)
        after = line[behind : behind + LONGEST]
        edge = after[-1].end if after else reach
        inside = [one for one in self.said.periods if first <= one.first and one.last < last and one.start not in self.taken and one.period]
        windows = [one.period for one in inside if one.period and one.period.is_window]
        plain = [one for one in inside if one.period and not one.period.is_window and not opens(self.said.tokens, one)]
        return Lead(
            range(first, last),
            tuple(line[first:last]),
            tuple(one for one in self.mentions if first <= one.first and one.end <= end),
            tuple(one.period for one in plain if one.period) or the_quarter(line[first:last], self.state.quarter),
            tuple(windows),
            tuple(one for one in self.cues if start <= one.start and one.end <= end),
            tuple(after),
            tuple(one for one in self.mentions if reach <= one.start and one.end <= edge),
            next((one.period for one in reversed(plain) if one.start in self.bases.compared), None),
        )

    def _at(self, place: int) -> int:
        """The index of the first token that begins at this place of the text or behind it."""
        return bisect_left(self.starts, place)

    def _remember(self, lead: Lead) -> None:
        """Take the subject of a lead into the state."""
        state = self.state
        for window in lead.windows:
            state.look_over(window)
        if lead.periods:
            state.period = lead.periods[-1]
            state.quarter = next((one for one in reversed(lead.periods) if one.part.startswith("Q")), state.quarter)
        measures, segments = lead.named(MEASURE), segments_of(lead, self.said.tokens)
        barred = {index for one in lead.named(ENTITY) for index in range(one.first, one.last + 1)}
        narrowed = "" if segments else qualifier(self.said.tokens, lead.span, measures, barred, self.trade)
        narrowed = narrowed or (self.topic if measures and not segments else "")
        if segments or narrowed:
            state.segment = segments[-1] if segments else narrowed
        elif self._entity(lead) == OURS:
            state.segment = ""
        for one in measures:
            names = one.name.split("+")
            state.joint = tuple(names) if len(names) > 1 else ()
            for name in reversed(names):
                state.speak_of(name)
        if measures:
            state.shares = any(cue.kind == SHARE for cue in lead.cues)
        entity = self._entity(lead)
        state.holder = "" if entity else holder_of(lead) or state.holder
        state.entity = entity or ("" if segments and state.entity else state.entity)
        years = tuple(dict.fromkeys(lead.periods))
        state.spread_segments = segments if len(segments) > 1 else state.spread_segments
        state.spread_periods = years if len(years) > 1 else state.spread_periods

    def _entity(self, lead: Lead) -> str:
        """Whose figure it is: the last of another company that reports, the company, its name, or a word for somebody else."""
        other = other_company(self.said.tokens, lead.span, self.own, self.mentions) if self.own else ""
        return entity_of(lead, self.reasons) or other

    def _group(self, members: list[Figure], lead: Lead) -> list[Figure]:
        head = self._one(members[0], lead)
        if not head.binding.bound and is_price(members[-1], lead.tokens):
            members = [replace(one, unit=f"{one.unit}/t") for one in members]
            head = replace(head, unit=members[0].unit)
        if len(members) == 1:
            return [head]
        group = [head] + [replace(one, binding=head.binding, direction=own_direction(one, head)) for one in members[1:]]
        if members[0].member and members[0].member.kind == "list":
            group = self._spread(group)
        self.state.last = group[-1]
        return group

    def _series_length(self, values: list[Figure], index: int) -> int:
        """How many figures of one kind follow each other with nothing but commas and `and` between them."""
        first = values[index]
        size = 1
        while index + size < len(values) and size < _LONGEST_SERIES and values[index + size].member is None:
            before, after = values[index + size - 1], values[index + size]
            between = [token.lower for token in self.said.tokens[self._at(before.end) : self._at(after.start)]]
            joined = between and all(text in SERIES_JOINTS or text in _SIGNS for text in between)
            if not joined or is_percentage(first) != is_percentage(after):
                break
            if unit_of(first.unit).dimensions != unit_of(after.unit).dimensions:
                break
            behind = self._at(after.end)
            if measure_behind(self.said.tokens[behind : behind + LONGEST]):
                break
            size += 1
        return size

    def _series(self, members: list[Figure], lead: Lead) -> list[Figure]:
        """Figures that follow each other (`A and B were x and y`): one for each segment, period or measure named.

        A second series of the same length goes on with the subjects of the first (their growth, their shares).
        Where nothing tells which is which, none is bound.
        """
        state = self.state
        before = state.series
        head = self._one(members[0], lead)
        binding = head.binding
        names = list(dict.fromkeys(name for one in lead.named(MEASURE) for name in one.name.split("+")))
        segments = list(dict.fromkeys(one.name for one in lead.named(SEGMENT)))
        size = len(members)
        periods = list(dict.fromkeys(lead.periods))
        if len(periods) != size:
            behind = periods_behind(self.said, self._at(members[-1].end), size)
            self.taken |= {one.start for one in behind}
            periods = [one.period for one in behind if one.period]
        if len(segments) == size:
            bindings = [replace(binding, segment=segment) for segment in segments]
        elif len(periods) == size:
            bindings = [replace(binding, period=period) for period in periods]
        elif len(names) == size and all(fits(name, one, "") for name, one in zip(names, members, strict=True)):
            bindings = [self._of(binding, name) for name in names]
        elif len(before) == size and not names and binding.facet:
            bindings = [replace(one, facet=binding.facet, bound=one.bound) for one in before]
        else:
            bindings = [replace(binding, measure="", bound=False)] * size
        bound = [
            replace(one, binding=chosen, direction=own_direction(one, head))
            for one, chosen in zip([head, *members[1:]], bindings, strict=True)
        ]
        state.series = tuple(bindings)
        state.last = bound[-1]
        return bound

    def _of(self, binding: Binding, name: str) -> Binding:
        """The binding for another measure."""
        return replace(binding, measure=name, facet="", bound=True, segment=self.state.segment if has_segments(name) else "")

    def _spread(self, group: list[Figure]) -> list[Figure]:
        """A list over as many segments or periods as were named takes one each."""
        inside = [one.period for one in self.said.periods if group[0].start <= one.start and one.end <= group[0].end and one.period]
        if len(inside) > 1:
            self.state.spread_periods = tuple(inside)
        segments, periods = self.state.spread_segments, self.state.spread_periods
        if len(segments) == len(group):
            pairs = zip(group, segments, strict=True)
            return [replace(one, binding=replace(one.binding, segment=segment)) for one, segment in pairs]
        if len(periods) == len(group):
            return [replace(one, binding=replace(one.binding, period=at)) for one, at in zip(group, periods, strict=True)]
        return [replace(one, binding=replace(one.binding, period=None)) for one in group]

    def _one(self, figure: Figure, lead: Lead) -> Figure:
        state, last, spoken = self.state, self.state.last, self.state.period
        self._remember(lead)
        cue = self._cue(figure, lead)
        facet = cue.kind if cue else ""
        if not facet and not lead.named(MEASURE) and last is not None:
            facet = self._carried_facet(figure, last, lead)
        done = (measure_behind(lead.after) or measure_of(figure, lead)) if not facet else ""
        measure = done if done and fits(done, figure, "") else self._measure(figure, lead, facet)
        goes_on = bool(facet) and last is not None and not lead.named(SEGMENT) and not lead.named(MEASURE)
        ratio = ratio_said(figure, lead, cue, last)
        if ratio:
            measure, facet = ratio, ""
        elif facet == SHARE and measure in _SHARED:
            measure, facet = f"{measure}_share", ""
        if figure.unit == POINTS and facet != SHARE:
            facet = CHANGE
        role = role_of(lead.tokens)
        own, base, period = self._when(figure, lead, facet, role, spoken)
        named = measure == done or bool(ratio) or self._is_named(measure, lead, facet, role)
        bound = named and (measure in ITEM_BY_NAME or measure in RATIO_BY_NAME)
        carried = last.binding.segment if last is not None and goes_on else state.segment
        segment = (self._together(lead) or carried) if not bound or has_segments(measure) else ""
        if not bound:
            measure = unknown_measure(lead.tokens)
            if not measure and facet and last is not None:
                measure, segment = last.binding.measure, last.binding.segment
        if bound:
            segment = narrowed(segment, self.versions.of(lead, facet, goes_on=goes_on or done == measure))
        both = bound and any(token.lower == "both" for token in lead.tokens)
        also = tuple(name for name in state.joint if name != measure) if both else ()
        binding = Binding(measure, facet, segment, state.entity, period, bound, role, also, base, state.holder)
        placed = replace(figure, binding=binding, direction=direction(figure, facet, cue, lead.tokens))
        if own is not None:
            state.move_to(own, role)
        state.last = placed
        placed = as_change(placed, lead.tokens, lead.after, [name for index, name in self.added.items() if index in lead.span])
        if bound and not facet:
            state.speak_of(measure)
        return placed

    def _when(self, figure: Figure, lead: Lead, facet: str, role: str, spoken: Period | None) -> tuple[Period | None, ...]:
        """The period that stands behind a figure, what its growth is counted from (unless that is the year before), its period."""
        base, behind = self.bases.of(lead, self._at(figure.end), spoken) if facet == GROWTH else (None, None)
        self.taken |= {behind.start} if behind and not self._brackets(behind.last + 1) else set()
        own = None if base else self._own_period(figure)
        period = own or self._period(self.state.last, role, facet, lead)
        if lead.compared and facet == GROWTH:
            self.state.period = period = spoken if spoken != lead.compared else None
        if not facet and own is None and not lead.periods and is_year_before(lead):
            period = the_year_before(period)
        return own, base if base != the_year_before(period) else None, period

    def _together(self, lead: Lead) -> str:
        """Several segments named for one figure, or a word for a total of them: neither segment alone, nor the company."""
        parts = {one.segment for one in self.state.series} or {self.state.segment.removeprefix(QUALIFIER)} - {""}
        return together(lead, self.said.tokens, parts)

    def _is_named(self, measure: str, lead: Lead, facet: str, role: str) -> bool:
        """The words before the figure (or right behind) name its measure, or it goes on from the one before."""
        said = {name for one in (*lead.mentions, *lead.after_mentions) if one.kind == MEASURE for name in one.name.split("+")}
        if measure in said or measure.removesuffix("_share") in said:
            return True
        last = self.state.last
        goes_on = bool(facet) or role == "to" or (len(lead.tokens) <= LONGEST and not names_something(lead.tokens))
        return last is not None and last.binding.bound and goes_on

    def _own_period(self, figure: Figure) -> Period | None:
        """The period that was moved into the figure, or that stands right behind it: `8.1 billion yuan in 2021`."""
        if figure.period is not None:
            return figure.period
        mention = period_behind(self.said, self._at(figure.end))
        if mention is None:
            return None
        if is_base(self.said.tokens, mention):
            if not self._brackets(mention.last + 1):
                self.taken.add(mention.start)
            return None
        self.taken.add(mention.start)
        return mention.period

    def _brackets(self, at: int) -> bool:
        """A bracket opens here: `down 5 % on 2020 (8 billion)`, the year is of what stands in it too."""
        return any(token.text in {"(", "（"} for token in self.said.tokens[at : at + 1])

    def _cue(self, figure: Figure, lead: Lead) -> Cue | None:
        """The last word for what is said (growth, share, CAGR), unless a measure of the figure's kind stands behind it."""
        if not is_percentage(figure):
            return None
        last = self.state.last
        if last is not None and figure.sign and not is_percentage(last) and self._is_wordless(lead):
            return Cue(GROWTH, figure.start, figure.start, figure.sign < 0)  # `8.1 billion yuan (+4.2 %)`
        measured = [one for one in lead.named(MEASURE) if one.name in PERCENTAGES]
        cues = [cue for cue in lead.cues if not any(one.start <= cue.start and cue.end <= one.end for one in measured)]
        if not cues or (measured and measured[-1].start >= cues[-1].end):
            return cue_behind(lead.after)
        return cues[-1]

    def _is_wordless(self, lead: Lead) -> bool:
        """Nothing but marks, prepositions and periods."""
        dated = {index for one in self.said.periods for index in range(one.first, one.last + 1)}
        return not any(
            token.kind in {WORD, HAN} and index not in dated and token.lower not in PREPOSITIONS
            for index, token in zip(lead.span, lead.tokens, strict=True)
        )

    def _carried_facet(self, figure: Figure, last: Figure, lead: Lead) -> str:
        """Without words of its own a percentage goes on as the one before it, or is the share of the amount before it.

        Behind points, `to` and `from` lead to a level: "fell 1.2 points to 31 %".
        """
        if not is_percentage(figure) or (last.unit == POINTS != figure.unit and role_of(lead.tokens)):
            return ""
        if lead.is_of():
            return SHARE
        if [token.lower for token in lead.tokens if token.text not in {",", "，"}] == ["or"] and is_moved(
            self.said.tokens[: self._at(last.start)]
        ):
            return GROWTH
        if is_percentage(last):
            return last.binding.facet
        return SHARE if self.state.shares else ""

    def _measure(self, figure: Figure, lead: Lead, facet: str) -> str:
        """The catalogue name whose unit the figure can have: behind it, in the lead, else carried."""
        last = self.state.last
        behind = [one.name for one in lead.after_mentions if one.kind == MEASURE]
        if facet == SHARE and behind and lead.after[0].lower == "of":
            return behind[0]
        named = [name for one in lead.named(MEASURE) for name in reversed(one.name.split("+"))]
        if facet in {GROWTH, CAGR} and last is not None and not named and last.binding.bound:
            return last.binding.measure
        if facet == SHARE and last is not None and last.binding.measure in ITEM_BY_NAME:
            named.append(last.binding.measure)
        if not named and not facet and last is not None and last.binding.measure in self.state.joint[:-1]:
            return self.state.joint[self.state.joint.index(last.binding.measure) + 1]
        carried = () if lead.named(MEASURE) and not facet else self.state.measures  # what is named is meant, or nothing is
        return next((name for name in [*reversed(named), *carried] if fits(name, figure, facet)), "")

    def _period(self, last: Figure | None, role: str, facet: str, lead: Lead) -> Period | None:
        state = self.state
        if role == "from" and not facet:
            return state.window[0] if state.window and not lead.periods else None  # the year it came from is another one
        if lead.periods:
            return lead.periods[-1]
        if lead.windows and not role:
            return lead.windows[-1]
        if role and not facet and state.window:
            return state.window[1]
        if last is not None and not role:
            return last.binding.period or state.period
        return state.period
