"""Facts and findings: what a source says of a company, and what is wrong with what a file says.

A fact's `value` keeps the digits of its source: `279.98e8` is 27,998 million known to the last million, so its
interval is derived, never assumed.
"""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003  (pydantic reads annotations)
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, field_validator

from finkit.errors import PeriodInvalidError
from finkit.vocabulary.intervals import ONE, Interval
from finkit.vocabulary.periods import Period


class Basis(StrEnum):
    """Where a number stands: in the filing, in a later restatement, in a vendor's classification, or worked out."""

    REPORTED = "reported"
    RESTATED = "restated"
    VENDOR = "vendor"
    DERIVED = "derived"
    RECONSTRUCTED = "reconstructed"


class Severity(StrEnum):
    """How bad a finding is; `explained` is an error that the company file accounts for."""

    ERROR = "error"
    WARNING = "warning"
    EXPLAINED = "explained"


MOST_FINDINGS, MORE = 1000, "many_findings"  # of one file: more nobody reads
YEARS = range(1900, 2201)
WHOLE_DIGITS, PLACES = 24, 60  # before the point, and behind it: no source prints more, no quotient of two needs more
_MOST_DIGITS = 300  # on either side, of a fact that is made in code: floats end there


def is_sane(number: Decimal, digits: int = WHOLE_DIGITS, places: int = PLACES) -> bool:
    """Not NaN nor infinite, nor of a size that only a slip or malice writes: 1e999999999 would fill the memory."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -places and number.adjusted() < digits


def _sane(number: Decimal | None) -> Decimal | None:
    if number is not None and not is_sane(number, _MOST_DIGITS, _MOST_DIGITS):
        raise ValueError(f"wanted a number of at most {_MOST_DIGITS} digits on either side of its point")
    return number


def _to_period(value: Any) -> Any:  # noqa: ANN401  (pydantic hands over whatever was given)
    if not isinstance(value, str):
        return value
    period = Period.parse(value)
    if not is_of_our_time(period):
        raise PeriodInvalidError(text=value)
    return period


def is_of_our_time(period: Period) -> bool:
    """A period, or both ends of a window, of which statements can be."""
    return period.year in YEARS and (period.start_year is None or period.start_year in YEARS)


PeriodField = Annotated[Period, BeforeValidator(_to_period), PlainSerializer(lambda period: period.code, return_type=str)]


class Fact(BaseModel):
    """One number of one company. `segment` is empty for the whole company; percent facts hold 22.53 for 22.53 %.

    `line`: where it stands in facts.csv; None for a fact that was derived or reconstructed, whose `low` and `high`
    are its interval and whose `note` holds the formula or the evidence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    item: str
    segment: str = ""
    period: PeriodField
    value: Decimal
    unit: str
    basis: Basis
    source: str
    note: str = ""
    line: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    _numbers = field_validator("value", "low", "high")(_sane)

    @property
    def quantum(self) -> Decimal:
        """The size of the last digit that the source printed."""
        exponent = self.value.as_tuple().exponent
        return ONE.scaleb(exponent) if isinstance(exponent, int) else ONE

    @cached_property
    def interval(self) -> Interval:
        """What the true number can be, given the digits printed (or the evidence, for a reconstructed fact)."""
        if self.low is not None and self.high is not None:
            return Interval(self.low, self.high)
        return Interval.rounded(self.value, self.quantum)

    @property
    def key(self) -> tuple[str, str, Period]:
        """(item, segment, period)."""
        return self.item, self.segment, self.period


class Finding(BaseModel):
    """Something wrong in a file or between its facts: where, what was wanted, what was found, what to do.

    `lines`: every line of the file that has a part in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    severity: Severity
    file: str
    line: int | None
    message: str
    remedy: str = ""
    column: str = ""
    lines: tuple[int, ...] = ()

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}" + (f"\n  {self.remedy}" if self.remedy else "")


def more_findings(file: str) -> Finding:
    """What stands behind the last of `MOST_FINDINGS` findings of a file."""
    return Finding(
        rule=MORE, severity=Severity.ERROR, file=file, line=None, message=f"more than {MOST_FINDINGS:,} findings",
        remedy="mend those that are listed first",
    )  # fmt: skip
