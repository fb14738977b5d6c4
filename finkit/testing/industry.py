"""Topics that no statements hold: quotas, markets, capacities, forecasts, holdings, names and dates, all invented."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.candidates.damage import Source
from finkit.figures.words import WAN, YI
from finkit.testing.books import in_words, printed
from finkit.testing.pieces import Cells, Name, Piece, Range, Series, Value
from finkit.testing.scene import Scene, Slots, compound, ratio_of
from finkit.vocabulary.intervals import ONE
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

_HUNDRED = Decimal(100)
_ROWS = (("Revenue", "revenue"), ("Gross profit", "gross_profit"), ("R&D expenses", "rd_expense"), ("Total assets", "total_assets"))


def _goods(scene: Scene) -> str:
    names = [one.aliases[0] if one.aliases else one.title for one in scene.segments]
    return scene.rng.choice(names) if names else "special materials"


def _seg(scene: Scene) -> Slots:
    good = _goods(scene)
    return {"seg": good, "Seg": good[0].upper() + good[1:], "good": good}


def _rate(scene: Scene, now: Value | None, before: Value | None, measure: str, period: str, years: int = 0) -> Value | None:
    """The growth between two printed values, its sign in a word; over `years` the compound rate, its sign printed."""
    if now is None or before is None:
        return None
    rate = compound(now.truth, before.truth, years) if years else ratio_of(now, before)
    value = scene.books.percent(rate, f"{measure}#{now.source.text}", period)
    if value is None:
        return None
    return replace(value, measure=measure) if years else replace(in_words(value), measure=measure)


def quota(scene: Scene) -> Slots | None:
    """A national quota in batches, and the company's share of it."""
    year = scene.rng.randint(2020, 2023)
    decimals = scene.rng.choices((0, 1, 2, 3), (2, 4, 4, 1))[0]
    first = printed(Decimal(repr(scene.rng.uniform(3, 40))), decimals, ONE, "t")
    second = printed(Decimal(repr(scene.rng.uniform(3, 40))), decimals, ONE, "t")
    batches = [Value(replace(one, scale=WAN), "quota_batch", "", str(year)) for one in (first, second)]
    total = Value(printed(batches[0].truth + batches[1].truth, decimals, WAN, "t"), "quota", "", str(year))
    before = Value(printed(total.truth / Decimal(repr(scene.rng.uniform(0.9, 1.5))), decimals, WAN, "t"), "quota", "", str(year - 1))
    ours = Value(printed(total.truth * Decimal(repr(scene.rng.uniform(0.1, 0.8))), decimals, WAN, "t"), "company_quota", "", str(year))
    if not all(one.source.value for one in (*batches, total, before, ours)):
        return None
    change = _rate(scene, total, before, "quota_growth", str(year))
    part = scene.books.percent(ours.truth / total.truth, f"quota_share#{ours.source.text}", str(year))
    words = scene.moves(total.truth < before.truth)
    return scene.who() | _seg(scene) | words | {
        "first": batches[0], "second": batches[1], "total": total, "a": before, "ours": ours, "share": part, "growth": change,
        "y0": scene.year(year - 1), "y1": scene.year(year),
    }  # fmt: skip


def market(scene: Scene) -> Slots | None:
    """A market that grows, its window and its forecast."""
    start, now, end = scene.rng.randint(2016, 2018), scene.rng.randint(2021, 2023), scene.rng.randint(2025, 2030)
    size = 10 ** scene.rng.uniform(9.3, 11.8)
    a = scene.size(size, "CNY", "market_size", str(start))
    b = scene.size(size * (1 + scene.rng.uniform(-0.03, 0.4)) ** (now - start), "CNY", "market_size", str(now))
    c = scene.size(size * (1 + scene.rng.uniform(0.02, 0.35)) ** (end - start), "CNY", "market_size", f"{end}E")
    if a is None or b is None or c is None or c.truth <= b.truth:
        return None
    trio = [round(scene.rng.uniform(3, 300), 1) for _ in range(3)]
    last_year = _rate(scene, b, scene.size(float(b.truth) / scene.rng.uniform(0.85, 1.6), "CNY", "market_size"), "market_growth", str(now))
    words = scene.moves(b.truth < a.truth)
    words |= {"up": "down" if last_year and last_year.negative else "up"}
    return scene.who() | _seg(scene) | words | {
        "a": a, "b": b, "c": c, "growth": last_year, "trio": _list(trio, 1, "consumption", [str(start), str(now), f"{end}E"], "t"),
        "cagr": _rate(scene, b, a, "market_size_cagr", f"{start}/{now}", now - start),
        "cagr2": _rate(scene, c, b, "market_size_cagr", f"{now}/{end}", end - now),
        "y0": scene.year(start), "y1": scene.year(now), "y2": scene.year(end, estimate=True),
        "through": scene.through(start, now), "later": scene.through(now, end),
    }  # fmt: skip


def _whole(scene: Scene, measure: str) -> Value:
    """A whole percentage, round more often than not."""
    even = scene.rng.random() < 0.6  # noqa: PLR2004
    size = scene.rng.choice((10, 20, 25, 30, 40, 50, 60, 65, 70, 75, 80, 85, 90, 95)) if even else scene.rng.randint(11, 98)
    return Value(printed(Decimal(size), 0, ONE, "%"), measure)


def capacity(scene: Scene) -> Slots | None:
    """Yearly capacity, before and after, its use and its share."""
    size = 10 ** scene.rng.uniform(3.3, 6.3)
    now, before = (scene.size(one, "t/yr", "production_capacity") for one in (size, size / scene.rng.uniform(1.2, 4)))
    invest = scene.size(10 ** scene.rng.uniform(8, 10.3), "CNY", "investment")
    return (
        scene.who()
        | _seg(scene)
        | {
            "capacity": now,
            "before": before,
            "invest": invest,
            "whole": _whole(scene, "utilization"),
            "share": scene.percentage(2, 60, "capacity_share"),
        }
    )


def _list(sizes: list[float], decimals: int, measure: str, periods: list[str], unit: str, noun: str = "") -> Series:
    return Series(tuple(
        Value(printed(Decimal(repr(size)), decimals, ONE, unit), measure, "", period, noun=noun) if unit == "%"
        else Value(replace(printed(Decimal(repr(size)), decimals, ONE, unit), scale=WAN), measure, "", period, noun=noun)
        for size, period in zip(sizes, periods, strict=True)
    ))  # fmt: skip


def balance(scene: Scene) -> Slots | None:
    """Demand and supply over three forecast years, and the gap between them."""
    years = sorted(scene.rng.sample(range(2023, 2031), 3))
    codes = [f"{year}E" for year in years]
    decimals = scene.rng.choices((1, 2), (4, 1))[0]
    demand = [round(scene.rng.uniform(2, 60), decimals)]
    while len(demand) < len(years):
        demand.append(round(demand[-1] * scene.rng.uniform(1.05, 1.7), decimals))
    supply = [round(one * scene.rng.uniform(0.6, 0.97), decimals) for one in demand]
    gap = [round(one - other, decimals) for one, other in zip(demand, supply, strict=True)]
    rates = [scene.rng.uniform(5, 60) for _ in years]
    if min(gap) <= 0:
        return None
    wanted = _list(demand, decimals, "demand", codes, "t")
    rate = compound(wanted.values[-1].truth, wanted.values[0].truth, years[-1] - years[0])
    return scene.who() | _seg(scene) | {
        "demand": wanted, "supply": _list(supply, decimals, "supply", codes, "t"),
        "gap": _list(gap, decimals, "gap", codes, "t"),
        "growths": _list(rates, scene.books.habit.percent or 1, "demand_growth", codes, "%"),
        "d2": wanted.values[-1], "cagr": scene.books.percent(rate, f"demand_cagr#{demand}", codes[-1]),
        "e0": scene.year(years[0], estimate=True), "e1": scene.year(years[1], estimate=True), "e2": scene.year(years[2], estimate=True),
        "window": scene.window(years[0], years[-1]),
    }  # fmt: skip


def names(scene: Scene) -> Slots | None:
    """Codes and products whose names hold digits."""
    rng = scene.rng
    code, _, market_ = scene.books.company.ticker.partition(".")
    letters = rng.choice(("AB", "HX", "LR-", "GT", "N", "Z-", "TX"))
    product, other = (Name(letters, str(rng.choice((5, 52, 270, 301, 811, 1050, 1200)))) for _ in range(2))
    trade = (scene.books.company.aliases or ("rare earth",))[0].rsplit(" ", maxsplit=1)[-1].lower()
    number = Name("No. ", str(rng.randint(2, 60)))
    return scene.who() | {
        "code": Name("", code, f".{market_}" if rng.random() < 0.5 else ""),  # noqa: PLR2004
        "product": product,
        "product2": other,
        "number": number,
        "trade": trade,
    }


def counts(scene: Scene) -> Slots | None:
    """Subsidiaries, people, shareholders, patents."""
    subsidiaries = scene.count(8, 60, "subsidiaries", "subsidiaries")
    core = scene.count(2, int(subsidiaries.truth), "companies", "core")
    return scene.who() | _seg(scene) | {
        "subsidiaries": subsidiaries, "core": core, "staff": scene.count(800, 24000, "employees", "employees"),
        "holders": scene.count(9000, 400_000, "shareholders", "shareholders"), "patents": scene.count(20, 1900, "patents", "patents"),
        "day": scene.day(), "y1": scene.year(scene.rng.randint(2021, 2023)),
    }  # fmt: skip


def holders(scene: Scene) -> Slots | None:
    """Who owns how much."""
    first = scene.percentage(15, 45, "holding")
    second = scene.percentage(3, 14, "holding")
    rest = scene.percentage(2, 15, "holding")
    every = Value(printed(first.truth + second.truth + rest.truth, first.source.decimals, ONE, "%"), "holding")
    ten = scene.count(10, 10, "shareholders", "top_shareholders")
    return scene.who() | {"ten": ten, "first": first, "second": second, "all": every, "q": scene.span(Period(2023, "Q3"))}


def dates(scene: Scene) -> Slots | None:
    """When the company was founded, listed, and what it announced when."""
    born = scene.rng.randint(1958, 2004)
    invest = scene.size(round(scene.rng.uniform(1, 60), 1) * 1e8, "CNY", "investment")
    return (
        scene.who()
        | _seg(scene)
        | {
            "born": scene.year(born),
            "listed": scene.month(born + 3, 2015),
            "day": scene.day(),
            "invest": invest,
        }
    )


def guidance(scene: Scene) -> Slots | None:
    """Ranges: what the company expects to earn next year, how much more that is, and prices."""
    rng = scene.rng
    before = scene.books.get("parent_net_profit", Period(2023))
    if before is None or before <= WAN * 100:
        return None
    decimals, scale = (rng.choice((1, 2)), YI) if before > YI else (0, WAN)
    steps = (Decimal(repr(rng.uniform(1.1, 1.6))), Decimal(repr(rng.uniform(1.7, 3.2))))
    sources = [replace(printed(before * step / scale, decimals, ONE, "CNY"), scale=scale) for step in steps]
    ends = [Value(source, "parent_net_profit", "", "2024") for source in sources]
    rates = [scene.books.percent(one.truth / before - 1, f"parent_net_profit_growth#{one.source.text}", "2024") for one in ends]
    prices = sorted(rng.sample(range(4, 60), 2))
    pair = [Value(Source(str(one), 0, WAN, "CNY/t"), "market_price") for one in prices]
    return (
        scene.who()
        | _seg(scene)
        | {
            "range": Range(ends[0], ends[1]),
            "growths": Range(rates[0], rates[1]) if rates[0] and rates[1] else None,
            "prices": Range(pair[0], pair[1]),
            "y2": scene.year(2024),
        }
    )


def surge(scene: Scene) -> Slots | None:
    """A profit many times that of the year before."""
    base = 10 ** scene.rng.uniform(6.2, 8.0)
    start = scene.size(base, "CNY", "associate_profit")
    end = scene.size(base * scene.rng.uniform(2.5, 50), "CNY", "associate_profit")
    year = Period(scene.rng.randint(2020, 2023))
    change = _rate(scene, end, start, "associate_profit_growth", str(year.year))
    return scene.who() | scene.when(year) | {"a": start, "b": end, "growth": change}


def rounds(scene: Scene) -> Slots | None:
    """Whole percentages that were never anything else."""
    return scene.who() | {"whole": _whole(scene, "share"), "whole2": _whole(scene, "share")}


def loss(scene: Scene) -> Slots | None:
    """Losses, said by the word."""
    year = Period(scene.rng.randint(2020, 2023))
    found = [scene.size(10 ** scene.rng.uniform(6.5, 9), "CNY", "segment_loss", str(one)) for one in (year.year, year.year - 1)]
    marked = [replace(one, negative=True, any_sign=True, sign_word="loss") if one else None for one in found]
    return scene.who() | _seg(scene) | scene.when(year) | {"loss": marked[0], "loss2": marked[1]}


def goods(scene: Scene) -> Slots | None:
    """Vehicles, reserves, grams and prices."""
    rng = scene.rng
    year = rng.randint(2020, 2023)
    cars = scene.size(10 ** rng.uniform(5.5, 7.1), "1", "vehicle_production", str(year), noun=" units")
    before = scene.size(float(cars.truth) / rng.uniform(0.8, 2.2), "1", "vehicle_production", str(year - 1)) if cars else None
    change = _rate(scene, cars, before, "vehicle_production_growth", str(year))
    each = Value(printed(Decimal(repr(rng.uniform(0.4, 60))), rng.choice((1, 2)), ONE, "kg"), "use_per_vehicle")
    return scene.who() | _seg(scene) | scene.when(Period(year)) | (scene.moves(change.negative) if change else {}) | {
        "cars": cars, "growth": change, "exports": scene.size(10 ** rng.uniform(4.5, 6.2), "1", "exports", str(year), noun=" units"),
        "reserve": scene.size(10 ** rng.uniform(5, 8.6), "t", "reserves"), "whole": _whole(scene, "reserve_share"), "each": each,
        "price": scene.size(10 ** rng.uniform(3.5, 6), "CNY/t", "market_price"),
    }  # fmt: skip


def table(scene: Scene) -> Slots | None:
    """A row of a table: millions of yuan, year by year."""
    label, item = scene.rng.choice(_ROWS)
    values: list[Value] = []
    for year in range(2019, 2024):
        amount = scene.books.get(item, Period(year))
        source = printed(amount / _HUNDRED / WAN, 1 if scene.books.habit.money else 0, ONE, "1") if amount else None
        if source and source.value:
            values.append(Value(source, item, "", str(year), as_printed=True))
    cells: tuple[Piece, ...] = (Cells(tuple(values)),)
    return {"label": label, "cells": cells} if len(values) > 2 else None  # noqa: PLR2004


INVENTED: dict[str, Callable[[Scene], Slots | None]] = {
    "quota": quota, "market": market, "capacity": capacity, "balance": balance, "names": names, "counts": counts, "holders": holders,
    "dates": dates, "guidance": guidance, "surge": surge, "rounds": rounds, "loss": loss, "goods": goods, "table": table,
}  # fmt: skip
