"""A decision as data: what it holds, what it refuses, and how it travels."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finkit.errors import DecisionInvalidError
from finkit.verdicts.decision import Decision, decision_of

GOOD = {
    "sha256": "0" * 64, "figure": "3-7", "printed": "701%", "value": "7.01", "unit": "%", "who": "Ann", "why": "page 3",
    "when": "2026-01-31",
}  # fmt: skip
END = "\n  wanted sha256, figure, printed, value, unit, who, why, when"
GALLERY = {
    "nobody": ({"who": "  "}, "who: String should have at least 1 character; found '  '"),
    "no reason": ({"why": None}, "why: Input should be a valid string; found None"),
    "no number": ({"value": "seven"}, "value: Input should be a valid decimal; found 'seven'"),
    "endless": ({"value": "Infinity"}, "value: Input should be a finite number; found 'Infinity'"),
    "huge": ({"value": "1e900"}, "value: Decimal input should have no more than 40 digits in total; found '1e900'"),
    "no place": ({"figure": "701%"}, "figure: String should match pattern '^[0-9]{1,12}-[0-9]{1,12}$'; found '701%'"),
    "more than is known": ({"mood": "sure"}, "mood: Extra inputs are not permitted; found 'sure'"),
}


def test_digits_are_kept_as_given() -> None:
    """5.984E+9 is known to the last million, and stays so through JSON."""
    decision = decision_of(GOOD | {"value": "5.984E+9", "unit": "CNY"}, "here")
    again = Decision.model_validate_json(decision.model_dump_json())
    assert (decision, 6) == (again, again.value.as_tuple().exponent)


@pytest.mark.parametrize("name", GALLERY)
def test_error_gallery(name: str) -> None:
    """The first thing that is wrong, where, and what was found."""
    change, message = GALLERY[name]
    with pytest.raises(DecisionInvalidError) as caught:
        decision_of(GOOD | change, "here")
    assert f"here: {message}{END}" == str(caught.value)


def test_what_is_left_out_is_named() -> None:
    """A decision without a value is none."""
    with pytest.raises(DecisionInvalidError, match="here: value: Field required; found nothing"):
        decision_of({name: one for name, one in GOOD.items() if name != "value"}, "here")


def test_a_moment_without_a_time_zone_is_refused() -> None:
    """A clock time without a zone says no time; a day does."""
    with pytest.raises(DecisionInvalidError, match="here: when: "):
        decision_of(GOOD | {"when": "2026-01-31T10:30:00"}, "here")
    assert dt.date(2026, 1, 31) == decision_of(GOOD, "here").when


def test_words_stay_on_one_line() -> None:
    """Whatever stands in the reason."""
    assert decision_of(GOOD | {"why": "page 3\n\n= note 41"}, "here").words == "decided by Ann on 2026-01-31: page 3 = note 41"


@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e20"), max_value=Decimal("1e20"), places=6),
    who=st.text(min_size=1, max_size=30).filter(str.strip),
    why=st.text(min_size=1, max_size=30).filter(str.strip),
    when=st.dates() | st.datetimes(timezones=st.just(dt.UTC)),
)
def test_a_decision_travels_unchanged(value: Decimal, who: str, why: str, when: dt.date) -> None:
    """Through JSON and through a pickle, whatever a person writes."""
    decision = decision_of(GOOD | {"value": value, "who": who, "why": why, "when": when}, "here")
    assert decision == Decision.model_validate_json(decision.model_dump_json()) == pickle.loads(pickle.dumps(decision))  # noqa: S301
