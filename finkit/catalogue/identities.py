"""Identities: statements of accounting that every set of figures must satisfy, one row each.

A row checks facts, finds a missing item (`Formula.solve_for`), and serves a report check as a relation.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from finkit.vocabulary.formulas import Formula


@dataclass(frozen=True, slots=True)
class Identity:
    """An equality or bound between items of one period.

    `per_segment`: it also holds for each segment. `solves`: it may fill in a missing item (False for bounds, for
    looks at another period, for products of rounded averages, which check but are too coarse to fill in, and for lines
    of one standard, which would be made up under another).
    """

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
_IAS_1 = "IAS 1, Presentation of Financial Statements, 54 and 78(e)"
_IAS_7 = "IAS 7, Statement of Cash Flows, 10 and 28; ASC 230-10-45"
_SX = "SEC Regulation S-X, rule 5-03"
_DEBT = "interest-bearing debt incl. leases and current portions, as net debt takes it"
_QUOTA = "notices of the Ministry of Industry and Information Technology on rare earth quotas, issued in batches"

IDENTITIES: tuple[Identity, ...] = (
    Identity("balance", "Assets equal liabilities and equity", Formula("total_assets == total_liabilities + total_equity"), _CAS_30),
    Identity("assets", "Current and non-current assets add up", Formula("total_assets == current_assets + non_current_assets"), _CAS_30),
    Identity(
        "liabilities", "Current and non-current liabilities add up",
        Formula("total_liabilities == current_liabilities + non_current_liabilities"), _CAS_30,
    ),
    Identity("equity", "Equity is the parent's and the minority's", Formula("total_equity == parent_equity + minority_interest"), _CAS_30),
    Identity(
        "capital_and_reserves", "The parent's equity is its capital, its reserves and what it retained",
        Formula("parent_equity == paid_in_capital + other_reserves + retained_earnings"), _IAS_1, solves=False,
    ),
    Identity(
        "debt", "Interest-bearing debt is current and long-term debt and leases",
        Formula("interest_bearing_debt == current_debt + long_term_debt + current_lease_liabilities + lease_liabilities"), _DEBT, solves=False,
    ),
    Identity(
        "current_debt", "Current debt is short-term borrowings and what falls due of long-term debt",
        Formula("current_debt == short_term_borrowings + current_portion_of_long_term_debt"), _DEBT,
    ),
    Identity("gross_profit", "Gross profit is revenue less cost of sales", Formula("gross_profit == revenue - cost_of_sales"), _CAS_30, per_segment=True),
    Identity(
        "period_expenses", "The four period expenses add up",
        Formula("period_expenses == selling_expense + administrative_expense + rd_expense + finance_expense"), _CAS_30,
    ),
    Identity(
        "operating_cost", "Total operating cost is cost, taxes and the four expenses",
        Formula("total_operating_cost == cost_of_sales + taxes_and_surcharges + selling_expense + administrative_expense + rd_expense + finance_expense"), _CAS_30,
    ),
    Identity(
        "operating_profit", "Operating profit follows from revenue",
        Formula(
            "operating_profit == revenue - total_operating_cost + other_income + investment_income + fair_value_gain"
            " - credit_impairment_loss - asset_impairment_loss + disposal_gain"
        ), _CAS_30,
    ),
    Identity(
        "operating_income", "Operating profit is revenue less operating costs and expenses",
        Formula("operating_profit == revenue - operating_costs_and_expenses"), _SX, solves=False,
    ),
    Identity(
        "operating_profit_to_total_profit", "Total profit follows from operating profit",
        Formula("total_profit == operating_profit + non_operating_income - non_operating_expense"), _CAS_30,
    ),
    Identity("tax", "Net profit is total profit less tax", Formula("net_profit == total_profit - income_tax"), _CAS_30),
    Identity("attribution", "Net profit is the parent's and the minority's", Formula("net_profit == parent_net_profit + minority_profit"), _CAS_30),
    Identity(
        "comprehensive_attribution", "Comprehensive income is the parent's and the minority's",
        Formula("comprehensive_income == parent_comprehensive_income + minority_comprehensive_income"), _CAS_30,
    ),
    Identity(
        "operating_cash", "Operating cash flow is receipts less payments",
        Formula(
            "operating_cash_flow == cash_from_customers + tax_refunds + other_operating_receipts"
            " - cash_to_suppliers - cash_to_employees - taxes_paid - other_operating_payments"
        ), _CAS_31,
    ),
    Identity(
        "investing_cash", "Investing cash flow is receipts less payments",
        Formula(
            "investing_cash_flow == disposals_of_investments + investment_income_received + asset_disposal_receipts"
            " + subsidiary_disposal_receipts + other_investing_receipts - capex - purchases_of_investments"
            " - subsidiary_purchases - other_investing_payments"
        ), _CAS_31,
    ),
    Identity(
        "financing_cash", "Financing cash flow is receipts less payments",
        Formula(
            "financing_cash_flow == capital_contributions + borrowings_received + other_financing_receipts"
            " - debt_repaid - dividends_and_interest_paid - other_financing_payments"
        ), _CAS_31,
    ),
    Identity(
        "cash_tie", "The three cash flows explain the change in cash",
        Formula("closing_cash - opening_cash == operating_cash_flow + investing_cash_flow + financing_cash_flow + fx_effect_on_cash"), _CAS_31,
    ),
    Identity("cash_change", "Closing cash is opening cash plus the change", Formula("closing_cash == opening_cash + net_change_in_cash"), _CAS_31),
    Identity(
        "cash_flows", "The change in cash is the three cash flows and the exchange effect",
        Formula("net_change_in_cash == operating_cash_flow + investing_cash_flow + financing_cash_flow + fx_effect_on_cash"), _IAS_7, solves=False,
    ),
    Identity("cash_carried", "Opening cash is the prior year's closing cash", Formula("opening_cash == prior(closing_cash)"), _CAS_31, solves=False),
    Identity(
        "price_times_volume", "A product's revenue is price times volume",
        Formula("revenue == average_price * sales_volume"), "definition of an average price", per_segment=True, solves=False,
    ),
    Identity(
        "unit_profit_times_volume", "A product's gross profit is price less unit cost, times volume",
        Formula("gross_profit == (average_price - unit_cost) * sales_volume"), "definition of a unit cost", per_segment=True, solves=False,
    ),
    Identity("mining_batches", "The year's mining quota is its batches", Formula("mining_quota == mining_quota_first_batch + mining_quota_second_batch + mining_quota_third_batch"), _QUOTA),
    Identity("separation_batches", "The year's separation quota is its batches", Formula("separation_quota == separation_quota_first_batch + separation_quota_second_batch + separation_quota_third_batch"), _QUOTA),
    Identity("segment_revenue", "A segment's revenue is at most the company's", Formula("revenue <= whole(revenue)"), "CAS 35, Segment Reporting", per_segment=True, solves=False),
)  # fmt: skip

IDENTITY_BY_NAME = MappingProxyType({identity.name: identity for identity in IDENTITIES})
