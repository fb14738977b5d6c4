"""Thousands grouped by spaces (`1 250 000 tons`): a way of printing, read as one number where nothing speaks for two.

Narrow and fixed spaces are made for it. A plain space groups where something leads to a quantity, and where the head is
short or the number long: `120 130 140 tons` are three numbers.
"""

from __future__ import annotations

import re

from finkit.figures.words import HAN_UNIT_STARTS, MONTHS, NAMING_WORDS, UNIT_STARTS

_NARROW = "\u202f\u2009"
_MEASURED = rf"\s?(?:[%％{HAN_UNIT_STARTS}]|(?i:{'|'.join(UNIT_STARTS)})\b)"
_GROUPS = re.compile(
    r"(?<![0-9A-Za-z.,/%\-])(?<![0-9] )(?P<head>[1-9][0-9]{0,2})(?P<gap>[ \u00a0\u202f\u2009])[0-9]{3}(?:(?P=gap)[0-9]{3})*(?:\.[0-9]+)?"
    r"(?![0-9A-Za-z]|[,/][0-9]|\s[0-9])"
)
_ONE_GROUP = re.compile(r"[0-9]{1,3}[ \u00a0][0-9]{3}(?:\.[0-9]+)?")
_SPACES = re.compile(r"[ \u00a0\u202f\u2009]")
_UNIT = re.compile(_MEASURED)
_SPELLED = re.compile(r"100\s*million", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?P<word>[A-Za-z'’]+)[ \u00a0\u202f\u2009]|(?P<mark>[(（:：,，~+−]|[\u4e00-\u9fff]|[$¥￥€£])[ \u00a0]?"
    r"|(?P<begins>^|[\n\t|][ \t]*))$"
)
_LEAD_REACH = 24
_LEADS = frozenset({
    "of", "was", "were", "is", "are", "to", "by", "than", "over", "about", "around", "nearly", "some", "almost", "roughly", "reached",
    "reaching", "totaled", "totalled", "exceeded", "approximately", "sold", "produced", "made", "at", "hit", "achieved", "be", "rmb", "cny",
    "usd", "eur", "yuan", "employs", "employed", "has", "had", "with", "a", "only", "recorded", "generated", "invested", "spent", "cost",
})  # fmt: skip
_LISTING = frozenset({"and", "or"})
_SHORT_HEAD, _MOST_GROUPS = 2, 3
Groups = dict[int, tuple[int, str, str]]


def groups_thousands(text: str) -> bool:
    """Digits with a space before their last three, and nothing else."""
    return _ONE_GROUP.fullmatch(text) is not None


def grouped_numbers(text: str, *, cuts: bool = False) -> Groups:
    """Where a number grouped by spaces begins -> (its end, the number without spaces, no stage: nothing was damaged).

    A document that groups one number so for certain groups those too that stand behind words which tell nothing. `cuts`:
    it is known to put spaces into numbers, so that every group with a unit behind it is one.
    """
    told = [(match, told) for match in _GROUPS.finditer(text) if (told := _told(text, match, cuts=cuts)) is not None]
    known = any(certain for _, certain in told)
    return {
        match.start(): (match.end(), _SPACES.sub("", match.group()), "") for match, certain in told if certain or known
    }  # fmt: skip


def _told(text: str, match: re.Match[str], *, cuts: bool) -> bool | None:
    """Whether it is one number for certain; None where it is none.

    Something must lead to a quantity, and the groups be too many or the head too short for numbers of their own.
    """
    behind = text[match.end() : match.end() + _LEAD_REACH]
    if _SPELLED.match(match.group()[-len("100") :] + behind[: len(" million")]):
        return None  # `3 100 million`: three times 亿
    lead = _LEAD.search(text, max(0, match.start() - _LEAD_REACH), match.start())
    if lead is None:
        return None
    word = (lead["word"] or "").casefold()
    if word in NAMING_WORDS or word in MONTHS:
        return None
    if match["gap"] in _NARROW:
        return True
    groups = match.group().count(match["gap"])
    whole = len(match["head"]) <= _SHORT_HEAD or match.group().endswith("000")
    measured = _UNIT.match(behind) is not None
    if cuts and groups == 1 and measured and word not in _LISTING:
        return True
    if not whole or groups > _MOST_GROUPS or (groups == 1 and not measured):
        return None
    if word and word not in _LEADS and not measured:
        return None  # a row of a table: `expenses 73 108 161`
    return groups > 1 or not word or word in _LEADS
