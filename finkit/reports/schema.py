"""The JSON Schemas of the documents that finkit writes, from the models that write them."""

from __future__ import annotations

from typing import Any

from finkit.bridges.json_text import SCHEMA as COMPANY_SCHEMA
from finkit.statements.company import Company
from finkit.verdicts.verdict import OPTIONAL, SCHEMA, Check, Summary


def company_schema() -> dict[str, Any]:
    """What `finkit.bridges.to_json` writes: the fields of `Company`, `schema` before them."""
    model = Company.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": COMPANY_SCHEMA,
        "title": "Company",
        "description": model.get("description", ""),
        "type": "object",
        "properties": {"schema": {"const": COMPANY_SCHEMA, "title": "Schema"}, **model["properties"]},
        "required": ["schema", *model["properties"]],
        "additionalProperties": False,
        "$defs": model["$defs"],
    }


def check_schema() -> dict[str, Any]:
    """What `finkit check --json` writes: the model's fields, `schema` before and `summary` after them.

    `text` is there only where the text was extracted from a format (spans are indices into it); `decision`, `rests_on` and
    `not_applied` only where somebody decided about figures.
    """
    model = Check.model_json_schema(mode="serialization")
    tail = Summary.model_json_schema(mode="serialization")
    fields = {name: field for name, field in model["properties"].items() if name not in {"text", "text_extracted"}}
    required = [name for name in fields if name not in OPTIONAL]
    properties = {
        "schema": {"const": SCHEMA, "title": "Schema"},
        **fields,
        "text": model["properties"]["text"],
        "summary": {name: value for name, value in tail.items() if name != "$defs"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "Check document",
        "description": model.get("description", ""),
        "type": "object",
        "properties": properties,
        "required": ["schema", *required, "summary"],
        "additionalProperties": False,
        "$defs": {**model.get("$defs", {}), **tail.get("$defs", {})},
    }
