"""Inputs broken on purpose: the same seed breaks the same bytes the same way, and never makes them much longer."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]

_LONGER, _LONGER_BY = 4, 65_536
_STACKED = (1, 1, 1, 2, 2, 3, 5, 8)
_NUMBER = re.compile(rb"[0-9][0-9.,]*")
_WORD = re.compile(rb"[^\s\x00-\x2f:-@\[-`{-~]{3,}")
_LINE_END = re.compile(rb"\r\n|[\n\r]")
_LINE_ENDS = (b"\n", b"\r", b"\r\n", b"\n\r", b"\x0b", b"\xe2\x80\xa8", b"\xc2\x85", b" ")
_MOST_SPOTS = 12
_MOST_CHUNK = 2000
_DIGITS = "0123456789"

NASTY_NUMBERS = (
    "1e999999999", "1E-999999999", "-0", "0", "00000000", "NaN", "-NaN", "sNaN", "inf", "-Infinity", "0x10", "0b1", "1__0", "1_000",
    "1.2.3.4", "1,2,3,4", "1,,000", ".5", "5.", "+-5", "--5", "1e5", "1E+400", "10^999999", "9" * 20, "9" * 4301, "9" * 40_000,
    "0." + "0" * 5000 + "1", "1" + "0" * 400, "1," + "000," * 500 + "000", "1/0", "0%", "100.01%", "-100%", "½", "１２３．４５", "٣٤٥٦٫٧",
    "१२३४", "𝟏𝟐𝟑", "一千二百万", "1 234 567,89", "1’000’000", "12'345", "1e", "e9", "2022-13-45", "9999-99-99", "0000", "2147483648",
    "-9223372036854775809", "18446744073709551616", "1/2/3/4/5/6/7/8/9/0", "(12)", "(12.5)%", "12亿亿亿万万", "5 billion million trillion",
)  # fmt: skip
NASTY_WORDS = (
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.invalid","x")', "+1+1", "@SUM(1)", "-2+3", "<script>alert(1)</script>",
    "</p></td></script>", "<!--", "<![CDATA[", "]]>", "&#0;", "&#xFFFFFFFF;", "&nbsp;" * 50, "&lt;b&gt;", "../../etc/passwd", "C:\\NUL",
    "\u202e", "\u202d12\u202c", "\u2066a\u2069", "\u200b" * 30, "\u200d", "\ufeff", "\0", "\0" * 9, "\x1b[2J", "\x1b[31m12\x1b[0m",
    "\x9b2J", "\x1b]8;;http://example.invalid\x1b\\link\x1b]8;;\x1b\\", "\x07", "\x7f",
    "\b" * 5, "\x85", "\u2028", "\u2029", "\x0b",
    "\x0c", "\x1c", "e" + "\u0301" * 2000, "5" + "\u20e3" * 300, "\ud800", "\udfff\ud800", "\ufdd0", "\U0010ffff", "\ue000", "\ufffd",
    "ﷺ", "🇨🇳" * 40,
    "'" * 100, '"' * 101, "\\" * 100, "{}" * 50, "%s%n%d", "${jndi:ldap://example.invalid/a}", "{{7*7}}", "__import__('os')",
    "!!python/object:os.system", "||||" * 100, "---\n" * 20, "# " * 200,
    "[[]](((" * 60, "`" * 200, "*" * 500, "_" * 500, "~" * 300, ">" * 300, "[x]: y\n" * 20,
    "yuan", "billion", "亿元", "万吨", "%", "percentage points", "respectively", "from", "to", "of which", "year-on-year", "FY2022",
    "Q5 2022",
)  # fmt: skip
_RUN_OF = (
    *"0 19,./%-|#*_=<>&([{\"'\\\t\n\ra亿万é", "\0", "\u3000", "\u0301", "\u200b", "\u202e", "A.", "1 ", "1,", "1/", "2022 ", "5% ",
)  # fmt: skip
_OPENED = ("<div>", "<table><tr><td>", "<b><i>", "[", "(", "{", "> ", "- ", "<!--", "&", "<a href=x>", "[a](", "**", "[[", '{"a":', "（")
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "gb18030", "latin-1", "cp1252", "big5", "shift_jis", "utf-7")


def mutated(raw: bytes, seed: int, others: Sequence[bytes] = ()) -> bytes:
    """The bytes with one to eight mutations stacked; at most four times as long, and 64 KB.

    `others`: inputs of the same kind, from which pieces are spliced in.
    """
    rng = Random(seed)  # noqa: S311  (inputs for tests, no secrets)
    most = _LONGER * len(raw) + _LONGER_BY
    for _ in range(rng.choice(_STACKED)):
        raw = rng.choice(_MUTATIONS)(raw, rng, others)[:most]
    return raw


def _spots(raw: bytes, rng: Random) -> list[int]:
    """A few places, the last one first, so that what is put in moves none of those to come."""
    return sorted((rng.randint(0, len(raw)) for _ in range(rng.randint(1, _MOST_SPOTS))), reverse=True)


def _chunk(raw: bytes, rng: Random) -> tuple[int, int]:
    """The ends of a stretch that is short, or now and then any."""
    start = rng.randint(0, len(raw))
    length = rng.choice((1, 10, 100, _MOST_CHUNK, len(raw)))
    return start, start + rng.randint(0, length)


def _bits(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    changed = bytearray(raw)
    for at in _spots(raw, rng) if raw else ():
        changed[min(at, len(raw) - 1)] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _put_in(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    for at in _spots(raw, rng):
        raw = raw[:at] + rng.randbytes(rng.randint(1, 4)) + raw[at:]
    return raw


def _take_out(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    for at in _spots(raw, rng):
        raw = raw[:at] + raw[at + rng.randint(1, 20) :]
    return raw


def _repeat(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    start, end = _chunk(raw, rng)
    times = min(rng.choice((1, 2, 10, 100, 1000)), (3 * len(raw) + _LONGER_BY) // max(1, end - start))
    return raw[:end] + raw[start:end] * times + raw[end:]


def _swap(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    one, two, three, four = sorted(rng.randint(0, len(raw)) for _ in range(4))
    return raw[:one] + raw[three:four] + raw[two:three] + raw[one:two] + raw[four:]


def _cut(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    return raw[: rng.randint(0, len(raw))]


def _splice(raw: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    other = rng.choice(others) if others else raw
    start, end = _chunk(other, rng)
    at, over = _chunk(raw, rng)
    return raw[:at] + other[start:end] + raw[over:]


def _numbers(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    return _replaced(raw, _NUMBER, rng, lambda found: _written(_nasty_number(found.decode(), rng), rng))


def _words(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    return _replaced(raw, _WORD, rng, lambda found: found * rng.randint(0, 1) + _written(rng.choice(NASTY_WORDS), rng))


def _nasty_number(found: str, rng: Random) -> str:
    """Another number, the same in other digits, or the same with one digit changed, torn or repeated."""
    match rng.randrange(6):
        case 0:
            return found.translate({ord(one): 0xFF10 + int(one) for one in _DIGITS})
        case 1:
            return found.replace(".", rng.choice(("", ",", " ", "·", "..", "·\u200b"))).replace(",", rng.choice(("", ".", " ", ",,")))
        case 2:
            at = rng.randint(0, len(found))
            return found[:at] + rng.choice(_DIGITS) * rng.choice((1, 2, 9, 200)) + found[at:]
        case _:
            return rng.choice(NASTY_NUMBERS)


def _written(text: str, rng: Random) -> bytes:
    """Mostly UTF-8, lone surrogates and all; seldom what makes the whole a mix of encodings."""
    if not rng.randrange(20):
        return text.encode(rng.choice(_ENCODINGS), "replace")
    return text.encode("utf-8", "surrogatepass")


def _replaced(raw: bytes, pattern: re.Pattern[bytes], rng: Random, made: Callable[[bytes], bytes]) -> bytes:
    found = [match.span() for match in pattern.finditer(raw)]
    chosen = rng.sample(found, min(len(found), rng.randint(1, _MOST_SPOTS)))
    for start, end in sorted(chosen, reverse=True):
        raw = raw[:start] + made(raw[start:end]) + raw[end:]
    return raw if found else raw + made(b"1")


def _run(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    at = rng.randint(0, len(raw))
    return raw[:at] + _written(rng.choice(_RUN_OF), rng) * rng.choice((3, 50, 500, 2000, 8000)) + raw[at:]


def _nest(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    at = rng.randint(0, len(raw))
    return raw[:at] + rng.choice(_OPENED).encode() * rng.choice((3, 100, 2000, 6000)) + raw[at:]


def _encode(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    """Other encodings, for the whole or from some place on; bytes that are no UTF-8 are taken for Latin."""
    try:
        text = raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    at = rng.choice((0, 0, rng.randint(0, len(text))))
    return text[:at].encode("utf-8", "surrogatepass") + text[at:].encode(rng.choice(_ENCODINGS), rng.choice(("replace", "ignore")))


def _line_ends(raw: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    ends = rng.choice(((b"\r\n",), (b"\r",), (b"",), (b"\n\n",), _LINE_ENDS))
    return _LINE_END.sub(lambda _: rng.choice(ends), raw)


_MUTATIONS: tuple[Mutation, ...] = (
    _bits, _put_in, _take_out, _repeat, _swap, _cut, _splice, _splice, _numbers, _numbers, _numbers, _numbers, _words, _words, _words, _run,
    _nest, _encode, _line_ends,
)  # fmt: skip
