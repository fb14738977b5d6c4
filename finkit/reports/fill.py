"""An analyst's own workbook filled: each defined name that a company's workbook would bear gets its number.

openpyxl loads and saves the file; what it cannot carry over (shapes, slicers, extensions of newer Excel) is counted in the
archive before and after, and told. The model itself is never written to.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.cell import range_boundaries

from finkit.disk.atomic import write_atomically
from finkit.disk.whole_file import read_whole
from finkit.errors import FileUnreadableError
from finkit.reports.excel_parts import number_format
from finkit.statements.archive import Limits, require_workbook
from finkit.statements.header import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from openpyxl.workbook.defined_name import DefinedName

    from finkit.reports.table import Book, Cell

_LIMITS = Limits(unpacked=200_000_000, elements=3_000_000)
_SHOWN = 200  # characters
_MOST_COLUMNS = 16_384
_MOST_MERGED = 1_000_000  # cells: openpyxl makes an object of each
_MERGED = b"mergeCell"
_WANTED = "an Excel workbook (.xlsx or .xlsm)"
_PARTS = (
    ("vbaProject", "macros"), ("xl/charts/", "charts"), ("xl/chartsheets/", "chart sheets"), ("xl/media/", "pictures"),
    ("xl/drawings/", "drawings"), ("xl/diagrams/", "diagrams"), ("xl/pivotTables/", "pivot tables"), ("xl/pivotCache/", "pivot caches"),
    ("xl/slicer", "slicers"), ("xl/timeline", "timelines"), ("xl/externalLinks/", "links to other workbooks"),
    ("xl/ctrlProps/", "form controls"),
    ("xl/activeX/", "controls"), ("xl/embeddings/", "embedded objects"), ("xl/threadedComments/", "threaded comments"),
    ("xl/queryTables/", "queries"), ("xl/connections.xml", "connections"), ("xl/model/", "data models"), ("customXml/", "custom XML"),
    ("xl/printerSettings/", "printer settings"), ("xl/richData/", "rich data types"), ("xl/persons/", "authors of threaded comments"),
)  # fmt: skip
_EXTENSION = re.compile(rb"<ext\b[^<>]*\buri=\"([^\"<]+)\"")
_EXTENSIONS = {
    "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}": "sparklines", "{78C0D931-6437-407d-A8EE-F0AAD7539E65}": "conditional formats of Excel 2010",
    "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}": "data validations of Excel 2010",
    "{A8765BA9-456A-4dab-B4F3-ACF838C121DE}": "slicers of a sheet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """What was done: names that got their number, names passed over with the reason, what the saved file lacks."""

    names: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]


def fill(model: Path, out: Path, book: Book) -> Filled:
    """Write the model to `out` with the numbers of the book under their names, scaled as the book shows them.

    A cell that holds a formula is left as it is. Raises `FileMissingError` and `FileUnreadableError`, also where `out`
    is the model itself.
    """
    if out.exists() and out.samefile(model):
        raise FileUnreadableError(path=str(out), wanted="another file to write", found="the model itself", remedy="give -o another name")
    content = read_whole(model, "workbook to fill")
    require_workbook(content, str(model), _LIMITS)
    _require_few_merged(content, model)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl warns of is counted and told
            filling = openpyxl.load_workbook(io.BytesIO(content), keep_vba=model.suffix.lower() == ".xlsm", rich_text=True)
    except Exception as error:  # noqa: BLE001  (openpyxl raises what it likes where the XML is none of a workbook)
        found = printable(str(error))[:_SHOWN] or "one that is broken"
        raise FileUnreadableError(path=str(model), wanted=_WANTED, found=found, remedy="open and save it in Excel once") from None
    _require_columns(filling, model)
    cells = {cell.name: cell for cell in book.cells() if cell.name and cell.number is not None}
    known = {cell.name.split("_")[0] for cell in book.cells() if cell.name.count("_")}
    done: list[str] = []
    skipped: list[tuple[str, str]] = []
    for name, defined in _names(filling):
        why = _put(filling, defined, cells[name]) if name in cells else _unknown(name, known)
        if name in cells and not why:
            done.append(name)
        elif why:
            skipped.append((name, why))
    buffer = io.BytesIO()
    try:
        filling.save(buffer)
    except Exception as error:  # noqa: BLE001  (the same)
        found = f"what cannot be saved: {printable(str(error))[:_SHOWN]}"
        raise FileUnreadableError(path=str(model), wanted=_WANTED, found=found, remedy="open and save it in Excel once") from None
    write_atomically(out, buffer.getvalue())
    return Filled(tuple(sorted(done)), tuple(sorted(skipped)), tuple(_lost(content, buffer.getvalue())))


def _require_few_merged(content: bytes, model: Path) -> None:
    """Raise `FileUnreadableError` where merged ranges cover more cells than memory has room for."""
    merged = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if _MERGED in part.replace(b"\0", b""):  # in UTF-16 as well
                merged += _merged_in(part)
    if merged > _MOST_MERGED:
        wanted, found = f"{_WANTED} of at most {_MOST_MERGED:,} merged cells", f"{merged:,}"
        raise FileUnreadableError(path=str(model), wanted=wanted, found=found, remedy="merge fewer, and no whole rows and columns")


def _merged_in(part: bytes) -> int:
    """The cells that the merged ranges of a sheet cover; what is no range is left to openpyxl."""
    covered: list[int] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag.rpartition(":")[2] == _MERGED.decode():
            with suppress(ValueError, TypeError):
                left, top, right, bottom = (edge or 0 for edge in range_boundaries(attributes.get("ref", "")))
                covered.append((right - left + 1) * (bottom - top + 1))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with suppress(expat.ExpatError):
        parser.Parse(part, True)
    return sum(covered)


def _require_columns(filling: Any, model: Path) -> None:  # noqa: ANN401  (an openpyxl workbook)
    """Raise `FileUnreadableError` where a sheet has more columns than can be saved."""
    for sheet in filling.worksheets:
        if sheet.max_column > _MOST_COLUMNS:
            found = f"{sheet.max_column:,} in {printable(sheet.title)[:_SHOWN]}"
            wanted = f"{_WANTED} of at most {_MOST_COLUMNS:,} columns"
            raise FileUnreadableError(path=str(model), wanted=wanted, found=found, remedy="open and save it in Excel once")


def _names(filling: Any) -> Iterator[tuple[str, DefinedName]]:  # noqa: ANN401  (an openpyxl workbook)
    """Every defined name, of the workbook and of its sheets."""
    yield from filling.defined_names.items()
    for sheet in filling.worksheets:
        yield from sheet.defined_names.items()


def _unknown(name: str, known: set[str]) -> str:
    """Why a name that looks like one of ours gets nothing; "" for the analyst's own names."""
    return "no source holds this figure, or no item is called so" if name.split("_", maxsplit=1)[0] in known else ""


def _put(filling: Any, defined: DefinedName, cell: Cell) -> str:  # noqa: ANN401
    """Write a number where a name points; the reason where it cannot stand there."""
    places = list(defined.destinations)
    if len(places) != 1 or ":" in places[0][1] or places[0][0] not in filling.sheetnames:
        return "its name points to no single cell"
    target = filling[places[0][0]][places[0][1].replace("$", "")]
    if isinstance(target, MergedCell):
        return "its cell lies inside a merged one"
    if target.data_type == "f":
        return "its cell holds a formula"
    if cell.number is None:
        return "no source holds this figure"
    target.value = float(cell.number.scaleb(-cell.form.exponent))
    if target.number_format == "General":
        target.number_format = number_format(cell.form)
    return ""


def _lost(before: bytes, after: bytes) -> Iterator[str]:
    """What the archive held and the saved one does not, with how many."""
    old, new = _counted(before), _counted(after)
    for what, count in old.items():
        if count > new[what]:
            yield f"{what} ({count - new[what]} of {count})" if count > 1 else what


def _counted(content: bytes) -> Counter[str]:
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found.update(what for start, what in _PARTS if start in name and not name.endswith(".rels"))
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                found.update(_extensions(archive.read(name)))
    return found


def _extensions(sheet: bytes) -> Mapping[str, int]:
    uris = (match.decode("ascii", "replace") for match in _EXTENSION.findall(sheet))
    return Counter(_EXTENSIONS.get(uri, "extensions of newer Excel") for uri in uris)
