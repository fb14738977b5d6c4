"""The columns of a workbook: a period, or one of the two bases of a period that the company restated.

A period that was restated has two columns, as first reported and as restated (where a vendor's lines stand too, since
vendors show the restated base). A column never mixes the two; every cell that is not the filing's own is marked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME, MONEY
from finkit.reports.layouts.common import fact_at, form_of, said, shown_periods
from finkit.reports.layouts.common import fact_cell as plain_cell
from finkit.reports.layouts.measured import Measures, fact_of, shown
from finkit.reports.table import BLANK, CONSTANT, Absent, Cell, Column, Derivation, Mark, Tone
from finkit.statements.fact import Basis
from finkit.vocabulary.formulas import Decimals, Formula, Term

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from finkit.catalogue.ratios import Ratio
    from finkit.metrics.explain import Cell as Explained
    from finkit.reports.table import Key
    from finkit.statements.company import Company
    from finkit.statements.fact import Fact
    from finkit.vocabulary.periods import Period

SCALE: Key = (CONSTANT, "amount_scale")
ALONE = (Basis.REPORTED, Basis.DERIVED, Basis.VENDOR, Basis.RECONSTRUCTED)
FIRST = (Basis.REPORTED, Basis.DERIVED, Basis.RECONSTRUCTED)
AGAIN = (Basis.RESTATED, Basis.VENDOR)
_SOURCES_SHOWN = 26  # characters
_SAME = 12  # digits to which a derived fact must be what its formula gives, to be written as that formula


@dataclass(frozen=True, slots=True)
class Slot:
    """A column: a period, and whether it is the restated one of two. `bases`: what it shows, best first."""

    period: Period
    bases: tuple[Basis, ...] = ALONE

    @property
    def restated(self) -> bool:
        """The second column of a restated period."""
        return self.bases == AGAIN

    @property
    def code(self) -> str:
        """Its header."""
        return f"{self.period.code} restated" if self.restated else self.period.code


class Slots:
    """The columns of one company's workbook, and its cells in them."""

    def __init__(self, company: Company) -> None:
        self.company, self.measures = company, Measures(company)
        restated = {fact.period for fact in company.facts if fact.basis is Basis.RESTATED}
        slots: list[Slot] = []
        for period in shown_periods(company):
            slots += [Slot(period, FIRST), Slot(period, AGAIN)] if period in restated else [Slot(period)]
        self.slots = tuple(slots)
        self._by_code = {slot.code: slot for slot in slots}
        self._at = {(slot.period, slot.restated): slot for slot in slots}

    def columns(self, *last: Column, label: int = 36) -> tuple[Column, ...]:
        """Label (so many characters wide), unit, a column a slot, then what a sheet adds."""
        periods = (Column(slot.code, right=True) for slot in self.slots)
        return (Column("", width=label), Column("Unit", width=9), *periods, *last)

    def fact(self, item: str, slot: Slot, segment: str = "") -> Fact | None:
        """The fact that a column shows; a balance may stand on the day on which the period closes."""
        return fact_at(self.company, item, slot.period, segment, slot.bases)

    def home(self, slot: Slot, term: Term) -> Slot | None:
        """The column in which a term's fact stands for a formula in `slot`: a comparative in the restated one."""
        return self.at(_years_before(slot.period, term.back), restated=True) if term.back else slot

    def at(self, period: Period, *, restated: bool) -> Slot | None:
        """The column of a period; of its two the one asked for."""
        return self._at.get((period, restated)) or self._at.get((period, not restated))

    @cached_property
    def _homes(self) -> dict[int, Key]:
        """Fact (by identity) to the cell that shows it."""
        homes: dict[int, Key] = {}
        segments = {"", *(segment.name for segment in self.company.segments)}
        told = {(fact.item, fact.segment) for fact in self.company.facts if fact.item in ITEM_BY_NAME and fact.segment in segments}
        for slot in self.slots:
            for item, segment in told:
                fact = self.fact(item, slot, segment)
                if fact is not None:
                    homes[id(fact)] = (item, segment, slot.code)
        return homes

    def item(self, name: str, slot: Slot, segment: str = "") -> Cell:
        """An item in a column: the fact, an input or a live formula; an empty cell where no source has it."""
        key = (name, segment, slot.code)
        fact = self.fact(name, slot, segment)
        if fact is None:
            return Cell(form=form_of(ITEM_BY_NAME[name].unit_in(self.company.currency)), absent=Absent.BLANK, key=key)
        cell = plain_cell(self.company, fact)
        return Cell(
            cell.value, cell.form, mark=cell.mark, note=cell.note, key=key, name=self.name(name, slot, segment),
            derivation=self._derived(fact, slot),
        )  # fmt: skip

    def name(self, what: str, slot: Slot, segment: str = "") -> str:
        """The defined name of a cell; the reported one of a restated period says so where both have a value."""
        twin = self.at(slot.period, restated=True) if what in ITEM_BY_NAME else None
        both = twin is not None and twin.restated and not slot.restated and self.fact(what, twin, segment) is not None
        return safe_name(prefix(self.company), segment, what, slot.period.code, "reported" if both else "")

    def _derived(self, fact: Fact, slot: Slot) -> Derivation | None:
        """The live formula of a derived fact, if its own cells give exactly its value."""
        text = fact.note.removeprefix("= ")
        if text == fact.note or fact.line is not None:
            return None
        formula, values = Formula(text), {}
        refs: list[tuple[Term, Key]] = []
        for term in formula.terms:
            home, segment = self.home(slot, term), "" if term.whole else fact.segment
            source = self.fact(term.name, home, segment) if home else None
            if source is None or home is None or term.name not in ITEM_BY_NAME:
                return None
            values[term] = source.value
            refs.append((term, (term.name, segment, home.code)))
        given = formula.evaluate(Decimals(values))
        unit = ITEM_BY_NAME[fact.item].unit
        return live(formula, tuple(refs), unit) if _same(given, fact.value) else None

    def ratio(self, ratio: Ratio, slot: Slot, segment: str = "") -> Cell:
        """A metric in a column: a live formula over the cells of its facts, or the disclosed number."""
        cell = self.measures.explained(ratio.name, slot.period, segment)
        if self._lives_in(cell, slot) != slot:
            return BLANK
        face = shown(self.company, ratio.name, cell, slot.period)
        refs = self._refs(ratio, cell, slot, segment)
        return Cell(
            face.value, face.form, mark=face.mark, note=face.note, absent=face.absent, tone=face.tone,
            key=(ratio.name, segment, slot.code),
            name="" if face.value is None else self.name(ratio.name, slot, segment),
            derivation=live(ratio.formula, refs, ratio.unit, ratio) if refs and cell.status != "disclosed" else None,
        )  # fmt: skip

    def _lives_in(self, cell: Explained, slot: Slot) -> Slot:
        """The column to which a metric belongs: the restated one where it rests on restated facts of the period."""
        own = [fact for fact in cell.facts if fact.period.year == slot.period.year]
        return self.at(slot.period, restated=any(fact.basis in AGAIN for fact in own)) or slot

    def _refs(self, ratio: Ratio, cell: Explained, slot: Slot, segment: str) -> tuple[tuple[Term, Key], ...] | None:
        """The cell of each name in a ratio's formula; None where a formula would not say what Python said."""
        constants = {Term(name): (CONSTANT, name) for name, _, _ in ratio.constants}
        terms = dict.fromkeys((*ratio.formula.terms, *(ratio.only_if.terms if ratio.only_if else ())))
        refs: dict[Term, Key] = {}
        for term in terms:
            if term in constants:
                refs[term] = constants[term]
                continue
            fact = fact_of(term, cell.facts, slot.period, segment)
            key = self._homes.get(id(fact)) if fact else self._empty(term, slot, segment)
            if key is None:
                return None
            refs[term] = key
        filled = all(self._is_filled(key) for term, key in refs.items() if term not in constants)
        if filled != (cell.status in {"computed", "not meaningful"}):
            return None  # the cells are there, but not on one basis
        return tuple(refs.items())

    def _empty(self, term: Term, slot: Slot, segment: str) -> Key | None:
        """The cell in which a missing input would stand."""
        home = self.home(slot, term)
        return (term.name, "" if term.whole else segment, home.code) if home else None

    def _is_filled(self, key: Key) -> bool:
        return self.fact(key[0], self._by_code[key[2]], key[1]) is not None

    def sources(self, cells: Iterable[Cell], facts: Iterable[Fact | None]) -> Cell:
        """The sources of a row, in a column of their own."""
        ids: dict[str, None] = {}
        for fact in facts:
            ids |= dict.fromkeys(fact.source.split(" + ")) if fact else {}
        marks = {cell.mark for cell in cells if cell.mark is not Mark.NONE}
        if not ids:
            return BLANK
        return Cell(_shortened(list(ids)), tone=Tone.MUTED, note="\n".join((", ".join(ids), "; ".join(sorted(marks)))).strip())


def _shortened(ids: list[str]) -> str:
    """As many source ids as a narrow column holds, and how many more there are: the cell's note has them all."""
    kept = ids[:1]
    for one in ids[1:]:
        if len(", ".join((*kept, one))) > _SOURCES_SHOWN:
            break
        kept.append(one)
    more = len(ids) - len(kept)
    return ", ".join(kept) + (f" +{more}" if more else "")


def constants_of(ratio: Ratio) -> tuple[tuple[str, Key], ...]:
    """The constants of a ratio and the cells where they stand."""
    return tuple((name, (CONSTANT, name)) for name, _, _ in ratio.constants)


def live(formula: Formula, refs: tuple[tuple[Term, Key], ...], result: str, ratio: Ratio | None = None) -> Derivation:
    """A live formula over cells, with a scale where it mixes amounts in millions with prices; `result` is its unit."""
    units = {term: ITEM_BY_NAME[term.name].unit for term, _ in refs if term.name in ITEM_BY_NAME}
    mixed = MONEY in units.values() and any(code.startswith(f"{MONEY}/") for code in (*units.values(), result))
    return Derivation(
        formula, refs, ratio.only_if if ratio else None, constants_of(ratio) if ratio else (),
        scale=SCALE if mixed else None, gives_millions=mixed and result == MONEY,
        in_millions=tuple(term for term, code in units.items() if code == MONEY) if mixed else (),
    )  # fmt: skip


def _same(left: Decimal, right: Decimal) -> bool:
    return left == right or abs(left - right) <= max(abs(left), abs(right)).scaleb(-_SAME)


def _years_before(period: Period, years: int) -> Period:
    for _ in range(years):
        period = period.prior()
    return period


_PREFIX = re.compile(r"[A-Z]{2,6}")
_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


def prefix(company: Company) -> str:
    """A short name for defined names: an alias in capitals, else the ticker's letters and digits behind a T."""
    short = [alias for alias in company.aliases if _PREFIX.fullmatch(alias)]
    if short:
        return short[0]
    plain = _UNSAFE.sub("", company.ticker.split(".")[0])
    return plain if plain[:1].isalpha() else f"T{plain}"


def safe_name(*parts: str) -> str:
    """A valid defined name: letters, digits and underscores; the prefix keeps it from looking like a cell."""
    return _UNSAFE.sub("_", "_".join(part for part in parts if part))


def unit_cell(code: str) -> Cell:
    """The unit of a row, in a column of its own."""
    return Cell(said(code), tone=Tone.MUTED)
