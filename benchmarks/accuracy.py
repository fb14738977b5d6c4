"""Score finkit's reading of the seeds and of the other dialects against the gold, and hold the floors.

    python benchmarks/accuracy.py            print the table
    python benchmarks/accuracy.py --check    fail where a floor of benchmarks/accuracy.json is missed (CI)
    python benchmarks/accuracy.py --write    raise the floors to what was measured, never lower one; renew the README

Runs: the operating-data paragraphs of the lead document, all five seeds with the statements of the company that a
document is linked to, all five without any, and the fragments of other dialects.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

import score  # noqa: E402  (the scorer stands beside this file)

from finkit.pipeline import check, named_company  # noqa: E402
from finkit.text.document import parse, read  # noqa: E402

RESULTS = HERE / "accuracy.json"
README = ROOT / "README.md"
SEED_GOLD = HERE / "gold" / "seeds.jsonl"
OTHER_GOLD = HERE / "gold" / "other_dialects_scorable.jsonl"
OPERATING_DATA = ("003.013", "003.077")
# Measures that may only rise, and counts that may only fall.
RATES = ("right_rate", "right_or_offered_rate", "certain_right_rate", "certain_right_or_offered_rate", "pinned_confident_rate")
COUNTS = ("false", "spoilt", "invented", "wolf")


def golds(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def seeds_checked(company: str) -> list[dict[str, Any]]:
    """The check documents of the five seeds, against `auto` or `none`."""
    found = []
    for place in sorted((ROOT / "seeds").glob("*.txt")):
        document = read(place)
        known = named_company(document, ROOT / "statements") if company == "auto" else None
        found.append(check(document, known).document_dict())
    return found


def scored(gold: list[dict[str, Any]], results: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    """The scorer's tally of one kind, with the values that overlap nothing in the gold."""
    wanted = [one for one in score.golds_of(gold) if one["kind"] == kind and (kind != "value" or one.get("truth_value") is not None)]
    tally, _ = score.score(wanted, results)
    here: dict[str, list[dict[str, Any]]] = {}
    for one in gold:
        here.setdefault(Path(one.get("file") or one["doc"]).name, []).append(one)
    tally["all"]["invented"] = sum(
        figure["kind"] == "value" and not any(score.overlap(one, figure) > 0 for one in here.get(Path(result["document"]).name, ()))
        for result in results
        for figure in result["figures"]
    )
    return tally


def measured() -> dict[str, dict[str, dict[str, Any]]]:
    """Every run's tally."""
    gold = golds(SEED_GOLD)
    with_facts, alone = seeds_checked("auto"), seeds_checked("none")
    first, last = OPERATING_DATA
    paragraphs = [one for one in gold if first <= one["id"] <= last]
    other = golds(OTHER_GOLD)
    fragments = [check(parse(text, name)).document_dict() for name, text in {one["file"]: one["text"] for one in other}.items()]
    lead = [one for one in with_facts if one["company"]]
    operating = scored(paragraphs, lead, "value")
    others = scored(other, fragments, "value")
    for partly in (operating, others):  # their gold leaves figures of the same text out
        partly["all"].pop("invented")
    return {
        "operating data": operating,
        "seeds, with statements": scored(gold, with_facts, "value"),
        "seeds, alone": scored(gold, alone, "value"),
        "seeds, periods": scored(gold, with_facts, "period"),
        "other dialects": others,
    }


def kept(tallies: dict[str, dict[str, dict[str, Any]]]) -> dict[str, dict[str, dict[str, Any]]]:
    """The numbers that are floors."""
    return {
        run: {
            group: {name: tally[name] for name in (*RATES, *COUNTS, "gold", "confident") if tally.get(name) is not None}
            for group, tally in groups.items()
        }
        for run, groups in tallies.items()
    }


def missed(now: dict[str, Any], floors: dict[str, Any]) -> list[str]:
    """One line for every floor that is missed."""
    lines = []
    for run, groups in floors.items():
        for group, wanted in groups.items():
            found = now.get(run, {}).get(group, {})
            for name in (*RATES, *COUNTS):
                if name not in wanted:
                    continue
                measured_now = found.get(name)
                worse = measured_now is None or (measured_now < wanted[name] if name in RATES else measured_now > wanted[name])
                if worse:
                    lines.append(f"{run}, {group}: {name} is {measured_now}, the floor {wanted[name]}")
    return lines


def best(now: dict[str, Any], floors: dict[str, Any]) -> dict[str, Any]:
    """The better of what was measured and what was held before, number by number."""
    result: dict[str, Any] = {}
    for run, groups in now.items():
        for group, tally in groups.items():
            held = floors.get(run, {}).get(group, {})
            chosen = {
                name: max(value, held.get(name, value)) if name in RATES else min(value, held.get(name, value)) if name in COUNTS else value
                for name, value in tally.items()
            }
            result.setdefault(run, {})[group] = chosen
    return result


def table(now: dict[str, Any]) -> str:
    """The runs as a Markdown table."""
    head = "| run | figures | right | right or offered | certain right | pinned, confident | confident | false | spoilt | wolf |"
    lines = [head, "| --- |" + " ---: |" * 9]
    for run, groups in now.items():
        for group, tally in groups.items():
            if not tally.get("gold"):
                continue
            rates = [f"{100 * tally[name]:.1f} %" if tally.get(name) is not None else "–" for name in (*RATES[:3], RATES[4])]
            counts = [str(tally.get(name, "–")) for name in ("confident", "false", "spoilt", "wolf")]
            lines.append(f"| {run}, {group} | {tally['gold']} | {' | '.join(rates)} | {' | '.join(counts)} |")
    return "\n".join(lines)


def shown_in(readme: str, lines: str) -> str:
    """The README with its accuracy table replaced."""
    start, end = "<!-- accuracy: written by benchmarks/accuracy.py --write -->\n", "<!-- /accuracy -->"
    before, _, rest = readme.partition(start)
    return before + start + lines + "\n" + end + rest.partition(end)[2]


def main() -> None:
    """Print, check or write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="fail where a floor is missed")
    arguments.add_argument("--write", action="store_true", help="raise the floors to what was measured")
    options = arguments.parse_args()
    now = kept(measured())
    print(table(now))
    floors = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if options.write:
        RESULTS.write_text(json.dumps(best(now, floors), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        README.write_text(shown_in(README.read_text(encoding="utf-8"), table(now)), encoding="utf-8")
    lines = missed(now, floors)
    if options.check and lines:
        sys.exit("accuracy: floors missed\n  " + "\n  ".join(lines))


if __name__ == "__main__":
    main()
