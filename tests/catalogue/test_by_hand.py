"""Every ratio of the catalogue worked out a second time, in plain arithmetic that knows nothing of its formula."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pandas as pd
import pytest

from finkit.catalogue.ratios import GROWTHS, RATIOS, Ratio
from finkit.metrics.frames import Frames
from finkit.metrics.measure import measure
from finkit.vocabulary.formulas import Decimals, Intervals, Term
from finkit.vocabulary.intervals import Interval

# Two years and an older one of an invented company, no number a multiple of another.
NOW = {
    "revenue": 1013,
    "sga_expense": 109,
    "dividends_paid": 131,
    "interest_paid": 107,
    "income_tax_paid": 73,
    "long_term_equity_investments": 167.5,
    "current_lease_liabilities": 21,
    "lease_liabilities": 64,
    "surplus_reserve": 113,
    "total_operating_revenue": 1021,
    "intersegment_revenue": 31,
    "cost_of_sales": 607,
    "gross_profit": 406,
    "taxes_and_surcharges": 11,
    "selling_expense": 43,
    "administrative_expense": 61,
    "rd_expense": 23,
    "finance_expense": 17,
    "interest_expense": 29,
    "total_operating_cost": 762,
    "credit_impairment_loss": 3,
    "asset_impairment_loss": 7,
    "operating_profit": 239,
    "total_profit": 241,
    "income_tax": 37,
    "net_profit": 204,
    "parent_net_profit": 181,
    "minority_profit": 23,
    "adjusted_net_profit": 167,
    "comprehensive_income": 211,
    "preferred_dividends": 5,
    "dividends_declared": 71,
    "operating_cash_flow": 257,
    "capex": 101,
    "cash_from_customers": 1103,
    "asset_disposal_receipts": 13,
    "dividends_and_interest_paid": 97,
    "borrowings_received": 139,
    "debt_repaid": 127,
    "capital_contributions": 0,
    "depreciation_and_amortisation": 47,
    "cash": 199,
    "liquid_securities": 53,
    "non_current_securities": 59,
    "inventories": 151,
    "accounts_receivable": 103,
    "receivables_financing": 19,
    "accounts_payable": 67,
    "fixed_assets": 709,
    "current_assets": 911,
    "current_liabilities": 457,
    "total_assets": 2003,
    "total_liabilities": 811,
    "interest_bearing_debt": 503,
    "current_debt": 149,
    "long_term_debt": 354,
    "total_equity": 1192,
    "parent_equity": 1009,
    "minority_interest": 183,
    "preferred_equity": 41,
    "retained_earnings": 439,
    "paid_in_capital": 300,
    "shares_outstanding": 307,
    "weighted_shares": 293,
    "share_price": 7,
    "market_capitalisation": 2149,
    "investing_cash_flow": -211,
    "capitalised_interest": 8,
    "equity_raised_weighted": 37,
    "equity_returned_weighted": 19,
    "equity_otherwise_changed_weighted": -3,
    "sales_volume": 79,
    "production_volume": 83,
}
BEFORE = {name: value * 89 / 97 for name, value in NOW.items()} | {
    "long_term_debt": 401.0,
    "gross_profit": 331.0,
    "inventories": 137.0,
    "current_liabilities": 449.0,
    "parent_equity": 903.0,
    "paid_in_capital": 300.0,
    "net_profit": 163.0,
    "cost_of_sales": 571.0,
}
OLDER = {name: value * 83 / 97 for name, value in NOW.items()}


def by_hand() -> dict[str, float]:
    """Each ratio of the latest year, by plain arithmetic."""
    n, b, o = (SimpleNamespace(**year) for year in (NOW, BEFORE, OLDER))

    def avg(name: str) -> float:
        return (getattr(n, name) + getattr(b, name)) / 2

    ebit = 1013 - 607 - 11 - 43 - 61 - 23
    assert ebit == 268
    ebit_before = b.revenue - b.cost_of_sales - b.taxes_and_surcharges - b.selling_expense - b.administrative_expense - b.rd_expense
    ebitda, wide, plain = ebit + 47, 241 + 29, 239 + 47  # CAS build, total profit + interest, operating profit + D&A
    keep = 1 - 37 / 241
    four = 43 + 61 + 23 + 17
    net_debt = 503 - 199 - 53
    trade, trade_before = 151 + 103 - 67, b.inventories + b.accounts_receivable - b.accounts_payable
    fcff = ebit * keep + 47 - 101 - (trade - trade_before)
    capital, capital_before = 1192 + 503, b.total_equity + b.interest_bearing_debt
    near, near_before = 199 + 53, b.cash + b.liquid_securities
    worth = 2149 + 183 + net_debt
    eps = (181 - 5) / 293
    x1, x2, x3, x4, x4b, x5 = (911 - 457) / 2003, 439 / 2003, 270 / 2003, 2149 / 811, 1192 / 811, 1013 / 2003
    found: dict[str, float] = {
        "gross_margin": 406 / 1013,
        "operating_margin": 239 / 1013,
        "net_margin": 204 / 1013,
        "parent_net_margin": 181 / 1013,
        "ebit_margin": ebit / 1013,
        "ebit_margin_from_profit": wide / 1013,
        "ebitda_margin": ebitda / 1013,
        "ebitda_margin_operating": plain / 1013,
        "pretax_margin": 241 / 1013,
        "nopat_margin": ebit * keep / 1013,
        "adjusted_net_margin": 167 / 1013,
        "comprehensive_margin": 211 / 1013,
        "revenue_per_tonne": 1013 / 79,
        "gross_profit_per_tonne": 406 / 79,
        "sales_to_production": 79 / 83,
        "selling_expense_ratio": 43 / 1013,
        "administrative_expense_ratio": 61 / 1013,
        "rd_expense_ratio": 23 / 1013,
        "finance_expense_ratio": 17 / 1013,
        "total_expense_ratio": four / 1013,
        "total_expense_ratio_three": (43 + 61 + 17) / 1013,
        "interest_expense_ratio": 29 / 1013,
        "sga_ratio": 104 / 1013,
        "sga_line_ratio": 109 / 1013,
        "cost_ratio": 607 / 1013,
        "operating_cost_ratio": 762 / 1013,
        "surcharge_ratio": 11 / 1013,
        "impairment_ratio": 10 / 1013,
        "depreciation_ratio": 47 / 1013,
        "selling_expense_ratio_on_total_revenue": 43 / 1021,
        "administrative_expense_ratio_on_total_revenue": 61 / 1021,
        "rd_expense_ratio_on_total_revenue": 23 / 1021,
        "finance_expense_ratio_on_total_revenue": 17 / 1021,
        "total_expense_ratio_on_total_revenue": four / 1021,
        "ocf_margin": 257 / 1013,
        "ocf_to_net_profit": 257 / 204,
        "fcf": 156,
        "fcf_margin": 156 / 1013,
        "capex_intensity": 101 / 1013,
        "ocf_to_parent_profit": 257 / 181,
        "cash_received_to_revenue": 1103 / 1013,
        "fcf_to_net_profit": 156 / 204,
        "fcf_after_payouts": 156 - 97,
        "fcf_net_capex": 156 + 13,
        "fcf_after_dividends": 156 - 131,
        "capex_to_depreciation": 101 / 47,
        "capex_to_ocf": 101 / 257,
        "reinvestment_ratio": 257 / 101,
        "cash_return_on_assets": 257 / avg("total_assets"),
        "cash_return_on_equity": 257 / avg("total_equity"),
        "accruals_ratio": (204 - 257) / avg("total_assets"),
        "accruals_ratio_with_investing": (204 - 257 + 211) / avg("total_assets"),
        "ocf_to_current_liabilities": 257 / 457,
        "ocf_to_liabilities": 257 / 811,
        "ocf_to_debt": 257 / 503,
        "asset_liability_ratio": 811 / 2003,
        "net_debt": net_debt,
        "current_ratio": 911 / 457,
        "quick_ratio": 760 / 457,
        "debt_to_equity": 503 / 1192,
        "net_debt_to_ebitda": net_debt / ebitda,
        "interest_cover": ebit / 29,
        "times_interest_earned": wide / 29,
        "debt_to_assets": 503 / 2003,
        "liabilities_to_equity": 811 / 1192,
        "debt_to_capital": 503 / 1695,
        "net_gearing": net_debt / 1192,
        "debt_share_of_liabilities": 503 / 811,
        "equity_ratio": 1192 / 2003,
        "current_debt_share": 149 / 503,
        "cash_to_current_debt": 252 / 149,
        "net_debt_cash_only": 304,
        "net_debt_all_securities": net_debt - 59,
        "debt_to_ebitda": 503 / ebitda,
        "debt_to_ebitda_operating": 503 / plain,
        "net_debt_to_ebitda_operating": net_debt / plain,
        "ebitda_to_debt": (wide + 47) / 503,
        "interest_cover_operating": 239 / 29,
        "interest_cover_net": ebit / 17,
        "ebitda_cover": (wide + 47) / 29,
        "times_interest_earned_with_capitalised": wide / (29 + 8),
        "cash_cover": (257 + 107 + 73) / 107,
        "operating_leverage": (ebit / ebit_before - 1) / (1013 / b.revenue - 1),
        "cash_ratio": 252 / 457,
        "cash_ratio_cash_only": 199 / 457,
        "quick_ratio_strict": 355 / 457,
        "defensive_interval": 365 * 355 / (607 + 43 + 61 + 23 - 47),
        "operating_working_capital": 911 - 252 - (457 - 149),
        "accounting_working_capital": 454,
        "trade_working_capital": trade,
        "roe": 181 / avg("parent_equity"),
        "roe_closing": 181 / 1009,
        "roa": 204 / avg("total_assets"),
        "asset_turnover": 1013 / avg("total_assets"),
        "roe_weighted": 181 / (903 + 181 / 2 + 37 - 19 - 3),
        "roe_weighted_adjusted": 167 / (903 + 181 / 2 + 37 - 19 - 3),
        "roe_weighted_simple": 181 / (903 + 181 / 2),
        "roe_total": 204 / avg("total_equity"),
        "roe_after_preferred": 199 / avg("total_equity"),
        "roe_common": 176 / (avg("parent_equity") - avg("preferred_equity")),
        "roe_adjusted": 167 / avg("parent_equity"),
        "roa_closing": 204 / 2003,
        "roa_before_interest": (204 + 29 * keep) / avg("total_assets"),
        "operating_roa": wide / avg("total_assets"),
        "roic": ebit * keep / ((capital + capital_before) / 2),
        "roic_ex_cash": ebit * keep / ((capital - near + capital_before - near_before) / 2),
        "roic_operating": 239 * keep / ((capital + capital_before) / 2),
        "return_on_capital_employed": ebit / (avg("total_assets") - avg("current_liabilities")),
        "return_on_capital_employed_closing": ebit / (2003 - 457),
        "return_on_total_capital": wide / ((capital + capital_before) / 2),
        "cost_profit_ratio": 241 / 762,
        "equity_multiplier": avg("total_assets") / avg("parent_equity"),
        "equity_multiplier_total": avg("total_assets") / avg("total_equity"),
        "tax_burden": 181 / 241,
        "interest_burden": 241 / 270,
        "roe_dupont": 181 / avg("parent_equity"),
        "roe_dupont_five": 181 / avg("parent_equity"),
        "sustainable_growth": 181 / avg("parent_equity") * (1 - 71 / 181),
        "sustainable_growth_closing": 110 / 1009,
        "sustainable_growth_opening": 110 / 903,
        "minority_profit_share": 23 / 204,
        "ebit": ebit,
        "ebitda": ebitda,
        "effective_tax_rate": 37 / 241,
        "nopat": ebit * 204 / 241,
        "working_capital_change": trade - trade_before,
        "fcff": fcff,
        "ebit_pretax": wide,
        "ebitda_from_profit": wide + 47,
        "ebitda_operating": plain,
        "ebit_operating": 239,
        "ebit_margin_operating": 239 / 1013,
        "nopat_operating": 239 * keep,
        "fcff_operating": 239 * keep + 47 - 101 - (trade - trade_before),
        "fcff_from_ocf": 257 + 29 * keep - 101,
        "fcfe": fcff - 29 * keep + 12,
        "fcfe_operating": 239 * keep + 47 - 101 - (trade - trade_before) - 29 * keep + 12,
        "cash_tax_rate": 73 / 241,
        "leases": 85,
        "associates": 167.5,
        "reinvestment_rate_operating": (101 - 47 + trade - trade_before) / (239 * keep),
        "fcfe_from_ocf": 156 + 12,
        "invested_capital": 1695,
        "reinvestment_rate": (101 - 47 + trade - trade_before) / (ebit * keep),
        "inventory_turnover": 607 / avg("inventories"),
        "inventory_turnover_on_revenue": 1013 / avg("inventories"),
        "receivable_turnover": 1013 / avg("accounts_receivable"),
        "payable_turnover": 607 / avg("accounts_payable"),
        "fixed_asset_turnover": 1013 / avg("fixed_assets"),
        "current_asset_turnover": 1013 / avg("current_assets"),
        "equity_turnover": 1013 / avg("total_equity"),
        "asset_turnover_closing": x5,
        "working_capital_turnover": 1013 / (avg("current_assets") - avg("current_liabilities")),
        "trade_capital_to_revenue": trade / 1013,
        "receivable_days_with_bills": 365 * (avg("accounts_receivable") + avg("receivables_financing")) / 1013,
        "payable_days_on_purchases": 365 * avg("accounts_payable") / (607 + 151 - 137),
        "eps": 181 / 293,
        "eps_after_preferred": eps,
        "eps_closing": 181 / 307,
        "bps": 1009 / 307,
        "bps_after_preferred": 968 / 307,
        "cash_flow_per_share": 257 / 307,
        "fcf_per_share": 156 / 307,
        "revenue_per_share": 1013 / 307,
        "dps": 71 / 307,
        "retained_earnings_per_share": 439 / 307,
        "payout_ratio": 71 / 181,
        "retention_ratio": 110 / 181,
        "dividend_cover": 181 / 71,
        "fcf_dividend_cover": 156 / 71,
        "pe": 2149 / 181,
        "pe_per_share": 7 / eps,
        "pb": 2149 / 1009,
        "ps": 2149 / 1013,
        "price_to_cash_flow": 2149 / 257,
        "enterprise_value": worth,
        "ev_to_ebitda": worth / ebitda,
        "enterprise_value_with_preferred": worth + 41,
        "ev_to_ebitda_with_preferred": (worth + 41) / ebitda,
        "ev_to_sales": worth / 1013,
        "dividend_yield": 71 / 2149,
        "earnings_yield": 181 / 2149,
        "fcf_yield": 156 / 2149,
        "altman_x1": x1,
        "altman_x2": x2,
        "altman_x3": x3,
        "altman_x2_with_surplus": (439 + 113) / 2003,
        "altman_z_general_with_surplus": 6.56 * x1 + 3.26 * (439 + 113) / 2003 + 6.72 * x3 + 1.05 * x4b,
        "altman_x4": x4,
        "altman_x4_book": x4b,
        "altman_x5": x5,
        "altman_z": 1.2 * x1 + 1.4 * x2 + 3.3 * x3 + 0.6 * x4 + 0.999 * x5,
        "altman_z_rounded": 1.2 * x1 + 1.4 * x2 + 3.3 * x3 + 0.6 * x4 + x5,
        "altman_z_private": 0.717 * x1 + 0.847 * x2 + 3.107 * x3 + 0.42 * x4b + 0.998 * x5,
        "altman_z_general": 6.56 * x1 + 3.26 * x2 + 6.72 * x3 + 1.05 * x4b,
        "altman_em_score": 3.25 + 6.56 * x1 + 3.26 * x2 + 6.72 * x3 + 1.05 * x4b,
    }
    days: dict[str, tuple[float, float]] = {
        "inventory_days": (avg("inventories") / 607, 151 / 607),
        "receivable_days": (avg("accounts_receivable") / 1013, 103 / 1013),
        "payable_days": (avg("accounts_payable") / 607, 67 / 607),
    }
    stock, debtors, creditors = days.values()
    days["cash_conversion_cycle"] = (stock[0] + debtors[0] - creditors[0], stock[1] + debtors[1] - creditors[1])
    for name, (average, closing) in days.items():
        found |= {name: 365 * average, f"{name}_closing": 365 * closing, f"{name}_360": 360 * average}
    points = {
        "roa": True,
        "cfo": True,
        "roa_up": 204 / b.total_assets > b.net_profit / o.total_assets,
        "accrual": True,
        "leverage_down": 354 / avg("total_assets") < 401 / ((b.total_assets + o.total_assets) / 2),
        "liquidity_up": b.current_assets / 449 < 911 / 457,
        "no_issue": True,
        "margin_up": 331 / b.revenue < 406 / 1013,
        "turnover_up": 1013 / b.total_assets > b.revenue / o.total_assets,
    }
    found |= {f"piotroski_{name}": float(point) for name, point in points.items()}
    return found | {"piotroski_f": float(sum(points.values())), "piotroski_shares_not_up": 1.0}


SEGMENT_HAND = {
    "revenue_share": 1013 / 2026,
    "gross_profit_share": 406 / 812,
    "segment_operating_margin": 239 / 1013,
    "segment_operating_margin_with_intersegment": 239 / 1044,
    "gross_margin_with_intersegment": 406 / 1044,
}
HAND = by_hand()


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """The company over three years, and itself as a segment of one of twice its revenue and gross profit."""
    years = ("FY2020", "FY2021", "FY2022")
    rows = {("HAND", "", year): told for year, told in zip(years, (OLDER, BEFORE, NOW), strict=True)}
    whole = {**NOW, "revenue": 2026, "gross_profit": 812}
    rows |= {("PART", "", "FY2022"): whole, ("PART", "part", "FY2022"): NOW}
    index = pd.MultiIndex.from_tuples(rows, names=("ticker", "segment", "period"))
    return measure(Frames.of_table(pd.DataFrame(list(rows.values()), index=index, dtype=float)))


def test_every_ratio_is_worked_out_here() -> None:
    """No row without a second computation."""
    assert {ratio.name for ratio in RATIOS} == set(HAND) | set(SEGMENT_HAND)


@pytest.mark.parametrize("name", HAND)
def test_a_ratio_of_the_company(table: pd.DataFrame, name: str) -> None:
    """The columns give what plain arithmetic gives."""
    assert table[name]["HAND", "", "FY2022"] == pytest.approx(HAND[name], rel=1e-12)


@pytest.mark.parametrize("name", SEGMENT_HAND)
def test_a_ratio_of_a_segment(table: pd.DataFrame, name: str) -> None:
    """Of the part; the whole company has no share of itself."""
    assert table[name]["PART", "part", "FY2022"] == pytest.approx(SEGMENT_HAND[name], rel=1e-12)
    assert pd.isna(table[name]["PART", "", "FY2022"])


@pytest.mark.parametrize("ratio", RATIOS, ids=lambda ratio: ratio.name)
def test_decimals_and_intervals_agree(ratio: Ratio) -> None:
    """The same object over exact numbers, and over intervals of no width."""
    years = (NOW, BEFORE, OLDER)
    values = {term: _decimal(years[term.back][term.name]) for term in ratio.formula.terms if term.name in NOW}
    values |= {Term(name): value for name, value, _ in ratio.constants}
    exact = ratio.formula.evaluate(Decimals(values))
    around = ratio.formula.evaluate(Intervals({term: Interval.exact(value) for term, value in values.items()}))
    expected = HAND.get(ratio.name, SEGMENT_HAND.get(ratio.name))
    if not any(term.whole for term in ratio.formula.terms):
        assert float(exact) == pytest.approx(expected, rel=1e-12)
    assert float(around.low) <= float(exact) * (1 + 1e-20) + 1e-18
    assert float(around.high) >= float(exact) * (1 - 1e-20) - 1e-18


def _decimal(value: float) -> Decimal:
    return Decimal(repr(value))


@pytest.mark.parametrize("ratio", GROWTHS[:12], ids=lambda ratio: ratio.name)
def test_growth_is_now_over_before(ratio: Ratio) -> None:
    """One row an item, all made alike."""
    values = {Term(ratio.terms[0]): _decimal(11), Term(ratio.terms[0], 1): _decimal(10)}
    assert ratio.formula.evaluate(Decimals(values)) == _decimal(0.1)
