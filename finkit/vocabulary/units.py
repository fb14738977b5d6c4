"""Units: what a number counts, with dimension and scale.

A unit is a product of base quantities with a scale: `CNY`, `t`, `kg` (0.001 t), `%` (0.01 of the unit `1`), `CNY/t`,
`CNY/share`, `t/yr`. Two units can be added when their dimensions agree: money and tonnes, or CNY and USD, cannot.
A Chinese or English "ton" is a tonne.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from finkit.errors import UnitMismatchError, UnitUnknownError

CURRENCIES = ("CNY", "USD", "AUD", "HKD", "EUR", "JPY", "GBP", "CAD", "KRW", "TWD", "CHF", "SGD", "MYR", "VND")

# base code -> (dimension, scale in that dimension's base)
_BASES: dict[str, tuple[str, Decimal]] = {
    "1": ("", Decimal(1)),
    "%": ("", Decimal("0.01")),
    "pp": ("", Decimal("0.01")),
    "t": ("mass", Decimal(1)),
    "kg": ("mass", Decimal("0.001")),
    "km": ("length", Decimal(1)),
    "share": ("share", Decimal(1)),
    "yr": ("time", Decimal(1)),
    "a": ("time", Decimal(1)),
    "mo": ("time", Decimal(1) / 12),
    "d": ("time", Decimal(1) / 365),
    "Cel": ("temperature", Decimal(1)),
    "GW": ("power", Decimal(1)),
    "GWh": ("energy", Decimal(1)),
    **{code: (code, Decimal(1)) for code in CURRENCIES},
}
KNOWN_CODES = ("CNY", "USD", "%", "pp", "t", "kg", "1", "CNY/t", "CNY/share", "t/yr")


@dataclass(frozen=True, slots=True)
class Unit:
    """`code` as printed; `dimensions` sorted (name, exponent) pairs; `scale` to the dimension's base."""

    code: str
    dimensions: tuple[tuple[str, int], ...]
    scale: Decimal

    @property
    def is_pure(self) -> bool:
        """A count, a ratio or a percentage: no dimension."""
        return not self.dimensions

    @property
    def is_money(self) -> bool:
        """An amount in one currency, neither per tonne nor per share."""
        return self.dimensions in _MONEY_DIMENSIONS

    def agrees(self, other: Unit) -> bool:
        """The two can be added."""
        return self.dimensions == other.dimensions

    def require(self, other: Unit, doing: str = "add") -> None:
        """Raise `UnitMismatchError` unless the two can be added."""
        if not self.agrees(other):
            raise UnitMismatchError(left=self.code, right=other.code, doing=doing)

    def times(self, other: Unit, exponent: int = 1) -> Unit:
        """The product with `other` (exponent 1) or the quotient by it (exponent -1)."""
        powers: Counter[str] = Counter()
        for name, power in self.dimensions:
            powers[name] += power
        for name, power in other.dimensions:
            powers[name] += power * exponent
        dimensions = tuple(sorted((name, power) for name, power in powers.items() if power))
        scale = self.scale * other.scale if exponent > 0 else self.scale / other.scale
        return Unit(_code(dimensions), dimensions, scale)


_MONEY_DIMENSIONS = frozenset(((code, 1),) for code in CURRENCIES)


def _code(dimensions: tuple[tuple[str, int], ...]) -> str:
    """A readable code for a derived unit."""
    names = {"mass": "t", "time": "yr", "length": "km", "": "1"}
    above = "·".join(names.get(name, name) + (f"^{power}" if power > 1 else "") for name, power in dimensions if power > 0)
    below = "/".join(names.get(name, name) for name, power in dimensions for _ in range(-power))
    return (above or "1") + (f"/{below}" if below else "")


@lru_cache(maxsize=512)
def unit(code: str) -> Unit:
    """The unit of a code such as `CNY`, `%`, `t/yr`; raises `UnitUnknownError`."""
    parts = code.split("/")
    if any(part not in _BASES for part in parts):
        raise UnitUnknownError(code=code, known=KNOWN_CODES)
    powers: Counter[str] = Counter()
    scale = Decimal(1)
    for position, part in enumerate(parts):
        dimension, size = _BASES[part]
        if dimension:
            powers[dimension] += -1 if position else 1
        scale = scale / size if position else scale * size
    dimensions = tuple(sorted((name, power) for name, power in powers.items() if power))
    return Unit(code, dimensions, scale)


ONE_UNIT = unit("1")
PERCENT = unit("%")
POINTS = unit("pp")
TONNE = unit("t")
