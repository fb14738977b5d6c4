"""The arithmetic of trading comparables: market values, multiples, quartiles of peers, what they make of the target."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from finkit.examples.arguments import Taken

LABELS = {
    "revenue": "Revenue", "ebitda": "EBITDA", "parent_net_profit": "Parent net profit", "net_debt": "Net debt",
    "minority_interest": "Minority interest",
}  # fmt: skip
FIGURES = tuple(LABELS)
MULTIPLES = {"ev_to_ebitda": "ebitda", "pe": "parent_net_profit", "ev_to_sales": "revenue"}
"""Each multiple and the figure that it is of; P/E values the equity, the others the enterprise."""
TITLES = {"ev_to_ebitda": "EV / EBITDA", "pe": "P / E", "ev_to_sales": "EV / Sales"}
MISSING, MEANINGLESS = "n/a", "n/m"
Shown = Decimal | str


@dataclass(frozen=True, slots=True)
class Quote:
    """What the market says: price a share and ordinary shares; `rate` turns the price into the currency of the statements."""

    price: Decimal
    shares: Decimal
    currency: str = ""
    date: str = ""
    period: str = ""
    rate: Decimal = Decimal(1)
    rate_date: str = ""

    def __post_init__(self) -> None:
        if self.price <= 0 or self.shares <= 0 or self.rate <= 0:
            raise ValueError(f"price {self.price}, shares {self.shares} and rate {self.rate} must each be above zero")


@dataclass(frozen=True, slots=True)
class Listed:
    """A company with its quote and figures, amounts in the currency of its own statements; an absent figure is not there."""

    ticker: str
    name: str
    period: str
    currency: str
    standard: str
    year_end_month: int
    quote: Quote
    figures: Mapping[str, Taken]

    @property
    def market_value(self) -> Decimal:
        """Of the ordinary equity."""
        return self.quote.price * self.quote.rate * self.quote.shares

    @property
    def enterprise_value(self) -> Decimal | None:
        """Market value, net debt and minority interest where it is known; None without net debt."""
        if "net_debt" not in self.figures:
            return None
        minority = self.figures.get("minority_interest")
        return self.market_value + self.figures["net_debt"].value + (minority.value if minority else 0)

    def multiple(self, name: str) -> Shown:
        """A multiple; `n/m` where value or figure is not above zero, `n/a` where one is absent."""
        figure, value = self.figures.get(MULTIPLES[name]), self.market_value if name == "pe" else self.enterprise_value
        if figure is None or value is None:
            return MISSING
        return value / figure.value if min(value, figure.value) > 0 else MEANINGLESS


def quartiles(values: Sequence[Shown]) -> tuple[Shown, ...]:
    """Low quartile, median and high quartile of the numbers among them, interpolated as spreadsheets do."""
    numbers = sorted(value for value in values if isinstance(value, Decimal))
    if not numbers:
        return (MISSING,) * 3
    if len(numbers) == 1:
        return tuple(numbers * 3)
    return tuple(statistics.quantiles(numbers, n=4, method="inclusive"))


@dataclass(frozen=True, slots=True)
class Implied:
    """What a multiple of the peers makes of the target."""

    enterprise: Shown
    equity: Shown
    per_share: Shown
    premium: Shown


def implied(target: Listed, name: str, multiple: Shown) -> Implied:
    """Enterprise value, equity, value a share, and that over the price less 1; `n/a` or `n/m` as far as they cannot be told."""
    figure = target.figures.get(MULTIPLES[name])
    if figure is None or isinstance(multiple, str):
        return Implied(*(MISSING,) * 4)
    if figure.value <= 0:
        return Implied(*(MEANINGLESS,) * 4)
    value, debt, minority = multiple * figure.value, target.figures.get("net_debt"), target.figures.get("minority_interest")
    less = None if debt is None else debt.value + (minority.value if minority else 0)
    if name == "pe":
        enterprise: Shown = MISSING if less is None else value + less
        equity = value
    elif less is None:
        return Implied(value, *(MISSING,) * 3)
    else:
        enterprise, equity = value, value - less
    share = equity / target.quote.shares
    return Implied(enterprise, equity, share, share / (target.quote.price * target.quote.rate) - 1)
