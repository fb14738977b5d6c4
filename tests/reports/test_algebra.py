"""Catalogue formulas as spreadsheet formulas."""

from __future__ import annotations

import pytest

from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.reports.algebra import Cells, spreadsheet
from finkit.reports.table import Derivation
from finkit.vocabulary.formulas import Formula, Term


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("A/B", "a / b"),
        ("(A-B)/C", "(a - b) / c"),
        ("A-(B+C)", "a - (b + c)"),
        ("A-B-C", "a - b - c"),
        ("A/(B*C)", "a / (b * c)"),
        ("A*B/C", "a * b / c"),
        ("(A+A1)/2", "mean(a)"),
        ("A/A1-1", "a / prior(a) - 1"),
        ("-(A^2)", "-(a ** 2)"),
        ("(A^B)^C", "(a ** b) ** c"),
        ("A-(-B)", "a - (-b)"),
        ("MAX(A,B+1)", "max(a, b + 1)"),
        ("ABS(A-B)", "abs(a - b)"),
    ],
)
def test_pieces(wanted: str, text: str) -> None:
    """Parentheses stand where the spreadsheet needs them, and only there."""
    formula = Formula(text)
    cells = Cells({term: term.name.upper() + (str(term.back) if term.back else "") for term in formula.terms})
    assert wanted == formula.evaluate(cells).text


def test_guards() -> None:
    """An empty input gives n/a, a row that is not meaningful n/m, without a nested IF."""
    ratio = RATIO_BY_NAME["ocf_to_net_profit"]
    addresses = {term: f"{letter}1" for term, letter in zip(ratio.formula.terms, "AB", strict=True)}
    derivation = Derivation(ratio.formula, (), ratio.only_if)
    wanted = '=IF(AND(COUNT(A1,B1)=2,B1>0),A1/B1,REPT("n/m",COUNT(A1,B1)=2)&REPT("n/a",COUNT(A1,B1)<2))'
    assert wanted == spreadsheet(derivation, addresses)
    plain = Derivation(Formula("a / b"), ())
    assert spreadsheet(plain, {Term("a"): "A1", Term("b"): "B1"}) == '=IF(COUNT(A1,B1)=2,A1/B1,"n/a")'


def test_amounts_in_millions_beside_prices() -> None:
    """Where a formula mixes amounts with prices, amounts are taken back to single units by a cell of its own."""
    a, b, c = Term("a"), Term("b"), Term("c")
    derivation = Derivation(Formula("a - b * c"), (), scale=("x",), in_millions=(a,), gives_millions=True)
    wanted = '=IF(COUNT(A1,B1,C1)=3,((A1*K1)-B1*C1)/K1,"n/a")'
    assert wanted == spreadsheet(derivation, {a: "A1", b: "B1", c: "C1"}, "K1")
