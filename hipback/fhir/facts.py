"""Facts for the engine about whoever fills in a form: what it works out with them are formulas and sums.

`Engine(bank, FormulaFacts(bank)).asked(id).yes` is the formula of a branch, and `.score(id)` a pair of sums. So every
rule of a form is a rule of the engine, and there is no second one.
"""

from hipback.engine import Score
from hipback.fhir.formulas import (
    ALWAYS,
    NEVER,
    Answered,
    Best,
    Between,
    Capped,
    Exceeds,
    Formula,
    Number,
    Reaches,
    Said,
    greatest,
    opposite,
    points,
)
from hipback.model import NONE, UNSURE, Bank, Question
from hipback.truth import Truth


class FormulaFacts:
    """Facts about whoever answers: every truth is a pair of formulas about the answers, every number a term.

    What an answer means is what `PersonFacts` says of it; a test compares the two for every answer of small banks.
    """

    always = Truth(ALWAYS, NEVER)

    def __init__(self, bank: Bank) -> None:
        self._questions = bank.questions

    def one_of(self, question: str, options: frozenset[str]) -> Truth:
        named = self._questions[question]
        chosen = tuple(option for option in named.options if option in options)
        others = tuple(option for option in named.options if option not in options)
        no = _none_marked(named, chosen, others) if named.kind == "many" else _said(question, others)
        return Truth(_said(question, chosen), no)

    def within(self, question: str, low: int | None, high: int | None) -> Truth:
        named = self._questions[question]
        below = _between(named, None, low - 1) if low is not None else NEVER
        above = _between(named, high + 1, None) if high is not None else NEVER
        return Truth(_between(named, low, high), below | above)

    def is_open(self, question: str) -> Truth:
        named = self._questions[question]
        settled = Said(question, tuple(named.options)) if named.kind == "many" else Answered(question)
        return Truth(opposite(settled), settled)

    def weigh(self, truth: Truth, worth: int) -> tuple[Best, Best]:
        return points(truth.yes, worth), points(opposite(truth.no), worth)

    def most(self, one: Best | int, other: Best | int) -> Best:
        first, second = (points(ALWAYS, number) if isinstance(number, int) else number for number in (one, other))
        return greatest(first, second)

    def cap(self, score: Score, cap: int) -> Score:
        low, high = (end if end.maximum <= cap else Capped(end, cap) for end in score)
        return Score(low, high)

    def reaches(self, score: Score, start: int) -> Truth:
        low, high = (Reaches(end, start) if start else ALWAYS for end in score)
        return Truth(low, opposite(high))

    def exceeds(self, part: Number, whole: Number, per_cent: int) -> Truth:
        more = Exceeds(part, whole, per_cent)
        return Truth(more, opposite(more))


def _said(question: str, codes: tuple[str, ...]) -> Formula:
    return Said(question, codes) if codes else NEVER


def _none_marked(question: Question, chosen: tuple[str, ...], others: tuple[str, ...]) -> Formula:
    """None of these options of a `many` question is or may be so, though it has an answer.

    That "none of these" is not so is known only where another option is sure; otherwise all marks may be unsure.
    """
    if others == (NONE,):
        return Said(question.id, others)  # it excludes all other marks
    marks = tuple(option for option in chosen if option != NONE)  # which `others` exclude
    told = _said(question.id, others) if NONE in chosen else Answered(question.id)
    return told & opposite(_said(question.id, (*marks, *(option + UNSURE for option in marks))))


def _between(question: Question, low: int | None, high: int | None) -> Formula:
    """A range, or an end of it that no answer leaves open."""
    if (high is not None and high < question.low) or (low is not None and low > question.high):
        return NEVER
    start = low if low is not None and low > question.low else None
    end = high if high is not None and high < question.high else None
    return Answered(question.id) if start is None and end is None else Between(question.id, start, end)
