"""Ratios of a panel as an analyst would write them by hand in vectorised pandas: what the engine is measured against.

The columns bear finkit's names of ratios, so that both results can be compared cell by cell.
"""

from __future__ import annotations

import pandas as pd


def ratios_by_hand(table: pd.DataFrame) -> pd.DataFrame:
    """Sixty ratios; index (ticker, segment, period), periods oldest first within each ticker."""
    before = table.groupby(level="ticker", sort=False).shift(1)
    older = table["total_assets"].groupby(level="ticker", sort=False).shift(2)
    mean = (table + before) / 2
    now = {str(name): table[name] for name in table.columns}
    revenue, cost, assets, profit, parent = (
        now[name] for name in ("revenue", "cost_of_sales", "total_assets", "net_profit", "parent_net_profit")
    )
    ebit = revenue - cost - now["taxes_and_surcharges"] - now["selling_expense"] - now["administrative_expense"] - now["rd_expense"]
    ebitda = ebit + now["depreciation_and_amortisation"]
    interest, debt, equity = now["interest_expense"], now["interest_bearing_debt"], now["total_equity"]
    net_debt = debt - now["cash"] - now["liquid_securities"]
    taxable = now["total_profit"] > 0
    keep = (1 - now["income_tax"] / now["total_profit"]).where(taxable)
    from_profit = now["total_profit"] + interest
    ocf, capex = now["operating_cash_flow"], now["capex"]
    stock, debtors, creditors = (
        365 * mean["inventories"] / cost,
        365 * mean["accounts_receivable"] / revenue,
        365 * mean["accounts_payable"] / cost,
    )
    trade = now["inventories"] + now["accounts_receivable"] - now["accounts_payable"]
    trade_change = trade - (before["inventories"] + before["accounts_receivable"] - before["accounts_payable"])
    fcff = ebit * keep + now["depreciation_and_amortisation"] - capex - trade_change
    roa_open, cfo_open = profit / before["total_assets"], ocf / before["total_assets"]
    roa_before = before["net_profit"] / older
    found = {
        "gross_margin": now["gross_profit"] / revenue,
        "operating_margin": now["operating_profit"] / revenue,
        "net_margin": profit / revenue,
        "parent_net_margin": parent / revenue,
        "ebit_margin": ebit / revenue,
        "ebit_margin_from_profit": from_profit / revenue,
        "ebitda_margin": ebitda / revenue,
        "pretax_margin": now["total_profit"] / revenue,
        "selling_expense_ratio": now["selling_expense"] / revenue,
        "administrative_expense_ratio": now["administrative_expense"] / revenue,
        "rd_expense_ratio": now["rd_expense"] / revenue,
        "finance_expense_ratio": now["finance_expense"] / revenue,
        "total_expense_ratio": (now["selling_expense"] + now["administrative_expense"] + now["rd_expense"] + now["finance_expense"])
        / revenue,
        "cost_ratio": cost / revenue,
        "ocf_margin": ocf / revenue,
        "ocf_to_net_profit": (ocf / profit).where(profit > 0),
        "fcf": ocf - capex,
        "fcf_margin": (ocf - capex) / revenue,
        "capex_intensity": capex / revenue,
        "accruals_ratio": (profit - ocf) / mean["total_assets"],
        "inventory_days": stock,
        "receivable_days": debtors,
        "payable_days": creditors,
        "cash_conversion_cycle": stock + debtors - creditors,
        "inventory_turnover": cost / mean["inventories"],
        "asset_liability_ratio": now["total_liabilities"] / assets,
        "debt_to_assets": debt / assets,
        "debt_to_equity": debt / equity,
        "liabilities_to_equity": now["total_liabilities"] / equity,
        "debt_to_capital": debt / (debt + equity),
        "net_debt": net_debt,
        "net_debt_to_ebitda": (net_debt / ebitda).where(ebitda > 0),
        "debt_to_ebitda": (debt / ebitda).where(ebitda > 0),
        "current_ratio": now["current_assets"] / now["current_liabilities"],
        "quick_ratio": (now["current_assets"] - now["inventories"]) / now["current_liabilities"],
        "cash_ratio": (now["cash"] + now["liquid_securities"]) / now["current_liabilities"],
        "interest_cover": (ebit / interest).where(interest > 0),
        "times_interest_earned": (from_profit / interest).where(interest > 0),
        "roe": parent / mean["parent_equity"],
        "roe_closing": parent / now["parent_equity"],
        "roa": profit / mean["total_assets"],
        "asset_turnover": revenue / mean["total_assets"],
        "equity_multiplier": mean["total_assets"] / mean["parent_equity"],
        "roic": ebit * keep / (mean["total_equity"] + mean["interest_bearing_debt"]),
        "return_on_capital_employed": ebit / (mean["total_assets"] - mean["current_liabilities"]),
        "tax_burden": (parent / now["total_profit"]).where(taxable),
        "ebit": ebit,
        "ebitda": ebitda,
        "effective_tax_rate": (now["income_tax"] / now["total_profit"]).where(taxable),
        "nopat": ebit * keep,
        "working_capital_change": trade_change,
        "fcff": fcff,
        "eps": parent / now["weighted_shares"],
        "bps": now["parent_equity"] / now["shares_outstanding"],
        "payout_ratio": (now["dividends_declared"] / parent).where(parent > 0),
        "pe": (now["market_capitalisation"] / parent).where(parent > 0),
        "altman_z": 1.2 * (now["current_assets"] - now["current_liabilities"]) / assets
        + 1.4 * now["retained_earnings"] / assets
        + 3.3 * from_profit / assets
        + 0.6 * now["market_capitalisation"] / now["total_liabilities"]
        + 0.999 * revenue / assets,
        "piotroski_roa_up": (roa_open > roa_before + 1e-9).astype(float).where(roa_open.notna() & roa_before.notna()),
        "piotroski_accrual": (cfo_open > roa_open + 1e-9).astype(float).where(cfo_open.notna() & roa_open.notna()),
        "revenue_growth": (revenue / before["revenue"] - 1).where(before["revenue"] > 0),
        "net_profit_growth": (profit / before["net_profit"] - 1).where(before["net_profit"] > 0),
    }
    return pd.DataFrame(found)
