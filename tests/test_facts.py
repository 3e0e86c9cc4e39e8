"""Facts of one person: what an answer says, and what an open one leaves unknown."""

import pytest

from hipback.engine import Engine, Score
from hipback.facts import EITHER, PersonFacts
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
