"""What sentences speak of, from the books: every topic fills the slots of its frames, or says that it cannot (None)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.testing.pieces import COMMA, Series, Value
from finkit.testing.scene import Scene, Slots, compound, marked, worded
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Segment

_ITEMS: dict[str, tuple[str, ...]] = {
    "revenue": ("revenue", "operating revenue", "operating income"),
    "parent_net_profit": ("net profit attributable to the parent company", "net profit attributable to shareholders"),
    "gross_profit": ("gross profit",),
    "rd_expense": ("R&D expenses",),
    "selling_expense": ("selling expenses",),
    "operating_cash_flow": ("operating cash flow", "net cash flow from operating activities"),
    "total_assets": ("total assets",),
    "capex": ("capital expenditure",),
}
_YEARS = tuple(Period(year) for year in range(2019, 2024))
_ALL = (*_YEARS[1:], Period(2023, "9M"), Period(2022, "9M"), Period(2023, "H1"), Period(2022, "H1"))


def _measure(scene: Scene, item: str, mark: str = "") -> Slots:
    words = scene.rng.choice(_ITEMS[item])
    return {f"measure{mark}": words, f"Measure{mark}": words[0].upper() + words[1:]}


def _segment(scene: Scene, item: str, period: Period) -> Segment | None:
    found = [one for one in scene.segments if scene.books.get(item, period, one.name) is not None]
    return scene.rng.choice(found) if found else None


def _named(segment: Segment, mark: str = "") -> Slots:
    words = segment.aliases[0] if segment.aliases else segment.title
    return {f"seg{mark}": words, f"Seg{mark}": words[0].upper() + words[1:]}


def _change(scene: Scene, value: Value | None, mark: str = "") -> Slots:
    return scene.moves(value.negative, mark) if value else {}


def _pair_of_years(scene: Scene, item: str, segment: str = "") -> tuple[int, int] | None:
    years = [year for year in range(2018, 2024) if scene.books.get(item, Period(year), segment) is not None]
    if len(years) < 2:  # noqa: PLR2004
        return None
    start = scene.rng.choice(years[:-1])
    return start, scene.rng.choice([year for year in years if year > start])


def _between(scene: Scene, years: tuple[int, int]) -> Slots:
    return {"y0": scene.year(years[0]), "y1": scene.year(years[1]), "window": scene.window(*years), "through": scene.through(*years)}


def growth(scene: Scene, item: str = "", period: Period | None = None) -> Slots | None:
    """A level and its growth."""
    item = item or scene.rng.choices(tuple(_ITEMS), (6, 6, 2, 1, 1, 2, 1, 1))[0]
    period = period or scene.rng.choice(_ALL)
    value = scene.books.amount(item, period)
    if value is None:
        return None
    change = scene.books.growth(item, period)
    slots = scene.who() | scene.when(period) | _measure(scene, item) | {"value": value, "growth": change, "signed": marked(change)}
    return slots | _change(scene, change)


def pair(scene: Scene) -> Slots | None:
    """Revenue and profit together."""
    period = scene.rng.choice(_ALL)
    first, second = growth(scene, "revenue", period), growth(scene, "parent_net_profit", period)
    if first is None or second is None:
        return None
    return {f"{name}2": slot for name, slot in second.items()} | first


def window(scene: Scene) -> Slots | None:
    """Two years and the compound growth between them."""
    item = scene.rng.choice(("revenue", "parent_net_profit", "gross_profit", "total_assets", "rd_expense"))
    years = _pair_of_years(scene, item)
    if years is None:
        return None
    start, end = (scene.books.amount(item, Period(year)) for year in years)
    if start is None or end is None:
        return None
    rate = compound(end.truth, start.truth, years[1] - years[0])
    cagr = scene.books.percent(rate, f"{item}_cagr", f"{years[0]}/{years[1]}") if years[1] - years[0] > 1 else None
    return (
        scene.who() | _measure(scene, item) | _between(scene, years) | scene.moves(end.truth < start.truth)
        | {"a": start, "b": end, "cagr": cagr}
    )  # fmt: skip


def share(scene: Scene) -> Slots | None:
    """A segment's revenue and gross profit, and their shares."""
    period = scene.rng.choice((*_YEARS, Period(2023, "9M")))
    segment = _segment(scene, "revenue", period)
    if segment is None:
        return None
    books, name = scene.books, segment.name
    return (
        scene.who()
        | scene.when(period)
        | _named(segment)
        | {
            "Revenue": "The revenue",
            "value": books.amount("revenue", period, name),
            "gp": books.amount("gross_profit", period, name),
            "share": books.ratio("revenue", "revenue", "revenue_share", period, name, whole=True),
            "gpshare": books.ratio("gross_profit", "gross_profit", "gross_profit_share", period, name, whole=True),
        }
    )


def share_path(scene: Scene) -> Slots | None:
    """A segment's revenue and share in two years."""
    segment = scene.rng.choice(scene.segments) if scene.segments else None
    years = _pair_of_years(scene, "revenue", segment.name) if segment else None
    if segment is None or years is None:
        return None
    books, name = scene.books, segment.name
    (start, end), (before, after) = (
        [books.amount("revenue", Period(year), name) for year in years],
        [books.ratio("revenue", "revenue", "revenue_share", Period(year), name, whole=True) for year in years],
    )
    if not start or not end or not before or not after:
        return None
    words = scene.moves(end.truth < start.truth) | {"changed": "rose" if after.truth > before.truth else "fell"}
    return scene.who() | _named(segment) | _between(scene, years) | words | {"a": start, "b": end, "sa": before, "sb": after}


def _points(scene: Scene, above: str, below: str, period: Period, segment: str, name: str) -> Value | None:
    """The change of a ratio in points."""
    books = scene.books
    tops = [books.get(above, one, segment) for one in (period, period.prior())]
    bottoms = [books.get(below, one, segment) for one in (period, period.prior())]
    if any(one is None or one <= 0 for one in bottoms) or any(one is None for one in tops):
        return None
    now, before = (Decimal(top or 0) / Decimal(bottom or 1) for top, bottom in zip(tops, bottoms, strict=True))
    return books.percent(now - before, f"{name}_change", period.document_code, segment, unit="pp")


def margins(scene: Scene) -> Slots | None:
    """The gross margins of several segments, in one list."""
    period = scene.rng.choice((*_YEARS, Period(2023, "9M")))
    known = [one for one in scene.segments if scene.books.get("gross_profit", period, one.name) is not None]
    if len(known) < 2:  # noqa: PLR2004
        return None
    picked = scene.rng.sample(known, min(len(known), scene.rng.randint(2, 4)))
    scene.books.steady = True
    values = [scene.books.ratio("gross_profit", "revenue", "gross_margin", period, one.name) for one in picked]
    changes = [_points(scene, "gross_profit", "revenue", period, one.name, "gross_margin") for one in picked]
    scene.books.steady = False
    found = tuple(one for one in values if one)
    if len(found) != len(picked):
        return None
    names = [str(_named(one)["seg"]) for one in picked]
    moved = tuple(one for one in map(marked, changes) if one)
    return (
        scene.who()
        | scene.when(period)
        | {
            "segs": ", ".join(names[:-1]) + f" and {names[-1]}",
            "margins": Series(found),
            "margins_comma": Series(found, COMMA),
            "changes": Series(moved) if len(moved) == len(found) else None,
        }
    )


def margin(scene: Scene) -> Slots | None:
    """One segment's gross margin and its change."""
    year = scene.rng.randint(2019, 2023)
    segment = _segment(scene, "gross_profit", Period(year))
    if segment is None:
        return None
    return scene.who() | scene.when(Period(year)) | _named(segment) | _margin(scene, year, segment.name)


def _margin(scene: Scene, year: int, segment: str) -> Slots:
    books = scene.books
    now, before = (books.ratio("gross_profit", "revenue", "gross_margin", Period(one), segment) for one in (year, year - 1))
    points = _points(scene, "gross_profit", "revenue", Period(year), segment, "gross_margin")
    slots: Slots = {"margin": now, "before": before, "points": worded(points), "points_signed": marked(points)}
    return slots | _change(scene, points) | {"y0": scene.year(year - 1), "y1": scene.year(year)}


def company_margin(scene: Scene) -> Slots | None:
    """The company's gross and net margin."""
    year = scene.rng.randint(2019, 2023)
    net = scene.books.ratio("net_profit", "revenue", "net_margin", Period(year))
    return scene.who() | scene.when(Period(year)) | _margin(scene, year, "") | {"net": net}


def expenses(scene: Scene) -> Slots | None:
    """Expense ratios, together and one by one."""
    years = _pair_of_years(scene, "administrative_expense")
    if years is None:
        return None
    names = ("selling_expense", "administrative_expense", "rd_expense", "finance_expense")
    books = scene.books
    books.steady = True
    each = {name: [books.ratio(name, "revenue", f"{name}_ratio", Period(year)) for year in years] for name in names}
    exact: list[Decimal | None] = []
    totals: list[Value | None] = []
    for year in years:
        parts = [books.get(name, Period(year)) for name in names]
        revenue = books.get("revenue", Period(year))
        known = [one for one in parts if one is not None]
        total = sum(known, Decimal(0)) / revenue if revenue and len(known) == len(parts) else None
        exact.append(total)
        totals.append(books.percent(total, "total_expense_ratio", str(year)))
    books.steady = False
    slots: Slots = scene.who() | _between(scene, years) | scene.when(Period(years[1]))
    slots |= {"a": totals[0], "b": totals[1]}
    slots |= dict(zip("cdef", (*each[names[1]], *each[names[3]]), strict=True))
    for mark, (left, right) in {"": ("a", "b"), "2": ("c", "d"), "3": ("e", "f")}.items():
        before, after = slots[left], slots[right]
        if isinstance(before, Value) and isinstance(after, Value):
            slots |= scene.moves(after.truth < before.truth, mark)
    four = tuple(pair_[1] for pair_ in each.values() if pair_[1])
    if len(four) == len(names):
        slots |= {"four": Series(four), "four_comma": Series(four, COMMA)}
    disclosed = books.discloses("total_expense_ratio", str(years[1]))  # on whatever basis: its change need not follow
    if not disclosed and exact[0] is not None and exact[1] is not None and years[1] - years[0] == 1:
        points = books.percent(exact[1] - exact[0], "total_expense_ratio_change", str(years[1]), unit="pp")
        slots |= {"points": worded(points), "up": "down" if points and points.negative else "up"}
    return slots


def research(scene: Scene) -> Slots | None:
    """R&D expense, its growth and its ratio."""
    year = scene.rng.randint(2019, 2023)
    slots = growth(scene, "rd_expense", Period(year))
    now, before = (scene.books.ratio("rd_expense", "revenue", "rd_expense_ratio", Period(one)) for one in (year, year - 1))
    if slots is None or now is None:
        return None
    before = None if before and before.truth == now.truth else before  # nobody writes "fell from 0.5% to 0.5%"
    moved = "rose" if before is None or now.truth > before.truth else "fell"
    return slots | {"share": now, "before": before, "changed": moved}


def cash(scene: Scene) -> Slots | None:
    """Operating cash flow and capital expenditure."""
    period = scene.rng.choice(_ALL)
    slots = growth(scene, "operating_cash_flow", period)
    return None if slots is None else slots | {"capex": scene.books.amount("capex", period)}


def leverage(scene: Scene) -> Slots | None:
    """Asset-liability ratio, assets, debts and equity."""
    years = _pair_of_years(scene, "total_liabilities")
    if years is None:
        return None
    books, end = scene.books, Period(years[1])
    before, after = (books.ratio("total_liabilities", "total_assets", "asset_liability_ratio", Period(year)) for year in years)
    if before is None or after is None:
        return None
    return scene.who() | _between(scene, years) | scene.when(end) | scene.moves(after.truth < before.truth) | {
        "a": before, "b": after, "at_end": ("at the end of ", scene.year(years[1])),
        "assets": books.amount("total_assets", end), "debts": books.amount("total_liabilities", end),
        "equity": books.amount("total_equity", end),
    }  # fmt: skip


def volume(scene: Scene) -> Slots | None:
    """Production and sales of a segment by mass."""
    period = scene.rng.choice((*_YEARS, Period(2023, "9M")))
    segment = _segment(scene, "sales_volume", period)
    if segment is None:
        return None
    books, name = scene.books, segment.name
    made, sold = books.amount("production_volume", period, name), books.amount("sales_volume", period, name)
    made_growth, sold_growth = (books.growth(item, period, name) for item in ("production_volume", "sales_volume"))
    slots = scene.who() | scene.when(period) | _named(segment) | _change(scene, made_growth, "m") | _change(scene, sold_growth, "s")
    slots |= {"made": made, "sold": sold, "gmade": made_growth, "gsold": sold_growth, "increase_s": slots.get("increases")}
    start = books.amount("sales_volume", Period(2019), name)
    if period.is_full_year and period.year > 2020 and start and sold:  # noqa: PLR2004
        years = (2019, period.year)
        rate = compound(sold.truth, start.truth, period.year - 2019)
        slots |= _between(scene, years) | scene.moves(sold.truth < start.truth)
        slots |= {"sa": start, "cagr": books.percent(rate, "sales_volume_cagr", f"2019/{period.year}", name)}
    return slots


def price(scene: Scene) -> Slots | None:
    """Average price, volume and revenue of a segment."""
    year = scene.rng.randint(2019, 2023)
    segment = _segment(scene, "average_price", Period(year))
    if segment is None:
        return None
    books, name = scene.books, segment.name
    change = books.growth("average_price", Period(year), name)
    return scene.who() | scene.when(Period(year)) | _named(segment) | _change(scene, change) | {
        "price": books.amount("average_price", Period(year), name), "before": books.amount("average_price", Period(year - 1), name),
        "sold": books.amount("sales_volume", Period(year), name), "value": books.amount("revenue", Period(year), name),
        "growth": change, "y0": scene.year(year - 1), "y1": scene.year(year),
    }  # fmt: skip


def together(scene: Scene) -> Slots | None:
    """Two segments and their sum."""
    period = scene.rng.choice(_YEARS)
    known = [one for one in scene.segments if scene.books.get("revenue", period, one.name) is not None]
    if len(known) < 2:  # noqa: PLR2004
        return None
    first, second = scene.rng.sample(known, 2)
    books = scene.books
    amounts = [books.get("revenue", period, one.name) or Decimal(0) for one in (first, second)]
    whole = books.get("revenue", period)
    source = books.size(sum(amounts, Decimal(0)), "CNY")
    total = Value(source, "revenue", f"{first.name}+{second.name}", period.document_code) if source else None
    part = books.percent(sum(amounts) / whole, "revenue_share", period.document_code, f"{first.name}+{second.name}") if whole else None
    return (
        scene.who()
        | scene.when(period)
        | _named(first)
        | _named(second, "2")
        | {
            "a": books.amount("revenue", period, first.name),
            "b": books.amount("revenue", period, second.name),
            "total": total,
            "share": part,
        }
    )


def repeat(scene: Scene) -> Slots | None:
    """Something of the company that was said before."""
    said = [value for (item, segment, _), value in scene.books.said.items() if item in _ITEMS and not segment]
    if not said:
        return None
    value = scene.rng.choice(said)
    period = Period.parse(value.period)
    return scene.who() | scene.when(period) | _measure(scene, value.measure) | {"value": replace(value)}


def quarter(scene: Scene) -> Slots | None:
    """The third quarter alone."""
    period = Period(scene.rng.choice((2022, 2023)), "Q3")
    slots = growth(scene, "revenue", period)
    return None if slots is None else slots | {"q": scene.span(period)}


def shares(scene: Scene) -> Slots | None:
    """Earnings per share and the dividend."""
    year = scene.rng.randint(2019, 2023)
    eps = scene.books.amount("basic_eps", Period(year))
    dividend = scene.size(round(scene.rng.uniform(0.05, 1.5), 2), "CNY/share", "dividend", str(year))
    return None if eps is None else scene.who() | scene.when(Period(year)) | {"eps": eps, "dividend": dividend}


TOPICS: dict[str, Callable[[Scene], Slots | None]] = {
    "growth": growth, "pair": pair, "window": window, "share": share, "share_path": share_path, "margins": margins, "margin": margin,
    "company_margin": company_margin, "expenses": expenses, "research": research, "cash": cash, "leverage": leverage, "volume": volume,
    "price": price, "sum": together, "repeat": repeat, "quarter": quarter, "shares": shares,
}  # fmt: skip
