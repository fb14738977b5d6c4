"""Decisions applied: values follow, words stay honest, nothing is forgotten, nothing is applied by mistake."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finkit.errors import CompanyOtherError, DecisionInvalidError
from finkit.figures.figure import Figure
from finkit.pipeline import accept, check, reconstruct
from finkit.reports.layouts.checked import check_page
from finkit.reports.layouts.explained import explained_page
from finkit.reports.layouts.ledger import report_sheet
from finkit.reports.layouts.marked import marked_report
from finkit.reports.layouts.tidy import check_rows
from finkit.reports.schema import check_schema
from finkit.statements.fact import Basis
from finkit.valuation import valuation_inputs
from finkit.verdicts.accepted import pinned
from finkit.verdicts.decision import decision_of
from finkit.verdicts.minutes import add_decisions
from finkit.verdicts.verdict import CONFIDENT, Check, CheckedFigure, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from finkit.statements.company import Company

# Points were lost; the three figures of the reserves hang together, and nothing tells their scale.
TEXT = """The widget rate was 078%. The gadget rate was 0451%. The gizmo rate was 031%. The cog rate was 0229%.

The deposit reached 17.3 billion tonnes at a grade of 602%, so that its reserves of rare earth oxides are 1041460,000 tons.

In 2021, Brook Works' gross margin was 270%. In 2019, Brook Works' net profit was 41.7 billion yuan.
"""
WHO = {"who": "Ann", "why": "page 12 of the filing", "when": "2026-01-31"}


@pytest.fixture(scope="module")
def report(works: Company) -> Check:
    """The check of the text above."""
    return check(TEXT, works)


def called(report: Check, surface: str) -> CheckedFigure:
    """The quantity that is printed so."""
    return next(one for one in report.values if one.surface == surface)


def taken(report: Check, surface: str, value: str, **more: str) -> dict[str, Any]:
    """A decision on the figure that is printed so."""
    figure = called(report, surface)
    return {"figure": figure.id, "value": value, "unit": figure.unit, **WHO, **more}


def test_the_value_is_the_decided_one_and_the_word_claims_nothing(report: Check, works: Company) -> None:
    """A rival reading is taken with its interval and edits; the figure stays ambiguous, and says who, when and why."""
    old = called(report, "602%")
    other = next(one for one in old.alternatives if one.value == Decimal("60.2"))
    new = called(accept(report, [taken(report, "602%", "60.20")], works), "602%")
    assert (Decimal("60.2"), Decimal("60.15"), Decimal("60.25"), other.edits) == (new.value, new.low, new.high, new.edits)
    assert Verdict.AMBIGUOUS is new.verdict
    assert new.why.startswith("decided by Ann on 2026-01-31: page 12 of the filing")
    assert new.decision is not None
    assert (old.value, None) == (new.alternatives[0].value, new.confidence)


def test_a_value_that_no_reading_has_is_known_to_its_last_digit(report: Check, works: Company) -> None:
    """And in a unit that agrees: parts of one for a percentage."""
    new = called(accept(report, [taken(report, "602%", "0.0644", unit="1")], works), "602%")
    assert (Decimal("6.44"), Decimal("6.435"), Decimal("6.445"), "%") == (new.value, new.low, new.high, new.unit)
    assert [(one.stage, one.before) for one in new.edits] == [("decided", "602%")]


def test_digits_that_cannot_be_read_may_be_decided() -> None:
    """A figure without any reading gets the one that was decided; in tonnes, if that was said in kilograms."""
    given = {"sha256": "0" * 64, "figure": "3-9", "printed": "** tons", "value": "6.50E+4", "unit": "kg", **WHO}
    figure = Figure(3, 9, ((3, 9),), "** tons", unit="t")
    reading = pinned(figure, (), decision_of(given, "here"))
    assert (reading.value, reading.interval.low, reading.interval.high) == (65, Decimal("64.95"), Decimal("65.05"))


def test_two_decisions_that_exclude_each_other_show_it(report: Check, works: Company) -> None:
    """Grade and deposit as the engine has them, other reserves: somebody is contradicted, nobody is confident."""
    surfaces = {"17.3 billion tonnes": "1.73e8", "602%": "6.02", "1041460,000 tons": "1041460000"}
    found = accept(report, [taken(report, surface, value) for surface, value in surfaces.items()], works)
    words = [called(found, surface).verdict for surface in surfaces]
    assert Verdict.CONTRADICTED in words
    assert not CONFIDENT.intersection(words)
    assert found.summary.contradictions


def test_neighbours_follow_and_say_on_whom(report: Check, works: Company) -> None:
    """With two of three decided the third is their product; it is not called confident."""
    decisions = [taken(report, "17.3 billion tonnes", "1.73e9"), taken(report, "602%", "6.02")]
    found = accept(report, decisions, works)
    new = called(found, "1041460,000 tons")
    assert Decimal(104146000) == new.value
    assert new.verdict not in CONFIDENT
    assert set(new.rests_on) == {one["figure"] for one in decisions}
    assert "decided by Ann" in new.why


def test_what_the_decision_does_not_touch_stays_to_the_last_field(report: Check, works: Company) -> None:
    """Only the decided figure and those that say so differ."""
    found = accept(report, [taken(report, "602%", "60.2")], works)
    differ = [new for old, new in zip(report.figures, found.figures, strict=True) if old != new]
    assert all(one.decision or one.rests_on for one in differ)


def test_a_decision_against_a_fact_is_contradicted(report: Check, works: Company) -> None:
    """A confident figure that is decided otherwise is confident no more; both sides show."""
    old = called(report, "270%")
    broken = accept(report, [taken(report, "270%", "31.0")], works)
    new = called(broken, "270%")
    assert (Decimal("27.0"), Verdict.CONTRADICTED) == (old.value, new.verdict)
    assert new.id in {one.figure for one in broken.summary.contradictions}
    assert "the statements say 25" in new.why


def test_deciding_what_the_evidence_says_changes_no_word(works: Company) -> None:
    """Confirmed stays confirmed with its evidence; the decision stands beside it."""
    plain = check("In 2021, Brook Works' revenue was 9.624 billion yuan.", works)
    old = plain.values[0]
    new = accept(plain, [{"figure": old.id, "value": "9.624e9", "unit": "CNY", **WHO}], works).values[0]
    assert old.verdict is new.verdict is Verdict.CONFIRMED
    assert (old.evidence, old.confidence) == (new.evidence, new.confidence)


def test_the_later_decision_wins(report: Check, works: Company) -> None:
    """In one call and in two; the check bears the one that counts."""
    first, second = taken(report, "602%", "60.2"), taken(report, "602%", "602", who="Bo")
    both = accept(report, [first, second], works)
    assert both == accept(accept(report, [first], works), [second], works)
    assert [one.who for one in both.decisions] == ["Bo"]


def test_decisions_come_from_a_file(report: Check, works: Company, tmp_path: Path) -> None:
    """As the command line keeps them."""
    found = accept(report, [taken(report, "602%", "60.2")], works)
    add_decisions(tmp_path / "d.json", found.decisions)
    assert found == accept(report, tmp_path / "d.json", works)


MISFITS = {
    "another version": ({"sha256": "0" * 64}, "it was taken on another document or version (sha256 000000000000, this one is "),
    "other characters": ({"printed": "603%"}, "is printed '602%' here, the decision is on '603%'"),
    "no figure": ({"figure": "1-3", "printed": "he "}, "no figure stands at 1-3"),
    "another kind of unit": ({"unit": "CNY"}, "is in %, the decision in CNY: not the same kind of quantity"),
    "no unit": ({"unit": "bushel"}, "'bushel' is no unit"),
}


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_told_and_never_applied(name: str, report: Check, works: Company) -> None:
    """The figures stay as they were; the decision is kept with the reason."""
    change, reason = MISFITS[name]
    found = accept(report, [taken(report, "602%", "60.2") | change], works)
    assert report.figures == found.figures
    assert [reason in one.reason for one in found.not_applied] == [True]
    assert found.not_applied[0].decision.who == "Ann"
    assert found == accept(found, [], works)


def test_bad_calls_are_refused(report: Check, works: Company) -> None:
    """Another company's statements, and a decision that is none."""
    with pytest.raises(CompanyOtherError, match=r"checked against BRW\.XX, now X is given"):
        accept(report, [taken(report, "602%", "60.2")], works.model_copy(update={"ticker": "X"}))
    with pytest.raises(DecisionInvalidError, match="decision 1 on text: who: "):
        accept(report, [taken(report, "602%", "60.2") | {"who": ""}], works)


def test_the_check_travels_with_its_decisions(report: Check, works: Company) -> None:
    """Through a pickle and through JSON; the check document has the new keys only where there is something to say."""
    found = accept(report, [taken(report, "602%", "60.2"), taken(report, "078%", "1") | {"printed": "?"}], works)
    assert found == pickle.loads(pickle.dumps(found)) == Check.model_validate_json(found.model_dump_json())  # noqa: S301
    document = json.loads(found.to_json())
    own = next(one for one in document["figures"] if one["surface"] == "602%")
    assert (own["decision"]["value"], own["decision"]["who"]) == ("60.2", "Ann")
    assert ["?" in one["reason"] for one in document["not_applied"]] == [True]
    for key in ("decision", "rests_on", "not_applied"):
        assert f'"{key}"' not in report.to_json()


def test_the_schema_knows_the_new_keys_and_wants_none() -> None:
    """Check documents of before are still valid."""
    schema = check_schema()
    figure = schema["$defs"]["CheckedFigure"]
    assert {"decision", "rests_on"} <= set(figure["properties"])
    assert not {"decision", "rests_on"} & set(figure["required"])
    assert "not_applied" in schema["properties"]
    assert "not_applied" not in schema["required"]


def test_every_report_shows_who_and_why(report: Check, works: Company) -> None:
    """Terminal, page, workbook, comma-separated lines, explanation."""
    decision = taken(report, "602%", "60.2")
    found = accept(report, [decision], works)
    own = called(found, "602%")
    entry = next(one for one in marked_report(found).entries if one.id == own.id)
    assert ("decided by Ann on 2026-01-31: page 12" in entry.why, entry.restored, entry.changed) == (True, "60.2 %", True)
    row = next(one for one in check_rows(found) if one["id"] == own.id)
    assert (row["decided_by"], row["decided_on"], row["decided_why"]) == ("Ann", "2026-01-31", "page 12 of the filing")
    for shown in (check_page(found), explained_page(found, own), report_sheet(found, works)):
        assert "decided by Ann on 2026-01-31: page 12 of the filing" in str(shown)
    assert "1 decided by Ann" in str(report_sheet(found, works).lines)


def test_a_decided_figure_fills_a_gap_and_is_handed_over_with_its_name(report: Check, works: Company) -> None:
    """The note says by whom and why; filed facts stay; without the decision nothing is there."""
    figure = called(report, "41.7 billion yuan")
    assert not figure.is_confident
    found = accept(report, [taken(report, "41.7 billion yuan", "4.17e8")], works)
    before, filled = reconstruct(works, report), reconstruct(works, found)
    new = [fact for fact in filled.facts if fact not in before.facts]
    assert [("net_profit", Decimal("4.17e8"), Basis.RECONSTRUCTED)] == [(fact.item, fact.value, fact.basis) for fact in new]
    assert "decided by Ann on 2026-01-31: page 12 of the filing" in new[0].note
    assert works.facts == filled.facts[: len(works.facts)]
    inputs = valuation_inputs(filled, "FY2019")
    assert inputs.net_margin == ()
    assert [one for one in inputs.entries if one.unfit] == []


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_no_decision_makes_a_figure_confident(data: st.DataObject, report: Check, works: Company) -> None:
    """Whatever is decided: confident is only what was confident before, with the same value."""
    figures = data.draw(st.lists(st.sampled_from(report.values), min_size=1, max_size=3, unique_by=lambda one: one.id))
    decisions = []
    for one in figures:
        known = [one.value, *(other.value for other in one.alternatives)]
        value = data.draw(st.sampled_from([each for each in known if each is not None]) | st.integers(-1000, 1000).map(Decimal))
        decisions.append({"figure": one.id, "value": value, "unit": one.unit, **WHO})
    found = accept(report, decisions, works)
    assert found.not_applied == ()
    for old, new, decided in ((old, new, new.decision) for old, new in zip(report.figures, found.figures, strict=True)):
        assert not new.is_confident or (old.is_confident and old.value == new.value)
        if decided:
            assert decided.value == new.value
    shown = {one.id for one in found.relations}
    assert {name for one in found.figures if one.decision or one.rests_on for name in one.evidence} <= shown
