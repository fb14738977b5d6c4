"""Every other file of data, broken or made to break a reader: companies, imports, workbooks, bridges, decisions, scenarios."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pandas as pd
from click.testing import CliRunner

import finkit
from finkit.bridges import from_json, from_tidy, from_wide, read_parquet, to_json, to_tidy, to_toolkit, to_wide, write_parquet
from finkit.catalogue.items import ITEMS
from finkit.cli import cli
from finkit.errors import FinkitError
from finkit.examples import comps, dcf
from finkit.reports.template import template_bytes
from finkit.statements.files import load
from finkit.testing.mutator import NASTY_NUMBERS, NASTY_WORDS, mutated
from finkit.vocabulary.periods import Period

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz_promises import ROOT, is_quiet

if TYPE_CHECKING:
    from collections.abc import Callable

    from finkit.statements.company import Company

_SHIPPED = ROOT / "statements"
_COLUMNS = ("item", "segment", "period", "value", "unit", "basis", "source", "note")
_PERIODS = ("FY2022", "FY2021", "FY2020", "H1 2023", "9M2023", "Q3 2023", "2023-09-30", "2021-01", "2017/2022", "FY2025E", "FY2019")
_ODD_PERIODS = ("0000", "FY0000", "2022-00", "2022-01-00", "2022/" * 50, "٢٠٢٢", "FY99999", "0001/2022", "-1", "2022-02-30", "9999/0001")
_UNITS = ("CNY", "%", "t", "CNY/t", "CNY/share", "1", "share", "pp", "", "CNY million", "亿元", "USD", "ZZ", "CNY/CNY", "1/t/t")
_BASES = ("reported", "restated", "vendor", "derived", "reconstructed", "", "guessed")
_SAID = "finkit: "
_DONE = (0, 1)


class RefusedError(FinkitError):
    """What the command line said as it refused an input."""


def run(*arguments: str) -> str:
    """What the command prints. It must end with 0 or 1, or with 2 and a sentence; nothing that it prints steers a screen."""
    result = CliRunner().invoke(cli, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    for text in (result.stdout, result.stderr):
        assert is_quiet(text, "\n\t\r"), sorted({hex(ord(one)) for one in text if not is_quiet(one, "\n\t\r")})
    if result.exit_code not in _DONE:
        said = next((part for part in result.stderr.split(_SAID)[::-1] if "\n  " in part), result.stderr)
        raise RefusedError(said)
    return result.stdout


@cache
def _names() -> tuple[str, ...]:
    return tuple(item.name for item in ITEMS)


@cache
def _files(name: str) -> tuple[bytes, ...]:
    return tuple(place.read_bytes() for place in sorted(_SHIPPED.glob(f"*/{name}")))


def _value(rng: Random) -> str:
    match rng.randrange(6):
        case 0:
            return rng.choice(NASTY_NUMBERS)
        case 1:
            return f"{rng.choice(('', '-'))}{rng.randint(1, 9)}e{rng.choice((0, 3, 6, 8, 12, 23, 24, 99, 999, -3, -59, -61, -999))}"
        case 2:
            return rng.choice("123456789") * rng.choice((1, 9, 24, 28, 29, 99, 101, 4301, 50_000 if not rng.randrange(9) else 3))
        case _:
            return f"{rng.randint(-(10**12), 10**12) / 10 ** rng.randint(0, 3)}"


def _word(rng: Random, *likely: str) -> str:
    return rng.choice(NASTY_WORDS) if not rng.randrange(12) else rng.choice(likely)


def _rows(rng: Random, count: int) -> list[list[str]]:
    """Rows of facts, most of them nearly right."""
    odd = rng.choice((0.0, 0.0, 0.1, 0.5))
    return [
        [
            _word(rng, *_names()[:40]) if rng.random() < odd else rng.choice(_names()[:60]),
            _word(rng, "", "magnets", "alloys") if rng.random() < odd else rng.choice(("", "", "magnets")),
            _word(rng, *_ODD_PERIODS) if rng.random() < odd else rng.choice(_PERIODS),
            _value(rng),
            _word(rng, *_UNITS) if rng.random() < odd else "CNY",
            _word(rng, *_BASES) if rng.random() < odd else rng.choice(_BASES[:3]),
            _word(rng, "", "nobody") if rng.random() < odd else "filing",
            _word(rng, "", "", "a note"),
        ]
        for _ in range(count)
    ]


def _table(head: tuple[str, ...] | list[str], rows: list[list[str]], rng: Random) -> bytes:
    """CSV, quoted as it must be, or now and then not at all."""

    def cell(text: str) -> str:
        wants = any(mark in text for mark in ',"\r\n') and bool(rng.randrange(8))
        return '"' + text.replace('"', '""') + '"' if wants else text

    end = rng.choice(("\n", "\n", "\r\n", "\r"))
    text = "".join(",".join(map(cell, row)) + end for row in [list(head), *rows])
    return text.encode(rng.choice(("utf-8",) * 6 + ("utf-8-sig", "utf-16")), "surrogatepass")


_HEADER = """ticker = "TEST.X"
name = "Test Company"
currency = "CNY"
segments = [{name = "magnets", title = "Magnets"}]
sources = [{id = "filing", title = "Annual report"}]
"""
_KEYS = (
    "ticker", "name", "name_zh", "aliases", "former_names", "currency", "year_end_month", "standard", "trade", "peers", "notes",
    "segments", "breakdowns", "gaps", "explained", "sources", "reports", "strange",
)  # fmt: skip
_FIELDS = (
    "name",
    "title",
    "title_zh",
    "aliases",
    "id",
    "url",
    "item",
    "why",
    "period",
    "rule",
    "segment",
    "segments",
    "of",
    "complete",
    "file",
)


def _toml_value(rng: Random, depth: int = 0) -> str:
    """A value of TOML, of any kind."""
    match rng.randrange(9 if depth < 3 else 6):  # noqa: PLR2004  (deep enough)
        case 0:
            return json.dumps(rng.choice(NASTY_WORDS).encode("utf-8", "replace").decode(), ensure_ascii=True)[:3000]
        case 1 | 2:
            return json.dumps(rng.choice(("magnets", "filing", "CNY", "FY2022", "revenue", "x", "", "../../x", "CON")))
        case 3:
            return rng.choice(
                ("nan", "-inf", "1e400", "0x10", "1979-05-27T07:32:00Z", "1979-05-27", "07:32:00", "true", "9" * 5000, "-1", "13", "6")
            )
        case 4:
            return str(rng.randint(-20, 20))
        case 5:
            return (
                "{"
                + ", ".join(f"{key} = {json.dumps(rng.choice(('magnets', 'x', 'FY2022', 'revenue')))}" for key in rng.sample(_FIELDS, 3))
                + "}"
            )
        case 6:
            return "[" + ", ".join(_toml_value(rng, depth + 1) for _ in range(rng.randrange(4))) + "]"
        case 7:
            return "[" * 3000 if not rng.randrange(20) else "[[1], [[]]]"
        case _:
            return "{" + ", ".join(f"{key} = {_toml_value(rng, depth + 1)}" for key in rng.sample(_FIELDS, 2)) + "}"


def _made_header(rng: Random) -> bytes:
    keys = rng.sample(_KEYS, rng.randint(1, 5))
    kept = "\n".join(line for line in _HEADER.splitlines() if line.partition(" ")[0] not in keys)
    tables = "".join(
        f"[[{rng.choice(_KEYS[11:17])}]]\n" + "".join(f"{key} = {_toml_value(rng)}\n" for key in rng.sample(_FIELDS, 3))
        for _ in range(rng.choice((0, 0, 1, 30)))
    )
    first = rng.choice(("a", '"b c"'))
    dotted = f"{first}{'. x' * rng.choice((1, 20, 3000))} = 1\n" if not rng.randrange(6) else ""
    text = kept + "\n" + "".join(f"{key} = {_toml_value(rng)}\n" for key in keys) + dotted + tables
    return text.encode()


def _company(folder: Path, header: bytes, facts: bytes, ticker: str = "TEST.X") -> Path:
    place = folder / "input" / "statements" / ticker
    place.mkdir(parents=True)
    (place / "company.toml").write_bytes(header)
    (place / "facts.csv").write_bytes(facts)
    return place.parent


_VIEWS: tuple[tuple[str, ...], ...] = (
    ("facts",), ("facts", "--json"), ("facts", "--csv"), ("doctor",), ("doctor", "--json"), ("doctor", "--csv"), ("statements",),
    ("statements", "--view", "ttm", "--common-size"), ("statements", "--view", "quarters", "--csv"),
    ("statements", "--basis", "vendor", "--json"),
    ("summary", "--report", "none"), ("summary", "--report", "none", "--csv"), ("summary",), ("metrics", "--group", "margins"),
    ("compare",),
    ("metric", "gross_margin"), ("workbook", "--report", "none", "-o", "book.xlsx"), ("template", "TEST.X", "-o", "template.xlsx"),
)  # fmt: skip


def _show(root: Path, folder: Path, rng: Random) -> None:
    """A company looked at in a few ways; what doctor says, first."""
    with chdir(folder):
        for arguments in (("doctor",), *rng.sample(_VIEWS, 3)):
            run("--statements", str(root), *arguments)


def headers(seed: int, folder: Path) -> None:
    """Company files, mutated or made of values of any type."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    shipped = rng.choice(_files("company.toml"))
    header = _made_header(rng) if rng.randrange(3) else mutated(shipped, seed, _files("company.toml"))
    _show(_company(folder, header, _table(_COLUMNS, _rows(rng, rng.randrange(20)), rng)), folder, rng)


def facts(seed: int, folder: Path) -> None:
    """Files of facts, mutated or made of nearly right rows with nasty cells."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    made = _table(_COLUMNS, _rows(rng, rng.choice((1, 10, 60, 200))), rng)
    if not rng.randrange(4):
        at = rng.randrange(len(_files("facts.csv")))
        root = _company(folder, _files("company.toml")[at], mutated(_files("facts.csv")[at], seed, _files("facts.csv")))
    else:
        root = _company(folder, _HEADER.encode(), mutated(made, seed, _files("facts.csv")) if rng.randrange(2) else made)
    _show(root, folder, rng)


def _import(raw: bytes, folder: Path, rng: Random, name: str = "given") -> None:
    """Bring a file in, as a new company or on top of one, and look at what stands there then."""
    place = folder / "input" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(raw)
    root = folder / "statements"
    if rng.randrange(2):
        (root / "NEW.X").mkdir(parents=True)
        (root / "NEW.X" / "company.toml").write_text(_HEADER.replace("TEST.X", "NEW.X"), encoding="utf-8")
        (root / "NEW.X" / "facts.csv").write_text(",".join(_COLUMNS) + "\nrevenue,,FY2022,5e6,CNY,reported,filing,\n", encoding="utf-8")
    before = {one: one.read_bytes() for one in root.rglob("*.*") if one.is_file()}
    options = ["--company", "NEW.X", "--currency", "CNY", *rng.sample(["--replace", "--unit=CNY million", "--dry-run"], rng.randrange(3))]
    try:
        with chdir(folder):
            run("--statements", str(root), "import", str(place), *options, *rng.choice(((), ("--json",), ("--csv",))))
    except FinkitError:
        assert {one: one.read_bytes() for one in root.rglob("*.*") if one.is_file()} == before, "a refused file changed something"
        raise
    if (root / "NEW.X" / "facts.csv").is_file():
        load("NEW.X", root)


def tables(seed: int, folder: Path) -> None:
    """CSV to import: tidy and wide, with cells, columns and ends of any kind."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    rows = _rows(rng, rng.choice((1, 10, 100)))
    if rng.randrange(2):
        periods = [_word(rng, *_PERIODS, *_ODD_PERIODS) for _ in range(rng.choice((1, 3, 12)))]
        head = [f"item{rng.choice(('', ' (CNY million)', '(' * 200))}", *rng.sample(["segment", "unit", "note", "strange"], 1), *periods]
        rows = [[row[0], row[1], *(_value(rng) for _ in periods)] for row in rows]
    else:
        keep = sorted({0, 2, 3, *rng.sample(range(8), 4)})
        head = [_COLUMNS[at] for at in keep]
        rows = [[row[at] for at in keep] for row in rows]
    raw = _table(head, rows, rng)
    _import(mutated(raw, seed, _files("facts.csv")) if rng.randrange(2) else raw, folder, rng)


@cache
def _companyfacts() -> bytes:
    return (ROOT / "tests" / "statements" / "companyfacts.json").read_bytes()


def _json_value(rng: Random, depth: int = 0) -> Any:  # noqa: ANN401  (any JSON)
    match rng.randrange(8 if depth < 4 else 5):  # noqa: PLR2004  (deep enough)
        case 0:
            return rng.choice(NASTY_WORDS).encode("utf-8", "replace").decode()[:500]
        case 1:
            return rng.choice((None, True, False, float("nan"), float("inf"), 1e300, -1e-300, 10**30, 0, -1, 9**999))
        case 2:
            return rng.choice(
                ("2022-12-31", "2022-01-01", "0000-00-00", "9999-12-31", "USD", "us-gaap", "Revenues", "0001801368-21-000011")
            )
        case 3 | 4:
            return rng.randint(-(10**9), 10**9)
        case 5:
            return [_json_value(rng, depth + 1) for _ in range(rng.randrange(4))]
        case _:
            names = ("units", "USD", "val", "end", "start", "accn", "form", "filed", "us-gaap", "Revenues", "cik", "x")
            return {name: _json_value(rng, depth + 1) for name in rng.sample(names, rng.randrange(5))}


def _bent(value: Any, rng: Random, odds: float) -> Any:  # noqa: ANN401  (any JSON)
    """The value with parts of it replaced, doubled or dropped."""
    if rng.random() < odds:
        return _json_value(rng)
    if isinstance(value, dict):
        return {name: _bent(one, rng, odds) for name, one in value.items() if rng.random() > odds}
    if isinstance(value, list):
        several = [_bent(one, rng, odds) for one in value if rng.random() > odds]
        return several * 2 if rng.random() < odds else several
    return value


def companyfacts(seed: int, folder: Path) -> None:
    """SEC companyfacts: bytes mutated, values replaced, anything at all in their place."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    whole = json.loads(_companyfacts())
    match rng.randrange(3):
        case 0:
            raw = mutated(_companyfacts(), seed, (_companyfacts(),))
        case 1:
            raw = json.dumps(_bent(whole, rng, rng.choice((0.001, 0.01, 0.1)))).encode()
        case _:
            raw = json.dumps({"cik": 1, "entityName": _json_value(rng), "facts": _json_value(rng)}).encode()
    _import(raw, folder, rng, "companyfacts.json")


@cache
def _book() -> dict[str, bytes]:
    known = load("MP", _SHIPPED)
    raw = template_bytes([Period(2022)], known)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def books(seed: int, folder: Path) -> None:
    """Workbooks to import and to fill: the archive mutated, or one of its parts, or the cells of a sheet."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    parts = dict(_book())
    match rng.randrange(4):
        case 0:
            raw = mutated(_packed(parts), seed)
        case 1:
            name = rng.choice(sorted(parts))
            raw = _packed(parts | {name: mutated(parts[name], seed, tuple(parts.values()))})
        case 2:
            name = rng.choice(sorted(name for name in parts if "sheet" in name or "Strings" in name))
            words = [
                (b"<c ", b'<c t="e" '),
                (b"<v>", b"<v>" + _value(rng).encode("utf-8", "replace")),
                (b'r="', b'r="XFD'),
                (b"<f>", b"<v>"),
                (b"<v>", b"<f>"),
            ]
            old, new = rng.choice(words)
            raw = _packed(parts | {name: parts[name].replace(old, new, rng.choice((1, 5, -1)))})
        case _:
            for name in rng.sample(sorted(parts), rng.choice((1, 1, 3))):
                parts.pop(name)
            raw = _packed(parts)
    if rng.randrange(3):
        _import(raw, folder, rng, "book.xlsx")
        return
    (folder / "input").mkdir()
    (folder / "input" / "book.xlsx").write_bytes(raw)
    with chdir(folder):
        given = ("--template", str(folder / "input" / "book.xlsx"), "-o", "filled.xlsx")
        run("--statements", str(_SHIPPED), "workbook", "MP", "--report", "none", *given)


def _used(company: Company, folder: Path, rng: Random) -> None:
    """A company from elsewhere, looked at as any other."""
    for use in rng.sample((to_json, to_tidy, to_wide, to_toolkit, finkit.measure), 3):
        use(company)
    stream = io.StringIO()
    with redirect_stdout(stream):
        from rich.console import Console  # noqa: PLC0415  (its console takes the stream as it is now)

        Console(width=100, color_system=None).print(finkit.summary(company))
    assert is_quiet(stream.getvalue()), "the summary steers a screen"
    if not rng.randrange(4):
        finkit.write_workbook(folder / "used.xlsx", company)
    if not rng.randrange(4):
        write_parquet(folder / "used.parquet", company)
        read_parquet(folder / "used.parquet")


@cache
def _as_json() -> str:
    known = load("MP", _SHIPPED)
    return to_json(known.with_facts(known.facts[:60]))


@cache
def _as_parquet(folder: Path) -> bytes:
    known = load("MP", _SHIPPED)
    return write_parquet(folder / "made.parquet", known.with_facts(known.facts[:60])).read_bytes()


def bridges(seed: int, folder: Path) -> None:
    """Companies as JSON, Parquet, tidy and wide frames."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    given = folder / "input"
    given.mkdir()
    text, parquet = _as_json(), _as_parquet(folder)
    match rng.randrange(4):
        case 0:
            raw = (
                mutated(text.encode(), seed)
                if rng.randrange(2)
                else json.dumps(_bent(json.loads(text), rng, rng.choice((0.001, 0.01)))).encode()
            )
            (given / "json").write_bytes(raw)
            _used(from_json(raw.decode("utf-8", "replace")), folder, rng)
        case 1:
            (given / "a.parquet").write_bytes(mutated(parquet, seed))
            for one in read_parquet(given / "a.parquet")[:1]:
                _used(one, folder, rng)
        case 2:
            rows = _rows(rng, rng.choice((1, 30)))
            (given / "frame").write_bytes(_table(_COLUMNS, rows, rng))
            frame = pd.DataFrame([[_in_frame(cell, rng) for cell in row] for row in rows], columns=list(_COLUMNS), dtype=object)
            _used(from_tidy(frame, ticker="X", name=_word(rng, "X").encode("utf-8", "replace").decode(), currency="CNY"), folder, rng)
        case _:
            names = rng.sample(_names()[:60], 10)
            columns = {period: [_in_frame(_value(rng), rng) for _ in names] for period in rng.sample(_PERIODS, 3)}
            (given / "frame").write_text("".join(map(str, columns)), encoding="utf-8", errors="replace")
            _used(from_wide(pd.DataFrame(columns, index=names, dtype=object), ticker="X", name="X", currency="CNY"), folder, rng)


def _in_frame(cell: str, rng: Random) -> object:
    match rng.randrange(6):
        case 0:
            return rng.choice((None, float("nan"), float("inf"), 10**400, 1e308, -0.0, [], True, pd.NaT, b"x", 10**5000))
        case 1 if cell.isdecimal() and cell.isascii() and len(cell) < 4000:  # noqa: PLR2004  (more digits than Python reads)
            return int(cell)
        case _:
            return cell.encode("utf-8", "replace").decode()


def decisions(seed: int, folder: Path) -> None:
    """Files of decisions beside a report, read, honoured and added to."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    text = "Revenue was 12 billion yuan, up 12.5%, and net profit 3.4 billion yuan."
    (folder / "input").mkdir()
    report, place = folder / "input" / "report.txt", folder / "input" / "minutes.json"
    report.write_text(text, encoding="utf-8")
    sha = finkit.read(report).sha256
    spot = rng.choice(("12-27", "32-37", "54-70", "0-4"))
    row = {
        "sha256": sha, "figure": spot, "printed": text[slice(*map(int, spot.split("-")))], "value": _value(rng),
        "unit": _word(rng, *_UNITS), "who": _word(rng, "a"), "why": _word(rng, "b"),
        "when": rng.choice(("2024-05-02", "0001-01-01", 0, 1e18, None)),
    }  # fmt: skip
    whole = {"schema": "finkit/decisions/1", "decisions": [row] * rng.choice((1, 1, 2, 300))}
    told = _bent(whole, rng, 0.05) if rng.randrange(2) else whole
    raw = json.dumps(told).encode()
    place.write_bytes(mutated(raw, seed) if not rng.randrange(3) else raw)
    before = place.read_bytes()
    with chdir(folder):
        try:
            if rng.randrange(2):
                run("check", str(report), "--company", "none", "--decisions", str(place), *rng.choice(((), ("--json",), ("--csv",))))
            else:
                given = ("accept", str(report), "12.5%", rng.choice(("12.5", "13", "1.25e1")), "--unit", "%")
                run(*given, "--who", "fuzz", "--why", "a test", "--company", "none", "--decisions", str(place))
                json.loads(place.read_bytes())
        except FinkitError:
            assert place.read_bytes() == before, "a refused file of decisions was changed"
            raise


_CASE = 'growth = "0.05"\nwacc = 0.09\nterminal_growth = 0.02\nyears = 5\n'


def scenarios(seed: int, folder: Path) -> None:
    """Scenarios of the DCF model and quotes of the comparables."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    (folder / "input").mkdir()
    place = folder / "input" / rng.choice(("a.toml", "a.json", "quotes.csv"))
    values = [rng.choice((_toml_value(rng), json.dumps(_value(rng)), str(rng.randint(-3, 40)))) for _ in range(3)]
    tickers = ("600111.SH", "600392.SH", "MP", "nobody", "../x")
    third = rng.choice(("wacc", "fade", "strange"))
    made = {
        "a.toml": f"[bull]\n{_CASE}[bear]\ngrowth = {values[0]}\nyears = {values[1]}\n{third} = {values[2]}\n",
        "a.json": json.dumps({"bull": {"growth": "0.05"}, "bear": _json_value(rng), "years": {"years": _json_value(rng)}}),
        "quotes.csv": "ticker,price,shares,currency\n"
        + "".join(f"{_word(rng, *tickers)},{_value(rng)},{_value(rng)},{_word(rng, 'CNY', 'USD', '')}\n" for _ in range(4)),
    }[place.name]
    raw = made.encode("utf-8", "surrogatepass")
    place.write_bytes(mutated(raw, seed) if not rng.randrange(3) else raw)
    said = io.StringIO()
    with chdir(folder), redirect_stderr(said), redirect_stdout(io.StringIO()):
        if place.suffix == ".csv":
            code = comps.main(["600111.SH", "--period", "FY2021", "--quotes", str(place)])
        else:
            given = ("--fcff", "5e9", "--net-debt", "1e9", "--wacc", "0.09", "--growth", "0.05", "--terminal-growth", "0.02", "--fade", "5")
            code = dcf.main(["600111.SH", "--period", "FY2021", *given, "--scenarios", str(place)])
    assert code in (0, 2), code
    assert code == 0 or ": " in said.getvalue(), said.getvalue()


TARGETS: dict[str, Callable[[int, Path], None]] = {
    one.__name__: one for one in (headers, facts, tables, companyfacts, books, bridges, decisions, scenarios)
}
