"""Ratios column-wise: the right inputs on the right basis, and nothing where one is missing."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from finkit.catalogue.ratios import RATIO_BY_NAME, RATIOS, Ratio
from finkit.errors import MetricUnknownError
from finkit.metrics.frames import Frames
from finkit.metrics.measure import measure, statuses
from finkit.statements.fact import Basis
from finkit.vocabulary.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company
    from finkit.statements.fact import Fact

    Make = tuple[Callable[..., Fact], Callable[..., Company]]


def _percent(table: pd.DataFrame, ratio: str, *periods: str) -> list[float]:
    return [round(100 * table[ratio]["600111.SH", "", period], 2) for period in periods]


@pytest.mark.parametrize(
    ("ratio", "periods", "expected"),
    [
        ("total_expense_ratio", ("FY2019", "FY2020", "FY2021", "FY2022", "9M2023"), [7.05, 5.96, 5.33, 4.26, 4.25]),
        (
            "gross_margin",
            ("FY2018", "FY2020", "FY2021", "FY2022", "9M2022", "9M2023"),
            [14.5, 11.74, 27.84, 27.79, 29.07, 12.44],
        ),
        (
            "asset_liability_ratio",
            ("FY2018", "FY2019", "FY2020", "FY2021", "FY2022", "FY2023"),
            [47.49, 44.34, 45.96, 44.61, 31.69, 33.57],
        ),
        ("rd_expense_ratio", ("FY2022", "9M2023"), [0.68, 0.78]),
        ("administrative_expense_ratio", ("FY2020", "FY2021", "9M2023"), [3.44, 3.27, 2.82]),
        ("revenue_growth", ("FY2020", "FY2021", "9M2022", "9M2023"), [17.43, 38.83, 16.22, -10.98]),
        ("operating_cash_flow_growth", ("FY2022", "9M2023"), [24.97, -58.08]),
    ],
)
def test_north_rare_earth_as_published(nre: Company, ratio: str, periods: tuple[str, ...], expected: list[float]) -> None:
    """The ratios of the filings and notes, to the last printed digit."""
    assert _percent(measure(nre, [ratio]), ratio, *periods) == expected


def test_the_parts_of_a_year_add_up(nre: Company) -> None:
    """FY2020 has two restated expense lines of four: the year stands on the filing's first figures, parts and total."""
    parts = ["selling_expense_ratio", "administrative_expense_ratio", "rd_expense_ratio", "finance_expense_ratio"]
    row = measure(nre, [*parts, "total_expense_ratio"]).loc[("600111.SH", "", "FY2020")]
    assert row[parts].sum() == pytest.approx(row["total_expense_ratio"], rel=1e-12)


def test_what_no_source_gives_is_absent(nre: Company) -> None:
    """Net debt and the cash cycle of North Rare Earth are not invented."""
    table = measure(nre, ["net_debt", "cash_conversion_cycle", "net_debt_to_ebitda"])
    assert table.notna().sum().sum() == 0


def test_restated_where_all_inputs_are(make: Make) -> None:
    """A year with a whole restatement stands on it, and growth compares with the restated year."""
    fact, company_of = make
    facts = [fact("revenue", "FY2020", "100"), fact("net_profit", "FY2020", "10"), fact("revenue", "FY2021", "150")]
    facts += [fact("revenue", "FY2020", "120", Basis.RESTATED), fact("net_profit", "FY2020", "18", Basis.RESTATED)]
    company = company_of(*facts)
    table = measure(company, ["net_margin", "revenue_growth"])
    assert table["net_margin"]["TEST.X", "", "FY2020"] == pytest.approx(0.15)
    assert table["revenue_growth"]["TEST.X", "", "FY2021"] == pytest.approx(0.25)
    assert statuses(company, ["net_margin"])["net_margin"]["TEST.X", "", "FY2020"] == "restated"


def test_a_vendor_only_fills_and_is_marked(make: Make) -> None:
    """A vendor's profit gives a margin where the filing has none, under its own status."""
    fact, company_of = make
    facts = [
        fact("revenue", "FY2021", "100"),
        fact("net_profit", "FY2021", "10"),
        fact("net_profit", "FY2021", "99", Basis.VENDOR),
    ]
    facts += [fact("revenue", "FY2022", "100"), fact("net_profit", "FY2022", "20", Basis.VENDOR)]
    company = company_of(*facts)
    assert measure(company, ["net_margin"])["net_margin"].tolist() == [0.1, 0.2]
    assert statuses(company, ["net_margin"])["net_margin"].tolist() == ["reported", "vendor"]


def test_a_disclosed_ratio_fills_and_a_computed_one_comes_first(make: Make) -> None:
    """Filed lines beat the printed ratio; the printed ratio beats nothing, and a vendor's lines."""
    fact, company_of = make
    facts = [
        fact("revenue", "FY2021", "100"),
        fact("rd_expense", "FY2021", "1"),
        fact("rd_expense_ratio", "FY2021", "1.4"),
    ]
    facts += [
        fact("revenue", "FY2022", "100"),
        fact("rd_expense", "FY2022", "3", Basis.VENDOR),
        fact("rd_expense_ratio", "FY2022", "0.68"),
    ]
    company = company_of(*facts)
    assert measure(company, ["rd_expense_ratio"])["rd_expense_ratio"].tolist() == [0.01, pytest.approx(0.0068)]
    assert statuses(company, ["rd_expense_ratio"])["rd_expense_ratio"].tolist() == ["reported", "disclosed"]


def test_reconstructed_facts_flow_through_the_same_engine(nre: Company, make: Make) -> None:
    """Segment revenue and gross profit from a report give margin and shares, marked as reconstructed."""
    fact, _ = make
    found = [
        fact("revenue", "FY2022", "112.13e8", Basis.RECONSTRUCTED, "magnetic_materials"),
        fact("gross_profit", "FY2022", "55.27e8", Basis.RECONSTRUCTED, "magnetic_materials"),
    ]
    company = nre.with_facts([*nre.facts, *found])
    names = ["gross_margin", "revenue_share", "gross_profit_share"]
    row = ("600111.SH", "magnetic_materials", "FY2022")
    expected = [55.27 / 112.13, 112.13e8 / 37260035781, 55.27 / 103.55]
    assert measure(company, names).loc[row].tolist() == pytest.approx(expected)
    assert statuses(company, names).loc[row].tolist() == ["reconstructed"] * 3
    unchanged = [name for name in RATIO_BY_NAME if name in {ratio.name for ratio in RATIOS}]
    before, after = measure(nre, unchanged, segments=False), measure(company, unchanged, segments=False)
    pd.testing.assert_frame_equal(before, after)


def test_a_divisor_that_comes_to_nothing_gives_nothing(make: Make) -> None:
    """0.3 less 0.1 less 0.2 is zero, whatever floats say; what is small and real still divides."""
    fact, company_of = make
    lines = {"cash": "5", "total_assets": "0.3", "interest_bearing_debt": "0.1"}
    divided = Ratio(
        "probe", "probe", "", Formula("cash / (total_assets - interest_bearing_debt - lease_liabilities)"), "1", "margins", "test"
    )
    for leases, wanted in (("0.2", math.nan), ("0.1999", 50000.0)):
        several = company_of(*(fact(item, "FY2022", value) for item, value in (lines | {"lease_liabilities": leases}).items()))
        found = measure(several, [divided], segments=False)["probe"].iloc[0]
        assert (math.isnan(wanted) and math.isnan(found)) or found == pytest.approx(wanted)


def test_a_loss_makes_a_ratio_meaningless(make: Make) -> None:
    """OCF over a loss is neither a number nor missing."""
    fact, company_of = make
    company = company_of(fact("operating_cash_flow", "FY2022", "5"), fact("net_profit", "FY2022", "-2"))
    assert math.isnan(measure(company, ["ocf_to_net_profit"]).iloc[0, 0])
    assert statuses(company, ["ocf_to_net_profit"]).iloc[0, 0] == "not meaningful"


def test_zero_divides_to_nothing_and_a_true_zero_is_a_value(make: Make) -> None:
    """Revenue of zero gives no margin; a profit of zero gives a margin of zero."""
    fact, company_of = make
    company = company_of(
        fact("revenue", "FY2021", "0"),
        fact("net_profit", "FY2021", "1"),
        fact("revenue", "FY2022", "10"),
        fact("net_profit", "FY2022", "0"),
    )
    assert measure(company, ["net_margin"])["net_margin"].tolist() == [pytest.approx(math.nan, nan_ok=True), 0.0]


def test_equity_is_weighted_by_the_months_that_are_told(make: Make) -> None:
    """100 of profit on an opening 1,000, 240 raised in March, 60 paid out in June: 9 and 6 of 12 months; unsaid is not nil."""
    fact, company_of = make
    known = (fact("parent_equity", "FY2021", "1000"), fact("parent_net_profit", "FY2022", "100"))
    months = {"equity_raised_weighted": "180", "equity_returned_weighted": "30", "equity_otherwise_changed_weighted": "0"}
    told = measure(company_of(*known, *(fact(name, "FY2022", value) for name, value in months.items()))).loc[("TEST.X", "", "FY2022")]
    untold = measure(company_of(*known)).loc[("TEST.X", "", "FY2022")]
    assert told["roe_weighted"] == pytest.approx(100 / (1000 + 50 + 180 - 30))
    assert told["roe_weighted_simple"] == untold["roe_weighted_simple"] == pytest.approx(100 / 1050)
    assert math.isnan(untold["roe_weighted"])


def test_part_of_a_year_over_a_balance_is_no_ratio(make: Make) -> None:
    """Nine months of revenue over average assets is left out, not annualised in silence."""
    fact, company_of = make
    facts = [
        fact("total_assets", "2022-09-30", "10"),
        fact("total_assets", "2023-09-30", "10"),
        fact("revenue", "9M2022", "9"),
        fact("revenue", "9M2023", "9"),
    ]
    assert measure(company_of(*facts), ["asset_turnover"])["asset_turnover"].isna().all()


def test_an_unknown_metric_gets_the_nearest() -> None:
    """A bad call raises, and says what was meant."""
    with pytest.raises(MetricUnknownError, match="did you mean gross_margin"):
        measure([], ["gross_margn"])


def test_rows_stand_oldest_first_and_columns_in_catalogue_order(nre: Company) -> None:
    """The company before its segments; periods by their closing day; ratios as the catalogue lists them."""
    table = measure(nre)
    assert list(table.columns) == [ratio.name for ratio in RATIOS]
    periods = table.loc[("600111.SH", "")].index.tolist()
    assert periods[:5] == ["FY2018", "FY2019", "FY2020", "9M2021", "FY2021"]
    assert table.index.get_level_values("segment")[0] == ""
    assert table.dtypes.unique().tolist() == [np.dtype("float64")]


def test_several_companies_give_what_each_gives_alone(nre: Company, make: Make) -> None:
    """A panel is its companies, one above the other."""
    fact, company_of = make
    other = company_of(fact("revenue", "FY2022", "100"), fact("net_profit", "FY2022", "7"))
    table = measure([nre, other], ["net_margin"])
    pd.testing.assert_series_equal(
        table.loc[("600111.SH", "")]["net_margin"].dropna(),
        measure(nre, ["net_margin"]).loc[("600111.SH", "")]["net_margin"].dropna(),
    )
    assert table["net_margin"]["TEST.X", "", "FY2022"] == pytest.approx(0.07)


def test_a_panel_scales() -> None:
    """5,000 companies by 5 years, ten ratios: under a second, as columns and not as cells."""
    size, years = 5000, ("FY2018", "FY2019", "FY2020", "FY2021", "FY2022")
    index = pd.MultiIndex.from_product([[f"C{n}" for n in range(size)], [""], years], names=("ticker", "segment", "period"))
    draw = np.random.default_rng(1)
    names = (
        "revenue",
        "gross_profit",
        "net_profit",
        "operating_cash_flow",
        "capex",
        "total_assets",
        "total_liabilities",
    )
    frames = Frames.of_table(pd.DataFrame({name: draw.uniform(1, 2, len(index)) for name in names}, index=index))
    start = time.process_time()
    table = measure(
        frames,
        [
            "gross_margin",
            "net_margin",
            "ocf_margin",
            "fcf",
            "fcf_margin",
            "capex_intensity",
            "asset_liability_ratio",
            "roa",
            "asset_turnover",
            "revenue_growth",
        ],
    )
    assert time.process_time() - start < 3
    assert table.notna().sum().sum() == size * (7 * 5 + 3 * 4)


def test_one_company_is_quick(nre: Company) -> None:
    """All ratios of one company in a fraction of a second of the processor (the best of several)."""
    times = []
    for _ in range(5):
        start = time.process_time()
        measure(nre)
        times.append(time.process_time() - start)
    assert min(times) < 0.5
