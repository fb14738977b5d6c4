"""Expense ratios: each expense over 营业收入; over 营业总收入 as variants."""

from __future__ import annotations

from finkit.catalogue.ratios.ratio import CAS, EXPENSES, LOWER, NEITHER, PRACTICE, Ratio
from finkit.vocabulary.formulas import Formula


def _expense(name: str, title: str, zh: str, formula: str, *aliases: str, source: str = CAS, better: str = LOWER, **more: object) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), "%", EXPENSES, source, better=better, aliases=aliases, **more)  # type: ignore[arg-type]


_FOUR = "selling_expense + administrative_expense + rd_expense + finance_expense"
_WIDE = "over 营业总收入, which holds interest, premiums, fees and commissions beside 营业收入"

_MAIN: tuple[Ratio, ...] = (
    _expense("selling_expense_ratio", "Selling expense ratio", "销售费用率", "selling_expense / revenue", "selling expense ratio", "sales expense ratio", "sales expense rate", "销售费用率", main=True),
    _expense(
        "administrative_expense_ratio", "Administrative expense ratio", "管理费用率", "administrative_expense / revenue",
        "administrative expense ratio", "management expense ratio", "administrative expense rate", "management expense rate", "管理费用率", main=True,
    ),
    _expense("rd_expense_ratio", "R&D expense ratio", "研发费用率", "rd_expense / revenue", "R&D expense ratio", "R&D expense rate", "research and development expense ratio", "研发费用率", main=True),
    _expense("finance_expense_ratio", "Finance expense ratio", "财务费用率", "finance_expense / revenue", "finance expense ratio", "financial expense ratio", "financial expense rate", "财务费用率", main=True),
    _expense(
        "total_expense_ratio", "Total expense ratio", "期间费用率", f"({_FOUR}) / revenue",
        "overall expense ratio", "total expense ratio", "period expense ratio", "expense ratio", "period expense rate", "expense ratio during the period", "期间费用率",
        main=True, note="four expenses over 营业收入; finance expense net as reported",
    ),
)  # fmt: skip

_MORE: tuple[Ratio, ...] = (
    _expense(
        "total_expense_ratio_three", "Total expense ratio, three expenses", "三项费用率", "(selling_expense + administrative_expense + finance_expense) / revenue",
        variant_of="total_expense_ratio", note="without R&D expense; before 财会〔2018〕15号 split R&D out, administrative expense held it and three was all there was",
    ),
    _expense(
        "interest_expense_ratio", "Interest expense ratio", "利息费用率", "interest_expense / revenue", variant_of="finance_expense_ratio",
        note="gross interest 利息费用; 财务费用 nets interest income, exchange differences and fees",
    ),
    _expense(
        "sga_ratio", "SG&A ratio", "销售及管理费用率", "(selling_expense + administrative_expense) / revenue", source="US GAAP caption, selling, general and administrative",
        note="R&D and finance expense stand apart",
    ),
    _expense("sga_line_ratio", "SG&A ratio, one line", "销售及管理费用率（合计列示）", "sga_expense / revenue", source="US GAAP caption, selling, general and administrative", variant_of="sga_ratio", note="where statements print the two in one line"),
    _expense("cost_ratio", "Cost of sales / revenue", "营业成本率", "cost_of_sales / revenue"),
    _expense("operating_cost_ratio", "Total operating cost / revenue", "营业总成本率", "total_operating_cost / revenue"),
    _expense("surcharge_ratio", "Taxes and surcharges / revenue", "税金及附加率", "taxes_and_surcharges / revenue"),
    _expense("impairment_ratio", "Impairment losses / revenue", "减值损失率", "(credit_impairment_loss + asset_impairment_loss) / revenue", note="credit and asset impairment; losses positive"),
    _expense("depreciation_ratio", "D&A / revenue", "折旧摊销率", "depreciation_and_amortisation / revenue", source=PRACTICE, better=NEITHER, note="D&A of the cash-flow statement"),
)  # fmt: skip


def _over_total_revenue(row: Ratio) -> Ratio:
    """The same expense over 营业总收入."""
    formula = str(row.formula).replace("/ revenue", "/ total_operating_revenue")
    return _expense(
        f"{row.name}_on_total_revenue",
        f"{row.title}, on total revenue",
        f"{row.title_zh}（营业总收入）",
        formula,
        variant_of=row.name,
        note=_WIDE,
    )


EXPENSE_ROWS = (*_MAIN, *_MORE, *map(_over_total_revenue, _MAIN))
