"""The workbook of a company: what stands on each sheet, in which order."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.catalogue.items import BALANCE, CASH_FLOW, DISCLOSED, INCOME, ITEM_BY_NAME, ITEMS, MONEY, PER_SHARE, VOLUME
from finkit.catalogue.ratios import COMPANY, RATIO_BY_NAME, RATIOS, SEGMENT, growth_of
from finkit.reports.layouts.audit import MASTER, checks_sheet
from finkit.reports.layouts.charts import charts
from finkit.reports.layouts.common import MILLION, fact_cell, form_of, joined, said, title_of
from finkit.reports.layouts.inputs import inputs_sheet
from finkit.reports.layouts.ledger import counted, report_sheet
from finkit.reports.layouts.slots import SCALE, Slots, unit_cell
from finkit.reports.layouts.summary import STRIP
from finkit.reports.table import (
    BLANK,
    CONSTANT,
    Absent,
    Book,
    Cell,
    Chart,
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
from finkit.statements.breakdowns import BROKEN_DOWN, LEFT_OVER, left_over
from finkit.statements.fact import Basis
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.catalogue.ratios import Ratio
    from finkit.reports.layouts.slots import Slot
    from finkit.statements.company import Breakdown, Company
    from finkit.verdicts.verdict import Check
    from finkit.vocabulary.periods import Period

GROWTHS = ("revenue", "gross_profit", "net_profit", "parent_net_profit", "operating_cash_flow", "total_assets")
SEGMENT_ITEMS = ("revenue", "cost_of_sales", "gross_profit")
MORE_SEGMENT_ITEMS = ("operating_profit", "intersegment_revenue")
KEY_RATIOS = (
    "gross_margin", "operating_margin", "net_margin", "total_expense_ratio", "rd_expense_ratio", "ocf_to_net_profit",
    "asset_liability_ratio", "current_ratio", "roe",
)  # fmt: skip
_DRAWN = ("gross_margin", "operating_margin", "net_margin")
_SOURCES, _FORMULA, _DEFINITION = (
    Column("Sources", width=30),
    Column("Formula", width=60, grows=True),
    Column("Definition", width=60, grows=True),
)
LEGEND = (
    Line("Colours: blue is typed in from a source, black is a formula, green links to another sheet.", Tone.MUTED),
    Line(
        "Fills: yellow was read from the damaged report, grey is a data vendor's line, green was restated. "
        "Notes on cells say where each number comes from.", Tone.MUTED,
    ),
)  # fmt: skip


def workbook(company: Company, check: Check | None = None, peers: Sequence[Company] = ()) -> Book:
    """Every sheet, Summary first."""
    slots = Slots(company)
    sheets = [
        _statement(slots, "Income", (INCOME, PER_SHARE, DISCLOSED)),
        _statement(slots, "Balance", (BALANCE,)),
        _statement(slots, "Cash flow", (CASH_FLOW,)),
        *_segments(slots),
        _metrics(slots),
        *_trends(slots),
        *([_peers(slots, peers)] if peers else []),
        *([report_sheet(check, company)] if check is not None else []),
        checks_sheet(slots),
        inputs_sheet(slots),
        _sources(company),
    ]
    return Book(joined((company.name, company.ticker)), (_summary(slots, check), *sheets), MASTER)


def _needed() -> set[str]:
    """The items that the metrics of the company need: their rows are there even when empty, to be filled in."""
    rows = (*(ratio for ratio in RATIOS if COMPANY in ratio.per), *(growth_of(name) for name in GROWTHS))
    return {name for ratio in rows for name in ratio.terms}


def _statement(slots: Slots, name: str, kinds: tuple[str, ...]) -> Sheet:
    """A statement: a row an item that has a figure, or that a metric needs."""
    needed = _needed()
    rows = []
    for item in ITEMS:
        facts = [slots.fact(item.name, slot) for slot in slots.slots]
        if item.statement in kinds and (item.name in needed or any(facts)):
            cells = [slots.item(item.name, slot) for slot in slots.slots]
            unit = item.unit_in(slots.company.currency)
            rows.append(Row((words(item.title, note=item.title_zh), unit_cell(unit), *cells, slots.sources(cells, facts))))
    lines = (Line(f"{slots.company.name_zh or slots.company.name}, amounts in {said(slots.company.currency)}", Tone.MUTED),)
    return Sheet(name, lines, (Table("", slots.columns(_SOURCES), tuple(rows)),), frozen_columns=2)


def _segments(slots: Slots) -> list[Sheet]:
    """What is known of each segment, with its shares and margin as live formulas."""
    rows: list[Row] = []
    volumes = [_item_row(slots, item.name, "") for item in ITEMS if item.statement == VOLUME]
    whole = [row for row in volumes if _tells(row)]
    if whole:
        rows += [Row((words("Company"),), heading=True), *whole]
    known = {(fact.item, fact.segment) for fact in slots.company.facts}
    for segment in slots.company.segments:
        names = (*SEGMENT_ITEMS, *(name for name in MORE_SEGMENT_ITEMS if (name, segment.name) in known))
        own = [_item_row(slots, name, segment.name) for name in names]
        others = [_item_row(slots, item.name, segment.name) for item in ITEMS if item.statement == VOLUME]
        if not any(_tells(row) for row in (*own, *others)):
            continue
        shown = {*names, *_told(slots, segment.name)}
        ratios = [_ratio_row(slots, ratio, segment.name) for ratio in RATIOS if SEGMENT in ratio.per and shown.issuperset(ratio.terms)]
        rows.append(Row((words(joined((segment.title, segment.title_zh), " ")),), heading=True))
        rows += [*own, *ratios, *(row for row in others if _tells(row))]
    if not rows:
        return []
    lines = (Line(f"Segments on external revenue, amounts in {said(slots.company.currency)}", Tone.MUTED),)
    columns = slots.columns(_SOURCES, _FORMULA)
    ties = (tie for breakdown in slots.company.breakdowns for item in BROKEN_DOWN if (tie := _tie(slots, breakdown, item, columns)))
    return [Sheet("Segments", lines, (Table("", columns, tuple(rows)), *ties), frozen_columns=2)]


def _tie(slots: Slots, breakdown: Breakdown, item: str, columns: tuple[Column, ...]) -> Table | None:
    """An item by the segments of a breakdown, what they leave over as a live difference, and the whole."""
    company = slots.company
    names = [name for name in breakdown.segments if any(slots.fact(item, slot, name) for slot in slots.slots)]
    titles = {one.name: one.title for one in company.segments} | {"": "Company"}
    unit = unit_cell(ITEM_BY_NAME[item].unit_in(company.currency))
    left = [_left_over(slots, breakdown, item, slot) for slot in slots.slots]
    if all(cell.value is None for cell in left):
        return None
    parts = [
        Row((words(titles.get(name, name)), unit, *(_linked(slots, item, slot, name) for slot in slots.slots), BLANK, BLANK))
        for name in names
    ]
    formula = f"{breakdown.of or 'company'} - {' - '.join(names)}"
    rest = Row((words(LEFT_OVER.capitalize()), unit, *left, BLANK, words(formula, Tone.MUTED)))
    whole = [_linked(slots, item, slot, breakdown.of) for slot in slots.slots]
    last = Row((words(titles.get(breakdown.of, breakdown.of)), unit, *whole, BLANK, BLANK), total=True)
    return Table(f"{title_of(item)}: {breakdown.title.lower()}", columns, (*parts, rest, last))


def _linked(slots: Slots, item: str, slot: Slot, segment: str) -> Cell:
    """The cell of an item again, by a link."""
    cell = slots.item(item, slot, segment)
    if cell.value is None or cell.key is None:
        return Cell(absent=Absent.BLANK)
    return Cell(cell.value, cell.form, mark=cell.mark, note=cell.note, derivation=Sketch("{0}", (cell.key,)))


def _left_over(slots: Slots, breakdown: Breakdown, item: str, slot: Slot) -> Cell:
    """What the segments of a column leave over, as a formula over their cells."""
    fact = left_over(breakdown, item, lambda name: slots.fact(item, slot, name))
    if fact is None:
        return Cell(absent=Absent.BLANK)
    names = [name for name in breakdown.segments if any(slots.fact(item, one, name) for one in slots.slots)]  # one formula a row
    keys = ((item, breakdown.of, slot.code), *((item, name, slot.code) for name in names))
    sketch = Sketch("{0}" + "".join(f"-{{{place}}}" for place in range(1, len(keys))), keys)
    cell = fact_cell(slots.company, fact)
    exact = slots.fact(item, slot, breakdown.of)
    value = (exact.value if exact else fact.value) - sum(one.value for name in names if (one := slots.fact(item, slot, name)))
    return Cell(value, form_of(ITEM_BY_NAME[item].unit_in(slots.company.currency)), mark=cell.mark, note=cell.note, derivation=sketch)


def _told(slots: Slots, segment: str = "") -> set[str]:
    """The volumes that a sheet shows of a segment or the company: only those of which some column has a figure."""
    volumes = (item.name for item in ITEMS if item.statement == VOLUME)
    return {name for name in volumes if any(slots.fact(name, slot, segment) for slot in slots.slots)}


def _item_row(slots: Slots, name: str, segment: str) -> Row:
    item = ITEM_BY_NAME[name]
    cells = [slots.item(name, slot, segment) for slot in slots.slots]
    facts = [slots.fact(name, slot, segment) for slot in slots.slots]
    unit = unit_cell(item.unit_in(slots.company.currency))
    return Row((words(item.title), unit, *cells, slots.sources(cells, facts), BLANK))


def _ratio_row(slots: Slots, ratio: Ratio, segment: str = "") -> Row:
    cells = [slots.ratio(ratio, slot, segment) for slot in slots.slots]
    facts = [
        fact
        for slot in slots.slots
        for cell in [slots.measures.explained(ratio.name, slot.period, segment)]
        if cell.status == "disclosed"
        for fact in cell.facts
    ]
    unit = unit_cell(ratio.unit_in(slots.company.currency))
    formula = str(ratio.formula) + (f"  (only if {ratio.only_if})" if ratio.only_if else "")
    return Row((words(ratio.title), unit, *cells, slots.sources(cells, facts), words(formula, Tone.MUTED)))


def _metrics(slots: Slots) -> Sheet:
    """Every ratio of the company by group, then growth, then the constants that formulas use."""
    rows: list[Row] = []
    told = _told(slots)
    unsold = {item.name for item in ITEMS if item.statement == VOLUME and item.name not in told}
    ratios = [ratio for ratio in RATIOS if COMPANY in ratio.per and unsold.isdisjoint(ratio.terms)]
    ratios += [RATIO_BY_NAME[f"{name}_growth"] for name in GROWTHS]
    for group in dict.fromkeys(ratio.group for ratio in ratios):
        rows.append(Row((words(group.capitalize()),), heading=True))
        for ratio in (one for one in ratios if one.group == group):
            plain = _ratio_row(slots, ratio)
            rows.append(Row((*plain.cells, words(joined((ratio.source, ratio.note), "; "), Tone.MUTED))))
    columns = slots.columns(_SOURCES, _FORMULA, _DEFINITION)
    lines = (Line("Formulas are live over the statement sheets; a blue number was disclosed as it stands.", Tone.MUTED),)
    users: dict[tuple[str, Decimal, str], list[Ratio]] = {}
    for ratio in ratios:
        for constant in ratio.constants:
            users.setdefault(constant, []).append(ratio)
    fixed = [_constant(*constant, f"{users_of[0].title}: {users_of[0].source}") for constant, users_of in users.items()]
    fixed.append(_constant(SCALE[1], Decimal(10) ** MILLION, "1", "what a formula multiplies amounts by to set them against single units"))
    narrow = (*columns[:2], Column("Value", right=True))
    return Sheet("Metrics", lines, (Table("", columns, tuple(rows)), Table("Constants", narrow, tuple(fixed))), frozen_columns=2)


def _constant(name: str, value: Decimal, unit: str, note: str) -> Row:
    cell = Cell(value, Form(Kind.COUNT), key=(CONSTANT, name), name=name, note=note)
    return Row((words(name.replace("_", " ").capitalize()), unit_cell(unit), cell))


def _summary(slots: Slots, check: Check | None) -> Sheet:
    """Who it is, what the colours mean, the main lines as links, the report's verdicts as live counts."""
    company = slots.company
    former = f"formerly {company.former_names[0]}" if company.former_names else ""
    lines = [
        Line(joined((company.name_zh, company.ticker, company.currency, company.standard, former))),
        *LEGEND,
    ]
    columns = slots.columns()
    tables = [
        Table("Main lines", columns, tuple(_link_row(slots, name) for name in STRIP), unit=said(company.currency)),
        Table("Main ratios", columns, tuple(_link_row(slots, name) for name in KEY_RATIOS)),
    ]
    if check is not None:
        narrow = (Column("Verdict"), columns[1], Column("Figures", right=True))
        tables.append(Table(f"Report check: {check.document}", narrow, tuple(_counts(check))))
    return Sheet("Summary", tuple(lines), tuple(tables), frozen_columns=2)


def _link_row(slots: Slots, name: str) -> Row:
    """An item or ratio as links to the cells that hold it."""
    is_item = name in ITEM_BY_NAME
    title = ITEM_BY_NAME[name].title if is_item else RATIO_BY_NAME[name].title
    code = ITEM_BY_NAME[name].unit if is_item else RATIO_BY_NAME[name].unit
    unit = slots.company.currency if code == MONEY else code
    cells = []
    for slot in slots.slots:
        there = slots.item(name, slot) if is_item else slots.ratio(RATIO_BY_NAME[name], slot)
        empty = there.value is None and there.derivation is None
        link = None if empty else there.key
        cells.append(Cell(there.value, form_of(unit), mark=there.mark, absent=there.absent if link else Absent.BLANK, link=link))
    return Row((words(title), unit_cell(unit), *cells))


def _counts(check: Check) -> Iterable[Row]:
    """How many figures bear each verdict, counted on the sheet of the check."""
    counts = check.summary.counts
    for verdict in Verdict:
        sketch = Sketch(f'COUNTIF({{0:1}},"{verdict.value}")', counted(check)) if check.summary.figures else None
        cell = Cell(Decimal(counts[verdict.value]), Form(Kind.COUNT), derivation=sketch, note="counted on the sheet Report check")
        yield Row((words(verdict.value), words("count", Tone.MUTED), cell))


def _trends(slots: Slots) -> list[Sheet]:
    """What the charts draw, as links to the cells that hold it, and the charts."""

    def linked(name: str, period: Period, segment: str) -> Cell:
        slot = slots.at(period, restated=slots.company.order_for(period)[0] is Basis.RESTATED)
        if slot is None:
            return BLANK
        there = slots.item(name, slot, segment) if name in ITEM_BY_NAME else slots.ratio(RATIO_BY_NAME[name], slot, segment)
        return Cell(there.value, there.form, mark=there.mark, link=there.key) if there.number is not None else BLANK

    titled = [replace(one, table=replace(one.table, title=one.title)) for one in charts(slots.company, linked)]
    lines = (Line("Links to the statements and metrics; a gap is a figure that no source holds.", Tone.MUTED),)
    return [Sheet("Trends", lines, tuple(one.table for one in titled), charts=tuple(titled))] if titled else []


def _peers(slots: Slots, peers: Sequence[Company]) -> Sheet:
    """The last full year's ratios beside those of peers, as values: their statements are not in this workbook."""
    several = (slots, *map(Slots, peers))
    columns = (Column("", width=34), Column("Unit", width=9), *(Column(one.company.ticker, right=True) for one in several))
    years = [max(slot.period for slot in one.slots if slot.period.is_full_year) for one in several]
    rows = [Row((words("Fiscal year"), BLANK, *(words(year.code) for year in years)))]
    for name in KEY_RATIOS:
        cells = [one.measures.cell(name, year) for one, year in zip(several, years, strict=True)]
        rows.append(Row((words(RATIO_BY_NAME[name].title), unit_cell(RATIO_BY_NAME[name].unit), *cells)))
    note = Line("Values worked out by finkit from each company's own statements and fiscal year.", Tone.MUTED)
    drawn = [row for row, name in zip(rows[1:], KEY_RATIOS, strict=True) if name in _DRAWN and _tells(row)]
    heads = (columns[0], *columns[2:])
    bare = tuple(Row((row.cells[0], *(BLANK if cell.number is None else cell for cell in row.cells[2:]))) for row in drawn)
    margins = Table("Margins of the last fiscal year", heads, bare)
    shown = Table("", columns, tuple(rows))
    if not drawn:
        return Sheet("Peers", (note,), (shown,), frozen_columns=2)
    return Sheet("Peers", (note,), (shown, margins), frozen_columns=2, charts=(Chart("Margins beside peers", margins),))


def _sources(company: Company) -> Sheet:
    """Every source with its address, what is missing and why, and notes on the data."""
    title, address = Column("Title", width=70, grows=True), Column("Address", width=70, grows=True)
    columns = (Column("Id", width=34), title, Column("Read", width=12), address)
    sources = tuple(Row(tuple(words(text) for text in (one.id, one.title, one.read, one.url))) for one in company.sources)
    gaps = tuple(Row((words(joined((title_of(one.item), one.segment, one.period))), words(one.why))) for one in company.gaps)
    excuses = tuple(Row((words(joined((one.rule, one.segment, one.period))), words(one.why))) for one in company.explained)
    notes = tuple(Row((words(f"Note {place}"), words(note))) for place, note in enumerate(company.notes, 1))
    more = (("What no source holds", "Item", gaps), ("Checks that the company file accounts for", "Check", excuses), ("Notes", "", notes))
    tables = [Table("Sources", columns, sources, filtered=True)]
    tables += [Table(title, (Column(head), Column("", width=70, grows=True)), rows) for title, head, rows in more if rows]
    return Sheet("Sources", (), tuple(tables))


def _tells(row: Row) -> bool:
    return any(cell.number is not None for cell in row.cells)
