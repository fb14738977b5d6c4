"""Documents, broken or made to break a reader: read from files with names as bad as what is in them."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import finkit
from finkit.testing import generate
from finkit.testing.damage import DIALECTS
from finkit.testing.mutator import NASTY_NUMBERS, NASTY_WORDS, mutated

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from fuzz_promises import ROOT, examine
from shapes import PAGES, SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 3000
_GENERATED = 200  # documents of each dialect
_SHORT = (10, 100, 1000, 5000)
_NAMES = (
    "report",
    "年报",
    "=cmd|'C calc'!A0",
    "<script>",
    "a\x1b[2Jb",
    "r\u202etxt",
    "..",
    "x" * 200,
    "-",
    "a\nb",
    "%s",
    "é\u0301",
)
_ENDINGS = ("txt", "txt", "md", "html", "htm", "pdf", "csv", "xml", "", "toml", "TXT", "\udcff")
_SCALES = (" billion yuan", " million yuan", "%", " tons", "亿元", "万吨", "", " yuan", " percentage points", "ten thousand", "x", " times")
_GLUE = (
    " ",
    ", ",
    "",
    "/",
    "-",
    " and ",
    " to ",
    " from ",
    "; ",
    ". ",
    "\n",
    "\t",
    "|",
    " of which ",
    " up ",
    " down ",
    " in 2021 ",
    ":",
    "(",
    ")",
)
_SAYINGS = (
    "In {a} revenue was {b}{u}, up {c}%.", "Revenue rose from {a}{u} to {b}{u} in 2022.", "{a}/{b}/{c}{u} in 2020/2021/2022 respectively.",
    "|{a}|{b}|{c}|", "Item\t2021\t2022\nRevenue\t{a}\t{b}\n", "营业收入{a}亿元，同比增长{b}%，毛利率{c}%。", "{a}-{b}{u}",
    "({a}) {b}% of {c}{u}", "Gross margin {a}%, revenue {b} billion yuan, gross profit {c} billion yuan.", "{a} {b} {c}",
    "The share was {a}% of {b}{u}, or {c}{u}.",
)  # fmt: skip


@cache
def _seeds() -> tuple[bytes, ...]:
    return tuple(place.read_bytes() for place in sorted((ROOT / "seeds").glob("*.txt")))


def _stretch(raw: bytes, rng: Random) -> bytes:
    """Some of the paragraphs of a document, whole ones."""
    start = rng.randrange(max(1, len(raw) - _LONGEST))
    begin = raw.rfind(b"\n", 0, start) + 1
    end = raw.find(b"\n", start + rng.randint(1, _LONGEST))
    return raw[begin : end if end > 0 else len(raw)]


def _examine(raw: bytes, rng: Random, folder: Path, ending: str | None = None) -> None:
    place = folder / "input" / f"{rng.choice(_NAMES)}.{rng.choice(_ENDINGS) if ending is None else ending}"
    place.parent.mkdir()
    place.write_bytes(raw)
    examine(finkit.read(place), folder, rng)


def seeds(seed: int, folder: Path) -> None:
    """Stretches of the seeds, mutated."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    raw = _stretch(rng.choice(_seeds()), rng)
    _examine(mutated(raw, seed, _seeds()), rng, folder)


def generated(seed: int, folder: Path) -> None:
    """Stretches of generated documents of every dialect, mutated."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    text = generate(rng.randrange(_GENERATED), rng.choice(sorted(DIALECTS))).text
    _examine(mutated(_stretch(text.encode(), rng), seed, _seeds()), rng, folder)


def formats(seed: int, folder: Path) -> None:
    """HTML, Markdown, PDF and rare encodings, mutated."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    text = _stretch(rng.choice(_seeds()), rng).decode("utf-8", "replace")
    made = _FORMATS[rng.randrange(len(_FORMATS))]
    raw, ending = made(text, rng)
    _examine(mutated(raw, seed, (*_seeds(), _pdf())), rng, folder, rng.choice((ending, ending, None)))


@cache
def _pdf() -> bytes:
    return (ROOT / "tests" / "text" / "kiln_report.pdf").read_bytes()


def _as_page(text: str, rng: Random) -> tuple[bytes, str]:
    rows = "".join(f"<{tag}>{line}</{tag}>" for line in text.splitlines() if (tag := rng.choice(("p", "div", "li", "td", "h1", "article"))))
    return f"<!doctype html><html><head><title>a</title></head><body>{rows}</body></html>".encode(), "html"


def _as_shape_of_page(_text: str, rng: Random) -> tuple[bytes, str]:
    return PAGES[rng.choice(sorted(PAGES))](rng.choice(_SHORT)).encode(), "html"


def _as_pdf(_text: str, _rng: Random) -> tuple[bytes, str]:
    return _pdf(), "pdf"


def _as_marks(text: str, rng: Random) -> tuple[bytes, str]:
    lines = (rng.choice(("# ", "- ", "> ", "1. ", "| ", "    ", "**", "")) + line for line in text.splitlines())
    return "\n\n".join(lines).encode(), "md"


def _as_encoded(text: str, rng: Random) -> tuple[bytes, str]:
    return text.encode(
        rng.choice(("gb18030", "big5", "utf-16", "utf-16-le", "utf-32", "cp1252", "shift_jis", "utf-8-sig")), "replace"
    ), "txt"


_FORMATS = (_as_page, _as_page, _as_shape_of_page, _as_marks, _as_encoded, _as_encoded, _as_pdf)


def random_bytes(seed: int, folder: Path) -> None:
    """Bytes of any kind, bytes of a small alphabet, characters of any plane."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    size = rng.randint(0, rng.choice(_SHORT))
    match rng.randrange(4):
        case 0:
            raw = rng.randbytes(size)
        case 1:
            alphabet = [rng.randrange(0x11_0000) for _ in range(rng.choice((1, 3, 30, 300)))]
            raw = "".join(chr(rng.choice(alphabet)) for _ in range(size)).encode("utf-8", "surrogatepass")
        case 2:
            first = rng.choice((0x20, 0x2000, 0x3000, 0x0660, 0xFF00, 0x0300, 0x1D7C0, 0xE0000))
            raw = "".join(chr(first + rng.randrange(96)) for _ in range(size)).encode()
        case _:
            raw = bytes(rng.choice(b"0123456789.,%- \n") for _ in range(size))
    _examine(raw, rng, folder)


def shapes(seed: int, folder: Path) -> None:
    """The shapes that are hardest to read, short ones, plain and mixed."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    size = rng.choice(_SHORT)
    text = "".join(SHAPES[rng.choice(sorted(SHAPES))](size) for _ in range(rng.choice((1, 1, 2))))
    raw = text.encode()
    _examine(mutated(raw, seed) if rng.randrange(2) else raw, rng, folder, "txt")


def sayings(seed: int, folder: Path) -> None:
    """Sentences, lists and tables with nasty numbers and words; numbers of up to a million digits."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)

    def number() -> str:
        match rng.randrange(8):
            case 0 | 1:
                return rng.choice(NASTY_NUMBERS)
            case 2:
                return rng.choice("123456789") * rng.choice((1, 3, 30, 300, 4301, 100_000 if not rng.randrange(20) else 5))
            case _:
                return f"{rng.randint(0, 10 ** rng.randint(1, 7)) / 10 ** rng.randint(0, 3)}"

    parts = []
    for _ in range(rng.randint(1, 12)):
        said = rng.choice(_SAYINGS).format(a=number(), b=number(), c=number(), u=rng.choice(_SCALES))
        parts += [said, rng.choice(_GLUE), number() if rng.randrange(2) else rng.choice(NASTY_WORDS), rng.choice(_GLUE)]
    _examine("".join(parts).encode("utf-8", "surrogatepass"), rng, folder, rng.choice(("txt", "md", "html")))


def texts(seed: int, folder: Path) -> None:
    """A text at hand instead of a file: halves of surrogate pairs, NULs and controls stay in it."""
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    raw = mutated(_stretch(rng.choice(_seeds()), rng), seed, _seeds())
    (folder / "input").mkdir()
    (folder / "input" / "text").write_bytes(raw)
    text = raw.decode("utf-8", "surrogatepass" if _is_whole(raw) else rng.choice(("surrogateescape", "replace")))
    examine(finkit.parse(text, rng.choice(("text", "a\x1b[2J", "\udc80", "=1+1", "<b>"))), folder, rng)


def _is_whole(raw: bytes) -> bool:
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


TARGETS: dict[str, Callable[[int, Path], None]] = {
    one.__name__: one for one in (seeds, generated, formats, random_bytes, shapes, sayings, texts)
}
