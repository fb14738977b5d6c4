"""The whole check of the lead report beside quantulum3's mere extraction of quantities, in turn in one run.

    pip install quantulum3
    python benchmarks/speed.py [--rounds 3]

quantulum3 is fed paragraph by paragraph (its best use; on the whole text it is slower by far). Imports and the first
call of each are left out. Prints the least seconds of each and their ratio; the texts are the same.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from clock import least

from finkit.pipeline import check, named_company
from finkit.text.document import read

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    rounds = arguments.parse_args().rounds
    try:
        from quantulum3 import parser  # noqa: PLC0415  (the peer is no dependency)
    except ImportError:
        sys.exit("speed: quantulum3 is not installed\n  pip install quantulum3")
    document = read(next((ROOT / "seeds").glob("003_*.txt")))
    company = named_company(document, ROOT / "statements")
    paragraphs = [line for line in document.text.splitlines() if line.strip()]
    found = check(document, company)
    quantities = sum(len(parser.parse(line)) for line in paragraphs)
    ours = least(lambda: check(document, company), rounds)
    theirs = least(lambda: [parser.parse(line) for line in paragraphs], rounds)
    print(f"finkit, whole check: {ours:.3f} s ({len(found.values)} quantities, each with readings, relations and a verdict)")
    print(f"quantulum3, extraction: {theirs:.3f} s ({quantities} quantities, none restored)")
    print(f"ratio: {theirs / ours:.1f} times as fast")


if __name__ == "__main__":
    main()
