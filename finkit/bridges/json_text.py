"""A company as JSON text; `finkit schema company` prints its schema."""

from __future__ import annotations

import json

from pydantic import ValidationError

from finkit.bridges.refusals import invalid, require_units, unreadable
from finkit.statements.company import Company

SCHEMA = "finkit/company/1"


def to_json(company: Company, indent: int | None = None) -> str:
    """The company with its facts and findings as one JSON object; numbers are strings with the digits of their source.

    >>> from finkit.bridges import to_json
    >>> company = finkit.load("600111.SH")
    >>> to_json(company)[:32]
    '{"schema": "finkit/company/1", "'
    """
    return json.dumps({"schema": SCHEMA, **company.model_dump(mode="json")}, ensure_ascii=False, indent=indent)


def from_json(text: str) -> Company:
    """The company that `to_json` wrote, unchanged. Raises `FileUnreadableError` for anything else.

    >>> from finkit.bridges import from_json, to_json
    >>> company = finkit.load("600111.SH")
    >>> from_json(to_json(company)) == company
    True
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unreadable("json", "JSON", str(error), "give what to_json wrote") from None
    found = data.pop("schema", None) if isinstance(data, dict) else None
    if found != SCHEMA:
        told = repr(found)[:60] if isinstance(found, str | None) else "that is no text"
        raise unreadable("json", f"an object of schema {SCHEMA}", f"schema {told}", "give what to_json wrote")
    try:
        company = Company.model_validate(data)
    except ValidationError as error:
        raise invalid("json", "a company", error, "give what to_json wrote") from None
    except RecursionError:
        raise unreadable("json", "a company", "brackets within brackets without end", "give what to_json wrote") from None
    require_units("json", company.facts, "give what to_json wrote")
    return company
