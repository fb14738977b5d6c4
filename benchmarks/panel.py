"""All ratios of 10,000 invented companies over 5 years: finkit beside pandas by hand, and beside FinanceToolkit.

    python benchmarks/panel.py                          finkit and pandas by hand, 10,000 companies
    python benchmarks/panel.py --companies 1000         another size
    python benchmarks/panel.py --peer                   FinanceToolkit too (pip install financetoolkit); slow

Both get the same table of statements. Each part runs in a process of its own, so that its peak memory is its own;
imports and the making of the table are left out of the seconds. The least of several rounds counts. Where two tools
give one ratio by one definition the cells must be equal to 1e-9; where definitions differ, the difference is named.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from clock import least

HERE = Path(__file__).resolve().parent
YEARS = ("FY2018", "FY2019", "FY2020", "FY2021", "FY2022")
MISSING = 0.02  # of the cells of lines that companies do not always print
EQUAL = 1e-9
MEGABYTE = 1024  # ru_maxrss counts kilobytes
SOMETIMES = ("interest_expense", "interest_bearing_debt", "liquid_securities", "long_term_debt", "dividends_declared")


def invented(companies: int) -> pd.DataFrame:
    """Statements that hold together: index (ticker, segment, period), one column an item."""
    draw = np.random.default_rng(zlib.crc32(b"panel"))
    index = pd.MultiIndex.from_product([[f"C{n:05}" for n in range(companies)], [""], YEARS], names=("ticker", "segment", "period"))
    size = len(index)

    def part(low: float, high: float) -> np.ndarray[Any, np.dtype[np.float64]]:
        return draw.uniform(low, high, size)

    revenue = np.repeat(draw.lognormal(21, 1.5, companies), len(YEARS)) * part(0.8, 1.3)
    assets, cost = revenue * part(0.8, 2.5), revenue * part(0.5, 0.9)
    lines = {
        "revenue": revenue,
        "total_operating_revenue": revenue * part(1, 1.01),
        "cost_of_sales": cost,
        "gross_profit": revenue - cost,
        "taxes_and_surcharges": revenue * part(0.002, 0.01),
        "selling_expense": revenue * part(0.01, 0.08),
        "administrative_expense": revenue * part(0.02, 0.08),
        "rd_expense": revenue * part(0, 0.06),
        "finance_expense": revenue * part(-0.01, 0.03),
        "interest_expense": revenue * part(0.001, 0.03),
        "depreciation_and_amortisation": revenue * part(0.02, 0.07),
        "operating_profit": (revenue - cost) * part(-0.2, 0.8),
        "total_assets": assets,
        "total_liabilities": assets * part(0.2, 0.8),
        "operating_cash_flow": revenue * part(-0.05, 0.25),
        "capex": revenue * part(0.01, 0.15),
        "cash_from_customers": revenue * part(0.9, 1.2),
        "adjusted_net_profit": revenue * part(-0.05, 0.1),
        "total_operating_cost": revenue * part(0.7, 1.1),
        "credit_impairment_loss": revenue * part(0, 0.01),
        "asset_impairment_loss": revenue * part(0, 0.01),
        "comprehensive_income": revenue * part(-0.1, 0.15),
        "asset_disposal_receipts": revenue * part(0, 0.01),
        "dividends_and_interest_paid": revenue * part(0, 0.06),
        "borrowings_received": assets * part(0, 0.2),
        "debt_repaid": assets * part(0, 0.2),
        "capital_contributions": assets * np.maximum(part(-0.1, 0.05), 0),
        "fixed_assets": assets * part(0.2, 0.4),
        "inventories": assets * part(0.03, 0.15),
        "accounts_receivable": assets * part(0.03, 0.15),
        "receivables_financing": assets * part(0, 0.03),
        "accounts_payable": assets * part(0.02, 0.12),
        "cash": assets * part(0.03, 0.2),
        "liquid_securities": assets * part(0, 0.08),
        "non_current_securities": assets * part(0, 0.03),
        "current_assets": assets * part(0.4, 0.6),
        "current_liabilities": assets * part(0.15, 0.4),
        "interest_bearing_debt": assets * part(0.02, 0.2),
        "current_debt": assets * part(0.01, 0.1),
        "long_term_debt": assets * part(0.01, 0.1),
        "retained_earnings": assets * part(-0.05, 0.3),
        "intangible_assets": assets * part(0, 0.1),
        "preferred_equity": assets * 0.0,
        "preferred_dividends": revenue * 0.0,
        "dividends_declared": revenue * part(0, 0.05),
        "paid_in_capital": assets * part(0.05, 0.2),
        "market_capitalisation": assets * part(0.3, 3),
        "share_price": part(1, 60),
    }
    lines["total_profit"] = lines["operating_profit"] * part(0.95, 1.05)
    lines["income_tax"] = np.abs(lines["total_profit"]) * part(0.1, 0.3)
    lines["net_profit"] = lines["total_profit"] - lines["income_tax"]
    lines["minority_profit"] = lines["net_profit"] * part(0, 0.1)
    lines["parent_net_profit"] = lines["net_profit"] - lines["minority_profit"]
    lines["total_equity"] = assets - lines["total_liabilities"]
    lines["minority_interest"] = lines["total_equity"] * part(0, 0.1)
    lines["parent_equity"] = lines["total_equity"] - lines["minority_interest"]
    lines["shares_outstanding"] = lines["market_capitalisation"] / lines["share_price"]
    lines["weighted_shares"] = lines["shares_outstanding"] * part(0.95, 1)
    for name in SOMETIMES:
        lines[name] = np.where(draw.random(size) < MISSING, np.nan, lines[name])
    return pd.DataFrame(lines, index=index)


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def finkit_part(companies: int, rounds: int) -> dict[str, Any]:
    """The engine over the whole catalogue, and over the ratios that stand written out by hand."""
    from panel_by_hand import ratios_by_hand  # noqa: PLC0415  (each part imports what it measures)

    from finkit.catalogue.ratios import RATIOS  # noqa: PLC0415
    from finkit.metrics.frames import Frames  # noqa: PLC0415
    from finkit.metrics.measure import measure  # noqa: PLC0415

    names = list(ratios_by_hand(invented(20)).columns)
    table = invented(companies)
    before = peak()
    measured = measure(Frames.of_table(table))
    given = int(measured.notna().any().sum())
    del measured
    every = least(lambda: measure(Frames.of_table(table)), rounds)
    most = peak()
    same = least(lambda: measure(Frames.of_table(table), names), rounds)
    return {"ratios": len(RATIOS), "given": given, "all_s": every, "same_s": same, "same": len(names), "before_mb": before, "peak_mb": most}


def hand_part(companies: int, rounds: int) -> dict[str, Any]:
    """Pandas by hand, and whether both give the same cells."""
    from panel_by_hand import ratios_by_hand  # noqa: PLC0415

    table = invented(companies)
    seconds = least(lambda: ratios_by_hand(table), rounds)
    most = peak()
    by_hand = ratios_by_hand(table)

    from finkit.metrics.frames import Frames  # noqa: PLC0415
    from finkit.metrics.measure import measure  # noqa: PLC0415

    ours = measure(Frames.of_table(table), list(by_hand.columns))
    unequal = [name for name in by_hand if not np.allclose(ours[name], by_hand[name], rtol=EQUAL, atol=0, equal_nan=True)]
    return {"ratios": by_hand.shape[1], "s": seconds, "peak_mb": most, "unequal": unequal}


def peer_part(companies: int, rounds: int) -> dict[str, Any]:
    """FinanceToolkit's ratios of the same statements, through its own frames."""
    import panel_peer  # noqa: PLC0415

    return panel_peer.measured(invented(companies), rounds)


PARTS = {"finkit": finkit_part, "hand": hand_part, "peer": peer_part}


def run(part: str, companies: int, rounds: int) -> dict[str, Any]:
    """A part in a process of its own."""
    command = [sys.executable, str(HERE / "panel.py"), "--part", part, "--companies", str(companies), "--rounds", str(rounds)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"panel: {part} failed\n{result.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return found


def show_peer(theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    """Their seconds beside ours, then every ratio in common that is not equal in every cell, with the reason."""
    each = theirs["s"] / theirs["ratios"] / (ours["all_s"] / ours["ratios"])
    print(f"FinanceToolkit, {theirs['ratios']} ratios: {theirs['s']:.2f} s, {each:.0f} times finkit's seconds a ratio;")
    times = theirs["s"] / theirs["same_s"]
    print(f"  finkit's {theirs['same']} rows that are compared with them: {theirs['same_s']:.3f} s, {times:.0f} times as fast")
    equal = [row for row in theirs["compared"] if not any(row[3:6]) and row[2]]
    print(f"  {len(equal)} of {len(theirs['compared'])} ratios in common: equal to {EQUAL} in every cell")
    for name, row, both, unequal, only_theirs, only_ours, why in theirs["compared"]:
        if unequal or only_theirs or only_ours or not both:
            reason = why or "ours is not meaningful there"
            print(f"  {name} / {row}: {unequal} of {both} cells differ, {only_theirs} only theirs, {only_ours} only ours; {reason}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--part", choices=tuple(PARTS))
    told = parser.parse_args()
    if told.part:
        print(json.dumps(PARTS[told.part](told.companies, told.rounds)))
        return
    ours, hand = run("finkit", told.companies, told.rounds), run("hand", told.companies, told.rounds)
    tenth = run("finkit", told.companies // 10, told.rounds)
    cells = told.companies * len(YEARS)
    print(f"{told.companies:,} companies, {len(YEARS)} years")
    rate = cells * ours["ratios"] / ours["all_s"] / 1e6
    print(f"finkit, all {ours['ratios']} ratios ({ours['given']} of them given): {ours['all_s']:.3f} s, {rate:.0f} M cells/s")
    print(f"  a tenth of the companies: {tenth['all_s']:.3f} s")
    print(f"  peak {ours['peak_mb']:.0f} MB ({ours['before_mb']:.0f} MB before, with the table)")
    print(f"finkit, the {ours['same']} ratios written by hand: {ours['same_s']:.3f} s")
    print(f"pandas by hand, {hand['ratios']} ratios: {hand['s']:.3f} s; finkit takes {ours['same_s'] / hand['s']:.2f} times that")
    print(f"  cells that differ beyond {EQUAL}: {', '.join(hand['unequal']) or 'none'}")
    if told.peer:
        show_peer(run("peer", told.companies, 1), ours)


if __name__ == "__main__":
    main()
