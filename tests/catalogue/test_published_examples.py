"""More published answers: each by the source's own formula, and by the catalogue's row over the same inputs; differences are named."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from finkit.catalogue.ratios import RATIO_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Callable

    Plain = Callable[[str, dict[str, Any]], Decimal]
    Lines = dict[str, tuple[Decimal, ...]]
    Row = Callable[[str, Lines], Decimal]
    Within = Callable[[dict[str, Any], Decimal], bool]

CASES: dict[str, dict[str, Any]] = {
    case["id"]: case for case in json.loads(Path(__file__).with_name("published_examples.json").read_text(encoding="utf-8"))["cases"]
}
EXPECTED: dict[tuple[str, str], dict[str, Any]] = {(case, one["name"]): one for case, told in CASES.items() for one in told["expected"]}
YEARS = 3  # the most that a row looks at
# What was published is not what the row says: what the row gives, and why.
DIFFERS: dict[tuple[str, str], tuple[str, str]] = {
    ("FARLEX", "cash conversion cycle"): ("97.6375", "the sum of three rounded counts of days"),
    ("LOW15", "return on invested capital 2015"): ("0.1384", "its tax adjustment, 2,058, is less than its tax rate takes of EBIT, 2,107"),
    ("YYZQ", "存货周转天数"): ("74.1176", "days worked out of a rounded turnover"),
    ("YYZQ", "应收账款周转天数"): ("49.4852", "days worked out of a rounded turnover"),
    ("PMC", "Altman Z"): ("1.4071", "a sales weight of 0.99 for 0.999"),
    ("ZENGFA", "加权平均净资产收益率"): (
        "0.3636",
        "the average holds half of the issue already; its six months are added once more",
    ),
}


def _parts(text: str | list[str], inputs: dict[str, Any]) -> list[str]:
    """The formulas of an item, oldest first: one, or one a year where an input has several years."""
    if isinstance(text, list):
        return text
    years = inputs.get(text)
    return [f"{text}[{n}]" for n in range(len(years))] if isinstance(years, list) else [text]


def _lines(case: str, name: str, plain: Plain) -> Lines:
    """The items as the answer takes them, latest first: with lines of its own, some years back."""
    told, answer = CASES[case], EXPECTED[case, name]
    found: Lines = {item: (Decimal(0),) * YEARS for item in told.get("nil", ())}
    for item, text in {**told["lines"], **answer.get("lines", {})}.items():
        years = tuple(plain(part, told["inputs"]) for part in reversed(_parts(text, told["inputs"])))
        found[item] = years[answer.get("back", 0) :]
    return found


@pytest.mark.parametrize(("case", "name"), EXPECTED, ids=str)
def test_the_arithmetic_of_the_source_is_right(case: str, name: str, plain: Plain, within: Within) -> None:
    """Its own formula over its own inputs gives what it printed."""
    told = EXPECTED[case, name]
    assert within(told, plain(told["formula"], CASES[case]["inputs"]))


@pytest.mark.parametrize(("case", "name"), sorted({*EXPECTED} - {*DIFFERS}), ids=str)
def test_the_row_gives_the_published_answer(case: str, name: str, evaluated: Row, plain: Plain, within: Within) -> None:
    """Within the published rounding; a variant's row says how it differs from the standard one."""
    told = EXPECTED[case, name]
    assert within(told, evaluated(told["row"], _lines(case, name, plain)))
    assert not RATIO_BY_NAME[told["row"]].variant_of or told["differs"]


@pytest.mark.parametrize(("case", "name"), DIFFERS, ids=str)
def test_what_differs_is_said(case: str, name: str, evaluated: Row, plain: Plain, within: Within) -> None:
    """The row is not bent: it gives its own number, which is not the published one."""
    ours, why = DIFFERS[case, name]
    told = EXPECTED[case, name]
    value = round(evaluated(told["row"], _lines(case, name, plain)), 4)
    assert str(value) == ours
    assert not within(told, value)
    assert why


def test_every_case_names_its_source() -> None:
    """An address, and a name of its own for every answer."""
    assert [case for case, told in CASES.items() if "/" not in told["source"] or "." not in told["source"]] == []
    assert sum(len(told["expected"]) for told in CASES.values()) == len(EXPECTED)
