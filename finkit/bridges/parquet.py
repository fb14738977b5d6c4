"""Companies in one Parquet file: facts as rows for any reader, everything else of the companies in its metadata.

Numbers stand twice: as the characters of their source (`value`, `low`, `high`, read back unchanged) and as float64 in
base units (`number`: the currency, fractions for percentages), for tools that compute.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from finkit.bridges.json_text import SCHEMA
from finkit.bridges.refusals import invalid, require_units, unreadable
from finkit.bridges.tidy import TIDY, to_tidy
from finkit.disk.atomic import write_atomically
from finkit.disk.whole_file import read_whole
from finkit.errors import ExtraMissingError, FileUnreadableError
from finkit.statements.company import Company
from finkit.statements.fact import Fact
from finkit.statements.header import printable
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEY = b"finkit"
_WORDS = [name for name in TIDY if name != "line"]
_MOST_ROWS, _MOST_BYTES, _SHOWN = 2_000_000, 1_000_000_000, 200
_REMEDY = "give what write_parquet wrote; a table of one's own goes through from_tidy(pandas.read_parquet(path), ...)"


def write_parquet(path: str | Path, companies: Company | Iterable[Company]) -> Path:
    """The facts of one company or several as a Parquet file; gives the path back.

    Columns: `bridges.TIDY` as text (`line` a number) and `number`. Raises `ExtraMissingError` without pyarrow
    (`pip install 'finkit[parquet]'`).

    >>> from finkit.bridges import write_parquet
    >>> company = finkit.load("600111.SH")
    >>> write_parquet("600111.SH.parquet", company).name
    '600111.SH.parquet'
    """
    arrow, parquet = _arrow(str(path), "written")
    several = (companies,) if isinstance(companies, Company) else tuple(companies)
    tidy = to_tidy(several)
    columns: dict[str, Any] = {
        name: [None if cell is None else _whole(str(cell)) for cell in tidy[name]] for name in TIDY if name != "line"
    }
    columns["number"] = [float(fact.value * unit(fact.unit).scale) for company in several for fact in company.facts]
    columns["line"] = list(tidy["line"])
    types = {"number": arrow.float64(), "line": arrow.int64()}
    schema = arrow.schema([(name, types.get(name, arrow.string())) for name in (*TIDY, "number")])
    heads = [company.model_dump(mode="json", exclude={"facts"}) for company in several]
    told = _whole(json.dumps({"schema": SCHEMA, "companies": heads}, ensure_ascii=False)).encode()
    stream = io.BytesIO()
    parquet.write_table(arrow.table(columns, schema=schema.with_metadata({_KEY: told})), stream)
    write_atomically(Path(path), stream.getvalue())
    return Path(path)


def read_parquet(path: str | Path) -> tuple[Company, ...]:
    """The companies that `write_parquet` wrote, unchanged. Raises `FileUnreadableError` for anything else.

    >>> from finkit.bridges import read_parquet, write_parquet
    >>> company = finkit.load("600111.SH")
    >>> read_parquet(write_parquet("600111.SH.parquet", company)) == (company,)
    True
    """
    place = str(path)
    arrow, parquet = _arrow(place, "read")
    try:
        content = read_whole(Path(path), "Parquet file")
        file = parquet.ParquetFile(arrow.BufferReader(content))
        about = file.metadata
        unpacked = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
        if about.num_rows > _MOST_ROWS or unpacked > _MOST_BYTES:
            wanted, found = f"at most {_MOST_ROWS:,} facts in {_MOST_BYTES:,} bytes", f"{about.num_rows:,} in {unpacked:,}"
            raise unreadable(place, wanted, found, "write the companies into several files")
        if not {"ticker", *Fact.model_fields} <= set(file.schema_arrow.names) or not _heads(file.schema_arrow):
            found = f"columns {printable(', '.join(file.schema_arrow.names))[:_SHOWN]}"
            raise unreadable(place, f"companies of schema {SCHEMA}", found, _REMEDY)
        words = parquet.ParquetFile(arrow.BufferReader(content), read_dictionary=_WORDS)  # a word is held once
        table = words.read(columns=["ticker", *Fact.model_fields])
        rows = list(_rows(table))
    except FileUnreadableError:
        raise
    except (arrow.ArrowException, OSError, UnicodeError) as error:
        raise unreadable(place, "a Parquet file", printable(str(error).partition("\n")[0])[:_SHOWN], _REMEDY) from None
    facts: dict[str, list[Fact]] = {}
    try:
        for row in rows:
            facts.setdefault(row.pop("ticker"), []).append(Fact.model_validate(row))
        heads = [Company.model_validate(head) for head in _heads(table.schema)]
    except ValidationError as error:
        raise invalid(place, "facts and companies", error, _REMEDY) from None
    require_units(place, (fact for several in facts.values() for fact in several), _REMEDY)
    return tuple(head.with_facts(facts.get(head.ticker, ())) for head in heads)


def _whole(text: str) -> str:
    """The text; halves of surrogate pairs, which no file can hold, as question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _heads(schema: Any) -> list[Any]:  # noqa: ANN401  (a schema of pyarrow)
    """What the metadata say of the companies; nothing where they are none of ours."""
    try:
        told = json.loads((schema.metadata or {}).get(_KEY, b"{}"))
    except (ValueError, RecursionError):
        return []
    heads = told.get("companies") if isinstance(told, dict) and told.get("schema") == SCHEMA else None
    return heads if isinstance(heads, list) else []


def _rows(table: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  (a table of pyarrow)
    """Row by row; a word that stands in many is one object."""
    columns = [[cell for chunk in table[name].chunks for cell in _cells(chunk)] for name in table.column_names]
    for cells in zip(*columns, strict=True):
        yield dict(zip(table.column_names, cells, strict=True))


def _cells(chunk: Any) -> list[Any]:  # noqa: ANN401  (an array of pyarrow)
    if not hasattr(chunk, "dictionary"):
        return list(chunk.to_pylist())
    words = chunk.dictionary.to_pylist()
    return [None if at is None else words[at] for at in chunk.indices.to_pylist()]


def _arrow(path: str, doing: str) -> tuple[Any, Any]:
    """(pyarrow, its parquet module), which an extra installs."""
    try:
        import pyarrow as pa  # noqa: PLC0415  (late: an extra)
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise ExtraMissingError(path=path, wanted="Parquet", library="pyarrow", extra="parquet", doing=doing) from None
    return pa, parquet
