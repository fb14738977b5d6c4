"""Per share, payout, and the multiples that a market price gives."""

from __future__ import annotations

from finkit.catalogue.ratios.ratio import CAS_34, CFA, CFA_MULTIPLES, EBITDA, LOWER, MARKET, NEITHER, NET_DEBT, PRACTICE, SHARES, Ratio
from finkit.vocabulary.formulas import Formula

_PER_SHARE = "money/share"
_EARNS = Formula("parent_net_profit > 0")
_VALUE = f"market_capitalisation + minority_interest + {NET_DEBT}"


def _share(name: str, title: str, zh: str, formula: str, unit: str = _PER_SHARE, source: str = PRACTICE, **more: object) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), unit, SHARES, source, **more)  # type: ignore[arg-type]


def _market(name: str, title: str, zh: str, formula: str, unit: str = "1", **more: object) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), unit, MARKET, CFA_MULTIPLES, **more)  # type: ignore[arg-type]


SHARE_ROWS: tuple[Ratio, ...] = (
    _share("eps", "Earnings per share, computed", "每股收益（计算）", "parent_net_profit / weighted_shares", source=CAS_34, note="parent profit over weighted shares, beside the disclosed `basic_eps`"),
    _share("eps_after_preferred", "Earnings per share, after preferred dividends", "每股收益（扣除优先股股利）", "(parent_net_profit - preferred_dividends) / weighted_shares", source=CAS_34, variant_of="eps"),
    _share("eps_closing", "Earnings per share, closing shares", "摊薄每股收益（期末股数）", "parent_net_profit / shares_outstanding", source="CSRC disclosure rule 9 (2001), article 4; vendors' practice", variant_of="eps"),
    _share("bps", "Book value per share, computed", "每股净资产（计算）", "parent_equity / shares_outstanding", source=CFA, note="beside the disclosed `book_value_per_share`"),
    _share("bps_after_preferred", "Book value per share, after preferred equity", "每股净资产（扣除优先股）", "(parent_equity - preferred_equity) / shares_outstanding", source=CFA, variant_of="bps"),
    _share("cash_flow_per_share", "OCF per share, computed", "每股经营现金流（计算）", "operating_cash_flow / shares_outstanding", note="closing shares; beside the disclosed `ocf_per_share`"),
    _share("fcf_per_share", "FCF per share", "每股自由现金流", "(operating_cash_flow - capex) / shares_outstanding"),
    _share("revenue_per_share", "Revenue per share", "每股营业收入", "revenue / shares_outstanding"),
    _share("dps", "Dividends per share", "每股股利", "dividends_declared / shares_outstanding", note="dividends of the year over closing shares"),
    _share("retained_earnings_per_share", "Retained earnings per share", "每股留存收益", "retained_earnings / shares_outstanding"),
    _share("payout_ratio", "Payout ratio", "股利支付率", "dividends_declared / parent_net_profit", "%", CFA, better=NEITHER, only_if=_EARNS),
    _share("retention_ratio", "Retention ratio", "利润留存率", "1 - dividends_declared / parent_net_profit", "%", CFA, better=NEITHER, only_if=_EARNS),
    _share("dividend_cover", "Dividend cover", "股利保障倍数", "parent_net_profit / dividends_declared", "1", PRACTICE, only_if=Formula("dividends_declared > 0")),
    _share("fcf_dividend_cover", "FCF / dividends", "自由现金流股利保障倍数", "(operating_cash_flow - capex) / dividends_declared", "1", PRACTICE, only_if=Formula("dividends_declared > 0")),
    _market("pe", "Price / earnings", "市盈率", "market_capitalisation / parent_net_profit", better=LOWER, only_if=_EARNS, note="market value over the year's parent profit"),
    _market("pe_per_share", "Price / earnings, per share", "市盈率（每股）", "share_price / ((parent_net_profit - preferred_dividends) / weighted_shares)", better=LOWER, only_if=_EARNS, variant_of="pe", note="price over earnings per weighted share, after preferred dividends"),
    _market("pb", "Price / book", "市净率", "market_capitalisation / parent_equity", better=LOWER, only_if=Formula("parent_equity > 0")),
    _market("ps", "Price / sales", "市销率", "market_capitalisation / revenue", better=LOWER),
    _market("price_to_cash_flow", "Price / OCF", "市现率", "market_capitalisation / operating_cash_flow", better=LOWER, only_if=Formula("operating_cash_flow > 0")),
    _market("enterprise_value", "Enterprise value", "企业价值", _VALUE, "money", better=NEITHER, note="market value + minority interests (at book) + net debt"),
    _market("ev_to_ebitda", "EV / EBITDA", "企业价值/EBITDA", f"({_VALUE}) / ({EBITDA})", better=LOWER, only_if=Formula(f"{EBITDA} > 0"), note="EBITDA: CAS build"),
    _market("enterprise_value_with_preferred", "Enterprise value, preferred shares too", "企业价值（含优先股）", f"{_VALUE} + preferred_equity", "money", better=NEITHER, variant_of="enterprise_value", note="preferred shares at book, where the market value is of ordinary shares alone"),
    _market("ev_to_ebitda_with_preferred", "EV / EBITDA, preferred shares too", "企业价值/EBITDA（含优先股）", f"({_VALUE} + preferred_equity) / ({EBITDA})", better=LOWER, only_if=Formula(f"{EBITDA} > 0"), variant_of="ev_to_ebitda", note="EBITDA: CAS build"),
    _market("ev_to_sales", "EV / sales", "企业价值/营业收入", f"({_VALUE}) / revenue", better=LOWER),
    _market("dividend_yield", "Dividend yield", "股息率", "dividends_declared / market_capitalisation", "%"),
    _market("earnings_yield", "Earnings yield", "盈利收益率", "parent_net_profit / market_capitalisation", "%"),
    _market("fcf_yield", "FCF yield", "自由现金流收益率", "(operating_cash_flow - capex) / market_capitalisation", "%"),
)  # fmt: skip
