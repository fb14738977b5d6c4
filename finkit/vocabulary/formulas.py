"""Formulas: one small language for accounting rows, read once, used everywhere.

A formula is written in names, numbers, `+ - * / **`, one comparison, `abs min max`, a point `above(x, y)` (1 where x is
more than y, else 0), and three looks at a name or expression: `prior(x)` (a year before), `mean(x)` (of x and prior(x))
and `whole(x)` (the company's x, when x is a segment's).
The same object evaluates over Decimals, intervals, frames, units and Excel references: each is an `Algebra`.
"""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from finkit.errors import EmptyDivisorError, FormulaInvalidError, UnsolvableTermError
from finkit.vocabulary.intervals import HALF, ONE, ZERO, Interval
from finkit.vocabulary.units import ONE_UNIT, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A name in a formula: `back` years before, of the `whole` company or of the row's own segment."""

    name: str
    back: int = 0
    whole: bool = False

    def __str__(self) -> str:
        text = f"whole({self.name})" if self.whole else self.name
        return "prior(" * self.back + text + ")" * self.back


@dataclass(frozen=True, slots=True)
class Node:
    """A step of a formula: an operation over children, a number or a term."""

    op: str
    children: tuple[Node, ...] = ()
    number: Decimal | None = None
    term: Term | None = None


class Algebra(ABC, Generic[T]):
    """What a formula needs to know of the things it is evaluated over."""

    @abstractmethod
    def number(self, value: Decimal) -> T:
        """A constant."""

    @abstractmethod
    def term(self, term: Term) -> T:
        """The value of a name; raises LookupError where there is none."""

    @abstractmethod
    def apply(self, op: str, values: tuple[T, ...]) -> T:
        """The result of one of `+ - * / ** neg abs min max above`."""


_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARISONS: dict[type[ast.cmpop], str] = {ast.Eq: "==", ast.LtE: "<=", ast.GtE: ">=", ast.Lt: "<", ast.Gt: ">"}
_CALLS = frozenset({"abs", "min", "max", "above"})
_PAIR = 2
_LONGEST, _SHOWN = 2000, 60  # characters
_DEEPEST, _MOST_TERMS = 60, 500
_TOGETHER = 40  # summands
_LARGEST = 10**30


@dataclass(frozen=True)
class Formula:
    """A formula or (with a comparison) a statement that should hold."""

    text: str

    def __post_init__(self) -> None:
        _read(self.text)

    @cached_property
    def sides(self) -> tuple[Node, ...]:
        """The expression, or the two sides of the comparison."""
        return _read(self.text)[0]

    @cached_property
    def comparison(self) -> str | None:
        """`==`, `<=`, `>=`, `<`, `>` or None."""
        return _read(self.text)[1]

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every look at a name, in order of first appearance."""
        found: dict[Term, None] = {}
        for side in self.sides:
            for term in _terms(side):
                found.setdefault(term)
        return tuple(found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names alone, in order of first appearance."""
        return tuple(dict.fromkeys(term.name for term in self.terms))

    def evaluate(self, algebra: Algebra[T]) -> T:
        """The value; of a comparison, left minus right (its residual)."""
        if self.comparison is None:
            return _fold(self.sides[0], algebra)
        return algebra.apply("-", (_fold(self.sides[0], algebra), _fold(self.sides[1], algebra)))

    def both_sides(self, algebra: Algebra[T]) -> tuple[T, T]:
        """The values of the two sides of a comparison."""
        return _fold(self.sides[0], algebra), _fold(self.sides[-1], algebra)

    def solve_for(self, term: Term) -> Formula:
        """For an equality: the formula that gives `term` from the others; raises `UnsolvableTermError`.

        Works by undoing one operation after another, so the term must stand in the equality exactly once.
        """
        left, right = self.sides if self.comparison == "==" else (Node("#"), Node("#"))
        times = _count(left, term) + _count(right, term)
        if times != 1:
            raise UnsolvableTermError(text=self.text, term=str(term), times=times)
        inside, other = (left, right) if _count(left, term) else (right, left)
        while inside.term != term:
            inside, other = _undo(inside, other, term, self.text)
        return Formula(_write(other))

    def spelled(self, names: Mapping[Term, str]) -> str:
        """The formula with other words for its terms: names, or expressions, which go into brackets."""
        return f" {self.comparison} ".join(_write(side, names) for side in self.sides)

    def __str__(self) -> str:
        return self.text


def added(names: Sequence[str]) -> str:
    """The sum of names as text; of many in brackets, since a formula is only so deep."""
    if len(names) <= _TOGETHER:
        return " + ".join(names)
    return " + ".join(f"({' + '.join(names[at : at + _TOGETHER])})" for at in range(0, len(names), _TOGETHER))


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[tuple[Node, ...], str | None]:
    if len(text) > _LONGEST:
        raise FormulaInvalidError(text=f"{text[:_SHOWN]}…", found=f"a length of {len(text):,} characters")
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise FormulaInvalidError(text=text, found=f"syntax ({error.msg})") from None
    except (ValueError, MemoryError, RecursionError):  # a NUL, or brackets without end
        raise FormulaInvalidError(text=f"{text[:_SHOWN]}…", found="what no parser takes") from None
    _require_shallow(tree, text)
    if isinstance(tree, ast.Compare):
        operator = _COMPARISONS.get(type(tree.ops[0]))
        if operator is None or len(tree.ops) > 1:
            raise FormulaInvalidError(text=text, found="this comparison")
        return (_node(tree.left, text), _node(tree.comparators[0], text)), operator
    return (_node(tree, text),), None


def _require_shallow(tree: ast.AST, text: str) -> None:
    """Raise `FormulaInvalidError` for more steps within steps than any formula of accounting has."""
    level: list[ast.AST] = [tree]
    for _ in range(_DEEPEST):
        level = [child for one in level for child in ast.iter_child_nodes(one)]
        if not level:
            return
    raise FormulaInvalidError(text=f"{text[:_SHOWN]}…", found=f"a depth of more than {_DEEPEST} steps")


def _node(tree: ast.expr, text: str) -> Node:
    match tree:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool) and abs(number) < _LARGEST:
            return Node("number", number=Decimal(str(number)))
        case ast.Name(id=name):
            return Node("term", term=Term(name))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Node("neg", (_node(operand, text),))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return Node(_BINARY[type(op)], (_node(left, text), _node(right, text)))
        case ast.Call(func=ast.Name(id=name), args=arguments) if name in _CALLS and arguments:
            if name == "above" and len(arguments) != _PAIR:
                raise FormulaInvalidError(text=text, found=f"above of {len(arguments)}, not of two")
            return Node(name, tuple(_node(one, text) for one in arguments))
        case ast.Call(func=ast.Name(id="prior" | "mean" | "whole" as look), args=[argument]):
            inner = _node(argument, text)
            if len(_terms(inner)) > _MOST_TERMS:  # means of means double them each time
                raise FormulaInvalidError(text=text, found=f"more than {_MOST_TERMS} names")
            return _look(look, inner)
    raise FormulaInvalidError(text=text, found=ast.dump(tree)[:60])


def _look(look: str, inner: Node) -> Node:
    """`prior(x)`, `mean(x)`, `whole(x)` of a name or an expression (looks may be nested: `prior(whole(x))`)."""
    if look == "whole":
        return _moved(inner, 0, whole=True)
    before = _moved(inner, 1)
    return before if look == "prior" else Node("*", (Node("+", (inner, before)), Node("number", number=HALF)))


def _moved(node: Node, back: int, *, whole: bool = False) -> Node:
    """The same step, every name of it so many years before (and of the whole company)."""
    if node.term is not None:
        return Node("term", term=Term(node.term.name, node.term.back + back, node.term.whole or whole))
    return Node(node.op, tuple(_moved(child, back, whole=whole) for child in node.children), node.number)


def _terms(node: Node) -> list[Term]:
    return [node.term] if node.term is not None else [term for child in node.children for term in _terms(child)]


def _count(node: Node, term: Term) -> int:
    return _terms(node).count(term)


def _fold(node: Node, algebra: Algebra[T]) -> T:
    if node.number is not None:
        return algebra.number(node.number)
    if node.term is not None:
        return algebra.term(node.term)
    return algebra.apply(node.op, tuple(_fold(child, algebra) for child in node.children))


def _undo(inside: Node, other: Node, term: Term, text: str) -> tuple[Node, Node]:
    """Move the outermost operation of `inside` to the other side."""
    if inside.op == "neg":
        return inside.children[0], Node("neg", (other,))
    if inside.op not in {"+", "-", "*", "/"} or len(inside.children) != _PAIR:
        raise UnsolvableTermError(text=text, term=str(term), times=1)
    left, right = inside.children
    in_left = bool(_count(left, term))
    kept = right if in_left else left
    match inside.op, in_left:
        case "+", _:
            other = Node("-", (other, kept))
        case "*", _:
            other = Node("/", (other, kept))
        case "-", True:
            other = Node("+", (other, kept))
        case "/", True:
            other = Node("*", (other, kept))
        case _:
            other = Node(inside.op, (kept, other))
    return (left if in_left else right), other


def _write(node: Node, names: Mapping[Term, str] | None = None) -> str:
    if node.number is not None:
        return str(node.number)
    if node.term is not None:
        return f"({names[node.term]})" if names else str(node.term)
    parts = [_write(child, names) for child in node.children]
    if node.op == "neg":
        return f"(-{parts[0]})"
    return f"{node.op}({', '.join(parts)})" if node.op in _CALLS else f"({f' {node.op} '.join(parts)})"


class Decimals(Algebra[Decimal]):
    """Exact arithmetic over a mapping of terms."""

    def __init__(self, values: dict[Term, Decimal]) -> None:
        self.values = values

    def number(self, value: Decimal) -> Decimal:
        """The constant itself."""
        return value

    def term(self, term: Term) -> Decimal:
        """The value given for the term."""
        return self.values[term]

    def apply(self, op: str, values: tuple[Decimal, ...]) -> Decimal:
        """Plain Decimal arithmetic; a zero divisor raises `EmptyDivisorError`."""
        match op:
            case "+":
                return values[0] + values[1]
            case "-":
                return values[0] - values[1]
            case "*":
                return values[0] * values[1]
            case "/":
                if not values[1]:
                    raise EmptyDivisorError(low="0", high="0")
                return values[0] / values[1]
            case "**":
                return _power(values[0], values[1])
            case "neg":
                return -values[0]
            case "abs":
                return abs(values[0])
            case "above":
                return ONE if values[0] > values[1] else ZERO
        return min(values) if op == "min" else max(values)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    try:
        return base**exponent
    except ArithmeticError:  # beyond any number, or a root of what has none
        raise EmptyDivisorError(low=str(base), high=str(base)) from None


class Intervals(Algebra[Interval]):
    """Interval arithmetic over a mapping of terms: rounding carried through."""

    def __init__(self, values: dict[Term, Interval]) -> None:
        self.values = values

    def number(self, value: Decimal) -> Interval:
        """The constant, without rounding."""
        return Interval(value, value)

    def term(self, term: Term) -> Interval:
        """The interval given for the term."""
        return self.values[term]

    def apply(self, op: str, values: tuple[Interval, ...]) -> Interval:
        """Interval arithmetic; a divisor that holds zero raises `EmptyDivisorError`."""
        match op:
            case "+":
                return values[0] + values[1]
            case "-":
                return values[0] - values[1]
            case "*":
                return values[0] * values[1]
            case "/":
                return values[0] / values[1]
            case "**":
                return values[0].power(values[1].low)
            case "neg":
                return -values[0]
            case "abs":
                return abs(values[0])
            case "above":
                return Interval(ONE if values[0].low > values[1].high else ZERO, ONE if values[0].high > values[1].low else ZERO)
        pick = min if op == "min" else max
        return Interval(pick(value.low for value in values), pick(value.high for value in values))


class Units(Algebra[Unit]):
    """The unit that a formula yields; raises `UnitMismatchError` where it adds what cannot be added."""

    def __init__(self, values: dict[str, Unit]) -> None:
        self.values = values

    def number(self, value: Decimal) -> Unit:  # noqa: ARG002  (a constant has no unit, whatever it is)
        """A constant is pure."""
        return ONE_UNIT

    def term(self, term: Term) -> Unit:
        """The unit of the name."""
        return self.values[term.name]

    def apply(self, op: str, values: tuple[Unit, ...]) -> Unit:
        """Addition and comparison need equal dimensions, products combine them."""
        if op in {"*", "/"}:
            return values[0].times(values[1], 1 if op == "*" else -1)
        for other in values[1:]:
            values[0].require(other, doing="combine")
        return ONE_UNIT if op == "above" else values[0]
