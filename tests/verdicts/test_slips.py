"""Mistyped facts: located exactly or told as a tie, never wrongly."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finkit.statements.company import Company, Source
from finkit.statements.files import load
from finkit.statements.rows import COLUMNS
from finkit.testing.typos import KINDS, OTHERS, mistyped
from finkit.vocabulary.formulas import Decimals, Formula

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))
import typos  # noqa: E402  (the benchmark's own count is what is tested)

LEAST_SPOKEN_OF = 8  # a decimal lost or doubled at the end stays within rounding
HEADER = ",".join(COLUMNS)
PLAIN = Company(ticker="TEST.X", name="Test", currency="CNY", sources=(Source(id="filing", title="F"),))
INCOME = (
    "revenue,,FY2022,4812.07e6,CNY,reported,filing,",
    "cost_of_sales,,FY2022,3641.90e6,CNY,reported,filing,",
    "gross_profit,,FY2022,1170.17e6,CNY,reported,filing,",
    "gross_margin,,FY2022,24.32,%,reported,filing,",
)


def book(*rows: str) -> str:
    """A facts.csv."""
    return "\n".join((HEADER, *rows)) + "\n"


FREE = (
    "cost_of_sales", "taxes_and_surcharges", "selling_expense", "administrative_expense", "rd_expense", "finance_expense", "other_income",
    "investment_income", "fair_value_gain", "credit_impairment_loss", "asset_impairment_loss", "disposal_gain", "non_operating_income",
    "non_operating_expense", "income_tax", "minority_profit", "minority_comprehensive_income", "parent_comprehensive_income",
    "non_current_assets", "current_liabilities", "non_current_liabilities", "minority_interest", "parent_equity", "tax_refunds",
    "other_operating_receipts", "cash_to_suppliers", "cash_to_employees", "taxes_paid", "other_operating_payments",
    "investing_cash_flow", "financing_cash_flow", "fx_effect_on_cash", "opening_cash",
)  # fmt: skip
FOLLOW = (  # in an order in which each follows from those before
    "total_operating_cost = cost_of_sales + taxes_and_surcharges + period_expenses", "gross_profit = revenue - cost_of_sales",
    ("operating_profit = revenue - total_operating_cost + other_income + investment_income + fair_value_gain - credit_impairment_loss"
    " - asset_impairment_loss + disposal_gain"),
    "total_profit = operating_profit + non_operating_income - non_operating_expense", "net_profit = total_profit - income_tax",
    "parent_net_profit = net_profit - minority_profit",
    "comprehensive_income = parent_comprehensive_income + minority_comprehensive_income",
    "total_liabilities = current_liabilities + non_current_liabilities", "total_equity = parent_equity + minority_interest",
    "total_assets = total_liabilities + total_equity", "current_assets = total_assets - non_current_assets",
    ("operating_cash_flow = cash_from_customers + tax_refunds + other_operating_receipts - cash_to_suppliers - cash_to_employees"
    " - taxes_paid - other_operating_payments"),
    "net_change_in_cash = operating_cash_flow + investing_cash_flow + financing_cash_flow + fx_effect_on_cash",
    "closing_cash = opening_cash + net_change_in_cash",
)  # fmt: skip


def invented(seed: int) -> tuple[Company, str]:
    """A company with the full statements of one year, in fen, and its facts.csv."""
    rng = Random(seed)  # noqa: S311  (a repeatable choice)
    amounts = {name: Decimal(rng.randint(10**6, 10 ** rng.randint(8, 11))).scaleb(-2) for name in FREE}
    amounts["revenue"] = amounts["cost_of_sales"] * 2
    amounts["cash_from_customers"] = amounts["revenue"] * 2
    amounts["period_expenses"] = sum((amounts[f"{name}_expense"] for name in ("selling", "administrative", "rd", "finance")), Decimal(0))
    for line in FOLLOW:
        name, _, text = line.partition(" = ")
        formula = Formula(text)
        amounts[name] = formula.evaluate(Decimals({term: amounts[term.name] for term in formula.terms}))
    return PLAIN, book(*(f"{name},,FY2023,{value:f},CNY,reported,filing," for name, value in amounts.items()))


def test_a_typo_between_two_identities_is_located_with_its_margin() -> None:
    """Swapped digits of a cost, with gross profit and margin beside it."""
    found = typos.examined(PLAIN, book(INCOME[0], INCOME[1].replace("3641", "3614"), *INCOME[2:]))
    (slip,) = found.slips
    assert (slip.fact.line, slip.printed, slip.meant, slip.edit) == (3, "3614.90e6", ("3641.90e6",), "digits swapped")
    assert slip.margin > 1.5
    assert (found.doubts, found.open) == ((), ())


def test_a_tie_is_reported_with_its_members() -> None:
    """Without the margin, a lost digit on either of two lines explains as much."""
    rows = (
        "net_profit,,FY2022,500,CNY,reported,filing,",
        "total_profit,,FY2022,661,CNY,reported,filing,",
        "income_tax,,FY2022,116,CNY,reported,filing,",
    )
    found = typos.examined(PLAIN, book(*rows))
    assert found.slips == ()
    (doubt,) = found.doubts
    assert {(slip.fact.line, "616" in slip.meant or "161" in slip.meant) for slip in doubt.slips if slip.edit == "digits swapped"} == {
        (3, True),
        (4, True),
    }


def test_what_no_slip_explains_stays_open() -> None:
    """Several digits wrong at once are no slip of typing."""
    found = typos.examined(PLAIN, book(INCOME[0], INCOME[1], "gross_profit,,FY2022,1502.88e6,CNY,reported,filing,"))
    assert (found.slips, found.doubts) == ((), ())
    assert [tie.rule for tie in found.open] == ["gross_profit"]


def test_a_second_typo_behind_the_first_is_found() -> None:
    """Two lines of one company, each with identities of its own."""
    rows = [row.replace("FY2022", "FY2021") for row in INCOME]
    rows[1], more = rows[1].replace("3641", "36441"), list(INCOME)
    more[0] = more[0].replace("4812.07", "481207")
    found = typos.examined(PLAIN, book(*rows, *more))
    assert [(slip.fact.line, slip.meant, slip.edit) for slip in found.slips] == [
        (3, ("3641.90e6",), "digit doubled"),
        (6, ("4812.07e6",), "point lost"),
    ]


def test_a_break_that_the_company_file_explains_blames_nobody() -> None:
    """Its claim takes no part."""
    company = PLAIN.model_copy(update={"explained": load("600111.SH", ROOT / "statements").explained[1:2]})
    rows = ("net_profit,,FY2022,500,CNY,reported,filing,", "total_profit,,FY2022,661,CNY,reported,filing,")
    assert typos.examined(company, book(*rows, "income_tax,,FY2022,116,CNY,reported,filing,")).open == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_typo_in_every_fact_of_an_invented_company(kind: str) -> None:
    """Every one is noticed: located, or tied with the line among the members; none is located wrongly."""
    company, text = invented(11)
    counts = typos.counted(company, text, kinds=(kind,))[kind]
    assert (counts[typos.WRONG], counts[typos.ASTRAY], counts[typos.OPEN]) == (0, 0, 0)
    assert counts[typos.LOCATED] >= 25
    assert counts[typos.UNNOTICED] <= LEAST_SPOKEN_OF


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 200), st.integers(1, 60), st.sampled_from((*KINDS, *OTHERS)), st.integers(0, 10**6))
def test_no_typo_is_ever_located_wrongly(seed: int, place: int, kind: str, choice: int) -> None:
    """Any one damage to any fact of any invented company, also damage that is no slip of typing."""
    company, text = invented(seed)
    rows = text.splitlines()
    place = 1 + place % (len(rows) - 1)
    cells = rows[place].split(",")
    typo = mistyped(cells[3], kind, Random(choice))  # noqa: S311
    if typo is None or Decimal(typo) == Decimal(cells[3]):
        return
    rows[place] = ",".join([*cells[:3], typo, *cells[4:]])
    found = typos.examined(company, "\n".join(rows) + "\n")
    ended = typos.outcome(found, place + 1, Decimal(cells[3]))
    assert ended != typos.WRONG
    assert ended != typos.ASTRAY or kind in OTHERS


def test_clean_statements_blame_nobody() -> None:
    """The shipped facts and an invented company."""
    company, text = invented(5)
    assert typos.examined(company, text) == typos.Located()
    shipped = load("600111.SH", ROOT / "statements")
    assert typos.examined(shipped, (ROOT / "statements" / "600111.SH" / "facts.csv").read_text(encoding="utf-8")) == typos.Located()


def test_typos_planted_in_the_shipped_facts() -> None:
    """Every twentieth fact: none located wrongly, most that are noticed located; `benchmarks/typos.py` counts them all."""
    company = load("600111.SH", ROOT / "statements")
    text = (ROOT / "statements" / "600111.SH" / "facts.csv").read_text(encoding="utf-8")
    counts = sum(typos.counted(company, text, every=20).values(), typos.Counter())
    noticed = sum(counts.values()) - counts[typos.UNNOTICED]
    assert (counts[typos.WRONG], counts[typos.ASTRAY], counts[typos.OPEN]) == (0, 0, 0)
    assert counts[typos.LOCATED] > 0.7 * noticed > 10


def test_a_file_that_is_wrong_as_a_whole_is_not_searched_for_slips() -> None:
    """Where most identities are broken nothing is mistyped here and there; each break is told all the same."""
    lines = (
        ("revenue", 4812), ("cost_of_sales", 3641), ("gross_profit", 1711),
        ("total_profit", 512), ("income_tax", 101), ("net_profit", 911),
        ("total_assets", 9120), ("total_liabilities", 3010), ("total_equity", 6910),
    )  # fmt: skip
    rows = [f"{item},,FY{year},{amount},CNY,reported,filing," for year in range(1900, 2099) for item, amount in lines]
    few, many = (typos.examined(PLAIN, book(*rows[:count])) for count in (9, len(rows)))
    assert few.slips or few.doubts
    assert (many.slips, many.doubts) == ((), ())
    assert len(many.open) > 550
