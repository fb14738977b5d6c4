"""Which raw row becomes which fact of 600549.SH, Xiamen Tungsten: rows only, first match wins.

No line of a filing but what articles on the annual reports print: the statements are vendors'.
"""

from __future__ import annotations

import vendors
from table import COARSE, FILED, PEERS, RESTATED, SAME, STANDARD, VENDOR, Table, Take, fills, leaves, years, takes_segment

FOLLOWS = "follows from lines of the same vendors that are taken"
TWO_CAPEX = "follows from the vendors' operating cash flow and capex; in FY2023 it would need capex of 2,104 M, where another vendor prints 1,958.9 M"
DISAGREES = "disagrees with 261 M, which S&P's net profit less the minority's gives too"

_INCOME = (
    *fills("revenue", "revenue", source="stoxray"),
    *fills("revenue", "revenue", years(2019, 2020), COARSE, source="stockanalysis"),
    *fills("revenue", "revenue", years(2018), COARSE, source="porti"),
    *leaves(DISAGREES, "parent net profit", source="porti", periods=years(2019)),
    *leaves(COARSE, "parent net profit", source="stockanalysis", periods=years(2022, 2023)),
    *fills("parent net profit", "parent_net_profit", source="stockanalysis"),
    *leaves(COARSE, "parent net profit", source="porti", periods=years(2020, 2021)),
    *fills("parent net profit", "parent_net_profit", source="porti"),
    *fills("parent net profit", "parent_net_profit", years(2019), COARSE, source="marketscreener"),
    *fills("parent net profit ex non-recurring", "adjusted_net_profit", basis="reported"),
    *fills("EPS", "basic_eps", source="stockanalysis"),
    *fills("EPS", "basic_eps", years(2019, 2020), COARSE, source="marketscreener"),
    *fills("SG&A", "sga_expense"),
    *fills("R&D", "rd_expense"),
    *fills("interest expense", "interest_expense"),
    *fills("pre-tax profit", "total_profit", source="stockanalysis"),
    *leaves("S&P prints the line for every year; this vendor agrees within 2 M", "pre-tax profit", source="marketscreener"),
    *fills("income tax", "income_tax"),
    *fills("net profit", "net_profit", source="beawan_2023", basis="reported"),
    *leaves(FILED, "net profit", source="stockanalysis", periods=years(2023)),
    *fills("net profit", "net_profit"),
    *fills("minority share of profit", "minority_profit"),
)

_RATIOS = (
    *fills("gross margin, total", "gross_margin", basis="reported"),
    *leaves(FILED, "gross margin", periods=years(2022)),
    *fills("gross margin", "gross_margin"),
    *fills("operating margin", "operating_margin"),
    *fills("debt ratio (liabilities / assets)", "asset_liability_ratio"),
    *fills("current ratio", "current_ratio", source="etnet"),
    *leaves(COARSE, "current ratio"),
    *fills("quick ratio", "quick_ratio"),
    *fills("debt to equity", "debt_to_equity"),
    *leaves(FOLLOWS, "asset turnover"),
)

_FLOWS_AND_BALANCES = (
    *leaves(TWO_CAPEX, "free cash flow"),
    Take(PEERS, "operating cash flow", "operating_cash_flow", basis=RESTATED, periods=years(2021), source="hpgjm_2022"),
    *fills("operating cash flow", "operating_cash_flow", source="hpgjm_2022", basis="reported"),
    *fills("operating cash flow", "operating_cash_flow", source="beawan_2023", basis="reported"),
    *leaves(FILED, "operating cash flow", periods=years(2022, 2023)),
    *fills("operating cash flow", "operating_cash_flow"),
    *fills("capital expenditure", "capex"),
    *fills("total assets", "total_assets"),
    *fills("current assets", "current_assets"),
    *fills("cash", "cash"),
    *fills("inventory", "inventories"),
    *fills("short-term debt", "current_debt"),
    *fills("long-term debt", "long_term_debt"),
    *fills("parent equity", "parent_equity"),
    *fills("equity", "total_equity"),
)


_SEGMENTS = (
    *takes_segment("battery materials", "battery_materials"),
    *takes_segment("tungsten and molybdenum", "tungsten_and_molybdenum"),
    *takes_segment("rare earth products", "rare_earth_products"),
    Take(PEERS, "revenue growth, rare earth products", "revenue_growth", "rare_earth_products"),
    Take(PEERS, "revenue, other business", "revenue", "other_business"),
)

TABLE: Table = (*_INCOME, *_RATIOS, *_FLOWS_AND_BALANCES, *_SEGMENTS, *vendors.LEFT)
