"""A decision: what a person takes a figure to be, with who, why and when. It is no evidence, and never claims to be."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (pydantic reads annotations)
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints, ValidationError

from finkit.errors import DecisionInvalidError

if TYPE_CHECKING:
    from collections.abc import Mapping

DECIDED = "decided"
# Digits are kept as they were given: 5.984E+9 is known to the last million, 5984000000 to the last yuan.
_Given = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=40), PlainSerializer(str, return_type=str, when_used="json")]
_Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Decision(BaseModel):
    """What somebody took a figure of one document to be.

    `sha256` is the document's; `figure` its id (start-end) and `printed` its characters, by both of which it is found
    again. `value` in `unit`; its last digit is what it is known to. `when`: a day, or a moment with its time zone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    figure: Annotated[str, StringConstraints(pattern="^[0-9]{1,12}-[0-9]{1,12}$")]
    printed: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    value: _Given
    unit: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    who: _Said
    why: _Said
    when: AwareDatetime | dt.date

    @property
    def words(self) -> str:
        """Who decided, when and why, on one line."""
        return " ".join(f"{DECIDED} by {self.who} on {self.when:%Y-%m-%d}: {self.why}".split())


class NotApplied(BaseModel):
    """A decision that was left aside, and why; it stays in its file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Decision
    reason: str


def decision_of(given: Mapping[str, Any], place: str) -> Decision:
    """A decision from plain data; `place` says whence. Raises `DecisionInvalidError` with the first thing that is wrong."""
    try:
        return Decision.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else "decision"
        missing = first["type"] == "missing"
        found = "nothing" if missing else repr(first["input"])[:80]
        raise DecisionInvalidError(place=place, field=field, found=found, wanted=first["msg"]) from None
