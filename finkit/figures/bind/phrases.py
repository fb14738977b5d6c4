"""Words around a figure: what narrows a measure, and what an unknown measure is called."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from finkit.catalogue.items import ITEM_BY_NAME, ITEMS, VOLUME
from finkit.figures.figure import OURS
from finkit.figures.lexicon import MEASURE
from finkit.figures.tokens import HAN, NUMBER, WORD, Token
from finkit.figures.words import (
    COMPANY_WORDS,
    CURRENCY_WORDS,
    ELSEWHERE_WORDS,
    FALL_WORDS,
    FUNCTION_WORDS,
    INCREMENT_WORDS,
    MONTHS,
    RISE_WORDS,
    SHARE_WORDS,
    THE_QUARTER,
    YEAR_ON_YEAR,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finkit.figures.lexicon import Mention
    from finkit.vocabulary.periods import Period

QUALIFIER = "~"
# Prices and volumes are of some goods: the subject of the sentence, where nothing nearer says which.
_OF_GOODS = frozenset(item.name for item in ITEMS if item.statement == VOLUME)
_COMPARISONS = frozenset({"compared", "versus", "vs", "against"})
_COMPARED = 4
_HAN_OF_YEAR = re.compile("(?:年|年度|年同期|年末|年底)(?:则|仅|约)*[为是](?:约|人民币)*")
_HAN_COMPARING = re.compile("(?:较|(?<![占同环])比)于?(?:去年|上年|上一年|年初|上季度|上月)?(?:同期)?的?(?:大?约|人民币)*$")
_GIVING = frozenset({"contributed", "contributes", "generated", "generates"})  # what a part does for the whole
_SALES = frozenset({"sold", "sells", "sell"})
LONGEST = 4
_NAME_LENGTH = 6
_BUSINESS = frozenset({"business", "segment"})  # a line of business is less than the company, whatever it deals in
_NO_QUALIFIERS = frozenset({
    "total", "overall", "annual", "full-year", "consolidated", "net", "their", "quarterly", "cumulative", "main", "operating", "average",
    "latest", "corresponding", "entire", "current", "first", "second", "third", "fourth", "year", "quarter", "half", "comprehensive",
    "business", "products", "product", "s", "whole", "actual", "restated",
})  # fmt: skip
# Words that may stand before a figure without naming anything.
_NO_SUBJECTS = frozenset({
    "above", "below", "under", "against", "versus", "vs", "only", "just", "still", "level", "figure", "prior", "previous", "last", "same",
    "period", "month", "week", "day", "half", "amount", "value", "around", "nearly", "some", "almost", "roughly", "about", "over", "more",
    "less", "now", "then", "today", "there", "this", "that", "these", "those", "respectively", "mere", "whopping", "touch", "compared", "s",
})  # fmt: skip
# Behind the name of a measure, these make it the name of something else.
_HEAD_NOUNS = frozenset({
    *INCREMENT_WORDS, "gap", "structure", "target", "targets", "plan", "project", "projects", "market", "contribution", "forecast",
    "base", "cycle", "channel", "channels", "guidance", "per", "recognition", "tax", "taxes", "side", "line", "lines", "ranking",
})  # fmt: skip
_HAN_BUSINESS = ("业务", "板块", "分部", "事业部")
_HAN_CUTS = re.compile(r"其中|公司|集团|实现|[的年，]")
_HAN_WHOLE = frozenset({"主营", "主要", "公司", "全部", "各", "各项", "相关", "整体"})
_HAN_LEADS = re.compile(
    r"^(?:其中|公司|集团|我们|全年|累计|合计|共|总|实现|完成|本期|报告期内?|年|月|季度|[一二三四前上下单]+(?:季度|半年)|的|度)+"
)
_HAN_PARTICLES = re.compile(
    r"上年同期|去年同期|上一年同期|其中|分别|年度|达到|同比|环比|大约|约|为|至|到|和|及|与|较|的|年|达|从|由|仅|上升|增长|增加|提升|下降|减少|降低"
)
_PARTICLE, _HAN_NAME = 1, 8
_OF_PARTS = frozenset({"revenue", "cost_of_sales", "gross_profit", "gross_margin"})
_CLAUSE_ENDS = frozenset(",，;；。:：(（)）")
# Words of a Chinese clause that are no name of what a measure is of; the small ones only at the edges of a name.
_HAN_SAYING = re.compile(
    "报告期内?|期内|本期|当期|同期|去年|上年|今年|明年|当年|往年|全年|年度|[单第]?[一二三四前]+季度?|季度|上半年|下半年|半年|中期|"
    "月份?|截至|截止|其中|分别|合计|累计|合并|整体|综合|主营|(?:子|参股|联营|合营|可比|本)?公司|同业|同行|友商|竞争对手|本?集团|我们|实现|"
    "完成|取得|录得|达到|达成|创造|贡献|预计|预测|预期|测算|假设|有望|以及|对应|同比|环比|增长|下降|增加|减少|提升|上升|回升|下滑|上调|下调|"
    "调整|不含|扣除|公告|披露|发布|显示|数据|年报|季报|报告|点评|根据|受益于?|带动|使得?|导致|推动|方面|来看|业绩|财务|营业|经营|业务|"
    "平均|由于|主要|个百分点|收入|全部|相关|产品|来自"
)
_TOPIC_REACH = 8
_HAN_HEADINGS = re.compile(
    "事件|业绩|点评|公告|要点|观点|简评|概要|摘要|财务|盈利|经营|收入|利润|成本|费用|现金|资产|负债|情况|分析|数据|回顾|表现|总结|核心|投资|"
    "建议|评级|风险|预测|估值|整体|全年|季|年|月|集团|公司|问|答|结论|亮点|指标|单位|其中|产量|销量|产销|价格|同业|同行|来源|备注|注|合计|方面"
)
_HAN_EDGES = (
    "年月日季末底初共总约的及和与较由从在到至将可会为达该其此这各所有已仍也均并且但而则因系是了占"
    "比时亿万元吨股净毛营收单第看一二三四上下前后内外以于"
)
_REPORTING = frozenset({"booked", "reported", "posted", "earned", "recorded", "announced", "logged", "turned"})
_LONGEST_NAME = 5
_NO_NAMES = frozenset({
    "group", "group's", "management", "board", "segment", "division", "business", "we", "it", "they", "he", "she", "revenue", "sales",
    "profit", "q", "h", "m", "fy", "yoy", "ebitda", "ebit", "eps", "gross", "net", "operating", "total",
    "today", "year", "quarter", "both", "each",
})  # fmt: skip
_OPENING = frozenset({"last", "this", "next", "that", "there", "here", "overall", "however", "meanwhile", "also", "one", "what", "let"})
_HAN_OURS = re.compile("(?<!子)(?<!参股)(?<!可比)(?<!联营)(?<!上市)公司|本集团")
_HAN_OTHERS = {
    **dict.fromkeys(("同业", "同行", "可比公司", "友商", "竞争对手"), "industry"),
    **dict.fromkeys(("子公司", "参股公司", "联营企业", "合营企业", "联营公司"), "subsidiary"),
}
_CAUSES = frozenset({"due", "because", "benefiting", "driven", "affected", "thanks", "owing"})
_VERBS = frozenset({
    "expect", "reach", "increase", "grow", "rise", "fall", "drop", "decline", "remain", "assume", "maintain", "achieve", "continue",
    "estimate", "bring", "further", "respectively", "approximately", "year", "we", "according", "forecast", "would", "can", "may",
})  # fmt: skip


def singular(word: str) -> str:
    """A crude singular, enough to tell two spellings of one name alike."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > len("gas") else word


def _is_content(token: Token) -> bool:
    word = token.lower
    if token.kind != WORD or word in FUNCTION_WORDS | CURRENCY_WORDS.keys() or word in COMPANY_WORDS or word in ELSEWHERE_WORDS:
        return False
    return not (word.endswith(("ed", "ing", "'s", "’s")) or word in RISE_WORDS or word in FALL_WORDS or word in SHARE_WORDS)


def content(line: Sequence[Token], indices: Iterable[int], barred: set[int], *, gerunds: bool = False) -> list[str]:
    """Content words from a place on, up to the first word that is none; `gerunds`: words such as recycling are nouns here.

    Behind a noun they always are (scrap recycling).
    """
    words: list[str] = []
    for index in indices:
        if (
            index >= len(line)
            or len(words) == LONGEST
            or index in barred
            or not (_is_content(line[index]) or ((gerunds or words) and line[index].lower.endswith("ing")))
        ):
            break
        if line[index].lower not in _NO_QUALIFIERS:
            words.append(line[index].lower)
    return words


def qualifier(line: Sequence[Token], stretch: range, measures: Sequence[Mention], barred: set[int], trade: frozenset[str]) -> str:
    """The words that narrow a measure where no segment of the company does: before it, behind its `of`, or a business.

    Marked with `~`: it keeps apart what the text keeps apart, and never stands for the whole company. Words of the
    company's `trade` (what all of it deals in) narrow nothing.
    """
    for mention in reversed(measures):
        before = mention.first - 1
        before -= before > 0 and line[before].lower in _GIVING
        words = content(line, range(before, -1, -1), barred)[::-1]
        if words:
            return _named(words, trade)
        behind = _behind_of(line, mention.last + 1)
        words = content(line, behind, barred)
        if words:
            whole = set(map(singular, words)) <= trade
            business = whole and any(token.lower in _BUSINESS for token in line[behind.start : behind.start + len(words) + 1])
            return QUALIFIER + " ".join([*words, "business"]) if business else _named(words, trade)
    for index in stretch:
        if line[index].lower in _BUSINESS:
            words = content(line, range(index - 1, -1, -1), barred, gerunds=True)[::-1]
            if words:
                return _named(words, trade)
    words = content(line, stretch, barred) if any(one.name in _OF_GOODS for one in measures) else []
    sold = next((at for at, word in enumerate(words) if word in _SALES), 0)
    return _named(words[:sold], trade) if sold else _han_qualifier(line, stretch, measures)


def _han_qualifier(line: Sequence[Token], stretch: range, measures: Sequence[Mention]) -> str:
    """The line of business that a Chinese text names (`电池业务`), or what a volume is of (`铜箔销量`)."""
    for index in reversed(stretch):
        text = line[index].text if line[index].kind == HAN else ""
        at = max(text.rfind(word) for word in _HAN_BUSINESS)
        if at >= 0:
            name = _HAN_CUTS.split(text[max(0, at - _HAN_NAME) : at])[-1]
            return QUALIFIER + name if name and name not in _HAN_WHOLE else ""
    for mention in reversed(measures):
        token = line[mention.first]
        item = ITEM_BY_NAME.get(mention.name)
        if token.kind == HAN and item is not None and item.statement == VOLUME:
            name = _HAN_LEADS.sub("", token.text[: mention.start - token.start])
            if name:
                return QUALIFIER + name
    return _han_subject(line, stretch, [one for one in measures if one.name in _OF_PARTS])


def _han_subject(line: Sequence[Token], stretch: range, measures: Sequence[Mention]) -> str:
    """What stands before the name of a measure in its clause, less all that says when, how and that it is so: `甲乙营收`."""
    for mention in reversed(measures):
        if line[mention.first].kind != HAN or mention.first not in stretch:
            continue
        before = line[mention.first].text[: mention.start - line[mention.first].start]
        at = mention.first - 1
        while at >= stretch.start and line[at].text not in _CLAUSE_ENDS:
            before = (line[at].text if line[at].kind == HAN else " ") + before
            at -= 1
        names = [piece.strip(_HAN_EDGES) for piece in _HAN_SAYING.sub(" ", before).split()]
        name = max(names, key=len, default="")
        return QUALIFIER + name if len(name) > _PARTICLE else ""
    return ""


def han_topic(line: Sequence[Token], mentions: Sequence[Mention]) -> str:
    """The product or business that a Chinese sentence opens with (`钛白粉：销量...`), as a qualifier; "" for a mere heading."""
    colon = next((index for index, token in enumerate(line[:_TOPIC_REACH]) if token.text in {"：", ":"}), 0)
    topic = next((index for index in range(colon) if line[index].kind == HAN), None)
    if topic is None or any(one.first <= colon for one in mentions) or _HAN_HEADINGS.search(line[topic].text):
        return ""
    return QUALIFIER + line[topic].text if _PARTICLE < len(line[topic].text) <= _HAN_NAME else ""


def han_entity(token: Token, measures: Sequence[Mention]) -> str:
    """Whose figure a Chinese run says it is: of peers, of a subsidiary, or from abroad right before the measure; "" for nobody's."""
    place, entity = max((token.text.rfind(word) + len(word) if word in token.text else 0, entity) for word, entity in _HAN_OTHERS.items())
    if place or _HAN_OURS.search(token.text):
        ours = [match.end() for match in _HAN_OURS.finditer(token.text)]
        return OURS if max(ours, default=0) > place else entity
    for mention in measures:
        before = token.text[: mention.start - token.start] if token.start <= mention.start < token.end else ""
        for word, entity in ELSEWHERE_WORDS.items():
            if word > "一" and before.endswith(word):
                return entity
    return ""


def other_company(line: Sequence[Token], span: range, own: frozenset[str], mentions: Sequence[Mention]) -> str:
    """The name before a verb of reporting or with a possessive ending, unless the company's `own` names have all its words."""
    inside = {index for one in mentions for index in range(one.first, one.last + 1)}
    found = ""
    for index in span:
        owner = line[index].text.endswith(("'s", "’s"))
        if not owner and line[index].lower not in _REPORTING:
            continue
        first = index + 1 if owner else index
        while first > 0 and index - first < _LONGEST_NAME and _may_be_name(line[first - 1]) and first - 1 not in inside:
            first -= 1
        words = [line[at].lower.removesuffix("'s").removesuffix("’s") for at in range(first, index + 1 if owner else index)]
        if words and not own.issuperset(words) and not (first == 0 and len(words) == 1 and words[0] in _OPENING):
            found = " ".join(words)
    return found


def _may_be_name(token: Token) -> bool:
    """A capitalised word that is no word of the trade: what a company can be called."""
    word = token.lower.removesuffix("'s").removesuffix("’s")
    known = word in ELSEWHERE_WORDS or word in COMPANY_WORDS or word in FUNCTION_WORDS or word in MONTHS or word in _NO_NAMES
    return token.kind == WORD and token.text[0].isupper() and not known


def _named(words: Sequence[str], trade: frozenset[str]) -> str:
    plain = [singular(word) for word in words]
    return "" if set(plain) <= trade else QUALIFIER + " ".join(plain)


def _behind_of(line: Sequence[Token], at: int) -> range:
    """The indices behind `of`, `of the`, `of the company's`."""
    if at >= len(line) or line[at].lower not in {"of", "from"}:
        return range(0)
    at += 1
    while at < len(line) and (line[at].lower in {"the", "its"} or line[at].lower in COMPANY_WORDS):
        at += 1
    return range(at, len(line))


def names_something(lead: Sequence[Token]) -> bool:
    """A word for something, or a Chinese run that is longer than a particle, stands before the figure: it has a subject of its own."""
    if any(token.kind == HAN and len(_HAN_PARTICLES.sub("", token.text)) > _PARTICLE for token in lead):
        return True
    return not set(unknown_measure([token for token in lead if token.kind != HAN]).split()) <= _NO_SUBJECTS


def compares(lead: Sequence[Token]) -> bool:
    """What follows is only named to be compared with: `compared with 3.1 billion in 2021`, `more than the 12 of 2020`."""
    if len(lead) > 2 and lead[-1].lower == "s" and lead[-2].text in {"'", "’"} and lead[-3].end == lead[-2].start:  # noqa: PLR2004
        return lead[-3].kind == NUMBER  # a touch under 2020's 12 tons
    near = lead[-_COMPARED:]
    if any((left.lower, right.lower) == ("than", "the") for left, right in pairwise(near)):
        return True
    return any(token.lower in _COMPARISONS or (token.kind == HAN and _HAN_COMPARING.search(token.text)) for token in near)


def is_earlier(lead: Sequence[Token]) -> bool:
    """`，2020年为`: nothing but a year between the figure before and this one, which is the same of that year."""
    return 1 < len(lead) <= _COMPARED and lead[0].text in {"，", ","} and _HAN_OF_YEAR.fullmatch(lead[-1].text) is not None


def the_quarter(lead: Sequence[Token], spoken: Period | None) -> tuple[Period, ...]:
    """`in the quarter`: the one spoken of last."""
    said = " ".join(token.lower for token in lead)
    return (spoken,) if spoken is not None and any(words in said for words in THE_QUARTER) else ()


def is_aside(lead: Sequence[Token]) -> bool:
    """A bracket is open before the figure."""
    depth = 0
    for token in lead:
        depth = max(0, depth + (token.text in {"(", "（"}) - (token.text in {")", "）"}))
    return depth > 0


def unknown_measure(lead: Sequence[Token]) -> str:
    """What a measure outside the catalogue is called: the content words of its clause, in alphabetical order.

    Order is left out, so that "the demand for X" and "X demand" are one.
    """
    words: set[str] = set()
    for token in reversed(lead):
        if token.text in {",", "，", ";", "；"} and words:
            break
        word = singular(token.lower)
        known = token.kind == HAN or (_is_content(token) and word not in _VERBS and token.lower not in _NO_QUALIFIERS | YEAR_ON_YEAR)
        if known:
            words.add(word)
        if len(words) == _NAME_LENGTH:
            break
    return " ".join(sorted(words))


def without_reasons(mentions: Sequence[Mention], line: Sequence[Token]) -> list[Mention]:
    """Drop what stands in a clause that gives a reason, and mere modifiers."""
    barred = reasons(line)
    followed = {index for index, token in enumerate(line) if token.lower in _HEAD_NOUNS}
    return [one for one in mentions if one.first not in barred and not (one.kind == MEASURE and one.last + 1 in followed)]


def reasons(line: Sequence[Token]) -> set[int]:
    """Token indices of clauses that give a reason ("mainly due to ..."), up to their comma."""
    barred: set[int] = set()
    blind = False
    for index, token in enumerate(line):
        if token.lower in _CAUSES:
            blind = True
        elif token.text in {",", "，", ";", "；"}:
            blind = False
        if blind:
            barred.add(index)
    return barred
