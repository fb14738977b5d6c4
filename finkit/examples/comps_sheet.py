"""The comparables as a sheet of live formulas; the target's figures are links to its workbook, the peers' typed in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import finkit
from finkit.examples.comps_model import FIGURES, LABELS, MISSING, MULTIPLES, TITLES, Listed, implied, quartiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from finkit import SheetRow, SheetTable

_HEADS = ("Low quartile", "Median", "High quartile")
_OWN = "local m"
Live = Decimal | str | tuple[str, Decimal | str]


def comps_sheet(target: Listed, peers: Sequence[Listed]) -> tuple[SheetTable, ...]:
    """Companies in columns, the target first; quartiles of the peers; what they make of the target."""
    everyone = (target, *peers)
    return (
        finkit.SheetTable("Companies", tuple(one.ticker for one in everyone), tuple(_companies(everyone))),
        finkit.SheetTable("Multiples of the peers", _HEADS, tuple(_marks(peers))),
        finkit.SheetTable(f"What they make of {target.ticker}", _HEADS, tuple(_values(target, peers))),
    )


def _companies(everyone: Sequence[Listed]) -> Iterator[SheetRow]:
    row = finkit.SheetRow
    days = ", ".join(dict.fromkeys(one.quote.date or "no given day" for one in everyone))
    rates = ", ".join(dict.fromkeys(one.quote.rate_date for one in everyone if one.quote.rate_date))
    yield row("Period", tuple(one.period for one in everyone), unit="year", source="")
    yield row("Share price", tuple(one.quote.price for one in everyone), "price", "price", "as quoted", f"given, of {days}")
    rate_source = f"given, of {rates}" if rates else "quoted in the currency of the statements"
    yield row("Rate to the currency of the statements", tuple(one.quote.rate for one in everyone), "number", "rate", "rate", rate_source)
    yield row("Shares outstanding", tuple(one.quote.shares for one in everyone), "count", "shares", source="given")
    values = tuple(("=price*rate*shares/amount_scale", one.market_value) for one in everyone)
    yield row("Market value", values, "amount", "market_value", _OWN, "price × shares")
    for name in FIGURES:
        cells = tuple(_figure(one, name, linked=not place) for place, one in enumerate(everyone))
        sources = "; ".join(dict.fromkeys(f"{one.ticker} {one.figures[name].source}" for one in everyone if name in one.figures))
        yield row(LABELS[name], cells, "amount", name, _OWN, sources or "absent")
    summed = '=IF(COUNT(net_debt)=0,"n/a",market_value+net_debt+N(minority_interest))'
    enterprise = tuple((summed, MISSING if one.enterprise_value is None else one.enterprise_value) for one in everyone)
    yield row("Enterprise value", enterprise, "amount", "enterprise_value", _OWN, "market value + net debt + minority interest")
    for name, title in TITLES.items():
        figure, value = MULTIPLES[name], "market_value" if name == "pe" else "enterprise_value"
        formula = f"={_told(value, figure, f'{value}/{figure}')}"
        cells = tuple((formula, one.multiple(name)) for one in everyone)
        yield row(title, cells, "multiple", name, source="not meaningful below zero")


def _figure(one: Listed, name: str, *, linked: bool) -> Live:
    taken = one.figures.get(name)
    if taken is None:
        return MISSING
    return taken.cell if linked else taken.value


def _told(first: str, second: str, worth: str) -> str:
    """What two cells are worth together: `n/a` unless both are numbers, `n/m` unless both are above zero."""
    return f'CHOOSE(1+(COUNT({first},{second})=2)*(1+(MIN({first},{second})>0)),"n/a","n/m",{worth})'


def _marks(peers: Sequence[Listed]) -> Iterator[SheetRow]:
    row = finkit.SheetRow
    yield row("Quartile", tuple(Decimal(place) for place in (1, 2, 3)), "count", "quartile", source="2 is the median")
    for name, title in TITLES.items():
        values = [one.multiple(name) for one in peers]
        count = sum(isinstance(value, Decimal) for value in values)
        formula = f'=IF(COUNT(rest({name}))=0,"n/a",QUARTILE(rest({name}),quartile))'
        cells = tuple((formula, mark) for mark in quartiles(values))
        yield row(title, cells, "multiple", f"peers_{name}", source=f"of {count} among {len(peers)} peers")


def _values(target: Listed, peers: Sequence[Listed]) -> Iterator[SheetRow]:
    row = finkit.SheetRow
    for name, title in TITLES.items():
        made = [implied(target, name, mark) for mark in quartiles([one.multiple(name) for one in peers])]
        worth, equity, share, premium = _formulas(name)
        yield row(f"By {title}")
        yield row("Value of the enterprise", tuple((worth, one.enterprise) for one in made), "amount", f"worth_{name}", source=title)
        yield row(
            "Value of its equity",
            tuple((equity, one.equity) for one in made),
            "amount",
            f"equity_{name}",
            source="net debt and minority between",
        )
        yield row("Value a share", tuple((share, one.per_share) for one in made), "price", f"share_{name}", source="over the shares")
        yield row("Over the price", tuple((premium, one.premium) for one in made), "percent", source="value a share / price − 1")


def _formulas(name: str) -> tuple[str, str, str, str]:
    """Of enterprise, equity, share and premium; where one is a word, what follows from it is the same word."""
    figure, claims = f"first({MULTIPLES[name]})", "(first(net_debt)+N(first(minority_interest)))"
    start, sign = (f"equity_{name}", "+") if name == "pe" else (f"worth_{name}", "-")
    direct = f"={_told(f'peers_{name}', figure, f'peers_{name}*{figure}')}"
    known = f"1+(COUNT({start})=1)+(COUNT({start},first(net_debt))=2)*(COUNT({start})=1)"
    bridged = f'=CHOOSE({known},{start},"n/a",{start}{sign}{claims})'
    share = f"=IF(COUNT(equity_{name})=1,equity_{name}*amount_scale/first(shares),equity_{name})"
    premium = f"=IF(COUNT(share_{name})=1,share_{name}/(first(price)*first(rate))-1,share_{name})"
    return (bridged, direct, share, premium) if name == "pe" else (direct, bridged, share, premium)
