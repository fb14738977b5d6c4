"""Count how many of the gold's relations a check of the seeds knows, and how many hold as the gold says.

    python benchmarks/relations.py [--missing] [--company auto|none]

A gold relation is known where one relation of the check ties all of its figures; it may tie more (the rate that the gold
leaves unsaid). Figures that the check knows for one number said again stand for each other. It is as the gold says
where such a relation holds, or is broken, as the gold's does.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import score  # noqa: E402  (the scorer stands beside this file)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GOLD = HERE / "gold" / "seeds.jsonl"
GOLD_RELATIONS = HERE / "gold" / "seeds_relations.jsonl"


@dataclass(frozen=True)
class Known:
    """A gold relation, and the relations of the check that tie its figures."""

    gold: dict[str, Any]
    found: tuple[dict[str, Any], ...]

    @property
    def agreeing(self) -> tuple[dict[str, Any], ...]:
        """Those that hold, or are broken, as the gold says."""
        return tuple(one for one in self.found if one["holds"] is self.gold["holds"])


def _objects(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def figures_of(results: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The figure of the check for every gold figure, by the gold's id."""
    by_document = {Path(one["document"]).name: one["figures"] for one in results}
    found = {}
    for gold in _objects(GOLD):
        match = score.best_match(gold, by_document.get(gold["file"], []))
        if match is not None:
            found[gold["id"]] = match
    return found


def coverage(results: Sequence[dict[str, Any]]) -> list[Known]:
    """Every gold relation with the relations of the checks that tie all of its figures."""
    figures = figures_of(results)
    by_term: dict[tuple[str, str], list[dict[str, Any]]] = {}
    one_number = _said_again(results)
    documents = {gold["id"]: gold["file"] for gold in _objects(GOLD)}
    for one in results:
        for relation in one["relations"]:
            for term in relation["terms"]:
                by_term.setdefault((Path(one["document"]).name, term), []).append(relation)
    known = []
    for gold in _objects(GOLD_RELATIONS):
        wanted = [(documents[name], figures[name]["id"]) for name in gold["gold_ids"] if name in figures]
        complete = len(wanted) == len(gold["gold_ids"])
        candidates = [one for term in one_number.get(wanted[0], [wanted[0]]) for one in by_term.get(term, [])] if complete else []
        names = [{term for _, term in one_number.get(one, [one])} for one in wanted]
        found = tuple(one for one in candidates if all(group & set(one["terms"]) for group in names) and len(one["terms"]) >= len(names))
        known.append(Known(gold, found))
    return known


def _said_again(results: Sequence[dict[str, Any]]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """For each figure that a repeat ties, all figures that repeats tie it to."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in results:
        name = Path(one["document"]).name
        for relation in one["relations"]:
            if relation["kind"] == "repeat" and relation["holds"]:
                joined = [(name, term) for term in relation["terms"]]
                group = list(dict.fromkeys(other for term in joined for other in groups.get(term, [term])))
                groups |= dict.fromkeys(group, group)
    return groups


def summary(known: Sequence[Known]) -> str:
    """A line in all, and one for each kind."""
    kinds = Counter(one.gold["kind"] for one in known)
    lines = [f"{'kind':12}{'gold':>6}{'known':>7}{'as gold says':>14}"]
    for kind in [*sorted(kinds), "all"]:
        group = [one for one in known if kind in {one.gold["kind"], "all"}]
        lines.append(f"{kind:12}{len(group):>6}{sum(bool(one.found) for one in group):>7}{sum(bool(one.agreeing) for one in group):>14}")
    return "\n".join(lines)


def main() -> None:
    """Check the seeds, print the coverage."""
    from accuracy import seeds_checked  # noqa: PLC0415  (late: tests import this module for `coverage` alone)

    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--company", choices=("auto", "none"), default="auto")
    arguments.add_argument("--missing", action="store_true", help="a line for each gold relation that no relation of the check is like")
    options = arguments.parse_args()
    known = coverage(seeds_checked(options.company))
    print(summary(known))
    if options.missing:
        for one in known:
            if not one.agreeing:
                others = ", ".join(f"{found['id']} holds={found['holds']}" for found in one.found)
                print(f"{one.gold['id']} {one.gold['kind']:10} {one.gold['expr']} (holds {one.gold['holds']}) {others or '-'}")


if __name__ == "__main__":
    main()
