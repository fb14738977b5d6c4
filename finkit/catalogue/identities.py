"""Identities: statements of accounting that every set of figures must satisfy, one row each.

A row checks facts, finds a missing item (`Formula.solve_for`), and serves a report check as a relation.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from finkit.vocabulary.formulas import Formula


@dataclass(frozen=True, slots=True)
class Identity:
    """An equality or bound between items of one period. `per_segment`: it also holds for each segment."""

    name: str
    title: str
    formula: Formula
    source: str
    per_segment: bool = False
    solves: bool = True

    def __post_init__(self) -> None:
        if self.formula.comparison is None:
            raise ValueError(f"identity {self.name}: {self.formula} compares nothing")


_CAS_30 = "CAS 30, Presentation of Financial Statements (财会〔2014〕7号); format 财会〔2019〕6号"
_CAS_31 = "CAS 31, Cash Flow Statements (财会〔2006〕3号)"

IDENTITIES: tuple[Identity, ...] = (
    Identity("balance", "Assets equal liabilities and equity", Formula("total_assets == total_liabilities + total_equity"), _CAS_30),
    Identity("assets", "Current and non-current assets add up", Formula("total_assets == current_assets + non_current_assets"), _CAS_30),
    Identity(
        "liabilities", "Current and non-current liabilities add up",
        Formula("total_liabilities == current_liabilities + non_current_liabilities"), _CAS_30,
    ),
    Identity("equity", "Equity is the parent's and the minority's", Formula("total_equity == parent_equity + minority_interest"), _CAS_30),
    Identity("gross_profit", "Gross profit is revenue less cost of sales", Formula("gross_profit == revenue - cost_of_sales"), _CAS_30, per_segment=True),
    Identity(
        "period_expenses", "The four period expenses add up",
        Formula("period_expenses == selling_expense + administrative_expense + rd_expense + finance_expense"), _CAS_30,
    ),
    Identity(
        "operating_profit_to_total_profit", "Total profit follows from operating profit",
        Formula("total_profit == operating_profit + non_operating_income - non_operating_expense"), _CAS_30,
    ),
    Identity("tax", "Net profit is total profit less tax", Formula("net_profit == total_profit - income_tax"), _CAS_30),
    Identity("attribution", "Net profit is the parent's and the minority's", Formula("net_profit == parent_net_profit + minority_profit"), _CAS_30),
    Identity(
        "cash_tie", "The three cash flows explain the change in cash",
        Formula("closing_cash - opening_cash == operating_cash_flow + investing_cash_flow + financing_cash_flow + fx_effect_on_cash"), _CAS_31,
    ),
    Identity("cash_change", "Closing cash is opening cash plus the change", Formula("closing_cash == opening_cash + net_change_in_cash"), _CAS_31),
    Identity("cash_carried", "Opening cash is the prior year's closing cash", Formula("opening_cash == prior(closing_cash)"), _CAS_31, solves=False),
    Identity("segment_revenue", "A segment's revenue is at most the company's", Formula("revenue <= whole(revenue)"), "CAS 35, Segment Reporting", per_segment=True, solves=False),
)  # fmt: skip

IDENTITY_BY_NAME = MappingProxyType({identity.name: identity for identity in IDENTITIES})
