"""What the answers to a `many` question become as a mark is put on an option."""

from collections.abc import Iterable, Mapping
from itertools import pairwise, product

from hipback.model import NONE, UNSURE, Answer, Leaf, Question
from hipback.people import alike
from hipback.verify.spaces import PEOPLE_AT_MOST

Changes = Mapping[Answer, Answer]
"""Answers to a question, and what becomes of each."""


def marked(question: Question, option: str, tells: Iterable[Leaf]) -> Changes:
    """From no mark on an option to "not sure", and from there to chosen, beside all marks on other options.

    Of options that `tells` take alike one stands for all. Nothing if there are too many.
    """
    first = question._replace(options={option: "", **question.options})
    others = [other for other in alike(first, tells) if other != option]
    if 3 ** len(others) > PEOPLE_AT_MOST:
        return {}
    return {
        _answer(question, {*beside, before}): _answer(question, {*beside, after})
        for beside in product(*(("", other, other + UNSURE) for other in others))
        for before, after in pairwise(("", option + UNSURE, option))
    }


def _answer(question: Question, marks: Iterable[str]) -> Answer:
    chosen = set(marks)
    return tuple(mark for id in question.options for mark in (id, id + UNSURE) if mark in chosen) or (NONE,)
