"""Clean paragraphs that give several values of one measure and period: none of them contradicts another."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from finkit.pipeline import check
from finkit.verdicts.verdict import Verdict

if TYPE_CHECKING:
    from finkit.statements.company import Company

CLEAN = """
In the third quarter of 2021 net profit rose. Net profit in the first three quarters was 0.9 billion. In the quarter, it was 0.3 billion.
2021年第三季度营业收入32.5亿元，前三季度营业收入98.1亿元。第三季度净利润3.1亿元。前三季度净利润9.4亿元。
2021年上半年营业收入51.2亿元。下半年营业收入63.4亿元。全年营业收入114.6亿元。
The gross margin of the fourth quarter of 2021 was 18.1%. The full-year gross margin was 20.4%.
Revenue in 2021 was 12.0 billion yuan, of which kilns 5.0 billion; of stoves 4.0 billion. Revenue of stoves was 4.0 billion yuan.
The plan for 2021 was revenue of 13.0 billion yuan. Actual revenue in 2021 was 12.4 billion yuan, 95.4% of plan.
Management had guided for 2021 revenue of 12.0 billion yuan. Revenue for 2021 came in at 12.4 billion yuan.
Consensus for 2021 net profit is 1.3 billion yuan. Our estimate for 2021 net profit is 1.45 billion yuan.
In the optimistic case 2021 revenue is 15.0 billion yuan. In the base case 2021 revenue is 13.5 billion yuan.
Restated revenue for 2021 was 21.9 billion yuan. As originally reported, revenue for 2021 was 21.2 billion yuan.
公司将2021年净利润预测由12.5亿元上调至14.1亿元。原预测2021年净利润为12.5亿元。新预测2021年净利润为14.1亿元。
In 2021, Kiln Works had revenue of 5.2 billion yuan, Stove Works had revenue of 3.1 billion yuan. Oven Corp's revenue was 0.9 billion yuan.
Net profit of Kiln Works was 520 million yuan in 2021, 400 million in 2020. Net profit of Stove Works was 310 million in 2021, up 5.0%.
Opening inventory for 2021 was 2.1 billion yuan. Closing inventory for 2021 was 2.6 billion yuan.
2021年期初货币资金31.0亿元。期末货币资金42.0亿元。
Fixed assets, gross, were 9.1 billion yuan at the end of 2021. Fixed assets, net, were 6.2 billion yuan at the end of 2021.
Capacity at the end of 2021 was 50,000 tons per year. Capacity under construction is 20,000 tons per year. Designed capacity is 80,000 tons.
The first batch of the 2021 mining quota was 120,000 tonnes. The second batch of the 2021 mining quota was 135,000 tonnes.
Revenue in 2021 fell 5.0% to 12.0 billion yuan. Excluding disposals, revenue in 2021 rose 2.0%.
Revenue rose 5.0% year on year in the third quarter of 2021. Revenue rose 8.1% quarter on quarter in the third quarter of 2021.
In 2021 revenue was 12.05 billion yuan, compared with the 10.02 billion yuan of 2019, growth of 20.3%. Revenue grew 9.4% in 2021.
2021年营业收入120.5亿元，较2019年的100.2亿元增长20.3%。2021年营业收入同比增长9.4%。2019年营业收入100.2亿元。
2021年净利润12.0亿元，上年同期为10.0亿元，同比增长20.0%。2020年净利润10.0亿元。
"""


@pytest.mark.parametrize("text", CLEAN.strip().splitlines())
def test_what_is_consistent_is_not_contradicted(text: str) -> None:
    """Of other versions, other periods, other companies, or counted from another year."""
    assert [(one.surface, one.why) for one in check(text).values if one.verdict is Verdict.CONTRADICTED] == []


def test_what_is_said_twice_and_differs_is_contradicted() -> None:
    """Nothing sets the two apart."""
    found = check("Revenue in 2021 was 12.0 billion yuan. In 2021 the company achieved revenue of 12.4 billion yuan.")
    assert [one.verdict for one in found.values] == [Verdict.UNCHECKED, Verdict.CONTRADICTED]


def test_plans_and_other_companies_are_not_held_against_the_statements(works: Company) -> None:
    """The company's own figure is."""
    text = "Revenue of Brook Works was 9.624 billion yuan in 2021. Its plan for 2021 was revenue of 9.9 billion yuan. "
    text += "In 2021 Kiln Corp had revenue of 7 billion."
    found = check(text, works).values
    assert [one.verdict for one in found] == [Verdict.CONFIRMED, Verdict.UNCHECKED, Verdict.UNCHECKED]
    assert [one.entity for one in found] == ["company", "company", "Kiln Corp"]


def test_growth_counted_from_another_year_is_confirmed_by_that_year() -> None:
    """20.3 % from 100.2 to 120.5; under any other reading the amounts would deny it."""
    growth = check("2021年营业收入120.5亿元，较2019年的100.2亿元增长20.3%。").values[-1]
    assert (growth.value, [one.split(":")[0] for one in growth.evidence]) == (Decimal("20.3"), ["grown"])
