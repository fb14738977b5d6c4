"""What is known around a figure when its readings are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from finkit.candidates.dialect import Dialect
    from finkit.vocabulary.intervals import Interval


@dataclass(frozen=True, slots=True)
class Setting:
    """The dialect and the paragraph, and what the figure's neighbours and the statements say.

    `sibling_decimals`: of the other members of its list; `anchor`: the usual size of the measure (in the figure's unit);
    `plain`: no scale word stands behind it; `list_end`: the last member of its list; `facts`: what the statements know;
    `odd`: no writer prints such a number (see `surface`); `partner`: the other end of its range.
    """

    dialect: Dialect
    paragraph: int = -1
    sibling_decimals: int | None = None
    anchor: float | None = None
    plain: bool = False
    list_end: Decimal | None = None
    facts: tuple[Interval, ...] = ()
    odd: bool = False
    partner: Decimal | None = None

    def style(self, unit: str, decimals: int) -> float:
        """How often numbers of the unit carry that many decimals here."""
        return self.dialect.share(unit, decimals, self.paragraph, plain=self.plain)
