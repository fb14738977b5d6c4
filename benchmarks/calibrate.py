"""Fit what a verdict and its margin are worth: how often such a figure is right, on generated documents of every dialect.

python benchmarks/calibrate.py [--documents 60] [--seed 20000]     fit, and print beside documents of another seed
python benchmarks/calibrate.py --write                             renew finkit/verdicts/fitted.py as well

The chance of being right is the share of right figures with that verdict, by steps of the margin, apart for documents
that lost their points, that show other damage, and that show none. All nine dialects weigh alike, the clean one among them.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parent))

import score as scoring
from generated import made_for

from finkit.pipeline import check
from finkit.testing.damage import DIALECTS
from finkit.text.document import parse
from finkit.verdicts.confidence import STEPS, confidence, sight_of, step_of

FITTED = Path(__file__).resolve().parent.parent / "finkit" / "verdicts" / "fitted.py"
_PSEUDO, _LEAN, _MOST = 0.5, 2.0, 0.9999
_BINS = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
Seen = tuple[str, str, float, bool]  # verdict, sight, margin, right


def seen_in(task: tuple[str, int]) -> list[Seen]:
    """Every quantity of one generated document with what was said of it, and whether it is right."""
    made, company = made_for(*task)
    found = check(parse(made.text, made.name), company)
    sight = sight_of(found.dialect.stages, [figure.edits for figure in found.values])
    figures = found.document_dict()["figures"]
    pairs = [(one, scoring.best_match(one, figures)) for one in made.gold if one["kind"] == "value"]
    return [
        (figure["verdict"], sight, figure["margin"], scoring.agrees(one, figure))
        for one, figure in pairs
        if figure is not None and figure.get("verdict")
    ]


def fitted(seen: list[Seen]) -> dict[tuple[str, str], tuple[float, ...]]:
    """For each (verdict, sight) the share that is right at each step of the margin, never falling."""
    groups: dict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for verdict, sight, margin, right in seen:
        groups[verdict, sight].append((margin, right))
    return {key: _rising(cases) for key, cases in sorted(groups.items())}


def _rising(cases: list[tuple[float, bool]]) -> tuple[float, ...]:
    """Shares by step; a step with too few cases leans on all of them, and neighbours that fall are pooled."""
    mean = (sum(right for _, right in cases) + _PSEUDO) / (len(cases) + 2 * _PSEUDO)
    blocks: list[tuple[float, float, int]] = []  # (right, cases, steps)
    for step in range(len(STEPS)):
        here = [right for margin, right in cases if step_of(margin) == step]
        blocks.append((sum(here) + mean * _LEAN, len(here) + _LEAN, 1))
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last, before = blocks.pop(), blocks.pop()
            blocks.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    return tuple(min(_MOST, round(right / count, 4)) for right, count, steps in blocks for _ in range(steps))


def module(table: dict[tuple[str, str], tuple[float, ...]]) -> str:
    """The text of `finkit/verdicts/fitted.py`."""
    lines = ['"""What verdicts are worth, fitted on generated documents: written by benchmarks/calibrate.py."""', "",
             "# (verdict, sight): the share that is right, by steps of the margin",
             "CHANCES: dict[tuple[str, str], tuple[float, ...]] = {"]  # fmt: skip
    lines += [f'    ("{verdict}", "{sight}"): {pair},' for (verdict, sight), pair in table.items()]
    return "\n".join([*lines, "}", ""])


def show(seen: list[Seen]) -> None:
    """The calibration table: what was promised beside what came."""
    bins: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for verdict, sight, margin, right in seen:
        promised = confidence(verdict, margin, sight)
        bins[next(top for top in _BINS if promised <= top)].append((promised, right))
    print(f"{'confidence up to':>18}{'figures':>10}{'promised':>10}{'right':>10}")
    for top in sorted(bins):
        cases = bins[top]
        promised, came = fmean(one for one, _ in cases), fmean(hit for _, hit in cases)
        print(f"{top:>18}{len(cases):>10}{promised:>10.4f}{came:>10.4f}")


def _tasks(seed: int, documents: int) -> list[tuple[str, int]]:
    """So many documents of every dialect."""
    return [(name, seed + number) for name in DIALECTS for number in range(documents)]


def main() -> None:
    """Fit, write, print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=60, help="documents of each dialect")
    arguments.add_argument("--seed", type=int, default=20_000)
    arguments.add_argument("--write", action="store_true", help="renew finkit/verdicts/fitted.py")
    options = arguments.parse_args()
    there = options.seed + 500_000
    with ProcessPoolExecutor(2) as pool:
        fit_on, tried_on = (
            [one for found in pool.map(seen_in, _tasks(seed, options.documents), chunksize=8) for one in found]
            for seed in (options.seed, there)
        )
    text = module(fitted(fit_on))
    if options.write:
        FITTED.write_text(text, encoding="utf-8")
        print(f"{FITTED.name} written: run again to see it in use", file=sys.stderr)
    sys.stdout.write(text)
    print(f"\nin use, on other documents (seed {there}):")
    show(tried_on)


if __name__ == "__main__":
    main()
