"""A two-stage DCF over the face of finkit: `python -m finkit.examples.dcf 600111.SH --period FY2021 --wacc 0.09 …`.

Free cash flow to the firm (or, with `--drivers`, revenue, of which drivers make the flow) grows at `growth` for `years`,
then its growth fades in equal steps to `terminal_growth`, which holds for ever. Every assumption is an argument; an input
that the statements lack is asked for, never assumed. `--workbook` writes the model as a sheet of live formulas.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import finkit
from finkit.examples.arguments import MILLION, Taken, absent, entry, finished, joined, number, say
from finkit.examples.dcf_model import Assumptions, Capital, Drivers, Valuation, dcf, sensitivity
from finkit.examples.dcf_sheet import dcf_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SHOWN = ("revenue", "ebit", "effective_tax_rate", "nopat", "depreciation_and_amortisation", "capex", "working_capital_change", "fcff")
_RATES = {
    "wacc": "weighted average cost of capital, in place of its parts",
    "risk_free": "CAPM: the risk-free rate",
    "beta": "CAPM: beta of the equity",
    "equity_premium": "CAPM: premium of the market over the risk-free rate",
    "cost_of_equity": "in place of the CAPM's inputs",
    "cost_of_debt": "before tax",
    "debt_weight": "share of debt in all capital, at market values",
    "growth": "of free cash flow (with --drivers: of revenue), at first",
    "terminal_growth": "for ever behind the last year",
    "tax_rate": "on EBIT and on interest (default: the statements' effective rate)",
    "ebit_margin": "driver: EBIT / revenue (default: from the statements)",
    "depreciation_share": "driver: D&A / revenue (default: from the statements)",
    "capex_share": "driver: capex / revenue (default: from the statements)",
    "working_capital_share": "driver: change of trade working capital / change of revenue (default: from the statements)",
    "exit_multiple": "EV / EBITDA of the last year (without --drivers: EV / free cash flow)",
    "fcff": "free cash flow to the firm of the period, where the statements lack it",
    "net_debt": "where the statements lack it",
    "minority_interest": "where the statements lack it",
    "associates": "investments in associates and joint ventures, where the statements lack them",
    "shares": "ordinary shares outstanding, where the statements lack them",
}
_WHOLE = ("years", "fade")
_LONGEST = 20_000  # characters of a file of scenarios


@dataclass(frozen=True, slots=True)
class Case:
    """One set of assumptions with the figures it stands on; `taken` are the numbers by name, each with its source."""

    told: Assumptions
    base: Decimal
    drivers: Drivers | None
    capital: Capital | None
    taken: Mapping[str, Taken]

    @property
    def value(self) -> Valuation:
        """The valuation."""
        return dcf(self.base, self.told, self.drivers)

    def equity(self, value: Valuation) -> Decimal | None:
        """Enterprise value less net debt and minority interest, plus associates; None where net debt is unknown."""
        if "net_debt" not in self.taken:
            return None
        minority, associates = self.taken.get("minority_interest"), self.taken.get("associates")
        claims = self.taken["net_debt"].value + (minority.value if minority else 0)
        return value.enterprise_value - claims + (associates.value if associates else 0)

    def per_share(self, value: Valuation) -> Decimal | None:
        """Of the equity; None where net debt or the shares are unknown."""
        equity, shares = self.equity(value), self.taken.get("shares")
        return None if equity is None or shares is None else equity / shares.value


def main(arguments: Sequence[str] | None = None) -> int:
    """The program: 0 done, 2 where an input is missing or wrong."""
    return finished("dcf", _run, _arguments(arguments))


def _run(given: argparse.Namespace) -> None:
    company = finkit.load(given.company)
    inputs = finkit.valuation_inputs(company, given.period, allow=tuple(given.allow))
    say(_known(company, inputs))
    case = case_of(company, inputs, given)
    scenarios = {name: case_of(company, inputs, told) for name, told in _scenarios(given).items()}
    say(report(case, inputs, given.wacc_step, given.growth_step))
    if scenarios:
        say(_compared({"given": case, **scenarios}, inputs.currency))
    if given.workbook:
        cases = {"DCF": case, **{f"DCF {name}": one for name, one in scenarios.items()}}
        sheets = {name: dcf_sheet(one, inputs, given.wacc_step, given.growth_step) for name, one in cases.items()}
        sys.stderr.write(f"written: {finkit.write_workbook(given.workbook, company, sheets=sheets)}\n")


def case_of(company: Any, inputs: Any, given: argparse.Namespace) -> Case:  # noqa: ANN401  (a Company and its ValuationInputs)
    """The assumptions as given, with figures of the statements where none is given; `ValueError` names what is missing."""
    taken = {name: Taken(value, "given") for name in _RATES if (value := getattr(given, name)) is not None}
    for name in ("net_debt", "minority_interest", "associates", "revenue"):
        _fill(taken, name, entry(company, inputs, name))
    _fill(taken, "shares", entry(company, inputs, "shares_outstanding"))
    _fill(taken, "tax_rate", entry(company, inputs, "effective_tax_rate"))
    if given.drivers:
        for name, found in _shares_of_revenue(inputs, given.average).items():
            _fill(taken, name, found)
    else:
        _fill(taken, "fcff", entry(company, inputs, "fcff"))
    capital = _capital(taken)
    if capital is not None:
        taken["wacc"] = Taken(capital.wacc, "from its parts")
    _want(taken, inputs, drivers=given.drivers)
    told = Assumptions(
        taken["wacc"].value, taken["growth"].value, taken["terminal_growth"].value, given.years, given.fade, given.mid_year,
        taken["exit_multiple"].value if "exit_multiple" in taken else None, given.terminal == "multiple",
    )  # fmt: skip
    parts = ("ebit_margin", "tax_rate", "depreciation_share", "capex_share", "working_capital_share")
    drivers = Drivers(*(taken[name].value for name in parts)) if given.drivers else None
    return Case(told, taken["revenue" if drivers else "fcff"].value, drivers, capital, taken)


def _fill(taken: dict[str, Taken], name: str, found: Taken | None) -> None:
    if found is not None:
        taken.setdefault(name, found)


def _capital(taken: Mapping[str, Taken]) -> Capital | None:
    """The parts of the WACC, where it is not given itself."""
    if "wacc" in taken:
        return None
    equity = ("cost_of_equity",) if "cost_of_equity" in taken else ("risk_free", "beta", "equity_premium")
    missing = [name for name in (*equity, "cost_of_debt", "debt_weight", "tax_rate") if name not in taken]
    if missing:
        raise ValueError(f"the WACC is absent: give --wacc, or of its parts {', '.join(map(_option, missing))}")
    amounts = {name: one.value for name, one in taken.items()}
    capm = {name: amounts[name] for name in equity if name != "cost_of_equity"}
    return Capital(amounts["cost_of_debt"], amounts["tax_rate"], amounts["debt_weight"], amounts.get("cost_of_equity"), **capm)


_ABSENT = {
    "ebit_margin": "ebit", "depreciation_share": "depreciation_and_amortisation", "capex_share": "capex",
    "working_capital_share": "working_capital_change", "tax_rate": "effective_tax_rate",
}  # fmt: skip


def _want(taken: Mapping[str, Taken], inputs: Any, *, drivers: bool) -> None:  # noqa: ANN401  (ValuationInputs)
    """Ask for everything that is missing, at once."""
    if not drivers and "fcff" not in taken:
        why = f"give it with --fcff\n  or add {inputs.fcff.supply}\n  or forecast it from revenue with --drivers"
        raise ValueError(f"FCFF {inputs.period} is absent (see above): {why}")
    wanted = ("revenue", *_ABSENT) if drivers else ()
    missing = [absent(inputs, _ABSENT.get(name, name), _option(name)) for name in wanted if name not in taken]
    if missing:
        raise ValueError("\n".join(missing))


def _shares_of_revenue(inputs: Any, years: int) -> dict[str, Taken | None]:  # noqa: ANN401  (ValuationInputs)
    """The drivers as the statements have them: margins and capex as means of so many years, the others of the period."""
    code, revenue = inputs.period.code, inputs.revenue.value
    more, growth = inputs.depreciation_and_amortisation.value, [one.value for one in inputs.revenue_growth if one.period == inputs.period]
    change = inputs.working_capital_change.value
    found: dict[str, Taken | None] = {
        "ebit_margin": _mean(inputs, "ebit_margin", years),
        "capex_share": _mean(inputs, "capex_intensity", years),
    }
    if more is not None and revenue:
        formula = f"={{depreciation_and_amortisation:{code}}}/{{revenue:{code}}}"
        found["depreciation_share"] = Taken(more / revenue, f"D&A / revenue {code}", formula)
    if change is not None and revenue and growth and growth[0]:
        gained = f"{{revenue:{code}}}*{{revenue_growth:{code}}}/(1+{{revenue_growth:{code}}})"
        share = change / (revenue * growth[0] / (1 + growth[0]))
        found["working_capital_share"] = Taken(
            share, f"change of trade working capital / change of revenue {code}", f"={{working_capital_change:{code}}}/({gained})"
        )
    return found


def _mean(inputs: Any, name: str, years: int) -> Taken | None:  # noqa: ANN401  (ValuationInputs)
    """Of the last years of a history, if it reaches to the period and so far back."""
    last = getattr(inputs, name)[-years:]
    if len(last) < years or last[-1].period != inputs.period:
        return None
    cells = [f"{{{name}:{one.period.code}}}" for one in last]
    formula = f"=AVERAGE({','.join(cells)})" if years > 1 else f"={cells[0]}"
    said = f"{name}, {'mean of ' if years > 1 else ''}{', '.join(one.period.code for one in last)}"
    return Taken(sum((one.value for one in last), Decimal(0)) / years, said, formula)


def _scenarios(given: argparse.Namespace) -> dict[str, argparse.Namespace]:
    """The arguments with the changes of each scenario."""
    told: dict[str, dict[str, Any]] = {}
    if given.scenarios:
        path = Path(given.scenarios)
        text = path.read_text(encoding="utf-8")
        if len(text) > _LONGEST:
            raise ValueError(f"{path}: wanted scenarios of at most {_LONGEST:,} characters, found {len(text):,}")
        try:
            told = json.loads(text, parse_float=Decimal) if path.suffix == ".json" else tomllib.loads(text, parse_float=Decimal)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{path}: no {'JSON' if path.suffix == '.json' else 'TOML'}: {error}") from None
        if not isinstance(told, dict):
            raise ValueError(f"{path}: wanted scenarios by name, found no object")
    for text in given.scenario:
        name, _, changes = text.partition(":")
        told[name.strip()] = dict(one.strip().partition("=")[::2] for one in changes.split(","))
    made = {}
    for name, changes in told.items():
        if not isinstance(changes, dict):
            raise ValueError(f"scenario {name}: wanted assumptions by name, found {ascii(changes)[:80]}")  # noqa: TRY004  (a file's fault)
        made[name] = argparse.Namespace(**vars(given) | {_name(name, key): _number(name, key, one) for key, one in changes.items()})
    return made


def _name(scenario: str, key: str) -> str:
    plain = key.replace("-", "_")
    if plain not in (*_RATES, *_WHOLE):
        raise ValueError(f"scenario {scenario}: no assumption {key!r}; there are {', '.join((*_RATES, *_WHOLE))}")
    return plain


def _number(scenario: str, key: str, value: object) -> Decimal | int:
    try:
        return int(str(value)) if key in _WHOLE else number(str(value))
    except (argparse.ArgumentTypeError, ValueError):
        wanted = "a whole number" if key in _WHOLE else "a number"
        raise ValueError(f"scenario {scenario}: {key} wants {wanted}, found {ascii(value)[:80]}") from None


def _known(company: Any, inputs: Any) -> Iterator[str]:  # noqa: ANN401  (a Company and its ValuationInputs)
    """What the statements give, with sources."""
    yield f"{company.name} ({company.ticker}), {inputs.period}"
    for one in (one for one in inputs.entries if one.name in _SHOWN):
        found = entry(company, inputs, one.name)
        if found is None:
            yield f"  {one.name:<30} {'absent':>14}  {one.why}"
            continue
        shown = f"{one.value:,.4f}" if one.unit == "1" else f"{one.value / MILLION:,.1f} M"
        yield f"  {one.name:<30} {shown:>14}  {found.source}"
    yield from (f"  note: {note}" for note in inputs.notes)


def report(case: Case, inputs: Any, wacc_step: Decimal, growth_step: Decimal) -> Iterator[str]:  # noqa: ANN401  (ValuationInputs)
    """The model's lines: assumptions, forecast, terminal value and its cross-check, sensitivity, values."""
    told, value, currency = case.told, case.value, inputs.currency
    if case.drivers is None:
        origin = "given" if not case.taken["fcff"].formula else "from the statements"
        yield f"FCFF {inputs.period}: {case.base / MILLION:,.1f} M {currency}, {origin}"
    else:
        yield f"Revenue {inputs.period}: {case.base / MILLION:,.1f} M {currency}; drivers of its free cash flow:"
        for name in _ABSENT:
            yield f"  {name:<30} {case.taken[name].value:>14.2%}  {case.taken[name].source}"
    if case.capital is not None:
        capital = case.capital
        debt = f"of debt {capital.cost_of_debt:.2%} less tax of {capital.tax_rate:.2%}, weight of debt {capital.debt_weight:.2%}"
        yield f"Cost of equity {capital.cost_of_equity:.2%}, {debt}"
    timing = "mid-year" if told.mid_year else "end of year"
    yield f"WACC {told.wacc:.2%}, terminal growth {told.terminal_growth:.2%}, flows at {timing}; M {currency}:"
    yield f"  {'year':>6} {'growth':>9} {'flow':>14} {'present':>14}"
    for year in value.years:
        yield f"  {year.number:>6} {year.growth:>9.2%} {year.flow / MILLION:>14,.1f} {year.present / MILLION:>14,.1f}"
    yield f"  {'terminal':>16} {value.terminal / MILLION:>14,.1f} {value.terminal_present / MILLION:>14,.1f}"
    of = "EBITDA" if case.drivers else "FCFF"
    if value.implied_multiple is not None:
        yield f"Terminal value by growth of {told.terminal_growth:.2%}: implies {value.implied_multiple:.1f} times the last year's {of}"
    if value.implied_growth is not None:
        used = ", which is used" if told.by_multiple else ""
        yield f"Terminal value by {told.exit_multiple} times the last year's {of}{used}: implies growth of {value.implied_growth:.2%}"
    yield from _table(case, wacc_step, growth_step, currency)
    share = f", {value.terminal_present / value.enterprise_value:.1%} of it terminal" if value.enterprise_value else ""
    yield f"Enterprise value: {value.enterprise_value / MILLION:,.1f} M {currency}{share}"
    yield from _bridge(case, value, inputs)


def _table(case: Case, wacc_step: Decimal, growth_step: Decimal, currency: str) -> Iterator[str]:
    """Enterprise value by WACC and terminal growth."""
    lines = sensitivity(case.base, case.told, case.drivers, wacc_step, growth_step)
    middle = len(lines) // 2
    waccs = [case.told.wacc + wacc_step * (place - middle) for place in range(len(lines))]
    yield f"Enterprise value by terminal growth (down) and WACC (across), by growth for ever; M {currency}:"
    yield " " * 9 + "".join(f"{wacc:>13.2%}" for wacc in waccs)
    for growth, values in lines:
        yield f"  {growth:>7.2%}" + "".join(f"{'n/m' if one is None else format(one / MILLION, ',.1f'):>13}" for one in values)


def _bridge(case: Case, value: Valuation, inputs: Any) -> Iterator[str]:  # noqa: ANN401  (ValuationInputs)
    """From the enterprise to its shares, as far as is known."""
    equity, share = case.equity(value), case.per_share(value)
    if equity is None:
        yield f"Equity value: none, for net debt is absent: {inputs.net_debt.why}; give it with --net-debt"
        return
    minority = "minority_interest" in case.taken
    less = "net debt and minority interest (book)" if minority else "net debt; minority interest is absent and not deducted"
    more = "; plus associates (book)" if "associates" in case.taken else ""
    yield f"Equity value: {equity / MILLION:,.1f} M {inputs.currency}, less {less}{more}"
    if share is None:
        yield "Value per share: none, for the shares outstanding are absent: give them with --shares"
    else:
        yield f"Value per share: {share:,.2f} {inputs.currency}, on {case.taken['shares'].value:,f} shares"


def _compared(cases: Mapping[str, Case], currency: str) -> Iterator[str]:
    """The scenarios side by side."""
    yield f"Scenarios; M {currency}, per share in {currency}:"
    yield f"  {'':<12}{'WACC':>8}{'growth':>9}{'terminal':>10}{'enterprise':>13}{'equity':>13}{'per share':>11}"
    for name, case in cases.items():
        value = case.value
        equity, share = case.equity(value), case.per_share(value)
        told = f"{case.told.wacc:>8.2%}{case.told.growth:>9.2%}{case.told.terminal_growth:>10.2%}"
        last = "".join(
            f"{'n/a' if one is None else format(one, ',.1f'):>13}"
            for one in (value.enterprise_value / MILLION, equity and equity / MILLION)
        )
        yield f"  {name:<12}{told}{last}{'n/a' if share is None else format(share, ',.2f'):>11}"


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m finkit.examples.dcf", description="A two-stage DCF; rates and shares are fractions (0.09)."
    )
    parser.add_argument("company", help="ticker, name or alias")
    parser.add_argument("--period", required=True, help="the last known year, such as FY2021")
    for name, said in _RATES.items():
        parser.add_argument(_option(name), type=number, required=name in {"growth", "terminal_growth"}, help=said)
    parser.add_argument("--years", type=int, default=0, help="years of full growth before the fade (default 0)")
    parser.add_argument("--fade", type=int, required=True, help="years in which growth falls to the terminal one")
    parser.add_argument("--mid-year", action="store_true", help="cash comes in the middle of each year")
    parser.add_argument("--drivers", action="store_true", help="forecast free cash flow from revenue and its drivers")
    parser.add_argument(
        "--average", type=_at_least_one, default=1, help="years of which margin and capex are the mean (default 1: the period's own)"
    )
    parser.add_argument("--terminal", choices=("growth", "multiple"), default="growth", help="which terminal value counts (default growth)")
    parser.add_argument("--wacc-step", type=number, default=Decimal("0.01"), help="of the sensitivity (default 0.01)")
    parser.add_argument("--growth-step", type=number, default=Decimal("0.005"), help="of the sensitivity (default 0.005)")
    parser.add_argument(
        "--scenario", action="append", default=[], metavar="NAME:KEY=VALUE,…", help="another set of assumptions; may be repeated"
    )
    parser.add_argument("--scenarios", metavar="FILE", help="scenarios as TOML tables or JSON objects by name")
    parser.add_argument(
        "--workbook", metavar="FILE.xlsx", help="write the company's workbook with a live sheet for each set of assumptions"
    )
    parser.add_argument("--allow", action="append", default=[], metavar="ITEM", help="take an item though it is ambiguous or contradicted")
    return parser.parse_args(joined(arguments))


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no count of years")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
