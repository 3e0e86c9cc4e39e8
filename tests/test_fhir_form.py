"""The form of a bank in FHIR: what its items say, and which banks are refused."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from forms import every_item, extensions, item_of
from generated import bank_of
from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.errors import HipbackError
from hipback.fhir.enable import FhirError, enabled
from hipback.fhir.questionnaire import questionnaire
from hipback.fhir.response import as_fhir
from hipback.model import Bank
from hipback.safety import NOTICE

HERE = Path(__file__).parent
SHIPPED = read_bank(default_bank_path())
FORM = questionnaire(SHIPPED)
EXAMPLES = yaml.load((HERE / "banks" / "examples.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"


def bank_with(**questions: Any) -> Bank:
    """The bank of the examples, with some keys of its questions written otherwise."""
    written = json.loads(json.dumps(EXAMPLES))
    for id, keys in questions.items():
        written["questions"][id] |= keys
    return bank_from(json.dumps(written).encode(), "bank.yaml")


def conditions(form: dict, link: str) -> list[tuple]:
    """What must hold for an item: of each group around it and of itself the word and the tests."""

    def lead(items: list[dict]) -> list[dict]:
        for item in items:
            if item["linkId"] == link:
                return [item]
            if below := lead(item.get("item", [])):
                return [item, *below]
        return []

    return [
        (item["enableBehavior"], *(_test(condition) for condition in item["enableWhen"]))
        for item in lead(form["item"])
        if "enableWhen" in item
    ]


def _test(condition: dict) -> str:
    *_, value = condition.values()
    return f"{condition['question']} {condition['operator']} {value['code'] if isinstance(value, dict) else value}"


# What stands in it


def test_the_form_of_the_small_bank_is_as_it_was_read_by_people(small):
    assert as_fhir(questionnaire(small)) == (HERE / "expected" / "small.questionnaire.json").read_text(encoding="utf-8")


def test_the_same_bank_gives_the_same_bytes():
    again = read_bank(default_bank_path())
    assert as_fhir(questionnaire(again)) == as_fhir(FORM)


def test_a_form_says_what_it_is_and_ends_with_the_notice():
    header = {key: value for key, value in FORM.items() if key not in ("item", "purpose")}
    assert header == {
        "resourceType": "Questionnaire",
        "meta": {"profile": ["http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-behave"]},
        "language": "en",
        "extension": [
            {
                "url": "http://hl7.org/fhir/StructureDefinition/artifact-versionAlgorithm",
                "valueCoding": {
                    "system": "http://hl7.org/fhir/version-algorithm",
                    "code": "semver",
                    "display": "SemVer",
                },
            }
        ],
        "url": "https://hipback.invalid/fhir/Questionnaire/hipback",
        "version": "1.0.0",
        "name": "HipbackForm",
        "title": "Low back pain and the hips",
        "status": "draft",
        "experimental": True,
        "subjectType": ["Patient"],
        "date": "2026-11-22",
        "description": f"No clinician has signed this question list yet. It is a draft. {NOTICE}",
        "lastReviewDate": "2026-11-22",
    }
    assert FORM["item"][-1] == {"linkId": "form-notice", "text": NOTICE, "type": "display"}


def test_a_bank_that_was_signed_is_active(small):
    form = questionnaire(small._replace(status="reviewed"))
    assert (form["status"], form["experimental"], form["description"].startswith(NOTICE)) == ("active", False, True)


def test_the_words_of_a_bank_are_no_markup(small):
    form = questionnaire(small._replace(notice="Read *this* <b>now</b>.", welcome="[Hello](there)"))
    assert form["description"].endswith(r"Read \*this\* \<b\>now\</b\>.")
    assert form["purpose"] == r"\[Hello\](there)"
    assert form["item"][-1]["text"].endswith("Read *this* <b>now</b>.")


def test_every_question_stands_in_the_form_once_and_nothing_has_a_default():
    links = [item["linkId"] for item in every_item(FORM)]
    assert [link for link in links if link in SHIPPED.questions] == list(SHIPPED.questions)
    assert "initial" not in json.dumps(FORM)


def test_r5_names_choices_and_the_kind_of_version_otherwise():
    form = questionnaire(SHIPPED, "R5")
    groin = item_of(form, "groin")
    assert (groin["type"], groin["answerConstraint"]) == ("coding", "optionsOnly")
    assert form["versionAlgorithmCoding"]["code"] == "semver"
    assert "choice" not in {item["type"] for item in every_item(form)}
    assert {"meta", "extension"} & form.keys() == set()


def test_a_number_has_a_choice_of_ways_out_beside_it():
    age, beside = item_of(FORM, "age"), item_of(FORM, "age-open")
    assert (age["type"], age.get("required")) == ("integer", None)
    assert (beside["type"], beside["required"]) == ("choice", True)
    assert [option["valueCoding"]["code"] for option in beside["answerOption"]] == [
        "not_sure",
        "rather_not_say",
        "skipped",
    ]
    assert conditions(FORM, "age-open") == [("all", "age exists False")]
    assert "age-open" in enabled(FORM["item"], {})
    assert "age-open" not in enabled(FORM["item"], {"age": [{"valueInteger": 40}]})


def test_options_have_a_weight_where_they_are_always_worth_the_same():
    weights = {
        item["linkId"]: {
            option["valueCoding"]["code"]: weight["valueDecimal"]
            for option in item["answerOption"]
            for weight in extensions(option, "itemWeight")
        }
        for item in every_item(FORM)
        if "answerOption" in item
    }
    assert weights["buttock"] == {"often": 2, "sometimes": 1, "rarely": 0}
    assert weights["legs"] == {"foot": 4, "thigh": 2, "outer_thigh": 0, "weak": 4, "none": 0}
    assert weights["groin"] == {}  # counts in two domains
    assert weights["socks"] == {}  # counts only with another answer
    assert weights["history"] == {}  # counts for both indicators
    assert weights["nerve_now"] == {}  # gives no points


# Branches


def test_a_branch_on_one_answer_is_one_condition():
    assert conditions(FORM, "electric") == [("any", "below_knee = often", "below_knee = sometimes")]


def test_all_of_several_alternatives_takes_a_group_for_each_but_the_last():
    assert conditions(FORM, "sport") == [("any", "groin = often", "groin = sometimes"), ("all", "age <= 49")]


def test_not_is_said_by_the_other_options_and_by_a_branch_that_stays_closed():
    form = questionnaire(
        bank_with(
            thigh={"ask_if": {"groin": "often"}},
            limp={"ask_if": {"not": {"thigh": "often"}}},
        )
    )
    assert conditions(form, "limp") == [
        ("any", "groin = sometimes", "groin = rarely", "thigh = sometimes", "thigh = rarely")
    ]


def test_not_of_a_range_is_what_lies_around_it():
    form = questionnaire(bank_with(thigh={"ask_if": {"not": {"age": {"at_least": 30, "at_most": 50}}}}))
    assert conditions(form, "thigh") == [("any", "age <= 29", "age >= 51")]


def test_any_number_at_all_is_that_there_is_one():
    form = questionnaire(bank_with(thigh={"ask_if": {"age": {"at_least": 18}}}))
    assert conditions(form, "thigh") == [("all", "age exists True")]


def test_none_of_many_options_is_said_by_its_own_option():
    form = questionnaire(bank_with(thigh={"ask_if": {"not": {"nerve_now": ["saddle", "weak_legs"]}}}))
    assert conditions(form, "thigh") == [("all", "nerve_now = none")]


def test_conditions_stand_in_the_order_of_the_bank_and_numbers_rise():
    ages = [{"age": {"at_least": age}} for age in (80, 20, 60, 40, 70, 50, 30)]
    form = questionnaire(bank_with(thigh={"ask_if": {"any": [{"groin": ["sometimes", "often"]}, *ages]}}))
    assert conditions(form, "thigh") == [
        ("any", *(f"age >= {age}" for age in range(20, 90, 10)), "groin = often", "groin = sometimes")
    ]


# What is refused


def test_a_branch_on_what_was_not_chosen_among_many_is_refused():
    bank = bank_with(thigh={"ask_if": {"not": {"nerve_now": "saddle"}}})
    with pytest.raises(FhirError) as error:
        questionnaire(bank)
    assert error.value.reasons == {
        "thigh": "that an option of 'nerve_now' was not chosen cannot be said in FHIR where several can be; name the "
        "options that open the branch, without 'not'"
    }
    assert str(error.value).startswith("the branch of 'thigh': that an option of 'nerve_now'")


def test_a_branch_that_never_opens_is_refused():
    bank = bank_with(thigh={"ask_if": {"not": {"groin": ["often", "sometimes", "rarely"]}}})
    with pytest.raises(FhirError, match="the branch of 'thigh': it is never open, which FHIR cannot say"):
        questionnaire(bank)


def test_a_branch_of_too_many_parts_is_refused():
    questions = {f"q_{n}": EXAMPLES["questions"]["groin"] for n in range(24)}
    pairs = [{"all": [{f"q_{n}": "often"}, {f"q_{n + 1}": "often"}]} for n in range(0, 24, 2)]
    written = json.loads(json.dumps(EXAMPLES))
    written["questions"] |= questions | {"last": questions["q_0"] | {"ask_if": {"any": pairs}}}
    with pytest.raises(FhirError, match="it needs more conditions than a form can hold"):
        questionnaire(bank_from(json.dumps(written).encode(), "bank.yaml"))


def test_weights_that_would_say_nothing_are_refused():
    bank = next(bank for bank in map(bank_of, range(99)) if not any(q.kind == "one" for q in bank.questions.values()))
    with pytest.raises(HipbackError, match="no score of this bank can be written with weight"):
        questionnaire(bank, expr="weight")


def test_weights_are_used_where_they_are_the_points():
    (score,) = extensions(
        item_of(questionnaire(SHIPPED, expr="weight"), "back-least"), "sdc-questionnaire-calculatedExpression"
    )
    expression = score["valueExpression"]["expression"]
    assert "linkId in ('below_knee' | 'cough')" in expression
    assert "'leg' in %legVsBack" in expression  # which counts in two domains
