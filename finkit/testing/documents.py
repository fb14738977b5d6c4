"""Documents: paragraphs of true sentences, printed through a dialect, with the truth of every figure in gold form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from finkit.statements.company import DEFAULT_ORDER, Company
from finkit.statements.fact import Basis
from finkit.testing.books import Books, Habit
from finkit.testing.companies import Amounts, facts_of, invent
from finkit.testing.damage import DIALECTS
from finkit.testing.english import Words
from finkit.testing.frames import FRAMES, Frame
from finkit.testing.industry import INVENTED
from finkit.testing.outlook import OUTLOOK
from finkit.testing.pieces import Moved, Piece
from finkit.testing.printer import Printer
from finkit.testing.scene import Scene, Slot, Slots
from finkit.testing.topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = re.compile(r"\{([A-Za-z0-9_]+)\}|\[([^\]]*)\]")
# (heading, topics, weight): what a paragraph speaks of.
_THEMES: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("Operating performance", ("growth", "pair", "pair", "quarter", "window", "company_margin", "repeat"), 5),
    ("Revenue structure", ("share", "share_path", "sum", "share", "margins", "margin"), 4),
    ("Profitability by product", ("margins", "margin", "company_margin"), 2),
    ("Expense ratios and research", ("expenses", "research", "expenses"), 3),
    ("Cash flow and leverage", ("cash", "leverage", "growth"), 3),
    ("Production and sales", ("volume", "price", "capacity", "volume"), 3),
    ("Industry supply", ("quota", "goods", "capacity", "guidance"), 2),
    ("Market outlook", ("market", "balance", "market", "goods"), 3),
    ("Forecasts and parts", ("path", "sides", "increment"), 2),
    ("Company profile", ("names", "counts", "holders", "dates", "rounds"), 2),
    ("Other matters", ("guidance", "surge", "loss", "shares", "rounds", "repeat"), 2),
    ("Key figures (million yuan)", ("table", "table", "table"), 0),
)
_TABLES = 10
_TRIES = 8
_REPEATABLE = frozenset({"rounds", "table", "dates"})
_ONCE = frozenset({"goods", "capacity", "guidance", "loss", "counts"})
_MAKERS = {**TOPICS, **INVENTED, **OUTLOOK}
_BY_TOPIC: dict[str, tuple[Frame, ...]] = {
    topic: tuple(frame for frame in FRAMES if frame.topic == topic) for topic in dict.fromkeys(frame.topic for frame in FRAMES)
}


@dataclass(frozen=True, slots=True)
class Generated:
    """A document and its truth. `company` is what a check may be given: with its facts, or without any."""

    text: str
    gold: list[dict[str, Any]]
    company: Company | None
    dialect: str
    name: str


def generate(seed: int, dialect: str = "clean", company: Company | None = None, *, known_facts: bool = True) -> Generated:
    """A document of about forty figures; the same arguments give the same document.

    Without a company one is invented. With `known_facts` false the company handed back has no facts, and the same
    document is written all the same. Raises KeyError for an unknown dialect.
    """
    rng = Random(f"{dialect}/{seed}")  # noqa: S311  (documents, no secrets)
    kind = DIALECTS[dialect]
    if company is None:
        blank, amounts = invent(rng)
        known = blank.with_facts(facts_of(amounts, rng))
    else:
        known, amounts = company, _amounts_of(company)
    plain = dialect == "clean" and rng.random() < 0.5  # noqa: PLR2004
    books = Books(known, amounts, rng, Habit.pick(rng, in_wan=kind.in_wan))
    printer = Printer(kind(rng, Words.pick(rng, plain=plain)), f"{dialect}-{seed}.txt")
    _write(printer, books, rng, plain=plain)
    text, gold = printer.finish()
    return Generated(text, gold, known if known_facts else known.with_facts(()), dialect, printer.file)


def _amounts_of(company: Company) -> Amounts:
    """The facts that a writer would print: one basis for each, no ratios, no changes."""
    amounts: Amounts = {}
    for fact in company.facts:
        chosen = company.fact(fact.item, fact.period, fact.segment, DEFAULT_ORDER)
        if chosen is not None and chosen.unit in {"CNY", "t", "CNY/t", "CNY/share"} and chosen.basis is not Basis.RECONSTRUCTED:
            amounts[fact.key] = chosen.value
    return amounts


def _write(printer: Printer, books: Books, rng: Random, *, plain: bool) -> None:
    style = books.habit
    tables = _TABLES if printer.dialect.name == "cells" else 1 if printer.dialect.name == "clean" else 0
    weights = [weight or tables for _, _, weight in _THEMES]
    headed = rng.random() < 0.6  # noqa: PLR2004
    printer.line(f"{books.company.name}: research note")
    told: set[tuple[str, str]] = set()
    for _ in range(rng.randint(5, 9)):
        heading, topics, _ = rng.choices(_THEMES, weights)[0]
        books.habit = style.vary(rng)
        if headed:
            printer.line(heading)
        scene = Scene(books, rng, plain, told)
        for _ in range(rng.randint(2, 4)):
            sentence = _sentence(scene, topics, rng)
            if sentence:
                printer.sentence(sentence, own_line="table" in topics)
        printer.end_paragraph()


def _sentence(scene: Scene, topics: tuple[str, ...], rng: Random) -> list[Piece] | None:
    for _ in range(_TRIES):
        topic = rng.choice(topics)
        slots = _MAKERS[topic](scene)
        frames = [frame for frame in _BY_TOPIC.get(topic, ()) if scene.plain or not frame.plain]
        usable = [frame for frame in frames if slots is not None and all(slots.get(name) is not None for name in needs(frame))]
        told = _told(topic, slots)
        if not usable or slots is None or told in scene.told:
            continue
        pieces = fill(rng.choice(usable).text, slots)
        values = repr([piece for piece in pieces if not isinstance(piece, str | Moved)])
        if (topic, values) not in scene.told:
            scene.told |= {one for one in (told, (topic, values)) if one}
            return pieces
    return None


def _told(topic: str, slots: Slots | None) -> tuple[str, str] | None:
    """What must not be said twice of one document with other invented numbers."""
    if slots is None or topic in TOPICS or topic in _REPEATABLE:
        return None
    return topic, "" if topic in _ONCE else str(slots.get("good", ""))


def needs(frame: Frame) -> tuple[str, ...]:
    """The slots of a frame."""
    return tuple(re.findall(r"\{([A-Za-z0-9_]+)\}", frame.text))


def fill(text: str, slots: dict[str, Slot]) -> list[Piece]:
    """The pieces of a frame, its slots filled; what stands in brackets becomes a movable phrase."""
    pieces: list[Piece] = []
    at = 0
    for match in _PARTS.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        if match[1]:
            pieces += _flat(slots[match[1]])
        else:
            pieces.append(Moved(tuple(fill(match[2], slots))))  # type: ignore[arg-type]
    pieces.append(text[at:])
    return [piece for piece in pieces if piece != ""]


def _flat(slot: Slot) -> Iterable[Piece]:
    if isinstance(slot, tuple):
        return slot
    return (slot,) if slot is not None else ()
