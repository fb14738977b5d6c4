"""Trading comparables: multiples by hand, what is not meaningful or missing, caveats, quotes as arguments and as CSV."""

from __future__ import annotations

import re
import shlex
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.examples import comps as module
from finkit.examples import dcf
from finkit.examples.arguments import Taken
from finkit.examples.comps import main
from finkit.examples.comps_model import Listed, Quote, implied, quartiles

ROOT = Path(module.__file__).parents[2]
NRE = ["600111.SH", "--period", "FY2021", "--quote", "600111.SH=40,3.6e9,2021-12-31"]


def listed(price: str = "10", shares: str = "100", rate: str = "1", **figures: str) -> Listed:
    """A company with these figures."""
    taken = {name: Taken(Decimal(value), "given") for name, value in figures.items()}
    return Listed("A.XX", "A", "FY2022", "CNY", "CAS", 12, Quote(Decimal(price), Decimal(shares), rate=Decimal(rate)), taken)


def test_multiples_by_hand() -> None:
    """1,000 of market value, 200 of net debt, 50 of minorities: 1,250 over 100, 1,000 over 40, 1,250 over 500."""
    one = listed(net_debt="200", minority_interest="50", ebitda="100", parent_net_profit="40", revenue="500")
    assert one.enterprise_value == 1250
    assert [one.multiple(name) for name in ("ev_to_ebitda", "pe", "ev_to_sales")] == [Decimal("12.5"), 25, Decimal("2.5")]
    assert listed(rate="4.5", parent_net_profit="40").multiple("pe") == Decimal("112.5")


def test_losses_and_absences_are_told_apart() -> None:
    """A loss, a negative EBITDA and a negative enterprise value are not meaningful; what is absent is not available."""
    one = listed(net_debt="200", ebitda="-1", parent_net_profit="0")
    assert [one.multiple(name) for name in ("ev_to_ebitda", "pe", "ev_to_sales")] == ["n/m", "n/m", "n/a"]
    assert listed(net_debt="-2000", revenue="5").multiple("ev_to_sales") == "n/m"
    assert listed(revenue="5").multiple("ev_to_sales") == "n/a"


def test_implied_values_by_hand() -> None:
    """EBITDA 100 at 8 is 800, less 250 is 550, 5.50 a share, 45 % under 10; profit 40 at 30 is 1,200 of equity."""
    one = listed(net_debt="200", minority_interest="50", ebitda="100", parent_net_profit="40", revenue="-5")
    made = implied(one, "ev_to_ebitda", Decimal(8))
    assert (made.enterprise, made.equity, made.per_share, made.premium) == (800, 550, Decimal("5.5"), Decimal("-0.45"))
    made = implied(one, "pe", Decimal(30))
    assert (made.enterprise, made.equity, made.per_share, made.premium) == (1450, 1200, 12, Decimal("0.2"))
    assert implied(one, "ev_to_sales", Decimal(2)).per_share == "n/m"
    assert implied(one, "pe", "n/a").per_share == "n/a"
    made = implied(listed(ebitda="100"), "ev_to_ebitda", Decimal(8))
    assert (made.enterprise, made.equity) == (800, "n/a")


def test_quartiles_pass_over_what_is_no_number() -> None:
    """1, 2, 3, 4 and 5 have 2, 3 and 4; one number is all three; none is none."""
    assert quartiles([Decimal(3), "n/m", Decimal(1), Decimal(5), "n/a", Decimal(2), Decimal(4)]) == (2, 3, 4)
    assert quartiles([Decimal(7), "n/m"]) == (7, 7, 7)
    assert quartiles(["n/m"]) == ("n/a",) * 3


@given(st.lists(st.decimals("0.1", 1000, places=2), min_size=1, max_size=9))
def test_quartiles_lie_between_the_extremes_in_order(values: list[Decimal]) -> None:
    """Whatever the peers."""
    low, middle, high = quartiles(values)
    assert isinstance(low, Decimal)
    assert isinstance(middle, Decimal)
    assert isinstance(high, Decimal)
    assert min(values) <= low <= middle <= high <= max(values)


def test_north_rare_earth_beside_peers(capsys: pytest.CaptureFixture[str]) -> None:
    """P/E by hand: 20 × 1,752.8 / 1,076.0 = 32.58; its own 144,000 / 5,130.0 = 28.07; what is missing is asked for."""
    assert main([*NRE, "--quote", "600392.SH=20,1752.8e6,2021-12-31", "--quote", "600010.SH=3,45.585e9,2021-12-31"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"P / E +28\.07 +32\.58 +47\.71\n", out)
    assert "missing: 600111.SH ebitda FY2021, needed by EV / EBITDA: give --given 600111.SH:ebitda=VALUE" in out
    assert "missing: 600111.SH net_debt FY2021, needed by EV / EBITDA, EV / Sales" in out
    assert "caveat: quartiles of 2 peers say little" in out
    assert "fiscal years end apart" not in out
    assert "prices are of" not in out


def test_caveats_of_unlike_companies(capsys: pytest.CaptureFixture[str]) -> None:
    """Fiscal year ends, currencies, standards, days of the prices."""
    assert main(["LYC.AX", "--period", "FY2022", "--quote", "LYC.AX=9,9e8,2022-06-30", "--quote", "MP=32,1.77e8"]) == 0
    out = capsys.readouterr().out
    assert "fiscal years end apart and are not brought onto one calendar: LYC.AX FY2022 to month 6, MP FY2022 to month 12" in out
    assert "currencies differ: multiples are ratios within each currency" in out
    assert "standards differ: LYC.AX IFRS, MP US GAAP" in out
    assert "prices are of LYC.AX 2022-06-30, MP -" in out


def test_a_price_in_another_currency_needs_a_dated_rate(capsys: pytest.CaptureFixture[str]) -> None:
    """Without one nothing is converted; with one the rate and its day are told."""
    asked = ["LYC.AX", "--period", "FY2022", "--quote", "LYC.AX=6,9e8,2022-06-30,USD", "--quote", "MP=32,1.77e8,2022-06-30"]
    assert main(asked) == 2
    assert "LYC.AX is quoted in USD and reports in AUD: give --rate USD/AUD=RATE@DATE" in capsys.readouterr().err
    assert main([*asked, "--rate", "USD/AUD=1.45"]) == 2
    assert "--rate USD/AUD=1.45 has no date" in capsys.readouterr().err
    assert main([*asked, "--rate", "USD/AUD=1.45@2022-06-30"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"Market value +7,830\.0 ", out)
    assert "LYC.AX: price turned from USD into AUD at 1.45 of 2022-06-30" in out


def test_quotes_and_figures_from_a_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same as by arguments, which go before the file."""
    path = tmp_path / "quotes.csv"
    path.write_text(
        "ticker,price,shares,date,net_debt\n600111.SH,1,1e9,2021-12-31,2e9\n600392.SH,20,1752.8e6,2021-12-31,\n", encoding="utf-8"
    )
    assert main([*NRE, "--quotes", str(path), "--given", "600392.SH:net_debt=-1e9"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"Share price +40\.00 +20\.00\n", out)
    assert re.search(r"Net debt +2,000\.0 +-1,000\.0\n", out)
    assert "600392.SH net_debt: given" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["600111.SH", "--period", "FY2021"], "price and shares of 600111.SH are absent: give --quote 600111.SH=PRICE,SHARES"),
        (NRE, "there is no peer"),
        ([*NRE, "--quote", "MP"], "--quote wants TICKER=PRICE,SHARES[,DATE[,CURRENCY[,PERIOD]]]; found 'MP'"),
        ([*NRE, "--quote", "MP=ten,1e8"], "MP: price: 'ten' is no number"),
        ([*NRE, "--quote", "MP=10"], "MP: shares: '' is no number"),
        ([*NRE, "--quote", "MP=-3,1e8"], "must each be above zero"),
        ([*NRE, "--given", "MP:sales=3"], "no figure 'sales'; there are revenue, ebitda"),
        ([*NRE, "--quotes", "nowhere.csv"], "nowhere.csv"),
        ([*NRE, "--given", "MP:revenue=3"], "price and shares of MP are absent"),
    ],
)
def test_what_is_missing_or_wrong_is_said(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit code 2."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert out == ""


README = re.findall(
    r"^python -m finkit\.examples\.(\w+) (.+?)$", (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " "), re.MULTILINE
)


@pytest.mark.parametrize(("model", "arguments"), README, ids=[f"{model} {arguments.split()[0]}" for model, arguments in README])
def test_the_commands_of_the_readme_run(model: str, arguments: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As they stand, their workbooks too."""
    words = [str(tmp_path / word) if word.endswith(".xlsx") else word for word in shlex.split(arguments, comments=True)]
    assert {"dcf": dcf.main, "comps": main}[model](words) == 0
    out = capsys.readouterr().out
    assert ("Value per share: " if model == "dcf" else "a share ") in out
    assert len(list(tmp_path.glob("*.xlsx"))) == sum(word.endswith(".xlsx") for word in words)


def test_the_readme_shows_both_models_on_both_companies() -> None:
    """One command each."""
    assert sorted((model, arguments.split()[0]) for model, arguments in README) == [
        (model, ticker) for model in ("comps", "dcf") for ticker in ("600111.SH", "LYC.AX")
    ]
