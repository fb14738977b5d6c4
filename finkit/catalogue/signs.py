"""Items that are positive in any going concern: a minus before one is a slip, or needs a reason.

Not among them: profits and losses, net costs such as finance expense, impairments (which may be written back), equity,
and the three cash flows.
"""

from __future__ import annotations

NORMALLY_POSITIVE = frozenset({
    "revenue", "cost_of_sales", "total_operating_cost", "selling_expense", "administrative_expense", "rd_expense",
    "interest_expense", "period_expenses",
    "cash", "inventories", "receivables_financing", "accounts_receivable", "accounts_payable", "contract_liabilities",
    "fixed_assets", "intangible_assets", "employee_payables", "current_assets", "non_current_assets", "total_assets",
    "current_liabilities", "non_current_liabilities", "total_liabilities", "interest_bearing_debt", "liquid_securities",
    "paid_in_capital",
    "cash_from_customers", "other_operating_receipts", "cash_to_suppliers", "cash_to_employees", "taxes_paid",
    "other_operating_payments", "capex", "purchases_of_investments", "borrowings_received", "debt_repaid",
    "dividends_and_interest_paid", "opening_cash", "closing_cash", "depreciation_and_amortisation",
    "production_volume", "sales_volume", "production_capacity", "mining_quota", "separation_quota", "average_price", "unit_cost",
})  # fmt: skip
# Balances that stand still for years without anything being wrong.
STANDING_STILL = frozenset({"paid_in_capital", "production_capacity", "mining_quota", "separation_quota", "average_price", "unit_cost"})
# Items that do not move tenfold in a year: far off their neighbours, they are in another unit.
STEADY = frozenset({
    "revenue", "cost_of_sales", "total_operating_cost", "selling_expense", "administrative_expense", "rd_expense",
    "inventories", "fixed_assets", "current_assets", "total_assets", "current_liabilities", "total_liabilities", "parent_equity", "total_equity",
    "paid_in_capital", "cash_from_customers", "cash_to_suppliers", "cash_to_employees", "depreciation_and_amortisation",
    "production_volume", "sales_volume", "production_capacity", "average_price", "unit_cost",
})  # fmt: skip
