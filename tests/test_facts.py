"""Facts of one person: what an answer says, and what an open one leaves unknown. Facts of many people are the same."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generated import banks, draw_answers, people_of
from hipback.engine import Engine, Score, every_condition
from hipback.facts import EITHER, Everyone, PersonFacts
from hipback.model import Bank
from hipback.planes import Number
from hipback.truth import NO, UNKNOWN, YES, Truth


@pytest.mark.parametrize(
    ("answer", "truth"),
    [
        ("often", YES),
        ("rarely", NO),
        ("not_sure", UNKNOWN),
        ("rather_not_say", UNKNOWN),
        ("does_not_apply", UNKNOWN),
        ("skipped", UNKNOWN),
        (("often", "rarely"), YES),
        (("rarely",), NO),
        (("rarely?",), NO),
        (("often?",), UNKNOWN),
        (("often?", "rarely"), UNKNOWN),
        (("none",), NO),
    ],
)
def test_an_option_is_so_where_it_was_chosen(answer, truth):
    assert PersonFacts({"groin": answer}).one_of("groin", frozenset({"often", "always"})) == truth


@pytest.mark.parametrize(
    ("marks", "truth"),
    [
        (("none",), YES),
        (("foot",), NO),
        (("foot", "thigh?"), NO),
        (("thigh?",), UNKNOWN),
        (("foot?", "thigh?"), UNKNOWN),
    ],
)
def test_none_of_these_may_be_so_while_the_person_is_not_sure_of_all_that_was_marked(marks, truth):
    assert PersonFacts({"numb": marks}).one_of("numb", frozenset({"none"})) == truth


@pytest.mark.parametrize(
    ("low", "high", "truth"),
    [(None, None, YES), (50, None, YES), (51, None, NO), (None, 50, YES), (None, 49, NO), (50, 50, YES), (0, 49, NO)],
)
def test_a_number_is_in_a_range_with_both_its_ends(low, high, truth):
    assert PersonFacts({"age": 50}).within("age", low, high) == truth


def test_a_number_that_was_left_open_is_in_no_known_range():
    assert PersonFacts({"age": "skipped"}).within("age", 50, None) == UNKNOWN


@pytest.mark.parametrize(("facts", "truth"), [(PersonFacts({}), UNKNOWN), (PersonFacts({}, EITHER), EITHER)])
def test_a_question_that_was_not_reached_is_what_the_reader_says_of_it(facts, truth):
    assert (facts.one_of("groin", frozenset({"often"})), facts.within("age", 50, None)) == (truth, truth)


@pytest.mark.parametrize(
    ("answer", "truth"),
    [
        ("often", NO),
        (0, NO),
        (("foot",), NO),
        (("foot", "thigh?"), NO),
        (("none",), NO),
        (("foot?",), YES),
        (("foot?", "thigh?"), YES),
        ("not_sure", YES),
        ("skipped", YES),
        (None, YES),
    ],
)
def test_a_question_is_open_where_no_answer_settles_something(answer, truth):
    assert PersonFacts({"question": answer}).is_open("question") == truth


def test_a_question_without_an_answer_is_open():
    assert PersonFacts({}).is_open("groin") == YES


@pytest.mark.parametrize(("truth", "points"), [(YES, (3, 3)), (NO, (0, 0)), (UNKNOWN, (0, 3))])
def test_points_that_hang_on_something_unknown_are_an_interval(truth, points):
    assert PersonFacts({}).weigh(truth, 3) == points


def test_the_greater_of_two_numbers_is_the_most():
    assert (PersonFacts({}).most(2, 3), PersonFacts({}).most(3, 2)) == (3, 3)


def test_a_cap_cuts_both_ends_of_a_score():
    assert PersonFacts({}).cap(Score(3, 9), 4) == Score(3, 4)


@pytest.mark.hazard("HZ-15")
@pytest.mark.parametrize(("start", "truth"), [(3, YES), (4, UNKNOWN), (9, UNKNOWN), (10, NO)])
def test_a_score_reaches_a_start_where_its_low_end_does(start, truth):
    assert PersonFacts({}).reaches(Score(3, 9), start) == truth


@pytest.mark.parametrize(("part", "whole", "truth"), [(30, 100, NO), (31, 100, YES), (0, 0, NO), (1, 3, YES)])
def test_a_part_exceeds_a_share_only_where_it_is_more(part, whole, truth):
    assert PersonFacts({}).exceeds(part, whole, 30) == truth


def test_everything_is_always_so():
    assert PersonFacts({}).always == Truth(True, False)


@pytest.mark.parametrize(
    ("answers", "may_come"),
    [({}, True), ({"socks": "some"}, True), ({"socks": "no"}, False), ({"socks": "not_sure"}, False)],
)
def test_looking_ahead_tells_whether_a_question_may_still_come(small, answers, may_come):
    assert Engine(small, PersonFacts(answers, EITHER)).asked("socks_cause").yes is may_come


# Many people at once

PEOPLE = 8
"""How many people are looked at in one generated bank."""

seeds = st.integers(0, 9999)


def person(truth: Truth, number: int) -> Truth:
    """What is so of one person, where the sides of a truth are sets of people."""
    return Truth(bool(truth.yes >> number & 1), bool(truth.no >> number & 1))


def person_score(score: Score, number: int) -> Score:
    return Score(score.low.for_person(number), score.high.for_person(number))


def truths(engine: Engine) -> list[Truth]:
    """All that an engine knows to be so of a bank, or not to be so."""
    bank = engine.bank
    bands = [truth for indicator in bank.indicators for truth in engine.bands(indicator).values()]
    enough = [engine.enough(indicator) for indicator in bank.indicators]
    return [*map(engine.asked, bank.questions), *map(engine.holds, every_condition(bank)), *bands, *enough]


def scores(engine: Engine) -> list[Score]:
    return [engine.score(indicator) for indicator in engine.bank.indicators]


@pytest.mark.hazard("HZ-15")
@given(banks, seeds)
def test_of_many_people_the_same_is_known_as_of_each_of_them(bank, seed):
    draw = Random(seed)
    rows = [draw_answers(draw, bank, chance=0.9) for _ in range(PEOPLE)]
    many = Engine(bank, people_of(rows).facts())
    for number, row in enumerate(rows):
        one = Engine(bank, PersonFacts(row))
        assert [person(truth, number) for truth in truths(many)] == truths(one)
        assert [person_score(score, number) for score in scores(many)] == scores(one)


def put(bank: Bank, answers: dict) -> dict:
    """The answers of a person to the questions that are put."""
    found: dict = {}
    for id in bank.questions:
        if Engine(bank, PersonFacts(found)).asked(id).yes:
            found[id] = answers[id]
    return found


@given(banks, seeds)
def test_whatever_is_so_of_someone_may_be_so_when_some_answers_are_not_looked_at(bank, seed):
    draw = Random(seed)
    rows = [draw_answers(draw, bank) for _ in range(PEOPLE)]
    looked_at = draw.sample(list(bank.questions), draw.randint(0, len(bank.questions)))
    wide = Engine(bank, people_of([{id: row[id] for id in looked_at} for row in rows]).facts(EITHER))
    for number, row in enumerate(rows):
        one = Engine(bank, PersonFacts(put(bank, row)))
        for may_be, real in zip([person(truth, number) for truth in truths(wide)], truths(one), strict=True):
            assert (real.yes <= may_be.yes, real.no <= may_be.no) == (True, True)
        for may_be, real in zip([person_score(score, number) for score in scores(wide)], scores(one), strict=True):
            assert (may_be.low >= real.low, may_be.high <= real.high) == (True, True)


GIVEN = {"groin": {"often": 0b001, "not_sure": 0b010}, "age": {50: 0b100}}


@pytest.mark.parametrize(
    ("others", "open_"), [(UNKNOWN, Truth(0b111, 0b000)), (EITHER, Truth(0b111, 0b111))], ids=["unknown", "either"]
)
def test_a_question_that_nobody_was_given_an_answer_to_is_open_or_may_be(others, open_):
    assert Everyone(GIVEN, 0b111, others).is_open("thigh") == open_


def test_a_question_is_open_for_those_who_left_it_open_and_those_who_have_no_answer():
    assert Everyone(GIVEN, 0b111).is_open("groin") == Truth(0b110, 0b001)


def test_what_is_known_of_the_answers_of_many_are_two_sets():
    facts = Everyone(GIVEN, 0b111)
    assert facts.one_of("groin", frozenset({"rarely"})) == Truth(0b000, 0b001)
    assert facts.within("age", 40, None) == Truth(0b100, 0b000)


def test_the_greater_of_two_numbers_is_the_most_for_each_of_many():
    most = Everyone(GIVEN, 0b11).most(Number((0b01,)), Number((0b10, 0b10)))
    assert (most.for_person(0), most.for_person(1)) == (1, 3)


@pytest.mark.parametrize(("one", "other"), [(0, Number((0b01,))), (Number((0b01,)), 0), (0, 0)])
def test_the_most_of_a_number_and_none_is_the_number(one, other):
    assert Everyone(GIVEN, 0b11).most(one, other) is (one or other)
