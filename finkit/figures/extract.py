"""Text to figures: every number, joined where it was torn, with unit, scale, list, range, sign and kind.

Linear in the length of the text. Nothing is corrected here: what a figure was before the damage is for
`candidates` to propose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from finkit.figures.commas import with_decimal_commas
from finkit.figures.dates import find_periods
from finkit.figures.figure import IDENTIFIER, PERIOD, VALUE, Figure, Membership
from finkit.figures.mending import mended
from finkit.figures.naming import kind_of_number
from finkit.figures.numerals import numeral
from finkit.figures.signs import sign_of
from finkit.figures.spaces import numbers_with_spaces
from finkit.figures.suffix import ANY_MONEY, Suffix, read_suffix
from finkit.figures.tables.reader import table_rows
from finkit.figures.tears import Line, mend
from finkit.figures.tokens import MARK, NUMBER, Token, tokens
from finkit.figures.words import (
    ABOUT_WORDS,
    CURRENCY_MARKS,
    CURRENCY_WORDS,
    DOLLARS,
    LESS_WORDS,
    MORE_WORDS,
    WAN,
)
from finkit.text.markdown import plain
from finkit.text.sentences import Sentence, sentences
from finkit.vocabulary.intervals import ONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from finkit.figures.mentions import PeriodMention
    from finkit.figures.tables.reader import Labels, TableRow
    from finkit.text.markdown import Plain
    from finkit.vocabulary.periods import Period

_RANGE_DASHES = frozenset("-–—~～")
_YUAN = re.compile(r"yuan|rmb|cny|renminbi|元", re.IGNORECASE)
_DOLLAR = re.compile(r"\$|dollars?\b|usd", re.IGNORECASE)
_MODIFIER_REACH = 2
_BESIDE = 8
_CROWDED_LEFT = re.compile(r"[0-9](?: |\. | \.)$")
_YEAR_LEFT = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}\D*$")
_CROWDED_RIGHT = re.compile(r"(?: |\. | \.)[0-9]")
_LONGEST_LIST = 24
_SAYING = re.compile(r"\w")  # a million semicolons are no million sentences to bind


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with its tokens, the periods it speaks of and its figures, all in order.

    `labels`: it is (a stretch of) the row of a table, with these words around its figures.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    periods: tuple[PeriodMention, ...]
    figures: tuple[Figure, ...]
    labels: Labels | None = None


def default_currency(text: str) -> str:
    """The currency of amounts that name none: yuan unless the text speaks of dollars more often."""
    return "USD" if len(_DOLLAR.findall(text)) > len(_YUAN.findall(text)) else "CNY"


def extract(text: str) -> list[Spoken]:
    """Every sentence of a text with its figures; group numbers of lists run over the whole text.

    The marks of Markdown are passed over; all spans are indices into the text as given.
    """
    bare = plain(text)
    return [_placed(said, bare, text) for said in _Reader(bare.text).read()]


def _placed(said: Spoken, bare: Plain, text: str) -> Spoken:
    """The sentence with its spans in the text with marks."""
    if bare.places is None:
        return said
    start, end = bare.span(said.sentence.start, said.sentence.end)
    return Spoken(
        replace(said.sentence, start=start, end=end),
        tuple(Token(one.kind, *bare.span(one.start, one.end), one.text, one.mended) for one in said.tokens),
        tuple(
            replace(one, start=first, end=last, parts=tuple(bare.span(*part) for part in one.parts))
            for one in said.periods
            for first, last in [bare.span(one.start, one.end)]
        ),
        tuple(
            replace(one, start=first, end=last, parts=tuple(bare.span(*part) for part in one.parts), surface=text[first:last])
            for one in said.figures
            for first, last in [bare.span(one.start, one.end)]
        ),
        said.labels,
    )


class _Reader:
    """One pass over the sentences of a text; carries the period spoken of last and the number of lists."""

    def __init__(self, text: str) -> None:
        self.text, self.currency = text, default_currency(text)
        self.context: Period | None = None
        self.dated: int | None = None
        self.groups = 0
        self.spaced = numbers_with_spaces(text)

    def read(self) -> Iterator[Spoken]:
        """Sentences, rows of tables, and the prose in their cells."""
        rows = table_rows(self.text, self.currency)
        inside = {place for start, (end, _, _) in self.spaced.items() for place in range(start, end)}
        done = -1
        for sentence in sentences(self.text, inside):
            row = rows.get(sentence.start)
            if row is not None:
                done = row.end
                yield from self._row(row, sentence.paragraph)
            elif sentence.start >= done and _SAYING.search(self.text, sentence.start, sentence.end):
                yield self._sentence(sentence)

    def _row(self, row: TableRow, paragraph: int) -> Iterator[Spoken]:
        for piece in row.pieces:
            sentence = Sentence(piece.start, piece.end, paragraph)
            if piece.labels is None:
                yield self._sentence(sentence)
            else:
                yield Spoken(sentence, tuple(tokens(self.text, piece.start, piece.end)), (), piece.figures, piece.labels)

    def _sentence(self, sentence: Sentence) -> Spoken:
        said = tokens(self.text, sentence.start, sentence.end)
        line = mend(mended(with_decimal_commas(said), self.spaced))
        periods = find_periods(line.tokens, self.context, self.dated)
        for mention in periods:
            self.context = mention.period or self.context
            self.dated = mention.period.year if mention.period and mention.period.part in {"D", "M"} else self.dated
        reader = _Sentence(self.text, line, periods, self.currency, self.groups)
        figures = reader.read()
        self.groups = reader.groups
        return Spoken(sentence, line.tokens, tuple(periods), tuple(figures))


class _Sentence:
    """The figures of one sentence."""

    def __init__(self, text: str, line: Line, periods: Sequence[PeriodMention], currency: str, groups: int) -> None:
        self.text, self.line, self.currency, self.groups = text, line.tokens, currency, groups
        self.periods = periods
        self.tail_of = {tear.head: tear.tail for tear in line.tears}
        self.tails = set(self.tail_of.values())
        self.in_period = {index for mention in periods for index in range(mention.first, mention.last + 1)}
        self.in_period -= set(self.tail_of) | self.tails
        self.suffixes: dict[int, Suffix] = {}

    def read(self) -> list[Figure]:
        """Values, periods and identifiers in order of their start."""
        values: dict[int, Figure] = {}
        used = -1  # the last token of the scale before: `100 million` behind a number is no number of its own
        for index, token in enumerate(self.line):
            if token.kind == NUMBER and index > used and index not in self.in_period and index not in self.tails:
                figure = self._figure(index)
                if figure is not None:
                    values[index] = figure
                if index in self.suffixes:
                    used = self.suffixes[index].last
        shared = self._share(values)
        found = [self._period(mention) for mention in self.periods if mention.first in self.in_period] + shared
        return sorted(found, key=lambda figure: (figure.start, figure.end))

    def _period(self, mention: PeriodMention) -> Figure:
        return Figure(mention.start, mention.end, mention.parts, self.text[mention.start : mention.end], PERIOD, period=mention.period)

    def _figure(self, index: int) -> Figure | None:
        token = self.line[index]
        kind = kind_of_number(self.line, index, self.tail_of)
        if kind is None:
            return None
        last = self.tail_of.get(index, index)
        if kind == IDENTIFIER and last == index:
            return Figure(token.start, token.end, ((token.start, token.end),), self.text[token.start : token.end], IDENTIFIER)
        suffix = read_suffix(self.line, last)
        self.suffixes[index] = suffix
        sign, start = sign_of(self.line, index, self.suffixes)
        outside = start < token.start and self.line[index - 1].start != start  # the sign stands before the currency
        mark, place = self._currency(index, token.start if outside else start)
        start = min(start, place)
        unit, stated = self._unit(suffix, mark)
        head, tail = numeral(token.text), None if last == index else numeral(self.line[last].text)
        parts: tuple[tuple[int, int], ...] = ((start if sign else token.start, token.end),)
        if last != index:
            parts = (*parts, (self.line[last].start, self.line[last].end))
        over, end = self._proportion(index, suffix.end)
        return Figure(
            start, end, parts, self.text[start:end], VALUE, head, tail, suffix.scale, suffix.scale_word, unit, stated, sign,
            at_least=self._led_by(index, MORE_WORDS), at_most=self._led_by(index, LESS_WORDS), about=self._led_by(index, ABOUT_WORDS),
            doubtful=last == index and self._is_crowded(index),
            mended=token.mended or self.line[last].mended,
            inserted_currency=last != index and self.line[last - 1].text == "$",
            head_scale=read_suffix(self.line, index).scale if last != index else ONE,
            period=self._glued_year(last) if last != index else None, ratio_to=over,
        )  # fmt: skip

    def _is_crowded(self, index: int) -> bool:
        """Digits stand beside the number with nothing but a space or a stray point between, and they are no period's."""
        token = self.line[index]
        before, after = self.text[max(0, token.start - _BESIDE) : token.start], self.text[token.end : token.end + _BESIDE]
        near = [step for step in (-1, -2, 1, 2) if 0 <= index + step < len(self.line) and index + step in self.in_period]
        left = _CROWDED_LEFT.search(before) is not None and not any(step < 0 for step in near) and not _YEAR_LEFT.search(before)
        return left or (_CROWDED_RIGHT.match(after) is not None and not any(step > 0 for step in near))

    def _glued_year(self, tail: int) -> Period | None:
        """The period that was moved into the figure, directly before its tail."""
        inside = [mention for mention in self.periods if mention.last == tail - 1 or mention.last == tail - 2]
        return inside[-1].period if inside else None

    def _currency(self, index: int, start: int) -> tuple[str | None, int]:
        """The currency named before the number, and where it begins; a bare `$` may be a translator's: it is `money`."""
        at = index - 1 if index and self.line[index - 1].start == start else index  # behind its sign
        before = self.line[at - 1] if at else None
        if before and before.text in CURRENCY_MARKS and before.end == self.line[at].start:
            letters = self.line[at - 2] if before.text == "$" and at > 1 else None
            if letters and letters.end == before.start and letters.text.isupper() and letters.lower in DOLLARS:
                return DOLLARS[letters.lower], min(start, letters.start)
            bare = before.text == "$" and self.currency != "USD"
            return ANY_MONEY if bare else CURRENCY_MARKS[before.text], min(start, before.start)
        if before and before.lower in CURRENCY_WORDS:
            return CURRENCY_WORDS[before.lower], min(start, before.start)
        return None, start

    def _unit(self, suffix: Suffix, mark: str | None) -> tuple[str, bool]:
        mark = self.currency if mark == ANY_MONEY else mark
        if suffix.unit is not None:
            return suffix.unit.replace(ANY_MONEY, mark or self.currency), True
        if mark is not None:
            return mark, False
        if suffix.scale_word and not suffix.counts:
            return self.currency, False
        return "1", False

    def _proportion(self, index: int, end: int) -> tuple[Decimal | None, int]:
        """`3:1`: the second number of a proportion and its end."""
        line = self.line
        if index + 2 < len(line) and line[index + 1].text == ":" and line[index + 2].kind == NUMBER:
            touching = line[index].end == line[index + 1].start and line[index + 1].end == line[index + 2].start
            second = numeral(line[index + 2].text)
            if touching and second is not None and second.value:
                return second.value, line[index + 2].end
        return None, end

    def _led_by(self, index: int, phrases: tuple[str, ...]) -> bool:
        """One of the phrases stands directly before the number."""
        before = [token.lower for token in self.line[max(0, index - _MODIFIER_REACH) : index] if token.kind != MARK]
        ends = " ".join(before)
        return ends.endswith(phrases) and any(
            ends == phrase or ends.endswith(f" {phrase}") or (ends.endswith(phrase) and phrase > "一") for phrase in phrases
        )

    def _share(self, values: dict[int, Figure]) -> list[Figure]:
        """Give lists and ranges their common unit and scale."""
        indices = sorted(values)
        done: list[Figure] = []
        at = 0
        while at < len(indices):
            kind, size = self._run(indices, at)
            members = [values[index] for index in indices[at : at + size]]
            if size > 1:
                self.groups += 1
                joint = self.line[self.suffixes[indices[at]].last + 1].text
                members = _common(members, Membership(self.groups, 0, size, kind, kind == "range" and joint in _RANGE_DASHES))
            done += members
            at += size
        return done

    def _run(self, indices: list[int], at: int) -> tuple[str, int]:
        """(kind, size) of the list or range that begins here; size 1 for a figure alone."""
        size, kind, bare = 1, "", 0
        while at + size < len(indices) and size < _LONGEST_LIST:
            joint = self._joint(indices[at + size - 1], indices[at + size])
            if not joint or (kind and joint != kind) or (kind == "range" and size > 1):
                break
            if not bare and self._only_space(indices[at + size - 1], indices[at + size]):
                bare = size
            kind, size = joint, size + 1
        if bare and not self.suffixes[indices[at + size - 1]].says_something:
            size = bare
        return kind, size

    def _only_space(self, left: int, right: int) -> bool:
        """Nothing but white space stands between two numbers: a list that lost its separators, if a unit follows."""
        return self.suffixes[left].last + 1 == right if left in self.suffixes else False

    def _joint(self, left: int, right: int) -> str:
        """How two neighbouring numbers hang together: list, range or not."""
        if left not in self.suffixes or right not in self.suffixes:
            return ""
        between = [token for token in self.line[self.suffixes[left].last + 1 : right] if token.text not in {"+", "＋"}]
        texts = [token.text for token in between]
        if len(texts) > 1 and (texts[-1] in CURRENCY_MARKS or texts[-1].casefold() in CURRENCY_WORDS):
            texts = texts[:-1]  # `$1.6 to $1.7 billion`
        if texts in (["/"], ["/", "-"], ["/", "−"], ["/", "–"]):
            return "list"
        first, second = self.suffixes[left], self.suffixes[right]
        alike = first.unit is None or first.unit == second.unit
        if len(texts) == 1 and texts[0] in _RANGE_DASHES and alike:
            return "range"
        if texts == ["to"] and alike and not self._opened(left) and second.says_something:
            return "range"
        if not texts and not first.says_something and not self._touching(left, right) and self._are_alike(left, right):
            return "list"
        return ""

    def _are_alike(self, left: int, right: int) -> bool:
        """Both with thousands commas or neither: else they are two kinds of number side by side."""
        return ("," in self.line[left].text) == ("," in self.line[right].text)

    def _opened(self, left: int) -> bool:
        """`from` stands before the number and its currency: a change, no range."""
        at = left - 1
        while at >= 0 and (self.line[at].text in CURRENCY_MARKS or self.line[at].lower in CURRENCY_WORDS):
            at -= 1
        return at >= 0 and self.line[at].lower == "from"

    def _touching(self, left: int, right: int) -> bool:
        last = self.tail_of.get(left, left)
        return self.line[last].end == self.line[right].start


def _common(members: list[Figure], place: Membership) -> list[Figure]:
    """The members with the unit and scale of the last; a range's low end keeps its own size if it is the larger."""
    last, kind = members[-1], place.kind
    spoken = last.tail or last.numeral
    scaled = spoken is not None and spoken.scaled
    result = []
    for index, one in enumerate(members):
        own = one.tail or one.numeral
        changes: dict[str, object] = {"member": replace(place, index=index)}
        if kind == "range" and members[0].sign < 0 and not one.sign and members[0].surface[:1].isdigit():
            changes["sign"] = -1  # a loss of this to that
        if not one.unit_stated and one.unit == "1":
            changes |= {"unit": last.unit, "unit_stated": last.unit_stated}
        bare = not one.scale_word and own is not None and not own.scaled and not own.grouped
        larger = kind == "range" and own is not None and spoken is not None and own.mantissa > spoken.mantissa
        if bare and one is not last and not larger:
            if last.scale_word:
                changes |= {"scale": last.scale, "scale_word": last.scale_word}
            elif scaled:
                changes |= {"scale": WAN}
            elif last.unit == "pp" != one.unit:
                changes |= {"scale": last.scale}  # 20-30 basis points
        result.append(replace(one, **changes))  # type: ignore[arg-type]
    return result
