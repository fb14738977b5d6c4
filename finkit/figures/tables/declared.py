"""Units that a table declares: `(RMB million)`, `，万元`, `Unit: 10,000 tons`, `(in thousands of yuan, except per share data)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from finkit.figures.tokens import HAN, NUMBER, Token, tokens
from finkit.figures.words import CURRENCY_MARKS, CURRENCY_WORDS, HAN_SCALES, HAN_UNITS, MILLION, SCALES, THOUSAND, UNITS, WAN, YI
from finkit.vocabulary.intervals import ONE
from finkit.vocabulary.units import unit as unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

_LONGEST = 80
_IN_PARENS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_BEHIND_COMMA = re.compile(r"[,，:：/]\s*(?P<unit>[^,，:：()（）]{1,24})$")
_ANNOUNCED = re.compile(r"(?:\bunits?\s*[:：]|单位\s*[:：]|\bcurrency\s*[:：])\s*(?P<unit>[^()（）;；]+)", re.IGNORECASE)
_LINE_OPENS = re.compile(
    r"^\W*(?:all )?(?:amounts?|figures|numbers|values|rmb|cny|usd|us\$|expressed|stated|presented|in)\b", re.IGNORECASE
)
_EXCEPT = re.compile(r"[,，;；]?\s*(?:except|unless|other than|除|不含|，特别).*$", re.IGNORECASE)
_CURRENCY_TOLD = re.compile(r"\s*币种\s*[:：]\s*(?P<name>\S+).*$")
_SKIPPED = frozenset({
    "in", "of", "the", "amount", "amounts", "figures", "numbers", "values", "expressed", "stated", "presented", "all", "are", "unit",
    "units", "currency", "and", "/", "reported", "shown", "with",
})  # fmt: skip
_HAN_SKIPPED = ("人民币", "单位", "金额", "以", "按", "计")
_MORE_SCALES: Mapping[str, Decimal] = {"thousands": THOUSAND, "m": MILLION, "mm": MILLION, "mio": MILLION, "billion": SCALES["billion"]}
_GLUED: Mapping[str, tuple[str, Decimal]] = {
    f"{currency}{word}": (CURRENCY_WORDS.get(currency, "CNY"), scale)
    for currency in ("rmb", "cny", "usd", "aud", "hkd", "eur")
    for word, scale in (("m", MILLION), ("mn", MILLION), ("mm", MILLION), ("bn", SCALES["bn"]), ("k", THOUSAND), ("mln", MILLION))
}  # fmt: skip
_QUOTES = frozenset("'’‘")
_COUNTS = frozenset({"persons", "person", "people", "employees", "shares", "sets", "pieces", "x", "headcount", "companies", "vehicles"})
_LEADING_MARKS = {("us", "$"): "USD", ("hk", "$"): "HKD", ("a", "$"): "AUD", ("nt", "$"): "TWD"}
_PER = {"t": "t", "ton": "t", "tonne": "t", "share": "share", "kg": "kg", "year": "yr", "yr": "yr", "吨": "t", "股": "share", "年": "yr"}
_NUMBERED = {"10,000": WAN, "10000": WAN, "1,000": THOUSAND, "1000": THOUSAND, "100": YI}


@dataclass(frozen=True, slots=True)
class Declared:
    """`unit` is None where a scale alone is named: `(in millions)`."""

    scale: Decimal = ONE
    unit: str | None = None

    @property
    def is_money(self) -> bool:
        """An amount of money, of a currency named or not."""
        return self.unit is None or unit_of(self.unit).is_money


def declared(text: str) -> Declared | None:
    """The unit that a phrase is; None where it is, or holds, anything else."""
    text = _EXCEPT.sub("", text).strip(" \t\u00a0.:：,，")
    if not text or len(text) > _LONGEST:
        return None
    told = _CURRENCY_TOLD.search(text)
    text = text[: told.start()] if told else text
    found = _Phrase(tokens(text)).read()
    if found is not None and told is not None and found.is_money:
        named = declared(told["name"])
        return Declared(found.scale, named.unit) if named is not None and named.unit else found
    return found


def split_unit(caption: str, *, named: bool = False) -> tuple[str, Declared | None]:
    """A caption without the unit that it declares, and that unit; `named`: it is a name, whatever units are called so."""
    for match in _IN_PARENS.finditer(caption):
        found = declared(match[1])
        if found is not None:
            return f"{caption[: match.start()]} {caption[match.end() :]}".strip(), found
    behind = _BEHIND_COMMA.search(caption[-_LONGEST:])
    found = declared(behind["unit"]) if behind else None
    if behind is not None and found is not None:
        return caption[: max(0, len(caption) - _LONGEST) + behind.start()].strip(), found
    whole = None if named else declared(caption)
    return ("", whole) if whole is not None else (caption, None)


def declared_in(line: str) -> Declared | None:
    """The unit that a line above a table declares for it."""
    announced = _ANNOUNCED.search(line)
    found = declared(announced["unit"]) if announced else None
    if found is not None:
        return found
    for match in _IN_PARENS.finditer(line):
        inner = _ANNOUNCED.search(match[1])
        found = declared(inner["unit"]) if inner else None
        if found is not None:
            return found
    _, found = split_unit(line, named=True)
    if found is not None:
        return found
    return declared(line) if _LINE_OPENS.match(line) or len(line) < len("RMB in millions ...") else None


class _Phrase:
    """The words of a unit, taken in one after another."""

    def __init__(self, line: Sequence[Token]) -> None:
        self.line = line
        self.scale: Decimal | None = None
        self.currency: str | None = None
        self.unit: str | None = None
        self.per = ""
        self.at = 0

    def read(self) -> Declared | None:
        """The unit; None where a word is left over or nothing is said."""
        while self.at < len(self.line):
            if not self._take():
                return None
        if self.scale is None and self.currency is None and self.unit is None:
            return None
        code = self.unit or self.currency
        if self.unit is not None and self.currency is not None and self.unit != self.currency:
            return None
        if self.per:
            code = f"{code or 'CNY'}/{self.per}"
        try:
            if code is not None:
                unit_of(code)
        except LookupError:
            return None
        return Declared(self.scale or ONE, code)

    def _take(self) -> bool:
        token, line = self.line[self.at], self.line
        word = token.lower.strip("'’")
        after = line[self.at + 1].lower if self.at + 1 < len(line) else ""
        if (word, after) in _LEADING_MARKS:
            return self._money(_LEADING_MARKS[word, after], 2)
        if word in {"per", "/", "a", "each"} and after in _PER and (self.unit or self.currency):
            self.per, self.at = _PER[after], self.at + 2
            return True
        if token.kind == HAN:
            return self._take_han(token.text)
        if token.text in CURRENCY_MARKS:
            return self._money(CURRENCY_MARKS[token.text], 1)
        if word in _GLUED:
            currency, scale = _GLUED[word]
            return self._times(scale, 0) and self._money(currency, 1)
        if token.kind == NUMBER:
            return self._numbered(token.text, after)
        if token.text in _QUOTES and after != "000":
            self.at += 1
            return True
        return self._take_scale(token.text, word, after)

    def _take_scale(self, text: str, word: str, after: str) -> bool:
        if text in _QUOTES:
            return self._times(THOUSAND, 3 if self._word(2) == "s" else 2)
        if word == "hundred" and after in {"million", "millions"}:
            return self._times(YI, 2)
        if word == "ten" and after in {"thousand", "thousands"}:
            return self._times(WAN, 2)
        if word in SCALES or word in _MORE_SCALES:
            return self._times(SCALES.get(word) or _MORE_SCALES[word], 1)
        if word in _SKIPPED:
            self.at += 1
            return True
        return self._take_unit(word)

    def _word(self, step: int) -> str:
        return self.line[self.at + step].lower if self.at + step < len(self.line) else ""

    def _numbered(self, text: str, after: str) -> bool:
        if text == "000" and self.at == 0:
            return self._times(THOUSAND, 2 if after == "s" else 1)
        if text == "100" and after not in {"million", "millions"}:
            return False
        return text in _NUMBERED and self._times(_NUMBERED[text], 2 if text == "100" else 1)

    def _times(self, scale: Decimal, step: int) -> bool:
        """A second scale multiplies the first only as one phrase."""
        if self.scale is not None:
            return False
        self.scale, self.at = scale, self.at + step
        return True

    def _money(self, code: str, step: int) -> bool:
        if self.currency not in {None, code}:
            return False
        self.currency, self.at = code, self.at + step
        return True

    def _take_unit(self, word: str) -> bool:
        if word == "pct":
            return False  # per cent to some, points to others
        if word in _COUNTS and self.unit is None:
            self.unit, self.at = "1", self.at + 1
            return True
        if word in {"%", "％"}:
            return self._set("%", 1)
        if word in CURRENCY_WORDS:
            return self._money(CURRENCY_WORDS[word], 1)
        for length in (3, 2, 1):
            words = tuple(one.lower for one in self.line[self.at : self.at + length])
            if len(words) == length and words in UNITS:
                code = UNITS[words]
                return self._money(code, length) if unit_of(code).is_money else self._set(code, length)
        return False

    def _set(self, code: str, step: int) -> bool:
        if self.unit not in {None, code}:
            return False
        self.unit, self.at = code, self.at + step
        return True

    def _take_han(self, text: str) -> bool:
        """A Chinese run: 人民币百万元, 万吨."""
        while text:
            skipped = next((word for word in _HAN_SKIPPED if text.startswith(word)), "")
            if skipped == "人民币":
                self.currency = self.currency or "CNY"
            if skipped:
                text = text[len(skipped) :]
                continue
            scale = next(((word, size) for word, size in HAN_SCALES if text.startswith(word)), None)
            if scale is not None and self.scale is None:
                text, self.scale = text[len(scale[0]) :], scale[1]
                continue
            unit = next(((word, code) for word, code in HAN_UNITS if text.startswith(word)), None)
            if unit is None or (self.unit is not None and unit[1] != self.unit):
                return False
            text = text[len(unit[0]) :]
            if unit_of(unit[1]).is_money:
                if self.currency not in {None, unit[1]} and unit[0] != "元":
                    return False
                self.currency = self.currency or unit[1]
            else:
                self.unit = unit[1]
        self.at += 1
        return True
