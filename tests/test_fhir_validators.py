"""What others make of our FHIR: every validator takes what is sound; what is wrong on purpose our own rules refuse.

`pytest -s tests/test_fhir_validators.py` shows the table of who sees which fault.
"""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from hipback.bank import default_bank_path, read_bank
from hipback.fhir import conformance, response_conformance
from hipback.fhir.questionnaire import questionnaire
from hipback.fhir.response import response
from hipback.interview import Interview
from hipback.render.narrative import narrative
from hipback.result import make_report

HERE = Path(__file__).parent
STARTED, FINISHED = "2026-11-22T20:00:00+00:00", "2026-11-22T20:06:10+00:00"
SMALL = read_bank(HERE / "banks" / "small.yaml")
FORM = questionnaire(SMALL)
ANSWERS = {
    "now": ("none",),
    "today": ("none",),
    "soon": "no",
    "age": 50,
    "groin": "often",
    "socks": "some",
    "socks_cause": "hip",
    "numb": ("foot",),
    "rest_pain": 3,
}
REPORT = make_report(Interview.start(SMALL, ANSWERS), STARTED, FINISHED)
RESPONSE = response(REPORT, SMALL, FORM, narrative(REPORT))


# What is sound

BANKS = [default_bank_path(), HERE / "banks" / "small.yaml", HERE / "banks" / "examples.yaml"]
RECORDS = {
    "completed": (ANSWERS, {}),
    "in-progress": ({"now": ("none",), "today": ("none",), "age": 50}, {"socks": "no", "numb": ("foot?",)}),
    "stopped": ({"now": ("saddle",)}, {"age": 50}),
    "empty": ({}, {}),
}


def responses(version: str) -> list[dict]:
    """One of every kind."""
    form = questionnaire(SMALL, version)
    found = [
        make_report(Interview.start(SMALL, answers, parked), STARTED, FINISHED) for answers, parked in RECORDS.values()
    ]
    return [response(report, SMALL, form, narrative(report), version, "Patient/12") for report in found]


@pytest.mark.parametrize("bank", BANKS, ids=lambda path: Path(path).stem)
def test_fhir_resources_takes_every_form(bank):
    pytest.importorskip("fhir.resources")
    from fhir.resources.questionnaire import Questionnaire as InR5
    from fhir.resources.R4B.questionnaire import Questionnaire as InR4B

    InR4B.model_validate(questionnaire(read_bank(bank)))
    InR5.model_validate(questionnaire(read_bank(bank), "R5"))


def test_fhir_resources_takes_every_response():
    pytest.importorskip("fhir.resources")
    from fhir.resources.questionnaireresponse import QuestionnaireResponse as InR5
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as InR4B

    for in_r4, in_r5 in zip(responses("R4"), responses("R5"), strict=True):
        InR4B.model_validate(in_r4)
        InR5.model_validate(in_r5)


def test_fhirkit_takes_every_form_and_every_response():
    fhirkit = pytest.importorskip("fhirkit")
    forms = [questionnaire(read_bank(bank)) for bank in BANKS]
    assert [issue for resource in [*forms, *responses("R4")] for issue in fhirkit.validate(resource)] == []


# What is wrong on purpose


def item(resource: dict, link: str) -> dict:
    """The item with this link id, wherever it stands."""
    waiting = list(resource["item"])
    for found in waiting:
        if found["linkId"] == link:
            return found
        waiting += found.get("item", [])
    raise KeyError(link)


BOTH = [
    {"question": "groin", "operator": "=", "answerCoding": item(FORM, "groin")["answerOption"][place]["valueCoding"]}
    for place in (0, 1)
]
ELSEWHERE = [{"question": "groyne", "operator": "exists", "answerBoolean": True}]
FORMS = {
    "no status": lambda form: form.pop("status"),
    "an unknown status": lambda form: form.update(status="finished"),
    "an item type of R5": lambda form: item(form, "groin").update(type="coding"),
    "a link id twice": lambda form: item(form, "socks").update(linkId="groin"),
    "a condition on no item": lambda form: item(form, "socks").update(enableWhen=ELSEWHERE, enableBehavior="all"),
    "two conditions, neither all nor any": lambda form: item(form, "socks").update(enableWhen=BOTH),
    "options of a boolean": lambda form: item(form, "groin").update(type="boolean"),
    "a display that is required": lambda form: item(form, "form-notice").update(required=True),
    "an empty group": lambda form: item(form, "form-scores").update(item=[]),
    "a default beside options": lambda form: item(form, "groin").update(initial=[{"valueString": "often"}]),
    "an empty text": lambda form: item(form, "groin").update(text=""),
    "an unknown element": lambda form: form.update(colour="red"),
    "a name with a blank": lambda form: form.update(name="Small Bank"),
}
RESPONSES = {
    "a time without zone": lambda found: found.update(authored="2026-01-01T10:00:00"),
    "an unknown status": lambda found: found.update(status="finished"),
    "two values in an answer": lambda found: item(found, "age")["answer"][0].update(valueString="fifty"),
    "answers and items together": lambda found: item(found, "age").update(item=[{"linkId": "age-help"}]),
    "an item that is not in the form": lambda found: found["item"].append({"linkId": "groyne", "text": "Groin?"}),
}
FAULTS = {
    **{f"form: {name}": (FORM, change) for name, change in FORMS.items()},
    **{f"response: {name}": (RESPONSE, change) for name, change in RESPONSES.items()},
}


def broken(fault: str) -> dict:
    """The form or the response with this fault."""
    sound, change = FAULTS[fault]
    resource = deepcopy(sound)
    change(resource)
    return resource


def sees_by_our_rules(fault: str) -> bool:
    resource = broken(fault)
    if fault.startswith("form"):
        return any(conformance.findings(resource))
    return any(response_conformance.findings(resource, FORM))


def sees_by_fhir_resources(fault: str) -> bool:
    pytest.importorskip("fhir.resources")
    from fhir.resources.R4B.questionnaire import Questionnaire
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse
    from pydantic import ValidationError

    try:
        (Questionnaire if fault.startswith("form") else QuestionnaireResponse).model_validate(broken(fault))
    except ValidationError:
        return True
    return False


def sees_by_fhirkit(fault: str) -> bool:
    return any(pytest.importorskip("fhirkit").validate(broken(fault)))


READERS: dict[str, Callable[[str], bool]] = {
    "hipback": sees_by_our_rules,
    "fhir.resources": sees_by_fhir_resources,
    "fhirkit": sees_by_fhirkit,
}


def test_our_rules_find_nothing_in_what_is_sound():
    assert [*conformance.findings(FORM), *response_conformance.findings(RESPONSE, FORM)] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_our_rules_refuse_what_is_broken(fault):
    assert sees_by_our_rules(fault)


def test_no_other_validator_sees_every_fault():
    """This prints the table. A validator that sees them all could take the place of our own rules."""
    print(f"\n{'':50}" + "".join(f"{reader:>16}" for reader in READERS))
    seen = {reader: {fault for fault in FAULTS if sees(fault)} for reader, sees in READERS.items()}
    for fault in FAULTS:
        print(f"{fault:50}" + "".join(f"{'refused' if fault in faults else 'taken':>16}" for faults in seen.values()))
    assert [reader for reader, faults in seen.items() if len(faults) == len(FAULTS)] == ["hipback"]
