"""Laws that hold for any company: scale, DuPont, identities solved and evaluated again, points of scores."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from finkit.catalogue.identities import IDENTITIES
from finkit.catalogue.items import ITEM_BY_NAME, ITEMS, MONEY
from finkit.catalogue.ratios import GROWTHS, RATIO_BY_NAME, RATIOS
from finkit.errors import EmptyDivisorError, UnsolvableTermError
from finkit.metrics.explain import explain_cell, why_missing
from finkit.metrics.frames import Frames
from finkit.metrics.measure import measure, statuses
from finkit.metrics.plan import BLOCK, plan_of
from finkit.metrics.scores import fitting_altman
from finkit.vocabulary.formulas import Decimals, Formula, Intervals, Term
from finkit.vocabulary.intervals import Interval
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company
    from finkit.statements.fact import Fact

    Make = tuple[Callable[..., Fact], Callable[..., Company]]

YEARS = ("FY2020", "FY2021", "FY2022")
NEEDED = tuple(dict.fromkeys(name for ratio in RATIOS for name in ratio.terms))
PURE = tuple(ratio for ratio in (*RATIOS, *GROWTHS) if ratio.unit in {"%", "1", "d"})
seeds = st.integers(0, 2**32 - 1)


def panel(seed: int, years: tuple[str, ...] = YEARS, companies: int = 2) -> pd.DataFrame:
    """Companies with every line that ratios need, losses and zeros among them."""
    draw = np.random.default_rng(seed)
    index = pd.MultiIndex.from_product([[f"C{n}" for n in range(companies)], [""], years], names=("ticker", "segment", "period"))
    lines = {name: np.round(draw.normal(40, 60, len(index)), 2) * (draw.random(len(index)) > 0.03) for name in NEEDED}
    return pd.DataFrame(lines, index=index)


@settings(max_examples=40, deadline=None)
@given(seed=seeds, power=st.integers(-6, 9))
@example(seed=83047, power=1)  # a divisor that is zero but for the noise of floats
@example(seed=83047, power=3)
def test_the_reporting_scale_changes_no_ratio(seed: int, power: int) -> None:
    """In thousands or in millions: what has the unit of a percentage, a multiple or days is the same."""
    table = panel(seed)
    money = [name for name in table if ITEM_BY_NAME[str(name)].unit.startswith(MONEY)]
    scaled = table.copy()
    scaled[money] *= 10.0**power
    before, after = measure(Frames.of_table(table), PURE), measure(Frames.of_table(scaled), PURE)
    np.testing.assert_allclose(after, before, rtol=1e-6, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_dupont_multiplies_to_the_return_on_equity(seed: int) -> None:
    """Three factors and five, wherever all of them have a meaning."""
    names = ["roe", *(part for row in ("roe_dupont", "roe_dupont_five") for part in RATIO_BY_NAME[row].parts)]
    found = measure(Frames.of_table(panel(seed, companies=5)), list(dict.fromkeys(names)))
    for row in ("roe_dupont", "roe_dupont_five"):
        parts = found[list(RATIO_BY_NAME[row].parts)]
        whole = parts.notna().all(axis=1)
        np.testing.assert_allclose(parts[whole].prod(axis=1), found["roe"][whole], rtol=1e-9)


solvable = [(row, term) for row in IDENTITIES if row.solves for term in row.formula.terms]


@pytest.mark.parametrize(("row", "term"), solvable, ids=lambda value: getattr(value, "name", ""))
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_an_identity_solved_and_evaluated_again(row: object, term: Term, data: st.DataObject) -> None:
    """Rounded terms, one taken out: what the others imply holds it, and with the solution put in the identity holds."""
    formula: Formula = row.formula  # type: ignore[attr-defined]
    others = [one for one in formula.terms if one != term]
    numbers = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=2)
    exact = {one: data.draw(numbers) for one in others}
    solved = formula.solve_for(term)
    value = solved.evaluate(Decimals(exact))
    around = solved.evaluate(Intervals({one: Interval.rounded(number, Decimal("0.01")) for one, number in exact.items()}))
    assert around.holds(value)
    assert abs(formula.evaluate(Decimals({**exact, term: value}))) <= Decimal("1e-15")


@pytest.mark.parametrize("ratio", [ratio for ratio in RATIOS if not ratio.constants], ids=lambda ratio: ratio.name)
def test_a_ratio_solved_for_an_item_gives_it_back(ratio: object) -> None:
    """Wherever an item stands once in a formula, the ratio and the other items give it back."""
    formula: Formula = ratio.formula  # type: ignore[attr-defined]
    claim = Formula(f"result == {formula}")
    values = {term: Decimal(100 + 7 * n * n) for n, term in enumerate(formula.terms)}
    result = formula.evaluate(Decimals(values))
    for term in formula.terms:
        known = {one: value for one, value in values.items() if one != term} | {Term("result"): result}
        try:
            back = claim.solve_for(term).evaluate(Decimals(known))
        except (UnsolvableTermError, EmptyDivisorError):
            continue
        assert abs(back - values[term]) < Decimal("1e-15"), term


def test_blocks_do_not_show() -> None:
    """A panel of more rows than a block is what its companies are alone."""
    table = panel(7, companies=BLOCK // len(YEARS) + 40)
    whole = measure(Frames.of_table(table), RATIOS)
    last = table.loc[table.index.get_level_values("ticker").isin(table.index.get_level_values("ticker")[-9:])]
    pd.testing.assert_frame_equal(whole.loc[last.index], measure(Frames.of_table(last), RATIOS))


def test_rows_in_any_order_find_the_year_before() -> None:
    """Years need not stand in order, nor side by side."""
    table = panel(11, companies=4)
    mixed = table.sample(frac=1, random_state=3)
    found = measure(Frames.of_table(mixed), ["revenue_growth", "roe", "piotroski_roa_up"])
    expected = measure(Frames.of_table(table), ["revenue_growth", "roe", "piotroski_roa_up"])
    pd.testing.assert_frame_equal(found.sort_index(), expected.sort_index())


def test_an_expression_is_worked_out_once() -> None:
    """EBIT stands in many rows and in one chain of steps."""
    plan = plan_of(RATIOS)
    assert len(plan.steps) == len(set(plan.steps))
    single = sum(len(plan_of((ratio,)).steps) for ratio in RATIOS)
    assert len(plan.steps) < single / 3


def _scored(make: Make, **changed: str | None) -> Company:
    """A company that meets every point of Piotroski's; None takes a line away."""
    fact, company_of = make
    lines = {
        "net_profit": ("10", "9", ""), "operating_cash_flow": ("12", "9", ""), "total_assets": ("100", "100", "100"),
        "revenue": ("90", "80", ""),
        "long_term_debt": ("10", "11", ""), "current_assets": ("50", "40", ""), "current_liabilities": ("20", "20", ""),
        "capital_contributions": ("0", "", ""), "gross_profit": ("40", "30", ""),
    }  # fmt: skip
    facts = []
    for name, years in lines.items():
        now = changed.get(name, years[0])
        values = (now, *years[1:])
        facts += [fact(name, f"FY{2022 - back}", value) for back, value in enumerate(values) if value]
    return company_of(*facts)


def test_nine_points_make_the_score(make: Make) -> None:
    """Each is 0 or 1; the score is their sum."""
    company = _scored(make)
    assert explain_cell(company, "piotroski_f", "FY2022").value == 9
    assert {explain_cell(company, name, "FY2022").value for name in RATIO_BY_NAME["piotroski_f"].parts} == {1.0}
    assert explain_cell(_scored(make, revenue="50"), "piotroski_f", "FY2022").value == 8


def test_float_noise_is_no_improvement(make: Make) -> None:
    """The same margin again, off by rounding: no point, by columns and by Decimals."""
    company = _scored(make, revenue="120", gross_profit="45.000000000001")
    assert explain_cell(company, "piotroski_margin_up", "FY2022").value == 0.0
    assert measure(company, ["piotroski_margin_up"])["piotroski_margin_up"]["TEST.X", "", "FY2022"] == 0.0


def test_an_unknown_point_is_no_zero(make: Make) -> None:
    """Eight of nine known: there is no score, and the reason says so."""
    company = _scored(make, long_term_debt=None)
    assert explain_cell(company, "piotroski_f", "FY2022").value is None
    assert why_missing(company, "piotroski_f", "FY2022") == "8 of 9 parts known; needs long_term_debt FY2022"
    assert statuses(company, ["piotroski_f"])["piotroski_f"]["TEST.X", "", "FY2022"] == "missing"


def test_what_lacks_two_years_before_says_which(make: Make) -> None:
    """ROA of the year before stands on assets two years back."""
    assert why_missing(_scored(make), "piotroski_roa_up", "FY2021") == "needs net_profit FY2020, total_assets FY2019"


@pytest.mark.parametrize(
    ("standard", "listed", "row"),
    [("CAS", True, "altman_z_general"), ("IFRS", True, "altman_z"), ("US GAAP", False, "altman_z_private")],
)
def test_the_score_that_fits_is_named(make: Make, standard: str, listed: bool, row: str) -> None:
    """By market and by whether equity has a market value, with the reason."""
    fact, company_of = make
    facts = [fact("market_capitalisation", "FY2022", "5")] if listed else [fact("revenue", "FY2022", "5")]
    name, why = fitting_altman(company_of(*facts, standard=standard))
    assert (name, bool(why)) == (row, True)


def test_three_ways_to_the_ratios_of_north_rare_earth(nre: Company) -> None:
    """From the filed lines by hand, by columns and by Decimals: the published digits."""

    def line(item: str, year: str) -> Decimal:
        return next(one.value for one in nre.all_facts(item, Period.parse(year), "") if one.basis in {"reported", "derived"})

    four = ("selling_expense", "administrative_expense", "rd_expense", "finance_expense")
    hand = {
        ("total_expense_ratio", year): sum(line(item, year) for item in four) / line("revenue", year) for year in ("FY2019", *YEARS[:2])
    }
    hand |= {("gross_margin", year): 1 - line("cost_of_sales", year) / line("revenue", year) for year in YEARS[:2]}
    hand |= {("asset_liability_ratio", "FY2022"): line("total_liabilities", "FY2022") / line("total_assets", "FY2022")}
    published = {
        ("total_expense_ratio", "FY2019"): "7.05", ("total_expense_ratio", "FY2020"): "5.96", ("total_expense_ratio", "FY2021"): "5.33",
        ("gross_margin", "FY2020"): "11.74", ("gross_margin", "FY2021"): "27.84", ("asset_liability_ratio", "FY2022"): "31.69",
    }  # fmt: skip
    table = measure(nre, ["total_expense_ratio", "gross_margin", "asset_liability_ratio"])
    for (name, year), digits in published.items():
        assert f"{100 * table[name]['600111.SH', '', year]:.2f}" == digits, (name, year)
        assert f"{100 * (explain_cell(nre, name, year).value or 0):.2f}" == digits, (name, year)
        if (name, year) in hand:
            assert f"{100 * hand[name, year]:.2f}" == digits, (name, year)


def test_every_unit_of_a_row_is_checked() -> None:
    """Whatever the currency: an amount is an amount in it, a price a price."""
    assert {ratio.unit for ratio in RATIOS} == {"%", "1", "d", MONEY, f"{MONEY}/share", f"{MONEY}/t"}
    assert len(GROWTHS) == len(ITEMS)
