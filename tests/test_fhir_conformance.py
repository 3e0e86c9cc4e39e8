"""Every rule of the check on forms is kept by what hipback writes, and broken by a form that has its fault."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings

from forms import extensions, item_of
from generated import banks
from hipback.bank import default_bank_path, read_bank
from hipback.fhir.conformance import RULES, findings
from hipback.fhir.enable import FhirError
from hipback.fhir.questionnaire import questionnaire

Json = dict[str, Any]
SHIPPED = read_bank(default_bank_path())
R4, R5 = (questionnaire(SHIPPED, version) for version in ("R4", "R5"))
UNKNOWN = {"question": "nobody", "operator": "exists", "answerBoolean": True}
CODING = {"system": "https://example.org", "code": "x", "display": "X"}
EXPRESSION = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"

Edit = Callable[[Json], Any]


def item(link: str, edit: Edit) -> Edit:
    return lambda form: edit(item_of(form, link))


def condition(edit: Edit) -> Edit:
    """An edit of the condition on an age, `age <= 49`."""
    return lambda form: edit(next(test for test in item_of(form, "sport")["enableWhen"] if test["question"] == "age"))


def worked_out(link: str, name: str) -> Edit:
    found = {"url": f"{EXPRESSION}-{name}", "valueExpression": {"language": "text/fhirpath", "expression": "true"}}
    return item(link, lambda item: item.setdefault("extension", []).append(found))


FAULTS: list[tuple[str, str, str, Edit]] = [
    ("form-type", "resourceType", "another resource", lambda form: form.update(resourceType="Bundle")),
    ("form-keys", "colour", "an unknown element", lambda form: form.update(colour="red")),
    ("form-keys", "groin.colour", "an unknown element of an item", item("groin", lambda item: item.update(colour=1))),
    ("form-keys", "groin.answerConstraint", "R5 in R4", item("groin", lambda item: item.update(answerConstraint="x"))),
    ("ele-1", "title", "an empty text", lambda form: form.update(title="")),
    ("ele-1", "subjectType", "an empty list", lambda form: form.update(subjectType=[])),
    ("ele-1", "item.0.text", "a text of blanks", item("form-welcome", lambda item: item.update(text=" "))),
    ("form-boolean", "experimental", "a truth as text", lambda form: form.update(experimental="true")),
    ("form-status", "status", "no status", lambda form: form.pop("status")),
    ("form-status", "status", "an unknown status", lambda form: form.update(status="final")),
    ("cnl-0", "name", "a name with a blank", lambda form: form.update(name="My form")),
    ("cnl-1", "url", "no address", lambda form: form.pop("url")),
    ("cnl-1", "url", "an address with a version", lambda form: form.update(url="https://example.org/a|1")),
    ("form-version", "version", "no version", lambda form: form.pop("version")),
    ("sdc-2", "version", "a version of no kind", lambda form: form.pop("extension")),
    ("form-date", "lastReviewDate", "a day that is none", lambda form: form.update(lastReviewDate="yesterday")),
    ("form-notice", "description", "no notice at the end", lambda form: form["item"].pop()),
    ("form-notice", "description", "no notice in the description", lambda form: form.update(description="A form.")),
    ("que-2", "groin", "a link id twice", item("knee", lambda item: item.update(linkId="groin"))),
    ("que-15", "x" * 256, "a long link id", item("knee", lambda item: item.update(linkId="x" * 256))),
    ("que-15", "a b", "a link id with a blank", item("knee", lambda item: item.update(linkId="a b"))),
    ("form-item-type", "groin", "a type of R5 in R4", item("groin", lambda item: item.update(type="coding"))),
    ("form-text", "groin", "no text", item("groin", lambda item: item.pop("text"))),
    ("que-1", "groin-section", "an empty group", item("groin-section", lambda item: item.pop("item"))),
    ("que-1", "form-welcome", "a display with items", item("form-welcome", lambda item: item.update(item=[UNKNOWN]))),
    ("que-6", "form-welcome", "a required display", item("form-welcome", lambda item: item.update(required=True))),
    ("que-9", "form-welcome", "a display to read only", item("form-welcome", lambda item: item.update(readOnly=True))),
    ("que-5", "groin", "options of a boolean", item("groin", lambda item: item.update(type="boolean"))),
    ("form-options", "limp", "a choice without options", item("limp", lambda item: item.pop("answerOption"))),
    ("que-11", "groin", "a default answer", item("groin", lambda item: item.update(initial=[{"valueCoding": CODING}]))),
    (
        "sdc-base-2",
        "limp",
        "a coding without a system",
        item("limp", lambda item: item["answerOption"][0]["valueCoding"].pop("system")),
    ),
    (
        "sdc-base-2",
        "limp",
        "an option twice",
        item("limp", lambda item: item["answerOption"].append(item["answerOption"][0])),
    ),
    ("form-condition", "sport", "two answers", condition(lambda test: test.update(answerBoolean=True))),
    ("form-condition", "sport", "an unknown operator", condition(lambda test: test.update(operator="<<"))),
    ("que-7", "sport", "exists with a number", condition(lambda test: test.update(operator="exists"))),
    ("form-question", "sport", "an unknown question", condition(lambda test: test.update(question="nobody"))),
    ("form-question", "sport", "a question below", condition(lambda test: test.update(question="history"))),
    ("form-question", "sport", "a display", condition(lambda test: test.update(question="form-welcome"))),
    ("form-answer", "sport", "a number for a choice", condition(lambda test: test.update(question="back_pain"))),
    (
        "form-answer",
        "electric",
        "an answer that is none",
        item("electric", lambda item: item["enableWhen"][0].update(answerCoding=CODING)),
    ),
    ("que-12", "electric", "no behavior", item("electric", lambda item: item.pop("enableBehavior"))),
    ("sdc-1", "groin", "options worked out as well", worked_out("groin", "answerExpression")),
    ("sdc-behave-2", "electric", "a condition worked out as well", worked_out("electric", "enableWhenExpression")),
    ("form-calculated", "hip-least", "a score to write", item("hip-least", lambda item: item.pop("readOnly"))),
    (
        "form-expression",
        "form-scores",
        "a name with _",
        item(
            "form-scores",
            lambda item: extensions(item, "variable")[0]["valueExpression"].update(name="a_b"),
        ),
    ),
]


def told(form: Json, version: str = "R4") -> set[tuple[str, str]]:
    """The place and the rule of each finding."""
    return {(place, rule) for place, rule, *_ in (finding.split(": ") for finding in findings(form, version))}


@pytest.mark.parametrize(("rule", "place", "edit"), [(rule, at, edit) for rule, at, _, edit in FAULTS], ids=[
    f"{rule}: {name}" for rule, _, name, _ in FAULTS
])  # fmt: skip
def test_a_form_with_a_fault_breaks_the_rule_at_its_place(rule, place, edit):
    form = deepcopy(R4)
    edit(form)
    assert (place, rule) in told(form)


def test_in_r5_a_choice_that_may_be_typed_breaks_a_rule():
    form = deepcopy(R5)
    item_of(form, "groin").pop("answerConstraint")
    form["versionAlgorithmCoding"]["code"] = "date"
    assert told(form, "R5") == {("groin", "que-14"), ("version", "sdc-2")}


def test_an_empty_form_breaks_rules_and_nothing_else_happens():
    assert ("description", "form-notice") in told({})


def test_every_rule_has_a_form_that_breaks_it():
    assert {rule.id for rule in RULES} == {rule for rule, *_ in FAULTS} | {"que-14"}


def test_a_finding_tells_its_place_and_what_must_be_so():
    form = R4 | {"status": "final"}
    assert list(findings(form)) == ["status: form-status: the status is a word that FHIR knows"]


def test_the_form_of_the_shipped_bank_breaks_no_rule():
    assert (told(R4), told(R5, "R5")) == (set(), set())
    assert told(questionnaire(SHIPPED, expr="weight")) == set()


def test_the_form_of_the_small_bank_breaks_no_rule(small):
    assert (told(questionnaire(small)), told(questionnaire(small, "R5"), "R5")) == (set(), set())


@settings(max_examples=60)
@given(banks)
def test_the_form_of_any_bank_breaks_no_rule(bank):
    try:
        forms = {version: questionnaire(bank, version) for version in ("R4", "R5")}
    except FhirError:
        return
    assert [told(form, version) for version, form in forms.items()] == [set(), set()]
