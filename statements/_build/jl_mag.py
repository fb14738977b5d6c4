"""Which raw row becomes which fact of 300748.SZ, JL MAG: rows only, first match wins.

Filed line by line for FY2019 to FY2021 (capex of FY2021 is missing); for the other years vendors' lines.
"""

from __future__ import annotations

import cas
import vendors
from table import APART, COARSE, COMPUTED, DEFINITION, FILED, LINES, NO_RATIO, PEERS, SAME, TWO_LINES, Leave, Table, Take, fills, leaves, years

LATER, LATEST = ("FY2018", *years(2022, 2023)), years(2022, 2023)
BILLS = "2,767 M mixes bills payable in; the other vendor's 402.29 M is taken (README of _raw)"
PAYABLES = "with bills payable in some years and without in others (2,603 M and 551 M in turn): no trade payables"
TWO_BALANCES = "cash and short-term investments in one line; no item of the catalogue"
OWN_LAYOUT = "a vendor's own line, not the filing's: 16.38 M of administration and 26.91 M of selling in FY2019, where 54.87 M and 25.41 M are filed"
LEASES = "leases are in it, in this vendor's lines alone"

_INCOME = (
    *fills("revenue", "revenue", LATER, source="stockeye"),
    *leaves(COARSE, "revenue", source="stockanalysis", periods=LATEST),
    *leaves(FILED, "revenue"),
    *fills("parent net profit", "parent_net_profit", LATER, source="stockeye"),
    *leaves(COARSE, "parent net profit", source="stockanalysis", periods=LATEST),
    *leaves(FILED, "parent net profit"),
    *fills("cost of sales", "cost_of_sales", source="stockeye_lines"),
    *fills("gross profit", "gross_profit", LATER, source="stockeye_lines"),
    *leaves(OWN_LAYOUT, "general and administrative", "selling expense"),
    *leaves(TWO_LINES, "SG&A (narrow vendor caption)"),
    *fills("SG&A", "sga_expense", LATEST, APART),
    *fills("R&D", "rd_expense", LATER, source="stockeye_lines"),
    *leaves("the same figure of another vendor is taken", "R&D", source="stockanalysis", periods=LATEST),
    *leaves(FILED, "R&D"),
    *fills("interest expense", "interest_expense", LATEST),
    *fills("pre-tax profit", "total_profit", LATEST),
    *fills("income tax", "income_tax", LATEST),
    *fills("net profit", "net_profit", LATEST),
    *fills("minority share of profit", "minority_profit", LATEST),
    *fills("equity-method income", "associates_income"),
    *fills("operating profit (reported)", "operating_profit", years(2018), SAME, basis="reported"),
    *fills("EPS", "basic_eps", years(2018), SAME, basis="reported"),
)

_RATIOS = (
    *fills("gross margin", "gross_margin", LATEST, COMPUTED),
    *fills("operating margin", "operating_margin", LATEST, COMPUTED),
    *fills("debt ratio (liabilities / assets)", "asset_liability_ratio", LATEST, COMPUTED),
    *fills("current ratio", "current_ratio", LATEST, COMPUTED, source="etnet"),
    *fills("current ratio", "current_ratio", years(2018), COARSE, source="stockeye"),
    *fills("debt to equity", "debt_to_equity", LATER, COMPUTED),
    *leaves(DEFINITION, "return on year-end assets"),
    *leaves(NO_RATIO, "assets to liabilities"),
)

_FLOWS_AND_BALANCES = (
    *fills("operating cash flow", "operating_cash_flow", LATER),
    *fills("free cash flow", "fcf", ("FY2018", *years(2021, 2023)), COMPUTED),
    *fills("D&A", "depreciation_and_amortisation"),
    *fills("total debt", "interest_bearing_debt"),
    *leaves(BILLS, "short-term debt", periods=years(2023)),
    *leaves("the same figure of another vendor is taken", "short-term debt", periods=years(2022)),
    *fills("short-term debt", "current_debt"),
    *fills("short-term debt (current, incl leases)", "current_debt", note=LEASES),
    *fills("long-term debt (incl leases)", "long_term_debt", note=LEASES),
    *leaves(TWO_BALANCES, "cash and short-term investments"),
    *fills("inventory", "inventories", ("FY2018", *years(2020, 2023))),
    *fills("current assets", "current_assets", LATER),
    *leaves(PAYABLES, "accounts payable"),
    *fills("current liabilities", "current_liabilities", LATER),
    *fills("total assets", "total_assets", source="q1_2023", basis="reported"),
    *fills("total assets", "total_assets"),
    *fills("parent equity", "parent_equity", basis="reported"),
)

_FILED = (
    Leave(LINES, "无形资产", "two extracts disagree: 29,690,715.38 and 34,713,702.82", years(2019)),
    Leave(LINES, "归属于母公司所有者的净利润", SAME),
    *cas.FILED,
)

TABLE: Table = (*_INCOME, *_RATIOS, *_FLOWS_AND_BALANCES, *_FILED, *vendors.LEFT)
