"""Which raw row becomes which fact of 600259.SH, Guangsheng Nonferrous: rows only, first match wins.

Filed line by line for FY2019 to FY2021. What vendors print of FY2020 stands on a later, restated base.
"""

from __future__ import annotations

import cas
import vendors
from table import COARSE, COMPUTED, DEFINITION, FILED, LINES, PEERS, SAME, Leave, Table, Take, fills, leaves, years

LATER, LATEST = ("FY2018", *years(2022, 2023)), years(2022, 2023)
RESTATED_BASE = (
    "stands on a restated base of FY2020 of which no filed line is at hand: vendors' operating cash flow is 452.1 M and"
    " gross margin 3.279 %, the filing's 524.9 M and 3.092 %; the filing's own lines are taken"
)
MIXED_BASE = "rests on balances of FY2020 on the restated base; the catalogue's ratio follows from filed lines"
TENTH = "rounded to a tenth of a percent: filed totals and other sources say it with more digits"
TWO_AGREE = "disagrees with two others (-476.8 and -477)"

_INCOME = (
    *fills("revenue", "revenue", source="cfi_2024_03", basis="reported"),
    *leaves(SAME, "revenue", "parent net profit", source="reportify_2023"),
    *fills("revenue", "revenue", years(2022), source="stoxray"),
    *leaves(COARSE, "revenue", source="porti", periods=years(2022)),
    *fills("revenue", "revenue", years(2018), source="porti"),
    *leaves(SAME, "parent net profit", source="annual_2019"),
    *fills("parent net profit", "parent_net_profit", source="annual_2018", basis="reported"),
    *leaves("follows to the fen from 净利润 and 少数股东损益 as filed", "parent net profit", source="igu888", periods=years(2021)),
    *fills("parent net profit", "parent_net_profit", source="igu888", basis="reported"),
    *leaves(FILED, "parent net profit"),
    *fills("income tax", "income_tax"),
    *fills("EPS", "basic_eps", basis="reported"),
    *fills("taxes and surcharges", "taxes_and_surcharges", basis="reported"),
    *fills("finance expense", "finance_expense", basis="reported"),
    *fills("investment income", "investment_income", basis="reported"),
    *leaves(SAME, "asset impairment loss", source="cfi_2024_03"),
    *fills("asset impairment loss", "asset_impairment_loss", basis="reported"),
    *fills("inventory write-down", "inventory_write_down", basis="reported"),
)

_RATIOS = (
    *leaves(
        RESTATED_BASE, "gross margin", "operating margin", "net margin", "debt ratio (liabilities / assets)", "current ratio", "quick ratio",
        periods=years(2020),
    ),
    *leaves(TENTH, "gross margin", "net margin", "debt ratio (liabilities / assets)", source="reportify_2023"),
    *leaves(DEFINITION, "ROE"),
    *leaves(COMPUTED, "debt ratio (liabilities / assets)"),
    *fills("quick ratio", "quick_ratio"),
    *fills("gross margin", "gross_margin", LATEST, COMPUTED),
    *fills("operating margin", "operating_margin", LATEST, COMPUTED),
    *fills("net margin", "net_margin", LATEST, COMPUTED),
    *fills("current ratio", "current_ratio", LATEST, COMPUTED),
    *fills("debt to equity", "debt_to_equity"),
    *leaves(MIXED_BASE, "asset turnover", periods=years(2020, 2021)),
    *leaves(COMPUTED, "asset turnover"),
)

_FLOWS_AND_BALANCES = (
    *leaves(RESTATED_BASE, "operating cash flow", "capital expenditure", "parent equity", "cash", source="porti", periods=years(2020)),
    *fills("operating cash flow", "operating_cash_flow", source="cfi_2024_03", basis="reported"),
    *leaves(TWO_AGREE, "operating cash flow", source="stoxray"),
    *fills("operating cash flow", "operating_cash_flow", ("FY2018", "FY2022")),
    *fills("investing cash flow", "investing_cash_flow"),
    *fills("financing cash flow", "financing_cash_flow"),
    *fills("capital expenditure", "capex", source="stoxray"),
    *leaves(COARSE, "capital expenditure", periods=years(2023)),
    *fills("capital expenditure", "capex", ("FY2018", "FY2022")),
    *leaves(COMPUTED, "total assets", "total liabilities", periods=years(2021)),
    *fills("total assets", "total_assets", basis="reported"),
    *fills("total liabilities", "total_liabilities", basis="reported"),
    *fills("parent equity", "parent_equity"),
    *fills("cash", "cash", source="stoxray"),
    *leaves(COARSE, "cash", periods=LATEST),
    *fills("cash", "cash", ("FY2018", "FY2021")),
    *fills("short-term debt", "current_debt"),
    *fills("long-term debt", "long_term_debt"),
)

_OPERATIONS = (
    Take(PEERS, "own rare earth ore output", "production_volume", "rare_earth_ore"),
    Take(PEERS, "REO output", "production_volume", "rare_earth_oxides"),
    *leaves("ore put into separation: neither output nor sales", "ore fed to separation"),
)

_FILED = (
    Leave(LINES, "无形资产", "the same row of the extract prints fixed assets of 55.1 M against 280.5 M in another: SUSPECT in the raw file", years(2019)),
    *cas.FILED,
)

TABLE: Table = (*_INCOME, *_RATIOS, *_FLOWS_AND_BALANCES, *_OPERATIONS, *_FILED, *vendors.LEFT)
