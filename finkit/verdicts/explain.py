"""Words for a decision: every relation as one line with its numbers in it, every figure's verdict as one sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.figures.words import WAN, YI
from finkit.relations.residual import FACT, Operand, Outcome, Relation
from finkit.verdicts.verdict import Verdict
from finkit.vocabulary.formulas import Algebra, Intervals, Term
from finkit.vocabulary.intervals import ONE, Interval
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finkit.figures.reading import Reading
    from finkit.verdicts.decide import Ruling

_SIGNIFICANT = 6
_CONSTANT_DIGITS = 5
_WORDS = {"==": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}


def number_text(value: Decimal, unit: str) -> str:
    """A value as an analyst writes it: 37.26 bn CNY, 109,000 t, 22.53 %."""
    if unit in {"%", "pp"}:
        return f"{_plain(value)} {unit}"
    known = unit_of(unit)
    if known.is_money and abs(value) >= YI:
        return f"{_plain(value / (YI * 10))} bn {unit}"
    if known.is_money and abs(value) >= WAN * 100:
        return f"{_plain(value / (WAN * 100))} m {unit}"
    shown = f"{_plain(value)}"
    return shown if unit == "1" else f"{shown} {unit}"


def _plain(value: Decimal) -> str:
    if abs(value) >= WAN:
        return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    rounded = round(float(value), _SIGNIFICANT)
    text = f"{Decimal(str(rounded)):f}"
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and -_SIGNIFICANT < exponent < 0 else 0
    shown = len(text.partition(".")[2])
    return text if shown >= min(decimals, 2) else f"{rounded:.{min(decimals, 2)}f}"


class _Words(Algebra[str]):
    """A formula as text, each term replaced by its number."""

    def __init__(self, texts: Mapping[Term, str]) -> None:
        self.texts = texts

    def number(self, value: Decimal) -> str:
        """The constant."""
        return f"{value:f}"

    def term(self, term: Term) -> str:
        """The number that the term stands for."""
        return self.texts[term]

    def apply(self, op: str, values: tuple[str, ...]) -> str:
        """Infix, with brackets around sums inside products."""
        if op == "neg":
            return f"−{_bracketed(values[0], '+−')}"
        if op in {"abs", "min", "max"}:
            return f"{op}({', '.join(values)})"
        inside = "+−×/" if op in {"/", "**"} else "+−" if op == "*" else ""
        shown = {"-": "−", "*": "×", "**": "^"}.get(op, op)
        last = _bracketed(values[1], inside or ("+−" if op == "-" else ""))
        first = values[0] if op in {"+", "-"} else _bracketed(values[0], "+−")
        return f"{first} {shown} {last}"


def _bracketed(text: str, operators: str) -> str:
    return f"({text})" if any(f" {one} " in text for one in operators) else text


def relation_text(relation: Relation, chosen: Mapping[str, Reading], outcome: Outcome) -> str:
    """The relation with its numbers in it, and both sides.

    `ratio: 4.20亿元 / 21.30亿元 = 19.69 to 19.75 % (stated 19.7 %)`; for a fact, what the statements say.
    """
    if relation.kind == FACT:
        return _fact_text(relation)
    texts = {term: _operand_text(relation.operands[str(term)], chosen) for term in relation.formula.terms}
    left, right = relation.formula.both_sides(_Words(texts))
    sign = _WORDS[relation.formula.comparison or "=="]
    if outcome.residual is None:
        return f"{relation.kind}: {left} {sign} {right} cannot be decided"
    stated = relation.formula.sides[0].term
    if stated is not None and relation.is_equality:
        operand = relation.operands[str(stated)]
        reach = _side_interval(relation, chosen)
        verb = "stated" if operand.figure else "known"
        end = f"({verb} {left})" if outcome.holds else f"but {left} is {verb}"
        return f"{relation.kind}: {right} = {reach} {end}"
    return f"{relation.kind}: {left} {sign} {right}" + ("" if outcome.holds else " does not hold")


def _fact_text(relation: Relation) -> str:
    known = next(operand for operand in relation.operands.values() if operand.constants)
    return f"the statements say {_operand_text(known, {})} ({relation.basis})"


def _side_interval(relation: Relation, chosen: Mapping[str, Reading]) -> str:
    """The right side of an equality, as an interval in the unit of the left."""
    values: dict[Term, Interval] = {}
    for term in relation.formula.terms:
        operand = relation.operands[str(term)]
        interval = operand.constants[0] if operand.constants else operand.reach(chosen[operand.figure].interval)
        values[term] = interval * Interval(operand.factor, operand.factor)
    side = relation.formula.both_sides(Intervals(values))[1]
    operand = relation.operands[str(relation.formula.sides[0].term)]
    unit = chosen[operand.figure].unit if operand.figure else operand.unit
    low, high = side.low / operand.factor, side.high / operand.factor
    if unit in {"%", "pp"}:
        return f"{_rounded(low)} to {_rounded(high)} {unit}" if _rounded(low) != _rounded(high) else f"{_rounded(low)} {unit}"
    ends = dict.fromkeys((number_text(low, unit), number_text(high, unit)))
    return " to ".join(ends)


def _rounded(value: Decimal) -> str:
    return f"{float(value):.2f}"


def _constant_text(interval: Interval, unit: str) -> str:
    """The middle of a constant, to five digits (a filed figure is known to the cent; that helps no reader)."""
    middle = interval.middle
    last = ONE.scaleb(middle.adjusted() - _CONSTANT_DIGITS + 1)
    shown = middle if interval.low == interval.high or not middle else middle.quantize(last).normalize()
    return number_text(shown + 0, unit)


def _operand_text(operand: Operand, chosen: Mapping[str, Reading]) -> str:
    if operand.figure:
        reading = chosen[operand.figure]
        return reading.source_text if reading.edits and reading.source_text else number_text(reading.value, reading.unit)
    if operand.label.startswith("1/"):
        return operand.label
    return " or ".join(dict.fromkeys(_constant_text(one, operand.unit or "1") for one in operand.constants))


def sentence(ruling: Ruling, relations: Mapping[str, Relation], texts: Mapping[str, str]) -> str:
    """Why the figure got its verdict, in one sentence."""
    reading = ruling.reading
    if reading is None:
        return "the digits cannot be read" if ruling.exact else "too many figures hang together to decide exactly"
    shown = number_text(reading.value, reading.unit)
    held = [texts[one] for one in ruling.held if relations[one].is_equality]
    match ruling.verdict:
        case Verdict.CONTRADICTED:
            how = "stands as printed" if reading.is_printed else f"restored as {shown}"
            return f"{how}, but {texts[ruling.broken[0]]}"
        case Verdict.CONFIRMED:
            return f"stands as printed: {held[0]}"
        case Verdict.REPAIRED:
            return f"{_edits(reading)} gives {shown}: {held[0]}"
        case Verdict.INFERRED:
            why = "only ratios support it, which fix no scale" if held else "no fact or equality speaks of it"
            return f"{_edits(reading)} gives {shown} by the document's own pattern; {why}"
        case Verdict.AMBIGUOUS:
            return f"most likely {shown}, but other readings are nearly as likely"
    return "stands as printed; nothing speaks for or against it" if not held else f"stands as printed; {held[0]}, which fixes no scale"


def _edits(reading: Reading) -> str:
    return ", then ".join(f"{one.stage} undone ({one.after})" if one.after else f"{one.stage} undone" for one in reading.edits)


def source_of(relation: Relation) -> str:
    """Where a relation comes from: a catalogue row, a fact with its place, or the span of a sentence."""
    if relation.kind == FACT:
        places = ",".join(str(line) for line in relation.lines)
        return f"fact:{relation.source}:{places}" if places else f"fact:{relation.source}"
    return relation.source
