"""Facts of a table of people: their answers as numpy columns of small whole numbers.

A question with one answer is one column: the place of the option that was chosen, or the number. A `many` question is
a row of columns, one for each option: 1 chosen, 0 not chosen. Whatever is open is `OPEN`, and no answer is `MISSING`.
"""

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hipback.engine import Score
from hipback.facts import PersonFacts
from hipback.model import NONE, Answer, Bank, Question
from hipback.truth import UNKNOWN, Truth

OPEN, MISSING = -1, -2

Codes: TypeAlias = NDArray[np.signedinteger[Any]]
"""Of one question: of the shape (people,), or (options, people) where many can be chosen."""


def codes_of(question: Question, answer: Answer | None) -> list[int]:
    """The code of one answer, or of a `many` question one for each option; None is no answer.

    What an answer means is asked of `PersonFacts`, and said nowhere else.
    """
    if question.kind == "many":
        return [_mark_code(question, answer, option) for option in question.options]
    if answer is None:
        return [MISSING]
    if isinstance(answer, int):
        return [answer]
    return [list(question.options).index(str(answer)) if answer in question.options else OPEN]


def _mark_code(question: Question, answer: Answer | None, option: str) -> int:
    if answer is None:
        return MISSING
    truth = PersonFacts({question.id: answer}).one_of(question.id, frozenset({option}))
    return 1 if truth.yes else 0 if truth.no else OPEN


def code_type(question: Question) -> np.dtype[Any]:
    """The smallest type that holds the codes of a question."""
    most = len(question.options) if question.options else question.high
    return np.dtype(np.int8) if most <= np.iinfo(np.int8).max else np.dtype(np.int32)


def no_answers(question: Question, people: int) -> Codes:
    """The codes of a question that nobody answered."""
    shape = (len(question.options), people) if question.kind == "many" else (people,)
    return np.full(shape, MISSING, code_type(question))


def points_type(bank: Bank) -> np.dtype[Any]:
    """The smallest type that holds the points of an indicator before its caps, and the count of all questions."""
    sums = [
        sum(max(worth for _, worth in points.cases) for domain in indicator.domains for points in domain.points)
        for indicator in bank.indicators.values()
    ]
    return np.min_scalar_type(max([*sums, len(bank.questions)]))


class Columns:
    """The answers of a table of people, for the engine. The sides of a truth are columns of bools.

    `unreached` says what is known where there is no answer, as in `PersonFacts`.
    """

    def __init__(self, bank: Bank, given: Mapping[str, Codes], unreached: Truth = UNKNOWN) -> None:
        """`given` holds the codes of every question of the bank."""
        self._bank = bank
        self._given = given
        self._unreached = unreached
        self._points = points_type(bank).type
        self._most = int(np.iinfo(self._points).max)
        everyone = np.ones(next(iter(given.values())).shape[-1], np.bool_)
        self.always = Truth(everyone, ~everyone)

    def one_of(self, question: str, options: frozenset[str]) -> Truth:
        asked, codes = self._bank.questions[question], self._given[question]
        places = [place for place, option in enumerate(asked.options) if option in options]
        if asked.kind == "many":
            yes = reduce(or_, (codes[place] == 1 for place in places))
            return self._known(question, Truth(yes, reduce(and_, (codes[place] == 0 for place in places))))
        return self._settled(question, reduce(or_, (codes == place for place in places)))

    def within(self, question: str, low: int | None, high: int | None) -> Truth:
        codes = self._given[question]
        here = codes >= (0 if low is None else low)
        return self._settled(question, here if high is None else here & (codes <= high))

    def is_open(self, question: str) -> Truth:
        is_open = self._telling(question) < 0
        return Truth(is_open, ~is_open)

    def missing(self, question: str) -> NDArray[np.bool_]:
        """Who has no answer to a question at all."""
        missing: NDArray[np.bool_] = self._telling(question) == MISSING
        return missing

    def _telling(self, question: str) -> Codes:
        """The column that tells whether a question is settled: of options, that none is chosen."""
        codes, options = self._given[question], self._bank.questions[question].options
        return codes[list(options).index(NONE)] if codes.ndim == 2 else codes

    def _settled(self, question: str, yes: NDArray[np.bool_]) -> Truth:
        return self._known(question, Truth(yes, (self._given[question] >= 0) & ~yes))

    def _known(self, question: str, truth: Truth) -> Truth:
        if self._unreached is UNKNOWN:
            return truth
        missing, known = self.missing(question), self._unreached
        return Truth(truth.yes | (missing & known.yes), truth.no | (missing & known.no))

    def weigh(self, truth: Truth, points: int) -> tuple[Any, Any]:
        worth = self._points(points)
        return truth.yes.view(np.uint8) * worth, (~truth.no).view(np.uint8) * worth

    def most(self, one: Any, other: Any) -> Any:
        return other if isinstance(one, int) else np.maximum(one, other)  # an int is the 0 from which it starts

    def cap(self, score: Score, cap: int) -> Score:
        limit = self._points(min(cap, self._most))
        return Score(np.minimum(score.low, limit), np.minimum(score.high, limit))

    def reaches(self, score: Score, start: int) -> Truth:
        return Truth(score.low >= start, score.high < start)

    def exceeds(self, part: Any, whole: Any, per_cent: int) -> Truth:
        more = np.asarray(part, np.int32) * 100 > np.asarray(whole, np.int32) * per_cent
        return Truth(more, ~more)
