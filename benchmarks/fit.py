"""Fit what readings cost, on data: how many decimals numbers carry, how large percentages are, how often each damage is.

python benchmarks/fit.py            print what is in use beside what the data say
python benchmarks/fit.py --write    renew finkit/candidates/fitted.py

Sizes of growth, compound growth, expense ratios and changes in points come from the public figures in `statements/_raw`
(every pair of years of every income line); decimals and the frequency of each damage from the hand-made gold, as totals
with pseudo-counts. No single figure of a document enters.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from statistics import fmean, pstdev

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "statements" / "_raw"
GOLD = ROOT / "benchmarks" / "gold"
FITTED = ROOT / "finkit" / "candidates" / "fitted.py"

_YEAR = re.compile(r"FY(20[0-9]{2})")
_REVENUE = re.compile(r"^(?:total )?(?:operating )?revenue$", re.IGNORECASE)
_EXPENSE = re.compile(r"^(?:selling|administrative|R&D|research|general|financ)[a-z&, -]*(?:expenses?|costs?)?$", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"revenue|profit|cost of|expense|ebit|net income", re.IGNORECASE)  # lines whose growth reports tell
_KINDS = {"percent": "percentage", "pp": "percentage", "CNY": "money", "USD": "money", "t": "mass", "t/yr": "mass"}
_PSEUDO = 8.0
_FLAT = {  # what is believed before the data, at the weight of _PSEUDO numbers
    "percentage": (0.25, 0.30, 0.40, 0.03, 0.02), "money": (0.15, 0.25, 0.50, 0.05, 0.03, 0.02), "mass": (0.25, 0.35, 0.30, 0.05, 0.05),
    "other": (0.60, 0.20, 0.15, 0.03, 0.02),
}  # fmt: skip
_LARGEST = 10.0  # nine- and tenfold growth is a story of its own


def _series() -> dict[tuple[str, str], dict[int, float]]:
    """The years of every income line of every company, as first printed."""
    found: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for name, caption in (("north_rare_earth", "line_item"), ("peers", "line_item"), ("line_items", "line_item_english")):
        with (RAW / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                year = _YEAR.fullmatch(row["period"])
                if year and row["statement"] == "income" and row["value"]:
                    key = row.get("company", "600111"), row[caption].strip().casefold()
                    found[key].setdefault(int(year[1]), float(row["value"]))
    return found


def _lognormal(sizes: list[float]) -> tuple[float, float]:
    """(median, spread in nats) of sizes in percent; those that round to nothing are left out."""
    logs = [math.log(size) for size in sizes if 0.05 <= size <= 100 * _LARGEST]  # noqa: PLR2004
    return round(math.exp(fmean(logs)), 2), round(pstdev(logs), 2)


def sizes() -> dict[str, tuple[float, float]]:
    """Usual size and spread of each kind of percentage."""
    growth, compound, ratios, points = [], [], [], []
    series = _series()
    revenue = {company: years for (company, line), years in series.items() if _REVENUE.match(line)}
    for (company, line), years in series.items():
        ordered = sorted(years)
        for first, last in pairwise(ordered):
            if _SPOKEN_OF.search(line) and last == first + 1 and years[first] > 0 and years[last] > 0:
                growth.append(100 * abs(years[last] / years[first] - 1))
        if _SPOKEN_OF.search(line) and len(ordered) > 2 and years[ordered[0]] > 0 and years[ordered[-1]] > 0:  # noqa: PLR2004
            compound.append(100 * abs((years[ordered[-1]] / years[ordered[0]]) ** (1 / (ordered[-1] - ordered[0])) - 1))
        if _EXPENSE.search(line) and company in revenue:
            shares = {year: 100 * abs(years[year] / revenue[company][year]) for year in ordered if revenue[company].get(year)}
            ratios += [share for share in shares.values() if share <= 30]  # noqa: PLR2004  (units that differ)
            points += [abs(shares[last] - shares[first]) for first, last in pairwise(sorted(shares)) if last == first + 1]
    return {"GROWTH": _lognormal(growth), "CAGR": _lognormal(compound), "EXPENSE": _lognormal(ratios), "POINTS": _lognormal(points)}


def _golds(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def decimals() -> dict[str, tuple[float, ...]]:
    """How often the original's numbers of each kind carried how many decimals."""
    seen: dict[str, Counter[int]] = defaultdict(Counter)
    texts: dict[str, str] = {}
    for one in _golds("seeds.jsonl"):
        if one["kind"] != "value" or one["confidence"] == "unsure" or not one.get("truth_value") or not one.get("resolution"):
            continue
        kind = _KINDS.get(str(one["truth_unit"]), "")
        if not kind:
            continue  # counts, prices and years lie too far apart for one table: what is believed before stands
        text = texts.setdefault(str(one["file"]), (ROOT / "seeds" / str(one["file"])).read_text(encoding="utf-8"))
        if "/" in {text[int(str(one["char_start"])) - 1], text[int(str(one["char_end"]))]}:
            continue  # members of a list carry the decimals of one another
        size, step = abs(float(str(one["truth_value"]))), float(str(one["resolution"]))
        scale = 1.0
        if kind in {"money", "mass"}:
            token = str(one.get("source_zh") or "")
            scale = 1e8 if "亿" in token or (not token and size >= 1e8) else 1e4 if "万" in token or (not token and size >= 1e4) else 1.0  # noqa: PLR2004
        seen[kind][min(5, max(0, round(math.log10(scale / step))))] += 1
    found = {}
    for kind, flat in _FLAT.items():
        total = sum(seen[kind].values()) + _PSEUDO
        shares = [round((seen[kind][place] + _PSEUDO * share) / total, 3) for place, share in enumerate(flat)]
        found[kind] = (*shares[:-1], round(1 - sum(shares[:-1]), 3))
    return found


def damages() -> dict[str, float]:
    """The share of each other damage among the fragments that were damaged, one pseudo-count each."""
    named = {"yi-as-billion": "billion for 亿", "wan-as-million": "million for 万", "decimal-dropped": "point lost",
             "yi-lost-on-10": "亿 a place too low", "wan-dropped": "scale word lost"}  # fmt: skip
    seen: Counter[str] = Counter()
    total = 0
    for one in _golds("other_dialects_scorable.jsonl"):
        total += bool(one["garbled"])
        seen.update(named[name] for name in one["mechanisms"] if name in named)  # type: ignore[attr-defined]
    shares = {name: round((seen[name] + 1) / (total + len(named)), 3) for name in named.values()}
    return shares | {"unseen": round(1 / (total + len(named)), 3)}


def module() -> str:
    """The text of `finkit/candidates/fitted.py`."""
    lines = ['"""What readings cost, fitted on data: written by benchmarks/fit.py, which says on which."""', "",
             "# How often the original's numbers carried no decimal, one, two ..."]  # fmt: skip
    lines += ["DECIMALS: dict[str, tuple[float, ...]] = {", *(f'    "{kind}": {shares},' for kind, shares in decimals().items()), "}"]
    lines += ["# Percentages: (usual size in percent, spread in nats) of a lognormal."]
    lines += [f"{name} = {size}" for name, size in sizes().items()]
    lines += ["# The share of damaged numbers that each damage of other dialects struck.", "DAMAGES: dict[str, float] = {"]
    lines += [*(f'    "{name}": {share},' for name, share in damages().items()), "}", ""]
    return "\n".join(lines)


def main() -> None:
    """Print or write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="renew finkit/candidates/fitted.py")
    if arguments.parse_args().write:
        FITTED.write_text(module(), encoding="utf-8")
    sys.stdout.write(module())


if __name__ == "__main__":
    main()
