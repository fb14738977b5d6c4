"""Catalogue formulas as spreadsheet formulas: an `Algebra` whose values are pieces of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.vocabulary.formulas import Algebra
from finkit.vocabulary.intervals import HALF

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from finkit.reports.table import Derivation
    from finkit.vocabulary.formulas import Formula, Term

_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4
_LEVELS = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}
_SIGNS = {"**": "^"}
_RIGHT_BOUND = frozenset({"-", "/", "**"})  # a - (b + c) keeps its parentheses
_COMPARISONS = {"==": "="}


@dataclass(frozen=True, slots=True)
class Piece:
    """A formula in the making; `level` tells what must be put in parentheses around it."""

    text: str
    level: int = _ATOM

    def within(self, level: int, *, strictly: bool = False) -> str:
        """The text as an operand of an operation at `level`."""
        loose = self.level < level or (strictly and self.level == level)
        return f"({self.text})" if loose else self.text


class Cells(Algebra[Piece]):
    """A formula over cell addresses and defined names. `gap` stands around every sign."""

    gap = ""

    def __init__(self, addresses: Mapping[Term, str]) -> None:
        self.addresses = addresses

    def number(self, value: Decimal) -> Piece:
        """The constant as it is written."""
        return Piece(f"{value:f}")

    def term(self, term: Term) -> Piece:
        """The address of the name."""
        return Piece(self.addresses[term])

    def apply(self, op: str, values: tuple[Piece, ...]) -> Piece:
        """The operation in the spreadsheet's signs; times a half is written as divided by two."""
        if op in {"abs", "min", "max"}:
            return Piece(f"{op.upper()}({','.join(value.text for value in values)})")
        if op == "neg":
            return Piece(f"-{values[0].within(_ATOM)}", _SUM)  # -x^2 would be (-x)^2 there
        left, right = values
        if op == "above":
            return Piece(f"({left.text}>{right.text})*1", _PRODUCT)
        if op == "*" and right.text == f"{HALF:f}":
            op, right = "/", Piece("2")
        level = _LEVELS[op]
        tight = right.within(level, strictly=op in _RIGHT_BOUND)
        sign = f"{self.gap}{_SIGNS.get(op, op)}{self.gap}"
        return Piece(f"{left.within(level, strictly=op == '**')}{sign}{tight}", level)


def spreadsheet(derivation: Derivation, addresses: Mapping[Term, str], scale: str = "") -> str:
    """The formula of a cell, guarded: `n/a` while an input is empty, `n/m` where the row is not meaningful.

    `scale` is the address of the derivation's scale, where it has one.
    """
    full = {term: f"({address}*{scale})" for term, address in addresses.items() if term in derivation.in_millions}
    cells = Cells({**addresses, **full})
    value = derivation.formula.evaluate(cells)
    text = f"{value.within(_PRODUCT)}/{scale}" if scale and derivation.gives_millions else value.text
    inputs = [address for term, address in addresses.items() if term.name not in dict(derivation.constants)]
    filled, wanted = f"COUNT({','.join(inputs)})", len(inputs)
    if derivation.only_if is None:
        return f'=IF({filled}={wanted},{text},"n/a")'
    meant = _comparison(derivation.only_if, cells)
    otherwise = f'REPT("n/m",{filled}={wanted})&REPT("n/a",{filled}<{wanted})'
    return f"=IF(AND({filled}={wanted},{meant}),{text},{otherwise})"


def _comparison(formula: Formula, cells: Cells) -> str:
    left, right = formula.both_sides(cells)
    sign = formula.comparison or "="
    return f"{left.text}{_COMPARISONS.get(sign, sign)}{right.text}"
