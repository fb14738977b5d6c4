"""What a caption says, of a column, a row or a group of rows: its period, its unit, whether it is of growth, and the words left."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from finkit.figures.cues import CHANGE, GROWTH
from finkit.figures.tables.declared import Declared, split_unit
from finkit.figures.words import MONTHS
from finkit.vocabulary.periods import Period

NOTE, UNCLEAR = "note", "unclear"  # no quantities stand in the column; growth or amount of change, nobody knows
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_FREE, _END = r"(?<![0-9A-Za-z.,/\-])", r"(?![0-9A-Za-z,/\-])(?!\.[0-9])"
_SHORT = r"(?P<short>[0-9]{2})"
# Every way to write a period, the longest first; each is tried in turn.
_PERIODS = tuple(
    re.compile(rf"{_FREE}{pattern}{_END}", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-/.](?P<month>[01]?[0-9])[-/.](?P<day>[0-3]?[0-9])",
        rf"{_YEAR}\s?年\s?(?P<month>[01]?[0-9])\s?月\s?(?P<day>[0-3]?[0-9])\s?[日号]",
        rf"(?P<name>{_MONTH})\.?\s+(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?\s+(?P<name>{_MONTH})\.?,?\s+{_YEAR}",
        rf"{_YEAR}\s?年?\s?(?:度\s?)?1\s?[-–—~至]\s?(?P<through>[0-9]{{1,2}})\s?月",
        rf"{_YEAR}\s?年\s?(?P<han>前三季度|上半年|下半年|第?[一二三四]季度|半年度|中期)",
        rf"(?P<name>{_MONTH})\.?[\s,-]+{_YEAR}",
        rf"{_YEAR}\s?年\s?(?P<month>[01]?[0-9])\s?月",
        rf"{_YEAR}[ -]?(?P<part>Q[1-4]|H[12]|9M)(?P<tail>[EAF]?)",
        rf"(?P<part>Q[1-4]|H[12]|9M)[ -]?{_YEAR}(?P<tail>[EAF]?)",
        rf"(?P<turned>[1-4]Q|[12]H|9M)[ -]?(?:{_YEAR}|{_SHORT})(?P<tail>[EAF]?)",
        rf"(?P<part>Q[1-4]|H[12])[ -]?['’]?{_SHORT}(?P<tail>[EAF]?)",
        rf"FY\s?(?:{_YEAR}|['’]?{_SHORT})(?P<tail>[EAF]?)",
        rf"{_YEAR}\s?年(?:\s?(?:度|全年|末|底))?(?P<tail>[EAF]?)",
        rf"{_YEAR}\s?(?P<tail>[EAF])",
        rf"(?:(?:end|year)\s+)?{_YEAR}",
    )
)  # fmt: skip
_HAN_PARTS = (
    ("前三季度", "9M"), ("上半年", "H1"), ("下半年", "H2"), ("半年度", "H1"), ("中期", "H1"), ("一季度", "Q1"), ("二季度", "Q2"),
    ("三季度", "Q3"), ("四季度", "Q4"),
)  # fmt: skip
_THROUGH = {3: "Q1", 6: "H1", 9: "9M", 12: "FY"}
_SPANS = (
    (re.compile(r"\b(?:three|3) months ended\b", re.IGNORECASE), 3),
    (re.compile(r"\b(?:six|6) months ended\b|\bhalf[- ]year ended\b", re.IGNORECASE), 6),
    (re.compile(r"\b(?:nine|9) months ended\b", re.IGNORECASE), 9),
    (re.compile(r"\b(?:years?|(?:twelve|12) months) ended\b", re.IGNORECASE), 12),
)  # fmt: skip
_GROWTH = re.compile(
    r"\b(?:yoy|y-o-y|y/y|year[- ]on[- ]year|year[- ]over[- ]year)"
    r"(?:\s+(?:growth|change|increase(?:/decrease)?)(?:\s+rate)?)?\b"
    r"|\bgrowth(?:\s+rate)?\b|同比(?:增减|增长|变动|变化)?(?:率|幅度|比例)?|(?:比|较)上年(?:同期)?(?:增减|增长|变动)(?:率|幅度|比例)?"
    r"|增长率|增速|增幅",
    re.IGNORECASE,
)  # fmt: skip
_CHANGE = re.compile(
    r"(?:%\s*|\b(?:percentage|percent)\s+)?\b(?:change|variation|movement|increase\s*/\s*\(?decrease\)?|incr\.?/decr\.?|chg\.?)(?:\s+in)?(?!\w)|[ΔΔ]"
    r"|增减(?:变动)?(?:幅度|比例)?|变动(?:幅度|比例|率)?|变化(?:率|幅度)?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"增减额|变动额|变动金额|\b(?:absolute|amount of)\s+change\b|\bchange\s+amount\b", re.IGNORECASE)
_NOTES = re.compile(
    r"\W*(?:notes?|no\.?|nos\.?|ref\.?|#|附注|注释|序号|项目号|行次|(?:股票|证券)?代码"
    r"|(?:(?:stock|security|share) )?code|ticker|id|item no\.?|rank|排名)\W*",
    re.IGNORECASE,
)  # fmt: skip
_IN_SEQUENCE = re.compile(r"环比|\bqoq\b|\bq-o-q\b|\bmom\b|\bquarter[- ]on[- ]quarter\b|cagr|compound", re.IGNORECASE)
_NEUTRAL = re.compile(
    r"\b(?:(?:for|as|at|of|the|on|in|to|and|fiscal|financial|full|year|years|ended|ending|end|audited|unaudited|actual|restated|reported|amounts?"
    r"|current|period|months?|three|six|nine|twelve|consolidated|group)\b)|年度|年末|期末|期末余额|余额|金额|数值|实际|追溯调整后|调整后|合并|[()（）\[\],，.:：\-–—/|*]+",
    re.IGNORECASE,
)  # fmt: skip
_MONTH_NAMED = re.compile(rf"\b(?P<name>{_MONTH})\b\.?(?:\s+[0-3]?[0-9]\b)?", re.IGNORECASE)
_MONTHS, _QUARTER = range(1, 13), 3
_MOST_WORDS = 160


@dataclass(frozen=True, slots=True)
class Caption:
    """`words`: what is left; `mentions`: (start, end, period) within the caption.

    `span`: of how many months it speaks, `ends`: the month in which they end (0 where it is not said).
    """

    words: str
    period: Period | None = None
    unit: Declared | None = None
    role: str = ""
    span: int = 0
    ends: int = 0
    mentions: tuple[tuple[int, int, Period], ...] = ()

    @property
    def is_plain(self) -> bool:
        """No word is left that could narrow what is said."""
        return not _NEUTRAL.sub(" ", self.words).strip()


@lru_cache(maxsize=4096)
def caption(text: str, *, named: bool = False) -> Caption:
    """The caption read. `named`: it names a row, which is no unit."""
    if len(text) > _MOST_WORDS:
        return Caption(text)
    if not named and _NOTES.fullmatch(text):
        return Caption("", role=NOTE)
    words, unit = split_unit(text, named=named)
    mentions = period_mentions(text)
    words, span = _without_periods(words), 0
    for pattern, months in _SPANS:
        if pattern.search(words):
            words, span = pattern.sub(" ", words), months
    words, role, told = _role(words, unit)
    unit = unit or (Declared(unit="%") if told else None)
    period = mentions[0][2] if len({one[2] for one in mentions}) == 1 else None
    ends = 0
    named_month = _MONTH_NAMED.search(words) if span else None
    if named_month is not None:
        words, ends = words[: named_month.start()] + words[named_month.end() :], MONTHS[named_month["name"].casefold()]
    spoken = within_span(period, span, ends) if span else period
    return Caption(" ".join(words.split()), spoken, unit, role, span, ends, mentions)


def _role(words: str, unit: Declared | None) -> tuple[str, str, bool]:
    """(the words left, what the caption makes of its measure, it says per cent)."""
    if _IN_SEQUENCE.search(words):
        return words, UNCLEAR, False
    if _AMOUNT.search(words):
        return _AMOUNT.sub(" ", words), CHANGE, False
    told = "%" in words or "percent" in words.casefold()
    if _GROWTH.search(words):
        return _CHANGE.sub(" ", _GROWTH.sub(" ", words)).replace("%", " "), GROWTH, told
    if _CHANGE.search(words):
        told = told or "率" in words or "幅度" in words
        known = told or (unit is not None and unit.unit == "%")
        return _CHANGE.sub(" ", words).replace("%", " "), GROWTH if known else UNCLEAR, told
    return words, "", False


def within_span(period: Period | None, months: int, ends: int) -> Period | None:
    """The period of `nine months ended September 30` of a year (`ends`: the month, 0 where it is not said); None for odd ones."""
    if period is None or period.part not in {"FY", "D", "M"}:
        return period
    last = period.month or ends
    part = {(3, 0): None, (6, 0): "H1", (9, 0): "9M", (6, 6): "H1", (6, 12): "H2", (9, 9): "9M"}.get((months, last))
    if months == _QUARTER and last and last % _QUARTER == 0:
        part = f"Q{last // _QUARTER}"
    if months == len(_MONTHS):
        part = "FY"
    return Period(period.year, part, estimate=period.estimate) if part else None


def _without_periods(text: str) -> str:
    for start, end, _ in reversed(period_mentions(text)):
        text = f"{text[:start]} {text[end:]}"
    return text


@lru_cache(maxsize=4096)
def period_mentions(text: str) -> tuple[tuple[int, int, Period], ...]:
    """Every period of a caption, with its place, in order."""
    if not any(char.isdigit() for char in text) or len(text) > _MOST_WORDS:
        return ()
    found: list[tuple[int, int, Period]] = []
    for pattern in _PERIODS:
        for match in pattern.finditer(text):
            period = _period(match)
            if period is not None and not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), period))
    return tuple(sorted(found, key=lambda one: one[0]))


def period_alone(text: str) -> Period | None:
    """The period that a cell is, and nothing else."""
    said = caption(text)
    return said.period if said.mentions and said.is_plain and not said.role and said.unit is None else None


def _period(match: re.Match[str]) -> Period | None:
    told = {name: value for name, value in match.groupdict().items() if value}
    year = int(told["year"]) if "year" in told else 2000 + int(told["short"])
    estimate = told.get("tail", "").upper() in {"E", "F"}
    month = int(told["month"]) if "month" in told else MONTHS[told["name"].casefold()] if "name" in told else 0
    if "day" in told:
        day = int(told["day"])
        return Period(year, "D", month, day) if 1 <= month <= len(_MONTHS) and 1 <= day <= monthrange(year, month)[1] else None
    if "through" in told:
        part = _THROUGH.get(int(told["through"]))
        return Period(year, part) if part else None
    if month:
        return Period(year, "M", month) if month <= len(_MONTHS) else None
    if "han" in told:
        return Period(year, next(part for word, part in _HAN_PARTS if word in told["han"]))
    if "turned" in told:
        code = told["turned"].upper()
        return Period(year, code if code == "9M" else code[::-1], estimate=estimate)
    return Period(year, told.get("part", "FY").upper(), estimate=estimate)
