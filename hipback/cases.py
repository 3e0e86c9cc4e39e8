"""Written people: what they answer, and what a bank must make of it. Read with their places, and tried."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from hipback.errors import AnswersError, BankError, quote
from hipback.interview import Interview, admit
from hipback.marked import Value, read_yaml, unique
from hipback.model import Answer, Bank, Urgency, topics_of_advice
from hipback.report import Report
from hipback.result import make_report

NONE, OPEN, ALL = "none", "open", "all"
_URGENCIES = (*(urgency.word for urgency in Urgency), OPEN)
_NOTES = ("story", "group", "sign", "differs")

Result = Mapping[str, Any]
"""What comes out, by key: a word, or names in a tuple; where order means nothing the names are sorted."""


class Case(NamedTuple):
    """A written person. `notes` are words for readers alone; `result` lacks a headline that nothing was said of.

    `everyone` are those of the answers that each person of the file gives without saying so.
    """

    name: str
    line: int
    notes: Mapping[str, str]
    answers: Mapping[str, Answer]
    result: Result
    everyone: Mapping[str, Answer] = MappingProxyType({})


class Tried(NamedTuple):
    """A written person, and what the bank made of the answers."""

    case: Case
    interview: Interview
    report: Report

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """What was written and what came out, wherever they differ."""
        found = result_of(self.interview, self.report)
        return {key: (value, found[key]) for key, value in self.case.result.items() if found[key] != value}


def try_case(bank: Bank, case: Case) -> Tried:
    """The person's whole way through the bank."""
    interview = Interview.start(bank, case.answers)
    return Tried(case, interview, make_report(interview))


def result_of(interview: Interview, report: Report) -> Result:
    """What came out, in the words in which cases are written."""
    bank = interview.bank
    bands = {found.id: (found.band,) if found.band else found.possible_bands for found in report.indicators}
    return {
        "urgency": OPEN if report.urgency is None else report.urgency.word,
        "flags": _sorted(flag.id for flag in report.flags if flag.state == "yes"),
        "not_sure": _sorted(flag.id for flag in report.flags if flag.state == "not_sure"),
        **{indicator: bands.get(indicator, (NONE,)) for indicator in bank.indicators},
        "headline": report.headline[0] if report.headline else NONE,
        "patterns": tuple(found.id for found in report.patterns),
        "suppressed": _sorted(rule.id for rule in report.suppressed),
        "not_shown": _sorted(advice_of(bank) - {advice.id for advice in report.advice}),
        "unanswered": tuple(question.id for question in interview.missing),
    }


def as_written(bank: Bank, result: Result) -> Result:
    """What came out, as an author writes it: what is none is left out, and so is what a person always does."""
    advice = tuple(sorted(advice_of(bank)))
    found = {key: value for key, value in result.items() if value not in ((), (NONE,)) and key != "unanswered"}
    return found | ({"not_shown": (ALL,)} if advice and result["not_shown"] == advice else {})


def advice_of(bank: Bank) -> set[str]:
    """The topics that can come with a summary."""
    return {topic.id for _, topic in topics_of_advice(bank.chapters.values())}


def read_cases(source: bytes, file: str, bank: Bank) -> tuple[Case, ...]:
    """The people of a file, with what `everyone` answers filled in. Raises `BankError` with every problem."""
    value = read_yaml(source, file)
    cases = tuple(_Reader(bank).cases(value))
    if value.marks.problems:
        raise BankError(value.marks.problems)
    return cases


class _Reader:
    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.advice = advice_of(bank)
        self.everyone: dict[str, Answer] = {}
        self.names: set[str] = set()

    def cases(self, value: Value) -> Iterator[Case]:
        fields = value.fields(("people",), ("everyone",), "a file of cases")
        if "everyone" in fields:
            self.everyone = dict(self._answers(fields["everyone"]))
        for person in fields["people"].items():
            yield self._case(person)

    def _case(self, value: Value) -> Case:
        fields = value.fields(("name", "result"), ("answers", *_NOTES), "a person")
        name = fields["name"].text()
        if name in self.names:
            fields["name"].wrong("HB901", f"{quote(name)} is the name of another person already")
        self.names.add(name)
        own = dict(self._answers(fields["answers"])) if "answers" in fields else {}
        notes = {note: fields[note].text() for note in _NOTES if note in fields}
        return Case(name, value.line, notes, self.everyone | own, self._result(fields["result"]), self.everyone)

    def _answers(self, value: Value) -> Iterator[tuple[str, Answer]]:
        for key, inner in value.pairs():
            written = [item.text() for item in unique(inner.items())] if inner.is_list() else inner.text()
            if key.choice(self.bank.questions, "question") in self.bank.questions:
                try:
                    yield key.text(), admit(self.bank.questions[key.text()], written)
                except AnswersError as error:
                    for sentence in error.sentences:
                        inner.wrong("HB902", sentence)

    def _result(self, value: Value) -> Result:
        bank = self.bank
        lists: Mapping[str, Collection[str]] = {
            "flags": bank.flags,
            "not_sure": bank.flags,
            "patterns": [pattern.id for pattern in bank.patterns],
            "suppressed": bank.suppressions,
        }
        optional = (*lists, *bank.indicators, "headline", "shown", "not_shown")
        fields = value.fields(("urgency",), optional, "a result")
        named = {key: _names(fields.get(key), allowed, f"id in {quote(key)}") for key, allowed in lists.items()}
        result = {
            "urgency": fields["urgency"].choice(_URGENCIES, "urgency"),
            **{key: names if key == "patterns" else _sorted(names) for key, names in named.items()},
            **{id: self._bands(id, fields.get(id)) for id in bank.indicators},
            "not_shown": self._not_shown(value, fields),
            "unanswered": (),
        }
        if "headline" in fields:
            headlines = [*(headline.id for headline in bank.headlines), NONE]
            result["headline"] = fields["headline"].choice(headlines, "headline")
        return result

    def _bands(self, indicator: str, value: Value | None) -> tuple[str, ...]:
        bands = [band.id for band in self.bank.indicators[indicator].bands]
        return _names(value, [*bands, NONE], f"band of {quote(indicator)}") or (NONE,)

    def _not_shown(self, value: Value, fields: Mapping[str, Value]) -> tuple[str, ...]:
        if "shown" in fields and "not_shown" in fields:
            value.wrong("HB903", "say either which advice is 'shown', or which is 'not_shown'")
        if "shown" in fields:
            return _sorted(self.advice.difference(_names(fields["shown"], self.advice, "topic of advice")))
        names = _names(fields.get("not_shown"), {*self.advice, ALL}, "topic of advice")
        return _sorted(self.advice if ALL in names else names)


def _names(value: Value | None, allowed: Collection[str], what: str) -> tuple[str, ...]:
    if value is None:
        return ()
    names = unique(value.items()) if value.is_list() else [value]
    return tuple(name.choice(allowed, what) for name in names)


def _sorted(names: Collection[str] | Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
