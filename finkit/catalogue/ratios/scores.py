"""Scores of distress and quality: Altman's Z, Z′ and Z″, Piotroski's F with its nine points."""

from __future__ import annotations

from decimal import Decimal

from finkit.catalogue.ratios.ratio import PROFIT_EBIT, PROFIT_EBIT_NOTE, SCORES, Constant, Ratio
from finkit.vocabulary.formulas import Formula

ALTMAN_1968 = "Altman 1968, Journal of Finance 23(4); 0.999 as in Altman 2000, Predicting Financial Distress of Companies"
ALTMAN_1983 = "Altman 1983, Corporate Financial Distress; Altman 2000"
ALTMAN_1995 = "Altman, Hartzell and Peck 1995, Emerging Markets Corporate Bonds: A Scoring System"
PIOTROSKI = "Piotroski 2000, Journal of Accounting Research 38 (supplement)"

_X: dict[str, tuple[str, str, str]] = {
    "x1": ("Working capital / assets", "营运资金/总资产", "(current_assets - current_liabilities) / total_assets"),
    "x2": ("Retained earnings / assets", "留存收益/总资产", "retained_earnings / total_assets"),
    "x2_with_surplus": (
        "Retained earnings and surplus reserve / assets",
        "留存收益（含盈余公积）/总资产",
        "(surplus_reserve + retained_earnings) / total_assets",
    ),
    "x3": ("EBIT / assets", "息税前利润/总资产", f"({PROFIT_EBIT}) / total_assets"),
    "x4": ("Market value of equity / liabilities", "股权市值/总负债", "market_capitalisation / total_liabilities"),
    "x4_book": ("Book value of equity / liabilities", "权益账面值/总负债", "total_equity / total_liabilities"),
    "x5": ("Revenue / assets", "营业收入/总资产", "revenue / total_assets"),
}


_X_NOTES = {
    "x2": "未分配利润 under CAS, which keeps 盈余公积, retained earnings too, in a line of its own: see the variant",
    "x3": PROFIT_EBIT_NOTE,
}


def _part(name: str) -> Ratio:
    title, zh, formula = _X[name]
    return Ratio(
        f"altman_{name}", f"Altman {name[:2].upper()}: {title}", zh, Formula(formula), "1", SCORES, ALTMAN_1983 if name == "x4_book" else ALTMAN_1968,
        note=_X_NOTES.get(name, ""), variant_of="altman_x2" if name == "x2_with_surplus" else "",
    )  # fmt: skip


def _altman(
    name: str, title: str, zh: str, source: str, weights: dict[str, str], note: str, *, intercept: str = "", variant_of: str = ""
) -> Ratio:
    """A weighted sum of the Xs; each weight is a constant with a cell of its own."""
    constants: list[Constant] = [(f"{name}_weight_{part}", Decimal(weight), "1") for part, weight in weights.items()]
    text = " + ".join(f"{name}_weight_{part} * ({_X[part][2]})" for part in weights)
    if intercept:
        constants.append((f"{name}_intercept", Decimal(intercept), "1"))
        text = f"{name}_intercept + {text}"
    return Ratio(
        name, title, zh, Formula(text), "1", SCORES, source, constants=tuple(constants), variant_of=variant_of, note=note, parts=tuple(f"altman_{part}" for part in weights)
    )  # fmt: skip


_SALES = {"x1": "1.2", "x2": "1.4", "x3": "3.3", "x4": "0.6"}
_BOOK = {"x1": "6.56", "x2": "3.26", "x3": "6.72", "x4_book": "1.05"}

_CAS_BOOK = {"x1": "6.56", "x2_with_surplus": "3.26", "x3": "6.72", "x4_book": "1.05"}

_ALTMAN: tuple[Ratio, ...] = (
    *map(_part, _X),
    _altman("altman_z", "Altman Z", "阿特曼Z值", ALTMAN_1968, {**_SALES, "x5": "0.999"}, "listed manufacturers; above 2.99 safe, below 1.81 distress"),
    _altman("altman_z_rounded", "Altman Z, sales weight 1.0", "阿特曼Z值（销售系数1.0）", ALTMAN_1968, {**_SALES, "x5": "1.0"}, "the rounded weight of sales that many quote", variant_of="altman_z"),
    _altman(
        "altman_z_private", "Altman Z′", "阿特曼Z′值", ALTMAN_1983, {"x1": "0.717", "x2": "0.847", "x3": "3.107", "x4_book": "0.420", "x5": "0.998"},
        "private manufacturers; above 2.90 safe, below 1.23 distress", variant_of="altman_z",
    ),
    _altman("altman_z_general", "Altman Z″", "阿特曼Z″值", ALTMAN_1983, _BOOK, "non-manufacturers and emerging markets; above 2.60 safe, below 1.10 distress", variant_of="altman_z"),
    _altman(
        "altman_z_general_with_surplus", "Altman Z″, surplus reserve in retained earnings", "阿特曼Z″值（含盈余公积）", ALTMAN_1983, _CAS_BOOK,
        "for CAS statements, whose 盈余公积 is retained profit set aside; zones as Z″", variant_of="altman_z",
    ),
    _altman("altman_em_score", "Altman EM score", "阿特曼新兴市场评分", ALTMAN_1995, _BOOK, "Z″ + 3.25, so that zero stands for a bond in default", intercept="3.25", variant_of="altman_z"),
)  # fmt: skip

# Strict comparisons: what differs by less than the tolerance, as float noise does, is no improvement.
_TOLERANCE: tuple[Constant, ...] = (("score_tolerance", Decimal("1e-9"), "1"),)
_ROA, _CFO = "net_profit / prior(total_assets)", "operating_cash_flow / prior(total_assets)"
_LEVER, _LIQUID = "long_term_debt / mean(total_assets)", "current_assets / current_liabilities"
_MARGIN, _TURN = "gross_profit / revenue", "revenue / prior(total_assets)"


def _more(this: str, than: str = "") -> str:
    return f"above({this}, {f'{than} + ' if than else ''}score_tolerance)"


def _point(name: str, title: str, zh: str, text: str, note: str = "") -> tuple[Ratio, str]:
    return Ratio(
        f"piotroski_{name}", f"Piotroski: {title}", zh, Formula(text), "1", SCORES, PIOTROSKI, constants=_TOLERANCE, note=note
    ), text


_POINTS: tuple[tuple[Ratio, str], ...] = (
    _point("roa", "profit", "总资产收益率为正", _more(_ROA), "net profit over opening assets; the paper's profit is before extraordinary items, which neither IFRS nor CAS has"),
    _point("cfo", "operating cash flow", "经营现金流为正", _more(_CFO)),
    _point("roa_up", "return on assets up", "总资产收益率上升", _more(_ROA, f"prior({_ROA})"), "both on opening assets: needs assets of two years before"),
    _point("accrual", "cash above profit", "经营现金流高于净利润", _more(_CFO, _ROA)),
    _point("leverage_down", "leverage down", "长期负债率下降", _more(f"prior({_LEVER})", _LEVER), "long-term debt over average assets"),
    _point("liquidity_up", "current ratio up", "流动比率上升", _more(_LIQUID, f"prior({_LIQUID})")),
    _point("no_issue", "no equity issued", "未增发股份", "above(score_tolerance, capital_contributions / prior(total_assets))", "cash from capital contributions (in China also minority holders' in subsidiaries) is nil"),
    _point("margin_up", "gross margin up", "毛利率上升", _more(_MARGIN, f"prior({_MARGIN})")),
    _point("turnover_up", "asset turnover up", "总资产周转率上升", _more(_TURN, f"prior({_TURN})"), "revenue over opening assets"),
)  # fmt: skip

SCORE_ROWS: tuple[Ratio, ...] = (
    *_ALTMAN,
    *(row for row, _ in _POINTS),
    Ratio(
        "piotroski_shares_not_up", "Piotroski: share count not up", "股本未增加", Formula("above(1, paid_in_capital / prior(paid_in_capital) - score_tolerance)"), "1", SCORES, PIOTROSKI,
        constants=_TOLERANCE, variant_of="piotroski_no_issue", note="paid-in capital stands in for shares; in China bonus shares raise it too",
    ),
    Ratio(
        "piotroski_f", "Piotroski F", "皮奥特罗斯基F值", Formula(" + ".join(text for _, text in _POINTS)), "1", SCORES, PIOTROSKI, constants=_TOLERANCE,
        parts=tuple(row.name for row, _ in _POINTS), note="nine points; 8 and 9 high, 0 and 1 low; with a point unknown there is no score",
    ),
)  # fmt: skip
