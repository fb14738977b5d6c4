"""The relations of the seed documents, against the hand-made gold: what a check must know, and must call broken.

Renew the floors below by `python benchmarks/relations.py`; they only rise.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
KNOWN, AS_GOLD_SAYS = 84, 81

# Broken in the report itself: the gold relation, and the figures that no other relation speaks for.
BROKEN = {
    "rel.083": ("003.243",),
    "rel.100": ("003.308",),
    "rel.102": ("003.300",),
    "rel.104": ("003.318",),
    "rel.131": ("001.018",),
    "rel.132": ("001.019",),
}


@cache
def benchmark(name: str) -> ModuleType:
    """A module of benchmarks/."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        spec = importlib.util.spec_from_file_location(f"benchmark_{name}", BENCHMARKS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCHMARKS))
    return module


@cache
def checked(company: str) -> list[dict[str, Any]]:
    """The check documents of the seeds."""
    found: list[dict[str, Any]] = benchmark("accuracy").seeds_checked(company)
    return found


@cache
def known() -> dict[str, Any]:
    """The gold relations by their id, with those of the checks that are like them."""
    return {one.gold["id"]: one for one in benchmark("relations").coverage(checked("auto"))}


@pytest.mark.parametrize("name", BROKEN)
def test_what_the_report_gets_wrong_is_a_broken_relation(name: str) -> None:
    """And its unsupported figure is contradicted."""
    one = known()[name]
    assert one.gold["holds"] is False
    assert [relation["holds"] for relation in one.agreeing][:1] == [False]
    figures = benchmark("relations").figures_of(checked("auto"))
    assert [figures[figure]["verdict"] for figure in BROKEN[name]] == ["contradicted"] * len(BROKEN[name])


@pytest.mark.parametrize("name", BROKEN)
def test_the_other_figures_of_a_broken_relation_are_not_blamed(name: str) -> None:
    """What the gold knows as right stands."""
    gold = {one["id"]: one for one in benchmark("accuracy").golds(benchmark("accuracy").SEED_GOLD)}
    figures = benchmark("relations").figures_of(checked("auto"))
    sound = [one for one in known()[name].gold["gold_ids"] if not gold[one].get("contradiction")]
    assert sound
    assert "contradicted" not in {figures[one]["verdict"] for one in sound}


def test_ratios_that_the_statements_contradict_are_contradicted() -> None:
    """Where the gold says that the filings have another number."""
    gold = benchmark("accuracy").golds(benchmark("accuracy").SEED_GOLD)
    figures = benchmark("relations").figures_of(checked("auto"))
    against = [one["id"] for one in gold if one.get("against_facts")]
    assert len(against) == 4
    assert {figures[one]["verdict"] for one in against} == {"contradicted"}


def test_the_relations_of_the_gold_are_known() -> None:
    """As many as ever, and they hold or are broken as the gold says."""
    found = list(known().values())
    assert len(found) == 134
    assert sum(bool(one.found) for one in found) >= KNOWN
    assert sum(bool(one.agreeing) for one in found) >= AS_GOLD_SAYS


def test_relations_that_the_gold_holds_are_hardly_ever_broken() -> None:
    """Only where an outside fact is needed, or the report's own error stands in between."""
    broken = [name for name, one in known().items() if one.gold["holds"] and one.found and not one.agreeing]
    assert set(broken) <= {"rel.108", "rel.109"}
