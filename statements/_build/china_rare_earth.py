"""Which raw row becomes which fact of 000831.SZ, China Rare Earth Resources: rows only, first match wins.

Filed line by line for FY2019 and FY2020. FY2022 stands on two bases: as first reported, and restated for the purchase
of China Rare Earth Hunan under common control. Vendors' lines of FY2022 are those of the restated column.
"""

from __future__ import annotations

import cas
import vendors
from table import APART, COARSE, COMPUTED, FILED, NO_RATIO, PEERS, RESTATED, SAME, Table, Take, fills, leaves, years, takes_segment

NOT_FILED = years(2021, 2023)
FIRST_REPORTED = "as first reported, by a vendor: vendors' lines of FY2022 are those of the restated column, and the two do not mix"
DISAGREES = "disagrees with 349.6 M of another vendor, which prints more digits"
IMPLIED = "disagrees with 4,451 M, which the current ratio and the filed current liabilities give"
FIRST, COLUMN = " (first reported)", " (restated)"


def _standard(caption: str, item: str, periods: tuple[str, ...] = NOT_FILED) -> Table:
    """A line of S&P's layout that only fills gaps; its restated column of FY2022 is the vendors' FY2022."""
    return *fills(f"{caption}{COLUMN}", item), *fills(caption, item, periods, source="stockanalysis")


_INCOME = (
    Take(PEERS, f"revenue{COLUMN}", "revenue", basis=RESTATED),
    Take(PEERS, f"parent net profit{COLUMN}", "parent_net_profit", basis=RESTATED, source="stockanalysis"),
    *leaves(COARSE, f"parent net profit{COLUMN}"),
    *leaves(FIRST_REPORTED, f"revenue{FIRST}", f"income tax{FIRST}"),
    *leaves(SAME, f"parent net profit{FIRST}", source="stoxray"),
    *fills(f"parent net profit{FIRST}", "parent_net_profit", basis="reported"),
    *leaves(COARSE, "revenue", source="stockanalysis", periods=years(2023)),
    *fills("revenue", "revenue", years(2021), source="stockanalysis"),
    *fills("revenue", "revenue"),
    *fills("parent net profit", "parent_net_profit", basis="reported", source="igu888"),
    *fills("parent net profit", "parent_net_profit", source="porti"),
    *leaves(FILED, "parent net profit"),
    *fills(f"SG&A{COLUMN}", "sga_expense"),
    *fills("SG&A", "sga_expense", NOT_FILED, APART),
    *_standard("R&D", "rd_expense"),
    *_standard("interest expense", "interest_expense"),
    *_standard("pre-tax profit", "total_profit"),
    *leaves(COARSE, "income tax", source="stockanalysis", periods=years(2023)),
    *_standard("income tax", "income_tax", years(2021)),
    *fills("income tax", "income_tax", source="stoxray"),
    *_standard("net profit", "net_profit"),
    *_standard("minority share of profit", "minority_profit"),
)

_RATIOS = (
    *fills("gross margin, total", "gross_margin", basis="reported"),
    *leaves(FILED, "gross margin", periods=years(2023)),
    *fills("gross margin", "gross_margin", years(2021), COMPUTED),
    *fills(f"gross margin{COLUMN}", "gross_margin"),
    *fills("operating margin", "operating_margin", NOT_FILED, COMPUTED),
    *fills(f"operating margin{COLUMN}", "operating_margin"),
    *leaves(COMPUTED, "debt ratio (liabilities / assets)", f"debt ratio (liabilities / assets){FIRST}"),
    *fills(f"debt ratio (liabilities / assets){COLUMN}", "asset_liability_ratio"),
    *fills("current ratio", "current_ratio", years(2023), COMPUTED, source="etnet"),
    *fills(f"current ratio{COLUMN}", "current_ratio", source="etnet"),
    *leaves(COMPUTED, "current ratio", periods=years(2020)),
    *fills("current ratio", "current_ratio", years(2021), COARSE),
    *leaves(COARSE, f"current ratio{COLUMN}"),
    *fills("quick ratio", "quick_ratio"),
    *fills(f"quick ratio{COLUMN}", "quick_ratio"),
    *fills("debt to equity", "debt_to_equity"),
    *fills(f"debt to equity{COLUMN}", "debt_to_equity"),
    *fills("asset turnover", "asset_turnover", (*years(2019), *years(2023)), COMPUTED),
    *fills(f"asset turnover{COLUMN}", "asset_turnover"),
    *leaves(NO_RATIO, "inventory share of total assets", "cash share of total assets"),
)

_FLOWS_AND_BALANCES = (
    *leaves(FIRST_REPORTED, *(f"{caption}{FIRST}" for caption in (
        "short-term debt", "long-term debt", "operating cash flow", "capital expenditure", "parent equity", "current assets", "cash",
    ))),
    *fills("short-term debt", "current_debt"),
    *fills("long-term debt", "long_term_debt"),
    *fills("operating cash flow", "operating_cash_flow", source="stoxray"),
    *leaves(DISAGREES, "operating cash flow", periods=years(2023)),
    *fills("operating cash flow", "operating_cash_flow", ("FY2018", "FY2021")),
    *fills("capital expenditure", "capex", source="stoxray"),
    *leaves(COARSE, "capital expenditure", periods=years(2023)),
    *fills("capital expenditure", "capex", years(2021)),
    *leaves(SAME, "total assets", source="igu888"),
    *fills("total assets", "total_assets", basis="reported"),
    *fills(f"total assets{FIRST}", "total_assets", basis="reported"),
    *fills("total liabilities", "total_liabilities", basis="reported"),
    *fills(f"total liabilities{FIRST}", "total_liabilities", basis="reported"),
    *fills("current liabilities", "current_liabilities", basis="reported"),
    *fills(f"current liabilities{FIRST}", "current_liabilities", basis="reported"),
    *fills("parent equity", "parent_equity", source="annual_2021", basis="reported"),
    *fills("parent equity", "parent_equity", source="later_2023", basis="reported"),
    *fills("parent equity", "parent_equity", years(2019, 2020)),
    *leaves(IMPLIED, "current assets", periods=years(2023)),
    *fills("current assets", "current_assets", years(2021)),
    *fills("cash", "cash"),
)


_SEGMENTS = (
    Take(PEERS, f"revenue, total{FIRST}", "revenue"),
    *takes_segment("rare earth oxide", "rare_earth_oxides"),
    *takes_segment("rare earth metal", "rare_earth_metals"),
    *takes_segment("rare earth ore", "rare_earth_ore"),
    *takes_segment(f"rare earth oxide{FIRST}", "rare_earth_oxides"),
    *takes_segment(f"rare earth metal{FIRST}", "rare_earth_metals"),
    Take(PEERS, f"revenue, rare earth oxide{COLUMN}", "revenue", "rare_earth_oxides", RESTATED),
    Take(PEERS, f"revenue, rare earth metal{COLUMN}", "revenue", "rare_earth_metals", RESTATED),
    Take(PEERS, f"revenue, other (incl ore){COLUMN}", "revenue", "other_and_ore", RESTATED),
    Take(PEERS, "revenue, other", "revenue", "other_products"),
)

TABLE: Table = (*_INCOME, *_RATIOS, *_FLOWS_AND_BALANCES, *_SEGMENTS, *cas.FILED, *vendors.LEFT)
