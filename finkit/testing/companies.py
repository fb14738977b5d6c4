"""Invented companies whose statements agree with themselves: FY2018 to FY2023 and interims of 2022 and 2023."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.statements.company import Company, Segment, Source
from finkit.statements.fact import Basis, Fact
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from random import Random

_FIRST = ("Heng", "Rui", "Xin", "Tian", "Zhong", "Hua", "Jin", "Yun", "Bei", "Long", "Kai", "Sheng", "Qing", "Lan", "Wei", "Dong")
_SECOND = ("tuo", "bo", "yuan", "feng", "long", "sheng", "da", "kang", "lin", "chang", "ming", "xin", "tai", "hai", "cheng", "qi")
_TRADES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Lithium", ("lithium carbonate", "lithium hydroxide", "spodumene concentrate", "cathode materials", "battery recycling")),
    ("Silicon", ("polysilicon", "monocrystalline wafers", "industrial silicon", "organosilicon", "solar modules")),
    ("Chemical", ("titanium dioxide", "caustic soda", "fluoropolymers", "refrigerants", "dye intermediates", "viscose fibre")),
    ("Copper", ("copper foil", "copper rods", "cathode copper", "copper tubes", "scrap recycling")),
    ("Bearing", ("wind power bearings", "automotive bearings", "steel balls", "precision machine tools")),
    ("Foods", ("soy sauce", "edible oil", "frozen meat", "compound seasonings", "instant noodles", "dairy drinks")),
    ("Steel", ("stainless plates", "silicon steel", "pipes", "special alloys", "wire rods")),
    ("Pharmaceutical", ("active ingredients", "chemical preparations", "traditional Chinese medicine", "medical devices", "vaccines")),
)
_EXCHANGES = (("6", "SH"), ("0", "SZ"), ("3", "SZ"))
_SOURCE = "invented"
_CENT = Decimal("0.01")
YEARS = range(2018, 2024)
_INTERIMS = (("9M", 0.73, 0.05), ("H1", 0.47, 0.05), ("Q3", 0.26, 0.03))
_INTERIM_YEARS = (2021, 2022, 2023)

Amounts = dict[tuple[str, str, Period], Decimal]


def invent(rng: Random) -> tuple[Company, Amounts]:
    """A company without facts, and every amount of its true statements."""
    stem = rng.choice(_FIRST) + rng.choice(_SECOND)
    trade, products = rng.choice(_TRADES)
    picked = rng.sample(products, rng.randint(2, min(6, len(products))))
    lead, suffix = rng.choice(_EXCHANGES)
    digits = f"{lead}{rng.randint(0, 99999):05d}"
    segments = tuple(Segment(name=one.replace(" ", "_").lower(), title=one[0].upper() + one[1:], aliases=(one,)) for one in picked)
    company = Company(
        ticker=f"{digits}.{suffix}", name=f"{stem} {trade} Co., Ltd.", aliases=(f"{stem} {trade}",), currency="CNY", segments=segments,
        sources=(Source(id=_SOURCE, title="Invented statements"),),
    )  # fmt: skip
    return company, _statements(rng, [one.name for one in segments])


def facts_of(amounts: Amounts, rng: Random) -> tuple[Fact, ...]:
    """The statements as facts: every line of the company, the segments of some years only."""
    kept = {year for year in YEARS if rng.random() < 0.6}  # noqa: PLR2004  (segments are disclosed in most years)
    return tuple(
        Fact(item=item, segment=segment, period=period, value=value, unit=_unit(item), basis=Basis.REPORTED, source=_SOURCE)
        for (item, segment, period), value in amounts.items()
        if not segment or period.year in kept
    )


def _unit(item: str) -> str:
    if item in {"sales_volume", "production_volume"}:
        return "t"
    return {"average_price": "CNY/t", "basic_eps": "CNY/share"}.get(item, "CNY")


def _money(value: float) -> Decimal:
    return Decimal(repr(round(value, 2))).quantize(_CENT)


def _statements(rng: Random, segments: list[str]) -> Amounts:
    amounts: Amounts = {}
    revenue = 10 ** rng.uniform(8.6, 10.7)
    margin, weights = rng.uniform(0.08, 0.5), [rng.uniform(0.1, 1.0) for _ in segments]
    ratios = {"selling_expense": rng.uniform(0.002, 0.05), "administrative_expense": rng.uniform(0.01, 0.05),
              "rd_expense": rng.uniform(0.003, 0.05), "finance_expense": rng.uniform(-0.004, 0.025)}  # fmt: skip
    prices = [10 ** rng.uniform(3.6, 5.6) for _ in segments]
    leverage, turnover, shares = rng.uniform(0.25, 0.7), rng.uniform(0.4, 1.1), round(10 ** rng.uniform(8.3, 9.6))
    for year in YEARS:
        revenue *= 1 + max(-0.45, rng.gauss(0.14, 0.28))
        margin = min(0.6, max(0.03, margin + rng.gauss(0, 0.03)))
        ratios = {name: share * rng.uniform(0.8, 1.2) for name, share in ratios.items()}
        weights = [max(0.03, weight * rng.uniform(0.75, 1.35)) for weight in weights]
        prices = [price * rng.uniform(0.75, 1.35) for price in prices]
        leverage = min(0.85, max(0.12, leverage + rng.gauss(0, 0.04)))
        _period(amounts, rng, Period(year), revenue, margin, ratios, shares)
        _balance(amounts, Period(year), revenue / turnover, leverage)
        _segments(amounts, rng, Period(year), segments, weights, prices, revenue, margin)
        if year in _INTERIM_YEARS:
            for part, share, spread in _INTERIMS:
                low = {name: ratio * rng.uniform(0.85, 1.15) for name, ratio in ratios.items()}
                part_revenue = revenue * rng.uniform(share - spread, share + spread)
                _period(amounts, rng, Period(year, part), part_revenue, max(0.02, margin + rng.gauss(0, 0.01)), low, shares)
                if part == "9M":
                    _balance(amounts, Period(year, part), revenue / turnover * 1.03, leverage * rng.uniform(0.95, 1.05))
                    _segments(amounts, rng, Period(year, part), segments, weights, prices, part_revenue, margin)
    return amounts


def _period(amounts: Amounts, rng: Random, period: Period, revenue: float, margin: float, ratios: dict[str, float], shares: int) -> None:
    total = _money(revenue)
    cost = _money(revenue * (1 - margin))
    lines = {"revenue": total, "cost_of_sales": cost, "gross_profit": total - cost}
    lines |= {name: _money(revenue * share) for name, share in ratios.items()}
    before = float(total - cost) - sum(float(lines[name]) for name in ratios) - revenue * 0.006
    net = before * (0.85 if before > 0 else 1.0)
    lines["net_profit"] = _money(net)
    lines["parent_net_profit"] = _money(net * rng.uniform(0.86, 0.995))
    lines["minority_profit"] = lines["net_profit"] - lines["parent_net_profit"]
    lines["operating_cash_flow"] = _money(net * rng.uniform(0.4, 1.6) + revenue * rng.gauss(0.02, 0.04))
    lines["capex"] = _money(revenue * rng.uniform(0.02, 0.15))
    lines["basic_eps"] = (lines["parent_net_profit"] / shares).quantize(_CENT)
    amounts.update({(name, "", period): value for name, value in lines.items()})


def _balance(amounts: Amounts, period: Period, assets: float, leverage: float) -> None:
    total = _money(assets)
    owed = _money(assets * leverage)
    lines = {"total_assets": total, "total_liabilities": owed, "total_equity": total - owed}
    amounts.update({(name, "", period): value for name, value in lines.items()})


def _segments(
    amounts: Amounts, rng: Random, period: Period, segments: list[str], weights: list[float], prices: list[float],
    revenue: float, margin: float,
) -> None:  # fmt: skip
    """The segments make up nine tenths of the company; some produce goods by the tonne."""
    scale = 0.9 / sum(weights)
    factors = [rng.uniform(0.6, 1.4) for _ in segments]
    level = margin * sum(weights) / sum(weight * factor for weight, factor in zip(weights, factors, strict=True))
    for name, weight, price, factor in zip(segments, weights, prices, factors, strict=True):
        part = revenue * weight * scale
        profit = part * min(0.88, level * factor)
        volume = Decimal(round(part / price))
        lines = {"revenue": _money(part), "gross_profit": _money(profit), "sales_volume": volume}
        lines["production_volume"] = Decimal(round(part / price * rng.uniform(0.9, 1.12)))
        if volume:
            lines["average_price"] = (lines["revenue"] / volume).quantize(_CENT)
        amounts.update({(item, name, period): value for item, value in lines.items()})
