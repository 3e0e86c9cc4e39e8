"""How answers lie in a table: the columns of a bank, and rows that lose nothing."""

from collections.abc import Iterable
from itertools import compress, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generated import answers_to, banks, draw_answers
from hipback.codebook import column_names, columns_of
from hipback.errors import AnswersError, HipbackError
from hipback.facts import PersonFacts
from hipback.model import NONE, Answer, Question
from hipback.rows import answers_of, row_of

# Columns


def test_a_question_is_one_column_and_many_is_one_for_each_option_but_none(small):
    assert columns_of(small.questions["groin"]) == ("groin",)
    assert columns_of(small.questions["now"]) == ("now___saddle", "now___pee")


def test_the_columns_of_a_bank_are_in_its_order(small):
    assert column_names(small) == (
        *("now___saddle", "now___pee", "today___fever", "today___fall", "soon", "age", "groin", "socks"),
        *("socks_cause", "numb___foot", "numb___thigh", "rest_pain"),
    )


def test_a_bank_of_which_two_columns_would_have_one_name_has_no_table(small):
    own = small.questions["soon"]._replace(id="now___pee")
    with pytest.raises(HipbackError, match="two columns would be called 'now___pee': take '___' out of the ids"):
        column_names(small._replace(questions={**small.questions, "now___pee": own}))


# Rows


def test_answers_lie_in_a_row(small):
    answers = {"now": ("pee",), "today": ("none",), "age": 52, "socks": "does_not_apply", "numb": ("thigh?",)}
    assert row_of(small, answers) == {
        "now___saddle": "no",
        "now___pee": "yes",
        "today___fever": "no",
        "today___fall": "no",
        "age": 52,
        "socks": "does_not_apply",
        "numb___foot": "no",
        "numb___thigh": "not_sure",
    }


def test_a_way_out_of_a_question_with_options_stands_in_all_of_its_columns(small):
    assert row_of(small, {"now": "skipped"}) == {"now___saddle": "skipped", "now___pee": "skipped"}


def all_unsure(question: Question) -> Answer:
    """Every option of a `many` question, marked as not sure."""
    return tuple(f"{option}?" for option in question.options if option != NONE)


@given(banks, st.integers(0, 2**32))
def test_a_row_loses_nothing_but_what_makes_no_difference(bank, seed):
    answers = draw_answers(Random(seed), bank, chance=0.8)
    again = {id: "not_sure" if given == all_unsure(bank.questions[id]) else given for id, given in answers.items()}
    assert answers_of(bank, row_of(bank, answers)) == again


@given(banks)
def test_every_answer_to_every_question_comes_back(bank):
    for id, question in bank.questions.items():
        answers = [answer for answer in answers_to(question) if answer != all_unsure(question)]
        assert [answers_of(bank, row_of(bank, {id: answer})) for answer in answers] == [{id: each} for each in answers]


@given(banks)
def test_all_options_not_sure_means_the_same_as_the_question_not_sure(bank):
    for id, question in bank.questions.items():
        if question.kind == "many":
            marked, whole = PersonFacts({id: all_unsure(question)}), PersonFacts({id: "not_sure"})
            assert marked.is_open(id) == whole.is_open(id)
            for some in subsets(question.options):
                assert marked.one_of(id, some) == whole.one_of(id, some)


def subsets(options: Iterable[str]) -> list[frozenset[str]]:
    """Some of these in every way, but not none of them."""
    names = list(options)
    return [frozenset(compress(names, chosen)) for chosen in product((0, 1), repeat=len(names)) if any(chosen)]


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        ({}, {}),
        ({"age": None, "groin": "", "rest_pain": float("nan"), "now___pee": None}, {}),
        ({"age": "52", "rest_pain": 3.0}, {"age": 52, "rest_pain": 3}),
        ({"age": "rather_not_say", "soon": "yes"}, {"soon": "yes", "age": "rather_not_say"}),
        ({"now___saddle": "no", "now___pee": "no"}, {"now": ("none",)}),
        ({"now___saddle": "yes", "now___pee": ""}, {"now": ("saddle", "pee?")}),
        ({"now___saddle": "no"}, {"now": ("pee?",)}),
        ({"now___saddle": "not_sure"}, {"now": "not_sure"}),
        ({"now": "saddle;pee?"}, {"now": ("saddle", "pee?")}),
        ({"now": "none", "numb": "foot"}, {"now": ("none",), "numb": ("foot",)}),
        ({"now": ["pee?"], "numb": "skipped"}, {"now": ("pee?",), "numb": "skipped"}),
    ],
    ids=str,
)
def test_a_row_is_read(small, row, answers):
    assert answers_of(small, row) == answers


def test_every_cell_that_is_wrong_is_told(small):
    row = {
        "grion": "often",
        "now___saddle": "skipped",
        "now___pee": "yes",
        "today___fever": "maybe",
        "today___fall": 1,
        "socks": "does not apply",
        "age": 52.5,
        "numb": "foot",
        "numb___thigh": "no",
    }
    with pytest.raises(AnswersError) as caught:
        answers_of(small, row)
    assert caught.value.sentences == (
        "'grion': there is no such column, did you mean 'groin'?",
        "now___saddle: 'skipped' leaves the whole question open: it stands in all of its columns or in none",
        "today___fever: expected 'yes', 'no' or 'not_sure', found 'maybe'",
        "today___fall: expected 'yes', 'no' or 'not_sure', found '1'",
        "age: expected a whole number from 0 to 120, found '52.5'",
        "socks: no option 'does not apply', use 'a_lot', 'no' or 'some'",
        "numb: it has a column of its own, and one for an option; give either",
    )
