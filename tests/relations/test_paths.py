"""Projected paths: rates of growth over windows, and the dated values that they tie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.relations.residual import Relation

CEMENT = "We expect a growth rate of 4% in 2024-2026 and 3% in 2026-2030, and the cement output in {} is {} million tons."
CABLES = "Assuming that cable demand grows at 10% a year from 2024 to 2026, demand in 2024, 2025 and 2026 will be {} thousand tons."
YEARLY = "We assume a growth rate of 8% in 2024 and 6% in 2025, and shipments in 2023, 2024 and 2025 will be {} thousand tons."


def path_ids(found: dict[str, Relation]) -> dict[str, bool]:
    """The steps and paths by the figure they lead to, and whether they are tentative."""
    return {name: one.tentative for name, one in found.items() if name.startswith(("step:", "path:"))}


def test_each_step_and_the_whole_way_are_relations(related: Callable[..., dict[str, Relation]]) -> None:
    """From one dated value to the next by the rate of those years, and from the first to the last through both."""
    found = related(CEMENT.format("2024, 2026 and 2030", "50.0/54.1/60.9"), alone=True)
    steps = [one for name, one in found.items() if name.startswith("step:")]
    assert [len(one.figures) for one in steps] == [3, 3]
    (way,) = [one for name, one in found.items() if name.startswith("path:")]
    assert [len(way.figures), "** 2" in str(way.formula), "** 4" in str(way.formula)] == [4, True, True]
    assert set(path_ids(found).values()) == {False}


@pytest.mark.parametrize(
    ("text", "last", "all_hold"),
    [
        pytest.param(CEMENT.format("2024, 2026 and 2030", "50.0/54.1/60.9"), None, True, id="holds"),
        pytest.param(CEMENT.format("2024, 2026 and 2030", "50.0/54.1/70.3"), "70.3 million tons", False, id="the last is too much"),
        pytest.param(CEMENT.format("2023, 2026 and 2030", "50.0/56.2/63.3"), None, True, id="into the first year of a window"),
        pytest.param(CABLES.format("200/220/242"), None, True, id="years behind the rate"),
        pytest.param(CABLES.format("200/220/262"), "262 thousand tons", False, id="years behind the rate, broken"),
        pytest.param(YEARLY.format("30.0/32.4/34.3"), None, True, id="rates of single years"),
        pytest.param(YEARLY.format("30.0/32.4/36.3"), "36.3 thousand tons", False, id="rates of single years, broken"),
    ],
)
def test_a_path_that_does_not_hold_contradicts_its_later_end(text: str, last: str | None, all_hold: bool) -> None:
    """And nothing else; one that holds contradicts nothing."""
    found = check(text)
    assert [one.surface for one in found.values if one.verdict is Verdict.CONTRADICTED] == ([last] if last else [])
    assert {one.holds for one in found.relations if one.kind == "step"} == ({True} if all_hold else {True, False})


def test_an_assumed_rate_is_closer_than_it_is_printed(related: Callable[..., dict[str, Relation]]) -> None:
    """A model that reckons with 10 % does not mean 9.6 %; a rate that is no assumption is as it is rounded."""
    assumed = related(CABLES.format("200/220/242"), alone=True)
    told = related(CABLES.replace("Assuming that cable", "Cable").format("200/220/242"), alone=True)
    for found, wanted in ((assumed, True), (told, False)):
        rates = [one.operands["rate1"].assumed for name, one in found.items() if name.startswith("step:")]
        assert rates == [wanted, wanted]


def test_the_year_before_the_list_is_a_tentative_base(related: Callable[..., dict[str, Relation]]) -> None:
    """A value said before the list grows into it."""
    text = (
        "Cement output was 55 million tons in 2022, we expect it to grow at a rate of 2% from 2022 to 2025, "
        "and output in 2023, 2024 and 2025 will be 56.1/57.2/58.4 million tons."
    )
    found = related(text, alone=True)
    assert sum(name.startswith("path:") for name in found) == 3
    assert all(one.tentative for name, one in found.items() if name.startswith("path:"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "We expect copper prices to grow at 5% in 2024-2026, and cement output in 2024 and 2026 will be 50.0/70.0 million tons.",
            id="the growth of something else",
        ),
        pytest.param(
            "The penetration rate is 30% in 2023-2025, and demand in 2023, 2024 and 2025 will be 200/220/250 thousand tons.",
            id="a rate that is no growth",
        ),
        pytest.param(
            "We expect growth of 5% in 2024-2026 in Europe and 8% in 2024-2026 in Asia, and shipments in 2024, 2025 and 2026 will be "
            "30.0/31.4/33.3 thousand tons.",
            id="two rates of the same years",
        ),
        pytest.param("Demand in 2024, 2025 and 2026 will be 200/220/242 tons, a CAGR of 10% from 2024 to 2026.", id="a compound rate"),
        pytest.param("We expect a growth rate of 4% in 2024-2026. The mine has 12 shafts of 50/60/70 tons.", id="no years"),
        pytest.param("We expect scrap to grow by 5% from 2023 to 2026. In 2023, 2024 and 2026, pulp supply will be 41/43/48 tons.",
                     id="the growth of something else, a sentence before"),
    ],
)  # fmt: skip
def test_similar_words_make_no_path(related: Callable[..., dict[str, Relation]], text: str) -> None:
    """Neither a step nor a path, not even a tentative one."""
    assert path_ids(related(text, alone=True)) == {}


def test_what_stays_unchanged_leaves_a_path_tentative(related: Callable[..., dict[str, Relation]]) -> None:
    """The values may hold a part that does not grow."""
    text = (
        "Assuming that light grades grow at a rate of 10% from 2024 to 2026 and heavy grades remain unchanged, "
        "output in 2024 and 2026 will be 20.0/23.1 thousand tons."
    )
    assert set(path_ids(related(text, alone=True)).values()) <= {True}
    assert Verdict.CONTRADICTED not in {one.verdict for one in check(text).values}
