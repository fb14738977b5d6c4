"""Typos planted one at a time in a company's facts: how many are located, tied, only noticed, or located wrongly.

python benchmarks/typos.py [TICKER] [--every N] [--seed S]: prints a row a kind of typo; exits with 1 where one was
located wrongly, or where the tie of a slip of typing does not name the line.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections import Counter
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from finkit.statements.checks import excuses_of
from finkit.statements.derive import derive
from finkit.statements.files import load, statements_root
from finkit.statements.rows import Context, printed_values, read_facts
from finkit.testing.typos import KINDS, OTHERS, mistyped
from finkit.verdicts.slips import Located, locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finkit.statements.company import Company

LOCATED, TIED, OPEN, UNNOTICED, WRONG, ASTRAY = "located", "tied", "noticed", "unnoticed", "wrong", "astray"
OUTCOMES = (LOCATED, TIED, OPEN, UNNOTICED, WRONG, ASTRAY)


def examined(company: Company, text: str) -> Located:
    """What is found out about a facts.csv of a company."""
    segments, sources = frozenset(one.name for one in company.segments), frozenset(one.id for one in company.sources)
    reading = read_facts(text, Context("facts.csv", company.currency, segments, sources))
    facts = (*reading.facts, *derive(reading.facts, company.currency))
    return locate(facts, printed_values(text), excuses_of(company.explained))


def outcome(found: Located, line: int, true: Decimal) -> str:
    """What became of one typo on a line whose true value is known."""
    if any(slip.fact.line != line or Decimal(slip.meant[0]) != true for slip in found.slips):
        return WRONG
    if found.slips:
        return LOCATED
    if found.doubts:
        named = any(slip.fact.line == line and true in map(Decimal, slip.meant) for doubt in found.doubts for slip in doubt.slips)
        return TIED if named else ASTRAY
    return OPEN if found.open else UNNOTICED


def planted(text: str, every: int, seed: int, kinds: tuple[str, ...]) -> Iterator[tuple[str, int, Decimal, str]]:
    """(kind, line, true value, the file with the typo) for every so many facts and each kind that has a place there."""
    rows = list(csv.reader(io.StringIO(text)))
    for place in range(1, len(rows), every):
        for kind in kinds:
            typo = mistyped(rows[place][3], kind, Random(f"{seed} {place} {kind}"))  # noqa: S311  (a repeatable choice, no secret)
            if typo is not None and Decimal(typo) != Decimal(rows[place][3]):
                out = io.StringIO()
                damaged = [*rows[place][:3], typo, *rows[place][4:]]
                csv.writer(out, lineterminator="\n").writerows([*rows[:place], damaged, *rows[place + 1 :]])
                yield kind, place + 1, Decimal(rows[place][3]), out.getvalue()


def counted(company: Company, text: str, every: int = 1, seed: int = 1, kinds: tuple[str, ...] = KINDS) -> dict[str, Counter[str]]:
    """Kind of typo -> how many ended how."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    for kind, line, true, damaged in planted(text, every, seed, kinds):
        found[kind][outcome(examined(company, damaged), line, true)] += 1
    return found


def main() -> int:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ticker", nargs="?", default="600111.SH")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    company = load(asked.ticker)
    text = (statements_root() / company.ticker / "facts.csv").read_text(encoding="utf-8")
    found = counted(company, text, asked.every, asked.seed, (*KINDS, *OTHERS))
    print(f"{'typo':<16}{'planted':>8}" + "".join(f"{name:>11}" for name in OUTCOMES))
    total = sum((found[kind] for kind in KINDS), Counter())
    for kind, counts in {**found, "the five": total}.items():
        number = sum(counts.values())
        print(f"{kind:<16}{number:>8}" + "".join(f"{counts[name]:>11}" for name in OUTCOMES))
    number, noticed = sum(total.values()), sum(total.values()) - total[UNNOTICED]
    print(f"of {number}: {noticed / number:.1%} noticed; of these {total[LOCATED] / noticed:.1%} located, {total[TIED] / noticed:.1%} tied")
    return int(total[ASTRAY] > 0 or any(counts[WRONG] for counts in found.values()))


if __name__ == "__main__":
    sys.exit(main())
