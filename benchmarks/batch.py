"""Many documents: finkit beside quantulum3, one process beside two and a Dask cluster, a hundred documents beside ten thousand.

python benchmarks/batch.py [--documents 500] [--most 10000] [--parts peer,processes,scale,panel] [--json]

peer       documents a second of the whole check and of quantulum3's mere extraction, fed paragraph by paragraph, on the
           same generated documents, in turns of fifty (`pip install quantulum3`)
processes  `write_dataset` with one local process, with two, and on a Dask LocalCluster of two worker processes, from the
           first answer to the last; and that all three write the same bytes
scale      seconds a document from a hundred documents to the most, the processor seconds of the driver for each, and the
           most memory that the driver held; files and bytes of the dataset
panel      all ratios of companies in partitions from Parquet files, the peak of memory, and that partitions change nothing
Each run is a process of its own. Seconds are of a noisy machine: only ratios within one run mean anything.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

SEED, TURN = 12_000_000, 50
SAMPLES = 5  # runs of a hundred documents, from different places of the whole
LEAST = {"peer": 1.0, "two": 1.5, "cluster": 1.3}
FLAT = 0.10
MEGABYTE = 1024  # ru_maxrss is in kilobytes


def made(number: int) -> str:
    """A generated document."""
    from finkit.testing import generate  # noqa: PLC0415  (each part imports what it measures)
    from finkit.testing.damage import DIALECTS  # noqa: PLC0415

    names = list(DIALECTS)
    return generate(SEED + number, names[number % len(names)]).text


def fill(folder: Path, count: int) -> None:
    """A folder of generated documents, a thousand a sub-folder."""
    with ProcessPoolExecutor(2) as pool:
        for number, text in enumerate(pool.map(made, range(count), chunksize=50)):
            place = folder / f"{number // 1000:03}"
            place.mkdir(exist_ok=True)
            (place / f"{number:06}.txt").write_text(text, encoding="utf-8")


def peer_part(folder: str, documents: int) -> dict[str, Any]:
    """Both on the same documents by turns, so that a slow minute of the machine is slow for both."""
    from quantulum3 import parser  # noqa: PLC0415

    from finkit.pipeline import check  # noqa: PLC0415
    from finkit.text.document import read  # noqa: PLC0415

    given = [read(path) for path in sorted(Path(folder).rglob("*.txt"))[:documents]]
    paragraphs = [[line for line in one.text.splitlines() if line.strip()] for one in given]
    check(given[0])
    parser.parse(paragraphs[0][0])
    ours = theirs = 0.0
    figures = quantities = 0
    for start in range(0, len(given), TURN):
        began = time.perf_counter()
        figures += sum(len(check(one).values) for one in given[start : start + TURN])
        ours += time.perf_counter() - began
        began = time.perf_counter()
        quantities += sum(len(parser.parse(line)) for lines in paragraphs[start : start + TURN] for line in lines)
        theirs += time.perf_counter() - began
    count = len(given)
    return {
        "documents": count,
        "ours": count / ours,
        "theirs": count / theirs,
        "ratio": theirs / ours,
        "figures": figures,
        "quantities": quantities,
    }


def run_part(folder: str, out: str, how: str, first: int, count: int) -> dict[str, Any]:
    """One run of `write_dataset` over so many documents, timed from its first answer to its last."""
    from finkit.batch import write_dataset  # noqa: PLC0415

    paths = sorted(Path(folder).rglob("*.txt"))[first : first + count]
    chosen = Path(folder) / f"{Path(out).name}.csv"
    chosen.write_text("document\n" + "\n".join(path.relative_to(folder).as_posix() for path in paths), encoding="utf-8")
    times: list[float] = []
    seconds = 0.0

    def tell(event: dict[str, Any]) -> None:
        nonlocal seconds
        if event["event"] == "document":
            times.append(time.perf_counter())
            seconds += event["seconds"]

    began = time.perf_counter()
    if how == "cluster":
        from distributed import LocalCluster  # noqa: PLC0415

        from finkit.batch.cluster import cluster  # noqa: PLC0415

        with (
            LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as local,
            cluster(local.scheduler_address) as (executor, threads),
        ):
            write_dataset([chosen], out, company="none", executor=executor, processes=threads, tell=tell)
    else:
        write_dataset([chosen], out, company="none", processes=int(how), tell=tell)
    used = resource.getrusage(resource.RUSAGE_SELF)
    chosen.unlink()
    between = (times[-1] - times[0]) / (len(times) - 1)
    return {
        "documents": count, "seconds_a_document": between, "a_second": 1 / between, "start": times[0] - began,
        "in_workers": seconds / count, "driver_cpu": (used.ru_utime + used.ru_stime) / count, "driver_mb": used.ru_maxrss / MEGABYTE,
    }  # fmt: skip


def apart(function: str, *given: object) -> dict[str, Any]:
    """A part in a process of its own."""
    here = str(Path(__file__).resolve().parent)
    code = f"import sys; sys.path.insert(0, {here!r}); import batch, json; print(json.dumps(batch.{function}(*{given!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"batch: {function} failed\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def digest(dataset: Path) -> str:
    """One number for all bytes of a dataset."""
    total = hashlib.sha256()
    for path in sorted(dataset.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(dataset).as_posix().encode() + path.read_bytes())
    return total.hexdigest()


def processes(folder: Path, work: Path, documents: int) -> dict[str, Any]:
    """One process, two, a cluster."""
    runs = {how: apart("run_part", str(folder), str(work / f"set-{name}"), how, 0, documents)
            for how, name in (("1", "one"), ("2", "two"), ("cluster", "cluster"))}  # fmt: skip
    same = len({digest(work / f"set-{name}") for name in ("one", "two", "cluster")}) == 1
    one = runs["1"]["a_second"]
    return {"runs": runs, "two": runs["2"]["a_second"] / one, "cluster": runs["cluster"]["a_second"] / one, "same_bytes": same}


def scale(folder: Path, work: Path, most: int) -> dict[str, Any]:
    """A hundred documents several times, a thousand, and so on to the most."""
    steps: dict[int, list[dict[str, Any]]] = {}
    count = 100
    while count <= most:
        times = SAMPLES if count < most // 10 else 1
        steps[count] = [
            apart("run_part", str(folder), str(work / f"scale-{count}-{number}"), "2", number * (most // times), count)
            for number in range(times)
        ]
        count *= 10
    found = {
        size: {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]} for size, runs in steps.items()
    }  # fmt: skip
    last = work / f"scale-{max(steps)}-0"
    files = list(last.rglob("*.parquet"))
    return {"steps": found, "files": len(files), "bytes": sum(path.stat().st_size for path in files)}


def panel_part(companies: int, size: int) -> dict[str, Any]:
    """Ratios of companies in partitions of so many, each a Parquet file."""
    import pandas as pd  # noqa: PLC0415
    from panel import invented  # noqa: PLC0415

    from finkit.batch import measure_many, measure_partition  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as place:
        paths = []
        for number in range(companies // size):
            table = invented(size).reset_index()
            paths.append(Path(place) / f"{number:05}.parquet")
            table.assign(ticker=[f"{number}-{ticker}" for ticker in table["ticker"]]).to_parquet(paths[-1])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
        began = time.perf_counter()
        rows = sum(len(table) for table in measure_many(paths))
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
        two = pd.concat([pd.read_parquet(path) for path in paths[:2]], ignore_index=True)
        same = pd.concat(list(measure_many(paths[:2])), ignore_index=True).equals(measure_partition(two))
    return {"companies": companies, "rows": rows, "seconds": seconds, "before_mb": before, "peak_mb": peak, "same": same}


def show(found: dict[str, Any]) -> None:
    """Lines for people."""
    if peer := found.get("peer"):
        print(f"whole check: {peer['ours']:.1f} documents a second, {peer['figures']:,} quantities with verdicts")
        print(f"quantulum3: {peer['theirs']:.1f} documents a second, {peer['quantities']:,} quantities, none restored")
        print(f"ratio: {peer['ratio']:.2f} ({peer['documents']} documents)")
    if several := found.get("processes"):
        for how, run in several["runs"].items():
            print(f"{how:>8}: {run['a_second']:.1f} documents a second, first answer after {run['start']:.1f} s")
        print(f"two processes {several['two']:.2f} x one, cluster {several['cluster']:.2f} x one, same bytes: {several['same_bytes']}")
    if scaled := found.get("scale"):
        for size, step in scaled["steps"].items():
            each, inside, driver = (1000 * step[name] for name in ("seconds_a_document", "in_workers", "driver_cpu"))
            print(f"{int(size):>7,} documents: {each:.1f} ms each ({inside:.1f} in a worker), driver {driver:.2f} ms of processor each,"
                  f" peak {step['driver_mb']:.0f} MB")  # fmt: skip
        print(f"dataset of the most: {scaled['files']} files, {scaled['bytes'] / 1e6:.1f} MB")
    if panel := found.get("panel"):
        print(f"panel: {panel['companies']:,} companies, {panel['rows']:,} rows in {panel['seconds']:.1f} s, peak {panel['peak_mb']:.0f} MB"
              f" ({panel['before_mb']:.0f} before), same as at once: {panel['same']}")  # fmt: skip


def missed(found: dict[str, Any]) -> list[str]:
    """What is not as it should be."""
    lines = []
    if found.get("peer") and found["peer"]["ratio"] < LEAST["peer"]:
        lines.append(f"slower than quantulum3: {found['peer']['ratio']:.2f}")
    if several := found.get("processes"):
        lines += [f"{name}: {several[name]:.2f}, wanted {LEAST[name]}" for name in ("two", "cluster") if several[name] < LEAST[name]]
        if not several["same_bytes"]:
            lines.append("the datasets differ")
    if scaled := found.get("scale"):
        costs = [step["seconds_a_document"] for step in scaled["steps"].values()]
        if max(costs) > (1 + FLAT) * min(costs):
            lines.append(f"cost a document from {min(costs):.4f} to {max(costs):.4f} s, wanted flat within {FLAT:.0%}")
    if found.get("panel") and not found["panel"]["same"]:
        lines.append("partitions change the ratios")
    return lines


def main() -> None:
    """Parse arguments, run, print; exits with 1 where something is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--documents", type=int, default=500, help="for the peer and the processes")
    arguments.add_argument("--most", type=int, default=10_000, help="documents of the largest run")
    arguments.add_argument("--companies", type=int, default=100_000)
    arguments.add_argument("--parts", default="peer,processes,scale,panel")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    parts = options.parts.split(",")
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as place:
        folder, work = Path(place) / "documents", Path(place) / "work"
        folder.mkdir()
        work.mkdir()
        fill(folder, options.most if "scale" in parts else options.documents)
        if "peer" in parts:
            found["peer"] = apart("peer_part", str(folder), options.documents)
        if "processes" in parts:
            found["processes"] = processes(folder, work, options.documents)
        if "scale" in parts:
            found["scale"] = scale(folder, work, options.most)
        if "panel" in parts:
            found["panel"] = apart("panel_part", options.companies, 2_000)
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        show(found)
    if lines := missed(found):
        sys.exit("batch: missed\n  " + "\n  ".join(lines))


if __name__ == "__main__":
    main()
