"""What valuation models start from: EBIT, EBITDA, NOPAT, free cash flows."""

from __future__ import annotations

from finkit.catalogue.items import MONEY
from finkit.catalogue.ratios.ratio import (
    ABROAD,
    AFTER_TAX,
    CAS,
    CFA,
    CFA_FCF,
    EBIT,
    EBITDA,
    LOWER,
    NEITHER,
    OPERATING_EBITDA,
    OPERATING_NOTE,
    PRACTICE,
    PROFIT_EBIT,
    PROFIT_EBIT_NOTE,
    PROFIT_EBITDA,
    SASAC,
    TAXABLE,
    TRADE_CAPITAL,
    VALUATION,
    Ratio,
)
from finkit.vocabulary.formulas import Formula

_MORE_WORKING_CAPITAL = f"{TRADE_CAPITAL} - (prior(inventories) + prior(accounts_receivable) - prior(accounts_payable))"
_FCFF = f"({EBIT}) * {AFTER_TAX} + depreciation_and_amortisation - capex - ({_MORE_WORKING_CAPITAL})"
_FCFF_OPERATING = f"operating_profit * {AFTER_TAX} + depreciation_and_amortisation - capex - ({_MORE_WORKING_CAPITAL})"


def _row(name: str, title: str, zh: str, formula: str, unit: str = MONEY, source: str = CFA_FCF, **more: object) -> Ratio:
    return Ratio(name, title, zh, Formula(formula), unit, VALUATION, source, **more)  # type: ignore[arg-type]


VALUATION_ROWS: tuple[Ratio, ...] = (
    _row("ebit", "EBIT", "息税前利润", EBIT, source=CAS, main=True, note="EBIT (CAS build): before finance expense, other income, investment income, fair value and impairments"),
    _row("ebit_pretax", "EBIT, from profit before tax", "息税前利润(利润总额口径)", PROFIT_EBIT, source=SASAC, variant_of="ebit", main=True, note=PROFIT_EBIT_NOTE),
    _row("ebitda", "EBITDA", "息税折旧摊销前利润", EBITDA, source=PRACTICE, main=True, note="EBIT (CAS build) plus D&A of the cash-flow statement"),
    _row(
        "effective_tax_rate", "Effective tax rate", "实际税率", "income_tax / total_profit", "%", "IAS 12.86; CAS 18, Income Taxes", better=LOWER, only_if=TAXABLE, main=True,
        note="income tax over total profit; without a profit before tax it is not meaningful",
    ),
    _row("nopat", "NOPAT", "税后净营业利润", f"({EBIT}) * {AFTER_TAX}", only_if=TAXABLE, main=True, note="EBIT (CAS build) after the effective tax rate"),
    _row(
        "working_capital_change", "Change in trade working capital", "营运资本变动", _MORE_WORKING_CAPITAL, better=NEITHER, main=True,
        note="inventories + trade receivables − trade payables, against a year before; an increase uses cash and is positive",
    ),
    _row("fcff", "Free cash flow to the firm", "企业自由现金流", _FCFF, only_if=TAXABLE, main=True, note="NOPAT + D&A − capex − change in trade working capital"),
)  # fmt: skip

MORE_VALUATION_ROWS: tuple[Ratio, ...] = (
    _row("ebitda_from_profit", "EBITDA, from profit", "息税折旧摊销前利润(利润总额口径)", PROFIT_EBITDA, source=CFA, variant_of="ebitda", note=PROFIT_EBIT_NOTE),
    _row("ebitda_operating", "EBITDA, on operating profit", "息税折旧摊销前利润（营业利润）", OPERATING_EBITDA, source=PRACTICE, variant_of="ebitda", instead_under=ABROAD, note=OPERATING_NOTE),
    _row("nopat_operating", "NOPAT, on operating profit", "税后净营业利润（营业利润）", f"operating_profit * {AFTER_TAX}", only_if=TAXABLE, variant_of="nopat", instead_under=ABROAD, note=OPERATING_NOTE),
    _row("ebit_operating", "EBIT, operating profit", "息税前利润（营业利润）", "operating_profit", source=PRACTICE, variant_of="ebit", instead_under=ABROAD, note=OPERATING_NOTE),
    _row(
        "fcff_operating", "Free cash flow to the firm, on operating profit", "企业自由现金流（营业利润）",
        _FCFF_OPERATING, only_if=TAXABLE, variant_of="fcff",
        instead_under=ABROAD, note=OPERATING_NOTE,
    ),
    _row(
        "fcff_from_ocf", "Free cash flow to the firm, from OCF", "企业自由现金流（经营现金流）", f"operating_cash_flow + interest_expense * {AFTER_TAX} - capex", only_if=TAXABLE, variant_of="fcff",
        note="for statements whose OCF is after interest paid (US GAAP); under CAS 31 interest is a financing flow, and adding it back counts it twice",
    ),
    _row(
        "fcfe", "Free cash flow to equity", "股权自由现金流", f"{_FCFF} - interest_expense * {AFTER_TAX} + borrowings_received - debt_repaid", only_if=TAXABLE,
        note="FCFF less interest after tax plus net borrowing",
    ),
    _row(
        "fcfe_from_ocf", "Free cash flow to equity, from OCF", "股权自由现金流（经营现金流）", "operating_cash_flow - capex + borrowings_received - debt_repaid", variant_of="fcfe",
        note="for statements whose OCF is after interest paid (US GAAP)",
    ),
    _row(
        "fcfe_operating", "Free cash flow to equity, on operating profit", "股权自由现金流（营业利润）",
        f"{_FCFF_OPERATING} - interest_expense * {AFTER_TAX} + borrowings_received - debt_repaid", only_if=TAXABLE, variant_of="fcfe",
        instead_under=ABROAD, note=OPERATING_NOTE,
    ),
    _row(
        "cash_tax_rate", "Cash tax rate", "现金税率", "income_tax_paid / total_profit", "%", PRACTICE, better=LOWER, only_if=TAXABLE,
        note="income tax paid (IAS 7.35) over total profit; 支付的各项税费 holds VAT and surcharges too and is no stand-in",
    ),
    _row("leases", "Lease liabilities, current and non-current", "租赁负债合计", "current_lease_liabilities + lease_liabilities", source="IFRS 16; CAS 21, Leases", better=LOWER, note="part of interest-bearing debt here: not to be deducted beside net debt"),
    _row("associates", "Associates and joint ventures", "联营及合营企业投资", "long_term_equity_investments", source="IAS 28; CAS 2, Long-term Equity Investments", better=NEITHER, note="at book, by the equity method; their profit is in no EBIT of the CAS build"),
    _row("invested_capital", "Invested capital", "投入资本", "total_equity + interest_bearing_debt", source=CFA, better=NEITHER, note="equity and interest-bearing debt incl. leases, closing"),
    _row("reinvestment_rate", "Reinvestment rate", "再投资率", f"(capex - depreciation_and_amortisation + {_MORE_WORKING_CAPITAL}) / (({EBIT}) * {AFTER_TAX})", "%", "Damodaran, Investment Valuation", better=NEITHER, only_if=TAXABLE, note="net capex and more trade working capital over NOPAT"),
    _row(
        "reinvestment_rate_operating", "Reinvestment rate, on operating profit", "再投资率（营业利润）",
        f"(capex - depreciation_and_amortisation + {_MORE_WORKING_CAPITAL}) / (operating_profit * {AFTER_TAX})", "%", "Damodaran, Investment Valuation",
        better=NEITHER, only_if=TAXABLE, variant_of="reinvestment_rate", instead_under=ABROAD, note=OPERATING_NOTE,
    ),
)  # fmt: skip
