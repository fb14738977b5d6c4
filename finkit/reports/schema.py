"""The JSON Schema of the check document, from the models that write it."""

from __future__ import annotations

from typing import Any

from finkit.verdicts.verdict import SCHEMA, Check, Summary


def check_schema() -> dict[str, Any]:
    """What `finkit check --json` writes: the model's fields, `schema` before and `summary` after them.

    `text` is there only where the text was extracted from a format (spans are indices into it).
    """
    model = Check.model_json_schema(mode="serialization")
    tail = Summary.model_json_schema(mode="serialization")
    fields = {name: field for name, field in model["properties"].items() if name not in {"text", "text_extracted"}}
    required = [name for name in fields if name in {*model["required"], *fields}]
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
