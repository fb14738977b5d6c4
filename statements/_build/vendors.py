"""What data vendors print of the Chinese peers that is no line of a filing: left out for every company, rows only.

S&P's layout (stockanalysis.com), its ratio page, and porti.ru. A company's table puts what it takes before these rows.
"""

from __future__ import annotations

from table import DEFINITION, MARKET, NO_RATIO, SPLIT, STANDARD, TWO_LINES, Leave, leaves

COST = "cost and gross profit as a vendor standardises them: other lines than 营业成本 and what it leaves"
PART_OF_FINANCE = "a part of finance expense, as a vendor shows it"
PART_OF_IMPAIRMENT = "a part of the impairment losses, as a vendor shows it; no item of the catalogue"
RECEIVABLES = "the vendor does not say which receivables: 应收账款 alone, or with bills and others"

_LAYOUT = {
    SPLIT: ("operating revenue, main", "other revenue"),
    COST: ("cost of sales", "gross profit", "cost of revenue (vendor caption, wider than cost of sales)"),
    STANDARD: (
        "other operating expenses", "operating profit (standardised)", "operating profit (vendor layout)", "operating costs and expenses, total",
        "EBIT (vendor)", "other non-operating", "pre-tax profit before unusual items", "gain on sale of investments", "gain on assets",
        "legal settlements", "other unusual items", "stock issued", "other long-term liabilities", "long-term investments",
        "prepaid and other current assets (vendor)", "other current liabilities (vendor)",
    ),
    TWO_LINES: ("interest and investment income",),
    PART_OF_FINANCE: ("exchange gain",),
    PART_OF_IMPAIRMENT: ("goodwill impairment", "asset writedown (S&P)", "fixed asset impairment"),
    RECEIVABLES: ("receivables",),
    MARKET: ("market capitalisation at year-end", "PB ratio (on total equity)", "P/OCF"),
    DEFINITION: ("quick ratio (narrow)",),
    NO_RATIO: ("inventory turnover",),
}  # fmt: skip

LEFT: tuple[Leave, ...] = tuple(
    row
    for reason, captions in _LAYOUT.items()
    for row in leaves(reason, *captions, *(f"{caption} (restated)" for caption in captions))
)
