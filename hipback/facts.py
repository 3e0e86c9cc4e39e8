"""Facts for the engine: of one person, and of many people who could be. (Columns of a table will stand here too.)"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from hipback.engine import Score
from hipback.model import NONE, UNSURE, WAYS_OUT, Answer
from hipback.planes import Number
from hipback.truth import NO, UNKNOWN, YES, Truth

EITHER = Truth(True, True)
"""For `PersonFacts(answers, EITHER)`, which looks ahead: its sides are read as "may become yes", "may become no".

A question not yet reached may become either, one that was left open neither; the algebra stays the same. So
`asked(question).yes` says whether a question may still come up.
"""


class PersonFacts:
    """The answers of one person. A way out as an answer is unknown; a question without an answer is `unreached`.

    >>> PersonFacts({"groin": "often"}).one_of("groin", frozenset({"often"}))
    Truth(yes=True, no=False)
    """

    always = YES

    def __init__(self, answers: Mapping[str, Answer], unreached: Truth = UNKNOWN) -> None:
        self._answers = answers
        self._unreached = unreached

    def one_of(self, question: str, options: frozenset[str]) -> Truth:
        answer = self._answers.get(question)
        if answer is None:
            return self._unreached
        if type(answer) is tuple:
            return _any_mark(answer, options)
        return YES if answer in options else UNKNOWN if answer in WAYS_OUT else NO

    def within(self, question: str, low: int | None, high: int | None) -> Truth:
        match self._answers.get(question):
            case None:
                return self._unreached
            case int(number):
                return YES if (low is None or low <= number) and (high is None or number <= high) else NO
            case _:
                return UNKNOWN

    def is_open(self, question: str) -> Truth:
        answer = self._answers.get(question)
        if type(answer) is tuple:
            return YES if all(mark.endswith(UNSURE) for mark in answer) else NO
        return YES if answer is None or answer in WAYS_OUT else NO

    def weigh(self, truth: Truth, points: int) -> tuple[int, int]:
        return points if truth.yes else 0, 0 if truth.no else points

    most = staticmethod(max)

    def cap(self, score: Score, cap: int) -> Score:
        return Score(min(score.low, cap), min(score.high, cap))

    def reaches(self, score: Score, start: int) -> Truth:
        return Truth(score.low >= start, score.high < start)

    def exceeds(self, part: int, whole: int, per_cent: int) -> Truth:
        return YES if part * 100 > whole * per_cent else NO


def _any_mark(marks: tuple[str, ...], options: frozenset[str]) -> Truth:
    if not options.isdisjoint(marks):
        return YES
    for option in options:
        if option + UNSURE in marks:
            return UNKNOWN
    # None of them may be so, as long as nothing was chosen for sure.
    return UNKNOWN if NONE in options and all(mark.endswith(UNSURE) for mark in marks) else NO


Given: TypeAlias = Mapping[str, Mapping[Answer, int]]
"""By question and answer the people who answer so, as an `int` used as a set: bit i is person i."""


class Everyone:
    """Many people at once. The sides of a truth are sets of people.

    `others` says what is known of the questions that are not in `given`: `UNKNOWN`, that everyone left them open; or
    `EITHER`, that anyone may have answered them in any way. Then the sides of a truth are read as "may be so" and "may
    not be so", the low end of a score as the most that it may be, and the high end as the least. Some of these people
    may not be real, but nobody is missing: of whom it is not said that something may be so, it never is.

    >>> Everyone({"groin": {"often": 0b01, "rarely": 0b10}}, 0b11).one_of("groin", frozenset({"often"}))
    Truth(yes=1, no=2)
    """

    def __init__(self, given: Given, everyone: int, others: Truth = UNKNOWN) -> None:
        self.always = Truth(everyone, 0)
        self._given = given
        self._everyone = everyone
        self._others = Truth(everyone if others.yes else 0, everyone if others.no else 0)

    def one_of(self, question: str, options: frozenset[str]) -> Truth:
        return self._truth(question, lambda person: person.one_of(question, options))

    def within(self, question: str, low: int | None, high: int | None) -> Truth:
        return self._truth(question, lambda person: person.within(question, low, high))

    def is_open(self, question: str) -> Truth:
        truth = self._truth(question, lambda person: person.is_open(question))
        return Truth(truth.yes | (self._everyone & ~truth.no), truth.no)  # also where there is no answer at all

    def _truth(self, question: str, of: Callable[[PersonFacts], Truth]) -> Truth:
        """What is so of those who answered. What an answer means is asked of `PersonFacts`, and said nowhere else."""
        if question not in self._given:
            return self._others
        yes, no = 0, 0
        for answer, people in self._given[question].items():
            truth = of(PersonFacts({question: answer}))
            yes |= people if truth.yes else 0
            no |= people if truth.no else 0
        return Truth(yes, no)

    def weigh(self, truth: Truth, points: int) -> tuple[Number, Number]:
        return Number.of(points, truth.yes), Number.of(points, self._everyone & ~truth.no)

    def most(self, one: Number | int, other: Number | int) -> Number | int:
        if isinstance(one, int) or isinstance(other, int):  # the 0 from which a comparison starts
            return other if isinstance(one, int) else one
        return one.instead(other, other.at_least(one, self._everyone))

    def cap(self, score: Score, cap: int) -> Score:
        limit = Number.of(cap, self._everyone)
        low, high = (end.instead(limit, end.at_least(limit, self._everyone)) for end in score)
        return Score(low, high)

    def reaches(self, score: Score, start: int) -> Truth:
        wanted = Number.of(start, self._everyone)
        low, high = (end.at_least(wanted, self._everyone) for end in score)
        return Truth(low, self._everyone & ~high)

    def exceeds(self, part: Number, whole: Number, per_cent: int) -> Truth:
        if self._others.yes:  # how much is open hangs on questions of which nothing is known
            return self._others
        at_most = whole.times(per_cent).at_least(part.times(100), self._everyone)
        return Truth(self._everyone & ~at_most, at_most)
