"""Ratios: one row each.

The value on frames, the live Excel formula, the unit check and the relation that checks a report are all made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from finkit.catalogue.items import ITEM_BY_NAME, ITEMS, MONEY
from finkit.vocabulary.formulas import Formula, Units
from finkit.vocabulary.units import Unit, unit

COMPANY, SEGMENT = "company", "segment"
MARGINS, EXPENSES, CASH, LEVERAGE, RETURNS, GROWTH, SEGMENTS, VALUATION = (
    "margins", "expense ratios", "cash flow", "leverage", "returns", "growth", "segments", "valuation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ratio:
    """A metric. `per`: of the company, of a segment, or both. `better`: higher, lower or neither.

    `only_if`: a comparison without which the value is not meaningful. `constants`: (name, value, unit) that the
    formula uses. `variant_of` names the standard row of which this is a variant in use. `per_basis`: False where
    the row looks across bases (growth from a restated comparative).
    """

    name: str
    title: str
    title_zh: str
    formula: Formula
    unit: str
    group: str
    source: str
    better: str = "higher"
    per: tuple[str, ...] = (COMPANY,)
    aliases: tuple[str, ...] = ()
    only_if: Formula | None = None
    constants: tuple[tuple[str, Decimal, str], ...] = ()
    variant_of: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        known = {item.name: unit(item.unit_in("CNY")) for item in ITEMS} | {name: unit(code) for name, _, code in self.constants}
        unknown = [name for name in self.formula.names if name not in known]
        if unknown:
            raise ValueError(f"ratio {self.name}: no item is called {', '.join(unknown)}")
        found: Unit = self.formula.evaluate(Units(known))
        wanted = unit("CNY" if self.unit == MONEY else self.unit)
        if not found.agrees(wanted):
            raise ValueError(f"ratio {self.name}: the formula gives {found.code}, the row says {self.unit}")

    @property
    def terms(self) -> tuple[str, ...]:
        """Names of the items that the formula needs."""
        return tuple(name for name in self.formula.names if name in ITEM_BY_NAME)


_CFA = "CFA Institute, Financial Analysis Techniques"
_CAS = "CAS 30 captions; A-share practice"
_CSRC9 = "CSRC disclosure rule 9 (2010 revision)"
_BOTH = (COMPANY, SEGMENT)
_DAYS = (("days_in_year", Decimal(365), "d"),)
_EBIT = "revenue - cost_of_sales - taxes_and_surcharges - selling_expense - administrative_expense - rd_expense"
_WORKING_CAPITAL = "inventories + accounts_receivable - accounts_payable"
_MORE_WORKING_CAPITAL = f"{_WORKING_CAPITAL} - (prior(inventories) + prior(accounts_receivable) - prior(accounts_payable))"
_TAXABLE = Formula("total_profit > 0")


def _margin(name: str, title: str, zh: str, formula: str, *aliases: str, per: tuple[str, ...] = (COMPANY,), note: str = "") -> Ratio:
    return Ratio(name, title, zh, Formula(formula), "%", MARGINS, _CFA, per=per, aliases=aliases, note=note)


def _expense(name: str, title: str, zh: str, formula: str, *aliases: str, note: str = "") -> Ratio:
    return Ratio(name, title, zh, Formula(formula), "%", EXPENSES, _CAS, better="lower", aliases=aliases, note=note)


RATIOS: tuple[Ratio, ...] = (
    _margin(
        "gross_margin", "Gross margin", "毛利率", "gross_profit / revenue", "gross margin", "gross margins", "gross profit margin",
        "gross profit margins", "毛利率", per=_BOTH, note="营业收入 and 营业成本; segments on external revenue",
    ),
    _margin("operating_margin", "Operating margin", "营业利润率", "operating_profit / revenue", "operating margin", "operating profit margin", "营业利润率"),
    _margin("net_margin", "Net margin", "净利率", "net_profit / revenue", "net margin", "net profit margin", "net interest rate of sales", "净利率"),
    _margin("parent_net_margin", "Net margin, parent", "归母净利率", "parent_net_profit / revenue", "归母净利率"),
    Ratio("ebit_margin", "EBIT margin", "息税前利润率", Formula(f"({_EBIT}) / revenue"), "%", MARGINS, _CAS, note="EBIT (CAS build): revenue less cost, taxes and surcharges, selling, administrative and R&D expense"),
    _expense("selling_expense_ratio", "Selling expense ratio", "销售费用率", "selling_expense / revenue", "selling expense ratio", "sales expense ratio", "sales expense rate", "销售费用率"),
    _expense(
        "administrative_expense_ratio", "Administrative expense ratio", "管理费用率", "administrative_expense / revenue",
        "administrative expense ratio", "management expense ratio", "administrative expense rate", "management expense rate", "管理费用率",
    ),
    _expense("rd_expense_ratio", "R&D expense ratio", "研发费用率", "rd_expense / revenue", "R&D expense ratio", "R&D expense rate", "research and development expense ratio", "研发费用率"),
    _expense("finance_expense_ratio", "Finance expense ratio", "财务费用率", "finance_expense / revenue", "finance expense ratio", "financial expense ratio", "financial expense rate", "财务费用率"),
    _expense(
        "total_expense_ratio", "Total expense ratio", "期间费用率",
        "(selling_expense + administrative_expense + rd_expense + finance_expense) / revenue",
        "overall expense ratio", "total expense ratio", "period expense ratio", "expense ratio", "period expense rate", "expense ratio during the period", "期间费用率",
        note="four expenses over 营业收入; finance expense net as reported",
    ),
    Ratio("ocf_margin", "OCF margin", "经营现金流/营业收入", Formula("operating_cash_flow / revenue"), "%", CASH, _CFA),
    Ratio(
        "ocf_to_net_profit", "OCF / net profit", "净现比", Formula("operating_cash_flow / net_profit"), "1", CASH, _CFA,
        only_if=Formula("net_profit > 0"), note="net profit including minority; a loss is not meaningful",
    ),
    Ratio("fcf", "Free cash flow", "自由现金流", Formula("operating_cash_flow - capex"), MONEY, CASH, _CFA, aliases=("free cash flow",), note="OCF less purchases of PP&E and intangibles"),
    Ratio("fcf_margin", "FCF margin", "自由现金流/营业收入", Formula("(operating_cash_flow - capex) / revenue"), "%", CASH, _CFA),
    Ratio("capex_intensity", "Capex / revenue", "资本开支/营业收入", Formula("capex / revenue"), "%", CASH, _CFA, better="neither"),
    Ratio("inventory_days", "Inventory days (DIO)", "存货周转天数", Formula("days_in_year * mean(inventories) / cost_of_sales"), "d", CASH, _CFA, better="lower", constants=_DAYS, note="average inventories over cost of sales"),
    Ratio("receivable_days", "Receivable days (DSO)", "应收账款周转天数", Formula("days_in_year * mean(accounts_receivable) / revenue"), "d", CASH, _CFA, better="lower", constants=_DAYS, note="average receivables over revenue"),
    Ratio("payable_days", "Payable days (DPO)", "应付账款周转天数", Formula("days_in_year * mean(accounts_payable) / cost_of_sales"), "d", CASH, _CFA, better="neither", constants=_DAYS, note="average payables over cost of sales"),
    Ratio(
        "cash_conversion_cycle", "Cash conversion cycle", "现金循环周期",
        Formula("days_in_year * mean(inventories) / cost_of_sales + days_in_year * mean(accounts_receivable) / revenue - days_in_year * mean(accounts_payable) / cost_of_sales"),
        "d", CASH, _CFA, better="lower", constants=_DAYS, note="DIO + DSO − DPO on average balances, cost for DIO and DPO",
    ),
    Ratio(
        "asset_liability_ratio", "Asset–liability ratio", "资产负债率", Formula("total_liabilities / total_assets"), "%", LEVERAGE, _CAS, better="lower",
        aliases=("asset-liability ratio", "asset–liability ratio", "asset liability ratio", "debt-to-asset ratio", "debt to asset ratio",
                 "debt-to-assets ratio", "asset to liability ratio", "debt asset ratio", "资产负债率"),
    ),
    Ratio(
        "net_debt", "Net debt", "净负债", Formula("interest_bearing_debt - cash - liquid_securities"), MONEY, LEVERAGE, _CFA, better="lower",
        aliases=("net debt",), note="interest-bearing debt incl. leases and current portions, less cash and current liquid securities",
    ),
    Ratio("current_ratio", "Current ratio", "流动比率", Formula("current_assets / current_liabilities"), "1", LEVERAGE, _CFA, aliases=("current ratio", "流动比率")),
    Ratio(
        "quick_ratio", "Quick ratio", "速动比率", Formula("(current_assets - inventories) / current_liabilities"), "1", LEVERAGE, _CFA,
        aliases=("quick ratio", "速动比率"), note="current assets less inventories; prepayments stay in",
    ),
    Ratio("debt_to_equity", "Debt / equity", "有息负债/权益", Formula("interest_bearing_debt / total_equity"), "1", LEVERAGE, _CFA, better="lower", aliases=("debt-to-equity ratio", "debt to equity ratio")),
    Ratio(
        "net_debt_to_ebitda", "Net debt / EBITDA", "净负债/EBITDA",
        Formula(f"(interest_bearing_debt - cash - liquid_securities) / ({_EBIT} + depreciation_and_amortisation)"), "1", LEVERAGE, _CFA, better="lower",
        only_if=Formula(f"{_EBIT} + depreciation_and_amortisation > 0"), note="EBITDA: EBIT (CAS build) plus D&A of the cash-flow statement; a negative EBITDA is not meaningful",
    ),
    Ratio(
        "interest_cover", "Interest cover", "利息保障倍数",
        Formula(f"({_EBIT}) / interest_expense"),
        "1", LEVERAGE, _CFA, only_if=Formula("interest_expense > 0"), aliases=("interest cover", "interest coverage", "interest coverage ratio"),
        note="EBIT (CAS build) over gross interest expense 利息费用, not 财务费用",
    ),
    Ratio(
        "times_interest_earned", "Times interest earned", "已获利息倍数", Formula("(total_profit + interest_expense) / interest_expense"), "1", LEVERAGE,
        _CSRC9, only_if=Formula("interest_expense > 0"), variant_of="interest_cover", note="total profit plus interest expense",
    ),
    Ratio(
        "roe", "ROE", "净资产收益率", Formula("parent_net_profit / mean(parent_equity)"), "%", RETURNS, _CFA,
        aliases=("ROE", "return on equity", "净资产收益率"), note="parent profit over average parent equity",
    ),
    Ratio("roe_closing", "ROE, closing equity", "摊薄净资产收益率", Formula("parent_net_profit / parent_equity"), "%", RETURNS, _CSRC9, variant_of="roe", aliases=("diluted ROE",)),
    Ratio("roa", "ROA", "总资产净利率", Formula("net_profit / mean(total_assets)"), "%", RETURNS, _CFA, aliases=("ROA", "return on assets")),
    Ratio("asset_turnover", "Asset turnover", "总资产周转率", Formula("revenue / mean(total_assets)"), "1", RETURNS, _CFA, note="revenue over average total assets"),
    Ratio(
        "revenue_share", "Share of revenue", "收入占比", Formula("revenue / whole(revenue)"), "%", SEGMENTS, "CAS 35, Segment Reporting",
        better="neither", per=(SEGMENT,), aliases=("proportion of revenue", "share of revenue", "revenue proportion", "revenue share", "收入占比"),
    ),
    Ratio(
        "gross_profit_share", "Share of gross profit", "毛利占比", Formula("gross_profit / whole(gross_profit)"), "%", SEGMENTS, "CAS 35, Segment Reporting",
        better="neither", per=(SEGMENT,),
        aliases=("proportion of gross profit", "share of gross profit", "gross profit proportion", "gross profit share", "毛利占比"),
    ),
    Ratio("ebit", "EBIT", "息税前利润", Formula(_EBIT), MONEY, VALUATION, _CAS, note="EBIT (CAS build): before finance expense, other income, investment income, fair value and impairments"),
    Ratio(
        "ebit_pretax", "EBIT, from profit before tax", "息税前利润(利润总额口径)", Formula("total_profit + interest_expense"), MONEY, VALUATION, _CSRC9, variant_of="ebit",
        note="profit before tax plus gross interest expense, as the numerator of times interest earned: the EBIT of IFRS and US GAAP lines, other income in it",
    ),
    Ratio("ebitda", "EBITDA", "息税折旧摊销前利润", Formula(f"{_EBIT} + depreciation_and_amortisation"), MONEY, VALUATION, _CFA, note="EBIT (CAS build) plus D&A of the cash-flow statement"),
    Ratio(
        "effective_tax_rate", "Effective tax rate", "实际税率", Formula("income_tax / total_profit"), "%", VALUATION, _CFA, better="lower", only_if=_TAXABLE,
        note="income tax over total profit; without a profit before tax it is not meaningful",
    ),
    Ratio(
        "nopat", "NOPAT", "税后净营业利润", Formula(f"({_EBIT}) * (1 - income_tax / total_profit)"), MONEY, VALUATION, _CFA, only_if=_TAXABLE,
        note="EBIT (CAS build) after the effective tax rate",
    ),
    Ratio(
        "working_capital_change", "Change in trade working capital", "营运资本变动", Formula(_MORE_WORKING_CAPITAL), MONEY, VALUATION, _CFA, better="neither",
        note="inventories + trade receivables − trade payables, against a year before; an increase uses cash and is positive",
    ),
    Ratio(
        "fcff", "Free cash flow to the firm", "企业自由现金流",
        Formula(f"({_EBIT}) * (1 - income_tax / total_profit) + depreciation_and_amortisation - capex - ({_MORE_WORKING_CAPITAL})"),
        MONEY, VALUATION, _CFA, only_if=_TAXABLE, note="NOPAT + D&A − capex − change in trade working capital",
    ),
)  # fmt: skip


def growth_of(name: str) -> Ratio:
    """The growth of an item over the same period a year before: a row like any other."""
    item = ITEM_BY_NAME[name]
    return Ratio(
        f"{name}_growth", f"{item.title} growth", f"{item.title_zh}同比", Formula(f"{name} / prior({name}) - 1"), "%", GROWTH, _CFA,
        better="neither", per=_BOTH, only_if=Formula(f"prior({name}) > 0"),
    )  # fmt: skip


GROWTHS: tuple[Ratio, ...] = tuple(growth_of(item.name) for item in ITEMS)
RATIO_BY_NAME = MappingProxyType({ratio.name: ratio for ratio in (*RATIOS, *GROWTHS)})
