"""Which raw row becomes which fact of MP, and why the others do not: rows only, first match wins.

As filed: the 10-K for FY2020 by its XBRL tags (with FY2019), a 10-Q's balance sheet of December 2021, what a broker and
a summary quote of the 10-Ks, and barchart's operating profit, which its page prints as filed. All else is a vendor's.
"""

from __future__ import annotations

from table import COARSE, FILED, LINES, PEERS, SAME, TWO_LINES, Leave, Take

CONCENTRATE, NDPR = "rare_earth_concentrate", "ndpr"
STANDARDISED = "as S&P standardises it (FY2023 operating profit +9.9 M, filed -17.7 M): start-up and other operating costs stand elsewhere"
DEPRECIATED = "cost of sales and depreciation in one: the line of the filing, without depreciation, is taken"
ROUNDED = "rounded to 0.1 bn on the page: two digits"
TOO_EARLY = "a vendor's line alone, of a year before the company file begins (FY2019)"
IN_NOTES = "a line of the notes; the balance-sheet line is taken"


def _vendor(source: str, caption: str, item: str, *periods: str, also: str = "") -> Take:
    return Take(PEERS, caption, item, basis="vendor", source=source, periods=periods, change=False, also=also)


def _filed(caption: str, item: str, *periods: str, source: str = "", also: str = "") -> Take:
    return Take(PEERS, caption, item, source=source, periods=periods, change=False, also=also)


_BAR, _SP, _CF, _BROKER, _SUMMARY = "barchart", "stockanalysis", "stockanalysis_cash_flow", "broker_2022", "summary_10k_2023"
_LATE = ("FY2022", "FY2023")

_INCOME = (
    *(Leave(PEERS, caption, TOO_EARLY, ("FY2018",)) for caption in ("revenue", "cost of revenue (wide, incl D&A)", "SG&A", "interest expense", "D&A", "costs and expenses, total")),
    Leave(PEERS, "revenue", "the same figure stands in the file that cites the 10-Ks"),
    _filed("total revenue", "revenue"),
    _filed("cost of sales", "cost_of_sales", source=_BROKER),
    _vendor(_BAR, "cost of sales", "cost_of_sales", *_LATE),
    Leave(PEERS, "cost of sales", "disagrees with 63.798 M of the 10-K", ("FY2020",), _SP),
    Leave(PEERS, "cost of sales", FILED, ("FY2021",)),
    Leave(PEERS, "cost of sales", COARSE, source=_SP),
    Leave(PEERS, "gross profit", "follows to the thousand from filed revenue and cost of sales", ("FY2020", "FY2021")),
    _vendor(_BAR, "gross profit", "gross_profit", *_LATE),
    Leave(PEERS, "gross profit", COARSE),
    Leave(PEERS, "operating expenses (incl D&A)", "does not tie on its own page: less gross profit it is not the operating profit there"),
    Leave(PEERS, "operating expenses, total", STANDARDISED),
    Leave(PEERS, "other operating expenses", STANDARDISED),
    Leave(PEERS, "operating profit (standardised)", STANDARDISED),
    _filed("operating profit", "operating_profit", source=_BROKER),
    Leave(PEERS, "operating profit", "the same figure stands in the quotation of the 10-K", ("FY2021",), _BAR),
    _filed("operating profit", "operating_profit", source=_BAR),
    _filed("total operating costs and expenses", "operating_costs_and_expenses"),
    Leave(PEERS, "costs and expenses, total", COARSE),
    _vendor(_SP, "SG&A", "sga_expense"),
    _vendor("stocks_news", "SG&A", "sga_expense"),
    _vendor("devyara", "R&D", "rd_expense"),
    _vendor(_BAR, "interest expense", "interest_expense"),
    Leave(PEERS, "interest expense", FILED, ("FY2019", "FY2020")),
    Leave(PEERS, "interest expense", COARSE),
    Leave(PEERS, "interest and investment income", TWO_LINES.replace("a Chinese income statement", "the filing")),
    _vendor(_BAR, "other income, net", "other_non_operating_net"),
    Leave(PEERS, "other unusual items", "what S&P calls unusual: no line of the filing"),
    _vendor(_BAR, "pre-tax profit", "total_profit"),
    _vendor(_SP, "pre-tax profit", "total_profit", "FY2020"),
    Leave(PEERS, "pre-tax profit", COARSE),
    _vendor(_BAR, "income tax", "income_tax"),
    _vendor(_SP, "income tax", "income_tax", "FY2020"),
    Leave(PEERS, "income tax", COARSE),
    _vendor(_BAR, "net profit", "net_profit", also="parent_net_profit"),
    Leave(PEERS, "net profit", FILED, ("FY2020",)),
    Leave(PEERS, "net profit", COARSE),
    _vendor(_BAR, "EPS basic", "basic_eps"),
    _vendor(_BAR, "EPS diluted", "diluted_eps"),
    _vendor("devyara", "EPS diluted", "diluted_eps", "FY2020"),
    Leave(PEERS, "EPS diluted", SAME),
    Leave(PEERS, "cost of revenue incl D&A", DEPRECIATED),
    Leave(PEERS, "cost of revenue (wide, incl D&A)", DEPRECIATED),
    Leave(PEERS, "EBIT (pre-tax + interest)", "somebody's arithmetic: worked out on loading"),
    _filed("depreciation, depletion and amortisation", "depreciation_and_amortisation", source=_SUMMARY),
)

_CASH_FLOW = (
    Leave(PEERS, "D&A", "S&P's adds other amortisation to the filed 55.709 and 18.356 M", _LATE, _CF),
    _vendor(_CF, "D&A", "depreciation_and_amortisation"),
    _vendor("stocks_news", "D&A", "depreciation_and_amortisation"),
    _vendor(_CF, "stock-based compensation", "share_based_compensation"),
    _vendor(_CF, "change in receivables (cash effect)", "cash_from_receivables"),
    Leave(PEERS, "change in inventory (cash effect)", FILED, ("FY2020",)),
    _vendor(_CF, "change in inventory (cash effect)", "cash_from_inventories"),
    *(
        row
        for caption, item in (
            ("operating cash flow", "operating_cash_flow"), ("investing cash flow", "investing_cash_flow"),
            ("financing cash flow", "financing_cash_flow"), ("capital expenditure", "capex"),
        )
        for row in (
            _vendor("stoxray", caption, item),
            Leave(PEERS, caption, COARSE, _LATE, _CF),
            *(() if item == "capex" else (Leave(PEERS, caption, FILED, ("FY2020",)),)),
            _vendor(_CF, caption, item),
        )
    ),
    _vendor(_CF, "long-term debt issued", "borrowings_received"),
    _vendor(_CF, "long-term debt repaid", "debt_repaid"),
    _vendor(_CF, "stock issued", "capital_contributions"),
    _vendor(_CF, "stock repurchased", "shares_repurchased"),
    _vendor(_CF, "net change in cash", "net_change_in_cash"),
)  # fmt: skip

_RATIO_PAGES = {  # each balance line: the page of stock-data.online that prints it, its caption, the item
    "cash": ("stock_data_cash", "cash"),
    "short-term investments": ("stock_data_cash", "liquid_securities"),
    "current liabilities": ("stock_data_cash", "current_liabilities"),
    "total assets": ("stock_data_debt", "total_assets"),
    "long-term debt (mostly 0.25% convertible notes from 2021)": ("stock_data_debt", "long_term_debt"),
    "inventory": ("stock_data_inventory", "inventories"),
    "PP&E": ("stock_data_fixed_assets", "fixed_assets"),
}
_VIEWER = {
    "cash": "cash", "receivables": "accounts_receivable", "inventory": "inventories", "prepaid and other current assets": "other_current_assets",
    "current assets": "current_assets", "PP&E": "fixed_assets", "other non-current assets": "other_non_current_assets",
    "total non-current assets": "non_current_assets",
}  # fmt: skip
_BALANCE = (
    *(_filed(caption, item, source="viewer_10q") for caption, item in _VIEWER.items()),
    *(Leave(PEERS, caption, FILED, ("FY2021",), page) for caption, (page, _) in _RATIO_PAGES.items() if caption in _VIEWER),
    *(Leave(PEERS, caption, FILED, ("FY2020",), _RATIO_PAGES[caption][0]) for caption in ("current liabilities", "total assets", "inventory")),
    Leave(PEERS, "total assets", "follows to the thousand from the filed current and non-current assets", ("FY2021",)),
    *(_vendor(page, caption, item) for caption, (page, item) in _RATIO_PAGES.items()),
    _vendor("stock_data_equity", "equity", "parent_equity", "FY2020"),  # total equity follows from filed assets and liabilities
    _vendor("stock_data_equity", "equity", "total_equity", also="parent_equity"),
    Leave(PEERS, "cash and short-term investments", "the sum of two lines that are taken"),
    *(Leave(PEERS, caption, FILED, ("FY2020",), "devyara") for caption in ("current assets", "non-current assets", "non-current liabilities", "total liabilities")),
    Leave(PEERS, "current assets", FILED, ("FY2021",), "devyara"),
    Leave(PEERS, "current assets", ROUNDED),
    Leave(PEERS, "non-current assets", FILED, ("FY2021",)),
    Leave(PEERS, "non-current assets", ROUNDED, ("FY2023",)),
    _vendor("devyara", "non-current assets", "non_current_assets"),
    _vendor("devyara", "non-current liabilities", "non_current_liabilities"),
    _vendor("devyara", "total liabilities", "total_liabilities"),
)

_TAGS = {
    "AccountsPayableAndAccruedLiabilitiesCurrent": "payables_and_accruals", "AccountsReceivableNetCurrent": "accounts_receivable",
    "AccruedEnvironmentalLossContingenciesNoncurrent": "environmental_obligations", "AdditionalPaidInCapital": "capital_reserve",
    "AssetRetirementObligationsNoncurrent": "asset_retirement_obligations", "Assets": "total_assets", "AssetsCurrent": "current_assets",
    "AssetsNoncurrent": "non_current_assets", "InventoryNet": "inventories", "Liabilities": "total_liabilities",
    "LiabilitiesCurrent": "current_liabilities", "LiabilitiesNoncurrent": "non_current_liabilities",
    "AccretionExpenseIncludingAssetRetirementObligations": "accretion_expense", "InterestExpense": "interest_expense",
    "InvestmentIncomeNet": "investment_income", "AmortizationOfDebtDiscountPremium": "debt_discount_amortisation",
    "IncreaseDecreaseInOtherOperatingLiabilities": "cash_from_other_operating_liabilities", "InterestPaidNet": "interest_paid",
    "NetCashProvidedByUsedInOperatingActivities": "operating_cash_flow", "NetCashProvidedByUsedInInvestingActivities": "investing_cash_flow",
    "NetCashProvidedByUsedInFinancingActivities": "financing_cash_flow",
}  # fmt: skip
_XBRL = (
    *(Take(LINES, tag, item, change=False) for tag, item in _TAGS.items()),
    Take(LINES, "NetIncomeLoss", "net_profit", change=False, also="parent_net_profit"),
    Take(LINES, "IncreaseDecreaseInInventories", "cash_from_inventories", sign=-1, change=False),
    Take(LINES, "IncreaseDecreaseInPrepaidDeferredExpenseAndOtherAssets", "cash_from_other_operating_assets", sign=-1, change=False),
    Leave(LINES, "AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment", "a part of property, plant and equipment, which stands net"),
    Leave(LINES, "AssetRetirementObligation", "with its current part; the balance-sheet line without it is taken"),
    *(Leave(LINES, f"Inventory{kind}NetOfReserves", IN_NOTES) for kind in ("FinishedGoods", "RawMaterialsAndSupplies", "WorkInProcess")),
    Leave(LINES, "LiabilitiesAndStockholdersEquity", "equals total assets, which is taken"),
)

_OPERATIONS = (
    Take(PEERS, "rare earth concentrate revenue", "revenue", CONCENTRATE, change=False),
    Take(PEERS, "NdPr oxide and metal revenue", "revenue", NDPR, change=False),
    Take(PEERS, "REO production", "production_volume", CONCENTRATE, change=False),
    Take(PEERS, "REO sales volume", "sales_volume", CONCENTRATE, change=False),
    Take(PEERS, "realised price per tonne REO", "average_price", CONCENTRATE, change=False),
    Take(PEERS, "NdPr production", "production_volume", NDPR, change=False),
    Take(PEERS, "NdPr sales volume", "sales_volume", NDPR, change=False),
    Take(PEERS, "NdPr realised price", "average_price", NDPR, change=False),
)

TABLE: tuple[Take | Leave, ...] = (*_INCOME, *_CASH_FLOW, *_BALANCE, *_XBRL, *_OPERATIONS)
