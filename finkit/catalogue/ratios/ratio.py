"""What a ratio's row says, and the words that rows share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from finkit.catalogue.items import ITEM_BY_NAME, ITEMS, MONEY
from finkit.vocabulary.formulas import Formula, Units
from finkit.vocabulary.units import Unit, unit

COMPANY, SEGMENT = "company", "segment"
BOTH = (COMPANY, SEGMENT)
MARGINS, EXPENSES, CASH, LEVERAGE, RETURNS, GROWTH, SEGMENTS, VALUATION = (
    "margins", "expense ratios", "cash flow", "leverage", "returns", "growth", "segments", "valuation",
)  # fmt: skip
ACTIVITY, SHARES, MARKET, SCORES = "activity", "per share", "market", "scores"
HIGHER, LOWER, NEITHER = "higher", "lower", "neither"

Constant = tuple[str, Decimal, str]  # name (of a cell in the workbook), value, unit
DAYS: tuple[Constant, ...] = (("days_in_year", Decimal(365), "d"),)
BANK_DAYS: tuple[Constant, ...] = (("days_in_commercial_year", Decimal(360), "d"),)

_SAMPLE = "CNY"  # the currency in which units are checked
_UNITS = MappingProxyType({item.name: unit(item.unit_in(_SAMPLE)) for item in ITEMS})


@dataclass(frozen=True, slots=True)
class Ratio:
    """A metric. `per`: of the company, of a segment, or both. `better`: higher, lower or neither.

    `only_if`: a comparison without which the value is not meaningful. `constants`: (name, value, unit) that the
    formula uses. `variant_of` names the standard row of which this is a variant in use; under the accounting standards of
    `instead_under`, whose statements print other lines, it stands in for that row. `parts`: the rows that this one is the
    sum or product of. `main`: it stands in summaries, its words are looked for in reports, and it serves their
    check as a relation; the others are worked out where they are asked for.
    """

    name: str
    title: str
    title_zh: str
    formula: Formula
    unit: str
    group: str
    source: str
    better: str = HIGHER
    per: tuple[str, ...] = (COMPANY,)
    aliases: tuple[str, ...] = ()
    only_if: Formula | None = None
    constants: tuple[Constant, ...] = ()
    variant_of: str = ""
    instead_under: tuple[str, ...] = ()
    note: str = ""
    parts: tuple[str, ...] = ()
    main: bool = False

    def __post_init__(self) -> None:
        known = {**_UNITS, **{name: unit(code) for name, _, code in self.constants}}
        names = (*self.formula.names, *(self.only_if.names if self.only_if else ()))
        unknown = [name for name in dict.fromkeys(names) if name not in known]
        if unknown:
            raise ValueError(f"ratio {self.name}: no item is called {', '.join(unknown)}")
        found: Unit = self.formula.evaluate(Units(known))
        if not found.agrees(unit(self.unit_in(_SAMPLE))):
            raise ValueError(f"ratio {self.name}: the formula gives {found.code}, the row says {self.unit}")
        if self.better not in {HIGHER, LOWER, NEITHER}:
            raise ValueError(f"ratio {self.name}: {self.better!r} is no direction")

    @property
    def terms(self) -> tuple[str, ...]:
        """Names of the items that the formula needs."""
        return tuple(name for name in self.formula.names if name in ITEM_BY_NAME)

    def unit_in(self, currency: str) -> str:
        """The unit code for a company that reports in `currency`."""
        return self.unit.replace(MONEY, currency)


# Sources of definitions. CFA: readings of the CFA Program curriculum, by title.
CFA = "CFA Institute, Financial Analysis Techniques"
CFA_CASH = "CFA Institute, Analyzing Statements of Cash Flows"
CFA_FCF = "CFA Institute, Free Cash Flow Valuation"
CFA_LIQUIDITY = "CFA Institute, Working Capital and Liquidity"
CFA_MULTIPLES = "CFA Institute, Market-Based Valuation: Price and Enterprise Value Multiples"
CAS = "CAS 30 captions; A-share practice"
CSRC9 = "CSRC disclosure rule 9 (证监会公告〔2010〕2号)"
CSRC9_2007 = "CSRC disclosure rule 9 (2007 revision, 证监会计字〔2007〕9号), article 4"
SASAC = "SASAC performance evaluation rules (国资发评价〔2006〕157号)"
CAS_34 = "CAS 34 and IAS 33, Earnings per Share"
CAS_35 = "CAS 35, Segment Reporting"
IFRS_8 = "IFRS 8, Operating Segments; CAS 35"
PRACTICE = "analysts' practice; no standard defines it"

# Sums that several rows build on.
EBIT = "revenue - cost_of_sales - taxes_and_surcharges - selling_expense - administrative_expense - rd_expense"
EBITDA = f"{EBIT} + depreciation_and_amortisation"
PROFIT_EBIT = "total_profit + interest_expense"
PROFIT_EBITDA = f"{PROFIT_EBIT} + depreciation_and_amortisation"
OPERATING_EBITDA = "operating_profit + depreciation_and_amortisation"
AFTER_TAX = "(1 - income_tax / total_profit)"
NET_DEBT = "interest_bearing_debt - cash - liquid_securities"
INVESTED = "total_equity + interest_bearing_debt"
TRADE_CAPITAL = "inventories + accounts_receivable - accounts_payable"
ABROAD = ("IFRS", "US GAAP")  # standards whose statements print an operating profit before finance costs
TAXABLE = Formula("total_profit > 0")
EBIT_NOTE = "EBIT (CAS build): revenue less cost, taxes and surcharges, selling, administrative and R&D expense"
PROFIT_EBIT_NOTE = "EBIT as total profit + interest expense: holds other income, investment income, fair value and impairments"
OPERATING_NOTE = (
    "EBIT as operating profit: the build where IFRS or US GAAP statements print it; under CAS 营业利润 is after finance expense"
)
