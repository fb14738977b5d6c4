"""The order in which statements show their items: rows only.

`level` is the indent; a `total` is a line that others add up to. An item that stands in no layout follows the item that
stands before it in the catalogue, so that a new row of the catalogue is shown without a row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from finkit.catalogue.items import BALANCE, CASH_FLOW, DISCLOSED, INCOME, ITEM_BY_NAME, ITEMS, PER_SHARE, Item


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a statement."""

    item: str
    level: int = 0
    total: bool = False


def _lines(text: str) -> tuple[Place, ...]:
    """One item a line; two spaces a level, a star for a total."""
    rows = [line for line in text.splitlines() if line.strip()]
    return tuple(Place(row.strip(" *"), (len(row) - len(row.lstrip())) // 2, row.endswith("*")) for row in rows)


_INCOME = _lines("""
revenue
cost_of_sales
gross_profit *
taxes_and_surcharges
selling_expense
administrative_expense
rd_expense
finance_expense
  interest_expense
  interest_income
period_expenses *
total_operating_cost *
other_income
investment_income
  associates_income
fair_value_gain
credit_impairment_loss
asset_impairment_loss
  inventory_write_down
disposal_gain
operating_profit *
non_operating_income
non_operating_expense
total_profit *
income_tax
net_profit *
  parent_net_profit
  minority_profit
adjusted_net_profit
comprehensive_income *
  parent_comprehensive_income
  minority_comprehensive_income
""")
_BALANCE = _lines("""
cash
liquid_securities
accounts_receivable
receivables_financing
inventories
current_assets *
fixed_assets
intangible_assets
non_current_assets *
total_assets *
accounts_payable
contract_liabilities
employee_payables
current_liabilities *
non_current_liabilities *
total_liabilities *
  interest_bearing_debt
paid_in_capital
parent_equity *
minority_interest
total_equity *
""")
_CASH = _lines("""
cash_from_customers
tax_refunds
other_operating_receipts
cash_to_suppliers
cash_to_employees
taxes_paid
other_operating_payments
operating_cash_flow *
disposals_of_investments
investment_income_received
asset_disposal_receipts
capex
purchases_of_investments
other_investing_payments
investing_cash_flow *
capital_contributions
borrowings_received
debt_repaid
dividends_and_interest_paid
financing_cash_flow *
fx_effect_on_cash
net_change_in_cash *
opening_cash
closing_cash *
depreciation_and_amortisation
""")
_LAYOUTS = {INCOME: _INCOME, BALANCE: _BALANCE, CASH_FLOW: _CASH}
_TAILS = {INCOME: (PER_SHARE, DISCLOSED)}  # what a statement shows beneath its own lines
SEGMENT_ORDER = ("revenue", "cost_of_sales", "gross_profit", "gross_margin", "revenue_share", "gross_profit_share")


@lru_cache(maxsize=8)
def layout(statement: str) -> tuple[Place, ...]:
    """Every item of a statement in the order in which it is shown."""
    places = list(_LAYOUTS.get(statement, ()))
    if not places:
        return tuple(Place(item.name) for item in ITEMS if item.statement == statement)
    before: str | None = None
    for item in (one for one in ITEMS if one.statement == statement):
        names = [place.item for place in places]
        if item.name not in names:
            at = names.index(before) + 1 if before in names else len(places)
            places.insert(at, Place(item.name, places[at - 1].level if at else 0))
        before = item.name
    tail = [Place(item.name) for kind in _TAILS.get(statement, ()) for item in ITEMS if item.statement == kind]
    return (*places, *tail)


def caption(item: Item, standard: str) -> str:
    """What the company's own standard calls the item: 营业收入 under CAS, else the standard's words, else the title."""
    if standard == "CAS":
        return item.title_zh
    own = dict(item.captions).get(standard)
    return own[0][:1].upper() + own[0][1:] if own else item.title


_UNKNOWN = [place.item for places in _LAYOUTS.values() for place in places if place.item not in ITEM_BY_NAME]
if _UNKNOWN:
    raise ValueError(f"no item is called {', '.join(_UNKNOWN)}")
