"""A bank as a FHIR Questionnaire: every question with its options, its branch, and the scores.

Only what every reader of forms knows is used: groups, choices and integers, `enableWhen`, and a few extensions that a
reader may pass over without harm. There is never a default answer. The docstring of `systems` tells how an answer is
coded and what becomes of a number, `enable` how a branch is said, `scores` how points are.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from hipback.commonmark import as_words
from hipback.fhir.enable import Branches, Layer, Test, enable_when
from hipback.fhir.scores import scores, weights
from hipback.fhir.systems import (
    CORE,
    NOTICE,
    SDC,
    WAYS_OUT_SYSTEM,
    WELCOME,
    Json,
    codings,
    is_number,
    layer_link,
    open_link,
    questionnaire_url,
    section_link,
)
from hipback.fhir.warnings import warnings
from hipback.model import NONE, Bank, Question
from hipback.safety import FIRST_OF_ALL, draft, notice

NO_NUMBER = "If you can give no number, choose one of these."
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
PROFILE = f"{SDC}/sdc-questionnaire-behave"
"""What the form claims to be in R4: its rules are among those of `conformance`."""


def questionnaire(bank: Bank, version: str = "R4", expr: str = "portable") -> Json:
    """The form of a bank for a `version` of FHIR; `expr` is how the scores are written, `portable` or `weight`.

    Raises `FhirError` if FHIR cannot express a branch, `HipbackError` if nothing of it can be written by weight.
    """
    branches = Branches(bank)
    items = _Items(bank, branches, version)
    asked = list(items.all())
    places = dict(_places(asked, ()))
    welcome = " ".join(filter(None, (FIRST_OF_ALL, bank.without_flags, draft(bank))))
    return {
        **_header(bank, version),
        "item": [
            {"linkId": WELCOME, "text": welcome, "type": "display"},
            *asked,
            *([scores(bank, branches, places, expr)] if bank.indicators else []),
            {"linkId": NOTICE, "text": notice(bank), "type": "display"},
        ],
    }


def _header(bank: Bank, version: str) -> Json:
    algorithm = {"system": "http://hl7.org/fhir/version-algorithm", "code": "semver", "display": "SemVer"}
    extension = {"url": f"{CORE}/artifact-versionAlgorithm", "valueCoding": algorithm}
    is_draft = bank.status == "draft"
    return {
        "resourceType": "Questionnaire",
        **({"meta": {"profile": [PROFILE]}} if version == "R4" else {}),
        "language": bank.languages[0],
        **({"extension": [extension]} if version == "R4" else {}),
        "url": questionnaire_url(bank),
        "version": bank.version,
        **({"versionAlgorithmCoding": algorithm} if version == "R5" else {}),
        "name": "".join(map(str.capitalize, [*bank.id.split("_"), "form"])),
        "title": bank.title,
        "status": "draft" if is_draft else "active",
        "experimental": is_draft,
        "subjectType": ["Patient"],
        "date": bank.reviewed,
        "description": as_words(" ".join(filter(None, (draft(bank), notice(bank))))),
        "purpose": as_words(bank.welcome),
        "lastReviewDate": bank.reviewed,
    }


def _places(items: Iterable[Json], above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each item the link ids that lead to it, its own last."""
    for item in items:
        place = (*above, item["linkId"])
        yield item["linkId"], place
        yield from _places(item.get("item", ()), place)


class _Items:
    """Makes the items of the questions of a bank."""

    def __init__(self, bank: Bank, branches: Branches, version: str) -> None:
        self._bank, self._branches = bank, branches
        self._weights = weights(bank)
        self._choice = {"type": "choice"} if version == "R4" else {"type": "coding"}
        self._only = {} if version == "R4" else {"answerConstraint": "optionsOnly"}

    def all(self) -> Iterator[Json]:
        """Every question, in groups with the headings of the bank."""
        for section, questions in groupby(self._bank.questions.values(), key=lambda question: question.section):
            found = list(questions)
            items = [item for question in found for item in self._question(question)]
            items += warnings(self._bank, [question.id for question in found])
            if section:
                yield {"linkId": section_link(found[0].id), "text": section, "type": "group", "item": items}
            else:
                yield from items

    def _question(self, question: Question) -> Iterator[Json]:
        layers = self._branches.layers(question.id)
        if not is_number(question):
            yield self._inside(layers, question, question.id, self._choice_item(question))
            return
        yield self._inside(layers, question, question.id, self._number_item(question))
        without = self._branches.layers(question.id, Test(question.id, "exists", False))
        yield self._inside(without, question, open_link(question.id), self._open_item(question))

    def _inside(self, layers: Sequence[Layer], question: Question, link: str, item: Json) -> Json:
        """The item under its condition, in a group for each layer but the last."""
        said = [enable_when(self._bank, layer) for layer in layers] or [{}]
        found: Json = {"linkId": link, **item, **said[-1]}
        for number in range(len(said) - 1, 0, -1):
            group = {"linkId": layer_link(link, number), "text": question.label, "type": "group"}
            found = {**group, **said[number - 1], "item": [found]}
        return found

    def _choice_item(self, question: Question) -> Json:
        many = question.kind == "many"
        return {
            "extension": [_control("check-box", "Check-box") if many else _control("radio-button", "Radio Button")],
            "text": question.text,
            **self._choice,
            "required": True,
            **({"repeats": True} if many else {}),
            **self._only,
            "answerOption": list(self._options(question)),
            "item": list(_words(question)),
        }

    def _number_item(self, question: Question) -> Json:
        """Not required: without a number `_open_item` is."""
        unit = [{"url": f"{CORE}/questionnaire-unit", "valueCoding": {"display": question.unit}}]
        return {
            "extension": [
                *(unit if question.unit else []),
                {"url": f"{CORE}/minValue", "valueInteger": question.low},
                {"url": f"{CORE}/maxValue", "valueInteger": question.high},
            ],
            "text": question.text,
            "type": "integer",
            "item": list(_words(question)),
        }

    def _open_item(self, question: Question) -> Json:
        return {
            "extension": [_control("radio-button", "Radio Button")],
            "text": NO_NUMBER,
            **self._choice,
            "required": True,
            **self._only,
            "answerOption": list(self._options(question)),
        }

    def _options(self, question: Question) -> Iterator[Json]:
        own = self._weights.get(question.id, {})
        for code, coding in codings(self._bank, question).items():
            alone = question.kind == "many" and (code == NONE or coding["system"] == WAYS_OUT_SYSTEM)
            extensions = [*_weight(own, code), *([_exclusive()] if alone else [])]
            yield {**({"extension": extensions} if extensions else {}), "valueCoding": coding}


def _weight(options: dict[str, int], code: str) -> Iterator[Json]:
    """The points of an option; older readers know only the second name."""
    if code in options:
        yield from ({"url": f"{CORE}/{name}", "valueDecimal": options[code]} for name in ("itemWeight", "ordinalValue"))


def _exclusive() -> Json:
    return {"url": f"{CORE}/questionnaire-optionExclusive", "valueBoolean": True}


def _words(question: Question) -> Iterator[Json]:
    """What stands with a question: what a scale ends in, the help, and why it is asked."""
    if question.kind == "scale":
        for code, display, end, words in zip(
            ("lower", "upper"),
            ("Lower-bound", "Upper-bound"),
            (question.low, question.high),
            question.ends,
            strict=True,
        ):
            yield _display(question, code, display, f"{end}: {words}")
    yield _display(question, "help", "Help-Button", f"{question.help} {question.why}".strip())


def _display(question: Question, code: str, display: str, words: str) -> Json:
    return {"linkId": f"{question.id}-{code}", "extension": [_control(code, display)], "text": words, "type": "display"}


def _control(code: str, display: str) -> Json:
    coding = {"system": CONTROLS, "code": code, "display": display}
    return {"url": f"{CORE}/questionnaire-itemControl", "valueCodeableConcept": {"coding": [coding]}}
