"""Which raw row becomes which fact of 600010.SH, Inner Mongolia Baotou Steel Union: rows only, first match wins.

Filed line by line for FY2019 to FY2021. A later report restates the parent's result of FY2022.
"""

from __future__ import annotations

import cas
import vendors
from table import APART, COARSE, COMPUTED, FILED, LINES, PEERS, RESTATED, SAME, Leave, Table, Take, fills, leaves, years

LATER, LATEST = ("FY2018", *years(2022, 2023)), years(2022, 2023)
CONTRACT_PRICE = "a price agreed from a day on, for one buyer: the catalogue's average price is that of a span"
PLAN = "a plan, not what was sold"

_INCOME = (
    *fills("revenue", "revenue", LATEST, source="stockanalysis"),
    *leaves(COARSE, "revenue", source="porti", periods=LATEST),
    *fills("revenue", "revenue", years(2018), source="porti"),
    Take(PEERS, "parent net profit", "parent_net_profit", basis=RESTATED, periods=years(2022), source="igu888"),
    *fills("parent net profit", "parent_net_profit", years(2023), SAME, source="igu888", basis="reported"),
    *fills("parent net profit", "parent_net_profit", ("FY2018", "FY2022"), source="porti"),
    *fills("SG&A", "sga_expense", LATEST, APART),
    *fills("R&D", "rd_expense", LATEST),
    *fills("interest expense", "interest_expense", LATEST),
    *fills("pre-tax profit", "total_profit", LATEST),
    *fills("income tax", "income_tax", LATEST),
    *fills("net profit", "net_profit", LATEST),
    *fills("minority share of profit", "minority_profit", LATEST),
)

_RATIOS = (
    *fills("gross margin", "gross_margin", LATEST, COMPUTED),
    *fills("operating margin", "operating_margin", LATEST, COMPUTED),
    *leaves(COMPUTED, "debt ratio (liabilities / assets)"),
    *fills("current ratio", "current_ratio", LATEST, COMPUTED),
    *fills("quick ratio", "quick_ratio", LATEST, COMPUTED),
    *fills("debt to equity", "debt_to_equity"),
    *fills("asset turnover", "asset_turnover", (*years(2019), *years(2022)), COMPUTED),
)

_FLOWS_AND_BALANCES = (
    *fills("operating cash flow", "operating_cash_flow", LATER),
    *fills("capital expenditure", "capex", LATER),
    *leaves(SAME, "total assets", periods=years(2021)),
    *fills("total assets", "total_assets", basis="reported"),
    *fills("total liabilities", "total_liabilities", basis="reported"),
    *fills("parent equity", "parent_equity"),
    *fills("cash", "cash", ("FY2018", "FY2019", *LATEST)),
    *fills("current assets", "current_assets", LATER),
)

_CONCENTRATE = (
    Take(PEERS, "concentrate sold to China Northern Rare Earth (dry, REO=50%)", "sales_volume", "rare_earth_concentrate"),
    Take(PEERS, "concentrate revenue from China Northern Rare Earth (ex VAT)", "revenue", "rare_earth_concentrate"),
    *leaves(CONTRACT_PRICE, "concentrate price ex VAT (dry, REO=51%)", "concentrate price ex VAT (dry, REO=50%)"),
    *leaves(PLAN, "concentrate volume cap (dry, REO=50%)", "concentrate purchase plan of China Northern Rare Earth (dry, REO=50%)"),
)

_FILED = (Leave(LINES, "投资收益", SAME, source="finglm_answers"), *cas.FILED)

TABLE: Table = (*_INCOME, *_RATIOS, *_FLOWS_AND_BALANCES, *_CONCENTRATE, *_FILED, *vendors.LEFT)
