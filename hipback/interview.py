"""The interview as a value: each step gives a new one; nothing is read, printed or timed here.

What was answered is a list of steps in the order of the bank. All else follows from it: the next question is
the first one that is asked and has no step yet. Going back takes the last step off and keeps its answer, which
is offered when the question comes again; a kept answer whose branch stays closed is parked, and never scored.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from hipback.engine import Engine, named
from hipback.errors import AnswersError, hint, quote
from hipback.facts import EITHER, PersonFacts
from hipback.model import DOES_NOT_APPLY, NONE, SKIPPED, UNSURE, WAYS_OUT, Answer, Bank, Flag, Question, Urgency
from hipback.safety import WAY_OUT_LABELS
from hipback.truth import Truth


class Step(NamedTuple):
    """A question that was put, and its answer."""

    question: str
    answer: Answer


class Sign(NamedTuple):
    """A flag and what is known of it: `yes`, `not_sure`, `no`, or `open` while a question of it is to come."""

    flag: Flag
    state: str

    @property
    def urgency(self) -> Urgency:
        """How soon to be seen because of this sign, as far as it is known."""
        of_state = {"yes": self.flag.urgency, "not_sure": self.flag.urgency_if_unsure}
        return of_state.get(self.state, Urgency.ROUTINE)

    @property
    def stops(self) -> bool:
        """Whether there is no score because of this sign."""
        return self.urgency >= Urgency.SAME_DAY or (self.state == "yes" and self.flag.out_of_scope)

    @property
    def text(self) -> str:
        """What the bank says to the person about it; nothing if the sign is not there."""
        return {"yes": self.flag.text, "not_sure": self.flag.not_sure}.get(self.state, "")


class Progress(NamedTuple):
    """The number of the question that is put now, and how many come after it: at least and at most."""

    number: int
    least: int
    most: int


class Interview(NamedTuple):
    """A bank and the steps taken through it.

    `undone` holds answers that were taken back: each is offered when its question comes again. `given` holds
    answers that were known beforehand: each is taken when its question comes.
    """

    bank: Bank
    steps: tuple[Step, ...] = ()
    undone: Mapping[str, Answer] = MappingProxyType({})
    given: Mapping[str, Answer] = MappingProxyType({})

    @classmethod
    def start(
        cls, bank: Bank, given: Mapping[str, Answer] | None = None, undone: Mapping[str, Answer] | None = None
    ) -> "Interview":
        """A new interview, or an earlier one again: replaying its answers as `given` leads to the same place."""
        return cls(bank, (), dict(undone or {}), dict(given or {}))._take_given()

    @property
    def answers(self) -> dict[str, Answer]:
        """What was answered on the open branches, in the order of the bank."""
        return dict(self.steps)

    @property
    def parked(self) -> dict[str, Answer]:
        """Answers that are kept but do not count now."""
        kept = {**self.given, **self.undone}
        return {question: kept[question] for question in self.bank.questions if question in kept.keys() - self.answers}

    @property
    def question(self) -> Question | None:
        """The question to put next; None when none is left or a warning sign has ended the interview."""
        answers = self.answers
        engine = Engine(self.bank, PersonFacts(answers))
        left = (question for id, question in self._askable.items() if id not in answers and engine.asked(id).yes)
        return next(left, None)

    @property
    def _askable(self) -> Mapping[str, Question]:
        """The questions of the bank; once a sign stops the interview, only those that decide a more urgent one."""
        signs = self.signs
        if not _stopping(signs):
            return self.bank.questions
        urgent = {id for sign in _more_urgent(signs) for id in named(sign.flag.when)}
        return {id: question for id, question in self.bank.questions.items() if id in urgent}

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Every flag of the bank with what is known of it."""
        answers = self.answers
        now, ahead = (Engine(self.bank, facts) for facts in (PersonFacts(answers), PersonFacts(answers, EITHER)))
        to_come = {id for id in self.bank.questions if id not in answers and ahead.asked(id).yes}
        return tuple(Sign(flag, _state(now.holds(flag.when), flag, to_come)) for flag in self.bank.flags.values())

    @property
    def stopping(self) -> tuple[Sign, ...]:
        """The signs because of which there is no score, the most urgent first."""
        return _stopping(self.signs)

    @property
    def stopped_by(self) -> tuple[Sign, ...]:
        """The signs that have ended the interview: as soon as no more urgent one is left to be asked about, so that
        none is ever hidden by another. An emergency ends it at once."""
        signs = self.signs
        return () if _more_urgent(signs) else _stopping(signs)

    @property
    def missing(self) -> tuple[Question, ...]:
        """Every question that is surely still to be answered, as far as the known answers tell."""
        known = {**self.given, **self.answers}
        engine = Engine(self.bank, PersonFacts(known))
        return tuple(question for id, question in self._askable.items() if id not in known and engine.asked(id).yes)

    @property
    def progress(self) -> Progress:
        """How far the interview has come. The upper figure never rises while answers are given."""
        answers, askable = self.answers, self._askable
        counts = []
        for facts in (PersonFacts(answers), PersonFacts(answers, EITHER)):
            engine = Engine(self.bank, facts)
            counts.append(sum(engine.asked(id).yes for id in askable if id not in answers))
        least, most = counts
        return Progress(len(self.steps) + 1, max(0, least - 1), max(0, most - 1))

    def answer(self, value: Any) -> "Interview":
        """The interview after this answer to `question`. Raises `AnswersError` if it is none of its answers."""
        question = self.question
        if question is None:
            raise ValueError("no question is open")
        return self._step(question.id, admit(question, value))._take_given()

    def skip(self) -> "Interview":
        """The interview after the question was left open."""
        return self.answer(SKIPPED)

    def back(self) -> "Interview":
        """The interview before the last step, whose answer is kept; the same interview if there was none."""
        if not self.steps:
            return self
        *earlier, last = self.steps
        return self._replace(steps=tuple(earlier), undone={**self.undone, last.question: last.answer})

    def _step(self, question: str, answer: Answer) -> "Interview":
        undone, given = (
            {id: kept for id, kept in answers.items() if id != question} for answers in (self.undone, self.given)
        )
        return self._replace(steps=(*self.steps, Step(question, answer)), undone=undone, given=given)

    def _take_given(self) -> "Interview":
        interview = self
        while (question := interview.question) and question.id in interview.given.keys() - interview.undone.keys():
            interview = interview._step(question.id, interview.given[question.id])
        return interview


def _stopping(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    return tuple(sorted((sign for sign in signs if sign.stops), key=lambda sign: -sign.urgency))


def _more_urgent(signs: Iterable[Sign]) -> list[Sign]:
    """Signs still to be asked about that would count for more than those that stop the interview."""
    found = max((sign.urgency for sign in signs if sign.stops), default=Urgency.ROUTINE)
    least = max(found, Urgency.SOON)
    return [sign for sign in signs if sign.state == "open" and sign.flag.urgency > least]


def _state(truth: Truth, flag: Flag, to_come: set[str]) -> str:
    if truth.yes or truth.no:
        return "yes" if truth.yes else "no"
    return "not_sure" if to_come.isdisjoint(named(flag.when)) else "open"


def admit_all(bank: Bank, values: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers of a file, checked. Raises `AnswersError` with every one that is wrong."""
    answers, wrong = {}, []
    for id, value in values.items():
        if id not in bank.questions:
            wrong.append(f"{quote(id)}: there is no such question, {hint(id, bank.questions)}")
            continue
        try:
            answers[id] = admit(bank.questions[id], value)
        except AnswersError as error:
            wrong.extend(error.sentences)
    if wrong:
        raise AnswersError(wrong)
    return answers


class Carried(NamedTuple):
    """Earlier answers that a bank still knows, and the questions of those that do not fit it any more."""

    answers: Mapping[str, Answer]
    lost: tuple[str, ...]


def carry(bank: Bank, answers: Mapping[str, Answer]) -> Carried:
    """Take answers over to a bank that may have changed since they were given."""
    carried, lost = {}, []
    for id, answer in answers.items():
        try:
            carried[id] = admit(bank.questions[id], answer)
        except (KeyError, AnswersError):
            lost.append(id)
    return Carried(carried, tuple(lost))


def admit(question: Question, value: Any) -> Answer:
    """The answer that a value is; numbers may come as text. Raises `AnswersError` if it is none."""
    if isinstance(value, str) and value in WAYS_OUT:
        if value != DOES_NOT_APPLY or question.may_not_apply:
            return value
        raise AnswersError([f"{question.id}: this question always applies, use 'not_sure' or 'rather_not_say'"])
    wrong = list(_WRONG[question.kind](question, value))
    if wrong:
        raise AnswersError([f"{question.id}: {reason}" for reason in wrong])
    if question.kind == "many":
        marks = (value,) if isinstance(value, str) else tuple(value)
        return tuple(mark for id in question.options for mark in (id, id + UNSURE) if mark in marks)
    return value if question.kind == "one" else int(value)


def _wrong_option(question: Question, value: Any) -> Iterator[str]:
    if isinstance(value, (list, tuple)):
        yield f"expected the id of one option, found a list: {', '.join(map(_shown, value))}"
    elif not isinstance(value, str):
        yield f"expected the id of an option, found {_shown(value)}"
    elif value not in question.options:
        yield f"no option {quote(value)}, {hint(value, question.options)}"


def _wrong_marks(question: Question, value: Any) -> Iterator[str]:
    marks = [value] if isinstance(value, str) else value
    if not isinstance(marks, (list, tuple)) or not all(isinstance(mark, str) for mark in marks):
        yield f"expected a list of options, found {_shown(value)}"
        return
    if not marks:
        yield f"expected a list of options, found an empty one; if none is true write [{NONE}]"
    for mark in marks:
        yield from _wrong_option(question, mark.removesuffix(UNSURE))
    chosen = [mark.removesuffix(UNSURE) for mark in marks]
    if len(set(chosen)) < len(chosen):
        yield "an option stands here twice"
    if NONE in chosen and (len(chosen) > 1 or NONE not in marks):
        yield f"'{NONE}' stands alone or not at all"


def _wrong_number(question: Question, value: Any) -> Iterator[str]:
    digits = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    plain = digits.isascii() and digits.isdigit() and len(digits) <= 6
    if not plain or not question.low <= int(digits) <= question.high:
        yield f"expected a whole number from {question.low} to {question.high}, found {_shown(value)}"


_WRONG = {"one": _wrong_option, "many": _wrong_marks, "number": _wrong_number, "scale": _wrong_number}


def _shown(value: Any) -> str:
    return quote(value if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value))


def words_of(question: Question, answer: Answer) -> str:
    """An answer in the words that the person chose."""
    match answer:
        case tuple(marks):
            return "; ".join(_mark_words(question, mark) for mark in marks)
        case str(option):
            return WAY_OUT_LABELS.get(option) or question.options[option]
        case number if question.kind == "scale":
            return f"{number} of {question.high}"
        case number:
            return f"{number} {question.unit}"


def _mark_words(question: Question, mark: str) -> str:
    label = question.options[mark.removesuffix(UNSURE)]
    return f"{label} (not sure)" if mark.endswith(UNSURE) else label
