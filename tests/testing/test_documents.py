"""Generated documents: the same every time, every span and every truth as written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finkit.candidates.damage import Source
from finkit.statements.files import load
from finkit.testing import Generated, generate
from finkit.testing.damage import DIALECTS
from finkit.testing.documents import fill, needs
from finkit.testing.frames import FRAMES
from finkit.testing.industry import INVENTED
from finkit.testing.outlook import OUTLOOK
from finkit.testing.pieces import Moved, Value
from finkit.testing.topics import TOPICS
from finkit.vocabulary.periods import Period

SEEDS = range(12)
HAN_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
NAMES = sorted(DIALECTS)


@pytest.fixture(scope="module", params=NAMES)
def made(request: pytest.FixtureRequest) -> list[Generated]:
    """A dozen documents of a dialect."""
    return [generate(seed, request.param) for seed in SEEDS]


def of_token(token: str) -> Decimal:
    """What a Chinese token says, read here by the plainest means: 59.84亿元 -> 5984000000."""
    number = "".join(one for one in token if one in "0123456789.-")
    scale = next((size for word, size in HAN_SCALES.items() if word in token), Decimal(1))
    return Decimal(number) * scale


def test_a_seed_gives_the_same_document_again() -> None:
    """Same seed and dialect: same text, same gold, same facts."""
    first, again = generate(7, "points"), generate(7, "points")
    assert first.text == again.text
    assert first.gold == again.gold
    assert first.company == again.company
    assert first.text != generate(8, "points").text


def test_withholding_the_facts_changes_nothing_but_the_facts() -> None:
    """The document is the same; the company that goes with it holds no facts."""
    told, withheld = generate(3, "scale"), generate(3, "scale", known_facts=False)
    assert told.text == withheld.text
    assert told.company is not None
    assert told.company.facts
    assert withheld.company is not None
    assert not withheld.company.facts


def test_spans_hold_their_surfaces(made: list[Generated]) -> None:
    """Text and surface agree; the parts lie inside the span, in order, and hold digits."""
    for one in made:
        for gold in one.gold:
            assert gold["surface"] == one.text[gold["char_start"] : gold["char_end"]]
            edges = [edge for part in gold["parts"] for edge in part]
            assert edges == sorted(edges)
            assert gold["char_start"] <= edges[0]
            assert edges[-1] <= gold["char_end"]
            assert any(one.text[start:end].strip("-+") for start, end in gold["parts"])


def test_every_digit_of_the_text_has_a_truth(made: list[Generated]) -> None:
    """No digit stands outside the gold, so that whatever else is read there is invented."""
    for one in made:
        covered = {at for gold in one.gold for at in range(gold["char_start"], gold["char_end"])}
        outside = [at for at, letter in enumerate(one.text) if letter.isdigit() and at not in covered]
        assert [one.text[max(0, at - 20) : at + 20] for at in outside] == []


def test_the_truth_agrees_with_the_source_token(made: list[Generated]) -> None:
    """The value is the Chinese token's, its sign apart; the resolution is its last digit."""
    for one in made:
        for gold in one.gold:
            if gold["kind"] != "value":
                continue
            truth = Decimal(gold["truth_value"])
            assert abs(of_token(gold["source_zh"])) == abs(truth)
            decimals = len(gold["source_zh"].partition(".")[2].rstrip("万亿元吨/股年%个百分点千克"))
            scale = next((size for word, size in HAN_SCALES.items() if word in gold["source_zh"]), Decimal(1))
            assert scale.scaleb(-decimals) == Decimal(gold["resolution"])
            if truth < 0:
                assert gold.get("sign_word") or gold["source_zh"].startswith("-")


def test_a_clean_document_prints_what_is_true() -> None:
    """Without damage the plainest reading of every number gives the truth, to its last digit."""
    words = {" thousand": 3, " million": 6, " billion": 9}
    for one in (generate(seed, "clean") for seed in SEEDS):
        for gold in one.gold:
            around = one.text[gold["char_start"] - 1] + one.text[gold["char_end"] : gold["char_end"] + 1]
            if gold["kind"] != "value" or set(around) & set("/-"):
                continue
            surface = gold["surface"]
            start, end = gold["parts"][0]
            number = Decimal(one.text[start:end].replace(",", "").replace("+", ""))
            scale = next((power for word, power in words.items() if word in surface), 0)
            sign = -1 if gold.get("sign_word") and gold["truth_value"].startswith("-") else 1
            assert sign * number.scaleb(scale) == Decimal(gold["truth_value"]), surface
            assert not gold["garbled"]


def test_damage_is_marked_and_only_damage() -> None:
    """A number that stands alone in a document of lost points is garbled exactly when its source had decimals."""
    for one in (generate(seed, "points") for seed in SEEDS):
        for gold in one.gold:
            around = one.text[gold["char_start"] - 1] + one.text[gold["char_end"] : gold["char_end"] + 1]
            if gold["kind"] == "value" and not set(around) & set("/-"):
                assert gold["garbled"] is ("." in gold["source_zh"]), gold["surface"]
                assert gold["garbled"] is bool(gold["mechanisms"])


def test_a_real_company_writes_from_its_own_statements() -> None:
    """Every level that the document prints of North Rare Earth is a fact, rounded."""
    company = load("600111.SH")
    one = generate(4, "clean", company)
    levels = [gold for gold in one.gold if gold.get("measure") == "revenue" and gold["period"].isdigit() and not gold["segment"]]
    assert levels
    for gold in levels:
        filed = company.all_facts("revenue", Period.parse(gold["period"]))
        facts = [fact.value for fact in filed]
        assert any(abs(fact - Decimal(gold["truth_value"])) <= Decimal(gold["resolution"]) / 2 for fact in facts)


def test_frames_are_many_and_their_slots_are_filled_by_their_topics() -> None:
    """At least sixty frames; every topic has one, every frame a topic; phrases stand directly behind a value."""
    topics = {**TOPICS, **INVENTED, **OUTLOOK}
    assert len(FRAMES) >= 60
    assert {frame.topic for frame in FRAMES} == set(topics)
    for frame in FRAMES:
        assert needs(frame)
        assert all(frame.text[at - 1] == "}" for at, letter in enumerate(frame.text) if letter == "[")


def test_filling_a_frame_keeps_its_words_and_marks_its_movable_phrases() -> None:
    """`[ in {y}]` behind a value becomes a phrase of its own."""
    value = generate.__module__  # any string will do as a slot
    pieces = fill("was {a}[ in {y}], up", {"a": value, "y": "2022"})
    assert ["was ", value, Moved((" in ", "2022")), ", up"] == pieces


def test_every_frame_is_used() -> None:
    """Among many documents each frame's topic turns up: no topic refuses always."""
    golds = [gold for seed in range(60) for gold in generate(seed, "clean").gold]
    wanted = (
        "revenue parent_net_profit_growth revenue_cagr revenue_share gross_margin gross_margin_change total_expense_ratio rd_expense_ratio"
        " capex asset_liability_ratio sales_volume average_price quota market_size production_capacity gap employees holding investment"
        " market_price associate_profit_growth dividend share segment_loss vehicle_production use_per_vehicle"
        " path demand_home shipments_change"
    )
    assert set(wanted.split()) <= {gold["measure"] for gold in golds if gold["kind"] == "value"}


def test_growth_above_a_hundred_and_losses_occur() -> None:
    """The distribution holds what a hasty rule would spoil."""
    golds = [gold for seed in range(60) for gold in generate(seed, "clean").gold if gold["kind"] == "value"]
    values = [(gold["truth_unit"], Decimal(gold["truth_value"]), gold["source_zh"]) for gold in golds]
    assert any(unit == "%" and value > 100 for unit, value, _ in values)
    assert any(unit == "%" and value > 1000 for unit, value, _ in values)
    assert any(unit == "CNY" and value < 0 for unit, value, _ in values)
    assert any(unit == "%" and 10 <= value < 100 and "." not in token for unit, value, token in values)
    assert any(unit == "%" and "." in token and len(token.partition(".")[2]) == 4 for unit, value, token in values)


def test_an_unknown_dialect_is_refused() -> None:
    """A KeyError names it."""
    with pytest.raises(KeyError, match="klingon"):
        generate(1, "klingon")


def test_a_value_knows_its_truth() -> None:
    """Below nothing where it is negative."""
    assert Decimal("-10.98") == Value(Source("1098", 2, Decimal(1), "%"), negative=True).truth
