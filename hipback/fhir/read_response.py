"""The answers in a FHIR QuestionnaireResponse to a form of hipback, whoever filled it in.

Items without an answer tell nothing, and scores are worked out anew. All else that is not understood is told, and
nothing is left out in silence. Whether a bank has the questions and options is looked at later, as for every file.
"""

import re
from collections.abc import Iterable, Iterator

from hipback.answers import Answers
from hipback.errors import AnswersError, BankError, FileError, hint, quote
from hipback.fhir.response import PARKED, SHA256, STARTED, STATUSES
from hipback.fhir.systems import BASE, WAYS_OUT_SYSTEM, is_score, options_system_of, question_of
from hipback.marked import Value
from hipback.model import WAYS_OUT

Words = str | list[str]
"""An answer as it was written, not yet checked against a question."""

_FORM = re.compile(re.escape(f"{BASE}/Questionnaire/") + r"([a-z][a-z0-9_]*)(?:\|(.+))?")
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
_KNOWN_STATUSES = (*STATUSES.values(), "amended")


def read_response(value: Value, file: str) -> Answers:
    """Raises `BankError` or `AnswersError` with all that is wrong, `FileError` where these are no answers of ours."""
    bank, version = _form(value, file)
    reader = _Reader(bank)
    extensions = _extensions(value)
    found = Answers(
        answers=dict(reader.items(value)),
        parked=dict(reader.parked([one for url, one in extensions if url == PARKED])),
        started=next((_time(one, "valueDateTime") for url, one in extensions if url == STARTED), ""),
        finished=_time(value, "authored"),
        ended=_status(value, file) == STATUSES["stopped"],
        sha256=next((_text(one, "valueString") for url, one in extensions if url == SHA256), ""),
        bank=bank,
        version=version,
    )
    if value.marks.problems:
        raise BankError(value.marks.problems)
    if reader.wrong:
        raise AnswersError(reader.wrong)
    return found


def _form(value: Value, file: str) -> tuple[str, str]:
    """The id and the version of the bank whose form it answers."""
    kind = _text(value, "resourceType")
    if kind != "QuestionnaireResponse":
        raise FileError(f"{file} is a FHIR resource of the type {quote(kind)}: give a QuestionnaireResponse")
    named = _text(value, "questionnaire")
    form = _FORM.fullmatch(named)
    if not form:
        told = f"answers the form {quote(named)}" if named else "does not say which form it answers"
        raise FileError(f"{file} {told}: hipback reads answers to its own forms, which are {BASE}/Questionnaire/...")
    return form[1], form[2] or ""


def _status(value: Value, file: str) -> str:
    status = _text(value, "status")
    if status == "entered-in-error":
        raise FileError(f"{file} was entered in error, as its status says: its answers are not used")
    if status not in _KNOWN_STATUSES:
        raise FileError(f"{file}: the status is {quote(status)}, {hint(status, _KNOWN_STATUSES)}")
    return status


class _Reader:
    """Reads the answers in the items of a response, and gathers a sentence on each that cannot be one."""

    def __init__(self, bank: str) -> None:
        self._bank = bank
        self._seen: dict[str, Value] = {}
        self.wrong: list[str] = []

    def items(self, value: Value) -> Iterator[tuple[str, Words]]:
        """By question the answer, of every item that has one, however deep it stands."""
        if _part(value, "modifierExtension"):  # FHIR forbids to pass over one
            self.wrong.append(f"line {value.line}: a 'modifierExtension' changes what is meant, hipback knows none")
        for item in _list(value, "item"):
            answers = _list(item, "answer")
            link = _text(item, "linkId")
            if not link:
                item.wrong("HB211", "missing key 'linkId' in an item")
            elif answers and not is_score(link):
                yield from self._once(question_of(link), item, answers)
            for part in (item, *answers):
                yield from self.items(part)

    def parked(self, extensions: Iterable[Value]) -> Iterator[tuple[str, Words]]:
        """By question the answer, of every extension that holds a parked one."""
        self._seen = {}  # a question may have both kinds of answers, but one of each
        for extension in extensions:
            parts = _extensions(extension)
            question = next((_text(part, "valueString") for url, part in parts if url == "question"), "")
            yield from self._once(question, extension, [part for url, part in parts if url == "answer"])

    def _once(self, question: str, place: Value, answers: list[Value]) -> Iterator[tuple[str, Words]]:
        first = self._seen.setdefault(question, place)
        if first is place:
            yield question, self._words(question, answers)
        else:
            self.wrong.append(f"{question}: answered twice, on line {first.line} and on line {place.line}")

    def _words(self, question: str, answers: list[Value]) -> Words:
        words = [self._word(question, answer) for answer in answers]
        out = sorted(WAYS_OUT.intersection(words))
        if out and len(words) > 1:
            self.wrong.append(f"{question}: {quote(out[0])} stands alone or not at all")
        return words[0] if len(words) == 1 else words

    def _word(self, question: str, answer: Value) -> str:
        """What one answer says; one that says nothing understood is noted, and stands for none."""
        named = [key.content for key, _ in answer.pairs() if str(key.content).startswith("value")]
        match named:
            case ["valueInteger"]:
                return _text(answer, "valueInteger")
            case ["valueCoding"]:
                return self._code(question, answer)
        found = " and ".join(quote(str(key)) for key in named) or "nothing"
        self.wrong.append(f"{question}: expected either 'valueCoding' or 'valueInteger', found {found}")
        return ""

    def _code(self, question: str, answer: Value) -> str:
        coding = _part(answer, "valueCoding") or answer
        system, code = (_text(coding, name) for name in ("system", "code"))
        expected = WAYS_OUT_SYSTEM if code in WAYS_OUT else options_system_of(self._bank, question)
        if system != expected:
            told = f"the code {quote(code)} is of the system {quote(system)}"
            self.wrong.append(f"{question}: {told}, expected {expected}")
        return code


def _extensions(value: Value) -> list[tuple[str, Value]]:
    """Every extension with its address."""
    return [(_text(one, "url"), one) for one in _list(value, "extension")]


def _part(value: Value, name: str) -> Value | None:
    """What stands under a key; a key that was given twice is noted as a problem."""
    return next((part for key, part in value.pairs() if key.is_named(name)), None)


def _list(value: Value, name: str) -> list[Value]:
    part = _part(value, name)
    return part.items() if part else []


def _text(value: Value, name: str) -> str:
    part = _part(value, name)
    return part.text() if part else ""


def _time(value: Value, name: str) -> str:
    """A time as records write it: to the second, with its zone."""
    written = _text(value, name)
    found = _TIME.fullmatch(written)
    if written and not found:
        value.wrong("HB223", f"{quote(name)} is {quote(written)}: expected a time like '2026-11-22T20:00:00+00:00'")
    return f"{found[1]}{found[2].replace('Z', '+00:00')}" if found else ""
