"""Which figures could all be a power of a common factor larger, and every relation would hold as before.

Every figure gets an unknown exponent: what the common factor is raised to when it scales the figure. A relation stays
true under the scaling if its formula is homogeneous: what is added or compared has one exponent, a product has the sum
of its factors', a constant and an amount of the statements have none. These are linear equations, solved exactly; a
figure whose exponent they do not force to nothing has no scale that is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from finkit.vocabulary.formulas import Algebra, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from finkit.relations.residual import Operand, Relation

Form = dict[str, Fraction]


@dataclass(frozen=True, slots=True)
class _Degree:
    """The exponent of a value as a sum over those of figures; any at all (None) of zero. `number`: of a constant."""

    form: Form | None
    number: Decimal | None = None


class _Degrees(Algebra[_Degree]):
    """Collects what must be equal for a formula to be homogeneous."""

    def __init__(self, operands: Mapping[str, Operand]) -> None:
        self.operands = operands
        self.nothing: list[Form] = []  # forms that must come to nothing

    def number(self, value: Decimal) -> _Degree:
        return _Degree({} if value else None, value)

    def term(self, term: Term) -> _Degree:
        operand = self.operands[str(term)]
        if operand.figure:
            return _Degree({operand.figure: Fraction(1)})
        exact = {one.low for one in operand.constants} | {one.high for one in operand.constants}
        return self.number(next(iter(exact)) * operand.factor) if len(exact) == 1 else _Degree({})

    def equal(self, values: Sequence[_Degree]) -> _Degree:
        """One exponent for all; zero agrees with any."""
        forms = [one.form for one in values if one.form is not None]
        self.nothing += [_sum(forms[0], form, Fraction(-1)) for form in forms[1:]]
        return _Degree(forms[0] if forms else None)

    def apply(self, op: str, values: tuple[_Degree, ...]) -> _Degree:
        first, last = values[0], values[-1]
        match op:
            case "neg" | "abs":
                return _Degree(first.form)
            case "*" | "/":
                if first.form is None or last.form is None:
                    return _Degree(None)
                return _Degree(_sum(first.form, last.form, Fraction(1 if op == "*" else -1)))
            case "**":
                if last.number is not None:
                    return _Degree(None if first.form is None else _sum({}, first.form, Fraction(last.number)))
                return self.equal([first, last, _Degree({})])
        return self.equal(values)


def _sum(left: Form, right: Form, times: Fraction) -> Form:
    total = {name: left.get(name, Fraction(0)) + times * right.get(name, Fraction(0)) for name in {**left, **right}}
    return {name: one for name, one in total.items() if one}


def unscaled(relations: Iterable[Relation], anchored: Iterable[str] = ()) -> tuple[frozenset[str], ...]:
    """The groups of figures, tied by equalities, whose common scale nothing tells.

    `anchored`: figures whose scale is known. Relations that do not hold are to be left out; bounds fix no scale.
    """
    equations: list[Form] = [{name: Fraction(1)} for name in anchored]
    equalities: list[tuple[str, ...]] = []
    for one in relations:
        if one.is_equality:
            degrees = _Degrees(one.operands)
            degrees.equal(one.formula.both_sides(degrees))
            equations += degrees.nothing
            equalities.append(one.figures)
    known = _forced(equations)
    groups: list[set[str]] = []
    for figures in equalities:
        group = set(figures) - known
        if group:
            groups = [*(other for other in groups if other.isdisjoint(group)), group.union(*(o for o in groups if not o.isdisjoint(group)))]
    return tuple(frozenset(group) for group in groups)


def _forced(equations: Iterable[Form]) -> set[str]:
    """The unknowns that are nothing in every solution."""
    rows: dict[str, Form] = {}  # by the unknown that each gives; no row holds another's
    for equation in equations:
        left = dict(equation)
        for name in [one for one in left if one in rows]:
            left = _sum(left, rows[name], -left[name])
        if not left:
            continue
        pivot = next(iter(left))
        left = _sum({}, left, 1 / left[pivot])
        for name, row in rows.items():
            if pivot in row:
                rows[name] = _sum(row, left, -row[pivot])
        rows[pivot] = left
    return {name for name, row in rows.items() if len(row) == 1}
