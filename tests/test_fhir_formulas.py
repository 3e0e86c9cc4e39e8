"""Formulas about answers mean what the engine says of a person who answers so."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from generated import answers_to, banks, draw_answers
from hipback.engine import Engine, every_condition
from hipback.facts import PersonFacts
from hipback.fhir.facts import FormulaFacts
from hipback.fhir.formulas import (
    ALWAYS,
    NEVER,
    Answered,
    Best,
    Between,
    Capped,
    Denied,
    Every,
    Exceeds,
    Formula,
    Number,
    Reaches,
    Said,
    Some,
    Sum,
    greatest,
    opposite,
    points,
)
from hipback.model import WAYS_OUT, Answer

one, two = (Said("q", (code,)) for code in "ab")
other = Answered("other")


def so(formula: Formula, answers: Mapping[str, Answer]) -> bool:
    """Whether a formula is true of some answers."""
    match formula:
        case Said(question, codes):
            answer = answers.get(question)
            return not set(codes).isdisjoint(answer if isinstance(answer, tuple) else (answer,))
        case Answered(question):
            return answers.get(question, "skipped") not in WAYS_OUT
        case Between(question, low, high):
            answer = answers.get(question)
            return isinstance(answer, int) and (low is None or low <= answer) and (high is None or answer <= high)
        case Denied(part):
            return not so(part, answers)
        case Every(parts):
            return all(so(part, answers) for part in parts)
        case Some(parts):
            return any(so(part, answers) for part in parts)
        case Reaches(number, start):
            return worth(number, answers) >= start
        case Exceeds(part, whole, per_cent):
            return worth(part, answers) * 100 > worth(whole, answers) * per_cent


def worth(number: Number, answers: Mapping[str, Answer]) -> int:
    match number:
        case Best(cases):
            return max((points for formula, points in cases if so(formula, answers)), default=0)
        case Sum(parts):
            return sum(worth(part, answers) for part in parts)
        case Capped(inner, cap):
            return min(worth(inner, answers), cap)


@settings(max_examples=100)
@given(banks, st.randoms())
def test_what_holds_for_a_person_is_what_the_formulas_say(bank, draw):
    formulas = Engine(bank, FormulaFacts(bank))
    for _ in range(5):
        answers = draw_answers(draw, bank, chance=0.8)
        person = Engine(bank, PersonFacts(answers))
        for condition in every_condition(bank):
            said, known = formulas.holds(condition), person.holds(condition)
            assert (so(said.yes, answers), so(said.no, answers)) == known
        for id in bank.indicators:
            score = formulas.score(id)
            assert (worth(score.low, answers), worth(score.high, answers)) == person.score(id)
            assert so(formulas.enough(id).yes, answers) == person.enough(id).yes


@settings(max_examples=100)
@given(banks)
def test_every_answer_means_what_it_means_to_a_person(bank):
    facts = FormulaFacts(bank)
    for id, question in bank.questions.items():
        for answer in answers_to(question):
            answers, person = {id: answer}, PersonFacts({id: answer})
            assert (so(facts.is_open(id).yes, answers), so(facts.is_open(id).no, answers)) == person.is_open(id)
            for options in [frozenset({option}) for option in question.options] + [frozenset(question.options)]:
                if options:
                    truth = facts.one_of(id, options)
                    assert (so(truth.yes, answers), so(truth.no, answers)) == person.one_of(id, options)


def test_what_is_always_or_never_so_folds_away():
    assert (one & ALWAYS, one & NEVER, one | ALWAYS, one | NEVER) == (one, NEVER, ALWAYS, one)
    assert (opposite(ALWAYS), opposite(NEVER), opposite(opposite(one))) == (NEVER, ALWAYS, one)


def test_what_another_part_says_already_is_left_out():
    assert one & (one | other) == one
    assert one | (one & other) == one
    assert one & (other & one) == Every((one, other))
    assert Said("q", ("a", "b")) & one == one
    assert opposite(Said("q", ("a", "b"))) & opposite(one) == Denied(Said("q", ("a", "b")))


def test_codes_of_one_question_are_said_or_denied_together():
    assert one | other | two == Some((Said("q", ("a", "b")), other))
    assert opposite(one) & other & opposite(two) == Every((Denied(Said("q", ("a", "b"))), other))
    assert one & two == Every((one, two))
    assert opposite(one) | opposite(two) == Some((Denied(one), Denied(two)))


def test_the_greatest_of_points_names_each_number_once():
    assert greatest(points(one, 2), points(two, 2)) == Best(((Said("q", ("a", "b")), 2),))
    assert greatest(greatest(points(one, 1), points(two, 3)), points(ALWAYS, 2)) == Best(((two, 3), (ALWAYS, 2)))
    assert points(one, 0) == points(NEVER, 4) == Best(())
