"""Words for a decision: every relation as one line with its numbers in it, every figure's verdict as one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from finkit.figures.words import WAN, YI
from finkit.relations.residual import FACT, Operand, Outcome, Relation
from finkit.verdicts.verdict import Verdict
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from finkit.figures.figure import Figure
    from finkit.figures.reading import Reading
    from finkit.verdicts.decide import Ruling
    from finkit.vocabulary.intervals import Interval

_SIGNIFICANT = 6
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


def relation_text(relation: Relation, chosen: Mapping[str, Reading], outcome: Outcome) -> str:
    """The relation with its numbers: `gross_margin = gross_profit / revenue: 30.8 % against 3.526 bn CNY / ...`."""
    parts = [f"{term} {_operand_text(relation.operands[str(term)], chosen)}" for term in relation.formula.terms]
    sign = "holds" if outcome.holds else "does not hold" if outcome.holds is False else "cannot be decided"
    return f"{_formula_text(relation)}: {', '.join(parts)} ({sign})"


def _formula_text(relation: Relation) -> str:
    text = relation.formula.text
    for code, word in _WORDS.items():
        text = text.replace(f" {code} ", f" {word} ")
    return text


def _operand_text(operand: Operand, chosen: Mapping[str, Reading]) -> str:
    if operand.figure:
        reading = chosen[operand.figure]
        return number_text(reading.value, reading.unit)
    return " or ".join(_interval_text(one, percentage=operand.factor != 1) for one in operand.constants)


def _interval_text(interval: Interval, *, percentage: bool) -> str:
    middle = interval.middle
    if percentage:
        return f"{_plain(Decimal(str(round(float(middle), 4))))} %"
    return f"{_plain(middle)}"


def sentence(figure: Figure, ruling: Ruling, relations: Mapping[str, Relation], texts: Mapping[str, str]) -> str:
    """Why the figure got its verdict, in one sentence."""
    reading = ruling.reading
    if reading is None:
        return "the digits cannot be read" if ruling.exact else "too many figures hang together to decide exactly"
    shown = number_text(reading.value, reading.unit)
    held = [texts[one] for one in ruling.held if relations[one].is_equality]
    match ruling.verdict:
        case Verdict.CONTRADICTED:
            return f"restored as {shown}, but {texts[ruling.broken[0]]}"
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
