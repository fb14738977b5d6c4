"""finkit: statements, metrics and damaged reports of companies, with how every figure is known.

The face that valuation models import; ways to and from other tools stand in `finkit.bridges`. Names are loaded when
first asked for: `import finkit` alone loads neither pandas nor a renderer.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from finkit.errors import FinkitError
    from finkit.metrics.measure import measure
    from finkit.pipeline import accept, check, reconcile, reconstruct
    from finkit.reports.layouts.added import SheetRow, SheetTable
    from finkit.reports.publish import summary, write_page, write_workbook
    from finkit.statements.company import Company
    from finkit.statements.files import companies, load
    from finkit.text.document import parse, read
    from finkit.valuation import ValuationInputs, valuation_inputs
    from finkit.verdicts.verdict import Check

__version__ = "0.1.0"

_HOMES = {
    "Check": "finkit.verdicts.verdict",
    "Company": "finkit.statements.company",
    "FinkitError": "finkit.errors",
    "SheetRow": "finkit.reports.layouts.added",
    "SheetTable": "finkit.reports.layouts.added",
    "ValuationInputs": "finkit.valuation",
    "accept": "finkit.pipeline",
    "check": "finkit.pipeline",
    "companies": "finkit.statements.files",
    "load": "finkit.statements.files",
    "measure": "finkit.metrics.measure",
    "parse": "finkit.text.document",
    "read": "finkit.text.document",
    "reconcile": "finkit.pipeline",
    "reconstruct": "finkit.pipeline",
    "summary": "finkit.reports.publish",
    "valuation_inputs": "finkit.valuation",
    "write_page": "finkit.reports.publish",
    "write_workbook": "finkit.reports.publish",
}

__all__ = [
    "Check",
    "Company",
    "FinkitError",
    "SheetRow",
    "SheetTable",
    "ValuationInputs",
    "accept",
    "check",
    "companies",
    "load",
    "measure",
    "parse",
    "read",
    "reconcile",
    "reconstruct",
    "summary",
    "valuation_inputs",
    "write_page",
    "write_workbook",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (whatever the home module holds under that name)
    """A name of the face, from the module where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module 'finkit' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
