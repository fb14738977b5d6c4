"""A valuation model that imports only finkit passes mypy --strict, by the types that finkit ships (py.typed)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OTHERS = ("pydantic", "pandas", "mypy")  # the folders that hold what finkit and the test need
PROGRAM = '''
from decimal import Decimal
from pathlib import Path

import finkit
from finkit import bridges


def equity_value(inputs: finkit.ValuationInputs, enterprise_value: Decimal) -> Decimal:
    """Enterprise value less net debt and minority interest, associates added."""
    absent = {one.name: one.supply for one in inputs.missing}
    associates = inputs.associates.value or Decimal(0)
    if "net_debt" in absent:
        raise ValueError(absent["net_debt"])
    return enterprise_value - inputs.require("net_debt") - inputs.require("minority_interest") + associates


def checked(company: finkit.Company, report: Path) -> finkit.Check:
    return finkit.check(report, company)


def margins(company: finkit.Company) -> list[float]:
    return [float(one.value) for one in finkit.valuation_inputs(company, "FY2021").gross_margin if one.value is not None]


companies: tuple[str, ...] = finkit.companies()
company = finkit.load(companies[0])
filled: finkit.Company = finkit.reconstruct(company, checked(company, Path("report.txt")))
text: str = bridges.to_json(filled)
again: finkit.Company = bridges.from_json(text)
book: Path = finkit.write_workbook("book.xlsx", again, peers=[company])
settled = finkit.reconcile({"a": "1", "b": None}, ["a == b"])["b"].value
unit: str = finkit.valuation_inputs(company, "FY2021").fcff.unit
try:
    finkit.load("nobody")
except finkit.FinkitError as error:
    print(error, settled, unit, finkit.__version__)
'''


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment that finkit is installed in; without mypy the test is skipped, unless FINKIT_REQUIRE names it."""
    if find_spec("mypy") is None:
        if "mypy" in os.environ.get("FINKIT_REQUIRE", ""):
            pytest.fail("FINKIT_REQUIRE wants mypy, and it is not installed")
        pytest.skip("mypy is not installed")
    folder = tmp_path / "venv"
    venv.create(folder, symlinks=True)
    packages = next((folder / "lib").glob("python*")) / "site-packages"
    (packages / "others.pth").write_text(
        "\n".join({str(Path(import_module(name).__path__[0]).parent) for name in OTHERS}), encoding="utf-8"
    )
    (packages / "finkit").symlink_to(ROOT / "finkit")
    return folder


def complaints(program: str, environment: Path) -> list[str]:
    """What mypy --strict says of a program, with no settings of ours."""
    path = environment.parent / "model.py"
    path.write_text(program, encoding="utf-8")
    cache = ROOT / ".mypy_cache" / "face"
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--cache-dir", str(cache), "--no-error-summary"]
    command += ["--python-executable", str(environment / "bin" / "python"), path.name]
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "MYPYPATH"}}
    result = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False, env=clean)
    assert result.returncode in {0, 1}, result.stdout + result.stderr
    return result.stdout.splitlines()


def test_a_model_that_imports_only_finkit_is_typed(environment: Path) -> None:
    """Nothing is Any on the way: a strict program passes, and its mistakes are found."""
    assert complaints(PROGRAM, environment) == []
    wrong = (
        "import finkit\n"
        "inputs = finkit.valuation_inputs(finkit.load('x'), 'FY2021')\n"
        "sum_of = inputs.fcff.value + 1\n"
        "inputs.freecashflow\n"
        "finkit.check(12)\n"
    )
    found = complaints(wrong, environment)
    assert [line.split(":")[1] for line in found if ": error:" in line] == ["3", "4", "5"]
    assert [line.rpartition("[")[2] for line in found if ": error:" in line] == ["operator]", "attr-defined]", "arg-type]"]


def test_without_its_marker_finkit_would_have_no_types(environment: Path) -> None:
    """`py.typed` is what makes the types count; the test above would not notice its loss otherwise."""
    (link,) = environment.glob("lib/python*/site-packages/finkit")
    link.unlink()
    shutil.copytree(ROOT / "finkit", link, ignore=shutil.ignore_patterns("py.typed", "__pycache__", "_shipped"))
    assert any("[import-untyped]" in line for line in complaints("import finkit\n", environment))
