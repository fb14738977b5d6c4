"""The arithmetic of the two-stage DCF: cost of capital, forecast, terminal value, sensitivity. Rates are fractions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HALF = Decimal("0.5")
FIRM, EQUITY = "firm", "equity"
OFFSETS = (-2, -1, 0, 1, 2)
"""How many steps a sensitivity goes to either side."""

_MOST_YEARS = 200


@dataclass(frozen=True, slots=True)
class Capital:
    """The parts of a WACC. The cost of equity is given, or follows from the CAPM's three inputs."""

    cost_of_debt: Decimal
    tax_rate: Decimal
    debt_weight: Decimal
    given_cost_of_equity: Decimal | None = None
    risk_free: Decimal = Decimal(0)
    beta: Decimal = Decimal(0)
    equity_premium: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not 0 <= self.debt_weight <= 1:
            raise ValueError(f"the weight of debt is a share of all capital: wanted 0 to 1, found {self.debt_weight}")

    @property
    def cost_of_equity(self) -> Decimal:
        """As given, else risk-free rate + beta × equity premium."""
        given = self.given_cost_of_equity
        return self.risk_free + self.beta * self.equity_premium if given is None else given

    @property
    def wacc(self) -> Decimal:
        """Cost of equity and cost of debt after tax, each by its weight."""
        return (1 - self.debt_weight) * self.cost_of_equity + self.debt_weight * self.cost_of_debt * (1 - self.tax_rate)


@dataclass(frozen=True, slots=True)
class Drivers:
    """What makes free cash flow of revenue: shares of revenue, working capital as a share of its change."""

    ebit_margin: Decimal
    tax_rate: Decimal
    depreciation: Decimal
    capex: Decimal
    working_capital: Decimal

    @property
    def kept(self) -> Decimal:
        """What is left of revenue before working capital."""
        return self.ebit_margin * (1 - self.tax_rate) + self.depreciation - self.capex


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the model is told: rates as fractions, stages in years; `mid_year` lets cash come in the middle of a year.

    `exit_multiple` is of the last year's EBITDA, or of its free cash flow where that is all the model knows. It checks
    the terminal value, and is it with `by_multiple`.
    """

    wacc: Decimal
    growth: Decimal
    terminal_growth: Decimal
    years: int = 0
    fade: int = 0
    mid_year: bool = False
    exit_multiple: Decimal | None = None
    by_multiple: bool = False

    def __post_init__(self) -> None:
        if self.wacc <= self.terminal_growth:
            raise ValueError(f"wacc {self.wacc} must be above terminal growth {self.terminal_growth}: else the value is without bound")
        if min(self.wacc, self.growth, self.terminal_growth) <= -1:
            raise ValueError("rates must be above -1")
        if self.years < 0 or self.fade < 0 or self.years + self.fade == 0:
            raise ValueError("wanted at least one year of growth or fade before the terminal value, and none negative")
        if self.years + self.fade > _MOST_YEARS:
            raise ValueError(f"wanted at most {_MOST_YEARS} years before the terminal value, found {self.years + self.fade:,}")
        if self.exit_multiple is not None and self.exit_multiple <= 0:
            raise ValueError(f"an exit multiple of {self.exit_multiple} values nothing: wanted one above zero")
        if self.by_multiple and self.exit_multiple is None:
            raise ValueError("a terminal value by multiple needs the exit multiple")

    @property
    def rates(self) -> tuple[Decimal, ...]:
        """Growth of each year of the two stages; the first year of the fade still grows at `growth`."""
        step = (self.growth - self.terminal_growth) / self.fade if self.fade else Decimal(0)
        return (self.growth,) * self.years + tuple(self.growth - step * year for year in range(self.fade))

    @property
    def early(self) -> Decimal:
        """By how much of a year a flow comes before the end of its year."""
        return _HALF if self.mid_year else Decimal(0)


@dataclass(frozen=True, slots=True)
class Year:
    """One forecast year: number, growth, free cash flow, what it is worth today, and the amount that grows (revenue, or the flow)."""

    number: int
    growth: Decimal
    flow: Decimal
    present: Decimal
    grown: Decimal


@dataclass(frozen=True, slots=True)
class Valuation:
    """The years, the terminal value when they end, what that is worth today, and the sum of all present values.

    `terminal_flow` is the flow of the year behind the last. `metric` is what an exit multiple multiplies;
    `implied_multiple` is what growth for ever amounts to, `implied_growth` what the exit multiple amounts to. With
    `mid_year` both compare values at the end of the last year. `terminal` is by growth unless `by_multiple`.
    """

    years: tuple[Year, ...]
    terminal: Decimal
    terminal_present: Decimal
    enterprise_value: Decimal
    terminal_flow: Decimal
    metric: Decimal
    implied_multiple: Decimal | None
    exit_terminal: Decimal | None = None
    implied_growth: Decimal | None = None


def discounted(
    flows: Sequence[Decimal], rate: Decimal, terminal: Decimal = Decimal(0), *, flows_to: str = FIRM, rate_of: str = FIRM
) -> Decimal:
    """Flows at the ends of years 1, 2 … and a terminal value at the end of the last, today.

    `flows_to` and `rate_of` say to whom each belongs, the firm or its equity: flows to equity are worth what their cost
    of equity makes of them, flows to the firm what the WACC does; a mixed pair raises `ValueError`.
    """
    if flows_to not in {FIRM, EQUITY} or flows_to != rate_of:
        raise ValueError(
            f"flows to the {flows_to} cannot be discounted at the rate of the {rate_of}: FCFF goes with WACC, FCFE with cost of equity"
        )
    growth = 1 + rate
    return sum((flow / growth**year for year, flow in enumerate(flows, start=1)), terminal / growth ** len(flows))


def dcf(base: Decimal, told: Assumptions, drivers: Drivers | None = None) -> Valuation:
    """The value today of a firm whose last year's free cash flow to the firm, or with `drivers` revenue, was `base`.

    With `mid_year` every flow comes half a year earlier, those behind the terminal value too. The terminal value is
    discounted once, from the end of the last year; one by multiple is a price at that day, so never half a year earlier.
    """
    if base <= 0:
        what = "a free cash flow" if drivers is None else "revenue"
        raise ValueError(f"{what} of {base:,f} cannot grow into a value: wanted one above zero")
    growth = 1 + told.wacc
    years, ahead = _forecast(base, told, drivers)
    grown = years[-1].grown
    if ahead <= 0 and not told.by_multiple:
        raise ValueError(f"the free cash flow behind the last year is {ahead:,f}: wanted one above zero, or a terminal value by multiple")
    terminal = ahead / (told.wacc - told.terminal_growth)
    metric = grown * (drivers.ebit_margin + drivers.depreciation) if drivers else grown
    early = growth**told.early
    implied = terminal * early / metric if metric > 0 else None
    present, exit_terminal, implied_growth = terminal / growth ** (len(years) - told.early), None, None
    if told.exit_multiple is not None:
        if metric <= 0:
            raise ValueError(f"an exit multiple of EBITDA of {metric:,f} is not meaningful: wanted one above zero")
        exit_terminal = told.exit_multiple * metric
        implied_growth = _implied_growth(exit_terminal / early, grown, told.wacc, drivers)
        if told.by_multiple:
            terminal, present = exit_terminal, exit_terminal / growth ** len(years)
    value = sum((year.present for year in years), present)
    return Valuation(years, terminal, present, value, ahead, metric, implied, exit_terminal, implied_growth)


def _forecast(base: Decimal, told: Assumptions, drivers: Drivers | None) -> tuple[tuple[Year, ...], Decimal]:
    """The years, and the flow of the one behind them."""
    years, grown = list[Year](), base
    for number, rate in enumerate(told.rates, start=1):
        before, grown = grown, grown * (1 + rate)
        flow = _flow(grown, before, drivers)
        years.append(Year(number, rate, flow, flow / (1 + told.wacc) ** (number - told.early), grown))
    return tuple(years), _flow(grown * (1 + told.terminal_growth), grown, drivers)


def _flow(grown: Decimal, before: Decimal, drivers: Drivers | None) -> Decimal:
    return grown if drivers is None else grown * drivers.kept - drivers.working_capital * (grown - before)


def _implied_growth(terminal: Decimal, grown: Decimal, wacc: Decimal, drivers: Drivers | None) -> Decimal:
    """The growth for ever that gives this terminal value: the flow behind the last year is linear in it."""
    flow = grown if drivers is None else grown * drivers.kept
    per_growth = flow if drivers is None else flow - grown * drivers.working_capital
    return (terminal * wacc - flow) / (terminal + per_growth)


def sensitivity(
    base: Decimal, told: Assumptions, drivers: Drivers | None, wacc_step: Decimal, growth_step: Decimal
) -> tuple[tuple[Decimal, tuple[Decimal | None, ...]], ...]:
    """Terminal growth, and the enterprise value at each WACC, always by growth for ever.

    None where growth is not below the WACC, or the flow behind the last year not above zero.
    """
    lines = []
    for down in OFFSETS:
        growth = told.terminal_growth + down * growth_step
        values: list[Decimal | None] = []
        for across in OFFSETS:
            wacc = told.wacc + across * wacc_step
            if wacc <= growth:
                values.append(None)
                continue
            years, ahead = _forecast(base, replace(told, wacc=wacc, terminal_growth=growth), drivers)
            terminal = ahead / (wacc - growth) / (1 + wacc) ** (len(years) - told.early)
            values.append(sum((year.present for year in years), terminal) if ahead > 0 else None)
        lines.append((growth, tuple(values)))
    return tuple(lines)
