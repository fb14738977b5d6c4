"""The check of a document: what was found for every figure and relation, as data that crosses to files and users."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer

from finkit.verdicts.decision import Decision, NotApplied  # noqa: TC001  (pydantic reads annotations)

SCHEMA = "finkit/check/1"
_HALVES = re.compile("[\ud800-\udfff]")

Number = Annotated[Decimal, PlainSerializer(lambda value: f"{value:f}", return_type=str, when_used="json")]


class Verdict(StrEnum):
    """The six words, most in need of a reader first."""

    CONTRADICTED = "contradicted"
    AMBIGUOUS = "ambiguous"
    REPAIRED = "repaired"
    INFERRED = "inferred"
    CONFIRMED = "confirmed"
    UNCHECKED = "unchecked"


OPTIONAL = frozenset({"decision", "rests_on", "not_applied"})  # keys that a check document has only where there is something

CONFIDENT = frozenset({Verdict.CONFIRMED, Verdict.REPAIRED})


class Anchor(StrEnum):
    """What a value rests on: facts, the document's own equalities, ratios that fix no scale, style alone, nothing."""

    FACTS = "facts"
    DOCUMENT = "document"
    SCALE_FREE = "scale-free"
    STYLE = "style"
    NONE = "none"


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Edit(_Row):
    """One damage stage undone: what was printed, what it had been."""

    stage: str
    before: str
    after: str


class Alternative(_Row):
    """Another reading, with its cost in nats above nothing."""

    value: Number
    unit: str
    cost: float
    edits: tuple[Edit, ...] = ()


class StatementValue(_Row):
    """What the company's statements say where the figure speaks: a fact, or a catalogue ratio of facts.

    `difference` is the restored figure minus the statement's value, in the figure's unit.
    """

    value: Number
    low: Number
    high: Number
    unit: str
    basis: str
    source: str
    row: str
    difference: Number | None = None
    lines: tuple[int, ...] = ()


class CheckedFigure(_Row):
    """A figure of the text. Spans are half-open indices into the text; numbers are in base units of `unit`.

    `decision`: somebody decided its value. `rests_on`: ids of the decided figures that it would be read otherwise without.
    """

    id: str
    start: int
    end: int
    surface: str
    parts: tuple[tuple[int, int], ...]
    kind: str
    verdict: Verdict | None = None
    printed: Number | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    direction: str | None = None
    measure: str | None = None
    segment: str | None = None
    entity: str | None = None
    period: str | None = None
    edits: tuple[Edit, ...] = ()
    source_text: str | None = None
    cost: float | None = None
    margin: float | None = None
    margin_capped: bool = False
    confidence: float | None = None
    anchor: Anchor = Anchor.NONE
    status: str = "exact"
    evidence: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    statement: StatementValue | None = None
    why: str = ""
    decision: Decision | None = None
    rests_on: tuple[str, ...] = ()

    @property
    def is_confident(self) -> bool:
        """`confirmed` or `repaired`."""
        return self.verdict in CONFIDENT

    @property
    def rests_on_a_decision(self) -> bool:
        """Its value is what somebody says, or follows from that; not where evidence alone says the same."""
        return bool(self.rests_on) or (self.decision is not None and not self.is_confident)


class CheckedRelation(_Row):
    """A relation between figures: `low`..`high` is its residual, which holds zero where the relation `holds`.

    `source` is a catalogue row, `fact:<file>:<line>`, or the span of the sentence that states it.
    """

    id: str
    kind: str
    source: str
    terms: tuple[str, ...]
    low: Number | None
    high: Number | None
    holds: bool | None
    text: str


class DialectFound(_Row):
    """How the document was damaged: a name, its stages and what each costs in nats."""

    name: str
    stages: tuple[str, ...]
    costs: dict[str, float]


class Section(_Row):
    """A stretch of the text (half-open) with a heading, if it has one."""

    title: str
    start: int
    end: int


class CompanyUsed(_Row):
    """Whose statements were used, and how they were chosen."""

    ticker: str
    name: str
    chosen: str


class Contradiction(_Row):
    """A figure at odds with a relation or a fact: both sides."""

    figure: str
    relation: str
    text: str


class Summary(_Row):
    """Counts by verdict, and what is contradicted."""

    figures: int
    counts: dict[str, int]
    contradictions: tuple[Contradiction, ...]


class Check(_Row):
    """What was made of one document. Unchanging; `to_json` gives the check document.

    `not_applied`: decisions that do not fit this document (see `accept`).
    """

    document: str
    sha256: str
    text: str
    company: CompanyUsed | None
    dialect: DialectFound
    sections: tuple[Section, ...]
    figures: tuple[CheckedFigure, ...]
    relations: tuple[CheckedRelation, ...]
    text_extracted: bool = False
    not_applied: tuple[NotApplied, ...] = ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that were applied, in order of the text."""
        return tuple(figure.decision for figure in self.figures if figure.decision is not None)

    @property
    def values(self) -> tuple[CheckedFigure, ...]:
        """The figures that are quantities."""
        return tuple(figure for figure in self.figures if figure.kind == "value")

    @property
    def summary(self) -> Summary:
        """Counts and contradictions."""
        counts = Counter(figure.verdict.value for figure in self.values if figure.verdict)
        order = {relation.id: place for place, relation in enumerate(self.relations) if relation.holds is False}
        broken = tuple(
            Contradiction(figure=figure.id, relation=name, text=self.relations[order[name]].text)
            for figure in self.values
            if figure.verdict is Verdict.CONTRADICTED
            for name in sorted(order.keys() & set(figure.evidence), key=order.__getitem__)
        )
        return Summary(
            figures=len(self.values),
            counts={verdict.value: counts.get(verdict.value, 0) for verdict in Verdict},
            contradictions=broken,
        )

    def figure(self, figure_id: str) -> CheckedFigure:
        """The figure with this id; raises KeyError."""
        return next((one for one in self.figures if one.id == figure_id), None) or _missing(figure_id)

    def document_dict(self) -> dict[str, Any]:
        """The check document as plain data."""
        plain = self.model_dump(mode="json", exclude={"text", "text_extracted"})
        for one in (plain, *plain["figures"]):
            for name in OPTIONAL & one.keys():
                if not one[name]:
                    del one[name]
        ordered: dict[str, Any] = {"schema": SCHEMA, **plain}
        if self.text_extracted:
            ordered["text"] = self.text
        ordered["summary"] = self.summary.model_dump(mode="json")
        return ordered

    def to_json(self, indent: int | None = 1) -> str:
        """The check document, UTF-8 text; half of a surrogate pair, which UTF-8 cannot hold, is written as its escape."""
        text = json.dumps(self.document_dict(), ensure_ascii=False, indent=indent)
        return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)

    def to_frame(self) -> Any:  # noqa: ANN401  (a pandas.DataFrame; pandas is loaded only here)
        """One row a figure, tidy; numbers stay Decimal."""
        import pandas as pd  # noqa: PLC0415  (late: `check` alone must not cost an import of pandas)

        return pd.DataFrame([figure.model_dump() for figure in self.figures])


def _missing(figure_id: str) -> CheckedFigure:
    raise KeyError(figure_id)
