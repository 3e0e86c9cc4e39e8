"""Many people who could be: every way of answering that matters, all combinations, and people drawn by chance."""

import os
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import answers_to, banks
from hipback.bank import default_bank_path, read_bank
from hipback.engine import Engine
from hipback.facts import EITHER, PersonFacts
from hipback.interview import Interview, admit
from hipback.model import Answer, InBand, Leaf, OneOf, Question, Within
from hipback.outcomes import all_outcomes, outcomes, scored_people
from hipback.people import (
    People,
    calm_answers,
    everyone,
    first,
    leaves_by_question,
    plain_answers,
    random_people,
    ways,
    ways_at_most,
)
from hipback.result import make_report
from hipback.truth import Truth

BANK = read_bank(default_bank_path())
seeds = st.integers(0, 9999)


def question(kind: str, *options: str) -> Question:
    return Question("groin", kind, "L", "T", "H", "W", (), dict.fromkeys(options, "O"), low=0, high=99)


def option(*options: str) -> OneOf:
    return OneOf("groin", frozenset(options))


# Ways of answering


def meaning(leaves: list[Leaf], id: str, answer: Answer) -> tuple[Truth, ...]:
    """What some conditions make of an answer."""
    person = PersonFacts({id: answer})
    return tuple(person.one_of(*leaf) if isinstance(leaf, OneOf) else person.within(*leaf) for leaf in leaves)


@given(banks)
def test_the_ways_of_answering_are_one_answer_for_each_that_matters(bank):
    tells = leaves_by_question(bank)
    for id, question in bank.questions.items():
        found = [meaning(tells[id], id, answer) for answer in ways(question, tells[id])]
        assert set(found) == {meaning(tells[id], id, answer) for answer in answers_to(question)}
        assert len(found) == len(set(found)) <= ways_at_most(question, tells[id])


@settings(max_examples=50)
@given(banks)
def test_every_way_of_answering_is_an_answer(bank):
    tells = leaves_by_question(bank)
    for id, question in bank.questions.items():
        for answer in (*ways(question, tells[id]), *plain_answers(question, tells[id])):
            assert admit(question, answer) == answer


@pytest.mark.parametrize(
    ("asked", "tells", "expected"),
    [
        (question("one", "often", "some", "rarely"), [option("often")], ("often", "some", "not_sure")),
        (question("one", "often", "some", "rarely"), [], ("often",)),
        (question("many", "pee", "leak", "none"), [option("pee")], (("none",), ("pee",), ("pee?",))),
        (question("many", "pee", "leak", "none"), [], (("none",),)),
        (question("many", "pee", "none"), [option("none")], (("none",), ("pee",), ("pee?",))),
        (question("number"), [Within("groin", 50, 60)], (0, 50, "not_sure")),
        (question("number"), [Within("groin", None, 49), Within("groin", 60, None)], (0, 50, 60, "not_sure")),
        (question("scale"), [], (0,)),
    ],
)
def test_answers_that_conditions_take_alike_are_one_way(asked, tells, expected):
    assert ways(asked, tells) == expected


def test_conditions_on_other_questions_and_on_bands_tell_no_answers_apart():
    tells = [OneOf("thigh", frozenset({"often"})), InBand("hip", frozenset({"few"}))]
    assert ways(question("one", "often", "some"), tells) == ("often",)


def test_how_many_ways_there_are_is_known_without_looking_at_each():
    signs = [f"sign_{number}" for number in range(40)]
    assert ways_at_most(question("many", *signs, "none"), [option(sign) for sign in signs]) == 3**40 + 1


def test_options_that_no_condition_names_make_no_more_ways():
    signs = [f"sign_{number}" for number in range(40)]
    assert ways_at_most(question("many", *signs, "none"), [option("sign_7")]) == 4


def test_what_a_bank_tells_apart_is_known_for_each_question(small):
    assert leaves_by_question(small)["groin"] == [option("often"), option("sometimes"), option("often", "sometimes")]
    assert leaves_by_question(small).keys() == small.questions.keys()


# Everyone


def test_everyone_is_one_person_for_each_way_of_answering_and_the_first_question_changes_fastest():
    people = everyone({"groin": ["often", "rarely"], "numb": [("foot",), ("none",)]})
    assert [people.answers(person) for person in range(people.size)] == [
        {"groin": "often", "numb": ("foot",)},
        {"groin": "rarely", "numb": ("foot",)},
        {"groin": "often", "numb": ("none",)},
        {"groin": "rarely", "numb": ("none",)},
    ]


@given(st.lists(st.integers(1, 5), max_size=5))
def test_every_combination_of_answers_is_there_once(numbers):
    answers = {f"q_{number}": range(count) for number, count in enumerate(numbers)}
    people = everyone(answers)
    found = [tuple(people.answers(person).values()) for person in range(people.size)]
    assert sorted(found) == list(product(*answers.values()))


def test_without_a_question_there_is_one_way_of_answering():
    assert everyone({}) == People(1, {})


def test_all_people_are_a_set():
    assert everyone({"groin": ["often", "some", "rarely"]}).all == 0b111


@pytest.mark.parametrize(("people", "number"), [(0b1, 0), (0b1010, 1), (1 << 70, 70)])
def test_the_first_of_some_people_is_the_one_with_the_lowest_number(people, number):
    assert first(people) == number


def test_what_is_known_of_people_without_an_answer_is_for_the_reader_to_say():
    people = everyone({"groin": ["often", "rarely"]})
    assert people.facts().one_of("thigh", frozenset({"often"})) == Truth(0b00, 0b00)
    assert people.facts(EITHER).one_of("thigh", frozenset({"often"})) == Truth(0b11, 0b11)


def test_who_is_not_asked_a_question_has_no_answer_to_it(small):
    people = everyone({"socks": ["some", "no", "not_sure"], "socks_cause": ["hip"]}).as_asked(small)
    assert [people.answers(person) for person in range(3)] == [
        {"socks": "some", "socks_cause": "hip"},
        {"socks": "no"},
        {"socks": "not_sure"},
    ]


# People drawn by chance


@given(banks, seeds)
def test_people_drawn_by_chance_answer_what_they_are_asked_and_nothing_else(bank, seed):
    people = random_people(bank, 5, seed)
    for number in range(people.size):
        answers = people.answers(number)
        engine = Engine(bank, PersonFacts(answers))
        assert list(answers) == [id for id in bank.questions if engine.asked(id).yes]
        assert {id: admit(bank.questions[id], answer) for id, answer in answers.items()} == answers
        assert Interview.start(bank, given=answers).question is None


def test_the_same_seed_draws_the_same_people(small):
    assert random_people(small, 50, seed=7) == random_people(small, 50, seed=7)
    assert random_people(small, 50, seed=7) != random_people(small, 50, seed=8)


PRINT = (
    "from hipback.bank import default_bank_path, read_bank; from hipback.people import random_people;"
    "print(random_people(read_bank(default_bank_path()), 40, seed=3))"
)


def test_the_same_people_are_drawn_whatever_order_sets_have_in_a_run():
    runs = [
        subprocess.run(
            [sys.executable, "-c", PRINT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_nobody_is_drawn_where_nobody_is_wanted(small):
    assert scored_people(Engine(small, random_people(small, 0, seed=1).facts())) == 0


NEVER = {"suppression urgent: not sure", "suppression open_answers: sure"}
"""What of the shipped bank comes out for nobody: `tests/test_cases.py` says why."""


def test_twenty_thousand_people_show_everything_that_can_come_out_of_the_shipped_bank():
    found = outcomes(Engine(BANK, random_people(BANK, 20_000, seed=1).facts()))
    assert {str(outcome) for outcome in all_outcomes(BANK) if not found[outcome]} == NEVER


def test_most_people_drawn_by_chance_come_to_a_summary():
    people = random_people(BANK, 2000, seed=1)
    assert scored_people(Engine(BANK, people.facts())).bit_count() > people.size / 2


def test_calm_answers_raise_no_flag_and_give_no_points():
    report = make_report(Interview.start(BANK, given=calm_answers(BANK)))
    assert report.flags == ()
    assert [(found.low, found.high) for found in report.indicators] == [(0, 0), (0, 0)]


@settings(max_examples=50)
@given(banks)
def test_calm_answers_leave_nothing_open(bank):
    calm = calm_answers(bank)
    assert calm.keys() == bank.questions.keys()
    assert {id: PersonFacts(calm).is_open(id).yes for id in calm} == dict.fromkeys(calm, False)


def test_calm_answers_are_the_first_of_those_with_as_few_signs_and_points_as_can_be(small):
    assert calm_answers(small) == {
        "now": ("none",),
        "today": ("none",),
        "soon": "no",
        "age": 18,
        "groin": "rarely",
        "socks": "no",
        "socks_cause": "hip",
        "numb": ("none",),
        "rest_pain": 0,
    }


def test_where_every_answer_raises_a_flag_the_calm_one_raises_what_stops_nobody(small):
    other = small.flags["saddle"]._replace(id="other", when=OneOf("soon", frozenset({"no"})))
    assert calm_answers(small._replace(flags={**small.flags, "other": other}))["soon"] == "yes"
