"""The scores of a form, worked out by an engine for FHIRPath, are those of the program."""

from random import Random

import pytest

from forms import filled, item_of, values_of, worked_out
from generated import answers_to, bank_of, draw_answers
from hipback.bank import default_bank_path, read_bank
from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.fhir.enable import FhirError
from hipback.fhir.questionnaire import questionnaire
from hipback.interview import Interview
from hipback.model import Answer, Bank

pytestmark = pytest.mark.no_cover  # each of many people takes a FHIRPath engine half a tenth of a second

SHIPPED = read_bank(default_bank_path())
FORM = questionnaire(SHIPPED)
ANSWERS = {id: answers_to(question) for id, question in SHIPPED.questions.items()}
WELL = {id: ("none",) for id, question in SHIPPED.questions.items() if question.section.startswith("Signs")}


def draw_person(draw: Random) -> dict[str, Answer]:
    """Someone who gives any answers; most have no sign that ends the interview, so that there is a score."""
    answers = {id: draw.choice(all_answers) for id, all_answers in ANSWERS.items()}
    if draw.random() < 0.9:
        answers |= WELL | {"back_pain": "yes", "about_you": ("none",), "age": draw.randint(18, 99)}
    return answers | {id: draw.choice(ANSWERS[id]) for id in draw.sample(list(ANSWERS), draw.randint(0, 2))}


def scores(bank: Bank, interview: Interview) -> dict[str, list[int]]:
    """What the form should come to: no score where a sign ends the interview."""
    engine = Engine(bank, PersonFacts(interview.answers))
    ends = {f"{id}-{end}": engine.score(id) for id in bank.indicators for end in ("least", "most")}
    return {} if interview.stopping else {link: [score[link.endswith("most")]] for link, score in ends.items()}


def enough(bank: Bank, answers: dict[str, Answer]) -> dict[str, list[bool]]:
    engine = Engine(bank, PersonFacts(answers))
    return {f"{id}-enough": [engine.enough(id).yes] for id in bank.indicators}


def test_people_score_as_in_the_program(tries, figure):
    """An engine in Node, which is faster, takes a thousand people every time: `.ci/fhir/check.mjs`."""
    draw, scored, people = Random(0), 0, tries(50, 1000)
    for _ in range(people):
        interview = Interview.start(SHIPPED, draw_person(draw))
        found = worked_out(FORM, filled(FORM, values_of(SHIPPED, interview.answers)), constraints=False)
        assert found == scores(SHIPPED, interview)
        scored += bool(found)
    assert people / 2 < scored < people
    figure("words", "scores of a form by a FHIRPath engine", people, mismatches=0)


def test_answers_that_do_not_count_change_no_score():
    draw = Random(7)
    for _ in range(10):
        answers = draw_person(draw)
        response = filled(FORM, values_of(SHIPPED, answers))
        assert worked_out(FORM, filled(FORM, values_of(SHIPPED, answers), also_disabled=True)) == worked_out(
            FORM, response
        )


@pytest.mark.parametrize("seed", range(20))
def test_scores_and_constraints_of_any_bank_are_those_of_the_program(seed):
    bank, draw = bank_of(seed), Random(seed)
    try:
        form = questionnaire(bank)
    except FhirError:
        return
    for _ in range(5):
        interview = Interview.start(bank, draw_answers(draw, bank))
        found = worked_out(form, filled(form, values_of(bank, interview.answers)))
        assert found == scores(bank, interview) | enough(bank, interview.answers)


def test_both_versions_of_fhir_say_the_scores_alike():
    assert item_of(FORM, "form-scores") == item_of(questionnaire(SHIPPED, "R5"), "form-scores")
