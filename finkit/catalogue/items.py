"""Items: the lines of statements, segments and operations, one row each.

Money items are stored in the company's currency with their normal sign: income, assets, liabilities positive;
costs, expenses, outflows such as `capex` positive; `*_loss` positive when it is a loss. `aliases` are the words by
which reports call the item, English and Chinese; `captions` are names that only one accounting standard uses so.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

INCOME, BALANCE, CASH_FLOW, PER_SHARE, VOLUME = "income", "balance", "cash flow", "per share", "volume"
DISCLOSED = "disclosed"  # figures that only the company can work out (weighting by day or month): never recomputed, never added up
STATEMENTS = (INCOME, BALANCE, CASH_FLOW, PER_SHARE, VOLUME, DISCLOSED)
MONEY = "money"  # stands for the company's currency


@dataclass(frozen=True, slots=True)
class Item:
    """A line. `unit` is a unit code, or `money`; `flow` tells a span from a closing balance."""

    name: str
    title: str
    title_zh: str
    statement: str
    unit: str = MONEY
    aliases: tuple[str, ...] = ()
    captions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.statement not in STATEMENTS:
            raise ValueError(f"item {self.name}: no statement is called {self.statement!r}")

    @property
    def is_flow(self) -> bool:
        """A flow over a span; False for a closing balance."""
        return self.statement != BALANCE

    def unit_in(self, currency: str) -> str:
        """The unit code for a company that reports in `currency`."""
        return currency if self.unit == MONEY else self.unit.replace("money", currency)


def _income(name: str, title: str, zh: str, *aliases: str, **more: object) -> Item:
    return Item(name, title, zh, INCOME, aliases=aliases, **more)  # type: ignore[arg-type]


def _balance(name: str, title: str, zh: str, *aliases: str, **more: object) -> Item:
    return Item(name, title, zh, BALANCE, aliases=aliases, **more)  # type: ignore[arg-type]


def _cash(name: str, title: str, zh: str, *aliases: str, **more: object) -> Item:
    return Item(name, title, zh, CASH_FLOW, aliases=aliases, **more)  # type: ignore[arg-type]


def _says(*, ifrs: tuple[str, ...] = (), us_gaap: tuple[str, ...] = ()) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Captions of the two standards beside CAS, for the rows that have any."""
    return tuple((standard, words) for standard, words in (("IFRS", ifrs), ("US GAAP", us_gaap)) if words)


ITEMS: tuple[Item, ...] = (
    _income(
        "revenue", "Revenue", "营业收入", "revenue", "revenues", "sales revenue", "operating revenue", "turnover",
        "total operating revenue", "total revenue", "net sales", "营业总收入", "营收", "收入",
        captions=(("CAS", ("operating income", "main business income", "business income")),),
    ),
    _income("cost_of_sales", "Cost of sales", "营业成本", "cost of sales", "operating cost", "operating costs", "cost of revenue", "cost of goods sold"),
    _income("total_operating_cost", "Total operating cost", "营业总成本", "total operating cost", "total operating costs"),
    _income(
        "operating_costs_and_expenses", "Total operating costs and expenses", "经营成本及费用合计", captions=_says(us_gaap=("total costs and expenses", "costs and expenses")),
        note="all costs above operating profit; unlike 营业总成本 no finance expense is in it",
    ),
    _income("gross_profit", "Gross profit", "毛利", "gross profit", "gross profits", "毛利润"),
    _income("taxes_and_surcharges", "Taxes and surcharges", "税金及附加", "taxes and surcharges", "business taxes and surcharges"),
    _income(
        "selling_expense", "Selling expense", "销售费用", "selling expense", "selling expenses", "sales expense", "sales expenses",
        "selling and distribution expenses",
    ),
    _income(
        "administrative_expense", "Administrative expense", "管理费用", "administrative expense", "administrative expenses",
        "management expense", "management expenses", "general and administrative expenses",
    ),
    _income(
        "rd_expense", "R&D expense", "研发费用", "R&D expense", "R&D expenses", "research and development expense",
        "research and development expenses", "R&D spending", "R&D investment",
    ),
    _income(
        "sga_expense", "Selling, general and administrative expense", "销售及管理费用合计", "selling, general and administrative expenses",
        "selling, general and administrative", captions=_says(us_gaap=("SG&A",), ifrs=("SG&A",)), note="selling and administrative expense in one line",
    ),
    _income("accretion_expense", "Accretion of retirement obligations", "弃置义务增值费用", captions=_says(us_gaap=("accretion of asset retirement and environmental obligations",))),
    _income("finance_expense", "Finance expense (net)", "财务费用", "finance expense", "finance expenses", "financial expense", "financial expenses"),
    _income("interest_expense", "Interest expense", "利息费用", "interest expense", "interest expenses", "利息支出"),
    _income("interest_income", "Interest income", "利息收入", "interest income"),
    _income("period_expenses", "Period expenses (four)", "期间费用", "period expenses", "total expenses"),
    _income("other_income", "Other income", "其他收益", "other income"),
    _income("investment_income", "Investment income", "投资收益", "investment income", "income from investments"),
    _income("associates_income", "of which associates and joint ventures", "对联营企业和合营企业的投资收益", "income from associates"),
    _income("fair_value_gain", "Fair value gain", "公允价值变动收益", "fair value gain", "fair value gains"),
    _income("credit_impairment_loss", "Credit impairment loss", "信用减值损失", "credit impairment loss", "credit impairment losses"),
    _income("asset_impairment_loss", "Asset impairment loss", "资产减值损失", "asset impairment loss", "asset impairment losses"),
    _income("disposal_gain", "Gain on asset disposal", "资产处置收益", "gain on asset disposal"),
    _income("exchange_gain", "Foreign exchange gain", "汇兑收益", "net foreign exchange gain"),
    _income("operating_profit", "Operating profit", "营业利润", "operating profit", "profit from operations", captions=(
        ("IFRS", ("operating income",)), ("US GAAP", ("operating income", "income from operations")),
    )),
    _income("non_operating_income", "Non-operating income", "营业外收入", "non-operating income"),
    _income("non_operating_expense", "Non-operating expense", "营业外支出", "non-operating expense", "non-operating expenses"),
    _income(
        "other_non_operating_net", "Other non-operating income, net", "其他营业外收支净额", captions=_says(us_gaap=("other income, net", "other income (expense), net")),
        note="below operating profit, without interest expense",
    ),
    _income("total_profit", "Total profit (before tax)", "利润总额", "total profit", "profit before tax", "pre-tax profit", "income before taxes"),
    _income("income_tax", "Income tax", "所得税费用", "income tax", "income tax expense"),
    _income("discontinued_profit", "Profit of discontinued operations", "终止经营净利润", captions=_says(
        ifrs=("profit from discontinued operations",), us_gaap=("income from discontinued operations",),
    )),
    _income("net_profit", "Net profit", "净利润", "net profit", "net income", "profit for the year"),
    _income(
        "parent_net_profit", "Net profit attributable to parent", "归母净利润", "net profit attributable to the parent company",
        "net profit attributable to parent", "net profit attributable to the parent", "net profit attributable to shareholders of the listed company",
        "net profit attributable to parent company", "net profit attributable to shareholders", "attributable net profit", "net profit attributable", "attributable profit",
        "net profit returned to the parent", "net profit attributable to owners of the parent", "归属于母公司所有者的净利润", "归属于上市公司股东的净利润",
        captions=(("CAS", ("net profit returned to mother", "return net profit")),),
    ),
    _income("minority_profit", "Profit of minority interests", "少数股东损益", "minority interest income", "profit attributable to minority interests"),
    _income(
        "adjusted_net_profit", "Net profit excluding non-recurring items", "扣非归母净利润", "net profit excluding non-recurring items",
        "non-net profit", "net profit after deducting non-recurring gains and losses", "deducted non-net profit", "扣非净利润",
    ),
    _income("comprehensive_income", "Total comprehensive income", "综合收益总额", "total comprehensive income", "comprehensive income"),
    _income("parent_comprehensive_income", "Comprehensive income attributable to parent", "归属于母公司所有者的综合收益总额"),
    _income("minority_comprehensive_income", "Comprehensive income of minority interests", "归属于少数股东的综合收益总额"),
    _income("inventory_write_down", "Inventory write-down", "存货跌价损失", "inventory write-down", "inventory impairment"),
    _balance("cash", "Cash at bank and on hand", "货币资金", "monetary funds", "cash at bank and on hand", captions=_says(
        ifrs=("cash and cash equivalents",), us_gaap=("cash and cash equivalents",),
    )),
    _balance("restricted_cash", "Restricted cash", "受限货币资金"),
    _balance("inventories", "Inventories", "存货", "inventories", "inventory"),
    _balance("derivative_assets", "Derivative financial assets", "衍生金融资产"),
    _balance("notes_receivable", "Notes receivable", "应收票据"),
    _balance("contract_assets", "Contract assets", "合同资产"),
    _balance("prepayments", "Prepayments", "预付款项", "prepaid expenses"),
    _balance("other_receivables", "Other receivables", "其他应收款"),
    _balance("other_current_assets", "Other current assets", "其他流动资产", captions=_says(us_gaap=("prepaid expenses and other current assets",))),
    _balance("receivables_financing", "Receivables financing", "应收款项融资", "receivables financing"),
    _balance("accounts_receivable", "Accounts receivable", "应收账款", "accounts receivable", "trade receivables"),
    _balance("accounts_payable", "Accounts payable", "应付账款", "accounts payable", "trade payables"),
    _balance("notes_payable", "Notes payable", "应付票据"),
    _balance(
        "payables_and_accruals", "Accounts payable and accrued liabilities", "应付账款及应计负债", captions=_says(ifrs=("trade and other payables",)),
        note="trade payables and accruals in one line; no part of the cash conversion cycle",
    ),
    _balance("accrued_liabilities", "Accrued liabilities", "应计费用", "accrued expenses"),
    _balance("contract_liabilities", "Contract liabilities", "合同负债", "contract liabilities", captions=_says(us_gaap=("deferred revenue",))),
    _balance("fixed_assets", "Fixed assets", "固定资产", "fixed assets", "property, plant and equipment", captions=_says(
        ifrs=("property, plant & equipment",), us_gaap=("property, plant and equipment, net",),
    ), note="IFRS and US GAAP: with construction in progress"),
    _balance("right_of_use_assets", "Right-of-use assets", "使用权资产", captions=_says(us_gaap=("operating lease right-of-use assets",))),
    _balance(
        "long_term_equity_investments", "Long-term equity investments", "长期股权投资",
        note="in consolidated CAS statements the associates and joint ventures, by the equity method",
    ),
    _balance("other_non_current_financial_assets", "Other non-current financial assets", "其他非流动金融资产"),
    _balance("construction_in_progress", "Construction in progress", "在建工程"),
    _balance("goodwill", "Goodwill", "商誉"),
    _balance("intangible_assets", "Intangible assets", "无形资产", "intangible assets"),
    _balance("deferred_tax_assets", "Deferred tax assets", "递延所得税资产"),
    _balance("other_non_current_assets", "Other non-current assets", "其他非流动资产"),
    _balance("employee_payables", "Employee benefits payable", "应付职工薪酬", "employee benefits payable"),
    _balance("taxes_payable", "Taxes payable", "应交税费", "income tax payable", "income taxes payable"),
    _balance("short_term_borrowings", "Short-term borrowings", "短期借款"),
    _balance("current_portion_of_long_term_debt", "Current portion of long-term debt", "一年内到期的长期债务"),
    _balance(
        "current_debt", "Current debt", "流动有息债务", captions=_says(ifrs=("current borrowings",)),
        note="short-term borrowings and current portions; without leases",
    ),
    _balance("current_lease_liabilities", "Current lease liabilities", "一年内到期的租赁负债"),
    _balance("other_current_liabilities", "Other current liabilities", "其他流动负债"),
    _balance(
        "long_term_debt", "Long-term debt", "长期有息债务", captions=_says(ifrs=("non-current borrowings",), us_gaap=("long-term debt, net",)),
        note="due after a year; without leases",
    ),
    _balance("lease_liabilities", "Non-current lease liabilities", "租赁负债", captions=_says(us_gaap=("operating lease liabilities",))),
    _balance("bonds_payable", "Bonds payable", "应付债券"),
    _balance("provisions", "Non-current provisions", "预计负债", captions=_says(ifrs=("provisions",))),
    _balance("asset_retirement_obligations", "Asset retirement obligations", "弃置义务", note="the non-current part"),
    _balance("environmental_obligations", "Environmental obligations", "环境治理义务", note="the non-current part"),
    _balance("deferred_tax_liabilities", "Deferred tax liabilities", "递延所得税负债"),
    _balance("other_non_current_liabilities", "Other non-current liabilities", "其他非流动负债"),
    _balance("current_assets", "Current assets", "流动资产合计", "current assets", "total current assets"),
    _balance("non_current_assets", "Non-current assets", "非流动资产合计", "non-current assets", "total non-current assets"),
    _balance("total_assets", "Total assets", "资产总计", "total assets", "总资产"),
    _balance("current_liabilities", "Current liabilities", "流动负债合计", "current liabilities", "total current liabilities"),
    _balance("non_current_liabilities", "Non-current liabilities", "非流动负债合计", "non-current liabilities", "total non-current liabilities"),
    _balance("total_liabilities", "Total liabilities", "负债合计", "total liabilities", "总负债"),
    _balance("interest_bearing_debt", "Interest-bearing debt", "有息负债", "interest-bearing debt", "interest-bearing liabilities"),
    _balance("liquid_securities", "Current liquid securities", "交易性金融资产", "trading financial assets", "current liquid securities"),
    _balance("paid_in_capital", "Paid-in capital", "实收资本", "paid-in capital", "share capital"),
    _balance("capital_reserve", "Capital reserve", "资本公积", captions=_says(us_gaap=("additional paid-in capital",))),
    _balance("treasury_stock", "Treasury stock", "库存股", note="positive; it reduces equity"),
    _balance("accumulated_oci", "Accumulated other comprehensive income", "累计其他综合收益"),
    _balance("other_reserves", "Other reserves", "其他储备", captions=_says(ifrs=("reserves",))),
    _balance("surplus_reserve", "Surplus reserve", "盈余公积"),
    _balance("retained_earnings", "Retained earnings", "未分配利润", captions=_says(
        ifrs=("accumulated losses",), us_gaap=("accumulated deficit", "retained earnings (accumulated deficit)"),
    )),
    _balance("parent_equity", "Equity attributable to parent", "归属于母公司所有者权益", "equity attributable to parent", "parent equity", "shareholders' equity"),
    _balance("minority_interest", "Minority interests", "少数股东权益", "minority interests", "minority interest"),
    _balance("total_equity", "Total equity", "所有者权益合计", "total equity", "net assets", "owners' equity"),
    _cash("cash_from_customers", "Cash received from customers", "销售商品、提供劳务收到的现金", "cash received from sales of goods and services"),
    _cash("tax_refunds", "Tax refunds received", "收到的税费返还"),
    _cash("other_operating_receipts", "Other operating cash received", "收到其他与经营活动有关的现金"),
    _cash("cash_to_suppliers", "Cash paid to suppliers", "购买商品、接受劳务支付的现金"),
    _cash("cash_to_employees", "Cash paid to employees", "支付给职工以及为职工支付的现金"),
    _cash("taxes_paid", "Taxes paid", "支付的各项税费"),
    _cash("other_operating_payments", "Other operating cash paid", "支付其他与经营活动有关的现金"),
    _cash("share_based_compensation", "Share-based compensation", "股份支付费用", captions=_says(ifrs=("share-based payments",), us_gaap=("stock-based compensation",))),
    _cash("asset_sale_loss", "Loss on sale of assets", "处置长期资产损失", note="as the indirect cash flow adds it back"),
    _cash("debt_discount_amortisation", "Amortisation of debt discount and issue costs", "债务折价摊销"),
    _cash("deferred_tax_expense", "Deferred income tax", "递延所得税费用"),
    _cash("other_non_cash_items", "Other non-cash items", "其他非现金项目"),
    _cash("cash_from_receivables", "Cash effect of receivables", "经营性应收项目的现金影响", note="positive where receivables fell"),
    _cash("cash_from_inventories", "Cash effect of inventories", "存货变动的现金影响", note="positive where inventories fell"),
    _cash("cash_from_payables", "Cash effect of payables", "经营性应付项目的现金影响", note="positive where payables rose"),
    _cash("cash_from_other_operating_assets", "Cash effect of other operating assets", "其他经营资产的现金影响", note="positive where they fell"),
    _cash("cash_from_other_operating_liabilities", "Cash effect of other operating liabilities", "其他经营负债的现金影响", note="positive where they rose"),
    _cash(
        "operating_cash_flow", "Operating cash flow", "经营活动产生的现金流量净额", "operating cash flow", "operating cash flows",
        "net operating cash flow", "cash flow from operating activities", "cash flow from operations", "net cash from operating activities",
        "net cash flow from operating activities", "net cash flow generated from operating activities", "经营现金流", "经营性现金流",
    ),
    _cash("disposals_of_investments", "Cash from disposal of investments", "收回投资收到的现金"),
    _cash("investment_income_received", "Investment income received", "取得投资收益收到的现金"),
    _cash("asset_disposal_receipts", "Cash from disposal of long-term assets", "处置固定资产、无形资产和其他长期资产收回的现金净额"),
    _cash("subsidiary_disposal_receipts", "Net cash from disposal of subsidiaries", "处置子公司及其他营业单位收到的现金净额"),
    _cash("other_investing_receipts", "Other investing cash received", "收到其他与投资活动有关的现金"),
    _cash("capex", "Capital expenditure", "购建固定资产、无形资产和其他长期资产支付的现金", "capital expenditure", "capital expenditures", "capex", "资本开支"),
    _cash("purchases_of_investments", "Cash paid for investments", "投资支付的现金"),
    _cash("subsidiary_purchases", "Net cash paid for subsidiaries", "取得子公司及其他营业单位支付的现金净额"),
    _cash("other_investing_payments", "Other investing cash paid", "支付其他与投资活动有关的现金"),
    _cash("other_investing_cash", "Other investing cash, net", "其他投资活动现金净额", note="receipts positive"),
    _cash("investing_cash_flow", "Investing cash flow", "投资活动产生的现金流量净额", "investing cash flow", "net cash from investing activities"),
    _cash("capital_contributions", "Cash from capital contributions", "吸收投资收到的现金"),
    _cash("borrowings_received", "Cash from borrowings", "取得借款收到的现金"),
    _cash("other_financing_receipts", "Other financing cash received", "收到其他与筹资活动有关的现金"),
    _cash("debt_repaid", "Cash paid to repay debt", "偿还债务支付的现金"),
    _cash("dividends_and_interest_paid", "Dividends and interest paid", "分配股利、利润或偿付利息支付的现金"),
    _cash("other_financing_payments", "Other financing cash paid", "支付其他与筹资活动有关的现金"),
    _cash("dividends_paid", "Dividends paid", "支付的股利"),
    _cash("shares_repurchased", "Cash paid to repurchase shares", "回购股份支付的现金"),
    _cash("other_financing_cash", "Other financing cash, net", "其他筹资活动现金净额", note="receipts positive"),
    _cash("financing_cash_flow", "Financing cash flow", "筹资活动产生的现金流量净额", "financing cash flow", "net cash from financing activities"),
    _cash("fx_effect_on_cash", "Exchange rate effect on cash", "汇率变动对现金及现金等价物的影响"),
    _cash("opening_cash", "Cash and equivalents, opening", "期初现金及现金等价物余额"),
    _cash("closing_cash", "Cash and equivalents, closing", "期末现金及现金等价物余额"),
    _cash("net_change_in_cash", "Net change in cash", "现金及现金等价物净增加额", "net increase in cash", "net increase in cash and cash equivalents"),
    _cash("interest_paid", "Interest paid", "支付的利息", note="net of interest capitalised"),
    _cash("income_tax_paid", "Income tax paid", "支付的所得税"),
    _cash("depreciation_and_amortisation", "Depreciation and amortisation", "折旧与摊销", "depreciation and amortisation", "depreciation and amortization"),
    Item("basic_eps", "Basic EPS", "基本每股收益", PER_SHARE, "money/share", ("basic EPS", "basic earnings per share", "EPS", "earnings per share")),
    Item("diluted_eps", "Diluted EPS", "稀释每股收益", PER_SHARE, "money/share", ("diluted EPS", "diluted earnings per share")),
    Item("weighted_shares", "Weighted average shares, basic", "加权平均股数", PER_SHARE, "share"),
    Item("weighted_shares_diluted", "Weighted average shares, diluted", "稀释加权平均股数", PER_SHARE, "share"),
    Item("book_value_per_share", "Book value per share", "每股净资产", PER_SHARE, "money/share", ("book value per share", "net assets per share")),
    Item("ocf_per_share", "Operating cash flow per share", "每股经营现金流", PER_SHARE, "money/share", ("operating cash flow per share",)),
    Item(
        "weighted_roe", "ROE, weighted average", "加权平均净资产收益率", DISCLOSED, "%", ("weighted average ROE", "weighted ROE", "weighted average return on net assets"),
        note="CSRC rule 9 weights equity by month: without the months only the company can work it out",
    ),
    Item(
        "equity_raised_weighted", "Equity raised, weighted by months", "新增净资产（按月份加权）", DISCLOSED,
        note="Σ Ei × Mi ÷ M0 of CSRC rule 9: new shares and converted debt, each × months from the month after it to the period's end ÷ months of the period; nil is to be said",
    ),
    Item(
        "equity_returned_weighted", "Dividends and buy-backs, weighted by months", "减少净资产（按月份加权）", DISCLOSED,
        note="Σ Ej × Mj ÷ M0 of CSRC rule 9: cash dividends and shares bought back, weighted alike; positive; nil is to be said",
    ),
    Item(
        "equity_otherwise_changed_weighted", "Other changes of equity, weighted by months", "其他净资产增减（按月份加权）", DISCLOSED,
        note="Σ Ek × Mk ÷ M0 of CSRC rule 9: what neither profit, issues nor dividends brought, weighted alike; an increase positive; nil is to be said",
    ),
    Item("production_volume", "Production volume", "产量", VOLUME, "t", ("production", "output", "production volume", "production output")),
    Item("sales_volume", "Sales volume", "销量", VOLUME, "t", ("sales volume", "volume sold", "sales volumes")),
    Item("production_capacity", "Production capacity", "产能", VOLUME, "t/yr", ("production capacity", "annual production capacity", "capacity")),
    Item("mining_quota", "Mining quota", "开采指标", VOLUME, "t", ("mining quota", "mining index", "mining indicator", "mining indicators")),
    Item(
        "separation_quota", "Smelting and separation quota", "冶炼分离指标", VOLUME, "t",
        ("smelting and separation quota", "separation quota", "smelting separation index", "smelting separation indicator",
         "smelting separation indicators", "smelting and separation indicators"),
    ),
    *(
        Item(f"{kind}_quota_{batch}_batch", f"{title} quota, {batch} batch", f"第{zh}批{title_zh}指标", VOLUME, "t")
        for kind, title, title_zh in (("mining", "Mining", "开采"), ("separation", "Smelting and separation", "冶炼分离"))
        for batch, zh in (("first", "一"), ("second", "二"), ("third", "三"))
    ),
    Item("average_price", "Average selling price", "均价", VOLUME, "money/t", ("average selling price", "average price", "unit price")),
    Item("unit_cost", "Unit cost", "单位成本", VOLUME, "money/t", ("unit cost", "cost per tonne", "cost per ton")),
    # Lines that only some ratios need. Their words are no measure's in common use, so that no report is read by them.
    _income("total_operating_revenue", "Operating revenue incl. interest, premiums and fees", "营业总收入（含利息、保费、手续费及佣金）"),
    _income("intersegment_revenue", "Intersegment revenue", "分部间交易收入"),
    _income("capitalised_interest", "Interest capitalised", "资本化利息", note="of the year; beside the interest expense, which leaves it out"),
    _income("preferred_dividends", "Dividends on preferred shares", "优先股股利"),
    _income("dividends_declared", "Dividends of the year to ordinary shareholders", "年度普通股现金分红总额"),
    _balance("non_current_securities", "Non-current marketable securities", "非流动的有价证券"),
    _balance("preferred_equity", "Preferred shares in equity", "其他权益工具（优先股）"),
    Item("shares_outstanding", "Ordinary shares outstanding, closing", "期末普通股股数", BALANCE, "share"),
    Item("shares_outstanding_diluted", "Ordinary shares, closing, diluted", "期末稀释普通股股数", BALANCE, "share", note="with the shares that options and convertibles would add"),
    Item("share_price", "Share price at the period's end", "期末股价", BALANCE, "money/share", note="a market's figure, kept beside the balance"),
    Item("market_capitalisation", "Market value of ordinary equity", "期末普通股总市值", BALANCE, note="a market's figure, kept beside the balance"),
)  # fmt: skip

# Captions that name two items at once, for two figures that follow in the same order.
JOINT_ALIASES: tuple[tuple[tuple[str, str], tuple[str, ...]], ...] = (
    (("mining_quota", "separation_quota"), (
        "mining and smelting separation indicators", "mining and smelting and separation indicators", "mining and separation quotas",
        "mining and smelting and separation quotas", "mining and smelting separation quotas", "mining and smelting separation indexes",
    )),
    (("production_volume", "sales_volume"), ("production and sales", "production and sales volume", "output and sales", "output and sales volume", "产销量")),
)  # fmt: skip

ITEM_BY_NAME = MappingProxyType({item.name: item for item in ITEMS})
