"""The interview as a value: each step gives a new one; nothing is read, printed or timed here.

What was answered is a list of steps in the order of the bank. All else follows from it: the next question is
the first one that is asked and has no step yet. Going back takes the last step off and keeps its answer, which
is offered when the question comes again; a kept answer whose branch stays closed is parked, and never scored.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from hipback.engine import Engine, named
from hipback.errors import SHOWN_AT_MOST, AnswersError, hint, quote
from hipback.facts import EITHER, PersonFacts
from hipback.model import (
    DOES_NOT_APPLY,
    NONE,
    SKIPPED,
    UNSURE,
    WAYS_OUT,
    Answer,
    Bank,
    Flag,
    Question,
    Urgency,
    private,
)
from hipback.safety import WAY_OUT_LABELS


@private
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
        if self.state == "yes":
            return self.flag.urgency
        return self.flag.urgency_if_unsure if self.state == "not_sure" else Urgency.ROUTINE

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


@private
class _Parts(NamedTuple):
    """What an interview is made of; a tuple by itself has no room for what is worked out from it."""

    bank: Bank
    steps: tuple[Step, ...] = ()
    undone: Mapping[str, Answer] = MappingProxyType({})
    given: Mapping[str, Answer] = MappingProxyType({})


class Interview(_Parts):
    """A bank and the steps taken through it. What follows from them is worked out once, when it is asked for.

    `undone` holds answers that were taken back: each is offered when its question comes again. `given` holds
    answers that were known beforehand: each is taken when its question comes.
    """

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
        kept, answers = {**self.given, **self.undone}, self.answers
        return {id: kept[id] for id in self.bank.questions if id in kept and id not in answers}

    @cached_property
    def engine(self) -> Engine:
        """What the answers tell."""
        return Engine(self.bank, PersonFacts(self.answers))

    @cached_property
    def _to_come(self) -> set[str]:
        """The questions that may still be put, as far as the answers tell."""
        answers = self.answers
        ahead = Engine(self.bank, PersonFacts(answers, EITHER))
        return {id for id in self.bank.questions if id not in answers and ahead.asked(id).yes}

    @cached_property
    def question(self) -> Question | None:
        """The question to put next; None when none is left or a warning sign has ended the interview."""
        return next((question for id, question in self._left.items() if self.engine.asked(id).yes), None)

    @property
    def _left(self) -> Mapping[str, Question]:
        """The questions without a step; once a sign stops the interview, only those that decide a more urgent one."""
        answers = self.answers
        left = {id: question for id, question in self.bank.questions.items() if id not in answers}
        if not self.stopping:
            return left
        urgent = {id for sign in self._more_urgent for id in named(sign.flag.when)}
        return {id: question for id, question in left.items() if id in urgent}

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        """Every flag of the bank with what is known of it."""
        return tuple(map(self._sign, self.bank.flags.values()))

    def _sign(self, flag: Flag) -> Sign:
        truth = self.engine.holds(flag.when)
        if truth.yes or truth.no:
            return Sign(flag, "yes" if truth.yes else "no")
        return Sign(flag, "not_sure" if self._to_come.isdisjoint(named(flag.when)) else "open")

    @cached_property
    def stopping(self) -> tuple[Sign, ...]:
        """The signs because of which there is no score, the most urgent first."""
        return tuple(sorted((sign for sign in self.signs if sign.stops), key=lambda sign: -sign.urgency))

    @property
    def stopped_by(self) -> tuple[Sign, ...]:
        """The signs that have ended the interview: as soon as no more urgent one is left to be asked about, so that
        none is ever hidden by another. An emergency ends it at once."""
        return () if self._more_urgent else self.stopping

    @cached_property
    def _more_urgent(self) -> list[Sign]:
        """Signs still to be asked about that would count for more than those that stop the interview."""
        found = max((sign.urgency for sign in self.stopping), default=Urgency.ROUTINE)
        least = max(found, Urgency.SOON)
        return [sign for sign in self.signs if sign.state == "open" and sign.flag.urgency > least]

    @property
    def missing(self) -> tuple[Question, ...]:
        """Every question that is surely still to be answered, as far as the known answers tell."""
        known = {**self.given, **self.answers}
        engine = Engine(self.bank, PersonFacts(known))
        return tuple(question for id, question in self._left.items() if id not in known and engine.asked(id).yes)

    @property
    def progress(self) -> Progress:
        """How far the interview has come. The upper figure never rises while answers are given."""
        left = self._left
        least, most = sum(self.engine.asked(id).yes for id in left), len(self._to_come & left.keys())
        return Progress(len(self.steps) + 1, max(0, least - 1), max(0, most - 1))

    def answer(self, value: Any) -> "Interview":
        """The interview after this answer to `question`. Raises `AnswersError` if it is none of its answers."""
        question = self.question
        if question is None:
            raise ValueError("no question is open")
        return self._take([Step(question.id, admit(question, value))])._take_given()

    def skip(self) -> "Interview":
        """The interview after the question was left open."""
        return self.answer(SKIPPED)

    def back(self) -> "Interview":
        """The interview before the last step, whose answer is kept; the same interview if there was none."""
        if not self.steps:
            return self
        *earlier, last = self.steps
        return self._replace(steps=tuple(earlier), undone={**self.undone, last.question: last.answer})

    def _take(self, steps: Sequence[Step]) -> "Interview":
        answers = dict(steps)
        undone, given = ({id: kept[id] for id in kept if id not in answers} for kept in (self.undone, self.given))
        return self._replace(steps=(*self.steps, *steps), undone=undone, given=given)

    def _take_given(self) -> "Interview":
        """The interview after all given answers whose questions come now."""
        steps = tuple(self._given_steps())
        return self._up_to_a_sign(steps)._take_given() if steps else self

    def _up_to_a_sign(self, steps: Sequence[Step]) -> "Interview":
        """The interview after these steps, or after the first with which a sign stops it: then others may be left."""
        whole = self._take(steps)
        if not whole.stopping:  # nor did one before: what later answers tell never takes such a sign back
            return whole
        flags = [sign.flag for sign in whole.stopping]
        parts = (self._take(steps[:number]) for number in range(1, len(steps)))
        return next((part for part in parts if any(part._sign(flag).stops for flag in flags)), whole)

    def _given_steps(self) -> Iterator[Step]:
        """The next steps for which answers are given, as if none of them led to a sign."""
        answers = self.answers
        engine = Engine(self.bank, PersonFacts(answers))  # branches hang on earlier questions, which it knows by then
        for id in self._left:
            if engine.asked(id).yes:
                if id not in self.given or id in self.undone:
                    return
                answers[id] = self.given[id]
                yield Step(id, answers[id])


def admit_all(bank: Bank, values: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers of a file, checked. Raises `AnswersError` with every one that is wrong."""
    answers: dict[str, Answer] = {}
    wrong: list[str] = []
    for id, value in values.items():
        if id not in bank.questions:
            near = hint(id, bank.questions) if len(wrong) < SHOWN_AT_MOST else "mend the others first"  # it is slow
            wrong.append(f"{quote(id)}: there is no such question, {near}")
            continue
        try:
            answers[id] = admit(bank.questions[id], value)
        except AnswersError as error:
            wrong.extend(error.sentences)
    if wrong:
        raise AnswersError(wrong)
    return answers


@private
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
    digits = str(value)
    plain = digits.isascii() and digits.isdigit() and len(digits) <= 6
    if not plain or not question.low <= int(digits) <= question.high:
        yield f"expected a whole number from {question.low} to {question.high}, found {_shown(value)}"


_WRONG = {"one": _wrong_option, "many": _wrong_marks, "number": _wrong_number, "scale": _wrong_number}


def _shown(value: Any) -> str:
    return quote(str(value).lower() if isinstance(value, bool) else str(value))


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
