"""A reading: one thing that a printed figure can have been, with what it costs to believe it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.vocabulary.intervals import Interval

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Change:
    """One damage stage undone: what stood there, what it had been."""

    stage: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A value in the figure's unit, with the sign said by its direction.

    `cost` in nats, of which `slips` is for separate acts of damage, not for style; `admissible`: its style (number of
    decimals) occurs in this document, so evidence alone may pick it; `quantum`: the size of its last digit.
    """

    value: Decimal
    quantum: Decimal
    unit: str
    cost: float
    edits: tuple[Change, ...] = ()
    source_text: str = ""
    admissible: bool = True
    slips: float = 0.0

    @property
    def interval(self) -> Interval:
        """What rounds to the value."""
        return Interval.rounded(self.value, self.quantum)

    @property
    def is_printed(self) -> bool:
        """Nothing was changed."""
        return not self.edits
