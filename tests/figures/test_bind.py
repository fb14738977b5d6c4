"""Binding: measure, facet, segment, entity and period of each figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from finkit.figures.bind import bind
from finkit.figures.extract import extract
from finkit.figures.figure import VALUE, Figure

if TYPE_CHECKING:
    from finkit.statements.company import Company


def bound(text: str, company: Company) -> list[Figure]:
    """The quantities with their bindings."""
    return [figure for figure in bind(extract(text), company) if figure.kind == VALUE]


def spoken(text: str, company: Company) -> list[str]:
    """`measure segment period` of every quantity, `-` for none."""
    rows = []
    for figure in bound(text, company):
        binding = figure.binding
        period = binding.period.document_code if binding.period else "-"
        rows.append(f"{binding.name if binding.bound else '-'} {binding.segment or '-'} {period}")
    return rows


def test_growth_belongs_to_the_amount_before_it(works: Company) -> None:
    """A percentage behind `up` or `down` is the growth of what was just said, in its period."""
    text = "In 2021, the company's revenue was 9.6 billion yuan, up 20.3% year-on-year; net profit was 0.7 billion yuan, down 3.5%."
    assert spoken(text, works) == ["revenue - 2021", "revenue_growth - 2021", "net_profit - 2021", "net_profit_growth - 2021"]
    assert [figure.direction for figure in bound(text, works)] == [None, "up", None, "down"]
    assert {figure.binding.entity for figure in bound(text, works)} == {"company"}


def test_a_share_belongs_to_the_segment_before_it(works: Company) -> None:
    """`accounting for` makes it the segment's share of the item."""
    text = "In 2021, revenue of pumps was 3 billion yuan, accounting for 32%; revenue of valves was 2 billion yuan, accounting for 21%."
    assert spoken(text, works) == ["revenue pumps 2021", "revenue_share pumps 2021", "revenue valves 2021", "revenue_share valves 2021"]


def test_from_and_to_over_a_window_are_its_two_ends(works: Company) -> None:
    """The first level stands at the window's first year, the second at its last."""
    text = "From 2019 to 2021, the gross profit margin rose from 21.5% to 23.5%."
    assert spoken(text, works) == ["gross_margin - 2019", "gross_margin - 2021"]
    assert [figure.binding.role for figure in bound(text, works)] == ["from", "to"]


def test_levels_have_no_direction_and_changes_have(works: Company) -> None:
    """Points are the change of the ratio spoken of."""
    text = "In 2021, the asset-liability ratio was 42.5%, down 1.5 percentage points."
    assert spoken(text, works) == ["asset_liability_ratio - 2021", "asset_liability_ratio_change - 2021"]
    assert [figure.direction for figure in bound(text, works)] == [None, "down"]


def test_behind_points_to_and_from_lead_to_levels(works: Company) -> None:
    """A margin that moved by some basis points to one level from another: the levels are no changes."""
    text = "In 2021, the gross profit margin narrowed 120 basis points to 21.5% from 22.7%."
    names = [figure.binding.name for figure in bound(text, works)]
    assert names == ["gross_margin_change", "gross_margin", "gross_margin"]
    assert [figure.direction for figure in bound(text, works)] == ["down", None, None]


def test_a_list_over_named_segments_takes_one_each(works: Company) -> None:
    """`respectively` over as many segments as there are numbers."""
    text = "In 2021, the revenue of pumps, valves and seals was 3/2/1 billion yuan respectively."
    assert spoken(text, works) == ["revenue pumps 2021", "revenue valves 2021", "revenue seals 2021"]


def test_a_list_over_named_periods_takes_one_each(works: Company) -> None:
    """`respectively` over as many years as there are numbers."""
    text = "In 2019, 2020 and 2021, the company's revenue was 7/8/9.6 billion yuan respectively."
    assert spoken(text, works) == ["revenue - 2019", "revenue - 2020", "revenue - 2021"]


def test_a_list_over_nothing_named_has_no_period(works: Company) -> None:
    """Three numbers for one year say nothing of that year: no member is bound to it."""
    text = "In 2021, the company's revenue was 7/8/9.6 billion yuan."
    assert [row.split()[-1] for row in spoken(text, works)] == ["-", "-", "-"]


def test_a_rate_over_a_window_is_bound_to_the_window(works: Company) -> None:
    """A compound rate speaks of all its years."""
    assert spoken("From 2018 to 2021, the CAGR of revenue was 12.5%.", works) == ["revenue_cagr - 2018/2021"]


def test_what_is_left_out_is_carried_over_sentences_of_a_paragraph(works: Company) -> None:
    """The period holds until another is named, and ends with its paragraph."""
    text = "In 2021, revenue was 9.6 billion yuan. The gross profit was 2.4 billion yuan.\nNet profit was 0.7 billion yuan."
    assert spoken(text, works) == ["revenue - 2021", "gross_profit - 2021", "net_profit - -"]


def test_a_segment_holds_until_another_subject_is_named(works: Company) -> None:
    """The margin is that of pumps; the company's own revenue is not."""
    text = "In 2021, pumps made a revenue of 3 billion yuan, with a gross margin of 25%. The company's revenue was 9.6 billion yuan."
    assert spoken(text, works) == ["revenue pumps 2021", "gross_margin pumps 2021", "revenue - 2021"]


@pytest.mark.parametrize(
    "lead",
    [
        "China's",
        "Global",
        "Overseas",
        "The industry's",
    ],
)
def test_figures_of_somebody_else_are_not_the_companys(lead: str, works: Company) -> None:
    """An entity elsewhere is kept, so that no fact of the company is held against it."""
    text = f"{lead} output in 2021 was 120,000 tons. The company's output was 12,000 tons."
    entities = [figure.binding.entity for figure in bound(text, works)]
    assert entities[0] not in {"", "company"}
    assert entities[1] == "company"


def test_measures_of_a_reason_are_passed_over(works: Company) -> None:
    """`mainly due to ...` names another item, yet the growth is still that of revenue."""
    text = "In 2021, revenue was 9.6 billion yuan, mainly due to higher net profit, up 20%."
    assert spoken(text, works) == ["revenue - 2021", "revenue_growth - 2021"]


def test_chinese_is_bound_as_english_is(works: Company) -> None:
    """Items, growth, segments and the year of a Chinese sentence."""
    text = "2021年，公司营业收入96.2亿元，同比增长20.3%；水泵毛利率25.0%。"
    assert spoken(text, works) == ["revenue - 2021", "revenue_growth - 2021", "gross_margin pumps 2021"]


def test_an_amount_may_leave_the_share_out(works: Company) -> None:
    """`EPS was RMB 0.31` is no net profit, however much net profit was spoken of just before."""
    text = "In 2021, net profit was RMB 310 million; basic EPS was RMB 0.31."
    assert spoken(text, works) == ["net_profit - 2021", "basic_eps - 2021"]


def test_chinese_clauses_have_subjects_of_their_own(works: Company) -> None:
    """A line of business, what a volume is of, and a measure that no catalogue has are not what was spoken of before."""
    text = "2021年营业收入9.6亿元，其中铸件业务收入4.1亿元，租赁业务收入0.3亿元。"
    assert spoken(text, works) == ["revenue - 2021", "revenue ~铸件 2021", "revenue ~租赁 2021"]
    assert spoken("2021年水泵销量3万吨，铸件销量2万吨。", works) == ["sales_volume pumps 2021", "sales_volume ~铸件 2021"]
    assert spoken("2021年公司实现营业收入9.6亿元；土地款1.1亿元，增长5%。", works) == ["revenue - 2021", "- - 2021", "- - 2021"]
    assert spoken("2021年公司主营业务收入9.6亿元，同比增长5%。", works) == ["revenue - 2021", "revenue_growth - 2021"]


@pytest.mark.parametrize(
    "text",
    [
        "In 2021, the company's gross margin was 12,000 tons.",
        "In 2021, the company's revenue was 25 tons.",
        "In 2021, the company's sales volume was 3 billion yuan.",
        "In 2021, the company's inventories were 14%.",
    ],
)
def test_nothing_is_bound_against_its_unit(text: str, works: Company) -> None:
    """A margin has no tonnes, revenue is money, a volume is mass."""
    assert [row.split()[0] for row in spoken(text, works)] == ["-"]


def test_an_unknown_measure_is_the_words_before_the_number_in_no_order(works: Company) -> None:
    """Two ways to say it are one measure, under the words of the first; so that repeats meet."""
    texts = ("The global demand for widgets is expected to be 45 tons.", "We expect the global widget demand to reach 45 tons.")
    figures = bound("\n".join(texts), works)
    assert [(one.binding.measure, one.binding.bound, one.binding.entity) for one in figures] == [("demand widget", False, "global")] * 2
    assert bound(texts[1], works)[0].binding.measure == "widget demand"


def test_an_entity_of_a_reason_is_passed_over(works: Company) -> None:
    """`due to overseas demand` does not make the growth somebody else's."""
    text = "In 2021, the company's revenue was 9.6 billion yuan, mainly due to overseas demand, up 20%."
    assert [figure.binding.entity for figure in bound(text, works)] == ["company", "company"]


def test_a_period_behind_its_figure_is_the_figures(works: Company) -> None:
    """The plainest English word order."""
    assert spoken("The company's revenue was 9.6 billion yuan in 2021.", works) == ["revenue - 2021"]


def test_the_level_that_something_rose_from_is_not_this_years(works: Company) -> None:
    """In 2021 it rose from A to B: A is not the margin of 2021."""
    assert spoken("In 2021, the company's gross margin rose from 21.5% to 23.5%.", works)[0] != "gross_margin - 2021"


def test_periods_behind_a_series_are_one_for_each(works: Company) -> None:
    """As many years as figures; fewer tell nothing, and the carried period stands."""
    each = "Revenue was 8.2 billion yuan and 9.6 billion yuan in 2020 and 2021, respectively."
    assert spoken(each, works) == ["revenue - 2020", "revenue - 2021"]
    two = "In 2019, net profit was 0.5 billion yuan. Revenue was 8.2 billion yuan, 9.6 billion yuan and 9.9 billion yuan in 2020 and 2021."
    assert [row.rsplit(" ", 1)[1] for row in spoken(two, works)][1:] != ["2020", "2021", "2021"]


def test_after_the_year_it_came_from_the_paragraph_goes_on(works: Company) -> None:
    """`from A in 2019 to B`: B is of the year spoken of before, and so is what follows."""
    text = "In 2021, the gross profit margin rose from 21.5% in 2019 to 25.0%; the net margin was 7.6%."
    assert spoken(text, works) == ["gross_margin - 2019", "gross_margin - 2021", "net_margin - 2021"]


@pytest.mark.parametrize(
    ("text", "wanted", "way"),
    [
        ("In 2021, revenue increased by 300 million yuan.", "revenue_change - 2021", "up"),
        ("In 2021, revenue saw a decrease of about 300 million yuan.", "revenue_change - 2021", "down"),
        ("In 2021, the sales volume increment of pumps will be 300 tons.", "sales_volume_change pumps 2021", None),
        ("In 2021, revenue increased by 300 million yuan to 600 million yuan.", "revenue - 2021", None),
        ("In 2021, revenue rose to 300 million yuan.", "revenue - 2021", None),
    ],
)
def test_an_amount_of_change_is_no_level(text: str, wanted: str, way: str | None, works: Company) -> None:
    """Told by `by` and `of` behind a word of rise or fall, or by `increment`; a level may follow such words as well."""
    assert spoken(text, works)[0] == wanted
    assert bound(text, works)[0].direction == way


def test_what_was_done_with_an_amount_is_its_measure(works: Company) -> None:
    """`were sold` behind a figure, whatever the sentence began with."""
    text = "In 2021, pumps output was 12,800 tons, and 11,700 tons were sold."
    assert spoken(text, works) == ["production_volume pumps 2021", "sales_volume pumps 2021"]


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("The company's scrap recycling business achieved revenue of RMB 3 billion.", ["~scrap recycling"]),
        ("By product, dry seals contributed revenue of 3 billion yuan.", ["~dry seal"]),
        ("Glass jars sold at an average price of 12,000 yuan/ton.", ["~glass jar"]),
        ("The combined revenue of scrap recycling and copper foil was 3 billion yuan.", ["~scrap recycling together"]),
        ("The company reported revenue of RMB 3 billion.", ["-"]),
    ],
)
def test_words_that_narrow_a_measure_keep_it_apart(text: str, segments: list[str]) -> None:
    """A line of business, the subject that gives or sells, several together; never the currency."""
    found = [figure for figure in bind(extract(text), None) if figure.kind == VALUE]
    assert segments == [figure.binding.segment or "-" for figure in found]


def test_a_series_of_unknown_parts_is_none_of_them(works: Company) -> None:
    """Where nothing tells which of several figures is whose, they measure nothing that is known."""
    text = "In 2021, jars and pots achieved revenue of 3.3 billion yuan and 4 billion yuan."
    assert [(one.binding.bound, one.binding.measure) for one in bound(text, works)] == [(False, "")] * 2


def test_a_currency_may_stand_before_the_sign() -> None:
    """`RMB 3 million and RMB -2 million`: two amounts of one series."""
    text = "Revenue and net profit were RMB 12 million and RMB -2 million in 2021."
    found = [figure for figure in bind(extract(text), None) if figure.kind == VALUE]
    assert [figure.binding.measure for figure in found] == ["revenue", "net_profit"]
    assert found[1].surface == "RMB -2 million"


def test_an_aside_moves_nothing(works: Company) -> None:
    """A year in brackets is that of the figure in them; what follows goes on with the one before."""
    text = "In 2021, the gross margin was 25.0% (2020: 24.1%), up 0.9 percentage points. Revenue was 9.6 billion yuan."
    assert spoken(text, works) == ["gross_margin - 2021", "gross_margin - 2020", "gross_margin_change - 2021", "revenue - 2021"]


def test_a_comparison_moves_nothing(works: Company) -> None:
    """The year compared with is that of its own figure alone."""
    text = "In 2021, revenue was 9.6 billion yuan, compared with 8.2 billion yuan in 2020, up 17.1%. Net profit was 0.7 billion yuan."
    assert spoken(text, works) == ["revenue - 2021", "revenue - 2020", "revenue_growth - 2021", "net_profit - 2021"]


@pytest.mark.parametrize(
    "text",
    [
        "Revenue was down 11.2% in 2021.",
        "Revenue was 11.2% lower in 2021.",
        "Revenue in 2021 was 11.2% below the prior year.",
        "Revenue in 2021 saw an 11.2% drop.",
        "In 2021 revenue shrank by 11.2%.",
        "2021年营业收入同比下滑11.2%。",
    ],
)
def test_a_fall_is_a_negative_growth_however_it_is_said(text: str, works: Company) -> None:
    """In front of the number or behind it."""
    (figure,) = bound(text, works)
    binding = figure.binding
    assert (binding.name, str(binding.period), figure.direction) == ("revenue_growth", "FY2021", "down")


def test_a_part_of_revenue_is_the_ratio_of_its_item(works: Company) -> None:
    """`R&D expense of X, or Y % of revenue` says the R&D expense ratio, whatever percentage was spoken of before."""
    text = "In 2021 the gross margin was 25.0%. R&D expense was 0.3 billion yuan, {} 3.1% of revenue."
    for words in ("or", "equal to", "accounting for"):
        assert spoken(text.format(words), works)[-1] == "rd_expense_ratio - 2021"
    assert spoken("2021年毛利率25.0%；研发费用3亿元，占营业收入的3.1%。", works)[-1] == "rd_expense_ratio - 2021"


def test_what_the_accounts_do_not_print_is_no_item(works: Company) -> None:
    """An adjusted profit is a version of its own, a recurring one no item at all."""
    text = "In 2021 attributable net profit was 0.7 billion yuan, recurring profit 0.6 billion yuan, adjusted net profit 0.5 billion yuan."
    assert spoken(text, works) == ["parent_net_profit - 2021", "- - 2021", "net_profit ~adjusted 2021"]


def test_the_year_that_growth_is_measured_from_is_not_that_of_the_figures(works: Company) -> None:
    """`down 5 % on 2020 (8 billion)` is about 2021; so is what grew 较2020年的."""
    english = "In 2021 revenue was 9.6 billion yuan.\nRevenue was 9.6 billion yuan, down 5% on 2020 (10.1 billion yuan)."
    assert [one.split()[-1] for one in spoken(english, works)][1:] == ["-", "-", "2020"]
    chinese = "2021年营业收入96亿元，较2020年的80亿元增长20%；净利润7亿元。"
    assert spoken(chinese, works) == ["revenue - 2021", "revenue - 2020", "revenue_growth - 2021", "net_profit - 2021"]


def test_an_amount_of_growth_with_its_rate_is_no_level(works: Company) -> None:
    """`increased 94 million, or 8 %, to 1.3 billion`."""
    found = bound("In 2021 revenue increased 94 million yuan, or 8%, to 1.3 billion yuan.", works)
    assert [one.binding.facet for one in found] == ["change", "growth", ""]


def test_chinese_clauses_say_whose_revenue_it_is(works: Company) -> None:
    """Another name before it narrows it; peers and subsidiaries are others; the company's own words take it back."""
    text = "2021年同业甲乙机械营收58亿元；丙丁股份营收83亿元。子公司戊己营收8亿元。公司实现营收96亿元。海外营业收入12亿元。"
    found = bound(text, works)
    assert [(one.binding.segment, one.binding.entity) for one in found] == [
        ("~甲乙机械", "industry"), ("~丙丁股份", "industry"), ("~戊己", "subsidiary"), ("", "company"), ("", "overseas"),
    ]  # fmt: skip
    assert spoken("2021年全年累计实现营业总收入96亿元", works) == ["revenue - 2021"]


def test_the_measure_may_stand_behind_its_amount(works: Company) -> None:
    """`9.6 billion of revenue and 0.7 billion of net profit`."""
    text = "In 2021 it booked 9.6 billion yuan of revenue and 0.7 billion yuan of net profit."
    assert spoken(text, works) == ["revenue - 2021", "net_profit - 2021"]


def test_what_others_report_is_theirs(works: Company) -> None:
    """A name that reports or owns, and shares no word with the company's; without a company the first name is its own."""
    text = "Millstone Forge's revenue was 3.1 billion yuan in 2021. Brook's revenue was 9.6 billion yuan."
    assert [one.binding.entity for one in bound(text, works)] == ["millstone forge", "company"]
    alone = "In 2021 Millstone Forge reported revenue of 3.1 billion yuan. In 2021 Harrow Mills reported revenue of 5 billion yuan."
    assert [one.binding.entity for one in bind(extract(alone)) if one.kind == VALUE] == ["", "harrow mills"]


def test_a_forecast_leaves_the_year_where_it_was(works: Company) -> None:
    """Behind `consensus for 2022 is ...` the text goes on with 2021; a year that opens with a forecast is the year."""
    text = "Gross margin was 25.0% in 2021; consensus for 2022 is 26%. Net profit was 0.7 billion yuan."
    assert spoken(text, works)[-1] == "net_profit - 2021"
    assert spoken("In 2022 we expect revenue of 9 billion yuan. Net profit would be 1 billion yuan.", works)[-1] == "net_profit - 2022"


def test_several_years_in_brackets_are_an_aside(works: Company) -> None:
    """`(2020: 24%; 2019: 23%)`: a semicolon in brackets ends no sentence, and the text goes on where it was."""
    text = "In 2021 gross margin was 25.0% (2020: 24.0%; 2019: 23.0%), net profit was 0.7 billion yuan."
    assert spoken(text, works) == ["gross_margin - 2021", "gross_margin - 2020", "gross_margin - 2019", "net_profit - 2021"]


def test_the_year_of_a_possessive_is_compared_with(works: Company) -> None:
    """`a touch under 2020's 8 billion`."""
    text = "In 2021 revenue was 9.6 billion yuan, above 2020's 8.0 billion yuan, and net profit was 0.7 billion yuan."
    assert [row.split()[-1] for row in spoken(text, works)] == ["2021", "2020", "2021"]


def test_what_a_chinese_sentence_opens_with_is_its_subject(works: Company) -> None:
    """A product before a colon narrows all behind it; a mere heading narrows nothing."""
    found = bound("2021年钛白粉：Q1销量8.9万吨，均价15,200元/吨，收入13.53亿元。", works)
    assert {one.binding.segment for one in found} == {""}  # the year is no part of such a name
    found = bound("公司2021年增长。\n钛白粉：2021年销量8.9万吨，收入13.53亿元。", works)
    assert [one.binding.segment for one in found] == ["~钛白粉", "~钛白粉"]
    assert spoken("业绩回顾：2021年营收96亿元，净利润7亿元。", works) == ["revenue - 2021", "net_profit - 2021"]


def test_what_was_more_than_the_amount_of_another_year_is_not_of_that_year(works: Company) -> None:
    """`9.6 billion, 20 % more than the 8 billion of 2020`: what follows is of 2021."""
    text = "In 2021 revenue was 9.6 billion yuan, 20% more than the 8.0 billion yuan of 2020. Net profit was 0.7 billion yuan."
    assert [row.split()[-1] for row in spoken(text, works)][2:] == ["2020", "2021"]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("净利润7亿元，2020年为6亿元；总资产40亿元", ["-", "2020", "-"]),
        ("2021年净利润7亿元，2020年为6亿元；总资产40亿元", ["2021", "2020", "2021"]),
        ("Net profit was 0.7 billion yuan, against 0.6 billion yuan in 2020", ["-", "2020"]),
        (
            "In 2021 net profit was 0.7 billion yuan, against 0.6 billion yuan in 2020. Revenue was 9.6 billion yuan.",
            ["2021", "2020", "2021"],
        ),
    ],
)
def test_a_year_named_for_comparison_is_that_of_one_figure(works: Company, text: str, years: list[str]) -> None:
    """Not of the whole sentence, and the text goes on where it was."""
    assert [row.split()[-1] for row in spoken(text, works)] == years
