"""Numbers and units as analysts write them: 1,234.5, (1,234), CNY million, 百万元, 亿元.

A value keeps the digits that it was written with: 37,260 in CNY million becomes 37260e6, known to the last million.
"""

from __future__ import annotations

import re
from decimal import Decimal

from finkit.errors import UnitUnknownError
from finkit.vocabulary.units import CURRENCIES, unit

_NUMBER = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?(?:[eE]([+-]?[0-9]{1,3}))?")
_SCALES = {
    "": 0, "thousand": 3, "thousands": 3, "k": 3, "million": 6, "millions": 6, "m": 6, "mn": 6, "billion": 9, "billions": 9, "bn": 9,
    "10 thousand": 4, "100 million": 8, "千": 3, "万": 4, "百万": 6, "亿": 8, "十亿": 9,
}  # fmt: skip
_YUAN = {"元": "CNY", "人民币": "CNY", "rmb": "CNY", "yuan": "CNY", "美元": "USD", "港元": "HKD", "澳元": "AUD", "吨": "t", "吨/年": "t/yr"}


def plain_number(text: str) -> str | None:
    """The number without separators, brackets as a minus; None where it is no number or its commas stand wrongly."""
    bare = text.strip().replace("−", "-")
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1].strip() if negative else bare
    bare = bare.removesuffix("%").strip()
    match = _NUMBER.fullmatch(bare)
    if match is None or (negative and match[1]):
        return None
    sign = "-" if negative or match[1] == "-" else ""
    return sign + match[2].replace(",", "") + (match[3] or "") + (f"e{match[4]}" if match[4] else "")


def scaled(number: str, exponent: int) -> str:
    """The number times a power of ten, its digits kept."""
    if not exponent:
        return number
    mantissa, _, power = number.partition("e")
    return f"{mantissa}e{int(power or 0) + exponent}" if Decimal(mantissa) else number


def unit_of(text: str, currency: str) -> tuple[str, int] | None:
    """A unit as written -> (its code, the power of ten that its values bear); None where it is no unit."""
    plain = " ".join(text.split())
    folded = plain.casefold()
    for word, code in sorted(_YUAN.items(), key=lambda pair: -len(pair[0])):
        if folded.endswith(word):
            scale = folded.removesuffix(word).strip().removeprefix("人民币").strip()
            return (code, _SCALES[scale]) if scale in _SCALES else None
    words = plain.split(" ")
    codes = [word for word in words if word.upper() in CURRENCIES]
    rest = " ".join(word.casefold() for word in words if word not in codes)
    if rest in _SCALES and len(codes) <= 1 and (codes or rest):
        return (codes[0].upper() if codes else currency), _SCALES[rest]
    try:
        return unit(plain).code, 0
    except UnitUnknownError:
        return None
