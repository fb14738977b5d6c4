"""The face that valuation models import: it changes only on purpose, travels unchanged, and its examples run."""

from __future__ import annotations

import copy
import doctest
import inspect
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pandas as pd
import pytest
from pydantic import BaseModel, TypeAdapter

import finkit
from finkit import batch, bridges, errors
from finkit.statements.company import Company
from finkit.text.document import Document
from finkit.verdicts.reconcile import Reconciliation, Settled
from finkit.verdicts.verdict import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "face.txt"
LONG = 40  # characters of a default, above which its type stands for it
HEAVY = {"pandas", "numpy", "rich", "openpyxl", "xlsxwriter", "pydantic", "pyarrow", "click"}
FUNCTIONS = {f"finkit.{name}": getattr(finkit, name) for name in finkit.__all__ if inspect.isfunction(getattr(finkit, name))}
FUNCTIONS |= {
    f"{room.__name__}.{name}": getattr(room, name)
    for room in (bridges, batch)
    for name in room.__all__
    if inspect.isfunction(getattr(room, name))
}
TYPES = (Company, Check, finkit.ValuationInputs, Document, Reconciliation, Settled)


def signature(function: Callable[..., Any]) -> str:
    """Parameters with their kinds, annotations as written and short defaults."""
    told, kind = [], None
    for one in inspect.signature(function).parameters.values():
        if one.kind is inspect.Parameter.KEYWORD_ONLY and kind is not inspect.Parameter.KEYWORD_ONLY:
            told.append("*")
        kind = one.kind
        stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(kind, "")
        default = "" if one.default is one.empty else f" = {short(one.default)}"
        told.append(f"{stars}{one.name}{'' if one.annotation is one.empty else f': {one.annotation}'}{default}")
    gives = inspect.signature(function).return_annotation
    return f"({', '.join(told)}) -> {gives}"


def short(value: object) -> str:
    """A default as it is written, or its type where it is long."""
    return repr(value) if len(repr(value)) <= LONG else f"<{type(value).__name__}>"


def within(annotation: object) -> Iterator[type]:
    """The models of finkit that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from within(part)


def models() -> list[type]:
    """The types of the face and every model that stands in one of their fields."""
    found: dict[type, None] = {}
    waiting = list(TYPES)
    while waiting:
        kind = waiting.pop(0)
        if kind not in found:
            found[kind] = None
            waiting += [one for field in getattr(kind, "model_fields", {}).values() for one in within(field.annotation)]
    return list(found)


def lines_of(kind: type) -> Iterator[str]:
    """A type's fields with annotations and defaults, then its own properties and methods."""
    yield f"{kind.__module__}.{kind.__name__}"
    written = {
        name: text for one in reversed(kind.__mro__) if one.__module__.startswith("finkit") for name, text in annotations(one).items()
    }
    if is_dataclass(kind):
        yield from (f"  {field.name}: {field.type}" for field in fields(kind))
    else:
        for name, field in kind.model_fields.items():  # type: ignore[attr-defined]  # (all others are models)
            yield f"  {name}: {written[name]}{'' if field.is_required() else f' = {short(field.default)}'}"
    for name, member in vars(kind).items():
        if name.startswith("_") and name != "__getitem__":
            continue
        if isinstance(member, property | cached_property):
            function = member.fget if isinstance(member, property) else member.func
            yield f"  {name} -> {inspect.signature(function).return_annotation}"  # type: ignore[arg-type]  # (every property has one)
        elif inspect.isfunction(member):
            yield f"  {name}{signature(member)}"


def annotations(kind: type) -> dict[str, str]:
    """As written in the class body."""
    return {name: str(text) for name, text in inspect.get_annotations(kind).items()}


def face() -> str:
    """Every public name, parameter and field, one a line."""
    lines = [f"finkit.{name}" for name in finkit.__all__ if f"finkit.{name}" not in FUNCTIONS]
    lines += [f"finkit.bridges.{name}" for name in bridges.__all__ if f"finkit.bridges.{name}" not in FUNCTIONS]
    lines += [f"{name}{signature(function)}" for name, function in FUNCTIONS.items()]
    for kind in models():
        lines += ["", *lines_of(kind)]
    lines += ["", "finkit.errors"]
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, errors.FinkitError):
            lines.append(f"  {name}({', '.join(base.__name__ for base in kind.__bases__)})")
    return "\n".join(lines) + "\n"


def test_the_face_is_what_it_was() -> None:
    """A name, parameter, field or default that changes breaks somebody's model: `FINKIT_RENEW=1 pytest tests/test_face.py` says it may."""
    if os.environ.get("FINKIT_RENEW"):
        GOLDEN.write_text(face(), encoding="utf-8")
    assert face().splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_a_changed_parameter_field_or_default_shows() -> None:
    """The golden would notice each of them."""

    def before(company: str, *, plain: bool = False) -> str: ...
    def after(company: str, *, plain: bool = True) -> str: ...

    assert signature(before) == "(company: str, *, plain: bool = False) -> str"
    assert signature(after) != signature(before)
    text = face()
    for part in (
        "finkit.measure(companies: Company | Iterable[Company] | Frames, ratios:",
        "  fcfe: Input\n",
        "  unit: str | None = None\n",
    ):
        assert part in text


@pytest.mark.parametrize("code", ["import finkit", "import finkit\nfinkit.FinkitError", "import finkit\ndir(finkit)\nfinkit.__version__"])
def test_importing_the_face_loads_nothing_heavy(code: str) -> None:
    """Every name is loaded when it is asked for."""
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert set(result.stdout.split()) & HEAVY == set()


@pytest.fixture(scope="module")
def used() -> dict[str, Any]:
    """One of each type of the face, after every view of it was asked for."""
    company = finkit.load("600111.SH")
    document = finkit.read(ROOT / "seeds" / "003_7ff7d8e367d35ef2.txt")
    check = finkit.check(document, company)
    filled = finkit.reconstruct(company, check)
    finkit.measure([company, filled])
    assert company.facts[0].interval.low <= company.facts[0].value
    assert company.restated_periods < set(company.periods)
    assert check.summary.figures == len(check.values)
    inputs = finkit.valuation_inputs(company, "FY2021")
    return {"company": company, "filled": filled, "document": document, "check": check, "inputs": inputs}


@pytest.mark.parametrize("name", ["company", "filled", "document", "check", "inputs"])
def test_what_the_face_gives_travels_unchanged(used: dict[str, Any], name: str) -> None:
    """Pickle, JSON, shallow and deep copy: equal, and written the same again."""
    given = used[name]
    adapter = TypeAdapter(type(given))
    written = adapter.dump_json(given)
    ways = (pickle.loads(pickle.dumps(given)), adapter.validate_json(written), copy.copy(given), copy.deepcopy(given))  # noqa: S301  (ours)
    for back in ways:
        assert back == given
        assert type(back) is type(given)
        assert adapter.dump_json(back) == written


def test_a_pickle_of_a_company_holds_no_views(used: dict[str, Any]) -> None:
    """They are made again where they are wanted, and cost nothing on the way."""
    company = used["company"]
    assert {"_index", "_orders"} <= set(vars(company))
    assert set(vars(pickle.loads(pickle.dumps(company)))) == set(Company.model_fields)  # noqa: S301  (our own bytes)
    assert pickle.loads(pickle.dumps(company)).periods == company.periods  # noqa: S301  (our own bytes)


def test_a_copy_with_other_facts_sees_them(used: dict[str, Any]) -> None:
    """Pydantic's own way to change a field: no view of the old facts stays behind."""
    company = used["company"]
    fewer = company.model_copy(update={"facts": company.facts[:1]})
    assert fewer.periods == (company.facts[0].period,)
    assert fewer.fact("revenue", company.periods[-1]) is None
    assert len(company.periods) > 1


def raised() -> list[errors.FinkitError]:
    """Mistakes of the face, caught; some are builtins that keep a state of their own."""
    calls: tuple[Callable[[], object], ...] = (
        lambda: finkit.load("nobody at all"),
        lambda: finkit.read("absent.txt"),
        lambda: finkit.measure((), ["gros_margin"]),
        lambda: finkit.valuation_inputs(finkit.load("600111.SH"), "FY2021").require("fcff"),
        lambda: bridges.from_json("{"),
    )
    found: list[errors.FinkitError] = [errors.ExtraMissingError(path="r.pdf", wanted="PDF", library="pypdfium2", extra="pdf")]
    for call in calls:
        with pytest.raises(errors.FinkitError) as caught:
            call()
        found.append(caught.value)
    return found


@pytest.mark.parametrize("error", raised(), ids=lambda error: type(error).__name__)
def test_errors_travel_between_processes(error: errors.FinkitError) -> None:
    """A worker's mistake arrives with its class, sentence and facts."""
    back = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own bytes)
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))
    assert getattr(back, "path", None) == getattr(error, "path", None)


def test_eight_threads_find_what_one_finds(used: dict[str, Any]) -> None:
    """Checking, measuring and asking for inputs at once, on one company that all share and on ones of their own."""
    shared = finkit.load("600111.SH")

    def work(number: int) -> tuple[str, pd.DataFrame, finkit.ValuationInputs]:
        company = shared if number % 2 else finkit.load("600111.SH")
        check = finkit.check(used["document"], company)
        return check.to_json(), finkit.measure(company), finkit.valuation_inputs(company, "FY2021")

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(8)))
    for text, table, inputs in results:
        assert text == used["check"].to_json()
        pd.testing.assert_frame_equal(table, finkit.measure(used["company"]), check_exact=True)
        assert inputs == used["inputs"]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_of_the_face_has_an_example_that_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its docstring, in a folder that has the seeds."""
    if "parquet" in name and find_spec("pyarrow") is None:
        pytest.skip("pyarrow is not installed")  # tests/test_bridges.py fails where FINKIT_REQUIRE names it
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FINKIT_STATEMENTS", str(ROOT / "statements"))
    function = FUNCTIONS[name]
    (example,) = doctest.DocTestFinder(recurse=False).find(
        function, name, module=import_module(function.__module__), globs={"finkit": finkit}
    )
    told: list[str] = []
    result = doctest.DocTestRunner().run(example, out=told.append)
    assert result.attempted > 0
    assert "".join(told) == ""
