"""Sentence frames: one row each. `{slot}` is filled by the topic; `[...]` behind a value is a phrase that a tear can pull in.

`plain` marks frames that only a plainly written document uses; the others read as a Chinese note does in translation.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence of a topic."""

    topic: str
    text: str
    plain: bool = False


def _of(topic: str, *texts: str, plain: tuple[str, ...] = ()) -> tuple[Frame, ...]:
    return (*(Frame(topic, text) for text in texts), *(Frame(topic, text, plain=True) for text in plain))


FRAMES: tuple[Frame, ...] = (
    *_of(
        "growth",
        "{In_p}, {who} achieved {measure} of {value}, a year-on-year {increase} of {growth}.",
        "{Who} realized {measure} of {value}[ {in_p}], {up} {growth}[ year-on-year].",
        "{In_p}, {whose} {measure} was {value}, and the year-on-year {increase} was {growth}.",
        "In terms of scale, {whose} {measure} reached {value}[ {in_p}], {up} {growth} compared with the same period of the previous year.",
        "Affected by the market, {measure} {in_p} was {value}, {up} {growth} year-on-year.",
        "{In_p}, {measure} {rose} {growth} year-on-year to {value}.",
        plain=(
            "{Measure} for {p} came to {value}, {up} {growth} from a year earlier.",
            "{Measure} {rose} {growth} to {value} {in_p}.",
            "{Who} booked {measure} of {value} {in_p} ({signed} year-on-year).",
        ),
    ),
    *_of(
        "pair",
        "{In_p}, {who} achieved {measure} of {value}, {up} {growth} year-on-year; {measure2} was {value2}, {up2} {growth2} year-on-year.",
        "{Who} achieved {measure} and {measure2} of {value} and {value2}, respectively, {in_p}.",
        "{Measure} was {value}[ {in_p}], a year-on-year {increase} of {growth}, of which {measure2} was {value2}.",
        "{Whose} {measure} and {measure2} {in_p} were {value} and {value2}, with year-on-year changes of {signed} and {signed2}.",
        plain=(
            "{Measure} was {value} {in_p}, while {measure2} was {value2}, {up2} {growth2}.",
            "{Who} reported {measure} of {value} ({signed}) and {measure2} of {value2} ({signed2}) for {p}.",
        ),
    ),
    *_of(
        "window",
        "From {through}, {whose} {measure} {increased} from {a} to {b}, with a CAGR of {cagr}[ from {through}].",
        "{Whose} {measure} {increased} from {a}[ in {y0}] to {b}[ in {y1}], corresponding to a CAGR of {cagr}[ in {window}].",
        "{Whose} {measure} was {a}[ in {y0}] and {b}[ in {y1}], a compound annual growth rate of {cagr}.",
        "In {window}, the CAGR of {whose} {measure} was {cagr}, from {a} to {b}.",
        plain=("{Measure} went from {a} in {y0} to {b} in {y1}, a CAGR of {cagr}.",),
    ),
    *_of(
        "share",
        "{In_p}, {whose} {seg} business achieved revenue of {value}, accounting for {share}, and gross profit of {gp}, accounting for"
        " {gpshare}.",
        "{Revenue} of the {seg} business was {value}[ {in_p}], accounting for {share} of {whose} total revenue.",
        "{In_p}, the revenue and gross profit of {seg} were {value} and {gp}, accounting for {share} and {gpshare} of the total,"
        " respectively.",
        "By product, {seg} contributed revenue of {value} and gross profit of {gp} {in_p}, representing {share} and {gpshare} of the"
        " total.",
        plain=("{Seg} brought in {value} of revenue {in_p}, or {share} of the group total, and {gp} of gross profit.",),
    ),
    *_of(
        "share_path",
        "The revenue and proportion of {whose} {seg} business {increased} from {a}[ in {y0}] and {sa} to {b}[ in {y1}] and {sb}.",
        "The proportion of revenue of the {seg} business {changed} from {sa}[ in {y0}] to {sb}[ in {y1}].",
        "From {through}, the revenue of {seg} {increased} from {a} to {b}, and its share of revenue from {sa} to {sb}.",
    ),
    *_of(
        "margins",
        "{In_p}, the gross profit margin of {whose} {segs} was {margins}, {changes} year-on-year.",
        "{In_p}, the gross profit margins of {segs} were {margins}[ respectively].",
        "The gross profit margin of {segs} {in_p} was {margins_comma}, respectively.",
        plain=("Gross margins of {segs} were {margins_comma}, respectively, {in_p}.",),
    ),
    *_of(
        "margin",
        "{In_p}, the gross profit margin of the {seg} business was {margin}, {up} {points} year-on-year.",
        "The gross profit margin of {seg} was {margin}[ {in_p}], {a_change} of {points}.",
        "The gross profit margin of {seg} {changed} from {before}[ in {y0}] to {margin}[ in {y1}].",
        plain=("{Seg} earned a gross margin of {margin} {in_p}, against {before} in {y0}.",),
    ),
    *_of(
        "company_margin",
        "{In_p}, {whose} gross profit margin was {margin} and the net profit margin was {net}.",
        "{Whose} gross profit margin was {margin}[ {in_p}], {up} {points}[ year-on-year].",
        "In terms of profitability, {whose} gross profit margin {changed} from {before} in {y0} to {margin} in {y1}.",
        plain=("The gross margin was {margin} {in_p} ({points_signed} from {y0}).",),
    ),
    *_of(
        "expenses",
        "From {through}, {whose} overall expense ratio {went} from {a} to {b}, of which the administrative expense ratio {went2} from"
        " {c} to {d}, and the finance expense ratio {went3} from {e} to {f}.",
        "{In_p}, {whose} overall expense ratio was {b}, of which the selling expense ratio, administrative expense ratio, R&D expense ratio"
        " and finance expense ratio were {four}, respectively.",
        "{Whose} overall expense ratio was {b}[ {in_p}], {up} {points} year-on-year.",
        plain=("Selling, administrative, R&D and finance expense ratios were {four_comma} {in_p}.",),
    ),
    *_of(
        "research",
        "{In_p}, {whose} R&D expenses were {value}, {up} {growth} year-on-year, and the R&D expense ratio was {share}.",
        "{Whose} R&D investment {in_p} reached {value}, and the R&D expense ratio {changed} from {before} to {share}.",
        plain=("R&D expenses took {value}, an R&D expense ratio of {share}, {in_p}.",),
    ),
    *_of(
        "cash",
        "{Whose} operating cash flow {in_p} was {value}, a year-on-year {increase} of {growth}, mainly due to changes in working capital.",
        "{Whose} net cash flow from operating activities was {value}[ {in_p}], and capital expenditure was {capex}.",
        "{In_p}, the net cash flow from operating activities was {value}, {up} {growth}, and the capital expenditure was {capex}.",
        plain=("Operating cash flow came to {value} and capital expenditure to {capex} {in_p}.",),
    ),
    *_of(
        "leverage",
        "From {through}, {whose} asset-liability ratio {went} from {a} to {b}.",
        "{In_p}, {whose} asset-liability ratio {went} to {b}, mainly due to bank borrowings.",
        "As of the end of {y1}, {whose} total assets were {assets}, total liabilities were {debts}, and the asset-liability ratio was {b}.",
        "At the end of {y1}, {whose} debt-to-asset ratio was {b}[ {at_end}], compared with {a} at the end of {y0}.",
        plain=("Total assets stood at {assets} and net assets at {equity} at the end of {y1}.",),
    ),
    *_of(
        "volume",
        "{In_p}, the production of {seg} was {made}, {upm} {gmade} year-on-year; the sales volume was {sold}, {ups} {gsold} year-on-year.",
        "The sales volume of {seg} was {sold}[ {in_p}], a year-on-year {increase_s} of {gsold}.",
        "From {through}, {whose} {seg} sales volume {increased} from {sa} to {sold}, with a CAGR of {cagr}[ in {window}].",
        plain=("{Seg} output was {made} {in_p}, and {sold} were sold.",),
    ),
    *_of(
        "price",
        "{In_p}, the average selling price of {seg} was {price}, the sales volume was {sold}, and the revenue was {value}.",
        "The average selling price of {seg} {changed} from {before}[ in {y0}] to {price}[ in {y1}], {up} {growth}.",
        plain=("{Seg} sold at an average price of {price} {in_p}, {up} {growth}.",),
    ),
    *_of(
        "quota",
        "In {y1}, the total national quota of {good} was {total}, {up} {growth} year-on-year, of which the first batch was {first} and the"
        " second batch was {second}.",
        "The national quota of {good} {increased} from {a}[ in {y0}] to {total}[ in {y1}], of which the quota of the company was {ours},"
        " accounting for {share}.",
        "In {y1}, the two batches of quotas of {good} issued by the state totaled {first} and {second}, a total of {total}.",
    ),
    *_of(
        "market",
        "According to industry data, the market size of China's {good} industry {increased} from {a}[ in {y0}] to {b}[ in {y1}], with a"
        " CAGR"
        " of {cagr}[ from {through}], and is expected to reach {c}[ in {y2}], corresponding to a CAGR of {cagr2}[ from {later}].",
        "The size of China's {good} market was {b}[ in {y1}], and it is expected to grow to {c}[ by {y2}].",
        "China's {good} consumption in {y0}, {y1} and {y2} was {trio}, respectively.",
        plain=("The Chinese market for {good} was worth {b} in {y1}, {up} {growth} on the year before.",),
    ),
    *_of(
        "capacity",
        "{Who} has {seg} production capacity of {capacity}, and its market share is more than {whole}.",
        "{Whose} {seg} production capacity is {capacity}, accounting for {share} of the national capacity, and the capacity utilization"
        " rate"
        " is about {whole}.",
        "{Whose} annual production capacity of {seg} will increase from {before} to {capacity} after the new project is put into"
        " operation.",
        "The second phase of the {seg} project has a planned capacity of more than {capacity} and a total investment of {invest}.",
    ),
    *_of(
        "balance",
        "We expect global demand for {good} in {e0}, {e1} and {e2} to be {demand}, and supply to be {supply}, respectively; the gap between"
        " supply and demand will be {gap}.",
        "In {e0}, {e1} and {e2}, the demand for {good} will be {demand}[ respectively], with year-on-year growth rates of {growths}.",
        "It is estimated that the demand for {good} in new energy vehicles will reach {d2}[ by {e2}], corresponding to a CAGR of {cagr}[ in"
        " {window}].",
    ),
    *_of(
        "path",
        "We expect {good} output to grow at a rate of {r1} in {w1} and {r2} in {w2}, and {good} output in {e0}, {e1} and {e2} to be"
        " {path}.",
        "Assuming that the demand for {good} grows by {r1} from {t1} and by {r2} from {t2}, the demand for {good} in {e0}, {e1} and {e2}"
        " will be {path}.",
        "We expect a growth rate of {r1} in {w1} and {r2} in {w2}, and the {good} output in {e0}, {e1} and {e2} is {path}.",
    ),
    *_of(
        "sides",
        "In {y1}, the demand for {good} was {total}, of which domestic demand was {home} and overseas demand was {abroad}.",
        "The sales of {good} were {total} in {y1}, including domestic sales of {home} and exports of {abroad}.",
        "The demand for {good} is {rtotal}, of which the international market demand is {rabroad} and domestic market demand is {rhome}.",
    ),
    *_of(
        "increment",
        "In {y1}, the shipments of {good} were {value}, a year-on-year increase of {growth}, and the increment of {good} shipments was"
        " {added}.",
        "In {y1}, the {good} shipments were {value}, up {growth} year-on-year. In {y1}, the increment of the {good} shipments is {added}.",
    ),
    *_of(
        "sum",
        "{In_p}, {seg} and {seg2} achieved revenue of {a} and {b}, totaling {total}, accounting for {share} of {whose} revenue.",
        "The combined revenue of {seg} and {seg2} was {total}[ {in_p}], of which {seg} contributed {a}.",
    ),
    *_of(
        "repeat",
        "As mentioned above, {whose} {measure} {in_p} was {value}.",
        "Looking back, {measure} of {value}[ {in_p}] laid the foundation for subsequent growth.",
        plain=("To recall: {measure} was {value} {in_p}.",),
    ),
    *_of(
        "names",
        "{Who} (stock code: {code}) is a leading enterprise in the {trade} industry, and its {product} series products are widely used.",
        "The product {product} obtained the certification of document {number} of the industry association.",
        "Products such as {product} and {product2} have entered the supply chains of well-known customers.",
        plain=("{Who} ({code}) sells {product} to customers at home and abroad.",),
    ),
    *_of(
        "counts",
        "As of {day}, {who} has a total of {subsidiaries} and {staff}.",
        "At the end of {y1}, {who} had {holders}, {staff} and {patents}.",
        "{Who} owns {subsidiaries}, of which {core} are engaged in the {seg} business.",
        plain=("The group counted {staff} at the end of {y1}.",),
    ),
    *_of(
        "holders",
        "As of the end of {q}, the top {ten} of {who} held a total of {all} of the equity, of which the controlling shareholder"
        " directly holds {first} of the shares.",
        "The controlling shareholder holds {first} of {whose} shares, and the second largest shareholder holds {second}.",
    ),
    *_of(
        "dates",
        "{Who} was established in {born} and listed on {listed}.",
        "On {day}, {who} announced that it would invest {invest} in a new {seg} base.",
        "On {day}, the board approved a plan to repurchase shares for more than {invest}.",
    ),
    *_of(
        "guidance",
        "{Who} expects net profit attributable to the parent company of {range} in {y2}, a year-on-year increase of {growths}.",
        "It is estimated that {whose} net profit in {y2} will be {range}.",
        "The price of {good} fluctuates between {prices}.",
    ),
    *_of(
        "surge",
        "{In_p}, the subsidiary's net profit increased from {a} to {b}, a year-on-year increase of {growth}.",
        "Benefiting from rising prices, the net profit of the associate was {b}, a year-on-year increase of {growth}.",
    ),
    *_of(
        "shares",
        "{In_p}, {whose} basic earnings per share were {eps}, and the dividend was {dividend}.",
        plain=("EPS was {eps} {in_p}.",),
    ),
    *_of(
        "rounds",
        "The top five customers accounted for about {whole} of sales, and the market share is more than {whole2}.",
        "The utilization rate of the production line has reached {whole}, and the product qualification rate exceeds {whole2}.",
        "Raw materials account for about {whole} of the cost.",
        plain=("Exports make up some {whole} of sales.",),
    ),
    *_of(
        "loss",
        "{In_p}, the loss of the {seg} project was {loss}, compared with a loss of {loss2} in the same period of the previous year.",
        "{In_p}, {who} recorded a net loss of {loss} in the {seg} segment.",
    ),
    *_of(
        "quarter",
        "In {q}, {who} achieved revenue of {value} in a single quarter, {up} {growth} year-on-year.",
        "{Whose} revenue in the single quarter was {value}[ in {q}], {up} {growth}[ year-on-year].",
    ),
    *_of(
        "goods",
        "{In_p}, domestic production of new energy vehicles was {cars}, {up} {growth} year-on-year, and exports were {exports}.",
        "The proven reserves of the mine are {reserve}, accounting for about {whole} of the country's reserves.",
        "Each vehicle uses {each} of {good}, and the price of {good} is {price}.",
    ),
    *_of("table", "{label} {cells}"),
)  # fmt: skip
