"""FinanceToolkit's form of custom statements: three frames under its own row names, a column a year.

    given = to_toolkit(companies)
    Toolkit(sorted(company.ticker for company in companies), **given, reverse_dates=False, rounding=None, sleep_timer=False)

A row that the statements lack is NaN, never zero. Its signs are kept: capital expenditure and dividends paid are
negative there. `benchmarks/panel_peer.py` holds the ratios computed there against finkit's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from finkit.metrics.frames import frame as to_wide
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from finkit.statements.company import Company

# Their row: our items with their signs, added up.
_BALANCE = {
    "cashAndCashEquivalents": "cash",
    "shortTermInvestments": "liquid_securities",
    "accountsReceivables": "accounts_receivable",
    "inventory": "inventories",
    "totalCurrentAssets": "current_assets",
    "propertyPlantEquipmentNet": "fixed_assets",
    "intangibleAssets": "intangible_assets",
    "totalAssets": "total_assets",
    "accountPayables": "accounts_payable",
    "shortTermDebt": "current_debt",
    "totalCurrentLiabilities": "current_liabilities",
    "longTermDebt": "long_term_debt",
    "totalDebt": "interest_bearing_debt",
    "totalLiabilities": "total_liabilities",
    "retainedEarnings": "retained_earnings",
    "totalStockholdersEquity": "parent_equity",
    "totalEquity": "total_equity",
    "minorityInterest": "minority_interest",
    "netDebt": "interest_bearing_debt - cash - liquid_securities",
    "goodwill": "goodwill",
    "goodwillAndIntangibleAssets": "goodwill + intangible_assets",
    "deferredRevenue": "contract_liabilities",
    "preferredStock": "preferred_equity",
}
_INCOME = {
    "revenue": "revenue",
    "costOfRevenue": "cost_of_sales",
    "grossProfit": "gross_profit",
    "researchAndDevelopmentExpenses": "rd_expense",
    "sellingAndMarketingExpenses": "selling_expense",
    "generalAndAdministrativeExpenses": "administrative_expense",
    "interestExpense": "interest_expense",
    "depreciationAndAmortization": "depreciation_and_amortisation",
    "operatingIncome": "operating_profit",
    "incomeBeforeTax": "total_profit",
    "incomeTaxExpense": "income_tax",
    "bottomLineNetIncome": "net_profit",
    "netIncome": "net_profit",
    "weightedAverageShsOut": "weighted_shares",
    "weightedAverageShsOutDil": "weighted_shares_diluted",
    "sellingGeneralAndAdministrativeExpenses": "selling_expense + administrative_expense",
    "operatingExpenses": "selling_expense + administrative_expense + rd_expense",
    "ebit": "total_profit + interest_expense",
}
_CASH = {
    "netIncome": "net_profit",
    "depreciationAndAmortization": "depreciation_and_amortisation",
    "netCashProvidedByOperatingActivities": "operating_cash_flow",
    "operatingCashFlow": "operating_cash_flow",
    "stockBasedCompensation": "share_based_compensation",
    "commonDividendsPaid": "- dividends_paid",
    "preferredDividendsPaid": "- preferred_dividends",
    "netDividendsPaid": "- dividends_paid",
    "incomeTaxesPaid": "income_tax_paid",
    "interestPaid": "interest_paid",
    "capitalExpenditure": "- capex",
    "freeCashFlow": "operating_cash_flow - capex",
}
STATEMENTS = {"balance": _BALANCE, "income": _INCOME, "cash": _CASH}


def to_toolkit(companies: Company | Iterable[Company]) -> dict[str, pd.DataFrame]:
    """The arguments `balance`, `income` and `cash` of a Toolkit: index (ticker, row), columns the fiscal years.

    Full years alone, oldest first, as a PeriodIndex of the year in which they end. NaN where no source holds a line.

    >>> from finkit.bridges import to_toolkit
    >>> company = finkit.load("600111.SH")
    >>> float(to_toolkit(company)["income"].loc[(company.ticker, "revenue"), "2021"])
    30408396179.14
    """
    return toolkit_statements(to_wide(companies, segments=False))


def toolkit_statements(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """As `to_toolkit`, from a wide table: index (ticker, segment, period code), a column an item."""
    periods = {code: Period.parse(code) for code in table.index.get_level_values("period").unique()}
    full = [code for code, period in sorted(periods.items(), key=lambda pair: pair[1]) if period.is_full_year and not period.estimate]
    wide = table[(table.index.get_level_values("segment") == "") & table.index.get_level_values("period").isin(full)].droplevel("segment")
    years = pd.PeriodIndex([str(periods[code].year) for code in full], freq="Y")
    found = {}
    for name, rows in STATEMENTS.items():
        lines = pd.DataFrame({theirs: _summed(wide, ours) for theirs, ours in rows.items()}, index=wide.index)
        turned = pd.DataFrame(lines.unstack("period").stack(level=0, future_stack=True))  # noqa: PD010, PD013  (no pivot)
        found[name] = turned.reindex(columns=full).set_axis(years, axis=1)
    return found


def _summed(table: pd.DataFrame, ours: str) -> pd.Series[float]:
    """A sum of items, each with the sign before it; NaN where one is missing."""
    total = pd.Series(0.0, index=table.index)
    sign = 1.0
    for word in ours.split():
        if word in "+-":
            sign = -1.0 if word == "-" else 1.0
        else:
            total += sign * table[word] if word in table.columns else float("nan")
    return total
