"""The names that hipback uses in FHIR: addresses, code systems, link ids, and the codings that an answer may have.

An option id means something in its own question alone, so each question with options has a code system of its own,
whose codes are its options. The ways out mean the same everywhere and share one. In a `many` question an option has
a second code, `leak?`: of this one the person is not sure. The ids of a bank hold no "-", so a link id such as
`age-open` is never that of a question.

A number cannot hold a way out, since an `integer` item takes nothing else. So a question that asks for a number
becomes two items: `age`, an integer, and `age-open`, a choice among the ways out that is enabled while there is no
number. All validators and renderers know both; `open-choice` with a number typed as text would be no number.
"""

from collections.abc import Mapping
from typing import Any

from hipback.model import DOES_NOT_APPLY, NONE, NOT_SURE, RATHER_NOT_SAY, SKIPPED, UNSURE, Answer, Bank, Question
from hipback.safety import WAY_OUT_LABELS

Json = dict[str, Any]
"""An element of FHIR."""

BASE = "https://hipback.invalid/fhir"
"""Where the addresses begin. They are names only: by rule of the internet nothing is ever found at `.invalid`."""

CORE = "http://hl7.org/fhir/StructureDefinition"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
"""Where the extensions stand that FHIR itself defines, and its guide to forms (Structured Data Capture)."""

WAYS_OUT_SYSTEM = f"{BASE}/CodeSystem/ways-out"
RECORDS = f"{BASE}/records"
"""The system of the identifiers of records."""

VERSIONS: Mapping[str, str] = {"R4": "4.0.1", "R5": "5.0.0"}
"""The versions of FHIR that are written, the usual one first."""

WELCOME = "form-welcome"
NOTICE = "form-notice"
SCORES = "form-scores"
UNSURE_LABEL = "Not sure: "
"""What stands before the label of an option of which the person is not sure."""


def questionnaire_url(bank: Bank) -> str:
    """The address of the Questionnaire of a bank, without its version."""
    return f"{BASE}/Questionnaire/{bank.id}"


def canonical(bank: Bank) -> str:
    """The address with the version, as a response names its form."""
    return f"{questionnaire_url(bank)}|{bank.version}"


def options_system(bank: Bank, question: Question) -> str:
    """The code system of the options of one question."""
    return options_system_of(bank.id, question.id)


def options_system_of(bank: str, question: str) -> str:
    """The same by the ids of both, for what names a bank without having it."""
    return f"{BASE}/CodeSystem/{bank}/{question}"


def is_number(question: Question) -> bool:
    """Whether the answer is a number, and so an `integer` item with a choice of ways out beside it."""
    return question.kind in ("number", "scale")


def open_link(question: str) -> str:
    """The link id of the choice of ways out beside a number."""
    return f"{question}-open"


def section_link(first: str) -> str:
    """The link id of the group that begins with this question."""
    return f"{first}-section"


def layer_link(item: str, layer: int) -> str:
    """The link id of the group around an item that says one more part of its condition; layers count from 1."""
    return f"{item}-if-{layer}"


def score_link(indicator: str, end: str) -> str:
    """The link id of an end of a score: `least` or `most`."""
    return f"{indicator}-{end}"


def is_score(link: str) -> bool:
    """Whether a link id is that of an end of a score."""
    return link.endswith(("-least", "-most"))


def question_of(link: str) -> str:
    """The question to which an answer under this link id belongs; any other link id as it is."""
    return link.removesuffix("-open")


def ways_out(question: Question) -> tuple[str, ...]:
    """The answers that leave this question open, in the order in which they are offered."""
    return (NOT_SURE, *((DOES_NOT_APPLY,) if question.may_not_apply else ()), RATHER_NOT_SAY, SKIPPED)


def codings(bank: Bank, question: Question) -> dict[str, Json]:
    """By option, mark (`leak?`) or way out the coding that says it, in the order in which they are offered.

    Of a question that asks for a number these are the ways out.
    """
    system = options_system(bank, question)
    labels = dict(question.options)
    if question.kind == "many":
        unsure = {id + UNSURE: UNSURE_LABEL + label for id, label in labels.items() if id != NONE}
        labels = {id: label for id, label in labels.items() if id != NONE} | unsure | {NONE: labels[NONE]}
    found = {code: _coding(system, code, label) for code, label in labels.items()}
    return found | {word: _coding(WAYS_OUT_SYSTEM, word, WAY_OUT_LABELS[word]) for word in ways_out(question)}


def _coding(system: str, code: str, display: str) -> Json:
    return {"system": system, "code": code, "display": display}


def answer_values(bank: Bank, question: Question, answer: Answer) -> list[Json]:
    """The `answer` elements that say one answer: an integer, or one coding for each word of it.

    They belong to the item of the question; but a way out of a number belongs to `open_link(question.id)`.
    """
    if isinstance(answer, int):
        return [{"valueInteger": answer}]
    known = codings(bank, question)
    return [{"valueCoding": known[word]} for word in (answer if isinstance(answer, tuple) else (answer,))]
