"""Which raw row becomes which fact of LYC.AX, and why the others do not: rows only, first match wins.

Of the years FY2020 to FY2023 no filing is at hand. investcroc prints revenue, cost of sales and administrative expense
in A$ thousand under the captions of the accounts (revenue equals the Appendix 4E wherever that is at hand); every other
amount is a vendor's, and marked so. Of the vendors' layouts the one with the accounts' own cost of sales is taken for
operating profit and interest, and S&P's for the balance sheet and the cash flow, whose lines tie.
"""

from __future__ import annotations

from table import COARSE, FILED, PEERS, SAME, Leave, Take

NARROW = "with S&P's narrower cost of sales; the layout with the accounts' own cost of sales is taken"
FOLLOWS = "the sum of two lines that are taken"
THREE = (
    "three vendors print three figures (FY2023: 62.18, 67.5 and 13.8 + 7.77 M; FY2019: 49.21, 65.81 and 5.81 + 9.1 M), and none is the 44.9 M"
    " by which EBITDA of the Appendix 4E passes operating profit in FY2019"
)
WIDER = (
    "a wider caption, with interest received and paid in it: S&P's figure (FY2023 386.75 against 411.87 M) is taken, because it"
    " ties with its investing and financing cash flow to the change in cash"
)


def _vendor(source: str, caption: str, item: str, *periods: str, sign: int = 1, also: str = "") -> Take:
    return Take(PEERS, caption, item, basis="vendor", source=source, periods=periods, sign=sign, change=False, also=also)


_INCOME = (
    Take(PEERS, "revenue", "revenue", source="appendix_4e"),
    Leave(PEERS, "revenue", "the same figure stands in the Appendix 4E", ("FY2018", "FY2019"), "investcroc"),
    Take(PEERS, "revenue", "revenue", source="investcroc"),
    Leave(PEERS, "revenue", COARSE, source="stockanalysis"),
    Take(PEERS, "cost of sales", "cost_of_sales", source="investcroc"),
    Leave(PEERS, "cost of sales", "narrower than the caption of the accounts, which is known", source="stockanalysis"),
    Leave(PEERS, "cost of sales (as in the accounts)", COARSE),
    Leave(PEERS, "gross profit", "follows to the thousand from revenue and cost of sales", source="investcroc"),
    Leave(PEERS, "gross profit", NARROW, source="stockanalysis"),
    Take(PEERS, "general and administrative", "administrative_expense", source="investcroc"),
    Leave(PEERS, "SG&A", SAME, ("FY2019",)),
    Leave(PEERS, "SG&A", NARROW),
    Leave(PEERS, "other operating expenses", "what S&P sorts under this name: no line of the accounts"),
    Leave(PEERS, "operating expenses, total", NARROW),
    Leave(PEERS, "operating profit", NARROW, source="stockanalysis"),
    _vendor("stockanalysis", "operating profit (older snapshot)", "operating_profit"),
    _vendor("stockanalysis", "interest expense (older snapshot)", "interest_expense"),
    Leave(PEERS, "interest expense", "S&P's figure is a credit in FY2023, so it is not gross; the other layout's is taken"),
    _vendor("stockanalysis", "interest income", "interest_income"),
    _vendor("stockanalysis", "exchange gain", "exchange_gain"),
    Leave(PEERS, "other non-operating", "what S&P could place nowhere else: no line of the accounts"),
    Leave(PEERS, "D&A", THREE),
    Leave(PEERS, "D&A (older snapshot)", THREE),
    Leave(PEERS, "pre-tax profit", "disagrees with the profit of 80.03 M in the Appendix 4E and tax of 0.2 M; 80.22 M is taken", ("FY2019",), "stockanalysis"),
    _vendor("kalkine", "pre-tax profit", "total_profit"),
    _vendor("stockanalysis", "pre-tax profit", "total_profit"),
    _vendor("stockanalysis", "income tax", "income_tax"),
    Take(PEERS, "net profit", "net_profit", source="appendix_4e", also="parent_net_profit"),
    Leave(PEERS, "net profit", FILED, ("FY2018", "FY2019")),
    _vendor("stoxray", "net profit", "net_profit", also="parent_net_profit"),
    Leave(PEERS, "net profit", COARSE, source="stockanalysis"),
    Leave(PEERS, "EPS", "basic or diluted: the page does not say"),
    Leave(PEERS, "EBITDA", "the company's own measure, its definition not at hand: not the catalogue's EBITDA"),
)

_SP = "sp_layout"
_BALANCE_LINES = {
    "cash": "cash", "short-term investments": "liquid_securities", "trade receivables": "accounts_receivable", "other receivables": "other_receivables",
    "inventory": "inventories", "prepaid expenses": "prepayments", "current assets": "current_assets", "PP&E": "fixed_assets",
    "intangible assets": "intangible_assets", "deferred tax assets": "deferred_tax_assets", "other non-current assets": "other_non_current_assets",
    "total assets": "total_assets", "accounts payable": "accounts_payable", "accrued expenses": "accrued_liabilities",
    "short-term debt (current part of long-term)": "current_debt", "lease liabilities, current": "current_lease_liabilities",
    "income tax payable": "taxes_payable", "other current liabilities": "other_current_liabilities", "current liabilities": "current_liabilities",
    "long-term debt": "long_term_debt", "lease liabilities, non-current": "lease_liabilities",
    "other non-current liabilities": "other_non_current_liabilities", "total liabilities": "total_liabilities", "share capital": "paid_in_capital",
    "retained earnings": "retained_earnings", "other reserves": "other_reserves", "total debt incl leases": "interest_bearing_debt",
}  # fmt: skip
_BALANCE = (
    *(_vendor(_SP, caption, item) for caption, item in _BALANCE_LINES.items()),
    _vendor(_SP, "equity", "total_equity", also="parent_equity"),
    Leave(PEERS, "receivables", FOLLOWS),
    Leave(PEERS, "construction in progress (gross, inside PP&E)", "a part of property, plant and equipment, which is taken net"),
    Leave(PEERS, "long-term debt (incl leases)", "counts the non-current leases of 8.46 M twice: 167.38 + 2 × 8.46 = 184.30", ("FY2023",)),
    Leave(PEERS, "long-term debt (incl leases)", FOLLOWS),
)

_CASH_LINES = {
    "loss (gain) on asset sales": "asset_sale_loss", "share-based payments": "share_based_compensation", "other operating items": "other_non_cash_items",
    "change in receivables (cash effect)": "cash_from_receivables", "change in inventory (cash effect)": "cash_from_inventories",
    "change in payables (cash effect)": "cash_from_payables", "change in other operating assets (cash effect)": "cash_from_other_operating_assets",
    "operating cash flow": "operating_cash_flow", "capital expenditure": "capex", "other investing": "other_investing_cash",
    "investing cash flow": "investing_cash_flow", "long-term debt repaid": "debt_repaid", "stock issued": "capital_contributions",
    "other financing": "other_financing_cash", "financing cash flow": "financing_cash_flow", "exchange effect on cash": "fx_effect_on_cash",
    "net change in cash": "net_change_in_cash", "interest paid": "interest_paid", "income tax paid": "income_tax_paid",
}  # fmt: skip
_CASH_FLOW = (
    Leave(PEERS, "net profit (cash-flow start)", "disagrees with the profit of 80.03 M in the Appendix 4E", ("FY2019",)),
    Leave(PEERS, "net profit (cash-flow start)", COARSE),
    Leave(PEERS, "D&A (S&P part)", THREE),
    Leave(PEERS, "other amortisation", THREE),
    Take(PEERS, "capital expenditure", "capex", source="annual_report_2023"),
    Leave(PEERS, "capital expenditure", FILED, ("FY2023",), _SP),
    _vendor(_SP, "investment in securities", "purchases_of_investments", "FY2021", sign=-1),
    _vendor(_SP, "investment in securities", "disposals_of_investments", "FY2022"),
    *(_vendor(_SP, caption, item) for caption, item in _CASH_LINES.items()),
    Leave(PEERS, "operating cash flow (wider caption)", COARSE, source="fnarena"),
    Leave(PEERS, "operating cash flow (wider caption)", SAME, ("FY2019",)),
    Leave(PEERS, "operating cash flow (wider caption)", "of the wider caption, which is not the series that is taken", ("FY2018",)),
    Leave(PEERS, "operating cash flow (wider caption)", WIDER),
    Take(PEERS, "cash receipts from customers", "cash_from_customers", change=False),
)

_OPERATIONS = (
    Leave(PEERS, "REO production", SAME, ("FY2023",), "rare_earth_intel"),
    Take(PEERS, "REO production", "production_volume"),
    Leave(PEERS, "NdPr production", SAME, ("FY2023",), "rare_earth_intel"),
    Take(PEERS, "NdPr production", "production_volume", "ndpr"),
    Take(PEERS, "REO sales volume", "sales_volume"),
    Take(PEERS, "average selling price per kg REO", "average_price"),
)

TABLE: tuple[Take | Leave, ...] = (*_INCOME, *_BALANCE, *_CASH_FLOW, *_OPERATIONS)
