"""How the answers of many people lie in a table, one row a person, and what stands in the columns of their results.

`hipback.rows` turns the answers of one person into such a row and back. `docs/data.md` tells it to researchers.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from hipback.engine import Engine, Score
from hipback.errors import HipbackError
from hipback.facts import PersonFacts
from hipback.model import (
    DOES_NOT_APPLY,
    NONE,
    NOT_SURE,
    RATHER_NOT_SAY,
    SKIPPED,
    UNSURE,
    Answer,
    Band,
    Bank,
    Flag,
    Indicator,
    Question,
    Urgency,
)
from hipback.report import BankName
from hipback.safety import WAY_OUT_LABELS
from hipback.sentences import Sentence, Sentences

SEPARATOR = "___"
"""Between a `many` question and its option in the name of a column."""

YES, NO = "yes", "no"
"""What stands in the column of an option that was chosen, or not. `not_sure` stands there as it does anywhere."""

MARKS: Mapping[str, str] = {YES: YES, NO: NO, NOT_SURE: NOT_SURE, "1": YES, "0": NO, "true": YES, "false": NO}
"""What may stand there too, as other programs write it, and what it means."""

BETWEEN_MARKS = ";"
"""Between the marks of a `many` question where all of them stand in one cell, and between the members of a list."""

TEXT, NUMBER, TEXTS, NUMBER_OR_TEXT = "text", "whole number", "list of texts", "whole number, or a way out as text"
"""What the cells of a column hold."""

URGENCIES: Mapping[Urgency, str] = {
    Urgency.EMERGENCY: "Get emergency help now",
    Urgency.SAME_DAY: "Talk to a doctor or nurse today",
    Urgency.SOON: "See a doctor within two weeks",
    Urgency.ROUTINE: "No sign was found that asks for help sooner; that rules nothing out",
}

# What an empty cell means
NO_ANSWER = "No answer"
NO_MARK = "No answer; or not sure, where another option of the question has an answer"
NOT_KNOWN = "Not known: a warning sign that could raise it has no answer, or the row has problems"
NO_SCORE = "No score: a warning sign stops it, hipback is not made for this person, or the row has problems"
NO_LIST = "There is none. Null, in Parquet and JSON: the row has problems"
NO_PATTERNS = "There is none. Null, in Parquet and JSON: there is no score"


class Value(NamedTuple):
    """What can stand in a column: a code, or whole numbers from `low` to `high`.

    `points` are by indicator the least and the most that this answer alone gives, if its question is put.
    """

    code: str
    label: str
    points: Mapping[str, Score] = {}
    low: int | None = None
    high: int | None = None


class Variable(NamedTuple):
    """A column. `option` is that of a `many` question; `empty` is what an empty cell, or null, means there.

    `label` and `text` are those of the question. Columns of results have no question, and `label` says what they tell.
    """

    name: str
    type: str
    label: str
    text: str
    empty: str
    values: tuple[Value, ...]
    question: str = ""
    option: str = ""
    option_label: str = ""
    kind: str = ""
    unit: str = ""
    asked_if: Sentence | None = None


class Codebook(NamedTuple):
    """Every column of the answers to a bank, and of their results."""

    bank: BankName
    answers: tuple[Variable, ...]
    results: tuple[Variable, ...]
    notice: str


def columns_of(question: Question) -> tuple[str, ...]:
    """The names of the columns of a question: one, or one for each option of `many` but `none`."""
    if question.kind != "many":
        return (question.id,)
    return tuple(f"{question.id}{SEPARATOR}{option}" for option in question.options if option != NONE)


def column_names(bank: Bank) -> tuple[str, ...]:
    """The names of all columns of answers. Raises `HipbackError` where two would have the same."""
    names = [name for question in bank.questions.values() for name in columns_of(question)]
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise HipbackError(f"two columns would be called {twice[0]!r}: take {SEPARATOR!r} out of the ids of the bank")
    return tuple(names)


# Answers


def variables(bank: Bank) -> tuple[Variable, ...]:
    """The columns of the answers, in the order of the bank. Raises `HipbackError` where two have the same name."""
    column_names(bank)
    return tuple(variable for question in bank.questions.values() for variable in _of_question(bank, question))


def _of_question(bank: Bank, question: Question) -> Iterator[Variable]:
    scale = f"0 is {question.ends[0]}, {question.high} is {question.ends[1]}"
    about = Variable(
        name=question.id,
        type=NUMBER_OR_TEXT if question.kind in ("number", "scale") else TEXT,
        label=question.label,
        text=question.text,
        empty=NO_ANSWER,
        values=(),
        question=question.id,
        kind=question.kind,
        unit=scale if question.kind == "scale" else question.unit,
        asked_if=Sentences(bank).of(question.ask_if) if question.ask_if else None,
    )
    worth = _Worth(bank, question)
    if question.kind == "many":
        yield from _of_options(about, question, worth)
    else:
        own = _options(question, worth) if question.options else _numbers(question, worth)
        yield about._replace(values=(*own, *_ways_out(question, worth.of(SKIPPED))))


def _of_options(about: Variable, question: Question, worth: "_Worth") -> Iterator[Variable]:
    options = [option for option in question.options if option != NONE]
    for name, option in zip(columns_of(question), options, strict=True):
        values = tuple(_marks(question, option, worth))
        label = question.options[option]
        yield about._replace(name=name, option=option, option_label=label, empty=NO_MARK, values=values)


class _Worth:
    """What an answer to a question gives if the question is put, and nothing is known of the others."""

    def __init__(self, bank: Bank, question: Question) -> None:
        put = question._replace(ask_if=None)
        self._bank = bank._replace(questions={**bank.questions, question.id: put})
        self._question = question.id
        self._indicators = [each for each in bank.indicators.values() if question.id in _questions_of(each)]

    def of(self, answer: Answer) -> dict[str, Score]:
        """By indicator the least and the most points; only those in which the question counts."""
        engine = Engine(self._bank, PersonFacts({self._question: answer}))
        return {indicator.id: self._in(indicator, engine) for indicator in self._indicators}

    def _in(self, indicator: Indicator, engine: Engine) -> Score:
        low, high = 0, 0
        for domain in indicator.domains:
            own = (engine.contribution(points) for points in domain.points if points.question == self._question)
            least, most = engine.capped(domain, own)
            low, high = low + least, high + most
        return Score(low, high)


def _questions_of(indicator: Indicator) -> set[str]:
    return {points.question for domain in indicator.domains for points in domain.points}


def _ways_out(question: Question, points: Mapping[str, Score]) -> Iterator[Value]:
    """The answers that leave a question open, which are worth anything that it may give."""
    apply = (DOES_NOT_APPLY,) if question.may_not_apply else ()
    for way in (NOT_SURE, *apply, RATHER_NOT_SAY, SKIPPED):
        yield Value(way, WAY_OUT_LABELS[way], points)


def _marks(question: Question, option: str, worth: _Worth) -> Iterator[Value]:
    """The values of the column of one option. Where all options are a "no", that may give points of its own."""
    none = {id: Score(0, score.high) for id, score in worth.of((NONE,)).items()}
    yield Value(YES, "Chosen", worth.of((option,)))
    yield Value(NO, "Not chosen", none)
    yield from _ways_out(question, worth.of((option + UNSURE,)))


def _options(question: Question, worth: _Worth) -> Iterator[Value]:
    return (Value(id, label, worth.of(id)) for id, label in question.options.items())


def _numbers(question: Question, worth: _Worth) -> Iterator[Value]:
    """Ranges of numbers that give the same points."""
    numbers = ((number, worth.of(number)) for number in range(question.low, question.high + 1))
    for points, run in groupby(numbers, lambda pair: pair[1]):
        same = [number for number, _ in run]
        yield Value("", "", points, same[0], same[-1])


# Results


def results(bank: Bank) -> tuple[Variable, ...]:
    """The columns of `hipback score`, in their order."""
    flags = tuple(map(_flag, bank.flags.values()))
    patterns = tuple(Value(pattern.id, pattern.title) for pattern in bank.patterns)
    urgencies = tuple(Value(urgency.word, words) for urgency, words in URGENCIES.items())
    first = (
        _result("urgency", TEXT, "How soon to be seen, by the most urgent warning sign", NOT_KNOWN, urgencies),
        _result("flags", TEXTS, "The warning signs that are surely there", NO_LIST, flags),
        _result("flags_not_sure", TEXTS, "The warning signs that were asked about and left open", NO_LIST, flags),
    )
    last = (
        _result("patterns", TEXTS, "The patterns that are surely there, at most three", NO_PATTERNS, patterns),
        _result("unanswered", NUMBER, "How many questions were put and have no answer that settles them", NO_SCORE),
        _result("problems", TEXTS, "What is wrong in the row", "Nothing is wrong"),
    )
    return (*first, *(column for each in bank.indicators.values() for column in _of_indicator(each)), *last)


def _result(name: str, type_: str, meaning: str, empty: str, values: Iterable[Value] = ()) -> Variable:
    return Variable(name, type_, meaning, "", empty, tuple(values))


def _flag(flag: Flag) -> Value:
    scope = "hipback is not made for this person, " if flag.out_of_scope else ""
    return Value(flag.id, f"{flag.label} ({scope}{flag.urgency.word})")


def _of_indicator(indicator: Indicator) -> Iterator[Variable]:
    points = (Value("", "", {}, 0, indicator.maximum),)
    yield _result(f"{indicator.id}_low", NUMBER, f"{indicator.title}: the least points", NO_SCORE, points)
    yield _result(f"{indicator.id}_high", NUMBER, f"{indicator.title}: the most points", NO_SCORE, points)
    bands = (Value(band.id, f"{band.label} ({_from(band)})") for band in indicator.bands)
    yield _result(f"{indicator.id}_band", TEXT, f"{indicator.title}: the band", _no_band(indicator), bands)


def _from(band: Band) -> str:
    return f"from {band.start} points on{', if its anchor holds' if band.needs else ''}"


def _no_band(indicator: Indicator) -> str:
    few = f"more than {indicator.at_most_unanswered} % of the questions that give points and were put are open"
    return f"More than one band is possible, or {few}; or there is no score"
