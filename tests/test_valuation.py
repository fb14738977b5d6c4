"""What a valuation model is handed: numbers worked out by hand, absences with their cure, and refusals."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

import finkit
from finkit.catalogue.measures import measure_called
from finkit.catalogue.ratios import RATIO_BY_NAME
from finkit.errors import FigureUnfitError, MetricUnknownError
from finkit.metrics.explain import explain_cell
from finkit.statements.company import Company
from finkit.statements.fact import Basis, Fact
from finkit.statements.files import load
from finkit.valuation import ENTRIES, HISTORIES, ValuationInputs, valuation_inputs
from finkit.verdicts.verdict import Verdict
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = {
    "revenue": "1000", "cost_of_sales": "600", "taxes_and_surcharges": "10", "selling_expense": "40", "rd_expense": "20",
    "administrative_expense": "60", "depreciation_and_amortisation": "30", "total_profit": "243", "income_tax": "48.6",
    "capex": "100", "inventories": "150", "accounts_receivable": "100", "accounts_payable": "60", "interest_bearing_debt": "500",
    "cash": "200", "liquid_securities": "50", "minority_interest": "70", "interest_expense": "27", "basic_eps": "1.80",
    "income_tax_paid": "60.75", "borrowings_received": "40", "debt_repaid": "15", "current_lease_liabilities": "3",
    "lease_liabilities": "9",
    "long_term_equity_investments": "33", "weighted_shares": "95", "shares_outstanding": "100", "parent_equity": "450",
    "dividends_declared": "55", "operating_cash_flow": "130", "total_equity": "520",
}  # fmt: skip
BEFORE = {
    "revenue": "800", "inventories": "120", "accounts_receivable": "90", "accounts_payable": "55", "total_equity": "480",
    "interest_bearing_debt": "420",
}  # fmt: skip


def fact(item: str, period: str, value: str, basis: Basis = Basis.REPORTED, note: str = "") -> Fact:
    """A fact of the whole company in the catalogue's unit."""
    row = measure_called(item)
    assert row is not None
    return Fact(item=item, period=Period.parse(period), value=Decimal(value), unit=row.unit_in("CNY"), basis=basis, source="s", note=note)


def company_of(*facts: Fact) -> Company:
    """A company that holds these facts."""
    return Company(ticker="TEST.X", name="Test", currency="CNY", facts=facts)


@pytest.fixture
def nre() -> Company:
    """North Rare Earth as it is shipped."""
    return finkit.load("600111.SH")


@pytest.fixture
def whole() -> Company:
    """A company with every line, and what it takes of the year before."""
    return company_of(
        *(fact(item, "FY2022", value) for item, value in WHOLE.items()), *(fact(item, "FY2021", value) for item, value in BEFORE.items())
    )


def test_ebit_of_north_rare_earth_is_the_sum_of_the_filed_lines(nre: Company) -> None:
    """FY2021, by hand: 30,408.40 − 21,943.71 − 224.51 − 75.89 − 993.32 − 160.86 = 7,010.11 million, to the fen."""
    inputs = valuation_inputs(nre, "FY2021")
    by_hand = (
        Decimal("30408396179.14") - Decimal("21943707175.37") - Decimal("224510687.07")
        - Decimal("75885214.52") - Decimal("993324250.62") - Decimal("160858211.32")
    )  # fmt: skip
    assert by_hand == Decimal("7010110640.24")
    assert inputs.ebit.value == by_hand
    assert (inputs.ebit.unit, inputs.ebit.basis, inputs.ebit.source) == ("CNY", Basis.REPORTED, "finglm_income")


def test_nopat_of_north_rare_earth_is_ebit_after_the_tax_it_paid(nre: Company) -> None:
    """One less the tax rate is net profit over total profit: 5,609.93 / 6,695.71, worked out another way."""
    inputs = valuation_inputs(nre, "FY2021")
    kept = Decimal("5609931567.42") / Decimal("6695713432.50")
    assert inputs.effective_tax_rate.value == pytest.approx(1 - kept, rel=Decimal("1e-25"))
    assert inputs.nopat.value == pytest.approx(Decimal("7010110640.24") * kept, rel=Decimal("1e-25"))


def test_what_north_rare_earth_lacks_is_absent_with_its_cure(nre: Company) -> None:
    """No D&A, no receivables, no borrowings: EBITDA, FCFF and net debt are not invented."""
    inputs = valuation_inputs(nre, "FY2021")
    missing = {one.name: one for one in inputs.missing}
    assert list(missing) == [
        "ebitda", "cash_tax_rate", "depreciation_and_amortisation", "working_capital_change", "fcff", "fcfe", "net_debt",
        "interest_bearing_debt", "cash", "liquid_securities", "leases", "minority_interest", "associates", "weighted_shares",
        "weighted_shares_diluted", "shares_outstanding", "shares_outstanding_diluted", "book_value_per_share", "dps", "ocf_per_share",
    ]  # fmt: skip
    assert missing["ebitda"].supply == "a sourced line of Depreciation and amortisation 折旧与摊销 FY2021 (cash flow)"
    assert missing["net_debt"].why.startswith("needs interest_bearing_debt FY2021 (no filed borrowings line is at hand")
    assert "Accounts payable 应付账款 FY2020 (balance)" in missing["fcff"].supply
    assert "Inventories 存货 FY2020" not in missing["fcff"].supply
    with pytest.raises(FigureUnfitError, match="fcff FY2021: absent: needs depreciation_and_amortisation FY2021"):
        inputs.require("fcff")


def test_free_cash_flow_to_the_firm_by_hand(whole: Company) -> None:
    """EBIT 270, taxed at 48.6 / 243 = 20 %: 216; + D&A 30 − capex 100 − (190 − 155) = 111."""
    inputs = valuation_inputs(whole, "FY2022")
    expected = {
        "revenue": "1000", "ebit": "270", "ebitda": "300", "effective_tax_rate": "0.2", "nopat": "216.0", "capex": "100",
        "depreciation_and_amortisation": "30", "working_capital_change": "35", "fcff": "111.0", "interest_expense": "27",
        "net_debt": "250", "minority_interest": "70", "basic_eps": "1.80", "interest_bearing_debt": "500", "cash": "200",
        "liquid_securities": "50", "leases": "12", "associates": "33", "cash_tax_rate": "0.25", "weighted_shares": "95",
        "shares_outstanding": "100", "dps": "0.55",
    }  # fmt: skip
    assert {name: inputs.require(name) for name in expected} == {name: Decimal(value) for name, value in expected.items()}
    assert {one.name for one in inputs.missing} == {"weighted_shares_diluted", "shares_outstanding_diluted", "diluted_eps"}


def test_free_cash_flow_to_equity_by_hand(whole: Company) -> None:
    """FCFF 111 less interest after tax 27 × 0.8 = 21.6, plus borrowings 40 − 15 = 25: 114.4."""
    assert valuation_inputs(whole, "FY2022").require("fcfe") == Decimal("114.4")


def test_returns_and_reinvestment_by_hand(whole: Company) -> None:
    """NOPAT 216 over average capital (1,020 + 900) / 2 = 960: 22.5 %; (100 − 30 + 35) / 216 of it went back in."""
    inputs = valuation_inputs(whole, "FY2022")
    assert [(one.period.code, one.value) for one in inputs.roic] == [("FY2022", Decimal("0.225"))]
    assert [one.value for one in inputs.reinvestment_rate] == [Decimal(105) / Decimal(216)]


def test_a_share_of_what_no_source_prints_is_worked_out_and_says_so(whole: Company) -> None:
    """Book value and cash flow over closing shares; the EPS is printed, and stays what is printed."""
    inputs = valuation_inputs(whole, "FY2022")
    assert (inputs.book_value_per_share.value, inputs.book_value_per_share.definition) == (
        Decimal("4.5"),
        "bps: parent_equity / shares_outstanding",
    )
    assert (inputs.ocf_per_share.value, inputs.ocf_per_share.row) == (Decimal("1.3"), "cash_flow_per_share")
    assert (inputs.basic_eps.value, inputs.basic_eps.row) == (Decimal("1.80"), "basic_eps")


def test_every_entry_is_defined_by_a_row_of_the_catalogue(whole: Company, nre: Company) -> None:
    """Present or absent, an entry names the row that gives it or would give it, with its formula or titles."""
    for inputs in (valuation_inputs(whole, "FY2022"), valuation_inputs(nre, "FY2021")):
        for one in inputs.entries:
            ratio = RATIO_BY_NAME.get(one.row)
            assert one.definition.endswith(str(ratio.formula)) if ratio else one.definition.startswith(f"{one.name}: ")
    assert inputs.working_capital_change.definition == (
        "working_capital_change: inventories + accounts_receivable - accounts_payable"
        " - (prior(inventories) + prior(accounts_receivable) - prior(accounts_payable))"
    )
    assert inputs.associates.supply == "a sourced line of Long-term equity investments 长期股权投资 FY2021 (balance)"


def test_abroad_the_operating_profit_is_the_ebit() -> None:
    """MP prints an operating loss and D&A: its EBITDA is their sum, and the note says which rows stand in."""
    inputs = valuation_inputs(load("MP"), "FY2023")
    assert inputs.ebit.value == Decimal("-17.719e6")
    assert inputs.ebitda.value == Decimal("-17.719e6") + Decimal("55.709e6")
    assert (
        inputs.notes[0]
        == "under US GAAP: ebit is ebit_operating, ebitda is ebitda_operating, nopat is nopat_operating, fcff is fcff_operating, "
        "fcfe is fcfe_operating"
    )
    assert inputs.ebitda.definition == "ebitda_operating: operating_profit + depreciation_and_amortisation"


def test_percentages_are_fractions_of_unit_one(whole: Company) -> None:
    """0.25 for a growth of 25 %: nothing to divide by a hundred, and no unit that says otherwise."""
    inputs = valuation_inputs(whole, "FY2022")
    assert [(one.period.code, one.value, one.unit) for one in inputs.revenue_growth] == [("FY2022", Decimal("0.25"), "1")]
    assert inputs.effective_tax_rate.unit == "1"


def test_a_loss_has_no_tax_rate() -> None:
    """Not meaningful, and neither is NOPAT; only the model can say what rate to use."""
    lines = WHOLE | {"total_profit": "-5", "income_tax": "1"}
    inputs = valuation_inputs(company_of(*(fact(item, "FY2022", value) for item, value in lines.items())), "FY2022")
    assert inputs.nopat.value is None
    assert inputs.effective_tax_rate.why == "not meaningful: holds only if total_profit > 0"
    assert inputs.effective_tax_rate.supply == "an argument of the model's own"


def test_part_of_a_year_has_no_change_of_working_capital(nre: Company) -> None:
    """Nine months of flows beside a balance a year before would mix twelve months with nine."""
    inputs = valuation_inputs(nre, "9M2023")
    assert inputs.working_capital_change.supply == inputs.fcff.supply == "a full fiscal year"
    assert inputs.require("revenue") == Decimal("24923133762.93")
    assert [one.period.code for one in inputs.revenue_growth] == ["9M2021", "9M2022", "9M2023"]


def test_a_balance_may_stand_on_the_closing_day() -> None:
    """2023-09-30 closes 9M2023."""
    inputs = valuation_inputs(company_of(fact("minority_interest", "2023-09-30", "7"), fact("revenue", "9M2023", "1")), "9M2023")
    assert inputs.minority_interest.value == 7


@pytest.mark.parametrize("period", ["FY2018", "FY2019", "FY2020", "FY2021", "FY2022", "FY2023", "9M2022", "9M2023", "FY2035"])
def test_every_entry_is_what_the_metrics_say_or_says_what_it_needs(nre: Company, period: str) -> None:
    """The same value as the metrics, with basis and source, or a reason and a cure; also for a year without facts."""
    inputs = valuation_inputs(nre, period)
    for entry in inputs.entries:
        if entry.name in RATIO_BY_NAME and entry.value is not None:
            assert float(entry.value) == pytest.approx(explain_cell(nre, entry.name, period).value, rel=1e-12)
        if entry.value is None:
            assert (entry.basis, entry.source, entry.unfit) == (None, "", ())
            assert entry.why
            assert entry.supply
        else:
            assert entry.basis
            assert all(nre.source(one) for one in entry.source.split(" + "))


def test_figures_of_a_vendor_are_told(nre: Company) -> None:
    """FY2022 has a vendor's tax and interest: usable, and said."""
    inputs = valuation_inputs(nre, "FY2022")
    assert inputs.interest_expense.basis is Basis.VENDOR
    assert inputs.notes == ("rests on a vendor's line: effective_tax_rate FY2022, interest_expense FY2022, net_margin FY2022",)


def test_a_period_on_two_bases_is_told() -> None:
    """Revenue restated, EPS as first reported."""
    company = company_of(
        fact("revenue", "FY2022", "100"), fact("revenue", "FY2022", "110", Basis.RESTATED),
        fact("capex", "FY2022", "5", Basis.RESTATED), fact("basic_eps", "FY2022", "1.1"),
    )  # fmt: skip
    inputs = valuation_inputs(company, "FY2022")
    assert (inputs.require("revenue"), inputs.require("basic_eps")) == (110, Decimal("1.1"))
    assert inputs.notes == ("restated, while other entries stand as first reported: revenue, capex",)


@pytest.fixture
def broken(kiln_folder: Path) -> Company:
    """Blue Kiln, whose FY2022 gross profit is 20 million more than revenue less cost of sales."""
    path = kiln_folder / "BKC.XX" / "facts.csv"
    path.write_text(path.read_text(encoding="utf-8") + "gross_profit,,FY2022,300000000,CNY,reported,annual,\n", encoding="utf-8")
    return load("BKC", kiln_folder)


def test_a_filed_figure_that_breaks_an_identity_is_refused(broken: Company) -> None:
    """The message names figure, identity and how to have it all the same."""
    with pytest.raises(FigureUnfitError) as caught:
        valuation_inputs(broken, "FY2022")
    assert str(caught.value) == (
        "revenue FY2022: contradicted: revenue FY2022: gross_profit FY2022 does not equal revenue - cost_of_sales\n"
        "  mend the statements, or take what stands there: allow=('revenue',)"
    )


def test_a_contradicted_figure_asked_for_by_name_is_handed_over_as_such(broken: Company) -> None:
    """Its verdict stays on it, and on what is made of it; what needs another contradicted item stays out."""
    inputs = valuation_inputs(broken, "FY2022", allow=["revenue"])
    assert (inputs.revenue.value, inputs.revenue.verdict, inputs.revenue.unfit) == (Decimal(1000000000), Verdict.CONTRADICTED, ("revenue",))
    assert [(one.period.code, one.verdict) for one in inputs.revenue_growth] == [("FY2022", Verdict.CONTRADICTED)]
    assert [one.period.code for one in inputs.gross_margin] == ["FY2021"]
    assert inputs.notes[-1] == "left out of histories: gross_margin FY2022 (contradicted)"


def test_an_entry_can_be_allowed_for_all_its_inputs(broken: Company) -> None:
    """The margin is wanted whatever its terms."""
    inputs = valuation_inputs(broken, "FY2022", allow=["revenue", "gross_margin"])
    assert [(one.period.code, one.value) for one in inputs.gross_margin] == [("FY2021", Decimal("0.25")), ("FY2022", Decimal("0.3"))]


def test_a_contradiction_of_another_year_refuses_only_what_rests_on_it(broken: Company) -> None:
    """FY2023 stands; its growth is on the contradicted FY2022."""
    inputs = valuation_inputs(broken, "FY2023")
    assert inputs.require("revenue") == 900000000
    assert "revenue_growth FY2023 (contradicted)" in inputs.notes[-1]


@pytest.mark.parametrize(("word", "refused"), [("ambiguous", True), ("contradicted", True), ("repaired", False), ("confirmed", False)])
def test_a_figure_from_a_report_is_taken_by_its_verdict(word: str, refused: bool) -> None:
    """Confident figures are handed over and marked; the others only when named."""
    read = fact("capex", "FY2022", "5", Basis.RECONSTRUCTED, f"figure 1-2, printed '50'; {word}: two; readings")
    company = company_of(fact("revenue", "FY2022", "100"), read)
    if refused:
        with pytest.raises(FigureUnfitError, match=f"capex FY2022: .*{word}"):
            valuation_inputs(company, "FY2022")
    inputs = valuation_inputs(company, "FY2022", allow=("capex",))
    assert (inputs.capex.value, inputs.capex.verdict, inputs.capex.basis) == (5, Verdict(word), Basis.RECONSTRUCTED)
    assert inputs.notes == ("reconstructed from a report: capex FY2022, capex_intensity FY2022",)


@pytest.mark.parametrize("word", ["ambiguous", "contradicted"])
def test_a_decided_figure_is_handed_over_with_its_name(word: str) -> None:
    """It was asked for by name; entry and notes say by whom and why, and the verdict stays what it is."""
    note = f"figure 1-2, printed '50'; {word}: decided by Ann on 2026-01-31: page 12; without it: most likely 5"
    read = fact("capex", "FY2022", "5", Basis.RECONSTRUCTED, note)
    inputs = valuation_inputs(company_of(fact("revenue", "FY2022", "100"), read), "FY2022")
    assert (inputs.capex.value, inputs.capex.verdict, inputs.capex.unfit) == (5, Verdict(word), ())
    assert inputs.capex.decided == ("capex FY2022: decided by Ann on 2026-01-31: page 12",)
    assert inputs.notes[-1] == "taken by decision: capex FY2022: decided by Ann on 2026-01-31: page 12"


def test_an_allowed_name_must_exist(whole: Company) -> None:
    """A slip in `allow` would otherwise refuse without a word."""
    with pytest.raises(MetricUnknownError, match="did you mean capex"):
        valuation_inputs(whole, "FY2022", allow=["capx"])
    with pytest.raises(MetricUnknownError, match="no metric is called 'growth'"):
        valuation_inputs(whole, "FY2022").require("growth")


def test_inputs_are_frozen_and_travel_unchanged(nre: Company) -> None:
    """Pickle and JSON give the same inputs back, to the last digit."""
    inputs = finkit.valuation_inputs(nre, "FY2021")
    assert pickle.loads(pickle.dumps(inputs)) == inputs  # noqa: S301  (our own bytes)
    assert ValuationInputs.model_validate_json(inputs.model_dump_json()) == inputs
    with pytest.raises(ValidationError, match="frozen"):
        inputs.revenue = inputs.ebit


def test_entries_and_histories_cover_every_field(whole: Company) -> None:
    """A field that is neither would never be filled."""
    others = {"company", "currency", "period", "notes"}
    assert {*ENTRIES, *HISTORIES} | others == set(ValuationInputs.model_fields)
    assert valuation_inputs(whole, Period.parse("FY2022")) == valuation_inputs(whole, "FY2022")
