"""Margins, and what segments contribute."""

from __future__ import annotations

from finkit.catalogue.ratios.ratio import (
    ABROAD,
    AFTER_TAX,
    BOTH,
    CAS,
    CAS_35,
    CFA,
    EBIT,
    EBIT_NOTE,
    EBITDA,
    IFRS_8,
    MARGINS,
    NEITHER,
    OPERATING_EBITDA,
    OPERATING_NOTE,
    PRACTICE,
    PROFIT_EBIT,
    PROFIT_EBIT_NOTE,
    SEGMENT,
    SEGMENTS,
    TAXABLE,
    Ratio,
)
from finkit.vocabulary.formulas import Formula


def _margin(name: str, title: str, zh: str, formula: str, *aliases: str, source: str = CFA, **more: object) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), "%", MARGINS, source, aliases=aliases, **more)  # type: ignore[arg-type]


MARGIN_ROWS: tuple[Ratio, ...] = (
    _margin(
        "gross_margin", "Gross margin", "毛利率", "gross_profit / revenue", "gross margin", "gross margins", "gross profit margin",
        "gross profit margins", "毛利率", per=BOTH, main=True, note="营业收入 and 营业成本; segments on external revenue",
    ),
    _margin("operating_margin", "Operating margin", "营业利润率", "operating_profit / revenue", "operating margin", "operating profit margin", "营业利润率", main=True),
    _margin("net_margin", "Net margin", "净利率", "net_profit / revenue", "net margin", "net profit margin", "net interest rate of sales", "净利率", main=True),
    _margin("parent_net_margin", "Net margin, parent", "归母净利率", "parent_net_profit / revenue", "归母净利率", main=True),
    _margin("ebit_margin", "EBIT margin", "息税前利润率", f"({EBIT}) / revenue", source=CAS, main=True, note=EBIT_NOTE),
    _margin("ebit_margin_from_profit", "EBIT margin, from profit", "息税前利润率（利润总额加利息）", f"({PROFIT_EBIT}) / revenue", source=CFA, variant_of="ebit_margin", note=PROFIT_EBIT_NOTE),
    _margin("ebitda_margin", "EBITDA margin", "EBITDA利润率", f"({EBITDA}) / revenue", source=PRACTICE, note="EBIT (CAS build) plus D&A of the cash-flow statement"),
    _margin("ebitda_margin_operating", "EBITDA margin, on operating profit", "EBITDA利润率（营业利润）", f"({OPERATING_EBITDA}) / revenue", source=PRACTICE, variant_of="ebitda_margin", instead_under=ABROAD, note=OPERATING_NOTE),
    _margin("ebit_margin_operating", "EBIT margin, on operating profit", "息税前利润率（营业利润）", "operating_profit / revenue", source=PRACTICE, variant_of="ebit_margin", instead_under=ABROAD, note=OPERATING_NOTE),
    _margin("pretax_margin", "Pre-tax margin", "税前利润率", "total_profit / revenue"),
    _margin("nopat_margin", "NOPAT margin", "税后净营业利润率", f"({EBIT}) * {AFTER_TAX} / revenue", only_if=TAXABLE, source=PRACTICE, note=EBIT_NOTE),
    _margin("adjusted_net_margin", "Net margin excl. non-recurring items", "扣非归母净利率", "adjusted_net_profit / revenue", source="CSRC explanatory announcement 1, Non-recurring Profit and Loss", variant_of="parent_net_margin"),
    _margin("comprehensive_margin", "Comprehensive income margin", "综合收益率（营业收入）", "comprehensive_income / revenue", source="IAS 1 and CAS 30, total comprehensive income"),
)  # fmt: skip

SEGMENT_ROWS: tuple[Ratio, ...] = (
    Ratio(
        "revenue_share", "Share of revenue", "收入占比", Formula("revenue / whole(revenue)"), "%", SEGMENTS, CAS_35,
        better=NEITHER, per=(SEGMENT,), aliases=("proportion of revenue", "share of revenue", "revenue proportion", "revenue share", "收入占比"), main=True,
    ),
    Ratio(
        "gross_profit_share", "Share of gross profit", "毛利占比", Formula("gross_profit / whole(gross_profit)"), "%", SEGMENTS, CAS_35,
        better=NEITHER, per=(SEGMENT,), main=True,
        aliases=("proportion of gross profit", "share of gross profit", "gross profit proportion", "gross profit share", "毛利占比"),
    ),
)  # fmt: skip

MORE_SEGMENT_ROWS: tuple[Ratio, ...] = (
    Ratio("segment_operating_margin", "Segment operating margin", "分部营业利润率", Formula("operating_profit / revenue"), "%", SEGMENTS, IFRS_8, per=(SEGMENT,), note="segment operating profit over external revenue"),
    Ratio(
        "segment_operating_margin_with_intersegment", "Segment operating margin, with intersegment revenue", "分部营业利润率（含分部间收入）",
        Formula("operating_profit / (revenue + intersegment_revenue)"), "%", SEGMENTS, IFRS_8, per=(SEGMENT,), variant_of="segment_operating_margin",
    ),
    Ratio(
        "gross_margin_with_intersegment", "Gross margin, with intersegment revenue", "分部毛利率（含分部间收入）", Formula("gross_profit / (revenue + intersegment_revenue)"),
        "%", SEGMENTS, IFRS_8, per=(SEGMENT,), variant_of="gross_margin", note="gross profit over external and intersegment revenue",
    ),
    Ratio("revenue_per_tonne", "Revenue per tonne sold", "吨产品收入", Formula("revenue / sales_volume"), "money/t", SEGMENTS, PRACTICE, better=NEITHER, per=BOTH),
    Ratio("gross_profit_per_tonne", "Gross profit per tonne sold", "吨毛利", Formula("gross_profit / sales_volume"), "money/t", SEGMENTS, PRACTICE, per=BOTH),
    Ratio("sales_to_production", "Sales / production", "产销率", Formula("sales_volume / production_volume"), "%", SEGMENTS, "CSRC annual report format, production and sales table", better=NEITHER, per=BOTH),
)  # fmt: skip
