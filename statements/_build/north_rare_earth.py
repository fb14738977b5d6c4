"""Which raw row becomes which fact of 600111.SH and of the Chinese market: rows only, first match wins."""

from __future__ import annotations

import cas
from table import (
    COARSE,
    COMPUTED,
    DEFINITION,
    FILED,
    LINES,
    MARKET,
    NRE,
    PEERS,
    SAME,
    SECOND,
    SPLIT,
    STANDARD,
    TWO_LINES,
    Leave,
    Table,
    Take,
)

# Reasons of this company alone.
RECLASSIFIED = "operating cost as a vendor standardises it holds taxes and impairment: another line than 营业成本, which is known"
LTM = "twelve months to a quarter's end: no period of the statements"
CONFLICT = "disagrees with three other sources (README of _raw)"
TOO_EARLY = "a preliminary result of years before the company file begins (FY2018)"

_VENDOR_REVENUE = tuple(
    Leave(NRE, caption, SPLIT) for caption in ("operating revenue excl. other revenue", "other revenue")
)
_FILED_YEARS = ("FY2019", "FY2021")

_INCOME = (
    Leave(NRE, "revenue (site-standardised, CONFLICT)", CONFLICT),
    Leave(NRE, "total operating revenue", "the same figure as filed stands in line_items.csv, to the fen", ("FY2019", "FY2020", "FY2021")),
    Leave(NRE, "total operating revenue", SAME, source="bond_prospectus"),
    Take(NRE, "total operating revenue", "revenue", basis="restated", periods=("FY2020R",)),
    Take(NRE, "total operating revenue", "revenue"),
    Leave(NRE, "net profit attributable to parent", LTM, ("LTM to 2022-09-30", "LTM to 2023-09-30")),
    Leave(NRE, "net profit attributable to parent", "the same figure as filed stands in line_items.csv, to the fen", ("FY2019",)),
    Take(NRE, "net profit attributable to parent", "parent_net_profit", basis="restated", periods=("FY2020R",)),
    Take(NRE, "net profit attributable to parent", "parent_net_profit", periods=("FY2018", "FY2022", "FY2023", "9M21", "9M22", "9M23", "3Q23")),
    Leave(NRE, "net profit attributable to parent", "follows to the fen from 净利润 and 少数股东损益 as filed", ("FY2021",)),
    Leave(NRE, "net profit attributable to parent", SAME, ("FY2020",), growth_of="parent_net_profit"),
    Take(NRE, "net profit incl. minority", "net_profit", source="bond_prospectus"),
    Leave(NRE, "net profit incl. minority", FILED, _FILED_YEARS),
    Take(NRE, "net profit incl. minority", "net_profit", basis="vendor"),
    Take(NRE, "cost of revenue (S&P-standardised, NOT the filing line: includes taxes/impairment items)", "cost_of_sales", basis="vendor", periods=("FY2020R",)),
    Leave(NRE, "cost of revenue (S&P-standardised, NOT the filing line: includes taxes/impairment items)", RECLASSIFIED),
    *_VENDOR_REVENUE,
    Take(NRE, "gross profit (S&P-standardised)", "gross_profit", basis="vendor", periods=("FY2020R",)),
    Leave(NRE, "gross profit (S&P-standardised)", RECLASSIFIED),
    Leave(NRE, "selling + administrative expense (S&P)", TWO_LINES),
    Leave(NRE, "selling + administrative expense (Simply Wall St G&A)", LTM, ("LTM to 2022-09-30", "LTM to 2023-09-30")),
    Leave(NRE, "selling + administrative expense (Simply Wall St G&A)", TWO_LINES),
    Leave(NRE, "R&D expense", LTM, ("LTM to 2022-09-30", "LTM to 2023-09-30")),
    Take(NRE, "R&D expense", "rd_expense", basis="vendor", periods=("FY2018",), source="simplywall"),
    Leave(NRE, "R&D expense", FILED, ("FY2019", "FY2021")),
    Leave(NRE, "R&D expense", COARSE, source="simplywall"),
    Take(NRE, "R&D expense", "rd_expense", basis="vendor", source="stockanalysis"),
    Leave(NRE, "other operating expenses (S&P; mostly taxes and surcharges)", STANDARD),
    Leave(NRE, "operating income (S&P, not the filing line)", STANDARD),
    Leave(NRE, "interest expense", FILED, _FILED_YEARS),
    Take(NRE, "interest expense", "interest_expense", basis="vendor"),
    Leave(NRE, "interest and investment income (S&P)", TWO_LINES),
    Leave(NRE, "currency exchange gain (loss)", "a part of finance expense, as a vendor shows it; no item of the catalogue"),
    Leave(NRE, "total profit (pretax)", FILED, _FILED_YEARS),
    Take(NRE, "total profit (pretax)", "total_profit", basis="vendor"),
    Leave(NRE, "income tax", FILED, _FILED_YEARS),
    Leave(NRE, "income tax", COARSE, ("FY2022", "FY2023"), "stockanalysis"),
    Take(NRE, "income tax", "income_tax", basis="vendor"),
    Leave(NRE, "profit attributable to minority", FILED, _FILED_YEARS),
    Take(NRE, "profit attributable to minority", "minority_profit", basis="vendor"),
    Leave(NRE, "revenue", LTM),
    *(
        Leave(NRE, f"{name} expense", SAME, ("FY2021",), "note_3122065")
        for name in ("selling", "administrative", "finance")
    ),
    Leave(NRE, "total period expenses", "follows to the fen from the four filed expenses"),
    Take(NRE, "gross profit (revenue less filing operating cost)", "gross_profit", periods=("FY2022",)),
    Leave(NRE, "gross profit (revenue less filing operating cost)", "follows to the fen from filed revenue and cost", growth_of="gross_profit"),
    Take(NRE, "net profit excl. non-recurring", "adjusted_net_profit"),
    Take(NRE, "finance expense", "finance_expense", periods=("FY2018",)),
    Take(NRE, "asset impairment loss", "asset_impairment_loss"),
    Take(NRE, "of which inventory write-down", "inventory_write_down"),
    Take(NRE, "inventory write-down", "inventory_write_down"),
    Take(NRE, "investment income", "investment_income"),
    Leave(NRE, "basic EPS", "disagrees with 1.42 of the filed income statement (line_items.csv)", ("FY2021",)),
    Take(NRE, "basic EPS", "basic_eps", basis="vendor", source="stoxray"),
    Take(NRE, "basic EPS", "basic_eps"),
    Take(NRE, "total profit", "total_profit"),
)

_RATIOS = (
    Leave(NRE, "operating profit / total operating revenue", COMPUTED, ("FY2021",)),
    Take(NRE, "operating profit / total operating revenue", "operating_margin", basis="vendor"),
    Leave(NRE, "gross margin", COMPUTED, ("FY2021",)),
    Leave(NRE, "gross margin", FILED, source="etnet"),
    Leave(NRE, "gross margin", "after taxes and surcharges: (18,091.8 - 16,029.3 - 91.4) / 18,091.8 = 10.9 %, where the filed lines give 11.4 %", source="cicc_2020"),
    Take(NRE, "gross margin", "gross_margin"),
    Leave(NRE, "EBIT / total operating revenue", "total profit plus net finance expense over revenue: not the catalogue's EBIT"),
    Leave(NRE, "net profit incl. minority / total operating revenue", COMPUTED, ("FY2021",)),
    Take(NRE, "net profit incl. minority / total operating revenue", "net_margin", basis="vendor"),
    Leave(NRE, "asset-liability ratio", COMPUTED, ("FY2021",)),
    Leave(NRE, "asset-liability ratio", FILED, ("FY2022",), "etnet"),
    Take(NRE, "asset-liability ratio", "asset_liability_ratio", basis="vendor", source="etnet"),
    Take(NRE, "asset-liability ratio", "asset_liability_ratio"),
    Leave(NRE, "interest-bearing debt / invested capital", DEFINITION),
    Leave(NRE, "parent equity / interest-bearing debt", DEFINITION),
    Leave(NRE, "parent equity / total liabilities", DEFINITION),
    Take(NRE, "ROE (parent)", "roe", basis="vendor"),
    Leave(NRE, "current ratio", COMPUTED, ("FY2021",)),
    Take(NRE, "current ratio", "current_ratio", basis="vendor", source="etnet"),
    Take(NRE, "current ratio", "current_ratio", basis="vendor", periods=("FY2020R",)),
    Leave(NRE, "current ratio", COARSE),
    Take(NRE, "quick ratio", "quick_ratio", basis="vendor", source="etnet"),
    Leave(NRE, "quick ratio", DEFINITION),
    Leave(NRE, "interest cover", "total profit plus net finance expense, over net finance expense: not the catalogue's interest cover"),
    Leave(NRE, "receivable days", "average or closing balances: the vendor does not say"),
    Leave(NRE, "inventory days", "average or closing balances: the vendor does not say"),
    Take(NRE, "debt / equity (total equity)", "debt_to_equity", basis="vendor"),
    Leave(NRE, "debt / EBITDA", DEFINITION),
    Leave(NRE, "asset turnover", "no balance of FY2019 on the restated base is at hand to check it by", ("FY2020R",)),
    Leave(NRE, "asset turnover", COMPUTED),
    Leave(NRE, "inventory turnover", "no ratio of the catalogue: days of inventory say the same"),
    Leave(NRE, "market cap (million yuan)", MARKET),
    Leave(NRE, "enterprise value (million yuan)", MARKET),
    *(Leave(NRE, name, MARKET) for name in ("EV/EBITDA", "EV/EBIT", "P/FCF", "P/OCF")),
    Leave(NRE, "debt / FCF", DEFINITION),
    Take(NRE, "weighted ROE", "weighted_roe"),
    Take(NRE, "diluted ROE", "roe_closing"),
    Take(NRE, "book value per share (yuan)", "book_value_per_share"),
    Take(NRE, "OCF per share (yuan)", "ocf_per_share"),
    Take(NRE, "period expense ratio", "total_expense_ratio"),
    Take(NRE, "administrative expense ratio", "administrative_expense_ratio"),
    Take(NRE, "selling expense ratio", "selling_expense_ratio"),
    Take(NRE, "finance expense ratio", "finance_expense_ratio"),
    Take(NRE, "R&D expense ratio", "rd_expense_ratio"),
)

_FLOWS_AND_BALANCES = (
    Leave(NRE, "operating cash flow (net)", "the same figure as filed stands in line_items.csv, to the fen", ("FY2019", "FY2020", "FY2021")),
    Take(NRE, "operating cash flow (net)", "operating_cash_flow"),
    Take(NRE, "operating cash flow", "operating_cash_flow"),
    Leave(NRE, "investing cash flow (net)", SAME, ("FY2019",)),
    Take(NRE, "investing cash flow (net)", "investing_cash_flow", basis="vendor"),
    Take(NRE, "financing cash flow (net)", "financing_cash_flow", basis="vendor"),
    Take(NRE, "net increase in cash", "net_change_in_cash", basis="vendor", change=False),
    Take(NRE, "total assets", "total_assets", basis="restated", periods=("FY2020R",)),
    Take(NRE, "total assets", "total_assets"),
    Take(NRE, "total liabilities", "total_liabilities"),
    Take(NRE, "total equity", "total_equity"),
    Take(NRE, "parent equity", "parent_equity", basis="restated", periods=("FY2020R",)),
    Take(NRE, "parent equity", "parent_equity"),
    Leave(NRE, "current debt (short-term borrowings + current portion, site-standardised)", "a part of the debt, as a vendor sorts it: no interest-bearing debt follows"),
    Leave(NRE, "total interest-bearing debt", "a comparison in a news item of a vendor, its definition unknown"),
    Take(NRE, "contract liabilities", "contract_liabilities"),
)


def _segment(caption: str, item: str, segment: str) -> Take:
    return Take(NRE, caption, item, segment)


_SEGMENTS = (
    _segment("rare-earth raw materials gross margin", "gross_margin", "raw_materials"),
    _segment("rare-earth functional materials gross margin", "gross_margin", "functional_materials"),
    _segment("trading revenue growth", "revenue_growth", "trading"),
    _segment("functional materials revenue", "revenue", "functional_materials"),
    _segment("functional materials gross margin", "gross_margin", "functional_materials"),
    _segment("magnetic materials revenue", "revenue", "magnetic_materials"),
    _segment("magnetic materials gross margin", "gross_margin", "magnetic_materials"),
    _segment("polishing powder revenue", "revenue", "polishing_materials"),
    _segment("hydrogen storage revenue", "revenue", "hydrogen_storage_materials"),
    _segment("application products revenue", "revenue", "application_products"),
    _segment("trading revenue", "revenue", "trading"),
    _segment("trading gross margin", "gross_margin", "trading"),
    _segment("oxides gross margin", "gross_margin", "rare_earth_oxides"),
    _segment("salts gross margin", "gross_margin", "rare_earth_salts"),
    _segment("metals gross margin", "gross_margin", "rare_earth_metals"),
    _segment("raw materials gross margin", "gross_margin", "raw_materials"),
    _segment("metals share of gross profit", "gross_profit_share", "rare_earth_metals"),
    _segment("magnetic share of gross profit", "gross_profit_share", "magnetic_materials"),
    _segment("raw materials revenue", "revenue", "raw_materials"),
    _segment("raw materials average price", "average_price", "raw_materials"),
    _segment("metals revenue growth", "revenue_growth", "rare_earth_metals"),
    _segment("metals gross profit growth", "gross_profit_growth", "rare_earth_metals"),
    _segment("magnetic average price", "average_price", "magnetic_materials"),
    _segment("magnetic unit cost", "unit_cost", "magnetic_materials"),
    _segment("magnetic gross profit change", "gross_profit_change", "magnetic_materials"),
    _segment("metals gross profit change", "gross_profit_change", "rare_earth_metals"),
    _segment("oxides gross profit change", "gross_profit_change", "rare_earth_oxides"),
    _segment("other (mainly trading) gross profit change", "gross_profit_change", "other_business"),
    _segment("total gross profit change", "gross_profit_change", ""),
)

_PAIR = ("production_volume", "sales_volume")
_VOLUMES = (
    Take(NRE, "metals production/sales", _PAIR, "rare_earth_metals"),
    Take(NRE, "salts production/sales", _PAIR, "rare_earth_salts"),
    Take(NRE, "oxides production/sales", _PAIR, "rare_earth_oxides"),
    Leave(NRE, "oxides output/sales", "the same sales stand in a line that is taken, to the kilogram", half=SECOND),
    Take(NRE, "oxides output/sales", _PAIR, "rare_earth_oxides"),
    _segment("oxides sales", "sales_volume", "rare_earth_oxides"),
    _segment("salts sales", "sales_volume", "rare_earth_salts"),
    _segment("metals sales", "sales_volume", "rare_earth_metals"),
    _segment("magnetic sales", "sales_volume", "magnetic_materials"),
    _segment("raw materials sales", "sales_volume", "raw_materials"),
    _segment("functional materials sales", "sales_volume", "functional_materials"),
    _segment("separated products output", "production_volume", "separated_products"),
    _segment("metals output", "production_volume", "rare_earth_metals"),
    _segment("functional materials output", "production_volume", "functional_materials"),
    _segment("magnetic output", "production_volume", "magnetic_materials"),
    _segment("oxides output", "production_volume", "rare_earth_oxides"),
    _segment("salts output", "production_volume", "rare_earth_salts"),
    Leave(NRE, "oxides+salts output", "two segments in one; the salts alone are not printed"),
)


def _batch(caption: str, batch: str) -> Take:
    return Take(NRE, caption, (f"mining_quota_{batch}_batch", f"separation_quota_{batch}_batch"))


_QUOTAS = (
    _batch("NRE first batch mining / separation", "first"),
    _batch("NRE second batch mining / separation", "second"),
    _batch("NRE third batch mining / separation", "third"),
    Leave(NRE, "NRE first two batches mining / separation", "the sum of the first and the second batch, which are taken: 80,943 + 85,707 and 73,403 + 78,831"),
    Take(NRE, "NRE full-year mining quota", "mining_quota"),
    Leave(NRE, "national total mining / separation", "a fact of the market: statements/_markets/china_rare_earth"),
)

_FILED = (
    Take(LINES, "营业税金及附加", "taxes_and_surcharges", basis="restated", source="finglm_answers"),
    Take(LINES, "管理费用", "administrative_expense", basis="restated", source="finglm_answers"),
    *cas.FILED,
)

_FORMER_NAME = (
    *(
        Leave(PEERS, caption, TOO_EARLY, ("FY2011", "9M2012", "FY2012"))
        for caption in ("revenue", "parent net profit", "EPS")
    ),
    *(
        Leave(PEERS, caption, "stands in north_rare_earth.csv, from the same source or with more digits", ("FY2018",))
        for caption in ("total assets", "total liabilities", "equity", "parent equity", "revenue", "net profit", "parent net profit")
    ),
)

TABLE: Table = (
    *_INCOME, *_RATIOS, *_FLOWS_AND_BALANCES, *_SEGMENTS, *_VOLUMES, *_QUOTAS, *_FILED, *_FORMER_NAME,
)  # fmt: skip
MARKET_TABLE: Table = (Take(NRE, "national total mining / separation", ("mining_quota", "separation_quota")),)
