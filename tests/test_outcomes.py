"""What comes out: the sets for many people say what the report says to each of them."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import banks, draw_answers, people_of
from hipback.bank import default_bank_path, read_bank
from hipback.engine import Engine
from hipback.interview import Interview, Step
from hipback.model import Answer, Bank, OneOf, Urgency
from hipback.outcomes import (
    NOT_SHOWN,
    NOT_SURE,
    SHOWN,
    SURE,
    Outcome,
    all_outcomes,
    any_of,
    open_for,
    outcomes,
    outcomes_for,
    rest_of,
    scored_people,
    signs,
    urgent_people,
)
from hipback.people import People, random_people
from hipback.result import make_report
from hipback.truth import Truth

BANK = read_bank(default_bank_path())
seeds = st.integers(0, 9999)


def engine_of(bank: Bank, *rows: dict[str, Answer]) -> Engine:
    """An engine for the people who answer so, where they are asked."""
    return Engine(bank, people_of(list(rows)).as_asked(bank).facts())


def check_that_the_sets_say_what_reports_say(bank: Bank, people: People) -> None:
    engine = Engine(bank, people.facts())
    found, scored = outcomes(engine), scored_people(engine)
    urgent = {urgency: urgent_people(engine, urgency) for urgency in (Urgency.SAME_DAY, Urgency.EMERGENCY)}
    for number in range(people.size):
        steps = tuple(Step(*answer) for answer in people.answers(number).items())
        reaches_the_end = bool(scored >> number & 1)
        interview = Interview(bank, steps) if reaches_the_end else Interview.start(bank, given=dict(steps))
        report = make_report(interview)
        told = list(outcomes_for(interview, report))
        in_sets = [outcome for outcome in found if found[outcome] >> number & 1]
        assert report.scored is reaches_the_end
        assert told == in_sets if reaches_the_end else set(told) <= set(in_sets)
        for urgency, those in urgent.items():
            assert (report.urgency is not None and report.urgency >= urgency) is bool(those >> number & 1)


@pytest.mark.no_cover
@given(banks, seeds)
def test_the_sets_say_what_the_reports_of_generated_banks_say(bank, seed):
    draw = Random(seed)
    rows = [draw_answers(draw, bank) for _ in range(4)]
    check_that_the_sets_say_what_reports_say(bank, people_of(rows).as_asked(bank))
    check_that_the_sets_say_what_reports_say(bank, random_people(bank, 4, seed))


@pytest.mark.no_cover
def test_the_sets_say_what_the_reports_of_the_shipped_bank_say():
    check_that_the_sets_say_what_reports_say(BANK, random_people(BANK, 300, seed=5))


# What there is


def test_all_that_can_come_out_is_known_in_the_order_of_the_bank(small):
    fewer = small._replace(
        flags={"weight": small.flags["weight"]}, suppressions={"be_seen": small.suppressions["be_seen"]}
    )
    assert list(map(str, all_outcomes(fewer))) == [
        "flag weight: sure",
        "flag weight: not sure",
        "band hip: few",
        "band hip: some",
        "band hip: many",
        "band back: few",
        "band back: some",
        "headline both",
        "headline hip",
        "headline few",
        "headline open",
        "pattern stiff",
        "suppression be_seen: sure",
        "suppression be_seen: not sure",
        "advice walking: shown",
        "advice walking: not shown",
        "advice stretch: shown",
        "advice stretch: not shown",
        "advice bridge: shown",
        "advice bridge: not shown",
    ]


@settings(max_examples=50)
@given(banks)
def test_the_sets_are_about_all_that_can_come_out_and_nothing_else(bank):
    assert list(outcomes(Engine(bank, random_people(bank, 2, seed=1).facts()))) == list(all_outcomes(bank))


# What comes out

CALM = {
    "now": ("none",),
    "today": ("none",),
    "soon": "no",
    "age": 40,
    "groin": "rarely",
    "socks": "no",
    "numb": ("none",),
    "rest_pain": 0,
}


def told(engine: Engine, number: int = 0) -> list[str]:
    """What the sets say of one person, without the advice."""
    return [str(found) for found, people in outcomes(engine).items() if people >> number & 1 and found.kind != "advice"]


def told_in_a_screening(bank: Bank, answers: dict[str, Answer]) -> list[str]:
    interview = Interview.start(bank, given=answers)
    return [str(found) for found in outcomes_for(interview, make_report(interview)) if found.kind != "advice"]


def test_what_comes_out_for_someone_without_a_sign(small):
    assert told(engine_of(small, CALM)) == ["band hip: few", "band back: few", "headline few"]


def test_what_comes_out_for_someone_with_signs_of_the_hip(small):
    stiff = CALM | {"groin": "often", "socks": "a_lot", "socks_cause": "hip", "age": 70}
    assert told(engine_of(small, stiff)) == [
        "band hip: many",
        "band back: few",
        "headline hip",
        "pattern stiff",
        "suppression stiff_hip: sure",
    ]


def test_advice_is_shown_to_some_and_not_to_others(small):
    found = outcomes(engine_of(small, CALM, CALM | {"numb": ("foot",)}, CALM | {"numb": "not_sure"}))
    assert found[Outcome("suppression", "numb_foot", SURE)] == 0b010
    assert found[Outcome("suppression", "numb_foot", NOT_SURE)] == 0b100
    assert found[Outcome("advice", "stretch", SHOWN)] == 0b001
    assert found[Outcome("advice", "stretch", NOT_SHOWN)] == 0b110


def test_at_most_three_patterns_come_out_and_who_has_fewer_is_shown_the_next(small):
    [stiff] = small.patterns
    always = OneOf("soon", frozenset({"yes", "no"}))
    four = [stiff, *(stiff._replace(id=f"always_{number}", when=always) for number in range(3))]
    bank = small._replace(patterns=tuple(four))
    found = outcomes(engine_of(bank, CALM, CALM | {"groin": "often", "socks": "some", "socks_cause": "hip"}))
    assert [found[Outcome("pattern", pattern.id)] for pattern in four] == [0b10, 0b11, 0b11, 0b01]


def test_nothing_of_a_summary_comes_out_for_someone_whom_a_sign_stops(small):
    assert told(engine_of(small, CALM | {"today": ("fever",)})) == ["flag fever: sure"]


def test_it_counts_to_be_not_sure_of_a_flag_about_which_nothing_is_said_then(small):
    unsure = CALM | {"age": "not_sure"}
    assert "flag child: not sure" in told(engine_of(small, unsure))
    assert "flag child: not sure" in told_in_a_screening(small, unsure)


def test_a_suppression_that_surely_applies_counts_where_a_sign_stopped_the_questions_too(small):
    rule = small.suppressions["be_seen"]._replace(when=OneOf("today", frozenset({"fever"})))
    bank, feverish = small._replace(suppressions={"be_seen": rule}), CALM | {"today": ("fever",)}
    assert told(engine_of(bank, feverish)) == ["flag fever: sure", "suppression be_seen: sure"]
    assert told_in_a_screening(bank, feverish) == ["flag fever: sure", "suppression be_seen: sure"]


def test_a_suppression_that_hangs_on_a_question_that_was_not_reached_is_not_told_as_unsure(small):
    assert told_in_a_screening(small, CALM | {"today": ("fever",)}) == ["flag fever: sure"]


def test_who_gave_too_few_answers_is_in_no_band_even_where_there_is_but_one(small):
    few = small.indicators["back"].bands[0]
    back = small.indicators["back"]._replace(bands=(few,))
    bank, unsure = small._replace(indicators={**small.indicators, "back": back}), CALM | {"numb": "not_sure"}
    assert told(engine_of(bank, unsure)) == ["band hip: few", "headline few", "suppression numb_foot: not sure"]
    assert told_in_a_screening(bank, unsure) == told(engine_of(bank, unsure))


# Signs


@pytest.mark.parametrize(
    ("answers", "same_day", "emergency"),
    [
        ({"now": ("pee",)}, 1, 1),
        ({"now": ("pee?",)}, 1, 0),
        ({"now": "skipped"}, 1, 0),
        ({"today": ("fever",)}, 1, 0),
        ({"today": ("fever", "fall")}, 1, 1),
        ({"soon": "yes"}, 0, 0),
        ({"age": 12}, 1, 0),
        ({"age": "not_sure"}, 0, 0),
    ],
)
def test_how_soon_people_are_to_be_seen(small, answers, same_day, emergency):
    engine = engine_of(small, CALM | answers)
    assert urgent_people(engine, Urgency.SAME_DAY) == same_day
    assert urgent_people(engine, Urgency.EMERGENCY) == emergency


def test_each_sign_is_told_with_those_who_have_it_and_those_who_may(small):
    engine = engine_of(small, CALM | {"now": ("pee",)}, CALM | {"now": "not_sure"}, CALM)
    found = {(sign.flag.id, sign.state): people for sign, people in signs(engine)}
    assert (found["pee", "yes"], found["pee", "not_sure"]) == (0b001, 0b010)
    assert found.keys() == {(flag, state) for flag in small.flags for state in ("yes", "not_sure")}
    assert scored_people(engine) == 0b100


def test_sets_of_people_are_joined_and_taken_from_all(small):
    engine = engine_of(small, CALM, CALM, CALM)
    assert any_of([0b001, 0b100]) == 0b101
    assert rest_of(engine, 0b101) == 0b010
    assert open_for(engine, Truth(0b001, 0b100)) == 0b010
