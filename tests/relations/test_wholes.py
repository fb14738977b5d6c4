"""Parts of a whole: expense ratios, and the months of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.relations.residual import Relation

RATIOS = (
    "In 2021, the total expense ratio was {}%. In 2021, the selling expense ratio was 2.10%, the administrative expense ratio was 4.20%, "
    "the R&D expense ratio was 3.05% and the finance expense ratio was 0.40%."
)


@pytest.mark.parametrize(("total", "wrong"), [("9.75", []), ("8.10", ["8.10%"])])
def test_the_four_expense_ratios_add_up(total: str, wrong: list[str]) -> None:
    """To the total, which is blamed where they do not."""
    assert [one.surface for one in check(RATIOS.format(total)).values if one.verdict is Verdict.CONTRADICTED] == wrong


def test_some_expense_ratios_are_at_most_the_total(related: Callable[..., dict[str, Relation]]) -> None:
    """A bound; of another year, or of none, nothing."""
    text = (
        "In 2021, the total expense ratio was 9.75%. "
        "In {}, the administrative expense ratio was 4.20% and the finance expense ratio was 0.40%."
    )
    bounds = [one for name, one in related(text.format(2021), alone=True).items() if name.startswith("parts:")]
    assert [(one.kind, len(one.figures)) for one in bounds] == [("bound", 3)]
    assert [name for name in related(text.format(2020), alone=True) if name.startswith("parts:")] == []


def test_some_months_are_at_most_their_year(related: Callable[..., dict[str, Relation]]) -> None:
    """This year's, and by the growth the year before; profits can shrink and are left out."""
    text = (
        "In 2020, sales volume of pumps was 4,100 tons. "
        "In the first three quarters of 2021, sales volume of pumps was 3,900 tons, up 12.1%."
    )
    found = [name for name in related(text, alone=True) if name.startswith("within:")]
    assert len(found) == 1
    assert found[0].endswith(":before")
    profits = text.replace("sales volume of pumps was 4,100 tons", "net profit was 4,100 yuan").replace(
        "sales volume of pumps was 3,900 tons", "net profit was 3,900 yuan"
    )
    assert [name for name in related(profits, alone=True) if name.startswith("within:")] == []
