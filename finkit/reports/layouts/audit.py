"""The sheet of checks: each identity over each column, what rounding allows, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.catalogue.identities import IDENTITIES
from finkit.catalogue.items import ITEM_BY_NAME, MONEY
from finkit.errors import EmptyDivisorError
from finkit.reports.layouts.common import MILLION, joined, said
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
from finkit.vocabulary.formulas import Decimals, Intervals
from finkit.vocabulary.intervals import HALF

if TYPE_CHECKING:
    from finkit.catalogue.identities import Identity
    from finkit.reports.layouts.slots import Slot, Slots
    from finkit.reports.table import Key
    from finkit.statements.fact import Fact
    from finkit.vocabulary.formulas import Term
    from finkit.vocabulary.intervals import Interval

MASTER: Key = ("check", "master")
_AMOUNT, _COUNT = Form(Kind.AMOUNT, MILLION, 3), Form(Kind.COUNT, decimals=3)
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
    tables = (
        Table("Overall", columns, (_overall(slots, shown, len(columns)),)),
        Table("Broken (1) or held (0)", columns, tuple(_row(slots, row, "broken") for row in shown)),
        Table("Difference, left less right", columns, tuple(_row(slots, row, "difference") for row in shown)),
        Table("What rounding of the sources allows", columns, tuple(_row(slots, row, "allowed") for row in shown)),
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
    return [test for test in found if test is not None]


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
    residual = identity.formula.evaluate(Decimals({term: fact.value for term, fact in facts.items()}))
    try:
        ends = identity.formula.evaluate(Intervals({term: fact.interval for term, fact in facts.items()}))
    except EmptyDivisorError:
        return None
    excuse = [
        one.why for one in slots.company.explained if (one.rule, one.period, one.segment) == (identity.name, slot.period.code, segment)
    ]
    return Test(identity, slot, segment, tuple(refs), residual, _allowed(ends, residual), "; ".join(excuse))


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
    return Row((words(title), unit, *cells, words(str(one.identity.formula), Tone.MUTED)))


def _unit(test: Test, slots: Slots) -> str:
    return ITEM_BY_NAME[test.identity.formula.names[0]].unit_in(slots.company.currency)


def _cell(test: Test, part: str) -> Cell:
    unit = ITEM_BY_NAME[test.identity.formula.names[0]].unit
    form = _AMOUNT if unit == MONEY else _COUNT
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
