"""`finkit explain`: the whole chain of one figure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from finkit.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The widget rate was 078%. The gadget rate was 0451%. The gizmo rate was 031%. In 2021, the company's revenue was 1250 billion yuan; "
    "gross profit was 26 year-on-year2.5 billion yuan; the gross margin was 210%."
)


@pytest.fixture
def explain(tmp_path: Path) -> object:
    """Runs `explain` on the text above."""
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")

    def run(figure: str, *more: str) -> Result:
        return CliRunner().invoke(cli, ["explain", str(report), figure, "--company", "none", *more])

    return run


def test_the_chain_of_a_repaired_figure(explain: object) -> None:
    """Printed characters, readings with costs and stages, the relation with its residual, the margin."""
    result = explain("26 year-on-year2.5 billion yuan", "--width", "120")  # type: ignore[operator]
    assert result.exit_code == 0
    chain = ("[26 year-on-year2.5 billion yuan]", "repaired", "→ 26.25亿元", "chosen", "margin: ", "holds: ratio: ", "left less right")
    for wanted in chain:
        assert wanted in result.stdout


def test_a_figure_by_its_id_as_json(explain: object) -> None:
    """The id of the check document works, and machines get one object."""
    start = TEXT.index("210%")
    found = json.loads(explain(f"{start}-{start + 4}", "--json").stdout)  # type: ignore[operator]
    assert found["schema"] == "finkit/explain/1"
    assert [one["value"] for one in found["figures"]] == ["21.0"]
    assert all(found["figures"][0]["id"] in one["terms"] for one in found["relations"])


def test_a_figure_that_is_not_there(explain: object) -> None:
    """The message names the nearest that is."""
    result = explain("0451 %")  # type: ignore[operator]
    assert result.exit_code == 2
    assert result.stderr.endswith("no figure is printed '0451 %'\n  did you mean '0451%'?\n")
