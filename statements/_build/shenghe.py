"""Which raw row becomes which fact of 600392.SH, Shenghe Resources: rows only, first match wins.

Filed line by line for FY2019 and FY2020; for the other years headlines of filings (an F10 page, articles on the annual
reports) and vendors' lines. Of FY2022 the vendors' basis holds revenue, parent profit and operating cash flow too,
though filings print them: a vendor's line of a year of which something was restated is set beside vendors' lines alone.
"""

from __future__ import annotations

import cas
import vendors
from table import APART, COARSE, COMPUTED, FILED, LINES, PEERS, RESTATED, SAME, Leave, Table, Take, fills, leaves, years, takes_segment

NOT_FILED, LATER = years(2021, 2023), ("FY2018", *years(2021, 2023))
MORE_DIGITS = "the F10 page prints the same figure with more digits"

_INCOME = (
    *fills("revenue", "revenue", source="simplywall"),
    *leaves(SAME, "revenue", "parent net profit", "EPS basic", source="f10", periods=years(2020)),
    *fills("revenue", "revenue", source="f10", basis="reported"),
    *fills("revenue", "revenue", years(2022), MORE_DIGITS, source="stoxray"),
    *leaves(COARSE, "revenue", source="porti", periods=years(2018)),
    *leaves(MORE_DIGITS, "revenue", source="stockanalysis", periods=NOT_FILED),
    *leaves(FILED, "revenue"),
    *fills("parent net profit", "parent_net_profit", source="f10", basis="reported"),
    *fills("parent net profit", "parent_net_profit", years(2022), MORE_DIGITS, source="stoxray"),
    *fills("parent net profit", "parent_net_profit", years(2018), source="porti"),
    *leaves(COARSE, "parent net profit", source="simplywall"),
    *leaves(FILED, "parent net profit"),
    *fills("parent net profit ex non-recurring", "adjusted_net_profit", basis="reported"),
    *fills("EPS basic", "basic_eps", basis="reported"),
    *fills("SG&A", "sga_expense", NOT_FILED, APART, source="stockanalysis"),
    *fills("SG&A", "sga_expense", source="simplywall"),
    Take(PEERS, "R&D", "rd_expense", basis=RESTATED, periods=years(2022), source="stockanalysis"),
    *fills("R&D", "rd_expense", (*years(2021), *years(2023)), source="stockanalysis"),
    *fills("R&D", "rd_expense", source="simplywall"),
    *fills("R&D (as first reported basis)", "rd_expense"),
    *fills("interest expense", "interest_expense", NOT_FILED),
    *fills("pre-tax profit", "total_profit", NOT_FILED),
    *fills("income tax", "income_tax", source="stoxray"),
    *leaves(COARSE, "income tax", source="stockanalysis", periods=NOT_FILED),
    *leaves(FILED, "income tax"),
    *fills("net profit", "net_profit", NOT_FILED),
    *fills("minority share of profit", "minority_profit", NOT_FILED),
)

_RATIOS = (
    *fills("gross margin (as first reported)", "gross_margin", years(2021, 2022), COMPUTED),
    Take(PEERS, "gross margin (FY2023 report basis, FY2022 restated)", "gross_margin", basis=RESTATED, periods=years(2022)),
    *fills("gross margin (FY2023 report basis, FY2022 restated)", "gross_margin"),
    *fills("operating margin", "operating_margin", NOT_FILED, COMPUTED),
    *fills("net margin", "net_margin"),
    *fills("weighted ROE", "weighted_roe", basis="reported"),
    *leaves("follows from filed lines of the same year", "debt ratio (liabilities / assets)", source="f10", periods=years(2020)),
    *fills("debt ratio (liabilities / assets)", "asset_liability_ratio", source="f10", basis="reported"),
    *leaves(COMPUTED, "debt ratio (liabilities / assets)", periods=years(2019, 2020)),
    *leaves(FILED, "debt ratio (liabilities / assets)"),
    *fills("current ratio", "current_ratio", years(2022), COMPUTED, source="etnet"),
    *fills("current ratio", "current_ratio", source="etnet_2023"),
    *leaves(COMPUTED, "current ratio", periods=years(2020)),
    *fills("current ratio", "current_ratio", years(2021), COARSE, source="stockanalysis_ratios"),
    *fills("quick ratio", "quick_ratio"),
    *fills("debt to equity", "debt_to_equity"),
    *fills("asset turnover", "asset_turnover", NOT_FILED, COMPUTED),
)

_FLOWS_AND_BALANCES = (
    *fills("operating cash flow", "operating_cash_flow", source="beawan_2022", basis="reported"),
    *leaves(COARSE, "operating cash flow", source="porti", periods=years(2023)),
    *fills("operating cash flow", "operating_cash_flow", ("FY2018", *years(2021, 2022)), source="porti"),
    *fills("operating cash flow", "operating_cash_flow", source="ft"),
    *fills("investing cash flow", "investing_cash_flow"),
    *fills("financing cash flow", "financing_cash_flow"),
    *fills("net change in cash", "net_change_in_cash"),
    *fills("capital expenditure", "capex", LATER),
    *fills("total assets", "total_assets", basis="reported"),
    *fills("parent equity", "parent_equity", source="q1_2020", basis="reported"),
    *fills("parent equity", "parent_equity", ("FY2018", *years(2020, 2023))),
    *fills("cash", "cash", ("FY2018", "FY2019", *NOT_FILED)),
    *fills("current assets", "current_assets", LATER),
)


_SEGMENTS = (
    *takes_segment("industry", "industry"),
    *takes_segment("trading", "trading"),
    *takes_segment("processing services and other", "processing_services"),
    *takes_segment("rare earth metal", "rare_earth_metals"),
    *takes_segment("rare earth oxide", "rare_earth_oxides"),
    *takes_segment("rare earth concentrate incl monazite", "rare_earth_concentrates"),
    *takes_segment("zircon sand", "zircon_sand"),
    *takes_segment("other", "other_products"),
    Take(PEERS, "revenue, other business", "revenue", "other_business"),
)

_FILED = (
    Leave(LINES, "吸收投资收到的现金", "negative, though it is cash received: a misread cell or a correction that no source explains", years(2020)),
    Leave(LINES, "股本", SAME),
    *cas.FILED,
)

TABLE: Table = (*_INCOME, *_RATIOS, *_FLOWS_AND_BALANCES, *_SEGMENTS, *_FILED, *vendors.LEFT)
