"""Companies in one Parquet file: facts as rows for any reader, everything else of the companies in its metadata.

Numbers stand twice: as the characters of their source (`value`, `low`, `high`, read back unchanged) and as float64 in
base units (`number`: the currency, fractions for percentages), for tools that compute.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from finkit.bridges.json_text import SCHEMA
from finkit.bridges.refusals import invalid, unreadable
from finkit.bridges.tidy import TIDY, to_tidy
from finkit.errors import ExtraMissingError
from finkit.statements.company import Company
from finkit.statements.fact import Fact
from finkit.vocabulary.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEY = b"finkit"
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
    columns: dict[str, Any] = {name: [None if cell is None else str(cell) for cell in tidy[name]] for name in TIDY if name != "line"}
    columns["number"] = [float(fact.value * unit(fact.unit).scale) for company in several for fact in company.facts]
    columns["line"] = list(tidy["line"])
    types = {"number": arrow.float64(), "line": arrow.int64()}
    schema = arrow.schema([(name, types.get(name, arrow.string())) for name in (*TIDY, "number")])
    heads = [company.model_dump(mode="json", exclude={"facts"}) for company in several]
    told = json.dumps({"schema": SCHEMA, "companies": heads}, ensure_ascii=False).encode()
    parquet.write_table(arrow.table(columns, schema=schema.with_metadata({_KEY: told})), str(path))
    return Path(path)


def read_parquet(path: str | Path) -> tuple[Company, ...]:
    """The companies that `write_parquet` wrote, unchanged. Raises `FileUnreadableError` for anything else.

    >>> from finkit.bridges import read_parquet, write_parquet
    >>> company = finkit.load("600111.SH")
    >>> read_parquet(write_parquet("600111.SH.parquet", company)) == (company,)
    True
    """
    arrow, parquet = _arrow(str(path), "read")
    try:
        table = parquet.read_table(str(path))
    except (arrow.ArrowException, OSError) as error:
        raise unreadable(str(path), "a Parquet file", str(error).partition("\n")[0], _REMEDY) from None
    told = json.loads((table.schema.metadata or {}).get(_KEY, b"{}"))
    if told.get("schema") != SCHEMA or not {"ticker", *Fact.model_fields} <= set(table.column_names):
        raise unreadable(str(path), f"companies of schema {SCHEMA}", f"columns {', '.join(table.column_names)}", _REMEDY)
    facts: dict[str, list[Fact]] = {}
    try:
        for row in table.drop_columns(["number"]).to_pylist():
            facts.setdefault(row.pop("ticker"), []).append(Fact.model_validate(row))
        heads = [Company.model_validate(head) for head in told["companies"]]
    except ValidationError as error:
        raise invalid(str(path), "facts and companies", error, _REMEDY) from None
    return tuple(head.with_facts(facts.get(head.ticker, ())) for head in heads)


def _arrow(path: str, doing: str) -> tuple[Any, Any]:
    """(pyarrow, its parquet module), which an extra installs."""
    try:
        import pyarrow as pa  # noqa: PLC0415  (late: an extra)
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise ExtraMissingError(path=path, wanted="Parquet", library="pyarrow", extra="parquet", doing=doing) from None
    return pa, parquet
