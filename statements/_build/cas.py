"""The captions of Chinese annual reports (CAS) and the items that they are, for every company of line_items.csv.

A company's table puts its exceptions before these rows. SMP2023ChatGLM repeats lines that FinGLM has parsed: only what
it alone holds is taken.
"""

from __future__ import annotations

from table import ATTRIBUTED, LINES, NOTE_LINE, SAME, Leave, Table, Take

_CAPTIONS = {
    "税金及附加": "taxes_and_surcharges", "销售费用": "selling_expense", "管理费用": "administrative_expense",
    "研发费用": "rd_expense", "财务费用": "finance_expense", "投资收益": "investment_income",
    "公允价值变动收益": "fair_value_gain", "营业利润": "operating_profit", "营业外收入": "non_operating_income",
    "营业外支出": "non_operating_expense", "利润总额": "total_profit", "所得税费用": "income_tax", "净利润": "net_profit",
    "其他收益": "other_income", "综合收益总额": "comprehensive_income", "基本每股收益": "basic_eps",
    "稀释每股收益": "diluted_eps", "对联营企业和合营企业的投资收益": "associates_income", "营业收入": "revenue",
    "营业总成本": "total_operating_cost", "资产处置收益": "disposal_gain", "少数股东损益": "minority_profit",
    "归属于母公司所有者的综合收益总额": "parent_comprehensive_income",
    "归属于少数股东的综合收益总额": "minority_comprehensive_income",
    "销售商品、提供劳务收到的现金": "cash_from_customers", "收到的税费返还": "tax_refunds",
    "收到其他与经营活动有关的现金": "other_operating_receipts", "购买商品、接受劳务支付的现金": "cash_to_suppliers",
    "支付给职工以及为职工支付的现金": "cash_to_employees", "支付的各项税费": "taxes_paid", "支付其他与经营活动有关的现金": "other_operating_payments",
    "经营活动产生的现金流量净额": "operating_cash_flow", "收回投资收到的现金": "disposals_of_investments",
    "取得投资收益收到的现金": "investment_income_received",
    "处置固定资产、无形资产和其他长期资产收回的现金净额": "asset_disposal_receipts",
    "处置子公司及其他营业单位收到的现金净额": "subsidiary_disposal_receipts",
    "购建固定资产、无形资产和其他长期资产支付的现金": "capex", "投资支付的现金": "purchases_of_investments",
    "支付其他与投资活动有关的现金": "other_investing_payments", "投资活动产生的现金流量净额": "investing_cash_flow",
    "吸收投资收到的现金": "capital_contributions", "取得借款收到的现金": "borrowings_received",
    "偿还债务支付的现金": "debt_repaid", "分配股利、利润或偿付利息支付的现金": "dividends_and_interest_paid",
    "筹资活动产生的现金流量净额": "financing_cash_flow", "汇率变动对现金及现金等价物的影响": "fx_effect_on_cash",
    "期初现金及现金等价物余额": "opening_cash", "期末现金及现金等价物余额": "closing_cash",
    "利息费用": "interest_expense", "货币资金": "cash", "存货": "inventories", "应收款项融资": "receivables_financing",
    "固定资产": "fixed_assets", "无形资产": "intangible_assets", "应付职工薪酬": "employee_payables",
    "实收资本": "paid_in_capital", "股本": "paid_in_capital", "资产总计": "total_assets",
    "衍生金融资产": "derivative_assets", "其他非流动金融资产": "other_non_current_financial_assets",
    "总负债": "total_liabilities", "归属于母公司所有者的净利润": "parent_net_profit", "归属母公司所有者净利润": "parent_net_profit",
}  # fmt: skip
_TOTALS = {
    "流动资产合计": "current_assets", "非流动资产合计": "non_current_assets", "流动负债合计": "current_liabilities",
    "非流动负债合计": "non_current_liabilities",
}  # fmt: skip

FILED: Table = (
    Leave(LINES, "营业总收入", "equals 营业收入, which is taken"),
    Leave(LINES, "持续经营净利润", ATTRIBUTED),
    Take(LINES, "利息收入", "interest_income", source="finglm_income"),
    Leave(LINES, "利息收入", SAME),
    Leave(LINES, "营业成本", SAME, source="smp2023"),
    Take(LINES, "营业成本", "cost_of_sales"),
    Leave(LINES, "利息支出", SAME),
    *(Leave(LINES, caption, NOTE_LINE) for caption in ("库存现金", "银行存款", "其他货币资金")),
    Take(LINES, "信用减值损失", "credit_impairment_loss", sign=-1),
    Take(LINES, "资产减值损失", "asset_impairment_loss", sign=-1),
    *(Leave(LINES, caption, SAME, source="smp2023") for caption in _TOTALS),
    *(Take(LINES, caption, item) for caption, item in _TOTALS.items()),
    *(Take(LINES, caption, item) for caption, item in _CAPTIONS.items()),
)
