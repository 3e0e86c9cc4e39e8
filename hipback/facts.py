"""Facts of one person, for the engine. (Columns of people and everyone who could be will stand here too.)"""

from collections.abc import Mapping

from hipback.engine import Score
from hipback.model import NONE, UNSURE, WAYS_OUT, Answer
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
