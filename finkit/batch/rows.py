"""A check as rows of three tables, and the check document back from them: nothing is lost on the way.

Numbers stand twice: as float64 in the base units of `unit` under their own names, and as the exact digits of the check
document under `exact`.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from finkit.errors import ExtraMissingError
from finkit.verdicts.verdict import OPTIONAL, SCHEMA, CheckedFigure, CheckedRelation, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from finkit.batch.guard import Failure
    from finkit.verdicts.verdict import Alternative, Check, Edit

FIGURES, RELATIONS, DOCUMENTS = "figures", "relations", "documents"
_NUMBERS = ("printed", "value", "low", "high")
_BOUNDS = ("low", "high")
_CODEC, _SIZE = "zstd", 8


def arrow() -> Any:  # noqa: ANN401  (pyarrow has no types)
    """Pyarrow; raises `ExtraMissingError` where it is not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415  (late: an extra)
    except ImportError:
        raise ExtraMissingError(
            path="finkit batch", wanted="a Parquet dataset", library="pyarrow", extra="parquet", doing="written"
        ) from None
    return pa


class Schemas(NamedTuple):
    """The columns of the three tables."""

    figures: Any
    relations: Any
    documents: Any


@cache
def schemas() -> Schemas:
    """The Arrow schemas of the three tables."""
    pa = arrow()
    text, number, whole = pa.string(), pa.float64(), pa.int64()
    edits = pa.list_(pa.struct([(name, text) for name in ("stage", "before", "after")]))
    alternative = pa.struct([("value", text), ("unit", text), ("cost", number), ("edits", edits)])
    said = dict.fromkeys(("value", "low", "high", "unit", "basis", "source", "row", "difference"), text)
    decision = pa.struct([(name, text) for name in ("sha256", "figure", "printed", "value", "unit", "who", "why", "when")])
    kinds = {
        "start": whole, "end": whole, "parts": pa.list_(pa.list_(whole)), "edits": edits, "cost": number, "margin": number,
        "margin_capped": pa.bool_(), "confidence": number, "evidence": pa.list_(text), "alternatives": pa.list_(alternative),
        "statement": pa.struct([*said.items(), ("lines", pa.list_(whole))]), "decision": decision, "rests_on": pa.list_(text),
        "terms": pa.list_(text), "holds": pa.bool_(),
    }  # fmt: skip

    def columns(fields: Iterable[str], numbers: Iterable[str]) -> list[tuple[str, Any]]:
        several = list(numbers)
        typed = [(name, number if name in several else kinds.get(name, text)) for name in fields]
        return [("number", whole), ("document", text), *typed, ("exact", pa.struct([(name, text) for name in several]))]

    section = pa.struct([("title", text), ("start", whole), ("end", whole)])
    dialect = [("name", text), ("stages", pa.list_(text)), ("costs", pa.list_(pa.struct([("stage", text), ("cost", number)])))]
    documents = [
        ("number", whole), ("document", text), ("asked", text), ("path", pa.binary()), ("bytes", whole), ("sha256", text),
        ("company", pa.struct([("ticker", text), ("name", text), ("chosen", text)])), ("dialect", pa.struct(dialect)),
        ("sections", pa.list_(section)), ("figures", whole), *((verdict.value, whole) for verdict in Verdict),
        ("not_applied", pa.list_(pa.struct([("decision", decision), ("reason", text)]))), ("text", text), ("error", text),
        ("error_kind", text),
    ]  # fmt: skip
    return Schemas(
        pa.schema(columns(CheckedFigure.model_fields, _NUMBERS)),
        pa.schema(columns(CheckedRelation.model_fields, _BOUNDS)),
        pa.schema(documents),
    )


def figure_rows(check: Check, number: int) -> bytes:
    """The figures of a check as an Arrow record batch."""
    return _batch(schemas().figures, check.figures, number, check.document, _NUMBERS, _FIGURE_CELLS)


def relation_rows(check: Check, number: int) -> bytes:
    """The relations of a check as an Arrow record batch."""
    return _batch(schemas().relations, check.relations, number, check.document, _BOUNDS, {})


def document_row(check: Check, size: int) -> dict[str, Any]:
    """The document of a check as plain data, without its number; `size` in bytes."""
    dialect = check.dialect.model_dump(mode="json")
    summary = check.summary
    return {
        "document": check.document, "sha256": check.sha256, "bytes": size, "error": None, "error_kind": None,
        "company": check.company.model_dump(mode="json") if check.company else None,
        "dialect": {**dialect, "costs": [{"stage": stage, "cost": cost} for stage, cost in dialect["costs"].items()]},
        "sections": [section.model_dump(mode="json") for section in check.sections], "figures": summary.figures, **summary.counts,
        "not_applied": [one.model_dump(mode="json") for one in check.not_applied],
        "text": check.text if check.text_extracted else None,
    }  # fmt: skip


def failure_row(name: str, failure: Failure, size: int | None, sha256: str | None) -> dict[str, Any]:
    """The document that gave no check, with the reason."""
    told = failure.text.encode("utf-8", "backslashreplace").decode()
    return {"document": name, "sha256": sha256, "bytes": size, "error": told, "error_kind": failure.kind}


def check_document(
    document: Mapping[str, Any], figures: Iterable[Mapping[str, Any]], relations: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """The check document (as `finkit check --json` prints it) from its rows."""
    dialect = document["dialect"]
    plain: dict[str, Any] = {
        "schema": SCHEMA, "document": document["document"], "sha256": document["sha256"], "company": document["company"],
        "dialect": {**dialect, "costs": {one["stage"]: one["cost"] for one in dialect["costs"]}},
        "sections": document["sections"], "figures": [_told(row, CheckedFigure.model_fields, _NUMBERS) for row in figures],
        "relations": [_told(row, CheckedRelation.model_fields, _BOUNDS) for row in relations], "not_applied": document["not_applied"],
    }  # fmt: skip
    for one in (plain, *plain["figures"]):
        for name in OPTIONAL & one.keys():
            if not one[name]:
                del one[name]
    if document["text"] is not None:
        plain["text"] = document["text"]
    plain["summary"] = _summary(document, plain["figures"], plain["relations"])
    return plain


def _summary(document: Mapping[str, Any], figures: list[dict[str, Any]], relations: list[dict[str, Any]]) -> dict[str, Any]:
    broken = {one["id"]: one for one in relations if one["holds"] is False}
    return {
        "figures": document["figures"],
        "counts": {verdict.value: document[verdict.value] for verdict in Verdict},
        "contradictions": [
            {"figure": figure["id"], "relation": relation["id"], "text": relation["text"]}
            for figure in figures
            if figure["kind"] == "value" and figure["verdict"] == Verdict.CONTRADICTED
            for relation in broken.values()
            if relation["id"] in figure["evidence"]
        ],
    }


def _told(row: Mapping[str, Any], fields: Iterable[str], numbers: Iterable[str]) -> dict[str, Any]:
    exact = row["exact"]
    return {name: exact[name] if name in numbers else row[name] for name in fields}


def _batch(
    schema: Any,  # noqa: ANN401
    rows: tuple[Any, ...],
    number: int,
    document: str,
    numbers: tuple[str, ...],
    cells: dict[str, Callable[[Any], Any]],
) -> bytes:
    pa = arrow()
    digits = {name: [_digits(getattr(row, name)) for row in rows] for name in numbers}

    def values(name: str) -> list[Any]:
        if name in numbers:
            return [None if one is None else float(one) for one in digits[name]]
        if name in cells:
            return [cells[name](row) for row in rows]
        return [getattr(row, name) for row in rows]

    fixed = {"number": [number] * len(rows), "document": [document] * len(rows), "exact": list(zip(*digits.values(), strict=True))}
    arrays = [pa.array(fixed[field.name] if field.name in fixed else values(field.name), field.type) for field in schema]
    return _packed(pa.record_batch(arrays, schema=schema).serialize())


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _edits(row: CheckedFigure | Alternative) -> list[Edit]:
    return [(edit.stage, edit.before, edit.after) for edit in row.edits]  # type: ignore[misc]


_FIGURE_CELLS: dict[str, Callable[[Any], Any]] = {
    "edits": _edits,
    "alternatives": lambda row: [(_digits(one.value), one.unit, one.cost, _edits(one)) for one in row.alternatives],
    "statement": lambda row: row.statement and row.statement.model_dump(mode="json"),
    "decision": lambda row: row.decision and row.decision.model_dump(mode="json"),
}


def batches(schema: Any, messages: Iterable[bytes]) -> Iterator[Any]:  # noqa: ANN401
    """Record batches from their bytes."""
    pa = arrow()
    for message in messages:
        yield pa.ipc.read_record_batch(_unpacked(message), schema)


def message_of(table: Any, schema: Any) -> bytes:  # noqa: ANN401
    """The rows of one document, from a table read back, as `batches` wants them."""
    [batch] = table.cast(schema).combine_chunks().to_batches()
    return _packed(batch.serialize())


def _packed(buffer: Any) -> bytes:  # noqa: ANN401  (a pyarrow.Buffer)
    """A quarter of the bytes, with their number in front: they go through a pipe and a journal."""
    size: int = buffer.size
    packed: bytes = arrow().compress(buffer, codec=_CODEC, asbytes=True)
    return size.to_bytes(_SIZE, "big") + packed


def _unpacked(message: bytes) -> Any:  # noqa: ANN401
    pa = arrow()
    return pa.decompress(pa.py_buffer(message)[_SIZE:], decompressed_size=int.from_bytes(message[:_SIZE], "big"), codec=_CODEC)


def told_settings(settings: Mapping[str, Any]) -> dict[bytes, bytes]:
    """The settings of a dataset as metadata of its files."""
    return {b"finkit": json.dumps(dict(settings), sort_keys=True).encode()}
