"""FinanceToolkit's statement ratios of a panel, cell by cell beside finkit's (pip install financetoolkit).

The statements go in through its entry for custom statements under its own row names, with `sleep_timer=False` (else it
waits for minutes where there is no network) and `rounding=None`. The one statement ratio that needs prices is taken out,
so that no network is asked for.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd

from finkit.bridges.toolkit import toolkit_statements

EQUAL = 1e-9
# Rows that the invented panel has no lines for: nothing of the kind happens in it.
NOTHING = (
    "stockBasedCompensation", "commonDividendsPaid", "preferredDividendsPaid", "netDividendsPaid", "incomeTaxesPaid", "interestPaid",
    "deferredRevenue", "preferredStock",
)  # fmt: skip

# Their ratio -> our row of the same definition.
SAME = {
    "Days of Inventory Outstanding": "inventory_days",
    "Days of Sales Outstanding": "receivable_days",
    "Days of Accounts Payable Outstanding": "payable_days",
    "Cash Conversion Cycle": "cash_conversion_cycle",
    "Cash Conversion Efficiency": "ocf_margin",
    "Receivables Turnover": "receivable_turnover",
    "Inventory Turnover Ratio": "inventory_turnover",
    "Accounts Payable Turnover Ratio": "payable_turnover",
    "SGA-to-Revenue Ratio": "sga_ratio",
    "Fixed Asset Turnover": "fixed_asset_turnover",
    "Asset Turnover Ratio": "asset_turnover",
    "R&D Intensity Ratio": "rd_expense_ratio",
    "S&M to Revenue Ratio": "selling_expense_ratio",
    "G&A to Revenue Ratio": "administrative_expense_ratio",
    "Working Capital Turnover Ratio": "working_capital_turnover",
    "Current Ratio": "current_ratio",
    "Quick Ratio": "quick_ratio_strict",
    "Cash Ratio": "cash_ratio",
    "Working Capital": "accounting_working_capital",
    "Operating Cash Flow Ratio": "ocf_to_current_liabilities",
    "Operating Cash Flow to Sales Ratio": "ocf_margin",
    "Gross Margin": "gross_margin",
    "Operating Margin": "operating_margin",
    "Net Profit Margin": "net_margin",
    "EBITDA Margin": "ebitda_margin_operating",
    "Free Cash Flow Margin": "fcf_margin",
    "Interest Coverage Ratio": "interest_cover_operating",
    "Income Before Tax Profit Margin": "pretax_margin",
    "Effective Tax Rate": "effective_tax_rate",
    "Return on Assets": "roa",
    "Cash Return on Assets": "cash_return_on_assets",
    "Return on Equity": "roe_total",
    "Return on Invested Capital": "roic_operating",
    "Income Quality Ratio": "ocf_to_net_profit",
    "Debt-to-Assets Ratio": "debt_to_assets",
    "Debt-to-Equity Ratio": "debt_to_equity",
    "Equity Multiplier": "equity_multiplier_total",
    "Gross Debt to EBITDA Ratio": "debt_to_ebitda_operating",
    "Net-Debt to EBITDA Ratio": "net_debt_to_ebitda_operating",
    "Cash Flow Coverage Ratio": "ocf_to_debt",
    "CAPEX Coverage Ratio": "reinvestment_ratio",
    "Debt-to-Capital Ratio": "debt_to_capital",
    "EBT to EBIT Ratio": "interest_burden",
    "EBIT to Revenue": "ebit_margin_from_profit",
    "Return on Capital Employed": "return_on_capital_employed",
    "Net Income per EBT": "tax_burden",
    "Short Term Coverage Ratio": "cash_to_current_debt",
    "Defensive Interval Ratio": "defensive_interval",
}
# Where the definitions differ: why. Cells that finkit leaves out as not meaningful (a loss, nothing borrowed) are counted apart.
DIFFERS = {
    "Return on Capital Employed": "theirs on closing capital and operating income, ours on average capital and the CAS EBIT",
    "Net Income per EBT": "theirs all holders' profit over profit plus tax, ours the parent's over total profit",
    "Short Term Coverage Ratio": "theirs operating cash flow, ours cash and securities over debt due within a year",
}


def frames(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Their three statements, as `finkit.bridges.to_toolkit` gives them; basic shares stand for diluted ones, there is no goodwill."""
    given = toolkit_statements(table.assign(weighted_shares_diluted=table["weighted_shares"], goodwill=0.0))
    for statement in given.values():
        empty = statement.index.get_level_values(1).isin(NOTHING)
        statement[empty] = statement[empty].fillna(0)
    return given


def measured(table: pd.DataFrame, rounds: int) -> dict[str, Any]:
    """Seconds of their ratios, and for every ratio in common how many cells are equal."""
    from financetoolkit import Toolkit  # noqa: PLC0415  (the peer is no dependency)

    from finkit.metrics.frames import Frames  # noqa: PLC0415
    from finkit.metrics.measure import measure  # noqa: PLC0415

    given = frames(table)
    tickers = list(given["income"].index.get_level_values(0).unique())
    seconds, parts = [], pd.DataFrame()
    for _ in range(rounds):
        start = time.perf_counter()
        toolkit = Toolkit(
            tickers,
            **given,
            start_date="2018-01-01",
            end_date="2022-12-31",
            reverse_dates=False,
            rounding=None,
            sleep_timer=False,
            progress_bar=False,
            benchmark_ticker=None,
        )
        ratios = toolkit.ratios
        ratios.get_free_cash_flow_yield = lambda **_: pd.Series(dtype=float)
        several = [getattr(ratios, f"collect_{name}_ratios")() for name in ("efficiency", "liquidity", "profitability", "solvency")]
        parts = pd.concat(several)
        seconds.append(time.perf_counter() - start)
    names = list(dict.fromkeys(SAME.values()))
    start = time.perf_counter()
    measure(Frames.of_table(table), names)
    first = time.perf_counter() - start
    start = time.perf_counter()
    measure(Frames.of_table(table), names)
    same = min(first, time.perf_counter() - start)
    count = int(parts.index.get_level_values(1).nunique())
    return {"s": min(seconds), "ratios": count, "same": len(names), "same_s": same, "compared": compared(table, parts)}


def compared(table: pd.DataFrame, parts: pd.DataFrame) -> list[list[Any]]:
    """(their name, our name, cells both give, cells unequal, cells only they give, cells only we give, difference in words)."""
    from finkit.metrics.frames import Frames  # noqa: PLC0415
    from finkit.metrics.measure import measure  # noqa: PLC0415

    ours = measure(Frames.of_table(table), list(dict.fromkeys(SAME.values()))).droplevel("segment")
    rows = []
    names = set(parts.index.get_level_values(1))
    for their_name, our_name in SAME.items():
        if their_name not in names:
            rows.append([their_name, our_name, 0, 0, 0, 0, "not given by theirs"])
            continue
        theirs = parts.xs(their_name, level=1)
        theirs.columns = [f"FY{column}" for column in theirs.columns]
        wide = ours[our_name].unstack("period")  # noqa: PD010  (one column: a pivot would sort)
        mine = wide.reindex(index=theirs.index, columns=theirs.columns).to_numpy()
        other = theirs.astype(float).to_numpy()
        both = np.isfinite(mine) & np.isfinite(other)
        unequal = both & ~np.isclose(mine, other, rtol=EQUAL, atol=0)
        rows.append(
            [
                their_name,
                our_name,
                int(both.sum()),
                int(unequal.sum()),
                int((np.isfinite(other) & ~np.isfinite(mine)).sum()),
                int((np.isfinite(mine) & ~np.isfinite(other)).sum()),
                DIFFERS.get(their_name, ""),
            ]
        )
    return rows
