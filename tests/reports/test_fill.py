"""An analyst's own workbook filled by its defined names: numbers in, all else as it was, losses told."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from finkit.cli import cli
from finkit.errors import FileMissingError, FileUnreadableError
from finkit.reports.publish import fill_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from finkit.statements.company import Company


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A workbook with inputs to fill, a formula over them, a text, a style, a chart."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "My DCF"
    sheet["A1"], sheet["A1"].font = "Revenue & margin", Font(bold=True, color="FF123456")
    sheet["B3"] = "=B2*2"
    sheet["B2"].number_format = "0.000"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=3))
    sheet.add_chart(chart, "D2")
    for name, place in {
        "BKC_revenue_FY2022": "B2", "BKC_gross_margin_FY2022": "B4", "BKC_total_assets_FY2022": "B3", "BKC_charm_FY2022": "B5",
        "my_rate": "B6", "BKC_net_profit_FY2022": "B7:C7",
    }.items():  # fmt: skip
        cells = ":".join(f"${one[0]}${one[1]}" for one in place.split(":"))
        book.defined_names[name] = DefinedName(name, attr_text=f"'My DCF'!{cells}")
    path = tmp_path / "model.xlsx"
    book.save(path)
    return path


def test_names_get_their_numbers_and_all_else_stays(model: Path, tmp_path: Path, kiln: Company) -> None:
    """In the scale of the workbook, with a number format where the cell had none; formulas, texts and styles are untouched."""
    before = model.read_bytes()
    filled = fill_workbook(model, tmp_path / "out.xlsx", kiln)
    assert filled.names == ("BKC_gross_margin_FY2022", "BKC_revenue_FY2022")
    assert dict(filled.skipped) == {
        "BKC_total_assets_FY2022": "its cell holds a formula",
        "BKC_charm_FY2022": "no source holds this figure, or no item is called so",
        "BKC_net_profit_FY2022": "its name points to no single cell",
    }
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["My DCF"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (1000, "0.000")
    assert sheet["B4"].value == pytest.approx(0.28)
    assert sheet["B4"].number_format == "0.00%;(0.00%)"
    assert (sheet["B3"].value, sheet["A1"].value, sheet["A1"].font.b) == ("=B2*2", "Revenue & margin", True)
    assert model.read_bytes() == before


def test_amounts_follow_the_scale(model: Path, tmp_path: Path, kiln: Company) -> None:
    """Hundreds of millions where they are asked for."""
    fill_workbook(model, tmp_path / "out.xlsx", kiln, amounts="yi")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["My DCF"]["B2"].value == 10


def test_what_saving_loses_is_told(model: Path, tmp_path: Path, kiln: Company) -> None:
    """Parts and extensions that openpyxl drops are counted before and after; its own charts are kept."""
    assert fill_workbook(model, tmp_path / "out.xlsx", kiln).lost == ()
    rich = tmp_path / "rich.xlsx"
    spark = b'<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"/></extLst></worksheet>'
    with zipfile.ZipFile(model) as old, zipfile.ZipFile(rich, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"</worksheet>", spark) if name.startswith("xl/worksheets/sheet") else content)
        new.writestr("xl/slicers/slicer1.xml", "<slicers/>")
        new.writestr("xl/slicers/slicer2.xml", "<slicers/>")
    assert fill_workbook(rich, tmp_path / "out.xlsx", kiln).lost == ("sparklines", "slicers (2 of 2)")


def test_the_model_itself_is_never_written_to(model: Path, kiln: Company) -> None:
    """Not even under another spelling of its path."""
    with pytest.raises(FileUnreadableError, match="found the model itself"):
        fill_workbook(model, model.parent / "." / model.name, kiln)


@pytest.mark.parametrize(("content", "said"), [(b"", "wanted an Excel workbook"), (b"PK\x03\x04junk", "wanted an Excel workbook")])
def test_what_is_no_workbook(tmp_path: Path, kiln: Company, content: bytes, said: str) -> None:
    """A clear error names the file, what was wanted and what to do."""
    path = tmp_path / "model.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileUnreadableError, match=said):
        fill_workbook(path, tmp_path / "out.xlsx", kiln)
    with pytest.raises(FileMissingError):
        fill_workbook(tmp_path / "none.xlsx", tmp_path / "out.xlsx", kiln)


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path, kiln: Company) -> None:
    """By its own index, before anything is unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 70_000_000)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(FileUnreadableError, match="210,000,000 bytes unpacked"):
        fill_workbook(path, tmp_path / "out.xlsx", kiln)


def test_by_the_command(model: Path, tmp_path: Path) -> None:
    """`finkit workbook --template`: the counts and reasons on stderr; without -o a usage error."""
    out = tmp_path / "out.xlsx"
    result = CliRunner().invoke(cli, ["workbook", "600111.SH", "--report", "none", "--template", str(model), "-o", str(out)])
    assert result.exit_code == 0
    assert "0 names filled" in result.stderr
    assert out.is_file()
    assert CliRunner().invoke(cli, ["workbook", "--template", str(model)]).exit_code == 2
