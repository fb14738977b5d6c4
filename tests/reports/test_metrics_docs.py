"""The table in the docs is written from the rows."""

from __future__ import annotations

from pathlib import Path

from finkit.catalogue.ratios import RATIOS
from finkit.reports.layouts.metrics import metrics_markdown

DOCS = Path(__file__).resolve().parents[2] / "docs" / "metrics.md"


def test_the_docs_are_what_the_command_writes() -> None:
    """`finkit metrics --markdown > docs/metrics.md` renews them."""
    text = DOCS.read_text(encoding="utf-8")
    assert text == metrics_markdown()
    assert sum(line.startswith(("| `", "| ↳ `")) for line in text.splitlines()) == len(RATIOS)
