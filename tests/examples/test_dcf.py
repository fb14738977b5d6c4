"""The two-stage DCF: textbook numbers, its laws, and what it says when an input is missing."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.examples import dcf as module
from finkit.examples.dcf import main
from finkit.examples.dcf_model import Assumptions, Drivers, dcf, sensitivity

ROOT = Path(module.__file__).parents[2]
NRE = ["600111.SH", "--period", "FY2021", "--wacc", "0.09", "--growth", "0.06", "--fade", "5", "--terminal-growth", "0.02"]
TINY = Decimal("1e-20")
rates = st.decimals("0.001", "0.3", places=3)


def told(wacc: str, growth: str, terminal: str, *, years: int = 0, fade: int = 0, mid_year: bool = False) -> Assumptions:
    """Assumptions from texts."""
    return Assumptions(Decimal(wacc), Decimal(growth), Decimal(terminal), years, fade, mid_year)


def test_two_stages_by_hand() -> None:
    """100 grows 10 % for two years at a cost of 10 %: each year is worth 100; then 121 × 1.03 / 0.07 / 1.21 = 103 / 0.07."""
    value = dcf(Decimal(100), told("0.10", "0.10", "0.03", years=2))
    assert [(one.flow, one.present) for one in value.years] == [(Decimal("110.00"), 100), (Decimal("121.0000"), 100)]
    assert value.terminal == pytest.approx(Decimal("1780.428571428571428571428571"), rel=TINY)
    assert value.terminal_present == pytest.approx(Decimal(103) / Decimal("0.07"), rel=TINY)
    assert value.enterprise_value == pytest.approx(Decimal("1671.428571428571428571428571"), rel=TINY)


def test_growth_fades_in_equal_steps_to_the_terminal_one() -> None:
    """6, 5, 4, 3 %, and 2 % for ever after; two full years before it if they are asked for."""
    assert told("0.09", "0.06", "0.02", fade=4).rates == tuple(Decimal(f"0.0{digit}") for digit in "6543")
    assert told("0.09", "0.06", "0.02", years=2, fade=4).rates == tuple(Decimal(f"0.0{digit}") for digit in "666543")


def test_a_fade_by_hand() -> None:
    """100 at 8 % for a year, then 4 % fading over two years to none, at 8 %: 100 + 103.7… worked out step by step."""
    value = dcf(Decimal(100), told("0.08", "0.04", "0", fade=2))
    first, second = Decimal(104) / Decimal("1.08"), Decimal(104) * Decimal("1.02") / Decimal("1.1664")
    terminal = Decimal("106.08") / Decimal("0.08") / Decimal("1.1664")
    assert value.enterprise_value == pytest.approx(first + second + terminal, rel=TINY)
    assert round(value.enterprise_value, 4) == Decimal("1324.0741")


@given(fcff=st.decimals(1, 10**12, places=0), wacc=rates, growth=rates, years=st.integers(0, 8), fade=st.integers(0, 8))
def test_one_growth_throughout_is_gordons_formula(fcff: Decimal, wacc: Decimal, growth: Decimal, years: int, fade: int) -> None:
    """However the years are split, the value is FCFF × (1 + g) / (WACC − g): nothing is discounted twice."""
    if wacc <= growth or years + fade == 0:
        return
    value = dcf(fcff, Assumptions(wacc, growth, growth, years, fade))
    assert value.enterprise_value == pytest.approx(fcff * (1 + growth) / (wacc - growth), rel=Decimal("1e-18"))


@given(wacc=rates, growth=rates, fade=st.integers(1, 10), terminal=st.decimals("-0.05", "0.05", places=3))
def test_mid_year_moves_every_flow_by_half_a_year(wacc: Decimal, growth: Decimal, fade: int, terminal: Decimal) -> None:
    """So the whole value by the square root of 1 + WACC, the terminal value too."""
    if wacc <= terminal:
        return
    late, early = (dcf(Decimal(100), Assumptions(wacc, growth, terminal, 0, fade, mid_year)) for mid_year in (False, True))
    assert early.enterprise_value == pytest.approx(late.enterprise_value * (1 + wacc).sqrt(), rel=Decimal("1e-18"))
    assert early.terminal == late.terminal


@pytest.mark.parametrize(
    ("wacc", "growth", "terminal", "stages", "message"),
    [
        ("0.02", "0.06", "0.02", {"fade": 5}, "must be above terminal growth"),
        ("0.09", "-1", "0.02", {"fade": 5}, "rates must be above -1"),
        ("0.09", "0.06", "0.02", {}, "at least one year"),
        ("0.09", "0.06", "0.02", {"fade": 5, "years": -1}, "none negative"),
    ],
)
def test_assumptions_without_a_value_are_refused(wacc: str, growth: str, terminal: str, stages: dict[str, int], message: str) -> None:
    """Each with its reason."""
    with pytest.raises(ValueError, match=message):
        told(wacc, growth, terminal, **stages)


def test_a_negative_cash_flow_is_refused() -> None:
    """It would grow into ever greater losses."""
    with pytest.raises(ValueError, match="wanted one above zero"):
        dcf(Decimal(-1), told("0.09", "0.06", "0.02", fade=5))


def test_north_rare_earth_lacks_fcff_and_the_model_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Inputs and sources are shown, then what is missing and how to give it."""
    assert main(NRE) == 2
    out, err = capsys.readouterr()
    assert "ebit                                7,010.1 M  reported: FinGLM, income statements parsed from the annual reports" in out
    assert "Enterprise value" not in out
    assert err.startswith("dcf: FCFF FY2021 is absent (see above): give it with --fcff\n  or add a sourced line of Depreciation")


def test_north_rare_earth_with_a_given_fcff_stops_at_enterprise_value(capsys: pytest.CaptureFixture[str]) -> None:
    """By hand at 3,800 million: 4,028.0, 4,237.5, 4,423.9, 4,583.2, 4,711.5; terminal 4,711.5 × 1.02 / 0.07 = 68,653.2."""
    assert main([*NRE, "--fcff", "3.8e9"]) == 0
    out = capsys.readouterr().out
    assert "FCFF FY2021: 3,800.0 M CNY, given" in out
    for flow in ("4,028.0", "4,237.5", "4,423.9", "4,583.2", "4,711.5", "68,653.2"):
        assert flow in out
    assert "Enterprise value: 61,606.9 M CNY, 72.4% of it terminal" in out
    assert out.splitlines()[-1].startswith("Equity value: none, for net debt is absent: needs interest_bearing_debt FY2021")


LINES = """item,segment,period,value,unit,basis,source,note
revenue,,FY2022,1000e6,CNY,reported,annual,
cost_of_sales,,FY2022,600e6,CNY,reported,annual,
taxes_and_surcharges,,FY2022,10e6,CNY,reported,annual,
selling_expense,,FY2022,40e6,CNY,reported,annual,
administrative_expense,,FY2022,60e6,CNY,reported,annual,
rd_expense,,FY2022,20e6,CNY,reported,annual,
depreciation_and_amortisation,,FY2022,30e6,CNY,reported,annual,
total_profit,,FY2022,243e6,CNY,reported,annual,
income_tax,,FY2022,48.6e6,CNY,reported,annual,
capex,,FY2022,100e6,CNY,reported,annual,
inventories,,FY2022,150e6,CNY,reported,annual,
accounts_receivable,,FY2022,100e6,CNY,reported,annual,
accounts_payable,,FY2022,60e6,CNY,reported,annual,
inventories,,FY2021,120e6,CNY,reported,annual,
accounts_receivable,,FY2021,90e6,CNY,reported,annual,
accounts_payable,,FY2021,55e6,CNY,reported,annual,
interest_bearing_debt,,FY2022,500e6,CNY,reported,annual,
cash,,FY2022,200e6,CNY,reported,annual,
liquid_securities,,FY2022,50e6,CNY,reported,annual,
"""
KILN = ["BKC", "--period", "FY2022", "--wacc", "0.10", "--growth", "0.10", "--years", "2", "--fade", "0", "--terminal-growth", "0.03"]


@pytest.mark.parametrize(
    ("more", "equity"),
    [
        ("", "Equity value: 1,605.3 M CNY, less net debt; minority interest is absent and not deducted"),
        (
            "minority_interest,,FY2022,70e6,CNY,reported,annual,\n",
            "Equity value: 1,535.3 M CNY, less net debt and minority interest (book)",
        ),
        (
            "long_term_equity_investments,,FY2022,33e6,CNY,reported,annual,\n",
            "Equity value: 1,638.3 M CNY, less net debt; minority interest is absent and not deducted; plus associates (book)",
        ),
    ],
)
def test_a_company_with_every_line_is_valued_to_equity(
    kiln_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], more: str, equity: str
) -> None:
    """FCFF 111: 111 + 111 + 111 × 1.03 / 0.07 = 1,855.3; less net debt 250, and 70 of minority interest; plus 33 of associates."""
    (kiln_folder / "BKC.XX" / "facts.csv").write_text(LINES + more, encoding="utf-8")
    monkeypatch.setenv("FINKIT_STATEMENTS", str(kiln_folder))
    assert main(KILN) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "FCFF FY2022: 111.0 M CNY, from the statements" in lines
    assert "Enterprise value: 1,855.3 M CNY, 88.0% of it terminal" in lines
    assert lines[-2:] == [equity, "Value per share: none, for the shares outstanding are absent: give them with --shares"]


def test_a_contradicted_figure_is_taken_only_when_allowed(
    kiln_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gross profit 20 million off: revenue is refused, then used under its verdict."""
    (kiln_folder / "BKC.XX" / "facts.csv").write_text(LINES + "gross_profit,,FY2022,420e6,CNY,reported,annual,\n", encoding="utf-8")
    monkeypatch.setenv("FINKIT_STATEMENTS", str(kiln_folder))
    assert main(KILN) == 2
    assert "allow=('revenue', 'cost_of_sales',)" in capsys.readouterr().err
    assert main([*KILN, "--allow", "revenue", "--allow", "cost_of_sales"]) == 0
    assert "reported, contradicted: Annual report, invented" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--wacc", "nine"], ["--wacc", "nan"], ["--fade", "2.5"]])
def test_a_wrong_argument_is_said(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Usage and the word that is no number."""
    with pytest.raises(SystemExit) as caught:
        main([*NRE, *wrong])
    assert caught.value.code == 2
    assert repr(wrong[1]) in capsys.readouterr().err


def test_it_runs_as_a_module_from_anywhere() -> None:
    """The command of the documentation."""
    done = subprocess.run(
        [sys.executable, "-m", "finkit.examples.dcf", *NRE, "--fcff", "3.8e9", "--mid-year"],
        capture_output=True, text=True, check=False, cwd=ROOT, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Enterprise value: 64,319.5 M CNY" in done.stdout


@pytest.mark.parametrize("path", sorted(Path(module.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_the_models_import_the_face_alone(path: Path) -> None:
    """What an outside model can do: finkit itself, and the other modules of the examples."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert [name for name in names if name.startswith("finkit") and name != "finkit" and not name.startswith("finkit.examples.")] == []


DRIVERS = ["--drivers", "--depreciation-share", "0.02", "--working-capital-share", "0.3"]


def test_missing_drivers_are_asked_for_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    """All at once, each with its option and what would supply it; those that the statements have are taken."""
    assert main([*NRE, "--drivers"]) == 2
    err = capsys.readouterr().err
    assert "depreciation_and_amortisation FY2021 is absent" in err
    assert "give it with --depreciation-share\n  or add a sourced line of" in err
    assert "give it with --working-capital-share" in err
    assert "--ebit-margin" not in err


def test_drivers_come_from_history_or_are_given(capsys: pytest.CaptureFixture[str]) -> None:
    """The mean of three years' margins as printed by the sources: 5.84, 7.02 and 23.05 %."""
    assert main([*NRE, *DRIVERS, "--average", "3", "--capex-share", "0.015"]) == 0
    out = capsys.readouterr().out
    assert "ebit_margin                            11.97%  ebit_margin, mean of FY2019, FY2020, FY2021" in out
    assert "capex_share                             1.50%  given" in out


def test_a_wacc_is_built_of_its_parts(capsys: pytest.CaptureFixture[str]) -> None:
    """3 % + 1.2 × 5 % = 9 % on 80 %, 5 % less a quarter of tax on 20 %: 7.95 %; what is missing of it is named."""
    parts = ["--risk-free", "0.03", "--beta", "1.2", "--equity-premium", "0.05", "--cost-of-debt", "0.05", "--tax-rate", "0.25"]
    plain = [word for word in NRE if word not in {"--wacc", "0.09"}]
    assert main([*plain, "--fcff", "1e9", *parts]) == 2
    assert "the WACC is absent: give --wacc, or of its parts --debt-weight" in capsys.readouterr().err
    assert main([*plain, "--fcff", "1e9", *parts, "--debt-weight", "0.2"]) == 0
    assert "WACC 7.95%, terminal growth 2.00%" in capsys.readouterr().out


def test_drivers_by_hand() -> None:
    """1,000 of revenue grows 10 % once: 220 of EBIT less a quarter, plus 33, less 55, less 30 % of 100 more: 113."""
    drivers = Drivers(*map(Decimal, ("0.2", "0.25", "0.03", "0.05", "0.3")))
    value = dcf(Decimal(1000), told("0.10", "0.10", "0", years=1), drivers)
    assert value.years[0].flow == 165 + 33 - 55 - 30
    assert value.terminal_flow == 165 + 33 - 55  # without growth no more working capital
    assert value.metric == 220 + 33
    assert value.implied_multiple == pytest.approx(Decimal(1430) / 253)


@given(multiple=st.decimals(1, 40, places=1), mid_year=st.booleans(), by_drivers=st.booleans())
def test_implied_growth_and_implied_multiple_are_each_others_inverse(multiple: Decimal, mid_year: bool, by_drivers: bool) -> None:
    """Growing for ever at the growth that a multiple implies implies that multiple."""
    drivers = Drivers(*map(Decimal, ("0.2", "0.25", "0.03", "0.05", "0.3"))) if by_drivers else None
    start = Assumptions(Decimal("0.10"), Decimal("0.04"), Decimal("0.04"), 3, 0, mid_year, multiple)
    growth = dcf(Decimal(1000), start, drivers).implied_growth
    assert growth is not None
    if not -1 < growth < start.wacc:
        return
    same = dcf(Decimal(1000), replace(start, terminal_growth=growth), drivers)
    assert same.implied_multiple == pytest.approx(multiple, rel=Decimal("1e-18"))
    by_multiple = dcf(Decimal(1000), replace(start, by_multiple=True), drivers)
    assert by_multiple.enterprise_value == pytest.approx(same.enterprise_value, rel=Decimal("1e-18"))


def test_the_middle_of_the_sensitivity_is_the_value() -> None:
    """More WACC, less value; more growth, more; none where growth reaches the WACC."""
    here = told("0.05", "0.06", "0.03", years=1, fade=4)
    grid = sensitivity(Decimal(100), here, None, Decimal("0.01"), Decimal("0.005"))
    assert [growth for growth, _ in grid] == [Decimal(f"0.0{digits}") for digits in ("20", "25", "30", "35", "40")]
    assert grid[2][1][2] == dcf(Decimal(100), here).enterprise_value
    assert grid[2][1][0] is None
    assert grid[0][1][0] is not None
    for _, values in grid:
        known = [one for one in values if one is not None]
        assert known == sorted(known, reverse=True)


def test_scenarios_from_arguments_and_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Side by side with what was given; TOML, JSON and an argument say the same."""
    (tmp_path / "s.toml").write_text("[bear]\ngrowth = 0.01\nfade = 3\n", encoding="utf-8")
    (tmp_path / "s.json").write_text('{"bear": {"growth": 0.01, "fade": 3}}', encoding="utf-8")
    tables = []
    for more in (
        ["--scenarios", str(tmp_path / "s.toml")],
        ["--scenarios", str(tmp_path / "s.json")],
        ["--scenario", "bear:growth=0.01,fade=3"],
    ):
        assert main([*NRE, "--fcff", "3.8e9", "--net-debt", "-5e8", "--shares", "1e9", *more]) == 0
        tables.append(capsys.readouterr().out.splitlines()[-2:])
    assert tables[0] == tables[1] == tables[2]
    assert tables[0][0].split() == ["given", "9.00%", "6.00%", "2.00%", "61,606.9", "62,106.9", "62.11"]
    assert tables[0][1].split()[:3] == ["bear", "9.00%", "1.00%"]


@pytest.mark.parametrize(
    ("scenario", "message"),
    [
        ("bear:gowth=0.01", "scenario bear: no assumption 'gowth'; there are wacc"),
        ("bear:growth=much", "scenario bear: growth wants a number, found 'much'"),
        ("bear:fade=1.5", "scenario bear: fade wants a whole number, found '1.5'"),
    ],
)
def test_a_wrong_scenario_is_said(scenario: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With its name and what is wrong."""
    assert main([*NRE, "--fcff", "3.8e9", "--scenario", scenario]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "message"),
    [({"by_multiple": True}, "needs the exit multiple"), ({"exit_multiple": Decimal(0)}, "values nothing")],
)
def test_a_terminal_value_without_its_multiple_is_refused(more: dict[str, Any], message: str) -> None:
    """Each with its reason."""
    with pytest.raises(ValueError, match=message):
        replace(told("0.09", "0.06", "0.02", fade=5), **more)
