"""Binding: which measure, of which segment and company, in which period, each figure speaks of.

One pass over the sentences in order. What a sentence leaves out is carried from the figure before it, from the
sentence's own subject, or from the paragraph; a new subject resets it. Nothing is bound against its unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from finkit.figures.bind.holders import with_holders
from finkit.figures.bind.phrases import other_company, singular
from finkit.figures.bind.row import RowReader
from finkit.figures.bind.sentence import BoundSentence
from finkit.figures.bind.state import State
from finkit.figures.lexicon import ENTITY, Lexicon
from finkit.figures.tokens import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finkit.figures.extract import Spoken
    from finkit.figures.figure import Figure
    from finkit.statements.company import Company


def bind(spoken: Sequence[Spoken], company: Company | None = None) -> list[Figure]:
    """The figures of all sentences with their bindings, in order of the text."""
    lexicon = Lexicon(company)
    lexicon.own = lexicon.own or _own_words(spoken)
    rows = RowReader(lexicon)
    state, paragraph = State(), -1
    bound: list[Figure] = []
    named = False
    for said in spoken:
        if said.labels is not None:
            bound += rows.figures(said, said.labels)
            continue
        if said.sentence.paragraph != paragraph:
            paragraph = said.sentence.paragraph
            state = State()
        elif not said.sentence.carries:
            state.begin_sentence()
        sentence = BoundSentence(said, lexicon, state)
        named = named or any(one.kind == ENTITY for one in sentence.mentions)
        bound += sentence.figures()
    return _phrased(with_holders(bound, named=named), spoken)


def _phrased(figures: list[Figure], spoken: Sequence[Spoken]) -> list[Figure]:
    """Measures outside the catalogue under the words of their first figure in the order of the text (a key has them sorted)."""
    lines = {figure.id: said for said in spoken for figure in said.figures}
    phrases: dict[str, str] = {}
    for figure in figures:
        name = figure.binding.measure
        if not figure.binding.bound and " " in name and name not in phrases:
            phrases[name] = _in_order(name.split(), figure, lines.get(figure.id))
    return [
        replace(one, binding=replace(one.binding, measure=phrases[one.binding.measure]))
        if not one.binding.bound and one.binding.measure in phrases else one
        for one in figures
    ]  # fmt: skip


def _in_order(words: list[str], figure: Figure, said: Spoken | None) -> str:
    """The words as they follow each other before the figure; those that do not stand there last."""
    before = [singular(token.lower) for token in said.tokens if token.start < figure.start] if said else []
    places = {word: at for at, word in enumerate(before)}
    return " ".join(sorted(words, key=lambda word: places.get(word, len(before))))


def _own_words(spoken: Sequence[Spoken]) -> frozenset[str]:
    """Words that may be of the company's name where none was given: of the first line, and of the first name that reports."""
    prose = [said for said in spoken if said.labels is None]
    title = frozenset(token.lower for said in prose[:1] for token in said.tokens if token.kind == WORD)
    names = (other_company(said.tokens, range(len(said.tokens)), frozenset(), ()) for said in prose)
    return title.union(next(filter(None, names), "").split())
