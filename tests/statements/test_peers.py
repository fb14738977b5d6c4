"""The facts of the eight A-share peers: all raw rows accounted for, and right by independent arithmetic."""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from finkit.metrics.measure import measure
from finkit.statements.fact import Basis, Severity
from finkit.statements.files import companies, load
from finkit.vocabulary.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finkit.statements.company import Company

ROOT = Path(__file__).resolve().parents[2] / "statements"
RAW = ROOT / "_raw"
# ticker -> how the company's rows begin in line_items.csv and in peers.csv, and the years filed line by line
PEERS = {
    "600392.SH": ("600392", "Shenghe Resources", (2019, 2020)),
    "000831.SZ": ("000831", "China Rare Earth Resources", (2019, 2020)),
    "600259.SH": ("600259", "Guangsheng Nonferrous", (2019, 2020, 2021)),
    "600549.SH": ("600549", "Xiamen Tungsten", ()),
    "300748.SZ": ("300748", "JL MAG", (2019, 2020, 2021)),
    "000970.SZ": ("000970", "Zhong Ke San Huan", (2019, 2020)),
    "300224.SZ": ("300224", "Zhenghai", (2019, 2020, 2021)),
    "600010.SH": ("600010", "Baotou Steel (600010)", (2019, 2020, 2021)),
}
FILED = [(ticker, year) for ticker, (_, _, years) in PEERS.items() for year in years]
VENDOR_HOSTS = (
    "stockanalysis", "stoxray", "simplywall", "porti.ru", "stockeye", "etnet", "202.62.215", "numfin", "gurufocus", "marketscreener",
    "marketcap", "markitdigital", "stock-analysis-sveltekit",
)  # fmt: skip
SCALES = {"million": Decimal(10**6), "yuan": 1, "yuan/share": 1, "percent": 1, "times": 1, "tonne": 1, "per share": 1}


@pytest.fixture(scope="module")
def peers() -> dict[str, Company]:
    """The companies as they are shipped."""
    return {ticker: load(ticker, ROOT) for ticker in PEERS}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def raw() -> dict[str, dict[tuple[str, int], dict[str, str]]]:
    """Ticker -> (file, line) -> raw row."""
    files = {"line_items.csv": _rows(RAW / "line_items.csv"), "peers.csv": _rows(RAW / "peers.csv")}
    return {
        ticker: {
            (name, line): row
            for (name, rows), begins in zip(files.items(), starts, strict=True)
            for line, row in enumerate(rows, 2)
            if row["company"].startswith(begins)
        }
        for ticker, (*starts, _) in PEERS.items()
    }


@pytest.fixture(scope="module")
def build() -> Iterator[Any]:
    """The script that builds the facts."""
    sys.path.insert(0, str(ROOT / "_build"))
    spec = importlib.util.spec_from_file_location("statements_build", ROOT / "_build" / "build.py")
    sys.modules["statements_build"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(ROOT / "_build"))


def _place(note: str) -> tuple[str, int]:
    name, line = re.match(r"([\w.]+):(\d+)", note).groups()
    return name, int(line)


@pytest.mark.parametrize("ticker", PEERS)
def test_every_raw_row_is_a_fact_or_left_out_with_a_reason(ticker: str, raw: Any) -> None:
    """No raw row of the company is forgotten, none is both, and no reason is empty."""
    left = _rows(ROOT / ticker / "left_out.csv")
    assert [row for row in left if not row["reason"].strip()] == []
    taken = {_place(fact["note"]) for fact in _rows(ROOT / ticker / "facts.csv")}
    skipped = {(row["file"], int(row["line"])) for row in left}
    assert taken & skipped == set()
    assert taken | skipped == set(raw[ticker])


@pytest.mark.parametrize("ticker", PEERS)
def test_a_fact_is_its_raw_row_in_yuan(ticker: str, raw: Any) -> None:
    """Every fact's value is the raw one times its unit's size, up to the sign of impairment losses."""
    for fact in _rows(ROOT / ticker / "facts.csv"):
        row = raw[ticker][_place(fact["note"])]
        wanted = Decimal(row["value"]) * SCALES[row["unit"]]
        turned = row["unit"] == "yuan" and fact["item"] in {"credit_impairment_loss", "asset_impairment_loss"}
        assert Decimal(fact["value"]) == (-wanted if turned else wanted)
        assert fact["period"] == row["period"]


@pytest.mark.parametrize("ticker", PEERS)
def test_every_fact_has_a_listed_source_at_the_address_of_its_row(ticker: str, raw: Any, peers: dict[str, Company]) -> None:
    """No fact without a source, and the source is where the raw row was read."""
    urls = {source.id: source.url for source in peers[ticker].sources}
    for fact in _rows(ROOT / ticker / "facts.csv"):
        row = raw[ticker][_place(fact["note"])]
        if "repo" in row:
            assert urls[fact["source"]] == f"https://github.com/{row['repo']}/blob/{row['commit']}/{row['path'].split(' (')[0]}"
        else:
            assert urls[fact["source"]] == row["source_url"]
    assert all(set(fact.source.split(" + ")) <= set(urls) for fact in peers[ticker].facts)


def test_nothing_of_a_vendor_is_called_reported(peers: dict[str, Company]) -> None:
    """Vendors' pages give vendor facts, and the restated headlines that no other page prints."""
    restated = set()
    for ticker, company in peers.items():
        of_vendors = {source.id for source in company.sources if any(host in source.url for host in VENDOR_HOSTS)}
        for fact in company.facts:
            if fact.source in of_vendors and fact.basis is not Basis.VENDOR:
                restated.add((ticker, fact.item, fact.period.code, fact.basis))
            if fact.source not in of_vendors:
                assert fact.basis is not Basis.VENDOR
    assert restated == {
        ("600392.SH", "gross_margin", "FY2022", Basis.RESTATED),
        ("600392.SH", "rd_expense", "FY2022", Basis.RESTATED),
        ("000831.SZ", "revenue", "FY2022", Basis.RESTATED),
        ("000831.SZ", "parent_net_profit", "FY2022", Basis.RESTATED),
    }


def test_nothing_of_somebodys_arithmetic_is_a_fact(peers: dict[str, Company]) -> None:
    """Rows whose note begins with DERIVED are worked out again or left out."""
    assert not [fact for company in peers.values() for fact in company.facts if "DERIVED" in fact.note]


def test_no_finding_but_an_explained_one(peers: dict[str, Company]) -> None:
    """Every identity holds to the fen but one opening balance, which a later report restated."""
    found = [(ticker, one.rule, one.severity) for ticker, company in peers.items() for one in company.findings]
    assert found == [("600259.SH", "cash_carried", Severity.EXPLAINED)]


@pytest.mark.parametrize(
    ("name", "ticker"),
    [
        ("盛和资源", "600392.SH"), ("Shenghe Resources", "600392.SH"), ("五矿稀土", "000831.SZ"),
        ("China Rare Earth Resources", "000831.SZ"),
        ("广晟有色", "600259.SH"), ("rising nonferrous metals", "600259.SH"), ("厦门钨业", "600549.SH"), ("Xiamen Tungsten", "600549.SH"),
        ("金力永磁", "300748.SZ"), ("JL MAG", "300748.SZ"), ("中科三环", "000970.SZ"), ("Zhongke Sanhuan", "000970.SZ"),
        ("正海磁材", "300224.SZ"), ("300224", "300224.SZ"), ("包钢股份", "600010.SH"), ("Baotou Steel Union", "600010.SH"),
        ("Baotou Steel Rare Earth", "600111.SH"),
    ],
)  # fmt: skip
def test_a_peer_answers_to_its_names(name: str, ticker: str) -> None:
    """English and Chinese, former names, the number alone; the rare earth company of Baotou Steel stays apart."""
    assert load(name, ROOT).ticker == ticker


def test_all_peers_are_listed(peers: dict[str, Company]) -> None:
    """Beside North Rare Earth, each with itself not among its peers."""
    assert set(companies(ROOT)) >= {"600111.SH", *PEERS}
    assert not [ticker for ticker, company in peers.items() if ticker in company.peers]


@pytest.mark.parametrize(
    ("ticker", "item", "segment", "period", "basis", "value", "unit", "line"),
    [
        ("600392.SH", "cost_of_sales", "", "FY2020", "reported", "6704184992.0", "CNY", "line_items.csv:83"),
        ("600392.SH", "asset_impairment_loss", "", "FY2019", "reported", "189507551.36", "CNY", "line_items.csv:320"),
        ("600392.SH", "gross_margin", "", "FY2022", "vendor", "16.644", "%", "peers.csv:793"),
        ("600392.SH", "gross_margin", "", "FY2022", "restated", "13.738", "%", "peers.csv:808"),
        ("600392.SH", "gross_margin", "trading", "FY2023", "reported", "-0.06", "%", "peers.csv:865"),
        ("600392.SH", "parent_net_profit", "", "FY2022", "reported", "1593.4778e6", "CNY", "peers.csv:774"),
        ("600392.SH", "capex", "", "FY2023", "vendor", "616.5e6", "CNY", "peers.csv:895"),
        ("000831.SZ", "credit_impairment_loss", "", "FY2019", "reported", "-2809151.73", "CNY", "line_items.csv:114"),
        ("000831.SZ", "revenue", "", "FY2022", "reported", "3785e6", "CNY", "peers.csv:1135"),
        ("000831.SZ", "revenue", "", "FY2022", "restated", "4216e6", "CNY", "peers.csv:956"),
        ("000831.SZ", "parent_net_profit", "", "FY2022", "reported", "415.6367e6", "CNY", "peers.csv:1049"),
        ("000831.SZ", "revenue", "other_and_ore", "FY2022", "restated", "440e6", "CNY", "peers.csv:1130"),
        ("000831.SZ", "total_assets", "", "FY2023", "reported", "5536.72277493e6", "CNY", "peers.csv:1104"),
        ("600259.SH", "finance_expense", "", "FY2021", "reported", "83146602.83", "CNY", "line_items.csv:478"),
        ("600259.SH", "subsidiary_disposal_receipts", "", "FY2021", "reported", "35018101.15", "CNY", "line_items.csv:954"),
        ("600259.SH", "operating_cash_flow", "", "FY2023", "reported", "-477e6", "CNY", "peers.csv:1260"),
        ("600259.SH", "parent_net_profit", "", "FY2018", "reported", "-266.14e6", "CNY", "peers.csv:1275"),
        ("600259.SH", "production_volume", "rare_earth_ore", "FY2023", "reported", "2458", "t", "peers.csv:1261"),
        ("600549.SH", "revenue", "", "FY2022", "vendor", "48222.787e6", "CNY", "peers.csv:1449"),
        ("600549.SH", "parent_net_profit", "", "FY2019", "vendor", "261e6", "CNY", "peers.csv:1511"),
        ("600549.SH", "operating_cash_flow", "", "FY2021", "restated", "1040e6", "CNY", "peers.csv:1452"),
        ("600549.SH", "operating_cash_flow", "", "FY2021", "vendor", "989.1e6", "CNY", "peers.csv:1394"),
        ("600549.SH", "revenue_growth", "rare_earth_products", "FY2022", "reported", "25.57", "%", "peers.csv:1460"),
        ("600549.SH", "basic_eps", "", "FY2023", "vendor", "1.14", "CNY/share", "peers.csv:1373"),
        ("300748.SZ", "derivative_assets", "", "FY2019", "reported", "1931863.00", "CNY", "line_items.csv:1292"),
        ("300748.SZ", "current_debt", "", "FY2023", "vendor", "402.29e6", "CNY", "peers.csv:1750"),
        ("300748.SZ", "fcf", "", "FY2021", "vendor", "-574.045394e6", "CNY", "peers.csv:1623"),
        ("300748.SZ", "total_assets", "", "FY2022", "reported", "11220.45575151e6", "CNY", "peers.csv:1720"),
        ("000970.SZ", "total_liabilities", "", "FY2020", "reported", "1614221642.08", "CNY", "line_items.csv:1319"),
        ("000970.SZ", "paid_in_capital", "", "FY2020", "reported", "1065200000.00", "CNY", "line_items.csv:1264"),
        ("000970.SZ", "finance_expense", "", "FY2019", "reported", "-3929921.76", "CNY", "line_items.csv:537"),
        ("300224.SZ", "income_tax", "", "FY2019", "reported", "-3182359.73", "CNY", "line_items.csv:281"),
        ("300224.SZ", "cash", "", "FY2019", "reported", "479781337.60", "CNY", "line_items.csv:1296"),
        ("300224.SZ", "fixed_assets", "", "FY2020", "reported", "524745561.02", "CNY", "line_items.csv:1318"),
        ("600010.SH", "inventories", "", "FY2021", "reported", "19452400015.83", "CNY", "line_items.csv:1151"),
        ("600010.SH", "parent_net_profit", "", "FY2022", "restated", "-729.9568e6", "CNY", "peers.csv:1822"),
        ("600010.SH", "parent_net_profit", "", "FY2022", "vendor", "-726.4e6", "CNY", "peers.csv:1843"),
        ("600010.SH", "sales_volume", "rare_earth_concentrate", "FY2021", "reported", "179800", "t", "peers.csv:1919"),
    ],
)  # fmt: skip
def test_hand_picked_lines(
    ticker: str, item: str, segment: str, period: str, basis: str, value: str, unit: str, line: str, peers: dict[str, Company]
) -> None:
    """Figures picked by hand from the raw files, with their digits, unit, basis and line."""
    found = [fact for fact in peers[ticker].all_facts(item, Period.parse(period), segment) if fact.basis == basis]
    assert [(str(fact.value), fact.unit, fact.note.split(";")[0]) for fact in found] == [(str(Decimal(value)), unit, line)]


def test_a_page_in_billions_prints_no_last_nought(peers: dict[str, Company]) -> None:
    """19.56 billion is known to ten millions, 0.5136 billion to a tenth of one."""
    assert peers["600549.SH"].fact("revenue", Period(2018)).quantum == 10**7
    assert peers["600549.SH"].fact("operating_cash_flow", Period(2018)).quantum == 10**5


@pytest.fixture(scope="module")
def filed(raw: Any) -> dict[tuple[str, int], dict[str, Decimal]]:
    """(ticker, year) -> caption -> the value that a parser of the annual report gives, straight from the raw file."""
    return {
        (ticker, year): {
            row["line_item_original"]: Decimal(row["value"])
            for (name, _), row in reversed(raw[ticker].items())
            if name == "line_items.csv" and row["period"] == f"FY{year}"
        }
        for ticker, year in FILED
    }


@pytest.mark.parametrize(("ticker", "year"), FILED)
def test_the_income_statement_walks_down_to_the_fen(ticker: str, year: int, filed: Any) -> None:
    """Revenue to operating profit to total profit to net profit, by sums written here; a gain that is not there is nil."""
    line = filed[ticker, year]
    assert line["营业总收入"] == line["营业收入"] > 0
    expenses = ("营业成本", "税金及附加", "销售费用", "管理费用", "研发费用", "财务费用")
    assert line["营业总成本"] == sum(line[name] for name in expenses)
    gains = ("其他收益", "投资收益", "公允价值变动收益", "信用减值损失", "资产减值损失", "资产处置收益")
    assert line["营业利润"] == line["营业收入"] - line["营业总成本"] + sum(line.get(name, 0) for name in gains)
    assert line["利润总额"] == line["营业利润"] + line["营业外收入"] - line["营业外支出"]
    assert line["净利润"] == line["持续经营净利润"] == line["利润总额"] - line["所得税费用"]
    parent = line.get("归属于母公司所有者的净利润", line.get("归属母公司所有者净利润"))
    if parent is not None:
        assert line["净利润"] == parent + line["少数股东损益"]


@pytest.mark.parametrize(("ticker", "year"), FILED)
def test_the_cash_flows_explain_the_change_in_cash(ticker: str, year: int, filed: Any) -> None:
    """Closing less opening cash is the three flows and the exchange effect; it is carried into the next year."""
    line = filed[ticker, year]
    flows = sum(line[f"{name}活动产生的现金流量净额"] for name in ("经营", "投资", "筹资"))
    change = flows + line.get("汇率变动对现金及现金等价物的影响", 0)
    assert line["期末现金及现金等价物余额"] - line["期初现金及现金等价物余额"] == change
    following = filed.get((ticker, year + 1))
    if following and (ticker, year) != ("600259.SH", 2020):  # restated
        assert following["期初现金及现金等价物余额"] == line["期末现金及现金等价物余额"]


WITH_PAY = [("000831.SZ", 2020), ("000970.SZ", 2019), ("000970.SZ", 2020), ("300224.SZ", 2019), ("300224.SZ", 2020), ("300224.SZ", 2021)]
WITHOUT_PAY = [("600392.SH", 2020), *((ticker, year) for ticker in ("600259.SH", "600010.SH") for year in (2019, 2020, 2021))]


@pytest.mark.parametrize(("ticker", "year"), [*WITH_PAY, *WITHOUT_PAY])
def test_operating_cash_is_receipts_less_payments(ticker: str, year: int, filed: Any, peers: dict[str, Company]) -> None:
    """To the fen where every line is there; where the employees' pay is not, finkit works it out as here."""
    line = filed[ticker, year]
    received = line["销售商品、提供劳务收到的现金"] + line["收到的税费返还"] + line["收到其他与经营活动有关的现金"]
    paid = line["购买商品、接受劳务支付的现金"] + line["支付的各项税费"] + line["支付其他与经营活动有关的现金"]
    pay = received - paid - line["经营活动产生的现金流量净额"]
    assert line.get("支付给职工以及为职工支付的现金", pay) == pay
    assert peers[ticker].fact("cash_to_employees", Period(year)).interval.holds(pay)
    assert pay > 0


@pytest.mark.parametrize(("ticker", "year"), FILED)
def test_the_balance_sheet_adds_up(ticker: str, year: int, filed: Any, peers: dict[str, Company]) -> None:
    """Totals that a second extract prints equal their halves; equity is what is left."""
    line, company = filed[ticker, year], peers[ticker]
    assets = line["流动资产合计"] + line["非流动资产合计"]
    liabilities = line["流动负债合计"] + line["非流动负债合计"]
    assert line.get("资产总计", assets) == assets
    assert line.get("总负债", liabilities) == liabilities
    for item, wanted in (("total_assets", assets), ("total_liabilities", liabilities), ("total_equity", assets - liabilities)):
        assert company.fact(item, Period(year)).interval.holds(wanted)


@pytest.mark.parametrize(
    ("ticker", "year", "ratio", "parts", "printed", "line"),
    [
        ("600392.SH", 2019, "gross_margin", ("营业收入", "营业成本"), "14.181", 796),
        ("600392.SH", 2020, "gross_margin", ("营业收入", "营业成本"), "17.813", 795),
        ("600392.SH", 2019, "operating_margin", ("营业利润",), "2.092", 803),
        ("600392.SH", 2020, "operating_margin", ("营业利润",), "5.508", 802),
        ("000831.SZ", 2020, "gross_margin", ("营业收入", "营业成本"), "16.895", 1057),
        ("000831.SZ", 2020, "operating_margin", ("营业利润",), "17.568", 1061),
        ("600259.SH", 2021, "gross_margin", ("营业收入", "营业成本"), "3.480", 1233),
        ("600259.SH", 2021, "net_margin", ("净利润",), "0.998", 1241),
        ("300748.SZ", 2021, "gross_margin", ("营业收入", "营业成本"), "22.425", 1731),
        ("300748.SZ", 2021, "operating_margin", ("营业利润",), "12.565", 1734),
        ("600010.SH", 2020, "gross_margin", ("营业收入", "营业成本"), "9.666", 1890),
        ("600010.SH", 2021, "gross_margin", ("营业收入", "营业成本"), "11.182", 1889),
        ("600010.SH", 2021, "operating_margin", ("营业利润",), "4.392", 1893),
    ],
)
def test_margins_by_independent_arithmetic_and_by_another_source(
    ticker: str, year: int, ratio: str, parts: tuple[str, ...], printed: str, line: int, filed: Any, raw: Any, peers: dict[str, Company]
) -> None:
    """A margin worked out here from raw lines is the one that finkit gives and the one that a vendor prints."""
    lines = filed[ticker, year]
    first, *rest = (lines[name] for name in parts)
    by_hand = (first - sum(rest)) / lines["营业收入"] * 100
    assert str(round(by_hand, 3)) == printed
    assert Decimal(raw[ticker]["peers.csv", line]["value"]) == Decimal(printed)
    assert 100 * measure(peers[ticker], [ratio])[ratio][ticker, "", f"FY{year}"] == pytest.approx(float(by_hand), rel=1e-12)


@pytest.mark.parametrize(
    ("ticker", "year", "wanted"),
    [
        ("000970.SZ", 2019, "19.03"),
        ("000970.SZ", 2020, "14.60"),
        ("300224.SZ", 2019, "19.49"),
        ("300224.SZ", 2020, "21.75"),
        ("300224.SZ", 2021, "19.58"),
    ],
)
def test_gross_margins_of_the_magnet_makers(ticker: str, year: int, wanted: str, filed: Any, peers: dict[str, Company]) -> None:
    """Two companies of which only annual reports' lines are at hand."""
    lines = filed[ticker, year]
    assert str(round((1 - lines["营业成本"] / lines["营业收入"]) * 100, 2)) == wanted
    assert str(round(100 * measure(peers[ticker], ["gross_margin"])["gross_margin"][ticker, "", f"FY{year}"], 2)).ljust(5, "0") == wanted


def test_what_is_left_out_as_known_is_known(build: Any, peers: dict[str, Company]) -> None:
    """A figure left out because another stands in its place: that one exists and agrees within 1 %, or is listed here."""
    table = importlib.import_module("table")
    reasons = {table.FILED, table.SAME, table.COARSE, table.COMPUTED}
    items = {
        (row.file, row.caption): row.item
        for company in build.COMPANIES[1:]
        for row in company.table
        if isinstance(row, table.Take) and not row.segment
    } | {("line_items.csv", "利息支出"): "interest_expense"}
    apart = []
    for company in build.COMPANIES:
        if company.ticker not in PEERS:
            continue
        ratios = measure(peers[company.ticker])
        for raw, left in _left_for(reasons, build, company):
            plain = raw.caption.removesuffix(" (first reported)").removesuffix(" (restated)")
            item = items.get((raw.file, plain)) or items[raw.file, raw.caption]
            unit, power = build.UNITS[raw.unit]
            known = [float(fact.value) for fact in peers[company.ticker].all_facts(item, Period.parse(raw.period))]
            if item in ratios:
                known.append(ratios[item][company.ticker, "", raw.period] * (100 if unit == "%" else 1))
            assert [one for one in known if one == one], (raw, left)  # noqa: PLR0124  (NaN is not itself)
            wanted = float(raw.value) * 10**power
            if min(abs(one - wanted) for one in known) > max(abs(wanted) * 0.01, 5e-3 if unit == "1" else 0):
                apart.append((company.ticker, raw.line))
    assert apart == [
        ("600392.SH", 731),  # interest expense of FY2020: 79.2 M filed, 123.6 M by S&P
        ("300748.SZ", 1565),  # interest expense of FY2020: 58.6 M filed, 72.4 M by S&P
        ("300748.SZ", 1595),  # minority profit of FY2020, printed as 0.2 M
        ("600010.SH", 1793),  # interest expense of FY2021: 1,852 M filed, 1,829 M by S&P
    ]


def _left_for(reasons: set[str], build: Any, company: Any) -> Iterator[tuple[Any, str]]:
    """The raw rows that a table leaves out for one of these reasons."""
    left = _rows(company.folder / "left_out.csv")
    places = {(row["file"], int(row["line"])): row["reason"] for row in left if row["reason"] in reasons}
    yield from ((raw, places[raw.file, raw.line]) for raw in build.raw_rows(company, {}) if (raw.file, raw.line) in places)


def test_no_row_of_a_table_is_idle(build: Any) -> None:
    """Every row of a company's own table takes or leaves something."""
    modules = (importlib.import_module(name) for name in ("cas", "vendors"))
    shared = {id(row) for module in modules for rows in vars(module).values() if isinstance(rows, tuple) for row in rows}
    idle = []
    for company in build.COMPANIES:
        if company.ticker not in PEERS:
            continue
        urls = {source["url"]: source["id"] for source in _header(company.folder)["sources"]}
        rows = [raw for raw in build.raw_rows(company, urls) if not raw.note.startswith("DERIVED")]
        used = {id(next(row for row in company.table if build._matches(row, raw))) for raw in rows}
        idle += [(company.ticker, row.caption) for row in company.table if id(row) not in used | shared]
    assert idle == []


def _header(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "company.toml").read_text(encoding="utf-8"))


def test_an_unknown_row_stops_the_build(build: Any) -> None:
    """A raw row that no row of the table takes or leaves is named with its line, and a fact needs a source."""
    raw = build.Raw("peers.csv", 7, "FY2022", "moon rock", "1", "million CNY", "f10", "")
    with pytest.raises(SystemExit, match=r"peers\.csv:7: no row of the table takes or leaves FY2022 'moon rock'"):
        build.build((), [raw])
    nowhere = build.Raw("peers.csv", 8, "FY2022", "revenue", "1", "million CNY", "", "")
    with pytest.raises(SystemExit, match=r"peers\.csv:8: revenue is taken, but no source of company\.toml has its URL"):
        build.build((build.Take("peers.csv", "revenue", "revenue"),), [nowhere])
