"""Segments to the whole: ties, what is left over, eliminations, slips in them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from finkit.statements.breakdowns import left_over
from finkit.statements.fact import Severity
from finkit.statements.series import series
from finkit.verdicts.diagnose import diagnose

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company

HEADER = """
ticker = "TEST.X"
name = "Test Company"
currency = "CNY"
sources = [{{id = "filing", title = "Annual report"}}, {{id = "vendor", title = "A vendor"}}]
segments = [
  {{name = "kilns", title = "Kilns"}}, {{name = "bricks", title = "Bricks"}}, {{name = "elimination", title = "Between segments"}},
  {{name = "tunnel", title = "Tunnel kilns"}}, {{name = "shuttle", title = "Shuttle kilns"}},
]
breakdowns = [
  {{name = "lines", title = "By line", segments = ["kilns", "bricks", "elimination"], complete = {complete}}},
  {{name = "kinds", title = "By kind", of = "kilns", segments = ["tunnel", "shuttle"]}},
]
"""
OPEN, COMPLETE = HEADER.format(complete="[]"), HEADER.format(complete='["FY2022"]')


def rows(company: str = "960.4e6", kilns: str = "700.0e6", bricks: str = "300.2e6", basis: str = "reported") -> list[str]:
    """Revenue of the company and of two segments."""
    told = {"": company, "kilns": kilns, "bricks": bricks}
    return [f"revenue,{name},FY2022,{value},CNY,{basis},filing," for name, value in told.items()]


ELIMINATED = "revenue,elimination,FY2022,-39.8e6,CNY,reported,filing,"


def test_what_is_left_over_has_the_interval_of_its_terms(loaded: Callable[..., Company]) -> None:
    """The company less its segments, with the rounding of all of them; it says what it is made of."""
    company = loaded(*rows(), header=OPEN)
    found = series(company)
    rest = found.fact("revenue", found.columns[0], "lines")
    assert rest is not None
    assert (rest.interval.low, rest.interval.high) == (Decimal("-39.95e6"), Decimal("-39.65e6"))
    assert (rest.basis.value, rest.note, rest.source) == ("derived", "= company - kilns - bricks", "filing")


def test_nothing_is_left_over_of_an_unknown_whole(loaded: Callable[..., Company]) -> None:
    """Without the company, or without a segment, there is no rest: never a silent zero."""
    company = loaded(*rows()[1:], header=OPEN)
    assert left_over(company.breakdowns[0], "revenue", lambda name: company.fact("revenue", company.periods[0], name)) is None
    assert series(loaded(rows()[0], header=OPEN)).segments == ()


def test_eliminations_close_the_gap(loaded: Callable[..., Company]) -> None:
    """A complete breakdown gives the company within rounding, with what was eliminated between its segments."""
    assert loaded(*rows(), ELIMINATED, header=COMPLETE).findings == ()


def test_a_complete_breakdown_that_does_not_add_up_is_an_error(loaded: Callable[..., Company]) -> None:
    """By how much, the lines of all its terms, what to look for."""
    (finding,) = loaded(*rows(), header=COMPLETE).findings
    assert (finding.rule, finding.severity, finding.lines) == ("segments_to_whole", Severity.ERROR, (2, 3, 4))
    assert str(finding) == (
        "statements/TEST.X/facts.csv:2: revenue FY2022: by line do not add up to the whole\n"
        "  1,000,200,000 against 960,400,000: 39,800,000 too much\n"
        "  compare its segments (kilns, bricks) with the source: is an elimination missing?"
    )


def test_segments_of_more_than_the_whole_are_told_without_a_claim_to_be_complete(loaded: Callable[..., Company]) -> None:
    """What may be eliminations or segments that overlap is a warning; less than the whole is none."""
    (finding,) = loaded(*rows(), header=OPEN).findings
    assert (finding.rule, finding.severity) == ("segments_to_whole", Severity.WARNING)
    assert loaded(*rows(company="1100.0e6"), header=OPEN).findings == ()


def test_a_segment_has_a_breakdown_of_its_own(loaded: Callable[..., Company]) -> None:
    """`of` names the segment that is broken down."""
    more = ("revenue,tunnel,FY2022,500.0e6,CNY,reported,filing,", "revenue,shuttle,FY2022,150.0e6,CNY,reported,filing,")
    found = series(loaded(*rows(), ELIMINATED, *more, header=COMPLETE))
    rest = found.fact("revenue", found.columns[0], "kinds")
    assert rest is not None
    assert (rest.value, rest.note) == (Decimal("50.0e6"), "= kilns - tunnel - shuttle")


def test_a_restated_whole_is_not_compared_with_reported_segments(loaded: Callable[..., Company]) -> None:
    """Bases do not mix: reported segments that miss the restated company break nothing."""
    restated = "revenue,,FY2022,990.0e6,CNY,restated,filing,"
    assert loaded(*rows(company="1000.2e6"), restated, header=COMPLETE).findings == ()


def test_an_item_that_a_segment_lacks_is_not_compared(loaded: Callable[..., Company]) -> None:
    """Complete is a breakdown by its revenue: the cost of one segment alone does not miss the company's."""
    costs = ("cost_of_sales,,FY2022,800.0e6,CNY,reported,filing,", "cost_of_sales,kilns,FY2022,500.0e6,CNY,reported,filing,")
    assert loaded(*rows(company="1000.2e6"), *costs, header=COMPLETE).findings == ()


def test_an_excuse_explains_a_breakdown(loaded: Callable[..., Company]) -> None:
    """The company file accounts for the break under the breakdown's name."""
    why = '[[explained]]\nrule = "segments_to_whole"\nperiod = "FY2022"\nsegment = "lines"\nwhy = "sales between lines"\n'
    (finding,) = loaded(*rows(), header=COMPLETE + why).findings
    assert (finding.severity, finding.remedy) == (Severity.EXPLAINED, "sales between lines")


def test_a_slip_in_a_segment_is_located(loaded: Callable[..., Company]) -> None:
    """The engine of repairs reads ties of segments too: what closes the gap is among what it offers."""
    typed = rows(company="1000.2e6", kilns="700.0e6", bricks="302.0e6")
    company = loaded(*typed, header=COMPLETE)
    found = diagnose(company, {line: row.split(",")[3] for line, row in enumerate(typed, 2)}, "facts.csv")
    meant = {value for tie in found.ties for one in tie for value in one.meant} | {value for one in found.repairs for value in one.meant}
    assert Decimal("300.2e6") in {Decimal(one) for one in meant}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["tunnel", "shuttle"]', '["tunnel", "ghost"]', "breakdown kinds: wanted segments of this file, found ghost"),
        ('of = "kilns"', 'of = "ghost"', "breakdown kinds: wanted segments of this file, found ghost"),
        ('name = "kinds"', 'name = "bricks"', "breakdown bricks: wanted a name of its own, found that of a segment"),
    ],
)
def test_a_breakdown_by_unknown_segments(loaded: Callable[..., Company], old: str, new: str, said: str) -> None:
    """The company file is told what it lacks; the facts are read all the same."""
    company = loaded(*rows(company="1000.2e6"), header=OPEN.replace(old, new))
    assert [finding.message for finding in company.findings] == [said]
    assert len(company.facts) == 3
