"""Statements to and from other tools: `from finkit.bridges import to_tidy`.

Tidy frames have one row a fact, wide ones a column an item, JSON and Parquet give the company back unchanged, and
`to_toolkit` gives the three statements that FinanceToolkit takes.
"""

from __future__ import annotations

from finkit.bridges.json_text import SCHEMA, from_json, to_json
from finkit.bridges.parquet import read_parquet, write_parquet
from finkit.bridges.tidy import TIDY, from_tidy, to_tidy
from finkit.bridges.toolkit import to_toolkit
from finkit.bridges.wide import from_wide, to_wide

__all__ = [
    "SCHEMA",
    "TIDY",
    "from_json",
    "from_tidy",
    "from_wide",
    "read_parquet",
    "to_json",
    "to_tidy",
    "to_toolkit",
    "to_wide",
    "write_parquet",
]
