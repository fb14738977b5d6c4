"""Sheets added to a workbook: formulas over names, the models' sheets beside LibreOffice, what is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

import finkit
from finkit.examples import comps, dcf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from finkit.statements.company import Company

    Differences = Callable[[Path, Path], tuple[int, list[str]]]

DCF = {
    "drivers": [
        "600111.SH", "--period", "FY2021", "--risk-free", "0.03", "--beta", "1.1", "--equity-premium", "0.06", "--cost-of-debt", "0.045",
        "--debt-weight", "0.2", "--growth", "0.06", "--years", "2", "--fade", "4", "--terminal-growth", "0.02", "--mid-year", "--drivers",
        "--average", "3", "--depreciation-share", "0.02", "--working-capital-share", "0.3", "--exit-multiple", "10", "--net-debt", "2e9",
        "--shares", "3.6e9", "--scenario", "bear:growth=0.01,ebit-margin=0.1,fade=5", "--wacc-step", "0.03",
    ],
    "flows": [
        "LYC.AX", "--period", "FY2023", "--wacc", "0.1", "--growth", "0.05", "--fade", "5", "--terminal-growth", "0.025", "--fcff", "1.5e8",
        "--exit-multiple", "12", "--terminal", "multiple", "--minority-interest", "1e6", "--associates", "2e6", "--net-debt", "-5e8",
    ],
}  # fmt: skip
COMPS = {
    "600111.SH": ["FY2021", "600392.SH=20,1.75e9", "--given", "600111.SH:net_debt=2e9", "--given", "600392.SH:net_debt=5e8"],
    "LYC.AX": [
        "FY2022",
        "MP=30,1.78e8",
        "--given",
        "LYC.AX:ebitda=5.6e8",
        "--given",
        "MP:net_debt=-5e8",
        "--given",
        "LYC.AX:net_debt=-7e8",
    ],
}
LITERALS = {"0", "1", "2", "12", "100", "365", "1000"}
REFERENCE = re.compile(r"(?:'[^']+'!|\b\w+!)?\$?\b[A-Z]{1,3}\$?\d+\b|\b[A-Za-z]+(?:_\w+)+\b")


def literals(path: Path, sheets: list[str]) -> set[str]:
    """The numbers that stand in formulas of these sheets."""
    book = openpyxl.load_workbook(path)
    formulas = [str(cell.value) for name in sheets for row in book[name].iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) > 20
    return {one for text in formulas for one in re.findall(r"\d+(?:\.\d+)?", REFERENCE.sub("", re.sub(r'"[^"]*"', "", text)))}


@pytest.mark.parametrize("kind", DCF)
def test_the_sheet_of_the_dcf_is_what_python_says(kind: str, tmp_path: Path, differences: Differences) -> None:
    """Every formula of the workbook, the model's too, recalculated by LibreOffice; no number is buried in one."""
    path = tmp_path / "dcf.xlsx"
    assert dcf.main([*DCF[kind], "--workbook", str(path)]) == 0
    count, wrong = differences(path, tmp_path)
    assert wrong == []
    assert count > 500
    names = [name for name in openpyxl.load_workbook(path).sheetnames if name.startswith("DCF")]
    assert names == (["DCF", "DCF bear"] if kind == "drivers" else ["DCF"])
    assert literals(path, names) <= LITERALS


def test_the_sheet_of_the_dcf_refers_to_the_workbook_by_name(tmp_path: Path) -> None:
    """Revenue is a green link by its defined name, an assumption that was given is blue."""
    path = tmp_path / "dcf.xlsx"
    assert dcf.main([*DCF["drivers"], "--workbook", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    cells = {row[0].value: row[3] for row in book["DCF"].iter_rows() if row[0].value}
    revenue, margin, debt = (cells[name] for name in ("Revenue FY2021", "EBIT margin", "Net debt"))
    assert (revenue.value, revenue.font.color.rgb) == ("=NRE_revenue_FY2021", "FF008000")
    assert margin.value == "=AVERAGE(NRE_ebit_margin_FY2019,NRE_ebit_margin_FY2020,NRE_ebit_margin_FY2021)"
    assert (debt.value, debt.font.color.rgb) == (2000, "FF0000FF")
    assert book.defined_names["DCF_enterprise_value"].attr_text.startswith("DCF!$D$")


@pytest.mark.parametrize("amounts", ["m", "yi"])
def test_amounts_of_an_added_sheet_follow_the_workbook(amounts: str, tmp_path: Path, kiln: Company, differences: Differences) -> None:
    """In millions or in hundreds of millions, prices alike."""
    price = finkit.SheetRow("Revenue a share", (("={revenue:FY2022}*amount_scale/shares", Decimal(10)),), "price", "per_share")
    revenue = next(fact.value for fact in kiln.facts if fact.item == "revenue" and fact.period.code == "FY2022" and not fact.segment)
    shares = finkit.SheetRow("Shares", (revenue / 10,), "count", "shares")
    path = tmp_path / "added.xlsx"
    finkit.write_workbook(path, kiln, amounts=amounts, sheets={"Mine": [finkit.SheetTable("", ("Value",), (price, shares))]})
    assert differences(path, tmp_path)[1] == []


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("=nothing+1", "sheet Mine, row One: no row or cell is named 'nothing'"),
        ("={revenue:FY1999}", "the workbook has no cell BKC_revenue_FY1999"),
        ("=Income!D7", "no row or cell is named 'Income'"),
        ("=prior(one)", "one has no such cell"),
        ("=rest(one)", "one has no such cell"),
    ],
)
def test_a_name_that_no_cell_bears_is_refused(formula: str, message: str, tmp_path: Path, kiln: Company) -> None:
    """With the sheet and the row; no file is written."""
    row = finkit.SheetRow("One", ((formula, Decimal(1)),), name="one")
    with pytest.raises(ValueError, match=re.escape(message)):
        finkit.write_workbook(tmp_path / "x.xlsx", kiln, sheets={"Mine": [finkit.SheetTable("", ("Value",), (row,))]})
    assert not (tmp_path / "x.xlsx").exists()


def test_sheets_and_rows_that_cannot_stand_are_refused(tmp_path: Path, kiln: Company) -> None:
    """A taken name, two rows of one name, too many cells, no form."""
    row = finkit.SheetRow("One", (Decimal(1),), name="one")
    table = finkit.SheetTable("", ("Value",), (row, row))
    with pytest.raises(ValueError, match="two rows are named one"):
        finkit.write_workbook(tmp_path / "x.xlsx", kiln, sheets={"Mine": [table]})
    with pytest.raises(ValueError, match="'income' cannot name a sheet"):
        finkit.write_workbook(tmp_path / "x.xlsx", kiln, sheets={"income": [table]})
    with pytest.raises(ValueError, match="row One has 1 cells under 0 heads"):
        finkit.SheetTable("T", (), (row,))
    with pytest.raises(ValueError, match="'money' is no form"):
        finkit.SheetRow("One", form="money")


@pytest.mark.parametrize("target", COMPS)
def test_the_sheet_of_the_comparables_is_what_python_says(target: str, tmp_path: Path, differences: Differences) -> None:
    """Multiples, quartiles and implied values, recalculated by LibreOffice."""
    path = tmp_path / "comps.xlsx"
    period, peer, *more = COMPS[target]
    quotes = ["--quote", f"{target}=10,1e9", "--quote", peer, "--quote", "000831.SZ=30,9.8e8"]
    assert comps.main([target, "--period", period, *quotes, *more, "--workbook", str(path)]) == 0
    assert differences(path, tmp_path)[1] == []
    assert literals(path, ["Comps"]) <= LITERALS


def test_a_figure_filled_in_on_the_sheet_brings_the_multiples_to_life(tmp_path: Path, recalculated: Callable[[Path, Path], Path]) -> None:
    """What was absent is a formula that waits: EBITDA typed into the sheet gives multiple and value a share."""
    path = tmp_path / "comps.xlsx"
    quotes = ["--quote", "600111.SH=10,1e9", "--quote", "600392.SH=20,1e9", "--given", "600111.SH:net_debt=2e9"]
    assert comps.main(["600111.SH", "--period", "FY2021", *quotes, "--workbook", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["Comps"]
    rows = {str(row[0].value): row[0].row for row in reversed(list(sheet.iter_rows()))}
    sheet.cell(rows["EBITDA"], 4).value, sheet.cell(rows["EBITDA"], 5).value, sheet.cell(rows["Net debt"], 5).value = 1000, 2000, 0
    book.save(path)
    shown = openpyxl.load_workbook(recalculated(path, tmp_path), data_only=True)["Comps"]
    assert shown.cell(rows["EV / EBITDA"], 4).value == pytest.approx(12)  # (10,000 + 2,000) / 1,000
    assert shown.cell(rows["EV / EBITDA"], 5).value == pytest.approx(10)
    assert shown.cell(rows["Value a share"], 5).value == pytest.approx(8)  # (10 × 1,000 − 2,000) / 1,000
