"""Leverage, cover and liquidity."""

from __future__ import annotations

from finkit.catalogue.items import MONEY
from finkit.catalogue.ratios.ratio import (
    ABROAD,
    CAS,
    CFA,
    CFA_CASH,
    CFA_LIQUIDITY,
    DAYS,
    EBIT,
    EBITDA,
    LEVERAGE,
    LOWER,
    NEITHER,
    NET_DEBT,
    OPERATING_EBITDA,
    OPERATING_NOTE,
    PRACTICE,
    PROFIT_EBIT,
    PROFIT_EBITDA,
    SASAC,
    TRADE_CAPITAL,
    Ratio,
)
from finkit.vocabulary.formulas import Formula

_BORROWS = Formula("interest_expense > 0")
_EARNS = Formula(f"{EBITDA} > 0")
_OPERATES = Formula(f"{OPERATING_EBITDA} > 0")
_NET_DEBT_SOURCE = "analysts' practice over the liabilities from financing of IAS 7.44A–E"
_BONDS = "CSRC content and format rule 38, annual reports on corporate bonds: solvency indicators"


def _row(name: str, title: str, zh: str, formula: str, unit: str = "1", source: str = CFA, **more: object) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), unit, LEVERAGE, source, **more)  # type: ignore[arg-type]


LEVERAGE_ROWS: tuple[Ratio, ...] = (
    _row(
        "asset_liability_ratio", "Asset–liability ratio", "资产负债率", "total_liabilities / total_assets", "%", SASAC, better=LOWER, main=True,
        aliases=("asset-liability ratio", "asset–liability ratio", "asset liability ratio", "debt-to-asset ratio", "debt to asset ratio",
                 "debt-to-assets ratio", "asset to liability ratio", "debt asset ratio", "资产负债率"),
    ),
    _row(
        "net_debt", "Net debt", "净负债", NET_DEBT, MONEY, _NET_DEBT_SOURCE, better=LOWER, main=True,
        aliases=("net debt",), note="interest-bearing debt incl. leases and current portions, less cash and current liquid securities",
    ),
    _row("current_ratio", "Current ratio", "流动比率", "current_assets / current_liabilities", aliases=("current ratio", "流动比率"), main=True),
    _row(
        "quick_ratio", "Quick ratio", "速动比率", "(current_assets - inventories) / current_liabilities", source=SASAC, main=True,
        aliases=("quick ratio", "速动比率"), note="current assets less inventories; prepayments stay in",
    ),
    _row("debt_to_equity", "Debt / equity", "有息负债/权益", "interest_bearing_debt / total_equity", better=LOWER, aliases=("debt-to-equity ratio", "debt to equity ratio"), main=True),
    _row(
        "net_debt_to_ebitda", "Net debt / EBITDA", "净负债/EBITDA", f"({NET_DEBT}) / ({EBITDA})", source=PRACTICE, better=LOWER, main=True,
        only_if=_EARNS, note="EBITDA: EBIT (CAS build) plus D&A of the cash-flow statement; a negative EBITDA is not meaningful",
    ),
    _row(
        "interest_cover", "Interest cover", "利息保障倍数", f"({EBIT}) / interest_expense", main=True,
        only_if=_BORROWS, aliases=("interest cover", "interest coverage", "interest coverage ratio"),
        note="EBIT (CAS build) over gross interest expense 利息费用, not 财务费用",
    ),
    _row(
        "times_interest_earned", "Times interest earned", "已获利息倍数", f"({PROFIT_EBIT}) / interest_expense", source=SASAC,
        only_if=_BORROWS, variant_of="interest_cover", main=True, note="total profit plus interest expense",
    ),
)  # fmt: skip

MORE_LEVERAGE_ROWS: tuple[Ratio, ...] = (
    _row("debt_to_assets", "Interest-bearing debt / assets", "有息资产负债率", "interest_bearing_debt / total_assets", "%", better=LOWER, note="a ratio of its own beside 资产负债率, which counts every liability"),
    _row("liabilities_to_equity", "Liabilities / equity", "产权比率", "total_liabilities / total_equity", source="A-share textbooks (CPA 财务成本管理), 产权比率", better=LOWER, variant_of="debt_to_equity", note="every liability, not only what bears interest"),
    _row("debt_to_capital", "Debt / capital", "全部债务资本化比率", "interest_bearing_debt / (interest_bearing_debt + total_equity)", "%", better=LOWER),
    _row("net_gearing", "Net debt / equity", "净负债率", f"({NET_DEBT}) / total_equity", "%", PRACTICE, better=LOWER),
    _row("debt_share_of_liabilities", "Interest-bearing debt / liabilities", "带息负债比率", "interest_bearing_debt / total_liabilities", "%", SASAC, better=LOWER),
    _row("equity_ratio", "Equity / assets", "股东权益比率", "total_equity / total_assets", "%", CAS),
    _row("current_debt_share", "Debt due within a year / debt", "短期债务占比", "current_debt / interest_bearing_debt", "%", PRACTICE, better=LOWER, only_if=Formula("interest_bearing_debt > 0")),
    _row("cash_to_current_debt", "Cash / debt due within a year", "现金短债比", "(cash + liquid_securities) / current_debt", source=PRACTICE, only_if=Formula("current_debt > 0")),
    _row("net_debt_cash_only", "Net debt, less cash only", "净负债（仅减货币资金）", "interest_bearing_debt - cash", MONEY, _NET_DEBT_SOURCE, better=LOWER, variant_of="net_debt"),
    _row(
        "net_debt_all_securities", "Net debt, less all securities", "净负债（减全部有价证券）", f"{NET_DEBT} - non_current_securities", MONEY, _NET_DEBT_SOURCE, better=LOWER,
        variant_of="net_debt", note="non-current marketable securities counted as cash too",
    ),
    _row("debt_to_ebitda", "Debt / EBITDA", "有息负债/EBITDA", f"interest_bearing_debt / ({EBITDA})", source=PRACTICE, better=LOWER, only_if=_EARNS, note="gross debt incl. leases; EBITDA: CAS build"),
    _row("debt_to_ebitda_operating", "Debt / EBITDA, on operating profit", "有息负债/EBITDA（营业利润）", f"interest_bearing_debt / ({OPERATING_EBITDA})", source=PRACTICE, better=LOWER, only_if=_OPERATES, variant_of="debt_to_ebitda", instead_under=ABROAD, note=OPERATING_NOTE),
    _row("net_debt_to_ebitda_operating", "Net debt / EBITDA, on operating profit", "净负债/EBITDA（营业利润）", f"({NET_DEBT}) / ({OPERATING_EBITDA})", source=PRACTICE, better=LOWER, only_if=_OPERATES, variant_of="net_debt_to_ebitda", instead_under=ABROAD, note=OPERATING_NOTE),
    _row("ebitda_to_debt", "EBITDA / debt", "EBITDA全部债务比", f"({PROFIT_EBITDA}) / interest_bearing_debt", "%", _BONDS, only_if=Formula("interest_bearing_debt > 0"), note="EBITDA as total profit + interest expense + D&A"),
    _row("interest_cover_operating", "Interest cover, on operating profit", "利息保障倍数（营业利润）", "operating_profit / interest_expense", only_if=_BORROWS, variant_of="interest_cover", instead_under=ABROAD, note=OPERATING_NOTE),
    _row(
        "interest_cover_net", "Interest cover, on net finance expense", "利息保障倍数（财务费用）", f"({EBIT}) / finance_expense", source=PRACTICE, only_if=Formula("finance_expense > 0"),
        variant_of="interest_cover", note="财务费用 is net of interest income and may be negative: then not meaningful",
    ),
    _row("ebitda_cover", "EBITDA interest cover", "EBITDA利息保障倍数", f"({PROFIT_EBITDA}) / interest_expense", source=_BONDS, only_if=_BORROWS, variant_of="interest_cover", note="total profit + interest expense + D&A; interest that was capitalised is left out"),
    _row(
        "times_interest_earned_with_capitalised", "Times interest earned, capitalised interest too", "利息保障倍数（含资本化利息）", f"({PROFIT_EBIT}) / (interest_expense + capitalised_interest)",
        source=_BONDS, only_if=Formula("interest_expense + capitalised_interest > 0"), variant_of="interest_cover", note="profit is before expensed interest alone; the divisor is all interest of the year",
    ),
    _row("cash_cover", "Cash interest cover", "现金利息保障倍数", "(operating_cash_flow + interest_paid + income_tax_paid) / interest_paid", source=CFA_CASH, only_if=Formula("interest_paid > 0"), note="for OCF after interest paid (US GAAP, most of IFRS)"),
    _row(
        "operating_leverage", "Degree of operating leverage", "经营杠杆系数", f"(({EBIT}) / prior({EBIT}) - 1) / (revenue / prior(revenue) - 1)",
        better=NEITHER, only_if=Formula(f"min(prior({EBIT}), prior(revenue)) > 0"), note="growth of EBIT (CAS build) over growth of revenue",
    ),
    _row("cash_ratio", "Cash ratio", "现金比率", "(cash + liquid_securities) / current_liabilities", note="cash and current liquid securities"),
    _row("cash_ratio_cash_only", "Cash ratio, cash only", "现金比率（仅货币资金）", "cash / current_liabilities", source="OpenStax, Principles of Finance 6.3", variant_of="cash_ratio"),
    _row("quick_ratio_strict", "Quick ratio, named assets", "速动比率（现金、证券、应收账款）", "(cash + liquid_securities + accounts_receivable) / current_liabilities", source=CFA, variant_of="quick_ratio", note="only cash, current securities and trade receivables; prepayments are out"),
    _row(
        "defensive_interval", "Defensive interval", "现金流量保障天数",
        "days_in_year * (cash + liquid_securities + accounts_receivable) / (cost_of_sales + selling_expense + administrative_expense + rd_expense - depreciation_and_amortisation)",
        "d", CFA, constants=DAYS, note="days of cash expenses that quick assets cover",
    ),
    _row(
        "operating_working_capital", "Working capital, operating", "营运资本（经营性）", "current_assets - cash - liquid_securities - (current_liabilities - current_debt)", MONEY, CFA_LIQUIDITY,
        better=NEITHER, note="without cash, current securities and interest-bearing debt; current leases stay in",
    ),
    _row("accounting_working_capital", "Working capital, accounting", "营运资金", "current_assets - current_liabilities", MONEY, CFA_LIQUIDITY, better=NEITHER, variant_of="operating_working_capital"),
    _row("trade_working_capital", "Working capital, trade", "营运资本（贸易性）", TRADE_CAPITAL, MONEY, CFA_LIQUIDITY, better=NEITHER, variant_of="operating_working_capital", note="inventories + trade receivables − trade payables"),
)  # fmt: skip
