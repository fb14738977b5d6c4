"""Binding: which measure, of which segment and company, in which period, each figure speaks of.

One pass over the sentences in order. What a sentence leaves out is carried from the figure before it, from the
sentence's own subject, or from the paragraph; a new subject resets it. Nothing is bound against its unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME, MONEY, VOLUME
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.figures.cues import CAGR, CHANGE, GROWTH, SHARE, Cue, direction_of, find_cues
from finkit.figures.figure import VALUE, Binding, Figure
from finkit.figures.lexicon import ENTITY, MEASURE, SEGMENT, Lexicon, Mention
from finkit.figures.tokens import HAN, WORD, Token
from finkit.figures.words import COMPANY_WORDS, ELSEWHERE_WORDS, FALL_WORDS, FUNCTION_WORDS, PREPOSITIONS, RISE_WORDS, SHARE_WORDS
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.figures.extract import Spoken
    from finkit.statements.company import Company
    from finkit.vocabulary.periods import Period

_QUALIFIER = "~"
_PERIOD_REACH = 4
_PERIOD_BRIDGES = frozenset({"the", "(", "（", "as", "end"})
# Behind the name of a measure, these make it the name of something else.
_HEAD_NOUNS = frozenset({
    "increment", "increments", "gap", "structure", "target", "targets", "plan", "project", "projects", "market", "contribution", "forecast",
    "base", "cycle", "channel", "channels", "guidance", "per", "recognition", "tax", "taxes", "side", "line", "lines", "ranking",
})  # fmt: skip
_NO_QUALIFIERS = frozenset({
    "total", "overall", "annual", "full-year", "consolidated", "net", "their", "quarterly", "cumulative", "main", "operating", "average",
    "latest", "corresponding", "entire", "current", "first", "second", "third", "fourth", "year", "quarter", "half", "comprehensive",
    "business", "products", "product", "s",
})  # fmt: skip
_CAUSES = frozenset({"due", "because", "benefiting", "driven", "affected", "thanks", "owing"})
_PHRASE_WORDS = 4
_REACH = 4
_PERCENTAGES = frozenset(ratio.name for ratio in RATIO_BY_NAME.values() if ratio.unit == "%")
_TONNES = frozenset({"t", "t/yr"})
_POINTS = "pp"


@dataclass
class _State:
    """What a paragraph has spoken of so far."""

    measures: tuple[str, ...] = ()
    segment: str = ""
    entity: str = ""
    period: Period | None = None
    window: tuple[Period, Period] | None = None
    shares: bool = False
    last: Figure | None = None
    spread_segments: tuple[str, ...] = ()
    spread_periods: tuple[Period, ...] = ()

    def speak_of(self, measure: str) -> None:
        """The measure spoken of last comes first; a few before it stay within reach."""
        self.measures = (measure, *(one for one in self.measures if one != measure))[:_REACH]


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands between the figure before (or the sentence's start) and this one."""

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    periods: tuple[Period, ...]
    windows: tuple[Period, ...]
    cues: tuple[Cue, ...]
    after: tuple[Token, ...] = field(default=())
    after_mentions: tuple[Mention, ...] = field(default=())


def bind(spoken: Sequence[Spoken], company: Company | None = None) -> list[Figure]:
    """The figures of all sentences with their bindings, in order of the text."""
    lexicon = Lexicon(company)
    state, paragraph = _State(), -1
    bound: list[Figure] = []
    for said in spoken:
        if said.sentence.paragraph != paragraph:
            paragraph = said.sentence.paragraph
            state = _State()
        elif not said.sentence.carries:
            state.last, state.shares = None, False
            state.spread_periods = state.spread_segments = ()
        bound += _Sentence(said, lexicon, state).bind()
    return bound


class _Sentence:
    """The figures of one sentence, bound one after another."""

    def __init__(self, said: Spoken, lexicon: Lexicon, state: _State) -> None:
        self.said, self.state = said, state
        self.mentions = _without_causes(lexicon.mentions(said.tokens), said.tokens)
        self.mentions = [one for one in self.mentions if not _inside_value(one, said.figures)]
        self.cues = find_cues(said.tokens)
        self.taken: set[int] = set()

    def bind(self) -> list[Figure]:
        """Every figure of the sentence, in order; members of a list share their lead."""
        at = self.said.sentence.start
        values = [figure for figure in self.said.figures if figure.kind == VALUE]
        bindings: dict[str, Figure] = {}
        index = 0
        while index < len(values):
            member = values[index].member
            size = member.size if member else 1
            members = values[index : index + size]
            lead = self._lead(at, members[0], members[-1])
            bindings |= {bound.id: bound for bound in self._bind_group(members, lead)}
            at = members[-1].end
            index += size
        self._remember(self._lead(at, None, None))
        return [bindings.get(figure.id, figure) for figure in self.said.figures]

    def _lead(self, start: int, figure: Figure | None, last: Figure | None) -> _Lead:
        end = figure.start if figure else self.said.sentence.end
        reach = last.end if last else end
        inside = [
            one
            for one in self.said.periods
            if start <= one.start and one.end <= end and one.period is not None and one.start not in self.taken
        ]
        tokens = tuple(one for one in self.said.tokens if start <= one.start and one.end <= end)
        since = {one.start for one in inside if self._word_before(one.start) in {"since", "from"} and not self._is_window(one.period)}
        periods = tuple(one.period for one in inside if one.period and not one.period.is_window and one.start not in since)
        windows = tuple(one.period for one in inside if one.period and one.period.is_window)
        after = tuple(one for one in self.said.tokens if reach <= one.start)[:_PHRASE_WORDS]
        edge = after[-1].end if after else reach
        return _Lead(
            tokens,
            tuple(one for one in self.mentions if start <= one.start and one.end <= end),
            periods,
            windows,
            tuple(one for one in self.cues if start <= one.start and one.end <= end),
            after,
            tuple(one for one in self.mentions if reach <= one.start and one.end <= edge),
        )

    def _is_window(self, period: Period | None) -> bool:
        return period is not None and period.is_window

    def _word_before(self, start: int) -> str:
        before = [one for one in self.said.tokens if one.end <= start]
        return before[-1].lower if before else ""

    def _remember(self, lead: _Lead) -> None:
        """Take the subject of a lead into the state."""
        state = self.state
        for window in lead.windows:
            if window.start_year is not None:
                state.window = (replace(window, year=window.start_year, start_year=None), replace(window, start_year=None))
                state.period = state.window[1]
        if lead.periods:
            state.period = lead.periods[-1]
        measures = [one for one in lead.mentions if one.kind == MEASURE]
        segments = tuple(dict.fromkeys(one.name for one in lead.mentions if one.kind == SEGMENT))
        qualifier = "" if segments else self._qualifier(lead, measures)
        if segments or qualifier:
            state.segment = segments[-1] if segments else qualifier
        elif self._names_company(lead):
            state.segment = ""
        if measures:
            for one in measures:
                state.speak_of(one.name)
            state.shares = any(cue.kind == SHARE for cue in lead.cues)
        state.entity = self._entity(lead) or ("" if segments and state.entity else state.entity)
        if len(segments) > 1:
            state.spread_segments = segments
        years = tuple(dict.fromkeys(lead.periods))
        if len(years) > 1:
            state.spread_periods = years

    def _qualifier(self, lead: _Lead, measures: Sequence[Mention]) -> str:
        """The words that narrow a measure where no segment of the company does: before it, behind its `of`, or a business.

        Marked with `~`: it keeps apart what the text keeps apart, and never stands for the whole company.
        """
        line = self.said.tokens
        named = {index for one in lead.mentions if one.kind == ENTITY for index in range(one.first, one.last + 1)}
        for mention in reversed(measures):
            before = _content(line, range(mention.first - 1, -1, -1), named)
            behind = _content(line, _behind_of(line, mention.last + 1), named) if not before else []
            words = before[::-1] or behind
            if words:
                return _QUALIFIER + " ".join(_singular(word) for word in words)
        for index, token in enumerate(line):
            if token.lower in {"business", "segment"} and lead.tokens and lead.tokens[0].start <= token.start <= lead.tokens[-1].start:
                words = _content(line, range(index - 1, -1, -1), named)[::-1]
                if words:
                    return _QUALIFIER + " ".join(_singular(word) for word in words)
        return ""

    def _names_company(self, lead: _Lead) -> bool:
        return any(token.lower in COMPANY_WORDS for token in lead.tokens) or any(one.kind == ENTITY for one in lead.mentions)

    def _entity(self, lead: _Lead) -> str:
        """Whose figure it is: the last of the company, its name, or a word for somebody else."""
        found = ""
        named = {one.first for one in lead.mentions if one.kind == ENTITY}
        inside = {index for one in lead.mentions for index in range(one.first, one.last + 1)}
        for token in lead.tokens:
            position = self.said.tokens.index(token)
            if position in named or token.lower in COMPANY_WORDS:
                found = "company"
            elif token.lower in ELSEWHERE_WORDS and position not in inside:
                found = token.text
        return found

    def _bind_group(self, members: list[Figure], lead: _Lead) -> list[Figure]:
        first = members[0]
        head = self._bind_one(first, lead)
        if len(members) == 1:
            return [head]
        group = [head] + [replace(one, binding=head.binding, direction=_own_direction(one, head)) for one in members[1:]]
        if first.member and first.member.kind == "list":
            group = self._spread(group)
        self.state.last = group[-1]
        return group

    def _spread(self, group: list[Figure]) -> list[Figure]:
        """A list over as many segments or periods as were named takes one each."""
        segments, periods = self.state.spread_segments, self.state.spread_periods
        if len(segments) == len(group):
            return [
                replace(one, binding=replace(one.binding, segment=segment))
                for one, segment in zip(group, segments, strict=True)
            ]
        if len(periods) == len(group):
            return [
                replace(one, binding=replace(one.binding, period=period)) for one, period in zip(group, periods, strict=True)
            ]
        return [replace(one, binding=replace(one.binding, period=None)) for one in group]

    def _bind_one(self, figure: Figure, lead: _Lead) -> Figure:
        state = self.state
        last = state.last
        self._remember(lead)
        cue = self._cue(figure, lead)
        facet = cue.kind if cue else ""
        if not facet and not any(one.kind == MEASURE for one in lead.mentions) and last is not None:
            facet = self._carried_facet(figure, last)
        measure = self._measure(figure, lead, facet)
        if facet == SHARE and measure in {"revenue", "gross_profit"}:
            measure, facet = f"{measure}_share", ""
        if figure.unit == _POINTS and facet != SHARE:
            facet = CHANGE
        role = _role(lead)
        own = self._own_period(figure)
        if own is not None:
            figure = replace(figure, period=own)
        period = self._period(figure, last, role, facet, lead)
        said = {one.name for one in (*lead.mentions, *lead.after_mentions) if one.kind == MEASURE}
        named = measure in said or measure.removesuffix("_share") in said
        goes_on = last is not None and last.binding.bound and (bool(facet) or role == "to" or len(lead.tokens) <= _PHRASE_WORDS)
        bound = (named or goes_on) and (measure in ITEM_BY_NAME or measure in RATIO_BY_NAME)
        segment = state.segment if not bound or _has_segments(measure) else ""
        if not bound:
            measure = self._phrase(lead)
        binding = Binding(measure, facet, segment, state.entity, period, bound, role)
        placed = replace(figure, binding=binding, direction=_direction(figure, facet, cue, lead))
        if own is not None:
            self._remember_glued(placed, role)
            placed = replace(placed, period=None) if not figure.is_split else placed
        state.last = placed
        if bound and not facet:
            state.speak_of(measure)
        return placed

    def _own_period(self, figure: Figure) -> Period | None:
        """The period that was moved into the figure, or that stands right behind it: `8.1 billion yuan in 2021`."""
        if figure.period is not None:
            return figure.period
        behind = [token for token in self.said.tokens if token.start >= figure.end][:_PERIOD_REACH]
        mention = next((one for one in self.said.periods if behind and behind[0].start <= one.start <= behind[-1].start), None)
        if mention is None or mention.period is None:
            return None
        between = [token for token in behind if token.end <= mention.start]
        if not between or any(token.lower not in PREPOSITIONS | _PERIOD_BRIDGES for token in between):
            return None
        if between[0].lower == "from" and not mention.period.is_window:
            return None
        self.taken.add(mention.start)
        return mention.period

    def _remember_glued(self, figure: Figure, role: str) -> None:
        """A year moved into a figure is the paragraph's period from here on."""
        period = figure.period
        if period is None or period.is_window:
            return
        if role == "from":
            self.state.window = (period, period)
        elif role == "to" and self.state.window:
            self.state.window = (self.state.window[0], period)
        self.state.period = period

    def _cue(self, figure: Figure, lead: _Lead) -> Cue | None:
        """The last word for what is said (growth, share, CAGR), unless a measure of the figure's kind stands behind it."""
        if not _is_percentage(figure):
            return None
        beside = self.state.last is not None and not any(token.kind in {WORD, HAN} for token in lead.tokens)
        if beside and figure.sign and self.state.last is not None and not _is_percentage(self.state.last):
            return Cue(GROWTH, figure.start, figure.start, figure.sign < 0)  # `8.1 billion yuan (+4.2 %)`
        measured = [one for one in lead.mentions if one.kind == MEASURE and one.name in _PERCENTAGES]
        cues = [cue for cue in lead.cues if not any(one.start <= cue.start and cue.end <= one.end for one in measured)]
        if not cues or (measured and measured[-1].start >= cues[-1].end):
            return None
        return cues[-1]

    def _carried_facet(self, figure: Figure, last: Figure) -> str:
        """Without words of its own a percentage goes on as the one before it, or is the share of the amount before it."""
        if not _is_percentage(figure):
            return ""
        if _is_percentage(last):
            return last.binding.facet
        return SHARE if self.state.shares else ""

    def _measure(self, figure: Figure, lead: _Lead, facet: str) -> str:
        """The catalogue name whose unit the figure can have: behind it, in the lead, else carried."""
        behind = [one.name for one in lead.after_mentions if one.kind == MEASURE]
        if facet == SHARE and behind and lead.after[0].lower == "of":
            return behind[0]
        named = [one.name for one in lead.mentions if one.kind == MEASURE]
        if facet in {GROWTH, CAGR} and self.state.last is not None and not named and self.state.last.binding.bound:
            return self.state.last.binding.measure
        if facet == SHARE and self.state.last is not None and self.state.last.binding.measure in ITEM_BY_NAME:
            named.append(self.state.last.binding.measure)
        return next((name for name in [*reversed(named), *self.state.measures] if _fits(name, figure, facet)), "")

    def _phrase(self, lead: _Lead) -> str:
        """The last content words before the figure, for measures that no lexicon knows."""
        words = [token.lower for token in lead.tokens if token.kind in {WORD, HAN} and token.lower not in FUNCTION_WORDS]
        return " ".join(words[-_PHRASE_WORDS:])

    def _period(self, figure: Figure, last: Figure | None, role: str, facet: str, lead: _Lead) -> Period | None:
        state = self.state
        if figure.period is not None:
            return figure.period
        if lead.periods:
            return lead.periods[-1]
        if lead.windows and not role:
            return lead.windows[-1]
        if role and not facet and state.window:
            return state.window[0] if role == "from" else state.window[1]
        if last is not None and not role:
            return last.binding.period or state.period
        return state.period


def _content(line: Sequence[Token], indices: Iterable[int], named: set[int]) -> list[str]:
    """Content words from a place on, up to the first function word, verb form, mark or name of the company."""
    words: list[str] = []
    for index in indices:
        if index >= len(line) or len(words) == _PHRASE_WORDS:
            break
        token = line[index]
        word = token.lower
        if token.kind != WORD or index in named or word in FUNCTION_WORDS or word in COMPANY_WORDS or word in ELSEWHERE_WORDS:
            break
        if word.endswith(("ed", "ing", "'s", "’s")) or word in RISE_WORDS or word in FALL_WORDS or word in SHARE_WORDS:
            break
        if word not in _NO_QUALIFIERS:
            words.append(word)
    return words


def _behind_of(line: Sequence[Token], at: int) -> range:
    """The indices behind `of`, `of the`, `of the company's`."""
    if at >= len(line) or line[at].lower not in {"of", "from"}:
        return range(0)
    at += 1
    while at < len(line) and (line[at].lower in {"the", "its"} or line[at].lower in COMPANY_WORDS):
        at += 1
    return range(at, len(line))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > len("gas") else word


def _without_causes(mentions: list[Mention], line: Sequence[Token]) -> list[Mention]:
    """Drop what stands in a clause that gives a reason ("mainly due to ..."), up to its comma, and mere modifiers."""
    barred: set[int] = set()
    blind = False
    for index, token in enumerate(line):
        if token.lower in _CAUSES:
            blind = True
        elif token.text in {",", "，", ";", "；"}:
            blind = False
        if blind:
            barred.add(index)
    followed = {index for index, token in enumerate(line) if token.lower in _HEAD_NOUNS}
    return [one for one in mentions if one.first not in barred and not (one.kind == MEASURE and one.last + 1 in followed)]


def _inside_value(mention: Mention, figures: Sequence[Figure]) -> bool:
    return any(figure.kind == VALUE and figure.start <= mention.start and mention.end <= figure.end for figure in figures)


def _is_percentage(figure: Figure) -> bool:
    return figure.unit in {"%", _POINTS}


def _fits(name: str, figure: Figure, facet: str) -> bool:
    """The figure's unit can be that of the measure (of its share or growth, where that is what is said)."""
    if facet in {GROWTH, CAGR}:
        return True
    if facet == SHARE:
        return name in ITEM_BY_NAME
    if name in ITEM_BY_NAME:
        item = ITEM_BY_NAME[name]
        if item.unit == MONEY:
            return unit_of(figure.unit).is_money
        wanted = unit_of(item.unit_in("CNY"))
        if item.statement == VOLUME and item.unit in _TONNES:
            return figure.unit in _TONNES
        return unit_of(figure.unit).agrees(wanted)
    ratio = RATIO_BY_NAME.get(name)
    if ratio is None:
        return False
    if ratio.unit == "%":
        return _is_percentage(figure)
    return figure.unit == ratio.unit if ratio.unit != MONEY else unit_of(figure.unit).is_money


def _has_segments(measure: str) -> bool:
    ratio = RATIO_BY_NAME.get(measure)
    if ratio is not None:
        return "segment" in ratio.per
    item = ITEM_BY_NAME[measure]
    return item.statement == VOLUME or item.name in {"revenue", "cost_of_sales", "gross_profit"}


def _role(lead: _Lead) -> str:
    """`from` or `to` directly before the figure."""
    for token in reversed(lead.tokens[-2:]):
        if token.lower == "from":
            return "from"
        if token.lower == "to":
            return "to"
    return ""


def _direction(figure: Figure, facet: str, cue: Cue | None, lead: _Lead) -> str | None:
    if facet not in {GROWTH, CHANGE}:
        return None
    if figure.sign:
        return "down" if figure.sign < 0 else "up"
    return direction_of(lead.tokens, cue)


def _own_direction(figure: Figure, head: Figure) -> str | None:
    if head.direction is None or not figure.sign:
        return head.direction
    return "down" if figure.sign < 0 else "up"
