"""House rules that no type checker knows."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import finkit
from finkit.catalogue.identities import IDENTITIES
from finkit.catalogue.items import ITEMS
from finkit.catalogue.ratios import RATIOS
from finkit.errors import FinkitError
from finkit.vocabulary.units import unit

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PACKAGE = ROOT / "finkit"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts)
LONGEST_MODULE, LONGEST_FUNCTION = 400, 80
LEAST_DIGITS = 4


@cache
def source(path: Path) -> str:
    """The text of a module."""
    return path.read_text(encoding="utf-8")


def below(folder: Path) -> dict[str, bytes]:
    """Every file under a folder by its relative path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.skipif(not SHARED.exists(), reason="../shared, the originals of the evidence, is not on this machine")
@pytest.mark.parametrize(("copy", "original"), [("seeds", "seeds"), ("benchmarks/gold", "gold"), ("statements/_raw", "data")])
def test_evidence_is_byte_for_byte_the_original(copy: str, original: str) -> None:
    """Seeds, gold and raw collected data are never edited; every file here is one of the originals."""
    ours, theirs = below(ROOT / copy), below(SHARED / original)
    assert ours
    assert [name for name in ours if theirs.get(name) != ours[name]] == []


@pytest.mark.skipif(not SHARED.exists(), reason="../shared, the originals of the evidence, is not on this machine")
def test_no_seed_is_missing_and_the_scorer_is_the_shared_one() -> None:
    """All five documents, and the program that scores them, unchanged."""
    assert sorted(below(ROOT / "seeds")) == sorted(below(SHARED / "seeds"))
    assert (ROOT / "benchmarks" / "score.py").read_bytes() == (SHARED / "tools" / "score.py").read_bytes()


def test_no_figure_of_the_gold_stands_in_the_package() -> None:
    """Damaged surfaces and their truths with four digits or more belong to the annotation; the code invents its own examples."""
    golds = [json.loads(line) for line in (ROOT / "benchmarks" / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()]
    keys = {key for gold in golds if gold.get("garbled") for key in (gold["surface"], gold.get("source_zh") or "")}
    long = [key for key in keys if len(re.sub(r"\D", "", key)) >= LEAST_DIGITS]
    assert len(long) > 100
    assert [(path.relative_to(ROOT).as_posix(), key) for path in MODULES for key in long if key in source(path)] == []


def test_every_item_has_a_title_and_a_unit() -> None:
    """In English and Chinese; the unit is one of the vocabulary in any currency; names and titles are unique."""
    assert [item.name for item in ITEMS if not item.title.strip() or not item.title_zh.strip()] == []
    assert [item.name for item in ITEMS if unit(item.unit_in("CNY")).code != item.unit_in("CNY")] == []
    assert len({item.name for item in ITEMS}) == len(ITEMS)
    assert len({item.title for item in ITEMS}) == len(ITEMS)


def test_every_ratio_has_a_title_a_unit_and_a_source() -> None:
    """A ratio without a definition of somebody else's is an opinion."""
    assert [ratio.name for ratio in RATIOS if not ratio.title.strip() or not ratio.source.strip()] == []
    assert [ratio.name for ratio in RATIOS if unit(ratio.unit.replace("money", "CNY")).code == ""] == []
    assert len({ratio.name for ratio in RATIOS}) == len(RATIOS)


def test_every_identity_has_a_title_and_a_source() -> None:
    """And a comparison, or it states nothing."""
    assert [one.name for one in IDENTITIES if not one.title.strip() or not one.source.strip()] == []
    assert [one.name for one in IDENTITIES if one.formula.comparison is None] == []


def test_modules_stay_short() -> None:
    """A module over 400 lines becomes a folder of the same name; rows of the catalogue may run on."""
    lengths = {path.relative_to(PACKAGE).as_posix(): source(path).count("\n") for path in MODULES if path.parent.name != "catalogue"}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_stay_short() -> None:
    """Eighty lines is a sign to split."""
    long = {
        f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(source(path)))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    """A docstring first."""
    assert [path.relative_to(PACKAGE).as_posix() for path in MODULES if not ast.get_docstring(ast.parse(source(path)))] == []


def test_the_face_is_small_and_sorted() -> None:
    """Fewer than twenty names, in order, none twice."""
    names = finkit.__all__
    assert len(names) < 20
    assert list(names) == sorted(set(names))


@pytest.mark.parametrize("name", finkit.__all__)
def test_every_name_of_the_face_can_be_imported(name: str) -> None:
    """From the root, and it is no sub-package's name: the import system would overwrite it."""
    assert getattr(finkit, name) is not None
    assert name in dir(finkit)
    assert not (PACKAGE / name).is_dir()
    assert not (PACKAGE / f"{name}.py").exists()


def test_a_name_that_is_not_on_the_face_says_which_are() -> None:
    """Attribute errors name the face."""
    with pytest.raises(AttributeError, match=r"module 'finkit' has no attribute 'chek'; it has .*check"):
        _ = finkit.chek


def test_every_exception_is_a_finkit_error_with_a_sentence() -> None:
    """One class for one mistake, each with a docstring, each to be caught by its root."""
    classes = [one for one in vars(import_module("finkit.errors")).values() if isinstance(one, type) and issubclass(one, Exception)]
    assert [one.__name__ for one in classes if not issubclass(one, FinkitError)] == []
    assert [one.__name__ for one in classes if not one.__doc__] == []
    assert len(classes) > 10
