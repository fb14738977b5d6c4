"""The language of reports: scale words, unit words, months, and the small words that tell what a number is doing.

Ordinary vocabulary only; what a company or an item is called stands in `statements/` and in the catalogue.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

THOUSAND, WAN, MILLION, YI, BILLION, TRILLION = (Decimal(10) ** power for power in (3, 4, 6, 8, 9, 12))

SCALES = MappingProxyType({
    "thousand": THOUSAND, "k": THOUSAND, "million": MILLION, "millions": MILLION, "mn": MILLION, "mln": MILLION,
    "billion": BILLION, "billions": BILLION, "bn": BILLION, "trillion": TRILLION, "trn": TRILLION, "trillions": TRILLION,
})  # fmt: skip
# Scale words of languages that print the decimal comma; where one stands, numbers are read so.
COMMA_SCALES = MappingProxyType({
    "mil": THOUSAND, "mille": THOUSAND, "tausend": THOUSAND, "millón": MILLION, "millones": MILLION, "milhão": MILLION, "milhões": MILLION,
    "milioni": MILLION, "millionen": MILLION, "bilhão": BILLION, "bilhões": BILLION, "milliard": BILLION, "milliards": BILLION,
    "milliarden": BILLION, "miliardi": BILLION,
})  # fmt: skip
OF_WORDS = frozenset({"de", "di", "d", "von"})
# Scales that are spelled as numbers by those who know no word for 万 and 亿.
SPELLED_SCALES = MappingProxyType({("ten", "thousand"): WAN, ("100", "million"): YI, ("hundred", "million"): YI})
HAN_SCALES = (
    ("万亿", WAN * YI), ("千万", Decimal(10) ** 7), ("百万", MILLION), ("亿", YI), ("億", YI), ("万", WAN), ("萬", WAN), ("千", THOUSAND),
)  # fmt: skip

# Word sequences after a number, longest first when read; `%` and `$` are marks and stand apart.
UNITS = MappingProxyType({
    ("yuan", "per", "ton"): "CNY/t", ("yuan", "per", "tonne"): "CNY/t", ("yuan", "a", "ton"): "CNY/t",
    ("yuan", "tons"): "CNY/t", ("yuan", "ton"): "CNY/t", ("yuan", "tonne"): "CNY/t", ("yuan", "per", "kg"): "CNY/kg",
    ("yuan", "per", "share"): "CNY/share", ("yuan", "each", "share"): "CNY/share",
    ("yuan",): "CNY", ("yuans",): "CNY", ("yuanes",): "CNY", ("rmb",): "CNY", ("cny",): "CNY", ("renminbi",): "CNY",
    ("us", "dollars"): "USD", ("u.s", "dollars"): "USD", ("dollars",): "USD", ("dollar",): "USD", ("usd",): "USD",
    ("australian", "dollars"): "AUD", ("aud",): "AUD", ("hong", "kong", "dollars"): "HKD", ("hkd",): "HKD",
    ("euros",): "EUR", ("eur",): "EUR", ("yen",): "JPY",
    ("percentage", "points"): "pp", ("percentage", "point"): "pp", ("percent", "points"): "pp", ("pct", "points"): "pp",
    ("pcts",): "pp", ("pct",): "pp", ("pp",): "pp", ("ppt",): "pp", ("ppts",): "pp", ("pps",): "pp",
    ("percent",): "%", ("per", "cent"): "%",
    ("metric", "tons"): "t", ("metric", "tonnes"): "t", ("tons",): "t", ("ton",): "t", ("tonnes",): "t", ("tonne",): "t", ("t",): "t",
    ("toneladas",): "t", ("tonnen",): "t",
    ("kg",): "kg", ("kilograms",): "kg", ("kilogram",): "kg", ("kilometers",): "km", ("kilometres",): "km", ("km",): "km",
    ("gwh",): "GWh", ("gw",): "GW",
    ("years",): "a", ("year",): "a", ("months",): "mo", ("days",): "d", ("times",): "1",
})  # fmt: skip
# Units that carry a scale of their own: thousands of tonnes, hundredths of a point.
SCALED_UNITS = MappingProxyType({
    ("kt",): (THOUSAND, "t"), ("ktpa",): (THOUSAND, "t/yr"), ("tpa",): (Decimal(1), "t/yr"),
    **dict.fromkeys((("bps",), ("bp",), ("basis", "points"), ("basis", "point")), (Decimal("0.01"), "pp")),
})  # fmt: skip
HAN_UNITS = (
    ("个百分点", "pp"), ("百分点", "pp"), ("元/吨", "CNY/t"), ("人民币", "CNY"), ("美元", "USD"), ("澳元", "AUD"), ("港元", "HKD"),
    ("元", "CNY"), ("公吨", "t"), ("吨", "t"), ("千克", "kg"), ("公斤", "kg"), ("公里", "km"), ("倍", "1"),
    ("个月", "mo"), ("天", "d"), ("平方米", "1"),
    *((word, "1") for word in "辆家个股台人桶件项名户套条艘架座只款"),
)  # fmt: skip
YEARLY = (("per", "year"), ("a", "year"), ("per", "annum"), ("annually",))
CURRENCY_MARKS = MappingProxyType({"$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP"})
# Letters that touch a dollar sign and tell whose dollar it is.
DOLLARS = MappingProxyType({"us": "USD", "a": "AUD", "au": "AUD", "hk": "HKD", "s": "SGD", "c": "CAD", "ca": "CAD", "nt": "TWD"})
# Scales of one or two letters that touch an amount of money (`$4.2m`); behind anything else they are units or names.
MONEY_SCALES = MappingProxyType({"m": MILLION, "mm": MILLION, "b": BILLION, "tn": TRILLION})
CURRENCY_WORDS = MappingProxyType({
    "rmb": "CNY", "cny": "CNY", "usd": "USD", "aud": "AUD", "hkd": "HKD", "eur": "EUR", "gbp": "GBP", "sgd": "SGD",
})  # fmt: skip

# How scales and units begin, the longest first: for patterns that look behind a number.
UNIT_STARTS = tuple(sorted({words[0] for words in UNITS} | set(SCALES), key=len, reverse=True))
HAN_UNIT_STARTS = "".join(sorted({word[0] for word, _ in (*HAN_SCALES, *HAN_UNITS)}))
# Behind these a number names: Phase 2, Table 3.
NAMING_WORDS = frozenset({"no", "table", "figure", "chart", "phase", "section", "step", "part", "chapter", "item", "note", "slide", "week"})
# Indices of shares carry the number of their members in their names; behind these words stand numbers to be called or quoted.
INDEX_NAMES = frozenset({"csi", "s&p", "nasdaq", "ftse", "stoxx", "russell", "topix", "asx", "dax", "cac"})
HAN_INDEX_NAMES = ("沪深", "中证", "上证", "国证", "标普", "纳斯达克", "科创", "深证")
DIALLED_WORDS = frozenset({
    "tel", "telephone", "phone", "fax", "mobile", "hotline", "dial-in", "dial", "abn", "acn", "passcode", "contact", "whatsapp",
})  # fmt: skip
HAN_DIALLED_WORDS = ("电话", "传真", "热线", "手机", "编号", "联系方式", "邮编", "证号")

MONTHS = MappingProxyType({
    name: number
    for number, names in enumerate(
        (("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"), ("july", "jul"),
         ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"), ("december", "dec")),
        start=1,
    )
    for name in names
})  # fmt: skip
ORDINALS = MappingProxyType({"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4})

# Behind these stands the number that a sentence gives.
AMOUNT_LEADS = frozenset({
    "of", "was", "were", "is", "are", "be", "to", "at", "from", "by", "than", "versus", "vs", "reached", "totaled", "totalled", "between",
    "recorded", "reported", "posted", "and", "or", ":",
})  # fmt: skip
PREPOSITIONS = frozenset({"in", "by", "of", "for", "from", "at", "during", "through", "since", "until", "between", "on", "within"})
JOINERS = frozenset({"to", "and", "or"})
# Words that can follow the head of a figure whose tail was moved away.
SPLIT_OPENERS = PREPOSITIONS | frozenset({"respectively", "year-on-year", "yoy", "was", "were", "is", "will", "the", "percent", "to"})
FUNCTION_WORDS = PREPOSITIONS | JOINERS | frozenset({
    "a", "an", "the", "with", "while", "which", "that", "it", "its", "is", "was", "were", "will", "be", "but", "as", "respectively",
    "year-on-year", "yoy", "accounting", "up", "down", "increasing", "decreasing", "compared", "than", "representing", "among",
    "including", "excluding", "mainly", "due", "has", "have", "had", "after", "before", "when", "where",
})  # fmt: skip

FALL_WORDS = frozenset({
    "down", "decrease", "decreased", "decreasing", "decline", "declined", "declining", "fell", "fall", "falling", "drop", "dropped",
    "dropping", "narrowed", "narrowing", "lower", "reduced", "reduction", "negative", "shrank", "shrinking", "drops", "falls", "declines",
    "decreases", "contracted", "contraction", "plunged", "plunging", "plunge", "slumped", "slump", "dipped", "dip", "tumbled", "slipped",
    "slid", "sank", "plummeted", "下跌", "下挫", "缩减", "收窄", "下降", "下滑", "减少", "降低", "回落",
})  # fmt: skip
RISE_WORDS = frozenset({
    "up", "increase", "increased", "increasing", "rise", "rose", "rising", "risen", "grow", "grew", "growing", "growth", "gain",
    "gained", "widened", "widening", "higher", "increases", "rises", "jumped", "jump", "surged", "surge",
    "climbed", "climb", "soared", "expanded", "advanced", "grows", "gains", "上涨", "提高", "攀升", "上升", "增长", "增加", "提升",
})  # fmt: skip
# Behind a percentage: the change that it is; what it is compared with must follow some of them.
BEHIND_NOUNS = MappingProxyType({
    **dict.fromkeys(("drop", "decline", "fall", "decrease", "reduction", "slump", "plunge", "dip", "contraction", "slide", "loss"), True),
    **dict.fromkeys(("increase", "rise", "growth", "gain", "jump", "surge", "climb", "improvement", "expansion"), False),
    **dict.fromkeys(("decreases", "declines", "reductions"), True), **dict.fromkeys(("increases", "rises", "gains"), False),
})  # fmt: skip
BEHIND_DEGREES = MappingProxyType({"lower": True, "smaller": True, "fewer": True, "higher": False, "larger": False, "greater": False})
BEHIND_COMPARED = MappingProxyType({"below": True, "less": True, "down": True, "above": False, "more": False, "up": False})
YEARS_BEFORE = frozenset({"prior", "previous", "last", "year-earlier", "year-ago"})
# Nouns for what was added: an amount behind them is a change, whatever measure they stand behind.
INCREMENT_WORDS = frozenset({"increment", "increments", "增量"})
YEAR_ON_YEAR = frozenset({"year-on-year", "yoy", "year-over-year", "y-o-y", "同比"})
SHARE_WORDS = frozenset({"accounting", "account", "accounted", "accounts", "proportion", "share", "representing", "占", "占比"})
CAGR_WORDS = frozenset({"cagr", "compound", "年复合增长率", "复合增长率"})
MORE_WORDS = ("more than", "over", "exceed", "exceeds", "exceeded", "exceeding", "at least", "above", "超过", "逾")
LESS_WORDS = ("less than", "under", "below", "at most", "不足")
# A result below zero said in a word, what may stand between it and its number, and what is called a loss but is none.
LOSS_WORDS = frozenset({"loss", "losses", "亏损"})
LOSS_LINKS = frozenset({"of", ":", "：", "was", "were", "is", "will", "be", "to", "between", "from", "(", "（"})
NO_LOSSES = frozenset({
    "impairment", "credit", "exchange", "asset", "assets", "disposal", "value", "translation", "investment", "weight", "heat", "debt",
    "and", "or", "/", "inventory", "insurance", "yield", "write-down",
})  # fmt: skip
ABOUT_WORDS = ("about", "around", "nearly", "approximately", "some", "almost", "roughly", "约", "近", "接近")
# What follows is named only to be compared with; the same at the end of a Chinese run, and what ends alike but compares nothing.
COMPARING = frozenset({"compared", "versus", "vs", "against", "than", "relative"})
HAN_COMPARING = ("较", "比", "相较于", "相比于", "对比")
NO_COMPARING = ("同比", "环比", "占比", "可比")
HAN_PRIOR = ("上年同期", "去年同期", "上一年同期")
THE_QUARTER = ("the quarter", "this quarter", "that quarter", "the same quarter", "单季", "当季", "该季")
_PART_OPENERS = (
    ("of", "which"), ("of", "them"), ("of", "these"), ("among", "which"), ("among", "them"), ("including",), ("comprising",), ("其中",),
)  # fmt: skip
_PART_STARTS = frozenset(opener[0] for opener in _PART_OPENERS)
# Verbs that give a level.
SAYING = frozenset({
    "was", "were", "is", "are", "reached", "reaching", "hit", "came", "rose", "fell", "grew", "totaled", "totalled", "amounted", "stood",
    "achieved", "realized", "realised", "recorded", "reported", "posted", "while", "whereas", "but", "had", "has",
})  # fmt: skip
# Words for a version of a measure that is not its plain value; "" where they say that it is.
_PLANNED, _EARLIER, _LIKE = "planned", "earlier", "like for like"
VERSIONS: MappingProxyType[tuple[str, ...], str] = MappingProxyType({
    **dict.fromkeys((("plan",), ("planned",), ("target",), ("targeted",), ("budget",), ("budgeted",)), _PLANNED),
    **dict.fromkeys((("guidance",), ("guided",)), _PLANNED),
    **dict.fromkeys((("consensus",), ("market", "expectation"), ("market", "expectations")), "consensus"),
    **dict.fromkeys((("originally",), ("previously",), ("before", "restatement"), ("before", "adjustment")), _EARLIER),
    **dict.fromkeys((("opening",), ("the", "beginning", "of"), ("the", "start", "of")), "opening"),
    **dict.fromkeys((("optimistic",), ("bull", "case"), ("best", "case"), ("upside", "case"), ("high", "case")), "optimistic"),
    **dict.fromkeys((("pessimistic",), ("bear", "case"), ("worst", "case"), ("downside", "case"), ("low", "case")), "pessimistic"),
    **dict.fromkeys((("organic",), ("organically",), ("like-for-like",), ("constant", "currency"), ("constant", "currencies")), _LIKE),
    **dict.fromkeys((("constant", "exchange", "rates"), ("excluding",), ("stripping", "out")), _LIKE),
    **dict.fromkeys((("under", "construction"), ("under", "planning")), "under construction"),
    **dict.fromkeys((("designed",), ("design",), ("nameplate",)), "designed"),
    **dict.fromkeys((("highest",), ("maximum",), ("peak",)), "highest"), **dict.fromkeys((("lowest",), ("minimum",)), "lowest"),
    **dict.fromkeys((("adjusted",), ("underlying",), ("before", "exceptional", "items"), ("normalised",), ("normalized",)), "adjusted"),
    **dict.fromkeys((("recurring",), ("core",), ("non-gaap",), ("pro-forma",), ("headline",)), "adjusted"),
    ("before", "impairment"): "before impairment", ("after", "impairment"): "after impairment",
    **dict.fromkeys((("our", "estimate"), ("our", "forecast")), "estimated"),
    **dict.fromkeys((("capitalised",), ("capitalized",)), "capitalised"), ("parent-company",): "parent company",
    ("gross",): "gross", ("cumulative",): "cumulative", ("cumulatively",): "cumulative",
    **dict.fromkeys((("actual",), ("actually",), ("closing",), ("restated",), ("net",), ("at", "the", "end", "of")), ""),
})  # fmt: skip
# `the previous forecast`: the first word makes it the version that was given up, of what the second names.
VERSION_HEADS = frozenset({"previous", "prior", "original", "old", "earlier", "initial"})
VERSION_TAILS = frozenset({"forecast", "forecasts", "estimate", "estimates", "guidance", "projection", "projections", "target", "plan"})
BATCH_WORDS = frozenset({"batch", "tranche", "phase", "round", "instalment", "installment", "lot"})
HAN_VERSIONS = (
    ("归属", ""), ("母公司", "parent company"),
    ("实际", ""), ("期末", ""), ("年末", ""), ("第一批", "batch 1"), ("首批", "batch 1"), ("第二批", "batch 2"), ("第三批", "batch 3"),
    ("原预测", _EARLIER), ("原预计", _EARLIER), ("原计划", _EARLIER), ("此前预", _EARLIER), ("前次预", _EARLIER), ("调整前", _EARLIER),
    ("计划", _PLANNED), ("目标", _PLANNED), ("指引", _PLANNED), ("预算", _PLANNED), ("一致预期", "consensus"), ("市场预期", "consensus"),
    ("期初", "opening"), ("年初", "opening"), ("乐观", "optimistic"), ("悲观", "pessimistic"), ("同口径", _LIKE), ("剔除", _LIKE),
    ("经调整", "adjusted"), ("调整后", "adjusted"), ("核心", "adjusted"),
    ("在建", "under construction"), ("设计产能", "designed"), ("最高", "highest"), ("最低", "lowest"), ("原值", "gross"),
)  # fmt: skip
# A growth over the period right before, not over the same of the year before.
SEQUENTIAL_WORDS = frozenset({
    "quarter-on-quarter", "quarter-over-quarter", "qoq", "q-o-q", "month-on-month", "month-over-month", "mom", "m-o-m", "sequentially",
    "sequential", "half-on-half", "环比",
})  # fmt: skip
SEQUENTIAL = tuple((part, link, part) for part in ("quarter", "month", "half") for link in ("on", "over"))
# Words for somebody else's figures, and what they come to: the home country, the world, others.
ELSEWHERE_WORDS = MappingProxyType({
    **dict.fromkeys(("china's", "china’s", "china", "domestic", "national", "country's", "nationwide", "国内", "全国", "我国"), "national"),
    **dict.fromkeys(("global", "world", "world's", "world’s", "worldwide", "international", "全球"), "global"),
    **dict.fromkeys(("overseas", "foreign", "海外"), "overseas"),
    **dict.fromkeys(("industry", "market", "peers", "comparable", "average", "competitors", "行业"), "industry"),
    **dict.fromkeys(("subsidiary", "subsidiary's", "subsidiary’s", "subsidiaries", "affiliate", "associate", "子公司"), "subsidiary"),
    **dict.fromkeys(("industry's", "industry’s", "market's", "market’s", "peers'"), "industry"),
})  # fmt: skip
# Verbs of a company that has a figure, and words that begin with a capital and are no company.
HOLDING_VERBS = frozenset({"had", "has", "reported", "recorded", "posted", "generated", "earned", "booked", "achieved", "made"})
NO_HOLDERS = frozenset({
    "management", "group", "board", "this", "these", "those", "there", "they", "he", "she", "both", "each", "all", "total", "sales",
    "segment", "segments", "division", "business", "group's", "management's", "fy", "q", "h", "last", "today", "overall", "full-year",
    "today's", "year's", "quarter's", "now", "here", "also", "net", "gross", "then", "however", "meanwhile", "parent", "plant", "line",
})  # fmt: skip
COMPANY_WORDS = frozenset({"company", "company's", "company’s", "our", "公司"})
FORECAST_WORDS = frozenset({
    "consensus", "forecast", "forecasts", "estimate", "estimates", "guidance", "guide", "guides", "expect", "expects", "expected", "target",
    "targets", "projected", "预计", "预测",
})  # fmt: skip
PRICE_WORDS = frozenset({"price", "prices", "priced", "pricing", "quotation", "quoted", "价格", "均价"})
# What is priced by the tonne: where such a thing costs yuan, the text leaves the tonne out.
COMMODITY_WORDS = frozenset({
    "oxide", "oxides", "carbonate", "hydroxide", "concentrate", "concentrates", "ore", "ores", "metal", "metals", "alloy", "steel",
    "copper", "aluminium", "aluminum", "zinc", "nickel", "cobalt", "lithium", "tungsten", "coal", "cement",
})  # fmt: skip


def opens_parts(lead: Sequence[str]) -> bool:
    """`of which` stands in the words before a quantity: parts of the one before it follow."""
    return any(
        tuple(lead[at : at + len(opener)]) == opener or (opener[0] > "一" and opener[0] in word)
        for at, word in enumerate(lead)
        if word in _PART_STARTS or word > "一"
        for opener in _PART_OPENERS
    )
