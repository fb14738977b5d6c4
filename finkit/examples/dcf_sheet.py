"""The DCF as a sheet of live formulas over the company's workbook: the same steps as the Python, cell for cell."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import finkit
from finkit.examples.dcf_model import OFFSETS, sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from finkit import SheetRow, SheetTable
    from finkit.examples.dcf import Case
    from finkit.examples.dcf_model import Valuation

_ASSUMED = {
    "risk_free": ("Risk-free rate", "percent"), "beta": ("Beta", "number"), "equity_premium": ("Equity premium", "percent"),
    "cost_of_equity": ("Cost of equity", "percent"), "cost_of_debt": ("Cost of debt, before tax", "percent"),
    "debt_weight": ("Weight of debt", "percent"), "tax_rate": ("Tax rate", "percent"),
    "ebit_margin": ("EBIT margin", "percent"), "depreciation_share": ("D&A / revenue", "percent"),
    "capex_share": ("Capex / revenue", "percent"), "working_capital_share": ("Working capital / change of revenue", "percent"),
    "growth": ("Growth at first", "percent"), "terminal_growth": ("Terminal growth", "percent"),
    "exit_multiple": ("Exit multiple", "multiple"), "net_debt": ("Net debt", "amount"),
    "minority_interest": ("Minority interest", "amount"), "associates": ("Associates", "amount"),
    "shares": ("Shares outstanding", "count"),
}  # fmt: skip
_CAPITAL = {"risk_free", "beta", "equity_premium", "cost_of_equity", "cost_of_debt", "debt_weight"}
_DRIVERS = {"ebit_margin", "depreciation_share", "capex_share", "working_capital_share"}
_CAPM, _GIVEN = "=risk_free+beta*equity_premium", "given"
_WACC = "=(1-debt_weight)*cost_of_equity+debt_weight*cost_of_debt*(1-tax_rate)"


def dcf_sheet(case: Case, inputs: Any, wacc_step: Decimal, growth_step: Decimal) -> tuple[SheetTable, ...]:  # noqa: ANN401  (ValuationInputs)
    """Assumptions, forecast, values and sensitivity. The number of years is what it was when the sheet was written."""
    value = case.value
    last = ("Last year", *(str(year.number) for year in value.years))
    grid = tuple(_sensitivity(case, wacc_step, growth_step))
    return (
        finkit.SheetTable("Assumptions", ("Value",), tuple(_assumptions(case, inputs, wacc_step, growth_step))),
        finkit.SheetTable("Forecast", last, tuple(_forecast(case, value))),
        finkit.SheetTable("Value", ("Value",), tuple(_value(case, value))),
        finkit.SheetTable("Enterprise value by terminal growth (down) and WACC (across)", ("", *map(str, OFFSETS)), grid),
        finkit.SheetTable("The forecast at each terminal growth", last, tuple(_paths(case, growth_step))),
    )


def _assumptions(case: Case, inputs: Any, wacc_step: Decimal, growth_step: Decimal) -> Iterator[SheetRow]:  # noqa: ANN401  (ValuationInputs)
    row, told, taken = finkit.SheetRow, case.told, case.taken
    base = taken["revenue" if case.drivers else "fcff"]
    yield row(
        f"{'Revenue' if case.drivers else 'Free cash flow to the firm'} {inputs.period}", (base.cell,), "amount", "base", source=base.source
    )
    unused = set() if case.capital else _CAPITAL
    unused |= set() if case.drivers else _DRIVERS
    unused |= set() if case.drivers or case.capital else {"tax_rate"}
    for name, (label, form) in _ASSUMED.items():
        if name in taken and name not in unused:
            yield row(label, (taken[name].cell,), form, _named(name), source=taken[name].source)
        elif name == "cost_of_equity" and case.capital:
            yield row(label, ((_CAPM, case.capital.cost_of_equity),), form, name, source="risk-free rate + beta × equity premium")
    if case.capital is None:
        yield row("WACC", (told.wacc,), "percent", "wacc", source=_GIVEN)
    else:
        yield row("WACC", ((_WACC, told.wacc),), "percent", "wacc", source="cost of equity and of debt after tax, by their weights")
    one, zero = base.value * 0 + 1, base.value * 0
    rest: tuple[tuple[str, Decimal, str, str], ...] = (
        ("Years of full growth", one * told.years, "years", "of the layout too: write the sheet anew to change it"),
        ("Years of fade", one * told.fade, "fade", "of the layout too: write the sheet anew to change it"),
        ("Flows in the middle of the year (1) or at its end (0)", one if told.mid_year else zero, "mid_year", _GIVEN),
    )
    for label, amount, name, source in rest:
        yield row(label, (amount,), "count", name, source=source)
    if told.exit_multiple is not None:
        choice = one if told.by_multiple else zero
        yield row("Terminal value by the exit multiple (1) or by growth (0)", (choice,), "count", "by_multiple", source=_GIVEN)
    yield row("Step of WACC", (wacc_step,), "percent", "wacc_step", source=_GIVEN)
    yield row("Step of terminal growth", (growth_step,), "percent", "growth_step", source=_GIVEN)


def _named(name: str) -> str:
    """The name of an assumption's row: growth alone is a row of the forecast too."""
    return "first_growth" if name == "growth" else name


def _forecast(case: Case, value: Valuation) -> Iterator[SheetRow]:
    row, told, years, drivers = finkit.SheetRow, case.told, value.years, case.drivers
    one = case.base * 0 + 1
    numbers = [("=prior(number)+1", one * year.number) for year in years]
    yield row("Year", (one * 0, *numbers), "count", "number", source="counted from the last known year")
    done = [one * max(0, year.number - 1 - told.years) / max(1, told.fade) for year in years]
    yield row(
        "Share of the fade done",
        (None, *(("=MAX(0,number-1-years)/MAX(1,fade)", share) for share in done)),
        "percent",
        "faded",
        source="equal steps",
    )
    growth = "=first_growth-(first_growth-terminal_growth)*faded"
    yield row(
        "Growth", (None, *((growth, year.growth) for year in years)), "percent", "growth", source="from the first to the terminal one"
    )
    if drivers is None:
        flows = [("=prior(flow)*(1+growth)", year.flow) for year in years]
        yield row("Free cash flow to the firm", (("=base", case.base), *flows), "amount", "flow", source="grown")
    else:
        grown = [case.base, *(year.grown for year in years)]
        steps: tuple[tuple[str, str, str, list[Decimal]], ...] = (
            ("EBIT", "ebit", "=grown*ebit_margin", [one * drivers.ebit_margin * amount for amount in grown[1:]]),
            ("Tax", "tax", "=ebit*tax_rate", [drivers.ebit_margin * drivers.tax_rate * amount for amount in grown[1:]]),
            ("D&A", "depreciation", "=grown*depreciation_share", [drivers.depreciation * amount for amount in grown[1:]]),
            ("Capex", "capex", "=grown*capex_share", [drivers.capex * amount for amount in grown[1:]]),
            (
                "Change of working capital", "working_capital", "=(grown-prior(grown))*working_capital_share",
                [drivers.working_capital * (after - before) for before, after in pairwise(grown)],
            ),
            ("Free cash flow to the firm", "flow", "=ebit-tax+depreciation-capex-working_capital", [year.flow for year in years]),
        )  # fmt: skip
        revenue = [("=prior(grown)*(1+growth)", amount) for amount in grown[1:]]
        yield row("Revenue", (("=base", case.base), *revenue), "amount", "grown", source="grown")
        for label, name, formula, amounts in steps:
            yield row(label, (None, *((formula, amount) for amount in amounts)), "amount", name, source="by its driver")
    times = [("=number-mid_year/2", year.number - told.early) for year in years]
    yield row("Years until the flow", (None, *times), "number", "time", source="half a year less at mid-year")
    presents = [("=flow/(1+wacc)^time", year.present) for year in years]
    yield row("Present value", (None, *presents), "amount", "present", source="discounted")


def _value(case: Case, value: Valuation) -> Iterator[SheetRow]:
    row, told = finkit.SheetRow, case.told
    by_drivers = case.drivers is not None
    kept = "(ebit_margin*(1-tax_rate)+depreciation_share-capex_share)"
    ahead = (
        f"=last(grown)*((1+terminal_growth)*{kept}-terminal_growth*working_capital_share)"
        if by_drivers
        else "=last(flow)*(1+terminal_growth)"
    )
    by_growth = value.terminal_flow / (told.wacc - told.terminal_growth)
    growth_present = by_growth / (1 + told.wacc) ** (len(value.years) - told.early)
    of = "EBITDA" if by_drivers else "Free cash flow"
    yield row("Flow of the year behind the last", ((ahead, value.terminal_flow),), "amount", "ahead", source="at terminal growth")
    yield row("Terminal value by growth", (("=ahead/(wacc-terminal_growth)", by_growth),), "amount", "terminal", source="growth for ever")
    yield row("Its present value", (("=terminal/(1+wacc)^last(time)", growth_present),), "amount", "terminal_present", source="discounted")
    metric = "=last(ebit)+last(depreciation)" if by_drivers else "=last(flow)"
    yield row(f"{of} of the last year", ((metric, value.metric),), "amount", "metric", source="of the forecast")
    if value.implied_multiple is not None:
        formula = "=terminal*(1+wacc)^(mid_year/2)/metric"
        yield row(
            "Multiple that growth implies",
            ((formula, value.implied_multiple),),
            "multiple",
            "implied_multiple",
            source="at the last year's end",
        )
    total = "=SUM(all(present))+terminal_present"
    if value.exit_terminal is not None and value.implied_growth is not None:
        yield row(
            "Terminal value by multiple",
            (("=exit_multiple*metric", value.exit_terminal),),
            "amount",
            "exit_terminal",
            source="exit multiple",
        )
        exit_present = value.exit_terminal / (1 + told.wacc) ** len(value.years)
        yield row(
            "Its present value", (("=exit_terminal/(1+wacc)^last(number)", exit_present),), "amount", "exit_present", source="discounted"
        )
        flow = f"last(grown)*{kept}" if by_drivers else "last(flow)"
        per_growth = f"last(grown)*({kept}-working_capital_share)" if by_drivers else "last(flow)"
        same_day = "exit_terminal/(1+wacc)^(mid_year/2)"
        formula = f"=({same_day}*wacc-{flow})/({same_day}+{per_growth})"
        yield row("Growth that the multiple implies", ((formula, value.implied_growth),), "percent", "implied_growth", source="for ever")
        total = "=SUM(all(present))+IF(by_multiple=1,exit_present,terminal_present)"
    yield row("Enterprise value", ((total, value.enterprise_value),), "amount", "enterprise_value", source="sum of present values")
    equity, share = case.equity(value), case.per_share(value)
    if equity is not None:
        known = (sign for name, sign in (("minority_interest", "-minority_interest"), ("associates", "+associates")) if name in case.taken)
        bridge, said = f"=enterprise_value-net_debt{''.join(known)}", "less net debt and minority interest, plus associates, where known"
        yield row("Equity value", ((bridge, equity),), "amount", "equity", source=said)
    if share is not None:
        yield row("Value per share", (("=equity*amount_scale/shares", share),), "price", "per_share", source="equity over shares")


def _sensitivity(case: Case, wacc_step: Decimal, growth_step: Decimal) -> Iterator[SheetRow]:
    """A row a terminal growth: its rate, then the value at each WACC over the forecast at that growth."""
    row, told = finkit.SheetRow, case.told
    one = case.base * 0 + 1
    yield row("Steps", (None, *(one * step for step in OFFSETS)), "count", "steps", source="to either side")
    waccs = [("=wacc+steps*wacc_step", told.wacc + step * wacc_step) for step in OFFSETS]
    yield row("WACC", (None, *waccs), "percent", "axis", source="across")
    for place, (growth, values) in enumerate(sensitivity(case.base, told, case.drivers, wacc_step, growth_step)):
        rate, step = f"at_{place}", OFFSETS[place]
        yield row("Terminal growth", ((f"=terminal_growth+({step})*growth_step", growth),), "percent", rate, source="down")
        discount = f"SUMPRODUCT(all(flow_{place})/(1+axis)^all(time))"
        terminal = f"ahead_{place}/(axis-{rate})/(1+axis)^last(time)"
        formula = f'=IF(MIN(axis-{rate},ahead_{place})>0,{discount}+{terminal},"n/m")'
        cells = tuple((formula, "n/m" if found is None else found) for found in values)
        yield row("  enterprise value", (None, *cells), "amount", f"values_{place}", source="at this growth")


def _paths(case: Case, growth_step: Decimal) -> Iterator[SheetRow]:
    """What grows, and the flow, where growth fades to another terminal rate."""
    row, told, drivers = finkit.SheetRow, case.told, case.drivers
    for place, step in enumerate(OFFSETS):
        rates = replace(told, wacc=told.wacc + 1, terminal_growth=told.terminal_growth + step * growth_step).rates
        grown = [case.base]
        for rate in rates:
            grown.append(grown[-1] * (1 + rate))
        ahead = grown[-1] * (1 + told.terminal_growth + step * growth_step)
        growth = f"first_growth-(first_growth-at_{place})*faded"
        cells = [(f"=prior(grown_{place})*(1+{growth})", amount) for amount in grown[1:]]
        yield row(
            f"{'Revenue' if drivers else 'Flow'}, terminal growth {place + 1}",
            (("=base", case.base), *cells),
            "amount",
            f"grown_{place}",
            source="grown",
        )
        flows, formula, last = grown[1:], f"=grown_{place}", f"=last(flow_{place})*(1+at_{place})"
        if drivers is not None:
            flows = [drivers.kept * after - drivers.working_capital * (after - before) for before, after in pairwise(grown)]
            ahead = drivers.kept * ahead - drivers.working_capital * (ahead - grown[-1])
            kept = "(ebit_margin*(1-tax_rate)+depreciation_share-capex_share)"
            formula = f"=grown_{place}*{kept}-(grown_{place}-prior(grown_{place}))*working_capital_share"
            last = f"=last(grown_{place})*((1+at_{place})*{kept}-at_{place}*working_capital_share)"
        yield row(
            "  flow",
            (None, *((formula, flow) for flow in flows)),
            "amount",
            f"flow_{place}",
            source="by its drivers" if drivers else "the same",
        )
        yield row("  flow of the year behind the last", ((last, ahead),), "amount", f"ahead_{place}", source="at this growth")
