"""Published worked examples: each answer by the catalogue's row, or by the formula language; differences are named."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import finkit
from finkit.catalogue.identities import IDENTITY_BY_NAME
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.examples.dcf_model import EQUITY, FIRM, Assumptions, Capital, dcf, discounted
from finkit.vocabulary.formulas import Decimals

if TYPE_CHECKING:
    from collections.abc import Callable

    Row = Callable[[str, "Lines"], Decimal]
    Within = Callable[[dict[str, Any], Decimal], bool]

ROOT = Path(__file__).resolve().parents[2]
CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in json.loads((ROOT / "statements" / "_raw" / "worked_examples.json").read_text(encoding="utf-8"))["cases"]
}
Lines = dict[str, tuple[Any, ...]]  # item -> this year, the year before, two years before


def _all(case: str) -> dict[str, Any]:
    return dict(CASES[case]["inputs"])


def _latest(*values: Any) -> tuple[Any, ...]:
    """Oldest first, as published, to latest first."""
    return tuple(reversed(values))


def clear_lake() -> Lines:
    """The textbook's whole statements."""
    told = _all("CL")
    names = {
        "sales": "revenue", "cogs": "cost_of_sales", "opinc": "operating_profit", "interest": "interest_expense", "tax": "income_tax",
        "ni": "net_profit", "pref_div": "preferred_dividends", "cash": "cash", "ar": "accounts_receivable", "inv": "inventories",
        "sti": "liquid_securities", "tca": "current_assets", "ta": "total_assets", "ap": "accounts_payable", "tcl": "current_liabilities",
        "tl": "total_liabilities", "eq": "total_equity", "shares": "weighted_shares", "dep": "depreciation_and_amortisation",
    }  # fmt: skip
    lines: Lines = {item: _latest(*told[name]) for name, item in names.items()}
    lines["gross_profit"] = tuple(a - b for a, b in zip(lines["revenue"], lines["cost_of_sales"], strict=True))
    lines["total_profit"] = tuple(a + b for a, b in zip(lines["net_profit"], lines["income_tax"], strict=True))
    lines["capex"] = (told["equip"][1] - told["equip"][0] + told["dep"][1],)
    one = {"operating_cash_flow": "cfo", "share_price": "price", "preferred_equity": "pref_equity"}
    more = {item: (told[name],) for item, name in one.items()}
    flows = {"investing_cash_flow": (told["cfi"],), "financing_cash_flow": (told["cff"],), "fx_effect_on_cash": (0,)}
    totals = {"closing_cash": (told["cash"][1],), "opening_cash": (told["cash"][0],)}
    return {
        **lines, **more, **flows, **totals, "parent_net_profit": lines["net_profit"], "parent_equity": lines["total_equity"],
        "shares_outstanding": lines["weighted_shares"],
    }  # fmt: skip


def apple() -> Lines:
    """Three years of flows, two of balances, the assets of 2022's opening from the note."""
    told = _all("AAPL24")
    flows = {
        "rev": "revenue", "gm": "gross_profit", "opinc": "operating_profit", "ebt": "total_profit", "tax": "income_tax", "ni": "net_profit",
        "da": "depreciation_and_amortisation", "cfo": "operating_cash_flow", "capex": "capex",
    }  # fmt: skip
    stocks = {
        "cash": "cash", "ms_c": "liquid_securities", "ms_nc": "non_current_securities", "ar": "accounts_receivable", "inv": "inventories",
        "tca": "current_assets", "ap": "accounts_payable", "tcl": "current_liabilities", "tl": "total_liabilities", "eq": "total_equity",
        "td_nc": "long_term_debt",
    }  # fmt: skip
    lines: Lines = {item: _latest(*told[name]) for name, item in (flows | stocks).items()}
    lines["total_assets"] = (*_latest(*told["ta"]), 352755)
    lines["cost_of_sales"] = tuple(a + b for a, b in zip(_latest(*told["cprod"]), _latest(*told["cserv"]), strict=True))
    debt = zip(told["cp"], told["td_c"], told["td_nc"], strict=True)
    lines["interest_bearing_debt"] = _latest(*(sum(parts) for parts in debt))
    return {**lines, "parent_net_profit": lines["net_profit"], "parent_equity": lines["total_equity"], "capital_contributions": (0,)}


def apple_segment(name: str, place: int) -> Lines:
    """Products or services as a segment."""
    told = _all("AAPL24")
    return {"revenue": (told[name][place],), "gross_profit": (told[name][place] - told[f"c{name}"][place],)}


def depot() -> Lines:
    """Long-term debt with current instalments stands for debt, as the company's own ROIC has it."""
    told = _all("HD24")
    names = {
        "sales": "revenue", "cogs": "cost_of_sales", "gp": "gross_profit", "sga": "selling_expense", "da": "depreciation_and_amortisation",
        "opinc": "operating_profit", "intexp": "interest_expense", "net_int": "finance_expense", "ebt": "total_profit", "tax": "income_tax",
        "ni": "net_profit", "inv": "inventories", "eq": "total_equity",
    }  # fmt: skip
    lines: Lines = {item: _latest(*told[name]) for name, item in names.items()}
    lines["interest_bearing_debt"] = _latest(*(sum(parts) for parts in zip(told["ltd_c"], told["ltd"], strict=True)))
    return {**lines, "administrative_expense": (0, 0, 0)}


def depot_before(place: int, average: str) -> Lines:
    """An earlier year, whose average capital is published as one number."""
    told = _all("HD24")
    flows = {"operating_profit": "opinc", "income_tax": "tax", "total_profit": "ebt"}
    lines: Lines = {item: (told[name][place],) for item, name in flows.items()}
    return {**lines, "total_equity": (told[average],) * 2, "interest_bearing_debt": (0, 0)}


def king() -> Lines:
    """One year's balances."""
    told = _all("KSP1")
    names = {"revenue": "sales", "cost_of_sales": "cogs", "inventories": "inv", "accounts_receivable": "ar", "accounts_payable": "ap"}
    return {item: (told[name],) for item, name in names.items()}


def altman() -> Lines:
    """Statements of one that have the published ratios."""
    told = _all("ZA")
    ones = dict.fromkeys(("total_assets", "total_liabilities"), (1,))
    zeros = dict.fromkeys(("current_liabilities", "total_profit", "interest_expense"), (0,))
    xs = {"current_assets": "x1", "retained_earnings": "x2", "market_capitalisation": "x4", "revenue": "x5"}
    return {**ones, **zeros, **{item: (told[name],) for item, name in xs.items()}}


def shifted(lines: Lines) -> Lines:
    """A year earlier."""
    return {item: values[1:] for item, values in lines.items()}


LAKE, APPLE, DEPOT = clear_lake(), apple(), depot()
CREDIT = {**LAKE, "revenue": (_all("CL")["credit_sales"][1],)}
NET_DEBT = {"interest_bearing_debt": (_all("NDA")["debt"],), "cash": (_all("NDA")["cash"],)}
_SEGMENTS = (("Products", "prod"), ("Services", "serv"))
_YEARS = (" 2022", " 2023", " gross margin % 2024")
# (case, published answer, the row that gives it, the lines it is given, how the definition differs from the standard row)
ROWS: tuple[tuple[str, str, str, Lines, str], ...] = (
    ("CL", "gross margin", "gross_margin", LAKE, ""),
    ("CL", "EBITDA prior", "ebitda_from_profit", shifted(LAKE), "built from profit, not the CAS build"),
    ("CL", "EBITDA current", "ebitda_from_profit", LAKE, "built from profit, not the CAS build"),
    ("CL", "AR turnover (net CREDIT sales)", "receivable_turnover", CREDIT, "credit sales in place of revenue"),
    ("CL", "total asset turnover", "asset_turnover", LAKE, ""),
    ("CL", "inventory turnover", "inventory_turnover", LAKE, ""),
    ("CL", "days sales in inventory (ENDING inventory)", "inventory_days_closing", LAKE, "closing, not average inventories"),
    ("CL", "current ratio", "current_ratio", LAKE, ""),
    ("CL", "quick ratio", "quick_ratio_strict", LAKE, "named assets, not current assets less inventories"),
    ("CL", "cash ratio (cash only)", "cash_ratio_cash_only", LAKE, "without current securities"),
    ("CL", "debt-to-assets = total LIABILITIES / assets", "asset_liability_ratio", LAKE, ""),
    ("CL", "debt-to-equity = total liabilities / equity", "liabilities_to_equity", LAKE, "all liabilities, not only debt"),
    ("CL", "times interest earned", "interest_cover_operating", LAKE, "operating profit for EBIT"),
    ("CL", "profit margin", "net_margin", LAKE, ""),
    ("CL", "return on total assets", "roa", LAKE, ""),
    ("CL", "ROE after preferred dividends", "roe_after_preferred", LAKE, "preferred dividends off profit, preferred equity not off equity"),
    ("CL", "equity multiplier", "equity_multiplier_total", LAKE, "total equity, not the parent's"),
    ("CL", "FCF", "fcf", LAKE, ""),
    ("CL", "EPS prior", "eps_after_preferred", shifted(LAKE), "after preferred dividends"),
    ("CL", "EPS current", "eps_after_preferred", LAKE, "after preferred dividends"),
    ("CL", "P/E", "pe_per_share", LAKE, "per share, after preferred dividends"),
    ("CL", "book value per share", "bps_after_preferred", LAKE, "after preferred equity"),
    ("KSP1", "DIO", "inventory_days_closing", king(), "closing balances"),
    ("KSP1", "DSO", "receivable_days_closing", king(), "closing balances"),
    ("KSP1", "DPO", "payable_days_closing", king(), "closing balances"),
    ("KSP1", "CCC table", "cash_conversion_cycle_closing", king(), "closing balances"),
    ("KSP1", "CCC text", "cash_conversion_cycle_closing", king(), "closing balances"),
    ("NDA", "net debt", "net_debt_cash_only", NET_DEBT, "cash alone taken off"),
    *(("AAPL24", f"{name}{year}", "gross_margin", apple_segment(code, n), "") for name, code in _SEGMENTS for n, year in enumerate(_YEARS)),
    ("AAPL24", "Total gross margin % 2024", "gross_margin", APPLE, ""),
    ("AAPL24", "Total 2023", "gross_margin", shifted(APPLE), ""),
    ("AAPL24", "Total 2022", "gross_margin", shifted(shifted(APPLE)), ""),
    ("AAPL24", "effective tax rate 2024", "effective_tax_rate", APPLE, ""),
    ("AAPL24", "effective tax rate 2023", "effective_tax_rate", shifted(APPLE), ""),
    ("AAPL24", "effective tax rate 2022", "effective_tax_rate", shifted(shifted(APPLE)), ""),
    ("AAPL24", "asset-liability ratio (computed)", "asset_liability_ratio", APPLE, ""),
    ("AAPL24", "FCF = OCF - capex (computed)", "fcf", APPLE, ""),
    ("AAPL24", "OCF/NI (computed)", "ocf_to_net_profit", APPLE, ""),
    ("AAPL24", "net debt, cash & equivalents only (computed)", "net_debt_cash_only", APPLE, "cash alone taken off"),
    ("AAPL24", "net debt, + current securities (computed)", "net_debt", APPLE, ""),
    ("AAPL24", "net debt, + all marketable securities (computed)", "net_debt_all_securities", APPLE, "non-current securities too"),
    ("AAPL24", "ROE average (computed)", "roe", APPLE, ""),
    ("AAPL24", "CCC average (computed)", "cash_conversion_cycle", APPLE, ""),
    ("AAPL24", "debt/EBITDA (computed)", "debt_to_ebitda_operating", APPLE, "operating profit for EBIT; leases out, as published"),
    ("AAPL24", "Piotroski F-score 2024 (computed)", "piotroski_f", APPLE, "no equity issued, as the published sum assumes"),
    ("HD24", "gross margin", "gross_margin", DEPOT, ""),
    ("HD24", "SG&A %", "sga_ratio", DEPOT, ""),
    ("HD24", "D&A %", "depreciation_ratio", DEPOT, ""),
    ("HD24", "operating margin", "operating_margin", DEPOT, ""),
    ("HD24", "interest expense %", "interest_expense_ratio", DEPOT, "gross interest"),
    ("HD24", "net finance cost %", "finance_expense_ratio", DEPOT, ""),
    ("HD24", "net margin", "net_margin", DEPOT, ""),
    ("HD24", "NOPAT", "nopat_operating", DEPOT, "operating profit for EBIT"),
    ("HD24", "ROIC 2024", "roic_operating", DEPOT, "operating profit for EBIT; short-term debt and leases out of capital"),
    ("HD24", "ROIC 2023", "roic_operating", depot_before(1, "avg_de_2023"), "the same, average capital as published"),
    ("HD24", "ROIC 2022", "roic_operating", depot_before(0, "avg_de_2022"), "the same, average capital as published"),
    ("ZA", "Z", "altman_z_rounded", altman(), "sales weight 1.0, not 0.999"),
)  # fmt: skip
# Answers that no ratio gives: identities, and steps of a model. Why each is no row.
STEPS = {
    ("CL", "operating income identity"): "a caption of US statements: rent, salaries and utilities are no items",
    ("CL", "DuPont ROE as printed (rounded factors)"): "a product of rounded factors; unrounded it is 36.84 %, as `roe_total` says",
    ("CL", "capex"): "an estimate of capex from the change of fixed assets; finkit takes the cash-flow line",
    ("CL", "cash roll-forward"): "identity cash_tie",
    ("CL", "retained earnings roll-forward"): "dividends of one chapter only",
    ("AAPL24", "A = L + E"): "identity balance",
    ("AAPL24", "operating income identity"): "a caption of US statements",
    ("AAPL24", "DuPont product equals ROE"): "a difference of two rows",
    ("HD24", "average debt and equity"): "the divisor of ROIC",
    **{(case, one["name"]): "a step of a valuation model" for case in ("MAY", "DDM2", "DAM") for one in CASES[case]["expected"]},
}
# What was published is by another definition than any row: what the row gives, and why.
DIFFERS = {
    ("HD24", "inventory turnover printed 4.7"): ("inventory_turnover", DEPOT, "4.7811", "the company averages more than two closings"),
}


def published(case: str, name: str) -> dict[str, Any]:
    """An answer of a case."""
    return next(one for one in CASES[case]["expected"] if one["name"] == name)


def test_every_published_answer_is_reproduced_or_told_apart() -> None:
    """None is passed over."""
    everything = sorted((case, one["name"]) for case, told in CASES.items() for one in told["expected"])
    assert sorted([*((case, name) for case, name, *_ in ROWS), *STEPS, *DIFFERS]) == everything


@pytest.mark.parametrize(("case", "name", "row", "lines", "differs"), ROWS, ids=lambda value: value if isinstance(value, str) else "")
def test_the_row_gives_the_published_answer(
    case: str, name: str, row: str, lines: Lines, differs: str, evaluated: Row, within: Within
) -> None:
    """Within the published rounding; where the published definition is not the standard one, a variant or the lines say how."""
    assert within(published(case, name), evaluated(row, lines))
    assert not RATIO_BY_NAME[row].variant_of or differs


@pytest.mark.parametrize(("case", "name"), STEPS, ids=str)
def test_steps_of_models_by_the_formula_language(case: str, name: str, plain: Callable[..., Decimal], within: Within) -> None:
    """The published formula, read by our language, gives the published number."""
    told = published(case, name)
    assert within(told, plain(told["formula"], CASES[case]["inputs"]))


@pytest.mark.parametrize(("case", "name"), DIFFERS, ids=str)
def test_what_differs_by_definition_is_said(case: str, name: str, evaluated: Row, within: Within) -> None:
    """The row is not bent: it gives its own number, which is not the published one."""
    row, lines, ours, why = DIFFERS[case, name]
    assert round(evaluated(row, lines), 4) == Decimal(ours)
    assert not within(published(case, name), Decimal(ours))
    assert why


def test_identities_hold_in_the_published_statements() -> None:
    """Assets equal liabilities and equity; three cash flows explain the change in cash."""
    for name, lines in (("balance", APPLE), ("balance", LAKE), ("cash_tie", LAKE)):
        formula = IDENTITY_BY_NAME[name].formula
        assert formula.evaluate(Decimals({term: Decimal(lines[term.name][term.back]) for term in formula.terms})) == 0


def test_both_dupont_products_are_the_return_on_equity(evaluated: Row) -> None:
    """Of Apple, exactly (the interest that it does not print taken as any amount: it cancels)."""
    lines = {**APPLE, "interest_expense": (1234, 1234)}
    assert abs(evaluated("roe_dupont", lines) - evaluated("roe", lines)) < Decimal("1e-24")
    assert abs(evaluated("roe_dupont_five", lines) - evaluated("roe", lines)) < Decimal("1e-24")


def test_the_dividend_model_is_the_two_stage_model() -> None:
    """Five years at 13 %, then 5 % for ever, at 12 %: 291.44 by the shipped model too."""
    value = dcf(Decimal(14), Assumptions(Decimal("0.12"), Decimal("0.13"), Decimal("0.05"), years=5))
    told = published("DDM2", "fair value")
    assert abs(value.enterprise_value - Decimal(str(told["published"]))) <= Decimal(str(told["tolerance"]))


def test_mayweather_is_the_model_with_an_exit_multiple(within: Within) -> None:
    """Six years at 3 % from a first flow of two million, at 8 %, then 2.5 times the sixth: every printed figure."""
    told = {name: Decimal(str(value)) for name, value in _all("MAY").items()}
    start = told["cf1"] / (1 + told["g"])
    value = dcf(start, Assumptions(told["r"], told["g"], told["g"], int(told["n"]), exit_multiple=told["m"], by_multiple=True))
    ours = {
        "PV year 1": value.years[0].present, "PV year 6": value.years[-1].present, "terminal": value.terminal_present,
        "firm value": value.enterprise_value, "per share": value.enterprise_value / told["shares"],
    }  # fmt: skip
    assert {name for name in ours if not within(published("MAY", name), ours[name])} == set()
    assert set(ours) == {one["name"] for one in CASES["MAY"]["expected"]}


def test_damodaran_pairs_each_flow_with_its_rate_and_the_model_refuses_the_errors(within: Within) -> None:
    """WACC of its parts, equity and firm each at its own rate; the two mismatches that were published as errors are refused."""
    told = CASES["DAM"]["inputs"]
    ke, w, equity, debt, to_equity, to_firm = (Decimal(str(told[name])) for name in ("ke", "w", "E", "D", "TVe", "TVf"))
    shareholders, firm = ([Decimal(str(flow)) for flow in told[name]] for name in ("e", "f"))
    capital = Capital(Decimal(str(told["kd"])), Decimal(0), debt / (equity + debt), ke)
    assert within(published("DAM", "WACC"), capital.wacc)
    assert within(
        published("DAM", "equity value at cost of equity"), discounted(shareholders, ke, to_equity, flows_to=EQUITY, rate_of=EQUITY)
    )
    assert within(published("DAM", "firm value at WACC"), discounted(firm, w, to_firm))
    for flows, terminal, flows_to, rate_of in ((shareholders, to_equity, EQUITY, FIRM), (firm, to_firm, FIRM, EQUITY)):
        with pytest.raises(ValueError, match="FCFF goes with WACC, FCFE with cost of equity"):
            discounted(flows, w, terminal, flows_to=flows_to, rate_of=rate_of)


HEADER = 'ticker = "CL.XX"\nname = "Clear Lake"\ncurrency = "USD"\nstandard = "US GAAP"\n[[sources]]\nid = "book"\ntitle = "Textbook"\n'


def test_an_analysts_own_frame_gives_the_published_analysis_through_the_face(tmp_path: Path, within: Within) -> None:
    """Clear Lake as a tidy frame, saved and loaded by `finkit.load`, measured by `finkit.measure`: every answer of a standard row."""
    units = {"weighted_shares": "share", "shares_outstanding": "share", "share_price": "USD/share"}
    rows = [
        {"item": item, "segment": "", "period": f"FY{2020 - back}", "value": value, "unit": units.get(item, "USD"), "basis": "reported",
         "source": "book", "note": ""}
        for item, values in LAKE.items() for back, value in enumerate(values)
    ]  # fmt: skip
    folder = tmp_path / "CL.XX"
    folder.mkdir()
    (folder / "company.toml").write_text(HEADER, encoding="utf-8")
    pd.DataFrame(rows).to_csv(folder / "facts.csv", index=False)
    asked = {name: row for case, name, row, lines, _ in ROWS if case == "CL" and lines is LAKE}
    table = finkit.measure(finkit.load("CL.XX", tmp_path), list(dict.fromkeys(asked.values())))
    ours = {name: Decimal(str(table.loc[("CL.XX", "", "FY2020"), row])) for name, row in asked.items()}
    assert len(ours) > 10
    assert {name: ours[name] for name in ours if not within(published("CL", name), ours[name])} == {}
