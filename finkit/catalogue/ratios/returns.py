"""Returns, and their DuPont factors, which multiply to the return on equity exactly."""

from __future__ import annotations

from finkit.catalogue.ratios.ratio import (
    ABROAD,
    AFTER_TAX,
    CFA,
    CSRC9,
    CSRC9_2007,
    EBIT,
    EBIT_NOTE,
    INVESTED,
    LOWER,
    NEITHER,
    OPERATING_NOTE,
    PRACTICE,
    PROFIT_EBIT,
    PROFIT_EBIT_NOTE,
    RETURNS,
    SASAC,
    TAXABLE,
    Ratio,
)
from finkit.vocabulary.formulas import Formula


def _row(name: str, title: str, zh: str, formula: str, unit: str = "%", source: str = CFA, **more: object) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), unit, RETURNS, source, **more)  # type: ignore[arg-type]


RETURN_ROWS: tuple[Ratio, ...] = (
    _row(
        "roe", "ROE", "净资产收益率", "parent_net_profit / mean(parent_equity)", main=True,
        aliases=("ROE", "return on equity", "净资产收益率"), note="parent profit over average parent equity",
    ),
    _row("roe_closing", "ROE, closing equity", "摊薄净资产收益率", "parent_net_profit / parent_equity", source=CSRC9_2007, variant_of="roe", aliases=("diluted ROE",), main=True, note="全面摊薄: the 2010 revision asks for the weighted one alone"),
    _row("roa", "ROA", "总资产净利率", "net_profit / mean(total_assets)", aliases=("ROA", "return on assets"), main=True),
    _row("asset_turnover", "Asset turnover", "总资产周转率", "revenue / mean(total_assets)", "1", main=True, note="revenue over average total assets"),
)  # fmt: skip

_MARGIN, _TURNOVER, _LEVERAGE = "parent_net_profit / revenue", "revenue / mean(total_assets)", "mean(total_assets) / mean(parent_equity)"
_TAX, _INTEREST, _EBIT_MARGIN = "parent_net_profit / total_profit", f"total_profit / ({PROFIT_EBIT})", f"({PROFIT_EBIT}) / revenue"
_BEFORE_TAX = Formula(f"min(total_profit, {PROFIT_EBIT}) > 0")

# The average equity of CSRC rule 9: opening, half the profit, and what came and went by the months that it stayed.
_BY_MONTHS = (
    "prior(parent_equity) + parent_net_profit / 2 + equity_raised_weighted - equity_returned_weighted + equity_otherwise_changed_weighted"
)

MORE_RETURN_ROWS: tuple[Ratio, ...] = (
    _row(
        "roe_weighted", "ROE, weighted by months", "加权平均净资产收益率（计算）", f"parent_net_profit / ({_BY_MONTHS})", source=CSRC9,
        variant_of="roe", note="P ÷ (E0 + NP ÷ 2 + Ei × Mi ÷ M0 − Ej × Mj ÷ M0 ± Ek × Mk ÷ M0), of a full year; beside the disclosed `weighted_roe`",
    ),
    _row(
        "roe_weighted_adjusted", "ROE excl. non-recurring items, weighted by months", "扣非加权平均净资产收益率（计算）", f"adjusted_net_profit / ({_BY_MONTHS})", source=CSRC9,
        variant_of="roe", note="profit after deduction over the same weighted equity: NP in it stays the whole profit",
    ),
    _row(
        "roe_weighted_simple", "ROE, weighted without issues and dividends", "加权平均净资产收益率（不含增减资）", "parent_net_profit / (prior(parent_equity) + parent_net_profit / 2)", source=CSRC9,
        variant_of="roe", note="E0 + NP ÷ 2; issues and dividends, whose months no statement prints, are left out",
    ),
    _row("roe_total", "ROE, all holders", "净资产收益率（含少数股东）", "net_profit / mean(total_equity)", variant_of="roe", note="net profit incl. minority over average total equity"),
    _row("roe_after_preferred", "ROE, after preferred dividends", "普通股净资产收益率", "(net_profit - preferred_dividends) / mean(total_equity)", variant_of="roe", source="OpenStax, Principles of Finance 6.5"),
    _row("roe_common", "Return on common equity", "普通股股东权益报酬率", "(parent_net_profit - preferred_dividends) / mean(parent_equity - preferred_equity)", variant_of="roe"),
    _row("roe_adjusted", "ROE excl. non-recurring items", "扣非净资产收益率", "adjusted_net_profit / mean(parent_equity)", variant_of="roe", source=CSRC9),
    _row("roa_closing", "ROA, closing assets", "总资产净利率（期末）", "net_profit / total_assets", variant_of="roa", source=PRACTICE),
    _row("roa_before_interest", "ROA before interest", "总资产净利率（加回税后利息）", f"(net_profit + interest_expense * {AFTER_TAX}) / mean(total_assets)", variant_of="roa", only_if=TAXABLE, note="interest after tax added back: what assets earn for all who finance them"),
    _row("operating_roa", "Return on assets before interest and tax", "总资产报酬率", f"({PROFIT_EBIT}) / mean(total_assets)", source=SASAC, note=PROFIT_EBIT_NOTE),
    _row("roic", "ROIC", "投入资本回报率", f"({EBIT}) * {AFTER_TAX} / mean({INVESTED})", source=CFA, only_if=TAXABLE, note=f"NOPAT over average equity and interest-bearing debt incl. leases. {EBIT_NOTE}"),
    _row("roic_ex_cash", "ROIC, less cash", "投入资本回报率（扣除现金）", f"({EBIT}) * {AFTER_TAX} / mean({INVESTED} - cash - liquid_securities)", source=PRACTICE, only_if=TAXABLE, variant_of="roic", note="cash and current liquid securities are taken for excess"),
    _row("roic_operating", "ROIC, on operating profit", "投入资本回报率（营业利润）", f"operating_profit * {AFTER_TAX} / mean({INVESTED})", only_if=TAXABLE, source=PRACTICE, variant_of="roic", instead_under=ABROAD, note=OPERATING_NOTE),
    _row("return_on_capital_employed", "ROCE", "已动用资本回报率", f"({EBIT}) / mean(total_assets - current_liabilities)", source=PRACTICE, note=f"before tax; capital employed: assets less current liabilities, average. {EBIT_NOTE}"),
    _row("return_on_capital_employed_closing", "ROCE, closing capital", "已动用资本回报率（期末）", f"({EBIT}) / (total_assets - current_liabilities)", source=PRACTICE, variant_of="return_on_capital_employed", note=f"before tax. {EBIT_NOTE}"),
    _row("return_on_total_capital", "Return on total capital", "总资本回报率", f"({PROFIT_EBIT}) / mean({INVESTED})", note=f"before tax. {PROFIT_EBIT_NOTE}"),
    _row("cost_profit_ratio", "Total profit / total operating cost", "成本费用利润率", "total_profit / total_operating_cost", source=SASAC),
    _row("equity_multiplier", "Equity multiplier", "权益乘数", _LEVERAGE, "1", better=NEITHER, note="average assets over average parent equity: third factor of DuPont"),
    _row("equity_multiplier_total", "Equity multiplier, total equity", "权益乘数（含少数股东）", "mean(total_assets) / mean(total_equity)", "1", better=NEITHER, variant_of="equity_multiplier"),
    _row("tax_burden", "Tax burden", "税负系数", _TAX, "1", only_if=TAXABLE, note="parent profit over total profit: tax, and what minority holders take"),
    _row("interest_burden", "Interest burden", "利息负担系数", _INTEREST, "1", only_if=_BEFORE_TAX, note=f"total profit over EBIT. {PROFIT_EBIT_NOTE}"),
    _row(
        "roe_dupont", "ROE, three DuPont factors", "净资产收益率（三因素杜邦）", f"({_MARGIN}) * ({_TURNOVER}) * ({_LEVERAGE})", variant_of="roe",
        parts=("parent_net_margin", "asset_turnover", "equity_multiplier"), note="margin × turnover × multiplier: equals `roe`",
    ),
    _row(
        "roe_dupont_five", "ROE, five DuPont factors", "净资产收益率（五因素杜邦）", f"({_TAX}) * ({_INTEREST}) * ({_EBIT_MARGIN}) * ({_TURNOVER}) * ({_LEVERAGE})", variant_of="roe",
        parts=("tax_burden", "interest_burden", "ebit_margin_from_profit", "asset_turnover", "equity_multiplier"), only_if=_BEFORE_TAX,
        note="tax × interest × EBIT margin × turnover × multiplier: equals `roe`",
    ),
    _row("sustainable_growth", "Sustainable growth", "可持续增长率", "(parent_net_profit - dividends_declared) / mean(parent_equity)", note="ROE × (1 − payout)"),
    _row("sustainable_growth_closing", "Sustainable growth, closing equity", "可持续增长率（期末权益）", "(parent_net_profit - dividends_declared) / parent_equity", source=PRACTICE, variant_of="sustainable_growth", note="closing ROE × (1 − payout)"),
    _row(
        "sustainable_growth_opening", "Sustainable growth, opening equity", "可持续增长率（期初权益）", "(parent_net_profit - dividends_declared) / prior(parent_equity)",
        source="Higgins 1977, Financial Management 6(3); A-share textbooks (CPA 财务成本管理)", variant_of="sustainable_growth",
        note="profit kept over opening equity: without new shares equal to ROE × b ÷ (1 − ROE × b) on closing equity",
    ),
    _row("minority_profit_share", "Minority share of profit", "少数股东损益占比", "minority_profit / net_profit", source=PRACTICE, better=LOWER, only_if=Formula("net_profit > 0")),
)  # fmt: skip
