"""The sheet of checks: each identity over each column, what rounding allows, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.catalogue.identities import IDENTITIES, Identity
from finkit.catalogue.items import ITEM_BY_NAME, MONEY
from finkit.catalogue.ratios import RATIO_BY_NAME, RATIOS
from finkit.errors import EmptyDivisorError, FormulaInvalidError
from finkit.reports.layouts.common import MILLION, form_of_ratio, joined, provenance, said, title_of
from finkit.reports.layouts.slots import live, unit_cell
from finkit.reports.table import (
    BLANK,
    Absent,
    Cell,
    Column,
    Form,
    Kind,
    Line,
    Row,
    Sheet,
    Sketch,
    Table,
    Tone,
    words,
)
from finkit.statements.breakdowns import BROKEN_DOWN, RULE
from finkit.statements.fact import Basis, Fact
from finkit.statements.views import interval_in_base_units
from finkit.vocabulary.formulas import Decimals, Formula, Intervals, Term, added
from finkit.vocabulary.intervals import HALF
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.catalogue.items import Item
    from finkit.catalogue.ratios import Ratio
    from finkit.reports.layouts.slots import Slot, Slots
    from finkit.reports.table import Key
    from finkit.statements.company import Breakdown
    from finkit.vocabulary.intervals import Interval
    from finkit.vocabulary.periods import Period

    Excuse = tuple[str, str, str]

MASTER: Key = ("check", "master")
_AMOUNT, _COUNT, _SHARE = Form(Kind.AMOUNT, MILLION, 3), Form(Kind.COUNT, decimals=3), Form(Kind.PERCENT, decimals=4)
_CAS_35 = "CAS 35, Segment Reporting; IFRS 8.28"
_FLAG = Form(Kind.COUNT)
EXPLAINED = "explained"
_SIGNS = {"==": "ABS({0})>{1}", "<=": "{0}>{1}", ">=": "-{0}>{1}", "<": "{0}>{1}", ">": "-{0}>{1}"}


@dataclass(frozen=True, slots=True)
class Test:
    """An identity in a column: left less right, what rounding allows of it, and why it may break."""

    identity: Identity
    slot: Slot
    segment: str
    refs: tuple[tuple[Term, Key], ...]
    residual: Decimal
    allowed: Decimal
    why: str
    shown: str = ""

    @property
    def text(self) -> str:
        """The identity in the names that the company file gives its parts."""
        return self.shown or str(self.identity.formula)

    @property
    def broken(self) -> bool:
        """More than rounding allows."""
        match self.identity.formula.comparison:
            case "==":
                return abs(self.residual) > self.allowed
            case "<=" | "<":
                return self.residual > self.allowed
        return -self.residual > self.allowed

    def key(self, part: str) -> Key:
        """The name of one of its cells."""
        return _key(part, self, self.slot)


def _key(part: str, test: Test, slot: Slot) -> Key:
    return ("check", part, test.identity.name, test.segment, slot.code)


def checks_sheet(slots: Slots) -> Sheet:
    """Differences, what rounding allows, and 1 where that is exceeded; one cell for all."""
    lines: dict[tuple[str, str], dict[str, Test]] = {}
    for test in _tests(slots):
        lines.setdefault((test.identity.name, test.segment), {})[test.slot.code] = test
    columns = slots.columns(Column("Identity", width=60), label=58)
    shown = [[test.get(slot.code) for slot in slots.slots] for test in lines.values()]
    typed = _typed(slots, [test for row in shown for test in row if test])
    tables = (
        Table("Overall", columns, (_overall(slots, shown, len(columns)),)),
        Table("Broken (1) or held (0)", columns, tuple(_row(slots, row, "broken") for row in shown)),
        Table("Difference, left less right", columns, tuple(_row(slots, row, "difference") for row in shown)),
        Table("What rounding of the sources allows", columns, tuple(_row(slots, row, "allowed") for row in shown)),
        *([Table("Ratios as the company disclosed them", columns, typed)] if typed else []),
    )
    text = f"Amounts in {said(slots.company.currency)}; a break that the company file accounts for reads {EXPLAINED}."
    return Sheet("Checks", (Line(text, Tone.MUTED),), tables, frozen_columns=2)


def _tests(slots: Slots) -> list[Test]:
    """Every identity wherever all its terms stand in a column."""
    segments = ("", *(segment.name for segment in slots.company.segments))
    found = (
        _test(slots, identity, slot, segment)
        for identity in IDENTITIES
        for segment in segments
        for slot in slots.slots
        if identity.per_segment or not segment
    )
    whole = (
        test for breakdown in slots.company.breakdowns for item in BROKEN_DOWN for slot in slots.slots
        if slot.period.code in breakdown.complete and (test := _tie(slots, breakdown, item, slot)) is not None
    )  # fmt: skip
    again = (
        test
        for ratio in RATIOS
        for segment in segments
        for slot in slots.slots
        if (test := _recomputed(slots, ratio, slot, segment)) is not None
    )
    return [*(test for test in found if test is not None), *whole, *again]


def _recomputed(slots: Slots, ratio: Ratio, slot: Slot, segment: str) -> Test | None:
    """That a ratio which the company disclosed is what its formula gives over filed figures of the column."""
    told = slots.company.fact(ratio.name, slot.period, segment, (slot.bases[0],))
    if told is None or told.line is None or ratio.constants:
        return None
    term = Term(ratio.name)
    refs: list[tuple[Term, Key]] = [(term, _disclosed(ratio.name, segment, slot))]
    facts = {term: _scaled(told)}
    for one in ratio.formula.terms:
        home = slots.home(slot, one)
        where = "" if one.whole else segment
        fact = slots.fact(one.name, home, where) if home else None
        if fact is None or home is None or fact.basis is Basis.VENDOR or not _rests_on_filed(slots, fact, home):
            return None
        facts[one] = fact
        refs.append((one, (one.name, where, home.code)))
    identity = Identity(ratio.name, f"{ratio.title} is what was disclosed", Formula(f"{ratio.name} == {ratio.formula}"), ratio.source)
    return _measured(slots, identity, slot, segment, refs, facts, (ratio.name, slot.period.code, segment))


def _rests_on_filed(slots: Slots, fact: Fact, slot: Slot) -> bool:
    """Filed, or worked out from filed amounts alone: what followed from a disclosed ratio cannot test it."""
    if fact.line is not None:
        return True
    try:
        terms = Formula(fact.note.removeprefix("= ")).terms
    except FormulaInvalidError:
        return False
    inputs = [slots.fact(one.name, slot, "" if one.whole else fact.segment) for one in terms if one.name in ITEM_BY_NAME and not one.back]
    return len(inputs) == len(terms) and all(one is not None and one.line is not None for one in inputs)


def _disclosed(name: str, segment: str, slot: Slot) -> Key:
    return ("disclosed", name, segment, slot.code)


def _scaled(fact: Fact) -> Fact:
    """A disclosed ratio in base units, as formulas give it: 0.3169 for 31.69 %."""
    interval = interval_in_base_units(fact)
    changed = {"value": fact.value * unit_of(fact.unit).scale, "low": interval.low, "high": interval.high}
    return Fact.model_construct(**{**{name: getattr(fact, name) for name in Fact.model_fields}, **changed})


def _typed(slots: Slots, tests: Sequence[Test]) -> tuple[Row, ...]:
    """The disclosed ratios that are held against their formulas, typed in from their sources."""
    rows: dict[tuple[str, str], list[Test]] = {}
    for test in tests:
        if test.identity.name in RATIO_BY_NAME:
            rows.setdefault((test.identity.name, test.segment), []).append(test)
    titles = {one.name: one.title for one in slots.company.segments}
    return tuple(
        Row((words(joined((RATIO_BY_NAME[name].title, titles.get(segment, "")), ": ")), unit_cell(RATIO_BY_NAME[name].unit),
             *(_given(slots, name, segment, slot, several) for slot in slots.slots), BLANK))
        for (name, segment), several in rows.items()
    )  # fmt: skip


def _given(slots: Slots, name: str, segment: str, slot: Slot, tests: Sequence[Test]) -> Cell:
    fact = slots.company.fact(name, slot.period, segment, (slot.bases[0],))
    if fact is None or slot not in [test.slot for test in tests]:
        return Cell(absent=Absent.BLANK)
    form = form_of_ratio(RATIO_BY_NAME[name], slots.company.currency)
    return Cell(_scaled(fact).value, form, note=provenance(slots.company, fact), key=_disclosed(name, segment, slot))


def _tie(slots: Slots, breakdown: Breakdown, item: str, slot: Slot) -> Test | None:
    """That the segments of a complete breakdown give the whole."""
    told = [name for name in breakdown.segments if _tells_of(slots, name, slot.period)]
    parts = {name: fact for name in told if (fact := slots.fact(item, slot, name))}
    whole = slots.fact(item, slot, breakdown.of)
    if whole is None or not parts or len(parts) < len(told):
        return None
    terms = {name: Term(f"part{number}") for number, name in enumerate(parts, start=1)}  # a segment may be called anything
    formula = Formula(f"{item} == {added([str(term) for term in terms.values()])}")
    identity = Identity(f"{RULE} {breakdown.name} {item}", f"{title_of(item)} is its breakdown {breakdown.title.lower()}", formula, _CAS_35)
    refs = [(Term(item), (item, breakdown.of, slot.code)), *((term, (item, name, slot.code)) for name, term in terms.items())]
    facts = {Term(item): whole} | {terms[name]: fact for name, fact in parts.items()}
    test = _measured(slots, identity, slot, "", refs, facts, (RULE, slot.period.code, breakdown.name))
    return test and replace(test, shown=f"{item} == {' + '.join(parts)}")


def _test(slots: Slots, identity: Identity, slot: Slot, segment: str) -> Test | None:
    refs: list[tuple[Term, Key]] = []
    facts: dict[Term, Fact] = {}
    if not segment and any(term.whole for term in identity.formula.terms):
        return None
    for term in identity.formula.terms:
        home = slots.home(slot, term)
        where = "" if term.whole else segment
        fact = slots.fact(term.name, home, where) if home else None
        if fact is None or home is None:
            return None
        facts[term] = fact
        refs.append((term, (term.name, where, home.code)))
    if _mixes_vendors(slots, facts.values()):
        return None
    return _measured(slots, identity, slot, segment, refs, facts, (identity.name, slot.period.code, segment))


def _mixes_vendors(slots: Slots, facts: Iterable[Fact]) -> bool:
    """A vendor's line would be held against a restated one that the vendor itself gives otherwise: that compares two bases."""
    several = tuple(facts)
    beside = (slots.company.fact(one.item, one.period, one.segment, (Basis.VENDOR,)) for one in several if one.basis is Basis.RESTATED)
    return any(one.basis is Basis.VENDOR for one in several) and any(one is not None for one in beside)


def _tells_of(slots: Slots, segment: str, period: Period) -> bool:
    return any(fact.segment == segment and fact.period == period and fact.item in BROKEN_DOWN for fact in slots.company.facts)


def _measured(
    slots: Slots, identity: Identity, slot: Slot, segment: str, refs: Sequence[tuple[Term, Key]], facts: dict[Term, Fact], excuse: Excuse
) -> Test | None:
    residual = identity.formula.evaluate(Decimals({term: fact.value for term, fact in facts.items()}))
    try:
        ends = identity.formula.evaluate(Intervals({term: fact.interval for term, fact in facts.items()}))
    except EmptyDivisorError:
        return None
    why = [one.why for one in slots.company.explained if (one.rule, one.period, one.segment) == excuse]
    return Test(identity, slot, segment, tuple(refs), residual, _allowed(ends, residual), "; ".join(why))


def _allowed(ends: Interval, residual: Decimal) -> Decimal:
    return (ends.high - ends.low) * HALF + abs(ends.middle - residual)


def _row(slots: Slots, tests: list[Test | None], part: str) -> Row:
    one = next(test for test in tests if test)
    titles = [segment.title for segment in slots.company.segments if segment.name == one.segment]
    title = joined((one.identity.title, *titles), ": ")
    unit = words("flag", Tone.MUTED) if part == "broken" else unit_cell(_unit(one, slots))
    cells = [
        Cell(absent=Absent.BLANK, key=_key(part, one, slot)) if test is None else _cell(test, part)
        for test, slot in zip(tests, slots.slots, strict=True)
    ]
    formulas = dict.fromkeys(test.text for test in tests if test)
    return Row((words(title), unit, *cells, words("; ".join(formulas), Tone.MUTED)))


def _unit(test: Test, slots: Slots) -> str:
    return _row_of(test).unit_in(slots.company.currency)


def _row_of(test: Test) -> Item | Ratio:
    """The row whose unit the difference has."""
    name = test.identity.formula.names[0]
    return RATIO_BY_NAME[name] if name in RATIO_BY_NAME else ITEM_BY_NAME[name]


def _cell(test: Test, part: str) -> Cell:
    unit = _row_of(test).unit
    form = _AMOUNT if unit == MONEY else _SHARE if unit == "%" else _COUNT
    if part == "difference":
        return Cell(test.residual, form, key=test.key(part), derivation=live(test.identity.formula, test.refs, unit))
    if part == "allowed":
        return Cell(test.allowed, form, key=test.key(part), note="half the width of the rounding intervals of its terms")
    if test.broken and test.why:
        return Cell(EXPLAINED, tone=Tone.MUTED, note=test.why, key=test.key(part))
    exceeded = _SIGNS[test.identity.formula.comparison or "=="]
    flag = Sketch(f"IF({exceeded},1,0)", (test.key("difference"), test.key("allowed")))
    return Cell(
        Decimal(int(test.broken)),
        _FLAG,
        key=test.key(part),
        derivation=flag,
        tone=Tone.BAD if test.broken else Tone.PLAIN,
    )


def _overall(slots: Slots, shown: list[list[Test | None]], width: int) -> Row:
    """The one cell that every sheet shows."""
    tests = [[test for test in row if test] for row in shown]
    broken = sum(test.broken and not test.why for row in tests for test in row)
    text = f"{broken} broken" if broken else "all hold"
    if not tests:
        return Row((words("All checks"), Cell("no check", key=MASTER), *(BLANK,) * (width - 2)))
    corners = _key("broken", tests[0][0], slots.slots[0]), _key("broken", tests[-1][0], slots.slots[-1])
    sketch = Sketch('IF(SUM({0:1})=0,"all hold",SUM({0:1})&" broken")', corners)
    return Row((words("All checks"), Cell(text, key=MASTER, derivation=sketch), *(BLANK,) * (width - 2)))
