"""What a person answered, as a FHIR QuestionnaireResponse: the Questionnaire of the bank, filled in.

Its items are those of the form that have an answer, nested as they are there, with the words of the form. What a
record knows besides, and FHIR has no place for, stands in extensions of our own: so the record can be had back.
There is no item for a question that was not put; and no score where a warning sign stands in its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hipback.fhir.systems import BASE, RECORDS, Json, answer_values, canonical, is_number, open_link, score_link
from hipback.model import Answer, Bank
from hipback.report import Report

STATUSES = {"completed": "completed", "stopped": "stopped", "in_progress": "in-progress"}
"""What FHIR calls the status of a record."""

SHA256 = f"{BASE}/StructureDefinition/bank-sha256"
"""The digest of the file of the bank: the version of the form alone would not tell whether its texts are the same."""

STARTED = f"{BASE}/StructureDefinition/started"
"""When the first question was put. FHIR itself knows only when the last one was answered."""

PARKED = f"{BASE}/StructureDefinition/parked-answer"
"""An answer that does not count, since its question is not put any more. It cannot be an item of a response."""


def response(report: Report, bank: Bank, form: Json, narrative: str, version: str = "R4", subject: str = "") -> Json:
    """The response of a report, where `form` is the Questionnaire of its bank for the same `version` of FHIR.

    `narrative` is the XHTML to read, which ends with the notice. `subject` is a reference such as `Patient/1`; without
    one nothing says whose answers these are.
    """
    identifier = {"system": RECORDS, "value": _identifier(report)}
    items = list(_filled(form["item"], dict(_values(report, bank))))
    found: Json = {
        "resourceType": "QuestionnaireResponse",
        "language": report.bank.language,
        "text": {"status": "additional", "div": narrative},
        "extension": list(_extensions(report, bank)),
        "identifier": identifier if version == "R4" else [identifier],
        "questionnaire": canonical(bank),
        "status": STATUSES[report.status],
        "subject": {"reference": subject} if subject else None,
        "authored": report.finished,
        "item": items,
    }
    return {name: value for name, value in found.items() if value}  # nothing in FHIR is ever empty


def as_fhir(resource: Json) -> str:
    """A resource as one JSON document with a newline at its end."""
    import json

    return json.dumps(resource, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _identifier(report: Report) -> str:
    """A name for the record, made of all that it holds: the same record has it for ever, and no other one has it."""
    import json
    from hashlib import sha256

    bank = report.bank
    times = (report.started, report.finished)
    held = (bank.id, bank.version, bank.sha256, report.status, *times, dict(report.answers), dict(report.parked))
    return sha256(json.dumps(held, allow_nan=False).encode()).hexdigest()[:32]


def _values(report: Report, bank: Bank) -> Iterator[tuple[str, list[Json]]]:
    """By link id what was answered, and what was worked out from it."""
    for id, answer in report.answers.items():
        yield _link(bank, id, answer), answer_values(bank, bank.questions[id], answer)
    for found in report.indicators:
        yield score_link(found.id, "least"), [{"valueInteger": found.low}]
        yield score_link(found.id, "most"), [{"valueInteger": found.high}]


def _link(bank: Bank, question: str, answer: Answer) -> str:
    """The item of a question; the one beside it, where a number was left open."""
    is_open = is_number(bank.questions[question]) and isinstance(answer, str)
    return open_link(question) if is_open else question


def _filled(items: Iterable[Any], values: Mapping[str, list[Json]]) -> Iterator[Json]:
    """The items of the form that hold an answer, or a part that does."""
    for item in items:
        head = {name: item[name] for name in ("linkId", "text") if name in item}
        parts = list(_filled(item.get("item", ()), values))
        if parts:
            yield head | {"item": parts}
        elif item["linkId"] in values:
            yield head | {"answer": values[item["linkId"]]}


def _extensions(report: Report, bank: Bank) -> Iterator[Json]:
    yield {"url": SHA256, "valueString": bank.sha256}
    if report.started:
        yield {"url": STARTED, "valueDateTime": report.started}
    for id, answer in report.parked.items():
        answers = [{"url": "answer"} | value for value in answer_values(bank, bank.questions[id], answer)]
        yield {"url": PARKED, "extension": [{"url": "question", "valueString": id}, *answers]}
