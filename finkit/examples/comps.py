"""Trading comparables over the face of finkit: `python -m finkit.examples.comps 600111.SH --period FY2021 --quote …`.

Prices and shares are the user's; statements give the rest, or `--given` does. Nothing is converted without a dated rate,
and a figure that is absent or not meaningful is told, never filled. `--workbook` writes a sheet of live formulas.
"""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import finkit
from finkit.examples.arguments import MILLION, Taken, entry, fact, finished, joined, number, say
from finkit.examples.comps_model import FIGURES, LABELS, MULTIPLES, TITLES, Listed, Quote, implied, quartiles
from finkit.examples.comps_sheet import comps_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from finkit.examples.comps_model import Shown

_ENTRIES = ("revenue", "ebitda", "net_debt", "minority_interest")
_FEW = 4
_NAMES = ("Low quartile", "Median", "High quartile")


@dataclass(slots=True)
class Told:
    """What the user gives: quotes and figures by the names under which companies were given, rates by pair of currencies."""

    quotes: dict[str, Quote] = field(default_factory=dict)
    figures: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    rates: dict[tuple[str, str], tuple[Decimal, str]] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    """The program: 0 done, 2 where an input is missing or wrong."""
    return finished("comps", _run, _arguments(arguments))


def _run(given: argparse.Namespace) -> None:
    told = _told(given)
    company = finkit.load(given.company)
    quoted = {finkit.load(name).ticker for name in told.quotes}
    for ticker in (company.ticker, *(finkit.load(name).ticker for name in told.figures)):
        if ticker not in quoted:
            raise ValueError(f"price and shares of {ticker} are absent: give --quote {ticker}=PRICE,SHARES or a line of --quotes")
    listed = {one.ticker: one for one in (_listed(name, told, given) for name in told.quotes)}
    target = listed.pop(company.ticker)
    if not listed:
        raise ValueError("there is no peer: give its price and shares with --quote TICKER=PRICE,SHARES")
    peers = tuple(listed.values())
    say(report(target, peers))
    if given.workbook:
        written = finkit.write_workbook(given.workbook, company, sheets={"Comps": comps_sheet(target, peers)})
        sys.stderr.write(f"written: {written}\n")


def _listed(name: str, told: Told, given: argparse.Namespace) -> Listed:
    """A company with its quote, and its figures as given, else from its statements."""
    company, quote = finkit.load(name), told.quotes[name]
    inputs = finkit.valuation_inputs(company, quote.period or given.period, allow=tuple(given.allow))
    figures = {one: found for one in _ENTRIES if (found := entry(company, inputs, one))}
    profit = fact(company, "parent_net_profit", inputs.period)
    if profit is not None:
        figures["parent_net_profit"] = profit
    mine = [figures_given for one, figures_given in told.figures.items() if finkit.load(one).ticker == company.ticker]
    figures |= {one: Taken(value, "given") for values in mine for one, value in values.items()}
    if quote.currency and quote.currency != company.currency:
        rate = told.rates.get((quote.currency, company.currency))
        if rate is None:
            pair = f"{quote.currency}/{company.currency}"
            raise ValueError(
                f"{company.ticker} is quoted in {quote.currency} and reports in {company.currency}: give --rate {pair}=RATE@DATE"
            )
        quote = replace(quote, rate=rate[0], rate_date=rate[1])
    return Listed(
        company.ticker, company.name, inputs.period.code, company.currency, company.standard, company.year_end_month, quote, figures
    )


def report(target: Listed, peers: Sequence[Listed]) -> Iterator[str]:
    """Figures, multiples, quartiles of the peers, implied values of the target, what is missing, caveats."""
    everyone = (target, *peers)
    yield f"{target.name} ({target.ticker}), {target.period}, beside {len(peers)} peers; amounts in millions of each company's own currency"
    yield f"  {'':<28}" + "".join(f"{one.ticker:>13}" for one in everyone)
    yield f"  {'Period':<28}" + "".join(f"{one.period:>13}" for one in everyone)
    yield f"  {'Currency':<28}" + "".join(f"{one.currency:>13}" for one in everyone)
    yield _line("Share price", [one.quote.price for one in everyone], 2)
    yield _line("Market value", [one.market_value / MILLION for one in everyone])
    for name in FIGURES:
        amounts = [one.figures[name].value / MILLION if name in one.figures else "n/a" for one in everyone]
        yield _line(LABELS[name], amounts)
    values = [one.enterprise_value for one in everyone]
    yield _line("Enterprise value", ["n/a" if value is None else value / MILLION for value in values])
    for name, title in TITLES.items():
        yield _line(title, [one.multiple(name) for one in everyone], 2)
    yield "Multiples of the peers, and what they make of the target:"
    yield f"  {'':<28}" + "".join(f"{name:>14}" for name in _NAMES)
    for name, title in TITLES.items():
        peer_values = [one.multiple(name) for one in peers]
        marks = quartiles(peer_values)
        count = sum(isinstance(value, Decimal) for value in peer_values)
        yield _line(f"{title}, of {count}", marks, 2, 14)
        made = [implied(target, name, mark) for mark in marks]
        yield _line("  enterprise value", [_millions(one.enterprise) for one in made], 1, 14)
        yield _line("  equity value", [_millions(one.equity) for one in made], 1, 14)
        yield _line(f"  {target.currency} a share", [one.per_share for one in made], 2, 14)
        yield _line("  over the price, %", [one.premium if isinstance(one.premium, str) else one.premium * 100 for one in made], 1, 14)
    yield from _missing(everyone)
    yield from (f"caveat: {caveat}" for caveat in caveats(target, peers))
    yield "sources:"
    for one in everyone:
        yield from (f"  {one.ticker} {name}: {taken.source}" for name, taken in one.figures.items())


def _millions(value: Shown) -> Shown:
    return value if isinstance(value, str) else value / MILLION


def _line(label: str, values: Sequence[Shown], decimals: int = 1, width: int = 13) -> str:
    shown = (value if isinstance(value, str) else f"{value:,.{decimals}f}" for value in values)
    return f"  {label:<28}" + "".join(f"{one:>{width}}" for one in shown)


def _missing(everyone: Sequence[Listed]) -> Iterator[str]:
    """What no multiple could be made without, and how to give it."""
    for one in everyone:
        for name in (name for name in FIGURES if name not in one.figures and name != "minority_interest"):
            needs = [title for multiple, title in TITLES.items() if name in {MULTIPLES[multiple], "" if multiple == "pe" else "net_debt"}]
            yield f"missing: {one.ticker} {name} {one.period}, needed by {', '.join(needs)}: give --given {one.ticker}:{name}=VALUE"


def caveats(target: Listed, peers: Sequence[Listed]) -> Iterator[str]:
    """What makes these companies less than comparable."""
    everyone = (target, *peers)
    if len({(one.period, one.year_end_month) for one in everyone}) > 1:
        ends = ", ".join(f"{one.ticker} {one.period} to month {one.year_end_month}" for one in everyone)
        yield f"fiscal years end apart and are not brought onto one calendar: {ends}"
    if len({one.currency for one in everyone}) > 1:
        yield "currencies differ: multiples are ratios within each currency, no amount is converted between companies"
    if len({one.standard for one in everyone}) > 1:
        told = ", ".join(f"{one.ticker} {one.standard}" for one in everyone)
        yield f"standards differ: {told}; EBITDA is built on EBIT under CAS, on operating profit abroad"
    for one in everyone:
        quote = one.quote
        if quote.rate_date:
            off = f", the price is of {quote.date or 'no given day'}" if quote.date != quote.rate_date else ""
            yield f"{one.ticker}: price turned from {quote.currency} into {one.currency} at {quote.rate} of {quote.rate_date}{off}"
    days = {one.quote.date for one in everyone}
    if len(days) > 1 or "" in days:
        yield f"prices are of {', '.join(f'{one.ticker} {one.quote.date or chr(45)}' for one in everyone)}"
    without = [one.ticker for one in everyone if "minority_interest" not in one.figures]
    if without:
        yield f"minority interest is absent and not counted: {', '.join(without)}"
    if len(peers) < _FEW:
        yield f"quartiles of {len(peers)} peers say little"
    vendors = [f"{one.ticker} {name}" for one in everyone for name, taken in one.figures.items() if taken.source.startswith("vendor")]
    if vendors:
        yield f"rests on vendors' lines: {', '.join(vendors)}"


def _told(given: argparse.Namespace) -> Told:
    """Quotes, figures and rates out of the arguments and the CSV; arguments go before the file."""
    told = Told()
    if given.quotes:
        _read(Path(given.quotes), told)
    for text in given.quote:
        ticker, fields = _halves(text, "=", "--quote wants TICKER=PRICE,SHARES[,DATE[,CURRENCY[,PERIOD]]]")
        parts = [*(part.strip() for part in fields.split(",")), *("",) * 4]
        told.quotes[ticker] = _quote(ticker, *parts[:5])
    for text in given.given:
        place, value = _halves(text, "=", "--given wants TICKER:NAME=VALUE")
        ticker, name = _halves(place, ":", "--given wants TICKER:NAME=VALUE")
        if name not in FIGURES:
            raise ValueError(f"--given {text}: no figure {name!r}; there are {', '.join(FIGURES)}")
        told.figures.setdefault(ticker, {})[name] = _number(value, f"--given {text}")
    for text in given.rate:
        pair, dated = _halves(text, "=", "--rate wants FROM/TO=RATE@DATE")
        start, end = _halves(pair, "/", "--rate wants FROM/TO=RATE@DATE")
        rate, day = _halves(dated, "@", f"--rate {text} has no date: wanted FROM/TO=RATE@DATE")
        told.rates[start, end] = (_number(rate, f"--rate {text}"), day)
    return told


def _read(path: Path, told: Told) -> None:
    """Lines of ticker, price, shares, and as far as they are known date, currency, period and figures in base units."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"ticker", "price", "shares"}.difference(rows.fieldnames or ())
        if missing:
            raise ValueError(
                f"{path}: no column {', '.join(sorted(missing))}; wanted ticker, price, shares and perhaps {', '.join(FIGURES)}"
            )
        for row in _lines(rows, path):
            cells = {name: (row.get(name) or "").strip() for name in ("ticker", "price", "shares", "date", "currency", "period", *FIGURES)}
            place = f"{path}:{rows.line_num}"
            told.quotes[cells["ticker"]] = _quote(place, *(cells[name] for name in ("price", "shares", "date", "currency", "period")))
            figures = {name: _number(cells[name], place) for name in FIGURES if cells[name]}
            if figures:
                told.figures[cells["ticker"]] = figures


def _lines(rows: Iterable[dict[str, str]], path: Path) -> Iterator[dict[str, str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise ValueError(f"{path}: no CSV: {error}") from None


def _quote(place: str, price: str, shares: str, date: str, currency: str, period: str) -> Quote:
    return Quote(_number(price, f"{place}: price"), _number(shares, f"{place}: shares"), currency, date, period)


def _halves(text: str, mark: str, wanted: str) -> tuple[str, str]:
    left, found, right = text.partition(mark)
    if not found or not left.strip() or not right.strip():
        raise ValueError(f"{wanted}; found {text!r}")
    return left.strip(), right.strip()


def _number(text: str, place: str) -> Decimal:
    try:
        return number(text.strip())
    except argparse.ArgumentTypeError as error:
        raise ValueError(f"{place}: {error}") from None


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m finkit.examples.comps", description="Trading comparables; amounts in single units.")
    parser.add_argument("company", help="ticker, name or alias of the target")
    parser.add_argument("--period", required=True, help="fiscal year of the figures, such as FY2021; a quote may name another")
    parser.add_argument(
        "--quote", action="append", default=[], metavar="TICKER=PRICE,SHARES[,DATE[,CURRENCY[,PERIOD]]]", help="target or peer"
    )
    parser.add_argument("--quotes", metavar="FILE.csv", help="the same as columns, figures too: ticker, price, shares, date …")
    parser.add_argument("--given", action="append", default=[], metavar="TICKER:NAME=VALUE", help=f"a figure: {', '.join(FIGURES)}")
    parser.add_argument("--rate", action="append", default=[], metavar="FROM/TO=RATE@DATE", help="for a price in another currency")
    parser.add_argument("--workbook", metavar="FILE.xlsx", help="write the target's workbook with a live sheet Comps")
    parser.add_argument("--allow", action="append", default=[], metavar="ITEM", help="take an item though it is ambiguous or contradicted")
    return parser.parse_args(joined(arguments))


if __name__ == "__main__":
    sys.exit(main())
