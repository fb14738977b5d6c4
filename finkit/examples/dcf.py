"""A two-stage DCF over the face of finkit: `python -m finkit.examples.dcf 600111.SH --period FY2021 --wacc 0.09 …`.

Free cash flow to the firm grows at `growth` for `years`, then its growth fades in equal steps to `terminal_growth`,
which holds for ever. Every assumption is an argument; an input that the statements lack is asked for, never assumed.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import finkit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HALF = Decimal("0.5")
_MILLION = 1_000_000
_SHOWN = ("revenue", "ebit", "effective_tax_rate", "nopat", "depreciation_and_amortisation", "capex", "working_capital_change", "fcff")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the model is told: rates as fractions, stages in years; `mid_year` lets cash come in the middle of a year."""

    wacc: Decimal
    growth: Decimal
    terminal_growth: Decimal
    years: int = 0
    fade: int = 0
    mid_year: bool = False

    def __post_init__(self) -> None:
        if self.wacc <= self.terminal_growth:
            raise ValueError(f"wacc {self.wacc} must be above terminal growth {self.terminal_growth}: else the value is without bound")
        if min(self.wacc, self.growth, self.terminal_growth) <= -1:
            raise ValueError("rates must be above -1")
        if self.years < 0 or self.fade < 0 or self.years + self.fade == 0:
            raise ValueError("wanted at least one year of growth or fade before the terminal value, and none negative")

    @property
    def rates(self) -> tuple[Decimal, ...]:
        """Growth of each year of the two stages; the first year of the fade still grows at `growth`."""
        step = (self.growth - self.terminal_growth) / self.fade if self.fade else Decimal(0)
        return (self.growth,) * self.years + tuple(self.growth - step * year for year in range(self.fade))


@dataclass(frozen=True, slots=True)
class Year:
    """One forecast year: number, growth, free cash flow, what the flow is worth today."""

    number: int
    growth: Decimal
    flow: Decimal
    present: Decimal


@dataclass(frozen=True, slots=True)
class Valuation:
    """The years, the terminal value when they end, what that is worth today, and the sum of all present values."""

    years: tuple[Year, ...]
    terminal: Decimal
    terminal_present: Decimal
    enterprise_value: Decimal


def dcf(fcff: Decimal, told: Assumptions) -> Valuation:
    """The value today of a firm whose last year's free cash flow to the firm was `fcff`.

    With `mid_year` every flow comes half a year earlier, those behind the terminal value too. The terminal value is
    discounted once, from the end of the last year.
    """
    early = _HALF if told.mid_year else Decimal(0)
    years: list[Year] = []
    if fcff <= 0:
        raise ValueError(f"a free cash flow of {fcff:,f} cannot grow into a value: wanted one above zero")
    flow = fcff
    for number, growth in enumerate(told.rates, start=1):
        flow *= 1 + growth
        years.append(Year(number, growth, flow, flow / (1 + told.wacc) ** (number - early)))
    terminal = flow * (1 + told.terminal_growth) / (told.wacc - told.terminal_growth)
    present = terminal / (1 + told.wacc) ** (len(years) - early)
    return Valuation(tuple(years), terminal, present, sum((year.present for year in years), present))


def main(arguments: Sequence[str] | None = None) -> int:
    """The program: 0 done, 2 where an input is missing or wrong."""
    given = _arguments(arguments)
    try:
        told = Assumptions(given.wacc, given.growth, given.terminal_growth, given.years, given.fade, given.mid_year)
        for line in report(given.company, given.period, told, given.fcff, tuple(given.allow)):
            sys.stdout.write(f"{line}\n")
    except (finkit.FinkitError, ValueError, ArithmeticError) as error:
        sys.stdout.flush()
        sys.stderr.write(f"dcf: {error}\n")
        return 2
    return 0


def report(name: str, period: str, told: Assumptions, fcff: Decimal | None = None, allow: tuple[str, ...] = ()) -> Iterator[str]:
    """The model's lines: inputs with their sources, forecast, values; raises `ValueError` where FCFF is absent."""
    company = finkit.load(name)
    inputs = finkit.valuation_inputs(company, period, allow=allow)
    titles = {source.id: source.title for source in company.sources}
    yield f"{company.name} ({company.ticker}), {inputs.period}"
    for entry in (one for one in inputs.entries if one.name in _SHOWN):
        if entry.value is None:
            yield f"  {entry.name:<30} {'absent':>14}  {entry.why}"
            continue
        shown = f"{entry.value:,.4f}" if entry.unit == "1" else f"{entry.value / _MILLION:,.1f} M"
        sources = "; ".join(titles.get(one, one) for one in entry.source.split(" + "))
        word = f", {entry.verdict}" if entry.verdict else ""
        yield f"  {entry.name:<30} {shown:>14}  {entry.basis}{word}: {sources}"
    yield from (f"  note: {note}" for note in inputs.notes)
    start = inputs.fcff.value if fcff is None else fcff
    if start is None:
        raise ValueError(f"FCFF {inputs.period} is absent (see above): give it with --fcff\n  or add {inputs.fcff.supply}")
    value = dcf(start, told)
    yield f"FCFF {inputs.period}: {start / _MILLION:,.1f} M {inputs.currency}, {'from the statements' if fcff is None else 'given'}"
    timing = "mid-year" if told.mid_year else "end of year"
    yield f"WACC {told.wacc:.2%}, terminal growth {told.terminal_growth:.2%}, flows at {timing}; M {inputs.currency}:"
    yield f"  {'year':>6} {'growth':>9} {'flow':>14} {'present':>14}"
    for year in value.years:
        yield f"  {year.number:>6} {year.growth:>9.2%} {year.flow / _MILLION:>14,.1f} {year.present / _MILLION:>14,.1f}"
    yield f"  {'terminal':>16} {value.terminal / _MILLION:>14,.1f} {value.terminal_present / _MILLION:>14,.1f}"
    share = f", {value.terminal_present / value.enterprise_value:.1%} of it terminal" if value.enterprise_value else ""
    yield f"Enterprise value: {value.enterprise_value / _MILLION:,.1f} M {inputs.currency}{share}"
    if inputs.net_debt.value is None:
        yield f"Equity value: none, for net debt is absent: {inputs.net_debt.why}"
        return
    minority = inputs.minority_interest.value
    equity = value.enterprise_value - inputs.net_debt.value - (minority or 0)
    less = "net debt and minority interest (book)" if minority is not None else "net debt; minority interest is absent and not deducted"
    yield f"Equity value: {equity / _MILLION:,.1f} M {inputs.currency}, less {less}"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m finkit.examples.dcf", description="A two-stage DCF; rates are fractions (0.09).")
    parser.add_argument("company", help="ticker, name or alias")
    parser.add_argument("--period", required=True, help="the last known year, such as FY2021")
    parser.add_argument("--wacc", type=_number, required=True)
    parser.add_argument("--growth", type=_number, required=True, help="of free cash flow, at first")
    parser.add_argument("--years", type=int, default=0, help="years of full growth before the fade (default 0)")
    parser.add_argument("--fade", type=int, required=True, help="years in which growth falls to the terminal one")
    parser.add_argument("--terminal-growth", type=_number, required=True)
    parser.add_argument("--fcff", type=_number, help="free cash flow to the firm of the period, where the statements lack it")
    parser.add_argument("--mid-year", action="store_true", help="cash comes in the middle of each year")
    parser.add_argument("--allow", action="append", default=[], metavar="ITEM", help="take an item though it is ambiguous or contradicted")
    return parser.parse_args(arguments)


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None
    if not number.is_finite():
        raise argparse.ArgumentTypeError(f"{text!r} is no finite number")
    return number


if __name__ == "__main__":
    sys.exit(main())
