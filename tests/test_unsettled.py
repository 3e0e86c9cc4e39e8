"""Which open question could still change which band."""

import pytest

from hipback.bank import bank_from
from hipback.unsettled import unsettled

SETTLED = {
    "now": ("none",),
    "today": ("none",),
    "soon": "no",
    "age": 40,
    "groin": "rarely",
    "socks": "no",
    "numb": ("none",),
    "rest_pain": 0,
}


def found(bank, **answers) -> list[tuple[str, tuple[str, ...]]]:
    return [(question.id, could_change) for question, could_change in unsettled(bank, SETTLED | answers)]


def test_where_every_question_is_answered_nothing_is_unsettled(small):
    assert found(small) == []


@pytest.mark.parametrize("way_out", ["not_sure", "rather_not_say", "skipped"])
def test_a_question_left_open_is_unsettled_if_an_answer_to_it_could_change_a_band(small, way_out):
    assert found(small, groin=way_out) == [("groin", ("hip",))]


def test_a_question_left_open_that_gives_no_points_is_not_unsettled(small):
    assert found(small, rest_pain="skipped") == []


def test_a_question_left_open_whose_points_change_no_band_is_not_unsettled(small):
    assert found(small, age="skipped") == []


def test_a_number_left_open_is_unsettled_where_one_of_its_ranges_would_change_a_band(small):
    assert found(small, groin="sometimes", age="skipped") == [("age", ("hip",))]


def test_a_number_left_open_is_unsettled_where_only_a_range_in_the_middle_would_change_a_band(small):
    bank = bank_from(small.source.replace(b"{45..59: 1, 60..: 2}", b"{45..59: 2}"), "bank.yaml")
    assert found(bank, groin="sometimes", age="skipped", socks="skipped") == [("age", ("hip",))]


def test_a_question_of_a_branch_is_unsettled_where_it_was_asked(small):
    answers = {"groin": "sometimes", "socks": "some", "socks_cause": "skipped", "numb": ("thigh",)}
    assert found(small, **answers) == [("socks_cause", ("hip", "back"))]


def test_a_question_that_was_perhaps_to_be_asked_is_not_told(small):
    assert found(small, groin="sometimes", socks="skipped") == [("socks", ("hip",))]


def test_a_question_of_many_marks_is_unsettled_where_one_of_them_is_not_sure(small):
    assert found(small, numb=("foot?",)) == [("numb", ("back",))]


def test_only_the_marks_that_are_not_sure_are_open(small):
    assert found(small, numb=("thigh?",)) == []


def test_a_mark_that_is_not_sure_is_tried_as_one_that_is(small):
    answers = {"groin": "sometimes", "socks": "some", "socks_cause": "skipped", "numb": ("thigh", "foot?")}
    assert found(small, **answers) == [("socks_cause", ("hip", "back")), ("numb", ("back",))]


def test_what_was_chosen_stays_chosen_while_another_mark_is_not_sure(small):
    assert found(small, numb=("foot", "thigh?")) == []


def test_every_mark_that_is_not_sure_may_turn_out_to_be_so_together(small):
    weaker = small.source.replace(b"{foot: 4, thigh: 2}", b"{foot: 2, thigh: 2}")
    bank = bank_from(weaker, "bank.yaml")
    assert found(bank, numb=("foot?", "thigh?")) == [("numb", ("back",))]


def test_marks_that_matter_only_together_are_unsettled(small):
    two = b"{count: {at_least: 2, of: [{numb: foot}, {numb: thigh}]}}"
    source = small.source.replace(
        b"some: {from: 4, label: Some, text: Some signs point to the back.}",
        b"some: {from: 2, label: Some, text: Some signs., needs: {any: [%s, {groin: often}]}}" % two,
    )
    answers = {"groin": "skipped", "socks": "some", "socks_cause": "both", "numb": "skipped"}
    assert found(bank_from(source, "bank.yaml"), **answers) == [("groin", ("hip", "back")), ("numb", ("back",))]


def test_unsettled_questions_come_in_the_order_of_asking(small):
    assert found(small, groin="skipped", numb="skipped") == [("groin", ("hip",)), ("numb", ("back",))]


@pytest.mark.parametrize(("name", "changed"), [("groin", "hip"), ("numb", "back")])
def test_a_question_without_an_answer_is_open(name, changed, small):
    answers = {question: answer for question, answer in SETTLED.items() if question != name}
    assert [(question.id, change) for question, change in unsettled(small, answers)] == [(name, (changed,))]
