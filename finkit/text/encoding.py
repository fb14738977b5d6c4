"""Bytes to characters: which of the encodings that reports come in these bytes are."""

from __future__ import annotations

import codecs
import re
from functools import cache

from finkit.errors import FileUnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536

_DECLARATION = re.compile(
    rb"<meta\b[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml\b[^<>]{0,200}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
# What browsers take these names for (WHATWG Encoding Standard): the widest of the family.
_WIDEST = {
    **dict.fromkeys(("gb2312", "gbk", "hz"), "gb18030"),
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_NOT_OF_FILES = ("utf", "unicode", "raw", "idna", "punycode", "undefined")  # UTF-8 and UTF-16 are seen without a label

# Lead bytes of the first level of each set, which holds its commonest characters, and their trail bytes.
_HIGH, _LOW_OR_HIGH = range(0xA1, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))
_FIRST_LEVEL = {
    "gb18030": (range(0xB0, 0xD8), _HIGH),
    "big5hkscs": (range(0xA4, 0xC7), _LOW_OR_HIGH),
    "cp932": (range(0x88, 0x98), _LOW_OR_HIGH),
    "euc_jp": (range(0xB0, 0xD0), _HIGH),
}
_JAPANESE = frozenset({"cp932", "euc_jp"})
_KANA = frozenset(map(chr, range(0x3041, 0x30FF)))
_FULL_WIDTH = frozenset(map(chr, range(0xFF01, 0xFF5F)))
_PUNCTUATION = frozenset("　、。〈〉《》「」『』【】〔〕·—…‘’“”￥×±℃°") | _FULL_WIDTH
_MOSTLY = 0.7

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŠŒŽšœžŸƒ]+")
_ACCENTED = re.compile(r"[À-ÖØ-öø-ÿŠŒŽšœžŸƒ]+")
_MOST_ACCENTED = 2
_HARDLY_WESTERN = re.compile(r"[\x80-\x9fˆ˜¤¦¨¬¯¸þÞðÐ]")

_PLAIN_CONTROLS = frozenset("\t\n\r\f\v\x85\u2028\u2029")
_CONTROL_SHARE = 0.02
_GOOD_FOR_ONE_BROKEN = 20
_FIRST_OF_OTHER_SCRIPTS = "\u0600"  # behind Latin, Greek and Cyrillic
_SHORTEST_DETECTED = 16
_LAST_ASCII = 0x7F


def declared_encoding(raw: bytes) -> str:
    """The encoding that an HTML `meta` or an XML declaration in the first 4 KB names; "" where none is known."""
    match = _DECLARATION.search(raw[:_DECLARED_WITHIN])
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name if match else ""
    except LookupError:
        return ""
    return "" if name.startswith(_NOT_OF_FILES) else _WIDEST.get(name, name)


def decode(raw: bytes, name: str, declared: str = "") -> str:
    """The characters of a text, without a byte order mark; `name` is the file's, for the message.

    By its mark, as UTF-8, as declared, as UTF-16 where there are NULs, else as what it looks like most. Raises
    `FileUnreadableError` for binary data and for bytes in no encoding.
    """
    marked = next((encoding for mark, encoding in _BOMS if raw.startswith(mark)), None)
    text = _strictly(raw, marked) if marked else _unmarked(raw, declared)
    if text is None and b"\0" not in raw:
        raise FileUnreadableError(path=name, wanted="text", found="bytes in no encoding that is known", remedy="save it as UTF-8 text")
    if text is None or _is_binary(text):
        raise FileUnreadableError(path=name, wanted="text", found="binary data", remedy="give the report as text, Markdown, HTML or PDF")
    return text


def _unmarked(raw: bytes, declared: str) -> str | None:
    """The text of bytes that bear no mark; None where they are none."""
    if b"\0" in raw:
        return _wide(raw)
    for encoding in ("utf-8", declared):
        text = _strictly(raw, encoding)
        if text is not None:
            return text
    return _likeliest(raw)


def _strictly(raw: bytes, encoding: str) -> str | None:
    """The text in this encoding, None where a byte does not fit or the codec is none for text."""
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _is_binary(text: str) -> bool:
    """A text that holds NULs, or more than a few control characters."""
    sample = text[:_SAMPLE]
    controls = sum(1 for one in sample if one < " " and one not in _PLAIN_CONTROLS)
    return "\0" in text or controls > len(sample) * _CONTROL_SHARE


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark; None where it would be no everyday text.

    Digits, spaces and line ends of a text in any language have NULs for high bytes.
    """
    sample = raw[:_SAMPLE]
    text = _strictly(raw, "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be")
    start = text[:_SAMPLE] if text else ""
    usual = _everyday("gb18030") | _KANA
    return text if sum(one < _FIRST_OF_OTHER_SCRIPTS or one in usual for one in start) > len(start) * _MOSTLY else None


def _likeliest(raw: bytes) -> str | None:
    """The reading in which most characters are everyday ones; None where there is none.

    Chinese, Japanese and Western European are told apart by their commonest characters, down to a word or two, where
    general detection guesses (GBK as Korean, £ as Ł); everything else is left to charset-normalizer.
    """
    best, found = _MOSTLY, None
    for encoding in _FIRST_LEVEL:
        text = _strictly(raw, encoding)
        if text is not None and (share := _everyday_share(text[:_SAMPLE], encoding)) > best:
            best, found = share, text
    if found is not None:
        return found
    western = _strictly(raw, "cp1252")
    if western is not None and _looks_western(western[:_SAMPLE]):
        return western
    return _mended(raw) or _detected(raw) or _strictly(raw, "gb18030")


def _everyday_share(text: str, encoding: str) -> float:
    """How many in one of the characters outside ASCII are everyday ones; Japanese without kana is none."""
    foreign = [one for one in text if one > "\x7f"]
    if encoding in _JAPANESE and _KANA.isdisjoint(foreign):
        return 0.0
    everyday = _everyday(encoding)
    return sum(one in everyday for one in foreign) / max(1, len(foreign))


@cache
def _everyday(encoding: str) -> frozenset[str]:
    """The characters that fill texts in this encoding; GB 18030 holds the traditional ones as well."""
    leads, trails = _FIRST_LEVEL[encoding]
    level = frozenset(bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails)
    more = _everyday("big5hkscs") if encoding == "gb18030" else _KANA if encoding in _JAPANESE else _PUNCTUATION
    return level | more | _PUNCTUATION


def _looks_western(text: str) -> bool:
    """Accented letters stand alone or among plain ones, at most two at a time; the rest are marks such as £ – ’."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return not _HARDLY_WESTERN.search(text) and all(
        len(word) == 1 or (not _ACCENTED.fullmatch(word) and max(map(len, _ACCENTED.findall(word))) <= _MOST_ACCENTED) for word in words
    )


def _mended(raw: bytes) -> str | None:
    """UTF-8 in which a byte here and there is broken, with U+FFFD in its place; None where it is not that."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(one > "\x7f" for one in text) - broken
    return text if good > _GOOD_FOR_ONE_BROKEN * broken else None


def _detected(raw: bytes) -> str | None:
    """What charset-normalizer takes it for; on a handful of bytes it guesses, so None there."""
    if sum(one > _LAST_ASCII for one in raw[:_SAMPLE]) < _SHORTEST_DETECTED:
        return None
    from charset_normalizer import from_bytes  # noqa: PLC0415  (late: start-up time)

    best = from_bytes(raw, cp_exclusion=["utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]).best()
    return str(best) if best is not None else None
