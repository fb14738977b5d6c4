"""Cash flow, and the days and turnovers of working capital."""

from __future__ import annotations

from finkit.catalogue.items import MONEY
from finkit.catalogue.ratios.ratio import (
    ACTIVITY,
    BANK_DAYS,
    CASH,
    CFA,
    CFA_CASH,
    CFA_LIQUIDITY,
    DAYS,
    HIGHER,
    LOWER,
    NEITHER,
    PRACTICE,
    SASAC,
    TRADE_CAPITAL,
    Constant,
    Ratio,
)
from finkit.vocabulary.formulas import Formula

_PROFIT = Formula("net_profit > 0")
_FCF = "operating_cash_flow - capex"
_SLOAN = "Sloan 1996, The Accounting Review 71(3)"


def _cash(name: str, title: str, zh: str, formula: str, unit: str = "%", source: str = CFA_CASH, **more: object) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), unit, CASH, source, **more)  # type: ignore[arg-type]


def _days(
    name: str, title: str, zh: str, formula: str, source: str = CFA, *, constants: tuple[Constant, ...] = DAYS, **more: object
) -> Ratio:
    text = formula.replace("DAYS", constants[0][0])
    group = CASH if more.get("main") else ACTIVITY
    return Ratio(name, title, zh, Formula(text), "d", group, source, constants=constants, **more)  # type: ignore[arg-type]


_STOCK, _DEBTORS, _CREDITORS = (
    "DAYS * mean(inventories) / cost_of_sales",
    "DAYS * mean(accounts_receivable) / revenue",
    "DAYS * mean(accounts_payable) / cost_of_sales",
)
_CYCLE = f"{_STOCK} + {_DEBTORS} - {_CREDITORS}"

CASH_ROWS: tuple[Ratio, ...] = (
    _cash("ocf_margin", "OCF margin", "经营现金流/营业收入", "operating_cash_flow / revenue", main=True),
    _cash(
        "ocf_to_net_profit", "OCF / net profit", "净现比", "operating_cash_flow / net_profit", "1", SASAC, main=True,
        only_if=_PROFIT, note="net profit including minority; a loss is not meaningful",
    ),
    _cash("fcf", "Free cash flow", "自由现金流", _FCF, MONEY, PRACTICE, main=True, aliases=("free cash flow",), note="OCF less purchases of PP&E and intangibles"),
    _cash("fcf_margin", "FCF margin", "自由现金流/营业收入", f"({_FCF}) / revenue", source=PRACTICE, main=True),
    _cash("capex_intensity", "Capex / revenue", "资本开支/营业收入", "capex / revenue", source=PRACTICE, main=True, better=NEITHER),
    _days("inventory_days", "Inventory days (DIO)", "存货周转天数", _STOCK, main=True, better=LOWER, note="average inventories over cost of sales"),
    _days("receivable_days", "Receivable days (DSO)", "应收账款周转天数", _DEBTORS, main=True, better=LOWER, note="average receivables over revenue"),
    _days("payable_days", "Payable days (DPO)", "应付账款周转天数", _CREDITORS, main=True, better=NEITHER, note="average payables over cost of sales"),
    _days("cash_conversion_cycle", "Cash conversion cycle", "现金循环周期", _CYCLE, CFA_LIQUIDITY, main=True, better=LOWER, note="DIO + DSO − DPO on average balances, cost for DIO and DPO"),
)  # fmt: skip

MORE_CASH_ROWS: tuple[Ratio, ...] = (
    _cash(
        "ocf_to_parent_profit", "OCF / net profit of parent", "经营现金流/归母净利润", "operating_cash_flow / parent_net_profit", "1", PRACTICE,
        only_if=Formula("parent_net_profit > 0"), variant_of="ocf_to_net_profit", note="the whole group's cash over the parent's share of profit: two scopes",
    ),
    _cash("cash_received_to_revenue", "Cash from customers / revenue", "收现比", "cash_from_customers / revenue", source=PRACTICE, note="receipts hold VAT, revenue does not"),
    _cash("fcf_to_net_profit", "FCF / net profit", "自由现金流/净利润", f"({_FCF}) / net_profit", "1", PRACTICE, only_if=_PROFIT),
    _cash(
        "fcf_after_payouts", "FCF after dividends and interest", "自由现金流（扣除股利和利息）", f"{_FCF} - dividends_and_interest_paid", MONEY, PRACTICE,
        variant_of="fcf", note="under CAS 31 interest paid stands with dividends among financing flows, so that OCF − capex is before it",
    ),
    _cash("fcf_after_dividends", "FCF after dividends", "自由现金流（扣除股利）", f"{_FCF} - dividends_paid", MONEY, PRACTICE, variant_of="fcf", note="as companies report it that pay interest out of OCF"),
    _cash("fcf_net_capex", "FCF on net capex", "自由现金流（净资本开支）", f"{_FCF} + asset_disposal_receipts", MONEY, PRACTICE, variant_of="fcf", note="receipts from disposed long-term assets set against capex"),
    _cash("capex_to_depreciation", "Capex / D&A", "资本开支/折旧摊销", "capex / depreciation_and_amortisation", "1", CFA_CASH, better=NEITHER),
    _cash("capex_to_ocf", "Capex / OCF", "资本开支/经营现金流", "capex / operating_cash_flow", "1", CFA_CASH, better=LOWER, only_if=Formula("operating_cash_flow > 0")),
    _cash("reinvestment_ratio", "OCF / capex", "经营现金流/资本开支", "operating_cash_flow / capex", "1", CFA_CASH, only_if=Formula("capex > 0")),
    _cash("cash_return_on_assets", "OCF / total assets", "全部资产现金回收率", "operating_cash_flow / mean(total_assets)", "%", SASAC, note="average total assets; SASAC: 资产现金回收率"),
    _cash("cash_return_on_equity", "OCF / equity", "净资产现金回收率", "operating_cash_flow / mean(total_equity)", "%", CFA_CASH, note="average total equity"),
    _cash("accruals_ratio", "Accruals / total assets", "应计利润率", "(net_profit - operating_cash_flow) / mean(total_assets)", "%", _SLOAN, better=LOWER, note="cash-flow build of accruals"),
    _cash(
        "accruals_ratio_with_investing", "Accruals / total assets, investing cash too", "应计利润率（含投资现金流）", "(net_profit - operating_cash_flow - investing_cash_flow) / mean(total_assets)",
        source="CFA Institute, Evaluating Quality of Financial Reports", better=LOWER, variant_of="accruals_ratio", note="aggregate accruals of the cash-flow statement; CFA divides by net operating assets, data vendors by total assets",
    ),
    _cash("ocf_to_current_liabilities", "OCF / current liabilities", "现金流动负债比率", "operating_cash_flow / current_liabilities", "%", SASAC, note="closing current liabilities"),
    _cash("ocf_to_liabilities", "OCF / liabilities", "现金债务总额比", "operating_cash_flow / total_liabilities", "%", CFA_CASH, note="closing total liabilities"),
    _cash("ocf_to_debt", "OCF / interest-bearing debt", "经营现金流/有息负债", "operating_cash_flow / interest_bearing_debt", "%", CFA_CASH, only_if=Formula("interest_bearing_debt > 0")),
)  # fmt: skip


def _variants(row: Ratio) -> tuple[Ratio, Ratio]:
    """The days on closing balances, and on a year of 360 days."""
    text = str(row.formula)
    closing = (
        text.replace("mean(inventories)", "inventories")
        .replace("mean(accounts_receivable)", "accounts_receivable")
        .replace("mean(accounts_payable)", "accounts_payable")
    )
    short = text.replace(DAYS[0][0], BANK_DAYS[0][0])
    return (
        _days(f"{row.name}_closing", f"{row.title}, closing balances", f"{row.title_zh}（期末余额）", closing, row.source, better=row.better, variant_of=row.name, note="closing in place of average balances"),
        _days(f"{row.name}_360", f"{row.title}, 360 days", f"{row.title_zh}（360天）", short, row.source, constants=BANK_DAYS, better=row.better, variant_of=row.name, note="a year of 360 days, as A-share textbooks count"),
    )  # fmt: skip


def _turnover(
    name: str, title: str, zh: str, formula: str, source: str = CFA, *, better: str = HIGHER, note: str = "", **more: object
) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), "1", ACTIVITY, source, better=better, note=note, **more)  # type: ignore[arg-type]


ACTIVITY_ROWS: tuple[Ratio, ...] = (
    *(variant for row in CASH_ROWS if row.unit == "d" for variant in _variants(row)),
    _days(
        "receivable_days_with_bills", "Receivable days with bills", "应收款项周转天数（含应收款项融资）", "DAYS * mean(accounts_receivable + receivables_financing) / revenue",
        better=LOWER, variant_of="receivable_days", note="receivables and bills held for collection and sale (应收款项融资)",
    ),
    _days(
        "payable_days_on_purchases", "Payable days on purchases", "应付账款周转天数（采购额）", "DAYS * mean(accounts_payable) / (cost_of_sales + inventories - prior(inventories))",
        better=NEITHER, variant_of="payable_days", note="purchases: cost of sales plus the increase of inventories",
    ),
    _turnover("inventory_turnover", "Inventory turnover", "存货周转率", "cost_of_sales / mean(inventories)", note="cost of sales over average inventories"),
    _turnover("inventory_turnover_on_revenue", "Inventory turnover on revenue", "存货周转率（营业收入）", "revenue / mean(inventories)", PRACTICE, variant_of="inventory_turnover"),
    _turnover("receivable_turnover", "Receivable turnover", "应收账款周转率", "revenue / mean(accounts_receivable)", SASAC, note="revenue, of which credit sales are seldom known; SASAC adds the allowance for bad debts back to receivables"),
    _turnover("payable_turnover", "Payable turnover", "应付账款周转率", "cost_of_sales / mean(accounts_payable)", PRACTICE, better=NEITHER, note="cost of sales; CFA takes purchases"),
    _turnover("fixed_asset_turnover", "Fixed asset turnover", "固定资产周转率", "revenue / mean(fixed_assets)"),
    _turnover("current_asset_turnover", "Current asset turnover", "流动资产周转率", "revenue / mean(current_assets)", SASAC),
    _turnover("equity_turnover", "Equity turnover", "净资产周转率", "revenue / mean(total_equity)", CFA),
    _turnover("working_capital_turnover", "Working capital turnover", "营运资金周转率", "revenue / mean(current_assets - current_liabilities)", only_if=Formula("mean(current_assets - current_liabilities) > 0"), note="current assets less current liabilities, average"),
    _turnover("asset_turnover_closing", "Asset turnover, closing assets", "总资产周转率（期末）", "revenue / total_assets", PRACTICE, variant_of="asset_turnover"),
    Ratio(
        "trade_capital_to_revenue", "Trade working capital / revenue", "营运资本/营业收入", Formula(f"({TRADE_CAPITAL}) / revenue"), "%", ACTIVITY, PRACTICE, better=LOWER,
        note="inventories + trade receivables − trade payables, closing",
    ),
)  # fmt: skip
