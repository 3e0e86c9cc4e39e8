"""A form says what to do as soon as an answer is a warning sign."""

import json
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import every_item, item_of, values_of
from generated import answers_to, banks
from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.fhir.enable import FhirError, enabled
from hipback.fhir.questionnaire import questionnaire
from hipback.fhir.warnings import alternatives
from hipback.model import Answer, Bank, Urgency
from hipback.safety import ACTIONS

SHIPPED = read_bank(default_bank_path())
FORM = questionnaire(SHIPPED)
ANSWERS = {id: answers_to(question) for id, question in SHIPPED.questions.items()}
EXAMPLES = Path(__file__).parent / "banks" / "examples.yaml"


def told(bank: Bank, form: dict, answers: dict[str, Answer]) -> Urgency:
    """The most urgent of what the form says."""
    on = enabled(form["item"], values_of(bank, answers))
    words = [item["text"] for item in every_item(form) if item["linkId"] in on]
    return max((urgency for urgency, actions in ACTIONS.items() if actions and " ".join(actions) in words), default=0)


def found(bank: Bank, answers: dict[str, Answer]) -> Urgency:
    """The most urgent of the signs that one answer makes, as the program finds them."""
    engine = Engine(bank, PersonFacts(answers))
    signs = [(flag, engine.holds(flag.when)) for flag in bank.flags.values() if alternatives(flag)]
    there = [flag.urgency for flag, truth in signs if truth.yes]
    may_be = [flag.urgency_if_unsure for flag, truth in signs if not truth.yes and not truth.no]
    return max([*there, *may_be], default=0)


@pytest.mark.hazard("HZ-66")
def test_the_shipped_form_tells_of_no_less_and_no_more_than_the_program_finds():
    draw, seen = Random(3), set()
    for _ in range(60):
        well = {id: ("none",) for id in SHIPPED.questions if SHIPPED.questions[id].section.startswith("Signs")}
        some = draw.sample(list(ANSWERS), draw.randint(0, 2))
        answers = (
            {id: draw.choice(of) for id, of in ANSWERS.items()} | well | {id: draw.choice(ANSWERS[id]) for id in some}
        )
        assert told(SHIPPED, FORM, answers) == found(SHIPPED, answers)
        seen.add(found(SHIPPED, answers))
    assert seen == set(Urgency)


@settings(max_examples=100)
@given(banks, st.randoms())
def test_any_form_tells_of_no_less_and_no_more_than_the_program_finds(bank, draw):
    try:
        form = questionnaire(bank)
    except FhirError:
        return
    for _ in range(5):
        answers = {id: draw.choice(answers_to(question)) for id, question in bank.questions.items()}
        assert told(bank, form, answers) == found(bank, answers)


def test_a_sign_that_is_there_or_may_be_there_is_told_after_its_section():
    emergency, same_day = (item_of(FORM, f"other_now-{word}") for word in ("emergency", "same_day"))
    assert emergency["text"].startswith("Call for emergency help now.")
    codes = {
        urgency: [test["answerCoding"]["code"] for test in item["enableWhen"] if test["question"] == "nerve_now"]
        for urgency, item in (("emergency", emergency), ("same_day", same_day))
    }
    signs = ["saddle", "pee", "bowel", "both_legs", "weak_leg"]
    unsure = [f"{sign}?" for sign in signs]
    assert codes == {
        "emergency": signs,
        "same_day": ["genitals", *unsure, "genitals?", "not_sure", "rather_not_say", "skipped"],
    }


def test_signs_that_several_answers_make_or_that_send_away_are_told_by_the_program_alone():
    assert [id for id, flag in SHIPPED.flags.items() if not alternatives(flag) and not flag.out_of_scope] == [
        "several_today",
        "bloating",
        "fell_fragile",
        "hip_bone",
        "bloating_younger",
        "young_back",
    ]


def test_a_sign_made_by_either_of_two_answers_is_told_for_each():
    written = yaml.load(EXAMPLES.read_text(encoding="utf-8"), yaml.BaseLoader)
    flag = next(iter(written["flags"].values()))
    either = [{"nerve_now": "saddle"}, {"fever": "yes"}]
    written["flags"] |= {"either": flag | {"when": {"any": either}, "urgency": "emergency", "label": "Either"}}
    written["flags"] |= {"mixed": flag | {"when": {"any": [*either, {"all": either}]}, "label": "Mixed"}}
    bank = bank_from(json.dumps(written).encode(), "bank.yaml")
    assert [part.question for part in alternatives(bank.flags["either"])] == ["nerve_now", "fever"]
    assert alternatives(bank.flags["mixed"]) == ()
