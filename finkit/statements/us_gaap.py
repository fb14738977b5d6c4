"""Which US GAAP tag of an XBRL filing is which item: rows only. Of one item the first tag that a filing uses is taken.

`sign` -1 turns a tag round: an increase of receivables is positive there and takes cash. `TURNED_AWAY` are tags of
companies' statements that are no item, each with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from finkit.catalogue.items import ITEM_BY_NAME


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and the item that it is."""

    name: str
    item: str
    sign: int = 1

    def __post_init__(self) -> None:
        if self.item not in ITEM_BY_NAME:
            raise ValueError(f"tag {self.name}: no item is called {self.item}")


_CASH = "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"

_INCOME = (
    Tag("Revenues", "revenue"),
    Tag("RevenueFromContractWithCustomerExcludingAssessedTax", "revenue"),
    Tag("SalesRevenueNet", "revenue"),
    Tag("SalesRevenueGoodsNet", "revenue"),
    Tag("CostOfRevenue", "cost_of_sales"),
    Tag("CostOfGoodsAndServicesSold", "cost_of_sales"),
    Tag("CostOfGoodsAndServiceExcludingDepreciationDepletionAndAmortization", "cost_of_sales"),
    Tag("CostOfGoodsSold", "cost_of_sales"),
    Tag("GrossProfit", "gross_profit"),
    Tag("CostsAndExpenses", "operating_costs_and_expenses"),
    Tag("SellingGeneralAndAdministrativeExpense", "sga_expense"),
    Tag("SellingAndMarketingExpense", "selling_expense"),
    Tag("GeneralAndAdministrativeExpense", "administrative_expense"),
    Tag("ResearchAndDevelopmentExpense", "rd_expense"),
    Tag("AccretionExpenseIncludingAssetRetirementObligations", "accretion_expense"),
    Tag("AccretionExpense", "accretion_expense"),
    Tag("OperatingIncomeLoss", "operating_profit"),
    Tag("InterestExpense", "interest_expense"),
    Tag("InterestExpenseNonoperating", "interest_expense"),
    Tag("InvestmentIncomeInterest", "interest_income"),
    Tag("InvestmentIncomeNet", "investment_income"),
    Tag("IncomeLossFromEquityMethodInvestments", "associates_income"),
    Tag("OtherNonoperatingIncomeExpense", "other_non_operating_net"),
    Tag("AssetImpairmentCharges", "asset_impairment_loss"),
    Tag("IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest", "total_profit"),
    Tag("IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments", "total_profit"),
    Tag("IncomeTaxExpenseBenefit", "income_tax"),
    Tag("IncomeLossFromDiscontinuedOperationsNetOfTax", "discontinued_profit"),
    Tag("ProfitLoss", "net_profit"),
    Tag("NetIncomeLoss", "parent_net_profit"),
    Tag("NetIncomeLossAttributableToNoncontrollingInterest", "minority_profit"),
    Tag("ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest", "comprehensive_income"),
    Tag("ComprehensiveIncomeNetOfTax", "parent_comprehensive_income"),
    Tag("EarningsPerShareBasic", "basic_eps"),
    Tag("EarningsPerShareDiluted", "diluted_eps"),
    Tag("WeightedAverageNumberOfSharesOutstandingBasic", "weighted_shares"),
    Tag("WeightedAverageNumberOfDilutedSharesOutstanding", "weighted_shares_diluted"),
)
_BALANCE = (
    Tag("CashAndCashEquivalentsAtCarryingValue", "cash"),
    Tag("RestrictedCashCurrent", "restricted_cash"),
    Tag("ShortTermInvestments", "liquid_securities"),
    Tag("MarketableSecuritiesCurrent", "liquid_securities"),
    Tag("AvailableForSaleSecuritiesDebtSecuritiesCurrent", "liquid_securities"),
    Tag("AccountsReceivableNetCurrent", "accounts_receivable"),
    Tag("InventoryNet", "inventories"),
    Tag("PrepaidExpenseAndOtherAssetsCurrent", "other_current_assets"),
    Tag("OtherAssetsCurrent", "other_current_assets"),
    Tag("PrepaidExpenseCurrent", "prepayments"),
    Tag("AssetsCurrent", "current_assets"),
    Tag("PropertyPlantAndEquipmentNet", "fixed_assets"),
    Tag("OperatingLeaseRightOfUseAsset", "right_of_use_assets"),
    Tag("Goodwill", "goodwill"),
    Tag("IntangibleAssetsNetExcludingGoodwill", "intangible_assets"),
    Tag("FiniteLivedIntangibleAssetsNet", "intangible_assets"),
    Tag("DeferredIncomeTaxAssetsNet", "deferred_tax_assets"),
    Tag("OtherAssetsNoncurrent", "other_non_current_assets"),
    Tag("AssetsNoncurrent", "non_current_assets"),
    Tag("Assets", "total_assets"),
    Tag("AccountsPayableCurrent", "accounts_payable"),
    Tag("AccountsPayableAndAccruedLiabilitiesCurrent", "payables_and_accruals"),
    Tag("AccruedLiabilitiesCurrent", "accrued_liabilities"),
    Tag("ContractWithCustomerLiabilityCurrent", "contract_liabilities"),
    Tag("TaxesPayableCurrent", "taxes_payable"),
    Tag("AccruedIncomeTaxesCurrent", "taxes_payable"),
    Tag("DebtCurrent", "current_debt"),
    Tag("ShortTermBorrowings", "short_term_borrowings"),
    Tag("LongTermDebtCurrent", "current_portion_of_long_term_debt"),
    Tag("OperatingLeaseLiabilityCurrent", "current_lease_liabilities"),
    Tag("OtherLiabilitiesCurrent", "other_current_liabilities"),
    Tag("LiabilitiesCurrent", "current_liabilities"),
    Tag("LongTermDebtNoncurrent", "long_term_debt"),
    Tag("ConvertibleDebtNoncurrent", "long_term_debt"),
    Tag("ConvertibleLongTermNotesPayable", "long_term_debt"),
    Tag("OperatingLeaseLiabilityNoncurrent", "lease_liabilities"),
    Tag("AssetRetirementObligationsNoncurrent", "asset_retirement_obligations"),
    Tag("AccruedEnvironmentalLossContingenciesNoncurrent", "environmental_obligations"),
    Tag("DeferredIncomeTaxLiabilitiesNet", "deferred_tax_liabilities"),
    Tag("OtherLiabilitiesNoncurrent", "other_non_current_liabilities"),
    Tag("LiabilitiesNoncurrent", "non_current_liabilities"),
    Tag("Liabilities", "total_liabilities"),
    Tag("CommonStockValue", "paid_in_capital"),
    Tag("AdditionalPaidInCapital", "capital_reserve"),
    Tag("AdditionalPaidInCapitalCommonStock", "capital_reserve"),
    Tag("TreasuryStockValue", "treasury_stock"),
    Tag("AccumulatedOtherComprehensiveIncomeLossNetOfTax", "accumulated_oci"),
    Tag("RetainedEarningsAccumulatedDeficit", "retained_earnings"),
    Tag("StockholdersEquity", "parent_equity"),
    Tag("MinorityInterest", "minority_interest"),
    Tag("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest", "total_equity"),
)
_CASH_FLOW = (
    Tag("DepreciationDepletionAndAmortization", "depreciation_and_amortisation"),
    Tag("DepreciationAndAmortization", "depreciation_and_amortisation"),
    Tag("ShareBasedCompensation", "share_based_compensation"),
    Tag("AmortizationOfDebtDiscountPremium", "debt_discount_amortisation"),
    Tag("AmortizationOfFinancingCostsAndDiscounts", "debt_discount_amortisation"),
    Tag("DeferredIncomeTaxExpenseBenefit", "deferred_tax_expense"),
    Tag("GainLossOnSaleOfPropertyPlantEquipment", "asset_sale_loss", -1),
    Tag("OtherNoncashIncomeExpense", "other_non_cash_items", -1),
    Tag("IncreaseDecreaseInAccountsReceivable", "cash_from_receivables", -1),
    Tag("IncreaseDecreaseInInventories", "cash_from_inventories", -1),
    Tag("IncreaseDecreaseInAccountsPayableAndAccruedLiabilities", "cash_from_payables"),
    Tag("IncreaseDecreaseInAccountsPayable", "cash_from_payables"),
    Tag("IncreaseDecreaseInPrepaidDeferredExpenseAndOtherAssets", "cash_from_other_operating_assets", -1),
    Tag("IncreaseDecreaseInOtherOperatingAssets", "cash_from_other_operating_assets", -1),
    Tag("IncreaseDecreaseInOtherOperatingLiabilities", "cash_from_other_operating_liabilities"),
    Tag("NetCashProvidedByUsedInOperatingActivities", "operating_cash_flow"),
    Tag("PaymentsToAcquirePropertyPlantAndEquipment", "capex"),
    Tag("PaymentsToAcquireProductiveAssets", "capex"),
    Tag("ProceedsFromSaleOfPropertyPlantAndEquipment", "asset_disposal_receipts"),
    Tag("PaymentsToAcquireInvestments", "purchases_of_investments"),
    Tag("PaymentsToAcquireShortTermInvestments", "purchases_of_investments"),
    Tag("ProceedsFromSaleMaturityAndCollectionsOfInvestments", "disposals_of_investments"),
    Tag("ProceedsFromSaleMaturityAndCollectionsOfShorttermInvestments", "disposals_of_investments"),
    Tag("PaymentsForProceedsFromOtherInvestingActivities", "other_investing_cash", -1),
    Tag("NetCashProvidedByUsedInInvestingActivities", "investing_cash_flow"),
    Tag("ProceedsFromIssuanceOfCommonStock", "capital_contributions"),
    Tag("ProceedsFromIssuanceOfLongTermDebt", "borrowings_received"),
    Tag("ProceedsFromConvertibleNotesPayable", "borrowings_received"),
    Tag("ProceedsFromIssuanceOfOtherLongTermDebt", "borrowings_received"),
    Tag("RepaymentsOfDebt", "debt_repaid"),
    Tag("RepaymentsOfLongTermDebt", "debt_repaid"),
    Tag("RepaymentsOfLongTermDebtAndCapitalSecurities", "debt_repaid"),
    Tag("PaymentsOfDividends", "dividends_paid"),
    Tag("PaymentsForRepurchaseOfCommonStock", "shares_repurchased"),
    Tag("ProceedsFromPaymentsForOtherFinancingActivities", "other_financing_cash"),
    Tag("NetCashProvidedByUsedInFinancingActivities", "financing_cash_flow"),
    Tag("EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents", "fx_effect_on_cash"),
    Tag("EffectOfExchangeRateOnCashAndCashEquivalents", "fx_effect_on_cash"),
    Tag(_CASH, "closing_cash"),
    Tag(f"{_CASH}PeriodIncreaseDecreaseIncludingExchangeRateEffect", "net_change_in_cash"),
    Tag("CashAndCashEquivalentsPeriodIncreaseDecrease", "net_change_in_cash"),
    Tag("InterestPaidNet", "interest_paid"),
    Tag("IncomeTaxesPaidNet", "income_tax_paid"),
)

TAGS: tuple[Tag, ...] = (*_INCOME, *_BALANCE, *_CASH_FLOW)
TAG_BY_NAME = MappingProxyType({tag.name: tag for tag in TAGS})

TURNED_AWAY = MappingProxyType({
    "DepreciationAmortizationAndAccretionNet": "accretion is in it",
    "FinanceLeaseLiabilityNoncurrent": "lease liabilities are taken of operating leases; no item tells the kinds apart",
    "FinanceLeaseLiabilityCurrent": "lease liabilities are taken of operating leases; no item tells the kinds apart",
    "LiabilitiesAndStockholdersEquity": "equals total assets",
    "LongTermDebt": "holds the current portion too; LongTermDebtNoncurrent and LongTermDebtCurrent tell them apart",
    f"{_CASH}PeriodIncreaseDecreaseExcludingExchangeRateEffect": "the change in cash is taken with the exchange effect",
    "StartupCosts": "start-up costs: no item of the catalogue; they stand in operating costs and expenses",
    "PreOpeningCosts": "start-up costs: no item of the catalogue; they stand in operating costs and expenses",
    "OtherCostAndExpenseOperating": "other operating costs: no item of the catalogue; they stand in operating costs and expenses",
    "NonoperatingIncomeExpense": "the sum of all lines below operating profit, interest among them",
    "AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment": "a part of property, plant and equipment, which stands net",
    "PropertyPlantAndEquipmentGross": "property, plant and equipment stands net",
    "AssetRetirementObligation": "with its current part; AssetRetirementObligationsNoncurrent is the line of the balance sheet",
    "InventoryFinishedGoodsNetOfReserves": "a part of inventories, in the notes",
    "InventoryRawMaterialsAndSuppliesNetOfReserves": "a part of inventories, in the notes",
    "InventoryWorkInProcessNetOfReserves": "a part of inventories, in the notes",
})  # fmt: skip

# Where none of these tags is in the file, the parent's line is the whole company's: (parent's item, the whole's).
MINORITY_TAGS = (
    "ProfitLoss", "MinorityInterest", "NetIncomeLossAttributableToNoncontrollingInterest",
    "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest", "RedeemableNoncontrollingInterestEquityCarryingAmount",
)  # fmt: skip
WHOLES = (("parent_net_profit", "net_profit"), ("parent_equity", "total_equity"), ("parent_comprehensive_income", "comprehensive_income"))
